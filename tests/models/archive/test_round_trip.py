"""A book made of an archive is the same book, on either database and from one to the other."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import LargeBinary, insert, select

from models.archive.exporting import export_archive
from models.archive.rebuilding import rebuild
from models.archive.shapes import CONTENTS, shapes
from models.base import Base
from models.entities import AttachmentContent, Change, Organisation, map_all
from models.errors import AppError, Stopped, WouldOverwrite, WrongUse
from models.search import search
from models.store import Store
from tests.models import random_book
from tests.models.archive.conftest import NewStore
from tests.models.random_histories import HISTORIES, STEPS, UNDO, add_organisation, content_hash, ids

Content = dict[str, list[tuple[Any, ...]]]


def content(store: Store) -> Content:
    """Return every value of every table, the journal with its chain included."""
    map_all()
    with store.read() as session:
        return {
            table.name: sorted(tuple(row) for row in session.execute(select(table)))
            for table in Base.metadata.tables.values()
        }


def archive_of(store: Store, place: Path) -> bytes:
    """Return the bytes of a book's archive."""
    export_archive(store, place)
    data = place.read_bytes()
    place.unlink()
    return data


def test_the_sample_book_comes_back_the_same(sample_file: Path, sample_archive: Path, store: Store) -> None:
    taken = rebuild(store, sample_archive)
    book = Store.open(sample_file, read_only=True)
    before, after = content(book), content(store)
    book.close()
    for table, rows in before.items():
        assert after[table] == rows, table
    assert taken.rows == {shape.told.name: len(before[shape.told.name]) for shape in shapes()}
    assert taken.attachments == len(before[CONTENTS]) > 0
    assert store.check() == []


def test_a_book_goes_to_the_server_and_back(sample_archive: Path, new_store: NewStore, tmp_path: Path) -> None:
    """From the file to the server and home again: always the very same archive."""
    first = sample_archive
    for number, kind in enumerate(("postgresql", "sqlite")):
        there = new_store(kind)
        rebuild(there, first)
        assert there.check() == []
        first = tmp_path / f"{number}.zip"
        export_archive(there, first)
        assert first.read_bytes() == sample_archive.read_bytes()


def test_undo_goes_on_where_it_was(small_archive: Path, store: Store) -> None:
    rebuild(store, small_archive)
    with store.read() as session:
        store.actor = session.scalars(select(Change.actor)).first() or ""
    full = content_hash(store)
    undone = [store.undo() for _time in range(3)]
    assert undone == ["Attach", "Tag", "Log a call"]
    assert [store.redo() for _time in range(3)] == undone[::-1]
    assert content_hash(store) == full
    assert store.check() == []


def test_new_rows_get_numbers_that_none_had_before(store: Store, new_store: NewStore, tmp_path: Path) -> None:
    """A row that is gone may come back by Undo: its number is not given to another."""
    add_organisation(store, 1)
    add_organisation(store, 2)
    with store.write("Remove the second") as session:
        gone = session.get_one(Organisation, 2)
        session.delete(gone)
    place = tmp_path / "a.zip"
    export_archive(store, place)
    there = new_store("sqlite" if store.on_server else "postgresql")
    there.actor = store.actor
    rebuild(there, place)
    add_organisation(there, 3)
    assert ids(there, Organisation) == [1, 3]
    there.undo()
    assert there.undo() == "Remove the second"
    assert ids(there, Organisation) == [1, 2]
    assert there.check() == []


def test_everything_is_found_again(sample_archive: Path, store: Store) -> None:
    rebuild(store, sample_archive)
    with store.read() as session:
        name = session.scalars(select(Organisation.name).order_by(Organisation.id)).first() or ""
        assert name in [hit.title for hit in search(session, name)]


def test_rows_of_every_table_come_back(store: Store, new_store: NewStore, tmp_path: Path) -> None:
    with store.write("Fill every table") as session:
        rows = random_book.fill(session, 7)
        data = b"=1+1 is no formula here"
        session.execute(insert(AttachmentContent), [{"sha256": hashlib.sha256(data).hexdigest(), "data": data}])
    filled = {name for name, found in rows.items() if found}
    assert len(filled) > 80
    place = tmp_path / "a.zip"
    export_archive(store, place)
    there = new_store("sqlite" if store.on_server else "postgresql")
    rebuild(there, place)
    assert archive_of(there, tmp_path / "b.zip") == place.read_bytes()
    after = content(there)
    for table, found in content(store).items():
        assert after[table] == found, table


NASTY = (
    "",
    " ",
    "'",
    "''",
    "\\N",
    "'\\N",
    "=1+1",
    "+44 1223",
    "-5",
    "@x",
    "\tx",
    "\rx",
    "a\r\nb",
    'say "so"',
    "＝1",
    "Zoë 🎻\u202e",
)


