"""A book that another window writes to is only read here, and says who writes; one taken over is saved no more."""

from __future__ import annotations

import json
import lzma
import platform
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.commands import Command
from desktop.dialogs.elsewhere import ElsewhereDialog
from desktop.dialogs.lost import LostDialog
from desktop.dialogs.quick_log import QuickLogDialog
from desktop.holder_words import who_words
from desktop.theme import Appearance
from models.book_lock import Holder, lock_path, take_over
from models.entities import Setting
from models.errors import BookLocked, BookOlder
from models.store import Store
from tests.desktop.accessibility import audit
from tests.desktop.in_view import find_in_view, wait_for
from tests.desktop.started import whole_program as program

__all__ = ["program"]

GOLDEN = Path(__file__).parents[1] / "models" / "golden" / "version_1.liaison.xz"


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "elm.liaison"
    Store.create(path).close()
    return path


def held_elsewhere(book):
    told = {"user": "joan", "computer": "OFFICE", "process": 1, "since": "2026-11-20T09:00:00", "token": "t"}
    lock_path(book).write_text(json.dumps(told))


@pytest.mark.requirement("R18")
def test_a_second_window_reads_and_says_who_writes(program, book, qtbot):
    held_elsewhere(book)
    program.start(str(book))
    dialog = wait_for(qtbot, ElsewhereDialog)
    assert program.store is None
    dialog.saved.emit()
    qtbot.waitUntil(lambda: program.store is not None)
    assert program.store.read_only
    words = program.window.banner._words.text()
    assert words.startswith("You can read this book but not change it. joan has it open on OFFICE since 20 Nov, ")
    commands = program.window.commands
    for command in (Command.LOG_CONVERSATION, Command.NEW_MEETING, Command.NEW_PERSON, Command.IMPORT):
        assert not commands[command].isEnabled()
        assert commands[command].toolTip() == "Off: this book is open for reading only"
    assert commands[Command.SETTINGS].isEnabled()
    assert json.loads(lock_path(book).read_text())["user"] == "joan"


def test_a_window_that_is_known_to_be_gone_is_taken_over(program, book, qtbot):
    held_elsewhere(book)
    program.start(str(book))
    wait_for(qtbot, ElsewhereDialog).take.click()
    qtbot.waitUntil(lambda: program.store is not None)
    assert not program.store.read_only
    assert json.loads(lock_path(book).read_text())["computer"] == platform.node()
    program.window.close()
    assert not lock_path(book).exists()


def test_a_book_that_was_taken_over_is_saved_no_more_and_says_so(program, book, qtbot):
    program.start(str(book))
    qtbot.waitUntil(lambda: program.store is not None)
    program._holding.beat()
    assert not program.store.read_only
    take_over(book)
    program._holding.beat()
    assert program.store.read_only
    assert "Nothing more is saved here." in program.window.banner._words.text()
    assert not program.window.commands[Command.NEW_PERSON].isEnabled()
    with pytest.raises(BookLocked), program.store.write("Change"):
        pass


@pytest.mark.requirement("R20")
def test_what_is_saved_after_somebody_took_the_book_is_refused_at_once(program, book, qtbot):
    """Not only at the next beat of the lock, which may be half a minute away."""
    program.start(str(book))
    qtbot.waitUntil(lambda: program.store is not None)
    store = program.store
    take_over(book)
    assert not store.read_only
    with pytest.raises(BookLocked, match="So this was not saved here"), store.write("Change") as session:
        session.add(Setting(key="x", value="y"))
    qtbot.waitUntil(lambda: store.read_only)
    assert "Nothing more is saved here." in program.window.banner._words.text()
    with store.read() as session:
        assert session.scalars(select(Setting.key).where(Setting.key == "x")).all() == []


