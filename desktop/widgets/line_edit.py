"""One line of text: search, filter and the base of every typed field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.icons import paint_icon
from desktop.theme import Theme
from resources.i18n import _

WINDOWS_KEYS = frozenset({Qt.Key.Key_E, Qt.Key.Key_K})
"""With Ctrl they go to the end of the line on some systems, or delete up to it; here they export and search."""

LONGEST = 1_000_000
"""Letters that a line holds: Qt would cut what is longer than 32,767, and whoever saves the form would not know."""


def is_window_key(event: QKeyEvent) -> bool:
    """Tell whether a key is the window's wherever one types: not even a command that is off leaves it to the field."""
    return event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in WINDOWS_KEYS


class LineEdit(QLineEdit):
    """A line whose own undo comes first, and the window's when the line has nothing to take back."""

    escaped = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is read to people who cannot see the field; a label with this field as buddy overrides it."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMaxLength(LONGEST)
        self._icon_theme: Theme | None = None
        self._icon = ""
        self._by_hand, self._by_program, self._at_start = False, False, False
        self.textEdited.connect(self._on_hand)
        self.textChanged.connect(self._on_change)

    def setText(self, text: str | None) -> None:
        """Show another text from its first letter on; nobody has typed it."""
        was, self._by_program = self._by_program, True
        super().setText(text)
        self._by_program = was
        self._at_start = not self.hasFocus()
        if self._at_start:
            self.setCursorPosition(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go on at the end of the text, unless the pointer says where or Tab has chosen all of it."""
        super().focusInEvent(event)
        if self._at_start and event.reason() != Qt.FocusReason.MouseFocusReason and not self.hasSelectedText():
            self.end(False)
        self._at_start = False

    def clear(self) -> None:
        """Show no text; the line's own undo brings it back."""
        was, self._by_program = self._by_program, True
        super().clear()
        self._by_program = was

    def _on_hand(self) -> None:
        self._by_hand = True

    def _on_change(self, text: str) -> None:
        """Take a text that a screen reader or a voice has put here as if it were typed, and left."""
        by_hand, self._by_hand = self._by_hand, False
        if by_hand or self._by_program:
            return
        self.textEdited.emit(text)
        self._by_hand = False
        QTimer.singleShot(0, self, self.editingFinished.emit)

    def set_icon(self, theme: Theme, icon: str) -> None:
        """Show an icon before the text, as high as the text; Qt's own would stay small."""
        self._icon_theme, self._icon = theme, icon
        self._make_room()

    def _make_room(self) -> None:
        if self._icon:
            self.setTextMargins(round(self.fontMetrics().height() * 1.5), 0, 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Make room for an icon of the new size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon over the empty place before the text."""
        super().paintEvent(event)
        if self._icon_theme is None:
            return
        side = self.fontMetrics().height()
        box = QRect(round(side * 0.65), (self.height() - side) // 2, side, side)
        painter = QPainter(self)
        paint_icon(painter, box, self._icon, self._icon_theme.colour("muted"))
        painter.end()

    def forget_typing(self) -> None:
        """Let go of the line's own undo, as when its text is saved: from now on the book's undo takes it back."""
        place = self.cursorPosition()
        self.setText(self.text())
        self.setCursorPosition(place)

    def event(self, event: QEvent) -> bool:
        """Let the window have Undo and Redo when the line has no use for them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if is_window_key(event):
                event.ignore()
                return False
            if event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
                event.ignore()
                return False
            if event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable():
                event.ignore()
                return False
            if event.key() == Qt.Key.Key_Escape and self.uses_escape():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Escape when there is something to leave."""
        if is_window_key(event):
            event.ignore()
            return
        if event.key() == Qt.Key.Key_Escape and self.uses_escape():
            self.on_escape()
            return
        super().keyPressEvent(event)

    def uses_escape(self) -> bool:
        """Tell whether Escape means something here and not to the window."""
        return False

    def on_escape(self) -> None:
        """Do what Escape means here."""
        self.escaped.emit()


class FilterBox(LineEdit):
    """Narrows a list as one types; Escape clears it."""

    filtered = Signal(str)
    """The text has changed and the event loop is free again; several keys in one go are told once."""

    def __init__(self, theme: Theme, name: str, hint: str = "", icon: str = "funnel") -> None:
        super().__init__(name)
        self.setPlaceholderText(hint or _("Filter this list"))
        self.setObjectName("filter_box")
        self.set_icon(theme, icon)
        self._last = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._tell)
        self.textChanged.connect(self._on_text_changed)

    def uses_escape(self) -> bool:
        """Clear with Escape while there is text."""
        return bool(self.text())

    def on_escape(self) -> None:
        """Clear it."""
        self.clear()
        super().on_escape()

    def _on_text_changed(self) -> None:
        self._soon.start()

    def _tell(self) -> None:
        text = self.text().strip()
        if text != self._last:
            self._last = text
            self.filtered.emit(text)
