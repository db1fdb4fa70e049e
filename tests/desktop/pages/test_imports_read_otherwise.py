"""What was recognised of a file is put right in the window, and what its kind asks is answered there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.pages.imports.page import FILE, READING
from desktop.shell.wishes import FilesWish
from desktop.widgets.suggestions import SuggestField
from models.actions.organisations import OrganisationFields, create_organisation
from models.exchange.contact_tables.choices import MONTH_FIRST
from models.imports.preview import Choice, Fate
from models.queries.people import list_people
from models.vocabulary import OrganisationKind
from tests.desktop.pages.desk import TODAY, open_desk
from tests.desktop.pages.import_centre import bring, desk, go, names, page_of, people, settle
from tests.models.imports.incoming_files import card, email, vcards

__all__ = ["desk", "open_desk"]

CALENDAR = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//x//y//EN\r
BEGIN:VEVENT\r
UID:1\r
SUMMARY:Governors meeting\r
DTSTART:20270105T180000\r
DTEND:20270105T190000\r
END:VEVENT\r
END:VCALENDAR\r
"""


def read_of(page, qtbot):
    page.files.view.seen.how.click()
    QApplication.processEvents()
    assert page.tabs.currentIndex() == READING
    return page.reading


def pick(choice, value) -> None:
    choice.set_value(value)
    choice.picked.emit(value)


def empty(line) -> None:
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    line.editingFinished.emit()


def table(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding)
    return path


def test_how_it_was_read_is_shown_and_another_kind_can_be_said(desk, tmp_path, qtbot):
    page = bring(desk, qtbot, vcards(tmp_path, card("Cy", "Dee")))
    reading = read_of(page, qtbot)
    assert reading.kind.value() == "vcard"
    assert not reading.corrections.isVisible()
    pick(reading.kind, "governance")
    settle(qtbot, page)
    assert page.tabs.currentIndex() == FILE
    assert page.files.view.file.trouble
    assert page.go_back() is False


def test_what_a_column_holds_can_be_said_otherwise(desk, tmp_path, qtbot):
    page = bring(desk, qtbot, table(tmp_path, "Contact name,Email,Scribbles\nCy Dee,c@x.example,07700 900555\n"))
    assert page.files.view.file.key == "contacts"
    assert page.files.view.seen.seen.accessibleName().endswith("UTF-8 · commas")
    columns = read_of(page, qtbot).columns
    columns.table.setCurrentIndex(columns.model.index(2, 0))
    assert columns.holds.accessibleName() == "The column “Scribbles” holds"
    pick(columns.holds, "mobile")
    settle(qtbot, page)
    assert page.tabs.currentIndex() == READING
    assert page.files.view.file.mapping == {"columns": {"C": "mobile"}}
    assert columns.model.row_at(2).holds == "mobile"
    (line,) = page.files.view.file.preview.lines
    assert "07700 900555" in [change.after for change in line.changes]
    go(desk, qtbot, page)
    assert people(desk) == 4


def test_letters_that_were_taken_for_others_are_put_right_and_back(desk, tmp_path, qtbot):
    page = bring(desk, qtbot, table(tmp_path, "Contact name,Email\nZoë Łuk,z@x.example\n", "utf-8"))
    choice = read_of(page, qtbot).corrections.choices["encoding"]
    assert choice.currentText() == "As recognised: UTF-8"
    pick(choice, "windows-1252")
    settle(qtbot, page)
    assert names(page) == ["ZoÃ« Å\x81uk"] or names(page)[0].startswith("ZoÃ«")
    assert page.tabs.currentIndex() == READING
    assert choice.currentText() == "Windows-1252"
    pick(choice, None)
    settle(qtbot, page)
    assert names(page) == ["Zoë Łuk"]
    assert page.files.view.file.mapping == {}


def test_the_mark_between_columns_and_the_row_of_headings_are_said(desk, tmp_path, qtbot):
    page = bring(desk, qtbot, table(tmp_path, "Our list, by date\nName;Email\nCy Dee;c@x.example\nBo Li;b@x.example\n"))
    choices = read_of(page, qtbot).corrections.choices
    assert choices["delimiter"].currentText() == "As recognised: semicolons"
    rows = [choices["head_row"].itemText(number) for number in range(choices["head_row"].count())]
    assert rows[:4] == [
        "As recognised: row 2", "There are no headings", "Row 1: Our list, by date", "Row 2: Name | Email",
    ]  # fmt: skip
    pick(choices["delimiter"], "\t")
    settle(qtbot, page)
    assert page.files.view.file.preview.recognised.delimiter == "\t"
    assert not page.files.view.seen.foot.go.isEnabled()
    pick(choices["delimiter"], None)
    settle(qtbot, page)
    pick(choices["head_row"], 3)
    settle(qtbot, page)
    assert page.files.view.file.preview.recognised.head_row == 3
    assert page.files.view.file.mapping == {"head_row": 3}


