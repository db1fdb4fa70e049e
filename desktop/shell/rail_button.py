"""One section in the rail: icon, words, and how many things there are late."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton

from desktop.commands import SPECS, tip_of
from desktop.icons import paint_icon
from desktop.shell.sections import Section
from desktop.theme import M, S, Text, Theme

# The height of a section in lines of text: as a rule, and at least, where a low window would cut the last ones off.
TALL, SHORT = 2.05, 1.4


class RailButton(QPushButton):
    """One section: icon, words, and a count when something there is late."""

    def __init__(self, section: Section, theme: Theme) -> None:
        super().__init__(section.title)
        self._theme, self._title, self._icon = theme, section.title, SPECS[section.command].icon
        self._badge, self._badge_words, self._narrow = 0, "", False
        self._words_at = (0, 0)
        self._lines = TALL
        self.setObjectName(f"rail_{section.key}")
        self.setCheckable(True)
        # One of several: a screen reader then tells of a radio button and which one is on, not of a check box.
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setToolTip(tip_of(section.command))
        self.setAccessibleName(section.title)

    def set_badge(self, count: int, words: str) -> None:
        """Show a count; `words` say of what, for instance "4 late"."""
        self._badge, self._badge_words = count, words
        self.setAccessibleName(f"{self._title}, {words}" if count else self._title)
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon only, or icon and words."""
        self._narrow = narrow
        self.setText("" if narrow else self._title)
        self.updateGeometry()
        self.update()

    def set_lines(self, lines: float) -> None:
        """Be so many lines of text high."""
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return room for icon and words, or for the icon."""
        line = self._theme.line_height
        height = int(line * self._lines)
        if self._narrow:
            return QSize(round(line * 2.1), height)
        if self._words_at[0] != line:
            self._words_at = (line, QFontMetrics(self._theme.font(strong=True)).horizontalAdvance(self._title))
        words = self._words_at[1]
        return QSize(M + round(line * 1.15) + M + words + round(line * 2.6), height)

    def minimumSizeHint(self) -> QSize:
        """Never be smaller than that."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, icon, words, count and focus."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        chosen = self.isChecked()
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected" if chosen else "hover"))
            painter.drawRoundedRect(box, 6, 6)
        if chosen:
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(box.left(), box.top() + 6, 3, box.height() - 12), 1.5, 1.5)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)
        name = "selected_text" if chosen else ("text" if self.isEnabled() else "placeholder")
        side = round(theme.line_height * 1.15)
        left = (self.width() - side) // 2 if self._narrow else M
        quiet = name if chosen or not self.isEnabled() else "muted"
        icon_box = QRect(left, (self.height() - side) // 2, side, side)
        paint_icon(painter, icon_box, self._icon, theme.colour(quiet))
        if not self._narrow:
            painter.setFont(theme.font(strong=chosen))
            painter.setPen(theme.colour(name))
            words = QRect(icon_box.right() + M, 0, self.width() - icon_box.right() - M, self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._title)
        if self._badge:
            self._paint_badge(painter)
        painter.end()

    def _paint_badge(self, painter: QPainter) -> None:
        """Draw the count at the right, or at the corner of the icon where there is no room for words."""
        theme = self._theme
        font = theme.font(Text.SMALL, strong=True)
        text = f"{self._badge}" if self._badge < 100 else "99+"
        height = QFontMetrics(font).height() + 2
        width = max(height, QFontMetrics(font).horizontalAdvance(text) + 10)
        top = 1 if self._narrow else (self.height() - height) // 2
        box = QRectF(self.width() - width - (1 if self._narrow else S), top, width, height)
        ink, ground = theme.tokens.late, theme.tokens.late_bg
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
