"""A file of contacts on a real screen with real keys: from Ctrl+I over a doubtful row to taking it back."""

from __future__ import annotations

import pytest

from tests.screen.desk import Desk
from tests.screen.test_story import choose_file, close, make_book

CARDS = """BEGIN:VCARD\r
VERSION:3.0\r
N:{family};{given};;;\r
FN:{given} {family}\r
EMAIL:{given}@{at}\r
END:VCARD\r
"""


def card(given: str, family: str, at: str = "school.example") -> str:
    return CARDS.format(given=given, family=family, at=at)


def look_at(desk: Desk, name: str, *cards: str) -> None:
    file = desk.documents / name
    file.write_text("".join(cards), "utf-8", newline="")
    desk.press("ctrl+i")
    desk.see("Bring in what you have")
    desk.press("alt+c")
    choose_file(desk, "Choose files to bring in", file)
    desk.dialog("Liaison Desk")
    desk.see(name)


@pytest.mark.timeout(150)
def test_contacts_come_in_and_go_out_again_by_keys(desk: Desk) -> None:
    make_book(desk)
    look_at(desk, "first.vcf", card("Ann", "Leeming"))
    desk.see("Bring in 1 person")
    desk.tab_to("Bring in 1 person")
    desk.press("space")
    desk.focused("Rows of the import")
    desk.see("1 person  ·  0 organisations")
    look_at(desk, "second.vcf", card("Ann", "Leeming", "other.example"), card("Cy", "Dee"))
    desk.focused("Rows of the file")
    desk.see("Doubtful", "1: Ann Leeming")
    desk.press("n")
    desk.see("Bring in 2 people")
    desk.tab_to("Bring in 2 people")
    desk.press("space")
    desk.see("3 people  ·  0 organisations")
    desk.press("alt+k")
    desk.dialog("Take back this import")
    desk.see("2 records go.")
    desk.press("ctrl+Return")
    desk.dialog("Liaison Desk")
    desk.see("2 records were taken back.")
    close(desk)
