"""Fields, choosers, filters, tables as the hand meets them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from desktop.forms.chooser import RecordField
from desktop.forms.date_field import EXAMPLE, date_field
from desktop.forms.fields import Choice, Field, NotesField, first_problem
from desktop.tables.columns import RecordLine, TableColumn
from desktop.tables.data_table import DataTable
from desktop.tables.record_list import RecordList
from desktop.tables.rows_model import RowsModel
from desktop.widgets.buttons import Opener
from desktop.widgets.chips import Chips
from desktop.widgets.labels import PlainLabel, TitleLabel
from desktop.widgets.line_edit import FilterBox, LineEdit
from desktop.widgets.timeline import Timeline
from models.vocabulary import Direction
from tests.desktop.gallery import COLUMNS, ENTRIES, ORGANISATIONS, TODAY, entries, line, people


def shown(qtbot, *widgets: QWidget) -> QWidget:
    window = QWidget()
    column = QVBoxLayout(window)
    for widget in widgets:
        column.addWidget(widget)
    window.resize(500, 400)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    # The window would go with its last reference, and its contents with it.
    widgets[0].window_of_test = window
    return window


def role_of(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def told_on(widget: QWidget) -> bool:
    """Tell whether a screen reader hears that a button is on."""
    return bool(QAccessible.queryAccessibleInterface(widget).state().checked)


def test_a_choice_gives_back_the_very_value_that_was_offered(qtbot, theme):
    choice = Choice([(way.value, way) for way in Direction])
    shown(qtbot, Field("&Way", choice))
    choice.setFocus()
    with qtbot.waitSignal(choice.picked) as told:
        qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert choice.value() is told.args[0] is Direction.OUT
    choice.set_options([("nobody", None), ("out", Direction.OUT), ("somebody", ("person", 1))])
    assert choice.value() is Direction.OUT
    choice.set_value(("person", 1))
    assert choice.value() == choice.values()[2] == ("person", 1)


def test_a_date_says_what_it_understood_and_writes_it_out(qtbot, theme):
    field, entry = date_field("&Date", lambda: TODAY)
    shown(qtbot, field, LineEdit("Next"))
    entry.setFocus()
    qtbot.keyClicks(entry, "fri")
    assert entry.day() == date(2026, 11, 27)
    assert field.hint.text() == "Friday 27 November 2026"
    qtbot.keyClick(entry, Qt.Key.Key_Tab)
    assert entry.text() == "27 November 2026"
    assert field.message.isHidden()


def test_a_date_that_is_none_is_told_on_leaving_and_no_sooner(qtbot, theme):
    field, entry = date_field("&Date", lambda: TODAY)
    shown(qtbot, field, LineEdit("Next"))
    entry.setFocus()
    qtbot.keyClicks(entry, "11/27")
    assert field.message.isHidden()
    qtbot.keyClick(entry, Qt.Key.Key_Tab)
    assert field.message.text() == EXAMPLE
    assert entry.accessibleDescription() == EXAMPLE
    entry.setFocus()
    entry.selectAll()
    qtbot.keyClicks(entry, "tomorrow")
    assert field.message.isHidden()
    assert field.hint.text() == "Monday 23 November 2026, tomorrow"


def test_arrows_walk_the_days(qtbot, theme):
    _field, entry = date_field("&Date", lambda: TODAY)
    qtbot.addWidget(_field)
    entry.set_date(date(2026, 12, 31))
    qtbot.keyClick(entry, Qt.Key.Key_Up)
    assert entry.day() == date(2027, 1, 1)


def test_past_dates_look_back(qtbot, theme):
    _field, entry = date_field("&Date", lambda: TODAY, past=True)
    qtbot.addWidget(_field)
    entry.setText("27 nov")
    assert entry.day() == date(2025, 11, 27)


def test_enter_takes_the_first_choice(qtbot, theme):
    who, heard = RecordField(theme, "Who with", people), []
    who.changed.connect(heard.append)
    shown(qtbot, who)
    who.setFocus()
    qtbot.keyClicks(who, "nair")
    qtbot.waitUntil(lambda: who.is_open)
    qtbot.keyClick(who, Qt.Key.Key_Return)
    assert who.text() == "Cllr Priya Nair"
    assert [choice.id for choice in heard] == [1]
    assert not who.is_open
    qtbot.keyClicks(who, "x")
    assert who.choice() is None
    assert who.check()


def test_arrows_choose_and_escape_closes_without_choosing(qtbot, theme):
    who = RecordField(theme, "Who with", people)
    shown(qtbot, who)
    who.setFocus()
    qtbot.keyClicks(who, "a")
    qtbot.waitUntil(lambda: who.is_open)
    qtbot.keyClick(who, Qt.Key.Key_Escape)
    assert not who.is_open
    qtbot.keyClick(who, Qt.Key.Key_Down)
    qtbot.keyClick(who, Qt.Key.Key_Down)
    qtbot.keyClick(who, Qt.Key.Key_Return)
    assert who.text() == "Dana Whitlock"


def test_fast_typing_asks_once(qtbot, theme):
    asked = []
    who = RecordField(theme, "Who", lambda text: asked.append(text) or people(text))
    shown(qtbot, who)
    for key in "nair":
        qtbot.keyClick(who, key)
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["nair"]


def test_typing_over_a_selection_replaces_it_whole(qtbot, theme):
    who = RecordField(theme, "Who with", people)
    shown(qtbot, who)
    who.set_choice(people("nair")[0])
    who.selectAll()
    qtbot.keyClicks(who, "dana")
    assert who.text() == "dana"


def test_a_form_goes_to_its_first_problem(qtbot, theme):
    first, second = LineEdit("Name"), LineEdit("Town")
    fields = [Field("Name", first, check=lambda: ""), Field("Town", second, check=lambda: "Enter a town")]
    shown(qtbot, *fields)
    assert first_problem(fields) is fields[1]
    assert second.hasFocus()
    assert fields[1].message.text() == "Enter a town"
    fields[1].set_check(lambda: "")
    assert first_problem(fields) is None
    assert fields[1].message.isHidden()


def test_a_choice_keeps_its_value_when_the_words_change(qtbot, theme):
    how = Choice([("Phone call", "call"), ("Email", "email")])
    qtbot.addWidget(how)
    how.set_value("email")
    how.set_options([("Letter", "letter"), ("Email", "email")])
    assert how.value() == "email"


def test_tab_leaves_the_notes(qtbot, theme):
    notes, after = NotesField("Notes"), LineEdit("After")
    shown(qtbot, notes, after)
    notes.setFocus()
    notes.set_text("<b>not bold</b>")
    qtbot.keyClick(notes, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert notes.text() == "<b>not bold</b>"


def test_the_filter_tells_once_and_escape_clears_it(qtbot, theme):
    box, heard = FilterBox(theme, "Filter"), []
    box.filtered.connect(heard.append)
    shown(qtbot, box)
    for key in "brok":
        qtbot.keyClick(box, key)
    qtbot.waitUntil(lambda: bool(heard))
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(heard) > 1)
    assert heard == ["brok", ""]


def test_chips_tell_what_is_on(qtbot, theme):
    chips, heard = Chips("Filters", exclusive=True), []
    chips.changed.connect(heard.append)
    shown(qtbot, chips)
    one, two = chips.add("one", "One"), chips.add("two", "Two")
    chips.set_count("two", 1234)
    assert two.text() == "Two 1,234"
    one.click()
    two.click()
    assert heard == [frozenset({"one"}), frozenset({"two"})]


def test_one_of_several_chips_is_a_radio_button_and_goes_back_to_all(qtbot, theme):
    chips, heard = Chips("Upcoming or past", exclusive=True, everything="All"), []
    chips.add("upcoming", "Upcoming")
    past = chips.add("past", "Past")
    every = chips.findChild(QAbstractButton, "chip_all")
    chips.changed.connect(heard.append)
    shown(qtbot, chips)
    assert [role_of(one) for one in (every, past)] == [QAccessible.Role.RadioButton] * 2
    assert (told_on(every), told_on(past), chips.on(), chips.on_words()) == (True, False, frozenset(), ())
    past.setFocus()
    past.click()
    past.click()
    assert (told_on(every), told_on(past), chips.on_words()) == (False, True, ("Past",))
    assert heard == [frozenset({"past"})]
    qtbot.keyClick(past, Qt.Key.Key_Left)
    assert heard[1:] == [frozenset({"upcoming"})]
    chips.set_on(frozenset())
    assert heard[2:] == [frozenset()]
    assert told_on(every)


def test_any_of_several_chips_is_a_check_box(qtbot, theme):
    chips, heard = Chips("Which organisations"), []
    one, two = chips.add("one", "One"), chips.add("two", "Two")
    chips.changed.connect(heard.append)
    shown(qtbot, chips)
    one.click()
    two.click()
    assert heard == [frozenset({"one"}), frozenset({"one", "two"})]
    assert role_of(two) == QAccessible.Role.CheckBox
    assert told_on(two)


def test_what_shows_more_is_a_plain_button(qtbot, theme):
    more, heard = Opener("More details"), []
    more.switched.connect(heard.append)
    shown(qtbot, more)
    more.click()
    more.set_open(True)
    assert more.is_open
    more.click()
    assert heard == [True, False]
    assert role_of(more) == QAccessible.Role.Button


def test_a_table_is_left_by_tab_copied_and_remembered(qtbot, theme, settings):
    def made() -> DataTable:
        table = DataTable(theme, settings, "organisations", "Organisations")
        model = RowsModel(COLUMNS, lambda row: row.id, theme=theme, parent=table)
        model.set_rows(ORGANISATIONS)
        table.setModel(model)
        return table

    table, after = made(), LineEdit("After")
    shown(qtbot, table, after)
    table.setFocus()
    table.selectRow(1)
    table.copy_rows()
    assert QGuiApplication.clipboard().text().splitlines() == [
        "Organisation\tKind\tLast contact\tPupils",
        "Elm Lane Primary School\tPrimary\t3 days ago\t412",
    ]
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert after.hasFocus()
    table.setColumnWidth(1, 321)
    table.columns_menu().actions()[3].trigger()
    again = made()
    qtbot.addWidget(again)
    assert again.columnWidth(1) == 321
    assert again.isColumnHidden(3)


def test_a_heading_sorts_and_says_so(qtbot, theme, settings):
    table = DataTable(theme, settings, "sorted", "Organisations")
    model = RowsModel(COLUMNS, lambda row: row.id, parent=table)
    model.set_rows(ORGANISATIONS)
    table.setModel(model)
    shown(qtbot, table)
    with qtbot.waitSignal(table.sort_changed) as told:
        header = table.horizontalHeader()
        place = QPoint(header.sectionViewportPosition(3) + 20, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args[0] == "pupils"
    pupils = [row.pupils for row in model.rows if row.pupils is not None]
    assert pupils == sorted(pupils, reverse=told.args[1])


def test_a_list_opens_by_enter_and_its_menu_by_key(qtbot, theme):
    view = RecordList(theme, "Organisations")
    model = RowsModel((), lambda row: row.id, line=line, parent=view)
    model.set_rows(ORGANISATIONS)
    view.setModel(model)
    shown(qtbot, view)
    opened, menus = [], []
    view.record_opened.connect(opened.append)
    view.menu_wanted.connect(lambda row, _place: menus.append(row))
    view.setCurrentIndex(model.index(2, 0))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    view.contextMenuEvent(event)
    assert opened == menus == [ORGANISATIONS[2]]
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Brookfield Sixth Form College, Sixth form college · Southgate ward, No reply 63 days"


def test_the_timeline_is_read_out_and_opened(qtbot, theme):
    story, opened = Timeline(theme), []
    story.show_entries(entries)
    shown(qtbot, story)
    story.entry_opened.connect(lambda kind, number: opened.append((kind, number)))
    index = story.model().index(2, 0)
    story.setCurrentIndex(index)
    qtbot.keyClick(story, Qt.Key.Key_Return)
    assert opened == [("meeting", 3)]
    assert ENTRIES[0].pill in story.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_timeline_breaks_lines_again_when_it_gets_narrow(qtbot, theme):
    story = Timeline(theme)
    story.show_entries(entries)
    window = shown(qtbot, story)
    wide = story.visualRect(story.model().index(0, 0)).height()
    window.resize(220, 400)
    qtbot.waitUntil(lambda: story.visualRect(story.model().index(0, 0)).height() > wide)


def test_labels_never_read_mark_up(qtbot, theme):
    nasty = '<img src="file:///etc/passwd"><b>Jo</b>'
    plain, title = PlainLabel(nasty), TitleLabel(nasty)
    shown(qtbot, plain, title).resize(120, 200)
    qtbot.wait(10)
    assert plain.textFormat() == title.textFormat() == Qt.TextFormat.PlainText
    assert plain.text() == nasty
    assert "<img" not in title.toolTip()


def test_values_in_cells_are_british():
    column = TableColumn[object]("x", "X", lambda row: row)
    assert [column.text(v) for v in (None, True, 52000, date(2026, 11, 2), "a")] == [
        "",
        "Yes",
        "52,000",
        "2 Nov 2026",
        "a",
    ]
    assert RecordLine("A", "", "late").spoken == "A, late"


def test_a_tone_is_painted_as_a_pill(qtbot, theme, settings):
    table = DataTable(theme, settings, "pills", "Organisations")
    model = RowsModel(COLUMNS, lambda row: row.id, theme=theme, parent=table)
    model.set_rows(ORGANISATIONS[:2])
    table.setModel(model)
    table.resize(900, 300)
    shown(qtbot, table)
    picture = table.viewport().grab().toImage()

    def colours(row: int) -> set[str]:
        rect = table.visualRect(model.index(row, 2))
        xs, ys = range(rect.left(), rect.right()), range(rect.top(), rect.bottom())
        return {picture.pixelColor(x, y).name().upper() for x in xs for y in ys}

    assert theme.tokens.late_bg in colours(0)
    assert theme.tokens.late_bg not in colours(1)
