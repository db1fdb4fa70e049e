"""Which rows of a table are data: headings that come again, sections, totals and notes are passed over and told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from models.exchange.contact_tables.columns import Columns
from models.exchange.contact_tables.grids import Grid, GridRow
from models.exchange.contact_tables.headings import LONGEST_HEADING, understand_heading
from models.exchange.contact_tables.heads import TableHead
from models.exchange.contact_tables.holding import Holds
from models.exchange.names.telling import is_post
from models.text import sort_key
from resources.i18n import _, ngettext

_TOTAL = re.compile(r"(?:sub ?-?total|total|grand total|totals|count|average|mean|sum)\b[^@]{0,60}", re.IGNORECASE)
_SECTIONS = """
primaries secondaries primary secondary schools nurseries colleges governors councillors contacts staff parents
organisations charities businesses community infants juniors academies specials special partners members
universities trusts continued trustees volunteers officers council other others committee
"""
_SECTION_WORDS = frozenset(_SECTIONS.split())
_MOST_MERGED = 400_000
LONGEST_LABEL = 90
_FOOTNOTES = "*†‡§¹²³"
_SENTENCE = re.compile(r"(?:[^\s@]+\s+){5,}[^\s@]+[.!]")
"""What is said below or between the rows: six words or more with a full stop after them."""


@dataclass(frozen=True, slots=True)
class DataRow:
    """A row of the table as it is read, with what stands in cells that are merged over several rows."""

    number: int
    values: tuple[str, ...]
    doubts: tuple[str, ...] = ()


def data_rows(grid: Grid, head: TableHead, columns: Columns, remarks: list[str]) -> list[DataRow]:
    """Return the rows with data, in their order; what was passed over goes to `remarks`."""
    over = _merged_values(grid)
    used = [column.place for column in columns.all if column.holds is not Holds.NOTHING]
    places = {column.place for column in columns.all if column.holds is Holds.ORGANISATION}
    heading_keys = [heading.casefold() for heading in head.headings]
    across = {top for top, first, _bottom, last in grid.merged if last > first}
    found: list[DataRow] = []
    passed: list[str] = []
    for place, row in enumerate(grid.rows[head.first_data :], head.first_data):
        if _has_other_headings(row, heading_keys):
            passed.append(_other_table_words(row.number, len(grid.rows) - place - 1))
            break
        why = _why_passed(row, used, places, heading_keys, across)
        if why:
            passed.append(why)
            continue
        cells = (*row.cells, *[""] * (grid.width - len(row.cells)))
        values = _with_merged(cells, over[row.number]) if row.number in over else cells
        if any(values[place] for place in used):
            found.append(DataRow(row.number, values, _lone_doubt(row, places, used)))
    _tell(passed, remarks)
    return _with_places_from_above(found, columns, places)


def _with_merged(cells: tuple[str, ...], over: dict[int, str]) -> tuple[str, ...]:
    return tuple(cell or over.get(place, "") for place, cell in enumerate(cells))


def _tell(passed: list[str], remarks: list[str]) -> None:
    remarks += passed[:20]
    if len(passed) > 20:
        remarks.append(_("{count} more rows were passed over in the same way.").format(count=len(passed) - 20))


def _merged_values(grid: Grid) -> dict[int, dict[int, str]]:
    """Return for rows what cells merged over several rows hold."""
    by_number = {row.number: row for row in grid.rows}
    over: dict[int, dict[int, str]] = {}
    count = 0
    for top, first, bottom, last in grid.merged:
        row = by_number.get(top)
        text = row.cells[first] if row is not None and first < len(row.cells) else ""
        if not text or bottom <= top or first >= grid.width:
            continue
        for number in range(top + 1, bottom + 1):
            if number in by_number:
                for place in range(first, min(last + 1, grid.width)):
                    over.setdefault(number, {})[place] = text
                    count += 1
            if count > _MOST_MERGED or number - top > 70_000:
                return over
    return over


def _why_passed(row: GridRow, used: list[int], places: set[int], headings: list[str], across: set[int]) -> str:
    """Return, in a sentence, why a row is no data; "" where it is."""
    filled = [(place, cell) for place, cell in enumerate(row.cells) if cell]
    first = filled[0][1]
    shown = " ".join(first.split())
    if len(filled) > 1 and all(place < len(headings) and cell.casefold() == headings[place] for place, cell in filled):
        return _("Row {number} repeats the headings and was passed over.").format(number=row.number)
    if (
        _TOTAL.fullmatch(shown)
        and len(filled) <= max(3, len(row.cells) // 2)
        and not any("@" in cell for _p, cell in filled)
    ):
        return _("Row {number}, “{text}”, is a total and was passed over.").format(number=row.number, text=shown[:60])
    if len(filled) == 2 and first.endswith(":") and understand_heading(first) is not None:
        words = _("Row {number}, “{text}”, only says what stands beside it and was passed over.")
        return words.format(number=row.number, text=shown[:60])
    if len(filled) > 1 or len(used) < 3:
        return ""
    if len(shown) > LONGEST_LABEL or _SENTENCE.fullmatch(shown) or shown[0] in _FOOTNOTES:
        text = shown if len(shown) <= LONGEST_LABEL else f"{shown[:60]}…"
        return _("Row {number}, “{text}”, is a note and was passed over.").format(number=row.number, text=text)
    if _is_section(shown, row.number in across) or filled[0][0] not in used:
        words = _("Row {number}, “{text}”, is a heading within the table and was passed over.")
        return words.format(number=row.number, text=shown)
    return ""


def _has_other_headings(row: GridRow, headings: list[str]) -> bool:
    """Say whether a row among the data has nothing but headings, and others than the table: a second table begins."""
    filled = [cell for cell in row.cells if cell]
    if len(filled) < 3 or any("@" in cell or len(cell) > LONGEST_HEADING or cell[-1].isdigit() for cell in filled):
        return False
    if understand_heading(filled[-1]) is None:
        return False  # As for nearly every row of data.
    found = [understand_heading(cell) for cell in filled]
    holds = {one.holds for one in found if one is not None} - {Holds.NOTHING}
    return None not in found and len(holds) > 2 and not {cell.casefold() for cell in filled} <= set(headings)


def _other_table_words(number: int, count: int) -> str:
    words = ngettext(
        "Row {number} begins another table; its row was not read. Give it a sheet of its own.",
        "Row {number} begins another table; its {count} rows were not read. Give it a sheet of its own.",
        count,
    )
    return words.format(number=number, count=count)


def _is_section(text: str, is_across: bool) -> bool:
    """Say whether words alone in their row head the rows below: merged over columns, in capitals, or such words."""
    words = sort_key(text).split()
    is_loud = text.isupper() and len(text) > 3
    return (
        is_across
        or is_loud
        or text.endswith(":")
        or is_post(text)
        or (bool(words) and all(word in _SECTION_WORDS for word in words))
    )


def _lone_doubt(row: GridRow, places: set[int], used: list[int]) -> tuple[str, ...]:
    filled = [place for place, cell in enumerate(row.cells) if cell]
    if len(filled) == 1 and filled[0] in places and len(used) > 2:
        return (_("Nothing but “{text}” stands in this row. It may be a heading.").format(text=row.cells[filled[0]]),)
    return ()


def _with_places_from_above(rows: list[DataRow], columns: Columns, places: set[int]) -> list[DataRow]:
    """Return rows with the organisation of the row above where a list names it once for several people.

    That is so only where no organisation stands in two rows running; it is always a doubt.
    """
    names = [column.place for column in columns.all if column.holds in (Holds.NAME, Holds.FAMILY, Holds.GIVEN)]
    if columns.is_address_book or len(places) != 1 or not names or min(names) < next(iter(places)):
        return rows
    (place,) = places
    if any(one.values[place] and one.values[place] == two.values[place] for one, two in pairwise(rows)):
        return rows
    found: list[DataRow] = []
    above, number = "", 0
    for row in rows:
        named = any(row.values[name] for name in names)
        if row.values[place]:
            above = row.values[place]
        elif above and named and row.number == number + 1:
            values = list(row.values)
            values[place] = above
            doubt = _("No organisation stands in this row; “{name}” of the row above was taken.").format(name=above)
            row = DataRow(row.number, tuple(values), (*row.doubts, doubt))
        else:
            above = ""
        number = row.number
        found.append(row)
    return found
