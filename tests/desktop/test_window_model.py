from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.tables.columns import TableColumn
from desktop.tables.data_table import DataTable
from desktop.tables.window_model import Start, WindowModel

COLUMNS = (TableColumn[int]("n", "Number", lambda row: row),)
TOTAL = 52_000


class Source:
    def __init__(self, total: int = TOTAL) -> None:
        self.total, self.asked = total, list[tuple[int, int | None]]()

    def __call__(self, start: Start[int], limit: int) -> Sequence[int]:
        self.asked.append((start.offset, start.after))
        return range(start.offset, min(start.offset + limit, self.total))


def test_a_long_list_in_view_holds_few_rows_and_asks_rarely(qtbot, theme, settings):
    model, source = WindowModel(COLUMNS, lambda row: row), Source()
    table = DataTable(theme, settings, "long", "Register")
    qtbot.addWidget(table)
    table.setModel(model)
    table.resize(400, 600)
    model.show(source, TOTAL)
    table.show()
    qtbot.waitExposed(table)
    table.grab()
    assert model.rowCount() == TOTAL
    assert len(source.asked) <= 2
    for place in range(0, TOTAL, 1000):
        table.scrollTo(model.index(place, 0))
        table.grab()
    assert model.held <= 12 * 100
    table.scrollToBottom()
    table.grab()
    assert model.index(TOTAL - 1, 0).data() == "51,999"


def test_the_next_page_seeks_by_the_row_before_it():
    model, source = WindowModel(COLUMNS, lambda row: row), Source()
    model.show(source, TOTAL)
    for row in range(250):
        assert model.row_at(row) == row
    assert source.asked == [(0, None), (100, 99), (200, 199)]
    model.row_at(40_000)
    assert source.asked[-1] == (40_000, None)


def test_a_list_of_unknown_length_grows_to_its_end_and_stops():
    model, source = WindowModel(COLUMNS, lambda row: row), Source(250)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(source, None)
    seen = [model.rowCount()]
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
        seen.append(model.rowCount())
    assert seen == [100, 200, 250]
    del tester


def test_a_list_that_ends_with_a_page_stops_too():
    model, source = WindowModel(COLUMNS, lambda row: row), Source(200)
    model.show(source, None)
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert model.rowCount() == 200


def test_after_a_change_of_the_same_length_the_view_keeps_its_place_and_asks_again():
    model, source = WindowModel(COLUMNS, lambda row: row), Source()
    model.show(source, TOTAL)
    model.row_at(5)
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    model.refresh(source, TOTAL)
    model.row_at(5)
    assert resets == []
    assert len(source.asked) == 2


def test_letters_typed_into_a_long_list_read_no_more_of_it(qtbot, theme, settings):
    model, source = WindowModel(COLUMNS, lambda row: row), Source()
    table = DataTable(theme, settings, "typed", "Register")
    qtbot.addWidget(table)
    table.setModel(model)
    model.show(source, TOTAL)
    table.show()
    qtbot.waitExposed(table)
    table.setCurrentIndex(model.index(0, 0))
    table.grab()
    asked = len(source.asked)
    qtbot.keyClicks(table, "zz")
    assert table.currentIndex().row() == 0
    assert len(source.asked) == asked
    table.keyboardSearch("")
    qtbot.keyClicks(table, "45")
    assert table.currentIndex().row() == 45
    assert len(source.asked) == asked
    found = model.match(model.index(90, 0), Qt.ItemDataRole.DisplayRole, "9", 3)
    assert [index.row() for index in found] == [90, 91, 92]
