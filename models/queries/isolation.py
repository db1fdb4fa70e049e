"""Islands: institutions with no live partnership, no event shared and no contact in the year (need N074)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import CompoundSelect, and_, func, or_, select
from sqlalchemy.orm import Session

from models.entities import (
    Event,
    EventRole,
    EventStage,
    InstitutionProfile,
    Organisation,
    OrganisationKind,
    OrganisationRelationship,
    PartnershipProfile,
    Promotion,
    PromotionState,
    RelationshipType,
)
from models.many_rows import many_rows
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.belonging import Partnership, belongings, is_live, is_open
from models.queries.contact_facts import contacted_between
from models.queries.dated import valid_on
from models.settings import OUR_ORGANISATION, get_setting
from models.vocabulary import EventPart, Response, Visibility

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class IslandRow:
    """An institution with how much ties it to others: each of the three counted by itself."""

    institution_id: int
    name: str
    phase: str
    partnerships: int
    """Live partnerships, clusters, federations and trusts that it belongs to on the day, and pairings it is in."""
    events_shared: int
    """Events of the year that it took part in or advertised and another hosted, or hosted and others had a part in."""
    contacts: int
    """Conversations and meetings with us in the year."""

    @property
    def missing(self) -> int:
        """Return how many of the three there are none of; an island lacks all."""
        return (not self.partnerships) + (not self.events_shared) + (not self.contacts)

    @property
    def is_island(self) -> bool:
        """Say whether nothing at all ties it to others."""
        return self.missing == 3


def list_islands(
    session: Session,
    *,
    today: date,
    at_least: int = 3,
    since: date | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[IslandRow, ...]:
    """Return the institutions that lack so many of the three ties in the year up to a day, the most isolated first.

    `since` is the first day of the time looked at, a year before unless told otherwise. Figures count every record;
    what a board or department inside an institution does counts as the institution's. Our own is left out.
    """
    first = since or today - A_YEAR + timedelta(days=1)
    with many_rows():
        return _islands(session, first, today, at_least, audience)


def _islands(session: Session, first: date, today: date, at_least: int, audience: Visibility) -> tuple[IslandRow, ...]:
    here = (Organisation.kind == OrganisationKind.INSTITUTION, is_open(Organisation, today))
    own = get_setting(session, OUR_ORGANISATION)
    rows = session.execute(
        select(Organisation.id, Organisation.name, func.coalesce(InstitutionProfile.phase, ""))
        .outerjoin(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
        .where(*here, readable(Organisation, audience))
        .order_by(Organisation.name_key, Organisation.id)
    ).all()
    owners = _Owners(session, (row[0] for row in rows))
    belongs = _partnerships(session, today, owners)
    shared = _shared_events(session, first, today, owners)
    contacts = _contacts(session, first, today, owners)
    found = [
        IslandRow(number, name, phase, belongs[number], shared[number], contacts[number])
        for number, name, phase in rows
        if number != own and (number not in belongs) + (number not in shared) + (number not in contacts) >= at_least
    ]
    return tuple(sorted(found, key=lambda row: -row.missing))


def count_islands(session: Session, *, today: date, audience: Visibility = EVERYONE_OF_OURS) -> int:
    """Return how many institutions are islands."""
    return len(list_islands(session, today=today, audience=audience))


class _Owners:
    """Which institution an organisation is, or is inside of."""

    def __init__(self, session: Session, known: Iterable[int]) -> None:
        self.known = frozenset(known)
        parents = select(Organisation.id, Organisation.parent_id).where(Organisation.parent_id.is_not(None))
        self._above: dict[int, int | None] = dict(session.execute(parents).all())

    def of(self, number: int) -> int | None:
        """Return the institution at or above an organisation; None where there is none."""
        above: int | None = number
        seen: set[int] = set()
        while above is not None and above not in self.known and above not in seen:
            seen.add(above)
            above = self._above.get(above)
        return above if above in self.known else None


def _partnerships(session: Session, today: date, owners: _Owners) -> Counter[int]:
    pairs = belongings(today).subquery("pairs")
    live = (
        select(pairs.c.member_id, pairs.c.partnership_id)
        .join(Partnership, Partnership.id == pairs.c.partnership_id)
        .outerjoin(PartnershipProfile, PartnershipProfile.organisation_id == Partnership.id)
        .where(is_live(Partnership, today))
    )
    link = OrganisationRelationship
    pairings = session.execute(
        select(link.from_id, link.to_id).where(link.type == RelationshipType.SUPPORTS, valid_on(link, today))
    ).all()
    different: set[tuple[int | None, tuple[int, ...]]] = {
        (owners.of(member), (partnership,)) for member, partnership in session.execute(live)
    }
    for pair in pairings:
        sides = {owners.of(number) for number in pair}
        # Two institutions; help from a charity or a business makes nobody less of an island among schools.
        if len(sides) == 2 and None not in sides:
            different |= {(side, tuple(pair)) for side in sides}
    return Counter(owner for owner, _partnership in different if owner is not None)


def _contacts(session: Session, first: date, today: date, owners: _Owners) -> Counter[int]:
    every = contacted_between(first, today).subquery("contact")
    numbers = select(every.c.organisation_id, func.count()).group_by(every.c.organisation_id)
    found: Counter[int] = Counter()
    for number, times in session.execute(numbers):
        if (owner := owners.of(number)) is not None:
            found[owner] += times
    return found


_TOOK_PART = and_(
    EventRole.organisation_id.is_not(None),
    EventRole.response != Response.DECLINED,
    or_(
        EventRole.attended.is_(True),
        and_(EventRole.attended.is_(None), EventRole.part != EventPart.INVITED),
    ),
)
"""An organisation came, or had a part at the event and nobody says that it stayed away; to be invited is not enough."""


def _involved(first: date, today: date) -> CompoundSelect[int | None, int]:
    """Return the pairs (organisation, event) of the events held in a period: hosts, who took part, who advertised."""
    when = (
        Event.archived_at.is_(None),
        Event.stage == EventStage.HELD,
        Event.starts_at >= datetime.combine(first, time.min),
        Event.starts_at < datetime.combine(today + timedelta(days=1), time.min),
    )
    hosts = select(Event.organisation_id, Event.id).where(Event.organisation_id.is_not(None), *when)
    guests = (
        select(EventRole.organisation_id, Event.id).join(Event, Event.id == EventRole.event_id).where(_TOOK_PART, *when)
    )
    advertised = (
        select(Promotion.organisation_id, Event.id)
        .join(Event, Event.id == Promotion.event_id)
        .where(Promotion.state == PromotionState.DISPLAYED, *when)
    )
    return hosts.union(guests, advertised)


def _shared_events(session: Session, first: date, today: date, owners: _Owners) -> Counter[int]:
    """Count for each institution the events that it and somebody outside it had to do with."""
    involved: dict[int, set[int]] = {}
    for number, event in session.execute(_involved(first, today)):
        if number is not None:
            involved.setdefault(event, set()).add(owners.of(number) or number)
    return Counter(
        number for parties in involved.values() if len(parties) > 1 for number in parties if number in owners.known
    )
