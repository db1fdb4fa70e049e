"""What fails while Qt is in the middle of something is told as what it is, and Qt goes on."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from desktop.overrides import do_and_tell
from desktop.theme import Theme
from desktop.widgets.tabs import FlowingTabs
from models.errors import WrongUse

DESKTOP = Path(__file__).parents[2] / "desktop"
ASKS = ("store.read", "store.write", "self.refresh", "self._fetch", "self._search", "context.show_page")
"""Calls after which anything may have gone wrong."""
CALLED_BY_QT = (
    "event",
    "eventFilter",
    "data",
    "fetchMore",
    "match",
    "rowCount",
    "flags",
    "currentChanged",
    "moveCursor",
)


class _Page(QLabel):
    """A page that cannot be filled when it is shown, and that Qt asks for its size then."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        do_and_tell(self._fill)

    def sizeHint(self) -> QSize:
        return QSize(10, 10)

    def hasHeightForWidth(self) -> bool:
        return True

    def _fill(self) -> None:
        raise WrongUse("This was deleted.")


def test_work_that_succeeds_gives_its_answer() -> None:
    assert do_and_tell(partial(max, 2, 3)) == 3


def test_a_page_that_cannot_be_filled_says_so_and_its_tabs_go_on(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[BaseException] = []
    tabs = FlowingTabs(theme, "tried")
    qtbot.addWidget(tabs)
    tabs.addTab(QLabel(), "One")
    tabs.addTab(_Page(), "Two")
    tabs.show()
    heard: list[int] = []
    tabs.currentChanged.connect(heard.append)
    menu = QMenu(tabs)
    action = menu.addAction("Two", partial(tabs.setCurrentIndex, 1))
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: told.append(error))
    # Python remembers where it found a method; an exception that is pending shows only where it has to look.
    sys._clear_type_cache()
    action.trigger()
    assert [str(error) for error in told] == [str(WrongUse("This was deleted."))]
    assert heard == [1]


def _methods(body: list[ast.stmt]) -> dict[str, ast.FunctionDef]:
    return {one.name: one for one in body if isinstance(one, ast.FunctionDef)}


def _reached(name: str, methods: dict[str, ast.FunctionDef]) -> Iterator[str]:
    """Yield what a method calls, and what those of its own class call that it calls."""
    waiting, seen = [name], set[str]()
    while waiting:
        current = waiting.pop()
        if current in seen or current not in methods:
            continue
        seen.add(current)
        for node in ast.walk(methods[current]):
            if isinstance(node, ast.Call):
                words = ast.unparse(node.func)
                waiting.append(words.removeprefix("self."))
                yield words


def test_no_method_that_qt_calls_asks_the_book_without_telling_its_trouble() -> None:
    bare = []
    for path in sorted(DESKTOP.rglob("*.py")):
        for found in ast.walk(ast.parse(path.read_text("utf-8"))):
            methods = _methods(found.body) if isinstance(found, ast.ClassDef) else {}
            for name in methods:
                if name in CALLED_BY_QT or name.endswith("Event"):
                    bare += [f"{path.name}: {name}: {one}" for one in _reached(name, methods) if one.endswith(ASKS)]
    assert bare == []
