"""The events of papers, each cut to what their audience may read: those held with their take-up, those near a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.dates import start_of
from models.entities import Event, EventStage, Organisation, Promotion, PromotionState
from models.queries.audience import Shown, may_read, readable_by, shown
from models.queries.events import EventFilter, EventRow, list_upcoming_events
from models.queries.organisation_filter import Near
from models.queries.rows import fetch
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event with what came of telling others, as a paper prints it."""

    id: int
    title: str
    kind: str
    host: str
    starts_at: datetime
    place: str
    stage: EventStage
    asked: int
    """How many organisations were asked in all."""
    agreed: int
    """How many of them agreed and have not shown it yet."""
    displayed: int
    declined: int
    no_reply: int
    """How many have not answered: those marked so, and those only asked."""
    expected: int | None
    turn_out: int | None
    visibility: Visibility


@dataclass(frozen=True, slots=True)
class NearbyEvent:
    """An event coming up near a place."""

    event: EventRow
    metres: int


def list_event_lines(
    session: Session, first_day: date, last_day: date, as_at: date, audience: Visibility
) -> Shown[EventLine]:
    """Return the events of a period with whom they were told to and how many came, by time."""

    def cells(*states: PromotionState) -> ColumnElement[int]:
        return func.count(Promotion.id).filter(Promotion.state.in_(states))

    host = aliased(Organisation)
    asked = tuple(state for state in PromotionState if state is not PromotionState.SUGGESTED)
    known = or_(Promotion.asked_on.is_(None), Promotion.asked_on <= as_at)
    statement = (
        select(
            Event.id,
            Event.title,
            Event.kind,
            func.coalesce(case((host.visibility.in_(readable_by(audience)), host.name), else_=""), ""),
            Event.starts_at,
            Event.place,
            Event.stage,
            cells(*asked),
            cells(PromotionState.AGREED),
            cells(PromotionState.DISPLAYED),
            cells(PromotionState.DECLINED),
            cells(PromotionState.NO_REPLY, PromotionState.ASKED),
            Event.expected,
            Event.turn_out,
            Event.visibility,
        )
        .select_from(Event)
        .outerjoin(host, host.id == Event.organisation_id)
        .outerjoin(Promotion, and_(Promotion.event_id == Event.id, known))
        .where(
            Event.archived_at.is_(None),
            Event.starts_at >= start_of(first_day),
            Event.starts_at < start_of(last_day + timedelta(1)),
        )
        .group_by(Event.id, host.id)
        .order_by(Event.starts_at, Event.id)
    )
    return shown(fetch(session, EventLine, statement), lambda line: may_read(audience, line.visibility))


def list_events_near(
    session: Session, near: Near, first_day: date, last_day: date, audience: Visibility
) -> Shown[NearbyEvent]:
    """Return the events that go ahead in a stretch of days near a place, by time, with their distance."""
    coming = list_upcoming_events(session, first_day, EventFilter(near=near, last_day=last_day), limit=None).rows
    readable = shown(coming, lambda row: may_read(audience, row.visibility))
    found = tuple(NearbyEvent(row, row.metres_from(near) or 0) for row in readable.rows)
    return Shown(found, readable.left_out)
