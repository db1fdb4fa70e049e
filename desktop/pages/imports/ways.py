"""Files that come in by a way of their own: which dialog takes them on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context


def _register(context: Context, path: Path) -> None:
    from desktop.dialogs.import_register import ImportDialog

    dialog = ImportDialog(context)
    dialog.open()
    dialog.start(path)


def _sheet(context: Context, path: Path) -> None:
    from desktop.dialogs.bring_back import BringBackDialog

    BringBackDialog(context, path).open()


WAYS: dict[str, tuple[str, Callable[[Context, Path], None]]] = {
    "gias": (m("&Import the register"), _register),
    "sheet": (m("See what it would change&…See what it would change…"), _sheet),
}
"""By the key of the way: the words of its button, and what the button does."""
