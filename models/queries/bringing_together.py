"""Whom to bring together on a topic: the people to ask at each institution, and where nobody is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from models.entities import Affiliation, ContactPointKind, InstitutionProfile, Organisation, OrganisationKind, Person
from models.queries.audience import EVERYONE_OF_OURS, may_read_our_words, readable
from models.queries.dated import valid_on
from models.queries.organisation_filter import Near, squared_distance
from models.queries.person_facts import find_points
from models.queries.posts import is_open
from models.queries.role_gaps import is_about
from models.text import sort_key
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class TopicPerson:
    """Somebody to bring in on a topic."""

    affiliation_id: int
    person_id: int
    name: str
    role: str
    """In its local words."""
    body: str
    """The body inside the institution where the role is held; blank for the institution's own."""
    topics: str
    is_best_contact: bool
    route_note: str
    preferred_channel: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class TopicRow:
    """An institution with those to bring in on a topic; nobody is a gap."""

    organisation_id: int
    organisation: str
    phase: str
    distance_m: int | None
    people: tuple[TopicPerson, ...]

    @property
    def is_gap(self) -> bool:
        """Say whether nobody is known there for the topic."""
        return not self.people


def list_convening(
    session: Session,
    topic: str,
    *,
    as_at: date,
    kinds: Sequence[OrganisationKind] = (OrganisationKind.INSTITUTION,),
    phases: Sequence[str] = (),
    ward_ids: Sequence[int] = (),
    organisation_ids: Sequence[int] | None = None,
    near: Near | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[TopicRow, ...]:
    """Return for a topic the people to bring in at each organisation on a day, those marked best first.

    Every organisation asked for is there, also where nobody is known: by name, or the nearest first within `near`.
    Somebody is for a topic when their topics, job title or role are about it, or what they are interested in is.
    """
    question = (
        select(
            Organisation.id,
            Organisation.name,
            func.coalesce(InstitutionProfile.phase, "").label("phase"),
            *((squared_distance(near).label("squared"),) if near else ()),
        )
        .outerjoin(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
        .where(*is_open(as_at), Organisation.kind.in_(kinds), readable(Organisation, audience))
        .order_by(Organisation.name_key, Organisation.id)
    )
    if phases:
        question = question.where(InstitutionProfile.phase.in_(phases))
    if ward_ids:
        question = question.where(Organisation.ward_id.in_(ward_ids))
    if organisation_ids is not None:
        question = question.where(Organisation.id.in_(organisation_ids))
    if near is not None:
        question = question.where(squared_distance(near) <= near.metres**2)
    places = session.execute(question).all()
    people = _people(session, topic, [place.id for place in places], as_at, audience)
    rows = [
        TopicRow(
            place.id,
            place.name,
            place.phase,
            None if near is None else round(place.squared**0.5),
            tuple(people.get(place.id, ())),
        )
        for place in places
    ]
    return tuple(sorted(rows, key=lambda row: row.distance_m or 0))


_body = aliased(Organisation, name="body")


def _people(
    session: Session, topic: str, organisation_ids: Sequence[int], as_at: date, audience: Visibility
) -> dict[int, list[TopicPerson]]:
    """Return who is for a topic at each of some organisations or in their bodies, each person once for each."""
    first, *_more = sort_key(topic).split() or [""]
    said = (Affiliation.topics, Affiliation.job_title, Affiliation.role, Person.interests)
    place = func.coalesce(_body.parent_id, _body.id)
    rows = session.execute(
        select(Affiliation, Person, _body.id.label("held_at"), _body.name.label("body"), _body.parent_id)
        .join(Person, Person.id == Affiliation.person_id)
        .join(_body, _body.id == Affiliation.organisation_id)
        .where(
            or_(_body.id.in_(organisation_ids), place.in_(organisation_ids)),
            valid_on(Affiliation, as_at),
            _body.archived_at.is_(None),
            Person.archived_at.is_(None),
            readable(Person, audience),
            readable(_body, audience),
            or_(*(func.lower(column).contains(first[:4], autoescape=True) for column in said)),
        )
        .order_by(Affiliation.is_best_contact.desc(), Person.name_key, Person.id, Affiliation.id)
    ).all()
    ours = may_read_our_words(audience)
    found: dict[int, dict[int, TopicPerson]] = {}
    wanted = set(organisation_ids)
    about = [row for row in rows if is_about(topic, _words(row[0], row[1]))]
    points = find_points(session, sorted({row[1].id for row in about}), as_at)
    for held, person, number, body, parent_id in about:
        mine = points.get(person.id, {})
        for owner in wanted.intersection((number, parent_id)):
            found.setdefault(owner, {}).setdefault(
                person.id,
                TopicPerson(
                    held.id,
                    person.id,
                    person.display_name,
                    held.job_title or held.role,
                    "" if owner == number else body,
                    held.topics,
                    held.is_best_contact,
                    held.route_note if ours else "",
                    person.preferred_channel,
                    mine.get(ContactPointKind.EMAIL, ""),
                    mine.get(ContactPointKind.PHONE) or mine.get(ContactPointKind.MOBILE, ""),
                ),
            )
    return {owner: list(people.values()) for owner, people in found.items()}


def _words(held: Affiliation, person: Person) -> tuple[str, ...]:
    return (*held.topics.split(","), held.job_title, held.role, *person.interests.split(","))
