"""Templates of letters in the book, and noting letters that went out."""

from __future__ import annotations

from datetime import date

import pytest

from models.actions.attachments import of_file, sweep_contents
from models.actions.letter_templates import (
    LetterTemplateFields,
    add_letter_template,
    edit_letter_template,
    remove_letter_template,
    replace_letter_template,
)
from models.actions.letters import SentLetter, log_letters
from models.actions.organisations import OrganisationFields, create_organisation
from models.errors import WrongUse
from models.queries.attachments import list_attachments
from models.queries.conversations import ConversationFilter, list_conversations
from models.queries.letter_templates import find_letter_template, list_letter_templates, read_letter_template
from models.queries.parties import Party
from models.queries.unanswered import list_unanswered
from models.vocabulary import Channel, Direction, OrganisationKind, Visibility

DAY = date(2026, 11, 22)
FIRST, SECOND = of_file("letter.docx", b"one"), of_file("letter.docx", b"two")


def kept(store):
    with store.read() as session:
        return [(row.name, read_letter_template(session, row.id).data) for row in list_letter_templates(session)]


def test_a_template_is_added_replaced_renamed_and_removed_and_each_step_can_be_taken_back(store) -> None:
    with store.write("Add") as session:
        number = add_letter_template(session, LetterTemplateFields("Invitation"), FIRST, DAY)
    assert kept(store) == [("Invitation", b"one")]
    with store.write("Replace") as session:
        replace_letter_template(session, number, SECOND, DAY)
    assert kept(store) == [("Invitation", b"two")]
    with store.read() as session:
        assert len(list_attachments(session)) == 1, "the file before it is not left behind"
    with store.write("Rename") as session:
        edit_letter_template(session, number, LetterTemplateFields("Invitation to the fair"))
    with store.write("Remove") as session:
        remove_letter_template(session, number)
    assert kept(store) == []
    with store.write("Sweep") as session:
        sweep_contents(session)
    store.undo()
    for expected in ([("Invitation to the fair", b"two")], [("Invitation", b"two")], [("Invitation", b"one")], []):
        if kept(store) != expected:
            store.undo()
        assert kept(store) == expected


def test_a_name_is_needed_and_taken_once(store) -> None:
    with store.write("Add") as session:
        add_letter_template(session, LetterTemplateFields("Invitation"), FIRST, DAY)
    with pytest.raises(WrongUse, match="already"), store.write("Again") as session:
        add_letter_template(session, LetterTemplateFields("INVITATION"), SECOND, DAY)
    with pytest.raises(WrongUse, match="name"), store.write("None") as session:
        add_letter_template(session, LetterTemplateFields("  "), SECOND, DAY)


def test_a_template_is_seen_by_those_only_who_may(store) -> None:
    with store.write("Add") as session:
        number = add_letter_template(session, LetterTemplateFields("Private", Visibility.CONFIDENTIAL), FIRST, DAY)
    with store.read() as session:
        assert list_letter_templates(session, audience=Visibility.INTERNAL) == ()
        assert find_letter_template(session, "private", audience=Visibility.INTERNAL) is None
        assert find_letter_template(session, "private") == number
        with pytest.raises(WrongUse):
            read_letter_template(session, number, audience=Visibility.INTERNAL)


def test_letters_are_noted_in_one_step_each_with_its_words_and_waits_for_its_answer(store) -> None:
    with store.write("Schools") as session:
        numbers = [
            create_organisation(session, OrganisationFields(name=name, kind=OrganisationKind.INSTITUTION))
            for name in ("Greenway", "Southgate")
        ]
    letters = [SentLetter(Party(organisation_id=number), f"Dear {number} <b>") for number in numbers]
    with store.write("Write letters") as session:
        made = log_letters(session, letters, DAY, subject="Fair", our_person="Sam", reply_expected_by=date(2026, 12, 4))
    assert len(made) == 2
    with store.read() as session:
        rows = list_conversations(session, ConversationFilter(words="Fair"), limit=None).rows
        assert {(row.channel, row.direction) for row in rows} == {(Channel.LETTER, Direction.OUT)}
        assert {row.id for row in list_unanswered(session, date(2026, 12, 20))} == set(made)
    store.undo()
    with store.read() as session:
        assert not list_conversations(session, ConversationFilter(words="Fair"), limit=None).rows
    with pytest.raises(WrongUse), store.write("None") as session:
        log_letters(session, [], DAY, subject="Fair")
