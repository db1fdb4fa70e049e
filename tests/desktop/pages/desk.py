"""A window on a fresh copy of the sample book, for tests that press real keys on pages."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.context import Context
from desktop.hub import ChangeHub
from desktop.jobs import Jobs
from desktop.main_window import MainWindow
from desktop.settings import Settings
from desktop.shell.page import PageSpec
from desktop.theme import Theme
from models.store import Store

TODAY = date(2026, 11, 22)


@dataclass
class Desk:
    """The window, its context and the keys."""

    window: MainWindow
    context: Context

    @property
    def store(self) -> Store:
        return self.context.store

    def keys(self, widget: QWidget, text: str) -> None:
        widget.setFocus()
        QTest.keyClicks(widget, text)
        QApplication.processEvents()

    def press(
        self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(widget, key, modifier)
        QApplication.processEvents()


@pytest.fixture
def open_desk(qtbot, theme: Theme, settings: Settings, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Open a window on a book, showing some pages."""
    opened: list[Desk] = []

    def make(book: Path | None, *specs: PageSpec, first: str, read_only: bool = False) -> Desk:
        path = tmp_path / f"book{len(opened)}.liaison"
        if book is None:
            Store.create(path).close()
        else:
            shutil.copy(book, path)
        store = Store.open(path, read_only=read_only)
        jobs, hub = Jobs(theme), ChangeHub(theme)
        window = MainWindow(theme, settings, jobs)
        store.subscribe(hub.announce)
        context = Context(store, hub, jobs, settings, theme, window.commands, today=lambda: TODAY)
        window.resize(1366, 728)
        window.fill(context, specs, first=first)
        window.show()
        window.activateWindow()
        qtbot.waitExposed(window)
        qtbot.wait(20)
        opened.append(Desk(window, context))
        return opened[-1]

    yield make
    for desk in opened:
        # The worker is done before what it works on goes, as when the program closes a book.
        desk.context.jobs.finish()
        desk.window.close()
        desk.window.stack.empty()
        desk.window.deleteLater()
    # Now, by Qt and in its order: the collector would take the pieces apart while they still hear of events.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    for desk in opened:
        desk.store.close()
