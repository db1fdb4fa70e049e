"""Going back to a backup: what is shown before, and that the book is then what the backup was, to the letter."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from models.backup import restore
from models.backup_keeping import keep_copy
from models.backup_preview import preview_restore
from models.entities import Organisation, OrganisationKind
from models.store import Store
from tests.models.random_histories import content_hash

NOW = datetime(2026, 11, 22, 8, 52)  # noqa: DTZ001 -- local time, as on the user's clock
PASSPHRASE = "four plain words here"


def add(store: Store, name: str) -> None:
    with store.write(f"Add {name}") as session:
        organisation = Organisation(kind=OrganisationKind.INSTITUTION)
        organisation.rename(name)
        session.add(organisation)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    store = Store.create(tmp_path / "school.liaison", PASSPHRASE)
    add(store, "Elm")
    store.close()
    (tmp_path / "copies").mkdir()
    return tmp_path / "school.liaison"


def test_the_preview_counts_and_names_what_was_done_since(book: Path, tmp_path: Path) -> None:
    store = Store.open(book, PASSPHRASE)
    made = keep_copy(store, tmp_path / "copies", NOW).copy
    copy = Store.open(made, PASSPHRASE, read_only=True)
    assert preview_restore(copy, store).lost == 0
    for number in range(7):
        add(store, f"Oak {number}")
    seen = preview_restore(copy, store)
    assert (seen.theirs["organisations"], seen.ours["organisations"], seen.lost) == (1, 8, 7)
    assert seen.last_lost == tuple(f"Add Oak {number}" for number in (6, 5, 4, 3, 2))
    assert seen.newest_change is not None
    other = Store.create(tmp_path / "other.liaison")
    assert preview_restore(copy, other).lost is None
    assert preview_restore(copy, None).ours == {}
    for one in (copy, store, other):
        one.close()


def test_a_history_that_went_another_way_is_told(book: Path, tmp_path: Path) -> None:
    store = Store.open(book, PASSPHRASE)
    early = keep_copy(store, tmp_path / "copies", NOW).copy
    add(store, "Oak")
    late = keep_copy(store, tmp_path / "copies", NOW.replace(hour=9)).copy
    store.close()
    restore(early, book, PASSPHRASE, NOW)
    store, copy = Store.open(book, PASSPHRASE), Store.open(late, PASSPHRASE, read_only=True)
    add(store, "Ash")
    assert preview_restore(copy, store).lost is None
    store.close()
    copy.close()


@pytest.mark.parametrize("number", range(3))
def test_a_restored_book_is_what_the_backup_was(book: Path, tmp_path: Path, number: int) -> None:
    store = Store.open(book, PASSPHRASE)
    for one in range(number):
        add(store, f"Oak {one}")
    made, was = keep_copy(store, tmp_path / "copies", NOW).copy, content_hash(store)
    add(store, "Ash")
    assert content_hash(store) != was
    store.close()
    done = restore(made, book, PASSPHRASE, NOW)
    store = Store.open(book, PASSPHRASE)
    assert content_hash(store) == was
    store.close()
    assert done.set_aside is not None
    before = Store.open(done.set_aside, PASSPHRASE)
    assert content_hash(before) != was
    before.close()
