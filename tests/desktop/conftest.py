"""One QApplication set up as the program's own, a theme, and a place for settings that is thrown away."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from desktop.jobs import Jobs
from desktop.main_window import MainWindow
from desktop.settings import Settings
from desktop.theme import Theme
from tests.desktop.gallery import make_window


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    return ["liaison-desk", "-style", "fusion"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def theme(qapp: QApplication, settings: Settings) -> Iterator[Theme]:
    QApplication.setCursorFlashTime(0)
    font, palette = QFont(qapp.font()), qapp.palette()
    made = Theme(qapp, settings)
    yield made
    for jobs in made.findChildren(Jobs):
        jobs.finish()
    made.setParent(None)
    qapp.fontChanged.disconnect(made._on_font_changed)
    qapp.styleHints().colorSchemeChanged.disconnect(made._on_system_changed)
    qapp.setStyleSheet("")
    qapp.setFont(font)
    qapp.setPalette(palette)


@pytest.fixture
def window(qtbot, theme: Theme, settings: Settings) -> Iterator[MainWindow]:
    made = make_window(theme, settings)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.hide()
