"""Undo and redo: what was typed into the field at hand first, then the last change of the book, by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QWidget

from desktop.commands import Command
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.actions import Actions
    from desktop.shell.bars import UndoBar
    from models.store import Store

_WORDS = {Command.UNDO: m("&Undo"), Command.REDO: m("&Redo")}


class Undoing(QObject):
    """Gives the two commands their meaning and their names."""

    def __init__(
        self, window: QWidget, commands: Actions, bar: UndoBar, find_store: Callable[[], Store | None]
    ) -> None:
        """`window` has the fields in which one types, `find_store` returns the book that is open, if any."""
        super().__init__(window)
        self._window, self._commands, self._bar, self._store = window, commands, bar, find_store
        self._stepping = False
        self._labels = {Command.UNDO: "", Command.REDO: ""}
        commands.bind(Command.UNDO, self._undo_here)
        commands.bind(Command.REDO, self._redo_here)
        self.name()

    def watch(self, menu: QMenu) -> None:
        """Name what is typed when the menu of the two commands opens over a field with a history of its own."""
        menu.aboutToShow.connect(self._show_typed)

    def undo(self) -> None:
        """Take back the last change of the book; the pages hear of it as of any other."""
        self._step(back=True)

    def redo(self) -> None:
        """Make the change again that was taken back."""
        self._step(back=False)

    def after_change(self) -> None:
        """Name what can be undone now, and offer it in the bar at the foot."""
        label = self.name()
        if label and not self._stepping:
            self._bar.tell(_("Saved: {change}").format(change=label), undo=label)

    def name(self) -> str:
        """Name in the menu what Undo and Redo would do; return the first."""
        store = self._store()
        self._labels = {
            Command.UNDO: (store.undo_label() or "") if store is not None else "",
            Command.REDO: (store.redo_label() or "") if store is not None else "",
        }
        self._show_names(typing=False)
        return self._labels[Command.UNDO]

    def _show_typed(self) -> None:
        self._show_names(typing=True)

    def _show_names(self, *, typing: bool) -> None:
        store = self._store()
        writable = store is not None and not store.read_only
        for command, label in self._labels.items():
            action = self._commands[command]
            typed = typing and self._typed(command) is not None
            shown = _("what you typed") if typed else label
            action.setText(f"{_(_WORDS[command])}: {shown.replace('&', '&&')}" if shown else _(_WORDS[command]))
            action.setEnabled(typed or (bool(label) and writable))

    def _typed(self, command: Command) -> QLineEdit | QPlainTextEdit | None:
        """Return the field with the keyboard when it has something of its own to take back or to make again."""
        field = self._window.focusWidget()
        if isinstance(field, QPlainTextEdit):
            document = field.document()
            can = document.isUndoAvailable() if command is Command.UNDO else document.isRedoAvailable()
            return field if can and not field.isReadOnly() else None
        if isinstance(field, QLineEdit):
            can = field.isUndoAvailable() if command is Command.UNDO else field.isRedoAvailable()
            return field if can else None
        return None

    def _undo_here(self) -> None:
        field = self._typed(Command.UNDO)
        if field is not None:
            field.undo()
        else:
            self.undo()

    def _redo_here(self) -> None:
        field = self._typed(Command.REDO)
        if field is not None:
            field.redo()
        else:
            self.redo()

    def _step(self, *, back: bool) -> None:
        store = self._store()
        if store is None:
            return
        self._stepping = True
        try:
            label = store.undo() if back else store.redo()
        finally:
            self._stepping = False
        words = _("Undone: {change}") if back else _("Done again: {change}")
        self._bar.tell(words.format(change=label))
