"""What is due by its age, and who asks to be erased, lead to the preview of an erasure, and to nothing by itself."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QLabel
from sqlalchemy import update

from desktop.dialogs.erasing.dialog import EraseDialog
from desktop.pages.home import SPEC as HOME
from desktop.pages.settings import SPEC as SETTINGS
from models.actions.people import PersonFields, create_person
from models.actions.retention import KeepFields, keep_longer
from models.actions.subject_requests import SubjectRequestFields, create_request
from models.entities import Person
from models.vocabulary import RetentionHold, SubjectRight
from tests.desktop.accessibility import audit
from tests.desktop.in_view import in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

ERASE = "Erase them for good…"


@pytest.fixture
def desk(open_desk):
    made = open_desk(None, SETTINGS, HOME, first="home")
    with made.store.write("Somebody of long ago") as session:
        made.nair = create_person(session, PersonFields("Nair", "Priya"))
        long_ago = datetime(2020, 1, 10, 9)  # noqa: DTZ001 - as the book keeps it
        session.execute(update(Person).where(Person.id == made.nair).values(created_at=long_ago))
    return made


def menu_of(desk, card: str, number: int) -> dict:
    desk.window.stack.show_page("settings", "protection")
    shown = desk.window.stack.current_page().tabs.parts_tabs["protection"].cards[card]
    return {action.text(): action for action in shown.menu_of(number).actions()}


def test_who_is_due_is_kept_held_or_erased_with_the_same_preview(desk) -> None:
    menu = menu_of(desk, "retention_due", desk.nair)
    assert [words for words in menu if words] == ["Keep it until…", "Hold it…", ERASE, "Open it"]
    menu[ERASE].trigger()
    dialog = in_view(EraseDialog)
    assert (dialog.who.text(), dialog.told) == ("Priya Nair", None)
    assert dialog.reason.text() == "Looked at by its age; due since 10 Jan 2022"
    assert not dialog.erase.isEnabled(), "nothing before it was seen"
    assert not audit(dialog)


def test_what_can_be_done_with_a_row_is_said_while_there_is_one(desk) -> None:
    def said() -> list[str]:
        desk.window.stack.show_page("settings", "protection")
        card = desk.window.stack.current_page().tabs.parts_tabs["protection"].cards["retention_due"]
        return [label.text() for label in card.findChildren(QLabel) if label.isVisibleTo(card)]

    assert any("keep it, hold it, or erase" in words for words in said())
    with desk.store.write("Keep") as session:
        keep_longer(session, KeepFields(TODAY, "Needed", desk.nair, keep_until=date(2028, 1, 1)))
    assert not any("keep it, hold it, or erase" in words for words in said())


def test_a_hold_is_said_where_it_prevents_an_erasure(desk, qtbot) -> None:
    with desk.store.write("Hold") as session:
        keep_longer(session, KeepFields(TODAY, "A claim", desk.nair, hold=RetentionHold.LITIGATION))
    dialog = EraseDialog(desk.context, (desk.nair, "Priya Nair"), reason="asked")
    qtbot.addWidget(dialog)
    dialog.look.click()
    qtbot.waitUntil(lambda: "Lift the hold first" in dialog.problem.text())
    assert dialog.told is None


@pytest.mark.parametrize(("right", "leads"), [(SubjectRight.ERASURE, True), (SubjectRight.ACCESS, False)])
def test_who_asks_to_be_erased_can_be(desk, right, leads) -> None:
    with desk.store.write("Note") as session:
        fields = SubjectRequestFields(date(2026, 11, 2), right, "All of it", desk.nair, "Her solicitor")
        number = create_request(session, fields)
    menu = menu_of(desk, "subject_request", number)
    assert (ERASE in menu) is leads
    if leads:
        menu[ERASE].trigger()
        dialog = in_view(EraseDialog)
        assert (dialog.who.text(), dialog.reason.text()) == ("Priya Nair", "Asked on 2 Nov 2026")
