"""Keys walk through long lists by lines, past headings, at once and before all lines are laid out."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.tables.columns import RecordLine
from desktop.tables.groups import GroupedList, GroupsModel, Heading, Part

LONG = 60_000


def numbers(first: int, count: int, key: str) -> Part[int]:
    def fetch(skip: int, after: int | None, limit: int) -> range:
        begin = first + skip if after is None else after + 1
        return range(begin, min(begin + limit, first + count))

    return Part(Heading(key, key, count), fetch)


@pytest.fixture
def walked(qtbot, theme):
    view = GroupedList(theme, "Numbers")
    model = GroupsModel(lambda number: number, lambda number: RecordLine(str(number)), parent=view)
    view.setModel(model)
    qtbot.addWidget(view)
    view.resize(400, 500)
    view.show()
    return view, model


def press(view: GroupedList, *keys: Qt.Key) -> object:
    for key in keys:
        QTest.keyClick(view, key)
    return view.current_row()


def test_a_key_in_a_long_list_takes_no_time_while_it_is_still_laid_out(walked):
    view, model = walked
    model.show_parts([numbers(0, LONG, "All")])
    view.show_first()
    begun = time.process_time()
    page = press(view, Qt.Key.Key_PageDown)
    assert 2 <= page <= view.viewport().height() // view.sizeHintForRow(0)
    assert press(view, Qt.Key.Key_End) == LONG - 1
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())
    assert press(view, Qt.Key.Key_PageUp) == LONG - 1 - page
    assert press(view, Qt.Key.Key_Home) == 0
    assert time.process_time() - begun < 5


def test_headings_are_walked_past_in_both_directions(walked):
    view, model = walked
    model.show_parts([numbers(0, 2, "Late"), numbers(100, 3, "Later")])
    view.show_first()
    keys = Qt.Key
    assert press(view, keys.Key_Up) == 0
    assert press(view, keys.Key_Home) == 0
    assert press(view, keys.Key_Down, keys.Key_Down) == 100
    assert press(view, keys.Key_Up) == 1
    assert press(view, keys.Key_PageDown) == 102
    assert press(view, keys.Key_Down) == 102
    assert press(view, keys.Key_PageUp) == 0
    assert press(view, keys.Key_Right) == 0


def test_an_empty_list_and_one_without_a_current_line_can_be_walked(walked):
    view, model = walked
    model.show_parts([])
    assert press(view, Qt.Key.Key_PageDown) is None
    model.show_parts([numbers(0, 3, "Late")])
    view.clearSelection()
    assert press(view, Qt.Key.Key_PageDown) in (0, 2)
