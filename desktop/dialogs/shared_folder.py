"""What is wrong with a folder that is not safe for a book in use, and the safe ways to share one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStorageInfo, Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel, TitleLabel
from models.shared_folders import SharedFolder, danger, file_system_of, safe_ways, shared_folder
from resources.i18n import _


class SharedFolderDialog(Dialog):
    """Tells of the danger; `action` is the way out, besides going on all the same."""

    kept = Signal()
    """The book is to be there all the same."""

    def __init__(self, place: str, found: SharedFolder, action: str, keep: str, parent: QWidget | None = None) -> None:
        super().__init__(_("A book is not safe in this folder"), parent, width_ems=36)
        self.setObjectName("shared_folder_dialog")
        self.body.addWidget(TitleLabel(str(Path(place).parent), "strong"))
        self.body.addWidget(PlainLabel(danger(found)))
        self.body.addWidget(PlainLabel(_("The safe ways"), "strong"))
        self.body.addWidget(PlainLabel(safe_ways()))
        self.body.addStretch(1)
        self.keep = self.add_button(keep)
        self.keep.clicked.connect(self._on_kept)
        self.add_button(action, main=True)

    def _on_kept(self) -> None:
        self.accept()
        self.kept.emit()


def found_at(place: str) -> SharedFolder | None:
    """Return why a place is not safe for a book in use; nothing for a server, or where nothing says so."""
    return None if "://" in place else shared_folder(Path(place), file_system=_file_system)


def _file_system(folder: Path) -> str:
    """Return the kind of file system of a folder, as the system says or else Qt."""
    known = file_system_of(folder)
    return known or bytes(QStorageInfo(str(folder)).fileSystemType().data()).decode("ascii", "replace")
