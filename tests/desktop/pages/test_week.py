"""The week among the events: walked with the keys, told with times, kept in step with the month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.pages.events import SPEC as EVENTS
from desktop.pages.events.head import LIST, MONTH, WEEK
from desktop.pages.events.page import EventsPage
from desktop.pages.events.week import week_name
from desktop.theme import Appearance
from models.actions.events import EventFields, create_event
from tests.desktop.accessibility import audit
from tests.desktop.pages.desk import TODAY, Desk, open_desk

__all__ = ["open_desk"]

Open = Callable[..., Desk]


def week_of(desk: Desk) -> EventsPage:
    page = desk.window.stack.current_page()
    assert isinstance(page, EventsPage)
    page.overview.head.ways[WEEK].click()
    QApplication.processEvents()
    return page


def test_a_week_is_named_by_its_days() -> None:
    assert week_name(date(2026, 11, 23)) == "23 to 29 November 2026"
    assert week_name(date(2026, 11, 30)) == "30 November to 6 December 2026"
    assert week_name(date(2026, 12, 28)) == "28 December 2026 to 3 January 2027"


def test_keys_walk_days_and_weeks(open_desk: Open, sample_file: Path) -> None:
    desk = open_desk(sample_file, EVENTS, first="events")
    page = week_of(desk)
    assert page.overview.head.title.text() == "16 to 22 November 2026"
    grid = page.overview.week.grid
    grid.setFocus()
    for key, day, title in (
        (Qt.Key.Key_Left, date(2026, 11, 21), "16 to 22 November 2026"),
        (Qt.Key.Key_PageDown, date(2026, 11, 28), "23 to 29 November 2026"),
        (Qt.Key.Key_Right, date(2026, 11, 29), "23 to 29 November 2026"),
        (Qt.Key.Key_Right, date(2026, 11, 30), "30 November to 6 December 2026"),
        (Qt.Key.Key_Down, date(2026, 12, 7), "7 to 13 December 2026"),
        (Qt.Key.Key_End, date(2026, 12, 13), "7 to 13 December 2026"),
        (Qt.Key.Key_PageUp, date(2026, 12, 6), "30 November to 6 December 2026"),
    ):
        desk.press(grid, key)
        assert grid.day() == day
        assert page.overview.head.title.text() == title
        assert page.overview.week.day_panel.heading.text().startswith(f"{day:%A} {day.day} {day:%B}")
    desk.press(grid, Qt.Key.Key_Return)
    assert page.overview.week.day_panel.isAncestorOf(QApplication.focusWidget())
    page.overview.head.to_today.click()
    assert grid.day() == TODAY
    page.overview.head.after.click()
    assert page.overview.head.title.text() == "23 to 29 November 2026"
    assert page.overview.head.after.accessibleName() == "Week after (Page Down)"


def test_month_and_week_show_the_same_day(open_desk: Open, sample_file: Path) -> None:
    desk = open_desk(sample_file, EVENTS, first="events")
    page = week_of(desk)
    page.overview.week.show_day(date(2026, 12, 9))
    page.overview.head.ways[MONTH].click()
    assert page.overview.month.grid.day() == date(2026, 12, 9)
    assert page.overview.head.title.text() == "December 2026"
    page.overview.month.show_day(date(2027, 1, 5))
    page.overview.head.ways[LIST].click()
    assert not page.overview.head.before.isVisible()
    page.overview.head.ways[WEEK].click()
    assert page.overview.week.grid.day() == date(2027, 1, 5)
    assert page.overview.head.title.text() == "4 to 10 January 2027"


def test_a_day_says_what_is_on_and_hears_of_changes(open_desk: Open, sample_file: Path) -> None:
    desk = open_desk(sample_file, EVENTS, first="events")
    page = week_of(desk)
    page.overview.week.show_day(date(2026, 11, 24))
    before = len(page.overview.week.model.items_on(date(2026, 11, 26)))
    with desk.store.write("Event") as session:
        fields = EventFields(title="<b>Craft</b> fair & " + "x" * 200, starts_at=datetime(2026, 11, 26, 18, 30))  # noqa: DTZ001
        create_event(session, fields)
    items = page.overview.week.model.items_on(date(2026, 11, 26))
    assert len(items) == before + 1
    words = page.overview.week.model.index(0, 3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith("Thursday 26 November")
    assert "<b>Craft</b> fair &" in words
    desk.window.grab()


@pytest.mark.parametrize("zoom", [100, 200])
@pytest.mark.parametrize("look", [Appearance.LIGHT, Appearance.DARK])
def test_everybody_can_read_and_reach_the_week(open_desk: Open, sample_file: Path, zoom: int, look: Appearance) -> None:
    desk = open_desk(sample_file, EVENTS, first="events")
    desk.context.theme.set_zoom(zoom)
    desk.context.theme.set_appearance(look)
    week_of(desk)
    assert audit(desk.window) == []
