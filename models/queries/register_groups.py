"""What the register says of the trusts and federations that our institutions belong to, and our records do not.

Each difference is an offer: a group that could become an organisation, a membership with the day it began, one that
ended. Nothing of it is taken before somebody says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.entities import (
    InstitutionProfile,
    Organisation,
    OrganisationRelationship,
    RegisterGroup,
    RegisterInstitution,
    RegisterMembership,
    RegisterSource,
)
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.text import sort_key
from models.vocabulary import OrganisationKind, RelationshipType, Visibility

_KINDS = {
    "federation": OrganisationKind.FEDERATION,
    "childrens centres group": OrganisationKind.CLUSTER,
    "childrens centres collaboration": OrganisationKind.CLUSTER,
    "school sponsor": OrganisationKind.OTHER,
}
"""What a group is by its type in the register, folded; every other type is one of trust."""

_GROUP_KINDS = (OrganisationKind.TRUST, OrganisationKind.FEDERATION, OrganisationKind.CLUSTER, OrganisationKind.OTHER)


class GroupOfferKind(StrEnum):
    """What taking an offer would do."""

    JOIN = "join"
    """Add the membership, and the group where we do not have it."""
    DATES = "dates"
    """Put the days of a membership right."""
    LEAVE = "leave"
    """End a membership that the register has ended, or has no more."""


@dataclass(frozen=True, slots=True)
class GroupOffer:
    """A membership of one of our institutions that the register has otherwise than we do."""

    kind: GroupOfferKind
    organisation_id: int
    organisation: str
    group_uid: str
    group: str
    group_kind: OrganisationKind
    joined_on: date | None
    left_on: date | None
    group_code: str = ""
    """What the register also knows the group by (TR00261)."""
    group_id: int | None = None
    """The organisation that is the group, where we have it."""
    is_by_name: bool = False
    """True where only the name says that it is the same."""
    relationship_id: int | None = None
    """Our membership that would be changed or ended."""
    ours_joined_on: date | None = None
    is_unsure: bool = False
    """True where the register's silence may be that of a file which leaves the group out: a person decides."""

    @property
    def key(self) -> str:
        """Return what tells this offer from the others, now and when it is asked for again."""
        return f"{self.kind}:{self.organisation_id}:{self.group_uid}:{self.joined_on or ''}"


@dataclass(frozen=True, slots=True)
class _Ours:
    """A membership in our records."""

    id: int
    organisation_id: int
    group_id: int
    starts_on: date | None
    ends_on: date | None


def group_kind(group_type: str) -> OrganisationKind:
    """Return what kind of organisation a group of the register is.

    >>> group_kind("Multi-academy trust").value, group_kind("Federation").value
    ('trust', 'federation')
    """
    return _KINDS.get(sort_key(group_type), OrganisationKind.TRUST)


