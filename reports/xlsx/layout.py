"""Widths and heights: Excel works heights out only when a row is edited, LibreOffice not even then.

Widths are counted in digits of the standard font, as Excel counts them; heights in points.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from itertools import compress, islice
from unicodedata import east_asian_width

from reports.cleaning import clean_line
from reports.document import Cell, Column, Kind, Table
from reports.formatting import RIGHT_ALIGNED
from reports.xlsx.cells import words_of

_SAMPLE = 400
"""Rows that decide a width; the rest of a long table looks like its beginning."""
_FIXED = {Kind.DATE: 12.0, Kind.DATETIME: 18.0, Kind.YES_NO: 8.0}
_NARROWEST = 8.0
_AIR = 3
"""Between digits and the next column, and for zeros that only Excel writes."""
_BUTTON = 4
"""Room for the filter button beside a heading and the air around it."""
_TOGETHER = 180.0
"""How wide the columns of a table may be together: A4 on its side shows that in letters of nine points."""
_GIVES_WAY = 24.0
"""A column of words no wider than this keeps its width."""
STANDARD_WIDTH = 9.1
"""A column whose width nobody set."""

LINE = 15.0
"""The height of a line of the standard font."""
_HIGHEST = 409.0
_MOST_LINES = 27
_LETTERS_A_DIGIT = 1.1
"""How many letters of ordinary words take the room of a digit; capitals take more than one digit each."""
_CAPITALS = 0.35
_WORD = re.compile(r"\S+\s*")


def breadth(text: str) -> int:
    """Return how many digits wide a line is, letters taken for as wide as digits, ideographs and emoji for two."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(mark) in "WF" else 1 for mark in text)


def lines_needed(text: str, width: float) -> int:
    """Return on how many lines a cell of that width shows the text, as far as a row can be high."""
    if len(text) * 2 <= width and "\n" not in text:
        return 1
    width *= _LETTERS_A_DIGIT - _CAPITALS * sum(map(str.isupper, text)) / max(1, len(text))
    lines = 0
    for line in text[: int(width * _MOST_LINES * 2)].split("\n"):
        lines += 1 if breadth(line) <= width else _wrapped(line, width)
        if lines >= _MOST_LINES:
            return _MOST_LINES
    return lines


def _wrapped(line: str, width: float) -> int:
    """Return on how many lines words are laid, each whole where it can be."""
    lines, room = 1, width
    for word in _WORD.findall(line):
        length = breadth(word.rstrip())
        if length > room and room < width:
            lines, room = lines + 1, width
        if length > width:
            lines += math.ceil(length / width) - 1
        room -= breadth(word)
    return lines


def height_attribute(lines: int, line: float = LINE) -> str:
    """Return the attribute of a row that is higher than one line; its program may change it when the row is edited."""
    return f' ht="{min(lines * line, _HIGHEST):g}"' if lines > 1 or line > LINE else ""


def column_width(column: Column, values: list[str]) -> float:
    """Return a column's width from its heading, its words and its share."""
    heading = clean_line(column.title)
    longest_word = max((breadth(word) for word in heading.split()), default=0)
    head = max(longest_word + _BUTTON, min(breadth(heading) + _BUTTON, 18))
    body = max((breadth(line) for value in values for line in value[:2_000].split("\n")), default=0) + 2
    if column.kind in RIGHT_ALIGNED:
        body += _AIR
    if column.kind in (Kind.TEXT, Kind.YES_NO):
        body = min(body, _most(column, values))
    return float(min(max(head, body, _FIXED.get(column.kind, _NARROWEST)), 90.0))


def _most(column: Column, values: list[str]) -> int:
    """Return how wide a column of words may grow: wider with its share and with long texts."""
    average = sum(len(value) for value in values) / len(values) if values else 0.0
    return int(min(28 + 8 * min(column.weight, 4.0) + math.sqrt(average) * 1.5, 80))


def column_widths(table: Table, totals: Mapping[int, Cell]) -> list[float]:
    """Return the width of every column of a table, whose totals are given by the column's place."""
    rows = list(islice(table.rows, _SAMPLE))
    widths = [
        column_width(column, [_shown(row[position], column) for row in rows] + [_shown(totals.get(position), column)])
        for position, column in enumerate(table.columns)
    ]
    return _fitted(table, widths)


def _fitted(table: Table, widths: list[float]) -> list[float]:
    """Return widths with which the table can be read on paper: its words take more lines instead.

    What is edited on screen stays as wide as it is, and what would be too wide for paper in any case.
    """
    seen = [not column.out_of_sight for column in table.columns]
    spare = [
        max(0.0, width - _GIVES_WAY) if column.kind is Kind.TEXT and is_seen else 0.0
        for width, column, is_seen in zip(widths, table.columns, seen, strict=True)
    ]
    over = sum(compress(widths, seen)) - _TOGETHER
    if table.editable or not 0 < over <= sum(spare):
        return widths
    return [round(width - room * over / sum(spare), 1) for width, room in zip(widths, spare, strict=True)]


def _shown(value: Cell, column: Column) -> str:
    """Return about what a cell shows; a date is as wide as its column's fixed width."""
    return "" if isinstance(value, date) and column.kind in _FIXED else words_of(value, column)


def columns_for(widths: list[float], needed: float) -> int:
    """Return how many columns, those of the table and standard ones after them, are at least so wide together."""
    missing = needed - sum(widths)
    return len(widths) + max(0, math.ceil(missing / STANDARD_WIDTH))
