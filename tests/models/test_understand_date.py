"""Dates as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dates import understand_date

TODAY = date(2026, 11, 22)
"""A Sunday."""


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", date(2026, 11, 22)),
        ("Tomorrow", date(2026, 11, 23)),
        ("yesterday", date(2026, 11, 21)),
        ("fri", date(2026, 11, 27)),
        ("Friday", date(2026, 11, 27)),
        ("next Friday", date(2026, 11, 27)),
        ("last friday", date(2026, 11, 20)),
        ("sunday", date(2026, 11, 29)),
        ("27 nov", date(2026, 11, 27)),
        ("22 Nov", date(2026, 11, 22)),
        ("27th of November 2026", date(2026, 11, 27)),
        ("Friday, 27 November 2026", date(2026, 11, 27)),
        ("1 sept", date(2027, 9, 1)),
        ("27/11/2026", date(2026, 11, 27)),
        ("3/4/27", date(2027, 4, 3)),
        ("3/4", date(2027, 4, 3)),
        ("27.11.2026", date(2026, 11, 27)),
        ("2026-11-27", date(2026, 11, 27)),
        ("in 2 weeks", date(2026, 12, 6)),
        ("in a week", date(2026, 11, 29)),
        ("3 days ago", date(2026, 11, 19)),
        ("29 feb", date(2028, 2, 29)),
    ],
)
def test_understood(words: str, day: date) -> None:
    assert understand_date(words, TODAY) == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("fri", date(2026, 11, 20)),
        ("sunday", date(2026, 11, 22)),
        ("last sunday", date(2026, 11, 15)),
        ("27 nov", date(2025, 11, 27)),
        ("1/9", date(2026, 9, 1)),
    ],
)
def test_days_that_are_past(words: str, day: date) -> None:
    assert understand_date(words, TODAY, past=True) == day


@pytest.mark.parametrize(
    "words",
    ["", "soon", "31/2/2026", "11/27/2026", "Monday 27 November 2026", "27", "2026-1-5", "27 novem", "noon", "1.5"],
)
def test_not_surely_a_date(words: str) -> None:
    assert understand_date(words, TODAY) is None


@given(st.dates(min_value=date(1901, 1, 1), max_value=date(2199, 12, 31)))
def test_a_full_date_means_itself(day: date) -> None:
    assert understand_date(f"{day.day}/{day.month}/{day.year}", TODAY) == day
    assert understand_date(day.isoformat(), TODAY, past=True) == day


@given(st.text(max_size=30), st.dates())
def test_any_text_is_safe(text: str, today: date) -> None:
    understand_date(text, today)
