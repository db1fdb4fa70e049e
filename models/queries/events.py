"""Events: lists by time and place, and one event with whom it was told to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, bindparam, cast, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from models import geography
from models.dates import start_of
from models.entities import Event, EventStage, Organisation, Promotion, PromotionState
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.narrowing import Narrowing
from models.queries.organisation_filter import Near
from models.queries.paging import Key, Page, cut
from models.queries.rows import fetch, fetch_one
from models.queries.sight import sees_record
from models.text import asked_words, sort_key
from models.vocabulary import Visibility
from resources.i18n import _

LONGEST = timedelta(days=400)
"""No event goes on for longer, so that what is coming is looked for in the index from there on."""

TOLD_STATES = (
    PromotionState.ASKED,
    PromotionState.AGREED,
    PromotionState.DISPLAYED,
    PromotionState.DECLINED,
    PromotionState.NO_REPLY,
)
"""The states of an organisation that was told of an event: all but "suggested"."""


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events to list; what is left as it is does not narrow the list."""

    words: str = ""
    kind: str = ""
    organisation_id: int | None = None
    """As the host, or as one that was asked to advertise it."""
    stages: tuple[EventStage, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    near: Near | None = None
    """Within the distance; an event without a place of its own is where its host is."""
    archived: bool = False
    among: Select[Any] | None = None
    """Only those whose numbers this question finds: a group, a tag, a saved search."""
    narrowing: Narrowing | None = None
    """Only those that rules hold for: filters by column, saved searches."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as lists show it."""

    id: int
    title: str
    kind: str
    organisation_id: int | None
    host: str | None
    starts_at: datetime
    ends_at: datetime | None
    place: str
    easting: int | None
    northing: int | None
    """Of the event, or else of its host."""
    stage: EventStage
    open_to: str
    expected: int | None
    turn_out: int | None
    told: int
    """How many organisations were told of it."""
    visibility: Visibility
    version: int

    def metres_from(self, near: Near) -> int | None:
        """Return the straight line to a point; None where the place is not known."""
        here = geography.grid_point(self.easting, self.northing)
        if here is None:
            return None
        return round(geography.straight_line(here, geography.GridPoint(near.easting, near.northing)))


@dataclass(frozen=True, slots=True)
class EventDetail:
    """One event with everything said of it."""

    row: EventRow
    note: str
    archived: bool
    host_easting: int | None
    host_northing: int | None


_HOST = aliased(Organisation)
_EAST = func.coalesce(Event.easting, _HOST.easting)
_NORTH = func.coalesce(Event.northing, _HOST.northing)
_TOLD = (
    select(func.count())
    .where(Promotion.event_id == Event.id, Promotion.state.in_(TOLD_STATES))
    .correlate(Event)
    .scalar_subquery()
)
TOUCHING = and_(
    Event.archived_at.is_(None),
    Event.starts_at.between(bindparam("longest_before"), bindparam("after")),
    Event.starts_at < bindparam("after"),
    or_(Event.starts_at >= bindparam("first"), Event.ends_at >= bindparam("first")),
)
"""The condition that an event is not put away and is on at some time of the `days_asked`."""

_ROWS = (
    select(
        Event.id,
        Event.title,
        Event.kind,
        Event.organisation_id,
        _HOST.name,
        Event.starts_at,
        Event.ends_at,
        Event.place,
        _EAST,
        _NORTH,
        Event.stage,
        Event.open_to,
        Event.expected,
        Event.turn_out,
        _TOLD,
        Event.visibility,
        Event.version,
    )
    .select_from(Event)
    .outerjoin(_HOST, _HOST.id == Event.organisation_id)
)
_OF_DAYS = _ROWS.where(TOUCHING).order_by(Event.starts_at, Event.id)
"""Built once: putting a question together costs more than asking it."""


def list_events(
    session: Session,
    wanted: EventFilter | None = None,
    *,
    after: Key | None = None,
    limit: int | None = 100,
    audience: Visibility = EVERYONE_OF_OURS,
) -> Page[EventRow]:
    """Return events, newest first."""
    statement = _ROWS.where(*_conditions(wanted or EventFilter()), sees_record(Event, audience))
    if after is not None:
        statement = statement.where(tuple_(Event.starts_at, Event.id) < tuple_(*after))
    statement = statement.order_by(Event.starts_at.desc(), Event.id.desc())
    if limit is not None:
        statement = statement.limit(limit + 1)
    return cut(fetch(session, EventRow, statement), limit, lambda row: (row.starts_at, row.id))


def list_upcoming_events(
    session: Session,
    today: date,
    wanted: EventFilter | None = None,
    *,
    after: Key | None = None,
    limit: int | None = 100,
    audience: Visibility = EVERYONE_OF_OURS,
) -> Page[EventRow]:
    """Return events that are not over before today, the next one first; cancelled ones are left out."""
    statement = _ROWS.where(*_conditions(wanted or EventFilter()), is_coming(today), sees_record(Event, audience))
    if after is not None:
        statement = statement.where(tuple_(Event.starts_at, Event.id) > tuple_(*after))
    statement = statement.order_by(Event.starts_at, Event.id)
    if limit is not None:
        statement = statement.limit(limit + 1)
    return cut(fetch(session, EventRow, statement), limit, lambda row: (row.starts_at, row.id))


def list_month(session: Session, year: int, month: int) -> tuple[EventRow, ...]:
    """Return the events that touch a month, by their beginning: what a month grid shows."""
    first = start_of(date(year, month, 1))
    after = start_of(date(year + month // 12, month % 12 + 1, 1))
    return tuple(fetch(session, EventRow, _OF_DAYS, days_asked(first, after)))


def count_events(
    session: Session, wanted: EventFilter | None = None, *, audience: Visibility = EVERYONE_OF_OURS
) -> int:
    """Return how many events a filter lets through."""
    return session.execute(_counting(wanted or EventFilter(), audience)).scalar_one()


def count_upcoming_events(
    session: Session, today: date, wanted: EventFilter | None = None, *, audience: Visibility = EVERYONE_OF_OURS
) -> int:
    """Return how many events that `list_upcoming_events` lists a filter lets through."""
    return session.execute(_counting(wanted or EventFilter(), audience).where(is_coming(today))).scalar_one()


def _counting(wanted: EventFilter, audience: Visibility) -> Select[int]:
    """Return the question how many events a filter lets through; hosts are looked at only where it asks for them."""
    statement = select(func.count()).select_from(Event)
    if wanted != EventFilter(first_day=wanted.first_day, last_day=wanted.last_day):
        statement = statement.outerjoin(_HOST, _HOST.id == Event.organisation_id)
    return statement.where(*_conditions(wanted), sees_record(Event, audience))


def find_event(session: Session, event_id: int, *, audience: Visibility = EVERYONE_OF_OURS) -> EventDetail:
    """Return one event; for an audience that may not read it there is none."""
    row = fetch_one(session, EventRow, _ROWS.where(Event.id == event_id, sees_record(Event, audience)))
    if row is None:
        raise WrongUse(_("There is no event number {number}.").format(number=event_id))
    more = session.execute(
        select(Event.note, Event.archived_at, _HOST.easting, _HOST.northing)
        .select_from(Event)
        .outerjoin(_HOST, _HOST.id == Event.organisation_id)
        .where(Event.id == event_id)
    ).one()
    return EventDetail(row, more[0], more[1] is not None, more[2], more[3])


def days_asked(first: datetime, after: datetime) -> dict[str, object]:
    """Return the values that `TOUCHING` is asked with: from `first` until before `after`."""
    return {"longest_before": first - LONGEST, "first": first, "after": after}


def is_coming(today: date) -> ColumnElement[bool]:
    """Return the condition that an event is not over before a day and goes ahead."""
    return and_(
        Event.starts_at >= start_of(today) - LONGEST,
        or_(Event.starts_at >= start_of(today), Event.ends_at >= start_of(today)),
        Event.stage.not_in((EventStage.CANCELLED, EventStage.HELD)),
        Event.archived_at.is_(None),
    )


def event_conditions(question: Select[Any], wanted: EventFilter, coming: date | None = None) -> Select[Any]:
    """Return a question about events narrowed by a filter and, where a day is given, to those still to come then."""
    joined = question.select_from(Event).outerjoin(_HOST, _HOST.id == Event.organisation_id)
    return joined.where(*_conditions(wanted), *(() if coming is None else (is_coming(coming),)))


def _conditions(wanted: EventFilter) -> list[ColumnElement[bool]]:
    """Return what a filter asks of an event joined with its host."""
    put_away = Event.archived_at.is_not(None) if wanted.archived else Event.archived_at.is_(None)
    conditions: list[ColumnElement[bool]] = [put_away]
    if wanted.among is not None:
        conditions.append(Event.id.in_(wanted.among))
    if wanted.narrowing is not None:
        conditions.append(wanted.narrowing.condition)
    if wanted.kind:
        conditions.append(Event.kind == wanted.kind)
    if wanted.organisation_id is not None:
        asked = select(Promotion.event_id).where(Promotion.organisation_id == wanted.organisation_id)
        conditions.append(or_(Event.organisation_id == wanted.organisation_id, Event.id.in_(asked)))
    if wanted.stages:
        conditions.append(Event.stage.in_(wanted.stages))
    if wanted.first_day is not None:
        conditions.append(Event.starts_at >= start_of(wanted.first_day))
    if wanted.last_day is not None:
        conditions.append(Event.starts_at < start_of(wanted.last_day + timedelta(1)))
    if wanted.near is not None:
        conditions.append(within(wanted.near))
    for word in asked_words(wanted.words):
        key = sort_key(word)
        holds = [column.icontains(word, autoescape=True) for column in (Event.title, Event.kind, Event.place)]
        conditions.append(or_(*holds, _HOST.name_key.contains(key)) if key else or_(*holds))
    return conditions


def within(near: Near) -> ColumnElement[bool]:
    """Return the condition that an event joined with its host lies within a straight line of a point."""
    east = cast(_EAST, BigInteger) - near.easting
    north = cast(_NORTH, BigInteger) - near.northing
    return east * east + north * north <= near.metres**2
