"""Priorities that were agreed, what followed from them, and those from which nothing did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from models.entities import Action, Commitment, CommitmentState, Meeting, Organisation, Priority
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.rows import fetch
from models.queries.sight import sees_record
from models.vocabulary import ActionState, Visibility

LONG_ENOUGH = 60
"""Days after which a priority from which nothing followed is on the list of exceptions, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """A priority as lists show it, with how much followed from it."""

    id: int
    text: str
    organisation_id: int | None
    organisation: str | None
    reference: str
    meeting_id: int | None
    meeting: str | None
    agreed_on: date
    closed_on: date | None
    close_reason: str
    commitments: int
    """Agreed commitments that follow from it; aspirations do not count."""
    actions: int
    """Actions that follow from it or from one of its commitments, but for those dropped."""
    visibility: Visibility
    version: int

    def days_since(self, day: date) -> int:
        """Return how many days ago it was agreed."""
        return (day - self.agreed_on).days


def list_priorities(
    session: Session,
    as_at: date,
    *,
    organisation_id: int | None = None,
    meeting_id: int | None = None,
    include_closed: bool = False,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[PriorityRow, ...]:
    """Return the priorities agreed by a day, newest first, with what had followed from them."""
    conditions = _agreed(as_at, audience)
    if not include_closed:
        conditions.append(_not_closed(as_at))
    if organisation_id is not None:
        conditions.append(Priority.organisation_id == organisation_id)
    if meeting_id is not None:
        conditions.append(Priority.meeting_id == meeting_id)
    statement = _rows(as_at).where(*conditions).order_by(Priority.agreed_on.desc(), Priority.id.desc())
    return tuple(fetch(session, PriorityRow, statement))


def list_priorities_without_action(
    session: Session, as_at: date, *, days: int = LONG_ENOUGH, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[PriorityRow, ...]:
    """Return the open priorities agreed so many days ago from which no action followed by then, the oldest first."""
    statement = _rows(as_at).where(*_neglected(as_at, days, audience)).order_by(Priority.agreed_on, Priority.id)
    return tuple(fetch(session, PriorityRow, statement))


def count_priorities_without_action(
    session: Session, as_at: date, *, days: int = LONG_ENOUGH, audience: Visibility = EVERYONE_OF_OURS
) -> int:
    """Return how many priorities `list_priorities_without_action` lists."""
    return session.execute(
        select(func.count()).select_from(Priority).where(*_neglected(as_at, days, audience))
    ).scalar_one()


def _rows(as_at: date) -> Select[*tuple[Any, ...]]:
    commitments = (
        select(func.count())
        .where(
            Commitment.priority_id == Priority.id,
            Commitment.state != CommitmentState.ASPIRATION,
            Commitment.made_on <= as_at,
            Commitment.archived_at.is_(None),
        )
        .correlate(Priority)
        .scalar_subquery()
    )
    actions = select(func.count()).where(_follows(as_at)).correlate(Priority).scalar_subquery()
    return (
        select(
            Priority.id,
            Priority.text,
            Priority.organisation_id,
            Organisation.name,
            Priority.reference,
            Priority.meeting_id,
            Meeting.title,
            Priority.agreed_on,
            Priority.closed_on,
            Priority.close_reason,
            commitments,
            actions,
            Priority.visibility,
            Priority.version,
        )
        .select_from(Priority)
        .outerjoin(Organisation, Organisation.id == Priority.organisation_id)
        .outerjoin(Meeting, Meeting.id == Priority.meeting_id)
    )


def _follows(as_at: date) -> ColumnElement[bool]:
    """Return the condition that an action follows from a priority, straight or by a commitment."""
    promised = select(Commitment.id).where(Commitment.priority_id == Priority.id, Commitment.archived_at.is_(None))
    return and_(
        or_(Action.priority_id == Priority.id, Action.commitment_id.in_(promised.correlate(Priority))),
        Action.state != ActionState.DROPPED,
        Action.made_on <= as_at,
        Action.archived_at.is_(None),
    )


def _agreed(as_at: date, audience: Visibility) -> list[ColumnElement[bool]]:
    return [Priority.archived_at.is_(None), Priority.agreed_on <= as_at, sees_record(Priority, audience)]


def _not_closed(as_at: date) -> ColumnElement[bool]:
    return or_(Priority.closed_on.is_(None), Priority.closed_on > as_at)


def _neglected(as_at: date, days: int, audience: Visibility) -> list[ColumnElement[bool]]:
    old = Priority.agreed_on <= as_at - timedelta(days)
    return [*_agreed(as_at, audience), _not_closed(as_at), old, ~exists().where(_follows(as_at))]
