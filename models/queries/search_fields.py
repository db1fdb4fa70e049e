"""The fields that saved searches ask of each kind of record, and what each stands for in the database.

A test of a field is one of the words in OPERATORS for its type; the value is data and never becomes SQL. What a field
looks at besides the record itself (its roles, its conversations) is left out where the audience may not read it.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import and_, exists, true

from models.base import Record
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
from models.queries.contact_facts import still_awaited
from models.queries.search_conditions import (
    any_contact,
    choice_field,
    contacted,
    day_field,
    for_ward,
    holds_role,
    looked_after,
    near_us,
    number_field,
    of_party,
    of_profile,
    of_role,
    organisation_field,
    promised,
    text_field,
    yes_no_field,
)
from models.queries.search_tests import FieldType, SearchField
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

_TAG = SearchField(m("Tag or theme"), FieldType.TAG, lambda _test, _asking: true())
_GROUP = SearchField(m("Group"), FieldType.GROUP, lambda _test, _asking: true())
_MARKS = {"tag": _TAG, "group": _GROUP}

FIELDS: Mapping[str, Mapping[str, SearchField]] = {
    "organisation": {
        "name": text_field(m("Name"), Organisation.name_key, folded=True),
        "kind": choice_field(m("Kind"), Organisation.kind, OrganisationKind),
        "body kind": text_field(m("Kind of body"), Organisation.body_kind),
        "phase": SearchField(
            m("Phase of education"), FieldType.TEXT, lambda test, _a: of_profile(test, InstitutionProfile.phase)
        ),
        "authority": SearchField(
            m("Local authority"), FieldType.TEXT, lambda test, _a: of_profile(test, InstitutionProfile.la_name)
        ),
        "pupils": SearchField(
            m("Pupils on roll"), FieldType.NUMBER, lambda test, _a: of_profile(test, InstitutionProfile.pupils)
        ),
        "ward": SearchField(
            m("Ward"),
            FieldType.TEXT,
            lambda test, asking: exists().where(
                Area.id == Organisation.ward_id, readable(Area, asking.audience), test(Area.name_key)
            ),
            folded=True,
        ),
        "town": text_field(m("Town"), Organisation.town),
        "postcode": text_field(m("Postcode"), Organisation.postcode),
        "tier": choice_field(m("Relationship"), Organisation.tier, Tier),
        "opened": day_field(m("Opened"), Organisation.opened_on),
        "closed": day_field(m("Closed"), Organisation.closed_on),
        "contact": SearchField(
            m("In contact"), FieldType.DAY, contacted(ConversationParty.organisation_id, Organisation)
        ),
        "any contact": SearchField(m("Last contact"), FieldType.DAY, any_contact),
        "owes a reply": yes_no_field(m("Unanswered"), lambda asking: Organisation.id.in_(still_awaited(asking.today))),
        "near us": SearchField(m("Near us"), FieldType.YES_NO, near_us),
        "owner": SearchField(m("Looked after by"), FieldType.TEXT, looked_after),
        "status": SearchField(m("State"), FieldType.TEXT, lambda test, _a: of_profile(test, InstitutionProfile.status)),
        **_MARKS,
    },
    "person": {
        "name": text_field(m("Name"), Person.display_name),
        "interests": text_field(m("Interests"), Person.interests),
        "role": SearchField(m("Role"), FieldType.TEXT, of_role(Affiliation.role)),
        "topic": SearchField(m("Ask about"), FieldType.TEXT, of_role(Affiliation.topics)),
        "organisation": SearchField(m("Organisation"), FieldType.TEXT, of_role(Organisation.name_key), folded=True),
        "holds a role": SearchField(m("With a role today"), FieldType.YES_NO, holds_role),
        "ward": SearchField(m("Councillor for"), FieldType.TEXT, for_ward, folded=True),
        "term ends": SearchField(m("Term of office ends"), FieldType.DAY, of_role(Affiliation.term_ends_on)),
        "contact": SearchField(m("In contact"), FieldType.DAY, contacted(ConversationParty.person_id, Person)),
        **_MARKS,
    },
    "conversation": {
        "subject": text_field(m("About"), Conversation.subject),
        "note": text_field(m("What was said"), Conversation.note),
        "channel": choice_field(m("Channel"), Conversation.channel, Channel),
        "direction": choice_field(m("Direction"), Conversation.direction, Direction),
        "reply": choice_field(m("Reply"), Conversation.reply_state, ReplyState),
        "day": day_field(m("Day"), Conversation.happened_on),
        "late reply": yes_no_field(
            m("Overdue reply"),
            lambda asking: and_(IS_AWAITING, Conversation.reply_expected_by < asking.today),
        ),
        "ours": text_field(m("Who of us"), Conversation.our_person),
        "reply expected": day_field(m("Reply expected by"), Conversation.reply_expected_by),
        "organisation": SearchField(
            m("Organisation"),
            FieldType.TEXT,
            of_party(Organisation, ConversationParty.organisation_id, Organisation.name_key),
            folded=True,
        ),
        "person": SearchField(
            m("Person"), FieldType.TEXT, of_party(Person, ConversationParty.person_id, Person.display_name)
        ),
        **_MARKS,
    },
    "commitment": {
        "text": text_field(m("Commitment"), Commitment.text),
        "result": text_field(m("What shows it"), Commitment.observable_result),
        "state": choice_field(m("State"), Commitment.state, CommitmentState),
        "made": day_field(m("Made on"), Commitment.made_on),
        "due": day_field(m("Due"), Commitment.due_on),
        "closed": day_field(m("Closed on"), Commitment.closed_on),
        "organisation": organisation_field(Commitment.owner_organisation_id, Commitment.to_organisation_id),
        "owner": SearchField(m("Who does it"), FieldType.TEXT, promised(Commitment.owner_person_id)),
        "to": SearchField(m("Promised to"), FieldType.TEXT, promised(Commitment.to_person_id)),
        **_MARKS,
    },
    "meeting": {
        "title": text_field(m("Title"), Meeting.title),
        "place": text_field(m("Place"), Meeting.place),
        "state": choice_field(m("State"), Meeting.state, MeetingState),
        "minutes": choice_field(m("Minutes"), Meeting.minutes_state, MinutesState),
        "day": day_field(m("Day"), Meeting.starts_at, at_time=True),
        "organisation": organisation_field(Meeting.organisation_id),
        **_MARKS,
    },
    "event": {
        "title": text_field(m("Title"), Event.title),
        "kind": text_field(m("Kind"), Event.kind),
        "place": text_field(m("Place"), Event.place),
        "stage": choice_field(m("Stage"), Event.stage, EventStage),
        "day": day_field(m("Day"), Event.starts_at, at_time=True),
        "expected": number_field(m("Expected"), Event.expected),
        "turn-out": number_field(m("Turn-out"), Event.turn_out),
        "organisation": organisation_field(Event.organisation_id),
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
