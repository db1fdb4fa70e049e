"""What a computer remembers of locked books it has opened, so that a wrong passphrase is told from a damaged file.

SQLCipher answers both alike; `models.diagnosis` asks here first. Remembered are the salt of a book, a fingerprint of
its key, and where it lay, as a hash. The fingerprint is made of the key and not of the passphrase: whoever guesses
passphrases has to reckon Argon2id for each guess, as with the book itself, and 16 bytes of an HMAC lead back to no key
of 32. It is kept for this user, and a second time beside backups, which may be carried to another computer.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path

from models.encryption import SALT_BYTES, BookKey
from models.errors import WrongUse
from models.remembered import Line, mark_of, put_first, read_lines
from resources.i18n import _

BESIDE = "known-books.json"
"""The file beside backups, and that of the user."""

_own: list[Path] = []
"""Where this user's are kept, once `begin` has said so; without, nothing is remembered or judged."""


@dataclass(frozen=True, slots=True)
class Known:
    """One locked book."""

    place: str
    salt: str
    fingerprint: str


def begin(file: Path) -> None:
    """Keep what is remembered for this user in a file."""
    _own[:] = [file]


def own_file() -> Path | None:
    """Return the file of this user; None where nothing is remembered."""
    return _own[0] if _own else None


def fingerprint(key: BookKey) -> str:
    """Return what a key is known by again."""
    return hmac.new(key.key, b"liaison known book" + key.salt, hashlib.sha256).hexdigest()[:32]


def remember(book: Path, key: BookKey | None) -> None:
    """Remember a book that opened with a key; one without a key is no longer remembered as locked."""
    if _own:
        _note(_own[0], book, key)


def remember_beside(copy: Path, key: BookKey | None) -> None:
    """Remember a backup in its own folder, too."""
    if key is not None:
        _note(copy.parent / BESIDE, copy, key)


def knows(book: Path, key: BookKey) -> bool | None:
    """Say whether this key opened a book that began with the same salt; None where no such book is remembered."""
    salt, mark = key.salt.hex(), fingerprint(key)
    found = [one.fingerprint for one in _all(book) if one.salt == salt]
    return any(hmac.compare_digest(one, mark) for one in found) if found else None


def salts_here(book: Path) -> list[bytes]:
    """Return with which salts a book lay here when it was opened last: its own may be destroyed since."""
    here = mark_of(book)
    return [bytes.fromhex(one.salt) for one in _all(book) if one.place == here]


def _all(book: Path) -> list[Known]:
    """Return what is remembered for this user and beside a copy."""
    return [*(_read(_own[0]) if _own else []), *_read(book.parent / BESIDE)]


def refuse_unlocked(book: Path) -> None:
    """Raise WrongUse where a book lies open that was locked when it was opened here last."""
    if _own and any(one.place == mark_of(book) for one in _read(_own[0])):
        raise WrongUse(
            _(
                "{name} was locked with a passphrase when you last opened it, and now it is not: anybody can read it, "
                "and it may not be your book. Restore your newest backup. If you took the passphrase away on another "
                "computer, give the file another name and open it."
            ).format(name=book.name)
        )


def _note(file: Path, book: Path, key: BookKey | None) -> None:
    """Put a book at the head of a list; one without a key leaves it."""
    line: Line | None = None if key is None else {"salt": key.salt.hex(), "fingerprint": fingerprint(key)}
    put_first(file, mark_of(book), line)


def _read(file: Path) -> list[Known]:
    """Return what is remembered; a line that somebody spoilt is as good as none."""
    return [known for line in read_lines(file) if (known := _known(line)) is not None]


def _known(line: Line) -> Known | None:
    try:
        known = Known(str(line["place"]), str(line["salt"]), str(line["fingerprint"]))
        return known if len(bytes.fromhex(known.salt)) == SALT_BYTES else None
    except (ValueError, KeyError):
        return None
