"""A whole book goes to a server and comes home, proved to be the same, and the old one stays."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from models.archive import moving
from models.errors import BookDamaged, Stopped
from models.store import Store
from tests.desktop.cli.running import PASSPHRASE, ask, run


def bytes_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_book_moves_to_a_server_and_home_again(example: Path, tmp_path: Path, postgres_book_url: str) -> None:
    before, counts = bytes_of(example), ask(example, "info")["counts"]
    there = ask(example, "move", postgres_book_url)
    assert there["to"] == postgres_book_url
    assert bytes_of(example) == before
    assert ask(postgres_book_url, "info")["counts"] == counts
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE)
    home = tmp_path / "home.liaison"
    back = ask(postgres_book_url, "move", home, "--new-passphrase-file", secret)
    assert (back["sha256"], back["tables"], back["encrypted"]) == (there["sha256"], there["tables"], True)
    assert back["attachments"] > 0
    store = Store.open(home, PASSPHRASE)
    assert store.check() == []
    assert store.undo_label() is not None
    store.close()
    # What was moved is there twice; what holds something is not written over.
    assert run("--book", example, "move", postgres_book_url).code in (2, 3)
    assert run("--book", example, "move", home, "--no-passphrase").code == 6
    assert ask(postgres_book_url, "info")["counts"] == counts


def test_what_cannot_be_finished_leaves_no_file(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.open(example)
    place = tmp_path / "new.liaison"

    def stop(done: int, total: int, _words: str) -> None:
        if done > total // 2:
            raise Stopped("Stopped.")

    with pytest.raises(Stopped):
        moving.move(store, str(place), PASSPHRASE, step=stop)
    assert not place.exists()
    hashes = iter(["one", "another"])
    monkeypatch.setattr(moving, "_hash_of", lambda _file: next(hashes))
    with pytest.raises(BookDamaged, match="differs from the one it was made of"):
        moving.move(store, str(place), PASSPHRASE)
    assert not place.exists()
    assert store.check() == []
    store.close()


def test_a_move_that_was_stopped_on_a_server_can_be_made_again(example: Path, postgres_book_url: str) -> None:
    Store.create(postgres_book_url).close()
    assert ask(example, "move", postgres_book_url)["count"] > 0


def test_nothing_readable_is_left_by_the_way(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies on the disk for a moment has no name: looked for at every step of the work."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(moving.tempfile, "tempdir", str(folder))
    seen: set[str] = set()
    store = Store.open(example)
    moving.move(
        store,
        str(tmp_path / "new.liaison"),
        PASSPHRASE,
        step=lambda *_told: seen.update(path.suffix for path in folder.rglob("*") if path.is_file()),
    )
    store.close()
    assert seen <= {".liaison", ".liaison-journal"}
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        (["move"], 2, "Something is missing"),
        (["move", "new.liaison"], 2, "--new-passphrase-file"),
        (["move", "postgresql://ann@elm/book?sslmode=disable"], 2, "would let others on the way"),
    ],
)
def test_what_is_missing_is_said(example: Path, typed: list[str], code: int, words: str) -> None:
    told = run("--book", example, *typed)
    assert (told.code, words in told.err) == (code, True), told.err
