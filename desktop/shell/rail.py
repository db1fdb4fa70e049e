"""The sections at the left, with words or, in a narrow window, with icons only."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.commands import SPECS, Command, tip_of
from desktop.icons import paint_icon
from desktop.theme import XS, L, M, S, Text, Theme
from desktop.widgets.buttons import icon_button
from desktop.widgets.labels import TitleLabel
from resources.i18n import _

# The width of the window in lines of text from which the rail has room for words.
RAIL_WORDS_FROM = 62

# The height of a section in lines of text: as a rule, and at least, where a low window would cut the last ones off.
TALL, SHORT = 2.05, 1.4


class Section(NamedTuple):
    """A part of the program one can go to."""

    key: str
    command: Command

    @property
    def title(self) -> str:
        """Return its name."""
        return _(SPECS[self.command].text)


SECTIONS = (
    Section("home", Command.GO_HOME),
    Section("organisations", Command.GO_ORGANISATIONS),
    Section("people", Command.GO_PEOPLE),
    Section("conversations", Command.GO_CONVERSATIONS),
    Section("meetings", Command.GO_MEETINGS),
    Section("commitments", Command.GO_COMMITMENTS),
    Section("events", Command.GO_EVENTS),
    Section("partnerships", Command.GO_PARTNERSHIPS),
    Section("reports", Command.GO_REPORTS),
)

WITHIN = {"papers_made": "reports"}
"""Pages that belong to a section without being one."""


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


class Rail(QFrame):
    """The sections, the name of the school, settings and help."""

    chosen = Signal(str)
    settings_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._current = ""
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(S, L, S, S)
        column.setSpacing(XS // 2)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(M, 0, S, S)
        head.setSpacing(0)
        self._book = TitleLabel("", "small")
        head.addWidget(TitleLabel("Liaison Desk", "h2"))
        head.addWidget(self._book)
        column.addWidget(self._head)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        inside = QWidget()
        inside.setProperty("look", "page")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(XS // 2)
        for section in SECTIONS:
            made = RailButton(section, theme)
            self._buttons[section.key] = made
            self._group.addButton(made)
            rows.addWidget(made)
        rows.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        column.addWidget(self._scroll, 1)
        self._settings = icon_button(theme, "gear", tip_of(Command.SETTINGS), self.settings_wanted.emit)
        self._settings.setAccessibleName(_("Settings"))
        self._help = icon_button(theme, "question", tip_of(Command.HELP), self.help_wanted.emit)
        self._help.setAccessibleName(_("Help"))
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(XS, 0, 0, 0)
        self._foot.setSpacing(XS)
        for made_button in (self._settings, self._help):
            self._foot.addWidget(made_button)
        self._foot.addStretch(1)
        column.addLayout(self._foot)
        self._group.idClicked.connect(self._on_clicked)
        self._group.idToggled.connect(self._on_toggled)
        self._narrow = False
        self._theme = theme
        theme.changed.connect(self._fit)
        self._fit()

    def set_book(self, name: str) -> None:
        """Show whose book is open."""
        self._book.set_text(name)

    def set_available(self, keys: frozenset[str]) -> None:
        """Switch on the sections that can be gone to."""
        for key, made in self._buttons.items():
            made.setEnabled(key in keys)

    def set_current(self, key: str) -> None:
        """Mark the section in view; a page that is none, as the settings, leaves none marked."""
        key = WITHIN.get(key, key)
        self._current = key
        checked = self._group.checkedButton()
        if key in self._buttons:
            self._buttons[key].setChecked(True)
            self._scroll.ensureWidgetVisible(self._buttons[key], 0, 0)
        elif checked is not None:
            self._group.setExclusive(False)
            checked.setChecked(False)
            self._group.setExclusive(True)

    def set_badge(self, key: str, count: int, words: str) -> None:
        """Show a count at a section."""
        self._buttons[key].set_badge(count, words)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only, or icons and words."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._head.setVisible(not narrow)
            for made in self._buttons.values():
                made.set_narrow(narrow)
            self._column.setContentsMargins(S, S if narrow else L, S, S)
            self._foot.setDirection(QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight)
            self._fit()

    def focus_current(self) -> None:
        """Put the focus on the section in view, or on the button of the page that is none."""
        first = next(iter(self._buttons.values()))
        foot = {"settings": self._settings, "help": self._help}
        wanted = self._group.checkedButton() or foot.get(self._current, first)
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the sections closer in a low window, so that the last one is in view too."""
        super().resizeEvent(event)
        self._fit_height()

    def event(self, event: QEvent) -> bool:
        """Set the sections anew when the foot has got another size, as with larger text."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_height()
        return super().event(event)

    def _fit_height(self) -> None:
        margins, spacing = self._column.contentsMargins(), self._column.spacing()
        head = 0 if self._narrow else self._head.sizeHint().height() + spacing
        foot = self._foot.sizeHint().height() + spacing
        room = self.height() - margins.top() - margins.bottom() - head - foot
        each = room / len(self._buttons) - spacing
        for made in self._buttons.values():
            made.set_lines(min(TALL, max(SHORT, each / self._theme.line_height)))

    def _fit(self) -> None:
        """Be as wide as the widest section at this size of text."""
        for made in self._buttons.values():
            made.updateGeometry()
        self._fit_height()
        # Room for the scroll bar of a very low window, so that it never covers the words.
        spare = 14 if self._narrow else 0
        self.setFixedWidth(max(made.sizeHint().width() for made in self._buttons.values()) + 2 * S + 1 + spare)

    def _key_of(self, number: int) -> str:
        made = self._group.button(number)
        return next(key for key, candidate in self._buttons.items() if candidate is made)

    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(self._key_of(number))

    def _on_toggled(self, number: int, checked: bool) -> None:
        """Go there too when a screen reader checks a section, which is no click."""
        if checked:
            QTimer.singleShot(0, self, partial(self._follow, self._key_of(number)))

    def _follow(self, key: str) -> None:
        if key != self._current and self._buttons[key].isChecked():
            self.chosen.emit(key)
