"""Starts and stops the program again and again and looks for what it leaves beside the book, the copies and elsewhere.

    python tests/durability/start_and_stop.py --cycles 1000 --windows 50

Each cycle is a process of its own: a command of the command line (a note logged, a look, a copy made, an archive),
or, so many times, the window opened on the book and closed. Every fourth command is killed at a random moment. After
the cycles that ended by themselves nothing may be left (*left*); what the killed ones left must be gone once it is an
hour old and the program is used again (*unswept*).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

_FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
_RUBBISH = (".partial", ".tmp", ".open", ".gone", ".part")


@dataclass
class Tally:
    """What was seen over all cycles."""

    cycles: int = 0
    windows: int = 0
    killed: int = 0
    left: int = 0
    left_by_kills: int = 0
    unswept: int = 0
    problems: list[str] = field(default_factory=list)


def rubbish(home: Path) -> set[Path]:
    """Return the files that nobody needs any more."""
    return {file for file in home.rglob("*") if file.is_file() and any(end in file.name for end in _RUBBISH)}


def commands(home: Path) -> list[list[str]]:
    """Return what is done by turns."""
    book = ["--book", str(home / "book.liaison"), "--quiet"]
    return [
        [*book, "log", "--with", "Elm Lane", "--note", "They rang."],
        [*book, "info"],
        [*book, "backup", "--to", str(home / "copies")],
        [*book, "export", "archive", "--output", str(home / "all.zip"), "--force"],
        [*book, "undo"],
    ]


def run_command(typed: list[str]) -> int:
    """Do one command in this process, silently."""
    from desktop.cli.main import main

    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        return main(typed)


def run_window(book: Path) -> int:
    """Open the window on a book, wait until the book is there, and close it."""
    from PySide6.QtCore import QTimer

    from desktop.application import Program, make_application
    from desktop.settings import Settings

    app = make_application(["liaison-desk"])
    program = Program(app, Settings(book.parent / "settings.ini"), log_folder=book.parent / "log")
    program.start(str(book))
    waiting = QTimer()
    waiting.timeout.connect(lambda: program.window.close() if program.store is not None else None)
    waiting.start(300)
    return app.exec()


def in_child(work: object, *given: object, after: float | None = None) -> int:
    """Do something in a process of its own and return its exit code; -9 where it was killed `after` so many seconds."""
    child = os.fork()
    if child == 0:
        code = 99
        try:
            assert callable(work)
            code = work(*given)
        finally:
            os._exit(code)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def prove(cycles: int, windows: int, home: Path, seed: int = 1) -> Tally:
    """Start and stop so many times and return what was seen."""
    from models.store import Store
    from tests.durability.kill_store import new_book

    chance, tally = random.Random(seed), Tally()
    book = home / "book.liaison"
    (home / "copies").mkdir()
    new_book(book, None)
    by_kills: set[Path] = set()
    for number in range(cycles):
        before = rubbish(home)
        by_turns = commands(home)
        if number < windows:
            code = in_child(run_window, book)
            tally.windows += 1
        else:
            after = chance.uniform(0.02, 0.2) if number % 4 == 3 else None
            code = in_child(run_command, by_turns[number % len(by_turns)], after=after)
        tally.cycles += 1
        new = rubbish(home) - before
        if code == -signal.SIGKILL:
            tally.killed += 1
            by_kills |= new
        else:
            tally.left += len(new)
            tally.problems += [f"{file.name} after cycle {number}" for file in new]
    tally.left_by_kills = len(by_kills)
    for file in rubbish(home):
        os.utime(file, (0, 0))
    for typed in commands(home)[2:4]:
        in_child(run_command, typed)
    left = rubbish(home)
    tally.unswept = len(left)
    store = Store.open(book)
    tally.problems += [*store.check(), *(f"{file.name} was not swept" for file in left)]
    store.close()
    return tally


def main() -> int:
    """Prove it and print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cycles", type=int, default=1000)
    parser.add_argument("--windows", type=int, default=50)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        os.environ |= {name: str(home / name.lower()) for name in _FOLDERS}
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        tally = prove(asked.cycles, asked.windows, home)
    sys.stdout.write(json.dumps(asdict(tally)) + "\n")
    return int(bool(tally.left or tally.unswept or tally.problems))


if __name__ == "__main__":
    sys.exit(main())
