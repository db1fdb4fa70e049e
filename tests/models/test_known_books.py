"""A wrong passphrase is told from a damaged file where the book was opened before; without encryption, nothing goes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from models import known_books
from models.backup import back_up, restore
from models.encryption import derive_key
from models.errors import BookDamaged, WrongPassphrase, WrongUse
from models.rekey import key_from, rekey_book
from models.store import Store

ROOT = Path(__file__).parents[2]
PHRASE = "four quite plain words"
NOW = datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001 - the user's clock

pytestmark = pytest.mark.usefixtures("really_made")


@pytest.fixture
def remembered(tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "user" / "known-books.json"
    known_books.begin(file)
    yield file
    known_books._own.clear()


@pytest.fixture
def book(tmp_path: Path, remembered: Path) -> Path:
    path = tmp_path / "elm.liaison"
    Store.create(path, PHRASE).close()
    return path


def overwrite(path: Path, at: int, content: bytes) -> None:
    with path.open("rb+") as file:
        file.seek(at)
        file.write(content)


DAMAGES: dict[str, Callable[[Path], None]] = {
    "a bit of the first page": lambda path: overwrite(path, 1000, bytes([path.read_bytes()[1000] ^ 1])),
    "the first page zeroed": lambda path: overwrite(path, 16, bytes(4080)),
    "its beginning zeroed": lambda path: overwrite(path, 0, bytes(4096)),
    "its beginning scrambled": lambda path: overwrite(path, 0, bytes(range(128, 256)) * 32),
    "half of it": lambda path: path.write_bytes(path.read_bytes()[:2048] + bytes(2048)),
}


@pytest.mark.requirement("R12")
@pytest.mark.parametrize("what", DAMAGES)
def test_a_damaged_book_is_told_from_a_wrong_passphrase(book: Path, what: str) -> None:
    with pytest.raises(WrongPassphrase, match="not the one that opened it before"):
        Store.open(book, "another passphrase")
    DAMAGES[what](book)
    before = book.read_bytes()
    with pytest.raises(BookDamaged, match="passphrase is right") as told:
        Store.open(book, PHRASE)
    assert "elm.liaison" in str(told.value)
    with pytest.raises(WrongPassphrase):
        Store.open(book, "another passphrase")
    assert book.read_bytes() == before


@pytest.mark.requirement("R12")
def test_a_backup_on_another_computer_is_told_apart_by_what_lies_beside_it(book: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    store = Store.open(book, PHRASE)
    copy = back_up(store, copies, NOW)
    store.close()
    stick = Path(shutil.copytree(copies, tmp_path / "stick")) / copy.name
    known_books._own.clear()
    with pytest.raises(WrongPassphrase, match="not the one that opened it before"):
        Store.open(stick, "another passphrase")
    overwrite(stick, 1000, b"\0\1\2\3")
    with pytest.raises(BookDamaged, match="passphrase is right"):
        Store.open(stick, PHRASE)


def test_what_is_remembered_helps_nobody_to_guess_and_names_no_place(book: Path, remembered: Path) -> None:
    kept = remembered.read_text("utf-8")
    key = key_from(book, PHRASE)
    assert key is not None
    assert json.loads(kept)[0] == {
        "place": json.loads(kept)[0]["place"],
        "salt": key.salt.hex(),
        "fingerprint": known_books.fingerprint(key),
    }
    assert [part for part in (key.key.hex(), key.key.hex()[:16], "elm", PHRASE) if part in kept] == []
    assert known_books.fingerprint(derive_key(PHRASE, b"0" * 16)) != known_books.fingerprint(key)


def test_where_nothing_is_known_or_what_is_kept_is_spoilt_both_are_possible(book: Path, remembered: Path) -> None:
    for content in (b"", b"[1]", b"{}", b'[{"place": "", "salt": "zz", "fingerprint": ""}]', b"\xff"):
        remembered.write_bytes(content)
        with pytest.raises(WrongPassphrase, match="may be damaged"):
            Store.open(book, "another passphrase")
    Store.open(book, PHRASE).close()
    assert len(json.loads(remembered.read_bytes())) == 1


@pytest.mark.requirement("R14")
def test_a_book_that_was_locked_and_lies_open_is_refused(book: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.liaison"
    Store.create(plain).close()
    shutil.copyfile(plain, book)
    with pytest.raises(WrongUse, match="was locked with a passphrase when you last opened it"):
        Store.open(book)
    moved = book.rename(tmp_path / "moved.liaison")
    Store.open(moved).close()


def test_whoever_takes_the_passphrase_away_or_goes_back_to_an_open_copy_is_not_refused(book: Path) -> None:
    copies = book.parent / "copies"
    done = rekey_book(book, key_from(book, PHRASE), None, backups=copies, now=NOW)
    Store.open(book).close()
    plain = shutil.copyfile(book, copies / "plain.liaison")
    rekey_book(book, None, PHRASE, backups=copies, now=NOW)
    restore(Path(plain), book, None, NOW)
    Store.open(book).close()
    assert done.backup.exists()
    book.unlink()
    Store.create(book, PHRASE).close()
    book.unlink()
    Store.create(book).close()


WITHOUT = """
import sqlite3, sys, types
fake = types.ModuleType("sqlcipher3")
fake.dbapi2 = sqlite3
sys.modules["sqlcipher3"] = fake
sys.modules["sqlcipher3.dbapi2"] = sqlite3
from desktop.cli import main
sys.exit(main())
"""


@pytest.mark.requirement("R14")
def test_without_encryption_no_book_is_made_or_opened(book: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(PHRASE, "utf-8")
    plain = tmp_path / "plain.liaison"
    Store.create(plain).close()
    before = {path: path.read_bytes() for path in (book, plain)}
    new = tmp_path / "new.liaison"
    for typed in (
        ["new", str(new), "--passphrase-file", str(secret)],
        ["new", str(new), "--no-passphrase"],
        ["info", "--book", str(book), "--passphrase-file", str(secret)],
        ["rekey", "--book", str(book), "--passphrase-file", str(secret), "--new-passphrase-file", str(secret)],
        ["info", "--book", str(plain)],
    ):
        done = subprocess.run(
            [sys.executable, "-c", WITHOUT, *typed], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
        )
        assert (done.returncode, "cannot encrypt" in done.stderr, "Traceback" in done.stderr) == (1, True, False), (
            typed,
            done.stderr,
        )
    assert not new.exists()
    assert {path: path.read_bytes() for path in (book, plain)} == before
