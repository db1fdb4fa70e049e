"""Priorities with what followed from them, open actions, and what members are to look at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.pages.commitments.parts import OTHER_TABS
from desktop.pages.commitments.trail import TrailView
from desktop.parts.spec import Owner
from desktop.parts.tab import PartsTab
from desktop.theme import XL, L, M
from desktop.widgets.buttons import button
from desktop.widgets.labels import PlainLabel
from models.queries.trails import TrailKind
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context

ALL = Owner("commitment", 0, "")
"""Stands for the whole book."""
_WORDS, _PARTS, _NAME = OTHER_TABS["commitment"][0]


class BesideView(QWidget):
    """Shows what leads to commitments and what follows from them, for the whole book."""

    left = Signal()
    """Back to the commitments."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        theme = context.theme
        self.back = button(
            _("Commitments"), self.left.emit, kind="link", theme=theme, icon="arrow-left", name="to_promises"
        )
        self.tab, self.trail = PartsTab(context, _PARTS, _NAME), TrailView(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, M, XL, L)
        column.setSpacing(M)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(PlainLabel(_(_WORDS), "h2"))
        column.addWidget(self.trail)
        column.addWidget(self.tab)
        column.addStretch(1)
        self.trail.hide()

    def show_all(self) -> None:
        """Show everything as it is now."""
        self.tab.show_owner(ALL)

    def show_record(self, kind: str, number: int) -> None:
        """Bring a priority or an action into view, with the trail it is a step of."""
        self.show_all()
        if kind in (TrailKind.PRIORITY, TrailKind.ACTION):
            self.trail.begin(TrailKind(kind), number)
            self.trail.show()
        self.tab.show_part(kind, number)

    def focus_first(self) -> None:
        """Take the focus."""
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)
