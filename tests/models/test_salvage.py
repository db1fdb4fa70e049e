"""What is saved of a damaged book: everything that can be read, and what the history knows of the rest."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from models.book_file import PLAIN_HEADER
from models.errors import BookDamaged, NoRoom, WouldOverwrite, WrongPassphrase
from models.salvage.salvaging import salvage
from models.salvage.telling import told, told_by_table, write_report
from models.store import Store

PASSPHRASE = "four plain words here"
PAGE = 4096


@pytest.fixture(scope="module")
def locked(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample records in a book with a passphrase."""
    from models.archive.exporting import export_archive
    from models.archive.rebuilding import rebuild

    folder = tmp_path_factory.mktemp("locked")
    source = Store.open(sample_file)
    export_archive(source, folder / "all.zip")
    source.close()
    store = Store.create(folder / "locked.liaison", PASSPHRASE)
    rebuild(store, folder / "all.zip")
    store.close()
    return folder / "locked.liaison"


def counts(book: Path, passphrase: str | None) -> dict[str, int]:
    from models.salvage.shapes import shapes_of

    store = Store.open(book, passphrase)
    with store.engine.connect() as connection:
        names = [name for name in shapes_of(connection) if not name.startswith("search")]
        found = {name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar() or 0 for name in names}
    store.close()
    return found


def zero(content: bytearray, first: int, last: int) -> None:
    """Overwrite pages with nothing, counted from 1."""
    content[(first - 1) * PAGE : last * PAGE] = bytes((last - first + 1) * PAGE)


def damaged(book: Path, folder: Path, spoil: Callable[[bytearray], None]) -> Path:
    content = bytearray(book.read_bytes())
    spoil(content)
    path = folder / "damaged.liaison"
    path.write_bytes(content)
    return path


def spoil_tenth(content: bytearray) -> None:
    for page in range(7, len(content) // PAGE, 24):
        content[page * PAGE + 100 : page * PAGE + 140] = bytes(40)


def spoil_head(content: bytearray) -> None:
    zero(content, 2, 30)
    content[16:PAGE] = bytes(PAGE - 16)


def test_a_whole_book_comes_through_whole(locked: Path, sample_file: Path, tmp_path: Path) -> None:
    for number, (book, passphrase) in enumerate(((locked, PASSPHRASE), (sample_file, None))):
        done = salvage(book, tmp_path / f"{number}.liaison", passphrase)
        assert counts(done.book, passphrase) == counts(book, passphrase)
        assert (done.unreadable, done.lost, done.from_history, done.unplaced, done.problems) == (0, {}, {}, 0, [])


@pytest.mark.parametrize("spoil", [spoil_tenth, spoil_head])
def test_damaged_pages_cost_next_to_nothing_and_the_file_stays_as_it_was(
    locked: Path, tmp_path: Path, spoil: Callable[[bytearray], None]
) -> None:
    path = damaged(locked, tmp_path, spoil)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    done = salvage(path, tmp_path / "new.liaison", PASSPHRASE)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["damaged.liaison", "new.liaison"]
    was, now = counts(locked, PASSPHRASE), counts(done.book, PASSPHRASE)
    kept = sum(min(was[name], now[name]) for name in was)
    assert kept >= 0.95 * sum(was.values())
    assert sum(done.from_history.values()) > 0
    store = Store.open(done.book, PASSPHRASE)
    assert not [problem for problem in store.check() if "points to" in problem or "damaged" in problem]
    store.close()


def test_half_a_file_gives_half_a_book_and_the_report_says_so(sample_file: Path, tmp_path: Path) -> None:
    path = damaged(sample_file, tmp_path, lambda content: content.__delitem__(slice(len(content) // 2 + 99, None)))
    done = salvage(path, tmp_path / "new.liaison", None)
    assert sum(done.saved.values()) > 500
    assert done.lost
    assert any("lost" in sentence for sentence in told(done))
    write_report(done)
    report = done.book.with_suffix(".txt").read_text("utf-8")
    assert all(f"{row['table']}: {row['saved']}" in report for row in told_by_table(done))


def test_a_beginning_that_is_gone_is_lent_by_a_backup(locked: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.liaison"
    shutil.copyfile(locked, backup)
    path = damaged(locked, tmp_path, lambda content: zero(content, 1, 1))
    with pytest.raises(WrongPassphrase, match="name a backup"):
        salvage(path, tmp_path / "new.liaison", PASSPHRASE)
    done = salvage(path, tmp_path / "new.liaison", PASSPHRASE, salt_from=backup)
    assert counts(done.book, PASSPHRASE) == counts(locked, PASSPHRASE)


def test_what_cannot_be_salvaged_is_told_and_leaves_nothing(
    locked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(WrongPassphrase):
        salvage(locked, tmp_path / "new.liaison", None)
    with pytest.raises(WrongPassphrase):
        salvage(locked, tmp_path / "new.liaison", "another passphrase")
    empty = tmp_path / "empty.liaison"
    empty.touch()
    with pytest.raises(BookDamaged):
        salvage(empty, tmp_path / "new.liaison", None)
    zeros = tmp_path / "zeros.liaison"
    zeros.write_bytes(PLAIN_HEADER + bytes(20 * PAGE))
    with pytest.raises(BookDamaged):
        salvage(zeros, tmp_path / "new.liaison", None)
    with pytest.raises(WouldOverwrite):
        salvage(locked, empty, PASSPHRASE)
    monkeypatch.setattr("models.room.room_left", lambda _folder: 1_000_000)
    with pytest.raises(NoRoom, match="1 MB are free"):
        salvage(locked, tmp_path / "new.liaison", PASSPHRASE)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["empty.liaison", "zeros.liaison"]
