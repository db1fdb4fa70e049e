from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from reports.document import Cell, Column, Kind
from reports.formatting import (
    cell_text,
    clock,
    date_and_time,
    decimal,
    long_date,
    money,
    percent,
    short_date,
    thousands,
    total,
    value_text,
)


def test_dates_and_times_are_written_as_people_do() -> None:
    assert long_date(date(2026, 11, 22)) == "22 November 2026"
    assert short_date(date(2026, 11, 2)) == "2 Nov"
    assert [clock(time(hour, minute)) for hour, minute in ((18, 30), (0, 5), (12, 0), (9, 0), (23, 59))] == [
        "6:30pm",
        "12:05am",
        "12pm",
        "9am",
        "11:59pm",
    ]
    assert date_and_time(datetime(2026, 5, 1, 14, 0)) == "1 May 2026, 2pm"  # noqa: DTZ001


def test_numbers_round_halves_up_and_never_say_minus_nought() -> None:
    assert thousands(1234567) == "1,234,567"
    assert thousands(2.5) == "3"
    assert decimal(1234.5) == "1,234.5"
    assert decimal(Decimal("0.005")) == "0.01"
    assert decimal(-0.001) == "0"
    assert decimal(10**40) == f"{10**40:,}"
    assert percent(0.125) == "12.5%"
    assert percent(1) == "100%"


def test_money_has_pence_only_where_there_are_any() -> None:
    assert [money(amount) for amount in (12, Decimal("12.5"), -1234.567, 0.001)] == [
        "£12",
        "£12.50",
        "-£1,234.57",
        "£0",
    ]


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        (None, Kind.DATE, "Never"),
        (date(2026, 1, 2), Kind.DATE, "2 January 2026"),
        (datetime(2026, 1, 2, 18, 30), Kind.DATE, "2 January 2026"),  # noqa: DTZ001
        (datetime(2026, 1, 2, 18, 30), Kind.DATETIME, "2 January 2026, 6:30pm"),  # noqa: DTZ001
        (True, Kind.YES_NO, "Yes"),
        (0, Kind.YES_NO, "No"),
        (0.5, Kind.PERCENT, "50%"),
        (1200, Kind.MONEY, "£1,200"),
        (107654, Kind.IDENTIFIER, "107654"),
        (107654, Kind.INTEGER, "107,654"),
        ("0113 496 0000", Kind.INTEGER, "0113 496 0000"),
    ],
)
def test_a_cell_is_written_as_its_column_wants(value: Cell, kind: Kind, words: str) -> None:
    assert cell_text(value, Column("Any", kind, unknown="Never")) == words


def test_a_value_alone_is_written_by_its_own_type() -> None:
    values: tuple[Cell, ...] = (None, "words", True, date(2026, 1, 2), 1000, 0.25)
    assert [value_text(value) for value in values] == ["", "words", "Yes", "2 January 2026", "1,000", "0.25"]


def test_sums_are_exact_and_leave_out_what_is_unknown() -> None:
    assert total([1, None, 2, "three"]) == 3
    assert total([0.1, Decimal("0.2"), None]) == Decimal("0.3")
    assert total([]) == 0
