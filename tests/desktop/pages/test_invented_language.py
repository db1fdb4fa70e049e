"""Every page and every dialog in the invented language: nothing is left in English, nothing is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QWidget

from desktop.dialogs.about import MADE_WITH
from desktop.pages import PAGES
from desktop.shell.attending import Attending
from desktop.shell.page import PageSpec
from resources import i18n
from tests.desktop.accessibility import _fits
from tests.desktop.bracketed import faults, outside_brackets, untranslated, words_of_book
from tests.desktop.menu_lines import menus_of
from tests.desktop.pages.all_places import (
    Look,
    first_record,
    look_at_pages,
    look_at_what_commands_open,
    look_at_what_opens,
    settle,
)
from tests.desktop.pages.desk import Desk, open_desk

__all__ = ["open_desk"]

PARTS = "\n".join(word.casefold() for part in MADE_WITH for word in part)
"""Names of the parts the program is made of, and of their licences."""


@pytest.fixture
def invented(sample_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The invented language, over a book that was written in English."""
    monkeypatch.setenv(i18n.LANGUAGE, i18n.PSEUDO)
    i18n.forget_language()
    yield sample_file
    monkeypatch.delenv(i18n.LANGUAGE)
    i18n.forget_language()


@pytest.fixture
def desk(invented: Path, open_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    made = open_desk(invented, *PAGES, first="home")
    made.attending = Attending(made.context, made.window)  # type: ignore[attr-defined]
    yield made
    made.attending.let_go()  # type: ignore[attr-defined]
    made.context.jobs.finish()


def looking(qtbot, book: str) -> Look:
    """Return what finds, in a window, what is left in English, and what is cut and still is when the layout settled."""

    def look(window: QWidget) -> set[str]:
        cut = {fault for fault in _fits(window) if "is cut" in fault}
        if cut:
            qtbot.wait(150)
            cut &= set(_fits(window))
        known = f"{book}\n{PARTS}" if window.objectName() == "about" else book
        return faults(window, known) | cut

    return look


def menu_faults(menu: QMenu, book: str) -> set[str]:
    return {words for action in menu.actions() for words in untranslated(action.text(), book)}


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.key)
def test_every_page_is_translated_and_fits(qtbot, desk: Desk, spec: PageSpec) -> None:
    found = look_at_pages(qtbot, desk, spec, looking(qtbot, words_of_book(desk.store)))
    assert not found, "\n".join(sorted(found))


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.key)
def test_every_dialog_is_translated_and_fits(qtbot, desk: Desk, spec: PageSpec) -> None:
    book = words_of_book(desk.store)
    found = look_at_what_opens(qtbot, desk, spec, looking(qtbot, book), partial(menu_faults, book=book))
    assert not found, "\n".join(sorted(found))


def test_menus_and_what_they_open_are_translated(qtbot, desk: Desk) -> None:
    book = words_of_book(desk.store)
    desk.window.stack.open_record("organisation", first_record(desk, "organisation") or 1)
    settle(qtbot, desk)
    found: set[str] = set()
    for menu in menus_of(desk.window):
        found |= menu_faults(menu, book)
        found |= {words for action in menu.actions() for words in untranslated(action.toolTip(), book)}
    found |= look_at_what_commands_open(qtbot, desk, looking(qtbot, book))
    assert not found, "\n".join(sorted(found))


def test_the_walk_tells_words_of_ours_from_data() -> None:
    book = "brookfield primary school\npriya nair"
    assert outside_brackets("[Šááved: [x] y] Brookfield").strip() == "Brookfield"
    assert untranslated("[Ŵhéñ]: Brookfield Primary School · Priya Nair, 22 [Ñöv] 6:30pm", book) == []
    assert untranslated("Late since Priya Nair", book) == ["Late since Priya Nair"]
    assert untranslated("<qt>Cancel &amp; close</qt>", book) == ["Cancel & close"]
    assert untranslated("[Čúť öff beca…", book) == []
