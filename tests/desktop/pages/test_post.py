"""Letters and labels from what is chosen in a list: who gets one, how it reads, what is written and noted."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pypdfium2
import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop.commands import BOOK_COMMANDS, SPECS, Command, Menu
from desktop.dialogs.post import writing
from desktop.dialogs.post.beginning import begin_with, open_post
from desktop.dialogs.post.dialog import ADDRESSES, LABELS, PostDialog
from desktop.dialogs.post.parts import EACH_WORD, ONE_PDF
from desktop.dialogs.post.templates import TemplatesDialog
from desktop.pages.events import SPEC as EVENTS
from desktop.pages.organisations import SPEC as ORGANISATIONS
from desktop.pages.people import SPEC as PEOPLE
from desktop.theme import Appearance
from models.queries.conversations import ConversationFilter, list_conversations
from models.queries.letter_templates import list_letter_templates
from models.queries.mailing import OFFICE
from models.queries.mailing_sets import SetKind
from models.queries.report_runs import list_runs
from models.vocabulary import Channel, Direction
from tests.desktop.accessibility import audit
from tests.desktop.pages.desk import open_desk

__all__ = ["open_desk"]


@pytest.fixture
def opened(monkeypatch):
    found: list = []
    monkeypatch.setattr(writing, "open_draft", found.append)
    monkeypatch.setattr(writing, "open_folder", found.append)
    return found


@pytest.fixture
def desk(open_desk, sample_file, qtbot):
    made = open_desk(sample_file, ORGANISATIONS, PEOPLE, EVENTS, first="organisations")
    qtbot.waitUntil(lambda: made.window.stack.current_page()._records.has_rows())
    return made


def begin(desk, qtbot) -> PostDialog:
    """Choose all organisations and open the dialog."""
    desk.window.stack.current_page()._records.choose_all()
    open_post(desk.context, desk.window)
    dialog = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, PostDialog))
    qtbot.waitUntil(lambda: bool(dialog.addressees.mailing.rows))
    return dialog


def noted(desk):
    with desk.store.read() as session:
        rows = list_conversations(session, ConversationFilter(words="Winter fair on"), limit=None).rows
    return [row for row in rows if row.subject == "Winter fair on 12 December"]


def say(dialog: PostDialog) -> None:
    dialog.letters.subject.setText("Winter fair on 12 December")
    dialog.letters.words.set_text("It begins at 11am.\n\nDo come.")


def papers_made(desk) -> list[str]:
    with desk.store.read() as session:
        return [row.report for row in list_runs(session).rows]


def test_it_is_in_the_menu_of_reports_and_works_from_anywhere() -> None:
    assert SPECS[Command.LETTERS_AND_LABELS].menu is Menu.REPORTS
    assert Command.LETTERS_AND_LABELS in BOOK_COMMANDS


def test_the_menu_of_a_chosen_line_offers_it(desk) -> None:
    action = desk.window.commands[Command.LETTERS_AND_LABELS]
    desk.window.commands.bind(Command.LETTERS_AND_LABELS, lambda: None)
    for key in ("organisations", "people"):
        desk.window.stack.show_page(key)
        menu = desk.window.stack.current_page()._records.kit.add_to_menu(QMenu())
        assert action in menu.actions()


def test_letters_to_the_chosen_are_written_and_noted_in_one_change(desk, qtbot, opened, tmp_path) -> None:
    dialog = begin(desk, qtbot)
    assert dialog.who.kind.value() is SetKind.CHOSEN
    assert "organisations" in dialog.who.kind.currentText()
    assert dialog.count.text().startswith(f"{len(dialog.addressees.mailing.rows)} letters, ")
    before = len(dialog.addressees.mailing.rows)
    dialog.addressees.list.setFocus()
    QTest.keyClick(dialog.addressees.list, Qt.Key.Key_Space)
    assert len(dialog.addressees.chosen().rows) == before - 1
    dialog.saved.emit()
    assert dialog.letters._subject.message.text(), "a subject is asked for"
    say(dialog)
    dialog._show_preview()
    assert "Dear " in dialog.preview.text()
    assert "It begins at 11am." in dialog.preview.text()
    rows, place = dialog.addressees.chosen().rows, tmp_path / "letters.docx"
    dialog.save(str(place))
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert opened == [place]
    assert papers_made(desk) == ["letters"]
    assert len(docx.Document(str(place)).sections) == len(rows)
    made = noted(desk)
    assert len(made) == len(rows)
    assert {(row.channel, row.direction) for row in made} == {(Channel.LETTER, Direction.OUT)}
    desk.store.undo()
    assert noted(desk) == []


def test_who_gets_none_stands_in_the_list_with_the_reason(desk, qtbot) -> None:
    dialog = begin(desk, qtbot)
    got = len(dialog.addressees.mailing.rows)
    told = [dialog.addressees.line(got + place).aside for place in range(len(dialog.addressees.mailing.left_out))]
    assert "Closed" in told
    assert dialog.addressees.is_ticked(got) is None, "and cannot be ticked"
    dialog.who.to.set_value(OFFICE)
    dialog.who.changed.emit()
    qtbot.waitUntil(lambda: all(not one.person for one in dialog.addressees.mailing.rows))
    dialog.who.one.setChecked(True)
    qtbot.waitUntil(lambda: len(dialog.addressees.mailing.rows) < got)
    dialog.reject()


@pytest.mark.parametrize("form", [EACH_WORD, ONE_PDF])
def test_other_forms_of_letters(desk, qtbot, opened, tmp_path, form) -> None:
    dialog = begin(desk, qtbot)
    say(dialog)
    dialog.letters.form.set_value(form)
    dialog.letters.log.setChecked(False)
    count = len(dialog.addressees.chosen().rows)
    said: list = []
    desk.context.wishes.offered.connect(lambda *words: said.append(words))
    place = tmp_path / ("folder" if form == EACH_WORD else "letters.pdf")
    dialog.save(str(place))
    qtbot.waitUntil(lambda: bool(said), timeout=60_000)
    assert f"{count} letters" in said[0][0]
    if form == EACH_WORD:
        assert len(list(place.glob("*.docx"))) == count
        before = {file: file.stat().st_mtime_ns for file in place.iterdir()}
        qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
        again = begin(desk, qtbot)
        say(again)
        again.letters.form.set_value(form)
        again.save(str(place))
        qtbot.waitUntil(lambda: again.problem.isVisible(), timeout=60_000)
        assert "Choose another folder" in again.problem.text()
        assert again.isVisible(), "what was typed is still there"
        again.reject()
        assert {file: file.stat().st_mtime_ns for file in place.iterdir()} == before
    else:
        assert len(pypdfium2.PdfDocument(place)) == count
    assert noted(desk) == []


def test_labels_and_the_list_of_addresses(desk, qtbot, opened, tmp_path) -> None:
    said: list = []
    desk.context.wishes.offered.connect(lambda *words: said.append(words))
    dialog = begin(desk, qtbot)
    before = len(dialog.addressees.mailing.rows)
    dialog.what.set_value(LABELS)
    dialog._on_what()
    qtbot.waitUntil(lambda: len(dialog.addressees.mailing.rows) < before)
    dialog.sheets.start.setText("22")
    dialog.saved.emit()
    assert "from 1 to 21" in dialog.sheets._start.message.text()
    dialog.sheets.start.setText("20")
    count = len(dialog.addressees.chosen().rows)
    dialog.save(str(tmp_path / "labels.pdf"))
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert "100 %" in said[0][0]
    assert len(pypdfium2.PdfDocument(tmp_path / "labels.pdf")) == 1 + -(-(count - 2) // 21)
    dialog = begin(desk, qtbot)
    dialog.what.set_value(ADDRESSES)
    dialog._on_what()
    qtbot.waitUntil(lambda: len(dialog.addressees.mailing.rows) < before)
    dialog.save(str(tmp_path / "list.xlsx"))
    qtbot.waitUntil(lambda: len(said) > 1, timeout=20_000)
    book = openpyxl.load_workbook(tmp_path / "list.xlsx")
    words = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "Closed" in words
    assert "Elm Lane Primary School" in words
    assert papers_made(desk) == ["addresses", "labels"]


def test_the_event_in_view_and_the_chosen_people_are_begun_with(desk, qtbot) -> None:
    desk.window.stack.show_page("people")
    qtbot.waitUntil(lambda: desk.window.stack.current_page()._records.has_rows())
    desk.window.stack.current_page()._records.choose_all()
    chosen = begin_with(desk.window)
    assert chosen is not None
    assert {kind for kind, _number in chosen.refs} == {"person"}
    desk.window.stack.open_record("event", 1)
    qtbot.waitUntil(lambda: desk.window.stack.record_in_view() == ("event", 1))
    event = begin_with(desk.window)
    assert (event.kind, event.number) == (SetKind.EVENT, 1)


def word_file(place: Path, *lines: str) -> str:
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    word.save(str(place))
    return str(place)


def with_macros(place: Path) -> str:
    data = BytesIO()
    word_file(place, "x")
    with ZipFile(place) as before, ZipFile(data, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name))
        after.writestr("word/vbaProject.bin", b"x")
    place.write_bytes(data.getvalue())
    return str(place)


def test_templates_are_added_replaced_and_removed_and_what_is_wrong_is_told(desk, qtbot, tmp_path) -> None:
    dialog = begin(desk, qtbot)
    say(dialog)
    templates = TemplatesDialog(desk.context, dialog)
    templates.changed.connect(dialog.letters.fill_templates)
    templates.open()
    templates.take(with_macros(tmp_path / "evil.docx"))
    assert "macros" in templates.problem.text()
    assert not templates.problem.isHidden()
    templates.take(word_file(tmp_path / "Invitation.docx", "{{greetng}}"))
    assert "did you mean {{greeting}}?" in templates.problem.text()
    with desk.store.read() as session:
        (row,) = list_letter_templates(session)
    assert row.name == "Invitation"
    dialog.letters.template.set_value(row.id)
    dialog._show_preview()
    assert "greetng" in dialog.preview.text()
    dialog.saved.emit()
    assert "greetng" in dialog.problem.text(), "nothing is made with a field that there is not"
    templates.put_in_place(word_file(tmp_path / "Invitation.docx", "{{greeting}}", "{{text}}"))
    assert templates.problem.isHidden()
    dialog._show_preview()
    assert dialog.preview.text().startswith("Dear ")
    templates.save(templates.chosen(), str(tmp_path / "out.docx"))
    templates.save(None, str(tmp_path / "usual.docx"))
    assert docx.Document(str(tmp_path / "out.docx")).paragraphs[0].text == "{{greeting}}"
    assert "{{address}}" in [line.text for line in docx.Document(str(tmp_path / "usual.docx")).paragraphs]
    templates._on_remove()
    with desk.store.read() as session:
        assert list_letter_templates(session) == ()
    templates.reject()
    dialog.reject()


@pytest.mark.parametrize(("look", "zoom"), [(Appearance.LIGHT, 100), (Appearance.DARK, 200)])
def test_both_dialogs_are_right_for_everybody(desk, qtbot, theme, look, zoom) -> None:
    theme.set_appearance(look)
    theme.set_zoom(zoom)
    dialog = begin(desk, qtbot)
    say(dialog)
    dialog._show_preview()
    assert audit(dialog) == []
    dialog.what.set_value(LABELS)
    dialog._on_what()
    dialog.password.wanted.setChecked(True)
    assert audit(dialog) == []
    templates = TemplatesDialog(desk.context, dialog)
    templates.show()
    assert audit(templates) == []
    templates.close()
