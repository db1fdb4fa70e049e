"""How tests of lists show a list and wait for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.pages import PAGES
from tests.desktop.pages.desk import Desk, open_desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.commands import Command
    from desktop.shell.page import Page

__all__ = ["desk", "open_desk", "settle", "show", "trigger"]


@pytest.fixture
def desk(open_desk: Callable[..., Desk], sample_file: Path) -> Desk:
    """Open the sample book with every page."""
    return open_desk(sample_file, *PAGES, first="home")


def show(desk: Desk, key: str, qtbot: QtBot) -> Page:
    """Show the list of a page and wait until the worker has counted."""
    desk.window.stack.show_page(key, "list" if key == "events" else None)
    settle(desk, qtbot)
    page = desk.window.stack.current_page()
    assert page is not None
    return page


def settle(desk: Desk, qtbot: QtBot) -> None:
    """Wait until what was typed or chosen has narrowed the list, and the worker has nothing left to do."""
    qtbot.wait(220)
    qtbot.waitUntil(lambda: not desk.context.jobs.is_busy, timeout=20_000)


def trigger(desk: Desk, command: Command) -> None:
    """Choose a command from the menus; it must be on."""
    assert desk.window.commands[command].isEnabled(), command
    desk.window.commands[command].trigger()
