"""The page of reports: choices on the left, the paper as it will be on the right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop import places
from desktop.actions import Command
from desktop.forms.date_field import date_field
from desktop.forms.fields import Choice, Field
from desktop.pages.reports.printing import print_pdf
from desktop.settings import Key
from desktop.shell.page import Page
from desktop.theme import XL, L, M, S
from desktop.tokens import Tone
from desktop.widgets.buttons import button, icon_button
from desktop.widgets.cards import AlertStrip
from desktop.widgets.labels import PlainLabel
from desktop.widgets.panes import Panes
from desktop.widgets.pdf_view import PdfView
from desktop.widgets.scrolling import scrolling
from models.errors import AppError
from reports.catalogue import REPORTS, Report, build_report, default_parameters, find_report, print_document
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.forms.date_field import DateField
    from desktop.jobs import Progress
    from reports.document import Document
    from reports.parameters import Parameters

LAST_REPORT: Key[str] = Key("reports/last", REPORTS[0].name, str)
LAST_FOLDER: Key[str] = Key("reports/folder", "", str)
_PAUSE = 250
"""Milliseconds after the last choice before the preview is made anew."""


@dataclass(frozen=True)
class _Made:
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
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._preview)
        self._choices, self._viewer = self._make_choices(), self._make_viewer()
        self._panes = Panes(
            context.theme, context.settings, "reports", left=scrolling(self._choices), detail=self._viewer
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._panes)
        self._reset_period()
        bind = context.actions.bind
        bind(Command.BOARD_PAPER, self._choose_board_paper)
        bind(Command.AREA_COMMITTEE, self._choose_area_committee)
        bind(Command.PRINT, self._print)

    # --- what is on the page --------------------------------------------------------------------------------------

    def _make_choices(self) -> QWidget:
        theme = self.context.theme
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(M)
        self._heading = PlainLabel("", "h1")
        column.addWidget(self._heading)
        column.addWidget(PlainLabel(_("The preview changes as you choose."), "muted"))
        self._report = Choice([(_(report.title), report.name) for report in REPORTS])
        self._report.setObjectName("report_name")
        self._report.set_value(self.context.settings.get(LAST_REPORT))
        self._report.picked.connect(self._on_report_picked)
        column.addWidget(Field(_("Re&port"), self._report))
        column.addLayout(self._make_period())
        self._recipient = Choice([])
        self._recipient.setObjectName("report_recipient")
        self._recipient.picked.connect(self._changed)
        self._recipient_field = Field(_("&Who it is for"), self._recipient)
        column.addWidget(self._recipient_field)
        self._audience = PlainLabel("", "small")
        column.addWidget(self._audience)
        self._trouble = AlertStrip(theme)
        self._trouble.hide()
        column.addWidget(self._trouble)
        self._save_pdf = button(
            _("&Save as PDF…"), self._on_save_pdf, kind="filled", theme=theme, icon="file-pdf", name="save_pdf"
        )
        self._save_xlsx = button(
            _("Save as E&xcel…"), self._on_save_xlsx, theme=theme, icon="table", name="save_xlsx"
        )
        self._print_button = button(_("P&rint…"), self._print, theme=theme, icon="printer", name="print_report")
        for made in (self._save_pdf, self._save_xlsx, self._print_button):
            column.addWidget(made)
        column.addStretch(1)
        return inside

    def _make_period(self) -> QVBoxLayout:
        rows = QVBoxLayout()
        rows.setSpacing(M)
        row = QHBoxLayout()
        row.setSpacing(M)
        self._from_field, self._from = date_field(_("Fro&m"), self.context.today, required=True, past=True)
        self._to_field, self._to = date_field(_("T&o"), self.context.today, required=True, past=True)
        self._as_at_field, self._as_at = date_field(_("As it stood &on"), self.context.today, required=True, past=True)
        for field in (self._from_field, self._to_field):
            row.addWidget(field)
        for line in self._dates():
            line.changed.connect(self._changed)
        rows.addLayout(row)
        rows.addWidget(self._as_at_field)
        return rows

    def _dates(self) -> tuple[DateField, ...]:
        return (self._from, self._to, self._as_at)

    def _make_viewer(self) -> QWidget:
        theme = self.context.theme
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(M, S, M, S)
        self._view = PdfView(theme)
        self._page_words = PlainLabel("", "muted", wrap=False)
        self._page_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bar.addWidget(icon_button(theme, "minus", _("Smaller pages"), self._view.zoom_out))
        bar.addWidget(icon_button(theme, "plus", _("Larger pages"), self._view.zoom_in))
        bar.addWidget(self._page_words, 1)
        bar.addWidget(icon_button(theme, "caret-up", _("Page before"), self._on_page_before))
        bar.addWidget(icon_button(theme, "caret-down", _("Next page"), self._on_page_after))
        column.addLayout(bar)
        column.addWidget(self._view, 1)
        self._view.page_changed.connect(self._on_page_changed)
        return whole

    # --- choosing -------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Offer the bodies there are now and make the preview anew."""
        from models.queries.recipients import list_recipients

        with self.context.store.read() as session:
            bodies = list_recipients(session, self._chosen().name)
        self._recipient.set_options([(name, name) for name in bodies])
        self._recipient_field.setVisible(bool(bodies))
        self._heading.setText(_(self._chosen().title))
        self._audience.setText(_("Read by: {audience}.").format(audience=_(self._chosen().audience)))
        self._preview()

    def take_wish(self, wish: object) -> None:
        """Choose the report that was asked for by its name."""
        if isinstance(wish, str) and any(report.name == wish for report in REPORTS):
            self._report.set_value(wish)
            self._on_report_picked()

    def panes(self) -> list[QWidget]:
        """Return the choices and the preview."""
        return [self._choices, self._viewer]

    def set_window_ems(self, ems: float) -> None:
        """Show the choices alone in a narrow window."""
        self._panes.set_window_ems(ems)

    def go_back(self) -> bool:
        """Go from the preview back to the choices where only one fits."""
        return self._panes.go_back()

    def _chosen(self) -> Report:
        return find_report(str(self._report.value()))

    def _reset_period(self) -> None:
        from models.queries.calendar import academic_year_of

        today = self.context.today()
        first = academic_year_of(today).first_day
        self._from.set_date(first if today - first > timedelta(days=13) else first - timedelta(days=365))
        self._to.set_date(today)
        self._as_at.set_date(today)

    def _choose_board_paper(self) -> None:
        self.context.show_page("reports", "board-paper")

    def _choose_area_committee(self) -> None:
        self.context.show_page("reports", "area-committee")

    def _on_report_picked(self) -> None:
        self.context.settings.set(LAST_REPORT, self._chosen().name)
        self.refresh()
        self._save_pdf.setFocus()

    def _changed(self) -> None:
        self._timer.start()

    def _parameters(self) -> Parameters | None:
        """Return the choices, or None while one of them is not understood; the field says so itself."""
        problems = [field.problem() for field in (self._from_field, self._to_field, self._as_at_field)]
        if any(problems):
            return None
        first, last, as_at = (line.day() for line in self._dates())
        try:
            with self.context.store.read() as session:
                return default_parameters(
                    session,
                    as_at=as_at or self.context.today(),
                    first_day=first,
                    last_day=last,
                    recipient=str(self._recipient.value() or ""),
                )
        except AppError as trouble:
            self._tell(trouble)
            return None

    # --- making ---------------------------------------------------------------------------------------------------

    def _preview(self) -> None:
        self._timer.stop()
        parameters = self._parameters()
        if parameters is None:
            return
        report, store = self._chosen(), self.context.store
        self._wanted += 1
        number = self._wanted

        def make(progress: Progress) -> tuple[int, _Made]:
            with store.read() as session:
                document = build_report(session, report, parameters)
            progress.check()
            from reports.pdf import pdf_bytes

            return number, _Made(document, pdf_bytes(document))

        title = _("Making the preview")
        self.context.jobs.submit(title, make, self._on_made, self._on_trouble, owner=self)

    def _on_made(self, result: tuple[int, _Made]) -> None:
        number, made = result
        if number != self._wanted:
            return
        self._made = made
        self._trouble.hide()
        self._view.show_pdf(made.pdf)
        for each in (self._save_pdf, self._save_xlsx, self._print_button):
            each.setEnabled(True)

    def _on_trouble(self, trouble: BaseException) -> None:
        if not isinstance(trouble, AppError):
            self.context.jobs.failed.emit(trouble)
            return
        self._tell(trouble)

    def _tell(self, trouble: AppError) -> None:
        self._made = None
        self._view.clear()
        for each in (self._save_pdf, self._save_xlsx, self._print_button):
            each.setEnabled(False)
        self._trouble.tell(_("The report cannot be made yet"), trouble.sentence, Tone.SOON)
        self._trouble.show()

    def _on_page_changed(self, page: int, pages: int) -> None:
        self._page_words.setText(_("Page {page} of {pages}").format(page=page, pages=pages) if pages else "")

    def _on_page_before(self) -> None:
        self._view.turn(-1)

    def _on_page_after(self) -> None:
        self._view.turn(1)

    # --- saving ---------------------------------------------------------------------------------------------------

    def _on_save_pdf(self) -> None:
        self._ask_where("pdf", _("PDF (*.pdf)"))

    def _on_save_xlsx(self) -> None:
        self._ask_where("xlsx", _("Excel workbook (*.xlsx)"))

    def _ask_where(self, form: str, kinds: str) -> None:
        if self._made is None:
            return
        folder = self.context.settings.get(LAST_FOLDER) or str(places.books_folder())
        name = f"{self._chosen().name} {self._made.document.as_at.isoformat()}.{form}"
        dialog = QFileDialog(self, _("Save the report"), str(Path(folder) / name), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form)
        dialog.fileSelected.connect(self.save)
        dialog.open()

    def save(self, place: str) -> None:
        """Save the report in view under a name ending in .pdf or .xlsx, away from the main thread."""
        if self._made is None:
            return
        document, target = self._made.document, Path(place)
        form = "xlsx" if target.suffix.lower() == ".xlsx" else "pdf"
        self.context.settings.set(LAST_FOLDER, str(target.parent))

        def make(_progress: Progress) -> Path:
            print_document(document, form, target, replace=True)
            return target

        self.context.jobs.submit(_("Saving the report"), make, self._on_saved, owner=self)

    def _on_saved(self, target: Path) -> None:
        self.context.say(_("Saved as {name} in {folder}.").format(name=target.name, folder=target.parent))

    def _print(self) -> None:
        if self._made is not None:
            print_pdf(self._made.pdf, self._made.document.title, self)
