"""Widths, counted in characters of the standard font as Excel counts them."""

from __future__ import annotations

import math
from itertools import islice

from reports.cleaning import clean_line
from reports.document import Column, Kind, Table
from reports.formatting import cell_text
from reports.xlsx.names import units

_SAMPLE = 400
"""Rows that decide a width; the rest of a long table looks like its beginning."""
_FIXED = {Kind.DATE: 12.0, Kind.DATETIME: 18.0, Kind.YES_NO: 8.0}
_NARROWEST = 8.0
_BUTTON = 4
"""Room for the filter button beside a heading and the air around it."""
STANDARD_WIDTH = 9.1
"""A column whose width nobody set."""


def column_width(column: Column, values: list[str]) -> float:
    """Return a column's width from its heading, its words and its share."""
    heading = clean_line(column.title)
    longest_word = max((units(word) for word in heading.split()), default=0)
    head = max(longest_word + _BUTTON, min(units(heading) + _BUTTON, 18))
    body = max((units(line) for value in values for line in value[:2_000].split("\n")), default=0) + 2
    if column.kind in (Kind.TEXT, Kind.YES_NO):
        body = min(body, _most(column, values))
    return float(min(max(head, body, _FIXED.get(column.kind, _NARROWEST)), 90.0))


def _most(column: Column, values: list[str]) -> int:
    """Return how wide a column of words may grow: wider with its share and with long texts."""
    average = sum(len(value) for value in values) / len(values) if values else 0.0
    return int(min(28 + 8 * min(column.weight, 4.0) + math.sqrt(average) * 1.5, 80))


def column_widths(table: Table) -> list[float]:
    """Return the width of every column of a table."""
    rows = list(islice(table.rows, _SAMPLE))
    return [
        column_width(column, [cell_text(row[position], column) for row in rows])
        for position, column in enumerate(table.columns)
    ]


def columns_for(widths: list[float], needed: float) -> int:
    """Return how many columns, those of the table and standard ones after them, are at least so wide together."""
    missing = needed - sum(widths)
    return len(widths) + max(0, math.ceil(missing / STANDARD_WIDTH))
