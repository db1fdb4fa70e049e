"""A locked window shows nothing of the book, and gives everything back to whoever knows the passphrase."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListView, QPlainTextEdit, QTableView

from desktop import locking, open_book, places
from desktop.application import Program
from desktop.commands import Command
from desktop.dialogs.quick_log import QuickLogDialog
from desktop.errors import stop_log
from desktop.forms.parties import held
from desktop.pages import PAGES
from desktop.settings import LOCK_MINUTES, Settings
from desktop.theme import Appearance
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.people import PersonFields, create_person
from models.store import Store
from models.vocabulary import OrganisationKind
from tests.desktop.accessibility import audit
from tests.desktop.in_view import find_in_view, in_view

PHRASE = "four quite plain words"
NAMES = ("Quillfeather", "Zebediah", "a most private matter")


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "elm.liaison"
    store = Store.create(path, PHRASE)
    with store.write("Add Quillfeather School") as session:
        create_organisation(session, OrganisationFields("Quillfeather School", OrganisationKind.INSTITUTION))
        create_person(session, PersonFields("Quillfeather", given_name="Zebediah"))
    store.close()
    return path


@pytest.fixture
def program(qapp, qtbot, theme, tmp_path, monkeypatch):
    monkeypatch.setattr(open_book, "page_specs", lambda: PAGES)
    monkeypatch.setattr(places, "default_book", lambda: tmp_path / "own" / "records.liaison")
    made = Program(qapp, Settings(tmp_path / "settings.ini"), log_folder=tmp_path / "log")
    made.window.resize(1366, 728)
    qtbot.addWidget(made.window)
    yield made
    made.window.close()
    qapp.fontChanged.disconnect(made.theme._on_font_changed)
    qapp.styleHints().colorSchemeChanged.disconnect(made.theme._on_system_changed)
    stop_log()


@pytest.fixture
def opened(program, book, qtbot):
    program.start(str(book))
    qtbot.waitUntil(lambda: program._opening is not None)
    program._opening.open(str(book), PHRASE)
    qtbot.waitUntil(lambda: program.store is not None)
    return program


def words_in_view():
    """Yield every word that any widget holds, in view or not, that a user or a screen reader may meet."""
    for widget in QApplication.allWidgets():
        yield from (widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            yield widget.text()
        if isinstance(widget, QPlainTextEdit):
            yield widget.toPlainText()
        if isinstance(widget, QListView | QTableView) and widget.model() is not None:
            model = widget.model()
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    index = model.index(row, column)
                    yield str(index.data())
                    yield str(index.data(0x0100 + 2))
        for action in widget.actions():
            yield action.text()


def told():
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    return [words for words in words_in_view() if any(name in words for name in NAMES)]


def test_locking_leaves_nothing_of_the_book_and_unlocking_brings_it_back(opened, qtbot):
    window = opened.window
    window.commands[Command.GO_ORGANISATIONS].trigger()
    window.stack.current_page().show_record("organisation", 1)
    QApplication.processEvents()
    assert told()
    assert "Quillfeather" in window.commands[Command.UNDO].text()
    store = opened.store
    window.commands[Command.LOCK].trigger()
    qtbot.waitUntil(lambda: opened.store is None)
    assert told() == []
    screen = window.centralWidget()
    assert screen.objectName() == "lock_screen"
    assert screen.isVisible()
    assert not window.rail.isVisible()
    assert not window.commands[Command.LOG_CONVERSATION].isEnabled()
    assert not window.commands[Command.GO_PEOPLE].isEnabled()
    screen.line.setText("something else here")
    screen.unlock.click()
    assert screen.field.message.text().startswith("The passphrase does not open elm.liaison.")
    assert (opened.store, screen.line.text(), told()) == (None, "", [])
    screen.line.setText(PHRASE)
    start = time.monotonic()
    screen.unlock.click()
    assert time.monotonic() - start < 5
    assert opened.store is not None
    assert opened.store is not store
    assert window.stack.current_key == "organisations"
    assert window.stack.record_in_view() == ("organisation", 1)
    assert window.rail.isVisible()
    assert screen.line.text() == ""


def test_what_was_being_typed_is_there_again_after_unlocking(opened, qtbot):
    dialog = QuickLogDialog(opened.window.context, parent=opened.window)
    dialog.open()
    dialog.who.set_choices([held("organisation", 1, "Quillfeather School")])
    dialog.said.setPlainText("a most private matter")
    opened.locking.lock_now()
    qtbot.waitUntil(lambda: opened.store is None)
    assert told() == []
    assert find_in_view(QuickLogDialog) is None
    opened.locking.unlock(PHRASE)
    again = in_view(QuickLogDialog)
    assert again.said.text() == "a most private matter"
    assert [one.line.title for one in again.who.choices()] == ["Quillfeather School"]
    assert not opened.window.draft_bar.isVisible()
    again.leave()


def test_nobody_at_the_window_locks_it_and_a_key_keeps_it_open(opened, monkeypatch, qtbot):
    qtbot.waitUntil(lambda: not opened.jobs.is_busy)
    now = [1000.0]
    monkeypatch.setattr(locking.time, "monotonic", lambda: now[0])
    opened.locking.touches.touch()
    now[0] += 4 * 60
    opened.locking._look()
    assert opened.store is not None
    key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier)
    assert opened.locking.touches.eventFilter(opened.window, key) is False
    now[0] += 4 * 60
    opened.locking._look()
    assert opened.store is not None
    now[0] += 61
    opened.locking._look()
    assert opened.store is None


def test_keys_in_the_window_and_in_a_dialog_count_as_touches(opened, qtbot):
    touches = opened.locking.touches
    dialog = QuickLogDialog(opened.window.context, parent=opened.window)
    for window in (opened.window, dialog):
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        touches._at -= 1000
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
        assert touches.idle_seconds() < 500
        touches._at -= 1000
        QTest.mouseMove(window.windowHandle(), QPoint(20, 20))
        QTest.mouseMove(window.windowHandle(), QPoint(40, 20))
        qtbot.waitUntil(lambda: touches.idle_seconds() < 500)
    dialog.leave()


def test_it_can_be_switched_off(opened, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(locking.time, "monotonic", lambda: now[0])
    opened.settings.set(LOCK_MINUTES, 0)
    now[0] += 100_000
    opened.locking._look()
    assert opened.store is not None


def test_a_book_without_a_passphrase_has_nothing_to_lock_with(program, qtbot, tmp_path):
    Store.create(tmp_path / "plain.liaison").close()
    program.start(str(tmp_path / "plain.liaison"))
    qtbot.waitUntil(lambda: program.store is not None)
    action = program.window.commands[Command.LOCK]
    assert not action.isEnabled()
    assert action.toolTip() == "This book has no passphrase"
    program.locking.lock_now()
    assert program.store is not None


@pytest.mark.parametrize(("look", "percent"), [(Appearance.LIGHT, 100), (Appearance.DARK, 200)])
def test_the_lock_screen_can_be_read_and_reached(opened, qtbot, look, percent):
    opened.theme.set_appearance(look)
    opened.theme.set_zoom(percent)
    opened.locking.lock_now()
    qtbot.waitUntil(lambda: opened.store is None)
    qtbot.wait(20)
    assert audit(opened.window) == []
