"""Regular meetings: all of them, and one with what its agendas begin with and its next days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.parts.dialog import PartDialog
from desktop.parts.series import SERIES, SERIES_DAYS, SERIES_ITEMS
from desktop.parts.spec import Owner
from desktop.parts.tab import PartsTab
from desktop.theme import XL, L, M
from desktop.widgets.buttons import button
from desktop.widgets.labels import PlainLabel, TitleLabel
from models.errors import WrongUse
from models.queries.series import find_series
from reports.formatting import clock
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

ALL = Owner("meeting_series", 0, "")
"""Stands for the whole book, of which the list of regular meetings is a part."""


class SeriesView(QWidget):
    """Shows the list of regular meetings, or one of them."""

    left = Signal()
    """Back to the list of meetings."""
    turned = Signal(int)
    """Another one is to be shown, or with 0 all of them."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.series_id = 0
        theme = context.theme
        self.back = button(
            _("Meetings"), self.left.emit, kind="link", theme=theme, icon="arrow-left", name="from_series"
        )
        self.all = button(_("All regular meetings"), self._on_all, kind="link", name="all_series")
        self.title, self.words = TitleLabel("", "h2"), PlainLabel("", "muted")
        self.change = button(_("Change…"), self._on_change, theme=theme, icon="pencil-simple", name="change_series")
        self.change.setEnabled(not context.store.read_only)
        self.list, self.one = (
            PartsTab(context, (SERIES,), "series_list"),
            PartsTab(context, (SERIES_DAYS, SERIES_ITEMS), "one_series"),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, M, XL, L)
        column.setSpacing(M)
        ways, head = QHBoxLayout(), QHBoxLayout()
        for link in (self.back, self.all):
            ways.addWidget(link)
        ways.addStretch(1)
        head.addWidget(self.title, 1)
        head.addWidget(self.change)
        column.addLayout(ways)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addWidget(self.list)
        column.addWidget(self.one)
        column.addStretch(1)

    def show_series(self, series_id: int) -> None:
        """Show one, or with 0 all of them. Raises WrongUse when there is none of that number."""
        row = None
        if series_id:
            with self._context.store.read() as session:
                row = find_series(session, series_id).row
        self.series_id = series_id
        for part in (self.all, self.change, self.words, self.one):
            part.setVisible(row is not None)
        self.list.setVisible(row is None)
        if row is None:
            self.title.set_text(_("Regular meetings"))
            self.list.show_owner(ALL)
            return
        self.title.set_text(row.title)
        when = _("{rule}, {time}").format(rule=row.rule_words, time=clock(row.starts_at))
        self.words.setText(" · ".join(part for part in (row.body or "", when, row.place) if part))
        self.one.show_owner(Owner("meeting_series", row.id, row.title))

    def refresh(self) -> None:
        """Show what is in view as it is now; all of them where it has gone."""
        try:
            self.show_series(self.series_id)
        except WrongUse:
            self.show_series(0)

    def focus_first(self) -> None:
        """Take the focus."""
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_part(self, kind: str, number: int) -> bool:
        """Bring a standing item into view."""
        return self.one.show_part(kind, number)

    def _on_all(self) -> None:
        self.turned.emit(0)

    def _on_change(self) -> None:
        owner = Owner("meeting_series", self.series_id, self.title.text())
        PartDialog(self._context, SERIES, owner, self.series_id, self.window()).open()