def test_letters_of_councillors_are_put_right_too(desk, tmp_path, qtbot):
    path = tmp_path / "councillors.csv"
    path.write_text("Councillor,Ward,Political party\nZoë Lee,Elm,Independent\n", "utf-8")
    page = bring(desk, qtbot, path)
    assert page.files.view.file.key == "councillors"
    corrections = read_of(page, qtbot).corrections
    shown = [key for key, choice in corrections.choices.items() if choice.isVisible()]
    assert shown == ["encoding", "delimiter"]
    pick(corrections.choices["encoding"], "windows-1252")
    settle(qtbot, page)
    assert any("ZoÃ«" in name for name in names(page))


def test_dates_that_begin_with_the_month_are_said(desk, tmp_path, qtbot):
    text = "Contact name,School,Role,Start date\nCy Dee,Elm School,Governor,03/09/2025\n"
    page = bring(desk, qtbot, table(tmp_path, text))
    choice = read_of(page, qtbot).corrections.choices["dates"]
    assert choice.isVisible()
    pick(choice, MONTH_FIRST)
    settle(qtbot, page)
    assert "month first" in page.files.view.file.preview.recognised.dates
    assert choice.value() == MONTH_FIRST


def test_decisions_hold_where_the_rows_still_say_the_same(desk, tmp_path, qtbot):
    text = "Contact name,Telephone,Scribbles\nAnn Leeming,07700 900111,\nPiotr Zielinski,07700 900222,07700 900444\n"
    page = bring(desk, qtbot, table(tmp_path, text))
    assert names(page) == ["Ann Leeming", "Piotr Zielinski"]
    rows = page.files.view.seen.rows
    rows.table.setFocus()
    QTest.keyClicks(rows.table, "n")
    QTest.keyClicks(rows.table, "n")
    assert len(page.files.view.file.decided) == 2
    say(page, qtbot, {"C": "note"})
    fates = {line.name: line.fate for line in page.files.view.file.preview.lines}
    assert fates == {"Ann Leeming": Fate.NEW, "Piotr Zielinski": Fate.DOUBTFUL}
    say(page, qtbot, None)
    assert page.files.view.file.preview.count(Fate.NEW) == 2, "said as before, it is decided as before"


def say(page, qtbot, columns: dict[str, str] | None) -> None:
    page.intake.correct(page.files.view.file, {"columns": columns})
    settle(qtbot, page)


def test_what_makes_a_file_unreadable_is_told_and_not_taken(desk, tmp_path, qtbot):
    page = bring(desk, qtbot, table(tmp_path, "Contact name,Email\nCy Dee,c@x.example\n"))
    file = page.files.view.file
    page.intake.correct(file, {"dates": "by the moon"})
    settle(qtbot, page)
    assert (file.trouble, file.mapping) == ("", {})
    assert "day first" in file.notice
    assert names(page) == ["Cy Dee"]
    assert page.files.view.seen.foot.go.isEnabled()


# --- what a kind asks ---------------------------------------------------------------------------------------------


def councillors(tmp_path: Path) -> Path:
    path = tmp_path / "councillors.csv"
    path.write_text("Councillor,Ward,Political party,Email\nAnn Lee,Elm,Independent,a@council.example\n")
    return path


def test_the_council_is_asked_for_above_the_rows(desk, tmp_path, qtbot):
    with desk.store.write("Add") as session:
        create_organisation(session, OrganisationFields("Elmshire County Council", OrganisationKind.COUNCIL))
    page = bring(desk, qtbot, councillors(tmp_path))
    assert page.files.view.file.key == "councillors"
    assert page.files.view.file.preview.count(Fate.DOUBTFUL) == 1
    answer = page.files.view.seen.questions.editors["council"]
    assert isinstance(answer, SuggestField)
    assert answer.isVisible()
    answer.setFocus()
    QTest.keyClicks(answer, "elm")
    qtbot.waitUntil(lambda: answer.is_open)
    assert [one.line.title for one in answer.choices()] == ["Elmshire County Council"]
    QTest.keyClick(answer, "\r")
    settle(qtbot, page)
    assert page.files.view.file.mapping == {"council": "Elmshire County Council"}
    assert page.files.view.file.preview.count(Fate.DOUBTFUL) == 0
    read_of(page, qtbot)
    assert page.reading.questions.editors["council"].text() == "Elmshire County Council"


