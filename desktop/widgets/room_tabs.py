"""Tabs whose pages scroll by themselves; in a low window the whole scrolls and they do not: one bar, not two."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from desktop.theme import Theme
from desktop.widgets.tabs import Tabs

_LINES = 12
"""How many lines of text the tabs keep at least."""


class RoomTabs(Tabs):
    """Tabs that take the room there is; where that is less than a dozen lines, as much as the page in view needs."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._theme = theme
        self._around: QScrollArea | None = None
        self._followed: list[QWidget] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.keep_room)
        # Neither asks for more than its least height: the pages of the tabs scroll by themselves.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.currentChanged.connect(self._on_other_page)
        theme.changed.connect(self._soon.start)

    def keep_room(self) -> None:
        """Keep room for the page in view at any size of text."""
        least = _LINES * self._theme.line_height
        self._follow()
        self.setMinimumHeight(max(least, self._needed()) if self._is_low(least) else least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask again at another width, in which texts break elsewhere."""
        super().resizeEvent(event)
        self._soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask again when the page in view needs more or less, or the window has become lower."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize) and watched in self._followed:
            self._soon.start()
        return super().eventFilter(watched, event)

    def _on_other_page(self) -> None:
        self._soon.start()

    def _is_low(self, least: int) -> bool:
        """Tell whether all that stands around the tabs leaves them less than their least room."""
        inside = self._around.widget().layout() if self._around is not None else None
        if self._around is None or inside is None or not self.isVisible():
            return False
        room = self._around.viewport().size()
        breaks = inside.hasHeightForWidth()
        whole = inside.totalMinimumHeightForWidth(room.width()) if breaks else inside.totalMinimumSize().height()
        return whole - self.minimumHeight() + least > room.height()

    def _needed(self) -> int:
        page = self.currentWidget()
        if page is None:
            return 0
        row = max(self.height() - page.height(), self.tabBar().height())
        return row + _height_of(page, page.width())

    def _follow(self) -> None:
        """Hear of what happens to the page in view and to the scroll area around the tabs."""
        above = self.parentWidget()
        while above is not None and not (isinstance(above, QScrollArea) and above.widget() is not None):
            above = above.parentWidget()
        self._around = above
        page = self.currentWidget()
        inside = page.widget() if isinstance(page, QScrollArea) else page
        wanted = [part for part in (above.viewport() if above is not None else None, inside) if part is not None]
        if wanted != self._followed:
            for part in self._followed:
                part.removeEventFilter(self)
            for part in wanted:
                part.installEventFilter(self)
            self._followed = wanted


def _height_of(page: QWidget, width: int) -> int:
    """Return how high a page must be for nothing of it to scroll; what may be endless goes on scrolling."""
    if isinstance(page, QScrollArea):
        return _height_of(page.widget(), width)
    high = page.heightForWidth(width) if page.hasHeightForWidth() else page.sizeHint().height()
    for area in page.findChildren(QScrollArea, options=Qt.FindChildOption.FindDirectChildrenOnly):
        counts = area.sizePolicy().verticalPolicy() is not QSizePolicy.Policy.Ignored
        if area.isVisible():
            high += max(0, _height_of(area.widget(), width) - (area.sizeHint().height() if counts else 0))
    return max(high, page.minimumSizeHint().height())
