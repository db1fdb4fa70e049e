"""A damaged book in the window: what it says, and each way out, as its user takes it."""

from __future__ import annotations

import random
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from desktop import places
from desktop.dialogs.damaged import DamagedDialog, SalvagedDialog
from desktop.settings import BACKUP_FOLDER, SECOND_BACKUPS
from desktop.shell.opening import PassphraseDialog
from desktop.theme import Appearance
from models import known_books
from models.backup_keeping import keep_copy
from models.entities import Organisation, OrganisationKind
from models.known_books import BESIDE
from models.store import Store
from tests.desktop.accessibility import audit
from tests.desktop.in_view import find_in_view, in_view, wait_for
from tests.desktop.started import program, whole_program
from tests.durability.damaged_books import PASSPHRASE, make_spoilt

__all__ = ["program", "whole_program"]

NOW = datetime.fromisoformat("2026-11-20T08:52:00")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """Return a folder with a locked and a plain book, and a backup of each."""
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "stick").mkdir()
    for name, passphrase in (("locked", PASSPHRASE), ("plain", None)):
        store = Store.create(folder / f"{name}.liaison", passphrase)
        with store.write("Add") as session:
            for number in range(60):
                organisation = Organisation(kind=OrganisationKind.INSTITUTION, note="At the gate. " * 40)
                organisation.rename(f"Elm {number}")
                session.add(organisation)
        keep_copy(store, folder / "stick", NOW)
        store.close()
    return folder


@pytest.fixture
def desk(shelf, program, tmp_path):
    """Return a place of one's own for the books; the backups lie in the second folder only."""
    folder = tmp_path / "desk"
    shutil.copytree(shelf, folder)
    program.settings.set(BACKUP_FOLDER, str(tmp_path / "a stick that is out"))
    program.settings.set(SECOND_BACKUPS, str(folder / "stick"))
    return folder


def spoil(book: Path, kind: str) -> Path:
    return make_spoilt(book, kind, book)


def count(store: Store) -> int:
    with store.read() as session:
        return session.query(Organisation).count()


def ready(qtbot, dialog: DamagedDialog) -> None:
    qtbot.waitUntil(lambda: "Looking" not in dialog.backup.text(), timeout=20_000)


@pytest.mark.requirement("R10")
@pytest.mark.parametrize("zoom", [100, 200])
def test_an_empty_file_is_replaced_by_the_newest_backup_in_two_clicks(program, desk, qtbot, zoom):
    program.theme.set_zoom(zoom)
    book = spoil(desk / "plain.liaison", "zero length")
    program.start(str(book))
    dialog = wait_for(qtbot, DamagedDialog)
    ready(qtbot, dialog)
    assert "20 November 2026, 8:52am" in dialog.backup.text()
    assert not dialog.salvage.isEnabled()
    for look in (Appearance.LIGHT, Appearance.DARK):
        program.theme.set_appearance(look)
        assert audit(program.window) == []
    dialog.go_back.click()
    qtbot.waitUntil(lambda: program.store is not None, timeout=20_000)
    assert count(program.store) == 60
    (aside,) = desk.glob("plain before restore*")
    assert aside.stat().st_size == 0


def test_what_can_be_read_becomes_a_new_book_and_the_damaged_one_stays(program, desk, qtbot):
    book = spoil(desk / "plain.liaison", "header zeroed")
    before = book.read_bytes()
    # A beginning of zeros has neither a salt nor a name: it is taken for a locked book.
    book.write_bytes(b"SQLite format 3\x00" + before[16:])
    before = book.read_bytes()
    program.start(str(book))
    dialog = wait_for(qtbot, DamagedDialog)
    ready(qtbot, dialog)
    dialog.salvage.click()
    qtbot.waitUntil(lambda: find_in_view(SalvagedDialog) is not None, timeout=20_000)
    told = in_view(SalvagedDialog)
    assert "plain saved" in told.body.itemAt(1).widget().text()
    told.saved.emit()
    qtbot.waitUntil(lambda: program.store is not None, timeout=20_000)
    assert count(program.store) == 60
    assert "plain saved" in program.store.location
    assert book.read_bytes() == before
    assert list(desk.glob("plain saved*.txt"))


@pytest.mark.requirement("R12")
def test_a_right_passphrase_that_does_not_open_is_told_as_damage(program, desk, qtbot):
    book = spoil(desk / "locked.liaison", "first page zeroed")
    program.start(str(book))
    asking = wait_for(qtbot, PassphraseDialog)
    asking.line.setText("something else here")
    asking.saved.emit()
    assert asking.field.message.text().startswith("The passphrase does not open")
    asking.line.setText(PASSPHRASE)
    asking.saved.emit()
    dialog = wait_for(qtbot, DamagedDialog)
    ready(qtbot, dialog)
    dialog.go_back.click()
    qtbot.waitUntil(lambda: program.store is not None, timeout=20_000)
    assert count(program.store) == 60


