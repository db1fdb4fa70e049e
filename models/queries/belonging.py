"""Which organisations belong to which partnership or other grouping on a day, as parts of other questions.

Memberships are kept by themselves; a link "member of" between two organisations counts too where the two have no
membership: trusts come so from the register, and older books keep all members so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, CompoundSelect, Subquery, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from models.entities import (
    Organisation,
    OrganisationKind,
    OrganisationRelationship,
    PartnershipMembership,
    PartnershipProfile,
    RelationshipType,
)
from models.queries.audience import readable
from models.queries.dated import valid_on
from models.vocabulary import PartnershipStatus, Visibility

INFORMAL_KINDS = (OrganisationKind.PARTNERSHIP, OrganisationKind.CLUSTER)
"""Groupings that their members make; the legal ones are federations and trusts."""

GROUPING_KINDS = (*INFORMAL_KINDS, OrganisationKind.FEDERATION, OrganisationKind.TRUST)
"""Kinds of organisation that others belong to as partners."""

AUTHORITY_KINDS = (OrganisationKind.LOCAL_AUTHORITY, OrganisationKind.COUNCIL, OrganisationKind.COMBINED_AUTHORITY)
"""Kinds of organisation that may stand as a partnership's local authority."""

Partnership = aliased(Organisation, name="partnership")
Member = aliased(Organisation, name="member")


def belongings(day: date, of: Sequence[int] | None = None) -> CompoundSelect[int, int]:
    """Return the pairs (partnership_id, member_id) that hold on a day, each once, without looking at who they are.

    With `of` only those of some partnerships, found by index.
    """
    link, kept = OrganisationRelationship, PartnershipMembership
    kept_so = exists().where(kept.partnership_id == link.to_id, kept.member_id == link.from_id)
    members = select(kept.partnership_id.label("partnership_id"), kept.member_id.label("member_id"))
    linked = select(link.to_id, link.from_id).where(link.type == RelationshipType.MEMBER_OF, ~kept_so)
    if of is not None:
        members, linked = members.where(kept.partnership_id.in_(of)), linked.where(link.to_id.in_(of))
    return members.where(valid_on(kept, day)).union(linked.where(valid_on(link, day)))


def is_live(organisation: type[Organisation], day: date) -> ColumnElement[bool]:
    """Return the condition that a partnership was at work on a day; wants its profile joined from outside.

    One that is planned or dormant is not; one that ended was until the day it closed.
    """
    at_work = func.coalesce(PartnershipProfile.status, PartnershipStatus.ACTIVE)
    return and_(
        organisation.kind.in_(GROUPING_KINDS),
        organisation.archived_at.is_(None),
        or_(PartnershipProfile.founded_on.is_(None), PartnershipProfile.founded_on <= day),
        or_(
            and_(organisation.closed_on.is_(None), at_work == PartnershipStatus.ACTIVE),
            organisation.closed_on > day,
        ),
    )


def is_open(organisation: type[Organisation], day: date) -> ColumnElement[bool]:
    """Return the condition that an organisation is in our lists and not closed on a day."""
    return and_(organisation.archived_at.is_(None), or_(organisation.closed_on.is_(None), organisation.closed_on > day))


def live_belongings(day: date, audience: Visibility, of: Sequence[int] | None = None) -> Subquery:
    """Return the pairs of live partnerships and their open members on a day that an audience may read of.

    With `of` only those of some partnerships. Its columns are partnership_id,
    partnership, partnership_kind, member_id, member, member_key and member_kind.
    """
    pairs = belongings(day, of).subquery("pairs")
    return (
        select(
            Partnership.id.label("partnership_id"),
            Partnership.name.label("partnership"),
            Partnership.name_key.label("partnership_key"),
            Partnership.kind.label("partnership_kind"),
            Member.id.label("member_id"),
            Member.name.label("member"),
            Member.name_key.label("member_key"),
            Member.kind.label("member_kind"),
        )
        .select_from(pairs)
        .join(Partnership, Partnership.id == pairs.c.partnership_id)
        .outerjoin(PartnershipProfile, PartnershipProfile.organisation_id == Partnership.id)
        .join(Member, Member.id == pairs.c.member_id)
        .where(
            is_live(Partnership, day),
            is_open(Member, day),
            readable(Partnership, audience),
            readable(Member, audience),
        )
        .subquery("belonging")
    )
