"""Text made to be taken for something else, typed into forms and saved: the book has what was typed to the letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog
from sqlalchemy import select

from desktop.dialogs.new_commitment import NewCommitmentDialog
from desktop.dialogs.new_event import NewEventDialog
from desktop.dialogs.new_organisation import NewOrganisationDialog
from desktop.dialogs.new_person import NewPersonDialog
from desktop.dialogs.quick_log import QuickLogDialog
from desktop.forms.autosave import AutosaveForm
from desktop.forms.fields import NotesField
from desktop.forms.parties import held
from desktop.pages.home import SPEC as HOME
from desktop.widgets.line_edit import LineEdit
from models.actions.organisations import OrganisationFields, create_organisation
from models.base import Base
from models.entities import Commitment, Conversation, Event, Organisation, Person
from models.vocabulary import OrganisationKind
from tests.desktop.pages.desk import open_desk
from tests.safety.nasty import NASTY, WORDS

__all__ = ["open_desk"]
pytestmark = pytest.mark.requirement("R26")

_NOT_TYPED = "\x00\u2028\ufffe"
"""What no keyboard and no clipboard brings, beside halves of pairs."""


def typed(text: str) -> str:
    """Return a text as somebody can type it, with the line ends of a field of several lines."""
    kept = (mark for mark in text if not "\ud800" <= mark <= "\udfff" and mark not in _NOT_TYPED)
    return "".join(kept).replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("text", [*NASTY, "no\u00a0break"], ids=lambda text: ascii(text)[:24])
def test_fields_give_back_what_they_were_given(qtbot, text: str) -> None:
    text = typed(text)
    notes, line = NotesField("Notes"), LineEdit("Line")
    qtbot.addWidget(notes)
    qtbot.addWidget(line)
    notes.set_text(text)
    assert notes.text() == text
    line.setText(text)
    assert line.text() == text


@pytest.mark.parametrize("text", ["two\nlines", " blanks ", "half \u2028 line"])
def test_what_is_only_looked_at_is_not_saved(qtbot, text: str) -> None:
    """A field may not show an imported text to the letter; whoever goes on to the next record has changed nothing."""
    saved: list[tuple[str, object]] = []
    form = AutosaveForm(lambda key, value: saved.append((key, value)))
    qtbot.addWidget(form)
    form.column.addWidget(form.line("name", "Name"))
    form.column.addWidget(form.notes("note", "Note"))
    form.load({"name": text, "note": text})
    assert form.unsaved() == []
    form.flush()
    assert saved == []
    for wanted in ("Elm Lane", text.strip().replace("\n", " "), "Elm Lane"):
        line = form.editor("name")
        assert isinstance(line, LineEdit)
        line.setText(wanted)
        form.flush()
    assert [value for _key, value in saved][:1] == ["Elm Lane"]
    assert saved[-1] == ("name", "Elm Lane"), "what was typed is saved, also what it was before"


def _school(dialog: Any) -> None:
    dialog.who.set_choices([held("organisation", 1, "Elm Lane")])


def _evening(dialog: Any) -> None:
    dialog.form.day.set_date(date(2026, 12, 3))
    dialog.form.starts.setText("6:30pm")
    dialog.form.kind.setText("Fair")


FORMS: dict[str, tuple[Callable[..., QDialog], type[Base], dict[str, str], Callable[[Any], None]]] = {
    "organisation": (NewOrganisationDialog, Organisation, {"name": "name", "town": "town"}, lambda _dialog: None),
    "person": (NewPersonDialog, Person, {"family": "family_name", "source": "source"}, lambda _dialog: None),
    "commitment": (NewCommitmentDialog, Commitment, {"form.text": "text"}, lambda _dialog: None),
    "event": (NewEventDialog, Event, {"form.title": "title", "form.note": "note"}, _evening),
    "conversation": (QuickLogDialog, Conversation, {"about": "subject", "said": "note"}, _school),
}
"""Each form, what it makes, which of its fields is kept where, and what else it asks for."""


@pytest.mark.parametrize("place", range(len(FORMS)), ids=list(FORMS))
def test_what_is_typed_is_what_the_book_keeps(qtbot, open_desk: Callable[..., Any], place: int) -> None:
    desk = open_desk(None, HOME, first="home")
    with desk.store.write("Add") as session:
        create_organisation(session, OrganisationFields("Elm Lane", OrganisationKind.INSTITUTION))
    make, entity, fields, fill = list(FORMS.values())[place]
    # Each text goes through one of the forms.
    for text in {typed(word).strip(): None for word in WORDS[place :: len(FORMS)]}:
        dialog = make(desk.context, parent=desk.window)
        fill(dialog)
        for path in fields:
            editor: Any = dialog
            for name in path.split("."):
                editor = getattr(editor, name)
            (editor.set_text if isinstance(editor, NotesField) else editor.setText)(text)
        dialog.saved.emit()  # type: ignore[attr-defined]
        with desk.store.read() as session:
            row = session.scalars(select(entity).order_by(entity.id.desc()).limit(1)).one()  # type: ignore[attr-defined]
            assert {column: getattr(row, column) for column in fields.values()} == dict.fromkeys(fields.values(), text)
        dialog.done(0)
        dialog.deleteLater()
    qtbot.waitUntil(lambda: not desk.context.jobs.is_busy, timeout=20_000)
