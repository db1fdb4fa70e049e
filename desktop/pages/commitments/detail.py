"""One commitment in tabs: what it says, how it goes on, and the trail it is a step of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.marks.tab import flow_marks
from desktop.overrides import do_and_tell
from desktop.pages.commitments.panel import CommitmentPanel
from desktop.pages.commitments.tabs import TABS, parts_of
from desktop.parts.later import LaterParts
from desktop.parts.spec import Owner
from desktop.theme import XL, L, M
from desktop.widgets.tabs import FlowingTabs
from resources.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from desktop.context import Context
    from desktop.pages.commitments.trail import TrailView


class LaterTrail(QWidget):
    """The place of a commitment's trail, which is made when it is first looked at."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._commitment_id = context, 0
        self._view: TrailView | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def view(self) -> TrailView:
        """Return the trail, made now if it was not before."""
        if self._view is None:
            from desktop.pages.commitments.trail import TrailView

            self._view = TrailView(self._context)
            self._column.addWidget(self._view)
            self._view.begin_at("commitment", self._commitment_id)
        return self._view

    def begin(self, commitment_id: int) -> None:
        """Show the trail of a commitment, as soon as it is looked at."""
        self._commitment_id = commitment_id
        if self._view is not None:
            self._view.begin_at("commitment", commitment_id)

    def showEvent(self, event: QShowEvent) -> None:
        """Make it now."""
        super().showEvent(event)
        do_and_tell(self._show_view)

    def _show_view(self) -> None:
        self.view.show()


class CommitmentDetail(QWidget):
    """Holds the panel of the commitment in view, and what hangs on it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.panel, self._trail = CommitmentPanel(context), LaterTrail(context)
        words, name, keys = TABS[0]
        self.progress = LaterParts(context, parts_of, name, keys)
        self.tabs = FlowingTabs(context.theme, "commitment_tabs")
        self.tabs.addTab(self.panel, _("Commitment"))
        for page, title in ((self.progress, _(words)), (self._trail, _("Trail"))):
            inside = QWidget()
            column = QVBoxLayout(inside)
            column.setContentsMargins(0, 0, 0, L)
            column.addWidget(page)
            self.tabs.addTab(inside, title)
        self.marks = flow_marks(context, self.tabs, "commitment", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, M, XL, 0)
        column.addWidget(self.tabs)
        column.addStretch(1)

    @property
    def trail(self) -> TrailView:
        """Return the trail of the commitment in view."""
        return self._trail.view

    def show_around(self) -> None:
        """Show what hangs on the commitment that the panel shows now."""
        row = self.panel.row
        for place in range(1, self.tabs.count()):
            self.tabs.setTabEnabled(place, row is not None)
        if row is None:
            self.tabs.setCurrentIndex(0)
            return
        for tab in (self.progress, self.marks):
            tab.show_owner(Owner("commitment", row.id, row.text))
        self._trail.begin(row.id)

    def show_part(self, kind: str, number: int) -> bool:
        """Bring a part of the commitment in view into view; tell whether there is a place for it."""
        for place, tab in ((1, self.progress), (self.tabs.count() - 1, self.marks)):
            if kind in tab.keys:
                self.tabs.setCurrentIndex(place)
                return tab.show_part(kind, number)
        return False
