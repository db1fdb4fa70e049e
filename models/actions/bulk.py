"""Changing many records at once: one statement for hundreds of them, one step for Undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import Table, and_, update
from sqlalchemy.orm import Session

from models.actions.promotions import ask_organisations
from models.actions.writing import add_many, signed
from models.base import Base, utc_now
from models.chunks import in_chunks
from models.entities import Area, Group, GroupMember, Person, RelationshipOwner, Tag, TagLink
from models.errors import WrongUse
from models.kinds import find_kind
from models.queries.bulk import (
    OFFERED,
    Bulk,
    BulkChange,
    find_changed,
    find_later_owned,
    owned_by_others,
)
from models.queries.records import table_of
from models.validation import get_record
from resources.i18n import _

Step = Callable[[int, int], None]
"""Is told how many of how many are done; what it raises takes everything back."""


def _no_step(_done: int, _total: int) -> None:
    """Nobody watches."""


def change_many(
    session: Session,
    kind: str,
    numbers: Iterable[int],
    change: BulkChange,
    today: date,
    *,
    step: Step = _no_step,
    note: str = "",
) -> int:
    """Do one thing to many records and return how many it changed; those it would not change are left alone.

    `note` says how an event was told. Raises WrongUse for a tag, group, ward, person or event that is not there, and
    for what this kind of record does not have.
    """
    table = find_kind(kind).table
    if change.bulk not in OFFERED.get(table, ()):
        raise WrongUse(_("That cannot be done to these records. Choose something else."))
    _check_target(session, change)
    wanted = find_changed(session, table, numbers, change, today)
    if change.bulk is Bulk.OWNER:
        _check_no_later_owner(session, wanted, today)
    done = 0
    for some in in_chunks(wanted):
        step(done, len(wanted))
        _change(session, table, some, change, today, note)
        done += len(some)
    step(done, len(wanted))
    session.expire_all()
    return done


def _change(session: Session, kind: str, some: Sequence[int], change: BulkChange, today: date, note: str) -> None:
    target = change.target
    match change.bulk:
        case Bulk.TAG:
            add_many(session, TagLink, [{"tag_id": target, "record_kind": kind, "record_id": one} for one in some])
        case Bulk.UNTAG:
            _remove(session, TagLink, TagLink.tag_id == target, kind, some)
        case Bulk.GROUP:
            rows = [{"group_id": target, "record_kind": kind, "record_id": one} for one in some]
            add_many(session, GroupMember, rows)
        case Bulk.UNGROUP:
            _remove(session, GroupMember, GroupMember.group_id == target, kind, some)
        case Bulk.WARD:
            edit_many(session, kind, some, {"ward_id": target})
        case Bulk.TIER:
            edit_many(session, kind, some, {"tier": change.tier})
        case Bulk.OWNER:
            assert target is not None
            _hand_over(session, some, target, today)
        case Bulk.TELL:
            assert target is not None
            ask_organisations(session, target, some, today, note)
        case Bulk.PUT_AWAY:
            edit_many(session, kind, some, {"archived_at": utc_now()})
        case Bulk.BRING_BACK:
            edit_many(session, kind, some, {"archived_at": None})


def edit_many(session: Session, kind: str, numbers: Sequence[int], values: Mapping[str, object]) -> None:
    """Give many rows of one table the same values; each gets its next version, so that an open form hears of it."""
    table = table_of(kind)
    session.execute(
        update(table).where(table.c.id.in_(numbers)).values(**values, **signed(session), version=table.c.version + 1)
    )


def _remove(session: Session, link: type[TagLink | GroupMember], which: Any, kind: str, some: Sequence[int]) -> None:
    table = cast(Table, link.__table__)
    session.execute(table.delete().where(which, link.record_kind == kind, link.record_id.in_(some)))


def _hand_over(session: Session, some: Sequence[int], person_id: int, day: date) -> None:
    """End with whoever looked after these organisations until now, and begin with somebody else, on the same day."""
    table = cast(Table, RelationshipOwner.__table__)
    session.execute(
        update(table)
        .where(and_(RelationshipOwner.organisation_id.in_(some), owned_by_others(person_id, day)))
        .values(ends_on=day, end_reason=_("Handed over"), **signed(session), version=table.c.version + 1)
    )
    add_many(
        session,
        RelationshipOwner,
        [{"organisation_id": one, "person_id": person_id, "starts_on": day} for one in some],
    )


def _check_no_later_owner(session: Session, numbers: Sequence[int], day: date) -> None:
    name = find_later_owned(session, numbers, day)
    if name is not None:
        raise WrongUse(
            _("Somebody looks after {name} from a later day already. Change that first, or leave it out.").format(
                name=name
            )
        )


def _check_target(session: Session, change: BulkChange) -> None:
    """Refuse a change whose tag, group, ward or person is not there, or was not chosen."""
    needed: Mapping[Bulk, tuple[type[Base], str]] = {
        Bulk.TAG: (Tag, _("tag")),
        Bulk.UNTAG: (Tag, _("tag")),
        Bulk.GROUP: (Group, _("group")),
        Bulk.UNGROUP: (Group, _("group")),
        Bulk.OWNER: (Person, _("person")),
    }
    if change.bulk in needed:
        entity, noun = needed[change.bulk]
        if change.target is None:
            raise WrongUse(_("Choose a {noun}.").format(noun=noun))
        get_record(session, entity, change.target, noun)
    if change.bulk is Bulk.WARD and change.target is not None:
        get_record(session, Area, change.target, _("ward"))
    if change.bulk is Bulk.TELL and change.target is None:
        raise WrongUse(_("Choose an event."))
    if change.bulk is Bulk.TIER and change.tier is None:
        raise WrongUse(_("Choose how close the relationship is."))
