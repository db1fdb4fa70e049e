"""The name under which this user's changes stand, kept on this computer. No Qt, so the command line may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import places
from models import who
from models.errors import AppError, CannotWrite
from resources.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

_MOST = 1_000
"""Bytes of the file that are read: more is no name."""


def place() -> Path:
    """Return the file of the name."""
    return places.data_folder() / "name.txt"


def kept_name() -> str:
    """Return the name that was chosen on this computer, "" for none or one that cannot be read."""
    try:
        with place().open("rb") as file:
            return who.name_of(file.read(_MOST).decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, AppError):
        return ""


def keep_name(text: str) -> str:
    """Keep a name, or none, and use it from now on; return under which name changes stand then.

    Raises WrongUse for what is no name, CannotWrite where it cannot be kept.
    """
    from models.files import write_whole

    name = who.name_of(text)
    try:
        place().parent.mkdir(parents=True, exist_ok=True)
        write_whole(place(), name.encode())
    except OSError as error:
        raise CannotWrite(_("The name could not be kept. Is the disk full?")) from error
    return who.choose_name(name)


def begin(asked: str = "") -> None:
    """Use the name that was asked for, else the one kept on this computer. Raises WrongUse for what is no name."""
    who.choose_name(asked or kept_name())
