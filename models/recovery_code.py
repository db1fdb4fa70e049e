"""The key of a book as people can write it down and type it: eight groups of eight, each with a letter that checks it.

The code is the raw key, so it opens the book and every copy made with the same passphrase, without the passphrase. The
check is of a group and its place: one mistyped letter, two exchanged, or a group in the place of another is found, and
named.
"""

from __future__ import annotations

import re

from models.encryption import BookKey
from models.errors import WrongUse
from resources.i18n import _

GROUPS, DIGITS = 8, 8
_CHECKS = "0123456789ABCDEFGHJKMNPQRSTUVWX"
"""Letters that check, as many as a prime: none that is taken for a digit."""

_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN = re.compile(r"[\s\-‐‑–.,;:]+")


def code_of(key: BookKey) -> tuple[str, ...]:
    """Return the code of a key: eight groups of eight digits and a letter, like "1A2B3C4D-X"."""
    digits = key.key.hex().upper()
    groups = (digits[at : at + DIGITS] for at in range(0, len(digits), DIGITS))
    return tuple(f"{group}-{_check(group, place)}" for place, group in enumerate(groups))


def key_of(code: str, salt: bytes) -> BookKey:
    """Return the key that a typed code means, for the file that begins with this salt.

    Spaces, dashes, line ends and the size of letters do not matter. Raises WrongUse naming the first group that is
    mistyped.
    """
    typed = _BETWEEN.sub("", code.upper()).translate(_MISREAD)
    size = DIGITS + 1
    groups = [typed[at : at + size] for at in range(0, len(typed), size)]
    for place, group in enumerate(groups[:GROUPS]):
        if len(group) == size and not _is_whole(group, place):
            raise WrongUse(
                _("Group {n} of the recovery code is mistyped: compare it with your sheet.").format(n=place + 1)
            )
    if len(typed) != GROUPS * size:
        raise WrongUse(
            _("The recovery code has 8 groups of 9 characters. Here are {count} characters in place of 72.").format(
                count=len(typed)
            )
        )
    return BookKey(bytes.fromhex("".join(group[:DIGITS] for group in groups)), salt)


def _is_whole(group: str, place: int) -> bool:
    digits, check = group[:DIGITS], group[DIGITS]
    return all(digit in "0123456789ABCDEF" for digit in digits) and check == _check(digits, place)


def _check(digits: str, place: int) -> str:
    """Return the letter of a group at a place, counted from 0."""
    total = sum(weight * int(digit, 16) for weight, digit in enumerate(digits, start=1))
    return _CHECKS[(total + (DIGITS + 1) * (place + 1)) % len(_CHECKS)]
