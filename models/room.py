"""How much room a disk has to have before work is begun that must not stop halfway."""

from __future__ import annotations

import shutil
from pathlib import Path

from models.errors import NoRoom
from resources.i18n import _

ALWAYS = 50_000_000
"""Bytes that have to be free besides twice the size of the book."""


def room_wanted(size: int) -> int:
    """Return how many bytes should be free for work on a book of this size."""
    return 2 * size + ALWAYS


def room_left(folder: Path) -> int | None:
    """Return how many bytes are free on the disk of a folder; None where nobody can tell."""
    try:
        return shutil.disk_usage(folder).free
    except (OSError, ValueError):
        return None


def megabytes(size: int) -> str:
    """Return a size in words: "1,250 MB"."""
    return _("{n} MB").format(n=f"{size // 1_000_000:,}")


def check_room(folder: Path, size: int) -> None:
    """Raise NoRoom where a disk has too little room for work on a book of this size."""
    left, wanted = room_left(folder), room_wanted(size)
    if left is not None and left < wanted:
        raise NoRoom(
            _(
                "There is too little room on the disk of {folder}: {left} are free and {wanted} are needed. "
                "Nothing was changed. Make room and try again."
            ).format(folder=folder, left=megabytes(left), wanted=megabytes(wanted))
        )


def check_room_for(location: str) -> None:
    """Raise NoRoom where the disk of a book has too little room for work on the whole of it; servers see to theirs."""
    book = Path(location)
    if "://" not in location and book.is_file():
        check_room(book.parent, book.stat().st_size)


def little_room(location: str) -> str:
    """Return in a sentence that the disk of a book is nearly full; nothing where there is room enough."""
    try:
        check_room_for(location)
    except NoRoom:
        left = room_left(Path(location).parent) or 0
        return _("The disk is nearly full: {left} are left. Make room soon, or saving will stop.").format(
            left=megabytes(left)
        )
    return ""
