"""How a cell of a table is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
)
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.tables.columns import TONE_ROLE
from desktop.tables.painting import paint_ground, paint_line, paint_pill, paint_text, pill_width, placed
from desktop.theme import M, S, Theme
from desktop.tokens import Tone

if TYPE_CHECKING:
    pass

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class CellDelegate(QStyledItemDelegate):
    """Paints a cell: an icon, text, or a pill when the column gives a tone."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room the whole text would need."""
        metrics = QFontMetrics(self._theme.font())
        text = str(index.data(_Role.DisplayRole) or "")
        wide = pill_width(text, self._theme) if index.data(TONE_ROLE) else metrics.horizontalAdvance(text)
        icon = metrics.height() + S if index.data(_Role.DecorationRole) is not None else 0
        return QSize(wide + icon + 2 * M, round(metrics.height() * 1.9))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell."""
        theme = self._theme
        rect = placed(option).rect
        painter.save()
        chosen = paint_ground(painter, option, theme, bar=index.column() == 0)
        paint_line(painter, rect, theme, 0)
        text, tone = str(index.data(_Role.DisplayRole) or ""), index.data(TONE_ROLE)
        inner = rect.adjusted(M, 0, -M, 0)
        ink = theme.colour("selected_text" if chosen else "text")
        icon = index.data(_Role.DecorationRole)
        if icon is not None:
            side = QFontMetrics(theme.font()).height()
            icon.paint(painter, QRect(inner.left(), inner.center().y() - side // 2, side, side))
            inner.setLeft(inner.left() + side + S)
        # Qt hands a tone back as the bare text it is made of.
        if isinstance(tone, str) and tone and text:
            right = min(inner.right(), inner.left() + pill_width(text, theme))
            paint_pill(painter, right, inner.center().y(), text, Tone(tone), theme)
        else:
            align = index.data(_Role.TextAlignmentRole)
            right_side = bool(align is not None and Qt.AlignmentFlag(align) & Qt.AlignmentFlag.AlignRight)
            side_flag = Qt.AlignmentFlag.AlignRight if right_side else Qt.AlignmentFlag.AlignLeft
            paint_text(painter, inner, text, theme.font(), ink, side_flag)
        painter.restore()
