"""Changing many records at once: what can be done to which kind, and which of those chosen it would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, or_, select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.entities import Event, GroupMember, Organisation, Promotion, PromotionState, RelationshipOwner, TagLink
from models.kinds import find_kind
from models.queries.records import table_of
from models.vocabulary import Tier


class Bulk(StrEnum):
    """What can be done to many records in one go."""

    TAG = "tag"
    UNTAG = "untag"
    GROUP = "group"
    UNGROUP = "ungroup"
    WARD = "ward"
    TIER = "tier"
    OWNER = "owner"
    TELL = "tell"
    PUT_AWAY = "put_away"
    BRING_BACK = "bring_back"


_MARKS = (Bulk.TAG, Bulk.UNTAG, Bulk.GROUP, Bulk.UNGROUP)
_AWAY = (Bulk.PUT_AWAY, Bulk.BRING_BACK)
OFFERED: Mapping[str, tuple[Bulk, ...]] = {
    "organisation": (*_MARKS, Bulk.WARD, Bulk.TIER, Bulk.OWNER, Bulk.TELL, *_AWAY),
    **dict.fromkeys(("person", "conversation", "meeting", "commitment", "event"), (*_MARKS, *_AWAY)),
}
"""What is offered for each kind of record."""


@dataclass(frozen=True, slots=True)
class BulkChange:
    """One thing to be done to many records; `target` is the number of the tag, group, ward, person or event."""

    bulk: Bulk
    target: int | None = None
    tier: Tier | None = None


def find_changed(session: Session, kind: str, numbers: Iterable[int], change: BulkChange, today: date) -> list[int]:
    """Return those of some records that a change would change, in their order: one statement for thousands.

    Records that are not there any more are left out, and those put away, except where they are to be brought back.
    """
    table = table_of(find_kind(kind).table)
    wanted = list(dict.fromkeys(numbers))
    condition = _would_change(table, change, today)
    found: set[int] = set()
    for some in in_chunks(wanted):
        found.update(session.scalars(select(table.c.id).where(table.c.id.in_(some), *condition)))
    return [number for number in wanted if number in found]


def _would_change(table: Table, change: BulkChange, today: date) -> list[ColumnElement[bool]]:
    number = table.c.id
    here: ColumnElement[bool] = table.c.archived_at.is_(None)
    match change.bulk:
        case Bulk.TAG:
            return [here, number.not_in(_carrying(TagLink, TagLink.tag_id, table, change.target))]
        case Bulk.UNTAG:
            return [here, number.in_(_carrying(TagLink, TagLink.tag_id, table, change.target))]
        case Bulk.GROUP:
            return [here, number.not_in(_carrying(GroupMember, GroupMember.group_id, table, change.target))]
        case Bulk.UNGROUP:
            return [here, number.in_(_carrying(GroupMember, GroupMember.group_id, table, change.target))]
        case Bulk.WARD:
            return [here, table.c.ward_id.is_distinct_from(change.target)]
        case Bulk.TIER:
            return [here, table.c.tier != change.tier]
        case Bulk.OWNER:
            return [here, number.not_in(_looked_after(change.target, today))]
        case Bulk.TELL:
            host = select(Event.organisation_id).where(Event.id == change.target, Event.organisation_id.is_not(None))
            return [here, number.not_in(_answered(change.target)), number.not_in(host)]
        case Bulk.PUT_AWAY:
            return [here]
        case Bulk.BRING_BACK:
            return [table.c.archived_at.is_not(None)]


def _carrying(link: type[TagLink | GroupMember], column: Any, table: Table, target: int | None) -> Any:
    return select(link.record_id).where(column == target, link.record_kind == table.name)


def _looked_after(person_id: int | None, today: date) -> Any:
    """Return the organisations that a person looks after on a day already, and goes on to."""
    return select(RelationshipOwner.organisation_id).where(
        RelationshipOwner.person_id == person_id,
        or_(RelationshipOwner.starts_on.is_(None), RelationshipOwner.starts_on <= today),
        or_(RelationshipOwner.ends_on.is_(None), RelationshipOwner.ends_on > today),
    )


def _answered(event_id: int | None) -> Any:
    """Return the organisations that have answered about an event, whose answer stays."""
    states = (PromotionState.AGREED, PromotionState.DISPLAYED, PromotionState.DECLINED)
    return select(Promotion.organisation_id).where(Promotion.event_id == event_id, Promotion.state.in_(states))


def owned_by_others(person_id: int, day: date) -> ColumnElement[bool]:
    """Return the condition that a relationship is looked after by somebody else on a day."""
    return and_(
        RelationshipOwner.person_id != person_id,
        or_(RelationshipOwner.starts_on.is_(None), RelationshipOwner.starts_on <= day),
        or_(RelationshipOwner.ends_on.is_(None), RelationshipOwner.ends_on > day),
    )


def find_later_owned(session: Session, numbers: Sequence[int], day: date) -> str | None:
    """Return the name of an organisation that somebody looks after from a later day on; None when there is none."""
    for some in in_chunks(numbers):
        name = session.scalars(
            select(Organisation.name)
            .join(RelationshipOwner, RelationshipOwner.organisation_id == Organisation.id)
            .where(RelationshipOwner.organisation_id.in_(some), RelationshipOwner.starts_on > day)
            .order_by(Organisation.id)
            .limit(1)
        ).first()
        if name is not None:
            return name
    return None
