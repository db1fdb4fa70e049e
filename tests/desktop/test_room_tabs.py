"""In a low window the whole of a record scrolls and its tabs do not; in a high one the page in view does."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QScrollBar, QVBoxLayout, QWidget

from desktop.widgets.room_tabs import RoomTabs
from desktop.widgets.scrolling import scrolling


def tall(pixels: int) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    label = QLabel("Long")
    label.setFixedHeight(pixels)
    column.addWidget(label)
    return page


@pytest.fixture
def record(qtbot, theme):
    inside, tabs = QWidget(), RoomTabs(theme, "tried")
    head = QLabel("Head")
    head.setFixedHeight(200)
    column = QVBoxLayout(inside)
    column.addWidget(head)
    column.addWidget(tabs, 1)
    tabs.addTab(scrolling(tall(1500)), "Long")
    tabs.addTab(scrolling(tall(50)), "Short")
    tabs.keep_room()
    area = scrolling(inside)
    qtbot.addWidget(area)
    return area, tabs


def bars(area: QWidget) -> list[int]:
    return [bar.maximum() for bar in area.findChildren(QScrollBar) if bar.isVisible() and bar.maximum()]


def test_a_low_window_has_one_bar_for_all(record, qtbot):
    area, tabs = record
    area.resize(500, 300)
    area.show()
    qtbot.waitUntil(lambda: tabs.height() > 1500)
    qtbot.waitUntil(lambda: len(bars(area)) == 1 and bars(area)[0] > 1200)
    tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: tabs.height() < 500 and len(bars(area)) == 1)


def test_in_a_high_window_only_the_page_in_view_scrolls(record, qtbot):
    area, tabs = record
    area.resize(500, 900)
    area.show()
    qtbot.waitUntil(lambda: len(bars(area)) == 1)
    assert tabs.height() < 700
    area.resize(500, 300)
    qtbot.waitUntil(lambda: tabs.height() > 1500)
    area.resize(500, 900)
    qtbot.waitUntil(lambda: tabs.height() < 700 and len(bars(area)) == 1)


def test_what_grows_while_it_is_looked_at_is_given_room(record, qtbot):
    area, tabs = record
    area.resize(500, 300)
    area.show()
    tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: tabs.height() < 500)
    tabs.currentWidget().widget().findChild(QLabel).setFixedHeight(900)
    qtbot.waitUntil(lambda: tabs.height() > 900 and len(bars(area)) == 1)
