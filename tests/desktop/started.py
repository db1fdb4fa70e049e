"""The whole program, started in this process with settings, a book's place and a backup folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import open_book, places
from desktop.application import Program
from desktop.errors import stop_log
from desktop.settings import Settings
from desktop.theme import Theme
from tests.desktop.gallery import SPECS


@pytest.fixture
def whole_program(
    qapp: QApplication, qtbot: QtBot, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    """The program before it has a book, with its own pages."""
    monkeypatch.setattr(places, "default_book", lambda: tmp_path / "own" / "records.liaison")
    monkeypatch.setattr(places, "sample_book", lambda: tmp_path / "own" / "example.liaison")
    monkeypatch.setattr(places, "backup_folder", lambda: tmp_path / "usual")
    made = Program(qapp, Settings(tmp_path / "settings.ini"), log_folder=tmp_path / "log")
    made.window.resize(1366, 728)
    qtbot.addWidget(made.window)
    yield made
    made.jobs.finish()
    made.window.close()
    qapp.fontChanged.disconnect(made.theme._on_font_changed)
    qapp.styleHints().colorSchemeChanged.disconnect(made.theme._on_system_changed)
    stop_log()


@pytest.fixture
def program(whole_program: Program, monkeypatch: pytest.MonkeyPatch) -> Program:
    """The program before it has a book, with the plain pages of the gallery."""
    monkeypatch.setattr(open_book, "page_specs", lambda: SPECS)
    return whole_program
