"""Organisations: the list with its filters, one with everything known of it, neighbours, bodies, relationships."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Row, Select, Text, func, literal, null, select, tuple_, type_coerce
from sqlalchemy.orm import Session, aliased

from models.entities import Area, InstitutionProfile, Organisation, OrganisationKind
from models.queries.contact_facts import ALL_FACTS, NO_CONTACT, ContactFacts, find_contact_facts
from models.queries.organisation_filter import Near, OrganisationFilter, OrganisationSort, conditions, squared_distance
from models.queries.paging import Key, Page, cut
from models.queries.rows import MANY, maker, rows_of
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m

__all__ = [
    "Near",
    "OrganisationFilter",
    "OrganisationRow",
    "OrganisationSort",
    "count_awaiting_reply",
    "count_not_contacted_since",
    "count_organisations",
    "list_authorities",
    "list_bodies",
    "list_organisations",
    "list_phases",
    "nearest",
    "type_words",
]

_TYPE_WORDS = {
    "Sixth form centres": m("Sixth form college"),
    "Further education": m("Further education college"),
    "Higher education institutions": m("University"),
    "Pupil referral unit": m("Pupil referral unit"),
}
"""Types that the register names in the plural or by a sector."""


def type_words(kind: OrganisationKind, body_kind: str, establishment_type: str) -> str:
    """Return what an organisation is, as people say it: "Community school", "Area committee", "Charity"."""
    if establishment_type:
        return _(_TYPE_WORDS.get(establishment_type, establishment_type))
    if body_kind:
        return body_kind[:1].upper() + body_kind[1:]
    return label(kind)


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation as lists show it."""

    id: int
    name: str
    name_key: str
    kind: OrganisationKind
    type_words: str
    phase: str
    status: str
    """The register's word: "Open", "Closed"; blank for what is not in the register."""
    ward_id: int | None
    ward_name: str | None
    urn: str | None
    town: str
    postcode: str
    easting: int | None
    northing: int | None
    parent_id: int | None
    parent_name: str | None
    closed_on: date | None
    archived: bool
    distance_m: int | None = None
    """Metres in a straight line, where the list was asked for what is near."""
    last_contact_on: date | None = None
    awaiting_since: date | None = None
    """When we sent the oldest thing that still waits for their reply."""


