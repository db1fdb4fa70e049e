"""What stands in the way of working together: lists, and counts by kind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from models.entities import Barrier, Organisation, Person
from models.queries.audience import EVERYONE_OF_OURS, name_for, readable
from models.queries.rows import fetch
from models.vocabulary import BarrierKind, Visibility


@dataclass(frozen=True, slots=True)
class BarrierRow:
    """A barrier as it stood at the end of a day."""

    id: int
    organisation_id: int
    organisation: str
    kind: BarrierKind
    description: str
    owner: str
    """Who sees to it; blank where nobody does or the name may not be read."""
    raised_on: date
    response: str
    responded_on: date | None
    cleared_on: date | None
    how_cleared: str
    visibility: Visibility
    version: int
    days_standing: int = 0
    """From the day it was raised to the day it was cleared, or the day asked for."""


@dataclass(frozen=True, slots=True)
class BarrierCount:
    """How many barriers of a kind there were by a day: how many still stood, how many of them nobody answered."""

    kind: BarrierKind
    raised: int
    standing: int
    unanswered: int

    @property
    def cleared(self) -> int:
        """How many were cleared."""
        return self.raised - self.standing


def list_barriers(
    session: Session,
    as_at: date,
    *,
    organisation_id: int | None = None,
    kind: BarrierKind | None = None,
    standing_only: bool = False,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[BarrierRow, ...]:
    """Return the barriers raised by a day: those that stand, the oldest first; then those cleared, the latest first.

    What was answered or cleared only later had neither on that day.
    """
    question = (
        select(
            Barrier.id,
            Barrier.organisation_id,
            Organisation.name,
            Barrier.kind,
            Barrier.description,
            name_for(Person, Person.display_name.expression, audience),
            Barrier.raised_on,
            Barrier.response,
            Barrier.responded_on,
            Barrier.cleared_on,
            Barrier.how_cleared,
            Barrier.visibility,
            Barrier.version,
        )
        .select_from(Barrier)
        .join(Organisation, Organisation.id == Barrier.organisation_id)
        .outerjoin(Person, Person.id == Barrier.owner_person_id)
        .where(*_raised_by(as_at, audience))
    )
    if organisation_id is not None:
        question = question.where(Barrier.organisation_id == organisation_id)
    if kind is not None:
        question = question.where(Barrier.kind == kind)
    if standing_only:
        question = question.where(_stands(as_at))
    rows = [_as_at(row, as_at) for row in fetch(session, BarrierRow, question)]
    standing = sorted((row for row in rows if row.cleared_on is None), key=lambda row: (row.raised_on, row.id))
    cleared = [row for row in rows if row.cleared_on is not None]
    cleared.sort(key=lambda row: (row.cleared_on or as_at, row.id), reverse=True)
    return (*standing, *cleared)


def count_barriers(
    session: Session, as_at: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[BarrierCount, ...]:
    """Return the number of barriers of every kind by a day, those of most first; a kind without any has its row."""
    unanswered = or_(Barrier.responded_on.is_(None), Barrier.responded_on > as_at)
    rows = session.execute(
        select(
            Barrier.kind,
            func.count(),
            func.count().filter(_stands(as_at)),
            func.count().filter(and_(_stands(as_at), unanswered)),
        )
        .select_from(Barrier)
        .join(Organisation, Organisation.id == Barrier.organisation_id)
        .where(*_raised_by(as_at, audience))
        .group_by(Barrier.kind)
    )
    found = {row[0]: BarrierCount(*row) for row in rows}
    counts = [found.get(kind, BarrierCount(kind, 0, 0, 0)) for kind in BarrierKind]
    return tuple(sorted(counts, key=lambda count: -count.raised))


def _raised_by(as_at: date, audience: Visibility) -> tuple[ColumnElement[bool], ...]:
    return (
        Barrier.archived_at.is_(None),
        Organisation.archived_at.is_(None),
        Barrier.raised_on <= as_at,
        readable(Barrier, audience),
        readable(Organisation, audience),
    )


def _stands(as_at: date) -> ColumnElement[bool]:
    return or_(Barrier.cleared_on.is_(None), Barrier.cleared_on > as_at)


def _as_at(row: BarrierRow, as_at: date) -> BarrierRow:
    """Return a barrier without what was done only after a day."""
    answered = row.responded_on is not None and row.responded_on <= as_at
    cleared = row.cleared_on is not None and row.cleared_on <= as_at
    last = row.cleared_on if cleared and row.cleared_on is not None else as_at
    return replace(
        row,
        response=row.response if answered else "",
        responded_on=row.responded_on if answered else None,
        how_cleared=row.how_cleared if cleared else "",
        cleared_on=row.cleared_on if cleared else None,
        days_standing=(last - row.raised_on).days,
    )
