"""What both models of rows have in common: cells and lines from columns as data."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.plain import as_tip, straight
from desktop.tables.columns import LINE_ROLE, ROW_ROLE, TONE_ROLE, RecordLine, TableColumn
from desktop.theme import Theme
from resources.i18n import _

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_Role = Qt.ItemDataRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class BaseModel(QAbstractTableModel, Generic[Row]):
    """Answers for cells; where a row comes from is its children's business.

    `key` gives what a row is known by; `line` how it shows in a list of two-line records.
    """

    def __init__(
        self,
        columns: Sequence[TableColumn[Row]],
        key: Callable[[Row], Hashable],
        *,
        line: Callable[[Row], RecordLine] | None = None,
        theme: Theme | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.key = key
        self._line, self._theme = line, theme

    def row_at(self, number: int) -> Row | None:
        """Return a row, or None when there is none of that number."""
        raise NotImplementedError

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return how many columns there are; a list of lines has one."""
        return 0 if parent.isValid() else max(1, len(self.columns))

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """Answer for a cell."""
        if not index.isValid() or role not in _ANSWERED:
            return None
        row = self.row_at(index.row())
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if self._line is not None:
            line = self._line(row)
            if role == LINE_ROLE:
                return line
            if not self.columns:
                return {_Role.DisplayRole: line.title, _Role.AccessibleTextRole: line.spoken}.get(_Role(role))
        return self._cell(row, self.columns[index.column()], role) if self.columns else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        """Answer for a heading."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return column.heading
        if role == _Role.TextAlignmentRole:
            return _RIGHT if column.align_right else _LEFT
        return None

    def _cell(self, row: Row, column: TableColumn[Row], role: int) -> object:
        match role:
            case _Role.DisplayRole:
                return straight(column.text(row))
            case _Role.TextAlignmentRole:
                return _RIGHT if column.align_right else _LEFT
            case _Role.AccessibleTextRole:
                words = column.spoken(row) if column.spoken else column.text(row)
                return f"{column.heading}: {words or _('empty')}"
            case _Role.DecorationRole:
                name = column.icon(row) if column.icon else ""
                return self._theme.icon(name) if name and self._theme is not None else None
            case _Role.ToolTipRole:
                words = column.tip(row) if column.tip else column.text(row)
                return as_tip(words) or None
        return column.tone(row) if role == TONE_ROLE and column.tone else None


_ANSWERED = frozenset(
    int(role)
    for role in (
        _Role.DisplayRole,
        _Role.TextAlignmentRole,
        _Role.AccessibleTextRole,
        _Role.DecorationRole,
        _Role.ToolTipRole,
        ROW_ROLE,
        LINE_ROLE,
        TONE_ROLE,
    )
)
