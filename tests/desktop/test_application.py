"""From an empty screen to an open book."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from desktop import places
from desktop.commands import Command
from desktop.dialogs.first_run import EMPTY, SAMPLE, FirstRunDialog
from desktop.settings import BACKUP_FOLDER, LAST_BOOK
from desktop.shell.opening import PassphraseDialog
from models.changes import Changes
from models.queries.organisations import find_organisation_row
from models.settings import OUR_ORGANISATION, OUR_PERSON, get_setting
from models.store import Store
from tests.desktop.in_view import wait_for
from tests.desktop.started import program, whole_program

__all__ = ["program", "whole_program"]

PHRASE = "four quite plain words"


def test_a_book_named_is_opened_after_the_window_is_there(qtbot, program, tmp_path):
    Store.create(tmp_path / "elm.liaison").close()
    program.start(str(tmp_path / "elm.liaison"))
    assert program.window.isVisible()
    assert program.store is None
    qtbot.waitUntil(lambda: program.store is not None)
    assert program.window.stack.current_key == "home"
    assert program.window.status.saved.text() == "All changes saved"
    assert program.settings.get(LAST_BOOK) == str(tmp_path / "elm.liaison")


def test_the_first_start_makes_a_locked_book_in_three_steps(qtbot, program, tmp_path):
    program.start(None)
    welcome = wait_for(qtbot, FirstRunDialog)
    assert welcome.heading.text() == "Step 1 of 3: your school"
    welcome.school.name.setText("Elm Lane Primary School")
    welcome.school.person.setText("Sam Okoro")
    welcome.saved.emit()
    assert welcome.begin.way() == EMPTY
    welcome.saved.emit()
    welcome.safe.choose_folder(str(tmp_path / "stick"))
    welcome.safe.passphrase.first.setText("short")
    welcome.saved.emit()
    assert welcome.safe.passphrase.fields[0].message.text() == "Enter at least 12 letters, or four words"
    welcome.go_back()
    welcome.go_back()
    assert welcome.school.name.text() == "Elm Lane Primary School"
    assert not places.default_book().exists()
    welcome.saved.emit()
    welcome.saved.emit()
    welcome.safe.passphrase.first.setText(PHRASE)
    welcome.safe.passphrase.second.setText(PHRASE + "!")
    welcome.saved.emit()
    assert program.store is None
    welcome.safe.passphrase.second.setText(PHRASE)
    welcome.saved.emit()
    qtbot.waitUntil(lambda: program.store is not None)
    assert program.store.encrypted
    assert program.settings.get(BACKUP_FOLDER) == str(tmp_path / "stick")
    with program.store.read() as session:
        ours = get_setting(session, OUR_ORGANISATION)
        assert get_setting(session, OUR_PERSON) == "Sam Okoro"
        assert find_organisation_row(session, ours, today=date(2026, 11, 22)).name == "Elm Lane Primary School"


def test_a_wrong_passphrase_is_told_and_may_be_tried_again(qtbot, program, tmp_path):
    Store.create(tmp_path / "elm.liaison", PHRASE).close()
    program.start(str(tmp_path / "elm.liaison"))
    asking = wait_for(qtbot, PassphraseDialog)
    asking.line.setText("something else here")
    asking.saved.emit()
    assert asking.field.message.text().startswith("The passphrase does not open elm.liaison: it is not the one ")
    assert str(tmp_path) not in asking.field.message.text()
    assert asking.folder.accessibleName() == f"In {tmp_path}"
    assert asking.isVisible()
    asking.line.setText(PHRASE)
    asking.saved.emit()
    assert program.store is not None


def test_a_missing_book_is_a_sentence_and_not_a_trace(qtbot, program, tmp_path):
    program.start(str(tmp_path / "gone.liaison"))
    box = wait_for(qtbot, QMessageBox)
    assert "gone.liaison" in box.text()
    assert "Traceback" not in box.text()
    assert program.window.isVisible()
    box.close()


@pytest.mark.usefixtures("really_made")
def test_the_example_records_are_made_and_shown_in_their_own_file(qtbot, program, tmp_path):
    program.start(None)
    welcome = wait_for(qtbot, FirstRunDialog)
    welcome.saved.emit()
    welcome.begin.ways[SAMPLE].setChecked(True)
    assert welcome.next.text() == "Look round"
    welcome.saved.emit()
    qtbot.waitUntil(lambda: program.store is not None, timeout=60_000)
    assert program.store.is_example()
    assert not places.default_book().exists()


def test_example_records_say_so_and_are_not_opened_next_time(qtbot, program, tmp_path):
    Store.create(tmp_path / "example.liaison", is_example=True).close()
    program.start(str(tmp_path / "example.liaison"))
    qtbot.waitUntil(lambda: program.store is not None)
    assert program.window.banner.isVisible()
    assert program.settings.get(LAST_BOOK) == ""


def test_opening_another_book_closes_the_one_before(qtbot, program, tmp_path):
    for name in ("one", "two"):
        Store.create(tmp_path / f"{name}.liaison").close()
    program.start(str(tmp_path / "one.liaison"))
    qtbot.waitUntil(lambda: program.store is not None)
    first = program.store
    program.window.commands[Command.GO_ORGANISATIONS].trigger()
    program._opening.open(str(tmp_path / "two.liaison"))
    assert program.store is not first
    assert program.store.location.endswith("two.liaison")
    program.hub.announce(Changes("Rename", frozenset({("organisation", 1)})))


def test_a_page_leads_to_another_book_and_from_an_archive_to_a_new_one(qtbot, program, tmp_path):
    for name in ("one", "two"):
        Store.create(tmp_path / f"{name}.liaison").close()
    program.start(str(tmp_path / "one.liaison"))
    qtbot.waitUntil(lambda: program.store is not None)
    program.window.context.wishes.archive_wanted.emit(str(tmp_path / "everything.zip"))
    where = wait_for(qtbot, QFileDialog)
    assert where.windowTitle() == "Where the new record book goes"
    where.reject()
    program.window.context.wishes.book_wanted.emit(str(tmp_path / "two.liaison"))
    assert program.store.location.endswith("one.liaison"), "the page that asked is left first"
    qtbot.waitUntil(lambda: program.store.location.endswith("two.liaison"))
