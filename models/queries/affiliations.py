"""Roles that people hold or held, with everything known of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.entities import Affiliation, Area, Organisation, Person, Post
from models.queries.audience import EVERYONE_OF_OURS, may_read_our_words, nameable_to, readable, readable_or_none
from models.queries.dated import is_current, valid_on
from models.vocabulary import Precision, Visibility


@dataclass(frozen=True, slots=True)
class AffiliationRow:
    """A role of a person at an organisation, now or formerly."""

    id: int
    person_id: int
    person_name: str
    organisation_id: int
    organisation_name: str
    post_id: int | None
    post_label: str | None
    role: str
    job_title: str
    category: str
    appointing_body: str
    starts_on: date | None
    starts_precision: Precision
    ends_on: date | None
    ends_precision: Precision
    end_reason: str
    term_ends_on: date | None
    on_behalf_of_id: int | None
    on_behalf_of_name: str | None
    party: str
    area_id: int | None
    area_name: str | None
    topics: str
    is_best_contact: bool
    route_note: str
    source: str
    verified_on: date | None
    version: int
    is_current: bool


_behalf = aliased(Organisation, name="behalf")
_AFFILIATIONS = (
    select(
        Affiliation.id,
        Affiliation.person_id,
        Person.display_name.label("person_name"),
        Affiliation.organisation_id,
        Organisation.name.label("organisation_name"),
        Affiliation.post_id,
        Post.label.label("post_label"),
        Affiliation.role,
        Affiliation.job_title,
        Affiliation.category,
        Affiliation.appointing_body,
        Affiliation.starts_on,
        Affiliation.starts_precision,
        Affiliation.ends_on,
        Affiliation.ends_precision,
        Affiliation.end_reason,
        Affiliation.term_ends_on,
        Affiliation.on_behalf_of_id,
        _behalf.name.label("on_behalf_of_name"),
        Affiliation.party,
        Affiliation.area_id,
        Area.name.label("area_name"),
        Affiliation.topics,
        Affiliation.is_best_contact,
        Affiliation.route_note,
        Affiliation.source,
        Affiliation.verified_on,
        Affiliation.version,
    )
    .join(Person, Person.id == Affiliation.person_id)
    .join(Organisation, Organisation.id == Affiliation.organisation_id)
    .outerjoin(Post, Post.id == Affiliation.post_id)
    .outerjoin(_behalf, _behalf.id == Affiliation.on_behalf_of_id)
    .outerjoin(Area, Area.id == Affiliation.area_id)
)


def list_affiliations(
    session: Session,
    person_id: int,
    *,
    today: date,
    as_at: date | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[AffiliationRow, ...]:
    """Return the roles of a person: on a day, or all with the current ones first, then the latest ended."""
    return affiliations_where(
        session, [Affiliation.person_id == person_id], today=today, as_at=as_at, audience=audience
    )


def list_role_holders(
    session: Session, organisation_id: int, role: str, *, today: date, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[AffiliationRow, ...]:
    """Return everyone who holds or held a role at an organisation, the latest first."""
    here = [Affiliation.organisation_id == organisation_id, func.lower(Affiliation.role) == role.strip().lower()]
    return affiliations_where(session, here, today=today, as_at=None, audience=audience)


def affiliations_where(
    session: Session,
    conditions: list[ColumnElement[bool]],
    *,
    today: date,
    as_at: date | None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[AffiliationRow, ...]:
    """Return the roles that meet some conditions, current ones first, then the latest ended.

    What we noted for ourselves is blank for an audience outside the office.
    """
    question = _AFFILIATIONS.where(*conditions)
    if audience is not EVERYONE_OF_OURS:
        ward = or_(Area.id.is_(None), Area.visibility.in_(nameable_to(audience)))
        places = (readable(Organisation, audience), readable_or_none(_behalf, audience), ward)
        question = question.where(readable(Person, audience), readable_or_none(Post, audience), *places)
    if as_at is not None:
        question = question.where(valid_on(Affiliation, as_at))
    rows = [
        AffiliationRow(**row._mapping, is_current=is_current(row.starts_on, row.ends_on, as_at or today))
        for row in session.execute(question)
    ]
    rows.sort(key=_latest_first)
    if not may_read_our_words(audience):
        rows = [replace(row, route_note="", end_reason="", source="") for row in rows]
    return tuple(rows)


def _latest_first(row: AffiliationRow) -> tuple[bool, int, int, int]:
    """Return the sort value that puts the current first, then the latest ended, then the latest begun."""
    ended = row.ends_on.toordinal() if row.ends_on else date.max.toordinal()
    begun = row.starts_on.toordinal() if row.starts_on else 0
    return (not row.is_current, -ended, -begun, row.id)
