"""When schools are shut: the days of a stretch that lie outside term, with the reason in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.entities import CalendarPeriod, PeriodKind
from models.school_year import ENGLAND, OWN_TERM_WITHIN, Term, academic_year_of, bank_holidays, usual_terms
from models.settings import NATION, get_setting
from resources.i18n import _

_SHUT = (PeriodKind.HALF_TERM, PeriodKind.INSET, PeriodKind.HOLIDAY, PeriodKind.BANK_HOLIDAY)


@dataclass(frozen=True, slots=True)
class SchoolDays:
    """The terms that touch a stretch of days, and what shuts schools in them."""

    terms: tuple[Term, ...]
    shut: tuple[tuple[str, date, date], ...]
    """Half-terms, INSET days and holidays: name, first and last day."""
    nation: str = ENGLAND
    """Whose bank holidays they keep."""

    def why_shut(self, day: date) -> str:
        """Return why schools are shut on a day, in words; nothing when they are open.

        Weekends do not count: who meets on a Saturday means it.
        """
        bank_holiday = bank_holidays(day.year, self.nation).get(day)
        if bank_holiday is not None:
            return bank_holiday
        for name, first, last in self.shut:
            if first <= day <= last:
                return name
        if any(day in term for term in self.terms):
            return ""
        before = [term for term in self.terms if term.last_day < day]
        if not before:
            return _("Holidays")
        name = before[-1].name
        return _("Holidays after {term}").format(term=name[:1].lower() + name[1:])


def find_school_days(session: Session, first_day: date, last_day: date) -> SchoolDays:
    """Return the terms and holidays that touch a stretch of days, and the term before it, in three statements.

    The book's own terms are taken; the usual ones stand in for a part of the year the book has no terms of.
    """
    own = [
        Term(*row)
        for row in session.execute(
            select(CalendarPeriod.name, CalendarPeriod.first_day, CalendarPeriod.last_day)
            .where(
                CalendarPeriod.kind == PeriodKind.TERM,
                CalendarPeriod.organisation_id.is_(None),
                CalendarPeriod.first_day <= last_day,
                CalendarPeriod.last_day >= first_day - OWN_TERM_WITHIN,
            )
            .order_by(CalendarPeriod.first_day, CalendarPeriod.id)
        )
    ]
    begins = academic_year_of(first_day).first_day.year
    usual = [term for year in range(begins - 1, last_day.year + 1) for term in usual_terms(year)]
    terms = own + [term for term in usual if not any(_alike(term, one) for one in own)]
    shut = session.execute(
        select(CalendarPeriod.name, CalendarPeriod.first_day, CalendarPeriod.last_day)
        .where(
            CalendarPeriod.kind.in_(_SHUT),
            or_(CalendarPeriod.organisation_id.is_(None), CalendarPeriod.kind == PeriodKind.BANK_HOLIDAY),
            CalendarPeriod.first_day <= last_day,
            CalendarPeriod.last_day >= first_day,
        )
        .order_by(CalendarPeriod.first_day, CalendarPeriod.id)
    )
    return SchoolDays(
        tuple(sorted((term for term in terms if term.first_day <= last_day), key=lambda term: term.first_day)),
        tuple((name, first, last) for name, first, last in shut),
        get_setting(session, NATION),
    )


def _alike(usual: Term, own: Term) -> bool:
    """Say whether a term of the book stands for a usual one: they share more than half of its days."""
    shared = min(usual.last_day, own.last_day) - max(usual.first_day, own.first_day) + timedelta(days=1)
    return shared * 2 > usual.last_day - usual.first_day
