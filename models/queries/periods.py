"""The school's calendar at work: periods everyone can pick, school days, and days that are none.

A school day is a weekday in term, outside half-term, that is no INSET day, holiday or bank holiday. The book's own
dates count, or those of one school where it has its own; for years without any the usual ones stand in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from models.entities import CalendarPeriod, Organisation, PeriodKind
from models.errors import WrongUse
from models.periods import Period, YearsAndTerms, choices, understand_period
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.school_year import ENGLAND, Term, academic_year_of, bank_holidays
from models.settings import NATION, get_setting
from models.vocabulary import Visibility
from resources.i18n import _

_SHUT = (PeriodKind.HALF_TERM, PeriodKind.INSET, PeriodKind.HOLIDAY)
_DAY = timedelta(days=1)
_FURTHEST = timedelta(days=400)
"""No holiday is longer; whoever looks further looks in a calendar without terms."""


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The days of a school: its terms and what shuts it in them."""

    known: YearsAndTerms
    shut: tuple[Term, ...]
    """Half-terms, INSET days and holidays, both days included."""
    nation: str = ENGLAND
    """Whose bank holidays it keeps."""

    def is_school_day(self, day: date) -> bool:
        """Say whether pupils are at school on a day."""
        return not self.why_no_school_day(day)

    def why_no_school_day(self, day: date) -> str:
        """Return why a day is no school day, in words; nothing where it is one."""
        if day.weekday() > 4:
            return _("Weekend")
        holiday = bank_holidays(day.year, self.nation).get(day)
        if holiday is not None:
            return holiday
        for one in self.shut:
            if day in one:
                return one.name
        if not any(day in term for term in self._terms_around(day)):
            return _("School holidays")
        return ""

    def count_school_days(self, first_day: date, end: date) -> int:
        """Return how many school days lie from a day up to, but not including, another."""
        return sum(1 for _day in self.school_days(first_day, end))

    def school_days(self, first_day: date, end: date) -> Iterator[date]:
        """Yield the school days from a day up to, but not including, another."""
        for number in range((end - first_day).days):
            day = first_day + timedelta(days=number)
            if self.is_school_day(day):
                yield day

    def on_or_before(self, day: date) -> date:
        """Return the day if it is a school day, otherwise the last one before it."""
        return self._nearest(day, -_DAY)

    def on_or_after(self, day: date) -> date:
        """Return the day if it is a school day, otherwise the next one."""
        return self._nearest(day, _DAY)

    def after_school_days(self, day: date, count: int) -> date:
        """Return the school day so many school days after a day: an answer due within 20 school days."""
        for _number in range(count):
            day = self.on_or_after(day + _DAY)
        return day

    def _nearest(self, day: date, step: timedelta) -> date:
        found = day
        while not self.is_school_day(found):
            found += step
            if abs(found - day) > _FURTHEST:
                return day
        return found

    def _terms_around(self, day: date) -> tuple[Term, ...]:
        year = academic_year_of(day).first_day.year
        return (*self.known.terms_of(year - 1), *self.known.terms_of(year), *self.known.terms_of(year + 1))


def find_years_and_terms(
    session: Session, organisation_id: int | None = None, *, audience: Visibility = EVERYONE_OF_OURS
) -> YearsAndTerms:
    """Return the terms and municipal years of the book, or the terms of one school where it has its own."""
    return find_school_calendar(session, organisation_id, audience=audience).known


def find_school_calendar(
    session: Session, organisation_id: int | None = None, *, audience: Visibility = EVERYONE_OF_OURS
) -> SchoolCalendar:
    """Return the calendar of the book, or of one school where it has terms of its own, in two statements."""
    whose: ColumnElement[bool] = CalendarPeriod.organisation_id.is_(None)
    if organisation_id is not None:
        may = select(Organisation.id).where(Organisation.id == organisation_id, readable(Organisation, audience))
        whose = or_(whose, CalendarPeriod.organisation_id.in_(may))
    rows = session.execute(
        select(
            CalendarPeriod.kind,
            CalendarPeriod.name,
            CalendarPeriod.first_day,
            CalendarPeriod.last_day,
            CalendarPeriod.organisation_id,
        )
        .where(whose)
        .order_by(CalendarPeriod.first_day, CalendarPeriod.id)
    ).all()
    own = [row for row in rows if row.organisation_id is not None]
    ours = [row for row in rows if row.organisation_id is None]
    has_terms = any(row.kind is PeriodKind.TERM for row in own)
    school = own if has_terms else [*ours, *own]
    return SchoolCalendar(
        YearsAndTerms(
            tuple(Term(row.name, row.first_day, row.last_day) for row in school if row.kind is PeriodKind.TERM),
            tuple(Term(row.name, row.first_day, row.last_day) for row in ours if row.kind is PeriodKind.MUNICIPAL_YEAR),
        ),
        tuple(Term(row.name, row.first_day, row.last_day) for row in school if row.kind in _SHUT),
        get_setting(session, NATION),
    )


def list_period_choices(session: Session, today: date) -> tuple[Period, ...]:
    """Return the periods that everyone can pick, by the book's own terms and years."""
    return choices(today, find_years_and_terms(session))


def find_period(session: Session, words: str, today: date) -> Period:
    """Return the period that words or a kept key mean. Raises WrongUse, with examples, when they mean none."""
    period = understand_period(words, today, find_years_and_terms(session))
    if period is None:
        raise WrongUse(
            _(
                "“{words}” is no period we know. Enter one like this term, last term, autumn 2025 or 2025 to 2026."
            ).format(words=words.strip())
        )
    return period
