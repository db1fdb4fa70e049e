"""The fields that saved searches ask of each kind of record, and what each stands for in the database.

A test of a field is one of the words in OPERATORS for its type; the value is data and never becomes SQL. What a field
looks at besides the record itself (its roles, its conversations) is left out where the audience may not read it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from models.base import Record
from models.dates import start_of
from models.entities import (
    Affiliation,
    Area,
    Commitment,
    Conversation,
    ConversationParty,
    Event,
    InstitutionProfile,
    Meeting,
    Organisation,
    Person,
)
from models.queries.audience import readable
from models.queries.dated import valid_on
from models.text import sort_key
from models.vocabulary import (
    Channel,
    CommitmentState,
    Direction,
    EventStage,
    MeetingState,
    OrganisationKind,
    ReplyState,
    Tier,
    Visibility,
)
from resources.i18n import marked as m


class FieldType(StrEnum):
    """What a field holds, which says how it can be asked."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    CHOICE = "choice"
    YES_NO = "yes_no"
    TAG = "tag"
    GROUP = "group"


OPERATORS: Mapping[FieldType, tuple[str, ...]] = {
    FieldType.TEXT: ("contains", "begins with", "is", "is empty"),
    FieldType.NUMBER: ("is", "at least", "at most", "is empty"),
    FieldType.DAY: ("on", "before", "from", "in", "in the last days", "is empty"),
    FieldType.CHOICE: ("is", "is one of"),
    FieldType.YES_NO: ("is",),
    FieldType.TAG: ("is", "is one of"),
    FieldType.GROUP: ("is",),
}
"""How a field of each type can be asked; "before" leaves its day out, "from" takes it in."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, and on which day."""

    today: date
    audience: Visibility


Test = Callable[[InstrumentedAttribute[Any]], ColumnElement[bool]]
"""What is asked of a column."""


Choices = type[StrEnum]
"""A fixed list to choose from."""


@dataclass(frozen=True, slots=True)
class SearchField:
    """A field of a kind of record: its untranslated label, its type, and where it is looked for."""

    label: str
    type: FieldType
    where: Callable[[Test, Asking], ColumnElement[bool]]
    choices: Choices | None = None
    folded: bool = False
    """Whether the column is folded for finding, so that the value must be too."""
    at_time: bool = False
    """Whether the column holds a moment rather than a day."""


def _own(column: Any) -> Callable[[Test, Asking], ColumnElement[bool]]:
    return lambda test, _asking: test(column)


def _text(label: str, column: Any, *, folded: bool = False) -> SearchField:
    return SearchField(label, FieldType.TEXT, _own(column), folded=folded)


def _day(label: str, column: Any, *, at_time: bool = False) -> SearchField:
    return SearchField(label, FieldType.DAY, _own(column), at_time=at_time)


def _choice(label: str, column: Any, choices: type[StrEnum]) -> SearchField:
    return SearchField(label, FieldType.CHOICE, _own(column), choices)


def _number(label: str, column: Any) -> SearchField:
    return SearchField(label, FieldType.NUMBER, _own(column))


def _profile(test: Test, column: Any) -> ColumnElement[bool]:
    return exists().where(InstitutionProfile.organisation_id == Organisation.id, test(column))


def _contacted(party: Any, record: type[Record]) -> Callable[[Test, Asking], ColumnElement[bool]]:
    def where(test: Test, asking: Asking) -> ColumnElement[bool]:
        return exists().where(
            party == record.id,
            ConversationParty.conversation_id == Conversation.id,
            Conversation.archived_at.is_(None),
            Conversation.happened_on <= asking.today,
            readable(Conversation, asking.audience),
            test(Conversation.happened_on),
        )

    return where


def _role(column: Any) -> Callable[[Test, Asking], ColumnElement[bool]]:
    def where(test: Test, asking: Asking) -> ColumnElement[bool]:
        return exists().where(
            Affiliation.person_id == Person.id,
            valid_on(Affiliation, asking.today),
            Affiliation.organisation_id == Organisation.id,
            readable(Organisation, asking.audience),
            test(column),
        )

    return where


