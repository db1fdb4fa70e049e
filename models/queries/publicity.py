"""Publicity of events: what is planned and done for each audience, the gaps before the day, and turn-out beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.dates import start_of
from models.entities import Event, EventRole, Promotion, PromotionState, Publicity
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.events import TOLD_STATES, is_coming
from models.queries.ours import our_bodies
from models.queries.rows import fetch
from models.queries.sight import sees_record
from models.vocabulary import EventPart, Response, Visibility
from resources.i18n import _

AHEAD = timedelta(days=28)
"""How long before an event its gaps are looked for, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class PublicityRow:
    """A line of an event's publicity."""

    id: int
    event_id: int
    audience: str
    channel: str
    planned_on: date | None
    done_on: date | None
    note: str
    version: int


@dataclass(frozen=True, slots=True)
class PublicityGap:
    """An audience that will not hear of an event as things stand, and why."""

    event_id: int
    event: str
    starts_at: datetime
    audience: str
    """Nothing where no publicity at all is planned."""
    planned_channels: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class TurnOut:
    """How many came to an event, beside how many were expected and what was done to tell people."""

    event_id: int
    event: str
    expected: int | None
    turn_out: int | None
    invited: int
    accepted: int
    came: int
    """How many of those invited are marked as having come."""
    told: int
    """Organisations asked to tell their people."""
    displayed: int
    publicity_planned: int
    publicity_done: int
    unreached: tuple[str, ...]
    """Audiences that were meant to hear of it and did not."""

    @property
    def share(self) -> float | None:
        """Return the turn-out as a fraction of what was expected."""
        return self.turn_out / self.expected if self.expected and self.turn_out is not None else None


_ROWS = select(
    Publicity.id,
    Publicity.event_id,
    Publicity.audience,
    Publicity.channel,
    Publicity.planned_on,
    Publicity.done_on,
    Publicity.note,
    Publicity.version,
).join(Event, Event.id == Publicity.event_id)


def list_publicity(
    session: Session, event_id: int, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[PublicityRow, ...]:
    """Return an event's publicity by audience, then by the day planned."""
    statement = _ROWS.where(Publicity.event_id == event_id, sees_record(Event, audience))
    order = (Publicity.audience, Publicity.planned_on.nulls_last(), Publicity.id)
    return tuple(fetch(session, PublicityRow, statement.order_by(*order)))


def list_publicity_gaps(
    session: Session,
    today: date,
    *,
    ahead: timedelta = AHEAD,
    event_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[PublicityGap, ...]:
    """Return the audiences that have not heard of an event coming up, with the reason, the nearest event first.

    An audience is told once one of its channels is done. It is a gap when it has no channel, when the day planned has
    gone by, or when what is planned has no day; what is planned for a day to come is none. An event of others without
    any publicity is their own business.
    """
    conditions = [is_coming(today), Event.starts_at < start_of(today + ahead + timedelta(1))]
    if event_id is not None:
        conditions = [Event.id == event_id, is_coming(today)]
    events = session.execute(
        select(Event.id, Event.title, Event.starts_at, Event.organisation_id)
        .where(*conditions, sees_record(Event, audience))
        .order_by(Event.starts_at, Event.id)
    ).all()
    of_event: dict[int, list[PublicityRow]] = {}
    if events:
        lines = _ROWS.where(Publicity.event_id.in_([row.id for row in events])).order_by(Publicity.id)
        for line in fetch(session, PublicityRow, lines):
            of_event.setdefault(line.event_id, []).append(line)
    gaps = []
    ours = our_bodies(session)
    for number, title, starts_at, host in events:
        lines_here = of_event.get(number, [])
        if not lines_here and (host is None or not ours or host in ours):
            gaps.append(PublicityGap(number, title, starts_at, "", (), _("No publicity is planned")))
        for name in dict.fromkeys(line.audience for line in lines_here):
            theirs = [line for line in lines_here if line.audience == name]
            reason = _why_unreached(theirs, today)
            if reason:
                channels = tuple(line.channel for line in theirs if line.channel)
                gaps.append(PublicityGap(number, title, starts_at, name, channels, reason))
    return tuple(gaps)


def find_turn_out(session: Session, event_id: int, *, audience: Visibility = EVERYONE_OF_OURS) -> TurnOut:
    """Return how many came to an event beside the invitations and publicity done, in three statements."""
    event = session.execute(
        select(Event.title, Event.expected, Event.turn_out).where(Event.id == event_id, sees_record(Event, audience))
    ).one_or_none()
    if event is None:
        raise WrongUse(_("There is no event number {number}.").format(number=event_id))
    is_guest = EventRole.part == EventPart.INVITED
    roles = select(
        func.count().filter(is_guest),
        func.count().filter(is_guest, EventRole.response == Response.ACCEPTED),
        func.count().filter(is_guest, EventRole.attended.is_(True)),
    ).where(EventRole.event_id == event_id)
    told = select(
        func.count().filter(Promotion.state.in_(TOLD_STATES)),
        func.count().filter(Promotion.state == PromotionState.DISPLAYED),
    ).where(Promotion.event_id == event_id)
    lines = list_publicity(session, event_id, audience=audience)
    reached = {line.audience for line in lines if line.done_on is not None}
    return TurnOut(
        event_id,
        *event,
        *session.execute(roles).one(),
        *session.execute(told).one(),
        len(lines),
        sum(1 for line in lines if line.done_on is not None),
        tuple(dict.fromkeys(line.audience for line in lines if line.audience not in reached)),
    )


def _why_unreached(lines: list[PublicityRow], today: date) -> str:
    """Return why an audience has not heard, in words; nothing where it has or will on a day to come."""
    if any(line.done_on is not None and line.done_on <= today for line in lines):
        return ""
    planned = [line for line in lines if line.channel]
    if not planned:
        return _("No channel is chosen")
    if any(line.planned_on is not None and line.planned_on >= today for line in planned):
        return ""
    if any(line.planned_on is not None for line in planned):
        return _("Planned and not done")
    return _("No day is planned")
