"""A locked window shows nothing of the book, and gives everything back to whoever knows the passphrase."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListView, QPlainTextEdit, QTableView

from desktop import locking
from desktop.commands import Command
from desktop.dialogs.quick_log import QuickLogDialog
from desktop.forms.parties import held
from desktop.pages import PAGES
from desktop.pages.settings.page import LOCK_AFTER
from desktop.settings import LOCK_MINUTES
from desktop.theme import Appearance
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.people import PersonFields, create_person
from models.store import Store
from models.vocabulary import OrganisationKind
from tests.desktop.accessibility import audit
from tests.desktop.in_view import find_in_view, in_view
from tests.desktop.started import whole_program as program

__all__ = ["program"]

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
def opened(program, book, qtbot):
    program.start(str(book))
    qtbot.waitUntil(lambda: program._opening is not None, timeout=30_000)
    program._opening.open(str(book), PHRASE)
    qtbot.waitUntil(lambda: program.store is not None, timeout=30_000)
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
            # Lists have one column and keep the question how many to themselves.
            columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
            for row in range(model.rowCount(QModelIndex())):
                for column in range(columns):
                    index = model.index(row, column)
                    yield str(index.data())
                    yield str(index.data(0x0100 + 2))
        for action in widget.actions():
            yield action.text()


def reopened_in(screen):
    """Unlock with the right passphrase; return the seconds of this process until the book is shown again."""
    screen.line.setText(PHRASE)
    start = time.process_time()
    screen.unlock.click()
    QApplication.processEvents()
    return time.process_time() - start


def told():
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    held_elsewhere = [QApplication.clipboard().text(), QApplication.applicationDisplayName()]
    return [words for words in (*words_in_view(), *held_elsewhere) if any(name in words for name in NAMES)]


@pytest.mark.requirement("R17")
def test_on_every_page_a_lock_leaves_nothing_and_opens_again_within_a_second(opened, qtbot, monkeypatch):
    # Without a screen Qt cannot tell whose the clipboard is.
    monkeypatch.setattr(locking, "_is_ours", lambda _clipboard, _kind: True)
    window, seconds = opened.window, []
    for spec in PAGES:
        window.stack.show_page(spec.key)
        QApplication.processEvents()
        page = window.stack.current_page()
        for kind, number in (("organisation", 1), ("person", 1)):
            if kind in spec.kinds:
                page.show_record(kind, number)
        window.undo_bar.tell("Zebediah Quillfeather was written to")
        window.banner.tell("Zebediah Quillfeather")
        QApplication.clipboard().setText("Zebediah Quillfeather")
        QApplication.processEvents()
        assert told(), spec.key
        opened.locking.lock_now()
        qtbot.waitUntil(lambda: opened.store is None)
        assert told() == [], spec.key
        seconds.append(reopened_in(window.centralWidget()))
        assert window.stack.current_key == spec.key
    assert len(seconds) == len(PAGES)
    assert min(seconds) <= 1


@pytest.mark.requirement("R17")
def test_it_locks_after_five_minutes_unless_told_otherwise(opened):
    assert opened.settings.get(LOCK_MINUTES) == LOCK_MINUTES.default == 5
    assert (min(LOCK_AFTER), max(LOCK_AFTER)) == (1, 30)


def test_what_another_program_copied_stays_in_the_clipboard(opened, qtbot, monkeypatch):
    QApplication.clipboard().setText("theirs")
    monkeypatch.setattr(locking, "_is_ours", lambda _clipboard, _kind: False)
    opened.locking.lock_now()
    qtbot.waitUntil(lambda: opened.store is None)
    assert QApplication.clipboard().text() == "theirs"


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
    assert screen.field.message.text().startswith("The passphrase does not open elm.liaison")
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
