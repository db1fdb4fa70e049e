"""Telling organisations about an event: each asked and written to, by email where that is wanted, else by letter."""

from __future__ import annotations

import pytest

from models.actions.contact_points import ContactPointFields, add_contact_point
from models.actions.events import EventFields, create_event
from models.actions.telling import Telling, tell_organisations
from models.entities import ContactPointKind, Person
from models.errors import WrongUse
from models.queries.conversations import find_conversation
from models.queries.promotions import Recipient, list_promotions
from models.queries.telling import plan_messages
from models.store import Store
from models.vocabulary import Channel, ContactWay, Direction, PromotionState, ReplyState
from tests.models.people_and_places import TODAY, Numbers, make_area, moment


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        return make_area(session)


@pytest.fixture
def event(store: Store, area: Numbers) -> int:
    with store.write("Event") as session:
        return create_event(session, EventFields("Winter concert", moment(2026, 12, 10, 18, 30), place="Hall"))


def recipient(number: int, name: str, contact: int | None = None, called: str = "") -> Recipient:
    return Recipient(number, name, "", 500, None, 0, 0, contact, called)


def planned(store: Store, one: Recipient, channel: Channel = Channel.EMAIL):
    with store.read() as session:
        return plan_messages(session, [one], channel, today=TODAY)[0]


def test_each_is_asked_and_what_was_written_is_a_conversation(store: Store, area: Numbers, event: int) -> None:
    tellings = [
        Telling(area.oakley, Channel.EMAIL, "Dear Joe", area.joe),
        Telling(area.brookfield, Channel.LETTER, "Dear all"),
    ]
    with store.write("Tell 2 neighbours") as session:
        made = tell_organisations(session, event, tellings, TODAY, subject="Winter concert", our_person="Sam")
    with store.read() as session:
        rows = {row.organisation_id: row for row in list_promotions(session, event)}
        talks = [find_conversation(session, number) for number in made]
    assert {row.state for row in rows.values()} == {PromotionState.ASKED}
    assert (rows[area.oakley].person_id, rows[area.brookfield].person_id) == (area.joe, None)
    assert [one.row.channel for one in talks] == [Channel.EMAIL, Channel.LETTER]
    assert [one.note for one in talks] == ["Dear Joe", "Dear all"]
    assert {(one.row.direction, one.row.reply_state) for one in talks} == {(Direction.OUT, ReplyState.NONE_NEEDED)}
    assert store.undo() == "Tell 2 neighbours"
    with store.read() as session:
        assert list_promotions(session, event) == ()


def test_nobody_and_a_call_are_refused(store: Store, area: Numbers, event: int) -> None:
    for tellings in ([], [Telling(area.oakley, Channel.CALL, "Rang them")]):
        with pytest.raises(WrongUse), store.write("Tell") as session:
            tell_organisations(session, event, tellings, TODAY, subject="Winter concert")
    with store.read() as session:
        assert list_promotions(session, event) == ()


def test_an_email_goes_to_the_contact_then_to_the_office_and_a_letter_where_there_is_neither(
    store: Store, area: Numbers
) -> None:
    one = recipient(area.brookfield, "Brookfield", area.joe, "Joe")
    before = planned(store, one)
    assert (before.channel, before.person) == (Channel.LETTER, "Joe")
    with store.write("Address") as session:
        add_contact_point(
            session,
            ContactPointFields(ContactPointKind.EMAIL, "office@brookfield.example", organisation_id=area.brookfield),
        )
    office = planned(store, recipient(area.brookfield, "Brookfield"))
    assert (office.channel, office.person_id, office.address) == (Channel.EMAIL, None, "office@brookfield.example")
    by_letter = planned(store, one, Channel.LETTER)
    assert (by_letter.channel, by_letter.person_id) == (Channel.LETTER, area.joe)


def test_who_wants_neither_email_nor_letter_is_not_named(store: Store, area: Numbers) -> None:
    with store.write("They said so") as session:
        session.get(Person, area.joe).do_not_contact = ", ".join((ContactWay.EMAIL.value, ContactWay.LETTER.value))
    one = planned(store, recipient(area.brookfield, "Brookfield", area.joe, "Joe"))
    assert (one.channel, one.person_id, one.person) == (Channel.LETTER, None, "")
