"""People as letters to them need: their name on an envelope and after "Dear", their own address, their role there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from models.addresses import lines_of_text
from models.chunks import in_chunks
from models.contact_ways import refused_ways
from models.entities import Affiliation, ContactPointKind, Organisation, OrganisationKind, Person
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.bodies import is_board
from models.queries.parties import holds_on
from models.queries.person_facts import find_points
from models.roles import RoleGroup, envelope_role, role_group, same_role
from models.vocabulary import ContactWay, Visibility

_OF_BOARDS = frozenset({RoleGroup.CHAIR, RoleGroup.CO_CHAIR, RoleGroup.VICE_CHAIR, RoleGroup.CLERK})
_KNIGHTLY = frozenset({"sir", "dame"})


@dataclass(frozen=True, slots=True)
class PostalPerson:
    """Somebody as a letter addresses them."""

    id: int
    name: str
    dear: str
    """What follows "Dear": "Ms Carter", "Sir John", "Jo Carter" where no title is known."""
    is_refused: bool
    """They do not want letters."""
    lines: tuple[str, ...]
    """Their own postal address; () where none is known or they refuse it."""


def find_postal_people(
    session: Session, numbers: Sequence[int], *, today: date, audience: Visibility = EVERYONE_OF_OURS
) -> dict[int, PostalPerson]:
    """Return those of some people who are not put away, by number."""
    found: dict[int, PostalPerson] = {}
    wanted = list(dict.fromkeys(numbers))
    for chunk in in_chunks(wanted):
        points = find_points(session, chunk, today)
        rows = session.execute(
            select(
                Person.id,
                Person.display_name,
                Person.title,
                Person.given_name,
                Person.family_name,
                Person.do_not_contact,
            ).where(Person.id.in_(chunk), Person.archived_at.is_(None), readable(Person, audience))
        )
        for number, name, title, given, family, refuses in rows:
            refused = ContactWay.LETTER in refused_ways(refuses)
            own = points.get(number, {}).get(ContactPointKind.POST, "")
            lines = () if refused else lines_of_text(own)
            found[number] = PostalPerson(number, name, dear(name, title, given, family), refused, lines)
    return found


def dear(name: str, title: str, given: str, family: str) -> str:
    """Return what follows "Dear" for somebody with such a name.

    >>> dear("Sir John Hale", "Sir", "John", "Hale"), dear("Jo Carter", "", "Jo", "Carter")
    ('Sir John', 'Jo Carter')
    """
    if title and title.split()[0].casefold() in _KNIGHTLY and given:
        return f"{title} {given}"
    if title and family:
        return f"{title} {family}"
    return " ".join(part for part in (given, family) if part) or name


def find_roles_there(
    session: Session, pairs: Collection[tuple[int | None, int | None]], today: date
) -> dict[tuple[int, int], str]:
    """Return what people are at organisations, as an envelope says it: their job title, else their role."""
    people = sorted({person for person, _place in pairs if person is not None})
    found: dict[tuple[int, int], str] = {}
    for some in in_chunks(people):
        rows = session.execute(
            select(Affiliation.person_id, Affiliation.organisation_id, Affiliation.role, Affiliation.job_title)
            .where(Affiliation.person_id.in_(some), holds_on(today))
            .order_by(Affiliation.is_best_contact.desc(), Affiliation.starts_on.desc().nulls_last(), Affiliation.id)
        )
        for person, place, role, job_title in rows:
            if (person, place) in pairs:
                found.setdefault((person, place), job_title or envelope_role(role))
    return found


def find_holders(session: Session, organisation_ids: Sequence[int], role: str, today: date) -> dict[int, list[int]]:
    """Return who holds a role at each organisation or on one of its bodies, longest first, each once.

    Chairs and clerks of governors are looked for on boards only: who chairs the parents' association is another.
    """
    wanted = list(dict.fromkeys(organisation_ids))
    known, of_boards = set(wanted), role_group(role) in _OF_BOARDS
    found: dict[int, list[int]] = {}
    for some in in_chunks(wanted):
        for held in session.execute(_holding(some, today)):
            if not any(same_role(words, role) for words in (held.role, held.job_title) if words):
                continue
            inside = held.kind is OrganisationKind.BODY and (not of_boards or is_board(held.body_kind))
            for place in {held.organisation_id, held.parent_id if inside else None} & known:
                if held.person_id not in found.setdefault(place, []):
                    found[place].append(held.person_id)
    return found


def _holding(organisation_ids: Sequence[int], today: date) -> Select[*tuple[Any, ...]]:
    """Return the question for all roles held at organisations and inside them."""
    return (
        select(
            Affiliation.organisation_id,
            Affiliation.person_id,
            Affiliation.role,
            Affiliation.job_title,
            Organisation.parent_id,
            Organisation.kind,
            Organisation.body_kind,
        )
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .join(Person, Person.id == Affiliation.person_id)
        .where(
            or_(Organisation.id.in_(organisation_ids), Organisation.parent_id.in_(organisation_ids)),
            Organisation.archived_at.is_(None),
            Person.archived_at.is_(None),
            holds_on(today),
        )
        .order_by(Affiliation.starts_on.nulls_last(), Affiliation.id)
    )
