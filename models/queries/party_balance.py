"""Whether those invited are politically balanced: councillors invited of each party against the seats it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.entities import Affiliation, Attendance, Event, EventRole, Meeting, Organisation, Person
from models.errors import WrongUse
from models.queries.area_tree import find_areas_within
from models.queries.audience import EVERYONE_OF_OURS, nameable_to, readable, readable_or_none
from models.queries.dated import valid_on
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class PartyBalance:
    """A party with its seats and how many of its councillors are invited."""

    party: str
    """Blank for those whose party is not known."""
    seats: int
    invited: int
    fair: float
    """How many there would be of so many invited, were they invited as the seats are held."""

    @property
    def is_left_out(self) -> bool:
        """Say whether it has seats and nobody invited."""
        return self.seats > 0 and self.invited == 0

    @property
    def is_fair(self) -> bool:
        """Say whether it has as many invited as its seats give it, to the nearest whole councillor."""
        return not self.is_left_out and abs(self.invited - self.fair) < 1


@dataclass(frozen=True, slots=True)
class Balance:
    """The parties of an invitation, those with the most seats first."""

    parties: tuple[PartyBalance, ...]
    invited: int

    @property
    def is_balanced(self) -> bool:
        """Say whether every party that holds seats has its share of those invited; nobody invited is not balanced."""
        return self.invited > 0 and all(party.is_fair for party in self.parties)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Return the parties with seats of which nobody is invited."""
        return tuple(party.party for party in self.parties if party.is_left_out)


def check_balance(
    session: Session,
    person_ids: Sequence[int],
    *,
    as_at: date,
    council_id: int | None = None,
    area_ids: Sequence[int] | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> Balance:
    """Return how the councillors among some people share out over the parties that hold seats on a day.

    Of one council, or of some areas and what lies in them, where asked; councillors of elsewhere do not count. Party is
    of the term, so a councillor who has changed sides counts for the party of the day.
    """
    where: list[ColumnElement[bool]] = [Affiliation.area_id.is_not(None)]
    if council_id is not None:
        where.append(Affiliation.organisation_id == council_id)
    if area_ids is not None:
        where.append(Affiliation.area_id.in_(find_areas_within(session, area_ids, as_at=as_at)))
    rows = session.execute(
        select(Person.id, Affiliation.party)
        .join(Person, Person.id == Affiliation.person_id)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(
            *where,
            valid_on(Affiliation, as_at),
            Person.archived_at.is_(None),
            Person.visibility.in_(nameable_to(audience)),
            readable(Organisation, audience),
        )
    ).all()
    asked = set(person_ids)
    seats = Counter(party for _person, party in rows)
    invited = Counter(party for party in ({row[0]: row[1] for row in rows if row[0] in asked}).values())
    total, everyone = sum(seats.values()), sum(invited.values())
    parties = sorted(seats, key=lambda party: (-seats[party], party))
    return Balance(
        tuple(PartyBalance(party, seats[party], invited[party], everyone * seats[party] / total) for party in parties),
        everyone,
    )


def check_event_balance(
    session: Session,
    event_id: int,
    *,
    as_at: date,
    council_id: int | None = None,
    area_ids: Sequence[int] | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> Balance:
    """Return the balance of the councillors with a part at an event, whatever they answered."""
    if not _is_known(session, Event, event_id, audience):
        raise WrongUse(_("There is no event number {number}.").format(number=event_id))
    people = session.scalars(
        select(EventRole.person_id).where(EventRole.event_id == event_id, EventRole.person_id.is_not(None))
    )
    ids = [number for number in people if number is not None]
    return check_balance(session, ids, as_at=as_at, council_id=council_id, area_ids=area_ids, audience=audience)


def check_meeting_balance(
    session: Session,
    meeting_id: int,
    *,
    as_at: date,
    council_id: int | None = None,
    area_ids: Sequence[int] | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> Balance:
    """Return the balance of the councillors listed for a meeting, whether they came or not."""
    if not _is_known(session, Meeting, meeting_id, audience):
        raise WrongUse(_("There is no meeting number {number}.").format(number=meeting_id))
    ids = session.scalars(select(Attendance.person_id).where(Attendance.meeting_id == meeting_id)).all()
    return check_balance(session, ids, as_at=as_at, council_id=council_id, area_ids=area_ids, audience=audience)


def _is_known(session: Session, kind: type[Event] | type[Meeting], number: int, audience: Visibility) -> bool:
    """Say whether an audience may know of an event or a meeting, and of whose it is."""
    found = session.execute(
        select(kind.id)
        .outerjoin(Organisation, Organisation.id == kind.organisation_id)
        .where(kind.id == number, readable(kind, audience), readable_or_none(Organisation, audience))
    )
    return found.first() is not None
