"""The value that an editor of a form holds, whatever kind of editor it is."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.forms.chooser import RecordField
from desktop.forms.date_field import DateField
from desktop.forms.fields import Choice, NotesField
from desktop.widgets.line_edit import LineEdit


def value_of(editor: QWidget) -> object:
    """Return what an editor holds: a date, a suggestion `Choice`, a value of a list, a tick or the text."""
    if isinstance(editor, DateField):
        return editor.day()
    if isinstance(editor, RecordField):
        return editor.choice()
    if isinstance(editor, Choice):
        return editor.value()
    if isinstance(editor, NotesField):
        return editor.text()
    if isinstance(editor, QCheckBox):
        return editor.isChecked()
    if isinstance(editor, LineEdit):
        return editor.text().strip()
    raise TypeError(f"no value of a {type(editor).__name__}")


def show_value(editor: QWidget, value: object) -> None:
    """Show a value, as `value_of` returns it."""
    if isinstance(editor, DateField):
        editor.set_date(value if isinstance(value, date) else None)
    elif isinstance(editor, RecordField):
        editor.set_choice(value)  # type: ignore[arg-type]
    elif isinstance(editor, Choice):
        editor.set_value(value)
    elif isinstance(editor, NotesField):
        editor.set_text(str(value))
    elif isinstance(editor, QCheckBox):
        editor.setChecked(bool(value))
    elif isinstance(editor, LineEdit):
        editor.setText(str(value))
    else:
        raise TypeError(f"no value for a {type(editor).__name__}")
