"""Why a locked book does not open: a wrong passphrase, damage, or doubt; where it was opened before and where not."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from argon2 import low_level

from models import known_books
from models.backup import back_up
from models.errors import BookDamaged, PassphraseInDoubt, WrongPassphrase
from models.rekey import key_from, rekey_book
from models.store import Store

RIGHT, OTHER = "four quite plain words", "another passphrase"
NOW = datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001 - the user's clock

pytestmark = [pytest.mark.requirement("R12"), pytest.mark.usefixtures("really_made")]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a locked book, and a backup of it in a folder beside."""
    folder = tmp_path_factory.mktemp("made")
    store = Store.create(folder / "elm.liaison", RIGHT)
    (folder / "backups").mkdir()
    back_up(store, folder / "backups", NOW)
    store.close()
    return folder


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Iterator[SimpleNamespace]:
    """A copy of all that; `know` has the book opened on this computer."""
    folder = Path(shutil.copytree(made, tmp_path / "desk"))
    (folder / "backups" / known_books.BESIDE).unlink(missing_ok=True)
    book = folder / "elm.liaison"

    def know() -> None:
        known_books.begin(tmp_path / "user" / "known-books.json")
        Store.open(book, RIGHT).close()

    yield SimpleNamespace(book=book, backups=folder / "backups", know=know)
    known_books._own.clear()


def overwrite(book: Path, at: int, content: bytes) -> None:
    with book.open("rb+") as file:
        file.seek(at)
        file.write(content)


def noise(count: int) -> bytes:
    return b"\x81" + random.Random(1).randbytes(count - 1)


DAMAGES: dict[str, Callable[[Path], None]] = {
    "none": lambda book: None,
    "page 1": lambda book: overwrite(book, 16, noise(4080)),
    "its salt": lambda book: overwrite(book, 0, noise(16)),
    "all zeros": lambda book: book.write_bytes(bytes(book.stat().st_size)),
    "all noise": lambda book: book.write_bytes(noise(book.stat().st_size)),
}
NOT_THE_ONE = (WrongPassphrase, "not the one that opened it before")
DAMAGED = (BookDamaged, "passphrase is right, but")
NOTHING = (BookDamaged, "Nothing is left")
BEFORE = (PassphraseInDoubt, "This passphrase opened elm.liaison before")
DOUBT = (PassphraseInDoubt, "may be damaged")


@pytest.mark.parametrize(
    ("damage", "known", "right", "wrong"),
    [
        ("none", True, None, NOT_THE_ONE),
        ("page 1", True, DAMAGED, NOT_THE_ONE),
        ("its salt", True, DAMAGED, DOUBT),
        ("all zeros", True, NOTHING, NOTHING),
        ("all noise", True, BEFORE, DOUBT),
        ("none", False, None, DOUBT),
        ("page 1", False, DAMAGED, DOUBT),
        ("its salt", False, DOUBT, DOUBT),
        ("all zeros", False, NOTHING, NOTHING),
        ("all noise", False, DOUBT, DOUBT),
    ],
)
def test_each_trouble_has_its_sentence(
    desk: SimpleNamespace, damage: str, known: bool, right: object, wrong: object
) -> None:
    if known:
        desk.know()
    DAMAGES[damage](desk.book)
    before = desk.book.read_bytes()
    for passphrase, expected in ((RIGHT, right), (OTHER, wrong)):
        if expected is None:
            Store.open(desk.book, passphrase).close()
            continue
        kind, words = expected
        with pytest.raises(kind, match=words) as told:
            Store.open(desk.book, passphrase)
        assert type(told.value) is kind
    if right is not None:
        assert desk.book.read_bytes() == before


def test_a_backup_lends_the_salt_that_is_destroyed(desk: SimpleNamespace) -> None:
    DAMAGES["its salt"](desk.book)
    with pytest.raises(BookDamaged, match="passphrase is right"):
        Store.open(desk.book, RIGHT, backups=[desk.backups])
    with pytest.raises(PassphraseInDoubt):
        Store.open(desk.book, OTHER, backups=[desk.backups])


def test_a_passphrase_changed_on_another_computer_is_not_called_damage(desk: SimpleNamespace) -> None:
    desk.know()
    ours = list(known_books._own)
    known_books._own.clear()
    rekey_book(desk.book, key_from(desk.book, RIGHT), OTHER, backups=desk.backups, now=NOW)
    known_books._own[:] = ours
    with pytest.raises(PassphraseInDoubt, match="changed on another computer, type the new one"):
        Store.open(desk.book, RIGHT)
    Store.open(desk.book, OTHER).close()


def test_no_key_is_reckoned_twice(desk: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    reckoned: list[bytes] = []
    really = low_level.hash_secret_raw

    def counting(secret: bytes, salt: bytes, *more: object) -> bytes:
        reckoned.append(salt)
        return really(secret, salt, *more)

    desk.know()
    monkeypatch.setattr(low_level, "hash_secret_raw", counting)
    with pytest.raises(WrongPassphrase):
        Store.open(desk.book, OTHER, backups=[desk.backups])
    DAMAGES["page 1"](desk.book)
    with pytest.raises(BookDamaged):
        Store.open(desk.book, RIGHT, backups=[desk.backups])
    assert len(reckoned) == 2
    DAMAGES["all noise"](desk.book)
    reckoned.clear()
    with pytest.raises(PassphraseInDoubt):
        Store.open(desk.book, OTHER, backups=[desk.backups])
    # The backup begins with the salt that is remembered here.
    assert len(reckoned) == len(set(reckoned)) == 2
