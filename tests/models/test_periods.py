"""Periods and dates as people say them."""

from __future__ import annotations

from datetime import date

import pytest

from models.periods import YearsAndTerms, choices, understand_period
from models.precise_dates import PreciseDate, understand_precise_date
from models.school_year import Term, bank_holidays
from models.vocabulary import Precision
from resources import path
from tests.tools.bank_holidays import LAST, lines

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("this term", date(2026, 9, 1), date(2026, 12, 20)),
        ("Last term", date(2026, 4, 15), date(2026, 7, 21)),
        ("next-term", date(2027, 1, 4), date(2027, 3, 31)),
        ("this academic year", date(2026, 9, 1), date(2027, 8, 31)),
        ("last academic year", date(2025, 9, 1), date(2026, 8, 31)),
        ("this municipal year", date(2026, 5, 20), date(2027, 5, 18)),
        ("last municipal year", date(2025, 5, 21), date(2026, 5, 19)),
        ("autumn 2025", date(2025, 9, 1), date(2025, 12, 20)),
        ("spring term 2026", date(2026, 1, 4), date(2026, 3, 31)),
        ("2025 to 2026", date(2025, 9, 1), date(2026, 8, 31)),
        ("2025/26", date(2025, 9, 1), date(2026, 8, 31)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("last month", date(2026, 10, 1), date(2026, 10, 31)),
        ("the last 12 months", date(2025, 11, 23), date(2026, 11, 22)),
    ],
)
def test_a_period_is_what_its_name_says(words: str, first: date, last: date) -> None:
    period = understand_period(words, TODAY)
    assert period is not None
    assert (period.first_day, period.last_day) == (first, last)


@pytest.mark.parametrize("words", ["", "winter 2025", "2025 to 2027", "term", "autumn", "9999", "2025/27"])
def test_what_is_no_period_means_none(words: str) -> None:
    assert understand_period(words, TODAY) is None


def test_the_books_own_terms_and_years_count() -> None:
    own = YearsAndTerms(
        (Term("Autumn term", date(2026, 9, 3), date(2026, 12, 18)),),
        (Term("Council year", date(2026, 5, 13), date(2027, 5, 11)),),
    )
    found = {period.key: (period.first_day, period.last_day) for period in choices(TODAY, own)}
    assert found["this-term"] == (date(2026, 9, 3), date(2026, 12, 18))
    assert found["last-term"] == (date(2026, 4, 15), date(2026, 7, 21))
    assert found["this-municipal-year"] == (date(2026, 5, 13), date(2027, 5, 11))


def test_on_every_day_of_ten_years_there_is_every_choice() -> None:
    for ordinal in range(date(2019, 1, 1).toordinal(), date(2029, 1, 1).toordinal()):
        today = date.fromordinal(ordinal)
        found = {period.key: period for period in choices(today)}
        assert all(period.first_day < period.end for period in found.values())
        assert today in found["this-academic-year"]
        assert today in found["this-municipal-year"]
        assert found["last-term"].end <= found["this-term"].first_day <= today < found["next-term"].first_day


def test_bank_holidays_are_weekdays_and_moved_ones_stand_where_they_moved() -> None:
    assert all(day.weekday() < 5 for year in range(2019, 2031) for day in bank_holidays(year))
    assert date(2026, 12, 25) in bank_holidays(2026)
    assert date(2026, 12, 28) in bank_holidays(2026)
    assert date(2026, 12, 26) not in bank_holidays(2026)
    assert date(2023, 5, 8) in bank_holidays(2023)
    assert date(2026, 11, 30) in bank_holidays(2026, "SCT")
    assert date(2026, 11, 30) not in bank_holidays(2026)


def test_the_table_of_bank_holidays_is_what_the_library_says() -> None:
    assert path("bank_holidays.txt").read_text("utf-8").splitlines() == lines()
    assert max(bank_holidays(LAST)) == date(LAST, 12, 28)
    assert bank_holidays(LAST + 1) == {}


@pytest.mark.parametrize(
    ("words", "shown", "first", "end"),
    [
        ("Autumn 2013", "autumn 2013", date(2013, 9, 1), date(2013, 12, 21)),
        ("summer term 2014", "summer 2014", date(2014, 4, 15), date(2014, 7, 22)),
        ("Sept 2025", "September 2025", date(2025, 9, 1), date(2025, 10, 1)),
        ("12/2025", "December 2025", date(2025, 12, 1), date(2026, 1, 1)),
        ("2013", "2013", date(2013, 1, 1), date(2014, 1, 1)),
        ("27/11/2025", "27 November 2025", date(2025, 11, 27), date(2025, 11, 28)),
    ],
)
def test_a_date_is_kept_and_shown_as_exactly_as_it_was_said(words: str, shown: str, first: date, end: date) -> None:
    found = understand_precise_date(words, TODAY)
    assert found is not None
    assert found.words() == shown
    assert found.bounds() == (first, end)
    assert understand_precise_date(found.words(), TODAY) == found
    assert PreciseDate.of(found.day, found.precision) == found


def test_what_is_no_date_is_none() -> None:
    for words in ("", "some time", "31/02/2025", "13/2025", "winter 2013", "Octember 2025"):
        assert understand_precise_date(words, TODAY) is None


def test_dates_compare_by_what_is_surely_so() -> None:
    year, autumn, day = (
        PreciseDate(date(2013, 1, 1), Precision.YEAR),
        PreciseDate(date(2013, 9, 1), Precision.TERM),
        PreciseDate(date(2014, 1, 6)),
    )
    assert year.surely_before(day)
    assert not year.surely_before(autumn)
    assert sorted([day, autumn, year]) == [year, autumn, day]
    assert autumn.may_be(date(2013, 11, 5))
    assert not autumn.may_be(date(2014, 1, 5))
