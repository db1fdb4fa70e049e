"""The whole window on a book whose every text would rather be something else: nothing takes it for mark-up.

What is looked at is every page, its first record and each of its tabs, and all that its buttons and the menus open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QTextBrowser, QVBoxLayout, QWidget

from desktop.pages import PAGES
from desktop.shell.attending import Attending
from desktop.shell.page import PageSpec
from models.store import Store
from tests.desktop.pages.all_places import (
    first_record,
    look_at_pages,
    look_at_what_commands_open,
    look_at_what_opens,
    settle,
)
from tests.desktop.pages.desk import Desk, open_desk
from tests.desktop.plain_widgets import faults, menu_faults
from tests.models.random_book import MARK
from tests.safety.nasty import nasty_book

__all__ = ["open_desk"]
pytestmark = pytest.mark.requirement("R26")


@pytest.fixture(scope="module")
def nasty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of such texts, made once."""
    place = tmp_path_factory.mktemp("nasty") / "nasty.liaison"
    store = Store.create(place)
    with store.write("Fill every table") as session:
        nasty_book(session, 5)
    store.close()
    return place


@pytest.fixture
def desk(nasty_file: Path, open_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    made = open_desk(nasty_file, *PAGES, first="home")
    attending = Attending(made.context, made.window)
    yield made
    attending.let_go()
    made.context.jobs.finish()


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.key)
def test_no_page_takes_text_for_markup(qtbot, desk: Desk, spec: PageSpec) -> None:
    seen: set[str] = set()

    def look(window: QWidget) -> set[str]:
        seen.update(label.text() for label in window.findChildren(QLabel) if MARK.search(label.text()))
        return faults(window)

    found = look_at_pages(qtbot, desk, spec, look) | look_at_what_opens(qtbot, desk, spec, look, menu_faults)
    assert not found, "\n".join(sorted(found))
    assert seen or not spec.kinds, "the walk saw none of these texts"


def test_nothing_that_a_command_opens_takes_text_for_markup(qtbot, desk: Desk) -> None:
    desk.window.stack.open_record("organisation", first_record(desk, "organisation") or 1)
    settle(qtbot, desk)
    found = look_at_what_commands_open(qtbot, desk, faults)
    assert not found, "\n".join(sorted(found))


def test_the_look_sees_what_is_wrong(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    guessing, browser, tipped = QLabel("<b>x</b>"), QTextBrowser(), QWidget()
    tipped.setToolTip("Take <b>x</b> off")
    for widget in (guessing, browser, tipped):
        column.addWidget(widget)
    words = "\n".join(faults(window))
    for told in ("guesses whether its words", "shows mark-up", "its tip is mark-up"):
        assert told in words
