"""A line of a list that a screen reader or a voice picks, without keys and without the mouse.

They can do one thing to a line: take it into the selection or out of it. That makes the line current for nobody, so a
list that shows its current record would stand still, and a box could not be ticked. A list follows them by this.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QEvent, QItemSelection, QObject, QPersistentModelIndex, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView


class Pointing(QObject):
    """Watches the selection of a view; made anew with each model that the view gets."""

    pointed = Signal(object)
    """The index of a line that was picked: selected, or the only selected one let go."""

    def __init__(self, view: QAbstractItemView) -> None:
        """Live as long as the view and its selection."""
        super().__init__(view.selectionModel())
        self._view = view
        self._by_key, self._by_program = False, False
        view.installEventFilter(self)
        view.selectionModel().selectionChanged.connect(self._on_selection)

    @contextmanager
    def not_meant(self) -> Iterator[None]:
        """Let the program itself select: nobody has picked what it lets go, and no box is to be ticked for it."""
        before, self._by_program = self._by_program, True
        try:
            yield
        finally:
            self._by_program = before

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Know a key, which moves the selection by itself."""
        if event.type() == QEvent.Type.KeyPress and not self._by_key:
            self._by_key = True
            QTimer.singleShot(0, self, self._on_key_done)
        return False

    def _on_key_done(self) -> None:
        self._by_key = False

    def _on_selection(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        if self._by_key or self._by_program or QGuiApplication.mouseButtons():
            return
        changed = selected if selected.count() else deselected
        if changed.count() != 1 or changed.at(0).top() != changed.at(0).bottom():
            return
        # What the program or the arrow keys select becomes current right after this signal.
        line = changed.at(0).topLeft()
        QTimer.singleShot(0, self, partial(self._judge, QPersistentModelIndex(line)))

    def _judge(self, line: QPersistentModelIndex) -> None:
        selection = self._view.selectionModel()
        if not line.isValid() or selection is not self.parent():
            return
        index = line.model().index(line.row(), line.column(), line.parent())
        is_current = self._view.currentIndex().row() == index.row()
        if selection.isSelected(index) != is_current and (not is_current or not selection.hasSelection()):
            self.pointed.emit(index)
