"""A link that is shortened with dots where there is no room, as in a line of a card."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from desktop.plain import as_tip
from desktop.widgets.buttons import Button


class ShortLink(Button):
    """Shows as much of its words as fits; all of them are read out, and stand in the tooltip."""

    def __init__(self, text: str, slot: Callable[[], object]) -> None:
        super().__init__("", "row")
        self._whole = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(slot)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Let a narrow card be narrow."""
        return QSize(self.fontMetrics().height() * 4, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten or lengthen to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(self.width() - 6, 1)
        short = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(short.replace("&", "&&"))
        self.setToolTip(as_tip(self._whole) if short != self._whole else "")
