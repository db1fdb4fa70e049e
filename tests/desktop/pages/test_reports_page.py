from __future__ import annotations

import email
import email.policy
import hashlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import msoffcrypto
import pikepdf
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QLabel, QLineEdit, QPushButton

from desktop import mail, places
from desktop.commands import Command
from desktop.context import Context
from desktop.dialogs.file_password import FilePasswordDialog
from desktop.hub import ChangeHub
from desktop.jobs import Jobs
from desktop.main_window import MainWindow
from desktop.pages.reports import SPEC
from desktop.pages.reports.filing import LAST_FOLDER
from desktop.pages.reports.made import Made
from desktop.pages.reports.page import ReportsPage
from desktop.pages.reports.readers import ReaderFields
from desktop.pages.reports.sending import SendDialog
from desktop.settings import Settings
from desktop.tables.columns import RecordLine
from desktop.theme import Appearance, Theme
from desktop.widgets.pdf_pane import PageWords
from desktop.widgets.pdf_view import PdfView
from desktop.widgets.suggestions import Choice
from models.queries.attachments import list_attachments
from models.queries.conversations import find_conversation
from models.queries.mail_addresses import list_mail_addresses
from models.queries.parties import Party
from models.queries.people import list_people
from models.queries.report_runs import list_runs
from models.store import Store
from models.vocabulary import Channel
from reports import length
from reports.catalogue import REPORTS, build_report, default_parameters, find_report
from reports.document import Document
from reports.pdf import pdf_bytes
from tests.desktop.accessibility import audit
from tests.models.held_files import hold

TODAY = date(2026, 11, 22)


@pytest.fixture
def page(
    qtbot, window: MainWindow, theme: Theme, settings: Settings, tmp_path: Path, sample_file: Path
) -> Iterator[ReportsPage]:
    store = Store.open(shutil.copy(sample_file, tmp_path / "book.liaison"))
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
    group = page.findChild(QComboBox, "report_group")
    assert group is not None
    group.setFocus()
    while group.currentText() != "Area committee":
        qtbot.keyClick(group, Qt.Key.Key_Down)
    group.activated.emit(group.currentIndex())
    qtbot.waitUntil(lambda: 0 < view.page_count != board, timeout=10_000)
    assert page.findChild(QComboBox, "report_recipient").currentText() == "South Area Committee"  # type: ignore[union-attr]


def test_a_report_is_asked_only_what_it_has_a_use_for_and_can_be_about_one_record(qtbot, page: ReportsPage) -> None:
    choices = page._choices
    assert choices.readers._recipient_field.isVisible()
    assert not choices.subject.isVisible()
    choices.choose_report("unanswered-register")
    made(qtbot, page)
    assert not choices.readers._recipient_field.isVisible()
    assert not choices.period._covered.isVisible()
    line = page.findChild(QLineEdit, "report_about")
    assert line is not None
    assert line.isVisible()
    everybody = page._made.document.title  # type: ignore[union-attr]
    line.setFocus()
    qtbot.keyClicks(line, "brookfield sixth")
    qtbot.waitUntil(lambda: bool(line.choices()), timeout=5_000)  # type: ignore[attr-defined]
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page._made is not None and page._made.document.title != everybody, timeout=20_000)
    assert page._made.document.title == "Unanswered: Brookfield Sixth Form College"  # type: ignore[union-attr]
    choices.choose_report("board-paper")
    made(qtbot, page)
    assert not choices.subject.isVisible()
    assert choices.parameters().about is None  # type: ignore[union-attr]


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
    for ending, start in ((".docx", b"PK"), (".html", b"<!DOCTYPE html>")):
        other = tmp_path / f"paper{ending}"
        page.save(str(other))
        qtbot.waitUntil(other.exists, timeout=10_000)
        assert other.read_bytes().startswith(start)


