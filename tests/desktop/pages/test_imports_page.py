"""The import centre: a file is recognised, looked at row by row, decided, brought in, and taken back again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.commands import Command
from desktop.dialogs.write_file import WriteFileDialog
from desktop.pages.imports import SPEC as IMPORTS
from desktop.pages.imports.page import EARLIER, FILE, READING, ImportsPage
from desktop.pages.imports.taking_back import TakeBackDialog
from desktop.shell.dropping import Dropping
from desktop.shell.wishes import FilesWish
from desktop.theme import Appearance
from models.actions.people import PersonFields, create_person
from models.exchange.workbook import open_workbook
from models.imports.preview import Choice, Fate
from models.queries.conversations import ConversationFilter, list_conversations
from models.queries.people import list_people
from tests.desktop.accessibility import audit
from tests.desktop.in_view import in_view, wait_for
from tests.desktop.pages.desk import TODAY, open_desk
from tests.desktop.pages.import_centre import batches, bring, desk, go, names, page_of, people, settle
from tests.models.imports.incoming_files import card, email, vcards

__all__ = ["desk", "open_desk"]

LOOKS = [(Appearance.LIGHT, 100), (Appearance.DARK, 100), (Appearance.LIGHT, 200), (Appearance.DARK, 200)]


def test_an_empty_centre_says_what_can_come_in_and_asks_for_files(desk, tmp_path, qtbot):
    page = page_of(desk)
    assert page.files.currentIndex() == 0
    assert not page.tabs.isTabEnabled(READING)
    path = vcards(tmp_path, card("Cy", "Dee"))
    page.files.choose.click()
    dialog = in_view(QFileDialog)
    assert dialog.fileMode() == QFileDialog.FileMode.ExistingFiles
    assert "*.vcf" in dialog.nameFilters()[0]
    dialog.filesSelected.emit([str(path)])
    dialog.reject()
    settle(qtbot, page)
    assert names(page) == ["Cy Dee"]


def test_a_file_is_told_in_words_and_brought_in_as_one_step(desk, tmp_path, qtbot):
    path = vcards(
        tmp_path, card("Bea", "Lin", "ORG:Oak Lane Club", "TITLE:Secretary"), card("Cy", "Dee", "EMAIL:c@x.example")
    )
    page = bring(desk, qtbot, path)
    assert page.files.view.seen.name.accessibleName() == "people.vcf"
    assert "UTF-8" in page.files.view.seen.seen.accessibleName()
    assert page.files.view.seen.foot.go.text() == "Bring in 2 people and 1 organisation"
    assert people(desk) == 3
    go(desk, qtbot, page)
    assert people(desk) == 5
    assert page.tabs.currentIndex() == EARLIER
    assert page.files.currentIndex() == 0
    (batch,) = batches(desk)
    assert page.earlier.panel.batch == batch
    assert (batch.added, batch.file_name) == (3, "people.vcf")
    desk.window.undo()
    QApplication.processEvents()
    assert people(desk) == 3
    assert page.earlier.panel.batch.is_taken_back
    assert not page.earlier.panel.back.isVisibleTo(page.earlier.panel)


def test_the_same_file_again_has_nothing_to_bring_in(desk, tmp_path, qtbot):
    path = vcards(tmp_path, card("Bea", "Lin"))
    go(desk, qtbot, bring(desk, qtbot, path))
    page = bring(desk, qtbot, path)
    assert page.files.view.seen.foot.go.text() == "Nothing to bring in"
    assert not page.files.view.seen.foot.go.isEnabled()
    assert page.files.view.seen.foot.words.text() == "All that the file says is in your book already."


def test_a_row_leads_to_the_record_it_became(desk, tmp_path, qtbot):
    page = bring(desk, qtbot, vcards(tmp_path, card("Bea", "Lin")))
    go(desk, qtbot, page)
    table = page.earlier.panel.table
    table.setCurrentIndex(page.earlier.panel.model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert desk.window.stack.current_page().objectName() == "page_people"
    desk.window.stack.go_back()
    assert page_of(desk).tabs.currentIndex() == EARLIER


# --- doubtful rows ------------------------------------------------------------------------------------------------


def doubtful(desk, tmp_path, qtbot) -> ImportsPage:
    cards = [card("Ann", "Leeming", "TEL:07700 900111"), card("Piotr", "Zielinski", "TEL:07700 900222")]
    cards += [card("Maya", "Obi", "TEL:07700 900333"), card("Cy", "Dee")]
    return bring(desk, qtbot, vcards(tmp_path, *cards))


def test_doubtful_rows_come_first_and_are_never_taken_by_themselves(desk, tmp_path, qtbot):
    page = doubtful(desk, tmp_path, qtbot)
    assert names(page) == ["Ann Leeming", "Piotr Zielinski", "Maya Obi"]
    assert page.files.view.seen.foot.go.text() == "Bring in 1 person"
    assert page.files.view.seen.foot.words.text().startswith("3 doubtful rows stay out until you decide.")
    question = page.files.view.seen.rows.panel.question
    assert question.isVisible()
    assert [option.text() for option in question.options.values()] == [
        "1: Ann Leeming", "N: Somebody new", "L: Leave it out",
    ]  # fmt: skip
    go(desk, qtbot, page)
    assert people(desk) == 4
    assert batches(desk)[0].doubtful == 3


def test_questions_are_answered_by_keys_one_after_the_other(desk, tmp_path, qtbot):
    page = doubtful(desk, tmp_path, qtbot)
    table = page.files.view.seen.rows.table
    table.setFocus()
    for key, name in (("1", "Piotr Zielinski"), ("n", "Maya Obi")):
        QTest.keyClicks(table, key)
        assert page.files.view.seen.rows.panel.row.line.name == name
    QTest.keyClicks(table, "l")
    assert not page.files.view.seen.foot.go.isEnabled()
    settle(qtbot, page)
    assert [line.fate for line in page.files.view.file.preview.lines] == [
        Fate.CHANGED, Fate.NEW, Fate.REFUSED, Fate.NEW,
    ]  # fmt: skip
    assert page.files.view.seen.foot.go.text() == "Bring in 2 people, change 1 person"
    go(desk, qtbot, page)
    assert people(desk) == 5


def test_the_keyboard_stays_in_the_row_where_only_one_pane_fits(desk, tmp_path, qtbot, theme):
    theme.set_zoom(200)
    desk.window.resize(1366, 728)
    page = doubtful(desk, tmp_path, qtbot)
    panes = page.files.view.seen.rows.panes
    assert panes.is_single
    QTest.keyClick(page.files.view.seen.rows.table, Qt.Key.Key_Return)
    assert desk.window.focusWidget() is panes.back
    QTest.keyClicks(panes.back, "n")
    settle(qtbot, page)
    assert page.files.view.file.preview.count(Fate.NEW) == 2


def test_a_letter_typed_into_the_filter_decides_nothing(desk, tmp_path, qtbot):
    page = doubtful(desk, tmp_path, qtbot)
    box = page.files.view.seen.rows.box
    box.setFocus()
    QTest.keyClicks(box, "nl1")
    assert box.text() == "nl1"
    assert not page.files.view.file.waiting


def test_a_decision_can_be_changed_and_taken_back(desk, tmp_path, qtbot):
    page = doubtful(desk, tmp_path, qtbot)
    question = page.files.view.seen.rows.panel.question
    question.options[Choice.NEW].click()
    settle(qtbot, page)
    panel = page.files.view.seen.rows.panel
    assert (panel.row.line.name, panel.row.line.fate) == ("Ann Leeming", Fate.NEW)
    assert question.isVisible()
    assert question.options[Choice.NEW].isChecked()
    question.options[Choice.LEAVE_OUT].click()
    settle(qtbot, page)
    assert panel.row.line.fate is Fate.REFUSED
    question.back.click()
    settle(qtbot, page)
    assert panel.row.line.fate is Fate.DOUBTFUL
    assert not any(option.isChecked() for option in question.options.values())


def test_the_same_is_decided_for_all_of_which_the_same_is_asked(desk, tmp_path, qtbot):
    page = doubtful(desk, tmp_path, qtbot)
    question = page.files.view.seen.rows.panel.question
    assert not question.alike.isVisible()
    next(option for key, option in question.options.items() if key not in list(Choice)).click()
    assert question.alike.text().replace("&", "") == "The same for 2 more like this"
    question.alike.click()
    settle(qtbot, page)
    assert page.files.view.file.preview.count(Fate.CHANGED) == 3
    assert page.files.view.seen.foot.go.text() == "Bring in 1 person, change 3 people"


# --- what is not as expected --------------------------------------------------------------------------------------


def test_the_book_changed_meanwhile_so_the_file_is_looked_at_again(desk, tmp_path, qtbot):
    page = bring(desk, qtbot, vcards(tmp_path, card("Cy", "Dee"), card("Bea", "Lin")))
    with desk.store.write("Add") as session:
        create_person(session, PersonFields(given_name="Cy", family_name="Dee"))
    page.files.view.seen.foot.go.click()
    settle(qtbot, page)
    assert batches(desk) == ()
    assert page.files.view.seen.notice.isVisible()
    assert "looked at once more" in page.files.view.file.notice
    assert page.files.view.file.preview.count(Fate.DOUBTFUL) == 1
    go(desk, qtbot, page)
    assert people(desk) == 5


def test_a_file_that_cannot_be_read_says_why_and_may_be_read_as_another_kind(desk, tmp_path, qtbot):
    path = tmp_path / "minutes.docx"
    path.write_bytes(b"The minutes")
    page = bring(desk, qtbot, path)
    assert (
        page.files.view.told.words.text()
        == "“minutes.docx” is no file that is known here. Say what it is, if you know."
    )
    page.files.view.told.kind.set_value("vcard")
    page.files.view.told.read.click()
    settle(qtbot, page)
    assert page.files.view.file.key == "vcard"
    assert page.files.view.file.trouble
    page.files.view.told.leave.click()
    assert page.intake.files == []
    assert page.files.currentIndex() == 0


def test_files_that_cannot_be_read_leave_together(desk, tmp_path, qtbot):
    wrong = [tmp_path / f"picture{number}.ics" for number in range(3)]
    for path in wrong:
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    good = vcards(tmp_path, card("Cy", "Dee"))
    page = bring(desk, qtbot, *wrong, good)
    told = page.files.view.told
    assert told.title.text() == "This file cannot be read"
    assert not told.questions.isVisible(), "no answer helps"
    assert told.leave_all.isVisible()
    assert told.leave_all.text().replace("&", "") == "Leave out all 3 that cannot be read"
    assert audit(desk.window) == []
    told.leave_all.click()
    assert [file.path for file in page.intake.files] == [good]
    assert page.files.view.file.preview.count(Fate.NEW) == 1


def test_several_files_wait_for_each_other(desk, tmp_path, qtbot):
    first = vcards(tmp_path, card("Cy", "Dee"), name="one.vcf")
    second = vcards(tmp_path, card("Bea", "Lin"), name="two.vcf")
    page = bring(desk, qtbot, first, second)
    assert page.files.queue.isVisible()
    assert names(page) == ["Cy Dee"]
    page.files.queue.set_value(page.intake.files[1])
    page.files.queue.picked.emit(page.intake.files[1])
    assert names(page) == ["Bea Lin"]
    go(desk, qtbot, page)
    assert desk.window.undo_bar.act.text() == "Go to the next"
    desk.window.undo_bar.act.click()
    assert page.tabs.currentIndex() == FILE
    assert names(page) == ["Cy Dee"]
    assert not page.files.queue.isVisible()


def test_work_that_is_stopped_leaves_no_trace(desk, tmp_path, qtbot):
    path = vcards(tmp_path, *(card(f"Given{n}", f"Family{n}") for n in range(1500)))
    desk.window.stack.show_page("imports", FilesWish((path,)))
    page = page_of(desk)
    page.intake.stop(page.files.view.file)
    settle(qtbot, page)
    assert page.files.view.told.words.text() == "Stopped. Nothing was written."
    page.files.view.told.kind.set_value("vcard")
    page.files.view.told.read.click()
    settle(qtbot, page)
    assert page.files.view.file.preview.count(Fate.NEW) == 1500
    page.files.view.seen.foot.go.click()
    page.intake.stop(page.files.view.file)
    settle(qtbot, page)
    assert people(desk) == 3
    assert batches(desk) == ()
    assert page.files.view.file.notice == "Stopped. Nothing was written."


def test_a_book_that_is_only_read_takes_nothing_in(open_desk, sample_file, tmp_path):
    desk = open_desk(sample_file, IMPORTS, first="imports", read_only=True)
    said: list[str] = []
    desk.context.wishes.said.connect(said.append)
    page_of(desk).files.bring([vcards(tmp_path, card("Cy", "Dee"))])
    assert page_of(desk).intake.files == []
    assert "open for reading only" in said[0]
    assert not desk.window.commands[Command.IMPORT].isEnabled()
    assert desk.window.commands[Command.IMPORTS].isEnabled()


# --- taking back --------------------------------------------------------------------------------------------------


def test_an_import_is_taken_back_without_what_was_edited_since(desk, tmp_path, qtbot):
    page = bring(desk, qtbot, vcards(tmp_path, card("Cy", "Dee"), card("Bea", "Lin"), card("Ed", "Fox")))
    go(desk, qtbot, page)
    from models.actions.people import edit_person

    panel = page.earlier.panel
    numbers = {panel.model.row_at(n).name: panel.model.row_at(n).record_id for n in range(panel.model.rowCount())}
    with desk.store.write("Edit") as session:
        edit_person(session, numbers["Bea Lin"], PersonFields(given_name="Beatrice", family_name="Lin"))
    panel.back.click()
    dialog = wait_for(qtbot, TakeBackDialog)
    qtbot.waitUntil(lambda: dialog._job is None, timeout=20_000)
    assert dialog.summary.text() == "2 records go. 1 stays, because it was edited or used since."
    assert audit(dialog) == []
    assert people(desk) == 6
    dialog.go.click()
    qtbot.waitUntil(lambda: people(desk) == 4, timeout=20_000)
    qtbot.waitUntil(lambda: panel.buckets.isVisible(), timeout=5_000)
    assert [(row.name, row.bucket) for row in panel.buckets.rows] == [
        ("Beatrice Lin", "kept"), ("Cy Dee", "taken"), ("Ed Fox", "taken"),
    ]  # fmt: skip
    assert audit(desk.window) == []
    desk.window.undo()
    QApplication.processEvents()
    assert people(desk) == 6
    assert not panel.buckets.isVisible()
    assert panel.back.isVisible()


def test_rejected_rows_are_saved_as_a_sheet_before_and_after(desk, tmp_path, qtbot):
    path = tmp_path / "contacts.csv"
    path.write_text("GID,URN,Role,Forename 1,Surname\n1,999999,Chair of governors,Ann,Lee\n")
    page = bring(desk, qtbot, path)
    assert page.files.view.file.key == "governance"
    assert page.files.view.seen.foot.save.isVisible()
    page.files.view.seen.foot.save.click()
    in_view(WriteFileDialog).saved.emit()
    dialog = in_view(QFileDialog)
    target = tmp_path / "mend.csv"
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    qtbot.waitUntil(target.exists, timeout=20_000)
    text = target.read_text("utf-8-sig")
    assert "Surname" in text
    assert "999999" in text


def test_rejected_rows_are_saved_with_a_password(desk, tmp_path, qtbot):
    path = tmp_path / "contacts.csv"
    path.write_text("GID,URN,Role,Forename 1,Surname\n1,999999,Chair of governors,Ann,Lee\n")
    page = bring(desk, qtbot, path)
    page.files.view.seen.foot.save.click()
    asked = in_view(WriteFileDialog)
    asked.password.wanted.setChecked(True)
    asked.password.passphrase.first.setText("four quite plain words")
    asked.password.passphrase.second.setText("four quite plain words")
    assert audit(asked) == []
    asked.saved.emit()
    dialog = in_view(QFileDialog)
    assert dialog.nameFilters() == ["Excel workbook (*.xlsx)"]
    target = tmp_path / "mend.xlsx"
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    qtbot.waitUntil(target.exists, timeout=20_000)
    with open_workbook(target, password="four quite plain words") as book:
        assert "999999" in [str(cell) for row in book.read(1).rows for cell in row.cells.values()]


# --- in the window ------------------------------------------------------------------------------------------------


def test_files_dropped_anywhere_on_the_window_come_in(desk, tmp_path, qtbot):
    desk.window.stack.show_page("people")
    Dropping(desk.window)
    path, folder = vcards(tmp_path, card("Cy", "Dee")), tmp_path / "folder"
    folder.mkdir()

    def dropped(*places: Path, event=QDropEvent):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(place)) for place in places])
        place = QPoint(5, 5) if event is QDragEnterEvent else QPointF(5, 5)
        made = event(place, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        made.ignore()
        QApplication.sendEvent(desk.window, made)
        return made.isAccepted()

    assert not dropped(folder, event=QDragEnterEvent)
    assert dropped(path, event=QDragEnterEvent)
    assert dropped(path)
    page = page_of(desk)
    settle(qtbot, page)
    assert names(page) == ["Cy Dee"]


def test_what_was_begun_is_there_when_one_comes_back(desk, tmp_path, qtbot):
    page = doubtful(desk, tmp_path, qtbot)
    QTest.keyClicks(page.files.view.seen.rows.table, "n")
    settle(qtbot, page)
    desk.window.stack.show_page("people")
    desk.window.commands[Command.IMPORT].trigger()
    assert page_of(desk) is page
    assert page.files.view.file.preview.count(Fate.DOUBTFUL) == 2
    desk.window.commands[Command.IMPORTS].trigger()
    assert page.tabs.currentIndex() == EARLIER


@pytest.mark.parametrize(("look", "zoom"), LOOKS)
def test_everybody_can_use_it(desk, qtbot, theme, tmp_path, look, zoom):
    theme.set_appearance(look)
    theme.set_zoom(zoom)
    desk.window.resize(1366, 728)
    page = page_of(desk)
    qtbot.wait(50)
    assert audit(desk.window) == []
    doubtful(desk, tmp_path, qtbot)
    qtbot.wait(50)
    assert audit(desk.window) == []
    page.files.view.seen.rows.panes.show_detail()
    qtbot.wait(50)
    assert audit(desk.window) == []
    page.files.view.seen.how.click()
    qtbot.wait(50)
    assert audit(desk.window) == []
    page.tabs.setCurrentIndex(FILE)
    path = tmp_path / "minutes.docx"
    path.write_bytes(b"x")
    bring(desk, qtbot, path)
    qtbot.wait(50)
    assert audit(desk.window) == []
    page.intake.leave_out(page.files.view.file)
    go(desk, qtbot, page)
    qtbot.wait(50)
    assert audit(desk.window) == []
    assert desk.window.height() <= 728


def test_twenty_thousand_rows_are_fluent(desk, tmp_path, qtbot):
    from time import process_time

    path = vcards(tmp_path, *(card(f"Given{n}", f"Family{n}") for n in range(20_000)))
    desk.window.stack.show_page("imports", FilesWish((path,)))
    page = page_of(desk)
    qtbot.waitUntil(lambda: page.files.view.file.preview is not None, timeout=120_000)
    rows = page.files.view.seen.rows
    assert rows.model.rowCount() == 20_000
    assert rows.model.held <= 1_200
    began = process_time()
    rows.table.scrollToBottom()
    rows._go_to(19_999)
    rows.chips.set_on(frozenset({Fate.NEW}))
    rows.box.setText("Family19999")
    qtbot.waitUntil(lambda: rows.model.rowCount() == 1, timeout=5_000)
    assert process_time() - began < 2


def test_an_email_dropped_on_somebody_is_a_conversation_with_them(desk, qtbot, tmp_path: Path) -> None:
    with desk.store.read() as session:
        maya = next(row.id for row in list_people(session, today=TODAY).rows if "Obi" in row.name)
    path = email(tmp_path, "nobody@knows.example", "office@elm.example", file="plan.txt")
    desk.window.stack.show_page("imports", FilesWish((path,), ("person", maya)))
    page = page_of(desk)
    settle(qtbot, page)
    (file,) = page.intake.files
    assert [line.fate for line in file.preview.lines] == [Fate.NEW]
    page.intake.bring_in(file)
    qtbot.waitUntil(lambda: not page.intake.files, timeout=20_000)
    with desk.store.read() as session:
        (told,) = list_conversations(session, ConversationFilter(person_id=maya)).rows
    assert told.subject == "Crossing on Elm Lane"
