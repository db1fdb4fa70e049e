"""One commitment in tabs: what it says, how it goes on, and the trail it is a step of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.pages.commitments.panel import CommitmentPanel
from desktop.pages.commitments.parts import TABS
from desktop.pages.commitments.trail import TrailView
from desktop.parts.later import LaterParts
from desktop.parts.spec import Owner
from desktop.theme import XL, L, M
from desktop.widgets.tabs import FlowingTabs
from models.queries.trails import TrailKind
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class CommitmentDetail(QWidget):
    """Holds the panel of the commitment in view, and what hangs on it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.panel, self.trail = CommitmentPanel(context), TrailView(context)
        words, parts, name = TABS[0]
        self.progress = LaterParts(context, parts, name)
        self.tabs = FlowingTabs(context.theme, "commitment_tabs")
        self.tabs.addTab(self.panel, _("Commitment"))
        for page, title in ((self.progress, _(words)), (self.trail, _("Trail"))):
            inside = QWidget()
            column = QVBoxLayout(inside)
            column.setContentsMargins(XL, 0, XL, L)
            column.addWidget(page)
            self.tabs.addTab(inside, title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, 0)
        column.addWidget(self.tabs)
        column.addStretch(1)

    def show_around(self) -> None:
        """Show what hangs on the commitment that the panel shows now."""
        row = self.panel.row
        for place in range(1, self.tabs.count()):
            self.tabs.setTabEnabled(place, row is not None)
        if row is None:
            self.tabs.setCurrentIndex(0)
            return
        self.progress.show_owner(Owner("commitment", row.id, row.text))
        self.trail.begin(TrailKind.COMMITMENT, row.id)

    def show_part(self, kind: str, number: int) -> bool:
        """Bring a part of the commitment in view into view; tell whether there is a place for it."""
        if kind not in self.progress.keys:
            return False
        self.tabs.setCurrentIndex(1)
        return self.progress.show_part(kind, number)
