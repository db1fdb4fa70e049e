"""A passphrase that this computer remembers, where somebody ticked it: in the key store of the system, only there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked, PasswordDeleteError
from PySide6.QtWidgets import QPushButton

from desktop import key_store, places
from desktop.commands import Command
from desktop.dialogs.passphrase.change import Wish
from desktop.dialogs.passphrase.sheet import RecoverySheetDialog
from desktop.key_store import SERVICE, NoKeyStore
from desktop.settings import REMEMBERED_BOOKS, Settings
from desktop.shell.opening import PassphraseDialog
from models.rekey import key_from, rekey_book
from models.store import Store
from tests.desktop.accessibility import audit
from tests.desktop.cli.running import run
from tests.desktop.started import whole_program
from tests.desktop.test_rekeying import NEW, OLD, ask, program, shown

__all__ = ["program", "whole_program"]

pytestmark = pytest.mark.usefixtures("really_made")


class InMemory(KeyringBackend):
    """A key store that works, for as long as a test lasts; never chosen by itself."""

    viable = False
    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.asked = 0
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._ask()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._ask()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._ask()
        if (service, username) not in self.kept:
            raise PasswordDeleteError("not there")
        del self.kept[service, username]

    def _ask(self) -> None:
        self.asked += 1
        if self.locked:
            raise KeyringLocked("locked")


class InPlainText(InMemory):
    """One that anybody can read, as some Linux computers have."""

    priority = 0.5


@pytest.fixture
def system() -> Iterator[InMemory]:
    before, made = keyring.get_keyring(), InMemory()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def no_system() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield
    keyring.set_keyring(before)


def asked_for(qtbot, program, tmp_path):
    """Return the dialog that asks for the passphrase of a new book."""
    book = tmp_path / "elm.liaison"
    Store.create(book, OLD).close()
    program.start(str(book))
    return book, shown(qtbot, PassphraseDialog)


def remembered(qtbot, program, tmp_path):
    """Have a book opened and its passphrase remembered."""
    book, asking = asked_for(qtbot, program, tmp_path)
    asking.remember.setChecked(True)
    asking.line.setText(OLD)
    asking.saved.emit()
    qtbot.waitUntil(lambda: program.store is not None, timeout=30_000)
    return book


def open_again(qtbot, program, book):
    program.book.close()
    program._opening.open(str(book))


def test_the_key_store_keeps_one_passphrase_a_book_and_loses_it_when_told(system: InMemory) -> None:
    key_store.keep("/a/elm.liaison", OLD)
    key_store.keep("/b/elm.liaison", NEW)
    assert (key_store.fetch("/a/elm.liaison"), key_store.fetch("/b/elm.liaison")) == (OLD, NEW)
    assert {service for service, _name in system.kept} == {SERVICE}
    assert all(name.startswith("elm.liaison ") and "/" not in name for _service, name in system.kept)
    key_store.remove("/a/elm.liaison")
    key_store.remove("/a/elm.liaison")
    assert (key_store.fetch("/a/elm.liaison"), key_store.fetch("/b/elm.liaison")) == (None, NEW)


def test_where_there_is_none_or_it_is_locked_or_plain_that_is_a_sentence(system: InMemory) -> None:
    for store, words in (
        (NoKeyring(), "no safe place"),
        (InPlainText(), "no safe place"),
        (system, "does not answer"),
    ):
        system.locked = True
        keyring.set_keyring(store)
        assert key_store.fetch("/a/elm.liaison") is None
        with pytest.raises(NoKeyStore, match=words):
            key_store.keep("/a/elm.liaison", OLD)
        with pytest.raises(NoKeyStore, match=words):
            key_store.remove("/a/elm.liaison")


def test_nothing_is_kept_or_asked_before_somebody_ticks_it(qtbot, program, tmp_path, system) -> None:
    book, asking = asked_for(qtbot, program, tmp_path)
    assert not asking.remember.isChecked()
    asking.line.setText(OLD)
    asking.saved.emit()
    qtbot.waitUntil(lambda: program.store is not None, timeout=30_000)
    open_again(qtbot, program, book)
    shown(qtbot, PassphraseDialog).reject()
    assert (system.kept, system.asked, program.settings.get(REMEMBERED_BOOKS)) == ({}, 0, ())


def test_a_remembered_book_opens_unasked_but_a_locked_one_asks(qtbot, program, tmp_path, system) -> None:
    book, asking = asked_for(qtbot, program, tmp_path)
    asking.remember.setChecked(True)
    assert "whoever can log in to this computer as you can open the book" in asking.weaker.text()
    assert audit(asking) == []
    asking.line.setText("a wrong one, typed first")
    asking.saved.emit()
    assert system.kept == {}
    asking.line.setText(OLD)
    asking.saved.emit()
    qtbot.waitUntil(lambda: program.store is not None, timeout=30_000)
    assert list(system.kept.values()) == [OLD]
    program.settings.save()
    assert OLD not in (tmp_path / "settings.ini").read_text("utf-8")
    open_again(qtbot, program, book)
    assert program.store is not None
    program.window.commands[Command.LOCK].trigger()
    assert program.store is None
    assert program.locking._screen.isVisible()
    program.locking.unlock(OLD)
    assert program.store is not None


def test_a_changed_passphrase_is_remembered_and_one_taken_away_is_not(qtbot, program, tmp_path, system) -> None:
    book = remembered(qtbot, program, tmp_path)
    ask(qtbot, program, Wish.CHANGE, OLD, NEW)
    shown(qtbot, RecoverySheetDialog).reject()
    assert list(system.kept.values()) == [NEW]
    open_again(qtbot, program, book)
    assert program.store is not None
    ask(qtbot, program, Wish.REMOVE, NEW)
    qtbot.waitUntil(lambda: program.store is not None and not program.store.encrypted, timeout=60_000)
    assert (system.kept, program.settings.get(REMEMBERED_BOOKS)) == ({}, ())


def test_one_that_was_changed_elsewhere_is_forgotten_and_asked_for(qtbot, program, tmp_path, system) -> None:
    book = remembered(qtbot, program, tmp_path)
    program.book.close()
    rekey_book(book, key_from(book, OLD), NEW, backups=tmp_path / "copies", now=datetime(2026, 11, 23))  # noqa: DTZ001 - the user's clock
    program._opening.open(str(book))
    asking = shown(qtbot, PassphraseDialog)
    assert "that this computer remembered does not open the book any more" in asking.field.message.text()
    assert (system.kept, program.settings.get(REMEMBERED_BOOKS)) == ({}, ())
    asking.reject()


def by_command(program, book, tmp_path, monkeypatch, *typed):
    """Run `liaison rekey` while no window has the book."""
    program.book.close()
    program._opening.holding.drop(str(book))
    program.settings.save()
    monkeypatch.setattr(places, "settings_file", lambda: program.settings.place)
    monkeypatch.setattr(places, "backup_folder", lambda: tmp_path / "copies")
    for name, words in (("old", OLD), ("new", NEW)):
        (tmp_path / name).write_text(words + "\n", "utf-8")
    return run("--book", book, "rekey", "--passphrase-file", *typed)


def test_the_command_that_changes_it_renews_what_is_remembered(qtbot, program, tmp_path, system, monkeypatch) -> None:
    book = remembered(qtbot, program, tmp_path)
    done = by_command(program, book, tmp_path, monkeypatch, tmp_path / "old", "--new-passphrase-file", tmp_path / "new")
    assert (done.code, list(system.kept.values())) == (0, [NEW]), done.err
    open_again(qtbot, program, book)
    assert program.store is not None
    system.locked = True
    done = by_command(program, book, tmp_path, monkeypatch, tmp_path / "new", "--no-passphrase")
    assert "does not answer" in done.err
    system.locked = False
    # The window sees that there is none any more, and forgets what could not be taken out then.
    open_again(qtbot, program, book)
    assert (system.kept, program.settings.get(REMEMBERED_BOOKS)) == ({}, ())


def test_the_command_asks_no_key_store_where_nothing_is_remembered(
    qtbot, program, tmp_path, system, monkeypatch
) -> None:
    book, asking = asked_for(qtbot, program, tmp_path)
    asking.reject()
    done = by_command(program, book, tmp_path, monkeypatch, tmp_path / "old", "--new-passphrase-file", tmp_path / "new")
    assert (done.code, system.asked) == (0, 0), done.err


def test_commands_know_where_the_settings_of_the_window_lie() -> None:
    assert places.settings_file() == Settings().place


def test_it_is_forgotten_from_the_settings(qtbot, program, tmp_path, system) -> None:
    book = remembered(qtbot, program, tmp_path)
    program.window.commands[Command.SETTINGS].trigger()
    forget = program.window.findChild(QPushButton, "forget_passphrase")
    forget.click()
    assert (system.kept, program.settings.get(REMEMBERED_BOOKS)) == ({}, ())
    open_again(qtbot, program, book)
    shown(qtbot, PassphraseDialog).reject()


def test_a_computer_without_a_store_says_so_and_opens_as_before(qtbot, program, tmp_path, no_system) -> None:
    book, asking = asked_for(qtbot, program, tmp_path)
    asking.remember.click()
    assert not asking.remember.isChecked()
    assert "no safe place for passphrases" in asking.weaker.text()
    asking.line.setText(OLD)
    asking.saved.emit()
    qtbot.waitUntil(lambda: program.store is not None, timeout=30_000)
    assert program.settings.get(REMEMBERED_BOOKS) == ()
    program.settings.set(REMEMBERED_BOOKS, (str(book),))
    open_again(qtbot, program, book)
    shown(qtbot, PassphraseDialog).reject()
