"""Days known less exactly than to the day."""

from __future__ import annotations

from datetime import date

import pytest

from models.vocabulary import Precision
from models.when import first_day_after, understand_when

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day", "precision", "after"),
    [
        ("2019", date(2019, 1, 1), Precision.YEAR, date(2020, 1, 1)),
        ("May 2019", date(2019, 5, 1), Precision.MONTH, date(2019, 6, 1)),
        ("december 2019", date(2019, 12, 1), Precision.MONTH, date(2020, 1, 1)),
        ("autumn 2024", date(2024, 9, 1), Precision.TERM, date(2025, 1, 1)),
        ("Spring term 2025", date(2025, 1, 1), Precision.TERM, date(2025, 4, 1)),
        ("summer 2025", date(2025, 4, 1), Precision.TERM, date(2025, 9, 1)),
        ("27 Nov 2024", date(2024, 11, 27), Precision.DAY, date(2024, 11, 28)),
        ("27/11/2024", date(2024, 11, 27), Precision.DAY, date(2024, 11, 28)),
    ],
)
def test_what_people_type_is_understood_as_exactly_as_it_is_said(text, day, precision, after) -> None:
    assert understand_when(text, TODAY) == (day, precision)
    assert first_day_after(day, precision) == after


@pytest.mark.parametrize("text", ["", "20", "20191", "soon", "winter 2020", "13/13/2020", "maybe 2019", "9999"])
def test_what_is_surely_no_time_is_not_guessed_at(text) -> None:
    assert understand_when(text, TODAY) is None
