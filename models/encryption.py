"""From a passphrase to the key of a book file: Argon2id, the salt being the first 16 bytes of the file."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

SALT_BYTES = 16
LEAST_LETTERS, LEAST_WORDS = 12, 4
"""What a new passphrase must have: so many letters, or so many words."""

_TIME_COST, _MEMORY_KIB, _PARALLEL, _KEY_BYTES = 3, 64 * 1024, 4, 32


@dataclass(frozen=True, slots=True, repr=False)
class BookKey:
    """A raw key and the salt it belongs to; never shown, never logged."""

    key: bytes
    salt: bytes

    @property
    def pragma_value(self) -> str:
        """Return the value for SQLCipher's `PRAGMA key`: raw key and salt in hexadecimal digits."""
        return f"x'{self.key.hex()}{self.salt.hex()}'"


def is_too_short(passphrase: str) -> bool:
    """Say whether a new passphrase, or the password of a file that leaves, would be too easily guessed."""
    return len(passphrase) < LEAST_LETTERS and len(passphrase.split()) < LEAST_WORDS


def derive_key(passphrase: str, salt: bytes) -> BookKey:
    """Return the key of a passphrase (any way of typing its accents) and a salt of 16 bytes; takes about 0.2 s."""
    from argon2.low_level import Type, hash_secret_raw

    secret = unicodedata.normalize("NFC", passphrase).encode()
    key = hash_secret_raw(secret, salt, _TIME_COST, _MEMORY_KIB, _PARALLEL, _KEY_BYTES, Type.ID)
    return BookKey(key, salt)


def new_key(passphrase: str) -> BookKey:
    """Return a key for a new book, with a fresh salt."""
    import secrets

    return derive_key(passphrase, secrets.token_bytes(SALT_BYTES))
