"""What this computer remembers of passphrases follows a command that changes one: the key store of the system.

The key store is asked only where somebody ticked in the window that a passphrase be remembered. That stands in the
settings, which are read here without Qt.
"""

from __future__ import annotations

from configparser import ConfigParser, Error
from pathlib import Path

from desktop import places


def renew_remembered(book: Path, passphrase: str | None) -> list[str]:
    """Have the new passphrase remembered in the place of the one before, or none; return what went wrong."""
    if not _is_any_remembered():
        return []
    from desktop import key_store

    try:
        key_store.renew(str(book), passphrase)
    except key_store.NoKeyStore as trouble:
        return [f"{trouble.sentence} The window will ask for the new passphrase."]
    return []


def _is_any_remembered() -> bool:
    """Say whether the settings name any book; whether it is this one is known to the key store."""
    settings = ConfigParser(interpolation=None, strict=False, allow_no_value=True, delimiters=("=",))
    try:
        settings.read(places.settings_file(), "utf-8")
    except (Error, OSError, UnicodeDecodeError):
        # Somebody else's hand was in it: better asked once too often than an old passphrase kept.
        return True
    found = settings.get("books", "remembered", fallback="") or ""
    return found.strip() not in ("", "@Invalid()")
