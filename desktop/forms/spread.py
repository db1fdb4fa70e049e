"""Fields side by side where there is room, and below each other where there is not."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.theme import M

COLUMNS = 12
WIDE_EMS, HALF_EMS = 46, 26


class Spread(QWidget):
    """A grid of twelve columns; each field takes a share of a row, half a row, or the row, as the width allows."""

    def __init__(self, fields: list[tuple[QWidget, int]], parent: QWidget | None = None, *, even: bool = False) -> None:
        """`fields` come with their shares of a wide row, out of twelve; `even` makes all of a row equally high."""
        super().__init__(parent)
        self._align = Qt.AlignmentFlag(0) if even else Qt.AlignmentFlag.AlignTop
        self._fields = fields
        self._step = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(M)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, 0)
        self._place(1)

    def minimumSizeHint(self) -> QSize:
        """Let a narrow pane be narrow: the fields go below each other."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the fields anew when another step of width is reached."""
        super().resizeEvent(event)
        ems = event.size().width() / max(1, self.fontMetrics().height())
        self._place(3 if ems >= WIDE_EMS else 2 if ems >= HALF_EMS else 1)

    def _place(self, step: int) -> None:
        if step == self._step:
            return
        self._step = step
        for field, _share in self._fields:
            self._grid.removeWidget(field)
        row = column = 0
        for field, share in self._fields:
            span = {3: share, 2: COLUMNS if share > COLUMNS // 2 else COLUMNS // 2, 1: COLUMNS}[step]
            if column + span > COLUMNS:
                row, column = row + 1, 0
            self._grid.addWidget(field, row, column, 1, span, self._align)
            column += span
        self.updateGeometry()
