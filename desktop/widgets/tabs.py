"""Tabs of a record: where there is no room for all their words, a button at the end lists them all."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QTabWidget, QWidget

from desktop.theme import Theme
from desktop.widgets.buttons import icon_button
from desktop.widgets.menus import drop_down
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
        drop_down(self.menu_of_all(), self._all)

    def _fit(self) -> None:
        # The row without its scroll buttons: what the tabs would take if there were room.
        wanted = sum(self.tabBar().tabRect(place).width() for place in range(self.count()))
        self._all.setVisible(wanted > self.width())


class FlowingTabs(Tabs):
    """Tabs that are as high as the page in view, so that a page and what stands above it scroll as one."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self.currentChanged.connect(self._on_changed)

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width, as texts break."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the row of tabs and of the page in view."""
        page = self.currentWidget()
        if page is None:
            return self._row()
        high = page.heightForWidth(width) if page.hasHeightForWidth() else page.sizeHint().height()
        return self._row() + max(high, page.minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Ask for what the page in view asks for."""
        page = self.currentWidget()
        wanted = page.sizeHint() if page is not None else QSize()
        return QSize(wanted.width(), wanted.height() + self._row())

    def minimumSizeHint(self) -> QSize:
        """Ask for what the page in view needs."""
        page = self.currentWidget()
        wanted = page.minimumSizeHint() if page is not None else QSize()
        return QSize(wanted.width(), wanted.height() + self._row())

    def _row(self) -> int:
        return self.tabBar().sizeHint().height()

    def _on_changed(self) -> None:
        self.updateGeometry()
