"""The main job on a real screen with real keys: from an empty book to two papers, undo, and the book opened again."""

from __future__ import annotations

import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest

from reports.formatting import long_date
from tests.screen.desk import ROOT, Desk
from tests.screen.register_file import write_register

PHRASE = "four quite plain words"
LEEDS = ROOT.parent / "shared" / "data" / "dev" / "gias" / "edubase_leeds_2023-07.csv"
ASKED = "Asked for the date of the open evening"
REPLY_BY = date.today() + timedelta(days=10)  # noqa: DTZ011 - the program goes by this computer's clock too


def make_book(desk: Desk) -> None:
    """File > New record book, with a passphrase."""
    desk.start()
    desk.dialog("Welcome to Liaison Desk")
    desk.press("Escape")
    desk.dialog("Liaison Desk")
    desk.press("alt+f")
    desk.see("New record book…")
    desk.press("n")
    desk.dialog("Lock your new record book")
    desk.fill("Passphrase", PHRASE)
    desk.press("Tab")
    desk.fill("The same again", PHRASE)
    desk.press("ctrl+Return")
    desk.dialog("Your recovery code")
    desk.press("Escape")
    desk.see("Your record book is empty")
    desk.focused("Home")


def import_register(desk: Desk, file: Path, expected: str) -> None:
    desk.press("ctrl+i")
    desk.see("Bring in what you have")
    desk.press("alt+c")
    choose_file(desk, "Choose files to bring in", file)
    desk.dialog("Liaison Desk")
    desk.see("Schools and colleges of the national register", expected)
    desk.tab_to(expected)
    desk.press("space")
    desk.see("The register is here.")
    desk.tab_to("Add schools from it…")
    desk.press("space")


def choose_file(desk: Desk, title: str, place: Path) -> None:
    desk.dialog(title)
    desk.fill("File name:", str(place))
    desk.press("Return")


def adopt(desk: Desk, words: str, found: str, downs: int, button: str) -> None:
    """Search in the dialog that is open, choose the first and some below it, add them."""
    desk.dialog("Add from the register")
    desk.fill("Name", words)
    desk.see(found)
    desk.tab_to("Schools found")
    desk.press("Home", *["shift+Down"] * downs)
    desk.see(button)
    desk.press("ctrl+Return")
    desk.dialog("Liaison Desk")
    desk.see("Saved: Add")


def log_a_call(desk: Desk) -> None:
    """Ctrl+L on the school in view: we called them and want a reply."""
    desk.press("ctrl+l")
    desk.dialog("Log a conversation")
    desk.see("Take Elm Lane Nursery – St Mary’s site off")
    desk.focused("What was said")
    desk.write(ASKED)
    desk.press("alt+o")
    desk.focused("Who started it")
    desk.press("Down")
    desk.see("We contacted them")
    desk.press("alt+r")
    desk.focused("Result")
    desk.press("Down")
    desk.see("We want a reply by")
    desk.press("alt+y")
    desk.fill("Reply wanted by", long_date(REPLY_BY))
    desk.press("ctrl+Return")
    desk.dialog("Liaison Desk")
    desk.see("Saved: Log conversation with Elm Lane Nursery – St Mary’s site")


def see_it_unanswered(desk: Desk) -> None:
    desk.press("ctrl+4")
    desk.see("Filter conversations")
    desk.tab_to("Unanswered")
    desk.press("space")
    desk.see(ASKED, f"A reply is wanted by {long_date(REPLY_BY)}.")
    desk.press("space")


def hold_a_meeting(desk: Desk) -> None:
    """Ctrl+M; the head is there; she promises something."""
    desk.press("ctrl+m")
    desk.dialog("New meeting")
    desk.fill("Title", "Open evening planning")
    desk.press("alt+b")
    desk.focused("Body that meets")
    desk.write("elm lane p")
    desk.see("Elm Lane Primary School, Community school")
    desk.press("Return", "alt+s")
    desk.fill("Starts", "4pm")
    desk.press("ctrl+Return")
    desk.dialog("Liaison Desk")
    desk.see("Who was there")
    desk.tab_to("Add people")
    desk.write("verma")
    desk.see("Mrs Asha Verma, ")
    desk.press("Return")
    desk.see("There?: Expected")
    desk.press("shift+Tab")
    desk.focused("Who was there")
    desk.press("space")
    desk.see("There?: Present")
    desk.press("alt+o")
    desk.focused("Type: Joe to send")
    desk.write("Asha to send the room plan by friday")
    desk.see("Mrs Asha Verma: Send the room plan, by Friday")
    desk.press("Return")
    desk.focused("What will anyone see")
    desk.write("Room plan received")
    desk.see("it can be kept or late")
    desk.press("Return")
    desk.see("Send the room plan, Mrs Asha Verma")


