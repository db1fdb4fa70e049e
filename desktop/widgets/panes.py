"""List, detail and facts side by side, fewer of them as the window gets narrow for its text."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop.settings import SPLITTER, Settings
from desktop.theme import L, S, Theme
from desktop.widgets.buttons import button
from resources.i18n import _

# Widths of the window in lines of text: what a person with twice the text size needs, at half the width.
FACTS_FROM, TWO_PANES_FROM = 76, 50


class Panes(QWidget):
    """A splitter of a list, a detail and maybe facts; below 50 ems it shows the list or the detail, with Back."""

    detail_left = Signal()
    """Back was pressed where only one pane fits."""

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        name: str,
        *,
        left: QWidget,
        detail: QWidget,
        facts: QWidget | None = None,
        left_ems: float = 21,
    ) -> None:
        """`name` keeps the widths apart from those of other pages; `left_ems` is the first width of the list."""
        super().__init__()
        self._theme, self._settings, self._name = theme, settings, name
        self._left, self._detail, self._facts = left, detail, facts
        self._ems, self._on_detail, self._left_ems, self._alone = 100.0, False, left_ems, False
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left.setProperty("look", "surface")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.back = button(_("&Back to the list"), self.show_list, kind="link", theme=theme, icon="arrow-left")
        self.back.setObjectName("back_to_list")
        self._way_back = QWidget()
        row = QHBoxLayout(self._way_back)
        row.setContentsMargins(L, S, L, 0)
        row.addWidget(self.back)
        row.addStretch(1)
        column.addWidget(self._way_back)
        self._way_back.hide()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        for place, pane in enumerate(self.shown_panes()):
            self._splitter.addWidget(pane)
            self._splitter.setStretchFactor(place, 1 if pane is detail else 0)
        self._order()
        column.addWidget(self._splitter, 1)
        self._splitter.splitterMoved.connect(self._keep)
        self._restored = False

    def shown_panes(self) -> list[QWidget]:
        """Return the panes from left to right, for F6."""
        return [pane for pane in (self._left, self._detail, self._facts) if pane is not None]

    @property
    def is_single(self) -> bool:
        """Tell whether only one pane fits."""
        return self._alone or self._ems < TWO_PANES_FROM

    def set_alone(self, alone: bool) -> None:
        """Give the list all the width, as for a table; the detail then takes its place and has a way back."""
        self._alone = alone
        if not alone:
            self._on_detail = False
        self._arrange()

    def set_window_ems(self, ems: float) -> None:
        """Take the window's width in lines of text and show as many panes as fit."""
        self._ems = ems
        self._arrange()

    def show_detail(self) -> None:
        """Show the detail where only one pane fits; who stood in the list stands on the way back to it."""
        focus = self.window().focusWidget()
        stood_in_list = focus is not None and self._left.isAncestorOf(focus)
        self._on_detail = True
        self._arrange()
        if self.is_single and stood_in_list:
            # Hidden with the list, Qt would hand the keyboard on to whatever comes next in the window.
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_list(self) -> None:
        """Show the list where only one pane fits."""
        was = self._on_detail
        self._on_detail = False
        self._arrange()
        view = self._left.findChild(QAbstractItemView)
        (view or self._left).setFocus(Qt.FocusReason.OtherFocusReason)
        if was:
            self.detail_left.emit()

    def go_back(self) -> bool:
        """Leave the detail for the list where only one pane fits; tell whether there was anything to leave."""
        if self.is_single and self._on_detail:
            self.show_list()
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the widths of last time once the first real width is known."""
        super().resizeEvent(event)
        self._restore()

    def showEvent(self, event: QShowEvent) -> None:
        """Take them where the width was known before it was seen, as behind a tab."""
        super().showEvent(event)
        self._restore()

    def _restore(self) -> None:
        if not self._restored and self.isVisible() and self.width() > 200:
            self._restored = True
            kept = self._settings.get(SPLITTER.of(self._name))
            if not kept or not self._splitter.restoreState(QByteArray(kept)):
                self._share(self.width())
                self._theme.changed.connect(self._share_again)

    def _share_again(self) -> None:
        """Share the width anew at another size of text, as long as the user has not shared it out."""
        if not self._settings.get(SPLITTER.of(self._name)):
            self._share(self.width())

    def _share(self, width: int) -> None:
        line = self._theme.line_height
        # However wide the list would like to be, the detail keeps room for a form.
        left = max(18 * line, min(round(self._left_ems * line), width - 24 * line))
        rest = width - left - (14 * line if self._facts is not None else 0)
        self._splitter.setSizes([left, max(rest, 20 * line), 14 * line])

    def _arrange(self) -> None:
        single = self.is_single
        self._left.setVisible(not single or not self._on_detail)
        self._detail.setVisible(not single or self._on_detail)
        if self._facts is not None:
            self._facts.setVisible(self._ems >= FACTS_FROM)
        self._way_back.setVisible(single and self._on_detail)

    def _order(self) -> None:
        """Let a screen reader meet the list before the detail: a splitter puts each pane it takes before the others."""
        for pane in self.shown_panes():
            pane.raise_()
        for place in range(self._splitter.count()):
            self._splitter.handle(place).raise_()

    def _keep(self) -> None:
        self._settings.set(SPLITTER.of(self._name), bytes(self._splitter.saveState().data()))
