"""Changing the school's own calendar: terms, half-terms, INSET days, municipal years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import CalendarPeriod, PeriodKind
from models.errors import WrongUse
from models.validation import check_order, get_record, required
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class PeriodFields:
    """What a form of a period holds; both days belong to it."""

    kind: PeriodKind
    name: str
    first_day: date
    last_day: date
    version: int | None = None
    organisation_id: int | None = None
    """Whose dates they are; None for ours, by which everything is reckoned."""
    source: str = ""
    """Where the dates come from: the council's page, the school's letter."""


def add_period(session: Session, fields: PeriodFields) -> int:
    """Add a period to the calendar and return its number."""
    name = _checked(session, fields, None)
    return writing.create(session, CalendarPeriod, fields, name=name)


def edit_period(session: Session, period_id: int, fields: PeriodFields) -> int:
    """Change a period of the calendar."""
    name = _checked(session, fields, period_id)
    return writing.edit(session, CalendarPeriod, period_id, fields, _("period"), name=name)


def remove_period(session: Session, period_id: int) -> int:
    """Take a period out of the calendar."""
    session.delete(get_record(session, CalendarPeriod, period_id, _("period")))
    session.flush()
    return period_id


def _checked(session: Session, fields: PeriodFields, period_id: int | None) -> str:
    """Return the name; refuse days in the wrong order and two terms that share a day."""
    name = required(fields.name, _("a name, like Autumn term"))
    check_order(
        fields.first_day, fields.last_day, _("The last day is before the first day. Enter a last day after the first.")
    )
    if fields.kind is not PeriodKind.TERM:
        return name
    other = session.execute(
        select(CalendarPeriod.name)
        .where(
            CalendarPeriod.kind == PeriodKind.TERM,
            CalendarPeriod.organisation_id.is_(None)
            if fields.organisation_id is None
            else CalendarPeriod.organisation_id == fields.organisation_id,
            CalendarPeriod.first_day <= fields.last_day,
            CalendarPeriod.last_day >= fields.first_day,
            CalendarPeriod.id != (period_id or 0),
        )
        .order_by(CalendarPeriod.first_day, CalendarPeriod.id)
    ).scalar()
    if other is not None:
        raise WrongUse(
            _("{name} and {other} share days. Enter days that are in one term only.").format(name=name, other=other)
        )
    return name
