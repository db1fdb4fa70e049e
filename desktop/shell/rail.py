"""The sections at the left, with words or, in a narrow window, with icons only."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.commands import Command, tip_of
from desktop.shell.rail_button import SHORT, TALL, RailButton
from desktop.shell.sections import SECTIONS, WITHIN
from desktop.theme import XS, L, M, S, Theme
from desktop.widgets.buttons import icon_button
from desktop.widgets.labels import TitleLabel
from resources.i18n import _

# The width of the window in lines of text from which the rail has room for words.
RAIL_WORDS_FROM = 62


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
