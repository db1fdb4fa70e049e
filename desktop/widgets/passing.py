"""Menus and file dialogs that are shown once and then go: a parent would keep each of them until the program ends."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QMenu

from desktop.widgets.menus import close_when_chosen, pass_away


def pop_up(menu: QMenu, place: QPoint) -> None:
    """Show a menu that was made for this once, at a place on the screen."""
    close_when_chosen(menu)
    pass_away(menu)
    menu.popup(place)


def open_once(dialog: QDialog) -> None:
    """Open a dialog of the system's or of Qt's own that was made for this once."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
