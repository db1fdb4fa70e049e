"""Why a book does not open: a wrong passphrase or damage, and which backups of it are good."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from models import book_file, known_books
from models.backup import check_copy
from models.backup_keeping import Copy, copies_of
from models.encryption import SALT_BYTES, BookKey, derive_key
from models.errors import AppError, BookDamaged, BookNotFound, PassphraseInDoubt, WrongPassphrase
from models.salvage.scanning import PAGE, PageScan
from resources.i18n import _

_SOME = 64
"""Pages that are tried with a key: damage seldom takes all of them."""

_SALTS = 3
"""Other beginnings that are tried; each takes a fifth of a second to reckon a key for."""

_RANDOM = 200
"""So many of the 256 bytes there are stand in any page that is encrypted, and in next to none that is not."""


def judge(trouble: PassphraseInDoubt, book: Path, passphrase: str, key: BookKey, folders: Iterable[Path]) -> AppError:
    """Return what really prevents a locked book from opening with the key of a passphrase.

    Asked in turn: what this computer remembers of the book, which is certain and costs nothing; its other pages, with
    the same key; then its other pages with the salts that it had here before or that its backups have, each of which
    has a key to be reckoned. Where none of it tells, the trouble stays as it is: in doubt.
    """
    known = known_books.knows(book, key)
    if known is False:
        return WrongPassphrase(
            _("The passphrase does not open {name}: it is not the one that opened it before. Type it again.").format(
                name=book.name
            )
        )
    if known or _opens_a_page(book, key):
        return _damaged(book)
    opened_before = False
    for salt in _other_salts(book, folders):
        other = derive_key(passphrase, salt)
        if _opens_a_page(book, other):
            return _damaged(book)
        opened_before = opened_before or known_books.knows(book, other) is True
    if not _is_encrypted(book):
        return BookDamaged(
            _("Nothing is left of the records in {name}: it is damaged. Restore your newest backup.").format(
                name=book.name
            )
        )
    if opened_before:
        return PassphraseInDoubt(
            _(
                "This passphrase opened {name} before, and nothing in the file opens with it now. If it was changed on "
                "another computer, type the new one. If not, the file is damaged: restore your newest backup."
            ).format(name=book.name)
        )
    return trouble


def _damaged(book: Path) -> BookDamaged:
    return BookDamaged(
        _("The passphrase is right, but {name} is damaged. Nothing was changed. Restore your newest backup.").format(
            name=book.name
        )
    )


def _opens_a_page(book: Path, key: BookKey) -> bool:
    with tempfile.TemporaryDirectory(prefix="liaison-", ignore_cleanup_errors=True) as folder:
        try:
            scan = PageScan(book, Path(folder) / "pages", key, width=1, most=_SOME)
        except (OSError, BookNotFound):
            return False
        # The first page is not looked at, for it is a new one.
        return len(scan.unreadable) < scan.pages - 1


def _is_encrypted(book: Path) -> bool:
    """Say whether any page may be an encrypted one: zeros, words and holes are not."""
    with book.open("rb") as file:
        return any(len(set(file.read(PAGE))) >= _RANDOM for _page in range(_SOME))


def _salt(path: Path) -> bytes:
    """Return how a file begins, b"" where that is no salt."""
    try:
        with path.open("rb") as file:
            start = file.read(SALT_BYTES)
    except OSError:
        return b""
    return start if len(start) == SALT_BYTES and start != book_file.PLAIN_HEADER else b""


def _other_salts(book: Path, folders: Iterable[Path]) -> list[bytes]:
    """Return with which salts a book may have begun besides its own: those known here, then those of its backups."""
    copies = (_salt(copy.path) for copy in all_copies(book, folders))
    found = dict.fromkeys(salt for salt in (*known_books.salts_here(book), *copies) if salt)
    found.pop(_salt(book), None)
    return list(found)[:_SALTS]


def salt_source(book: Path, passphrase: str | None, folders: Iterable[Path]) -> Path | None:
    """Return the backup that lends a book its beginning, where its own is destroyed; None where it is there."""
    if not passphrase or _opens_a_page(book, derive_key(passphrase, _salt(book) or bytes(SALT_BYTES))):
        return None
    tried = {_salt(book), b""}
    for copy in all_copies(book, folders):
        salt = _salt(copy.path)
        if salt not in tried:
            tried.add(salt)
            if _opens_a_page(book, derive_key(passphrase, salt)):
                return copy.path
    return None


def all_copies(book: Path, folders: Iterable[Path]) -> list[Copy]:
    """Return the copies of a book in all its folders and beside it, the newest first."""
    places = dict.fromkeys([*folders, book.parent])
    return sorted((copy for folder in places for copy in copies_of(folder, book)), reverse=True)


def good_copies(book: Path, folders: Iterable[Path], passphrase: str | None) -> Iterator[Copy]:
    """Yield the copies of a book that open and check, the newest first; each is looked at only when it is asked for.

    What a restore kept aside is no backup: it may be the damaged file itself.
    """
    for copy in all_copies(book, folders):
        if copy.why == "before restore":
            continue
        try:
            check_copy(copy.path, passphrase)
        except AppError:
            continue
        yield copy


def find_good_copy(book: Path, folders: Iterable[Path], passphrase: str | None) -> Copy | None:
    """Return the newest backup of a book that is whole, if there is any."""
    return next(good_copies(book, folders, passphrase), None)
