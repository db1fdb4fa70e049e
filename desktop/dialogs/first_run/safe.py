"""The third step: the passphrase of the book, and the folder its backups go to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import places
from desktop.dialogs.first_run.step import FirstRunStep
from desktop.forms.new_passphrase import NewPassphrase, passphrase_words
from desktop.widgets.buttons import button
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import open_once
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.theme import Theme


class SafeStep(FirstRunStep):
    """Asks what the book is locked with and where its backups go."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.backups = places.backup_folder()
        self.passphrase = NewPassphrase()
        self.folder = PlainLabel(str(self.backups), "strong")
        self.folder.setObjectName("backup_folder")
        change = button(
            _("&Choose another folder…"), self._ask_folder, theme=theme, icon="folder-open", name="change_folder"
        )
        words = _(
            "A checked copy is made here whenever you close the program after changes. A folder on another disk or a "
            "stick is safer."
        )
        self.lay_out(
            PlainLabel(passphrase_words()),
            *self.passphrase.fields,
            PlainLabel(_("Where backups go"), "h3"),
            PlainLabel(words, "muted"),
            self.folder,
            change,
        )

    def first_editor(self) -> QWidget:
        """Return the line of the passphrase."""
        return self.passphrase.first

    def choose_folder(self, place: str) -> None:
        """Let backups go to a folder."""
        self.backups = Path(place)
        self.folder.setText(place)

    def _ask_folder(self) -> None:
        dialog = FileDialog(self, _("Where backups go"), str(self.backups.parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.choose_folder)
        open_once(dialog)
