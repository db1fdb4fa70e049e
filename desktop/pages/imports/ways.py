"""Files that come in by a way of their own: what its button says, and what takes them on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context


def _sheet(context: Context, path: Path) -> None:
    from desktop.dialogs.bring_back import BringBackDialog

    BringBackDialog(context, path).open()


def _book(context: Context, path: Path) -> None:
    context.wishes.book_wanted.emit(str(path))


def _archive(context: Context, path: Path) -> None:
    context.wishes.archive_wanted.emit(str(path))


WAYS: dict[str, tuple[str, Callable[[Context, Path], None]]] = {
    "sheet": (m("&See what it would change…"), _sheet),
    "book": (m("&Open this book"), _book),
    "archive": (m("Make a &new book from it…"), _archive),
}
"""By the key of the way: the words of its button, and what the button does."""
