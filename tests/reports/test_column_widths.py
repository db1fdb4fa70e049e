"""How wide the columns of long tables are: what comes after the first rows has its room too."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from reports.column_widths import SAMPLE, SPREAD, column_widths
from reports.document import Cell, Column, Kind, Table
from reports.formatting import cell_text
from reports.lines_of_text import natural_width

SIZE, PAD = 8.0, 5.0


def room(kind: Kind, late: Cell, early: Cell = None) -> float:
    """Return the room of a column of whose many rows only one of the last has something to say."""
    rows = [(f"Make it known to everybody in the ward, number {index}", early) for index in range(SAMPLE + 5 * SPREAD)]
    rows[-3] = (rows[-3][0], late)
    table = Table("all", "All", (Column("What", weight=9), Column("Day", kind, 0.1)), tuple(rows))
    return column_widths(table, 300, SIZE, PAD)[1] - 2 * PAD


@pytest.mark.parametrize(
    ("kind", "late"),
    [
        (Kind.DATE, date(2026, 9, 22)),
        (Kind.DATE, datetime.combine(date(2026, 9, 22), time(18, 30))),
        (Kind.INTEGER, 12_345_678),
        (Kind.INTEGER, -12_345_678),
        (Kind.MONEY, 1_234_567.5),
    ],
)
def test_a_day_or_number_among_the_last_rows_stands_on_one_line(kind: Kind, late: Cell) -> None:
    column = Column("Day", kind)
    assert room(kind, late) >= natural_width(cell_text(late, column), SIZE)


def test_a_column_whose_days_are_all_short_takes_no_more_room_than_they_need() -> None:
    may = date(2026, 5, 1)
    assert room(Kind.DATE, may, may) < natural_width("22 September 2026", SIZE)


def test_names_in_bold_have_the_room_that_bold_needs() -> None:
    columns = (Column("Name", row_header=True, weight=0.1), Column("What", weight=9))
    table = Table("all", "All", columns, (("Vietnamese", "It was said " * 40),))
    plain, bold = (column_widths(table, 300, SIZE, PAD, bold_names)[0] - 2 * PAD for bold_names in (False, True))
    assert plain < natural_width("Vietnamese", SIZE, bold=True) <= bold
