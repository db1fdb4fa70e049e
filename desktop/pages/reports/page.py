"""The page of reports: choices on the left, the paper as it will be on the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop import places
from desktop.actions import Command
from desktop.dialogs.ourselves import ask_who_we_are
from desktop.pages.reports.choices import ReportChoices
from desktop.settings import Key
from desktop.shell.page import Page
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.panes import Panes
from desktop.widgets.passing import open_once
from desktop.widgets.pdf_pane import PdfPane
from desktop.widgets.printing import print_pdf
from models.errors import AppError
from models.settings import NEAR_METRES, OUR_ORGANISATION, get_setting
from models.vocabulary import Visibility
from reports.catalogue import REPORTS, Report, build_report, print_document
from reports.formatting import long_date
from reports.parameters import Parameters
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.context import Context
    from desktop.jobs import Job, Progress
    from desktop.widgets.line_edit import FilterBox
    from reports.document import Document

LAST_FOLDER: Key[str] = Key("reports/folder", "", str)
PAUSE = 250
"""Milliseconds after the last choice before the preview is made anew."""

_COPIES = {
    Visibility.PUBLIC: m("for publication"),
    Visibility.PARTNERS: m("for partners"),
    Visibility.INTERNAL: m("our own copy"),
}
_KINDS = {
    "pdf": m("PDF (*.pdf)"),
    "xlsx": m("Excel workbook (*.xlsx)"),
    "docx": m("Word document (*.docx)"),
    "html": m("Web page (*.html)"),
}


@dataclass(frozen=True)
class _Made:
    """A report as it is shown: what is saved is the same."""

    number: int
    report: Report
    parameters: Parameters
    document: Document
    pdf: bytes


class ReportsPage(Page):
    """Chooses a report, shows it and saves it; the preview is the very file that is saved."""

    kinds: ClassVar[tuple[str, ...]] = (
        "organisation",
        "person",
        "affiliation",
        "conversation",
        "conversation_party",
        "meeting",
        "attendance",
        "decision",
        "forum_question",
        "commitment",
        "event",
        "promotion",
        "setting",
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("page_reports")
        self._made: _Made | None = None
        self._wanted = 0
        self._job: Job | None = None
        self._then: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._preview)
        self._choices = ReportChoices(context)
        self._choices.changed.connect(self._on_changed_choice)
        self._choices.report_picked.connect(self.refresh)
        self._choices.foot.save_wanted.connect(self._ask_where)
        self._choices.foot.print_wanted.connect(self._print)
        self._choices.school_wanted.connect(self._ask_who_we_are)
        self._choices.foot.send_wanted.connect(self._send)
        self._viewer = PdfPane(context.theme)
        self._panes = Panes(context.theme, context.settings, "reports", left=self._choices, detail=self._viewer)
        self._choices.foot.preview_wanted.connect(self._panes.show_detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._panes)

    # --- as a page ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Offer the bodies there are now and make the preview anew."""
        from models.queries.areas import list_area_names
        from models.queries.recipients import list_recipients

        choices, report, today = self._choices, self._choices.report(), self.context.today()
        with self.context.store.read() as session:
            choices.show_recipients(list_recipients(session, report.name) if report.asks.recipient else ())
            wards = list_area_names(session, as_at=today) if report.asks.ward else ()
            choices.subject.show_known(self._usual(session, report), wards, get_setting(session, NEAR_METRES))
            nameless = get_setting(session, OUR_ORGANISATION) is None
        choices.ask_for_school(nameless and not self.context.store.read_only)
        self._preview()

    def _usual(self, session: Session, report: Report) -> str:
        """Return the name of the record a report is about where none is chosen, "" where there is none."""
        from models.queries.records import find_names
        from reports.catalogue import default_parameters

        usual = report.usual(session, default_parameters(as_at=self.context.today()))
        found = find_names(session, [usual]) if usual is not None else {}
        return ", ".join(
            f"{one.name}, {long_date(one.on)}" if one.on is not None else one.name for one in found.values()
        )

    def take_wish(self, wish: object) -> None:
        """Choose the report that was asked for by its name."""
        if isinstance(wish, str) and any(report.name == wish for report in REPORTS):
            self._choices.choose_report(wish)

    def commands(self) -> Mapping[Command, Callable[[], object]]:
        """Let the report in view be printed, saved and sent."""
        if self._made is None:
            return {}
        can: dict[Command, Callable[[], object]] = {
            Command.PRINT: self._print,
            Command.SAVE_PDF: partial(self._ask_where, "pdf"),
            Command.SAVE_EXCEL: partial(self._ask_where, "xlsx"),
            Command.SAVE_WORD: partial(self._ask_where, "docx"),
            Command.SAVE_WEB: partial(self._ask_where, "html"),
        }
        return can if self.context.store.read_only else {**can, Command.SEND_REPORT: self._send}

    def filter_box(self) -> FilterBox:
        """Return the line that finds words in the report."""
        return self._viewer.find_box

    def show_filter(self) -> None:
        """Bring it into view where only one pane fits."""
        self._panes.show_detail()

    def panes(self) -> list[QWidget]:
        """Return the choices and the preview."""
        return [self._choices, self._viewer.stack, self._viewer]

    def set_window_ems(self, ems: float) -> None:
        """Show the choices alone in a narrow window."""
        self._panes.set_window_ems(ems)
        self._choices.foot.offer_preview(self._panes.is_single)

    def go_back(self) -> bool:
        """Go from the preview back to the choices where only one fits."""
        return self._panes.go_back()

    def event(self, event: QEvent) -> bool:
        """Close the file in view with the page, and not when the program ends."""
        if event.type() == QEvent.Type.DeferredDelete:
            self._viewer.clear()
        return super().event(event)

    # --- making ---------------------------------------------------------------------------------------------------

    def _on_changed_choice(self) -> None:
        """Make the report anew when the choosing rests; until then what is wanted of it waits."""
        self._wanted += 1
        self._timer.start()

    def _preview(self) -> None:
        self._timer.stop()
        self._wanted += 1
        if self._job is not None:
            self._job.progress.cancel()
            self._job = None
        parameters = self._choices.parameters()
        if parameters is None:
            self._then = None
            return
        report, store, number = self._choices.report(), self.context.store, self._wanted

        def make(progress: Progress) -> _Made:
            with store.read() as session:
                document = build_report(session, report, parameters)
            progress.check()
            from reports.pdf import pdf_bytes

            return _Made(number, report, parameters, document, pdf_bytes(document))

        self._job = self.context.jobs.submit(
            _("Making the preview"),
            make,
            self._on_made,
            self._on_trouble,
            on_cancelled=partial(self._on_stopped, number),
            owner=self,
        )

    def _on_stopped(self, number: int) -> None:
        """Keep the report that is in view, when making another was stopped by the user and not by a newer wish."""
        if number == self._wanted:
            self._job, self._then = None, None

    def _when_made(self, act: Callable[[], object]) -> None:
        """Do something with the report as it is chosen now: at once, or as soon as it is made."""
        if self._made is not None and self._made.number == self._wanted:
            act()
            return
        self._then = act
        if self._timer.isActive() or self._job is None:
            self._preview()

    def _on_made(self, made: _Made) -> None:
        if made.number != self._wanted:
            return
        self._made, self._job = made, None
        self._viewer.show_pdf(made.pdf)
        self._choices.set_ready()
        self._choices.tell_left_out(made.document.left_out)
        self.commands_changed.emit()
        then, self._then = self._then, None
        if then is not None:
            then()

    def _on_trouble(self, trouble: BaseException) -> None:
        if not isinstance(trouble, AppError):
            self.context.jobs.failed.emit(trouble)
            return
        self._made, self._job, self._then = None, None, None
        self.commands_changed.emit()
        self._viewer.clear()
        self._choices.tell(trouble)

    def _ask_who_we_are(self) -> None:
        ask_who_we_are(self.context)

    # --- saving ---------------------------------------------------------------------------------------------------

    def _ask_where(self, form: str) -> None:
        self._when_made(partial(self._ask_place, form))

    def _ask_place(self, form: str) -> None:
        if self._made is None:
            return
        folder = self.context.settings.get(LAST_FOLDER) or str(places.books_folder())
        name = self._file_name(self._made, form)
        dialog = FileDialog(self, _("Save the report"), str(Path(folder) / name), _(_KINDS[form]))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form)
        dialog.fileSelected.connect(self.save)
        open_once(dialog)

    def save(self, place: str) -> None:
        """Save the report in view, away from the main thread, in the form its name ends in, else as PDF."""
        if self._made is None:
            return
        document, target = self._made.document, Path(place)
        ending = target.suffix[1:].lower()
        form = ending if ending in _KINDS else "pdf"
        self.context.settings.set(LAST_FOLDER, str(target.parent))

        def make(_progress: Progress) -> Path:
            print_document(document, form, target, replace=True)
            return target

        self.context.jobs.submit(_("Saving the report"), make, self._on_saved, owner=self)

    def _on_saved(self, target: Path) -> None:
        self.context.say(_("Saved as {name} in {folder}.").format(name=target.name, folder=target.parent))

    def _file_name(self, made: _Made, form: str) -> str:
        """Return a name that says which report of which day it is, and for whom where it is not the usual copy."""
        audience = made.parameters.audience or made.report.visibility
        copy = "" if audience is made.report.visibility else f" {_(_COPIES[audience])}"
        return f"{made.report.name} {made.document.as_at.isoformat()}{copy}.{form}"

    # --- passing on -----------------------------------------------------------------------------------------------

    def _print(self) -> None:
        self._when_made(self._print_it)

    def _print_it(self) -> None:
        if self._made is not None:
            print_pdf(self._made.pdf, self._made.document.title, self)

    def _send(self) -> None:
        self._when_made(self._send_it)

    def _send_it(self) -> None:
        if self._made is None:
            return
        from desktop.pages.reports.sending import Paper, SendDialog

        made = self._made
        paper = Paper(
            made.document.title,
            made.document.subtitle,
            self._file_name(made, "pdf"),
            made.pdf,
            made.parameters.recipient,
            made.parameters.audience or made.report.visibility,
        )
        SendDialog(self.context, paper, self.window()).open()
