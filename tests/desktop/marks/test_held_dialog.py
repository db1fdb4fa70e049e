"""Everything held about a person, as whoever answers the request meets it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop.commands import Command
from desktop.dialogs.held.dialog import HeldDialog
from desktop.dialogs.held.ticking import OTHERS, PERHAPS
from desktop.pages.people import SPEC
from desktop.shell.attending import Attending
from desktop.theme import Appearance
from desktop.widgets.pdf_pages import PdfPages
from models.actions.notes import NoteFields, add_note
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.people import PersonFields, create_person
from models.actions.subject_requests import SubjectRequestFields, create_request
from models.queries.people import list_people
from models.queries.subject_requests import list_requests
from models.vocabulary import OrganisationKind, RequestState, SubjectRight
from tests.desktop.accessibility import audit
from tests.desktop.in_view import in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]


@pytest.fixture
def desk(open_desk):
    made = open_desk(None, SPEC, first="people")
    with made.store.write("Begin") as session:
        nair = create_person(session, PersonFields("Nair", "Priya", note="Prefers the phone"))
        create_person(session, PersonFields("Lee", "Ann"))
        school = create_organisation(session, OrganisationFields("Hill School", OrganisationKind.INSTITUTION))
        for text in ("Priya Nair asked about the hall", "Priya Nair and Ann Lee fell out", "Ms Nair was late"):
            add_note(session, NoteFields("organisation", school, TODAY, text))
    made.attending = Attending(made.context, made.window)
    made.window.stack.current_page().show_record("person", nair)
    yield made
    made.attending.let_go()


def opened(desk):
    desk.window.commands[Command.HELD].trigger()
    return in_view(HeldDialog)


def find(dialog, qtbot):
    dialog.look.click()
    qtbot.waitUntil(lambda: dialog.found.held is not None)


def ticked(dialog):
    return {row.name for row in dialog.found.ticked_rows()}


def test_it_is_about_whoever_is_in_view_and_counts_the_days(desk) -> None:
    dialog = opened(desk)
    assert dialog.request.line.text() == "Priya Nair"
    assert dialog.request.due.text() == "The answer is due by 22 December 2026, 30 days from now."
    dialog.request.asked.setText("2 Nov")
    assert "2 December 2026" in dialog.request.due.text()
    dialog.request.wanted.setText("3 Nov")
    dialog.request.shown.setText("5 Nov")
    assert "7 December 2026" in dialog.request.due.text(), "three days do not run, and the 5th is a Saturday"
    dialog.request.shown.setText("1 Nov")
    assert "in their order" in dialog.request.due.text()
    dialog.request.wanted.setText("")
    dialog.request.complex.setChecked(True)
    assert "2 February 2027" in dialog.request.due.text()
    dialog.reject()


def test_rows_are_found_ticked_looked_through_and_saved(desk, qtbot, tmp_path) -> None:
    dialog = opened(desk)
    find(dialog, qtbot)
    assert ticked(dialog) == {"Priya Nair", "Priya Nair asked about the hall"}, "others and guesses wait for a look"
    assert dialog.note.text() == "2 of 4 records ticked"
    dialog.found.narrow.set_on(frozenset({OTHERS}))
    assert [row.others for row in dialog.found.shown_rows()] == [("Ann Lee",)]
    assert "Also names Ann Lee." in dialog.found.says.text()
    QTest.keyClick(dialog.found.list, Qt.Key.Key_Space)
    assert "Priya Nair and Ann Lee fell out" in ticked(dialog)
    QTest.keyClick(dialog.found.list, Qt.Key.Key_Space)
    dialog.found.narrow.set_on(frozenset({PERHAPS}))
    dialog.found.all.click()
    assert ticked(dialog) == {"Priya Nair", "Priya Nair asked about the hall", "Ms Nair was late"}
    dialog.saved.emit()
    assert dialog.request.fields[3].message.text(), "without the day the identity was confirmed nothing is saved"
    dialog.request.shown.set_date(date(2026, 11, 22))
    target = tmp_path / "answer.pdf"
    dialog.write(str(target))
    qtbot.waitUntil(lambda: target.with_suffix(".xlsx").exists() and not dialog.context.jobs.is_busy)
    pages = PdfPages(target.read_bytes())
    text = " ".join(" ".join(pages.text(number).split()) for number in range(len(pages)))
    pages.close()
    assert "What we hold about Priya Nair" in text
    assert "Ms Nair was late" in text
    assert "fell out" not in text
    book = load_workbook(target.with_suffix(".xlsx"))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    assert any("asked about the hall" in cell for cell in cells)
    assert not any("fell out" in cell for cell in cells)
    with desk.store.read() as session:
        (request,) = list_requests(session, TODAY)
    assert (request.who, request.received_on, request.identity_checked_on) == ("Priya Nair", TODAY, TODAY)
    assert request.state is RequestState.OPEN, "saved is not yet sent"
    dialog.write(str(tmp_path / "again.pdf"))
    qtbot.waitUntil(lambda: (tmp_path / "again.xlsx").exists() and not dialog.context.jobs.is_busy)
    with desk.store.read() as session:
        assert len(list_requests(session, TODAY)) == 1, "the same request is noted once"
    dialog.reject()


def test_the_days_of_a_request_that_is_noted_are_taken_over(desk) -> None:
    with desk.store.write("Note") as session:
        number = next(row.id for row in list_people(session, today=TODAY).rows if row.name == "Priya Nair")
        fields = SubjectRequestFields(date(2026, 11, 2), asked="All", person_id=number)
        asked_back = {"clarification_asked_on": date(2026, 11, 3), "clarification_received_on": date(2026, 11, 5)}
        create_request(session, replace(fields, **asked_back))
        create_request(session, replace(fields, subject_right=SubjectRight.ERASURE, received_on=date(2026, 10, 1)))
    dialog = opened(desk)
    assert dialog.request.asked.day() == date(2026, 11, 2)
    assert "7 December 2026" in dialog.request.due.text(), "three days did not run"
    assert not dialog.request.note.isVisible()
    dialog.reject()


def test_without_anybody_in_view_one_is_chosen(desk, qtbot) -> None:
    dialog = HeldDialog(desk.context, None, desk.window)
    dialog.open()
    dialog.look.click()
    assert dialog.found.held is None
    assert dialog.request.who.message.text() == "Choose who asks"
    desk.keys(dialog.request.line, "Lee")
    desk.press(dialog.request.line, Qt.Key.Key_Return)
    find(dialog, qtbot)
    assert "Ann Lee" in ticked(dialog)
    dialog.reject()


@pytest.mark.parametrize(("look", "size"), [(Appearance.LIGHT, 100), (Appearance.DARK, 200)])
def test_everyone_can_answer(desk, qtbot, look, size) -> None:
    desk.context.theme.set_appearance(look)
    desk.context.theme.set_zoom(size)
    dialog = opened(desk)
    assert audit(dialog) == []
    find(dialog, qtbot)
    assert audit(dialog) == []
    dialog.password.wanted.setChecked(True)
    assert audit(dialog) == []
    dialog.reject()


def test_an_answer_with_a_password_has_no_file_that_anybody_can_read(desk, qtbot, tmp_path) -> None:
    dialog = opened(desk)
    find(dialog, qtbot)
    dialog.request.shown.set_date(date(2026, 11, 22))
    dialog.password.wanted.click()
    dialog.saved.emit()
    assert dialog.password.passphrase.fields[0].message.text(), "without a password none is saved"
    for line in (dialog.password.passphrase.first, dialog.password.passphrase.second):
        line.setText("five green bottles hang")
    dialog.write(str(tmp_path / "answer.pdf"))
    qtbot.waitUntil(lambda: (tmp_path / "answer.xlsx").exists() and not dialog.context.jobs.is_busy)
    assert sorted(path.name for path in tmp_path.glob("answer*")) == ["answer.pdf", "answer.xlsx"]
    with pikepdf.open(tmp_path / "answer.pdf", password="five green bottles hang") as pdf:
        assert pdf.encryption.bits == 256
    dialog.reject()


def test_the_whole_answer_by_the_keys(desk, qtbot) -> None:
    """Job 8: a name, the command, find, the day of the proof, save; free text aside nine keys and a name."""
    search = desk.window.top_bar.search
    desk.keys(search, "nair")
    qtbot.waitUntil(lambda: bool(search.choices()))
    desk.press(search, Qt.Key.Key_Return)
    desk.keys(search, "everything we")
    qtbot.waitUntil(lambda: bool(search.choices()))
    desk.press(search, Qt.Key.Key_Return)
    dialog = in_view(HeldDialog)
    assert dialog.request.line.text() == "Priya Nair"
    assert dialog.look.hasFocus(), "the search begins with one key"
    desk.press(dialog.look, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.found.held is not None)
    desk.press(dialog, Qt.Key.Key_I, Qt.KeyboardModifier.AltModifier)
    assert dialog.request.shown.hasFocus()
    desk.keys(dialog.request.shown, "today")
    desk.press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    saving = dialog.findChild(QFileDialog, "save_held_dialog")
    assert saving is not None
    assert saving.isVisible()
    saving.reject()
    dialog.reject()
