"""Changing groups: lists of records kept by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Group, GroupMember
from models.queries.records import Ref, check_carrier
from models.text import sort_key
from models.validation import get_record, required
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class GroupFields:
    """What a form of a group holds."""

    name: str
    note: str = ""
    visibility: Visibility = Visibility.INTERNAL
    source: str = ""
    version: int | None = None


def add_group(session: Session, fields: GroupFields) -> int:
    """Make a group without members and return its number."""
    name = required(fields.name, _("a name for the group"))
    return writing.create(session, Group, fields, name=name, name_key=sort_key(name))


def edit_group(session: Session, group_id: int, fields: GroupFields) -> int:
    """Change what a group is called and who may see it; its members stay."""
    name = required(fields.name, _("a name for the group"))
    return writing.edit(session, Group, group_id, fields, _("group"), name=name, name_key=sort_key(name))


def put_away_group(session: Session, group_id: int) -> None:
    """Put a group away."""
    writing.put_away(session, Group, group_id, _("group"))


def add_to_group(session: Session, group_id: int, records: Iterable[Ref]) -> int:
    """Add records to a group and return how many are new in it."""
    get_record(session, Group, group_id, _("group"))
    new = 0
    for kind, record_id in records:
        table = check_carrier(session, kind, record_id).table
        if _member(session, group_id, table, record_id) is None:
            session.add(GroupMember(group_id=group_id, record_kind=table, record_id=record_id))
            session.flush()
            new += 1
    return new


def remove_from_group(session: Session, group_id: int, records: Iterable[Ref]) -> int:
    """Take records out of a group and return how many were in it."""
    get_record(session, Group, group_id, _("group"))
    gone = 0
    for kind, record_id in records:
        member = _member(session, group_id, check_carrier(session, kind, record_id).table, record_id)
        if member is not None:
            session.delete(member)
            gone += 1
    session.flush()
    return gone


def _member(session: Session, group_id: int, table: str, record_id: int) -> GroupMember | None:
    question = select(GroupMember).where(
        GroupMember.group_id == group_id, GroupMember.record_kind == table, GroupMember.record_id == record_id
    )
    return session.scalars(question).one_or_none()
