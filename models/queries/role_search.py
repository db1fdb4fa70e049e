"""Who holds a role anywhere: "course leader, teacher training" across all institutions, with how to reach them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from models.entities import Affiliation, Area, ContactPointKind, Organisation, OrganisationKind, Person
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS, may_name, may_read_our_words, readable, readable_or_none
from models.queries.dated import valid_on
from models.queries.paging import Key, Page, cut
from models.queries.person_facts import find_points
from models.roles import other_words, standard_role
from models.text import asked_words
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class RoleHolderRow:
    """Somebody in a role at an organisation, with how to reach them."""

    affiliation_id: int
    person_id: int
    name: str
    name_key: str
    role: str
    job_title: str
    topics: str
    organisation_id: int
    organisation: str
    institution: str
    """The organisation that a board or department belongs to; else the organisation itself."""
    ward: str | None
    starts_on: date | None
    is_best_contact: bool
    route_note: str
    preferred_channel: str
    email: str
    phone: str


_above = aliased(Organisation, name="above")
_QUESTION = (
    select(
        Affiliation.id.label("affiliation_id"),
        Person.id.label("person_id"),
        Person.display_name.label("name"),
        Person.name_key,
        Affiliation.role,
        Affiliation.job_title,
        Affiliation.topics,
        Organisation.id.label("organisation_id"),
        Organisation.name.label("organisation"),
        func.coalesce(_above.name, Organisation.name).label("institution"),
        Area.name.label("ward"),
        Area.visibility.label("ward_seen"),
        Affiliation.starts_on,
        Affiliation.is_best_contact,
        Affiliation.route_note,
        Person.preferred_channel,
    )
    .join(Person, Person.id == Affiliation.person_id)
    .join(Organisation, Organisation.id == Affiliation.organisation_id)
    .outerjoin(_above, _above.id == Organisation.parent_id)
    .outerjoin(Area, Area.id == Affiliation.area_id)
)


def find_role_holders(
    session: Session,
    words: str,
    *,
    as_at: date,
    kinds: Sequence[OrganisationKind] = (),
    after: Key | None = None,
    limit: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> Page[RoleHolderRow]:
    """Return a page of those who hold a role on a day that some words describe, by name.

    Words between commas are looked for together: each must be in the role, the local job title, the topics or the name
    of the department, whatever its order; other words for the same role ("DCS") find it too. `kinds` are the kinds of
    the organisation or of the one its body belongs to.
    """
    asked = [part for part in words.split(",") if asked_words(part)]
    if not asked:
        raise WrongUse(_("Enter a role to look for, like “course leader, teacher training”."))
    question = _QUESTION.where(
        valid_on(Affiliation, as_at),
        Person.archived_at.is_(None),
        Organisation.archived_at.is_(None),
        readable(Person, audience),
        readable(Organisation, audience),
        readable_or_none(_above, audience),
        *(_describes(part) for part in asked),
    ).order_by(Person.name_key, Affiliation.id)
    if kinds:
        question = question.where(or_(Organisation.kind.in_(kinds), _above.kind.in_(kinds)))
    if after is not None:
        question = question.where(tuple_(Person.name_key, Affiliation.id) > after)
    if limit is not None:
        question = question.limit(limit + 1)
    page = cut(session.execute(question).all(), limit, lambda row: (row.name_key, row.affiliation_id))
    return Page(_with_points(session, page.rows, as_at, audience), page.next_key)


_WHERE_TO_LOOK = (Affiliation.role, Affiliation.job_title, Affiliation.topics, Organisation.name)


def _describes(part: str) -> ColumnElement[bool]:
    """Return the condition that a role is described by some words, or by others for the same role."""
    choices = dict.fromkeys((part.strip().lower(), standard_role(part).lower(), *other_words(part)))
    return or_(*(_has_all(asked) for words in choices if (asked := asked_words(words))))


def _has_all(words: list[str]) -> ColumnElement[bool]:
    return and_(
        *(or_(*(func.lower(column).contains(word, autoescape=True) for column in _WHERE_TO_LOOK)) for word in words)
    )


def _with_points(session: Session, rows: Sequence[Any], as_at: date, audience: Visibility) -> tuple[RoleHolderRow, ...]:
    points = find_points(session, sorted({row.person_id for row in rows}), as_at)
    found = []
    for row in rows:
        mine = points.get(row.person_id, {})
        phone = mine.get(ContactPointKind.PHONE) or mine.get(ContactPointKind.MOBILE, "")
        values = dict(row._mapping) | ({} if may_read_our_words(audience) else {"route_note": ""})
        ward_seen = values.pop("ward_seen")
        if ward_seen is not None and not may_name(audience, ward_seen):
            values["ward"] = None
        found.append(RoleHolderRow(**values, email=mine.get(ContactPointKind.EMAIL, ""), phone=phone))
    return tuple(found)
