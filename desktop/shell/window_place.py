"""Where the window stands on the screen, from one time to the next."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from desktop.settings import GEOMETRY, Settings


def keep_place(window: QMainWindow, settings: Settings) -> None:
    """Remember the place on the screen."""
    settings.set(GEOMETRY, bytes(window.saveGeometry().data()))


def restore_place(window: QMainWindow, settings: Settings) -> None:
    """Take the place of last time, on a screen that is still there."""
    kept = settings.get(GEOMETRY)
    if not kept or not window.restoreGeometry(QByteArray(kept)):
        # The first time all of a laptop's screen, and a comfortable part of a large one.
        window.resize(1440, 860)
    screen = window.screen() or QGuiApplication.primaryScreen()
    if screen is None:
        return
    room = screen.availableGeometry()
    if not any(one.availableGeometry().intersects(window.geometry()) for one in QGuiApplication.screens()):
        window.move(room.topLeft())
    frame = QSize(0, 2 * window.fontMetrics().height())
    window.resize(window.size().boundedTo(room.size() - frame))
