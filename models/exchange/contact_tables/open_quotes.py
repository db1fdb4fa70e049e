"""A quotation mark that is never closed swallows the rest of a table of text; its lines are read each by itself."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice

from models.exchange.reading import TextSource

_END = '"x'
"""A line that begins a record of its own, unless a quotation mark is still open before it."""


def rows_after_open_quote(source: TextSource, delimiter: str, first: int) -> list[tuple[int, list[str]]]:
    """Return the number and the cells of each line from one on where the record there is never closed, else nothing."""
    with source.lines() as lines:
        rest = list(islice(lines, first - 1, None))
    if rest and not rest[-1].endswith(("\n", "\r")):
        rest[-1] += "\n"
    if not rest or len(list(csv.reader([*rest, _END], delimiter=delimiter))) > 1:
        return []
    return [(number, cells) for number, cells in _each(rest, delimiter, first) if cells]


def _each(lines: list[str], delimiter: str, first: int) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(lines, first):
        closed = line.replace('"', "", 1) if line.count('"') % 2 else line
        yield number, next(csv.reader([closed], delimiter=delimiter), [])