def _party(record: type[Record], party: Any, name: Any) -> Callable[[Test, Asking], ColumnElement[bool]]:
    def where(test: Test, asking: Asking) -> ColumnElement[bool]:
        return exists().where(
            ConversationParty.conversation_id == Conversation.id,
            party == record.id,
            readable(record, asking.audience),
            test(name),
        )

    return where


def _organisation(*columns: Any) -> SearchField:
    def where(test: Test, asking: Asking) -> ColumnElement[bool]:
        named = select(Organisation.id).where(readable(Organisation, asking.audience), test(Organisation.name_key))
        return or_(*(column.in_(named) for column in columns))

    return SearchField(m("Organisation"), FieldType.TEXT, where, folded=True)


_TAG = SearchField(m("Tag or theme"), FieldType.TAG, lambda _test, _asking: true())
_GROUP = SearchField(m("Group"), FieldType.GROUP, lambda _test, _asking: true())
_MARKS = {"tag": _TAG, "group": _GROUP}

FIELDS: Mapping[str, Mapping[str, SearchField]] = {
    "organisation": {
        "name": _text(m("Name"), Organisation.name_key, folded=True),
        "kind": _choice(m("Kind"), Organisation.kind, OrganisationKind),
        "body kind": _text(m("Kind of body"), Organisation.body_kind),
        "phase": SearchField(
            m("Phase of education"), FieldType.TEXT, lambda test, _a: _profile(test, InstitutionProfile.phase)
        ),
        "authority": SearchField(
            m("Local authority"), FieldType.TEXT, lambda test, _a: _profile(test, InstitutionProfile.la_name)
        ),
        "pupils": SearchField(
            m("Pupils on roll"), FieldType.NUMBER, lambda test, _a: _profile(test, InstitutionProfile.pupils)
        ),
        "ward": SearchField(
            m("Ward"),
            FieldType.TEXT,
            lambda test, asking: exists().where(
                Area.id == Organisation.ward_id, readable(Area, asking.audience), test(Area.name_key)
            ),
            folded=True,
        ),
        "town": _text(m("Town"), Organisation.town),
        "postcode": _text(m("Postcode"), Organisation.postcode),
        "tier": _choice(m("Relationship"), Organisation.tier, Tier),
        "opened": _day(m("Opened"), Organisation.opened_on),
        "closed": _day(m("Closed"), Organisation.closed_on),
        "contact": SearchField(
            m("In contact"), FieldType.DAY, _contacted(ConversationParty.organisation_id, Organisation)
        ),
        **_MARKS,
    },
    "person": {
        "name": _text(m("Name"), Person.display_name),
        "interests": _text(m("Interests"), Person.interests),
        "role": SearchField(m("Role"), FieldType.TEXT, _role(Affiliation.role)),
        "topic": SearchField(m("Ask about"), FieldType.TEXT, _role(Affiliation.topics)),
        "organisation": SearchField(m("Organisation"), FieldType.TEXT, _role(Organisation.name_key), folded=True),
        "term ends": SearchField(m("Term of office ends"), FieldType.DAY, _role(Affiliation.term_ends_on)),
        "contact": SearchField(m("In contact"), FieldType.DAY, _contacted(ConversationParty.person_id, Person)),
        **_MARKS,
    },
    "conversation": {
        "subject": _text(m("About"), Conversation.subject),
        "note": _text(m("What was said"), Conversation.note),
        "channel": _choice(m("Channel"), Conversation.channel, Channel),
        "direction": _choice(m("Direction"), Conversation.direction, Direction),
        "reply": _choice(m("Reply"), Conversation.reply_state, ReplyState),
        "day": _day(m("Day"), Conversation.happened_on),
        "reply expected": _day(m("Reply expected by"), Conversation.reply_expected_by),
        "organisation": SearchField(
            m("Organisation"),
            FieldType.TEXT,
            _party(Organisation, ConversationParty.organisation_id, Organisation.name_key),
            folded=True,
        ),
        "person": SearchField(
            m("Person"), FieldType.TEXT, _party(Person, ConversationParty.person_id, Person.display_name)
        ),
        **_MARKS,
    },
    "commitment": {
        "text": _text(m("Commitment"), Commitment.text),
        "result": _text(m("What shows it"), Commitment.observable_result),
        "state": _choice(m("State"), Commitment.state, CommitmentState),
        "made": _day(m("Made on"), Commitment.made_on),
        "due": _day(m("Due"), Commitment.due_on),
        "closed": _day(m("Closed on"), Commitment.closed_on),
        "organisation": _organisation(Commitment.owner_organisation_id, Commitment.to_organisation_id),
        **_MARKS,
    },
    "meeting": {
        "title": _text(m("Title"), Meeting.title),
        "place": _text(m("Place"), Meeting.place),
        "state": _choice(m("State"), Meeting.state, MeetingState),
        "day": _day(m("Day"), Meeting.starts_at, at_time=True),
        "organisation": _organisation(Meeting.organisation_id),
        **_MARKS,
    },
    "event": {
        "title": _text(m("Title"), Event.title),
        "kind": _text(m("Kind"), Event.kind),
        "place": _text(m("Place"), Event.place),
        "stage": _choice(m("Stage"), Event.stage, EventStage),
        "day": _day(m("Day"), Event.starts_at, at_time=True),
        "expected": _number(m("Expected"), Event.expected),
        "turn-out": _number(m("Turn-out"), Event.turn_out),
        "organisation": _organisation(Event.organisation_id),
        **_MARKS,
    },
}
"""The fields of each kind of record that can be searched for, by the words that rules name them with."""

