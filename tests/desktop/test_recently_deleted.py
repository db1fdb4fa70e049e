"""What was deleted is found again and comes back, from a list that anybody can read and reach."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.commands import Command
from desktop.dialogs.recently_deleted import RecentlyDeletedDialog
from desktop.pages.people import SPEC as PEOPLE
from desktop.shell.attending import Attending
from desktop.theme import Appearance
from models.actions.commitments import CommitmentFields, archive_commitment, make_commitment
from models.actions.people import PersonFields, archive_person, create_person
from models.queries.people import count_people
from tests.desktop.accessibility import audit
from tests.desktop.in_view import in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]


@pytest.fixture
def desk(open_desk):
    made = open_desk(None, PEOPLE, first="people")
    with made.store.write("Add") as session:
        people = [create_person(session, PersonFields(name)) for name in ("Okafor", "Nair", "Lindqvist")]
        promise = make_commitment(session, CommitmentFields("Send the plan", TODAY))
    with made.store.write("Delete") as session:
        archive_person(session, people[0])
        archive_person(session, people[1])
        archive_commitment(session, promise)
    return made


def people(desk):
    with desk.store.read() as session:
        return count_people(session, today=TODAY)


def shown(dialog):
    return [dialog.model.row_at(n).name for n in range(dialog.model.rowCount())]


def test_one_comes_back_with_enter_and_undo_takes_it_away_again(desk, qtbot):
    attending = Attending(desk.context, desk.window)
    desk.window.commands[Command.DELETED].trigger()
    dialog = in_view(RecentlyDeletedDialog)
    assert sorted(shown(dialog)) == ["Nair", "Okafor", "Send the plan"]
    QTest.keyClicks(dialog.box, "okaf")
    qtbot.waitUntil(lambda: shown(dialog) == ["Okafor"])
    assert people(desk) == 1
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    assert people(desk) == 2
    assert shown(dialog) == []
    assert dialog.nothing.text() == "Nothing matches “okaf”."
    assert desk.window.commands[Command.UNDO].text() == "&Undo: Bring back Okafor"
    desk.window.undo()
    assert shown(dialog) == ["Okafor"]
    dialog.reject()
    attending.let_go()


def test_several_come_back_at_once(desk):
    dialog = RecentlyDeletedDialog(desk.context, desk.window)
    dialog.open()
    dialog.view.selectAll()
    assert dialog.back.text() == "Bring back 3 records"
    dialog.saved.emit()
    assert people(desk) == 3
    assert dialog.nothing.text() == "Nothing was deleted lately."
    assert not dialog.back.isEnabled()
    dialog.reject()


@pytest.mark.parametrize(("look", "percent"), [(Appearance.LIGHT, 100), (Appearance.DARK, 200)])
def test_the_list_can_be_read_and_reached(desk, qtbot, look, percent):
    desk.context.theme.set_appearance(look)
    desk.context.theme.set_zoom(percent)
    dialog = RecentlyDeletedDialog(desk.context, desk.window)
    dialog.open()
    qtbot.waitExposed(dialog)
    assert audit(dialog) == []
    dialog.reject()
