"""What is pressed while Home is seen and the book is still being opened is done when the book is open, not lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.commands import SPECS, Command
from desktop.dialogs.quick_log import QuickLogDialog
from models.store import Store
from tests.desktop.in_view import find_in_view
from tests.desktop.started import whole_program
from tests.desktop.test_first_sight import book, program, start_and_hold

__all__ = ["book", "program", "whole_program"]

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def press(program, key, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key as the system hands it to a window: shortcuts first, then what has the focus."""
    QTest.keyClick(program.window.windowHandle(), key, modifier)


def write(program, letters: str):
    for letter in letters:
        press(program, Qt.Key(ord(letter.upper())))


def test_a_dialog_asked_for_too_early_opens_with_what_was_typed(qtbot, program, monkeypatch, book):
    go_on = start_and_hold(qtbot, program, monkeypatch, book)
    press(program, Qt.Key.Key_L, CTRL)
    write(program, "nair")
    qtbot.wait(50)
    assert find_in_view(QuickLogDialog) is None
    go_on()
    qtbot.waitUntil(lambda: find_in_view(QuickLogDialog) is not None, timeout=20_000)
    dialog = find_in_view(QuickLogDialog)
    qtbot.waitUntil(lambda: any("nair" in line.text().lower() for line in dialog.findChildren(QLineEdit)))
    dialog.close()


def test_keys_are_done_in_their_order(qtbot, program, monkeypatch, book):
    go_on = start_and_hold(qtbot, program, monkeypatch, book)
    press(program, Qt.Key.Key_3, CTRL)
    press(program, Qt.Key.Key_F, CTRL)
    write(program, "brook")
    go_on()
    qtbot.waitUntil(lambda: program.store is not None, timeout=20_000)
    press(program, Qt.Key.Key_S)
    window = program.window
    qtbot.waitUntil(lambda: window.stack.current_key == "people", timeout=20_000)
    qtbot.waitUntil(lambda: window.stack.current_page().filter_box().text().lower() == "brooks")


def test_the_search_waits_too(qtbot, program, monkeypatch, book):
    go_on = start_and_hold(qtbot, program, monkeypatch, book)
    press(program, Qt.Key.Key_K, CTRL)
    write(program, "nair")
    go_on()
    qtbot.waitUntil(lambda: program.window.top_bar.search.text().lower() == "nair", timeout=20_000)


def test_letters_of_menus_wait_too(qtbot, program, monkeypatch, book):
    go_on = start_and_hold(qtbot, program, monkeypatch, book)
    press(program, Qt.Key.Key_V, ALT)
    go_on()
    qtbot.waitUntil(lambda: program.window.menuBar().activeAction() is not None, timeout=20_000)
    assert program.window.menuBar().activeAction().text() == "&View"
    QApplication.activePopupWidget().close()


def test_keys_belong_to_the_window_again_afterwards(qtbot, program, monkeypatch, book):
    go_on = start_and_hold(qtbot, program, monkeypatch, book)
    action = program.window.commands[Command.SEARCH]
    assert action.shortcuts() == []
    assert program.window.commands[Command.QUIT].shortcuts() != []
    go_on()
    qtbot.waitUntil(lambda: program.store is not None, timeout=20_000)
    for command, spec in SPECS.items():
        assert program.window.commands[command].shortcuts() == [QKeySequence(key) for key in spec.keys]
    press(program, Qt.Key.Key_2, CTRL)
    qtbot.waitUntil(lambda: program.window.stack.current_key == "organisations", timeout=20_000)


def test_what_was_meant_for_a_book_that_does_not_open_is_let_go(qtbot, program, monkeypatch, tmp_path):
    Store.create(tmp_path / "own.liaison", "a long passphrase").close()
    go_on = start_and_hold(qtbot, program, monkeypatch, tmp_path / "own.liaison")
    press(program, Qt.Key.Key_L, CTRL)
    write(program, "nair")
    go_on()
    qtbot.waitUntil(lambda: program._opening is not None and program._keys is None, timeout=20_000)
    assert program.window.commands[Command.SEARCH].shortcuts() != []
    front = QApplication.activeModalWidget()
    assert front is not None
    assert all(line.text() == "" for line in front.findChildren(QLineEdit))
    front.close()
