"""Tabs of a record: where there is no room for all their words, a button at the end lists them all."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QTabWidget, QWidget

from desktop.theme import Theme
from desktop.widgets.buttons import icon_button
from resources.i18n import _


class Tabs(QTabWidget):
    """A plain row of tabs, and all of them in a menu when some do not fit."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setDocumentMode(True)
        self.tabBar().setUsesScrollButtons(True)
        self._all = icon_button(theme, "caret-down", _("All tabs"), self._on_all)
        self._all.setObjectName(f"{name}_all")
        self.setCornerWidget(self._all, Qt.Corner.TopRightCorner)
        self._all.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the list of all when some do not fit."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Ask again at another size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def tabInserted(self, index: int) -> None:
        """Ask again when there is one more."""
        super().tabInserted(index)
        self._fit()

    def tabRemoved(self, index: int) -> None:
        """Ask again when there is one less."""
        super().tabRemoved(index)
        self._fit()

    def menu_of_all(self) -> QMenu:
        """Return all tabs as a menu, the one in view ticked."""
        menu = QMenu(self)
        for place in range(self.count()):
            action = menu.addAction(self.tabText(place).replace("&", "&&"), partial(self.setCurrentIndex, place))
            action.setCheckable(True)
            action.setChecked(place == self.currentIndex())
        return menu

    def _on_all(self) -> None:
        self.menu_of_all().popup(self._all.mapToGlobal(QPoint(0, self._all.height())))

    def _fit(self) -> None:
        # The row without its scroll buttons: what the tabs would take if there were room.
        wanted = sum(self.tabBar().tabRect(place).width() for place in range(self.count()))
        self._all.setVisible(wanted > self.width())
