"""The command `report-problem`: what those who mend the program need to know, as a file to read and to give to them.

What `liaison report-problem --output FILE --json` gives as `data`:

    {"file": "problem.zip", "parts": [{"name": "program.txt", "title": "The program and this computer", "text": "…"}]}

Without --output it is printed and no file is written. Nothing is sent anywhere.
"""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import places
from desktop.cli.opening import book_of, passphrase_for
from desktop.cli.output import Result
from models.errors import AppError

if TYPE_CHECKING:
    from desktop.cli.parser import Adder
    from desktop.problem_report import Part


def add_problem_command(add: Adder) -> None:
    """Add what may be typed after `liaison report-problem`."""
    report = add("report-problem", "Gather what those who mend the program need, without anything of anybody.")
    report.add_argument("--output", metavar="FILE", help="write it to a file (.zip); default: print it")
    report.add_argument("--force", action="store_true", help="replace the file if it is there")


def run_report_problem(asked: argparse.Namespace) -> Result:
    """Gather the report, and print it or write it to a file."""
    from desktop.problem_report import read_through, write_report

    parts = _gathered(asked)
    data = {
        "file": asked.output,
        "parts": [{"name": part.name, "title": part.title, "text": part.text} for part in parts],
    }
    if not asked.output:
        return Result(data=data, lines=read_through(parts).splitlines())
    place = write_report(parts, Path(asked.output), replace=asked.force)
    words = [f"Written to {place}. Read it before you give it to anybody; nothing was sent."]
    return Result(data=data, words=words)


def _gathered(asked: argparse.Namespace) -> tuple[Part, ...]:
    """Return the parts; a book that does not open, which may be the very problem, is told of by its kind."""
    from desktop.problem_report import gather, settings_file

    now = datetime.now().astimezone()
    folder, settings = places.log_folder(), settings_file()
    trouble = "" if "://" in book_of(asked) or Path(book_of(asked)).exists() else "there is no book at the usual place"
    if not trouble:
        try:
            return _of_book(asked, folder, settings, now)
        except AppError as error:
            trouble = f"the book does not open: {type(error).__name__}"
    return gather(folder, settings, None, trouble, now=now)


def _of_book(asked: argparse.Namespace, folder: Path, settings: Path, now: datetime) -> tuple[Part, ...]:
    """Return the parts with what the book says of itself; it is only read, not even brought up to date."""
    from desktop.problem_report import gather
    from models.store import Store

    store = Store.open(book_of(asked), passphrase_for(book_of(asked), asked), read_only=True)
    try:
        return gather(folder, settings, store, now=now)
    finally:
        store.close()
