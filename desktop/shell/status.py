"""The line at the foot: whether all is saved, when the last backup was made, how much the book holds."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QStatusBar, QWidget

from desktop.widgets.announce import announce
from desktop.widgets.labels import PlainLabel
from resources.i18n import _


class StatusLine(QStatusBar):
    """Saved state at the left; backup and counts at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.saved = PlainLabel("", "muted", wrap=False)
        self.saved.setContentsMargins(8, 2, 8, 2)
        self.backup = PlainLabel("", "muted", wrap=False)
        self.counts = PlainLabel("", "muted", wrap=False)
        self.counts.setContentsMargins(2, 2, 8, 2)
        self.addWidget(self.saved, 1)
        self.addPermanentWidget(self.backup)
        self.addPermanentWidget(self.counts)
        self.in_corner = PlainLabel("", "muted", wrap=False)
        """What is said at the left, for the corner of the menu bar: in a low window there is no room for this line."""
        self.in_corner.hide()

    def say(self, sentence: str) -> None:
        """Say something at the left, also to a screen reader."""
        self._write(sentence)
        announce(self, sentence)

    def show_saved(self) -> None:
        """Say that nothing is waiting to be saved."""
        self._write(_("All changes saved"))

    def show_opening(self, opening: bool) -> None:
        """Say that the book is being opened and nothing can be changed yet, or no longer say so."""
        self._write(_("Opening the record book") if opening else "")

    def show_backup(self, words: str) -> None:
        """Say when the last backup was made."""
        self.backup.setText(f"{words}  ·" if words else "")

    def show_counts(self, counts: tuple[str, ...]) -> None:
        """Say how much there is, for instance ("218 people", "64 organisations")."""
        self.counts.setText("  ·  ".join(counts))

    def set_narrow(self, narrow: bool) -> None:
        """Leave out what has no room."""
        self.backup.setVisible(not narrow)
        self.counts.setVisible(not narrow)

    def set_low(self, low: bool) -> None:
        """Give way to the page in a window that is low for its text, and speak from the corner of the menu bar."""
        self.setVisible(not low)
        # The menu bar hangs its corner from the top: as much air as its menus have brings the words level with them.
        # A label that was hidden learns of another size of text only once it is shown, so the program's is asked.
        air = round(QFontMetrics(QApplication.font()).height() * 0.4)
        self.in_corner.setContentsMargins(8, air, 16, air)
        self.in_corner.setVisible(low)

    def _write(self, words: str) -> None:
        self.saved.setText(words)
        self.in_corner.setText(words)
        if not self.in_corner.isHidden():
            # The menu bar gives its corner the room of new words only once it is shown anew.
            self.in_corner.hide()
            self.in_corner.show()
