"""What is said at the foot of the window, or in the corner of the menu bar where the window is low."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from desktop.shell.status import StatusLine


def test_what_is_said_in_the_corner_of_a_low_window_has_room(qtbot: QtBot) -> None:
    window, line = QMainWindow(), StatusLine()
    qtbot.addWidget(window)
    window.setStatusBar(line)
    window.menuBar().addMenu("File")
    window.menuBar().setCornerWidget(line.in_corner)
    window.resize(900, 300)
    line.set_low(True)
    line.show_opening(False)
    window.show()
    qtbot.waitExposed(window)
    line.show_saved()
    assert line.in_corner.isVisible()
    assert line.in_corner.width() >= line.in_corner.sizeHint().width() > 50
    assert line.in_corner.geometry().right() < window.menuBar().width()
    line.set_low(False)
    line.show_saved()
    assert line.in_corner.isHidden()