@pytest.mark.requirement("R32")
def test_a_report_open_elsewhere_is_saved_beside_it_and_that_is_said(
    qtbot, page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "paper.pdf"
    target.write_bytes(b"open in a reader")
    hold(target, monkeypatch)
    said: list[str] = []
    page.context.wishes.offered.connect(lambda sentence, _words, _slot: said.append(sentence))
    page.save(str(target))
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert "paper.pdf is open in another program" in said[0]
    assert "The new one is called paper (2).pdf" in said[0]
    assert (tmp_path / "paper (2).pdf").read_bytes().startswith(b"%PDF")
    assert target.read_bytes() == b"open in a reader"


def test_saving_asks_where_and_offers_a_name(qtbot, page: ReportsPage) -> None:
    save = page.findChild(QPushButton, "save_pdf")
    assert save is not None
    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == "board-paper 2026-11-22.pdf"
    dialog.reject()


def test_a_report_is_saved_with_a_password_that_is_typed_twice(
    qtbot, page: ReportsPage, window: MainWindow, theme: Theme, tmp_path: Path
) -> None:
    window.commands[Command.SAVE_PROTECTED].trigger()
    asking = window.findChild(FilePasswordDialog)
    assert asking is not None
    assert asking.form.values() == ("pdf", "xlsx", "docx")
    assert "another way" in " ".join(label.text() for label in asking.findChildren(QLabel))
    assert audit(asking) == []
    qtbot.keyClicks(asking.passphrase.first, "short")
    asking.saved.emit()
    assert asking.isVisible()
    for line in (asking.passphrase.first, asking.passphrase.second):
        line.setText("five green bottles hang")
    asking.form.set_value("xlsx")
    asking.saved.emit()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).suffix == ".xlsx"
    for name in ("paper.xlsx", "paper.pdf"):
        dialog.fileSelected.emit(str(tmp_path / name))
        qtbot.waitUntil((tmp_path / name).exists, timeout=10_000)
    dialog.reject()
    with pikepdf.open(tmp_path / "paper.pdf", password="five green bottles hang") as pdf:
        assert pdf.encryption.bits == 256
    assert msoffcrypto.OfficeFile(BytesIO((tmp_path / "paper.xlsx").read_bytes())).is_encrypted()


def test_a_wrong_period_is_told_and_nothing_can_be_saved(qtbot, page: ReportsPage) -> None:
    first = page._choices.period.first_line()
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


def look_at(page: ReportsPage) -> PdfView:
    view = page.findChild(PdfView)
    assert view is not None
    return view


def made(qtbot, page: ReportsPage) -> None:
    qtbot.waitUntil(lambda: page._made is not None and page._made.number == page._wanted, timeout=20_000)


def test_pages_have_their_numbers_and_words(qtbot, page: ReportsPage) -> None:
    view, line = look_at(page), page.findChild(QLineEdit, "go_to_page")
    assert line is not None
    for number in range(2, view.page_count):  # the cover and the contents are counted too
        assert f"Page {number + 1} of {view.page_count}" in view.text(number).splitlines()[-1]
    line.setText("3")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert view.page == 2
    assert view.accessibleDescription().startswith(f"Page 3 of {view.page_count}. ")
    assert "Purpose" in view.accessibleDescription()
    line.setText("999")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert view.page == view.page_count - 1
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert view.page == view.page_count - 2
    assert line.text() == str(view.page_count - 1)


def test_words_are_found_and_walked_through(qtbot, page: ReportsPage, window: MainWindow) -> None:
    view, find = look_at(page), page.findChild(QLineEdit, "find_in_report")
    found = page.findChild(QLabel, "found_in_report")
    assert find is not None
    assert found is not None
    window.commands[Command.FIND].trigger()
    assert find.hasFocus()
    find.setText("ELM  lane")
    qtbot.waitUntil(lambda: found.text().startswith("1 of "), timeout=2000)
    count = int(found.text().removeprefix("1 of "))
    assert count == sum(len(re.findall(r"Elm\s+Lane", view.text(at))) for at in range(view.page_count))
    for place in (*range(2, count + 1), 1):
        qtbot.keyClick(find, Qt.Key.Key_Return)
        assert found.text() == f"{place} of {count}"
    find.setText("xyzzy")
    qtbot.waitUntil(lambda: found.text() == "Not found", timeout=2000)


def test_the_page_can_be_read_as_text(qtbot, page: ReportsPage) -> None:
    button = page.findChild(QPushButton, "read_as_text")
    words = page.findChild(PageWords)
    assert button is not None
    assert words is not None
    look_at(page).go_to(2)
    button.click()
    assert words.isVisible()
    assert words.toPlainText() == look_at(page).text(2)
    assert words.accessibleName() == f"Words of page 3 of {look_at(page).page_count}"
    qtbot.keyClick(words, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert words.toPlainText() == look_at(page).text(3)
    button.click()
    assert look_at(page).isVisible()


def test_the_old_page_stays_until_the_new_is_there_and_at_the_same_place(qtbot, page: ReportsPage) -> None:
    view = look_at(page)
    view.go_to(3)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 137)
    before, place = page._made, view.verticalScrollBar().value()
    seen: list[int] = []
    view.page_changed.connect(lambda _page, pages: seen.append(pages))
    page.refresh()
    assert view.page_count > 0
    made(qtbot, page)
    assert page._made is not before
    assert 0 not in seen
    assert abs(view.verticalScrollBar().value() - place) <= 1


