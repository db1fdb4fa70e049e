"""Whatever search finds can be opened: it leads to the record where it stands, and is brought into view there."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from desktop.pages import PAGES
from desktop.pages.home import SPEC as HOME
from desktop.widgets.items import ItemsView
from models.queries.forms import find_whole
from models.queries.records import table_of
from models.search import KINDS
from models.store import Store
from tests.desktop.pages.desk import open_desk

__all__ = ["open_desk"]

SHOWN = frozenset(kind for spec in PAGES for kind in spec.kinds)


def numbers_of(session, kind):
    table = table_of(kind)
    question = select(table.c.id).order_by(table.c.id)
    if "archived_at" in table.c:
        question = question.where(table.c.archived_at.is_(None))
    return list(session.scalars(question))


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_that_search_finds_stands_on_some_page(sample_file, kind):
    store = Store.open(sample_file, read_only=True)
    with store.read() as session:
        found = {number: find_whole(session, kind, number, SHOWN) for number in numbers_of(session, kind)}
    store.close()
    assert found
    assert [number for number, whole in found.items() if whole is None] == []


IN_VIEW = ("shared_goal", "funding_opportunity", "attachment", "reference", "thread", "place", "checklist", "aim")


def test_what_stands_nowhere_by_itself_is_brought_into_view_where_it_is_named(open_desk, sample_file, qtbot):
    desk = open_desk(sample_file, *PAGES, first="home")
    with desk.store.read() as session:
        wanted = [(kind, numbers_of(session, kind)[0]) for kind in IN_VIEW]
    for kind, number in wanted:
        desk.context.open(kind, number)
        page = desk.window.stack.current_page()
        chosen = [
            view.items()[view.currentIndex().row()].record
            for view in page.findChildren(ItemsView)
            if view.isVisible() and view.currentIndex().isValid()
        ]
        assert number in chosen, kind


def test_what_stands_nowhere_is_said_and_not_passed_over(open_desk, sample_file):
    desk = open_desk(sample_file, HOME, first="home")
    desk.context.open("shared_goal", 1)
    assert desk.window.undo_bar.isVisible()
    assert [
        one for one in desk.window.undo_bar.findChildren(QLabel) if "on no page" in one.accessibleName() + one.text()
    ]