def test_a_low_window_asks_on_the_other_tab(desk, tmp_path, qtbot):
    page = bring(desk, qtbot, councillors(tmp_path))
    page.set_low(True)
    assert not page.files.view.seen.questions.isVisible()
    assert page.files.view.seen.how.text().replace("&", "") == "Answer a question"
    reading = read_of(page, qtbot)
    assert reading.questions.isVisible()


@pytest.mark.parametrize(("said", "kind"), [("meeting", "meeting"), ("event", "event")])
def test_what_a_calendar_becomes_is_said(desk, tmp_path, qtbot, said, kind):
    path = tmp_path / "school.ics"
    path.write_text(CALENDAR, newline="")
    page = bring(desk, qtbot, path)
    choice = page.files.view.seen.questions.editors["as"]
    assert choice.currentText() == "What each one says it is"
    pick(choice, said)
    settle(qtbot, page)
    assert [line.record_kind for line in page.files.view.file.preview.lines] == [kind]
    pick(choice, "")
    settle(qtbot, page)
    assert choice.value() == ""


def test_whose_a_calendar_is_is_said_and_taken_back(desk, tmp_path, qtbot):
    with desk.store.write("Add") as session:
        school = create_organisation(session, OrganisationFields("Elm Lane School", OrganisationKind.INSTITUTION))
    path = tmp_path / "school.ics"
    path.write_text(CALENDAR, newline="")
    page = bring(desk, qtbot, path)
    answer = page.files.view.seen.questions.editors["whose"]
    answer.setFocus()
    QTest.keyClicks(answer, "elm")
    qtbot.waitUntil(lambda: answer.is_open)
    QTest.keyClick(answer, "\r")
    settle(qtbot, page)
    file = page.files.view.file
    assert file.mapping == {"whose": ("organisation", school)}
    assert [change.after for change in file.preview.lines[0].changes if change.key == "organisation_id"] == [
        "Elm Lane School"
    ]
    read_of(page, qtbot)
    assert page.reading.questions.editors["whose"].text() == "Elm Lane School"
    empty(page.reading.questions.editors["whose"])
    settle(qtbot, page)
    assert file.mapping == {"whose": ""}
    assert answer.text() == ""


def test_with_whom_an_email_was_is_said_and_a_drop_says_it_too(desk, tmp_path, qtbot):
    with desk.store.read() as session:
        maya = next(row.id for row in list_people(session, today=TODAY).rows if "Obi" in row.name)
    path = email(tmp_path, "nobody@knows.example", "office@elm.example")
    desk.window.stack.show_page("imports", FilesWish((path,), ("person", maya)))
    page = page_of(desk)
    settle(qtbot, page)
    answer = page.files.view.seen.questions.editors["with"]
    assert answer.text() == "Maya Obi"
    empty(answer)
    settle(qtbot, page)
    assert page.files.view.file.preview.count(Fate.DOUBTFUL) == 1
    answer.setFocus()
    QTest.keyClicks(answer, "leeming")
    qtbot.waitUntil(lambda: answer.is_open)
    QTest.keyClick(answer, "\r")
    settle(qtbot, page)
    (line,) = page.files.view.file.preview.lines
    assert line.fate is Fate.NEW
    assert [change.after for change in line.changes if change.key == "with"] == ["Ann Leeming"]


def test_a_question_that_is_decided_for_all_rows(desk, tmp_path, qtbot):
    cards = [card("Ann", "Leeming", "TEL:07700 900111"), card("Maya", "Obi", "TEL:07700 900333"), card("Cy", "Dee")]
    page = bring(desk, qtbot, vcards(tmp_path, *cards))
    question = page.files.view.seen.rows.panel.question
    words = [action.text().replace("&", "") for action in question.menu_for_all().actions()]
    assert words == ["Take all doubtful rows as new", "Leave all doubtful rows out", "Take all decisions back"]
    counts = []
    for choice in (Choice.NEW, None, Choice.LEAVE_OUT):
        question.decided_all.emit(choice)
        settle(qtbot, page)
        preview = page.files.view.file.preview
        counts.append(tuple(preview.count(fate) for fate in (Fate.NEW, Fate.DOUBTFUL, Fate.REFUSED)))
    assert counts == [(3, 0, 0), (1, 2, 0), (1, 0, 2)]