ENTITIES: Mapping[str, type[Record]] = {
    "organisation": Organisation,
    "person": Person,
    "conversation": Conversation,
    "commitment": Commitment,
    "meeting": Meeting,
    "event": Event,
}


def test_of(field: SearchField, operator: str, value: Any) -> Test:
    """Return the test of a column that an operator and a checked value stand for."""
    if operator == "is empty":
        return _is_empty if field.type is FieldType.TEXT else lambda column: column.is_(None)
    if field.type is FieldType.TEXT:
        return _text_test(operator, value, folded=field.folded)
    if field.type is FieldType.NUMBER:
        compared: dict[str, Test] = {
            "is": lambda column: column == value,
            "at least": lambda column: column >= value,
            "at most": lambda column: column <= value,
        }
        return compared[operator]
    if field.type is FieldType.DAY:
        first, end = value
        return _between(first, end, at_time=field.at_time)
    if field.type is FieldType.YES_NO:
        return lambda column: column.is_(value)
    return lambda column: column.in_(value)


def _is_empty(column: Any) -> ColumnElement[bool]:
    return or_(column.is_(None), column == "")


def _text_test(operator: str, value: str, *, folded: bool) -> Test:
    words = sort_key(value) if folded else value.lower()

    def test(column: Any) -> ColumnElement[bool]:
        # Only plain letters change their case alike on both databases; others count as they are typed too.
        looked = [(column, words)] if folded else [(func.lower(column), words), (column, value)]
        if operator == "is":
            return or_(*(one == text for one, text in looked))
        if operator == "begins with":
            return or_(*(one.startswith(text, autoescape=True) for one, text in looked))
        return or_(*(one.contains(text, autoescape=True) for one, text in looked))

    return test


def _between(first: date | None, end: date | None, *, at_time: bool) -> Test:
    """Return the test that a day lies from a first one up to but not including another."""

    def moment(day: date) -> date | datetime:
        return start_of(day) if at_time else day

    def test(column: Any) -> ColumnElement[bool]:
        conditions = [column.is_not(None)]
        if first is not None:
            conditions.append(column >= moment(first))
        if end is not None:
            conditions.append(column < moment(end))
        return and_(*conditions)

    return test


def days_of(operator: str, value: Any, today: date) -> tuple[date | None, date | None]:
    """Return the half-open stretch that an operator on days and a checked value stand for."""
    one = timedelta(days=1)
    if operator == "on":
        return value, value + one
    if operator == "before":
        return None, value
    if operator == "from":
        return value, None
    if operator == "in the last days":
        return today - timedelta(days=value - 1), today + one
    first, end = value
    return first, end
