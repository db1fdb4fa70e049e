"""What stands in the fields of a form, by their names, whatever fields it has: for drafts, and to compare two people's.

Everything is plain data that JSON can keep. Lines that hide what is typed (passphrases) and filters are left out.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QRadioButton, QWidget

from desktop.forms.chooser import RecordField
from desktop.forms.date_field import DateField
from desktop.forms.fields import Choice, Field
from desktop.forms.parties_field import PartiesField
from desktop.forms.time_field import TimeField
from desktop.tables.columns import RecordLine
from desktop.widgets import suggestions
from desktop.widgets.line_edit import FilterBox
from resources.i18n import _

Value = str | bool | list[list[str | int]]
"""A text, a tick, or the records that are held, each as kind, number, name and detail."""
Contents = dict[str, Value]

_KINDS = (PartiesField, QLineEdit, QPlainTextEdit, QComboBox, QCheckBox, QRadioButton)
_HELD = " held"
"""Ends the name under which the record that a line holds is kept beside its words."""


def editors_of(root: QWidget) -> dict[str, QWidget]:
    """Return the fields in a form by their names, in the order in which they were made; a second of a name is #2."""
    found: dict[str, QWidget] = {}
    for widget in root.findChildren(QWidget):
        if not isinstance(widget, _KINDS) or not _is_field(widget):
            continue
        name = base = _name_of(widget)
        number = 1
        while name in found:
            number += 1
            name = f"{base}#{number}"
        found[name] = widget
    return found


def contents_of(root: QWidget) -> Contents:
    """Return what stands in every field of a form."""
    found: Contents = {}
    for name, editor in editors_of(root).items():
        found[name] = _value_of(editor)
        if isinstance(editor, RecordField):
            choice = editor.choice()
            found[name + _HELD] = [_plain(choice)] if choice is not None else []
    return found


def put_contents(root: QWidget, contents: Contents) -> Contents:
    """Put what stood in a form into its fields again; return what found no field, or none that could take it.

    What is held and chosen comes first and twice, for it decides what other fields offer and begin with; texts come
    last, so that nothing that follows from a choice writes over them.
    """
    for _again in range(2):
        for name, editor in editors_of(root).items():
            if not _is_text(editor):
                _put(editor, name, contents)
    for name, editor in editors_of(root).items():
        if _is_text(editor):
            _put(editor, name, contents)
    now = contents_of(root)
    return {name: value for name, value in contents.items() if value not in ("", [], False, now.get(name))}


def words_of(root: QWidget) -> dict[str, str]:
    """Return what was typed in words of one's own: no dates, no times, no names that were chosen from a list."""
    return {
        name: str(_value_of(editor))
        for name, editor in editors_of(root).items()
        if _is_text(editor) and not isinstance(editor, RecordField | DateField | TimeField)
    }


def typed_of(root: QWidget) -> Contents:
    """Return what was typed or named at all; a tick or a choice from a short list alone is no loss."""
    kinds = (QLineEdit, QPlainTextEdit, PartiesField)
    return {name: _value_of(editor) for name, editor in editors_of(root).items() if isinstance(editor, kinds)}


def label_of(root: QWidget, name: str) -> str:
    """Return what a field is called on screen."""
    return labels_of(root).get(name, name)


def labels_of(root: QWidget) -> dict[str, str]:
    """Return what every field is called on screen."""
    return {name: _label_of(editor) for name, editor in editors_of(root).items()}


def _label_of(editor: QWidget) -> str:
    if isinstance(editor, PartiesField):
        editor = editor.line
    if isinstance(editor, QCheckBox | QRadioButton):
        return editor.text().replace("&", "")
    parent = editor.parentWidget()
    if isinstance(parent, Field):
        return cast("QLabel", parent.label).text().replace("&", "")
    return editor.accessibleName()


def shown_value(value: Value | None) -> str:
    """Return a value as words: the names of records, yes or no for a tick."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(str(one[2]) for one in value)
    return value or ""


def spoken_lines(contents: Contents, labels: dict[str, str]) -> list[tuple[str, str]]:
    """Return what stands in fields as people read it: label and words, without ticks and empty fields."""
    return [
        (labels.get(name, name), shown_value(value))
        for name, value in contents.items()
        if not is_shadow(name) and not isinstance(value, bool) and shown_value(value)
    ]


def is_shadow(name: str) -> bool:
    """Tell whether a name is that of a held record beside the words of its own line."""
    return name.endswith(_HELD)


def with_shadow(name: str) -> tuple[str, str]:
    """Return a field's name and that of the record it may hold."""
    return name, name + _HELD


def _is_field(widget: QWidget) -> bool:
    if isinstance(widget, FilterBox):
        return False
    if isinstance(widget, QLineEdit):
        # The line inside a combo box that can be typed into is a part of it.
        inside = isinstance(widget.parentWidget(), QComboBox)
        return not inside and widget.echoMode() == QLineEdit.EchoMode.Normal and not widget.isReadOnly()
    return not (isinstance(widget, QPlainTextEdit) and widget.isReadOnly())


def _name_of(widget: QWidget) -> str:
    if isinstance(widget, PartiesField):
        return f"{_name_of(widget.line)} parties"
    name = widget.objectName() or widget.accessibleName()
    if name or not isinstance(widget, QCheckBox | QRadioButton):
        return name or type(widget).__name__
    return widget.text().replace("&", "")


def _is_text(editor: QWidget) -> bool:
    return isinstance(editor, QLineEdit | QPlainTextEdit)


def _value_of(editor: QWidget) -> Value:
    if isinstance(editor, PartiesField):
        return [_plain(choice) for choice in editor.choices()]
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, QComboBox):
        return editor.currentText()
    if isinstance(editor, QCheckBox | QRadioButton):
        return editor.isChecked()
    return cast("QLineEdit", editor).text()


def _put(editor: QWidget, name: str, contents: Contents) -> None:
    value = contents.get(name)
    if value is None or (value == _value_of(editor) and not isinstance(editor, RecordField)):
        return
    if isinstance(editor, PartiesField) and isinstance(value, list):
        editor.set_choices([_choice(one) for one in value])
    elif isinstance(editor, RecordField):
        _put_record(editor, str(value), contents.get(name + _HELD))
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(str(value))
    elif isinstance(editor, QComboBox):
        _choose(editor, str(value))
    elif isinstance(editor, QCheckBox | QRadioButton):
        editor.setChecked(bool(value))
    elif isinstance(editor, QLineEdit):
        editor.setText(str(value))


def _put_record(editor: RecordField, words: str, held: Value | None) -> None:
    choice = _choice(held[0]) if isinstance(held, list) and held else None
    if choice != editor.choice():
        editor.set_choice(choice)
    if editor.text() != words:
        editor.setText(words)


def _choose(editor: QComboBox, words: str) -> None:
    place = editor.findText(words)
    if place >= 0:
        editor.setCurrentIndex(place)
        if isinstance(editor, Choice):
            # As if it had been picked by hand, so that what depends on it follows.
            editor.picked.emit(editor.value())


def _plain(choice: suggestions.Choice) -> list[str | int]:
    return [choice.kind, choice.id, choice.line.title, choice.line.detail]


def _choice(plain: list[str | int]) -> suggestions.Choice:
    kind, number, title, detail = plain
    return suggestions.Choice(str(kind), int(number), RecordLine(str(title), str(detail)))
