"""When something has been seen for the first time: what takes long begins only then."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal


class FirstPaint(QObject):
    """Tells once when a widget has been painted for the first time, whenever the system lets it paint."""

    done = Signal()

    def __init__(self, window: QObject, *, patience: int | None = None) -> None:
        """Wait for a paint, for so many milliseconds at most where `patience` is given: it may be covered by now."""
        super().__init__(window)
        self._told = False
        window.installEventFilter(self)
        if patience is not None:
            QTimer.singleShot(patience, self, self._tell)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint; what follows it comes when the event loop is free again."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._tell)
        return False

    def _tell(self) -> None:
        if not self._told:
            self._told = True
            self.done.emit()
