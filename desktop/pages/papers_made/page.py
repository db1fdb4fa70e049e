"""The page of papers made: the list at the left, the newest first; the one in view at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.overrides import do_and_tell
from desktop.pages.papers_made.checking import check_file
from desktop.pages.papers_made.detail import RunPanel
from desktop.shell.chosen_record import ChosenRecord
from desktop.shell.page import Page
from desktop.tables.columns import RecordLine
from desktop.tables.record_list import RecordList
from desktop.tables.window_model import Start, WindowModel
from desktop.theme import L, M, S
from desktop.tokens import Tone
from desktop.widgets.buttons import button
from desktop.widgets.cards import EmptyState, SectionHeader
from desktop.widgets.file_dialog import FileDialog
from desktop.widgets.line_edit import FilterBox
from desktop.widgets.panes import Panes
from desktop.widgets.passing import open_once
from desktop.widgets.scrolling import scrolling
from models.queries.report_runs import RunFilter, RunRow, count_runs, find_run, list_runs
from reports.checking import READERS, form_words, made_at, title_of, titles
from reports.formatting import clock, short_date
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.context import Context


class PapersMadePage(Page):
    """What was made, with which choices, and who got it; a file dropped on it is compared with them."""

    kinds: ClassVar[tuple[str, ...]] = ("report_run", "disclosure", "person", "organisation")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setObjectName("page_papers_made")
        self.setAcceptDrops(True)
        theme = context.theme
        self.shown = 0
        self.model: WindowModel[RunRow] = WindowModel((), _key, line=_line, parent=self, page_size=30)
        self.list = RecordList(theme, _("Papers made"))
        self.list.setModel(self.model)
        self.box = FilterBox(theme, _("Filter papers"), hint=_("Filter by report, file or who got it"))
        self.panel = RunPanel(context)
        self.nothing = EmptyState(theme, "funnel", "", _("Check the spelling, or clear the filter."))
        self.nothing.add_button(_("Clear the filter"), self.box.clear)
        self._below = QStackedWidget()
        self._below.addWidget(self.list)
        self._below.addWidget(scrolling(self.nothing))
        self.split = Panes(
            theme, context.settings, "papers_made", left=self._make_left(), detail=scrolling(self.panel), left_ems=25
        )
        self.empty = EmptyState(
            theme,
            "file-text",
            _("No paper was made yet"),
            _("Each report that you save or send is noted here: what it was, with which choices, and who got it."),
        )
        self.empty.add_button(_("Go to Reports"), partial(context.show_page, "reports"), kind="filled")
        self.whole = QStackedWidget()
        self.whole.addWidget(self.split)
        self.whole.addWidget(scrolling(self.empty))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.whole)
        self.box.filtered.connect(self._on_filtered)
        self._chosen = ChosenRecord(context, self.model, self.list, self.split, find=find_run, show=self.panel.show_run)
        self.panel.wanted_again.connect(partial(context.show_page, "reports"))

    def _make_left(self) -> QWidget:
        left = QWidget()
        head = SectionHeader(_("Papers made"), "h2")
        theme = self.context.theme
        self.check = head.add_button(
            button(_("Chec&k a file…"), self._ask_file, theme=theme, icon="check-circle", name="check_file")
        )
        self.check.setToolTip(_("Is this the very file that was made here? You can also drop a file on this page."))
        self._head = head
        top = QVBoxLayout()
        top.setContentsMargins(L, M, L, 0)
        top.setSpacing(S)
        top.addWidget(head)
        top.addWidget(self.box)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(top)
        column.addWidget(self._below, 1)
        return left

    # --- what the window asks of a page ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask the book again and show the answer."""
        self._ask(again=True)
        self._chosen.show_again()

    def show_record(self, kind: str, record_id: int) -> None:
        """Bring a paper into view, or the one that somebody got."""
        self.bring_up_to_date()
        self._chosen.show_one(record_id)

    def place(self) -> object:
        """Return the paper in view."""
        return self._chosen.number

    def return_to(self, place: object) -> None:
        """Show a paper again."""
        if isinstance(place, int):
            self.show_record("report_run", place)

    def go_back(self) -> bool:
        """Leave the detail for the list where only one fits."""
        return self.split.go_back()

    def filter_box(self) -> FilterBox | None:
        """Return the filter of the list."""
        return self.box if self.whole.currentWidget() is self.split else None

    def show_filter(self) -> None:
        """Bring it into view."""
        self.split.show_list()

    def panes(self) -> list[QWidget]:
        """Return list and detail."""
        return self.split.shown_panes()

    def set_window_ems(self, ems: float) -> None:
        """Show one pane or two."""
        self.split.set_window_ems(ems)

    # --- the list -------------------------------------------------------------------------------------------------

    def _ask(self, *, again: bool = False) -> None:
        wanted = RunFilter(self.box.text().strip(), titles())
        with self.context.store.read() as session:
            self.shown = count_runs(session, wanted)
        (self.model.refresh if again else self.model.show)(partial(self._fetch, wanted), self.shown)
        self._head.set_count(self.shown)
        self._below.setCurrentIndex(0 if self.shown else 1)
        self.nothing.tell(
            _("No papers match “{words}”").format(words=wanted.words), _("Check the spelling, or clear the filter.")
        )
        self.whole.setCurrentIndex(0 if self.shown or wanted.words else 1)

    def _fetch(self, wanted: RunFilter, start: Start[RunRow], limit: int) -> Sequence[RunRow]:
        before = start.after.id if start.after is not None else None
        with self.context.store.read() as session:
            return list_runs(session, wanted, before_id=before, offset=start.offset, limit=limit).rows

    def _on_filtered(self) -> None:
        self._ask()
        self._chosen.show_first()

    # --- is it the file? ------------------------------------------------------------------------------------------

    def _ask_file(self) -> None:
        dialog = FileDialog(self, _("Which file is it?"), "", _("All files (*)"))
        dialog.fileSelected.connect(self.check_file)
        open_once(dialog)

    def check_file(self, place: str) -> None:
        """Say whether a file is one of the papers made."""
        check_file(self.context, place, self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file of this computer."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check the file that was dropped."""
        event.acceptProposedAction()
        do_and_tell(partial(self.check_file, event.mimeData().urls()[0].toLocalFile()))


def _key(row: RunRow) -> int:
    return row.id


def _line(row: RunRow) -> RecordLine:
    at = made_at(row)
    said = " · ".join((f"{short_date(at.date())}, {clock(at)}", form_words(row.form), _(READERS[row.audience])))
    count = len(row.given)
    aside = ngettext("Sent to {n}", "Sent to {n}", count).format(n=count) if count else ""
    return RecordLine(title_of(row.report), said, aside, Tone.GOOD if count else None, "file-text")
