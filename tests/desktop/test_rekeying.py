"""The passphrase of the open book: changed, taken away, set, forgotten; and the sheet that helps then."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.commands import Command
from desktop.dialogs.passphrase.change import ChangePassphraseDialog, Wish
from desktop.dialogs.passphrase.recover import RecoverDialog
from desktop.dialogs.passphrase.sheet import RecoverySheetDialog, StillThereDialog
from desktop.settings import BACKUP_FOLDER, SHEET_ASKED
from desktop.shell.opening import PassphraseDialog
from desktop.theme import Appearance
from models.errors import AppError
from models.recovery_code import code_of
from models.rekey import key_from
from models.store import Store
from tests.desktop.accessibility import audit
from tests.desktop.started import whole_program

__all__ = ["whole_program"]

OLD, NEW = "four quite plain words", "four other plain words"

pytestmark = pytest.mark.usefixtures("really_made")


@pytest.fixture
def program(whole_program, tmp_path):
    whole_program.settings.set(BACKUP_FOLDER, str(tmp_path / "copies"))
    return whole_program


def opened(qtbot, program, tmp_path, passphrase):
    book = tmp_path / "elm.liaison"
    Store.create(book, passphrase).close()
    program.start(str(book))
    qtbot.waitUntil(lambda: program._opening is not None, timeout=30_000)
    if passphrase:
        program._opening.open(str(book), passphrase)
    qtbot.waitUntil(lambda: program.store is not None, timeout=30_000)
    return book


def shown(qtbot, kind):
    """Wait for a dialog of a kind to be in view, and return it."""

    def found():
        return next((one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()), None)

    qtbot.waitUntil(lambda: found() is not None, timeout=60_000)
    return found()


def ask(qtbot, program, wish, old="", new=""):
    program.window.commands[Command.PASSPHRASE].trigger()
    dialog = shown(qtbot, ChangePassphraseDialog)
    dialog.choice.set_value(wish)
    dialog.old.setText(old)
    dialog.passphrase.first.setText(new)
    dialog.passphrase.second.setText(new)
    dialog.saved.emit()
    return dialog


def test_a_passphrase_is_changed_and_its_new_code_shown(qtbot, program, tmp_path):
    book = opened(qtbot, program, tmp_path, OLD)
    wrong = ask(qtbot, program, Wish.CHANGE, "not the one at all", NEW)
    assert wrong.isVisible()
    assert wrong.old_field.message.text().startswith("The passphrase does not open")
    wrong.reject()
    ask(qtbot, program, Wish.CHANGE, OLD, NEW)
    sheet = shown(qtbot, RecoverySheetDialog)
    assert program.store.encrypted
    code = code_of(key_from(book, NEW))
    assert [group for group in code if not any(group in label.text() for label in sheet.findChildren(QLabel))] == []
    sheet.save_as(str(tmp_path / "sheet.pdf"))
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    sheet.save_as(str(tmp_path / "gone" / "sheet.pdf"))
    assert "no folder" in sheet.told.text()
    sheet.reject()
    with pytest.raises(AppError):
        Store.open(book, OLD)
    (copy,) = (tmp_path / "copies").glob("*before new passphrase*.liaison")
    Store.open(copy, OLD).close()


def test_a_passphrase_is_taken_away_with_a_warning_and_one_is_set(qtbot, program, tmp_path):
    book = opened(qtbot, program, tmp_path, OLD)
    dialog = ask(qtbot, program, Wish.REMOVE)
    assert "anybody who gets the file" in dialog.words.text()
    assert dialog.old_field.message.text() == "Enter the passphrase that opens the book now"
    dialog.old.setText(OLD)
    dialog.saved.emit()
    qtbot.waitUntil(lambda: program.store is not None and not program.store.encrypted, timeout=60_000)
    assert book.read_bytes().startswith(b"SQLite")
    dialog = ask(qtbot, program, Wish.SET, new="short")
    assert not dialog.old_field.isVisible()
    dialog.passphrase.first.setText(NEW)
    dialog.passphrase.second.setText(NEW)
    dialog.saved.emit()
    shown(qtbot, RecoverySheetDialog).reject()
    assert program.store.encrypted
    Store.open(book, NEW).close()


@pytest.mark.requirement("R16")
@pytest.mark.parametrize("from_lock", [False, True], ids=["at the start", "locked"])
def test_a_forgotten_passphrase_is_replaced_with_the_code(qtbot, program, tmp_path, from_lock):
    book = tmp_path / "elm.liaison"
    if from_lock:
        opened(qtbot, program, tmp_path, OLD)
        program.window.commands[Command.LOCK].trigger()
        program.locking._screen.forgot.click()
    else:
        Store.create(book, OLD).close()
        program.start(str(book))
        asking = shown(qtbot, PassphraseDialog)
        asking.findChild(object, "forgot_passphrase").click()
    code = code_of(key_from(book, OLD))
    dialog = shown(qtbot, RecoverDialog)
    dialog.saved.emit()
    assert dialog.code_field.message.text() == "Enter the code from your recovery sheet"
    dialog.passphrase.first.setText(NEW)
    dialog.passphrase.second.setText(NEW)
    dialog.code.setText(" ".join((*code[:6], code[7], code[6])))
    dialog.saved.emit()
    assert dialog.code_field.message.text().startswith("Group 7 of the recovery code is mistyped")
    dialog.code.setText(" ".join(code).lower())
    dialog.saved.emit()
    shown(qtbot, RecoverySheetDialog).reject()
    assert program.store is not None
    assert program.window.stack.current_key == "home"
    Store.open(book, NEW).close()


def test_trouble_on_the_way_leaves_the_book_open_as_it_was(qtbot, program, tmp_path, monkeypatch):
    opened(qtbot, program, tmp_path, OLD)
    monkeypatch.setattr("models.rekey.MARGIN_BYTES", 10**18)
    ask(qtbot, program, Wish.CHANGE, OLD, NEW)
    qtbot.waitUntil(lambda: program.store is not None and not program.jobs.is_busy, timeout=60_000)
    assert program.store.encrypted
    assert "not enough room" in program.window.undo_bar._words.text()


def test_one_is_asked_after_the_sheet_once_a_year(qtbot, program, tmp_path):
    opened(qtbot, program, tmp_path, OLD)
    keeper, today = program._rekeying, date(2026, 11, 23)
    keeper._today = lambda: today
    keeper.ask_after_sheet()
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, StillThereDialog)]
    keeper._today = lambda: today + timedelta(days=364)
    keeper.ask_after_sheet()
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, StillThereDialog)]
    keeper._today = lambda: today + timedelta(days=366)
    keeper.ask_after_sheet()
    asked = shown(qtbot, StillThereDialog)
    asked.saved.emit()
    keeper.ask_after_sheet()
    assert not asked.isVisible()
    assert [name for name in program.settings._file.allKeys() if name.startswith(SHEET_ASKED.name)]
    assert str(tmp_path / "elm") not in Path(program.settings._file.fileName()).name


@pytest.mark.parametrize("zoom", [100, 200])
@pytest.mark.parametrize("look", [Appearance.LIGHT, Appearance.DARK])
def test_the_dialogs_can_be_used_by_everybody(qtbot, theme, window, look, zoom):
    theme.set_appearance(look)
    theme.set_zoom(zoom)
    code = code_of(key_from_words())
    book = Path("elm.liaison")
    for dialog in (
        ChangePassphraseDialog(locked=True, parent=window),
        ChangePassphraseDialog(locked=True, wish=Wish.REMOVE, parent=window),
        ChangePassphraseDialog(locked=False, parent=window),
        RecoverDialog(book, window),
        RecoverySheetDialog(book, code, date(2026, 11, 23), window),
        StillThereDialog(book, window),
        PassphraseDialog(book, window, can_recover=True),
    ):
        dialog.open()
        qtbot.waitExposed(dialog)
        assert audit(dialog) == []
        dialog.done(0)


def key_from_words():
    from models.encryption import derive_key

    return derive_key(OLD, b"0123456789abcdef")


def test_the_code_of_a_new_book_is_shown_when_it_is_made(qtbot, program, tmp_path):
    opened(qtbot, program, tmp_path, OLD)
    new = program._opening._new
    new._place = tmp_path / "new.liaison"
    new._make(NEW)
    sheet = shown(qtbot, RecoverySheetDialog)
    first = code_of(key_from(tmp_path / "new.liaison", NEW))[0]
    assert any(first in label.text() for label in sheet.findChildren(QLabel))
    sheet.reject()
