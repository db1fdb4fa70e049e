"""What every list has in common: it can be exported, keeps its room with large text, and its commands are its own."""

from __future__ import annotations

import csv
import errno
from datetime import date
from io import BytesIO
from pathlib import Path

import msoffcrypto
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QDesktopServices
from PySide6.QtWidgets import QFileDialog, QSplitter

from desktop.commands import Command
from desktop.dialogs.asking import attempt
from desktop.jobs import Cancelled, Progress
from desktop.pages import PAGES
from desktop.shell.exporting import Exporting, Watched, suggested_name, write_list
from desktop.tables.export import Batches, ListColumn, ListExport
from desktop.theme import Appearance
from desktop.widgets.panes import Panes
from models.actions.organisations import OrganisationFields, create_organisation
from models.errors import CannotWrite, WrongUse
from models.vocabulary import OrganisationKind
from reports.document import Kind
from tests.desktop.accessibility import audit
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

LISTS = ("organisations", "people", "conversations", "meetings", "commitments", "events")
NO_LISTS = ("home", "reports", "settings", "help")


@pytest.fixture
def desk(open_desk, sample_file):
    return open_desk(sample_file, *PAGES, first="home")


@pytest.fixture
def empty(open_desk):
    return open_desk(None, *PAGES, first="home")


def show(desk, key):
    desk.window.stack.show_page(key, "list" if key == "events" else None)
    return desk.window.stack.current_page()


def rows_of(page):
    """Return the cells of every row a page would export."""
    listed = page.export_list()
    return [listed.cells(row) for batch in listed.batches() for row in batch]


def is_on(desk, command):
    return desk.window.commands[command].isEnabled()


def view_of(page):
    for name in ("view", "table", "list"):
        found = getattr(getattr(page, "list", page), name, None)
        if found is not None:
            return found
    return page.pane.list


