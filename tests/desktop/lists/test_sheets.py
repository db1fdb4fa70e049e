"""A list is edited in a spreadsheet program and brought back: asked for, looked at, written, taken back."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import select

from desktop.commands import Command
from desktop.dialogs.bring_back import BringBackDialog
from desktop.dialogs.write_file import WriteFileDialog
from desktop.pages import PAGES
from desktop.shell.sheet_out import SheetOut, write_sheet
from desktop.theme import Appearance
from models.entities import Organisation
from models.rounds.kinds import ROUNDS
from models.rounds.making import make_sheet
from tests.desktop.accessibility import audit
from tests.desktop.in_view import in_view
from tests.desktop.lists.list_in_view import desk, open_desk, settle, show, trigger
from tests.desktop.pages.desk import TODAY
from tests.models.exchange.hostile_workbooks import REFUSED
from tests.models.rounds.edited_sheets import Edited

__all__ = ["desk", "open_desk"]

SHEETS = {
    "organisations": "organisations",
    "people": "people",
    "conversations": "conversations",
    "meetings": "actions",
    "commitments": "commitments",
    "events": "events",
}


def bring_back(desk, qtbot, path):
    trigger(desk, Command.BRING_BACK)
    choose(path)
    asked = in_view(BringBackDialog)
    settle(desk, qtbot)
    return asked


def choose(path):
    chooser = in_view(QFileDialog)
    chooser.fileSelected.emit(str(path))
    chooser.close()


@pytest.mark.parametrize(("page", "key"), SHEETS.items())
def test_every_list_can_be_edited_elsewhere(desk, qtbot, tmp_path, page, key):
    show(desk, page, qtbot)
    trigger(desk, Command.EDIT_SHEET)
    asked = in_view(WriteFileDialog)
    assert asked.choice.isVisible() == (page == "events")
    assert audit(asked) == []
    asked.saved.emit()
    choose(tmp_path / "out.xlsx")
    settle(desk, qtbot)
    book = load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames[1] == ROUNDS[key].heading
    asked = bring_back(desk, qtbot, tmp_path / "out.xlsx")
    assert asked.summary.text() == "out.xlsx says what the program has. There is nothing to write."
    assert not asked.go.isEnabled()
    asked.reject()


def test_a_sheet_with_a_password_comes_back_with_it(desk, qtbot, tmp_path):
    show(desk, "people", qtbot)
    trigger(desk, Command.EDIT_SHEET)
    dialog = in_view(WriteFileDialog)
    dialog.password.wanted.setChecked(True)
    assert audit(dialog) == []
    dialog.password.passphrase.first.setText("four quite plain words")
    dialog.saved.emit()
    assert dialog.isVisible()  # The second field is empty still.
    dialog.password.passphrase.second.setText("four quite plain words")
    dialog.saved.emit()
    choose(tmp_path / "out.xlsx")
    settle(desk, qtbot)
    assert (tmp_path / "out.xlsx").read_bytes()[:4] == b"\xd0\xcf\x11\xe0"
    asked = bring_back(desk, qtbot, tmp_path / "out.xlsx")
    assert "opens only with its password" in asked.summary.text()
    assert asked.password.hasFocus()
    assert audit(asked) == []
    qtbot.keyClicks(asked.password, "four other plain words")
    desk.press(asked.password, Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert asked.summary.text() == "That is not the password of “out.xlsx”. Enter it again."
    asked.password.setText("four quite plain words")
    asked.unlock.click()
    settle(desk, qtbot)
    assert asked.summary.text() == "out.xlsx says what the program has. There is nothing to write."
    assert not asked.locked.isVisible()
    asked.reject()


def test_only_the_lines_in_view_and_parts_of_them_go_out(desk, qtbot, tmp_path):
    page = show(desk, "organisations", qtbot)
    page.filter_box().setText("lane")
    settle(desk, qtbot)
    listed = page.export_list()
    out = SheetOut(desk.context, desk.window.stack)
    out.ask()
    in_view(WriteFileDialog).saved.emit()
    choose(tmp_path / "lanes.xlsx")
    settle(desk, qtbot)
    sheet = load_workbook(tmp_path / "lanes.xlsx")["Organisations"]
    assert sheet.max_row - 4 == listed.count > 1
    from desktop.jobs import Progress

    page = show(desk, "events", qtbot)
    made = write_sheet(desk.store, "promotions", page.export_list(), tmp_path / "told.xlsx", TODAY, Progress())
    titles = {row.title for batch in page.export_list().batches() for row in batch}
    assert made.rows
    assert {row.values[0] for row in made.rows} <= titles


def test_differences_are_shown_written_and_taken_back(desk, qtbot, tmp_path):
    show(desk, "organisations", qtbot)
    sheet = Edited(desk.store, "organisations", tmp_path)
    first, second, third = (row.name for row in sheet.out.rows[3:6])
    sheet.put(first, "Town", "Ilkley")
    sheet.put(first, "Short name", "The lane")
    sheet.put(second, "Opened", "soon")
    sheet.sheet.delete_rows(sheet.row_of(third))
    sheet.add(Name="Ridge Allotments", Kind="Community group")
    sheet.book.save(sheet.path)
    asked = bring_back(desk, qtbot, sheet.path)
    assert asked.summary.text().startswith("organisations.xlsx: 2 to write, ")
    assert third in asked.remarks.text()
    assert [line.fate for line in asked.model.rows] == ["changed", "changed", "refused", "new", "new"]
    assert asked.whole.text().startswith(f"Row 8, {first}, “Short name”. Now: ")
    assert asked.table.hasFocus()
    asked.chips.changed.emit(frozenset({"refused"}))
    assert [line.name for line in asked.model.rows] == [second]
    assert "“soon” is not a date" in asked.whole.text()
    assert asked.go.text() == "Write 2 changes"
    desk.press(asked, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(desk, qtbot)
    assert desk.store.undo_label() == "Changes from the sheet organisations.xlsx: 2 organisations"
    trigger(desk, Command.UNDO)
    settle(desk, qtbot)
    with desk.store.read() as session:
        again = make_sheet(session, ROUNDS["organisations"], TODAY)
    assert [row.values for row in again.rows] == [row.values for row in sheet.out.rows]


def test_what_both_changed_is_settled_in_the_dialog(desk, qtbot, tmp_path):
    show(desk, "organisations", qtbot)
    sheet = Edited(desk.store, "organisations", tmp_path)
    first, second = (row.name for row in sheet.out.rows[3:5])
    for name in (first, second):
        sheet.put(name, "Town", "Ilkley")
    sheet.book.save(sheet.path)
    with desk.store.write("Meanwhile") as session:
        for row in session.scalars(select(Organisation).where(Organisation.name.in_([first, second]))):
            row.town = "Menston"
    asked = bring_back(desk, qtbot, sheet.path)
    assert "2 were changed in the program too" in asked.summary.text()
    assert asked.sides.isVisible()
    assert not asked.go.isEnabled()
    assert audit(asked) == []
    assert "In the program: Menston. In the sheet: Ilkley." in asked.whole.text()
    asked.sides.sheet.click()
    assert [line.side for line in asked.model.rows] == ["sheet", ""]
    assert asked.go.text() == "Write 1 change"
    asked.sides.all_program.click()
    assert asked.go.text() == "Nothing to write"
    assert "There is nothing to write." in asked.summary.text()
    asked.table.selectRow(1)
    asked.sides.sheet.setFocus()
    desk.press(asked.sides.sheet, Qt.Key.Key_Space)
    assert [line.side for line in asked.model.rows] == ["program", "sheet"]
    asked.go.click()
    settle(desk, qtbot)
    with desk.store.read() as session:
        towns = dict(session.execute(select(Organisation.name, Organisation.town)).all())
    assert (towns[first], towns[second]) == ("Menston", "Ilkley")
    assert desk.store.undo_label() == "Changes from the sheet organisations.xlsx: 1 organisation"


@pytest.mark.parametrize("name", ["ods", "laughing", "password", "text", "stranger"])
def test_a_file_that_is_none_is_told_and_another_offered(desk, qtbot, tmp_path, name):
    make, words = REFUSED[name]
    (tmp_path / "odd.xlsx").write_bytes(make())
    asked = bring_back(desk, qtbot, tmp_path / "odd.xlsx")
    assert words in asked.summary.text()
    assert not asked.go.isEnabled()
    assert asked.another.hasFocus()
    assert audit(asked) == []
    asked.reject()
    assert not asked.isVisible()


@pytest.mark.parametrize(("look", "zoom"), [(Appearance.LIGHT, 100), (Appearance.LIGHT, 200), (Appearance.DARK, 200)])
def test_the_dialog_is_right_for_everyone(desk, qtbot, tmp_path, look, zoom):
    desk.context.theme.set_appearance(look)
    desk.context.theme.set_zoom(zoom)
    show(desk, "people", qtbot)
    sheet = Edited(desk.store, "people", tmp_path)
    sheet.put(
        sheet.out.rows[0].values[2], "Note", "Likes to be called in the morning, before the bell, never on Fridays"
    )
    sheet.book.save(sheet.path)
    asked = bring_back(desk, qtbot, sheet.path)
    assert audit(asked) == []
    asked.reject()


def test_a_book_for_reading_brings_nothing_back(open_desk, sample_file, qtbot):
    desk = open_desk(sample_file, *PAGES, first="home", read_only=True)
    show(desk, "organisations", qtbot)
    assert not desk.window.commands[Command.EDIT_SHEET].isEnabled()
    assert not desk.window.commands[Command.BRING_BACK].isEnabled()
