"""Taking what the register says of trusts and federations into the records: the offers that somebody chose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.actions.organisations import (
    OrganisationFields,
    RelationshipFields,
    add_relationship,
    create_organisation,
    edit_relationship,
    end_relationship,
)
from models.entities import Organisation, OrganisationRelationship, RegisterGroup, RegisterSource
from models.queries.register_groups import GroupOffer, GroupOfferKind, list_group_offers
from models.validation import get_record
from models.vocabulary import OrganisationKind, RelationshipType
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class GroupsTaken:
    """What became of the offers that were taken."""

    organisations: tuple[int, ...]
    """Groups that are organisations now."""
    joined: int
    changed: int
    ended: int
    gone: int
    """Offers that the register or the records no longer have."""


def take_group_offers(session: Session, keys: Iterable[str], today: date) -> GroupsTaken:
    """Take some of the offers of `list_group_offers`, by their keys: groups are added, members join and leave.

    A group that we have under the same name becomes the register's group by that.
    """
    wanted = list(dict.fromkeys(keys))
    offers = {offer.key: offer for offer in list_group_offers(session)}
    source = _source_words(session)
    made: dict[str, int] = {}
    done = dict.fromkeys(GroupOfferKind, 0)
    for key in wanted:
        offer = offers.get(key)
        if offer is None:
            continue
        if offer.kind is GroupOfferKind.JOIN:
            group_id = offer.group_id or made.get(offer.group_uid) or _add_group(session, offer, source, today)
            if offer.group_id is None:
                made[offer.group_uid] = group_id
            _join(session, offer, group_id)
        else:
            _change(session, offer, today)
        if offer.group_id is not None and offer.is_by_name:
            get_record(session, Organisation, offer.group_id, _("organisation")).group_uid = offer.group_uid
        done[offer.kind] += 1
    session.flush()
    gone = sum(key not in offers for key in wanted)
    kinds = GroupOfferKind
    return GroupsTaken(tuple(made.values()), done[kinds.JOIN], done[kinds.DATES], done[kinds.LEAVE], gone)


def _source_words(session: Session) -> str:
    question = select(RegisterSource.extract_on).where(RegisterSource.kind.in_(("groups", "memberships")))
    days = [day for day in session.scalars(question) if day is not None]
    return f"GIAS extract of {max(days).isoformat()}" if days else "GIAS extract"


def _add_group(session: Session, offer: GroupOffer, source: str, today: date) -> int:
    return add_group_of_register(session, offer.group_uid, offer.group, offer.group_kind, source, today)


def add_group_of_register(
    session: Session, uid: str, name: str, kind: OrganisationKind, source: str, today: date
) -> int:
    """Add a group of the register as an organisation, with the address that it has there; return its number."""
    row = session.scalars(
        select(RegisterGroup).where(or_(RegisterGroup.group_uid == uid, RegisterGroup.group_id == uid))
    ).first()
    number = create_organisation(
        session,
        OrganisationFields(
            name,
            kind,
            opened_on=row.opened_on if row else None,
            closed_on=row.closed_on if row else None,
            street=row.street if row else "",
            town=row.town if row else "",
            county=row.county if row else "",
            postcode=row.postcode if row else "",
            source=source,
            verified_on=today,
        ),
    )
    get_record(session, Organisation, number, _("organisation")).group_uid = uid
    return number


def _join(session: Session, offer: GroupOffer, group_id: int) -> None:
    fields = RelationshipFields(offer.organisation_id, group_id, RelationshipType.MEMBER_OF, offer.joined_on)
    number = add_relationship(session, fields)
    if offer.left_on is not None:
        end_relationship(session, number, offer.left_on, _("Left the group"))


def _change(session: Session, offer: GroupOffer, today: date) -> None:
    """Put the days of a membership right, or end it; what else we wrote of it stays."""
    number = offer.relationship_id or 0
    link = get_record(session, OrganisationRelationship, number, _("link"))
    if offer.joined_on is not None and offer.joined_on != link.starts_on:
        fields = RelationshipFields(link.from_id, link.to_id, link.type, offer.joined_on, note=link.note)
        edit_relationship(session, number, fields)
    if offer.kind is GroupOfferKind.LEAVE:
        end_relationship(session, number, offer.left_on or today, _("Left the group"))
