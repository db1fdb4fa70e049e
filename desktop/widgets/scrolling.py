"""A page's contents in a scroll area that looks like none."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


def scrolling(inside: QWidget, *, sideways: bool = False) -> QScrollArea:
    """Return a scroll area around `inside`, as wide as the pane unless `sideways`."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside.setProperty("look", "page")
    area.setWidget(inside)
    return area


def keep_in_view(_old: QWidget | None, now: QWidget | None) -> None:
    """Scroll to what has taken the focus, by a letter or through a screen reader too: Qt does so for Tab alone."""
    if now is None or not now.isVisible() or QGuiApplication.mouseButtons():
        return
    above = now.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea) and above.widget() is not None and above.widget().isAncestorOf(now):
            fits = now.height() <= above.viewport().height()
            if fits or now.visibleRegion().isEmpty():
                above.ensureWidgetVisible(now)
        above = None if above.isWindow() else above.parentWidget()


def topped(part: QWidget) -> QWidget:
    """Return a widget with `part` at its top, as high as it wishes, and free room below."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(part)
    column.addStretch(1)
    return box
