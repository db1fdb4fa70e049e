"""Cross-promotion: whom to tell about an event, who was told, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, Select, and_, case, cast, func, or_, select
from sqlalchemy.orm import Session, aliased

from models import geography
from models.entities import Event, InstitutionProfile, Organisation, OrganisationKind, Person, Promotion
from models.entities import PromotionState as State
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.best_contacts import find_best_contacts
from models.queries.events import TOLD_STATES, find_event
from models.queries.rows import fetch
from models.queries.sight import sees_record, unnamed_people
from models.vocabulary import Visibility
from resources.i18n import _

RECIPIENT_KINDS = (
    OrganisationKind.INSTITUTION,
    OrganisationKind.COMMUNITY_GROUP,
    OrganisationKind.STUDENT_SOCIETY,
    OrganisationKind.PTA,
    OrganisationKind.CHARITY,
    OrganisationKind.PARTNERSHIP,
)
"""Kinds of organisation that have people of their own to tell; councils and boards are chosen by hand."""


@dataclass(frozen=True, slots=True)
class PromotionRow:
    """One cell of the grid: an organisation and what came of asking it."""

    id: int
    event_id: int
    organisation_id: int
    organisation: str
    person_id: int | None
    person: str | None
    state: State
    asked_on: date | None
    channel: str
    displayed_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """An organisation that could be told about an event, with what speaks for it."""

    organisation_id: int
    name: str
    phase: str
    metres: int
    """Straight line from the event."""
    state: State | None
    """What came of it where it is on the event's list already."""
    asked_before: int
    """How many other events it was asked to advertise."""
    taken_up: int
    """How many of those it agreed to or displayed."""
    contact_id: int | None = None
    contact: str = ""
    """Whom to write to: the best contact where one is marked."""

    @property
    def told(self) -> bool:
        """Say whether it was told of this event already."""
        return self.state in TOLD_STATES

    @property
    def walking_minutes(self) -> int:
        """Return about how long the walk takes, an estimate."""
        return geography.walking_minutes(self.metres)


@dataclass(frozen=True, slots=True)
class NeighboursTold:
    """How many of an event's neighbours were told: "told 5 of 8 neighbours"."""

    told: int
    neighbours: int


@dataclass(frozen=True, slots=True)
class GridRow:
    """One event of the cross-promotion grid with its cells, in the order of the grid's organisations."""

    event_id: int
    title: str
    cells: tuple[State | None, ...]


_HOST = aliased(Organisation)
_PROMOTIONS = (
    select(
        Promotion.id,
        Promotion.event_id,
        Promotion.organisation_id,
        Organisation.name,
        Promotion.person_id,
        Person.display_name,
        Promotion.state,
        Promotion.asked_on,
        Promotion.channel,
        Promotion.displayed_on,
        Promotion.note,
    )
    .select_from(Promotion)
    .join(Organisation, Organisation.id == Promotion.organisation_id)
    .outerjoin(Person, Person.id == Promotion.person_id)
)


