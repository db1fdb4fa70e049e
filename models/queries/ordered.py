"""Long lists by any column: the numbers of all records in order, and the rows of a few of them.

The order is found once, in SQL, and kept as bare numbers, 1.6 MB for 200,000; a page then costs the same wherever it
lies, and how many there are is known. Empty cells come last in either direction.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Date, Select, Text, bindparam, case, cast, func, select, union_all
from sqlalchemy.orm import Session

from models.entities import (
    Area,
    Attendance,
    AttendanceStatus,
    Commitment,
    Conversation,
    ConversationParty,
    Event,
    InstitutionProfile,
    Meeting,
    MeetingState,
    Organisation,
    Person,
)
from models.queries.commitment_filter import CommitmentFilter, filter_conditions, in_group
from models.queries.commitments import CommitmentRow, day_of_group, list_commitment_groups
from models.queries.contact_facts import ALL_FACTS, meeting_day
from models.queries.conversations import (
    ConversationFilter,
    ConversationRow,
    conversation_conditions,
    list_conversations,
)
from models.queries.events import EventFilter, EventRow, event_conditions, list_events
from models.queries.meeting_filter import meeting_conditions
from models.queries.meetings import MeetingFilter, MeetingRow, list_meetings
from models.queries.organisation_filter import OrganisationFilter, conditions, squared_distance
from models.queries.organisations import OrganisationRow, list_organisations
from models.queries.people import PersonFilter, PersonRow, list_people, person_conditions
from models.vocabulary import CommitmentGroup, Tier

Numbers: TypeAlias = "array[int]"
AT_ONCE = 500
"""So many rows are asked for in one statement."""


@dataclass(frozen=True, slots=True)
class Order:
    """By which column a list is sorted, and which way; no column is the list's own order."""

    column: str = ""
    descending: bool = False


NATURAL = Order()


