"""The QActions of the window, one a command: menus and buttons are made of them, and pages give them a meaning."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from desktop.commands import BOOK_COMMANDS, PAGE_COMMANDS, SPECS, SUBMENU_OF, Command, Menu, Spec, Submenu, tip_of
from desktop.theme import Theme
from desktop.widgets.menus import close_when_chosen
from resources.i18n import _


class Actions(QObject):
    """The QActions, one a command; each is off until somebody binds what it does."""

    triggered = Signal(object)
    """Carries the `Command`, after its own slot has run."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._actions = {command: self._make(command, spec, theme) for command, spec in SPECS.items()}

    def __getitem__(self, command: Command) -> QAction:
        return self._actions[command]

    def bind(self, command: Command, slot: Callable[[], object]) -> None:
        """Say what a command does, instead of whatever it did before, and switch it on."""
        action = self._actions[command]
        if action.property("bound"):
            action.triggered.disconnect()
        action.setProperty("bound", True)
        action.triggered.connect(_without_arguments(slot))
        action.triggered.connect(partial(self.triggered.emit, command))
        action.setEnabled(True)
        action.setVisible(True)

    def hold_keys(self, command: Command) -> None:
        """Let a command do nothing when its keys are pressed, until `give_keys`."""
        if SPECS[command].keys:
            self._actions[command].setShortcuts([])

    def give_keys(self, command: Command) -> None:
        """Let a command have its keys again."""
        if SPECS[command].keys:
            self._actions[command].setShortcuts([QKeySequence(key) for key in SPECS[command].keys])

    def begin_book(self) -> None:
        """Take away what the book before gave a meaning, so that nothing reaches for a book that is closed."""
        for command in BOOK_COMMANDS:
            action = self._actions[command]
            if action.property("bound"):
                action.triggered.disconnect()
                action.setProperty("bound", False)
                action.setEnabled(False)

    def unbound(self) -> list[Command]:
        """Return the commands nobody has given a meaning yet."""
        return [command for command, action in self._actions.items() if not action.property("bound")]

    def hide_unbound(self) -> None:
        """Show in the menus only what has a meaning, or gets one from a page; whatever is bound later comes back."""
        for command in self._actions:
            self._actions[command].setVisible(command in PAGE_COMMANDS or command not in self.unbound())

    def fill(self, bar: QMenuBar) -> dict[Menu, QMenu]:
        """Put every command into its menu, or into the menu in it where it has one."""
        menus: dict[Menu, QMenu] = {}
        for menu in Menu:
            menus[menu] = bar.addMenu(_(menu.value))
            menus[menu].setObjectName(f"menu_{menu.name.lower()}")
            _dress(menus[menu])
        begun: set[Submenu] = set()
        for command, spec in SPECS.items():
            submenu = SUBMENU_OF.get(command)
            if submenu in begun:
                continue
            if (submenu or spec).starts_group:
                menus[spec.menu].addSeparator()
            if submenu is None:
                menus[spec.menu].addAction(self._actions[command])
            else:
                begun.add(submenu)
                self._add(submenu, menus[spec.menu])
        return menus

    def _add(self, submenu: Submenu, menu: QMenu) -> None:
        """Put a menu with its commands into a menu."""
        inner = menu.addMenu(self._theme.icon(submenu.icon), _(submenu.text))
        inner.setObjectName(f"menu_{submenu.commands[0].name.lower()}")
        _dress(inner)
        for command in submenu.commands:
            inner.addAction(self._actions[command])

    def _make(self, command: Command, spec: Spec, theme: Theme) -> QAction:
        action = QAction(_(spec.text), self)
        action.setObjectName(f"action_{command.name.lower()}")
        if spec.icon:
            action.setIcon(theme.icon(spec.icon))
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setToolTip(tip_of(command))
        action.setStatusTip(_(spec.tip) if spec.tip else "")
        action.setCheckable(spec.checkable)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.setEnabled(False)
        return action


def _dress(menu: QMenu) -> None:
    """Let a menu tell what its lines do, and close however one is chosen."""
    menu.setToolTipsVisible(True)
    close_when_chosen(menu)


def _without_arguments(slot: Callable[[], object]) -> Callable[..., object]:
    """Return a slot that drops the `checked` Qt sends along."""

    def call(*_args: object) -> object:
        return slot()

    return call
