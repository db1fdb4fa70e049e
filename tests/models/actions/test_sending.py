"""Noting what was sent: a conversation for each, the file kept once, one step to take back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.actions.attachments import of_file
from models.actions.contact_points import ContactPointFields, add_contact_point
from models.actions.sending import Sending, log_sent
from models.entities import AttachmentContent, ContactPointKind, Person
from models.errors import WrongUse
from models.queries.attachments import list_attachments, read_attachment
from models.queries.conversations import find_conversation
from models.queries.mail_addresses import list_mail_addresses
from models.queries.parties import Party
from models.store import Store
from models.vocabulary import Channel, Direction, ReplyState, Visibility
from tests.models.people_and_places import TODAY, Numbers, make_area


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        return make_area(session)


def sending(channel: Channel = Channel.EMAIL) -> Sending:
    file = of_file("area-committee 2026-11-22.pdf", b"%PDF-1.7 not really")
    return Sending(file, channel, TODAY, "Area committee report", "Dear all", "Sam", Visibility.PUBLIC)


def test_each_has_a_conversation_with_the_same_file(store: Store, area: Numbers) -> None:
    with store.write("Send") as session:
        made = log_sent(session, sending(), [Party(area.nair), Party(organisation_id=area.oakley), Party(area.nair)])
    assert len(made) == 2
    with store.read() as session:
        rows = [find_conversation(session, number) for number in made]
        files = [list_attachments(session, ("conversation", number)) for number in made]
        assert session.scalar(select(func.count()).select_from(AttachmentContent)) == 1
        assert read_attachment(session, files[0][0].id).data == b"%PDF-1.7 not really"
    assert [row.row.who for row in rows] == ["Cllr Priya Nair (Northfield City Council)", "Oakley College"]
    assert {(row.row.direction, row.row.reply_state) for row in rows} == {(Direction.OUT, ReplyState.NONE_NEEDED)}
    assert files[0][0].id == files[1][0].id
    assert files[0][0].name == "area-committee 2026-11-22.pdf"


def test_it_is_taken_back_in_one_step(store: Store, area: Numbers) -> None:
    with store.write("Send the report") as session:
        made = log_sent(session, sending(), [Party(area.nair), Party(area.joe)])
    assert store.undo() == "Send the report"
    with store.read() as session:
        assert list_attachments(session) == ()
        with pytest.raises(WrongUse):
            find_conversation(session, made[0])
    store.redo()
    with store.read() as session:
        assert [len(list_attachments(session, ("conversation", number))) for number in made] == [1, 1]


def test_what_cannot_be_sent_is_refused(store: Store, area: Numbers) -> None:
    with pytest.raises(WrongUse, match="Enter who gets it"), store.write("Send") as session:
        log_sent(session, sending(), [])
    with pytest.raises(WrongUse, match="by email or by letter"), store.write("Send") as session:
        log_sent(session, sending(Channel.CALL), [Party(area.nair)])


def test_addresses_are_those_of_today_and_nobody_is_written_to_who_asked_not_to_be(store: Store, area: Numbers) -> None:
    with store.write("Addresses") as session:
        for owner, value, end in (
            ({"person_id": area.nair}, "old@northfield.example", TODAY),
            ({"person_id": area.nair}, "priya@northfield.example", None),
            ({"person_id": area.joe}, "joe@brookfield.example", None),
            ({"organisation_id": area.oakley}, "office@oakley.example", None),
        ):
            add_contact_point(
                session,
                ContactPointFields(
                    kind=ContactPointKind.EMAIL, value=value, starts_on=TODAY - timedelta(90), ends_on=end, **owner
                ),
            )
        session.get_one(Person, area.joe).do_not_contact = "email"
    asked = [
        Party(area.joe, area.brookfield),
        Party(area.nair),
        Party(organisation_id=area.oakley),
        Party(organisation_id=area.far),
        Party(area.head, area.oakley),
    ]
    with store.read() as session:
        rows = list_mail_addresses(session, asked, today=TODAY)
    assert [row.address for row in rows] == [
        "",
        "priya@northfield.example",
        "office@oakley.example",
        "",
        "office@oakley.example",
    ]
    assert [row.is_refused for row in rows] == [True, False, False, False, False]