def list_promotions(
    session: Session, event_id: int, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[PromotionRow, ...]:
    """Return the organisations on an event's list, by name."""
    statement = _PROMOTIONS.where(Promotion.event_id == event_id, *_told_to(audience))
    return tuple(fetch(session, PromotionRow, statement.order_by(Organisation.name_key, Promotion.id)))


def list_grid(
    session: Session, event_ids: Sequence[int], *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[tuple[tuple[int, str], ...], tuple[GridRow, ...]]:
    """Return the grid of some events: the organisations asked for any of them, and one row an event."""
    cells = fetch(
        session,
        PromotionRow,
        _PROMOTIONS.where(Promotion.event_id.in_(event_ids), *_told_to(audience)).order_by(
            Organisation.name_key, Organisation.id
        ),
    )
    columns = list(dict.fromkeys((cell.organisation_id, cell.organisation) for cell in cells))
    states = {(cell.event_id, cell.organisation_id): cell.state for cell in cells}
    titles = _titles(session, event_ids, audience)
    rows = tuple(
        GridRow(event_id, titles[event_id], tuple(states.get((event_id, number)) for number, _name in columns))
        for event_id in event_ids
        if event_id in titles
    )
    return tuple(columns), rows


def suggest_recipients(
    session: Session,
    event_id: int,
    metres: int,
    today: date,
    *,
    phases: Sequence[str] = (),
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[Recipient, ...]:
    """Return whom to tell about an event: not yet told first, then who took up most before, then the nearest.

    Only organisations with people of their own within the straight line are suggested, never the host; `phases`
    narrows the schools among them. Raises WrongUse when the place of the event is not known.
    """
    event = find_event(session, event_id, audience=audience).row
    here = geography.grid_point(event.easting, event.northing)
    if here is None:
        raise WrongUse(
            _("The place of this event is not known. Enter its grid reference, or a host whose place is known.")
        )
    statement = _nearby(event_id, here, metres).where(
        or_(Organisation.closed_on.is_(None), Organisation.closed_on > today),
        Organisation.id.is_distinct_from(event.organisation_id),
    )
    if phases:
        statement = statement.where(or_(InstitutionProfile.phase.in_(phases), InstitutionProfile.id.is_(None)))
    if audience is not EVERYONE_OF_OURS:
        statement = statement.where(readable(Organisation, audience))
    rows = session.execute(statement).all()
    contacts = find_best_contacts(session, [row.id for row in rows], today)
    hidden = unnamed_people(session, [number for number, _name in contacts.values()], audience)
    contacts = {number: one for number, one in contacts.items() if one[0] not in hidden}
    return tuple(
        Recipient(
            row.id,
            row.name,
            row.phase,
            round(row.squared**0.5),
            row.state,
            row.asked,
            row.taken,
            *contacts.get(row.id, (None, "")),
        )
        for row in rows
    )


def count_neighbours_told(
    session: Session, event_ids: Sequence[int], metres: int, today: date
) -> dict[int, NeighboursTold]:
    """Return for each of some events how many organisations near it were told, out of how many: one statement.

    The same organisations count as `suggest_recipients` suggests. Events whose place is not known are left out.
    """
    easting = func.coalesce(Event.easting, _HOST.easting)
    northing = func.coalesce(Event.northing, _HOST.northing)
    east = cast(Organisation.easting, BigInteger) - easting
    north = cast(Organisation.northing, BigInteger) - northing
    near = and_(
        Organisation.easting.between(easting - metres, easting + metres),
        Organisation.northing.between(northing - metres, northing + metres),
        east * east + north * north <= metres**2,
        Organisation.archived_at.is_(None),
        Organisation.kind.in_(RECIPIENT_KINDS),
        or_(Organisation.closed_on.is_(None), Organisation.closed_on > today),
        Organisation.id.is_distinct_from(Event.organisation_id),
    )
    rows = session.execute(
        select(
            Event.id,
            func.count(Organisation.id),
            func.count(Promotion.id).filter(Promotion.state.in_(TOLD_STATES)),
        )
        .select_from(Event)
        .outerjoin(_HOST, _HOST.id == Event.organisation_id)
        .outerjoin(Organisation, near)
        .outerjoin(Promotion, and_(Promotion.organisation_id == Organisation.id, Promotion.event_id == Event.id))
        .where(Event.id.in_(event_ids), easting > 0, northing > 0)
        .group_by(Event.id)
    ).all()
    return {event_id: NeighboursTold(told, neighbours) for event_id, neighbours, told in rows}


def _nearby(event_id: int, here: geography.GridPoint, metres: int) -> Select[*tuple[Any, ...]]:
    """Return the question for the organisations to tell around a point, the most promising first."""
    box = geography.box_around(here, metres)
    east = cast(Organisation.easting, BigInteger) - int(here.easting)
    north = cast(Organisation.northing, BigInteger) - int(here.northing)
    squared = (east * east + north * north).label("squared")
    before = (
        select(
            Promotion.organisation_id,
            func.count().label("asked"),
            func.sum(case((Promotion.state.in_((State.AGREED, State.DISPLAYED)), 1), else_=0)).label("taken"),
        )
        .where(Promotion.event_id != event_id, Promotion.state.in_(TOLD_STATES))
        .group_by(Promotion.organisation_id)
        .subquery()
    )
    taken = cast(func.coalesce(before.c.taken, 0), Integer).label("taken")
    told = case((Promotion.state.in_(TOLD_STATES), 1), else_=0)
    return (
        select(
            Organisation.id,
            Organisation.name,
            func.coalesce(InstitutionProfile.phase, "").label("phase"),
            squared,
            Promotion.state,
            func.coalesce(before.c.asked, 0).label("asked"),
            taken,
        )
        .select_from(Organisation)
        .outerjoin(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
        .outerjoin(Promotion, and_(Promotion.organisation_id == Organisation.id, Promotion.event_id == event_id))
        .outerjoin(before, before.c.organisation_id == Organisation.id)
        .where(
            Organisation.archived_at.is_(None),
            Organisation.kind.in_(RECIPIENT_KINDS),
            Organisation.easting.between(box.west, box.east),
            Organisation.northing.between(box.south, box.north),
            squared <= metres**2,
        )
        .order_by(told, taken.desc(), squared, Organisation.name_key, Organisation.id)
    )


def _told_to(audience: Visibility) -> list[ColumnElement[bool]]:
    """Return the conditions that an audience may read of an organisation on an event's list, and of the event."""
    if audience is EVERYONE_OF_OURS:
        return []
    event = aliased(Event)
    seen = select(event.id).where(sees_record(event, audience))
    return [readable(Organisation, audience), readable_or_none(Person, audience), Promotion.event_id.in_(seen)]


def _titles(session: Session, event_ids: Sequence[int], audience: Visibility) -> dict[int, str]:
    """Return the titles of some events."""
    seen = sees_record(Event, audience)
    rows = session.execute(select(Event.id, Event.title).where(Event.id.in_(event_ids), seen)).all()
    return {row.id: row.title for row in rows}
