"""Which parties of conversations are named to an audience: organisations by their level, people by theirs or office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.entities import Affiliation, Organisation, Person
from models.queries.audience import EVERYONE_OF_OURS, nameable_to, readable_by
from models.queries.dated import valid_on
from models.queries.parties import PartyRow
from models.vocabulary import Visibility


def name_parties(
    session: Session, parties: Mapping[int, tuple[PartyRow, ...]], day: date, audience: Visibility
) -> dict[int, tuple[PartyRow, ...]]:
    """Return the parties of each of some conversations without the names that the audience may not read."""
    if audience is EVERYONE_OF_OURS:
        return dict(parties)
    people, organisations = nameable_among(session, audience, [one for row in parties.values() for one in row], day)
    return {number: tuple(_named(one, people, organisations) for one in row) for number, row in parties.items()}


def councillor_at(day: date) -> ColumnElement[bool]:
    """Return the condition that a person represents a ward on a day, which makes their name public."""
    return exists().where(
        Affiliation.person_id == Person.id, Affiliation.area_id.is_not(None), valid_on(Affiliation, day)
    )


def nameable_among(
    session: Session, audience: Visibility, parties: Sequence[PartyRow], day: date
) -> tuple[set[int], set[int]]:
    """Return which people and which organisations among some parties are named to an audience."""
    people_ids = sorted({party.person_id for party in parties if party.person_id is not None})
    organisation_ids = sorted({party.organisation_id for party in parties if party.organisation_id is not None})
    people: set[int] = set()
    organisations: set[int] = set()
    for some in in_chunks(people_ids):
        readable = or_(Person.visibility.in_(readable_by(audience)), councillor_at(day))
        these = Person.id.in_(some)
        levels = Person.visibility.in_(nameable_to(audience))
        people.update(session.scalars(select(Person.id).where(these, levels, readable)))
    for some in in_chunks(organisation_ids):
        these = Organisation.id.in_(some)
        levels = Organisation.visibility.in_(readable_by(audience))
        organisations.update(session.scalars(select(Organisation.id).where(these, levels)))
    return people, organisations


def _named(party: PartyRow, people: set[int], organisations: set[int]) -> PartyRow:
    """Return a party without the names that the audience may not read."""
    return replace(
        party,
        person_name=party.person_name if party.person_id in people else None,
        organisation_name=party.organisation_name if party.organisation_id in organisations else None,
    )
