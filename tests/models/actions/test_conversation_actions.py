"""Logging conversations, replies, chases and giving up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from models.actions import conversations
from models.actions.conversations import ConversationFields, Party
from models.actions.deleted import bring_back_records
from models.entities import Channel, Conversation, ConversationParty, Direction, ReplyState
from models.errors import StaleRecord, WrongUse
from models.queries.conversations import find_conversation, find_oldest_awaiting
from models.queries.unanswered import list_unanswered
from models.store import Store
from tests.models.people_and_places import TODAY, Numbers, make_area, make_person


def letter(*parties: Party, on: date = TODAY, **more: object) -> ConversationFields:
    fields = {"channel": Channel.LETTER, "direction": Direction.OUT, "happened_on": on, "parties": parties}
    return ConversationFields(**{**fields, **more})


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        return make_area(session)


def test_a_person_speaks_for_the_organisation_of_that_day(store: Store, area: Numbers) -> None:
    with store.write("Log") as session:
        now = conversations.log_conversation(session, letter(Party(person_id=area.joe)))
        then = conversations.log_conversation(session, letter(Party(person_id=area.joe), on=date(2026, 8, 31)))
        last_day = conversations.log_conversation(session, letter(Party(person_id=area.joe), on=date(2026, 9, 1)))
    with store.read() as session:
        assert find_conversation(session, now).row.who == "Mr Joe Marsh (Brookfield Primary School)"
        assert find_conversation(session, then).row.who == "Mr Joe Marsh (Oakley College)"
        assert find_conversation(session, last_day).row.who == "Mr Joe Marsh (Brookfield Primary School)"


def test_several_people_and_organisations_each_once(store: Store, area: Numbers) -> None:
    parties = (Party(area.nair), Party(area.nair, area.council), Party(organisation_id=area.oakley))
    with store.write("Log") as session:
        number = conversations.log_conversation(session, letter(*parties))
    with store.read() as session:
        assert find_conversation(session, number).row.who == "Cllr Priya Nair (Northfield City Council), Oakley College"


def test_a_letter_waits_and_its_reply_closes_it(store: Store, area: Numbers) -> None:
    with store.write("Log") as session:
        asked = conversations.log_conversation(
            session,
            letter(Party(organisation_id=area.oakley), subject="Hall", reply_expected_by=TODAY + timedelta(7)),
        )
    with store.read() as session:
        offered = find_oldest_awaiting(session, organisation_ids=[area.oakley])
        assert offered is not None
        assert offered.id == asked
    with store.write("Reply") as session:
        answer = conversations.record_reply(session, asked, TODAY + timedelta(3), note="Yes")
    with store.read() as session:
        detail = find_conversation(session, asked)
        assert detail.row.reply_state is ReplyState.RECEIVED
        assert detail.row.replied_on == TODAY + timedelta(3)
        assert detail.answered_by is not None
        assert detail.answered_by.id == answer
        back = find_conversation(session, answer)
        assert [one.id for one in back.answers] == [asked]
        assert (back.row.subject, back.row.direction, back.note) == ("Re: Hall", Direction.IN, "Yes")
        assert find_oldest_awaiting(session, organisation_ids=[area.oakley]) is None


def test_a_chase_of_a_chase_belongs_to_the_first_letter(store: Store, area: Numbers) -> None:
    with store.write("Log") as session:
        asked = conversations.log_conversation(
            session, letter(Party(area.nair), on=date(2026, 9, 1), reply_expected_by=date(2026, 9, 15))
        )
        first = conversations.chase(session, asked, date(2026, 9, 20), channel=Channel.CALL)
        conversations.chase(session, first, date(2026, 10, 5), reply_expected_by=date(2026, 10, 12))
    with store.read() as session:
        (row,) = list_unanswered(session, TODAY)
        assert (row.id, row.times_chased, row.last_chased_on) == (asked, 2, date(2026, 10, 5))
        assert (row.days_waiting, row.days_late) == (82, 41)
        assert row.who == "Cllr Priya Nair (Northfield City Council)"
        (earlier,) = list_unanswered(session, date(2026, 9, 30))
        assert earlier.times_chased == 1
    with store.write("Reply") as session:
        conversations.record_reply(session, first, date(2026, 11, 1))
    with store.read() as session:
        assert list_unanswered(session, TODAY) == ()
        assert [row.id for row in list_unanswered(session, date(2026, 10, 31))] == [asked]


def test_giving_up_needs_a_reason_and_can_be_chased_again(store: Store, area: Numbers) -> None:
    with store.write("Log") as session:
        asked = conversations.log_conversation(session, letter(Party(area.nair), reply_expected_by=TODAY))
    with pytest.raises(WrongUse, match="why you stop"), store.write("Give up") as session:
        conversations.give_up(session, asked, "  ")
    with store.write("Give up") as session:
        conversations.give_up(session, asked, "Asked the ward office in its place")
    with store.read() as session:
        detail = find_conversation(session, asked)
        assert detail.row.reply_state is ReplyState.GAVE_UP
        assert detail.reply_note == "Asked the ward office in its place"
        assert list_unanswered(session, TODAY) == ()
    with pytest.raises(WrongUse, match="not waiting"), store.write("Give up") as session:
        conversations.give_up(session, asked, "Again")
    with store.write("Chase") as session:
        conversations.chase(session, asked, TODAY)
    with store.read() as session:
        assert [row.id for row in list_unanswered(session, TODAY)] == [asked]


def test_editing_keeps_the_rows_of_parties_that_stay(store: Store, area: Numbers) -> None:
    with store.write("Log") as session:
        number = conversations.log_conversation(
            session, letter(Party(organisation_id=area.oakley), Party(organisation_id=area.brookfield))
        )
        parties = select(ConversationParty.id).where(ConversationParty.organisation_id == area.oakley)
        kept = session.execute(parties).scalar_one()
    with store.read() as session:
        fields = conversations.fields_of(session, number)
    assert fields.version == 1
    changed = ConversationFields(
        **{name: getattr(fields, name) for name in ConversationFields.__slots__}
        | {"subject": "New", "parties": (Party(organisation_id=area.oakley), Party(organisation_id=area.far))}
    )
    with store.write("Edit") as session:
        conversations.edit_conversation(session, number, changed)
    with store.read() as session:
        assert session.execute(parties).scalar_one() == kept
        assert find_conversation(session, number).row.who == "Oakley College, Far End Primary School"
        assert find_conversation(session, number).row.subject == "New"
    with pytest.raises(StaleRecord), store.write("Edit") as session:
        conversations.edit_conversation(session, number, changed)


def test_taking_back_that_it_was_a_reply_makes_the_letter_wait_again(store: Store, area: Numbers) -> None:
    with store.write("Log") as session:
        asked = conversations.log_conversation(session, letter(Party(area.nair), reply_expected_by=TODAY))
        answer = conversations.record_reply(session, asked, TODAY)
    with store.write("Edit") as session:
        fields = conversations.fields_of(session, answer)
        assert fields.answers_id == asked
        names = {name: getattr(fields, name) for name in ConversationFields.__slots__}
        conversations.edit_conversation(session, answer, ConversationFields(**names | {"answers_id": None}))
    with store.read() as session:
        assert find_conversation(session, asked).row.reply_state is ReplyState.AWAITING


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"parties": ()}, "who the conversation was with"),
        ({"reply_expected_by": date(2026, 1, 1)}, "on or after the conversation"),
        ({"direction": Direction.IN, "reply_expected_by": TODAY}, "Clear the reply date"),
        ({"parties": (Party(person_id=999),)}, "no person number 999"),
        ({"parties": (Party(organisation_id=999),)}, "no organisation number 999"),
        ({"answers_id": 1}, "cannot be their reply"),
        ({"direction": Direction.IN, "answers_id": 77}, "no conversation number 77"),
    ],
)
def test_refusals_say_what_to_do(store: Store, area: Numbers, more: dict[str, object], words: str) -> None:
    fields = {"parties": (Party(area.nair),), **more}
    parties = fields.pop("parties")
    with pytest.raises(WrongUse, match=words), store.write("Log") as session:
        conversations.log_conversation(session, letter(*parties, **fields))
    with store.read() as session:
        assert session.execute(select(func.count()).select_from(Conversation)).scalar_one() == 0


def test_archiving_takes_a_conversation_out_of_the_waiting(store: Store, area: Numbers) -> None:
    with store.write("Log") as session:
        asked = conversations.log_conversation(session, letter(Party(area.nair), reply_expected_by=TODAY))
        conversations.archive_conversation(session, asked)
    with store.read() as session:
        assert list_unanswered(session, TODAY) == ()
        assert find_conversation(session, asked).archived
    with store.write("Restore") as session:
        bring_back_records(session, [("conversation", asked)])
    with store.read() as session:
        assert len(list_unanswered(session, TODAY)) == 1


@pytest.mark.parametrize(
    ("typed", "person", "organisation"),
    [
        ("nair", "nair", None),
        ("Cllr Nair", "nair", None),
        ("priya nair", "nair", None),
        ("NAIR Priya", "nair", None),
        ("oak", None, "oakley"),
        ("Oakley College", None, "oakley"),
        ("far end primary", None, "far"),
    ],
)
def test_a_party_by_name(store: Store, area: Numbers, typed: str, person: str | None, organisation: str | None) -> None:
    with store.read() as session:
        party = conversations.resolve_party(session, typed)
    assert party == Party(person and getattr(area, person), organisation and getattr(area, organisation))


def test_a_name_that_means_nobody_or_several(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        make_person(session, "Dr", "Joe", "Marsh")
    with store.read() as session:
        with pytest.raises(WrongUse, match="nobody and no organisation called “zebra”"):
            conversations.resolve_party(session, "zebra")
        with pytest.raises(WrongUse, match=r"Perhaps you mean .*Brookfield Primary School \(organisation:\d+\)"):
            conversations.resolve_party(session, "primary sch")
        with pytest.raises(WrongUse, match=r"Brookfield Primary School .* or Ms Ada Brook"):
            conversations.resolve_party(session, "brook")
        with pytest.raises(WrongUse, match=f"person:{area.joe}"):
            conversations.resolve_party(session, "joe marsh")
        assert conversations.resolve_party(session, f"person:{area.joe}") == Party(area.joe)
        with pytest.raises(WrongUse, match="no person:999"):
            conversations.resolve_party(session, "person:999")
        with pytest.raises(WrongUse, match="Enter the name"):
            conversations.resolve_party(session, " ,; ")


STEPS = st.lists(
    st.tuples(st.sampled_from(["log", "reply", "chase", "give_up"]), st.integers(0, 400), st.booleans()), max_size=12
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_last_contact_never_moves_backwards(store: Store, area: Numbers, steps: list[tuple[str, int, bool]]) -> None:
    """Whatever is logged, in whatever order and of whatever day, the last contact only moves on."""
    last_contact = (
        select(func.max(Conversation.happened_on))
        .join(ConversationParty, ConversationParty.conversation_id == Conversation.id)
        .where(ConversationParty.organisation_id == area.oakley, Conversation.archived_at.is_(None))
    )
    latest = None
    asked: list[int] = []
    for step, days, wants in steps:
        day = date(2025, 9, 1) + timedelta(days)
        with store.write("Step") as session:
            try:
                if step == "log" or not asked:
                    due = day + timedelta(10) if wants else None
                    fields = letter(Party(organisation_id=area.oakley), on=day, reply_expected_by=due)
                    asked.append(conversations.log_conversation(session, fields))
                elif step == "reply":
                    conversations.record_reply(session, asked[-1], day)
                elif step == "chase":
                    conversations.chase(session, asked[-1], day)
                else:
                    conversations.give_up(session, asked[-1], "No answer")
            except WrongUse:
                session.rollback()
        with store.read() as session:
            now = session.execute(last_contact).scalar_one()
        assert latest is None or (now is not None and now >= latest)
        latest = now
