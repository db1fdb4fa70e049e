from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton

from desktop.context import Context
from desktop.hub import ChangeHub
from desktop.jobs import Jobs
from desktop.main_window import MainWindow
from desktop.pages.reports import SPEC
from desktop.pages.reports.page import ReportsPage
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.widgets.pdf_view import PdfView
from models.sample import fill_example
from models.store import Store
from reports.catalogue import build_report, default_parameters, find_report
from reports.pdf import pdf_bytes
from tests.desktop.accessibility import audit

TODAY = date(2026, 11, 22)


@pytest.fixture
def page(qtbot, window: MainWindow, theme: Theme, settings: Settings, tmp_path: Path) -> Iterator[ReportsPage]:
    store = Store.create(tmp_path / "book.liaison")
    with store.write("Fill") as session:
        fill_example(session, TODAY)
    hub = ChangeHub(window)
    store.subscribe(hub.announce)

    jobs = Jobs(window)
    context = Context(store, hub, jobs, settings, theme, window.commands, today=lambda: TODAY)
    window.fill(context, (SPEC,), first="reports")
    made = window.stack.current_page()
    assert isinstance(made, ReportsPage)
    view = made.findChild(PdfView)
    assert view is not None
    qtbot.waitUntil(lambda: view.page_count > 0, timeout=10_000)
    yield made
    jobs.finish()
    window.stack.empty()
    store.close()


def test_the_preview_is_the_paper_and_changes_with_the_choice(qtbot, page: ReportsPage) -> None:
    view = page.findChild(PdfView)
    assert view is not None
    board = view.page_count
    report = page.findChild(QComboBox, "report_name")
    assert report is not None
    report.setFocus()
    qtbot.keyClick(report, Qt.Key.Key_Down)
    report.activated.emit(report.currentIndex())
    qtbot.waitUntil(lambda: 0 < view.page_count != board, timeout=10_000)
    assert page.findChild(QComboBox, "report_recipient").currentText() == "South Area Committee"  # type: ignore[union-attr]


def test_what_is_saved_is_what_the_command_line_makes(qtbot, page: ReportsPage, tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    page.save(str(target))
    qtbot.waitUntil(target.exists, timeout=10_000)
    with page.context.store.read() as session:
        parameters = default_parameters(as_at=TODAY, recipient="Elm Lane Board of Governors")
        document = build_report(session, find_report("board-paper"), parameters)
    assert target.read_bytes() == pdf_bytes(document)
    workbook = tmp_path / "paper.xlsx"
    page.save(str(workbook))
    qtbot.waitUntil(workbook.exists, timeout=10_000)
    assert "Summary" in load_workbook(workbook).sheetnames


def test_saving_asks_where_and_offers_a_name(qtbot, page: ReportsPage) -> None:
    save = page.findChild(QPushButton, "save_pdf")
    assert save is not None
    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == "board-paper 2026-11-22.pdf"
    dialog.reject()


def test_a_wrong_period_is_told_and_nothing_can_be_saved(qtbot, page: ReportsPage) -> None:
    first = next(line for field, line in page._choices._dates if field.label.text() == "Fro&m")
    first.set_date(date(2027, 3, 1))
    page._choices.changed.emit()
    save = page.findChild(QPushButton, "save_pdf")
    assert save is not None
    qtbot.waitUntil(lambda: not save.isEnabled(), timeout=3000)


def test_large_text_leads_to_the_preview_and_back(qtbot, page: ReportsPage, window: MainWindow, theme: Theme) -> None:
    see = page.findChild(QPushButton, "see_preview")
    view = page.findChild(PdfView)
    assert see is not None
    assert view is not None
    window.resize(1366, 728)
    assert not see.isVisible()
    theme.set_zoom(200)
    qtbot.waitUntil(see.isVisible, timeout=3000)
    assert not view.isVisible()
    qtbot.mouseClick(see, Qt.MouseButton.LeftButton)
    assert view.isVisible()
    assert page.go_back()
    assert see.isVisible()


@pytest.mark.parametrize("zoom", [100, 200])
def test_everybody_can_use_it(qtbot, page: ReportsPage, window: MainWindow, theme: Theme, zoom: int) -> None:
    theme.set_zoom(zoom)
    window.resize(1366, 728)
    qtbot.wait(50)
    assert audit(window) == []
