"""Choose files to bring in: all kinds that can be, from the folder of last time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import places
from desktop.settings import Key
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.passing import open_once
from models.imports.opening import FILE_KINDS
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

IMPORT_FOLDER: Key[str] = Key("imports/folder", "", str)


def ask_files(context: Context, parent: QWidget, chosen: Callable[[Sequence[Path]], object]) -> None:
    """Let the user find files, and hand them on."""
    folder = context.settings.get(IMPORT_FOLDER) or str(places.books_folder())
    dialog = FileDialog(parent, _("Choose files to bring in"), folder)
    dialog.setObjectName("import_files_dialog")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    endings = sorted({f"*{ending}" for kind in FILE_KINDS.values() for ending in kind.endings})
    dialog.setNameFilters(
        [_("Files that can be brought in ({endings})").format(endings=" ".join(endings)), _("All files (*)")]
    )
    dialog.filesSelected.connect(partial(_hand_on, context, chosen))
    open_once(dialog)


def _hand_on(context: Context, chosen: Callable[[Sequence[Path]], object], names: list[str]) -> None:
    paths = [Path(name) for name in names]
    if paths:
        context.settings.set(IMPORT_FOLDER, str(paths[0].parent))
        chosen(paths)
