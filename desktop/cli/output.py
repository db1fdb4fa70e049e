"""What a command prints: data on stdout, words on stderr, or one JSON object with stable keys."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any, TextIO, TypeVar

from models.words import WORDS, label

Row = TypeVar("Row")


@dataclass(slots=True)
class Result:
    """What a command found or did: data for scripts, a line or table for people, warnings, and the exit code."""

    data: object = None
    lines: list[str] = field(default_factory=list)
    """For people, on stdout."""
    words: list[str] = field(default_factory=list)
    """What was done, for people, on stderr."""
    warnings: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    exit_code: int = 0


def plain(value: object) -> Any:
    """Return a value as JSON knows it: dates in ISO form, fixed lists by their word."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    return value


def show(result: Result, command: str, *, as_json: bool, quiet: bool) -> int:
    """Print a result and return the exit code."""
    if as_json:
        envelope = {
            "ok": result.exit_code == 0,
            "command": command,
            "data": plain(result.data),
            "warnings": result.warnings,
            "errors": result.errors,
        }
        # ASCII alone: the same bytes whatever the terminal, and no character that steers it.
        _write(sys.stdout, [json.dumps(envelope)])
    else:
        _write(sys.stdout, result.lines)
    words = [] if quiet else [*(f"Note: {warning}" for warning in result.warnings), *result.words]
    _write(sys.stderr, [*words, *result.errors])
    return result.exit_code


def _write(stream: TextIO, lines: Iterable[str]) -> None:
    for line in lines:
        write_text(stream, _shown(line) + "\n")
    stream.flush()


def write_text(stream: TextIO, words: str) -> None:
    """Write words; a terminal of few characters still gets them, with marks for what it cannot show."""
    try:
        stream.write(words)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(words.encode(encoding, "replace").decode(encoding))


def counted(number: int, one: str, several: str) -> str:
    """Return a count with what is counted: "1 row", "1,204 rows"."""
    return f"{number:,} {one if number == 1 else several}"


def nothing_found(rows: Sized) -> list[str]:
    """Return what to say where a list is empty: silence might be taken for a fault."""
    return [] if rows else ["Nothing found."]


def one_more(limit: int | None) -> int | None:
    """Return how many rows to ask for where `limit` are listed: one more tells whether there are more."""
    return None if limit is None else limit + 1


def first_rows(rows: Sequence[Row], limit: int | None) -> tuple[Sequence[Row], list[str]]:
    """Return the first rows of a list, and what to say where there are none or more."""
    if limit is None or len(rows) <= limit:
        return rows, nothing_found(rows)
    listed = "is" if limit == 1 else f"{limit:,} are"
    return rows[:limit], [f"Only the first {listed} listed. For more: --limit N."]


def table(rows: Iterable[Mapping[str, object]], columns: Iterable[tuple[str, str]]) -> list[str]:
    """Return rows as lines of text in columns, with a line of headings; nothing for no rows.

    A long cell is cut, but in the last column: half of a file's place or of what was said is of no use.
    """
    wanted = list(columns)
    cells = [[_cell(row.get(key)) for key, _title in wanted] for row in rows]
    if not cells:
        return []
    lines = [[title for _key, title in wanted], *cells]
    widths = [max(len(line[place]) for line in lines) for place in range(len(wanted))]
    widths[:-1] = [min(60, width) for width in widths[:-1]]
    return ["  ".join(_fit(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]


def _cell(value: object) -> str:
    if isinstance(value, StrEnum) and type(value) in WORDS:
        return label(value)
    return "" if value is None else _shown(str(plain(value)))


def _shown(words: str) -> str:
    """Return words without control characters: one in a name must not steer the terminal."""
    return "".join(mark if mark.isprintable() else " " for mark in words)


def _fit(cell: str, width: int) -> str:
    return (cell if len(cell) <= width else cell[: width - 1] + "…").ljust(width)
