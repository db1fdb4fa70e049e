"""Every key of the design pressed by a real hand in a real window."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screen.desk import Desk
from tests.screen.test_walk import DIALOGS, SECTIONS, go_to, open_book


def go_home(desk: Desk) -> None:
    go_to(desk, 1, "Home")


def part_of(desk: Desk) -> list[str]:
    """Return what has the keyboard now, with the names of what it stands in, outermost first."""
    sight = desk.look()
    focus = sight.focus
    names: list[str] = []
    while focus is not None:
        names.append(f"{focus.role} {focus.called}")
        focus = sight.nodes[focus.above] if focus.above >= 0 else None
    return names


@pytest.mark.timeout(200)
def test_the_keys_of_the_design_do_what_it_says(desk: Desk, example: Path) -> None:
    open_book(desk, example, 100)
    # The sections, and each dialog from anywhere; Escape closes it and the window has the keyboard again.
    for number, section in enumerate(SECTIONS, 1):
        go_to(desk, number, section)
    for key, title in DIALOGS:
        desk.press(key)
        desk.dialog(title)
        desk.press("Escape")
        desk.dialog("Liaison Desk")
    desk.press("ctrl+i")
    desk.see("Bring in what you have")
    # Search everything, and its way back.
    desk.press("ctrl+k")
    desk.focused("Search everything")
    desk.write("brook")
    desk.see("Brookfield Sixth Form College")
    desk.press("Return")
    desk.see("Who to contact")
    # F2 edits what is in view, Alt+Left goes back to where one was, Escape too.
    desk.press("F2")
    desk.see("Details")
    desk.press("alt+Left")
    desk.wait(lambda sight: sight.focus is not None, "a focus after going back")
    # The list is filtered, and Escape lets everything through again.
    go_to(desk, 3, "People")
    desk.press("ctrl+f")
    desk.focused("Filter")
    desk.write("nair")
    desk.see("Nair")
    desk.press("Escape")
    desk.see("Abernathy")
    # F6 walks through the parts of the window and comes round to where it began.
    go_to(desk, 3, "People")
    seen, first = [], None
    for _step in range(6):
        names = part_of(desk)
        first = first or names
        seen.append(names[0] if names else "")
        desk.press("F6")
        if len(seen) > 2 and part_of(desk) == first:
            break
    assert len(set(seen)) >= 3, seen
    # A change is taken back and made again.
    desk.press("ctrl+t")
    desk.dialog("New commitment")
    desk.press("Escape")
    desk.dialog("Liaison Desk")
    # The text gets larger, smaller and the usual size.
    desk.press("ctrl+comma")
    desk.see("Size of text", "100 %")
    for key, percent in (("ctrl+plus", "110 %"), ("ctrl+minus", "100 %"), ("ctrl+minus", "90 %"), ("ctrl+0", "100 %")):
        desk.press(key)
        desk.see(percent)
    # Help, the sheet of keys, export and new.
    desk.press("F1")
    desk.see("Your first ten minutes")
    go_to(desk, 2, "Organisations")
    desk.see("Bridge Street Children's Centre")
    desk.press("ctrl+f")
    desk.focused("Filter organisations")
    desk.press("ctrl+e")
    desk.dialog("Export this list")
    desk.press("Escape")
    desk.dialog("Liaison Desk")
    desk.press("ctrl+q")
    assert desk.ended() == 0


@pytest.mark.timeout(120)
def test_a_change_is_taken_back_and_made_again(desk: Desk, example: Path) -> None:
    open_book(desk, example, 100)
    desk.press("ctrl+shift+o")
    desk.dialog("New organisation")
    desk.fill("Name", "Zephyr Community Choir")
    desk.press("ctrl+Return")
    desk.dialog("Liaison Desk")
    desk.see("Saved: ")
    desk.press("ctrl+z")
    desk.see("Undone: ")
    desk.press("ctrl+y")
    desk.see("Done again: ")
    desk.press("ctrl+q")
    assert desk.ended() == 0


@pytest.mark.timeout(120)
def test_a_command_is_found_and_run_from_the_search_box(desk: Desk, example: Path) -> None:
    open_book(desk, example, 100)
    desk.press("ctrl+k")
    desk.focused("Search everything")
    desk.write("board paper")
    desk.see("A paper for your governing board")
    desk.press("Return")
    desk.see("Who can read this copy")
    desk.press("ctrl+k")
    desk.focused("Search everything")
    desk.write("edit this record")
    desk.see("Open a record first.")
    desk.press("Return")
    desk.see("Edit this record: Open a record first.")
    desk.press("ctrl+q")
    assert desk.ended() == 0
