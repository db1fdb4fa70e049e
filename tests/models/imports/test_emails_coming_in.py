"""Emails beside the book: with whom they were, what came with them, and what they answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from models.actions.contact_points import ContactPointFields, add_contact_point
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.people import PersonFields, create_person
from models.entities import Attachment, Conversation, ConversationParty, Person
from models.imports.centre import FileImport
from models.imports.kinds import Asked
from models.imports.known import find_import_kind
from models.imports.preview import Choice, Fate
from models.settings import OUR_ORGANISATION, set_setting
from models.store import Store
from models.vocabulary import Channel, ContactPointKind, Direction, OrganisationKind
from tests.models.imports.incoming_files import TODAY, email, on_its_way


@pytest.fixture
def priya(store: Store) -> int:
    """Somebody at the council whose address the book knows, and our own school with its address."""
    with store.write("Add") as session:
        school = create_organisation(session, OrganisationFields("Elm Lane School", OrganisationKind.INSTITUTION))
        set_setting(session, OUR_ORGANISATION, school)
        own = ContactPointFields(ContactPointKind.EMAIL, "office@elm.example", organisation_id=school)
        add_contact_point(session, own)
        number = create_person(session, PersonFields("Nair", "Priya"))
        add_contact_point(session, ContactPointFields(ContactPointKind.EMAIL, "P.Nair@north.example", person_id=number))
    return number


def test_an_email_from_somebody_known_is_a_conversation_with_its_files(
    store: Store, tmp_path: Path, priya: int
) -> None:
    path = email(tmp_path, "Priya Nair <p.nair@north.example>", "office@elm.example", file="plan.txt")
    on_its_way(store, path, "mail").take_in()
    with store.read() as session:
        (one,) = session.scalars(select(Conversation))
        assert (one.channel, one.direction, one.subject) == (Channel.EMAIL, Direction.IN, "Crossing on Elm Lane")
        assert "painted in March" in one.note
        assert session.scalars(select(ConversationParty.person_id)).all() == [priya]
        assert session.scalars(select(Attachment.name)).all() == ["plan.txt"]
    assert [line.fate for line in on_its_way(store, path, "mail").preview.lines] == [Fate.SAME]


def test_what_we_sent_goes_out_and_its_answer_is_known(store: Store, tmp_path: Path, priya: int) -> None:
    on_its_way(store, email(tmp_path, "office@elm.example", "p.nair@north.example"), "mail").take_in()
    reply = email(tmp_path, "p.nair@north.example", "office@elm.example", key="2@x", answers="1@x")
    on_its_way(store, reply, "mail").take_in()
    with store.read() as session:
        sent, came = session.scalars(select(Conversation).order_by(Conversation.id))
        assert (sent.direction, came.direction) == (Direction.OUT, Direction.IN)


def test_an_address_nobody_has_is_asked_about(store: Store, tmp_path: Path, priya: int) -> None:
    path = email(tmp_path, "Priya Nair <priya@home.example>", "office@elm.example")
    file = on_its_way(store, path, "mail")
    (line,) = file.preview.lines
    assert (line.fate, [one.id for one in line.candidates]) == (Fate.DOUBTFUL, [priya])
    file.decide({line.fingerprint: Choice.NEW})
    file.take_in()
    with store.read() as session:
        assert len(session.scalars(select(Person.id)).all()) == 2


def test_an_email_dropped_on_a_record_is_with_them(store: Store, tmp_path: Path, priya: int) -> None:
    path = email(tmp_path, "someone@else.example", "office@elm.example")
    file = FileImport(store, find_import_kind("mail"), path, Asked(TODAY, {"with": ("person", priya)}))
    assert [line.fate for line in file.preview.lines] == [Fate.NEW]
    file.take_in()
    with store.read() as session:
        assert session.scalars(select(ConversationParty.person_id)).all() == [priya]


def test_an_email_among_ourselves_is_none_to_keep(store: Store, tmp_path: Path, priya: int) -> None:
    (line,) = on_its_way(store, email(tmp_path, "office@elm.example", "office@elm.example"), "mail").preview.lines
    assert (line.fate, line.reasons) == (Fate.REFUSED, ("It is between our own addresses only.",))


@pytest.mark.parametrize("sent", ["Mon, 16 Nov 2099 09:30:00 +0000", "Mon, 1 Jan 1601 00:00:00 +0000"])
def test_a_date_that_cannot_be_right_is_told_and_not_kept(store: Store, tmp_path: Path, priya: int, sent: str) -> None:
    path = email(tmp_path, "Priya Nair <p.nair@north.example>", "office@elm.example")
    path.write_text(path.read_text().replace("Mon, 16 Nov 2026 09:30:00 +0000", sent))
    file = on_its_way(store, path, "mail")
    assert any("cannot be right" in note for note in file.preview.lines[0].notes)
    file.take_in()
    with store.read() as session:
        assert session.scalars(select(Conversation.happened_on)).all() == [TODAY]
