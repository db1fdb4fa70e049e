"""Qt's own window for choosing a file, with its labels tied to what they stand before."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

_LABELS = (("lookInLabel", "lookInCombo"), ("fileTypeLabel", "fileTypeCombo"))


class FileDialog(QFileDialog):
    """The window of the system where it has one; in Qt's own a screen reader is told what its lists of choices are."""

    def __init__(self, parent: QWidget | None, title: str, folder: str, kinds: str = "") -> None:
        super().__init__(parent, title, folder, kinds)
        for words, choices in _LABELS:
            label, box = self.findChild(QLabel, words), self.findChild(QWidget, choices)
            if isinstance(label, QLabel) and isinstance(box, QWidget):
                label.setBuddy(box)
