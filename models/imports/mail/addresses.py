"""Whose email addresses are whose: ours, a person's, an organisation's, or nobody's that the book knows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.entities import Affiliation, ContactPoint, ContactPointKind, Organisation, Person
from models.imports.preview import Candidate
from models.queries.dated import valid_on
from models.queries.ours import our_bodies
from models.queries.parties import Party
from models.text import sort_key
from resources.i18n import _


def owners_of(session: Session, addresses: Collection[str]) -> dict[str, tuple[Party, ...]]:
    """Return who has each address, in small letters: people before the organisations that share it with them."""
    question = (
        select(
            func.lower(ContactPoint.value),
            ContactPoint.person_id,
            ContactPoint.organisation_id,
            func.coalesce(Person.display_name, Organisation.name),
        )
        .outerjoin(Person, Person.id == ContactPoint.person_id)
        .outerjoin(Organisation, Organisation.id == ContactPoint.organisation_id)
        .where(
            ContactPoint.kind == ContactPointKind.EMAIL,
            func.lower(ContactPoint.value).in_(sorted(addresses)),
            Person.archived_at.is_(None),
            Organisation.archived_at.is_(None),
        )
        .order_by(ContactPoint.person_id.is_(None), ContactPoint.id)
    )
    found: dict[str, tuple[Party, ...]] = {}
    for address, person, organisation, name in session.execute(question):
        found[address] = (*found.get(address, ()), Party(person, organisation, name))
    return found


def ours_among(session: Session, addresses: Collection[str], today: date) -> frozenset[str]:
    """Return those addresses that are our own: of the school, its bodies and the people who have a role there."""
    bodies = our_bodies(session)
    if not bodies:
        return frozenset()
    here = select(Affiliation.person_id).where(Affiliation.organisation_id.in_(bodies), valid_on(Affiliation, today))
    question = select(func.lower(ContactPoint.value)).where(
        func.lower(ContactPoint.value).in_(sorted(addresses)),
        or_(ContactPoint.organisation_id.in_(bodies), ContactPoint.person_id.in_(here)),
    )
    return frozenset(session.scalars(question))


def people_called(session: Session, given_name: str, family_name: str) -> tuple[Candidate, ...]:
    """Return the people of a name."""
    key = sort_key(f"{family_name} {given_name}")
    question = select(Person.id, Person.display_name).where(Person.name_key == key, Person.archived_at.is_(None))
    rows = session.execute(question.order_by(Person.id).limit(5))
    return tuple(Candidate(number, name, _("the same name")) for number, name in rows)
