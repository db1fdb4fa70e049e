"""Whom we ought to know at every organisation of a kind and do not: "no relevant contact known", by role and topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from models.entities import Affiliation, InstitutionProfile, Organisation, OrganisationKind, Person, RoleExpectation
from models.many_rows import many_rows
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.dated import valid_on
from models.queries.posts import is_open
from models.queries.rows import fetch
from models.roles import same_role
from models.settings import EXPECTED_ROLES, get_setting
from models.text import sort_key
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class Expectation:
    """Somebody who ought to be known at every organisation of a kind."""

    id: int | None
    """None for what the book's setting says, which holds until there are rows."""
    kind: OrganisationKind
    phase: str
    body_kind: str
    role: str
    topic: str
    note: str
    version: int | None = None

    @property
    def words(self) -> str:
        """Return what ought to be known: "Chair of governors", "somebody for teacher training"."""
        if not self.topic:
            return self.role
        if not self.role:
            return _("somebody for {topic}").format(topic=self.topic)
        return _("{role} for {topic}").format(role=self.role, topic=self.topic)


@dataclass(frozen=True, slots=True)
class GapRow:
    """An organisation at which somebody who ought to be known is not."""

    organisation_id: int
    organisation: str
    kind: OrganisationKind
    phase: str
    ward_id: int | None
    missing: Expectation


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """Somebody who ought to be known at one organisation, and whether anybody is."""

    number: int
    """Its own number; below zero, by its place, for what the book's setting says."""
    expected: Expectation
    is_known: bool


_FEW = 500
"""So many words of roles may be asked for by name."""


@dataclass(frozen=True, slots=True)
class _Place:
    id: int
    name: str
    kind: OrganisationKind
    body_kind: str
    phase: str
    ward_id: int | None


@dataclass(frozen=True, slots=True)
class _Held:
    role: str
    job_title: str
    topics: str


def list_expectations(session: Session) -> tuple[Expectation, ...]:
    """Return whom we ought to know: what was set down, or the roles of the book's setting while nothing is."""
    e = RoleExpectation
    statement = select(e.id, e.kind, e.phase, e.body_kind, e.role, e.topic, e.note, e.version).order_by(e.id)
    rows = fetch(session, Expectation, statement)
    if rows:
        return tuple(rows)
    roles = (role.strip() for role in get_setting(session, EXPECTED_ROLES).split(","))
    return tuple(Expectation(None, OrganisationKind.INSTITUTION, "", "", role, "", "") for role in roles if role)


