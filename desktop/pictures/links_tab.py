"""The tab of an organisation's links: its star, or the same as a table; drawn when it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.overrides import do_and_tell
from desktop.pictures.panel import PicturePanel
from desktop.theme import M
from models.queries.ties import find_ties
from reports.pictures.star import star_picture

if TYPE_CHECKING:
    from desktop.context import Context


class LinksTab(QWidget):
    """Shows whom one organisation is linked with, and how."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._wanted: int | None = None
        self._stale = False
        self.panel = PicturePanel(context, icon="share-network")
        self.panel.record_opened.connect(context.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, 0)
        column.addWidget(self.panel)

    def show_organisation(self, number: int) -> None:
        """Show another organisation, or the same one anew; asked for when the tab is looked at."""
        self._wanted, self._stale = number, True
        if self.isVisible():
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what is wanted now."""
        super().showEvent(event)
        do_and_tell(self._draw)

    def _draw(self) -> None:
        if not self._stale or self._wanted is None:
            return
        self._stale = False
        with self._context.store.read() as session:
            ties = find_ties(session, self._wanted, as_at=self._context.today())
        if ties is not None:
            self.panel.show_picture(star_picture(ties))
