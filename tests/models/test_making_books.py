"""A book that the tests copy is in nothing but its name another than one that the program made."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from models import migrations
from models.store import Store
from tests.making_books import made_once, really_create


def test_a_copy_is_the_book_that_the_program_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "create", really_create)
    made = Store.create(tmp_path / "made.liaison", is_example=True)
    with made_once(tmp_path / "pattern.liaison"):
        Store.create(tmp_path / "first.liaison").close()
        monkeypatch.setattr(migrations, "_climb", _must_not_run)
        copied = Store.create(tmp_path / "copied.liaison", is_example=True)

    made.close()
    copied.close()
    all_of_made, uid_of_made = _read(tmp_path / "made.liaison")
    all_of_copied, uid_of_copied = _read(tmp_path / "copied.liaison")
    assert all_of_copied == all_of_made
    assert uid_of_copied != uid_of_made


def test_what_is_no_plain_new_file_is_made_by_the_program(tmp_path: Path) -> None:
    with made_once(tmp_path / "pattern.liaison"):
        Store.create(tmp_path / "locked.liaison", "four plain words here").close()
        assert not (tmp_path / "pattern.liaison").exists()
        Store.create(tmp_path / "first.liaison").close()
        Store.create(tmp_path / "second locked.liaison", "four plain words here").close()

    with pytest.raises(dbapi2.DatabaseError):
        _read(tmp_path / "second locked.liaison")


def _must_not_run(*_arguments: object) -> None:
    raise AssertionError("the book was made step by step")


def _read(book: Path) -> tuple[list[tuple[object, ...]], str]:
    """Return what the head of a file says, its schema and all its rows but its own name; and that name."""
    connection = dbapi2.connect(str(book))
    (uid,) = connection.execute("SELECT uid FROM book_info").fetchone()
    connection.execute("UPDATE book_info SET uid = ''")
    heads = ("application_id", "user_version", "encoding", "page_size", "auto_vacuum", "journal_mode")
    found = [(head, connection.execute(f"PRAGMA {head}").fetchone()) for head in heads]
    found += connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    # What a search table holds stands in plain tables beside it.
    plain = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    for (table,) in connection.execute(plain).fetchall():
        found += [(table, *row) for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY 1')]
    connection.close()
    return found, uid
