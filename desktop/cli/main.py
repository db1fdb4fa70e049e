"""The `liaison` command: find out what is asked, do it, print it, and end with the code of look.md."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from desktop.cli.arguments import command_in, parse
from desktop.cli.output import Result, show
from desktop.faults import describe
from models.errors import AppError, WrongUse

_ROOMS = {
    "new": "books",
    "info": "books",
    "check": "books",
    "undo": "books",
    "redo": "books",
    "history": "history",
    "backup": "books",
    "restore": "books",
    "salvage": "salvage",
    "rekey": "keys",
    "recover": "keys",
    "recovery-sheet": "keys",
    "import": "imports",
    "imports": "imports",
    "undo-import": "imports",
    "sheet": "sheets",
    "export": "exports",
    "adopt": "register",
    "log": "records",
    "list": "records",
    "search": "records",
    "show": "single",
    "merge": "single",
    "unmerge": "single",
    "report": "papers",
    "labels": "post",
    "letters": "post",
    "template": "templates",
    "request": "data_requests",
    "server": "server",
    "move": "moving",
    "erase-person": "forgetting",
    "restrict-person": "forgetting",
    "verify-history": "forgetting",
    "breach": "breaches",
    "person-data": "person_data",
    "retention": "retention",
    "pack": "packs",
    "paper": "packs",
    "report-problem": "problems",
}
"""Which module of this folder does a command: its function is called `run_` and the command's name."""

_READS_ONCE = frozenset({"info", "list", "search", "show", "history", "report"})
"""Commands that read, answer and end: looking for rubbish takes a sixth of their time, and the end removes it all."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; without a command the window is opened."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    command = command_in(typed)
    alone = arguments is None and bool(command)
    if alone and command in _READS_ONCE:
        gc.disable()
    try:
        return _answer(typed, command)
    finally:
        if alone:
            # The process ends: what is there need not be gone through once more.
            gc.freeze()


def _answer(typed: list[str], command: str) -> int:
    # What was typed may not make sense, and is to be answered in the form that was asked for all the same.
    as_json, quiet = "--json" in typed, "--quiet" in typed
    try:
        try:
            asked = parse(typed)
            as_json, quiet = asked.json, asked.quiet
            if not (asked.version or command):
                return _open_window(asked)
            result = _version() if asked.version else _runner(command)(asked)
        except AppError as error:
            result = Result(errors=[error.sentence], exit_code=error.exit_code)
        except KeyboardInterrupt:
            result = Result(errors=["Stopped. Nothing is half-written."], exit_code=130)
        except SystemExit:
            # The help was printed; what still waits to be written may find its reader gone.
            sys.stdout.flush()
            raise
        except BrokenPipeError:
            raise
        except Exception as fault:  # noqa: BLE001 -- a fault of ours: its kind and place, never words that it quotes
            sys.stderr.write(f"{describe(fault)}\n")
            result = Result(errors=["This is a fault in the program. Nothing is half-written."], exit_code=1)
        return show(result, command, as_json=as_json, quiet=quiet)
    except BrokenPipeError:
        # The reader of our output left (`liaison list people | head`): nothing more to say, and no fault.
        _look_away()
        return 0


def _look_away() -> None:
    """Send what is still to be said nowhere, so that Python does not complain when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _runner(command: str) -> Callable[[argparse.Namespace], Result]:
    room = import_module(f"desktop.cli.{_ROOMS[command]}")
    runner: Callable[[argparse.Namespace], Result] = getattr(room, f"run_{command.replace('-', '_')}")
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