def test_the_copy_for_other_readers_says_what_it_leaves_out(qtbot, page: ReportsPage) -> None:
    strip = page.findChild(QFrame, "left_out")
    readers = page.findChild(QComboBox, "report_audience")
    assert strip is not None
    assert readers is not None

    def said() -> str:
        return " ".join(label.text() for label in strip.findChildren(QLabel))

    assert "because it is confidential" in said() or "because they are confidential" in said()
    readers.setCurrentIndex(readers.findText("Anybody: it may be published"))
    readers.activated.emit(readers.currentIndex())
    made(qtbot, page)
    assert "not for publication" in said()
    assert page._made is not None
    assert page._made.document.left_out
    assert all(sentence in said() for sentence in page._made.document.left_out)
    page.findChild(QPushButton, "save_pdf").click()  # type: ignore[union-attr]
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == "board-paper 2026-11-22 for publication.pdf"
    dialog.reject()


def test_last_choices_are_kept_and_dates_go_with_the_day(qtbot, page: ReportsPage, window: MainWindow) -> None:
    page.take_wish("area-committee")
    period = page.findChild(QComboBox, "report_period")
    assert period is not None
    period.setCurrentIndex(period.findText("Last academic year"))
    period.activated.emit(period.currentIndex())
    made(qtbot, page)
    page.take_wish("board-paper")
    made(qtbot, page)
    assert page._made is not None
    assert page._made.parameters.first_day == date(2026, 9, 1)
    page._choices.period._today = lambda: date(2026, 12, 9)
    page.take_wish("board-paper")
    made(qtbot, page)
    assert page._made.parameters.last_day == page._made.parameters.as_at == date(2026, 12, 9)
    page.take_wish("area-committee")
    made(qtbot, page)
    assert (page._made.parameters.first_day, page._made.parameters.last_day) == (date(2025, 9, 1), date(2026, 8, 31))


def test_the_report_of_a_committee_takes_five_keys(
    qtbot, page: ReportsPage, window: MainWindow, tmp_path: Path
) -> None:
    page.context.settings.set(LAST_FOLDER, str(tmp_path))
    page._made = None
    window.commands[Command.AREA_COMMITTEE].trigger()  # Alt+T, A: a real hand does it in tests/screen
    save = page.findChild(QPushButton, "save_pdf")
    assert save is not None
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.findChild(QFileDialog) is not None, timeout=20_000)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible, timeout=2000)
    qtbot.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)
    target = tmp_path / "area-committee 2026-11-22.pdf"
    qtbot.waitUntil(target.exists, timeout=20_000)
    assert target.read_bytes().startswith(b"%PDF")


