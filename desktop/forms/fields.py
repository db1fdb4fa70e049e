"""A label over a field and a place for what is wrong with it under the field."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.theme import XS
from desktop.widgets.labels import PlainLabel, restyle
from desktop.widgets.line_edit import is_window_key

if TYPE_CHECKING:
    from desktop.tables.pointing import Pointing

_ENDS = re.compile("[\u2028\u2029\ufdd0\ufdd1]")
"""What a text document puts where lines and parts of it end."""


class Field(QWidget):
    """A field with its visible label, which is its buddy, a hint or what was understood, and a message.

    `check` gives a sentence when the field's value will not do, and "" when it will; it is asked on leaving the
    field and on save. `problem()` asks it and shows the answer.
    """

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        hint: str = "",
        check: Callable[[], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`label` may mark its letter with `&`."""
        super().__init__(parent)
        self.editor, self._check = editor, check
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        # In another language a label may be longer than its field is wide.
        self.label = PlainLabel(label)
        self.label.setBuddy(editor)
        words = label.replace("&", "")
        if not editor.accessibleName():
            editor.setAccessibleName(words)
        if not editor.objectName():
            editor.setObjectName(f"field_{words.lower().replace(' ', '_')}")
        self.hint = PlainLabel(hint, "small")
        if not hint:
            # Never shown by itself: it has no parent yet, and would flash up as a window and take the focus.
            self.hint.hide()
        self.message = PlainLabel("", "problem")
        self.message.hide()
        for part in (self.label, editor, self.hint, self.message):
            column.addWidget(part)
        # Spare height goes to notes, and below anything else, so that a label stays at its field.
        if isinstance(editor, QPlainTextEdit):
            column.setStretchFactor(editor, 1)
            # Below them too once they are as high as they get: the label would float away from them otherwise.
            column.addStretch(0)
        else:
            column.addStretch(1)
        editor.installEventFilter(self)
        self._touched = False

    def set_check(self, check: Callable[[], str]) -> None:
        """Say how the value is judged."""
        self._check = check

    def set_hint(self, words: str) -> None:
        """Show a word of help or what was understood."""
        self.hint.setText(words)
        self.hint.setVisible(bool(words))

    def show_problem(self, sentence: str) -> None:
        """Show a message under the field, read out with it; no sentence takes it away."""
        changed = sentence != self.message.text()
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(sentence)
        if changed:
            self.editor.setProperty("problem", bool(sentence))
            restyle(self.editor)
            if sentence:
                QAccessible.updateAccessibility(QAccessibleEvent(self.editor, QAccessible.Event.DescriptionChanged))

    def problem(self) -> str:
        """Judge the value now, show what is wrong, and return it."""
        sentence = self._check() if self._check is not None else ""
        self.show_problem(sentence)
        return sentence

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Judge when the user leaves a field that was touched."""
        if watched is self.editor:
            if event.type() == QEvent.Type.KeyPress:
                self._touched = True
            elif event.type() == QEvent.Type.FocusOut and self._touched:
                self.problem()
        return super().eventFilter(watched, event)


def first_problem(fields: list[Field]) -> Field | None:
    """Judge every field, put the focus into the first that will not do, and return it."""
    wrong = [field for field in fields if field.problem()]
    if wrong:
        wrong[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return wrong[0]
    return None


class Choice(QComboBox):
    """A short list of fixed words; each stands for a value. Give it a `Field` so that its label is read."""

    picked = Signal(object)

    def __init__(self, options: list[tuple[str, object]] | None = None, parent: QWidget | None = None) -> None:
        """`options` are pairs of words and the value they stand for."""
        super().__init__(parent)
        # Kept here and not as Qt's item data, which gives a word of a fixed list back as mere text.
        self._values: list[object] = []
        self._pointing: Pointing | None = None
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.set_options(options or [])
        self.activated.connect(self._on_activated)

    def set_options(self, options: list[tuple[str, object]]) -> None:
        """Offer other words; the value stays when it is still there."""
        kept = self.value()
        # Whoever hears of the new words may ask for the value.
        self._values = []
        self.clear()
        self._values = [value for _words, value in options]
        self.addItems([words for words, _value in options])
        self.set_value(kept)

    def values(self) -> tuple[object, ...]:
        """Return what the words stand for, in their order."""
        return tuple(self._values)

    def value(self) -> object:
        """Return the value that is chosen."""
        place = self.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def set_value(self, value: object) -> None:
        """Choose a value, or the first when it is not offered."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0 if self._values else -1)

    def showPopup(self) -> None:
        """Show the words; a screen reader may pick one of them too."""
        super().showPopup()
        if self._pointing is None:
            from desktop.tables.pointing import Pointing

            self.view().setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
            self._pointing = Pointing(self.view())
            self._pointing.pointed.connect(self._on_pointed)

    def _on_pointed(self, index: QModelIndex) -> None:
        self.hidePopup()
        self.setCurrentIndex(index.row())
        self.activated.emit(index.row())

    def keep_narrow(self, letters: int) -> None:
        """Be wide enough for so many letters only: longer words are cut here and shown whole in the list that opens."""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)

    def minimumSizeHint(self) -> QSize:
        """Be no higher than wished: Qt keeps the least height of the size of text before."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def _on_activated(self) -> None:
        self.picked.emit(self.value())


class NotesField(QPlainTextEdit):
    """Notes as plain text; Tab goes on to the next field."""

    def __init__(self, name: str, *, lines: int = 6, parent: QWidget | None = None) -> None:
        """`lines` is how many are seen without scrolling."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._lines = lines
        self._size()

    def text(self) -> str:
        """Return what was typed, spaces that do not break among it: `toPlainText` would make usual ones of them."""
        return _ENDS.sub("\n", self.document().toRawText())

    def set_text(self, text: str) -> None:
        """Show a text, never as mark-up."""
        self.setPlainText(text)

    def forget_typing(self) -> None:
        """Let go of the field's own undo, as when its text is saved: from now on the book's undo takes it back."""
        self.document().clearUndoRedoStacks()

    def event(self, event: QEvent) -> bool:
        """Let the window have Undo and Redo when the field has no use for them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if is_window_key(event):
                event.ignore()
                return False
            document = self.document()
            undo = event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the window its keys: in a dialog, where they mean nothing, they must not delete a line either."""
        if is_window_key(event):
            event.ignore()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for the lines when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size()

    def _size(self) -> None:
        # At large text fewer lines are kept so that a form still fits a small screen.
        line = self.fontMetrics().lineSpacing()
        self.setMinimumHeight(line * min(3, self._lines) + line)
        self.setMaximumHeight(line * self._lines * 3)