_parent = aliased(Organisation, name="parent")
_BASE = (
    select(
        Organisation.id,
        Organisation.name,
        Organisation.name_key,
        Organisation.kind,
        Organisation.body_kind,
        InstitutionProfile.establishment_type,
        InstitutionProfile.phase,
        InstitutionProfile.status,
        Organisation.ward_id,
        Area.name.label("ward_name"),
        InstitutionProfile.urn,
        Organisation.town,
        Organisation.postcode,
        Organisation.easting,
        Organisation.northing,
        Organisation.parent_id,
        _parent.name.label("parent_name"),
        Organisation.closed_on,
        Organisation.archived_at,
    )
    .outerjoin(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
    .outerjoin(Area, Area.id == Organisation.ward_id)
    .outerjoin(_parent, _parent.id == Organisation.parent_id)
)
_BY_NAME = _BASE.add_columns(
    type_coerce(Organisation.name_key, Text).label("sort_value"), null().label("squared")
).order_by(Organisation.name_key, Organisation.id)
_NOTHING: ColumnElement[Any] = null().label("sort_value")
_NEVER = date(1, 1, 1)


def list_organisations(
    session: Session,
    wanted: OrganisationFilter | None = None,
    *,
    today: date,
    after: Key | None = None,
    limit: int | None = None,
    sort: OrganisationSort = OrganisationSort.NAME,
    offset: int = 0,
) -> Page[OrganisationRow]:
    """Return a page of the organisations of a filter, with their last contact up to today.

    `next_key` of a page, given as `after`, asks for the page behind it; the sort must stay the same. `offset` passes
    over so many, for a list that is scrolled to a place whose key nobody knows yet.
    """
    wanted = wanted or OrganisationFilter()
    chosen = _chosen(session, wanted, today, sort, after, limit)
    if offset:
        chosen = chosen.offset(offset)
    if sort is OrganisationSort.NAME and wanted.near is None:
        question = _BY_NAME.where(Organisation.id.in_(chosen.with_only_columns(Organisation.id)))
    else:
        few = chosen.subquery("chosen")
        question = _BASE.join(few, few.c.id == Organisation.id).add_columns(few.c.sort_value, few.c.squared)
        question = question.order_by(few.c.sort_value, Organisation.id)
    found = rows_of(session, question)
    page = cut(found, limit, lambda row: (row.sort_value, row.id))
    return Page(_rows(session, page.rows, today), page.next_key)


def _chosen(
    session: Session,
    wanted: OrganisationFilter,
    today: date,
    sort: OrganisationSort,
    after: Key | None,
    limit: int | None,
) -> Select[*tuple[Any, ...]]:
    """Return the numbers of the organisations of a page and what they are sorted by; names are added to these only."""
    squared = squared_distance(wanted.near) if wanted.near is not None else null()
    value: ColumnElement[Any] = Organisation.name_key.expression
    question = select(Organisation.id)
    if wanted.phases or wanted.authority:
        question = question.join(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
    if sort is OrganisationSort.DISTANCE and wanted.near is not None:
        value = squared
    elif sort is OrganisationSort.LAST_CONTACT:
        facts = ALL_FACTS.params(today=today).subquery("facts")
        value = type_coerce(func.coalesce(facts.c.last_contact_on, literal(_NEVER, Date)), Date)
        question = question.outerjoin(facts, facts.c.organisation_id == Organisation.id)
    question = question.add_columns(value.label("sort_value"), squared.label("squared"))
    question = question.where(*conditions(session, wanted, today)).order_by(value, Organisation.id)
    if after is not None:
        question = question.where(tuple_(value, Organisation.id) > after)
    return question if limit is None else question.limit(limit + 1)


def _rows(session: Session, found: Sequence[Row[*tuple[Any, ...]]], today: date) -> tuple[OrganisationRow, ...]:
    """Return what lists show of organisations found by `_BASE` with a value to sort by and a squared distance."""
    facts = find_contact_facts(session, [row[0] for row in found], today)
    make = OrganisationRow if len(found) < MANY else maker(OrganisationRow)
    return tuple(_row(make, facts.get(row[0], NO_CONTACT), *row) for row in found)


def _row(
    make: Callable[..., OrganisationRow],
    facts: ContactFacts,
    number: int,
    name: str,
    name_key: str,
    kind: OrganisationKind,
    body_kind: str,
    establishment_type: str | None,
    phase: str | None,
    status: str | None,
    *more: Any,
) -> OrganisationRow:
    """Return a row of `_BASE`; those of its columns that are shown as they are come last."""
    *as_they_are, archived_at, _sort_value, squared = more
    return make(
        number,
        name,
        name_key,
        kind,
        type_words(kind, body_kind, establishment_type or ""),
        phase or "",
        status or "",
        *as_they_are,
        archived_at is not None,
        None if squared is None else round(math.sqrt(squared)),
        facts.last_contact_on,
        facts.awaiting_since,
    )


def count_organisations(session: Session, wanted: OrganisationFilter | None = None, *, today: date) -> int:
    """Return how many organisations a filter shows."""
    wanted = wanted or OrganisationFilter()
    question = select(func.count()).select_from(Organisation)
    if wanted.phases or wanted.authority:
        question = question.join(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
    return session.execute(question.where(*conditions(session, wanted, today))).scalar_one()


def count_not_contacted_since(session: Session, since: date, *, today: date) -> int:
    """Return the number on the chip "Not contacted this term"."""
    return count_organisations(session, OrganisationFilter(not_contacted_since=since), today=today)


def count_awaiting_reply(session: Session, *, today: date) -> int:
    """Return how many organisations owe us a reply."""
    return count_organisations(session, OrganisationFilter(unanswered=True), today=today)


def nearest(
    session: Session, easting: int, northing: int, metres: int, limit: int | None = None, *, today: date
) -> tuple[OrganisationRow, ...]:
    """Return the organisations within a straight line of a point, the nearest first."""
    wanted = OrganisationFilter(near=Near(easting, northing, metres))
    return list_organisations(session, wanted, today=today, limit=limit, sort=OrganisationSort.DISTANCE).rows


def list_bodies(session: Session, organisation_id: int, *, today: date) -> tuple[OrganisationRow, ...]:
    """Return the boards, committees and associations inside an organisation, by name."""
    question = (
        _BASE.add_columns(_NOTHING, null().label("squared"))
        .where(Organisation.parent_id == organisation_id, Organisation.archived_at.is_(None))
        .order_by(Organisation.name_key, Organisation.id)
    )
    return _rows(session, rows_of(session, question), today)


def find_organisation_row(session: Session, organisation_id: int, *, today: date) -> OrganisationRow | None:
    """Return one organisation as lists show it, put away or not; None when there is none of that number."""
    question = _BASE.add_columns(_NOTHING, null().label("squared")).where(Organisation.id == organisation_id)
    rows = _rows(session, rows_of(session, question), today)
    return rows[0] if rows else None


def list_phases(session: Session) -> tuple[tuple[str, int], ...]:
    """Return the phases that our organisations have, and how many have each, the most first."""
    return _choices(session, InstitutionProfile.phase.expression)


def list_authorities(session: Session) -> tuple[tuple[str, int], ...]:
    """Return the local authorities of our organisations, and how many are in each, the most first."""
    return _choices(session, InstitutionProfile.la_name.expression)


def _choices(session: Session, column: ColumnElement[str]) -> tuple[tuple[str, int], ...]:
    number = func.count()
    rows = session.execute(
        select(column, number)
        .join(Organisation, Organisation.id == InstitutionProfile.organisation_id)
        .where(Organisation.archived_at.is_(None), column != "")
        .group_by(column)
        .order_by(number.desc(), column)
    )
    return tuple((name, count) for name, count in rows)


def with_distance(row: OrganisationRow, easting: int | None, northing: int | None) -> OrganisationRow:
    """Return a row with its straight line to a point, where both places are known."""
    if None in (easting, northing, row.easting, row.northing):
        return row
    assert easting is not None
    assert northing is not None
    assert row.easting is not None
    assert row.northing is not None
    return replace(row, distance_m=round(math.hypot(row.easting - easting, row.northing - northing)))
