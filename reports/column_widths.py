"""How wide the columns of a table are on a page: one rule for every form that is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from reports.document import Cell, Kind, Table
from reports.formatting import cell_text, total
from reports.lines_of_text import longest_word, natural_width

SAMPLE, SPREAD = 200, 400
"""Rows looked at to find how wide the words of a column are: so many at the beginning, so many of all the others."""


def column_widths(table: Table, width: float, size: float, pad: float, bold_names: bool = False) -> list[float]:
    """Return the columns' widths: their shares, within what their words need at least and can use at most.

    `width` is what there is for all of them, `size` that of the letters, `pad` the room at either side of a cell: all
    in points; with `bold_names` what names a row is bold. Words are measured in the carried font, which is wide.
    """
    columns = table.columns
    least, most = [], []
    for index, column in enumerate(columns):
        texts = {cell_text(value, column) for value in _telling([row[index] for row in table.rows])}
        bold = bold_names and column.row_header
        natural = max(natural_width(text, size, bold) for text in texts)
        word = natural if column.kind is not Kind.TEXT else max(longest_word(text, size, bold) for text in texts)
        if column.total:
            # The sum stands under the others, in bold, and has more digits than they.
            word = max(word, natural_width(cell_text(total(row[index] for row in table.rows), column), size, True))
            natural = max(natural, word)
        spare = 2 * pad + 0.5
        least.append(min(max(word, longest_word(column.title, size, True)) + spare, width * 0.4))
        most.append(max(natural, natural_width(column.title, size, True)) + spare)
    return shared(least, most, [max(column.weight, 0.01) for column in columns], width)


def _telling(values: Sequence[Cell]) -> Iterator[Cell]:
    """Yield the values of a column that tell how wide it is; days and numbers are looked at to the last row."""
    yield from values[:SAMPLE]
    rest = values[SAMPLE:]
    if not rest:
        return
    yield from rest[:: len(rest) // SPREAD + 1]
    # Of days the month and the count of digits make the width, and of times whether there are minutes.
    yield from {
        (day.month, day.day > 9, getattr(day, "hour", 0) % 12 in (0, 10, 11), bool(getattr(day, "minute", 0))): day
        for day in rest
        if isinstance(day, date)
    }.values()
    numbers = [value for value in rest if isinstance(value, int | float | Decimal)]
    if numbers:
        yield from (min(numbers), max(numbers))


def shared(least: list[float], most: list[float], weights: list[float], whole: float) -> list[float]:
    """Share a whole width by weight between a least and a most for each column."""
    if sum(least) >= whole:
        return _narrowed(least, whole)
    most = [max(low, high) for low, high in zip(least, most, strict=True)]
    if sum(most) <= whole:
        spare = (whole - sum(most)) / sum(weights)
        return [high + spare * weight for high, weight in zip(most, weights, strict=True)]
    small, large = 0.0, whole / min(weights)
    for _step in range(60):
        unit = (small + large) / 2
        widths = [min(max(unit * weight, low), high) for weight, low, high in zip(weights, least, most, strict=True)]
        small, large = (unit, large) if sum(widths) < whole else (small, unit)
    return [width * whole / sum(widths) for width in widths]


def _narrowed(least: list[float], whole: float) -> list[float]:
    """Take what is missing from the widest columns, whose long words are cut, and leave dates and numbers whole."""
    small, large = 0.0, max(least)
    for _step in range(60):
        most = (small + large) / 2
        small, large = (most, large) if sum(min(width, most) for width in least) < whole else (small, most)
    return [min(width, large) for width in least]
