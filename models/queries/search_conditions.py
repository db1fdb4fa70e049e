"""What the fields of saved searches look at: the record itself, or what hangs on it and the audience may read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, union_all

from models.base import Record
from models.dates import start_of
from models.entities import (
    Affiliation,
    Area,
    Conversation,
    ConversationParty,
    InstitutionProfile,
    Meeting,
    Organisation,
    Person,
    RelationshipOwner,
)
from models.queries.audience import readable
from models.queries.contact_facts import by_conversation, by_meeting, meeting_day
from models.queries.dated import valid_on
from models.queries.organisation_filter import within
from models.queries.search_tests import Asking, FieldType, SearchField, Test
from resources.i18n import marked as m


def _own(column: Any) -> Callable[[Test, Asking], ColumnElement[bool]]:
    return lambda test, _asking: test(column)


def text_field(label: str, column: Any, *, folded: bool = False) -> SearchField:
    """Return a field for the words of a column."""
    return SearchField(label, FieldType.TEXT, _own(column), folded=folded)


def day_field(label: str, column: Any, *, at_time: bool = False) -> SearchField:
    """Return a field for the day of a column."""
    return SearchField(label, FieldType.DAY, _own(column), at_time=at_time)


def choice_field(label: str, column: Any, choices: type[StrEnum]) -> SearchField:
    """Return a field for a column of a fixed list."""
    return SearchField(label, FieldType.CHOICE, _own(column), choices)


def number_field(label: str, column: Any) -> SearchField:
    """Return a field for the number of a column."""
    return SearchField(label, FieldType.NUMBER, _own(column))


def of_profile(test: Test, column: Any) -> ColumnElement[bool]:
    """Test a column of the profile of an institution."""
    return exists().where(InstitutionProfile.organisation_id == Organisation.id, test(column))


def contacted(party: Any, record: type[Record]) -> Callable[[Test, Asking], ColumnElement[bool]]:
    """Test the days of the conversations that a record had a part in."""

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


def of_role(column: Any) -> Callable[[Test, Asking], ColumnElement[bool]]:
    """Test a column of the roles that somebody has today."""

    def where(test: Test, asking: Asking) -> ColumnElement[bool]:
        return exists().where(
            Affiliation.person_id == Person.id,
            valid_on(Affiliation, asking.today),
            Affiliation.organisation_id == Organisation.id,
            readable(Organisation, asking.audience),
            test(column),
        )

    return where


def of_party(record: type[Record], party: Any, name: Any) -> Callable[[Test, Asking], ColumnElement[bool]]:
    """Test the names of those who had a part in a conversation."""

    def where(test: Test, asking: Asking) -> ColumnElement[bool]:
        return exists().where(
            ConversationParty.conversation_id == Conversation.id,
            party == record.id,
            readable(record, asking.audience),
            test(name),
        )

    return where


def organisation_field(*columns: Any) -> SearchField:
    """Return a field for the names of the organisations that some columns point to."""

    def where(test: Test, asking: Asking) -> ColumnElement[bool]:
        named = select(Organisation.id).where(readable(Organisation, asking.audience), test(Organisation.name_key))
        return or_(*(column.in_(named) for column in columns))

    return SearchField(m("Organisation"), FieldType.TEXT, where, folded=True)


def any_contact(test: Test, asking: Asking) -> ColumnElement[bool]:
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


def near_us(test: Test, asking: Asking) -> ColumnElement[bool]:
    """Test whether an organisation is near ours."""
    near = asking.our_place()
    return test(false() if near is None else within(near))


def looked_after(test: Test, asking: Asking) -> ColumnElement[bool]:
    """Test the name of whoever looks after an organisation today."""
    return exists().where(
        RelationshipOwner.organisation_id == Organisation.id,
        valid_on(RelationshipOwner, asking.today),
        RelationshipOwner.person_id == Person.id,
        readable(Person, asking.audience),
        test(Person.display_name),
    )


def holds_role(test: Test, asking: Asking) -> ColumnElement[bool]:
    """Test whether somebody has a role today."""
    held = select(Affiliation.person_id).where(
        valid_on(Affiliation, asking.today),
        Affiliation.organisation_id.in_(select(Organisation.id).where(readable(Organisation, asking.audience))),
    )
    return test(Person.id.in_(held))


def for_ward(test: Test, asking: Asking) -> ColumnElement[bool]:
    """Test the name of the ward that somebody is councillor for today."""
    return exists().where(
        Affiliation.person_id == Person.id,
        valid_on(Affiliation, asking.today),
        Affiliation.area_id == Area.id,
        readable(Area, asking.audience),
        test(Area.name_key),
    )


def promised(column: Any) -> Callable[[Test, Asking], ColumnElement[bool]]:
    """Test the name of the person that a column of a commitment points to."""

    def where(test: Test, asking: Asking) -> ColumnElement[bool]:
        people = select(Person.id).where(readable(Person, asking.audience), test(Person.display_name))
        found: ColumnElement[bool] = column.in_(people)
        return found

    return where


def yes_no_field(label: str, column: Callable[[Asking], ColumnElement[bool]]) -> SearchField:
    """Return a field for something that holds or does not."""
    return SearchField(label, FieldType.YES_NO, lambda test, asking: test(column(asking)))