@pytest.mark.requirement("R20")
def test_what_was_typed_when_the_book_was_lost_can_be_kept(program, book, tmp_path, qtbot):
    program.start(str(book))
    qtbot.waitUntil(lambda: program.store is not None)
    program.window.commands[Command.LOG_CONVERSATION].trigger()
    form = wait_for(qtbot, QuickLogDialog)
    form.about.setText("The hall")
    form.said.setPlainText("They rang about <the> hall.\nZoë will ring back.")
    take_over(book)
    program._holding.beat()
    offer = wait_for(qtbot, LostDialog)
    assert offer.parentWidget() is form
    kept = tmp_path / "kept.txt"
    offer.keep(str(tmp_path / "no folder" / "kept.txt"))
    assert "There is no folder" in offer.note.text()
    offer.keep(str(kept))
    assert offer.note.text() == "Saved as kept.txt."
    words = kept.read_text("utf-8")
    assert "The hall" in words
    assert "They rang about <the> hall.\nZoë will ring back." in words
    offer.reject()
    assert form.isVisible()
    assert form.said.text().startswith("They rang")
    form.done(0)


def test_with_nothing_typed_nothing_is_offered(program, book, qtbot):
    program.start(str(book))
    qtbot.waitUntil(lambda: program.store is not None)
    take_over(book)
    program._holding.beat()
    assert find_in_view(LostDialog) is None
    assert not program.window.banner.button.isVisible()


def test_a_lock_that_was_swept_away_is_made_again(program, book, qtbot):
    program.start(str(book))
    qtbot.waitUntil(lambda: program.store is not None)
    lock_path(book).unlink()
    program._holding.beat()
    assert not program.store.read_only
    assert lock_path(book).exists()


def test_a_file_that_was_moved_is_said_until_it_is_back(program, book, tmp_path, qtbot):
    program.start(str(book))
    qtbot.waitUntil(lambda: program.store is not None)
    book.rename(tmp_path / "away")
    for _time in range(2):
        program._holding.beat()
        assert program.window.banner._words.text().startswith("elm.liaison is no longer there.")
    (tmp_path / "away").rename(book)
    program._holding.beat()
    assert not program.window.banner.isVisible()
    assert not program.store.read_only


def test_opening_another_book_lets_the_first_go(program, book, tmp_path, qtbot):
    other = tmp_path / "oak.liaison"
    Store.create(other).close()
    program.start(str(book))
    qtbot.waitUntil(lambda: program.store is not None)
    program._opening.open(str(other))
    assert lock_path(other).exists()
    assert not lock_path(book).exists()


def test_an_older_book_is_brought_up_to_date_on_the_worker(program, tmp_path, qtbot):
    old = tmp_path / "old.liaison"
    old.write_bytes(lzma.decompress(GOLDEN.read_bytes()))
    with pytest.raises(BookOlder):
        Store.open(old, upgrade=False)
    told = []
    program.jobs.started.connect(lambda job: told.append((job.title, job.can_stop)))
    program.start(str(old))
    qtbot.waitUntil(lambda: program.store is not None, timeout=60_000)
    title = "Bringing old.liaison up to date. A copy of it as it was is kept beside it"
    assert (title, False) in told


def test_the_words_tell_what_is_known():
    assert who_words(None) == "Another window has it open."
    assert who_words(Holder("", "", 0, None)) == "Another window has it open."
    assert who_words(Holder("joan", platform.node(), 1, None)) == "joan has it open on this computer."


@pytest.mark.parametrize(("look", "percent"), [(Appearance.LIGHT, 100), (Appearance.DARK, 200)])
def test_the_offer_can_be_read_and_reached(window, theme, qtbot, look, percent):
    theme.set_appearance(look)
    theme.set_zoom(percent)
    dialog = LostDialog("joan has it open on OFFICE since 9am.", str, window)
    dialog.open()
    qtbot.waitExposed(dialog)
    assert audit(dialog) == []
    dialog.reject()


@pytest.mark.parametrize(("look", "percent"), [(Appearance.LIGHT, 100), (Appearance.DARK, 200)])
def test_the_question_can_be_read_and_reached(window, theme, qtbot, look, percent):
    theme.set_appearance(look)
    theme.set_zoom(percent)
    dialog = ElsewhereDialog("/home/sam/records.liaison", Holder("joan", "OFFICE", 1, None), window)
    dialog.open()
    qtbot.waitExposed(dialog)
    assert audit(dialog) == []
    dialog.reject()
