"""The log of breaches of personal data, each with the end of its 72 hours and where it stood at a moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.breaches import find_tell_by, state_of
from models.dates import start_of
from models.entities import DataBreach
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.rows import fetch
from models.validation import get_record
from models.vocabulary import BreachRisk, BreachState, Visibility
from resources.i18n import _

_NEVER = datetime.combine(date.max, time.max)


@dataclass(frozen=True, slots=True)
class BreachRow:
    """A breach with its clock."""

    id: int
    description: str
    happened_at: datetime | None
    discovered_at: datetime
    reported_by: str
    data_categories: str
    people_affected: int | None
    risk: BreachRisk
    actions: str
    decision_reason: str
    ico_notified_at: datetime | None
    ico_reference: str
    individuals_told_on: date | None
    visibility: Visibility
    version: int
    tell_by: datetime = _NEVER
    state: BreachState = BreachState.RUNNING

    @property
    def is_open(self) -> bool:
        """Say whether something has to be decided or told: to the Commissioner, or to people at high risk."""
        people = self.risk is BreachRisk.HIGH and self.individuals_told_on is None
        return self.state in (BreachState.RUNNING, BreachState.LATE) or people


_ONE = DataBreach
_COLUMNS = (
    *(_ONE.id, _ONE.description, _ONE.happened_at, _ONE.discovered_at, _ONE.reported_by, _ONE.data_categories),
    *(_ONE.people_affected, _ONE.risk, _ONE.actions, _ONE.decision_reason, _ONE.ico_notified_at),
    *(_ONE.ico_reference, _ONE.individuals_told_on, _ONE.visibility, _ONE.version),
)


def list_breaches(
    session: Session, now: datetime, *, first_day: date | None = None, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[BreachRow, ...]:
    """Return the breaches noticed by a moment, those that wait first, then the newest.

    With `first_day`: those noticed since, and those the Commissioner was not told of before it.
    """
    question = (
        select(*_COLUMNS)
        .where(_ONE.archived_at.is_(None), _ONE.discovered_at <= now, readable(_ONE, audience))
        .order_by(_ONE.discovered_at.desc(), _ONE.id.desc())
    )
    if first_day is not None:
        since = start_of(first_day)
        question = question.where(or_(_ONE.discovered_at >= since, _ONE.ico_notified_at >= since))
    rows = [
        replace(row, tell_by=find_tell_by(row.discovered_at), state=state_of(row, now))
        for row in fetch(session, BreachRow, question)
    ]
    return tuple(sorted(rows, key=lambda row: not row.is_open))


def find_breach(session: Session, breach_id: int, now: datetime) -> BreachRow:
    """Return one breach as it stands at a moment, or when it is noticed if that is still to come.

    Raises WrongUse when there is none of that number.
    """
    kept = get_record(session, _ONE, breach_id, _("data breach"))
    for row in list_breaches(session, max(now, kept.discovered_at)):
        if row.id == breach_id:
            return row
    raise WrongUse(_("There is no data breach number {number}. Choose another.").format(number=breach_id))


def count_breaches_due(session: Session, today: date) -> tuple[int, int]:
    """Return how many breaches wait for something to be told or decided, and for how many the 72 hours are over."""
    rows = [row for row in list_breaches(session, _end_of(today)) if row.is_open]
    return len(rows), sum(row.tell_by < start_of(today) for row in rows)


def list_open_breaches(session: Session, today: date) -> tuple[BreachRow, ...]:
    """Return the breaches of which something is still to be told or decided."""
    return tuple(row for row in list_breaches(session, _end_of(today)) if row.is_open)


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max)
