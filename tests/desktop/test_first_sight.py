"""The first sight of a book in the window: there before the book is open, taken over by it, or taken away again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from desktop.application import Program
from desktop.commands import Command
from desktop.dialogs.first_run import FirstRunDialog
from desktop.settings import LAST_PAGE
from desktop.shell.opening import PassphraseDialog
from models.actions.commitments import keep_commitment
from models.errors import BookLocked
from models.queries.home_rows import ToDoKind
from models.store import Store
from tests.desktop.pages.desk import TODAY
from tests.desktop.started import whole_program

__all__ = ["whole_program"]


@pytest.fixture
def program(whole_program, monkeypatch):
    monkeypatch.setattr("desktop.context.local_today", lambda: TODAY)
    return whole_program


@pytest.fixture
def book(sample_file, tmp_path) -> Path:
    return Path(shutil.copy(sample_file, tmp_path / "elm.liaison"))


def start_and_hold(qtbot, program: Program, monkeypatch, book: Path):
    """Start the program up to its first sight; the function returned lets it go on."""
    held = []
    with monkeypatch.context() as patch:
        patch.setattr(program, "_load", lambda: held.append(1))
        program.start(str(book))
        qtbot.waitUntil(lambda: bool(held))
    return Program._load.__get__(program)


def settled(qtbot, window, lines):
    """Return where lines stand once the layout, which Qt does when it has time, has done with them."""
    while True:
        before = [line.mapTo(window, line.rect().topLeft()) for line in lines]
        qtbot.wait(60)
        if [line.mapTo(window, line.rect().topLeft()) for line in lines] == before:
            return before


def test_the_first_list_is_there_before_the_book_is_open_and_stays_when_it_is(qtbot, program, monkeypatch, book):
    go_on = start_and_hold(qtbot, program, monkeypatch, book)
    page = program.window.stack.current_page()
    assert program.window.focusWidget().objectName() == "rail_home"
    lines = page.to_do.lines()
    before = [card.number.text() for card in (page.late, page.soon, page.quiet, page.events)]
    assert program.store is None
    assert len(lines) == 6
    assert program.window.rail._book.text() == "Example records"
    assert program.window.banner.isVisible()
    assert not any(line.tick.isEnabled() for line in lines if line.tick is not None)
    link = lines[3].link
    link.setFocus()
    where = settled(qtbot, program.window, lines)
    go_on()
    qtbot.waitUntil(lambda: program.store is not None)
    assert program.window.stack.current_page() is page
    assert page.to_do.lines() == lines
    assert all(line.tick.isEnabled() for line in lines if line.tick is not None)
    assert settled(qtbot, program.window, lines) == where
    assert program.window.focusWidget() is link
    after = [card.number.text() for card in (page.late, page.soon, page.quiet, page.events)]
    assert before[:2] == after[:2]
    assert before[2:] == ["–", "–"]
    assert all(number.isdigit() for number in after)


def test_a_tick_keeps_a_commitment_of_the_first_sight(qtbot, program, monkeypatch, book):
    start_and_hold(qtbot, program, monkeypatch, book)()
    qtbot.waitUntil(lambda: program.store is not None)
    page = program.window.stack.current_page()
    line = next(line for line in page.to_do.lines() if line.tick is not None)
    line.tick.click()
    qtbot.waitUntil(lambda: line.line.id not in [one.line.id for one in page.to_do.lines() if one.tick])


def test_what_is_pressed_before_the_book_is_open_happens_when_it_is(qtbot, program, monkeypatch, book):
    go_on = start_and_hold(qtbot, program, monkeypatch, book)
    page = program.window.stack.current_page()
    line = next(line for line in page.to_do.lines() if line.line.kind is ToDoKind.REPLY)
    page.late.link.click()
    line.link.click()
    QTest.keyClick(program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not program.window.commands[Command.LOG_CONVERSATION].isEnabled()
    assert program.window.stack.current_page() is page
    go_on()
    qtbot.waitUntil(lambda: program.store is not None)
    assert program.window.stack.current_key == "conversations"
    assert program.window.stack.current_page().panel.id == line.line.id
    program.window.commands[Command.BACK].trigger()
    assert program.window.stack.current_page() is page


def test_the_example_can_be_left_before_it_is_open(qtbot, program, monkeypatch, book):
    go_on = start_and_hold(qtbot, program, monkeypatch, book)
    program.window.banner.button.click()
    go_on()
    qtbot.waitUntil(lambda: bool(program.window.findChildren(FirstRunDialog)))
    assert program.store is not None


def test_a_book_that_changes_meanwhile_is_shown_as_it_is_then(qtbot, program, monkeypatch, book):
    go_on = start_and_hold(qtbot, program, monkeypatch, book)
    page = program.window.stack.current_page()
    kept = next(line.line.id for line in page.to_do.lines() if line.tick is not None)
    other = Store.open(book)
    with other.write("Keep") as session:
        keep_commitment(session, kept, TODAY)
    other.close()
    go_on()
    qtbot.waitUntil(lambda: program.store is not None)
    assert kept not in [line.line.id for line in page.to_do.lines() if line.tick is not None]


def test_a_book_that_does_not_open_after_all_is_taken_away(qtbot, program, monkeypatch, book):
    def refuse(*_arguments, **_more):
        raise BookLocked("The book is busy.")

    go_on = start_and_hold(qtbot, program, monkeypatch, book)
    page = program.window.stack.current_page()
    page.late.link.click()
    with monkeypatch.context() as patch:
        patch.setattr(Store, "open", refuse)
        go_on()
        qtbot.waitUntil(lambda: bool(program.window.findChildren(QMessageBox)))
    assert program.window.stack.current_page() is None
    assert not program.window.banner.isVisible()
    program._opening.open(str(book))
    assert program.window.stack.current_key == "home"
    assert program.window.stack.current_page() is not page


@pytest.mark.parametrize("page", ["organisations", "people"])
def test_other_pages_wait_for_the_book(qtbot, program, book, page):
    program.settings.set(LAST_PAGE, page)
    program.start(str(book))
    qtbot.waitUntil(lambda: program.store is not None)
    assert program.window.stack.current_key == page


def test_a_locked_book_shows_nothing_before_its_passphrase(qtbot, program, monkeypatch, tmp_path):
    Store.create(tmp_path / "locked.liaison", "four quite plain words").close()
    program.start(str(tmp_path / "locked.liaison"))
    qtbot.waitUntil(lambda: bool(program.window.findChildren(PassphraseDialog)))
    assert program.window.stack.current_page() is None


def test_a_first_sight_that_goes_wrong_does_not_keep_the_book_from_opening(qtbot, program, monkeypatch, book):
    def stumble(*_arguments):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("models.first_sight.look", stumble)
    with qtbot.captureExceptions() as faults:
        program.start(str(book))
        qtbot.waitUntil(lambda: program.store is not None)
    assert [str(fault[1]) for fault in faults] == ["a fault of ours"]
    assert program.window.stack.current_key == "home"
