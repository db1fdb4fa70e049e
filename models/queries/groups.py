"""Groups kept by hand, and who is in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from models.entities import Group, GroupMember
from models.kinds import find_kind
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.records import RecordName, find_names, may_read_record
from models.queries.tags import in_order
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group as lists show it."""

    id: int
    name: str
    note: str
    visibility: Visibility
    version: int


def list_groups(session: Session, *, audience: Visibility = EVERYONE_OF_OURS) -> tuple[GroupRow, ...]:
    """Return the groups an audience may see, by name."""
    question = select(Group.id, Group.name, Group.note, Group.visibility, Group.version).where(
        Group.archived_at.is_(None), readable(Group, audience)
    )
    return tuple(GroupRow(*row) for row in session.execute(question.order_by(Group.name_key, Group.id)))


def list_groups_of(
    session: Session, kind: str, record_id: int, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[GroupRow, ...]:
    """Return the groups that a record is in and an audience may see, by name; none for a record above the audience."""
    table = find_kind(kind).table
    if not may_read_record(session, table, record_id, audience):
        return ()
    of_it = select(GroupMember.group_id).where(GroupMember.record_kind == table, GroupMember.record_id == record_id)
    question = select(Group.id, Group.name, Group.note, Group.visibility, Group.version).where(
        Group.id.in_(of_it), Group.archived_at.is_(None), readable(Group, audience)
    )
    return tuple(GroupRow(*row) for row in session.execute(question.order_by(Group.name_key, Group.id)))


def list_group_members(
    session: Session, group_id: int, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[RecordName, ...]:
    """Return who is in a group, by kind and name, without those put away or above the audience."""
    members = select(GroupMember.record_kind, GroupMember.record_id).where(
        GroupMember.group_id == group_id, _shows(group_id, audience)
    )
    refs = [(row.record_kind, row.record_id) for row in session.execute(members)]
    return in_order(find_names(session, refs, audience=audience).values())


def grouped(kind: str, group_id: int, *, audience: Visibility = EVERYONE_OF_OURS) -> Select[Any]:
    """Return a subquery of the numbers of a kind's records in a group; it goes where a list takes `among`."""
    return select(GroupMember.record_id).where(
        GroupMember.group_id == group_id,
        GroupMember.record_kind == find_kind(kind).table,
        _shows(group_id, audience),
    )


def _shows(group_id: int, audience: Visibility) -> Any:
    return exists().where(Group.id == group_id, Group.archived_at.is_(None), readable(Group, audience))
