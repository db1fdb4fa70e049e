"""People: the list, and one with everything known of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from models.entities import Affiliation, ContactPoint, ContactPointKind, Organisation, Person
from models.errors import WrongUse
from models.queries.affiliations import AffiliationRow, affiliations_where, list_affiliations, list_role_holders
from models.queries.dated import valid_on
from models.queries.name_filter import has_name
from models.queries.narrowing import Narrowing
from models.queries.organisation_detail import ContactPointRow, list_contact_points
from models.queries.paging import Key, Page, cut
from models.queries.person_facts import find_last_contacts, find_points, find_roles
from models.text import asked_words
from models.vocabulary import Visibility
from resources.i18n import _

__all__ = [
    "AffiliationRow",
    "PersonDetail",
    "PersonFilter",
    "PersonRow",
    "affiliations_where",
    "count_people",
    "find_person",
    "list_affiliations",
    "list_people",
    "list_role_holders",
]


@dataclass(frozen=True, slots=True)
class PersonFilter:
    """Which people to list; what is left as it is does not narrow the list."""

    words: str = ""
    """Beginnings of words of the name, all of which must be there."""
    role: str = ""
    """Words of the role, the local job title or the topics, all there: "course leader, teacher training" everywhere."""
    organisation_id: int | None = None
    """With a role there or in one of its bodies."""
    area_ids: tuple[int, ...] = ()
    """Councillors for these wards."""
    current_only: bool = False
    """Only those with a role today, among those asked for."""
    archived: bool = False
    """Only those put away; otherwise only the others."""
    among: Select[Any] | None = None
    """Only those whose numbers this question finds: a group, a tag, a saved search."""
    narrowing: Narrowing | None = None
    """Only those that rules hold for: filters by column, saved searches."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as lists show them."""

    id: int
    name: str
    name_key: str
    roles: tuple[str, ...]
    """Today's roles in words with their place, the main one first."""
    email: str
    phone: str
    preferred_channel: str
    lawful_basis: str
    visibility: Visibility
    last_contact_on: date | None
    archived: bool


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """A person with everything known of them; the timeline is a question of its own."""

    row: PersonRow
    title: str
    given_name: str
    family_name: str
    post_nominals: str
    known_as: str
    interests: str
    data_source: str
    first_met_on: date | None
    first_met_event_id: int | None
    introduced_by_id: int | None
    introduced_by_name: str | None
    note: str
    source: str
    verified_on: date | None
    version: int
    affiliations: tuple[AffiliationRow, ...]
    """Current ones first, then the latest ended."""
    contact_points: tuple[ContactPointRow, ...]


_LISTED = (
    Person.id,
    Person.display_name,
    Person.name_key,
    Person.preferred_channel,
    Person.lawful_basis,
    Person.visibility,
    Person.archived_at,
)


def list_people(
    session: Session,
    wanted: PersonFilter | None = None,
    *,
    today: date,
    after: Key | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> Page[PersonRow]:
    """Return a page of the people of a filter by family name, with today's roles and the last contact.

    `offset` passes over so many, for a list that is scrolled to a place whose key nobody knows yet.
    """
    question = select(*_LISTED).where(*person_conditions(session, wanted or PersonFilter(), today))
    question = question.order_by(Person.name_key, Person.id).offset(offset or None)
    if after is not None:
        question = question.where(tuple_(Person.name_key, Person.id) > after)
    if limit is not None:
        question = question.limit(limit + 1)
    page = cut(session.execute(question).all(), limit, lambda row: (row.name_key, row.id))
    return Page(_rows(session, page.rows, today), page.next_key)


def count_people(session: Session, wanted: PersonFilter | None = None, *, today: date) -> int:
    """Return how many people a filter shows."""
    question = (
        select(func.count()).select_from(Person).where(*person_conditions(session, wanted or PersonFilter(), today))
    )
    return session.execute(question).scalar_one()


def person_conditions(session: Session, wanted: PersonFilter, today: date) -> list[ColumnElement[bool]]:
    """Return what a filter asks of people."""
    found: list[ColumnElement[bool]] = [
        Person.archived_at.is_not(None) if wanted.archived else Person.archived_at.is_(None),
        Person.processing_restricted_on.is_(None),
    ]
    if wanted.among is not None:
        found.append(Person.id.in_(wanted.among))
    if wanted.narrowing is not None:
        found.append(wanted.narrowing.condition)
    if wanted.words.strip():
        names = (Person.known_as, Person.display_name)
        found.append(has_name(session, Person.name_key, wanted.words, *names, archived=wanted.archived))
    held = []
    if wanted.role.strip():
        held += [
            or_(*(func.lower(column).contains(word, autoescape=True) for column in _ROLE_COLUMNS))
            for word in asked_words(wanted.role.replace(",", " ").lower())
        ]
    if wanted.organisation_id is not None:
        bodies = select(Organisation.id).where(Organisation.parent_id == wanted.organisation_id)
        place = Affiliation.organisation_id
        held.append(or_(place == wanted.organisation_id, place.in_(bodies)))
    if wanted.area_ids:
        held.append(Affiliation.area_id.in_(wanted.area_ids))
    if wanted.current_only:
        held.append(valid_on(Affiliation, today))
    if held:
        found.append(Person.id.in_(select(Affiliation.person_id).where(*held)))
    return found


_ROLE_COLUMNS = (Affiliation.role, Affiliation.job_title, Affiliation.topics)


def _rows(session: Session, found: Any, today: date) -> tuple[PersonRow, ...]:
    ids = [row.id for row in found]
    roles = find_roles(session, ids, today)
    last = find_last_contacts(session, ids, today)
    points = find_points(session, ids, today)
    return tuple(
        PersonRow(
            id=row.id,
            name=row.display_name,
            name_key=row.name_key,
            roles=tuple(role.words for role in roles.get(row.id, ())),
            email=points.get(row.id, {}).get(ContactPointKind.EMAIL, ""),
            phone=_phone(points.get(row.id, {})),
            preferred_channel=row.preferred_channel,
            lawful_basis=row.lawful_basis,
            visibility=row.visibility,
            last_contact_on=last.get(row.id),
            archived=row.archived_at is not None,
        )
        for row in found
    )


def _phone(points: dict[ContactPointKind, str]) -> str:
    return points.get(ContactPointKind.PHONE) or points.get(ContactPointKind.MOBILE, "")


_introducer = aliased(Person, name="introducer")
_OWN = (
    Person.title,
    Person.given_name,
    Person.family_name,
    Person.post_nominals,
    Person.known_as,
    Person.interests,
    Person.data_source,
    Person.first_met_on,
    Person.first_met_event_id,
    Person.introduced_by_id,
    _introducer.display_name.label("introduced_by_name"),
    Person.note,
    Person.source,
    Person.verified_on,
    Person.version,
)


def find_person(session: Session, person_id: int, *, today: date) -> PersonDetail:
    """Return one person with everything known of them. Raises WrongUse when there is none of that number."""
    row = session.execute(select(*_LISTED).where(Person.id == person_id)).one_or_none()
    if row is None:
        raise WrongUse(_("There is no person number {number}.").format(number=person_id))
    own = session.execute(
        select(*_OWN).outerjoin(_introducer, _introducer.id == Person.introduced_by_id).where(Person.id == person_id)
    ).one()
    return PersonDetail(
        row=_rows(session, [row], today)[0],
        **own._mapping,
        affiliations=list_affiliations(session, person_id, today=today),
        contact_points=list_contact_points(session, ContactPoint.person_id == person_id, today),
    )
