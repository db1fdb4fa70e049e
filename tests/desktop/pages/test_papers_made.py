"""Papers made: what was saved is noted and opened again with the same choices, and a file is told from another."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from desktop.commands import Command
from desktop.pages.papers_made import SPEC as PAPERS
from desktop.pages.papers_made.checking import CheckedDialog
from desktop.pages.papers_made.page import PapersMadePage
from desktop.pages.reports import SPEC as REPORTS
from desktop.pages.reports.page import ReportsPage
from desktop.pages.reports.saved import KeepReportDialog, RenameReportDialog, SavedReportsDialog
from desktop.theme import Appearance
from models.actions.report_runs import DisclosureFields, RunFields, add_disclosure, note_run
from models.queries.report_runs import list_runs
from models.queries.saved_reports import find_saved_report, list_saved_reports
from models.vocabulary import Visibility
from tests.desktop.accessibility import audit
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

LOOKS = [(Appearance.LIGHT, 100), (Appearance.DARK, 100), (Appearance.LIGHT, 200), (Appearance.DARK, 200)]


@pytest.fixture
def desk(open_desk, sample_file):
    return open_desk(sample_file, REPORTS, PAPERS, first="reports")


def reports(desk, qtbot) -> ReportsPage:
    page = desk.window.stack.current_page()
    assert isinstance(page, ReportsPage)
    made(qtbot, page)
    return page


def made(qtbot, page: ReportsPage) -> None:
    qtbot.waitUntil(lambda: page._made is not None and page._made.number == page._wanted, timeout=30_000)


def runs(desk):
    with desk.store.read() as session:
        return list_runs(session).rows


def save(desk, qtbot, page: ReportsPage, place: Path) -> None:
    before = len(runs(desk))
    page.save(str(place))
    qtbot.waitUntil(lambda: len(runs(desk)) > before, timeout=30_000)


def papers(desk) -> PapersMadePage:
    page = desk.window.stack.current_page()
    assert isinstance(page, PapersMadePage)
    return page


def test_what_is_saved_is_noted_and_is_nothing_to_undo(desk, qtbot, tmp_path: Path) -> None:
    page = reports(desk, qtbot)
    undo = desk.store.undo_label()
    save(desk, qtbot, page, tmp_path / "for the governors.pdf")
    (run,) = runs(desk)
    content = (tmp_path / "for the governors.pdf").read_bytes()
    assert (run.report, run.file_name, run.size) == ("board-paper", "for the governors.pdf", len(content))
    assert run.sha256 == hashlib.sha256(content).hexdigest()
    assert (run.as_at, run.audience) == (TODAY, Visibility.INTERNAL)
    assert desk.store.undo_label() == undo
    bar = desk.window.undo_bar
    qtbot.waitUntil(lambda: bar.act.text() == "Who gets it?", timeout=5_000)
    assert not bar.undo.isVisible()
    bar.act.click()
    QApplication.processEvents()
    assert papers(desk).panel.row.id == run.id
    assert desk.window.rail._current == "reports"


def test_a_paper_is_opened_again_with_the_same_choices_and_is_the_same_file(desk, qtbot, tmp_path: Path) -> None:
    page = reports(desk, qtbot)
    page._choices.choose_report("unanswered-register")
    line = page._choices.subject._record
    page._choices.subject.choose(("organisation", 17), "Southgate High School", None, None)
    page._choices.readers._audience.set_value(Visibility.PUBLIC)
    page._choices.readers._on_picked()
    line.changed.emit(line.choice())
    page._choices.period._dates[2][1].set_date(date(2026, 10, 1))
    page._on_changed_choice()
    made(qtbot, page)
    save(desk, qtbot, page, tmp_path / "first.pdf")
    page._choices.choose_report("board-paper")
    made(qtbot, page)
    desk.window.commands[Command.PAPERS_MADE].trigger()
    QApplication.processEvents()
    papers(desk).panel.again.click()
    QApplication.processEvents()
    assert desk.window.stack.current_page() is page
    made(qtbot, page)
    assert page._made.report.name == "unanswered-register"
    assert page._made.parameters.about == ("organisation", 17)
    assert page._made.audience is Visibility.PUBLIC
    save(desk, qtbot, page, tmp_path / "second.pdf")
    first, second = (run.sha256 for run in runs(desk))
    assert first == second


def test_a_file_is_told_from_another_and_a_changed_one_is_no_longer_ours(desk, qtbot, tmp_path: Path) -> None:
    page = reports(desk, qtbot)
    target = tmp_path / "paper.pdf"
    save(desk, qtbot, page, target)
    desk.window.stack.show_page("papers_made")
    shown = papers(desk)

    def answer(place: Path) -> tuple[bool, str]:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(place))])
        drop = QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        shown.dropEvent(drop)
        qtbot.waitUntil(lambda: bool(dialogs()), timeout=10_000)
        (dialog,) = dialogs()
        told = dialog.answer
        faults = audit(dialog)
        dialog.close()
        dialog.setParent(None)
        assert faults == []
        return told.is_ours, told.head

    def dialogs() -> list[CheckedDialog]:
        return [one for one in desk.window.findChildren(CheckedDialog) if one.isVisible()]

    assert answer(target) == (True, "paper.pdf is the very file that was made here. It was not changed since.")
    target.write_bytes(target.read_bytes() + b" ")
    ours, head = answer(target)
    assert not ours
    assert head.startswith("paper.pdf is not the file that was made here.")
    other = tmp_path / "other.pdf"
    other.write_bytes(b"x")
    assert answer(other)[1].startswith("other.pdf is none of the papers made here")
    shown.check_file(str(tmp_path / "nowhere.pdf"))
    qtbot.waitUntil(lambda: "cannot be read" in desk.window.undo_bar._words.text(), timeout=5_000)


def test_a_book_that_is_only_read_makes_papers_and_says_that_none_is_noted(
    open_desk, sample_file, qtbot, tmp_path: Path
) -> None:
    desk = open_desk(sample_file, REPORTS, PAPERS, first="reports", read_only=True)
    page = reports(desk, qtbot)
    said: list[str] = []
    desk.context.wishes.said.connect(said.append)
    page.save(str(tmp_path / "paper.pdf"))
    qtbot.waitUntil(lambda: bool(said), timeout=30_000)
    assert (tmp_path / "paper.pdf").exists()
    assert said[0].endswith("It is not noted among the papers made: the book is open for reading only.")
    assert not page._choices.saved.keep.isVisible()


def test_the_list_is_filtered_and_an_empty_one_says_what_would_stand_there(desk, qtbot) -> None:
    desk.window.stack.show_page("papers_made")
    page = papers(desk)
    assert page.whole.currentIndex() == 1
    for name in ("board-paper", "minutes"):
        with desk.store.write("x", is_step=False) as session:
            fields = RunFields(name, "pdf", f"{name}.pdf", 1, "0" * 64, Visibility.PUBLIC, TODAY, left_out=3)
            number = note_run(session, fields)
    with desk.store.write("Add who got it") as session:
        add_disclosure(session, number, DisclosureFields(TODAY, name="All governors"))
    QApplication.processEvents()
    assert page.model.rowCount() == 2
    assert page.panel.row.report == "board-paper"
    desk.context.open("report_run", number)
    assert page.list.current_row().id == page.panel.row.id == number
    page.box.setText("minutes of")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=5_000)
    assert page.panel.row.report == "minutes"
    page.box.setText("external")
    qtbot.waitUntil(lambda: page.panel.row.report == "board-paper", timeout=5_000)
    page.box.setText("all governors")
    qtbot.waitUntil(lambda: page.panel.row.report == "minutes", timeout=5_000)
    page.box.setText("nothing like it")
    qtbot.waitUntil(lambda: page._below.currentIndex() == 1, timeout=5_000)
    assert "nothing like it" in page.nothing.title.text()


@pytest.mark.parametrize(("look", "zoom"), LOOKS)
def test_everybody_can_use_it(desk, qtbot, theme, look, zoom) -> None:
    for _number in range(3):
        with desk.store.write("x", is_step=False) as session:
            note_run(session, RunFields("minutes", "pdf", "a.pdf", 1, "0" * 64, Visibility.PUBLIC, TODAY))
    theme.set_appearance(look)
    theme.set_zoom(zoom)
    desk.window.resize(1366, 728)
    desk.window.stack.show_page("papers_made")
    page = papers(desk)
    qtbot.wait(50)
    assert audit(desk.window) == []
    page.split.show_detail()
    qtbot.wait(50)
    assert audit(desk.window) == []


# --- saved reports ------------------------------------------------------------------------------------------------


def keep(desk, page: ReportsPage, name: str) -> None:
    page._choices.saved.keep.click()
    dialog = page.window().findChild(KeepReportDialog)
    assert dialog is not None
    assert audit(dialog) == []
    dialog.name.setText(name)
    dialog.saved.emit()
    QApplication.processEvents()
    assert name in saved_names(desk)


def saved_names(desk) -> list[str]:
    with desk.store.read() as session:
        return [row.name for row in list_saved_reports(session)]


def test_choices_are_kept_and_chosen_again_with_the_days_of_their_own_time(desk, qtbot) -> None:
    page = reports(desk, qtbot)
    choices = page._choices
    period = page.findChild(QComboBox, "report_period")
    period.set_value("this-term")
    choices.period._on_picked()
    choices.readers._audience.set_value(Visibility.PARTNERS)
    choices.readers._on_picked()
    keep(desk, page, "For our partners")
    with desk.store.read() as session:
        row = find_saved_report(session, "For our partners")
    assert (row.period, row.first_day, row.as_at) == ("this-term", None, None)
    assert row.audience is Visibility.PARTNERS
    choices.choose_report("area-committee")
    page.context.today = lambda: date(2027, 2, 1)
    choices.period._today = page.context.today
    choices.saved._list.set_value(row.id)
    choices.saved._on_picked(row.id)
    parameters = choices.parameters()
    assert parameters is not None
    assert choices.report().name == "board-paper"
    assert parameters.audience is Visibility.PARTNERS
    assert parameters.first_day.year == 2027
    assert parameters.last_day == date(2027, 2, 1)
    assert choices.saved._list.value() == row.id
    choices.readers._on_picked()
    assert choices.saved._list.value() is None


def test_saved_reports_are_renamed_removed_and_brought_back(desk, qtbot) -> None:
    page, before = reports(desk, qtbot), saved_names(desk)
    keep(desk, page, "A report of the term")
    page._choices.saved.change.click()
    dialog = page.window().findChild(SavedReportsDialog)
    assert dialog is not None
    assert audit(dialog) == []
    dialog.rename.click()
    rename = dialog.findChild(RenameReportDialog)
    assert rename is not None
    rename.name.setText("A paper")
    rename.saved.emit()
    QApplication.processEvents()
    assert saved_names(desk) == ["A paper", *before]
    dialog.remove.click()
    QApplication.processEvents()
    assert saved_names(desk) == before
    assert len(page._choices.saved._list.values()) == len(before) + 1
    desk.window.undo()
    QApplication.processEvents()
    assert saved_names(desk) == ["A paper", *before]
    assert len(page._choices.saved._list.values()) == len(before) + 2


def test_saved_reports_of_a_book_that_is_only_read_can_be_looked_at(open_desk, sample_file) -> None:
    desk = open_desk(sample_file, REPORTS, PAPERS, first="reports", read_only=True)
    dialog = SavedReportsDialog(desk.context, desk.window)
    dialog.open()
    assert dialog.list.current_row() is not None
    assert not dialog.rename.isEnabled()
    assert not dialog.remove.isEnabled()
    dialog.list.record_opened.emit(dialog.list.current_row())
    assert dialog.findChild(RenameReportDialog) is None
    dialog.reject()


def test_a_low_window_keeps_one_row_of_buttons_and_offers_the_rest_behind_one(desk, qtbot, theme) -> None:
    page = reports(desk, qtbot)
    foot = page._choices.foot
    usual = foot.height()
    theme.set_zoom(200)
    desk.window.resize(1366, 728)
    qtbot.wait(100)
    shown = [one.objectName() for one in foot.findChildren(QPushButton) if one.isVisible()]
    assert shown == ["see_preview", "save_pdf", "save_other"]
    assert foot.height() < usual
    offered = [action.text().replace("&", "") for action in foot.more_menu().actions()]
    assert offered == [
        "Save as Excel…",
        "Print…",
        "Send by email…",
        "Save as Word…",
        "Save as web page…",
        "Save securely with a password…",
    ]
    theme.set_zoom(100)
    qtbot.wait(100)
    assert foot.findChild(QPushButton, "save_xlsx").isVisible()
    assert [action.text().replace("&", "") for action in foot.more_menu().actions()] == [
        "Save as Word…",
        "Save as web page…",
        "Save securely with a password…",
    ]
