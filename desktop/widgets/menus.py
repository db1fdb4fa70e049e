"""Menus below a button: told to a screen reader as they open, and closed however something in them is chosen."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget


def drop_down(menu: QMenu, below: QWidget, *, keep: bool = False) -> None:
    """Show a menu below what was pressed, standing on its first line: a menu that stands on none is not told.

    It is gone once it is closed, unless it is to be kept for the next time.
    """
    close_when_chosen(menu)
    if not keep:
        pass_away(menu)
    if not menu.accessibleName():
        words = below.accessibleName() or (below.text() if isinstance(below, QAbstractButton) else "")
        menu.setAccessibleName(words.replace("&", ""))
    menu.popup(below.mapToGlobal(QPoint(0, below.height())))
    first = next((action for action in menu.actions() if action.isEnabled() and not action.isSeparator()), None)
    if first is not None:
        menu.setActiveAction(first)


def close_when_chosen(menu: QMenu) -> None:
    """Close it too when a screen reader presses a line: that is no click, and the menu would keep the keyboard."""
    if not menu.property("closes"):
        menu.setProperty("closes", True)
        menu.triggered.connect(menu.hide)


def pass_away(menu: QMenu) -> None:
    """Let a menu go once it is closed: its parent would keep it, and make another the next time."""
    if not menu.property("passes"):
        menu.setProperty("passes", True)
        # What was chosen is done before the event loop is free to delete the menu.
        menu.aboutToHide.connect(menu.deleteLater)
