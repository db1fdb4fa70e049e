"""Reminders of what was promised: one message a person, noted with them and on each commitment."""

from __future__ import annotations

from datetime import date

import pytest

from models.actions.chasing import PromiseReminder, log_reminders
from models.actions.commitments import CommitmentFields, keep_commitment, make_commitment
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.people import PersonFields, create_person
from models.errors import WrongUse
from models.queries.chasing import plan_reminders
from models.queries.conversations import ConversationFilter, list_conversations
from models.queries.parties import Party
from models.queries.progress import StoryKind, find_story
from models.store import Store
from models.vocabulary import OrganisationKind, Visibility

MADE, TODAY = date(2026, 9, 1), date(2026, 11, 22)


def promise(session, text, due, **owner) -> int:
    return make_commitment(session, CommitmentFields(text, MADE, observable_result="It is there", due_on=due, **owner))


@pytest.fixture
def book(store: Store):
    with store.write("Begin") as session:
        school = create_organisation(session, OrganisationFields("Brookfield", OrganisationKind.INSTITUTION))
        ann = create_person(session, PersonFields("Bell", "Ann"))
        ben = create_person(session, PersonFields("Cole", "Ben", visibility=Visibility.CONFIDENTIAL))
        made = {
            "late": promise(session, "Send the plan", date(2026, 11, 1), owner_person_id=ann),
            "later": promise(session, "Book the hall", date(2026, 12, 1), owner_person_id=ann),
            "bens": promise(session, "Count the chairs", date(2026, 11, 5), owner_person_id=ben),
            "schools": promise(session, "Open the gate", date(2026, 11, 7), owner_organisation_id=school),
            "kept": promise(session, "Paint the fence", date(2026, 11, 9), owner_person_id=ann),
            "wish": make_commitment(session, CommitmentFields("Be kind", MADE)),
        }
        keep_commitment(session, made["kept"], TODAY)
    return store, made, ann, school


def test_each_person_is_reminded_once_of_all_that_is_open(book) -> None:
    store, made, ann, school = book
    with store.read() as session:
        planned = plan_reminders(session, list(made.values()), TODAY)
    of = {one.party.person_id: [row.text for row in one.rows] for one in planned}
    assert of[ann] == ["Send the plan", "Book the hall"]
    assert of[None] == ["Open the gate"], "what a school promised goes to the school where nobody is known there"
    assert next(one.party.organisation_id for one in planned if one.party.person_id is None) == school
    assert "Be kind" not in {text for texts in of.values() for text in texts}
    assert "Paint the fence" not in {text for texts in of.values() for text in texts}


def test_who_is_confidential_is_planned_for_no_audience_outside(book) -> None:
    store, made, *_rest = book
    with store.read() as session:
        inside = plan_reminders(session, list(made.values()), TODAY)
        outside = plan_reminders(session, list(made.values()), TODAY, audience=Visibility.PARTNERS)
    assert any(one.name.endswith("Cole") for one in inside)
    assert all(not one.name.endswith("Cole") for one in outside)


def test_reminders_are_noted_with_the_person_and_on_the_commitment_and_taken_back_together(book) -> None:
    store, made, ann, _school = book
    with store.write("Remind 1 person") as session:
        talks = log_reminders(
            session,
            [PromiseReminder(Party(person_id=ann), "Dear Ann", (made["late"], made["later"]))],
            TODAY,
            subject="What we agreed",
            our_person="Sam",
        )
    with store.read() as session:
        rows = list_conversations(session, ConversationFilter(person_id=ann)).rows
        stories = [find_story(session, made[name], TODAY) for name in ("late", "later")]
    assert [row.id for row in rows] == list(talks)
    for story in stories:
        assert [line.said_by for line in story if line.kind is StoryKind.UPDATE] == ["Sam"]
    store.undo()
    with store.read() as session:
        assert list_conversations(session, ConversationFilter(person_id=ann)).rows == ()
        assert not [one for one in find_story(session, made["late"], TODAY) if one.kind is StoryKind.UPDATE]


def test_a_reminder_of_nothing_is_refused(book) -> None:
    store, _made, ann, _school = book
    with pytest.raises(WrongUse, match="Tick"), store.write("Remind") as session:
        log_reminders(session, [], TODAY, subject="What we agreed")
    with pytest.raises(WrongUse, match="something promised"), store.write("Remind") as session:
        log_reminders(session, [PromiseReminder(Party(person_id=ann), "Dear Ann", ())], TODAY, subject="Hello")
