"""What is on, day by day: events, meetings, and the days on which papers and questions for meetings are due."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import Session

from models import geography
from models.dates import start_of
from models.entities import Event, EventStage, Meeting, MeetingState, Organisation, Promotion
from models.queries.events import LONGEST, TOUCHING, days_asked, find_event
from models.queries.rows import maker, rows_of


class DiaryKind(StrEnum):
    """What stands in the diary."""

    EVENT = "event"
    MEETING = "meeting"
    PAPER_DUE = "paper_due"
    QUESTIONS_DUE = "questions_due"


_ORDER = {kind: number for number, kind in enumerate(DiaryKind)}


@dataclass(frozen=True, slots=True)
class DiaryItem:
    """One thing in the diary; `record_id` is that of the event or meeting it belongs to."""

    kind: DiaryKind
    record_id: int
    title: str
    host: str
    """Who holds it; nothing where that is not known."""
    first_day: date
    last_day: date
    starts_at: datetime | None
    """None for what is due on a day without a time."""
    ends_at: datetime | None
    place: str
    cancelled: bool

    def days(self) -> Iterator[date]:
        """Yield every day it touches."""
        for step in range((self.last_day - self.first_day).days + 1):
            yield self.first_day + timedelta(days=step)


def _items_of(entity: type[Event] | type[Meeting], *more: Any) -> Select[*tuple[Any, ...]]:
    """Return the question for what events and meetings have in common, and `more`."""
    return (
        select(entity.id, entity.title, Organisation.name, entity.starts_at, entity.ends_at, entity.place, *more)
        .select_from(entity)
        .outerjoin(Organisation, Organisation.id == entity.organisation_id)
    )


_EVENTS = _items_of(Event, Event.stage).where(TOUCHING)
_MEETINGS = _items_of(Meeting, Meeting.state, Meeting.paper_due_on, Meeting.question_due_on).where(
    Meeting.archived_at.is_(None),
    # No paper is due so long before or after its meeting; the index gives the meetings around the days asked for.
    Meeting.starts_at.between(bindparam("from"), bindparam("until")),
    or_(
        Meeting.starts_at.between(bindparam("first"), bindparam("after")),
        Meeting.paper_due_on.between(bindparam("first_day"), bindparam("last_day")),
        Meeting.question_due_on.between(bindparam("first_day"), bindparam("last_day")),
    ),
)
"""Built once: putting a question together costs more than asking it."""


def list_diary(session: Session, first_day: date, last_day: date) -> tuple[DiaryItem, ...]:
    """Return what is on between two days, both included, by its beginning; what is put away is left out."""
    first, after = start_of(first_day), start_of(last_day + timedelta(days=1))
    make = maker(DiaryItem)
    found = [
        _timed(make, DiaryKind.EVENT, *common, cancelled=stage is EventStage.CANCELLED)
        for *common, stage in rows_of(session, _EVENTS, days_asked(first, after))
    ]
    values: dict[str, object] = {"from": first - LONGEST, "until": after + LONGEST, "first": first, "after": after}
    values |= {"first_day": first_day, "last_day": last_day}
    for *common, state, paper_due_on, question_due_on in rows_of(session, _MEETINGS, values):
        number, title, host, starts_at, _ends_at, _place = common
        cancelled = state is MeetingState.CANCELLED
        if first <= starts_at < after:
            found.append(_timed(make, DiaryKind.MEETING, *common, cancelled=cancelled))
        dues = ((DiaryKind.PAPER_DUE, paper_due_on), (DiaryKind.QUESTIONS_DUE, question_due_on))
        found.extend(
            DiaryItem(kind, number, title, host or "", day, day, None, None, "", cancelled)
            for kind, day in dues
            if day is not None and first_day <= day <= last_day and not cancelled
        )
    return tuple(sorted(found, key=_place_in_order))


def list_promotion_distances(session: Session, event_id: int) -> dict[int, int]:
    """Return for each organisation on an event's list the metres from the event, where both places are known."""
    row = find_event(session, event_id).row
    here = geography.grid_point(row.easting, row.northing)
    if here is None:
        return {}
    asked = (
        select(Organisation.id, Organisation.easting, Organisation.northing)
        .join(Promotion, Promotion.organisation_id == Organisation.id)
        .where(Promotion.event_id == event_id)
        .order_by(Organisation.id)
    )
    found: dict[int, int] = {}
    for number, easting, northing in session.execute(asked).all():
        there = geography.grid_point(easting, northing)
        if there is not None:
            found[number] = round(geography.straight_line(here, there))
    return found


def _timed(
    make: Callable[..., DiaryItem],
    kind: DiaryKind,
    number: int,
    title: str,
    host: str | None,
    starts_at: datetime,
    ends_at: datetime | None,
    place: str,
    *,
    cancelled: bool,
) -> DiaryItem:
    """Return something that begins at a time."""
    first = starts_at.date()
    last = max(first, ends_at.date()) if ends_at is not None else first
    return make(kind, number, title, host or "", first, last, starts_at, ends_at, place, cancelled)


def _place_in_order(item: DiaryItem) -> tuple[datetime, int, int]:
    return item.starts_at or start_of(item.first_day), _ORDER[item.kind], item.record_id
