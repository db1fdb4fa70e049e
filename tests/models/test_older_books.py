"""Books of every earlier schema open, and lose nothing on the way."""

from __future__ import annotations

import lzma
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from models.backup import restore
from models.migrations import VERSION
from models.store import Store

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
"""One book of each schema a program ever wrote: the example records, with a change taken back and one that stands."""


def older_books() -> list[int]:
    return sorted(int(path.name.split("_")[1].split(".")[0]) for path in GOLDEN.glob("version_*.liaison.xz"))


def unpack(version: int, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    book = folder / f"version {version}.liaison"
    book.write_bytes(lzma.decompress((GOLDEN / f"version_{version}.liaison.xz").read_bytes()))
    return book


def contents(book: Path) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table that is no part of the search index, and the last numbers given."""
    connection = dbapi2.connect(str(book))
    connection.row_factory = dbapi2.Row
    names = [
        row[0]
        for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        if not row[0].startswith(("search_", "sqlite_stat"))
    ]
    found = {name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1')] for name in names}
    connection.close()
    return found


def test_there_is_a_book_of_every_earlier_schema() -> None:
    assert older_books() == list(range(1, VERSION))


@pytest.mark.requirement("R21")
@pytest.mark.parametrize("version", older_books())
def test_an_older_book_is_brought_up_to_date_and_keeps_every_row(version: int, tmp_path: Path) -> None:
    book = unpack(version, tmp_path)
    before = contents(book)

    Store.open(book).close()

    after = contents(book)
    for table, rows in before.items():
        if table in ("book_info", "sqlite_sequence"):
            continue
        assert len(after[table]) == len(rows), table
        for old, new in zip(rows, after[table], strict=True):
            assert {name: new[name] for name in old} == old, table
    last = {row["name"]: row["seq"] for row in after["sqlite_sequence"]}
    assert {row["name"]: row["seq"] for row in before["sqlite_sequence"]}.items() <= last.items()
    assert after["book_info"][0]["schema_version"] == VERSION


@pytest.mark.parametrize("version", older_books())
def test_an_older_book_can_be_searched_checked_and_undone(version: int, tmp_path: Path) -> None:
    from models.search import search

    store = Store.open(unpack(version, tmp_path))
    try:
        assert store.check() == []
        with store.read() as session:
            assert search(session, "rang twice", limit=5)
        assert store.undo() == "Note on Harbour"
        assert store.undo() == "Rename Harbour"
        assert store.redo() == "Rename Harbour"
        assert store.check() == []
    finally:
        store.close()


@pytest.mark.parametrize("version", older_books())
def test_the_book_as_it_was_is_kept_beside_it_first(version: int, tmp_path: Path) -> None:
    book = unpack(version, tmp_path)
    before = book.read_bytes()

    Store.open(book).close()

    (kept,) = (path for path in tmp_path.glob("*.liaison") if path != book)
    assert kept.name.startswith(f"version {version} before version {VERSION} ")
    assert contents(kept) == contents(unpack(version, tmp_path / "again"))
    done = restore(kept, book, None, datetime.now())  # noqa: DTZ005 - the name of a file
    assert done.set_aside is not None
    assert contents(book) == contents(kept)
    assert len(before) <= book.stat().st_size
    Store.open(book).close()


def test_two_that_open_an_older_book_at_once_both_get_it(tmp_path: Path) -> None:
    book = unpack(1, tmp_path)
    command = [sys.executable, "-c", f"from models.store import Store; Store.open({str(book)!r}).close()"]
    both = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _number in range(2)]
    for one in both:
        _out, words = one.communicate(timeout=120)
        assert (one.returncode, words) == (0, "")
    store = Store.open(book)
    assert store.check() == []
    store.close()
