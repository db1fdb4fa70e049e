"""The school's calendar as the book keeps it: the term of a day, and the periods of the calendar's own page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import CalendarPeriod, PeriodKind
from models.school_year import OWN_TERM_WITHIN, Term, term_words_of, usual_term_of


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period as the calendar's own page lists it."""

    id: int
    kind: PeriodKind
    name: str
    first_day: date
    last_day: date
    version: int
    organisation_id: int | None
    """Whose dates they are; None for ours."""
    source: str


def term_of(session: Session, day: date) -> Term:
    """Return the term of a day; of a day in the holidays the term before them.

    The book's own terms are taken where one begins in the 200 days up to the day, otherwise the usual ones.
    """
    own = session.execute(
        select(CalendarPeriod.name, CalendarPeriod.first_day, CalendarPeriod.last_day)
        .where(
            CalendarPeriod.kind == PeriodKind.TERM,
            CalendarPeriod.organisation_id.is_(None),
            CalendarPeriod.first_day <= day,
            CalendarPeriod.first_day > day - OWN_TERM_WITHIN,
        )
        .order_by(CalendarPeriod.first_day.desc(), CalendarPeriod.id.desc())
        .limit(1)
    ).one_or_none()
    if own is not None:
        return Term(*own)
    return usual_term_of(day)


def start_of_term(session: Session, day: date) -> date:
    """Return the first day of the term of a day: what "not contacted this term" counts from."""
    return term_of(session, day).first_day


def term_words(session: Session, day: date) -> str:
    """Return where in the school year a day is: "Autumn term, week 12", or "Holidays after autumn term"."""
    return term_words_of(term_of(session, day), day)


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
            CalendarPeriod.organisation_id,
            CalendarPeriod.source,
        )
        .where(CalendarPeriod.first_day <= last_day, CalendarPeriod.last_day >= first_day)
        .order_by(CalendarPeriod.first_day, CalendarPeriod.id)
    )
    return tuple(PeriodRow(*row) for row in rows)
