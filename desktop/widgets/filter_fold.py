"""The filters of a list, folded behind one button where the window is low for its text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.theme import XS, L, M, S, Theme
from desktop.widgets.buttons import Opener
from desktop.widgets.cards import SectionHeader
from desktop.widgets.line_edit import FilterBox
from resources.i18n import _, ngettext


class FilterFold(QWidget):
    """Holds filter box, chips and choices below each other.

    `toggle` is the button that opens and folds them; it belongs beside the title and shows only in a low window. There
    the open filters scroll where they would take more than the window has.
    """

    def __init__(self, theme: Theme, box: FilterBox, *others: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box, self._low = box, False
        self.setObjectName("filters")
        self._inside = _Inside()
        self._inside.setProperty("look", "page")
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(S)
        for part in (box, *others):
            inside.addWidget(part)
        self._area = _Area(box)
        self._area.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._area)
        self._column.addWidget(self._inside)
        self.toggle = Opener(_("Filter"), name="show_filters")
        self.toggle.setIcon(theme.icon("funnel", "text"))
        self.toggle.setToolTip(_("Show the filters of this list (Ctrl+F)"))
        self.toggle.switched.connect(self._on_toggled)
        self.toggle.hide()

    def set_low(self, low: bool) -> None:
        """Fold in a window that is low for its text; show everything in a higher one."""
        if low and not self._low:
            self._column.removeWidget(self._inside)
            self._area.setWidget(self._inside)
        elif self._low and not low:
            self._column.addWidget(self._area.takeWidget() or self._inside)
            self._inside.setAutoFillBackground(False)
        self._low = low
        self._area.setVisible(low)
        self._inside.show()
        self.toggle.setVisible(low)
        self._arrange()

    def open(self) -> None:
        """Bring the filters into view, as when Ctrl+F asks for the box."""
        self.toggle.set_open(True)

    def fold(self) -> None:
        """Give the room back to the list, where there is little of it."""
        self.toggle.set_open(False)

    def show_on(self, count: int) -> None:
        """Say on the button how many filters narrow the list, since they cannot be seen when folded."""
        words = ngettext("Filter: {count} on", "Filter: {count} on", count).format(count=count)
        self.toggle.setText(words if count else _("Filter"))

    def leads_to(self, view: QAbstractItemView) -> None:
        """Let Enter in the box go to the list, folding the filters where they take its room."""
        self._box.returnPressed.connect(_GoingTo(self, view))

    def _on_toggled(self, shown: bool) -> None:
        self._arrange()
        if shown and self._low:
            self._box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        self.setVisible(not self._low or self.toggle.is_open)
        self.toggle.setAccessibleDescription(_("The filters are shown") if self.toggle.is_open else "")


class _Inside(QWidget):
    """The filters; how high they are follows from their width alone."""

    def minimumSizeHint(self) -> QSize:
        """Ask for no height of its own: chips would ask for that of their narrowest."""
        return QSize(super().minimumSizeHint().width(), 0)


class _Area(QScrollArea):
    """As high as what is in it where there is room, scrolling where there is not."""

    def __init__(self, box: FilterBox) -> None:
        super().__init__()
        self._box, self._wanted = box, 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        # What is in it knows its height only once its own parts have been laid out.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._measure)

    def sizeHint(self) -> QSize:
        """Return the height of everything at this width."""
        return QSize(super().sizeHint().width(), self._wanted)

    def minimumSizeHint(self) -> QSize:
        """Ask for no more than the box, so that no window must grow for its filters."""
        return QSize(0, min(self._wanted, self._box.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Learn how high the filters are at this width."""
        super().resizeEvent(event)
        self._soon.start(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Learn of chips that flow over another line, and of fields that come and go."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._soon.start(0)
        return super().eventFilter(watched, event)

    def _measure(self) -> None:
        inside = self.widget()
        if inside is None:
            return
        width = self.width()
        height = inside.heightForWidth(width) if inside.hasHeightForWidth() else inside.sizeHint().height()
        if height != self._wanted:
            self._wanted = height
            self.setMaximumHeight(height)
            self.updateGeometry()


class _GoingTo:
    """Goes from the box to the list."""

    def __init__(self, fold: FilterFold, view: QAbstractItemView) -> None:
        self._fold, self._view = fold, view

    def __call__(self) -> None:
        self._fold.fold()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)


class ListHead(QWidget):
    """The title of a list with its count, and below it the filters."""

    def __init__(self, theme: Theme, title: str, box: FilterBox, *others: QWidget) -> None:
        super().__init__()
        self.header = SectionHeader(title)
        self.fold = FilterFold(theme, box, *others)
        self.header.add_button(self.fold.toggle)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(S)
        self._column.addWidget(self.header)
        self._column.addWidget(self.fold)
        self.set_low(False)

    def set_low(self, low: bool) -> None:
        """Take less room where every line counts."""
        above, below = (XS, XS) if low else (M, S)
        self._column.setContentsMargins(L, above, L, below)
        self.fold.set_low(low)