def list_group_offers(
    session: Session, organisation_ids: Iterable[int] | None = None, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[GroupOffer, ...]:
    """Return what the register offers for some of our institutions, or for all, by institution, group and day."""
    wanted = None if organisation_ids is None else set(organisation_ids)
    theirs = _memberships(session, wanted, audience)
    groups = _OurGroups(session, audience)
    members = _our_institutions(session, wanted, audience)
    ours = _our_memberships(session, members.keys())
    offers: list[GroupOffer] = []
    matched: set[int] = set()
    for offer in theirs:
        known, by_name = groups.find(offer)
        found = _compared(replace(offer, group_id=known, is_by_name=by_name), ours, matched)
        if found is not None:
            offers.append(found)
    offers += _no_longer(session, members, groups, [one for one in ours if one.id not in matched])
    return tuple(sorted(offers, key=lambda one: (sort_key(one.organisation), sort_key(one.group), one.key)))


def _memberships(session: Session, wanted: set[int] | None, audience: Visibility) -> list[GroupOffer]:
    """Return each membership in the register of an institution that we have adopted, as an offer to join."""
    member = RegisterMembership
    question = (
        select(
            Organisation.id,
            Organisation.name,
            member.group_uid,
            member.group_name,
            member.group_type,
            member.joined_on,
            member.left_on,
        )
        .join(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
        .join(member, member.urn == InstitutionProfile.urn)
        .where(Organisation.archived_at.is_(None), readable(Organisation, audience))
        .order_by(Organisation.id, member.joined_on, member.id)
    )
    rows = [row for row in session.execute(question) if wanted is None or row[0] in wanted]
    known = _register_groups(session) if rows else {}
    offers = []
    for number, name, uid, group, group_type, joined_on, left_on in rows:
        uid, code, group, group_type = known.get(uid, (uid, "", group, group_type))
        if group:
            kind = group_kind(group_type)
            join = GroupOfferKind.JOIN
            offers.append(GroupOffer(join, number, name, uid, group, kind, joined_on, left_on, code))
    return offers


def _register_groups(session: Session) -> dict[str, tuple[str, str, str, str]]:
    """Return number, code, name and type of each group of the register by its number and by its code."""
    group = RegisterGroup
    question = select(group.group_uid, group.group_id, group.name, group.group_type).order_by(group.id)
    rows = [(row[0], row[1], row[2], row[3]) for row in session.execute(question)]
    return {**{row[1]: row for row in rows if row[1]}, **{row[0]: row for row in rows}}


class _OurGroups:
    """Our organisations that may be groups of the register: by its number, else by their name."""

    def __init__(self, session: Session, audience: Visibility) -> None:
        question = (
            select(Organisation.id, Organisation.group_uid, Organisation.name_key)
            .where(
                Organisation.archived_at.is_(None),
                readable(Organisation, audience),
                or_(Organisation.group_uid != "", Organisation.kind.in_(_GROUP_KINDS)),
            )
            .order_by(Organisation.id.desc())
        )
        rows = session.execute(question).all()
        self._by_uid = {uid: number for number, uid, _name in rows if uid}
        self._by_name = {name: number for number, uid, name in rows if not uid}

    def find(self, offer: GroupOffer) -> tuple[int | None, bool]:
        """Return the organisation that is a group, and whether only its name says so."""
        for uid in filter(None, (offer.group_uid, offer.group_code)):
            if uid in self._by_uid:
                return self._by_uid[uid], False
        number = self._by_name.get(sort_key(offer.group))
        return number, number is not None

    def uid_of(self, number: int) -> str:
        """Return the register's number of an organisation, "" where it has none."""
        return next((uid for uid, known in self._by_uid.items() if known == number), "")


def _our_institutions(session: Session, wanted: set[int] | None, audience: Visibility) -> dict[int, tuple[str, str]]:
    """Return the institutions that we have from the register: their names, and the trust that it says they are in."""
    question = (
        select(Organisation.id, Organisation.name, RegisterInstitution.trust_name)
        .join(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
        .join(RegisterInstitution, RegisterInstitution.urn == InstitutionProfile.urn)
        .where(Organisation.archived_at.is_(None), readable(Organisation, audience))
    )
    rows = session.execute(question)
    return {number: (name, trust) for number, name, trust in rows if wanted is None or number in wanted}


def _our_memberships(session: Session, organisation_ids: Collection[int]) -> list[_Ours]:
    link = OrganisationRelationship
    question = (
        select(link.id, link.from_id, link.to_id, link.starts_on, link.ends_on)
        .where(link.type == RelationshipType.MEMBER_OF)
        .order_by(link.id)
    )
    return [_Ours(*row) for row in session.execute(question) if row[1] in organisation_ids]


def _compared(offer: GroupOffer, ours: list[_Ours], matched: set[int]) -> GroupOffer | None:
    """Return what is left to do for a membership of the register; None where we have it as it is."""
    same = [
        one
        for one in ours
        if (one.organisation_id, one.group_id) == (offer.organisation_id, offer.group_id) and one.id not in matched
    ]
    exact = next((one for one in same if one.starts_on == offer.joined_on), None)
    one = exact or next((one for one in same if one.starts_on is None or offer.joined_on is None), None)
    if one is None:
        one = next((each for each in same if each.ends_on is None and offer.left_on is None), None)
    if one is None:
        return offer
    matched.add(one.id)
    found = replace(offer, relationship_id=one.id, ours_joined_on=one.starts_on)
    if offer.left_on is not None and one.ends_on is None:
        return replace(found, kind=GroupOfferKind.LEAVE)
    if offer.joined_on is not None and offer.joined_on != one.starts_on and _is_in_order(offer, one):
        return replace(found, kind=GroupOfferKind.DATES)
    return None


def _is_in_order(offer: GroupOffer, one: _Ours) -> bool:
    return one.ends_on is None or offer.joined_on is None or offer.joined_on <= one.ends_on


def _no_longer(
    session: Session, members: Mapping[int, tuple[str, str]], groups: _OurGroups, ours: list[_Ours]
) -> list[GroupOffer]:
    """Return our open memberships of groups of the register that it does not have any more."""
    sources = session.scalars(select(RegisterSource.extract_on).where(RegisterSource.kind == "memberships")).all()
    open_ones = [(one, groups.uid_of(one.group_id)) for one in ours if one.ends_on is None]
    open_ones = [(one, uid) for one, uid in open_ones if uid]
    if not sources or not open_ones:
        return []
    ids = {one.group_id for one, _uid in open_ones}
    question = select(Organisation.id, Organisation.name, Organisation.kind).where(Organisation.id.in_(ids))
    called = {number: (name, kind) for number, name, kind in session.execute(question)}
    covered = _groups_with_members(session, {uid for _one, uid in open_ones})
    found = []
    for one, uid in open_ones:
        organisation, trust = members[one.organisation_id]
        group, kind = called[one.group_id]
        found.append(
            GroupOffer(
                GroupOfferKind.LEAVE,
                one.organisation_id,
                organisation,
                uid,
                group,
                kind,
                one.starts_on,
                sources[0],
                group_id=one.group_id,
                relationship_id=one.id,
                ours_joined_on=one.starts_on,
                is_unsure=uid not in covered or sort_key(trust) == sort_key(group),
            )
        )
    return found


def _groups_with_members(session: Session, uids: Collection[str]) -> frozenset[str]:
    """Return those groups, by number, of which the register names any member, by that number or by the code."""
    group, member = RegisterGroup, RegisterMembership
    codes = select(group.group_id, group.group_uid).where(group.group_uid.in_(uids), group.group_id != "")
    names = dict(session.execute(codes).all()) | {uid: uid for uid in uids}
    rows = session.scalars(select(member.group_uid).where(member.group_uid.in_(names)).distinct())
    return frozenset(names[one] for one in rows)
