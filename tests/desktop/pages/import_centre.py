"""The import centre as its tests use it: a book with three people, files brought to it, and what came of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.pages.imports import SPEC as IMPORTS
from desktop.pages.imports.page import ImportsPage
from desktop.pages.people import SPEC as PEOPLE
from desktop.shell.wishes import FilesWish
from models.actions.people import PersonFields, create_person
from models.imports.batches import list_batches
from models.queries.people import count_people
from tests.desktop.pages.desk import TODAY


@pytest.fixture
def desk(open_desk):
    made = open_desk(None, IMPORTS, PEOPLE, first="imports")
    with made.store.write("Add") as session:
        for given, family in (("Ann", "Leeming"), ("Piotr", "Zielinski"), ("Maya", "Obi")):
            create_person(session, PersonFields(given_name=given, family_name=family))
    return made


def page_of(desk) -> ImportsPage:
    page = desk.window.stack.current_page()
    assert isinstance(page, ImportsPage)
    return page


def bring(desk, qtbot, *paths: Path) -> ImportsPage:
    desk.window.stack.show_page("imports", FilesWish(paths))
    page = page_of(desk)
    settle(qtbot, page)
    return page


def settle(qtbot, page: ImportsPage) -> None:
    qtbot.waitUntil(lambda: all(one.job is None and not one.waiting for one in page.intake.files), timeout=20_000)


def people(desk) -> int:
    with desk.store.read() as session:
        return count_people(session, today=TODAY)


def batches(desk):
    with desk.store.read() as session:
        return list_batches(session)


def names(page: ImportsPage) -> list[str]:
    model = page.files.view.seen.rows.model
    return [model.row_at(number).line.name for number in range(model.rowCount())]


def go(desk, qtbot, page: ImportsPage) -> None:
    before = len(batches(desk))
    page.files.view.seen.foot.go.click()
    qtbot.waitUntil(lambda: len(batches(desk)) > before, timeout=20_000)
    qtbot.waitUntil(lambda: not page.intake.files or page.files.view.file.job is None, timeout=20_000)