def save_report(desk: Desk, menu_key: str, button_key: str, heading: str, place: Path) -> None:
    """Reports menu, then the button of the format, then the name of the file."""
    desk.press("alt+t")
    desk.see("Board paper…", "Area committee report…")
    desk.press(menu_key)
    desk.see(heading, "of ")
    desk.press(button_key)
    choose_file(desk, "Save the report", place)
    desk.see(f"Saved as {place.name} in {place.parent}.")


def undo_twice_and_make_again(desk: Desk) -> None:
    desk.press("ctrl+1")
    desk.see("Needs doing", "Send the room plan")
    for key, expected in (
        ("ctrl+z", "Undone: New commitment"),
        ("ctrl+z", "Undone: Mrs Asha Verma: present"),
        ("ctrl+y", "Done again: Mrs Asha Verma: present"),
        ("ctrl+y", "Done again: New commitment"),
    ):
        desk.press(key)
        sight = desk.see(expected)
        assert sight.shows("Mark as kept: Send the room plan") == (expected == "Done again: New commitment")


def close(desk: Desk) -> None:
    desk.press("ctrl+q")
    assert desk.ended() == 0


def what_the_book_holds(desk: Desk, phrase: Path) -> None:
    """Ask the command line, which knows no window."""

    def ask(*words: str) -> list[dict[str, object]]:
        rows: list[dict[str, object]] = desk.command("--book", desk.book, "--passphrase-file", phrase, *words)
        return rows

    schools = {row["urn"]: row["name"] for row in ask("list", "organisations")}
    assert schools == {"900001": "Elm Lane Primary School", "900002": "Elm Lane Nursery – St Mary’s site"}
    (call,) = ask("list", "conversations", "--unanswered")
    assert (call["direction"], call["reply_by"]) == ("out", REPLY_BY.isoformat())
    (meeting,) = ask("list", "meetings")
    assert meeting["name"] == "Open evening planning"
    (promise,) = ask("list", "commitments")
    assert promise["name"] == "Send the room plan"
    assert desk.command("--book", desk.book, "--passphrase-file", phrase, "check") == {"problems": []}


def see_it_all_again(desk: Desk) -> None:
    """Start again: a wrong passphrase, the right one, and every record is where it was."""
    desk.start()
    desk.dialog("Open a locked record book")
    desk.fill("Passphrase", "four quite wrong words")
    desk.press("Return")
    desk.see("The passphrase does not open")
    desk.fill("Passphrase", PHRASE)
    desk.press("Return")
    desk.dialog("Liaison Desk")
    desk.see("Needs doing", "Send the room plan", "2 organisations")
    desk.press("ctrl+4")
    desk.see(ASKED)
    desk.press("ctrl+5")
    desk.see("Open evening planning")
    desk.press("ctrl+k")
    desk.focused("Search everything")
    desk.write("verma")
    desk.see("Mrs Asha Verma, ")
    desk.press("Return")
    desk.see("Headteacher")
    close(desk)


@pytest.mark.timeout(180)
def test_the_whole_story_with_real_keys(desk: Desk) -> None:
    paper, workbook = desk.documents / "board paper.pdf", desk.documents / "area committee.xlsx"
    register = write_register(desk.documents / "edubasealldata20261101.csv")
    phrase = desk.home / "phrase.txt"
    phrase.write_text(PHRASE)
    make_book(desk)
    import_register(desk, register, "Bring in 4 schools")
    adopt(desk, "elm lane", "2 found", 1, "Add 2 schools")
    log_a_call(desk)
    see_it_unanswered(desk)
    hold_a_meeting(desk)
    desk.press("ctrl+1")
    desk.see("Promised by Mrs Asha Verma at Open evening planning", "Coming up")
    save_report(desk, "b", "alt+s", "Board paper: external relations", paper)
    save_report(desk, "a", "alt+x", "Area committee report", workbook)
    assert paper.read_bytes().startswith(b"%PDF-")
    assert zipfile.is_zipfile(workbook)
    undo_twice_and_make_again(desk)
    close(desk)
    what_the_book_holds(desk, phrase)
    see_it_all_again(desk)


@pytest.mark.timeout(120)
@pytest.mark.skipif(not LEEDS.exists(), reason="needs the real register file in ../shared/data")
def test_the_real_register_of_a_city_becomes_our_list(desk: Desk) -> None:
    make_book(desk)
    import_register(desk, LEEDS, "Bring in 771 schools")
    adopt(desk, "allerton", "6 found", 2, "Add 3 schools")
    desk.see("Allerton Bywater Primary School", "3 organisations")
    close(desk)
