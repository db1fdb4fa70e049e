"""`import … --choose ROW=KIND:ID`: which record a doubtful row means, that it is somebody new, or that it stays out.

What the window asks of one row after the other. The choices hold in the order they are given, for once it is said
which organisation a row means, the person in it may be asked about.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from desktop.cli.parser import record
from models.errors import WrongUse

if TYPE_CHECKING:
    from desktop.cli.leaving import Decided
    from models.imports.preview import Choice, PreviewLine
    from models.queries.records import Ref

Chosen: TypeAlias = "tuple[int, str, Ref | None]"
"""The number of a row, what was typed of it, and the record that it means, if any."""
_WORDS = ("new", "leave")


def chosen(text: str) -> Chosen:
    """Read ROW=KIND:ID, ROW=new or ROW=leave."""
    row, _equals, meant = text.partition("=")
    if row.isascii() and row.isdigit() and meant in _WORDS:
        return int(row), meant, None
    if row.isascii() and row.isdigit() and ":" in meant:
        return int(row), meant, record(meant)
    words = f"“{text}” chooses nothing. Enter the row and what it is: 7=person:12, 7=new or 7=leave"
    raise argparse.ArgumentTypeError(words)


def decide_rows(coming: Decided, choices: Sequence[Chosen]) -> None:
    """Say of doubtful rows what was chosen. Raises WrongUse for a row that leaves no such choice."""
    for row, typed, ref in choices:
        asked = [line for line in coming.preview.lines if line.number == row and _is_doubtful(line)]
        said = dict(_said(asked, typed, ref))
        if not said:
            raise WrongUse(f"Row {row} leaves no choice of {typed}. {_left_open(row, asked)}")
        if ref is not None and len(said) > 1:
            raise WrongUse(f"Row {row} names several who may be {typed}. Decide it in the window.")
        coming.decide(said)


def _is_doubtful(line: PreviewLine) -> bool:
    from models.imports.preview import Fate

    return line.fate is Fate.DOUBTFUL


def _said(lines: Sequence[PreviewLine], typed: str, ref: Ref | None) -> Iterator[tuple[str, Choice | int]]:
    """Yield what is said of each line of a row, by its fingerprint."""
    from models.imports.preview import Choice

    for line in lines:
        if ref is not None:
            if line.record_kind == ref[0] and any(one.id == ref[1] for one in line.candidates):
                yield line.fingerprint, ref[1]
        elif typed == "leave":
            yield line.fingerprint, Choice.LEAVE_OUT
        elif line.can_be_new:
            yield line.fingerprint, Choice.NEW


def _left_open(row: int, lines: Sequence[PreviewLine]) -> str:
    """Return what can be chosen of a row, or how to see which rows leave a choice."""
    open_ones = [f"{row}={line.record_kind}:{one.id}" for line in lines for one in line.candidates]
    open_ones += [f"{row}=new"] * any(line.can_be_new for line in lines)
    if not lines:
        return "--dry-run lists the rows in doubt."
    return f"Choose {', '.join([*dict.fromkeys(open_ones), f'{row}=leave'])}."
