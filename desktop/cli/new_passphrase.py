"""A passphrase or password that is new: asked for twice at a terminal, and refused where it is easily guessed."""

from __future__ import annotations

import sys
from collections.abc import Callable

from models.encryption import is_too_short
from models.errors import WrongUse


def refuse_short(passphrase: str) -> None:
    """Raise WrongUse where a new passphrase is too easily guessed."""
    if is_too_short(passphrase):
        raise WrongUse("The passphrase is too short. Use at least 12 characters, or four words.")


def ask_passphrase(question: str, otherwise: str) -> str:
    """Return a new passphrase that was typed twice at a terminal.

    Raises WrongUse, saying `otherwise`, where nobody can answer.
    """
    return ask_twice(question, otherwise, "passphrases", refuse_short)


def ask_twice(question: str, otherwise: str, what: str, check: Callable[[str], None]) -> str:
    """Return what was typed twice alike at a terminal; `check` looks at the first, and `what` says what they are."""
    if not sys.stdin.isatty():
        raise WrongUse(otherwise)
    from getpass import getpass

    first = getpass(f"{question}: ")
    check(first)
    if getpass("The same again: ") != first:
        raise WrongUse(f"The two {what} differ. Nothing was changed. Try again.")
    return first