def order_organisations(
    session: Session, wanted: OrganisationFilter, order: Order = NATURAL, *, today: date
) -> Numbers:
    """Return the numbers of the organisations of a filter in order; without a column by name, or the nearest first."""
    question = select(Organisation.id).where(*conditions(session, wanted, today))
    column = order.column or ("name" if wanted.near is None else "distance")
    if wanted.phases or wanted.authority or column in ("kind", "phase", "urn", "state"):
        question = question.outerjoin(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
    if column == "ward":
        question = question.outerjoin(Area, Area.id == Organisation.ward_id)
    if column == "last_contact":
        facts = ALL_FACTS.params(today=today).subquery("facts")
        question = question.outerjoin(facts, facts.c.organisation_id == Organisation.id)
        value: ColumnElement[Any] = facts.c.last_contact_on
    elif column == "distance" and wanted.near is not None:
        value = squared_distance(wanted.near)
    else:
        value = _ORGANISATION_VALUES[column]
    return _numbers(session, question, value, order.descending, Organisation.name_key, Organisation.id)


def rows_of_organisations(
    session: Session, numbers: Sequence[int], wanted: OrganisationFilter, *, today: date
) -> tuple[OrganisationRow, ...]:
    """Return the rows of some organisations of a filter, in the order given."""
    plain = OrganisationFilter(archived=wanted.archived)
    found = _found(
        numbers,
        lambda some: list_organisations(session, replace(plain, among=_among(Organisation.id, some)), today=today).rows,
    )
    if wanted.near is None:
        return found
    from models.queries.organisations import with_distance

    return tuple(with_distance(row, wanted.near.easting, wanted.near.northing) for row in found)


def order_people(session: Session, wanted: PersonFilter, order: Order = NATURAL, *, today: date) -> Numbers:
    """Return the numbers of the people of a filter in order; without a column by family name."""
    question = select(Person.id).where(*person_conditions(session, wanted, today))
    if order.column == "last_contact":
        facts = _LAST_OF_PEOPLE.params(today=today).subquery("facts")
        question = question.outerjoin(facts, facts.c.person_id == Person.id)
        value: ColumnElement[Any] = facts.c.day
    else:
        value = _PERSON_VALUES[order.column]
    return _numbers(session, question, value, order.descending, Person.name_key, Person.id)


def rows_of_people(
    session: Session, numbers: Sequence[int], wanted: PersonFilter, *, today: date
) -> tuple[PersonRow, ...]:
    """Return the rows of some people of a filter, in the order given."""
    plain = PersonFilter(archived=wanted.archived)
    return _found(
        numbers, lambda some: list_people(session, replace(plain, among=_among(Person.id, some)), today=today).rows
    )


def order_conversations(session: Session, wanted: ConversationFilter, order: Order = NATURAL) -> Numbers:
    """Return the numbers of the conversations of a filter in order; without a column the newest first."""
    question = select(Conversation.id).where(*conversation_conditions(session, wanted))
    value = _CONVERSATION_VALUES[order.column]
    newest = (Conversation.happened_on.desc(), Conversation.id.desc())
    if not order.column or (order.column == "day" and order.descending):
        return read_numbers(session, question.order_by(*newest))
    if order.column == "day":
        return read_numbers(session, question.order_by(Conversation.happened_on, Conversation.id))
    return _numbers(session, question, value, order.descending, *newest)


def rows_of_conversations(
    session: Session, numbers: Sequence[int], wanted: ConversationFilter
) -> tuple[ConversationRow, ...]:
    """Return the rows of some conversations of a filter, in the order given."""
    plain = ConversationFilter(archived=wanted.archived)
    return _found(
        numbers,
        lambda some: list_conversations(session, replace(plain, among=_among(Conversation.id, some)), limit=None).rows,
    )


def order_events(session: Session, wanted: EventFilter, order: Order, *, coming: date | None = None) -> Numbers:
    """Return the numbers of the events of a filter in order, those that are still to come where a day is given.

    Without a column the next one comes first of those to come, and the newest of all.
    """
    question = event_conditions(select(Event.id), wanted, coming)
    by_day = order.column in ("", "day")
    forwards = coming is not None if not order.column else not order.descending
    day = (Event.starts_at, Event.id) if forwards else (Event.starts_at.desc(), Event.id.desc())
    if by_day:
        return read_numbers(session, question.order_by(*day))
    return _numbers(session, question, _EVENT_VALUES[order.column], order.descending, *day)


def rows_of_events(session: Session, numbers: Sequence[int], wanted: EventFilter) -> tuple[EventRow, ...]:
    """Return the rows of some events of a filter, in the order given."""
    plain = EventFilter(archived=wanted.archived)
    return _found(
        numbers, lambda some: list_events(session, replace(plain, among=_among(Event.id, some)), limit=None).rows
    )


def order_commitments(
    session: Session, wanted: CommitmentFilter, groups: Sequence[CommitmentGroup], today: date
) -> Numbers:
    """Return the numbers of the commitments of some parts of the list, in its order, with 0 for each heading."""
    found = array("q")
    for group in groups:
        day, backwards = day_of_group(group)
        number = (Commitment.id.desc(), day.desc()) if backwards else (Commitment.id, day)
        question = select(Commitment.id).where(in_group(group, today), *filter_conditions(wanted))
        _add_part(found, read_numbers(session, question.order_by(number[1], number[0])))
    return found


def rows_of_commitments(session: Session, numbers: Sequence[int], today: date) -> tuple[CommitmentRow, ...]:
    """Return the rows of some commitments, in the order given."""

    def ask(some: Sequence[int]) -> Sequence[CommitmentRow]:
        wanted = CommitmentFilter(among=_among(Commitment.id, some))
        pages = list_commitment_groups(session, today, wanted, limit=None)
        return [row for page in pages.values() for row in page.rows]

    return _found(numbers, ask)


def order_meetings(session: Session, sides: Sequence[MeetingFilter], today: date) -> Numbers:
    """Return the numbers of meetings, those of each side of today under a heading, for which 0 stands."""
    found = array("q")
    for side in sides:
        past = side.last_day is not None and side.last_day < today
        question = select(Meeting.id).where(*meeting_conditions(side))
        order = (Meeting.starts_at.desc(), Meeting.id.desc()) if past else (Meeting.starts_at, Meeting.id)
        _add_part(found, read_numbers(session, question.order_by(*order)))
    return found


def rows_of_meetings(session: Session, numbers: Sequence[int]) -> tuple[MeetingRow, ...]:
    """Return the rows of some meetings, in the order given."""
    return _found(
        numbers,
        lambda some: list_meetings(session, MeetingFilter(among=_among(Meeting.id, some)), limit=None).rows,
    )


def _add_part(found: Numbers, part: Numbers) -> None:
    if part:
        found.append(0)
        found.extend(part)


_HOST = select(Organisation.name_key).where(Organisation.id == Event.organisation_id).scalar_subquery()
_ORGANISATION_VALUES: Mapping[str, ColumnElement[Any]] = {
    "name": Organisation.name_key.expression,
    "kind": func.coalesce(
        InstitutionProfile.establishment_type, func.nullif(Organisation.body_kind, ""), Organisation.kind
    ),
    "phase": func.nullif(InstitutionProfile.phase, ""),
    "ward": Area.name_key.expression,
    "town": func.nullif(Organisation.town, ""),
    "postcode": func.nullif(Organisation.postcode, ""),
    "urn": InstitutionProfile.urn.expression,
    "state": func.nullif(InstitutionProfile.status, ""),
    "tier": case(
        (Organisation.tier == Tier.INTEGRATED, 1),
        (Organisation.tier == Tier.CLOSE, 2),
        (Organisation.tier == Tier.INFORMAL_ALLIANCE, 3),
    ),
}
_contact = union_all(
    select(ConversationParty.person_id, Conversation.happened_on.label("day"))
    .join(Conversation, Conversation.id == ConversationParty.conversation_id)
    .where(ConversationParty.person_id.is_not(None), Conversation.archived_at.is_(None)),
    select(Attendance.person_id, meeting_day.label("day"))
    .join(Meeting, Meeting.id == Attendance.meeting_id)
    .where(
        Attendance.status == AttendanceStatus.PRESENT,
        Meeting.state == MeetingState.HELD,
        Meeting.archived_at.is_(None),
    ),
).subquery("contact")
_LAST_OF_PEOPLE = (
    select(_contact.c.person_id, func.max(_contact.c.day).label("day"))
    .where(_contact.c.day <= bindparam("today", type_=Date))
    .group_by(_contact.c.person_id)
)
_PERSON_VALUES: Mapping[str, ColumnElement[Any]] = {
    "": Person.name_key.expression,
    "name": Person.name_key.expression,
    "preferred": func.nullif(Person.preferred_channel, ""),
}
_CONVERSATION_VALUES: Mapping[str, ColumnElement[Any]] = {
    "": Conversation.happened_on.expression,
    "day": Conversation.happened_on.expression,
    "channel": Conversation.channel.expression,
    "direction": Conversation.direction.expression,
    "subject": func.nullif(func.lower(Conversation.subject), ""),
    "ours": func.nullif(func.lower(Conversation.our_person), ""),
    "reply": Conversation.reply_state.expression,
    "expected": Conversation.reply_expected_by.expression,
    "replied": Conversation.replied_on.expression,
}
_EVENT_VALUES: Mapping[str, ColumnElement[Any]] = {
    "title": func.lower(Event.title),
    "host": _HOST,
    "place": func.nullif(func.lower(Event.place), ""),
    "kind": func.nullif(func.lower(Event.kind), ""),
    "stage": Event.stage.expression,
}


def _numbers(
    session: Session, question: Select[Any], value: ColumnElement[Any], descending: bool, *then: Any
) -> Numbers:
    """Return the numbers by a column and then by others; where nothing stands in the column, last."""
    by = (value.desc() if descending else value.asc()).nulls_last()
    return read_numbers(session, question.order_by(by, *then))


def read_numbers(session: Session, question: Select[Any]) -> Numbers:
    """Return the numbers that a question finds, as quickly as the database gives them: in one text, not row by row."""
    ordered = question.subquery("ordered")
    text = session.execute(select(func.aggregate_strings(cast(ordered.c.id, Text), ","))).scalar()
    return array("q", map(int, text.split(","))) if text else array("q")


def _among(number: Any, some: Sequence[int]) -> Select[Any]:
    return select(number).where(number.in_(some))


def _found(numbers: Sequence[int], ask: Callable[[Sequence[int]], Sequence[Any]]) -> tuple[Any, ...]:
    """Ask for rows, so many in one go, and put them in the order of their numbers, without those that have gone."""
    found: dict[int, Any] = {}
    for first in range(0, len(numbers), AT_ONCE):
        found.update((row.id, row) for row in ask(list(numbers[first : first + AT_ONCE])))
    return tuple(found[number] for number in numbers if number in found)
