"""What was brought in before: the list of imports, the newest first, and the one in view."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.pages.imports.batch_panel import BatchPanel
from desktop.tables.columns import RecordLine
from desktop.tables.record_list import RecordList
from desktop.tables.window_model import Start, WindowModel
from desktop.tokens import Tone
from desktop.widgets.cards import EmptyState
from desktop.widgets.panes import Panes
from desktop.widgets.scrolling import scrolling
from models.errors import WrongUse
from models.imports.batches import BatchRow, find_batch, list_batches
from reports.formatting import clock, short_date
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class EarlierPane(QWidget):
    """List and detail of the imports of the book."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.model: WindowModel[BatchRow] = WindowModel((), lambda one: one.id, line=_line, parent=self, page_size=30)
        self.list = RecordList(context.theme, _("Imports"))
        self.list.setModel(self.model)
        self.panel = BatchPanel(context)
        self.split = Panes(
            context.theme, context.settings, "imports", left=self.list, detail=scrolling(self.panel), left_ems=22
        )
        self.empty = EmptyState(
            context.theme,
            "clock-counter-clockwise",
            _("Nothing was brought in yet"),
            _("Each file that you bring in is listed here: what became of each row, and the way to take it back."),
        )
        self.whole = QStackedWidget()
        self.whole.addWidget(self.split)
        self.whole.addWidget(scrolling(self.empty))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.whole)
        self.list.record_chosen.connect(self._on_chosen)
        self.list.record_opened.connect(self._on_opened)

    def refresh(self) -> None:
        """Ask the book again."""
        current = self.panel.batch.id if self.panel.batch is not None else None
        self.model.show(self._fetch, None)
        self.whole.setCurrentIndex(0 if self.model.rowCount() else 1)
        if current is not None:
            self.show_batch(current)
        elif self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0, 0))
            self._on_chosen(self.list.current_row())

    def show_batch(self, number: int) -> None:
        """Bring an import into view."""
        for place in range(min(self.model.rowCount(), self.model.page_size)):
            row = self.model.row_at(place)
            if row is not None and row.id == number:
                self.list.setCurrentIndex(self.model.index(place, 0))
                break
        else:
            self.list.clearSelection()
        self._show(number)

    def _fetch(self, start: Start[BatchRow], limit: int) -> Sequence[BatchRow]:
        before = start.after.id if start.after is not None else None
        with self._context.store.read() as session:
            return list_batches(session, before_id=before, limit=limit)

    def _show(self, number: int) -> None:
        try:
            with self._context.store.read() as session:
                batch = find_batch(session, number)
        except WrongUse as trouble:
            self._context.say(trouble.sentence)
            return
        self.panel.show_batch(batch)

    def _on_chosen(self, row: object) -> None:
        if isinstance(row, BatchRow) and (self.panel.batch is None or self.panel.batch.id != row.id):
            self._show(row.id)

    def _on_opened(self, row: object) -> None:
        self._on_chosen(row)
        self.split.show_detail()


def _line(row: BatchRow) -> RecordLine:
    at = row.at.replace(tzinfo=UTC).astimezone()
    when = f"{short_date(at.date())}, {clock(at)}"
    if row.is_taken_back:
        return RecordLine(row.file_name, when, _("Taken back"), Tone.PLAIN, "file-arrow-down")
    words = _("{n} new").format(n=f"{row.added:,}") if row.added else _("{n} changed").format(n=f"{row.changed:,}")
    left = row.doubtful + row.rejected
    return RecordLine(row.file_name, when, words, Tone.SOON if left else Tone.GOOD, "file-arrow-down")
