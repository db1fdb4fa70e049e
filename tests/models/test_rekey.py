"""A book gets another passphrase, a first one, or none: what it holds stays, whatever stands in the way."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from models import book_file, book_lock, rekey
from models.encryption import new_key
from models.entities import Organisation, OrganisationKind
from models.errors import AppError, BookDamaged, BookLocked, NoRoom, WrongPassphrase, WrongUse
from models.recovery_code import code_of, key_of
from models.rekey import alone, key_from, key_from_code, rekey_book
from models.search import search
from models.store import Store

OLD, NEW = "four quite plain words", "café under the elm tree"
NOW = datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001 - the user's clock

pytestmark = pytest.mark.usefixtures("really_made")


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str | None], Path]:
    def made(passphrase: str | None) -> Path:
        path = tmp_path / "elm [1].liaison"
        store = Store.create(path, passphrase)
        with store.write("Add Elm Lane") as session:
            organisation = Organisation(kind=OrganisationKind.INSTITUTION, note="Planted note")
            organisation.rename("Elm Lane")
            session.add(organisation)
        store.close()
        return path

    return made


def change(book: Path, old: str | None, new: str | None) -> rekey.Rekeyed:
    return rekey_book(book, key_from(book, old), new, backups=book.parent / "backups", now=NOW)


@pytest.mark.requirement("R15")
@pytest.mark.parametrize(("old", "new"), [(OLD, NEW), (None, NEW), (OLD, None)], ids=["change", "set", "remove"])
def test_the_book_opens_with_the_new_and_holds_all_it_held(
    make: Callable[[str | None], Path], old: str | None, new: str | None
) -> None:
    book = make(old)
    done = change(book, old, new)
    typed = unicodedata.normalize("NFD", new) if new else None
    store = Store.open(book, typed)
    assert (store.encrypted, store.check(), store.undo_label()) == (new is not None, [], "Add Elm Lane")
    with store.read() as session:
        assert session.get_one(Organisation, 1).note == "Planted note"
        assert search(session, "planted", limit=5)
    with store.write("And go on") as session:
        session.get_one(Organisation, 1).note = "Later"
    store.close()
    with pytest.raises((WrongPassphrase, WrongUse)):
        Store.open(book, old)
    kept = Store.open(done.backup, old)
    assert kept.check() == []
    kept.close()
    assert {path.name for path in book.parent.iterdir()} <= {book.name, f"{book.name}-journal", "backups"}
    assert (b"Planted" in book.read_bytes()) is (new is None)


def test_a_wrong_passphrase_changes_nothing(make: Callable[[str | None], Path]) -> None:
    book = make(OLD)
    before = book.read_bytes()
    with pytest.raises(WrongPassphrase, match="does not open"):
        change(book, "not the one", NEW)
    with pytest.raises(WrongPassphrase, match="Give the passphrase"):
        change(book, None, NEW)
    assert book.read_bytes() == before
    assert not list((book.parent / "backups").glob("*"))


def test_a_book_without_a_passphrase_has_none_to_take_away(make: Callable[[str | None], Path]) -> None:
    with pytest.raises(WrongUse, match="no passphrase"):
        change(make(None), None, None)


def test_too_little_room_is_told_before_anything_is_done(
    make: Callable[[str | None], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    book = make(OLD)
    monkeypatch.setattr(rekey, "MARGIN_BYTES", shutil.disk_usage(book).total * 2)
    with pytest.raises(NoRoom, match="not enough room"):
        change(book, OLD, NEW)
    assert not list((book.parent / "backups").iterdir())
    Store.open(book, OLD).close()


def test_nobody_else_may_be_writing_or_have_it_open(make: Callable[[str | None], Path]) -> None:
    book = make(OLD)
    other = book_file.connect(book, key_from(book, OLD))
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BookLocked, match="busy"):
        change(book, OLD, NEW)
    other.close()
    lock = book_lock.take(book)
    assert isinstance(lock, book_lock.BookLock)
    with pytest.raises(BookLocked, match="is open in a window"), alone(book):
        pass
    lock.release()
    with alone(book):
        change(book, OLD, NEW)
    assert not book_lock.lock_path(book).exists()


def test_who_had_it_open_all_along_cannot_write_into_the_old_file(make: Callable[[str | None], Path]) -> None:
    book = make(OLD)
    store = Store.open(book, OLD)
    with store.read():
        pass
    change(book, OLD, NEW)
    with pytest.raises(AppError), store.write("Into nowhere") as session:
        session.get_one(Organisation, 1).note = "Lost"
    store.engine.dispose()


def test_a_copy_that_differs_is_thrown_away(
    make: Callable[[str | None], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    book = make(OLD)
    before = book.read_bytes()
    really = rekey._compare

    def spoilt(connection) -> None:  # type: ignore[no-untyped-def]
        connection.execute("UPDATE fresh.organisation SET note = 'Planted nite'")
        really(connection)

    monkeypatch.setattr(rekey, "_compare", spoilt)
    with pytest.raises(BookDamaged, match="organisation"):
        change(book, OLD, NEW)
    assert book.read_bytes() == before
    assert not list(book.parent.glob(".*"))


def test_a_damaged_book_keeps_its_passphrase(make: Callable[[str | None], Path]) -> None:
    book = make(OLD)
    with book.open("rb+") as file:
        file.seek(40 * 4096 + 99)
        file.write(b"\0\1\2")
    before = book.read_bytes()
    with pytest.raises(AppError):
        change(book, OLD, NEW)
    assert book.read_bytes() == before


def test_what_a_kill_left_is_swept_the_next_time(make: Callable[[str | None], Path]) -> None:
    book = make(OLD)
    left = book.with_name(f".{book.name}.{rekey._COPYING}.abcd.partial")
    other = book.with_name(f".elm 1.liaison.{rekey._COPYING}.abcd.partial")
    for file in (left, other):
        file.write_bytes(b"half")
    change(book, OLD, NEW)
    assert (left.exists(), other.exists()) == (False, True)


@pytest.mark.requirement("R16")
def test_the_recovery_code_opens_the_book_however_it_is_typed(make: Callable[[str | None], Path]) -> None:
    book = make(OLD)
    key = key_from(book, OLD)
    assert key is not None
    code = " ".join(code_of(key)).lower().replace("-", " – ").replace("0", "o").replace("1", "l")
    found = key_from_code(book, code)
    assert found == key
    rekey_book(book, found, NEW, backups=book.parent / "backups", now=NOW)
    Store.open(book, NEW).close()
    with pytest.raises(WrongPassphrase, match="earlier passphrase"):
        key_from_code(book, code)


def test_each_mistyped_group_is_named() -> None:
    key = new_key(OLD)
    code = code_of(key)
    assert [len(group) for group in code] == [10] * 8
    for place, group in enumerate(code):
        for at, letter in enumerate(group.replace("-", "")):
            wrong = group.replace("-", "")
            wrong = wrong[:at] + ("7" if letter != "7" else "8") + wrong[at + 1 :]
            with pytest.raises(WrongUse, match=f"Group {place + 1} "):
                key_of("".join((*code[:place], wrong, *code[place + 1 :])), key.salt)
    with pytest.raises(WrongUse, match="Group 1 "):
        key_of(" ".join((code[1], code[0], *code[2:])), key.salt)
    with pytest.raises(WrongUse, match="Group 3 "):
        key_of(" ".join((*code[:2], "not a code", *code[3:])), key.salt)
    for part in ("", " ".join(code[:7]), " ".join((*code, "0"))):
        with pytest.raises(WrongUse, match="8 groups"):
            key_of(part, key.salt)
