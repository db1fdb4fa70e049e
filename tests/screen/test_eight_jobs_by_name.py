"""The eight jobs without keys and without a mouse: over AT-SPI, by what each thing is called, from another process."""

from __future__ import annotations

import pytest

from tests.screen.by_name import ByName
from tests.screen.desk import Desk
from tests.screen.opened import book, desk, program
from tests.screen.outcomes import CONCERT, DECISION, NOTE, PROMISE, RESULT, Book

__all__ = ["book", "desk", "program"]

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def voice(desk: Desk) -> ByName:
    """What acts by names, with Home in view."""
    made = ByName(desk)
    made.go("Home", "Needs doing")
    desk.reader.heard()
    return made


def test_a_councillors_call_is_logged(desk: Desk, voice: ByName, book: Book) -> None:
    voice.do("push button", "Log a conversation")
    desk.dialog("Log a conversation")
    voice.fill("Who with", "nair")
    voice.do("list item", "Cllr Priya Nair, *")
    voice.fill("What was said", NOTE)
    desk.see("Will be saved to: Cllr Priya Nair")
    voice.do("push button", "Save")
    desk.dialog("Liaison Desk")
    voice.said("Saved: Log conversation with Cllr Priya Nair")
    book.expect_call()


def test_a_meeting_is_kept(desk: Desk, voice: ByName, book: Book) -> None:
    before = book.last_meeting()
    voice.command("Record", "New meeting…")
    desk.dialog("New meeting")
    voice.fill("Title", "southgate he")
    voice.do("list item", "Southgate heads' meeting, *")
    desk.see("Filled from the last meeting")
    for box in ("Bring the same people as last time", "It has taken place, and all came"):
        assert voice.find("check box", box).has("CHECKED")
    voice.do("push button", "Save")
    desk.dialog("Liaison Desk")
    desk.see("Who was there")
    # The first of those who were there is chosen; another one to it, and both were absent.
    voice.do("table cell", "Person: Mrs Maeve Gallagher")
    voice.drop_down("Change…", "Apologies")
    voice.said("2 people, Apologies")
    voice.fill("Type what was decided, then press Enter", DECISION)
    voice.do("push button", "Add to: Decisions")
    voice.find("list item", f"1, {DECISION}*")
    voice.fill("Type: Joe to send room plan by Friday, then press Enter", PROMISE)
    voice.do("push button", "Add to: Commitments made")
    voice.said("Joe Linden: Send plan, by Friday ")
    voice.fill("What will anyone see once it is done?", RESULT)
    voice.do("push button", "Keep it")
    voice.said("New commitment")
    voice.find("list item", "Send plan, Joe Linden*")
    book.expect_meeting(before, absent=2)


def test_who_to_contact_at_a_college(desk: Desk, voice: ByName, book: Book) -> None:
    voice.fill("Search everything", "brook")
    voice.said("First: Brookfield Sixth Form College, ")
    voice.do("list item", "Brookfield Sixth Form College, *")
    desk.see("Who to contact")
    expected = book.contacts_of("Brookfield Sixth Form College")
    told = [node.name for node in desk.look().front.all_of("label")]
    below = told[told.index("Who to contact") + 1 :]
    assert below[0] == expected[0].name
    assert expected[0].email in below[1]
    answers = expected[0].answers
    assert f"Answered {answers.answered} of {answers.asked} in the last 12 months" in below[1]


def test_who_was_not_contacted_this_term(desk: Desk, voice: ByName, book: Book) -> None:
    count = book.quiet()
    voice.do("push button", f"See who they are: {count} organisations not contacted this term")
    assert voice.find("check box", f"Not contacted this term {count}").has("CHECKED")
    desk.wait(lambda sight: sight.find(f"{count}", "label"), f"{count} in the list")
    assert len(desk.look().front.all_of("list item")) > 3


def test_the_area_committee_report(desk: Desk, voice: ByName, book: Book) -> None:
    voice.command("Reports", "Area committee report…")
    desk.see("Area committee report", "of ")
    voice.do("push button", "Save as PDF")
    desk.dialog("Save the report")
    voice.do("push button", "Save")
    voice.said("Saved as area-committee")
    book.expect_report()


def test_neighbours_are_told_about_an_event(desk: Desk, voice: ByName, book: Book) -> None:
    before = book.asked()
    voice.do("push button", CONCERT)
    voice.do("push button", "Tell neighbours…")
    desk.dialog("Tell neighbours")
    everybody = voice.find("push button", "Write to *").name
    line = voice.find("list item", "The Withies School, *")
    assert line.has("CHECKED")
    voice.do("list item", "The Withies School, *")
    count = int(everybody.removeprefix("Write to ")) - 1
    voice.find("push button", f"Write to {count}")
    assert not voice.find("list item", "The Withies School, *").has("CHECKED")
    voice.do("push button", f"Write to {count}")
    desk.dialog("Liaison Desk")
    voice.said(f"Saved: Tell {count} neighbours")
    book.expect_told(before, count)


def test_late_commitments_are_chased(desk: Desk, voice: ByName, book: Book) -> None:
    late = book.late()
    voice.do("push button", f"Chase them: {len(late)} commitments are late")
    desk.see(f"Late {len(late)}", "Write reminders")
    voice.command("Edit", "Choose all lines")
    voice.do("push button", "Write reminders")
    desk.dialog("Write reminders")
    voice.do("push button", "Write * emails")
    desk.dialog("Liaison Desk")
    voice.said("Saved: ")
    book.expect_chased(late)


def test_everything_held_about_a_person_is_answered(desk: Desk, voice: ByName, book: Book) -> None:
    voice.fill("Search everything", "nair")
    voice.said("First: Cllr Priya Nair, ")
    voice.do("list item", "Cllr Priya Nair, *")
    desk.see("Why we keep this record")
    voice.command("Record", "Everything we hold about a person…")
    desk.dialog("Everything we hold about a person")
    voice.do("push button", "Find everything")
    voice.said(" records ticked")
    voice.fill("Identity confirmed on", "today")
    voice.do("push button", "Save PDF and spreadsheet…")
    desk.dialog("Save PDF and spreadsheet")
    voice.do("push button", "Save")
    voice.said("They hold personal data")
    book.expect_answer()
    voice.do("push button", "Close")
    desk.dialog("Liaison Desk")
