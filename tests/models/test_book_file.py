from __future__ import annotations

import sqlite3
import unicodedata
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from models.backup import back_up
from models.book_file import connect, journal_of, look_at
from models.encryption import derive_key
from models.entities import Organisation, OrganisationKind
from models.errors import BookDamaged, BookNewer, BookNotFound, WouldOverwrite, WrongPassphrase, WrongUse
from models.store import Store

PASSPHRASE = "café under the elm tree"
pytestmark = pytest.mark.usefixtures("really_made")


def make(path: Path, passphrase: str | None = PASSPHRASE) -> None:
    store = Store.create(path, passphrase)
    with store.write("Add") as session:
        organisation = Organisation(kind=OrganisationKind.INSTITUTION, note="Planted note")
        organisation.rename("Planted Name")
        session.add(organisation)
    store.close()


def test_nothing_of_an_encrypted_book_is_readable(tmp_path: Path) -> None:
    path = tmp_path / "a.liaison"
    make(path)
    content = b"".join(file.read_bytes() for file in tmp_path.rglob("*"))
    assert b"Planted" not in content
    assert b"SQLite format" not in content
    assert look_at(path).encrypted


def test_the_passphrase_opens_however_its_accents_are_typed(tmp_path: Path) -> None:
    path = tmp_path / "a.liaison"
    make(path, unicodedata.normalize("NFD", PASSPHRASE))
    Store.open(path, unicodedata.normalize("NFC", PASSPHRASE)).close()
    assert derive_key("a", b"0" * 16) != derive_key("b", b"0" * 16)


@pytest.mark.parametrize("wrong", ["", None, "wrong"])
def test_a_wrong_or_missing_passphrase_is_told(tmp_path: Path, wrong: str | None) -> None:
    path = tmp_path / "a.liaison"
    make(path)
    before = path.read_bytes()
    with pytest.raises(WrongPassphrase, match="passphrase"):
        Store.open(path, wrong)
    assert path.read_bytes() == before


def test_a_passphrase_for_a_plain_book_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.liaison"
    make(path, None)
    with pytest.raises(WrongUse, match="no passphrase"):
        Store.open(path, PASSPHRASE)


def test_what_is_no_book_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    zipped = tmp_path / "zip.liaison"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("a.txt", "x" * 9000)
    text = tmp_path / "text.liaison"
    text.write_text("Name,Phone\n" * 4096)
    foreign = tmp_path / "foreign.liaison"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE contact (name TEXT)")
    folder = tmp_path / "folder.liaison"
    folder.mkdir()
    for path, words in (
        (tmp_path / "missing.liaison", "There is no record book"),
        (folder, "is a folder"),
        (zipped, "is not a record book"),
        (text, "is not a record book"),
        (foreign, "another program"),
    ):
        before = path.read_bytes() if path.is_file() else b""
        with pytest.raises(BookNotFound, match=words):
            Store.open(path)
        assert (path.read_bytes() if path.is_file() else b"") == before


def test_an_empty_file_is_damage_and_never_a_new_book(tmp_path: Path) -> None:
    path = tmp_path / "a.liaison"
    path.touch()
    with pytest.raises(BookDamaged, match="empty"):
        Store.open(path)
    assert path.stat().st_size == 0


@pytest.mark.requirement("R24")
def test_a_newer_book_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a.liaison"
    make(path, None)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE book_info SET schema_version = 999")
    before = path.read_bytes()
    with pytest.raises(BookNewer, match="newer version"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_book_is_never_made_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.liaison"
    path.write_text("mine")
    with pytest.raises(WouldOverwrite):
        Store.create(path)
    assert path.read_text() == "mine"
    with pytest.raises(BookNotFound, match="no folder"):
        Store.create(tmp_path / "no" / "b.liaison")


@pytest.mark.parametrize("place", [0.05, 0.3, 0.5, 0.7, 0.95])
def test_one_flipped_bit_of_an_encrypted_book_is_found(tmp_path: Path, place: float) -> None:
    path = tmp_path / "a.liaison"
    make(path)
    content = bytearray(path.read_bytes())
    content[int(len(content) * place)] ^= 4
    path.write_bytes(content)
    try:
        store = Store.open(path, PASSPHRASE)
    except BookNotFound:
        return
    try:
        problems = store.check()
    except BookNotFound:
        problems = ["unreadable"]
    finally:
        store.engine.dispose()
    assert problems


def test_how_a_book_is_kept_on_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "a.liaison"
    make(path)
    store = Store.open(path, PASSPHRASE)
    with store.engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "secure_delete", "temp_store")
        }
    store.close()
    assert found == {
        "journal_mode": "truncate",
        "synchronous": 3,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "secure_delete": 1,
        "temp_store": 2,
    }


def test_a_torn_unused_page_is_written_anew_after_a_save_was_cut_off(tmp_path: Path) -> None:
    path, page = tmp_path / "a.liaison", 4096
    make(path)
    key = derive_key(PASSPHRASE, look_at(path).salt)
    connection = connect(path, key)
    connection.execute("CREATE TABLE passing (filling BLOB)")
    connection.execute("INSERT INTO passing VALUES (zeroblob(?))", (20 * page,))
    connection.execute("DROP TABLE passing")
    unused = connection.execute("PRAGMA freelist_count").fetchone()[0]
    assert unused > 15
    connection.close()
    torn = bytearray(path.read_bytes())
    # The last page of the file is one of the unused ones.
    torn[-2000:-1000] = bytes(1000)
    path.write_bytes(torn)
    store = Store.open(path, PASSPHRASE)
    assert [problem for problem in store.check() if "altered" in problem]
    store.close()
    # A save that was cut off leaves its journal filled; one without a whole head has nothing to take back.
    journal_of(path).write_bytes(bytes(600))
    store = Store.open(path, PASSPHRASE)
    assert store.check() == []
    back_up(store, tmp_path, datetime(2026, 11, 22))  # noqa: DTZ001 -- only a name
    with store.write("Save on") as session:
        session.get_one(Organisation, 1).note = "Still writable"
    store.close()


def test_a_damaged_list_of_unused_pages_keeps_no_cut_off_book_from_opening(tmp_path: Path) -> None:
    path, page = tmp_path / "a.liaison", 4096
    make(path)
    connection = connect(path, derive_key(PASSPHRASE, look_at(path).salt))
    before = path.stat().st_size // page
    connection.execute("CREATE TABLE passing (filling BLOB)")
    connection.execute("INSERT INTO passing VALUES (zeroblob(?))", (20 * page,))
    connection.execute("DROP TABLE passing")
    assert connection.execute("PRAGMA freelist_count").fetchone()[0] > 15
    connection.close()
    torn = bytearray(path.read_bytes())
    torn[before * page :] = bytes(len(torn) - before * page)
    path.write_bytes(torn)
    journal_of(path).write_bytes(bytes(600))
    store = Store.open(path, PASSPHRASE)
    with store.read() as session:
        assert session.get_one(Organisation, 1).name == "Planted Name"
    assert [problem for problem in store.check() if "altered" in problem]
    store.close()