def list_gaps(
    session: Session,
    *,
    as_at: date,
    organisation_ids: Sequence[int] | None = None,
    ward_ids: Sequence[int] | None = None,
    topic: str = "",
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[GapRow, ...]:
    """Return who is not known where on a day, by organisation and in the order of what is expected.

    Only of some organisations, of some wards, or about a topic where asked. A role held in one of the organisation's
    own bodies counts; organisations that were closed or not yet there do not appear.
    """
    with many_rows():
        return tuple(
            GapRow(place.id, place.name, place.kind, place.phase, place.ward_id, one)
            for place, one in _gaps(session, as_at, organisation_ids, ward_ids, topic, audience)
        )


def _gaps(
    session: Session,
    as_at: date,
    organisation_ids: Sequence[int] | None,
    ward_ids: Sequence[int] | None,
    topic: str,
    audience: Visibility,
) -> Iterator[tuple[_Place, Expectation]]:
    """Yield each place with somebody who is not known there."""
    expected = list_expectations(session)
    if topic:
        wanted = sort_key(topic)
        expected = tuple(one for one in expected if wanted in sort_key(f"{one.topic} {one.role}"))
    where = [Organisation.kind.in_({one.kind for one in expected})]
    if organisation_ids is not None:
        where.append(Organisation.id.in_(organisation_ids))
    if ward_ids is not None:
        where.append(Organisation.ward_id.in_(ward_ids))
    places = fetch(
        session,
        _Place,
        select(
            Organisation.id,
            Organisation.name,
            Organisation.kind,
            Organisation.body_kind,
            func.coalesce(InstitutionProfile.phase, ""),
            Organisation.ward_id,
        )
        .outerjoin(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
        .where(*is_open(as_at), readable(Organisation, audience), *where)
        .order_by(Organisation.name_key, Organisation.id),
    )
    held = _held(session, as_at, expected, organisation_ids, {place.id for place in places})
    # Few kinds of place ask for few lists of roles: each is made once.
    concerning: dict[tuple[OrganisationKind, str, str], tuple[Expectation, ...]] = {}
    for place in places:
        kind = (place.kind, place.phase, place.body_kind)
        if kind not in concerning:
            concerning[kind] = tuple(one for one in expected if _concerns(one, place))
        roles = held.get(place.id)
        for one in concerning[kind]:
            if roles is None or not any(_meets(row, one) for row in roles):
                yield place, one


def list_expected(
    session: Session, organisation_id: int, *, as_at: date, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[ExpectedRow, ...]:
    """Return whom we ought to know at one organisation on a day, those not known first."""
    rows = session.execute(
        select(Organisation.kind, Organisation.body_kind, func.coalesce(InstitutionProfile.phase, ""))
        .outerjoin(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
        .where(Organisation.id == organisation_id, *is_open(as_at), readable(Organisation, audience))
    ).all()
    missing = {gap.missing for gap in list_gaps(session, as_at=as_at, organisation_ids=[organisation_id])}
    found = [
        ExpectedRow(one.id or -place, one, one not in missing)
        for kind, body_kind, phase in rows
        for place, one in enumerate(list_expectations(session), 1)
        if _concerns(one, _Place(organisation_id, "", kind, body_kind, phase, None))
    ]
    return tuple(sorted(found, key=lambda row: row.is_known))


def count_gaps(session: Session, *, as_at: date, audience: Visibility = EVERYONE_OF_OURS) -> int:
    """Return how many people who ought to be known are not."""
    with many_rows():
        return sum(1 for _gap in _gaps(session, as_at, None, None, "", audience))


def known_role_gaps(session: Session, organisation_id: int, *, as_at: date) -> tuple[str, ...]:
    """Return in words whom we ought to know at an organisation and do not."""
    return list_role_gaps(session, as_at=as_at, organisation_id=organisation_id).get(organisation_id, ())


def list_role_gaps(session: Session, *, as_at: date, organisation_id: int | None = None) -> dict[int, tuple[str, ...]]:
    """Return in words, for each organisation where somebody is not known, who that is."""
    only = None if organisation_id is None else [organisation_id]
    found: dict[int, list[str]] = {}
    for row in list_gaps(session, as_at=as_at, organisation_ids=only):
        found.setdefault(row.organisation_id, []).append(row.missing.words)
    return {number: tuple(missing) for number, missing in found.items()}


def _held(
    session: Session,
    as_at: date,
    expected: Sequence[Expectation],
    organisation_ids: Sequence[int] | None,
    wanted: set[int],
) -> dict[int, list[_Held]]:
    """Return the different roles held at each of some organisations or in their bodies, of those that are expected."""
    where: list[ColumnElement[bool]] = [valid_on(Affiliation, as_at), Person.archived_at.is_(None)]
    if organisation_ids is None:
        # Few words are used for many roles: those that meet nothing are not worth reading for everybody.
        words = select(Affiliation.role, Affiliation.job_title, Affiliation.topics).distinct()
        kinds = [_Held(*row) for row in session.execute(words)]
        meeting = sorted({held.role for held in kinds if any(_meets(held, one) for one in expected)})
        if len(meeting) <= _FEW:
            where.append(Affiliation.role.in_(meeting))
    else:
        where.append(or_(Organisation.id.in_(organisation_ids), Organisation.parent_id.in_(organisation_ids)))
    rows = session.execute(
        select(Organisation.id, Organisation.parent_id, Affiliation.role, Affiliation.job_title, Affiliation.topics)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .join(Person, Person.id == Affiliation.person_id)
        .where(*where)
        .distinct()
    )
    found: dict[int, list[_Held]] = {}
    for number, parent_id, role, job_title, topics in rows:
        held = _Held(role, job_title, topics)
        for place in wanted.intersection((number, parent_id)):
            found.setdefault(place, []).append(held)
    return found


def _concerns(one: Expectation, place: _Place) -> bool:
    """Say whether something is expected of an organisation of such a kind, phase and kind of body."""
    return (
        one.kind is place.kind
        and sort_key(one.phase) in ("", sort_key(place.phase))
        and sort_key(one.body_kind) in ("", sort_key(place.body_kind))
    )


@lru_cache(maxsize=20_000)
def _meets(held: _Held, one: Expectation) -> bool:
    """Say whether a role that somebody holds is what is expected."""
    if one.role and not (same_role(held.role, one.role) or (held.job_title and same_role(held.job_title, one.role))):
        return False
    return not one.topic or is_about(one.topic, (*held.topics.split(","), held.job_title))


def is_about(topic: str, parts: Iterable[str]) -> bool:
    """Say whether one of some words is about a topic: has all of its words, whatever else it has.

    >>> is_about("teacher training", ["placements", "Initial Teacher Training"]), is_about("art", ["starting school"])
    (True, False)
    """
    wanted = set(sort_key(topic).split())
    return any(wanted <= set(sort_key(part).split()) for part in parts)
