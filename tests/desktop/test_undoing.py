"""Ctrl+Z does what the hand means: the typing of the field at hand first, then the last change of the book."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.commands import Command
from desktop.forms.fields import NotesField
from desktop.pages.organisations import SPEC as ORGANISATIONS
from desktop.widgets.line_edit import LineEdit
from models.queries.organisation_detail import find_organisation
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]


@pytest.fixture
def desk(open_desk, sample_file):
    made = open_desk(sample_file, ORGANISATIONS, first="organisations")
    page = made.window.stack.current_page()
    page.show_record("organisation", 1)
    page._on_edit()
    QApplication.processEvents()
    return made


def field(desk, name, kind=LineEdit):
    page = desk.window.stack.current_page()
    return next(one for one in page.findChildren(kind) if one.objectName() == f"field_{name}")


def town(desk):
    with desk.store.read() as session:
        return find_organisation(session, 1, today=TODAY).row.town


def undo(widget):
    QTest.keyClick(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()


def test_typing_is_taken_back_before_the_book_is(desk):
    line, before = field(desk, "town"), town(desk)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "Elmham")
    action = desk.window.commands[Command.UNDO]
    desk.window.menus_of(Command.UNDO).aboutToShow.emit()
    assert action.text() == "&Undo: what you typed"
    assert action.isEnabled()
    action.trigger()
    assert line.text() != "Elmham"
    assert town(desk) == before


def test_what_is_saved_is_taken_back_from_the_book_by_its_name(desk):
    line, before = field(desk, "town"), town(desk)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "Elmham")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert town(desk) == "Elmham"
    assert not line.isUndoAvailable()
    assert line.hasFocus()
    action = desk.window.commands[Command.UNDO]
    assert action.text().startswith("&Undo: Change to ")
    action.trigger()
    assert town(desk) == before
    assert line.text() == before
    assert desk.window.commands[Command.REDO].text().startswith("&Redo: Change to ")


def test_notes_let_the_book_have_undo_when_they_have_nothing_of_their_own(desk, qtbot):
    notes = field(desk, "note", NotesField)
    notes.setFocus()
    QTest.keyClicks(notes, "Ring first. ")
    assert notes.document().isUndoAvailable()
    undo(notes)
    assert "Ring first." not in notes.text()
    QTest.keyClicks(notes, "Ring first. ")
    field(desk, "town").setFocus()
    assert not notes.document().isUndoAvailable()
    notes.setFocus()
    desk.window.menus_of(Command.UNDO).aboutToShow.emit()
    assert desk.window.commands[Command.UNDO].text().startswith("&Undo: Change to ")


def test_the_undo_bar_takes_back_the_book_whatever_is_typed(desk):
    line, before = field(desk, "town"), town(desk)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "Elmham")
    QTest.keyClick(line, Qt.Key.Key_Return)
    other = field(desk, "county")
    other.setFocus()
    QTest.keyClicks(other, "Kent")
    desk.window.undo_bar.undo.click()
    assert town(desk) == before
