"""Meetings and events as entries of a calendar: what other programs may show of them, without what we note of them.

Each keeps its own name for the wide world and counts its versions, so that a calendar that follows the file changes
what changed, strikes what was cancelled and doubles nothing. Nobody who comes or is invited is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.dates import start_of
from models.entities import Event, Meeting, Organisation
from models.exchange.calendars.entries import Occurrence, last_day_until
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.sight import sees_record
from models.vocabulary import EventStage, MeetingState, Visibility
from resources.i18n import _

_IDEAS = (EventStage.IDEA, EventStage.PROPOSED)
_END_OF_DAY = (time(0), time(23, 59))


@dataclass(frozen=True, slots=True)
class CalendarFilter:
    """Which meetings and events go into a calendar; what is left as it is does not narrow it."""

    meetings: bool = True
    events: bool = True
    first_day: date | None = None
    last_day: date | None = None
    held_by: tuple[int, ...] | None = None
    """Only those held by one of these organisations."""
    meeting_ids: tuple[int, ...] | None = None
    """Only these meetings."""
    event_ids: tuple[int, ...] | None = None
    """Only these events, also where they are ideas yet; where none are named, ideas and proposals are left out."""


MEETINGS: Select[*tuple[Any, ...]] = (
    select(
        Meeting.id,
        Meeting.uid,
        Meeting.title,
        Meeting.starts_at,
        Meeting.ends_at,
        Meeting.place,
        Meeting.state,
        Meeting.url,
        Meeting.open_to_observers,
        Meeting.version,
        Meeting.updated_at,
        Organisation.name.label("held_by"),
    )
    .select_from(Meeting)
    .outerjoin(Organisation, Organisation.id == Meeting.organisation_id)
    .where(Meeting.archived_at.is_(None))
    .order_by(Meeting.starts_at, Meeting.id)
)
"""Meetings that are not put away; each row is for `as_entry`."""

_EVENTS: Select[*tuple[Any, ...]] = (
    select(
        Event.id,
        Event.uid,
        Event.title,
        Event.starts_at,
        Event.ends_at,
        Event.place,
        Event.stage,
        Event.kind,
        Event.open_to,
        Event.cost_pence,
        Event.access_note,
        Event.version,
        Event.updated_at,
        Organisation.name.label("held_by"),
    )
    .select_from(Event)
    .outerjoin(Organisation, Organisation.id == Event.organisation_id)
    .where(Event.archived_at.is_(None))
    .order_by(Event.starts_at, Event.id)
)


def list_calendar_entries(
    session: Session, wanted: CalendarFilter | None = None, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[Occurrence, ...]:
    """Return meetings and events as entries of a calendar, in order of time."""
    asked = wanted or CalendarFilter()
    found: list[Occurrence] = []
    if asked.meetings:
        statement = MEETINGS.where(sees_record(Meeting, audience), *_narrowed(Meeting, asked))
        found += [meeting_entry(row) for row in _rows(session, statement, Meeting, asked.meeting_ids)]
    if asked.events:
        ideas = [] if asked.event_ids is not None else [Event.stage.not_in(_IDEAS)]
        statement = _EVENTS.where(sees_record(Event, audience), *_narrowed(Event, asked), *ideas)
        found += [_event_entry(row) for row in _rows(session, statement, Event, asked.event_ids)]
    found.sort(key=lambda one: (one.first_day, one.starts or time.min, one.title, one.uid))
    return tuple(found)


def _narrowed(entity: type[Meeting] | type[Event], asked: CalendarFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if asked.first_day is not None:
        first = start_of(asked.first_day)
        conditions.append(or_(entity.starts_at >= first, entity.ends_at > first))
    if asked.last_day is not None:
        conditions.append(entity.starts_at < start_of(asked.last_day + timedelta(days=1)))
    if asked.held_by is not None:
        conditions.append(entity.organisation_id.in_(asked.held_by))
    return conditions


def _rows(
    session: Session,
    statement: Select[*tuple[Any, ...]],
    entity: type[Meeting] | type[Event],
    numbers: Sequence[int] | None,
) -> Iterator[Any]:
    if numbers is None:
        yield from session.execute(statement)
        return
    wanted = sorted(set(numbers))
    for some in in_chunks(wanted):
        yield from session.execute(statement.where(entity.id.in_(some)))


def meeting_entry(row: Any) -> Occurrence:
    """Return a row of MEETINGS as an entry."""
    return _entry(
        row,
        text=meeting_text(row.held_by, row.open_to_observers),
        categories=(_("Meeting"),),
        link=row.url,
        is_cancelled=row.state is MeetingState.CANCELLED,
    )


def meeting_text(body: str | None, open_to_observers: bool) -> str:
    """Return what a calendar says of a meeting besides when and where it is."""
    facts = [_("Held by: {name}").format(name=body)] if body else []
    return "\n".join([*facts, _("Open to observers")] if open_to_observers else facts)


def _event_entry(row: Any) -> Occurrence:
    facts = (
        (_("Held by: {name}"), row.held_by),
        (_("Open to: {name}"), row.open_to),
        (_("Cost: {name}"), cost_words(row.cost_pence)),
        (_("Access: {name}"), row.access_note),
    )
    return _entry(
        row,
        text="\n".join(words.format(name=value) for words, value in facts if value),
        categories=(row.kind,) if row.kind else (),
        is_cancelled=row.stage is EventStage.CANCELLED,
        is_tentative=row.stage in _IDEAS,
    )


def cost_words(pence: int | None) -> str:
    """Return what something costs, in words; "" where that is not known.

    >>> cost_words(0), cost_words(450), cost_words(None)
    ('Free', '£4.50', '')
    """
    if pence is None:
        return ""
    return _("Free") if pence == 0 else f"£{pence // 100:,}.{pence % 100:02}"


def _entry(row: Any, **more: Any) -> Occurrence:
    """Return an entry; what begins at midnight and has no other end than that of a day, lasts whole days."""
    starts: datetime = row.starts_at
    ends: datetime | None = row.ends_at if row.ends_at is None or row.ends_at > starts else None
    is_whole = starts.time() == time.min and (ends is None or ends.time() in _END_OF_DAY)
    return Occurrence(
        uid=row.uid,
        part="",
        line=0,
        title=row.title,
        first_day=starts.date(),
        last_day=starts.date() if ends is None else last_day_until(ends),
        starts=None if is_whole else starts.time(),
        ends=None if is_whole or ends is None else ends.time(),
        place=row.place,
        sequence=row.version - 1,
        changed=row.updated_at,
        **more,
    )