def save(desk, qtbot, path):
    """Press Ctrl+E and answer the dialog."""
    desk.press(desk.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = next(d for d in desk.window.findChildren(QFileDialog) if d.isVisible())
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(lambda: not desk.context.jobs.is_busy)


@pytest.mark.parametrize("key", LISTS)
def test_ctrl_e_saves_every_row_of_a_list(desk, qtbot, tmp_path, key):
    page = show(desk, key)
    rows = rows_of(page)
    assert len(rows) == page.export_list().count > 20
    save(desk, qtbot, tmp_path / "list.xlsx")
    qtbot.waitUntil(lambda: desk.window.undo_bar.act.isVisible())
    assert f"Saved {len(rows)} rows as list.xlsx" in desk.window.undo_bar._words.text()
    book = load_workbook(tmp_path / "list.xlsx")
    sheet = book[book.sheetnames[1]]
    (table,) = sheet.tables.values()
    assert [column.name for column in table.tableColumns] == [column.title for column in page.export_list().columns]
    assert sheet.max_row >= len(rows) + 4
    assert sheet.freeze_panes is not None
    assert not any(cell.data_type == "f" for line in sheet.iter_rows() for cell in line)


def test_what_is_exported_is_filtered_and_sorted_as_shown(desk, qtbot):
    page = show(desk, "organisations")
    desk.keys(page.list.box, "brook")
    qtbot.waitUntil(lambda: page.list.model.rowCount() < 20)
    shown = [page.list.model.row_at(n).name for n in range(page.list.model.rowCount())]
    assert [row[0] for row in rows_of(page)] == shown
    assert page.export_list().narrowed == ("“brook”",)
    page = show(desk, "commitments")
    page.list.filters.show_due_soon()
    parts = [row[1] for row in rows_of(page)]
    assert set(parts) <= {"This week", "Later"}
    assert page.export_list().narrowed == ("Due in 14 days",)


def test_events_are_exported_with_the_columns_that_are_chosen(desk):
    page = show(desk, "events")
    titles = [column.title for column in page.export_list().columns]
    assert titles == ["Day", "Time", "Event", "Host", "Stage", "Told"]
    page.list.table.columns_menu().actions()[4].trigger()
    assert [column.title for column in page.export_list().columns][4] == "Place"
    assert isinstance(rows_of(page)[0][0], date)


def test_text_form_is_read_by_excel_and_holds_no_formula(desk, qtbot, tmp_path):
    fields = OrganisationFields(name="=HYPERLINK(A1)", kind=OrganisationKind.BUSINESS)
    assert attempt(desk.context, "Add", lambda session: create_organisation(session, fields))
    show(desk, "organisations")
    save(desk, qtbot, tmp_path / "list.csv")
    content = (tmp_path / "list.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(content.decode("utf-8-sig").splitlines()))
    assert read[0][:2] == ["Organisation", "Kind"]
    assert "'=HYPERLINK(A1)" in {row[0] for row in read}
    contacted = read[0].index("Last contact")
    assert all(not row[contacted] or date.fromisoformat(row[contacted]) for row in read[1:])
    assert [path.name for path in tmp_path.glob("list*")] == ["list.csv"]


def test_the_folder_of_the_file_is_opened(desk, qtbot, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    show(desk, "people")
    save(desk, qtbot, tmp_path / "people.xlsx")
    qtbot.waitUntil(lambda: desk.window.undo_bar.act.isVisible())
    desk.window.undo_bar.act.click()
    assert [Path(url.toLocalFile()) for url in opened] == [tmp_path]
    assert not desk.window.undo_bar.isVisible()


@pytest.mark.parametrize("key", NO_LISTS)
def test_commands_of_lists_are_off_where_there_is_none(desk, key):
    show(desk, "people")
    assert is_on(desk, Command.EXPORT)
    show(desk, key)
    for command in (Command.EXPORT, Command.EDIT_RECORD, Command.DELETE_RECORD):
        assert not is_on(desk, command)
    # In a report words are found with the key that narrows a list elsewhere.
    assert is_on(desk, Command.FIND) == (key == "reports")


@pytest.mark.parametrize("key", LISTS)
def test_an_empty_list_has_nothing_to_export_edit_or_delete(empty, key):
    show(empty, key)
    for command in (Command.EXPORT, Command.EDIT_RECORD, Command.DELETE_RECORD):
        assert not is_on(empty, command)


def test_a_command_means_the_page_in_view_and_no_other(desk):
    page = show(desk, "organisations")
    known = page.detail.known.id
    show(desk, "events")
    desk.press(desk.window, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    page = show(desk, "organisations")
    assert page.detail.known.id == known
    assert not page.detail.known.row.archived
    show(desk, "events").take_wish(TODAY)
    assert not is_on(desk, Command.EXPORT)
    assert is_on(desk, Command.FIND)


def test_every_entry_of_the_menus_has_a_meaning(desk):
    from desktop.commands import PAGE_COMMANDS
    from desktop.shell.attending import Attending

    attending = Attending(desk.context, desk.window)
    program = (
        *(Command.NEW_BOOK, Command.OPEN_BOOK, Command.OPEN_SERVER, Command.FROM_ARCHIVE, Command.LOCK),
        *(Command.PASSPHRASE, Command.LOG_FOLDER, Command.REPORT_PROBLEM),
    )
    for command in program:
        assert not desk.window.commands[command].isVisible()
        desk.window.commands.bind(command, lambda: None)
        assert desk.window.commands[command].isVisible()
    assert set(desk.window.commands.unbound()) <= set(PAGE_COMMANDS)
    assert [menu.title() for menu in desk.window.menus.values() if menu.isEmpty()] == []
    attending.let_go()


# --- errors and stopping ----------------------------------------------------------------------------------------------


def listed(rows=3):
    columns = (ListColumn("Name", lambda row: row), ListColumn("Phone", lambda _row: "0113 496 0000", Kind.IDENTIFIER))
    names = [f"Name {n}" for n in range(rows)]

    def fetch(start, limit):
        return names[start.offset : start.offset + limit]

    return ListExport("People", columns, Batches(fetch), rows)


def test_what_prevents_an_export_is_said_in_plain_words(tmp_path, monkeypatch):
    with pytest.raises(Exception, match="There is no folder"):
        write_list(listed(), tmp_path / "none" / "list.xlsx", TODAY, Progress())
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(CannotWrite, match="is a folder"):
        write_list(listed(), tmp_path / "folder.xlsx", TODAY, Progress())
    with pytest.raises(CannotWrite, match="too long"):
        write_list(listed(), tmp_path / f"{'n' * 300}.xlsx", TODAY, Progress())

    def full(_self, _data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Watched, "write", full)
    (tmp_path / "list.csv").write_text("before")
    with pytest.raises(CannotWrite, match="disk is full"):
        write_list(listed(), tmp_path / "list.csv", TODAY, Progress())
    assert (tmp_path / "list.csv").read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.xlsx", "list.csv"]


def test_a_list_is_exported_with_a_password_as_a_workbook_only(tmp_path):
    write_list(listed(), tmp_path / "list.xlsx", TODAY, Progress(), "five green bottles hang")
    file = msoffcrypto.OfficeFile(BytesIO((tmp_path / "list.xlsx").read_bytes()))
    file.load_key(password="five green bottles hang", verify_password=True)
    with pytest.raises(WrongUse, match="cannot have a password"):
        write_list(listed(), tmp_path / "list.csv", TODAY, Progress(), "five green bottles hang")
    assert [path.name for path in tmp_path.iterdir()] == ["list.xlsx"]


def test_an_export_can_be_stopped_while_reading_and_while_writing(tmp_path):
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        write_list(listed(), tmp_path / "list.xlsx", TODAY, progress)

    class Late(Progress):
        def report(self, done, total, words=""):
            self.cancel() if done == total // 2 else None

    with pytest.raises(Cancelled):
        write_list(listed(2_000), tmp_path / "list.xlsx", TODAY, Late())
    assert list(tmp_path.iterdir()) == []


def test_a_name_says_when_a_list_is_not_whole():
    assert suggested_name("People", TODAY, narrowed=False) == "People 2026-11-22"
    assert suggested_name("People", TODAY, narrowed=True) == "People (part) 2026-11-22"


def test_the_dialog_gives_the_ending_that_was_chosen(desk, qtbot, tmp_path):
    show(desk, "meetings")
    Exporting(desk.context, desk.window.stack).ask()
    dialog = next(d for d in desk.window.findChildren(QFileDialog) if d.isVisible())
    assert Path(dialog.selectedFiles()[0]).name == "Meetings 2026-11-22.xlsx"
    dialog.filterSelected.emit(dialog.nameFilters()[1])
    assert dialog.defaultSuffix() == "csv"
    dialog.close()


# --- large text -------------------------------------------------------------------------------------------------------


def whole_rows(view):
    """Return how many rows of a view are wholly in sight."""
    model, port = view.model(), view.viewport().rect()
    rects = [view.visualRect(model.index(n, 0)) for n in range(min(model.rowCount(), 40))]
    return sum(port.top() <= rect.top() and rect.bottom() <= port.bottom() for rect in rects)


@pytest.mark.parametrize("key", LISTS)
def test_a_list_keeps_six_rows_at_twice_the_size_of_text(desk, qtbot, key):
    desk.context.theme.set_zoom(200)
    page = show(desk, key)
    qtbot.wait(60)
    assert (desk.window.width(), desk.window.height()) == (1366, 728)
    assert whole_rows(view_of(page)) >= 6
    for made in desk.window.rail._buttons.values():
        assert not made.visibleRegion().isEmpty()
        assert made.visibleRegion().boundingRect().height() == made.height()


@pytest.mark.parametrize("key", LISTS)
@pytest.mark.parametrize(("look", "zoom"), [(Appearance.LIGHT, 200), (Appearance.DARK, 200)])
def test_folded_filters_open_with_ctrl_f_and_enter_goes_to_the_list(desk, qtbot, key, look, zoom):
    desk.context.theme.set_appearance(look)
    desk.context.theme.set_zoom(zoom)
    page = show(desk, key)
    qtbot.wait(60)
    box = page.filter_box()
    assert not box.isVisible()
    assert audit(desk.window) == []
    desk.press(desk.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert box.isVisible()
    assert box.hasFocus()
    qtbot.wait(30)
    assert (desk.window.width(), desk.window.height()) == (1366, 728)
    assert audit(desk.window) == []
    desk.press(box, Qt.Key.Key_Return)
    assert not box.isVisible()
    assert view_of(page).hasFocus()


def test_filters_that_are_folded_are_counted(desk, qtbot):
    desk.context.theme.set_zoom(200)
    page = show(desk, "commitments")
    page.take_wish("late")
    fold = page.list.filters.head.fold
    assert fold.toggle.text() == "Filter: 1 on"
    desk.context.theme.set_zoom(100)
    qtbot.wait(60)
    assert not fold.toggle.isVisible()
    assert page.list.filters.box.isVisible()


def test_the_words_at_the_foot_move_into_the_menu_bar(desk, qtbot):
    status = desk.window.status
    assert status.isVisible()
    desk.context.theme.set_zoom(200)
    qtbot.wait(60)
    assert not status.isVisible()
    assert status.in_corner.isVisible()
    assert status.in_corner.text() == "All changes saved"


# --- the rail ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["organisations", "people", "conversations", "commitments"])
def test_a_screen_reader_meets_the_list_before_the_detail(desk, key):
    panes = show(desk, key).findChild(Panes)
    told = QAccessible.queryAccessibleInterface(panes.findChild(QSplitter))
    inside = [told.child(place).object() for place in range(told.childCount())]
    wanted = panes.shown_panes()
    assert [widget for widget in inside if widget in wanted] == wanted
    assert inside[0] is panes._left


def test_the_focus_goes_with_the_section(desk, qtbot):
    rail = desk.window.rail
    rail.focus_current()
    assert rail._buttons["home"].hasFocus()
    for number, key in ((3, "people"), (6, "commitments")):
        desk.press(desk.window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
        assert desk.window.stack.current_key == key
        assert rail._buttons[key].isChecked()
        desk.window.activateWindow()
        qtbot.waitUntil(rail._buttons[key].hasFocus)
    desk.window.stack.show_page("settings")
    assert rail._settings.hasFocus()


# --- columns ----------------------------------------------------------------------------------------------------------


def test_columns_follow_the_size_of_text_and_headings_are_whole(desk, qtbot):
    table = show(desk, "events").list.table
    before = table.columnWidth(0)
    desk.context.theme.set_zoom(200)
    qtbot.wait(60)
    assert table.columnWidth(0) >= before * 1.7
    for number in range(table.model().columnCount()):
        if not table.isColumnHidden(number):
            wanted = table.horizontalHeader().sectionSizeHint(number)
            assert table.columnWidth(number) >= wanted - 2 * desk.context.theme.line_height
    assert table.isColumnHidden(3)
    assert "no room now" in table.columns_menu().actions()[3].text()
    assert table.horizontalScrollBar().maximum() == 0
    desk.context.theme.set_zoom(100)
    qtbot.wait(60)
    assert table.columnWidth(0) == before
    assert not table.isColumnHidden(3)
