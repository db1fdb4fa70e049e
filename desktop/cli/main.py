"""The `liaison` command: find out what is asked, do it, print it, and end with the code of look.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from desktop.cli.arguments import parse
from desktop.cli.output import Result, show
from models.errors import AppError, WrongUse

_ROOMS = {
    "new": "books",
    "info": "books",
    "check": "books",
    "undo": "books",
    "redo": "books",
    "history": "books",
    "backup": "books",
    "restore": "books",
    "import": "register",
    "adopt": "register",
    "log": "records",
    "list": "records",
    "search": "records",
    "report": "papers",
}
"""Which module of this folder does a command: its function is called `run_` and the command's name."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; without a command the window is opened."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    as_json, quiet = "--json" in typed, "--quiet" in typed
    command = ""
    try:
        asked = parse(typed)
        command = asked.command or ""
        if asked.version:
            return show(_version(), command, as_json=as_json, quiet=quiet)
        if not command:
            return _open_window(asked)
        result = _runner(command)(asked)
    except AppError as error:
        result = Result(errors=[error.sentence], exit_code=error.exit_code)
    except KeyboardInterrupt:
        result = Result(errors=["Stopped. Nothing is half-written."], exit_code=130)
    except BrokenPipeError:
        # The reader of our output left (`liaison list people | head`): nothing more to say, and no fault.
        sys.stderr.close()
        return 0
    return show(result, command, as_json=as_json, quiet=quiet)


def _runner(command: str) -> Callable[[argparse.Namespace], Result]:
    room = import_module(f"desktop.cli.{_ROOMS[command]}")
    runner: Callable[[argparse.Namespace], Result] = getattr(room, f"run_{command}")
    return runner


def _version() -> Result:
    from importlib.metadata import version

    number = version("liaison-desk")
    return Result(data={"version": number}, lines=[f"Liaison Desk {number}"])


def _open_window(asked: argparse.Namespace) -> int:
    """Start the window; this command line knows it only by name, so that it runs where Qt cannot."""
    if asked.json:
        raise WrongUse("Say which command to run: --json needs one. See: liaison --help")
    start: Callable[[list[str]], int] = import_module("desktop.application").run
    return start(["liaison", *(["--book", asked.book] if asked.book else [])])
