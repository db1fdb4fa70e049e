"""What stands above the events: what is in view at the left, the ways to look at it at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QWidget

from desktop.theme import S
from desktop.widgets.buttons import Button, button, icon_button
from desktop.widgets.labels import PlainLabel
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.theme import Theme

_ONE_LINE_FROM = 62
"""Width of the window in lines of text from which the head stands in one line."""
_TODAY_FROM = 40
"""Width from which there is room for the way back to today."""

MONTH, WEEK, LIST = "month", "week", "list"


class EventsHead(QWidget):
    """The title, the steps through the calendar, and the chips for month, week and list."""

    before_wanted = Signal()
    after_wanted = Signal()
    today_wanted = Signal()
    new_wanted = Signal()
    way_chosen = Signal()

    def __init__(self, theme: Theme, fold_toggle: QWidget, *, can_add: bool) -> None:
        """`fold_toggle` is the button that unfolds the filters of the list in a low window."""
        super().__init__()
        self._toggle, self._wide, self._low = fold_toggle, True, False
        self.title = PlainLabel("", "h1", wrap=False)
        self.before = icon_button(theme, "caret-left", _("Month before (Page Up)"), self.before_wanted.emit)
        self.after = icon_button(theme, "caret-right", _("Month after (Page Down)"), self.after_wanted.emit)
        self.to_today = button(_("Today"), self.today_wanted.emit, kind="quiet", name="to_today")
        self.new = button(
            _("&New event"), self.new_wanted.emit, kind="filled", theme=theme, icon="plus", name="new_event"
        )
        self.new.setToolTip(_("Add an event (Ctrl+Shift+E)"))
        self.new.setVisible(can_add)
        self.ways = {
            MONTH: Button(_("Month"), "chip"),
            WEEK: Button(_("Week"), "chip"),
            LIST: Button(_("List"), "chip"),
        }
        group = QButtonGroup(self)
        for key, made in self.ways.items():
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.setObjectName(f"show_{key}")
            group.addButton(made)
        self.ways[MONTH].setChecked(True)
        self._lay_out()
        for made in self.ways.values():
            made.toggled.connect(self._on_toggled)

    def _lay_out(self) -> None:
        row, right = QHBoxLayout(), QHBoxLayout()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        for layout in (self._sides, row, right):
            layout.setSpacing(S)
        for part in (self.before, self.after, self.title, self.to_today):
            row.addWidget(part)
        row.addStretch(1)
        right.addWidget(self._toggle)
        for made in self.ways.values():
            right.addWidget(made)
        right.addStretch(0)
        right.addWidget(self.new)
        self._sides.addLayout(row, 1)
        self._sides.addLayout(right)

    def way(self) -> str:
        """Return the way that is chosen: MONTH, WEEK or LIST."""
        return next(key for key, made in self.ways.items() if made.isChecked())

    def choose(self, way: str) -> None:
        """Choose a way."""
        self.ways[way].setChecked(True)

    def tell(self, title: str) -> None:
        """Say what is in view, and offer what goes with the way that is chosen."""
        on_list, week = self.way() == LIST, self.way() == WEEK
        for made, words in (
            (self.before, _("Week before (Page Up)") if week else _("Month before (Page Up)")),
            (self.after, _("Week after (Page Down)") if week else _("Month after (Page Down)")),
        ):
            made.setVisible(not on_list)
            made.setToolTip(words)
            made.setAccessibleName(words)
        self.to_today.setVisible(not on_list and self._wide)
        self._toggle.setVisible(self._low and on_list)
        self.title.setText(title)

    def set_window_ems(self, ems: float) -> None:
        """Take two lines where the window is narrow: the longest week needs most of a line for itself."""
        side = QBoxLayout.Direction.LeftToRight if ems >= _ONE_LINE_FROM else QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(side)
        self._wide = ems >= _TODAY_FROM

    def set_low(self, low: bool) -> None:
        """Take whether the window is low for its text."""
        self._low = low

    def _on_toggled(self, checked: bool) -> None:
        if checked:
            self.way_chosen.emit()
