"""Which part somebody had in a conversation: said, kept when it is edited, taken back, hidden from others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.actions.conversations import ConversationFields, edit_conversation, fields_of, log_conversation
from models.actions.party_parts import set_party_part
from models.errors import WrongUse
from models.queries.parties import Party
from models.queries.party_parts import list_party_parts
from models.store import Store
from models.vocabulary import Channel, Direction, PartyPart, Visibility
from tests.models.people_and_places import TODAY, Numbers, make_area

PUBLIC = Visibility.PUBLIC


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        return make_area(session)


def test_parts_are_said_kept_and_taken_back(store: Store, area: Numbers) -> None:
    head, joe, council = Party(area.head), Party(area.joe), Party(organisation_id=area.council)
    with store.write("Write") as session:
        fields = ConversationFields(Channel.EMAIL, Direction.OUT, TODAY, (head, council), visibility=PUBLIC)
        number = log_conversation(session, fields)

    def parts(audience: Visibility = Visibility.CONFIDENTIAL) -> list[tuple[str, PartyPart | None]]:
        with store.read() as session:
            return [(row.name, row.part) for row in list_party_parts(session, number, TODAY, audience=audience)]

    ada = "Ms Ada Brook (Brookfield Primary School)"
    assert parts() == [(ada, None), ("Northfield City Council", None)]
    with store.write("Say who got it") as session:
        set_party_part(session, number, head, PartyPart.TO)
        set_party_part(session, number, council, PartyPart.COPY)
    said = [(ada, PartyPart.TO), ("Northfield City Council", PartyPart.COPY)]
    assert parts() == said
    with store.write("Edit") as session:
        edit_conversation(session, number, replace(fields_of(session, number), subject="Hall", parties=(council, head)))
    assert parts() == said
    with pytest.raises(WrongUse, match="no party to this conversation"), store.write("Slip") as session:
        set_party_part(session, number, joe, PartyPart.FROM)
    with store.write("Not known after all") as session:
        set_party_part(session, number, head, None)
    assert parts()[0] == (ada, None)
    store.undo()
    assert parts() == said
    # Ada is a person of the office's own list: the public reads her school alone.
    assert parts(PUBLIC)[0] == ("Brookfield Primary School", PartyPart.TO)


def test_parts_of_a_conversation_above_the_reader_are_not_told(store: Store, area: Numbers) -> None:
    with store.write("Write") as session:
        fields = ConversationFields(Channel.LETTER, Direction.OUT, TODAY, (Party(organisation_id=area.council),))
        number = log_conversation(session, fields)
    with store.read() as session:
        assert len(list_party_parts(session, number, TODAY)) == 1
        assert list_party_parts(session, number, TODAY, audience=PUBLIC) == ()