def test_texts_come_back_to_the_letter(store: Store, new_store: NewStore, tmp_path: Path) -> None:
    with store.write("Add names that are hard to keep") as session:
        for text in NASTY:
            session.add(Organisation(kind="institution", name=text, name_key=text, note=text * 3))
    place = tmp_path / "a.zip"
    export_archive(store, place)
    there = new_store("sqlite")
    rebuild(there, place)
    with there.read() as session:
        found = session.execute(select(Organisation.name, Organisation.note).order_by(Organisation.id))
        assert [tuple(row) for row in found] == [(text, text * 3) for text in NASTY]


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORIES)
def test_any_history_comes_back(
    store: Store, new_store: NewStore, tmp_path: Path, history: list[tuple[int, int]]
) -> None:
    for what, seed in history:
        try:
            if what >= 0:
                STEPS[what](store, seed)
            else:
                (store.undo if what == UNDO else store.redo)()
        except AppError:
            continue
    place = tmp_path / "a.zip"
    export_archive(store, place, force=True)
    there = new_store("sqlite")
    rebuild(there, place)
    assert there.check() == []
    assert content(there) == content(store)
    there.actor = store.actor
    assert (there.undo_label(), there.redo_label()) == (store.undo_label(), store.redo_label())
    if there.undo_label() is not None:
        there.undo()
        store.undo()
        assert content_hash(there) == content_hash(store)


def test_a_folder_holds_what_a_zip_holds(
    store: Store, new_store: NewStore, sample_archive: Path, tmp_path: Path
) -> None:
    rebuild(store, sample_archive)
    assert archive_of(store, tmp_path / "a.zip") == sample_archive.read_bytes()
    folder = tmp_path / "everything"
    export_archive(store, folder)
    there = new_store("sqlite")
    rebuild(there, folder)
    assert archive_of(there, tmp_path / "a.zip") == sample_archive.read_bytes()


def test_trying_keeps_nothing(small_archive: Path, store: Store) -> None:
    empty = content(store)
    tried = rebuild(store, small_archive, dry_run=True)
    assert content(store) == empty
    assert rebuild(store, small_archive).rows == tried.rows


def test_a_book_that_holds_something_is_left_alone(sample_archive: Path, store: Store) -> None:
    add_organisation(store, 1)
    before = content(store)
    with pytest.raises(WrongUse, match="holds something already"):
        rebuild(store, sample_archive)
    assert content(store) == before


def test_what_is_stopped_leaves_nothing(sample_archive: Path, store: Store, tmp_path: Path) -> None:
    def stop(done: int, total: int, _words: str) -> None:
        assert 0 <= done <= total
        if done > total / 2:
            raise Stopped("enough")

    empty = content(store)
    with pytest.raises(Stopped):
        rebuild(store, sample_archive, step=stop)
    assert content(store) == empty
    rebuild(store, sample_archive)
    with pytest.raises(Stopped):
        export_archive(store, tmp_path / "a.zip", step=stop)
    with pytest.raises(Stopped):
        export_archive(store, tmp_path / "a", step=stop)
    assert [place for place in tmp_path.iterdir() if ".liaison" not in place.name] == []


def test_who_writes_meanwhile_need_not_wait_and_does_not_alter_it(store: Store, tmp_path: Path) -> None:
    add_organisation(store, 1)
    before = archive_of(store, tmp_path / "before.zip")
    waited: list[float] = []

    def write(_done: int, _total: int, _words: str) -> None:
        start = time.monotonic()
        add_organisation(store, 2)
        waited.append(time.monotonic() - start)

    export_archive(store, tmp_path / "a.zip", step=write)
    assert (tmp_path / "a.zip").read_bytes() == before
    assert len(ids(store, Organisation)) == 1 + len(waited) > 2
    assert min(waited) < 5


def test_what_is_there_is_not_replaced_unasked(store: Store, tmp_path: Path) -> None:
    for place in (tmp_path / "a.zip", tmp_path / "a"):
        export_archive(store, place)
        with pytest.raises(WouldOverwrite):
            export_archive(store, place)
        export_archive(store, place, force=True)
    mine = tmp_path / "photos"
    mine.mkdir()
    (mine / "dog.jpg").write_bytes(b"dog")
    with pytest.raises(AppError, match="holds something else"):
        export_archive(store, mine, force=True)
    assert (mine / "dog.jpg").read_bytes() == b"dog"


def test_only_attached_files_are_bytes() -> None:
    """Any other column of bytes would have no place in a table of text."""
    bytes_in = {
        shape.told.name for shape in shapes() for one in shape.table.columns if isinstance(one.type, LargeBinary)
    }
    assert bytes_in == {CONTENTS}


def test_every_table_is_in_the_archive() -> None:
    map_all()
    assert {shape.told.name for shape in shapes()} == set(Base.metadata.tables) - {"journal_open"}
    for shape in shapes():
        if shape.told.name != CONTENTS:
            assert [field.name for field in shape.told.fields] == [column.name for column in shape.table.columns]
