from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTableView

from desktop.tables.columns import TableColumn
from desktop.tables.rows_model import RowsModel


@dataclass(frozen=True)
class Item:
    id: int
    name: str
    size: int | None = None


COLUMNS = (
    TableColumn[Item]("name", "Name", lambda row: row.name),
    TableColumn[Item]("size", "Size", lambda row: row.size, align_right=True),
)


def model_of(*rows: Item) -> RowsModel[Item]:
    model = RowsModel(COLUMNS, lambda row: row.id)
    model.set_rows(rows)
    return model


@given(
    st.lists(st.integers(0, 12), unique=True),
    st.lists(st.tuples(st.integers(0, 12), st.text(max_size=2)), unique_by=lambda pair: pair[0]),
)
def test_any_list_becomes_any_other_and_marks_stay_on_their_rows(before, after):
    model = model_of(*(Item(number, str(number)) for number in before))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    marks = {number: QPersistentModelIndex(model.index(place, 0)) for place, number in enumerate(before)}
    model.set_rows([Item(number, name) for number, name in after])
    assert [(row.id, row.name) for row in model.rows] == after
    places = {number: place for place, (number, _name) in enumerate(after)}
    for number, mark in marks.items():
        assert mark.isValid() == (number in places)
        if mark.isValid():
            assert mark.row() == places[number]
    del tester


def test_an_equal_list_says_nothing(qtbot):
    rows = [Item(1, "a"), Item(2, "b")]
    model = model_of(*rows)
    told = []
    for signal in (model.rowsInserted, model.rowsRemoved, model.rowsMoved, model.dataChanged, model.layoutChanged):
        signal.connect(lambda *args: told.append(args))
    model.set_rows(list(rows))
    assert told == []


def test_one_renamed_row_is_one_move_and_one_change():
    rows = [Item(number, name) for number, name in enumerate("bcdef")]
    model = model_of(*rows)
    moves, changes, layouts = [], [], []
    model.rowsMoved.connect(lambda *args: moves.append(args))
    model.dataChanged.connect(lambda first, last: changes.append((first.row(), last.row())))
    model.layoutChanged.connect(lambda *args: layouts.append(args))
    model.set_rows([replace(rows[3], name="a"), rows[0], rows[1], rows[2], rows[4]])
    assert (len(moves), changes, layouts) == (1, [(0, 0)], [])


def test_selection_and_current_row_survive(qtbot, theme):
    model = model_of(*(Item(number, f"{number}") for number in range(50)))
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.selectionModel().setCurrentIndex(
        model.index(30, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    )
    model.set_rows([Item(number, f"{number}") for number in range(49, -1, -1) if number != 10])
    assert model.row_at(view.currentIndex().row()) == Item(30, "30")
    assert [index.row() for index in view.selectionModel().selectedRows()] == [19]


def test_sorting_puts_empty_cells_last_both_ways():
    model = model_of(Item(1, "b", None), Item(2, "A", 5), Item(3, "c", 1))
    model.sort_by("size")
    assert [row.id for row in model.rows] == [3, 2, 1]
    model.sort_by("size", descending=True)
    assert [row.id for row in model.rows] == [2, 3, 1]
    model.sort_by("name")
    assert [row.id for row in model.rows] == [2, 1, 3]


def test_two_rows_of_one_key_are_a_bug():
    with pytest.raises(ValueError, match="same key"):
        model_of(Item(1, "a"), Item(1, "b"))


def test_a_cell_is_shown_read_out_and_never_mark_up():
    model = model_of(Item(1, "<b>Jo</b>", 1200))
    name, size = model.index(0, 0), model.index(0, 1)
    assert size.data() == "1,200"
    assert size.data(Qt.ItemDataRole.AccessibleTextRole) == "Size: 1,200"
    assert name.data() == "<b>Jo</b>"
    assert "<b>" not in name.data(Qt.ItemDataRole.ToolTipRole)
