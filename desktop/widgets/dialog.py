"""The base of every dialog: it fits a small screen at any size of text, and gives the focus back."""

from __future__ import annotations

from functools import partial

import shiboken6
from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QDialog,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.theme import XL, L, M, S
from desktop.widgets.buttons import Button
from desktop.widgets.labels import PlainLabel
from resources.i18n import _

_NOTE_EMS = 12
"""How much room words beside the buttons need before they may wrap, in heights of a line."""


def window_in_front() -> QWidget | None:
    """Return the window that a dialog belongs to: the active one, or the program's own when none is."""
    windows = (window for window in QApplication.topLevelWidgets() if isinstance(window, QMainWindow))
    return QApplication.activeWindow() or next((window for window in windows if window.isVisible()), None)


class Dialog(QDialog):
    """A heading, a body that scrolls when it must, and buttons that are always in view.

    Put the contents into `body`. Show it with `open()`, never `exec()`. Ctrl+Enter presses the filled button,
    Escape closes.
    """

    saved = Signal()
    """The filled button was pressed; `accept()` is the listener's to call once the save has worked."""

    def __init__(self, title: str, parent: QWidget | None = None, *, width_ems: float = 34) -> None:
        # Without a parent nobody would hold a dialog that is shown with `open()`, and it would be gone at once.
        super().__init__(parent if parent is not None else window_in_front())
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._width_ems = width_ems
        self._came_from = QApplication.focusWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("look", "page")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(XL, L, XL, L)
        self.body.setSpacing(M)
        self.heading = PlainLabel(title, "h2")
        self.body.addWidget(self.heading)
        self._scroll.setWidget(inside)
        column.addWidget(self._scroll, 1)
        foot = _Foot()
        self._buttons, self.note = foot.buttons, foot.note
        column.addWidget(foot)
        self._main: Button | None = None
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._press_main)

    def add_button(self, text: str, *, main: bool = False) -> Button:
        """Add a button at the right; `main` makes it the filled one, which emits `saved`."""
        made = Button(text, "filled" if main else "")
        self._buttons.addWidget(made)
        if main:
            self._main = made
            made.setDefault(True)
            made.clicked.connect(self.saved)
        return made

    def add_cancel(self, text: str = "") -> Button:
        """Add the button that closes without doing anything; it is called Cancel where nothing else is said."""
        made = self.add_button(text or _("Cancel"))
        made.clicked.connect(self.reject)
        return made

    def sizeHint(self) -> QSize:
        """Ask for a width in lines of text and for the height of the body, as far as the screen allows."""
        line = self.fontMetrics().height()
        screen = self.screen().availableGeometry() if self.screen() is not None else None
        width = round(self._width_ems * line)
        if screen is not None:
            width = min(width, screen.width() - 2 * XL)
        wanted = self.body.heightForWidth(width) if self.body.hasHeightForWidth() else self.body.sizeHint().height()
        height = wanted + 5 * line
        if screen is not None:
            height = min(height, screen.height() - 3 * XL)
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        """Let it be made small: the body scrolls."""
        line = self.fontMetrics().height()
        return QSize(min(super().minimumSizeHint().width(), 1280), 9 * line)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the wished size when it first appears."""
        super().showEvent(event)
        if not event.spontaneous():
            self.resize(self.sizeHint())

    def done(self, result: int) -> None:
        """Close, and put the focus where it was before."""
        super().done(result)
        if self._came_from is not None and shiboken6.isValid(self._came_from) and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.PopupFocusReason)

    def bring_into_view(self, part: QWidget) -> None:
        """Show a part that has appeared below: grow where the screen allows it, otherwise scroll to it."""
        self.body.activate()
        self.resize(self.width(), max(self.height(), self.sizeHint().height()))
        QTimer.singleShot(0, part, partial(self._scroll.ensureWidgetVisible, part))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll the body with Page Up and Page Down, as when it is all words and nothing in it takes the keyboard."""
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            bar = self._scroll.verticalScrollBar()
            bar.setValue(bar.value() + step * bar.pageStep())

    def _press_main(self) -> None:
        if self._main is not None and self._main.isEnabled():
            self._main.click()


class _Foot(QFrame):
    """The bar below: what there is to say, and the buttons; one above the other where they do not fit beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "bar")
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(XL, M, XL, M)
        self._sides.setSpacing(S)
        self.note = PlainLabel("", "small")
        self._sides.addWidget(self.note, 1)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self._sides.addLayout(self.buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose again with another width."""
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        """Choose again when the words or the buttons change."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        beside = self.width() - 2 * XL - S - self.buttons.sizeHint().width()
        wanted = min(
            self.note.fontMetrics().horizontalAdvance(self.note.text()), _NOTE_EMS * self.fontMetrics().height()
        )
        ways = QBoxLayout.Direction
        self._sides.setDirection(ways.LeftToRight if beside >= wanted else ways.TopToBottom)
