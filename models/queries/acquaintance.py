"""How we came to know people: first met when and where, introduced by whom; and how people are linked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from models.entities import Event, Person, PersonRelationship
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.dated import is_current
from models.queries.rows import fetch
from models.vocabulary import PersonLink, Precision, Visibility
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m


@dataclass(frozen=True, slots=True)
class FirstMetRow:
    """Somebody with when and where we first met them, and who introduced them."""

    person_id: int
    name: str
    first_met_on: date | None
    event_id: int | None
    event: str | None
    introduced_by_id: int | None
    introduced_by: str | None


_introducer = aliased(Person, name="introducer")


def list_first_met(
    session: Session,
    *,
    event_id: int | None = None,
    introduced_by_id: int | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[FirstMetRow, ...]:
    """Return people with when we first met them, the latest first: at an event, through somebody, in a period.

    Those of whom nothing is known of how we met are left out, and so are those whose event or introducer the audience
    may not read.
    """
    statement = (
        select(
            Person.id,
            Person.display_name,
            Person.first_met_on,
            Event.id,
            Event.title,
            _introducer.id,
            _introducer.display_name,
        )
        .outerjoin(Event, Event.id == Person.first_met_event_id)
        .outerjoin(_introducer, _introducer.id == Person.introduced_by_id)
        .where(
            Person.archived_at.is_(None),
            func.coalesce(Person.first_met_event_id, Person.introduced_by_id).is_not(None)
            | Person.first_met_on.is_not(None),
            readable(Person, audience),
            readable_or_none(Event, audience),
            readable_or_none(_introducer, audience),
        )
        .order_by(Person.first_met_on.desc().nulls_last(), Person.name_key, Person.id)
    )
    if event_id is not None:
        statement = statement.where(Person.first_met_event_id == event_id)
    if introduced_by_id is not None:
        statement = statement.where(Person.introduced_by_id == introduced_by_id)
    if first_day is not None:
        statement = statement.where(Person.first_met_on >= first_day)
    if last_day is not None:
        statement = statement.where(Person.first_met_on <= last_day)
    return tuple(fetch(session, FirstMetRow, statement))


_SEEN_FROM_THERE = {
    PersonLink.COLLEAGUE: m("Colleague of"),
    PersonLink.ASSISTANT_TO: m("Has as assistant"),
    PersonLink.RELATED_TO: m("Related to"),
    PersonLink.ALTERNATE_FOR: m("Has as alternate"),
}


@dataclass(frozen=True, slots=True)
class PersonLinkRow:
    """A link of somebody to another person, in words read from the first."""

    id: int
    type: PersonLink
    words: str
    other_id: int
    other: str
    starts_on: date | None
    starts_precision: Precision
    ends_on: date | None
    ends_precision: Precision
    end_reason: str
    note: str
    version: int
    is_current: bool


def list_person_links(
    session: Session, person_id: int, *, today: date, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[PersonLinkRow, ...]:
    """Return the links of somebody to other people, current ones first; those the audience may read on both ends."""
    other, link = aliased(Person, name="other"), PersonRelationship
    seen = session.execute(select(Person.id).where(Person.id == person_id, readable(Person, audience))).first()
    if seen is None:
        raise WrongUse(_("There is no person number {number}.").format(number=person_id))
    rows = session.execute(
        select(link, other.id.label("other_id"), other.display_name)
        .join(other, or_(other.id == link.from_id, other.id == link.to_id))
        .where(
            or_(link.from_id == person_id, link.to_id == person_id),
            other.id != person_id,
            other.archived_at.is_(None),
            readable(other, audience),
        )
    )
    found = [
        PersonLinkRow(
            one.id,
            one.type,
            label(one.type) if one.from_id == person_id else _(_SEEN_FROM_THERE[one.type]),
            other_id,
            name,
            one.starts_on,
            one.starts_precision,
            one.ends_on,
            one.ends_precision,
            one.end_reason,
            one.note,
            one.version,
            is_current(one.starts_on, one.ends_on, today),
        )
        for one, other_id, name in rows
    ]
    return tuple(sorted(found, key=lambda row: (not row.is_current, row.words, row.other, row.id)))
