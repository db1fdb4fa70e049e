"""The eight jobs with real keys in a real window, each in as many keys as the design gives it, or fewer."""

from __future__ import annotations

import pytest

from tests.screen.desk import Desk
from tests.screen.opened import book, desk, program
from tests.screen.outcomes import CONCERT, DECISION, NOTE, PROMISE, RESULT, Book

__all__ = ["book", "desk", "program"]

pytestmark = pytest.mark.timeout(120)


class Hand:
    """Presses keys and counts them; free text is not counted, nor what belongs to the counting of the absent."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.count = desk, 0

    def press(self, *keys: str) -> None:
        """Press keys, each counted once, whatever is held down with it."""
        self.count += len(keys)
        self.desk.press(*keys)

    def name(self, letters: str) -> None:
        """Type part of a name, each letter a key."""
        self.count += len(letters)
        self.desk.write(letters)


@pytest.fixture
def hand(desk: Desk) -> Hand:
    """A hand on the keys, with Home in view."""
    desk.press("ctrl+1")
    # What is due besides is counted last: then all of Home is there.
    desk.see("Needs doing", "Chase them", "Also due")
    return Hand(desk)


def test_a_councillors_call_is_logged_in_seven_keys(desk: Desk, hand: Hand, book: Book) -> None:
    hand.press("ctrl+l")
    desk.focused("Who with")
    hand.name("nair")
    desk.see("Cllr Priya Nair, ")
    hand.press("Return")
    desk.focused("What was said")
    desk.write(NOTE)
    hand.press("ctrl+Return")
    desk.dialog("Liaison Desk")
    desk.see("Saved: Log conversation with Cllr Priya Nair")
    assert hand.count <= 7
    book.expect_call()


def test_a_meeting_is_kept_in_a_dozen_keys_and_one_for_each_absent(desk: Desk, hand: Hand, book: Book) -> None:
    before = book.last_meeting()
    hand.press("ctrl+m")
    desk.focused("Title")
    desk.write("southgate he")
    desk.see("Southgate heads' meeting, ")
    hand.press("Return")
    desk.see("Filled from the last meeting")
    hand.press("ctrl+Return")
    desk.dialog("Liaison Desk")
    desk.focused("Who was there")
    hand.press("space")
    desk.see("There?: Apologies")
    # To walk to whoever was not there is part of the one key for each of them.
    desk.press("Down", "Down")
    hand.press("space")
    desk.wait(lambda sight: len([n for n in sight.nodes if n.name == "There?: Apologies"]) == 2, "two apologies")
    absent = 2
    hand.press("alt+c")
    desk.focused("Type what was decided")
    desk.write(DECISION)
    hand.press("Return")
    desk.see(f"1, {DECISION}")
    hand.press("alt+o")
    desk.focused("Type: Joe to send")
    desk.write(PROMISE)
    desk.see("Joe Linden: Send plan, by Friday ")
    hand.press("Return")
    desk.focused("What will anyone see once it is done?")
    desk.write(RESULT)
    hand.press("Return")
    desk.see("Send plan, Joe Linden")
    assert hand.count <= 12 + absent
    book.expect_meeting(before, absent)


def test_who_to_contact_at_a_college_in_seven_keys(desk: Desk, hand: Hand, book: Book) -> None:
    hand.press("ctrl+k")
    desk.focused("Search everything")
    hand.name("brook")
    desk.see("Brookfield Sixth Form College, ")
    hand.press("Return")
    expected = book.contacts_of("Brookfield Sixth Form College")[0]
    desk.see("Who to contact", expected.name, expected.email)
    assert hand.count <= 7


def test_who_was_not_contacted_this_term_in_one_key(desk: Desk, hand: Hand, book: Book) -> None:
    count = book.quiet()
    hand.press("alt+o")
    sight = desk.see("Filter organisations", f"Not contacted this term {count}")
    chip = sight.find(f"Not contacted this term {count}", "check box")
    assert chip is not None
    assert chip.has("CHECKED")
    desk.wait(lambda seen: seen.find(f"{count}", "label"), f"{count} in the list")
    assert hand.count == 1


def test_the_area_committee_report_in_five_keys(desk: Desk, hand: Hand, book: Book) -> None:
    hand.press("alt+t")
    desk.see("Area committee report…")
    hand.press("a")
    desk.see("Area committee report", "of ")
    hand.press("alt+s")
    desk.dialog("Save the report")
    hand.press("Return")
    desk.see("Saved as area-committee")
    assert hand.count <= 5
    book.expect_report()
    # Looked through with keys: found in, turned, read as text.
    desk.press("ctrl+f")
    desk.focused("Find in the report")
    desk.write("councillor")
    desk.see("1 of ")
    desk.press("alt+a")
    desk.focused("Words of page")
    desk.press("ctrl+Page_Down")
    desk.focused("Words of page 2")


def test_neighbours_are_told_about_an_event_in_four_keys(desk: Desk, hand: Hand, book: Book) -> None:
    before = book.asked()
    desk.press("ctrl+k")
    desk.focused("Search everything")
    desk.write("greenway winter")
    desk.see(f"{CONCERT}, ")
    desk.press("Return")
    desk.see("Who has been told")
    hand.press("alt+g")
    desk.dialog("Tell neighbours")
    desk.focused("Whom to tell")
    offered = desk.look().front.find("Write to ", "push button")
    assert offered is not None
    # One is looked at and left out.
    hand.press("Down", "space")
    count = int(offered.name.removeprefix("Write to ")) - 1
    desk.see(f"Write to {count}")
    hand.press("Return")
    desk.dialog("Liaison Desk")
    desk.see(f"Saved: Tell {count} neighbours")
    assert hand.count <= 4
    book.expect_told(before, count)


def test_late_commitments_are_chased_in_four_keys(desk: Desk, hand: Hand, book: Book) -> None:
    late = book.late()
    hand.press("alt+m")
    desk.see("Write reminders", f"Late {len(late)}")
    desk.focused("Commitments")
    hand.press("ctrl+a", "alt+m")
    desk.dialog("Write reminders")
    desk.focused("Whom to remind")
    hand.press("Return")
    desk.dialog("Liaison Desk")
    desk.see("Saved: ")
    assert hand.count <= 4
    book.expect_chased(late)


def test_everything_held_about_a_person_in_nine_keys_and_a_name(desk: Desk, hand: Hand, book: Book) -> None:
    hand.press("ctrl+k")
    desk.focused("Search everything")
    desk.write("nair")
    desk.see("Cllr Priya Nair, ")
    hand.press("Return")
    desk.see("Why we keep this record")
    hand.press("alt+r")
    desk.see("Everything we hold about a person…")
    hand.press("w")
    desk.dialog("Everything we hold about a person")
    desk.focused("Find everything")
    hand.press("space")
    desk.see(" records ticked")
    hand.press("alt+i")
    desk.focused("Identity confirmed on")
    desk.write("today")
    hand.press("ctrl+Return")
    desk.dialog("Save PDF and spreadsheet")
    hand.press("Return")
    desk.see("They hold personal data")
    assert hand.count <= 9
    book.expect_answer()
    desk.press("Escape")
    desk.dialog("Liaison Desk")
