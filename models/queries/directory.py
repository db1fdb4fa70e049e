"""The directory of contacts: who holds which role where, how each is reached, and when that was last found right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.chunks import in_chunks
from models.contact_ways import POINTS, contact_way, refused_ways
from models.entities import Affiliation, Area, ContactPoint, Organisation, Person
from models.queries.area_tree import find_areas_within
from models.queries.audience import EVERYONE_OF_OURS, Shown, may_read_our_words, nameable_to, readable, readable_or_none
from models.queries.dated import valid_on
from models.queries.groups import grouped
from models.queries.rows import build
from models.vocabulary import ContactPointKind, ContactWay, Visibility

_WAYS = (ContactWay.PHONE, ContactWay.EMAIL, ContactWay.LETTER)
_KINDS = tuple(kind for way in _WAYS for kind in POINTS[way])


@dataclass(frozen=True, slots=True)
class DirectoryPoint:
    """An address or number to use, and when it was last found right."""

    way: ContactWay
    value: str
    verified_on: date | None
    """None where nobody had checked it by the day of the directory."""


@dataclass(frozen=True, slots=True)
class DirectoryRow:
    """Somebody in a role at an organisation, with the ways of reaching them that they do not refuse."""

    affiliation_id: int
    person_id: int
    name: str
    role: str
    job_title: str
    organisation_id: int
    organisation: str
    institution: str
    """The organisation that a board or department belongs to; else the organisation itself."""
    ward: str
    """That a councillor represents; blank for others, and where it may not be named."""
    is_best_contact: bool
    route_note: str
    """How best to reach them, for our own people only."""
    points: tuple[DirectoryPoint, ...]
    """The way they like first, then telephone, email and letter; one of each."""
    refuses: tuple[ContactWay, ...]

    @property
    def verified_on(self) -> date | None:
        """Return when the longest unchecked of the ways was last found right; None where one never was."""
        return oldest_check(self.points)


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An organisation's own addresses and numbers."""

    organisation_id: int
    name: str
    points: tuple[DirectoryPoint, ...]

    @property
    def verified_on(self) -> date | None:
        """Return when the longest unchecked of the ways was last found right; None where one never was."""
        return oldest_check(self.points)


def oldest_check(points: Sequence[DirectoryPoint]) -> date | None:
    """Return the earliest day on which some addresses and numbers were checked; None where one never was."""
    days = [point.verified_on for point in points if point.verified_on is not None]
    return min(days) if days and len(days) == len(points) else None


@dataclass(frozen=True, slots=True)
class DirectoryScope:
    """Whom the directory is narrowed to; what is left as it is does not narrow it."""

    area_id: int | None = None
    """In this area or a part of it: organisations there with their bodies, and councillors for it."""
    group_id: int | None = None
    """In this group, they themselves or their organisation."""
    organisation_id: int | None = None
    """With a role at this organisation or one of its bodies."""


_above = aliased(Organisation, name="above")


def list_directory(
    session: Session,
    as_at: date,
    scope: DirectoryScope | None = None,
    *,
    audience: Visibility = EVERYONE_OF_OURS,
) -> Shown[DirectoryRow]:
    """Return the roles held on a day at organisations that were there, by institution, body and name.

    Whoever holds two roles is in it twice. A way of reaching them that somebody refuses is not in their row.
    """
    allowed = and_(readable(Person, audience), readable(Organisation, audience), readable_or_none(_above, audience))
    ward = case((Area.visibility.in_(nameable_to(audience)), Area.name), else_="")
    note = Affiliation.route_note if may_read_our_words(audience) else case((Affiliation.id.is_(None), ""), else_="")
    institution = func.coalesce(_above.name, Organisation.name)
    statement = (
        select(
            Affiliation.id,
            Affiliation.person_id,
            Person.display_name,
            Affiliation.role,
            Affiliation.job_title,
            Affiliation.organisation_id,
            Organisation.name,
            institution,
            func.coalesce(ward, ""),
            Affiliation.is_best_contact,
            note,
            Person.preferred_channel,
            Person.do_not_contact,
            case((allowed, True), else_=False),
        )
        .join(Person, Person.id == Affiliation.person_id)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .outerjoin(_above, _above.id == Organisation.parent_id)
        .outerjoin(Area, Area.id == Affiliation.area_id)
        .where(
            valid_on(Affiliation, as_at),
            Person.archived_at.is_(None),
            *_there(as_at),
            *_in_scope(session, scope or DirectoryScope(), as_at, audience),
        )
        .order_by(
            func.coalesce(_above.name_key, Organisation.name_key),
            func.coalesce(_above.id, Organisation.id),
            Organisation.parent_id.is_not(None),
            Organisation.name_key,
            Organisation.id,
            Person.name_key,
            Affiliation.id,
        )
    )
    rows = session.execute(statement).all()
    told = [row for row in rows if row[-1]]
    points = _find_points(session, ContactPoint.person_id, {row[1] for row in told}, as_at)
    return Shown(tuple(_row(row, points.get(row[1], {})) for row in told), len(rows) - len(told))


