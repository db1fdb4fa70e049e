"""What a screen reader or a voice does in the window without keys and mouse, through Qt's own interfaces."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel, QStringListModel, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QVBoxLayout, QWidget

from desktop.forms.autosave import AutosaveForm
from desktop.forms.chooser import RecordField
from desktop.forms.fields import Choice as Options
from desktop.shell.rail import Rail
from desktop.tables.columns import RecordLine, TableColumn
from desktop.tables.data_table import DataTable
from desktop.tables.groups import GroupedList, GroupsModel, Heading, Part
from desktop.tables.record_list import RecordList
from desktop.tables.rows_model import RowsModel
from desktop.widgets.buttons import button
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_edit import LineEdit
from desktop.widgets.menus import drop_down
from desktop.widgets.scrolling import keep_in_view, scrolling
from desktop.widgets.suggestions import Choice

NAMES = ["Ash", "Birch", "Cedar"]


@pytest.fixture(autouse=True)
def listening(qapp) -> Iterator[None]:
    """Have somebody listen, as a screen reader does."""
    before = QAccessible.isActive()
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(before)


def toggle(view: QAbstractItemView, place: int) -> None:
    """Pick a line as AT-SPI has it: the only thing that can be done to one."""
    told = QAccessible.queryAccessibleInterface(view).child(place).actionInterface()
    assert told.actionNames() == ["Toggle"]
    told.doAction("Toggle")


def line_of(name: str) -> RecordLine:
    return RecordLine(name)


def itself(name: str) -> str:
    return name


def shown(qtbot, view):
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    view.setCurrentIndex(view.model().index(0, 0))
    return view


@pytest.fixture
def trees(qtbot, theme) -> RecordList:
    view = RecordList(theme, "Trees")
    model = RowsModel((), itself, line=line_of, parent=view)
    model.set_rows(NAMES)
    view.setModel(model)
    return shown(qtbot, view)


def test_a_line_that_is_picked_becomes_current_and_is_chosen_besides_others(qtbot, trees) -> None:
    told: list[object] = []
    trees.record_chosen.connect(told.append)
    toggle(trees, 2)
    qtbot.waitUntil(lambda: told == ["Cedar"])
    assert trees.chosen_rows() == ["Ash", "Cedar"]
    toggle(trees, 0)
    qtbot.wait(20)
    assert trees.chosen_rows() == ["Cedar"]
    assert trees.current_row() == "Cedar"


def test_the_last_line_chosen_stays_chosen(qtbot, trees) -> None:
    toggle(trees, 0)
    qtbot.waitUntil(lambda: trees.chosen_rows() == ["Ash"])


def test_keys_and_the_program_are_not_taken_for_a_screen_reader(qtbot, trees) -> None:
    QTest.keyClick(trees, Qt.Key.Key_Down)
    QTest.keyClick(trees, Qt.Key.Key_Space)
    qtbot.wait(20)
    assert trees.chosen_rows() == [], "Space has let go of it"
    trees.selectAll()
    qtbot.wait(20)
    assert (trees.current_row(), len(trees.chosen_rows())) == ("Birch", 3)


def test_a_row_of_a_table_becomes_current(qtbot, theme, settings) -> None:
    view = DataTable(theme, settings, "trees", "Trees")
    columns = (TableColumn[str]("name", "Name", itself), TableColumn[str]("size", "Size", lambda _name: "tall"))
    model = RowsModel(columns, itself, theme=theme, parent=view)
    model.set_rows(NAMES)
    view.setModel(model)
    shown(qtbot, view).selectRow(0)
    face = QAccessible.queryAccessibleInterface(view)
    cells = [face.child(place) for place in range(face.childCount())]
    cedar = next(cell for cell in cells if cell.text(QAccessible.Text.Name).endswith("Cedar"))
    cedar.actionInterface().doAction("Toggle")
    qtbot.waitUntil(lambda: view.current_row() == "Cedar")
    assert view.chosen_rows() == ["Ash", "Cedar"]


def test_the_box_of_a_line_is_ticked_and_only_once(qtbot, theme) -> None:
    view, ticked, asked = GroupedList(theme, "Trees"), {"Ash"}, list[object]()
    model: GroupsModel[str] = GroupsModel(itself, line_of, ticked=lambda name: name in ticked, parent=view)
    view.setModel(model)
    model.show_parts([Part(Heading("all", "All", 3), lambda skip, _after, limit: NAMES[skip : skip + limit])])
    view.tick_wanted.connect(asked.append)
    shown(qtbot, view).show_first()
    toggle(view, 3)
    qtbot.waitUntil(lambda: asked == [["Cedar"]])
    assert view.chosen_rows() == ["Cedar"]
    toggle(view, 3)
    qtbot.waitUntil(lambda: asked == [["Cedar"], ["Cedar"]])
    QTest.keyClick(view, Qt.Key.Key_Space)
    qtbot.wait(20)
    assert asked == [["Cedar"]] * 3


@pytest.mark.parametrize("place", [0, 1])
def test_a_choice_below_a_field_is_taken_the_marked_one_too(qtbot, theme, place) -> None:
    found = [Choice("tree", number, RecordLine(name)) for number, name in enumerate(NAMES)]
    field = RecordField(theme, "Tree", lambda words: [one for one in found if words in one.line.title.lower()])
    qtbot.addWidget(field)
    field.show()
    QAccessible.queryAccessibleInterface(field).setText(QAccessible.Text.Value, "r")
    qtbot.waitUntil(lambda: field.is_open)
    toggle(field.window().findChild(QListView), place)
    qtbot.waitUntil(lambda: field.choice() == found[1 + place])
    assert not field.is_open
    QAccessible.queryAccessibleInterface(field).setText(QAccessible.Text.Value, "as")
    assert field.choice() is None, "another text lets go of what was chosen"


def test_one_of_fixed_words_is_picked_while_they_are_open(qtbot) -> None:
    options, picked = Options([(name, name) for name in NAMES]), list[object]()
    qtbot.addWidget(options)
    options.picked.connect(picked.append)
    options.show()
    options.showPopup()
    toggle(options.view(), 2)
    qtbot.waitUntil(lambda: picked == ["Cedar"])
    assert options.value() == "Cedar"
    assert not options.view().isVisible()
    options.showPopup()
    QTest.keyClick(options.view(), Qt.Key.Key_Up)
    QTest.keyClick(options.view(), Qt.Key.Key_Return)
    assert picked == ["Cedar", "Birch"], "keys go on as ever"


def test_a_text_put_into_a_field_is_kept_as_one_that_was_typed(qtbot) -> None:
    kept: list[tuple[str, object]] = []
    form = AutosaveForm(lambda key, value: kept.append((key, value)))
    qtbot.addWidget(form)
    field = form.line("name", "Name")
    form.load({"name": "Ash"})
    form.show()
    QAccessible.queryAccessibleInterface(field.editor).setText(QAccessible.Text.Value, "Oak")
    qtbot.waitUntil(lambda: kept == [("name", "Oak")])
    form.load({"name": "Elm"})
    qtbot.wait(20)
    assert kept == [("name", "Oak")], "what the program shows is not typed"


def test_the_program_clears_a_field_without_anybody_having_typed(qtbot) -> None:
    line, typed = LineEdit("Name"), list[str]()
    qtbot.addWidget(line)
    line.textEdited.connect(typed.append)
    line.setText("Ash")
    line.clear()
    assert typed == []
    QTest.keyClicks(line, "Oa")
    assert typed == ["O", "Oa"]


def test_a_section_that_is_checked_is_gone_to_once(qtbot, theme) -> None:
    rail, gone = Rail(theme), list[str]()
    qtbot.addWidget(rail)
    rail.set_available(frozenset({"home", "people"}))
    rail.set_current("home")
    rail.chosen.connect(gone.append)
    rail.chosen.connect(rail.set_current)
    rail.show()
    people = next(one for one in rail.findChildren(type(rail._buttons["people"])) if one.accessibleName() == "People")
    QAccessible.queryAccessibleInterface(people).actionInterface().doAction("Toggle")
    qtbot.waitUntil(lambda: gone == ["people"])
    rail._buttons["home"].click()
    qtbot.wait(20)
    assert gone == ["people", "home"]


def test_a_menu_below_a_button_stands_on_its_first_line_has_a_name_and_closes(qtbot) -> None:
    below, menu, done = button("&More"), QMenu(), list[str]()
    for made in (below, menu):
        qtbot.addWidget(made)
    menu.addSeparator()
    first = menu.addAction("Open", lambda: done.append("open"))
    below.show()
    for _time in range(2):
        drop_down(menu, below)
        assert menu.activeAction() is first
        assert menu.accessibleName() == "More"
        QAccessible.queryAccessibleInterface(menu).child(1).actionInterface().doAction("Press")
        assert not menu.isVisible()
    assert done == ["open", "open"]


def test_where_a_long_word_may_break_is_not_read_out(qtbot) -> None:
    label = PlainLabel("jo@\u200belm.example")
    qtbot.addWidget(label)
    face = QAccessible.queryAccessibleInterface(label)
    assert face.text(QAccessible.Text.Name) == "jo@elm.example"
    label.setText("01632 960101")
    assert face.text(QAccessible.Text.Name) == "01632 960101"


def test_a_selection_model_that_has_gone_is_not_asked(qtbot, trees) -> None:
    trees.selectionModel().select(trees.model().index(2, 0), QItemSelectionModel.SelectionFlag.Select)
    trees.setModel(QStringListModel(NAMES, trees))
    qtbot.wait(20)
    assert not trees.currentIndex().isValid()


def test_what_takes_the_focus_below_the_fold_is_scrolled_to(qtbot, qapp) -> None:
    inside = QWidget()
    column = QVBoxLayout(inside)
    buttons = [button(f"Button {number}") for number in range(40)]
    for made in buttons:
        column.addWidget(made)
    area = scrolling(inside)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    qtbot.waitExposed(area)
    last = buttons[-1]
    assert last.visibleRegion().isEmpty()
    keep_in_view(None, last)
    qtbot.waitUntil(lambda: last.visibleRegion().boundingRect() == last.rect())
    keep_in_view(last, None)
    assert last.visibleRegion().boundingRect() == last.rect(), "whoever leaves is not followed"
