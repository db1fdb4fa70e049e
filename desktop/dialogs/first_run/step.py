"""The base of a step: its parts one below the other, and where the focus goes when it is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.theme import M
from desktop.widgets.buttons import Button


class FirstRunStep(QWidget):
    """One of the steps. It stays as it was filled in when one goes back."""

    def lay_out(self, *parts: QWidget) -> None:
        """Put the parts one below the other."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        for part in parts:
            # A button is as wide as its words; all else takes the whole width.
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if isinstance(part, Button) else Qt.AlignmentFlag(0))

    def first_editor(self) -> QWidget:
        """Return what takes the focus."""
        raise NotImplementedError
