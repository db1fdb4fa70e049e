"""Which books this computer opens without asking for their passphrase: none, until somebody ticks it for a book."""

from __future__ import annotations

from desktop import key_store
from desktop.key_store import NoKeyStore
from desktop.settings import REMEMBERED_BOOKS, Settings
from models.errors import WrongPassphrase
from resources.i18n import _


class Remembering:
    """The books whose passphrase is kept, and the passphrases in the key store of the system."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def is_on(self, place: str) -> bool:
        """Say whether the passphrase of a book is remembered here."""
        return place in self._settings.get(REMEMBERED_BOOKS)

    def passphrase_of(self, place: str) -> str | None:
        """Return the passphrase of a book that is remembered; the key store is asked for no other."""
        return key_store.fetch(place) if self.is_on(place) else None

    def remember(self, place: str, passphrase: str) -> str:
        """Open a book without asking from now on; return why that cannot be, "" where it can."""
        try:
            key_store.keep(place, passphrase)
        except NoKeyStore as trouble:
            return trouble.sentence
        self._note(place, on=True)
        return ""

    def forget(self, place: str) -> str:
        """Ask for the passphrase again from now on; return why the key store may still have it, "" where it has not."""
        if not self.is_on(place):
            return ""
        self._note(place, on=False)
        try:
            key_store.remove(place)
        except NoKeyStore as trouble:
            return trouble.sentence
        return ""

    def forget_wrong(self, place: str) -> WrongPassphrase:
        """Forget a passphrase that does not open its book any more; return what to say of it."""
        self.forget(place)
        return WrongPassphrase(
            _("The passphrase that this computer remembered does not open the book any more. Enter the present one.")
        )

    def renew(self, place: str, passphrase: str | None) -> str:
        """Keep the new passphrase of a book in the place of one that is remembered, or none; return what went wrong."""
        if not self.is_on(place):
            return ""
        trouble = self.forget(place) if passphrase is None else self.remember(place, passphrase)
        if trouble:
            self._note(place, on=False)
        return trouble

    def _note(self, place: str, *, on: bool) -> None:
        others = [book for book in self._settings.get(REMEMBERED_BOOKS) if book != place]
        self._settings.set(REMEMBERED_BOOKS, tuple([*others, place] if on else others))


def weaker_words() -> str:
    """Return what whoever has a passphrase remembered must know."""
    return _(
        "Then whoever can log in to this computer as you can open the book. If the computer is stolen, only your "
        "login protects it: do this only on a computer of your own with an encrypted disk (BitLocker, FileVault). A "
        "book that was locked asks for the passphrase all the same."
    )
