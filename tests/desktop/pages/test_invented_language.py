"""Every page and every dialog in the invented language: nothing is left in English, nothing is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QMessageBox, QPushButton, QTabWidget, QWidget
from sqlalchemy import select, text

from desktop.commands import Command
from desktop.dialogs.about import MADE_WITH
from desktop.pages import PAGES
from desktop.shell.attending import Attending
from desktop.shell.page import PageSpec
from models.base import Base
from models.kinds import KINDS
from resources import i18n
from tests.desktop.accessibility import _fits
from tests.desktop.bracketed import faults, outside_brackets, untranslated, words_of_book
from tests.desktop.in_view import find_all_in_view
from tests.desktop.pages.desk import Desk, open_desk

__all__ = ["open_desk"]

LEFT_ALONE = frozenset(
    {Command.QUIT, Command.UNDO, Command.REDO, Command.ZOOM_IN, Command.ZOOM_OUT, Command.ZOOM_RESET, Command.LOOK_DARK}
    | {Command.LOOK_LIGHT, Command.LOOK_SYSTEM, Command.SEARCH, Command.BACK, Command.NEXT_PANE, Command.LOG_FOLDER}
)


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


def look_at(qtbot, window: QWidget, book: str) -> set[str]:
    """Return what is left in English, and what is cut and still is when the layout has settled."""
    cut = {fault for fault in _fits(window) if "is cut" in fault}
    if cut:
        qtbot.wait(150)
        cut &= set(_fits(window))
    return faults(window, book) | cut


def first_record(desk: Desk, kind: str) -> int | None:
    """Return the first record of a kind that the search would open."""
    table = KINDS[kind].table if kind in KINDS else kind
    if table not in Base.metadata.tables:
        return None
    with desk.store.read() as session:
        return session.scalars(select(text("id")).select_from(text(f'"{table}"')).order_by(text("id")).limit(1)).first()


def tabs_of(window: QWidget) -> Iterator[None]:
    """Show each tab of each tab widget in view, one after another."""
    for tabs in window.findChildren(QTabWidget):
        if tabs.isVisible():
            for place in range(tabs.count()):
                tabs.setCurrentIndex(place)
                yield
    yield


def settle(qtbot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.context.jobs.is_busy, timeout=60_000)
    qtbot.wait(30)


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.key)
def test_every_page_is_translated_and_fits(qtbot, desk: Desk, spec: PageSpec) -> None:
    book, found = words_of_book(desk.store), set()
    desk.window.stack.show_page(spec.key)
    settle(qtbot, desk)
    for _tab in tabs_of(desk.window):
        qtbot.wait(10)
        found |= look_at(qtbot, desk.window, book)
    for kind in spec.kinds[:1]:
        number = first_record(desk, kind)
        if number is not None:
            desk.window.stack.open_record(kind, number)
            settle(qtbot, desk)
            for _tab in tabs_of(desk.window):
                qtbot.wait(10)
                found |= look_at(qtbot, desk.window, book)
    assert not found, "\n".join(sorted(found))


def dialogs() -> list[QDialog]:
    return find_all_in_view(QDialog)


def look_at_dialogs(qtbot, book: str) -> set[str]:
    """Look at the dialogs that are open and close them; those of the system speak its language."""
    found: set[str] = set()
    for dialog in dialogs():
        qtbot.wait(10)
        if not isinstance(dialog, QFileDialog) and dialog.objectName():
            known = f"{book}\n{PARTS}" if dialog.objectName() == "about" else book
            found |= {f"{dialog.objectName()}: {fault}" for fault in look_at(qtbot, dialog, known)}
        dialog.done(0)
        for box in dialogs():
            if isinstance(box, QMessageBox):
                box.done(0)
    return found


def press_all(qtbot, desk: Desk, book: str) -> set[str]:
    """Press every button of the page in view that may open something, and look at what opens."""
    found: set[str] = set()
    page = desk.window.stack.current_page()
    assert page is not None
    names = [
        button.objectName() or button.text()
        for button in page.findChildren(QPushButton)
        if button.isVisible() and button.isEnabled() and ("…" in button.text() or button.text().startswith("["))
    ]
    key, place = desk.window.stack.current_key, page.place()
    for name in dict.fromkeys(names):
        button = next(
            (
                one
                for one in page.findChildren(QPushButton)
                if (one.objectName() or one.text()) == name and one.isVisible() and one.isEnabled()
            ),
            None,
        )
        if button is None or button.isCheckable():
            continue
        button.click()
        qtbot.wait(20)
        found |= look_at_dialogs(qtbot, book)
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            found |= {
                f"menu of {name}: {words}" for action in menu.actions() for words in untranslated(action.text(), book)
            }
            menu.close()
        if desk.window.stack.current_key != key:
            desk.window.stack.show_page(key)
            page.return_to(place)
            qtbot.wait(10)
    return found


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.key)
def test_every_dialog_is_translated_and_fits(qtbot, desk: Desk, spec: PageSpec) -> None:
    book, found = words_of_book(desk.store), set()
    desk.window.stack.show_page(spec.key)
    number = first_record(desk, spec.kinds[0]) if spec.kinds else None
    if number is not None:
        desk.window.stack.open_record(spec.kinds[0], number)
    settle(qtbot, desk)
    found |= press_all(qtbot, desk, book)
    assert not found, "\n".join(sorted(found))


def test_menus_and_what_they_open_are_translated(qtbot, desk: Desk) -> None:
    book, found = words_of_book(desk.store), set()
    desk.window.stack.open_record("organisation", first_record(desk, "organisation") or 1)
    settle(qtbot, desk)
    for menu in desk.window.menus.values():
        found |= {words for action in menu.actions() for words in untranslated(action.text(), book)}
        found |= {words for action in menu.actions() for words in untranslated(action.toolTip(), book)}
    for command in Command:
        action = desk.window.commands[command]
        if action.isEnabled() and command not in LEFT_ALONE and not command.name.startswith("GO_"):
            action.trigger()
            qtbot.wait(20)
            found |= look_at_dialogs(qtbot, book)
            popup = QApplication.activePopupWidget()
            if popup is not None:
                popup.close()
    assert not found, "\n".join(sorted(found))


def test_the_walk_tells_words_of_ours_from_data() -> None:
    book = "brookfield primary school\npriya nair"
    assert outside_brackets("[Šááved: [x] y] Brookfield").strip() == "Brookfield"
    assert untranslated("[Ŵhéñ]: Brookfield Primary School · Priya Nair, 22 [Ñöv] 6:30pm", book) == []
    assert untranslated("Late since Priya Nair", book) == ["Late since Priya Nair"]
    assert untranslated("<qt>Cancel &amp; close</qt>", book) == ["Cancel & close"]
    assert untranslated("[Čúť öff beca…", book) == []
