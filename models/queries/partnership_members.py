"""Who belongs to what: members of a partnership, partnerships of a member, clusters, overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, literal, null, or_, select
from sqlalchemy.orm import Session

from models.entities import (
    OrganisationKind,
    OrganisationRelationship,
    PartnershipMembership,
    RelationshipType,
)
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.belonging import GROUPING_KINDS, INFORMAL_KINDS, Member, Partnership, live_belongings
from models.queries.dated import is_current
from models.queries.rows import build, fetch_tuples
from models.vocabulary import MemberRole, Precision, Visibility


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A membership with both names, current or over."""

    id: int | None
    """None where only a link "member of" says so; `take_over_member_links` makes memberships of such links."""
    partnership_id: int
    partnership: str
    partnership_kind: OrganisationKind
    member_id: int
    member: str
    member_kind: OrganisationKind
    role: MemberRole
    starts_on: date | None
    starts_precision: Precision
    ends_on: date | None
    ends_precision: Precision
    end_reason: str
    subscription_pence: int | None
    note: str
    version: int | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class GroupingRow:
    """A cluster or other grouping with its members on a day; those that are institutions are counted."""

    id: int
    name: str
    kind: OrganisationKind
    is_legal: bool
    """Whether it is a legal group (federation, trust) and not one that its members simply made."""
    members: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class OverlapRow:
    """An institution that belongs to several partnerships at once."""

    institution_id: int
    name: str
    partnerships: tuple[tuple[int, str], ...]
    kinds: tuple[OrganisationKind, ...]


def list_members(
    session: Session,
    partnership_id: int,
    *,
    as_at: date,
    include_former: bool = False,
    roles: Sequence[MemberRole] = (),
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[MembershipRow, ...]:
    """Return the members of a partnership on a day by role and name, with `include_former` also those before."""
    rows = _memberships(session, Partnership.id == partnership_id, as_at, audience)
    order = {role: number for number, role in enumerate(MemberRole)}
    kept = (row for row in rows if (include_former or row.is_current) and (not roles or row.role in roles))
    return tuple(sorted(kept, key=lambda row: (not row.is_current, order[row.role])))


def list_memberships_of(
    session: Session,
    member_id: int,
    *,
    as_at: date,
    include_former: bool = False,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[MembershipRow, ...]:
    """Return what an organisation belongs to on a day, with `include_former` also what it belonged to before."""
    rows = _memberships(session, Member.id == member_id, as_at, audience)
    kept = (row for row in rows if include_former or row.is_current)
    return tuple(sorted(kept, key=lambda row: (not row.is_current, row.partnership, row.partnership_id)))


def _memberships(
    session: Session, which: ColumnElement[bool], as_at: date, audience: Visibility
) -> list[MembershipRow]:
    """Return the memberships begun by a day, and the links that stand for one, by the member's name.

    A member that closed is one no longer, although nobody ended its membership.
    """
    kept, link = PartnershipMembership, OrganisationRelationship
    names = (Partnership.id, Partnership.name, Partnership.kind, Member.id, Member.name, Member.kind)

    def days(row: Any) -> tuple[Any, ...]:
        return row.starts_on, row.starts_precision, row.ends_on, row.ends_precision, row.end_reason

    seen = (
        *(Partnership.archived_at.is_(None), Member.archived_at.is_(None), which),
        *(readable(Partnership, audience), readable(Member, audience)),
    )
    own = (
        select(
            kept.id, *names, kept.role, *days(kept), kept.subscription_pence, kept.note, kept.version, Member.closed_on
        )
        .join(Partnership, Partnership.id == kept.partnership_id)
        .join(Member, Member.id == kept.member_id)
        .where(or_(kept.starts_on.is_(None), kept.starts_on <= as_at), *seen)
        .order_by(Member.name_key, kept.id)
    )
    linked = (
        select(
            null(), *names, literal(MemberRole.MEMBER.value), *days(link), null(), link.note, null(), Member.closed_on
        )
        .join(Partnership, Partnership.id == link.to_id)
        .join(Member, Member.id == link.from_id)
        .where(
            link.type == RelationshipType.MEMBER_OF,
            Partnership.kind.in_(GROUPING_KINDS),
            or_(link.starts_on.is_(None), link.starts_on <= as_at),
            ~exists().where(kept.partnership_id == link.to_id, kept.member_id == link.from_id),
            *seen,
        )
        .order_by(Member.name_key, link.id)
    )
    found = [*fetch_tuples(session, own), *fetch_tuples(session, linked)]
    return [
        build(
            MembershipRow,
            (*row[:7], MemberRole(row[7]), *row[8:-1]),
            is_current=is_current(row[8], row[10], as_at) and is_current(None, row[-1], as_at),
        )
        for row in found
    ]


def list_groupings(
    session: Session,
    *,
    as_at: date,
    kinds: Sequence[OrganisationKind] = (OrganisationKind.CLUSTER,),
    institution_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[GroupingRow, ...]:
    """Return the groupings of some kinds with their members on a day, by name: clusters unless told otherwise.

    With an institution only the groupings that it belongs to. Groupings without a member are left out.
    """
    pairs = live_belongings(as_at, audience)
    statement = select(pairs).where(pairs.c.partnership_kind.in_(tuple(kinds)))
    if institution_id is not None:
        own = select(pairs.c.partnership_id).where(pairs.c.member_id == institution_id)
        statement = statement.where(pairs.c.partnership_id.in_(own))
    order = (pairs.c.partnership_key, pairs.c.partnership_id, pairs.c.member_key, pairs.c.member_id)
    found: dict[tuple[int, str, OrganisationKind], list[tuple[int, str]]] = {}
    for row in session.execute(statement.order_by(*order)):
        key = (row.partnership_id, row.partnership, row.partnership_kind)
        found.setdefault(key, []).append((row.member_id, row.member))
    return tuple(
        GroupingRow(number, name, kind, kind not in INFORMAL_KINDS, tuple(members))
        for (number, name, kind), members in found.items()
    )


def list_overlap(
    session: Session,
    *,
    as_at: date,
    at_least: int = 3,
    kinds: Sequence[OrganisationKind] = GROUPING_KINDS,
    partnership_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[OverlapRow, ...]:
    """Return the institutions that belong to so many live partnerships on a day, those in most first.

    With a partnership only its own members.
    """
    pairs = live_belongings(as_at, audience)
    statement = (
        select(pairs)
        .where(pairs.c.member_kind == OrganisationKind.INSTITUTION, pairs.c.partnership_kind.in_(tuple(kinds)))
        .order_by(pairs.c.member_key, pairs.c.member_id, pairs.c.partnership_key, pairs.c.partnership_id)
    )
    if partnership_id is not None:
        own = select(pairs.c.member_id).where(pairs.c.partnership_id == partnership_id)
        statement = statement.where(pairs.c.member_id.in_(own))
    found: dict[tuple[int, str], list[Any]] = {}
    for row in session.execute(statement):
        found.setdefault((row.member_id, row.member), []).append(row)
    rows = [
        OverlapRow(
            number,
            name,
            tuple((row.partnership_id, row.partnership) for row in belongs),
            tuple(kind for kind in GROUPING_KINDS if any(row.partnership_kind is kind for row in belongs)),
        )
        for (number, name), belongs in found.items()
        if len(belongs) >= at_least
    ]
    return tuple(sorted(rows, key=lambda row: -len(row.partnerships)))
