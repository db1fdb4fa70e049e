"""Who gets a letter or a label: to whom it is addressed, where it goes, and why somebody gets none.

Nobody who refuses letters is addressed; nobody is lost unseen: whoever gets none is told with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from models.addresses import place_key, postcode_of
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.best_contacts import find_best_contacts
from models.queries.mailing_people import PostalPerson, find_holders, find_postal_people, find_roles_there
from models.queries.parties import Party, find_organisations_of
from models.queries.postal_addresses import PostalOrganisation, find_postal_organisations
from models.roles import RoleGroup, envelope_role, role_group
from models.vocabulary import OrganisationKind, Visibility
from resources.i18n import _

_AT_SCHOOLS = frozenset({RoleGroup.HEAD, RoleGroup.CHAIR, RoleGroup.CLERK})
BEST, OFFICE = "best", "office"
"""To the best contact at each organisation; to the organisation itself. Any other word is a role."""


class Why(StrEnum):
    """Why somebody gets none."""

    REFUSED = "refused"
    NO_ADDRESS = "no_address"
    CLOSED = "closed"
    GONE = "gone"
    SAME_ADDRESS = "same_address"
    TWICE = "twice"
    NO_HOLDER = "no_holder"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who gets one."""

    party: Party
    person: str
    """The name as an envelope has it; "" where it goes to a role or to the office."""
    dear: str
    """What follows "Dear"; "" where no name is known."""
    role: str
    organisation: str
    inside: str
    """What the organisation is a part of, at whose address it is."""
    lines: tuple[str, ...]
    """The address below the names."""
    note: str = ""
    """What is worth knowing of how it is addressed, in words."""

    @property
    def name(self) -> str:
        """Return what it is called in a list: the person with the organisation, or the organisation."""
        return ", ".join(part for part in (self.person or self.attention, self.organisation) if part)

    @property
    def attention(self) -> str:
        """Return the first line of an envelope to a role that nobody is known to hold: "The Head"."""
        return _("The {role}").format(role=self.role) if self.role and not self.person else ""

    @property
    def postcode(self) -> str:
        """Return the postcode; "" where there is none."""
        return postcode_of(self.lines)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the lines above the address: name, role, organisation and what it is a part of."""
        role = self.role if self.person and self.organisation else ""
        above = (self.person or self.attention, role, self.organisation, self.inside)
        taken = {line.casefold() for line in self.lines[:1]}
        return tuple(line for line in dict.fromkeys(above) if line and line.casefold() not in taken)

    @property
    def spare(self) -> tuple[int, ...]:
        """Return the places of those lines of the envelope that post finds its way without, the first to go first."""
        spared = [line for line in (self.role if self.person else "", self.inside) if line]
        return tuple(place for line in spared for place, shown in enumerate(self.names) if shown == line)

    @property
    def envelope(self) -> tuple[str, ...]:
        """Return all lines, as on an envelope."""
        return (*self.names, *self.lines)


@dataclass(frozen=True, slots=True)
class NotPosted:
    """Somebody who gets none."""

    party: Party
    name: str
    why: Why
    of: str = ""
    """Whose address or letter it is that counts for them too."""

    @property
    def words(self) -> str:
        """Return why, in words."""
        return {
            Why.REFUSED: _("Does not want letters"),
            Why.NO_ADDRESS: _("No postal address is known"),
            Why.CLOSED: _("Closed"),
            Why.GONE: _("No longer in the lists"),
            Why.SAME_ADDRESS: _("Same address as {name}").format(name=self.of),
            Why.TWICE: _("Gets one already"),
            Why.NO_HOLDER: _("Nobody is known there in that role"),
        }[self.why]


@dataclass(frozen=True, slots=True)
class Mailing:
    """Who gets one and who does not."""

    rows: tuple[Addressee, ...]
    left_out: tuple[NotPosted, ...]


def plan_mailing(
    session: Session,
    parties: Sequence[Party],
    *,
    today: date,
    to: str = BEST,
    one_an_address: bool = True,
    audience: Visibility = EVERYONE_OF_OURS,
) -> Mailing:
    """Return who of some people and organisations gets one, in their order, and who does not, with the reason.

    `to` says whom to address at an organisation that is chosen without a person: BEST, OFFICE or a role, where all who
    hold it there or on one of its bodies get one. With `one_an_address` only the first at each address gets one.
    """
    return _Planner(session, parties, today, to, audience).plan(one_an_address)


class _Planner:
    """Reads all that is needed in a few statements, then decides one by one."""

    def __init__(self, session: Session, parties: Sequence[Party], today: date, to: str, audience: Visibility) -> None:
        self._to, self._parties = to, parties
        alone = [one.person_id for one in parties if one.person_id is not None and one.organisation_id is None]
        self._speaks_for = find_organisations_of(session, alone, today)
        asked = [one.organisation_id for one in parties if one.organisation_id is not None]
        bare = [one.organisation_id for one in parties if one.person_id is None and one.organisation_id is not None]
        self._holders: dict[int, list[int]] = {}
        if to == BEST:
            self._holders = {place: [one[0]] for place, one in find_best_contacts(session, bare, today).items()}
        elif to != OFFICE:
            self._holders = find_holders(session, bare, to, today)
        self._places = find_postal_organisations(
            session, [*asked, *self._speaks_for.values()], today=today, audience=audience
        )
        people = [*(one.person_id for one in parties if one.person_id is not None)]
        people += [number for held in self._holders.values() for number in held]
        self._people = find_postal_people(session, people, today=today, audience=audience)
        pairs = {(one.person_id, one.organisation_id) for one in parties if one.person_id and one.organisation_id}
        pairs |= {(number, place) for place, held in self._holders.items() for number in held}
        pairs |= set(self._speaks_for.items())
        self._roles = find_roles_there(session, pairs, today)
        self._today = today

    def plan(self, one_an_address: bool) -> Mailing:
        rows: list[Addressee] = []
        left_out: list[NotPosted] = []
        by_party: dict[Party, Addressee] = {}
        by_place: dict[str, Addressee] = {}
        for found in (found for party in dict.fromkeys(self._parties) for found in self._find(party)):
            if isinstance(found, NotPosted):
                left_out.append(found)
                continue
            key = place_key(found.lines)
            if found.party in by_party:
                left_out.append(NotPosted(found.party, found.name, Why.TWICE))
            elif one_an_address and key in by_place:
                left_out.append(NotPosted(found.party, found.name, Why.SAME_ADDRESS, by_place[key].name))
            else:
                by_party[found.party] = found
                by_place.setdefault(key, found)
                rows.append(found)
        return Mailing(tuple(rows), tuple(left_out))

    def _find(self, party: Party) -> list[Addressee | NotPosted]:
        if party.person_id is not None:
            return [self._to_person(party)]
        place = self._places.get(party.organisation_id or 0)
        if place is None:
            return [NotPosted(party, _("Organisation {number}").format(number=party.organisation_id), Why.GONE)]
        trouble = self._trouble(party, place.name, place.lines, place)
        if trouble is not None:
            return [trouble]
        held = [number for number in self._holders.get(place.id, ()) if number in self._people]
        willing = [self._people[number] for number in held if not self._people[number].is_refused]
        if willing:
            return [self._at(place, one) for one in willing]
        if self._to not in (BEST, OFFICE) and not held and not _has_such(place, self._to):
            return [NotPosted(party, place.name, Why.NO_HOLDER)]
        refused = _("{name} does not want letters").format(name=self._people[held[0]].name) if held else ""
        role = envelope_role(self._to) if self._to not in (BEST, OFFICE) else ""
        return [Addressee(party, "", "", role, place.name, place.inside, place.lines, refused)]

    def _at(self, place: PostalOrganisation, person: PostalPerson) -> Addressee:
        role = self._roles.get((person.id, place.id), "") or (
            envelope_role(self._to) if self._to not in (BEST, OFFICE) else ""
        )
        party = Party(person.id, place.id)
        return Addressee(party, person.name, person.dear, role, place.name, place.inside, place.lines)

    def _to_person(self, party: Party) -> Addressee | NotPosted:
        person = self._people.get(party.person_id or 0)
        if person is None:
            return NotPosted(party, _("Person {number}").format(number=party.person_id), Why.GONE)
        if person.is_refused:
            return NotPosted(party, person.name, Why.REFUSED)
        number = party.organisation_id or self._speaks_for.get(person.id)
        place = self._places.get(number) if number is not None else None
        if party.organisation_id is None and person.lines:
            return Addressee(party, person.name, person.dear, "", "", "", person.lines)
        if place is None:
            return NotPosted(party, person.name, Why.NO_ADDRESS)
        trouble = self._trouble(party, f"{person.name}, {place.name}", place.lines, place)
        return trouble if trouble is not None else replace(self._at(place, person), party=Party(person.id, place.id))

    def _trouble(self, party: Party, name: str, lines: tuple[str, ...], place: PostalOrganisation) -> NotPosted | None:
        if place.closed_on is not None and place.closed_on <= self._today:
            return NotPosted(party, name, Why.CLOSED)
        return None if lines else NotPosted(party, name, Why.NO_ADDRESS)


def _has_such(place: PostalOrganisation, role: str) -> bool:
    """Say whether an organisation surely has somebody in a role, known or not: a school has a head and a board."""
    return place.kind is OrganisationKind.INSTITUTION and role_group(role) in _AT_SCHOOLS
