"""The place of a view that is made when it is first wanted, so that the page itself comes at once."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget


class Room(QWidget):
    """Keeps the place of a view that is made later."""

    def __init__(self) -> None:
        super().__init__()
        self.is_taken = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._column = column

    def take(self, view: QWidget) -> None:
        """Put the view there."""
        self.is_taken = True
        self._column.addWidget(view)