@pytest.mark.requirement("R11")
def test_damage_that_the_check_behind_the_window_finds_stops_all_saving(program, desk, qtbot):
    book = spoil(desk / "locked.liaison", "garbage appended")
    before = book.read_bytes()
    program.start(str(book))
    asking = wait_for(qtbot, PassphraseDialog)
    asking.line.setText(PASSPHRASE)
    asking.saved.emit()
    dialog = wait_for(qtbot, DamagedDialog)
    assert program.store.read_only
    assert "damaged" in program.window.banner._words.text()
    # The window does not know the passphrase any more.
    again = wait_for(qtbot, PassphraseDialog)
    again.line.setText(PASSPHRASE)
    again.saved.emit()
    ready(qtbot, dialog)
    assert book.read_bytes() == before
    dialog.go_back.click()
    qtbot.waitUntil(lambda: program.store is not None and not program.store.read_only, timeout=20_000)
    assert count(program.store) == 60


def test_a_share_that_is_gone_is_tried_again_and_no_damage(program, desk, qtbot, monkeypatch):
    really, gone = Path.stat, [True]

    def stat(path, *more, **named):
        if gone and path.name == "plain.liaison":
            raise OSError(112, "Host is down")
        return really(path, *more, **named)

    program.start(str(desk / "locked.liaison"))
    wait_for(qtbot, PassphraseDialog).reject()
    monkeypatch.setattr(Path, "stat", stat)
    program._opening.open(str(desk / "plain.liaison"))
    box = wait_for(qtbot, QMessageBox)
    assert "cannot be reached now" in box.text()
    again = next(one for one in box.buttons() if "Try again" in one.text())
    gone.clear()
    again.click()
    qtbot.waitUntil(lambda: program.store is not None)


@pytest.mark.parametrize(("kind", "may_save"), [("zero length", False), ("a page zeroed", True)])
def test_without_a_backup_no_way_is_offered_that_is_not_there(program, desk, qtbot, kind, may_save):
    shutil.rmtree(desk / "stick")
    program.start(str(spoil(desk / "plain.liaison", kind)))
    # Damage in the middle is only found by the check at the start, when the book is open.
    qtbot.waitUntil(lambda: find_in_view(DamagedDialog) is not None, timeout=20_000)
    dialog = in_view(DamagedDialog)
    ready(qtbot, dialog)
    assert dialog.backup.text().startswith("No good backup was found")
    assert "put it in and open this book again" in dialog.rest.text()
    assert ("saved into a new book" in dialog.rest.text()) is may_save
    assert (dialog.salvage if may_save else dialog.other).isDefault()
    assert not dialog.go_back.isEnabled()
    dialog.reject()


@pytest.mark.requirement("R12")
def test_where_nobody_can_tell_a_backup_can_be_looked_for(program, desk, qtbot, monkeypatch):
    monkeypatch.setattr(places, "known_books", lambda: desk / "known.json")
    book = desk / "locked.liaison"
    book.write_bytes(random.Random(1).randbytes(book.stat().st_size))
    (desk / "stick" / BESIDE).unlink()
    program.start(str(book))
    asking = wait_for(qtbot, PassphraseDialog)
    assert not asking.damaged.isVisible()
    asking.line.setText(PASSPHRASE)
    asking.saved.emit()
    assert "may be damaged" in asking.field.message.text()
    assert asking.line.isVisible()
    assert audit(asking) == []
    asking.damaged.click()
    dialog = wait_for(qtbot, DamagedDialog)
    ready(qtbot, dialog)
    assert "20 November 2026, 8:52am" in dialog.backup.text()
    dialog.go_back.click()
    qtbot.waitUntil(lambda: program.store is not None, timeout=20_000)
    assert count(program.store) == 60


def test_a_passphrase_that_is_certainly_wrong_leads_to_no_backup(program, desk, qtbot, monkeypatch):
    monkeypatch.setattr(places, "known_books", lambda: desk / "known.json")
    known_books.begin(places.known_books())
    Store.open(desk / "locked.liaison", PASSPHRASE).close()
    program.start(str(desk / "locked.liaison"))
    asking = wait_for(qtbot, PassphraseDialog)
    asking.line.setText("another passphrase")
    asking.saved.emit()
    assert "not the one that opened it before" in asking.field.message.text()
    assert not asking.damaged.isVisible()
    asking.reject()
