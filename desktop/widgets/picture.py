"""An icon that stands by itself; apart from the cards, which the window does not need for its first paint."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.icons import paint_icon
from desktop.theme import Theme


class Picture(QWidget):
    """An icon beside words that say the same, so that it needs no name of its own."""

    def __init__(self, theme: Theme, icon: str, role: str = "accent", lines: float = 1.2) -> None:
        """Draw `icon` in the colour of a token, `lines` lines of text high."""
        super().__init__()
        self._theme, self._icon, self._role, self._lines = theme, icon, role, lines
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: str, role: str = "accent") -> None:
        """Draw another."""
        self._icon, self._role = icon, role
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square as high as its lines of text."""
        side = round(self.fontMetrics().height() * self._lines)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        paint_icon(painter, self.rect(), self._icon, self._theme.colour(self._role))
        painter.end()
