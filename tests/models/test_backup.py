from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from models.backup import back_up, restore
from models.entities import Organisation, OrganisationKind
from models.errors import BookDamaged, BookNotFound, WrongPassphrase, WrongUse
from models.store import Store

NOW = datetime(2026, 11, 22, 8, 52)  # noqa: DTZ001 -- local time, as on the user's clock


def add(store: Store, name: str) -> None:
    with store.write(f"Add {name}") as session:
        organisation = Organisation(kind=OrganisationKind.INSTITUTION)
        organisation.rename(name)
        session.add(organisation)


def names(store: Store) -> list[str]:
    with store.read() as session:
        return list(session.scalars(select(Organisation.name).order_by(Organisation.id)))


@pytest.mark.parametrize("passphrase", [None, "four plain words here"])
def test_a_backup_opens_by_itself_and_restores(tmp_path: Path, passphrase: str | None) -> None:
    path = tmp_path / "school.liaison"
    store = Store.create(path, passphrase)
    add(store, "Elm")
    folder = tmp_path / "backups"
    folder.mkdir()
    copy = back_up(store, folder, NOW)
    assert copy.name == "school 2026-11-22 085200.liaison"
    assert back_up(store, folder, NOW).name == "school 2026-11-22 085200 (2).liaison"
    add(store, "Oak")
    store.close()
    other = Store.open(copy, passphrase)
    assert names(other) == ["Elm"]
    assert other.check() == []
    other.close()
    done = restore(copy, path, passphrase, NOW)
    assert done.set_aside is not None
    again, before = Store.open(path, passphrase), Store.open(done.set_aside, passphrase)
    assert (names(again), names(before)) == (["Elm"], ["Elm", "Oak"])
    again.close()
    before.close()
    assert not [file for file in tmp_path.rglob("*") if "partial" in file.name]


def test_a_backup_is_not_plain_when_the_book_is_not(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "a.liaison", "four plain words here")
    add(store, "Planted Name")
    copy = back_up(store, tmp_path, NOW)
    store.close()
    assert b"Planted" not in copy.read_bytes()
    assert b"SQLite" not in copy.read_bytes()[:16]


@pytest.mark.parametrize("damage", ["flip", "cut", "text"])
def test_a_damaged_backup_is_refused_and_the_book_kept(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "a.liaison"
    store = Store.create(path, "four plain words here")
    add(store, "Elm")
    copy = back_up(store, tmp_path, NOW)
    store.close()
    content = bytearray(copy.read_bytes())
    if damage == "flip":
        content[len(content) // 2] ^= 1
    elif damage == "cut":
        content = content[:-100]
    else:
        content = bytearray(b"Dear all, here is the list you asked for.")
    copy.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises((BookDamaged, BookNotFound)):
        restore(copy, path, "four plain words here", NOW)
    assert path.read_bytes() == before


def test_restore_asks_for_the_right_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "a.liaison"
    store = Store.create(path, "four plain words here")
    copy = back_up(store, tmp_path, NOW)
    store.close()
    for wrong in (None, "other words"):
        with pytest.raises(WrongPassphrase):
            restore(copy, path, wrong, NOW)
    with pytest.raises(WrongUse):
        restore(path, path, "four plain words here", NOW)


def test_what_cut_off_backups_left_is_swept_after_an_hour(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "a.liaison")
    old, young, other = (
        tmp_path / f".{name}.partial"
        for name in ("a 2026-01-01 080000.11aa22bb", "a 2026-11-22 085100.22aa22bb", "b 2026.33")
    )
    for file in (old, young, other):
        file.touch()
    for file in (old, other):
        os.utime(file, (0, 0))
    back_up(store, tmp_path, NOW)
    store.close()
    assert [file.exists() for file in (old, young, other)] == [False, True, True]
