"""Going back to a backup as a whole, in the window and by command: what is shown before, and what is there after.

Nothing here looks at how it is done: a book is filled, copied, changed, and put back in three presses; what it holds is
compared by a hash of every value, and whom we had to forget is looked for in every decrypted page.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from desktop.commands import Command
from desktop.dialogs.restore import RestoreDialog
from desktop.shell.opening import PassphraseDialog
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.labels import PlainLabel
from models.actions.people import PersonFields, create_person
from models.backup_keeping import keep_copy
from models.book_file import look_at
from models.encryption import derive_key
from models.store import Store
from tests.desktop.cli.running import ask, run
from tests.desktop.in_view import wait_for
from tests.desktop.started import program, whole_program
from tests.models.random_histories import content_hash
from tests.safety.page_decryptor import whole_text
from tests.safety.planted_person import WORDS, Planted, plant

__all__ = ["program", "whole_program"]

PASSPHRASE = "four words of passphrase"
MADE = datetime.fromisoformat("2026-11-20T08:52:00")

pytestmark = pytest.mark.requirement("R9")


class Shelf:
    """A book with somebody planted in it, a backup of then, and one person more since."""

    def __init__(self, folder: Path, passphrase: str | None) -> None:
        self.book, self.passphrase = folder / "school.liaison", passphrase
        (folder / "copies").mkdir()
        store = Store.create(self.book, passphrase)
        self.planted: Planted = plant(store)
        self.hash_then = content_hash(store)
        self.copy = keep_copy(store, folder / "copies", MADE).copy
        with store.write("New person") as session:
            create_person(session, PersonFields("Nair", "Asha"))
        self.hash_now = content_hash(store)
        store.close()

    def opened(self, place: Path | None = None) -> Store:
        return Store.open(place or self.book, self.passphrase, read_only=True)

    def hash_of(self, place: Path | None = None) -> str:
        store = self.opened(place)
        try:
            assert store.check() == []
            return content_hash(store)
        finally:
            store.close()

    def set_aside(self) -> list[Path]:
        return sorted(self.book.parent.glob("school before restore *.liaison"))

    def erase(self) -> None:
        """Erase the planted person, as the command does it."""
        typed = ["--reason", "She asked", "--possible", "all"]
        ask(self.book, "erase-person", str(self.planted.person), *typed)


@pytest.fixture(params=[None, PASSPHRASE], ids=["plain", "locked"])
def shelf(request, tmp_path):
    folder = tmp_path / "desk"
    folder.mkdir()
    return Shelf(folder, request.param)


@pytest.fixture
def plain_shelf(tmp_path):
    folder = tmp_path / "desk"
    folder.mkdir()
    return Shelf(folder, None)


def open_in(program, qtbot, shelf: Shelf) -> None:
    program.start(str(shelf.book))
    if shelf.passphrase is not None:
        give_passphrase(qtbot, shelf)
    qtbot.waitUntil(lambda: program.store is not None, timeout=20_000)


def give_passphrase(qtbot, shelf: Shelf) -> None:
    asking = wait_for(qtbot, PassphraseDialog)
    asking.line.setText(shelf.passphrase)
    asking.saved.emit()


def go_back_in_three_presses(program, qtbot, shelf: Shelf) -> list[str]:
    """Go back as the user does; return the words of the preview. A passphrase is typed, never clicked."""
    before = program.store
    program.window.commands[Command.RESTORE].trigger()  # the first: the menu's or the palette's command
    program.window.findChild(FileDialog).fileSelected.emit(str(shelf.copy))  # the second: the file
    if shelf.passphrase is not None:
        give_passphrase(qtbot, shelf)
    dialog = wait_for(qtbot, RestoreDialog)
    words = [label.text() for label in dialog.findChildren(PlainLabel)]
    spoken = [label.accessibleName() for label in dialog.findChildren(PlainLabel) if label.accessibleName()]
    button = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Go back to this backup")
    button.click()  # the third: yes
    qtbot.waitUntil(lambda: program.store not in (None, before), timeout=30_000)
    return words + spoken


def test_a_book_is_put_back_to_the_letter_in_three_presses_and_the_present_one_kept(program, qtbot, shelf):
    open_in(program, qtbot, shelf)
    told = go_back_in_three_presses(program, qtbot, shelf)
    assert "The backup was made on 20 November 2026, 8:52am." in told
    assert {"People, In the backup: 2", "People, Now: 3"} <= set(told)
    assert "1 change was made since. It will not be in the book any more:" in told
    assert "· New person" in told
    assert not any("erased" in words for words in told)
    assert content_hash(program.store) == shelf.hash_then
    assert shelf.hash_of(*shelf.set_aside()) == shelf.hash_now
    assert shelf.hash_of(shelf.copy) == shelf.hash_then


def test_whoever_was_erased_since_is_told_of_and_is_not_there_when_the_book_opens_again(program, qtbot, plain_shelf):
    plain_shelf.erase()
    open_in(program, qtbot, plain_shelf)
    told = go_back_in_three_presses(program, qtbot, plain_shelf)
    sentence = "1 person who was erased since is still in the backup. They are erased again before the book opens."
    assert sentence in told
    assert program.store.check() == []
    program.window.close()
    held = plain_shelf.book.read_bytes()
    assert [word for word in WORDS if word in held] == []
    assert b"Former contact #1" in held


def test_a_locked_backup_put_back_by_command_holds_nobody_who_was_erased_in_any_page(tmp_path):
    shelf = Shelf(tmp_path, PASSPHRASE)
    key = tmp_path / "key.txt"
    key.write_text(PASSPHRASE)
    book = ["--book", shelf.book, "--passphrase-file", key]
    person = shelf.planted.person
    assert run(*book, "erase-person", str(person), "--reason", "She asked", "--possible", "all").code == 0
    before = shelf.hash_of()
    seen = run(*book, "restore", shelf.copy, "--dry-run", "--json").answer["data"]
    assert (seen["backup"]["people"], seen["now"]["people"], seen["erased_since"]) == (2, 2, 1)
    assert shelf.hash_of() == before, "a look changes nothing"
    assert run(*book, "restore", shelf.copy).code == 0
    raw = derive_key(PASSPHRASE, look_at(shelf.book).salt).key
    assert [word for word in WORDS if word in whole_text(shelf.book, raw)] == []
    assert shelf.hash_of(*shelf.set_aside()) == before
