"""Who sits in partnerships for a local authority, and whom partnerships employ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.entities import Affiliation, Organisation, PartnershipProfile, Person, Post
from models.queries.audience import EVERYONE_OF_OURS, may_name, may_read, readable, readable_or_none
from models.queries.belonging import AUTHORITY_KINDS, Partnership, is_live
from models.queries.dated import is_current, valid_on
from models.roles import RoleGroup, role_group
from models.vocabulary import Precision, Visibility

AUTHORITY_SEAT = "local authority"
"""The category of a seat that a local authority has."""

STAFF = "staff"
"""The category of a role of somebody whom the partnership employs."""

Authority = aliased(Organisation, name="authority")


@dataclass(frozen=True, slots=True)
class AuthorityPresence:
    """A local authority's place in a partnership on a day."""

    partnership_id: int
    partnership: str
    post_id: int | None
    """None where somebody came for the authority without a seat being set down."""
    seat: str
    authority: str
    holder_id: int | None
    """None while the seat is vacant, or where the audience may not be told."""
    holder: str
    votes: bool
    since: date | None
    """Since when somebody sits there; of a vacant seat since when it is there."""
    is_vacant: bool


@dataclass(frozen=True, slots=True)
class StaffRow:
    """Somebody whom a partnership employs or employed."""

    affiliation_id: int
    person_id: int
    name: str
    role: str
    starts_on: date | None
    starts_precision: Precision
    ends_on: date | None
    end_reason: str
    is_current: bool


def list_authority_presence(
    session: Session,
    *,
    as_at: date,
    partnership_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[AuthorityPresence, ...]:
    """Return the places of local authorities in live partnerships on a day, by partnership, seats before others."""
    held = and_(Affiliation.post_id == Post.id, valid_on(Affiliation, as_at))
    seats = (
        select(*_COLUMNS)
        .select_from(Post)
        .join(Partnership, Partnership.id == Post.organisation_id)
        .outerjoin(PartnershipProfile, PartnershipProfile.organisation_id == Partnership.id)
        .outerjoin(Affiliation, held)
        .outerjoin(Person, Person.id == Affiliation.person_id)
        .outerjoin(Authority, Authority.id == Affiliation.on_behalf_of_id)
        .where(Post.category == AUTHORITY_SEAT, Post.archived_at.is_(None), valid_on(Post, as_at))
        .where(*_where(as_at, partnership_id, audience))
    )
    without = (
        select(*_COLUMNS)
        .select_from(Affiliation)
        .join(Partnership, Partnership.id == Affiliation.organisation_id)
        .outerjoin(PartnershipProfile, PartnershipProfile.organisation_id == Partnership.id)
        .join(Authority, Authority.id == Affiliation.on_behalf_of_id)
        .join(Person, Person.id == Affiliation.person_id)
        .outerjoin(Post, Post.id == Affiliation.post_id)
        .where(
            Authority.kind.in_(AUTHORITY_KINDS),
            func.coalesce(Post.category, "") != AUTHORITY_SEAT,
            valid_on(Affiliation, as_at),
            *_where(as_at, partnership_id, audience),
        )
    )
    if partnership_id is not None:
        seats = seats.where(Post.organisation_id == partnership_id)
        without = without.where(Affiliation.organisation_id == partnership_id)
    found = [*session.execute(seats), *session.execute(without)]
    named = find_names(session, {row.person_id: row.person_seen for row in found if row.person_id}, as_at, audience)
    rows = [_presence(row, named) for row in found]
    return tuple(sorted(rows, key=lambda row: (row.partnership, row.partnership_id, row.post_id is None, row.seat)))


_COLUMNS = (
    Partnership.id.label("partnership_id"),
    Partnership.name.label("partnership"),
    Post.id.label("post_id"),
    Post.label.label("seat"),
    Post.appointing_body,
    Post.voting,
    Post.starts_on.label("seat_since"),
    Affiliation.role,
    Affiliation.is_voting,
    Affiliation.starts_on,
    Person.id.label("person_id"),
    Person.visibility.label("person_seen"),
    Authority.name.label("authority"),
)


def _where(as_at: date, partnership_id: int | None, audience: Visibility) -> list[ColumnElement[bool]]:
    conditions = [
        is_live(Partnership, as_at),
        readable(Partnership, audience),
        readable_or_none(Authority, audience),
        readable_or_none(Post, audience),
        or_(Person.id.is_(None), Person.archived_at.is_(None)),
    ]
    return conditions if partnership_id is None else [*conditions, Partnership.id == partnership_id]


def _presence(row: Any, named: dict[int, str]) -> AuthorityPresence:
    vacant = row.person_id is None
    return AuthorityPresence(
        partnership_id=row.partnership_id,
        partnership=row.partnership,
        post_id=row.post_id,
        seat=row.seat or row.role or "",
        authority=row.authority or row.appointing_body or "",
        holder_id=row.person_id if row.person_id in named else None,
        holder=named.get(row.person_id, ""),
        votes=bool(row.voting if row.is_voting is None else row.is_voting),
        since=row.seat_since if vacant else row.starts_on,
        is_vacant=vacant,
    )


def find_names(session: Session, levels: dict[int, Visibility], as_at: date, audience: Visibility) -> dict[int, str]:
    """Return the names of people of those levels whom an audience may be told; councillors as holders of an office."""
    if not levels:
        return {}
    ids = sorted(levels)
    offices = select(Affiliation.person_id, Affiliation.role).where(
        Affiliation.person_id.in_(ids), valid_on(Affiliation, as_at)
    )
    councillors = {one for one, role in session.execute(offices) if role_group(role) is RoleGroup.COUNCILLOR}
    allowed = {
        one
        for one, level in levels.items()
        if may_read(audience, level) or (one in councillors and may_name(audience, level))
    }
    names = select(Person.id, Person.display_name).where(Person.id.in_(ids))
    return {number: name for number, name in session.execute(names) if number in allowed}


def list_partnership_staff(
    session: Session,
    partnership_id: int,
    *,
    as_at: date,
    include_former: bool = False,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[StaffRow, ...]:
    """Return whom a partnership employs on a day, with `include_former` also whom it employed before; by role."""
    statement = (
        select(
            Affiliation.id,
            Person.id,
            Person.display_name,
            Affiliation.role,
            Affiliation.starts_on,
            Affiliation.starts_precision,
            Affiliation.ends_on,
            Affiliation.end_reason,
        )
        .join(Person, Person.id == Affiliation.person_id)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(
            Affiliation.organisation_id == partnership_id,
            Affiliation.category == STAFF,
            or_(Affiliation.starts_on.is_(None), Affiliation.starts_on <= as_at),
            Person.archived_at.is_(None),
            readable(Person, audience),
            readable(Organisation, audience),
        )
        .order_by(Affiliation.role, Person.name_key, Affiliation.id)
    )
    rows = (StaffRow(*row, is_current=is_current(row[4], row[6], as_at)) for row in session.execute(statement))
    return tuple(row for row in rows if include_former or row.is_current)
