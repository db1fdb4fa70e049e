"""What was brought in before: the list of imports, the newest first, and the one in view."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.pages.imports.batch_panel import BatchPanel
from desktop.shell.chosen_record import ChosenRecord
from desktop.tables.columns import RecordLine
from desktop.tables.record_list import RecordList
from desktop.tables.window_model import Start, WindowModel
from desktop.tokens import Tone
from desktop.widgets.cards import EmptyState
from desktop.widgets.panes import Panes
from desktop.widgets.scrolling import scrolling
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
        self._chosen = ChosenRecord(
            context, self.model, self.list, self.split, find=find_batch, show=self.panel.show_batch
        )

    def refresh(self) -> None:
        """Ask the book again."""
        self.model.show(self._fetch, None)
        self.whole.setCurrentIndex(0 if self.model.rowCount() else 1)
        self._chosen.show_again()

    def show_one(self, number: int) -> None:
        """Bring an import into view."""
        self._chosen.show_one(number)

    def first_editor(self) -> QWidget:
        """Return what the keyboard stands on first: the rows of the import in view, else the list."""
        return self.panel.table if self.panel.table.isVisible() else self.list

    def _fetch(self, start: Start[BatchRow], limit: int) -> Sequence[BatchRow]:
        before = start.after.id if start.after is not None else None
        with self._context.store.read() as session:
            return list_batches(session, before_id=before, limit=limit)


def _line(row: BatchRow) -> RecordLine:
    at = row.at.replace(tzinfo=UTC).astimezone()
    when = f"{short_date(at.date())}, {clock(at)}"
    if row.is_taken_back:
        return RecordLine(row.file_name, when, _("Taken back"), Tone.PLAIN, "file-arrow-down")
    words = _("{n} new").format(n=f"{row.added:,}") if row.added else _("{n} changed").format(n=f"{row.changed:,}")
    left = row.doubtful + row.rejected
    return RecordLine(row.file_name, when, words, Tone.SOON if left else Tone.GOOD, "file-arrow-down")
