"""The school's calendar in words, with its own terms and without."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest

from models.actions.calendar import PeriodFields, add_period, edit_period, remove_period
from models.entities import PeriodKind
from models.errors import StaleRecord, WrongUse
from models.queries.calendar import list_periods, start_of_term, term_of, term_words
from models.school_year import academic_year_of, usual_terms
from models.store import Store

AUTUMN = PeriodFields(PeriodKind.TERM, "Autumn term", date(2026, 9, 3), date(2026, 12, 18))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 22), "Autumn term, week 12"),
        (date(2026, 9, 1), "Autumn term, week 1"),
        (date(2026, 9, 7), "Autumn term, week 2"),
        (date(2026, 12, 25), "Holidays after autumn term"),
        (date(2027, 1, 2), "Holidays after autumn term"),
        (date(2027, 1, 4), "Spring term, week 1"),
        (date(2027, 7, 21), "Summer term, week 15"),
        (date(2027, 8, 31), "Holidays after summer term"),
    ],
)
def test_a_book_without_terms_has_the_usual_ones(store: Store, day: date, words: str) -> None:
    with store.read() as session:
        assert term_words(session, day) == words


def test_the_book_s_own_terms_count_first(store: Store) -> None:
    with store.write("Terms") as session:
        add_period(session, AUTUMN)
    with store.read() as session:
        assert start_of_term(session, date(2026, 11, 22)) == date(2026, 9, 3)
        assert term_words(session, date(2026, 9, 3)) == "Autumn term, week 1"
        assert not term_of(session, date(2026, 11, 22)).is_usual
        assert term_of(session, date(2028, 11, 22)).is_usual


def test_terms_cannot_share_days_and_stale_forms_are_refused(store: Store) -> None:
    with store.write("Terms") as session:
        number = add_period(session, AUTUMN)
    with store.write("Half term") as session:
        add_period(session, PeriodFields(PeriodKind.HALF_TERM, "Half term", date(2026, 10, 26), date(2026, 10, 30)))
    with pytest.raises(WrongUse, match="Spring term and Autumn term share days"), store.write("Terms") as session:
        add_period(session, PeriodFields(PeriodKind.TERM, "Spring term", date(2026, 12, 18), date(2027, 3, 1)))
    with pytest.raises(WrongUse, match="Enter a name"), store.write("Terms") as session:
        add_period(session, PeriodFields(PeriodKind.TERM, " ", date(2027, 1, 5), date(2027, 3, 1)))
    with store.read() as session:
        rows = list_periods(session, date(2026, 9, 1), date(2026, 12, 31))
    assert [row.name for row in rows] == ["Autumn term", "Half term"]
    changed = PeriodFields(PeriodKind.TERM, "Autumn", date(2026, 9, 4), date(2026, 12, 18), rows[0].version)
    with store.write("Terms") as session:
        edit_period(session, number, changed)
    with pytest.raises(StaleRecord), store.write("Terms") as session:
        edit_period(session, number, changed)
    with store.write("Terms") as session:
        remove_period(session, number)
    with store.read() as session:
        assert term_of(session, date(2026, 9, 4)).is_usual


def test_academic_years_follow_each_other_without_a_gap() -> None:
    day = date(2024, 1, 1)
    for _step in range(900):
        year = academic_year_of(day)
        assert year.first_day <= day <= year.last_day
        assert academic_year_of(year.last_day + timedelta(days=1)).first_day == year.last_day + timedelta(days=1)
        day += timedelta(days=1)
    assert academic_year_of(date(2026, 11, 22)).name == "2026 to 2027"
    terms = usual_terms(2026)
    assert all(first.last_day < second.first_day for first, second in itertools.pairwise(terms))
