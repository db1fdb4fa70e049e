"""A parser that complains in sentences, and what the arguments of several commands have in common."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NoReturn

from desktop.cli.output import write_text
from models.errors import WrongUse

LEVELS = ("public", "partners", "internal", "confidential")
"""Who may read something, the widest circle first."""

_PLAIN_WORDS = (
    (
        re.compile(r"^argument (\S+): invalid choice: '(.*)' \(choose from (.*)\)$", re.S),
        "{0} cannot be “{1}”: choose {2}",
    ),
    (re.compile(r"^argument (\S+): expected (?:one argument|at least one argument)$"), "Say what follows {0}"),
    (re.compile(r"^argument (\S+): (.*)$", re.S), "{0}: {1}"),
    (re.compile(r"^the following arguments are required: (.*)$"), "Something is missing: {0}"),
    (re.compile(r"^unrecognized arguments: (.*)$", re.S), "This means nothing here: {0}"),
)
"""How the library's complaints are said in ours."""


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are sentences that the caller prints, and that knows options by their whole name."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong instead of leaving the program."""
        for pattern, words in _PLAIN_WORDS:
            found = pattern.match(message)
            if found:
                message = words.format(*(part.replace("'", "") for part in found.groups()))
                break
        raise WrongUse(f"{message[:1].upper()}{message[1:]}. See: {self.prog} --help")

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print the help, on a terminal of few characters too."""
        if message:
            write_text(file or sys.stderr, message)


Adder = Callable[[str, str], Parser]
"""Makes the parser of a command from its name and what it does."""


def day(text: str) -> date:
    """Read a date in ISO form or as people write it: 2026-11-22, 22 November 2026, 22/11/2026."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    for form in ("%d %B %Y", "%d %b %Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f"“{text}” is not a date. Enter one like 2026-11-22 or 22 November 2026")


def whole(text: str) -> int:
    """Read a whole number of at least 1."""
    if text.isascii() and text.isdigit() and 0 < int(text) < 10**9:
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}” is not a whole number above 0")


def record(text: str) -> tuple[str, int]:
    """Read KIND:ID, for example organisation:12."""
    kind, colon, number = text.partition(":")
    if colon and kind.replace("_", "").isalpha() and number.isascii() and number.isdigit():
        return kind, int(number)
    raise argparse.ArgumentTypeError(f"“{text}” does not name a record. Enter a kind and a number: organisation:12")


def add_as_at(parser: argparse.ArgumentParser, words: str) -> None:
    """Add the day that something is asked of."""
    parser.add_argument("--as-at", type=day, metavar="D", help=words)


def add_audience(
    parser: argparse.ArgumentParser, words: str = "leave out what is marked above this (default: nothing)"
) -> None:
    """Add whose eyes something is for."""
    parser.add_argument("--audience", choices=LEVELS, help=words)
