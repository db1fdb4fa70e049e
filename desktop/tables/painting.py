"""What delegates share: the ground of a row, its focus mark, and pills."""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop.plain import straight
from desktop.theme import S, Text, Theme
from desktop.tokens import Tone

_STATE = QStyle.StateFlag


class Placed(Protocol):
    """Where a row is painted and in what state: members of every style option that the binding's stubs leave out."""

    rect: QRect
    state: QStyle.StateFlag


def placed(option: QStyleOptionViewItem) -> Placed:
    """Return an option as what it is."""
    return cast(Placed, option)


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, theme: Theme, *, bar: bool = True) -> bool:
    """Fill a row, with a bar at the left when chosen and a ring when it has the focus; tell whether it is chosen."""
    rect, state = placed(option).rect, placed(option).state
    chosen = bool(state & _STATE.State_Selected)
    if chosen:
        painter.fillRect(rect, theme.colour("selected"))
        if bar:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
    elif state & _STATE.State_MouseOver:
        painter.fillRect(rect, theme.colour("hover"))
    if state & _STATE.State_HasFocus:
        painter.save()
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -1))
        painter.restore()
    return chosen


def paint_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Draw one line, shortened with dots when it is too long."""
    painter.setFont(font)
    painter.setPen(colour)
    short = QFontMetrics(font).elidedText(straight(text), Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, short)


def pill_width(text: str, theme: Theme) -> int:
    """Return how wide a pill with this text is."""
    return QFontMetrics(theme.font(Text.SMALL)).horizontalAdvance(text) + 2 * S


def paint_pill(painter: QPainter, right: int, middle: int, text: str, tone: Tone, theme: Theme) -> int:
    """Draw a pill that ends at `right` and whose middle is at `middle`; return where it starts."""
    font = theme.font(Text.SMALL)
    width, height = pill_width(text, theme), QFontMetrics(font).height() + 4
    box = QRect(right - width, middle - height // 2, width, height)
    ink, ground = theme.tokens.tone(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(QRectF(box), 4, 4)
    painter.restore()
    paint_text(painter, box, text, font, QColor(ink), Qt.AlignmentFlag.AlignHCenter)
    return box.left()


def paint_line(painter: QPainter, rect: QRect, theme: Theme, inset: int) -> None:
    """Draw the hairline under a row."""
    painter.setPen(theme.colour("line"))
    y = rect.bottom()
    painter.drawLine(QPointF(rect.left() + inset, y), QPointF(rect.right() - inset, y))
