"""A form of a record that is there already: each field is saved when one leaves it, and says so when it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.chooser import RecordField
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field, NotesField
from desktop.forms.spread import Spread
from desktop.forms.values import show_value, value_of
from desktop.overrides import do_and_tell
from desktop.theme import L, M
from desktop.widgets.cards import SectionHeader
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from models.errors import AppError, StaleRecord
from resources.i18n import _

Save = Callable[[str, object], None]
"""Saves the value of a field by its key; raises AppError with a sentence when it cannot be."""


class AutosaveForm(QWidget):
    """Fields by key. `load` shows values; leaving a field whose value changed calls `save`."""

    def __init__(self, save: Save, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._save = save
        self._fields: dict[str, Field] = {}
        self._known: dict[str, object] = {}
        self._shown: dict[str, object] = {}
        """What a field gave back when that was shown: not the same where it cannot show it to the letter."""
        self._settling = ""
        """The field that waits for an answer because somebody else changed it too; what is typed in it stays."""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, M, 0, L)
        self.column.setSpacing(M)

    def heading(self, words: str, note: str = "") -> None:
        """Begin a part of the form."""
        self.column.addWidget(SectionHeader(words, "h3"))
        if note:
            self.column.addWidget(PlainLabel(note, "small"))

    def row(self, *fields: tuple[Field, int]) -> None:
        """Put fields side by side, with their shares of twelve."""
        self.column.addWidget(Spread([(field, share) for field, share in fields]))

    def line(self, key: str, label: str, check: Callable[[str], str] | None = None, hint: str = "") -> Field:
        """Return a line of text."""
        editor = LineEdit(label.replace("&", ""))
        field = Field(label, editor, hint=hint)
        if check is not None:
            field.set_check(_LineCheck(editor, check))
        editor.editingFinished.connect(_Leaving(self, key).now)
        return self._take(key, field)

    def notes(self, key: str, label: str, lines: int = 4, hint: str = "") -> Field:
        """Return a field of several lines."""
        editor = NotesField(label.replace("&", ""), lines=lines)
        editor.installEventFilter(_LeavingNotes(self, key))
        return self._take(key, Field(label, editor, hint=hint))

    def choice(self, key: str, label: str, options: list[tuple[str, object]], hint: str = "") -> Field:
        """Return a short list of words."""
        editor = Choice(options)
        editor.picked.connect(_Leaving(self, key).now)
        return self._take(key, Field(label, editor, hint=hint))

    def day(self, key: str, label: str, today: Callable[[], date]) -> Field:
        """Return a typed date."""
        field, editor = date_field(label, today, past=True)
        editor.editingFinished.connect(_Leaving(self, key).now)
        return self._take(key, field)

    def record(self, key: str, label: str, editor: RecordField, hint: str = "") -> Field:
        """Return a field that holds another record; its value is a suggestion `Choice` or None."""
        field = Field(label, editor, hint=hint, check=editor.check)
        editor.changed.connect(_Leaving(self, key).now)
        return self._take(key, field)

    def field(self, key: str) -> Field:
        """Return one of the fields."""
        return self._fields[key]

    def editor(self, key: str) -> QWidget | None:
        """Return what one of the fields is typed into, or None where there is none of that name."""
        return self._fields[key].editor if key in self._fields else None

    def load(self, values: dict[str, object]) -> None:
        """Show the values of a record; what is being typed and not yet saved stays."""
        for key, field in self._fields.items():
            value = values[key]
            held = field.editor.hasFocus() or key == self._settling
            typing = held and self._is_typed(key)
            if not typing or value == self._value(key):
                if value != self._value(key) or key not in self._known:
                    show_value(field.editor, value)
                field.show_problem("")
            self._known[key] = value
            self._shown[key] = value if typing else self._value(key)

    def forget(self) -> None:
        """Begin with another record: nothing typed is kept."""
        self._known.clear()
        self._shown.clear()

    def flush(self) -> None:
        """Save what is being typed now, as when another record is chosen."""
        for key in self._fields:
            self.leave(key)

    def unsaved(self) -> list[QWidget]:
        """Return the fields whose text is typed and not saved, as while one types or when a value will not do."""
        return [
            field.editor
            for key, field in self._fields.items()
            if isinstance(field.editor, LineEdit | NotesField) and self._is_typed(key)
        ]

    def leave(self, key: str) -> None:
        """Save a field if its value changed and will do."""
        if not self._is_typed(key):
            return
        field = self._fields[key]
        if field.problem():
            return
        before, self._known[key] = self._known[key], self._value(key)
        try:
            self._save(key, self._value(key))
        except StaleRecord as trouble:
            self._known[key] = before
            self._settle(key, trouble)
        except AppError as error:
            self._known[key] = before
            field.show_problem(error.sentence)
        else:
            self._shown[key] = self._known[key]
            _let_book_undo(field.editor)

    def _settle(self, key: str, trouble: StaleRecord) -> None:
        """Save over what somebody else changed elsewhere in the record; ask when it is this very field."""
        from desktop.forms.settling import ask_whose, page_of

        page, field, before = page_of(self), self._fields[key], self._known[key]
        if page is None:
            field.show_problem(trouble.sentence)
            return
        self._settling = key
        page.refresh()
        self._settling = ""
        theirs, mine = self._known[key], self._value(key)
        if theirs == before:
            self._save_over(key)
        elif theirs != mine:
            field.show_problem(_("Not saved yet: someone else changed this too."))
            ask_whose(page, field, (mine, theirs, before), partial(self._on_settled, key, theirs))

    def _on_settled(self, key: str, theirs: object, choice: str) -> None:
        field = self._fields[key]
        if choice == "theirs":
            show_value(field.editor, theirs)
            self._known[key] = self._shown[key] = self._value(key)
            field.show_problem("")
            return
        if choice == "both" and isinstance(field.editor, NotesField):
            field.editor.set_text(f"{self._value(key)}\n\n{theirs}")
        self._save_over(key)

    def _save_over(self, key: str) -> None:
        before, self._known[key] = self._known[key], self._value(key)
        try:
            self._save(key, self._value(key))
        except AppError as error:
            self._known[key] = before
            self._fields[key].show_problem(error.sentence)
        else:
            self._shown[key] = self._known[key]
            self._fields[key].show_problem("")
            _let_book_undo(self._fields[key].editor)

    def _take(self, key: str, field: Field) -> Field:
        field.editor.setObjectName(f"field_{key}")
        self._fields[key] = field
        return field

    def _is_typed(self, key: str) -> bool:
        """Say whether a field holds something else than the record.

        What was only looked at is not typed, even if the field cannot show it to the letter: an imported name of two
        lines stays as it is in the record.
        """
        return key in self._known and self._value(key) not in (self._known[key], self._shown[key])

    def _value(self, key: str) -> object:
        return value_of(self._fields[key].editor)


def _let_book_undo(editor: QWidget) -> None:
    """Once a text is saved, Ctrl+Z means the saved change and no longer the letters."""
    if isinstance(editor, LineEdit | NotesField):
        editor.forget_typing()


class _LineCheck:
    """Judges the text of a line."""

    def __init__(self, editor: LineEdit, check: Callable[[str], str]) -> None:
        self._editor, self._check = editor, check

    def __call__(self) -> str:
        return self._check(self._editor.text().strip())


class _Leaving(QObject):
    """Tells the form which field was left."""

    def __init__(self, form: AutosaveForm, key: str) -> None:
        super().__init__(form)
        self._form, self._key = form, key

    def now(self) -> None:
        """Save it."""
        self._form.leave(self._key)


class _LeavingNotes(_Leaving):
    """Hears when notes are left, for which Qt has no signal."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save when the focus goes."""
        if event.type() == QEvent.Type.FocusOut:
            do_and_tell(self.now)
        return super().eventFilter(watched, event)


def not_empty(sentence: str) -> Callable[[str], str]:
    """Return a check that gives the sentence for an empty line."""

    def check(text: str) -> str:
        return "" if text else sentence

    return check
