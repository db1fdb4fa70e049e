"""When a change cannot be saved, a sentence says why and what is safe, and what was typed is still there."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMessageBox

from desktop.dialogs.new_person import NewPersonDialog
from desktop.dialogs.quick_log import QuickLogDialog
from desktop.errors import Errors
from desktop.forms.parties import held
from desktop.pages.people import SPEC as PEOPLE
from models.actions.people import PersonFields, create_person
from models.errors import BookGone, NoRoom
from models.queries.people import count_people
from tests.desktop.in_view import in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]


@pytest.fixture
def desk(open_desk):
    made = open_desk(None, PEOPLE, first="people")
    with made.store.write("Add") as session:
        create_person(session, PersonFields("Okafor"))
    return made


def fill_the_disk(desk):
    """Let the file not grow any more, as on a full disk."""
    connection = desk.store.engine.raw_connection()
    cursor = connection.cursor()
    cursor.execute("PRAGMA page_count")
    pages = cursor.fetchone()[0]
    connection.close()
    desk.store.engine.dispose()
    from sqlalchemy import event

    def limit(raw, _record):
        raw.execute(f"PRAGMA max_page_count={pages}")

    event.listen(desk.store.engine, "connect", limit)


@pytest.mark.requirement("R5")
def test_a_full_disk_is_named_and_the_form_keeps_its_words(desk):
    fill_the_disk(desk)
    dialog = QuickLogDialog(desk.context, parent=desk.window)
    dialog.open()
    dialog.who.set_choices([held("person", 1, "Okafor")])
    words = "They rang about the hall. " * 2000
    dialog.said.setPlainText(words)
    dialog.saved.emit()
    assert dialog.isVisible()
    assert dialog.note.text().startswith("The disk is full (")
    assert "MB left" in dialog.note.text()
    assert dialog.said.text() == words
    dialog.leave()


def test_a_book_that_is_gone_is_not_written_into_the_void(desk, tmp_path):
    from pathlib import Path

    book = Path(desk.store.location)
    away = tmp_path / "away.liaison"
    book.rename(away)
    dialog = NewPersonDialog(desk.context, desk.window)
    dialog.open()
    dialog.family.setText("Nair")
    dialog.saved.emit()
    assert dialog.isVisible()
    assert "is no longer there" in dialog.problem.text()
    assert dialog.family.text() == "Nair"
    away.rename(book)
    dialog.saved.emit()
    assert not dialog.isVisible()
    with desk.store.read() as session:
        assert count_people(session, today=TODAY) == 2


@pytest.mark.parametrize("trouble", [NoRoom("The disk is full."), BookGone("It is no longer there.")])
def test_a_trouble_nobody_took_says_what_is_safe(desk, qtbot, tmp_path, trouble):
    errors = Errors(lambda: tmp_path, desk.window)
    errors.window = desk.window
    errors.show(trouble)
    box = in_view(QMessageBox)
    assert box.text() == trouble.sentence
    assert box.informativeText() == "What you saved before is safe, and what you typed is still on screen."
    box.close()
