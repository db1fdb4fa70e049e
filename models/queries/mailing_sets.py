"""Sets of people and organisations that something can be sent to: groups, tags, saved filters, events, chosen lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Event, Organisation, Person, Promotion
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.event_roles import list_event_roles
from models.queries.events import find_event
from models.queries.groups import list_group_members, list_groups
from models.queries.parties import Party
from models.queries.records import Ref, find_names
from models.queries.saved_searches import found_by, list_saved_searches
from models.queries.sight import sees_record
from models.queries.tags import list_tagged, list_tags
from models.vocabulary import EventPart, Visibility
from resources.i18n import _

_LATELY = timedelta(days=183)
"""So far back and ahead the events lie that are offered."""
_INVITED = (EventPart.INVITED, EventPart.SPEAKER, EventPart.PANELLIST, EventPart.EXHIBITOR, EventPart.VOLUNTEER)


class SetKind(StrEnum):
    """What a set is made by."""

    GROUP = "group"
    TAG = "tag"
    FILTER = "filter"
    EVENT = "event"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class MailingSet:
    """A set, by what makes it and its number; or the records that were chosen themselves."""

    kind: SetKind
    number: int = 0
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class SetRow:
    """A set as lists offer it."""

    wanted: MailingSet
    name: str


def list_sets(
    session: Session, kind: SetKind, today: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[SetRow, ...]:
    """Return the sets of a kind that there are, by name; events of half a year around today by day."""
    if kind is SetKind.GROUP:
        named = [(row.id, row.name) for row in list_groups(session, audience=audience)]
    elif kind is SetKind.TAG:
        named = [(row.id, " › ".join(row.path)) for row in list_tags(session, audience=audience)]
    elif kind is SetKind.FILTER:
        searches = list_saved_searches(session, audience=audience)
        named = [(row.id, row.name) for row in searches if row.about in ("organisation", "person")]
    elif kind is SetKind.EVENT:
        named = _events(session, today, audience)
    else:
        named = []
    return tuple(SetRow(MailingSet(kind, number), name) for number, name in named)


def _events(session: Session, today: date, audience: Visibility) -> list[tuple[int, str]]:
    rows = session.execute(
        select(Event.id, Event.title, Event.starts_at)
        .where(Event.archived_at.is_(None), sees_record(Event, audience))
        .order_by(Event.starts_at, Event.id)
    )
    near = [row for row in rows if abs(row.starts_at.date() - today) <= _LATELY]
    near.sort(key=lambda row: (row.starts_at.date() < today, abs(row.starts_at.date() - today)))
    return [(row.id, row.title) for row in near]


def find_set(
    session: Session, wanted: MailingSet, today: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[Party, ...]:
    """Return who is in a set, each once, by name; chosen records in the order they were chosen.

    At an event it is those who are asked to come or to help, and the organisations asked to tell their people.
    Raises WrongUse where a saved filter finds neither organisations nor people.
    """
    if wanted.kind is SetKind.CHOSEN:
        return _parties(wanted.refs)
    if wanted.kind is SetKind.GROUP:
        return _parties((row.kind, row.id) for row in list_group_members(session, wanted.number, audience=audience))
    if wanted.kind is SetKind.TAG:
        return _parties((row.kind, row.id) for row in list_tagged(session, wanted.number, audience=audience))
    if wanted.kind is SetKind.EVENT:
        return _of_event(session, wanted.number, audience)
    return _of_filter(session, wanted.number, today, audience)


def _of_filter(session: Session, number: int, today: date, audience: Visibility) -> tuple[Party, ...]:
    found = found_by(session, number, today, audience=audience)
    row = next(row for row in list_saved_searches(session, audience=audience) if row.id == number)
    tables: dict[str, type[Organisation] | type[Person]] = {"organisation": Organisation, "person": Person}
    table = tables.get(row.about)
    if table is None:
        raise WrongUse(
            _("“{name}” finds no organisations or people. Choose another saved filter.").format(name=row.name)
        )
    numbers = session.scalars(
        select(table.id).where(table.id.in_(found), readable(table, audience)).order_by(table.name_key, table.id)
    )
    return _parties((row.about, one) for one in numbers)


def _of_event(session: Session, number: int, audience: Visibility) -> tuple[Party, ...]:
    find_event(session, number, audience=audience)
    asked = [
        Party(row.person_id, row.organisation_id)
        for row in list_event_roles(session, number, parts=_INVITED, audience=audience)
        if row.person_id is None or row.person is not None
    ]
    told = session.execute(
        select(Promotion.person_id, Promotion.organisation_id)
        .join(Organisation, Organisation.id == Promotion.organisation_id)
        .where(Promotion.event_id == number, readable(Organisation, audience))
        .order_by(Organisation.name_key, Promotion.id)
    )
    return tuple(dict.fromkeys((*asked, *(Party(person, place) for person, place in told))))


def _parties(refs: Iterable[Ref]) -> tuple[Party, ...]:
    found = []
    for kind, number in refs:
        if kind == "organisation":
            found.append(Party(organisation_id=number))
        elif kind == "person":
            found.append(Party(person_id=number))
    return tuple(dict.fromkeys(found))


def name_set(session: Session, wanted: MailingSet, *, audience: Visibility = EVERYONE_OF_OURS) -> str:
    """Return what a set is called, "" for chosen records."""
    tables = {SetKind.GROUP: "record_group", SetKind.TAG: "tag", SetKind.FILTER: "saved_search", SetKind.EVENT: "event"}
    table = tables.get(wanted.kind)
    if table is None:
        return ""
    return next((row.name for row in find_names(session, [(table, wanted.number)], audience=audience).values()), "")
