"""How far events have come: the history of each, and the pipeline from idea to held with how long each has waited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Event, EventStage, EventStageChange, Organisation
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.rows import fetch
from models.queries.sight import sees_record
from models.vocabulary import Visibility

_AHEAD = (EventStage.IDEA, EventStage.PROPOSED, EventStage.PLANNED)


@dataclass(frozen=True, slots=True)
class StageLine:
    """That an event came to a stage on a day."""

    stage: EventStage
    changed_on: date
    note: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class PipelineRow:
    """An event that is on its way, at its stage."""

    event_id: int
    title: str
    kind: str
    host_id: int | None
    host: str | None
    starts_at: datetime
    stage: EventStage
    proposed_on: date | None
    since: date | None
    """The day it came to its stage; None where that is not known."""

    def days_at_stage(self, today: date) -> int | None:
        """Return how long it has stood at its stage."""
        return None if self.since is None else (today - self.since).days


def list_stages(session: Session, event_id: int, *, audience: Visibility = EVERYONE_OF_OURS) -> tuple[StageLine, ...]:
    """Return the stages an event came through, with the days, in order."""
    change = EventStageChange
    statement = (
        select(change.stage, change.changed_on, change.note, change.id)
        .join(Event, Event.id == change.event_id)
        .where(change.event_id == event_id, sees_record(Event, audience))
    )
    return tuple(fetch(session, StageLine, statement.order_by(change.changed_on, change.id)))


def list_pipeline(
    session: Session,
    today: date,
    *,
    stages: tuple[EventStage, ...] = _AHEAD,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[PipelineRow, ...]:
    """Return the events that are not held or given up yet, ideas first, at each stage the longest there first.

    An event whose day has gone by without a word is still listed: somebody has to say what became of it.
    """
    change = EventStageChange
    since = (
        select(func.max(change.changed_on))
        .where(change.event_id == Event.id, change.stage == Event.stage, change.changed_on <= today)
        .correlate(Event)
        .scalar_subquery()
    )
    statement = (
        select(
            Event.id,
            Event.title,
            Event.kind,
            Event.organisation_id,
            Organisation.name,
            Event.starts_at,
            Event.stage,
            Event.proposed_on,
            since,
        )
        .outerjoin(Organisation, Organisation.id == Event.organisation_id)
        .where(Event.stage.in_(stages), Event.archived_at.is_(None), sees_record(Event, audience))
    )
    order = list(EventStage)
    rows = fetch(session, PipelineRow, statement)
    return tuple(
        sorted(rows, key=lambda row: (order.index(row.stage), row.since or date.max, row.starts_at, row.event_id))
    )
