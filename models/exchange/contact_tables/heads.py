"""Where a table begins: the row of its headings, or the two, below titles and notes."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from models.exchange.contact_tables.grids import Grid, GridRow
from models.exchange.contact_tables.headings import LONGEST_HEADING, HeadingFound, understand_heading
from models.exchange.contact_tables.holding import Holds

MOST_ABOVE = 40
"""Rows with words that may stand above the headings."""
_LETTERS = re.compile(r"[A-Z]{1,3}")
"""Which column of a spreadsheet."""


@dataclass(frozen=True, slots=True)
class TableHead:
    """The headings of a table, and where it goes on."""

    headings: tuple[str, ...]
    found: tuple[HeadingFound | None, ...]
    row: int | None
    """The number of the row of headings, the lower of two; None where there is none."""
    first_data: int
    """The place in the grid's rows of the first row below."""
    passed: tuple[GridRow, ...] = ()
    """Rows above, with titles and notes."""


def find_head(grid: Grid, wanted: int | None, named: Collection[str] = ()) -> TableHead:
    """Return the headings of a table: in the row that was wanted, else in the first that has most of them.

    `named` are columns of which somebody said what they hold: where their headings stand is the row of headings.
    """
    if wanted is None:
        wanted = _row_with(grid, named)
    if wanted == 0:
        return _without(grid)
    if wanted is not None:
        place = next((place for place, row in enumerate(grid.rows) if row.number >= wanted), len(grid.rows) - 1)
        return _head_at(grid, place)
    scores = [_score(row) for row in grid.rows[:MOST_ABOVE]]
    best = max(scores, default=0)
    place = scores.index(best)
    filled = sum(map(bool, grid.rows[place].cells))
    if best >= 3 or (best >= 2 and (best * 5 >= filled or not place)) or (best and best * 2 >= filled):
        return _head_at(grid, place)
    return _head_at(grid, 0) if _looks_like_head(grid) else _without(grid)


def _row_with(grid: Grid, named: Collection[str]) -> int | None:
    """Return the number of the first row that has the most of some headings, each of more than a column's letters."""
    wanted = {name.casefold() for name in named if not _LETTERS.fullmatch(name)}
    hits = [len(wanted.intersection(cell.casefold() for cell in row.cells)) for row in grid.rows[:MOST_ABOVE]]
    return grid.rows[hits.index(max(hits))].number if any(hits) else None


def _looks_like_head(grid: Grid) -> bool:
    """Say whether the first row is one of headings nobody knows: words above cells that are something else."""
    first, body = grid.rows[0], grid.rows[1:30]
    filled = [cell for cell in first.cells if cell]
    if len(body) < 2 or len(filled) * 4 < grid.width * 3 or len({cell.casefold() for cell in filled}) < len(filled):
        return False
    if any(len(cell) > LONGEST_HEADING or "@" in cell or not any(map(str.isalpha, cell)) for cell in filled):
        return False
    for place, heading in enumerate(first.cells):
        below = [row.cells[place] for row in body if place < len(row.cells) and row.cells[place]]
        if below and not _has_digit(heading) and sum(map(_has_digit, below)) * 2 > len(below):
            return True
    return False


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text)) or "@" in text


def _without(grid: Grid) -> TableHead:
    return TableHead(("",) * grid.width, (None,) * grid.width, None, 0)


def _heading(cell: str) -> HeadingFound | None:
    if not cell or len(cell) > LONGEST_HEADING or "@" in cell or cell.isdigit():
        return None
    return understand_heading(cell)


def _score(row: GridRow) -> int:
    """Return how many different headings a row has that are known."""
    seen = {cell.casefold() for cell in row.cells if (found := _heading(cell)) and not _is_nothing(found)}
    return len(seen)


def _is_nothing(found: HeadingFound) -> bool:
    return found.holds is Holds.NOTHING and not found.is_private and not found.is_of_given_back


def _head_at(grid: Grid, place: int) -> TableHead:
    row = grid.rows[place]
    if place + 1 < len(grid.rows) and _goes_on_below(row, grid.rows[place + 1]):
        upper, lower, last = row, grid.rows[place + 1], place + 1
    elif place and _goes_on_above(grid, grid.rows[place - 1], row):
        upper, lower, last = grid.rows[place - 1], row, place
    else:
        headings = tuple(_padded(row, grid.width))
        return TableHead(headings, tuple(map(_heading, headings)), row.number, place + 1, tuple(grid.rows[:place]))
    first = last - 1
    headings, found = _combined(_padded(upper, grid.width), _padded(lower, grid.width))
    return TableHead(headings, found, lower.number, last + 1, tuple(grid.rows[:first]))


def _padded(row: GridRow, width: int) -> list[str]:
    return [" ".join(cell.split()) for cell in row.cells] + [""] * (width - len(row.cells))


def _goes_on_below(row: GridRow, below: GridRow) -> bool:
    """Say whether the next row has nothing but known headings, and fills gaps of this one."""
    filled = [(place, cell) for place, cell in enumerate(below.cells) if cell]
    if below.number != row.number + 1 or len(filled) < 2 or not all(_heading(cell) for _place, cell in filled):
        return False
    has_gaps = any(place >= len(row.cells) or not row.cells[place] for place, _cell in filled)
    return has_gaps and len({cell.casefold() for _place, cell in filled}) > 1


def _goes_on_above(grid: Grid, above: GridRow, row: GridRow) -> bool:
    """Say whether the row above holds headings over several columns, and is no title of the whole table."""
    filled = [cell for cell in above.cells if cell]
    if above.number != row.number - 1 or any(len(cell) > LONGEST_HEADING for cell in filled):
        return False
    known = sum(_heading(cell) is not None for cell in filled)
    lower = [cell.casefold() for cell in row.cells if cell]
    spread = any(
        top == above.number and last > first and last - first + 1 < grid.width
        for top, first, _bottom, last in grid.merged
    )
    return known > 0 and (len(filled) > 1 or spread) and (len(set(lower)) < len(lower) or known * 2 >= len(filled))


def _combined(upper: list[str], lower: list[str]) -> tuple[tuple[str, ...], tuple[HeadingFound | None, ...]]:
    """Return the headings of two rows: the upper one reaches over the columns to its right that it stands above."""
    headings: list[str] = []
    found: list[HeadingFound | None] = []
    over = ""
    for top, bottom in zip(upper, lower, strict=True):
        if top:
            over = top if bottom else ""
        elif not bottom:
            over = ""
        whole = f"{over or top} {bottom}".strip()
        headings.append(whole)
        found.append(_heading(whole) or _heading(bottom) or _heading(top))
    return tuple(headings), tuple(found)
