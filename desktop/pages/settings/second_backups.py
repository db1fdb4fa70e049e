"""The second place for backups: a folder off this computer that gets a copy of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop import places
from desktop.settings import SECOND_BACKUPS
from desktop.theme import S
from desktop.widgets.buttons import button
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.labels import PlainLabel
from desktop.widgets.passing import open_once
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class SecondBackups(QWidget):
    """Says where it is, and changes it; kept on this computer."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.words = PlainLabel("")
        self.none = button(_("No seco&nd place"), self._on_none, name="no_second_backups")
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(PlainLabel(_("A second copy of each backup, off this computer"), "small"))
        column.addWidget(self.words)
        self.choose = button(_("Choose a stic&k or shared folder…"), self._ask, name="choose_second_backups")
        row.addWidget(self.choose)
        row.addWidget(self.none)
        row.addStretch(1)
        column.addLayout(row)
        self._show()

    def take_focus(self) -> None:
        """Go to the button that changes it."""
        self.choose.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self) -> None:
        place = self._context.settings.get(SECOND_BACKUPS)
        words = place or _("None. A thief or a fire takes the backups together with the computer.")
        self.words.setText(words)
        self.words.setAccessibleName(_("Second place for backups: {place}").format(place=words))
        self.none.setVisible(bool(place))

    def _ask(self) -> None:
        now = self._context.settings.get(SECOND_BACKUPS) or str(places.books_folder())
        dialog = FileDialog(self.window(), _("A second place for backups"), now)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.keep_in)
        open_once(dialog)

    def keep_in(self, place: str) -> None:
        """Have a copy of each backup made there too from now on."""
        self._context.settings.set(SECOND_BACKUPS, place)
        self._show()
        self._context.say(_("Each backup goes to {folder} too from now on, whenever it can be reached.").format(
            folder=place))  # fmt: skip

    def _on_none(self) -> None:
        self._context.settings.set(SECOND_BACKUPS, "")
        self._show()
