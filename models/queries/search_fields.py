"""The fields that saved searches ask of each kind of record, and what each stands for in the database.

A test of a field is one of the words in OPERATORS for its type; the value is data and never becomes SQL. What a field
looks at besides the record itself (its roles, its conversations) is left out where the audience may not read it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true, union_all

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
    RelationshipOwner,
)
from models.queries.audience import readable
from models.queries.contact_facts import by_conversation, by_meeting, meeting_day, still_awaited
from models.queries.dated import valid_on
from models.queries.organisation_filter import within
from models.queries.search_tests import Asking, FieldType, SearchField, Test
from models.queries.unanswered import IS_AWAITING
from models.vocabulary import (
    Channel,
    CommitmentState,
    Direction,
    EventStage,
    MeetingState,
    MinutesState,
    OrganisationKind,
    ReplyState,
    Tier,
)
from resources.i18n import marked as m


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


def _any_contact(test: Test, asking: Asking) -> ColumnElement[bool]:
    """Contact as lists count it: conversations with them or their people, and meetings they were present at."""
    said = and_(
        test(Conversation.happened_on),
        Conversation.happened_on <= asking.today,
        readable(Conversation, asking.audience),
    )
    met = and_(
        test(meeting_day),
        Meeting.starts_at < start_of(asking.today + timedelta(days=1)),
        readable(Meeting, asking.audience),
    )
    parts = (*(part.where(said) for part in by_conversation()), *(part.where(met) for part in by_meeting()))
    return Organisation.id.in_(union_all(*parts))


def _near(test: Test, asking: Asking) -> ColumnElement[bool]:
    near = asking.our_place()
    return test(false() if near is None else within(near))


def _looked_after(test: Test, asking: Asking) -> ColumnElement[bool]:
    return exists().where(
        RelationshipOwner.organisation_id == Organisation.id,
        valid_on(RelationshipOwner, asking.today),
        RelationshipOwner.person_id == Person.id,
        readable(Person, asking.audience),
        test(Person.display_name),
    )


def _holds_role(test: Test, asking: Asking) -> ColumnElement[bool]:
    held = select(Affiliation.person_id).where(
        valid_on(Affiliation, asking.today),
        Affiliation.organisation_id.in_(select(Organisation.id).where(readable(Organisation, asking.audience))),
    )
    return test(Person.id.in_(held))


def _for_ward(test: Test, asking: Asking) -> ColumnElement[bool]:
    return exists().where(
        Affiliation.person_id == Person.id,
        valid_on(Affiliation, asking.today),
        Affiliation.area_id == Area.id,
        readable(Area, asking.audience),
        test(Area.name_key),
    )


def _promised(column: Any) -> Callable[[Test, Asking], ColumnElement[bool]]:
    def where(test: Test, asking: Asking) -> ColumnElement[bool]:
        people = select(Person.id).where(readable(Person, asking.audience), test(Person.display_name))
        found: ColumnElement[bool] = column.in_(people)
        return found

    return where


def _yes_no(label: str, column: Callable[[Asking], ColumnElement[bool]]) -> SearchField:
    return SearchField(label, FieldType.YES_NO, lambda test, asking: test(column(asking)))


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
        "any contact": SearchField(m("Last contact"), FieldType.DAY, _any_contact),
        "owes a reply": _yes_no(m("Unanswered"), lambda asking: Organisation.id.in_(still_awaited(asking.today))),
        "near us": SearchField(m("Near us"), FieldType.YES_NO, _near),
        "owner": SearchField(m("Looked after by"), FieldType.TEXT, _looked_after),
        "status": SearchField(m("State"), FieldType.TEXT, lambda test, _a: _profile(test, InstitutionProfile.status)),
        **_MARKS,
    },
    "person": {
        "name": _text(m("Name"), Person.display_name),
        "interests": _text(m("Interests"), Person.interests),
        "role": SearchField(m("Role"), FieldType.TEXT, _role(Affiliation.role)),
        "topic": SearchField(m("Ask about"), FieldType.TEXT, _role(Affiliation.topics)),
        "organisation": SearchField(m("Organisation"), FieldType.TEXT, _role(Organisation.name_key), folded=True),
        "holds a role": SearchField(m("With a role today"), FieldType.YES_NO, _holds_role),
        "ward": SearchField(m("Councillor for"), FieldType.TEXT, _for_ward, folded=True),
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
        "late reply": _yes_no(
            m("Overdue reply"),
            lambda asking: and_(IS_AWAITING, Conversation.reply_expected_by < asking.today),
        ),
        "ours": _text(m("Who of us"), Conversation.our_person),
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
        "owner": SearchField(m("Who does it"), FieldType.TEXT, _promised(Commitment.owner_person_id)),
        "to": SearchField(m("Promised to"), FieldType.TEXT, _promised(Commitment.to_person_id)),
        **_MARKS,
    },
    "meeting": {
        "title": _text(m("Title"), Meeting.title),
        "place": _text(m("Place"), Meeting.place),
        "state": _choice(m("State"), Meeting.state, MeetingState),
        "minutes": _choice(m("Minutes"), Meeting.minutes_state, MinutesState),
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
