"""The parts of a picture as a list, which is what a screen reader walks through."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.plain import as_tip
from reports.chart_shapes import Spot

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_Role = Qt.ItemDataRole


class SpotsModel(QAbstractListModel):
    """The parts of a picture that can be pointed at, in the order they are read."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.spots: tuple[Spot, ...] = ()

    def show(self, spots: tuple[Spot, ...]) -> None:
        """Show other parts."""
        if spots != self.spots:
            self.beginResetModel()
            self.spots = spots
            self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.spots)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """Answer in words; all of them are also the tip, since a picture has no room for sentences."""
        if not index.isValid() or index.row() >= len(self.spots):
            return None
        words = self.spots[index.row()].words
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return words
        return as_tip(words) if role == _Role.ToolTipRole else None
