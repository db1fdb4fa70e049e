"""The page of reports: choices on the left, the paper as it will be on the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.commands import Command
from desktop.dialogs.ourselves import ask_who_we_are
from desktop.pages.reports.choices import ReportChoices
from desktop.pages.reports.filing import Filing
from desktop.pages.reports.made import Made
from desktop.shell.page import Page
from desktop.widgets.panes import Panes
from desktop.widgets.pdf_pane import PdfPane
from desktop.widgets.printing import print_pdf
from models.errors import AppError
from models.kinds import KINDS
from models.settings import NEAR_METRES, OUR_ORGANISATION, get_setting
from reports.catalogue import REPORTS, Report, build_report
from reports.formatting import long_date
from reports.saved import Chosen
from resources.i18n import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.context import Context
    from desktop.jobs import Job, Progress
    from desktop.widgets.line_edit import FilterBox

PAUSE = 250
"""Milliseconds after the last choice before the preview is made anew."""

_UNREAD = frozenset({"report_run", "disclosure", "saved_report", "saved_search"})
"""Kinds of record that no paper says anything of."""


class ReportsPage(Page):
    """Chooses a report, shows it and saves it; the preview is the very file that is saved."""

    kinds: ClassVar[tuple[str, ...]] = tuple(kind for kind in KINDS if kind not in _UNREAD)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("page_reports")
        self._made: Made | None = None
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
        self._choices.foot.protect_wanted.connect(self._ask_protected)
        self._choices.foot.print_wanted.connect(self._print)
        self._choices.school_wanted.connect(self._ask_who_we_are)
        self._choices.foot.send_wanted.connect(self._send)
        self._filing = Filing(context, self)
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
        choices.saved.load()
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
        """Choose the report that was asked for by its name, or one that was made before with its choices."""
        if isinstance(wish, str) and any(report.name == wish for report in REPORTS):
            self._choices.choose_report(wish)
        elif isinstance(wish, Chosen):
            self._choices.choose_again(wish)

    def commands(self) -> Mapping[Command, Callable[[], object]]:
        """Let the report in view be printed, saved and sent."""
        if self._made is None:
            return {}
        can: dict[Command, Callable[[], object]] = {
            Command.PRINT: self._print,
            Command.SAVE_PROTECTED: self._ask_protected,
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

    def set_low(self, low: bool) -> None:
        """Leave the room to the choices in a low window."""
        self._choices.set_low(low)

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

        def make(progress: Progress) -> Made:
            with store.read() as session:
                settled = report.settle(session, parameters)
                document = build_report(session, report, settled)
            from reports.length import length_words
            from reports.lost_characters import lost_words
            from reports.pdf import pdf_bytes

            long = length_words(report, document)
            if long:
                # Said while the pages are still to be made: whoever reads it may stop and choose less.
                progress.report(0, 0, long)
            progress.check()
            return Made(number, report, settled, document, pdf_bytes(document), lost_words(document), long)

        self._job = self.context.jobs.submit(
            _("Making the preview"),
            make,
            self._on_made,
            self._on_trouble,
            on_cancelled=partial(self._on_stopped, number),
            owner=self,
        )
        self._job.progress.reported.connect(self._on_told)

    def _on_told(self, _done: int, _total: int, words: str) -> None:
        """Say while the pages are made that there are many, so that whoever reads it may choose less."""
        self._choices.tell_long(words)

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

    def _on_made(self, made: Made) -> None:
        if made.number != self._wanted:
            return
        self._made, self._job = made, None
        self._viewer.show_pdf(made.pdf)
        self._choices.set_ready()
        self._choices.tell_left_out(made.document.left_out)
        self._choices.tell_lost(made.lost)
        self._choices.tell_long(made.long)
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

    # --- saving and passing on ------------------------------------------------------------------------------------

    def _ask_where(self, form: str) -> None:
        self._when_made(partial(self._with_made, partial(self._filing.ask_place, form)))

    def _ask_protected(self) -> None:
        self._when_made(partial(self._with_made, self._filing.ask_protected))

    def save(self, place: str) -> None:
        """Save the report in view, away from the main thread, in the form its name ends in, else as PDF."""
        self._with_made(partial(self._filing.save, place))

    def _print(self) -> None:
        self._when_made(partial(self._with_made, self._print_it))

    def _print_it(self, made: Made) -> None:
        print_pdf(made.pdf, made.document.title, self)

    def _send(self) -> None:
        self._when_made(partial(self._with_made, self._filing.send))

    def _with_made(self, act: Callable[[Made], object]) -> None:
        if self._made is not None:
            act(self._made)
