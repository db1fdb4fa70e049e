"""The key store of the system, where this computer remembers a passphrase for whoever asked it to.

That is Windows Credential Manager, the macOS Keychain or the Secret Service of a Linux desktop. It weakens what the
passphrase is for: whoever can log in as this user opens the book. So nothing is kept or asked there before somebody
wants it, and a store that keeps plain text is taken for none. The library is imported only then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import AppError
from resources.i18n import _

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Liaison Desk"


class NoKeyStore(AppError):
    """The system keeps no secrets for programs, or not now."""


def fetch(place: str) -> str | None:
    """Return the passphrase that is kept for a book, None where there is none or no store."""
    try:
        with _store() as store:
            return store.get_password(SERVICE, _name_of(place)) or None
    except NoKeyStore:
        return None


def keep(place: str, passphrase: str) -> None:
    """Keep the passphrase of a book in the place of any before. Raises NoKeyStore."""
    with _store() as store:
        store.set_password(SERVICE, _name_of(place), passphrase)


def remove(place: str) -> None:
    """Keep the passphrase of a book no longer; where it is not kept there is nothing to do. Raises NoKeyStore."""
    with _store() as store:
        if store.get_password(SERVICE, _name_of(place)) is not None:
            store.delete_password(SERVICE, _name_of(place))


def renew(place: str, passphrase: str | None) -> None:
    """Keep the new passphrase of a book where the one before is kept, and none where it has none. Raises NoKeyStore."""
    if passphrase is None:
        remove(place)
        return
    with _store() as store:
        if store.get_password(SERVICE, _name_of(place)) is not None:
            store.set_password(SERVICE, _name_of(place), passphrase)


def check() -> None:
    """Raise NoKeyStore where nothing could be kept."""
    with _store():
        return


@contextmanager
def _store() -> Iterator[KeyringBackend]:
    """Give the store of the system; whatever it cannot do is said in a sentence."""
    from keyring import get_keyring
    from keyring.errors import KeyringError

    try:
        found = get_keyring()
        # Below 1 are those that keep nothing, and those that keep what anybody can read.
        if found.priority < 1:
            raise NoKeyStore(
                _("This computer has no safe place for passphrases, so the program cannot remember one here.")
            )
        yield found
    except (KeyringError, OSError, RuntimeError) as error:
        raise NoKeyStore(
            _("The safe place for passphrases of this computer does not answer, so nothing was changed there.")
        ) from error


def _name_of(place: str) -> str:
    """Return what the passphrase of a book is kept under: its name, for whoever looks into the store, and its place."""
    path = Path(place).absolute()
    return f"{path.name} {hashlib.sha256(str(path).encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
