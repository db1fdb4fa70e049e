"""The book's own calendar: school days, other schools' dates, periods by the book's terms."""

from __future__ import annotations

from datetime import date

import pytest

from models.actions.calendar import PeriodFields, add_period
from models.errors import WrongUse
from models.queries.calendar import term_of
from models.queries.periods import find_period, find_school_calendar, list_period_choices
from models.store import Store
from models.vocabulary import PeriodKind, Visibility
from tests.models.people_and_places import TODAY, Numbers, make_area, make_organisation


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Calendar") as session:
        area = make_area(session)
        for fields in (
            PeriodFields(PeriodKind.TERM, "Autumn term", date(2026, 9, 3), date(2026, 12, 18)),
            PeriodFields(PeriodKind.HALF_TERM, "Half term", date(2026, 10, 26), date(2026, 10, 30)),
            PeriodFields(PeriodKind.INSET, "INSET day", date(2026, 9, 3), date(2026, 9, 3)),
            PeriodFields(
                PeriodKind.TERM, "Autumn term", date(2026, 8, 31), date(2026, 12, 22), None, area.oakley, "Site"
            ),
        ):
            add_period(session, fields)
    return area


def test_school_days_leave_out_weekends_half_term_inset_and_bank_holidays(store: Store, area: Numbers) -> None:
    with store.read() as session:
        calendar = find_school_calendar(session)
    assert not calendar.is_school_day(date(2026, 9, 3))
    assert calendar.is_school_day(date(2026, 9, 4))
    assert calendar.why_no_school_day(date(2026, 9, 5)) == "Weekend"
    assert calendar.why_no_school_day(date(2026, 10, 26)) == "Half term"
    assert calendar.why_no_school_day(date(2026, 12, 25)) == "Christmas Day"
    assert calendar.why_no_school_day(date(2026, 12, 22)) == "School holidays"
    assert calendar.count_school_days(date(2026, 10, 19), date(2026, 11, 9)) == 10
    assert calendar.after_school_days(date(2026, 10, 23), 1) == date(2026, 11, 2)
    assert calendar.on_or_before(date(2026, 12, 28)) == date(2026, 12, 18)
    # The spring term is the usual one, since the book has none.
    assert calendar.on_or_after(date(2026, 12, 28)) == date(2027, 1, 4)
    assert not calendar.is_school_day(date(2027, 5, 3))


def test_another_schools_terms_are_its_own(store: Store, area: Numbers) -> None:
    with store.read() as session:
        assert find_school_calendar(session, area.oakley).is_school_day(date(2026, 12, 22))
        assert not find_school_calendar(session, area.brookfield).is_school_day(date(2026, 12, 22))
        assert term_of(session, date(2026, 9, 2)).first_day != date(2026, 8, 31)
    with store.write("Hidden") as session:
        hidden = make_organisation(session, "Hidden", visibility=Visibility.CONFIDENTIAL)
        period = PeriodFields(PeriodKind.TERM, "Autumn term", date(2026, 8, 24), date(2026, 12, 30), None, hidden)
        add_period(session, period)
    with store.read() as session:
        calendar = find_school_calendar(session, hidden, audience=Visibility.PUBLIC)
        assert not calendar.is_school_day(date(2026, 12, 30))
        assert find_school_calendar(session, hidden).is_school_day(date(2026, 12, 30))


def test_periods_go_by_the_books_own_terms(store: Store, area: Numbers) -> None:
    with store.read() as session:
        assert find_period(session, "this term", TODAY).first_day == date(2026, 9, 3)
        assert find_period(session, "autumn 2026", TODAY).last_day == date(2026, 12, 18)
        assert find_period(session, "autumn 2025", TODAY).first_day == date(2025, 9, 1)
        assert [period.key for period in list_period_choices(session, TODAY)][:2] == ["this-term", "last-term"]
        with pytest.raises(WrongUse, match="“winter” is no period we know"):
            find_period(session, "winter", TODAY)
