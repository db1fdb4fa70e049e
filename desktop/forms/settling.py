"""Asking whose words stay when two people changed the same field of a form that saves itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.forms.fields import Choice, Field, NotesField
from desktop.widgets import suggestions
from reports.formatting import long_date

if TYPE_CHECKING:
    from desktop.shell.page import Page


def page_of(widget: QWidget) -> Page | None:
    """Return the page that a widget is on."""
    from desktop.shell.page import Page

    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, Page):
        parent = parent.parentWidget()
    return parent


def ask_whose(
    page: Page, field: Field, values: tuple[object, object, object], settled: Callable[[str], object]
) -> None:
    """Ask about one field: `values` are mine, theirs and what stood there before; `settled` gets the choice."""
    from desktop.dialogs.conflict import ConflictDialog, Disputed
    from desktop.dialogs.settling import who_changed

    name = field.editor.objectName()
    mine, theirs, before = (in_words(field.editor, value) for value in values)
    label = field.label.text().replace("&", "")
    row = Disputed(name, label, mine, theirs, before, is_notes=isinstance(field.editor, NotesField))
    who = who_changed(page.context, page.record_in_view())
    sheet = ConflictDialog(page.context.theme, [row], who, page.window())

    def on_settled(choices: dict[str, str]) -> None:
        settled(choices[name])

    sheet.settled.connect(on_settled)
    sheet.open()


def in_words(editor: QWidget, value: object) -> str:
    """Return a value of a field as it is shown there."""
    if value is None:
        return ""
    if isinstance(value, suggestions.Choice):
        return value.line.title
    if isinstance(value, date):
        return long_date(value)
    if isinstance(editor, Choice) and value in editor.values():
        return editor.itemText(editor.values().index(value))
    return str(value)
