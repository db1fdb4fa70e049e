"""The page of reports: choices on the left, the paper as it will be on the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop import places
from desktop.actions import Command
from desktop.dialogs.ourselves import ask_who_we_are
from desktop.pages.reports.choices import ReportChoices
from desktop.pages.reports.printing import print_pdf
from desktop.settings import Key
from desktop.shell.page import Page
from desktop.theme import M, S
from desktop.widgets.buttons import icon_button
from desktop.widgets.labels import PlainLabel
from desktop.widgets.panes import Panes
from desktop.widgets.pdf_view import PdfView
from desktop.widgets.scrolling import scrolling
from models.errors import AppError
from models.settings import OUR_ORGANISATION, get_setting
from reports.catalogue import REPORTS, build_report, print_document
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from reports.document import Document

LAST_FOLDER: Key[str] = Key("reports/folder", "", str)
PAUSE = 250
"""Milliseconds after the last choice before the preview is made anew."""

_KINDS = {"pdf": _("PDF (*.pdf)"), "xlsx": _("Excel workbook (*.xlsx)")}


@dataclass(frozen=True)
class _Made:
    """A report as it is shown: what is saved is the same."""

    number: int
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
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._preview)
        self._choices = ReportChoices(context.theme, context.settings, context.today)
        self._choices.changed.connect(self._timer.start)
        self._choices.report_picked.connect(self.refresh)
        self._choices.save_wanted.connect(self._ask_where)
        self._choices.print_wanted.connect(self._print)
        self._choices.school_wanted.connect(self._ask_who_we_are)
        self._viewer = self._make_viewer()
        left = scrolling(self._choices)
        self._panes = Panes(context.theme, context.settings, "reports", left=left, detail=self._viewer)
        self._choices.preview_wanted.connect(self._panes.show_detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._panes)

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

    # --- as a page ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Offer the bodies there are now and make the preview anew."""
        from models.queries.recipients import list_recipients

        with self.context.store.read() as session:
            self._choices.show_recipients(list_recipients(session, self._choices.report().name))
            nameless = get_setting(session, OUR_ORGANISATION) is None
        self._choices.ask_for_school(nameless and not self.context.store.read_only)
        self._preview()

    def take_wish(self, wish: object) -> None:
        """Choose the report that was asked for by its name."""
        if isinstance(wish, str) and any(report.name == wish for report in REPORTS):
            self._choices.choose_report(wish)

    def commands(self) -> Mapping[Command, Callable[[], object]]:
        """Let the report be printed that is in view."""
        return {Command.PRINT: self._print} if self._made is not None else {}

    def panes(self) -> list[QWidget]:
        """Return the choices and the preview."""
        return [self._choices, self._viewer]

    def set_window_ems(self, ems: float) -> None:
        """Show the choices alone in a narrow window."""
        self._panes.set_window_ems(ems)
        self._choices.offer_preview(self._panes.is_single)

    def go_back(self) -> bool:
        """Go from the preview back to the choices where only one fits."""
        return self._panes.go_back()

    def event(self, event: QEvent) -> bool:
        """Close the file in view with the page, and not when the program ends."""
        if event.type() == QEvent.Type.DeferredDelete:
            self._view.clear()
        return super().event(event)

    # --- making ---------------------------------------------------------------------------------------------------

    def _preview(self) -> None:
        self._timer.stop()
        parameters = self._choices.parameters()
        if parameters is None:
            return
        report, store = self._choices.report(), self.context.store
        self._wanted += 1
        number = self._wanted

        def make(progress: Progress) -> _Made:
            with store.read() as session:
                document = build_report(session, report, parameters)
            progress.check()
            from reports.pdf import pdf_bytes

            return _Made(number, document, pdf_bytes(document))

        self.context.jobs.submit(_("Making the preview"), make, self._on_made, self._on_trouble, owner=self)

    def _on_made(self, made: _Made) -> None:
        if made.number != self._wanted:
            return
        self._made = made
        self._view.show_pdf(made.pdf)
        self._choices.set_ready(True)
        self.commands_changed.emit()

    def _on_trouble(self, trouble: BaseException) -> None:
        if not isinstance(trouble, AppError):
            self.context.jobs.failed.emit(trouble)
            return
        self._made = None
        self.commands_changed.emit()
        self._view.clear()
        self._choices.tell(trouble)

    def _on_page_changed(self, page: int, pages: int) -> None:
        self._page_words.setText(_("Page {page} of {pages}").format(page=page, pages=pages) if pages else "")

    def _on_page_before(self) -> None:
        self._view.turn(-1)

    def _on_page_after(self) -> None:
        self._view.turn(1)

    def _ask_who_we_are(self) -> None:
        ask_who_we_are(self.context)

    # --- saving ---------------------------------------------------------------------------------------------------

    def _ask_where(self, form: str) -> None:
        if self._made is None:
            return
        folder = self.context.settings.get(LAST_FOLDER) or str(places.books_folder())
        name = f"{self._choices.report().name} {self._made.document.as_at.isoformat()}.{form}"
        dialog = QFileDialog(self, _("Save the report"), str(Path(folder) / name), _KINDS[form])
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
