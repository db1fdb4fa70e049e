"""The school's calendar: academic years, terms and weeks ("Autumn term, week 12").

Where the book has no terms of its own, usual English ones are taken: autumn from 1 September to 20 December, spring
from 4 January to 31 March, summer from 15 April to 21 July. They are near enough to group conversations by; whoever
needs the days themselves enters the school's own. An academic year runs from 1 September to 31 August.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import CalendarPeriod, PeriodKind
from resources.i18n import _
from resources.i18n import marked as m

_USUAL = ((m("Autumn term"), 9, 1, 12, 20), (m("Spring term"), 1, 4, 3, 31), (m("Summer term"), 4, 15, 7, 21))


@dataclass(frozen=True, slots=True)
class Term:
    """A term; both days belong to it."""

    name: str
    first_day: date
    last_day: date
    is_usual: bool = False
    """Whether the days are the usual ones, the book having none of its own."""

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def week_of(self, day: date) -> int:
        """Return the number of the week a day falls in; weeks begin on Mondays and half-term weeks count."""
        monday = self.first_day - timedelta(days=self.first_day.weekday())
        return (day - monday).days // 7 + 1


@dataclass(frozen=True, slots=True)
class AcademicYear:
    """A school year, both days included, with its name ("2026 to 2027")."""

    name: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period as the calendar's own page lists it."""

    id: int
    kind: PeriodKind
    name: str
    first_day: date
    last_day: date
    version: int


def academic_year_of(day: date) -> AcademicYear:
    """Return the academic year of a day: from 1 September to 31 August."""
    year = day.year if day.month >= 9 else day.year - 1
    name = _("{year} to {next}").format(year=year, next=year + 1)
    return AcademicYear(name, date(year, 9, 1), date(year + 1, 8, 31))


def usual_terms(year: int) -> tuple[Term, Term, Term]:
    """Return the usual English terms of the academic year that begins in a calendar year."""
    autumn, spring, summer = (
        Term(_(name), date(year + later, *first), date(year + later, *last), is_usual=True)
        for later, (name, *days) in zip((0, 1, 1), _USUAL, strict=True)
        for first, last in [((days[0], days[1]), (days[2], days[3]))]
    )
    return autumn, spring, summer


def term_of(session: Session, day: date) -> Term:
    """Return the term of a day; of a day in the holidays the term before them.

    The book's own terms are taken where one begins in the 200 days up to the day, otherwise the usual ones.
    """
    own = session.execute(
        select(CalendarPeriod.name, CalendarPeriod.first_day, CalendarPeriod.last_day)
        .where(
            CalendarPeriod.kind == PeriodKind.TERM,
            CalendarPeriod.first_day <= day,
            CalendarPeriod.first_day > day - timedelta(days=200),
        )
        .order_by(CalendarPeriod.first_day.desc(), CalendarPeriod.id.desc())
        .limit(1)
    ).one_or_none()
    if own is not None:
        return Term(*own)
    begun = [
        term
        for year in (academic_year_of(day).first_day.year - 1, academic_year_of(day).first_day.year)
        for term in usual_terms(year)
        if term.first_day <= day
    ]
    return begun[-1]


def start_of_term(session: Session, day: date) -> date:
    """Return the first day of the term of a day: what "not contacted this term" counts from."""
    return term_of(session, day).first_day


def term_words(session: Session, day: date) -> str:
    """Return where in the school year a day is: "Autumn term, week 12", or "Holidays after autumn term"."""
    term = term_of(session, day)
    if day in term:
        return _("{term}, week {week}").format(term=term.name, week=term.week_of(day))
    return _("Holidays after {term}").format(term=term.name[:1].lower() + term.name[1:])


def list_periods(session: Session, first_day: date, last_day: date) -> tuple[PeriodRow, ...]:
    """Return the periods of the book's own calendar that touch a stretch of days, by their first day."""
    rows = session.execute(
        select(
            CalendarPeriod.id,
            CalendarPeriod.kind,
            CalendarPeriod.name,
            CalendarPeriod.first_day,
            CalendarPeriod.last_day,
            CalendarPeriod.version,
        )
        .where(CalendarPeriod.first_day <= last_day, CalendarPeriod.last_day >= first_day)
        .order_by(CalendarPeriod.first_day, CalendarPeriod.id)
    )
    return tuple(PeriodRow(*row) for row in rows)