def list_offices(
    session: Session,
    as_at: date,
    scope: DirectoryScope | None = None,
    *,
    audience: Visibility = EVERYONE_OF_OURS,
) -> Shown[OfficeRow]:
    """Return the organisations there on a day that have an address or number of their own, by name."""
    asked = scope or DirectoryScope()
    conditions: list[ColumnElement[bool]] = []
    if asked.area_id is not None:
        conditions.append(Organisation.ward_id.in_(find_areas_within(session, [asked.area_id], as_at=as_at)))
    if asked.group_id is not None:
        conditions.append(Organisation.id.in_(grouped("organisation", asked.group_id, audience=audience)))
    if asked.organisation_id is not None:
        conditions.append(_at_or_inside(asked.organisation_id))
    own = select(ContactPoint.organisation_id).where(
        ContactPoint.organisation_id.is_not(None), ContactPoint.kind.in_(_KINDS), valid_on(ContactPoint, as_at)
    )
    allowed = case((readable(Organisation, audience), True), else_=False)
    statement = select(Organisation.id, Organisation.name, allowed).where(
        Organisation.id.in_(own), *_there(as_at), *conditions
    )
    rows = session.execute(statement.order_by(Organisation.name_key, Organisation.id)).all()
    told = [row for row in rows if row[2]]
    points = _find_points(session, ContactPoint.organisation_id, {row[0] for row in told}, as_at)
    found = (OfficeRow(row[0], row[1], tuple(_points(points.get(row[0], {}), None, ()))) for row in told)
    return Shown(tuple(found), len(rows) - len(told))


def _there(as_at: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Organisation.archived_at.is_(None),
        or_(Organisation.opened_on.is_(None), Organisation.opened_on <= as_at),
        or_(Organisation.closed_on.is_(None), Organisation.closed_on > as_at),
    )


def _in_scope(session: Session, scope: DirectoryScope, as_at: date, audience: Visibility) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if scope.area_id is not None:
        areas = find_areas_within(session, [scope.area_id], as_at=as_at)
        conditions.append(
            or_(Organisation.ward_id.in_(areas), _above.ward_id.in_(areas), Affiliation.area_id.in_(areas))
        )
    if scope.group_id is not None:
        bodies = grouped("organisation", scope.group_id, audience=audience)
        conditions.append(
            or_(
                Affiliation.person_id.in_(grouped("person", scope.group_id, audience=audience)),
                Organisation.id.in_(bodies),
                Organisation.parent_id.in_(bodies),
            )
        )
    if scope.organisation_id is not None:
        conditions.append(_at_or_inside(scope.organisation_id))
    return conditions


def _at_or_inside(organisation_id: int) -> ColumnElement[bool]:
    return or_(Organisation.id == organisation_id, Organisation.parent_id == organisation_id)


_Known = dict[ContactPointKind, tuple[str, date | None]]


def _find_points(session: Session, owner: Any, numbers: set[int], as_at: date) -> dict[int, _Known]:
    """Return the current address or number of each kind that owners have, the primary one where there are several."""
    wanted = sorted(numbers)
    found: dict[int, _Known] = {}
    for some in in_chunks(wanted):
        rows = session.execute(
            select(owner, ContactPoint.kind, ContactPoint.value, ContactPoint.verified_on)
            .where(
                owner.in_(some),
                ContactPoint.kind.in_(_KINDS),
                valid_on(ContactPoint, as_at),
            )
            .order_by(ContactPoint.is_primary.desc(), ContactPoint.id)
        )
        for number, kind, value, verified_on in rows:
            checked = verified_on if verified_on is not None and verified_on <= as_at else None
            found.setdefault(number, {}).setdefault(kind, (value, checked))
    return found


def _points(known: _Known, likes: ContactWay | None, refuses: Sequence[ContactWay]) -> Iterable[DirectoryPoint]:
    for way in sorted(_WAYS, key=lambda way: way is not likes):
        kind = next((kind for kind in POINTS[way] if kind in known), None)
        if kind is not None and way not in refuses:
            yield DirectoryPoint(way, *known[kind])


def _row(row: Any, known: _Known) -> DirectoryRow:
    *values, likes, refused, _allowed = row
    refuses = refused_ways(refused)
    return build(DirectoryRow, values, points=tuple(_points(known, contact_way(likes), refuses)), refuses=refuses)
