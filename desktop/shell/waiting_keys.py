"""Keys that are pressed before a book is wholly open wait for it, and are then pressed in their order.

Home is seen while the book is still being opened. Until its commands have a meaning and its fields are there nothing
could take what is typed: Ctrl+L and the name of a caller would be lost, the one key to a command that is off, the other
to a list that is only painted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop.commands import Command

if TYPE_CHECKING:
    from desktop.main_window import MainWindow

MOST_KEYS = 500
"""More is no typing: something lies on the keyboard."""
_MODIFIERS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr})


class _Stroke(NamedTuple):
    key: int
    modifiers: Qt.KeyboardModifier
    text: str

    @property
    def keys(self) -> QKeySequence:
        """Return it as commands know it."""
        return QKeySequence(QKeyCombination(self.modifiers, Qt.Key(self.key)))


class WaitingKeys(QObject):
    """Keeps what is pressed in the window from when it is shown until `deliver` or `let_go`."""

    def __init__(self, window: MainWindow) -> None:
        """Begin with a window that is shown; leaving the program does not wait."""
        super().__init__(window)
        self._window = window
        self._strokes: list[_Stroke] = []
        self._handle: QWindow | None = window.windowHandle()
        self._held = [command for command in Command if command is not Command.QUIT]
        for command in self._held:
            window.commands.hold_keys(command)
        if self._handle is not None:
            self._handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a key; that it is let go of means nothing on its own."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() not in _MODIFIERS and len(self._strokes) < MOST_KEYS:
                self._strokes.append(_Stroke(event.key(), event.modifiers(), event.text()))
            return True
        return event.type() == QEvent.Type.KeyRelease

    def deliver(self) -> None:
        """Press the keys now, each when the one before has had its effect; those pressed meanwhile come after them."""
        self._give_back()
        QTimer.singleShot(0, self, self._next)

    def let_go(self) -> None:
        """Keep no more keys and forget those that were kept: there is no book that they could have meant."""
        self._give_back()
        self._strokes.clear()
        self._end()

    def _give_back(self) -> None:
        held, self._held = self._held, []
        for command in held:
            self._window.commands.give_keys(command)

    def _next(self) -> None:
        if not self._strokes:
            self._end()
            return
        self._press(self._strokes.pop(0))
        QTimer.singleShot(0, self, self._next)

    def _end(self) -> None:
        if self._handle is not None:
            self._handle.removeEventFilter(self)
            self._handle = None
            self.deleteLater()

    def _press(self, stroke: _Stroke) -> None:
        """Do what a key does: a command of what stands in front, a letter of a menu or button, or a key of a field."""
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if popup is None and (_shortcut(modal, stroke) if modal is not None else self._command(stroke)):
            return
        front = modal or self._window
        target = popup or front.focusWidget() or front
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, stroke.key, stroke.modifiers, stroke.text))

    def _command(self, stroke: _Stroke) -> bool:
        """Do the command of the window, or open the menu or press the button, that has these keys."""
        for command in Command:
            action = self._window.commands[command]
            if action.isEnabled() and stroke.keys in action.shortcuts():
                action.trigger()
                return True
        bar = self._window.menuBar()
        for action in bar.actions():
            if QKeySequence.mnemonic(action.text()) == stroke.keys:
                bar.setActiveAction(action)
                return True
        return _button(self._window, stroke)


def _shortcut(dialog: QWidget, stroke: _Stroke) -> bool:
    for shortcut in dialog.findChildren(QShortcut):
        if shortcut.isEnabled() and stroke.keys in (shortcut.key(), *shortcut.keys()):
            shortcut.activated.emit()
            return True
    return _button(dialog, stroke)


def _button(front: QWidget, stroke: _Stroke) -> bool:
    for one in front.findChildren(QAbstractButton):
        if one.isVisible() and one.isEnabled() and not one.shortcut().isEmpty() and one.shortcut() == stroke.keys:
            one.setFocus(Qt.FocusReason.ShortcutFocusReason)
            one.click()
            return True
    return False
