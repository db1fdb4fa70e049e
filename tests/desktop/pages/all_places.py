"""A walk to every place of the window: each page, record and tab, and whatever its buttons and the menus open."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QMessageBox, QPushButton, QTabWidget, QWidget
from sqlalchemy import select, text

from desktop.commands import Command
from desktop.shell.page import PageSpec
from models.base import Base
from models.kinds import KINDS
from tests.desktop.in_view import find_all_in_view
from tests.desktop.pages.desk import Desk

Look = Callable[[QWidget], set[str]]
"""Returns what is wrong with a window or a dialog."""
LookAtMenu = Callable[[QMenu], set[str]]

LEFT_ALONE = frozenset(
    {Command.QUIT, Command.UNDO, Command.REDO, Command.ZOOM_IN, Command.ZOOM_OUT, Command.ZOOM_RESET, Command.LOOK_DARK}
    | {Command.LOOK_LIGHT, Command.LOOK_SYSTEM, Command.SEARCH, Command.BACK, Command.NEXT_PANE, Command.LOG_FOLDER}
)
"""Commands that end the program, change how all looks, or open what is not ours."""


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


def look_at_pages(qtbot, desk: Desk, spec: PageSpec, look: Look) -> set[str]:
    """Look at each tab of a page, without a record and with its first."""
    desk.window.stack.show_page(spec.key)
    found = _look_at_tabs(qtbot, desk, look)
    for kind in spec.kinds[:1]:
        number = first_record(desk, kind)
        if number is not None:
            desk.window.stack.open_record(kind, number)
            found |= _look_at_tabs(qtbot, desk, look)
    return found


def _look_at_tabs(qtbot, desk: Desk, look: Look) -> set[str]:
    found: set[str] = set()
    settle(qtbot, desk)
    for _tab in tabs_of(desk.window):
        qtbot.wait(10)
        found |= look(desk.window)
    return found


def look_at_what_opens(qtbot, desk: Desk, spec: PageSpec, look: Look, look_at_menu: LookAtMenu) -> set[str]:
    """Look at all that the buttons of a page open, with its first record in view."""
    desk.window.stack.show_page(spec.key)
    number = first_record(desk, spec.kinds[0]) if spec.kinds else None
    if number is not None:
        desk.window.stack.open_record(spec.kinds[0], number)
    settle(qtbot, desk)
    return _press_all(qtbot, desk, look, look_at_menu)


def look_at_what_commands_open(qtbot, desk: Desk, look: Look) -> set[str]:
    """Look at all that the commands of the menus open."""
    found: set[str] = set()
    for command in Command:
        action = desk.window.commands[command]
        if action.isEnabled() and command not in LEFT_ALONE and not command.name.startswith("GO_"):
            action.trigger()
            qtbot.wait(20)
            found |= _look_at_dialogs(qtbot, look)
            popup = QApplication.activePopupWidget()
            if popup is not None:
                popup.close()
    return found


def _look_at_dialogs(qtbot, look: Look) -> set[str]:
    """Look at the dialogs that are open and close them; those of the system are its own."""
    found: set[str] = set()
    for dialog in find_all_in_view(QDialog):
        qtbot.wait(10)
        if not isinstance(dialog, QFileDialog) and dialog.objectName():
            found |= {f"{dialog.objectName()}: {fault}" for fault in look(dialog)}
        dialog.done(0)
        for box in find_all_in_view(QDialog):
            if isinstance(box, QMessageBox):
                box.done(0)
    return found


def _press_all(qtbot, desk: Desk, look: Look, look_at_menu: LookAtMenu) -> set[str]:
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
        found |= _look_at_dialogs(qtbot, look)
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            found |= {f"menu of {name}: {words}" for words in look_at_menu(menu)}
            menu.close()
        if desk.window.stack.current_key != key:
            desk.window.stack.show_page(key)
            page.return_to(place)
            qtbot.wait(10)
    return found
