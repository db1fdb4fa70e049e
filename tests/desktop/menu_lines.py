"""The menus of the window with the menus in them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.main_window import MainWindow


def menus_of(window: MainWindow) -> Iterator[QMenu]:
    """Yield every menu, each followed by those in it."""
    for menu in window.menus.values():
        yield menu
        yield from _inside(menu)


def actions_of(window: MainWindow) -> Iterator[QAction]:
    """Yield every line of every menu, those that only lead to another menu too."""
    for menu in menus_of(window):
        yield from menu.actions()


def _inside(menu: QMenu) -> Iterator[QMenu]:
    for action in menu.actions():
        # Asked of the action itself, PySide answers with an object.
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield inner
            yield from _inside(inner)