def sent(qtbot, page: ReportsPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> SendDialog:
    """Open the dialog that sends the report, with a mail program that only takes the file."""
    monkeypatch.setattr(places, "drafts_folder", lambda: tmp_path / "emails")
    page.findChild(QPushButton, "send_report").click()  # type: ignore[union-attr]
    dialog = page.window().findChild(SendDialog)
    assert dialog is not None
    qtbot.waitExposed(dialog)
    return dialog


def test_sending_writes_a_draft_and_notes_who_got_it(
    qtbot, page: ReportsPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(mail, "open_draft", lambda place: opened.append(place) or True)
    dialog = sent(qtbot, page, monkeypatch, tmp_path)
    (first,) = dialog.to.choices()
    assert first.kind == "person"
    dialog.saved.emit()
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    message = email.message_from_bytes(opened[0].read_bytes(), policy=email.policy.default)
    assert message["X-Unsent"] == "1"
    assert page._made is not None
    (file,) = message.iter_attachments()  # type: ignore[attr-defined]
    assert file.get_content() == page._made.pdf
    assert file.get_filename() == "board-paper 2026-11-22.pdf"
    assert opened[0].stat().st_mode & 0o077 == 0
    with page.context.store.read() as session:
        (row,) = list_attachments(session)[:1]
        assert row.name == "board-paper 2026-11-22.pdf"
        assert [one.kind for one in row.records] == ["conversation"]
        assert first.line.title in find_conversation(session, row.records[0].id).row.who
        (run,) = list_runs(session).rows
        assert run.sha256 == hashlib.sha256(page._made.pdf).hexdigest()
        assert [(one.name, one.channel) for one in run.given] == [(first.line.title, Channel.EMAIL)]
    assert page.context.store.undo() == f"Send “External relations” to {first.line.title}"
    with page.context.store.read() as session:
        assert row.id not in [one.id for one in list_attachments(session)]
        assert [one.given for one in list_runs(session).rows] == [()]


def test_somebody_without_an_address_is_named_before_anything_is_noted(
    qtbot, page: ReportsPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    dialog = sent(qtbot, page, monkeypatch, tmp_path)
    with page.context.store.read() as session:
        nobody = next(
            row for row in list_people(session, limit=200, today=TODAY).rows
            if not list_mail_addresses(session, [Party(row.id)], today=TODAY)[0].address
        )  # fmt: skip
    dialog.to.set_choices([Choice("person", nobody.id, RecordLine(nobody.name))])
    dialog.saved.emit()
    assert dialog.isVisible()
    assert nobody.name in dialog.problem.text()
    before = page.context.store.undo_label()
    dialog.channel.set_value(Channel.LETTER)
    dialog.saved.emit()
    qtbot.waitUntil(lambda: page.context.store.undo_label() != before, timeout=20_000)
    assert not (tmp_path / "emails").exists()


@pytest.mark.parametrize("zoom", [100, 200])
@pytest.mark.parametrize("look", [Appearance.LIGHT, Appearance.DARK])
def test_everybody_can_send_it(
    qtbot, page, theme: Theme, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, look: Appearance, zoom: int
) -> None:
    theme.set_appearance(look)
    theme.set_zoom(zoom)
    dialog = sent(qtbot, page, monkeypatch, tmp_path)
    qtbot.wait(50)
    faults = audit(dialog)
    dialog.reject()
    assert faults == []


@pytest.mark.parametrize("zoom", [100, 200])
def test_everybody_can_look_through_it(qtbot, page: ReportsPage, window: MainWindow, theme: Theme, zoom: int) -> None:
    theme.set_zoom(zoom)
    window.resize(1366, 728)
    page._panes.show_detail()
    qtbot.wait(50)
    assert audit(window) == []
    page.findChild(QPushButton, "read_as_text").click()  # type: ignore[union-attr]
    qtbot.wait(50)
    assert audit(window) == []


@pytest.mark.parametrize("zoom", [100, 200])
def test_everybody_can_use_it(qtbot, page: ReportsPage, window: MainWindow, theme: Theme, zoom: int) -> None:
    theme.set_zoom(zoom)
    window.resize(1366, 728)
    qtbot.wait(50)
    assert audit(window) == []


def test_every_report_can_be_chosen_for_each_of_its_readers(theme: Theme, settings: Settings, qtbot) -> None:
    fields = ReaderFields(settings)
    qtbot.addWidget(fields)
    for report in REPORTS:
        fields.show_last(report)
        for audience in report.audiences:
            fields.choose(audience, "")
            assert fields.audience() is audience
            parameters = replace(default_parameters(as_at=TODAY), audience=audience)
            name = Made(1, report, parameters, Document("T", (), TODAY), b"").file_name("pdf")
            assert name.startswith(f"{report.name} 2026-11-22")
            assert (name == f"{report.name} 2026-11-22.pdf") == (audience is report.visibility)


def test_characters_that_cannot_be_printed_are_told_with_their_record(page: ReportsPage) -> None:
    strip = page.findChild(QFrame, "lost_characters")
    assert strip is not None
    assert not strip.isVisibleTo(page)
    page._choices.tell_lost("The page has a mark in the place of 1 character: 漢 in “Li”.")
    assert strip.isVisibleTo(page)
    assert "“Li”" in " ".join(label.text() for label in strip.findChildren(QLabel))
    page._choices.tell_lost("")
    assert not strip.isVisibleTo(page)


def test_a_report_that_nobody_reads_through_says_how_it_gets_shorter(page: ReportsPage, monkeypatch, qtbot) -> None:
    strip = page.findChild(QFrame, "long_report")
    assert strip is not None
    qtbot.waitUntil(lambda: page._made is not None and page._made.number == page._wanted, timeout=20_000)
    assert not strip.isVisibleTo(page)
    monkeypatch.setattr(length, "LONG", 1)
    page.refresh()
    qtbot.waitUntil(lambda: strip.isVisibleTo(page), timeout=20_000)
    words = " ".join(label.text() for label in strip.findChildren(QLabel))
    assert "pages. For a shorter one choose a shorter time." in words
    qtbot.waitUntil(lambda: page._made is not None and page._made.number == page._wanted, timeout=20_000)
    assert page._made is not None
    assert page._made.long in words
