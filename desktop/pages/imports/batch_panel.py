"""One import that is over: what became of each row, with ways to the records, out again, and to the rejected rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.pages.imports.buckets import AFTER, Bucketed, BucketsView, found_out
from desktop.pages.imports.rejects import RejectsSaving
from desktop.pages.imports.taking_back import TakeBackDialog, bucket_words
from desktop.pages.imports.words import FATES
from desktop.tables.columns import TableColumn
from desktop.tables.data_table import DataTable
from desktop.tables.window_model import Start, WindowModel
from desktop.theme import XL, L, M, S
from desktop.tokens import Tone
from desktop.widgets.buttons import button
from desktop.widgets.cards import AlertStrip
from desktop.widgets.chips import Chips
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from models.imports.batches import BatchLine, BatchRow, count_batch_lines, find_headings, list_batch_lines
from models.imports.opening import FILE_KINDS
from models.imports.preview import Fate
from models.imports.reference.kinds import REFERENCE
from models.imports.reference.taking_back import can_be_taken_back
from reports.formatting import date_and_time, listed
from resources.i18n import _, ngettext
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context

COLUMNS: tuple[TableColumn[BatchLine], ...] = (
    TableColumn("number", m("Row"), lambda one: one.number or "", align_right=True, ems=4, sortable=False),
    TableColumn("name", m("Name"), lambda one: one.name, ems=13, sortable=False, tip=lambda one: one.name),
    TableColumn("fate", m("What happened"), lambda one: _(FATES[one.fate].row), tone=lambda one: FATES[one.fate].tone,
                ems=7, sortable=False),
    TableColumn("kind", m("What it is"), lambda one: one.kind_words, ems=7.5, sortable=False, rank=1),
    TableColumn("words", m("Why, or what was noticed"), lambda one: one.words, ems=12, stretch=True, sortable=False,
                tip=lambda one: one.words),
)  # fmt: skip


def counts_of(batch: BatchRow) -> dict[Fate, int]:
    """Return how many rows of a batch have which fate."""
    return {
        Fate.NEW: batch.added,
        Fate.CHANGED: batch.changed,
        Fate.SAME: batch.unchanged,
        Fate.DOUBTFUL: batch.doubtful,
        Fate.REFUSED: batch.rejected,
    }


def when_and_who(batch: BatchRow) -> str:
    """Return when a file was brought in, by this computer's clock, and by whom."""
    moment = date_and_time(batch.at.replace(tzinfo=UTC).astimezone())
    return _("{moment}, by {who}").format(moment=moment, who=batch.actor) if batch.actor else moment


class BatchPanel(QWidget):
    """Shows an import."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("batch_panel")
        self._context = context
        self.batch: BatchRow | None = None
        self._counts: dict[Fate, int] = {}
        theme = context.theme
        self._title, self._when = PlainLabel("", "h2"), PlainLabel("", "muted")
        self.back = button(
            _("Ta&ke back this import…"), self._on_back, theme=theme, icon="arrow-counter-clockwise",
            name="take_back_import",
        )  # fmt: skip
        self.save = button(_("Save re&jected rows…"), self._on_save, name="save_batch_rejects")
        self._state = AlertStrip(theme)
        self.rejects = RejectsSaving(context, self)
        self.buckets = BucketsView(context, "taken_back", AFTER)
        self.chips = Chips(_("Which rows to show"), exclusive=True, everything=_("All"))
        self._chips = {fate: self.chips.add(fate, _(words.chip)) for fate, words in FATES.items()}
        self.model: WindowModel[BatchLine] = WindowModel(COLUMNS, lambda one: one.number, theme=theme, parent=self)
        self.table = DataTable(theme, context.settings, "import_batch", _("Rows of the import"))
        self.table.setModel(self.model)
        self.table.setMinimumHeight(8 * theme.line_height)
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self._hint = PlainLabel(_("Enter opens the record of a row."), "small")
        self._lay_out()
        self.chips.changed.connect(self._on_chips)
        self.table.row_opened.connect(self._on_opened)
        self.buckets.opened.connect(self._on_bucket_opened)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(M)
        head = QVBoxLayout()
        head.setSpacing(S)
        for one in (self._title, self._when):
            head.addWidget(one)
        column.addLayout(head)
        ways = QWidget()
        flow = FlowLayout(ways)
        flow.addWidget(self.back)
        flow.addWidget(self.save)
        for part in (self._state, ways, self.buckets, self.chips, self._hint):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        # Where there are no rows to show, what is said stays together at the top.
        column.addStretch(0)

    def show_batch(self, batch: BatchRow) -> None:
        """Show an import as it is now."""
        another = self.batch is None or self.batch.id != batch.id
        self.batch = batch
        kind = FILE_KINDS.get(batch.kind)
        self._title.setText(batch.file_name)
        self._when.setText(" · ".join((when_and_who(batch), batch.words or (kind.heading if kind is not None else ""))))
        self._counts = self._count(batch)
        for fate, chip in self._chips.items():
            self.chips.set_count(fate, self._counts[fate])
            chip.setVisible(self._counts[fate] > 0)
        can_write = not self._context.store.read_only
        self.back.setVisible(can_write and can_be_taken_back(batch))
        self.save.setVisible(bool(batch.doubtful or batch.rejected) and batch.kind not in REFERENCE)
        self._show_state(batch)
        if another:
            self.chips.set_on(frozenset())
        else:
            self._on_chips(self.chips.on())

    def _count(self, batch: BatchRow) -> dict[Fate, int]:
        """Return how many rows of a batch have which fate; of reference data only some rows are kept."""
        if batch.kind in REFERENCE:
            with self._context.store.read() as session:
                return count_batch_lines(session, batch.id)
        return counts_of(batch)

    def _show_state(self, batch: BatchRow) -> None:
        told = found_out(self._context.store, batch.id) if batch.is_taken_back else []
        self.buckets.setVisible(bool(told))
        if told:
            self.buckets.show_rows(told)
            counts = [self.buckets.count(bucket) for bucket in ("taken", "kept", "could_not")]
            self._state.tell(_("Taken back"), bucket_words(*counts, done=True), Tone.INFO)
        elif batch.is_taken_back:
            words = _("What it brought is out again, as far as nobody had touched it.")
            self._state.tell(_("Taken back"), words, Tone.INFO)
        elif batch.kind in REFERENCE:
            self._state.tell(_in_numbers(batch), _(REFERENCE[batch.kind].back), Tone.INFO)
        else:
            self._state.hide()
        has_rows = not told and any(self._counts.values())
        for part in (self.chips, self.table, self._hint):
            part.setVisible(has_rows)

    def _on_chips(self, on: frozenset[str]) -> None:
        batch = self.batch
        if batch is None:
            return
        fates = [Fate(one) for one in on]
        count = sum(self._counts[fate] for fate in fates or Fate)
        self.model.show(partial(self._fetch, batch.id, fates), count)
        if count:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _fetch(self, batch_id: int, fates: Sequence[Fate], start: Start[BatchLine], limit: int) -> Sequence[BatchLine]:
        with self._context.store.read() as session:
            return list_batch_lines(session, batch_id, *fates, limit=limit, offset=start.offset)

    def _on_opened(self, line: object) -> None:
        if isinstance(line, BatchLine) and line.record_id is not None:
            self._context.open(line.record_kind, line.record_id)

    def _on_bucket_opened(self, row: object) -> None:
        if isinstance(row, Bucketed) and row.bucket != "taken":
            self._context.open(*row.ref)

    def _on_back(self) -> None:
        if self.batch is not None:
            dialog = TakeBackDialog(self._context, self.batch, self.window())
            dialog.taken_back.connect(self._on_taken_back)
            dialog.open()

    def _on_taken_back(self, batch_id: int) -> None:
        if self.batch is not None and self.batch.id == batch_id and self.batch.is_taken_back:
            self._show_state(self.batch)

    def _on_save(self) -> None:
        batch = self.batch
        if batch is None:
            return
        with self._context.store.read() as session:
            headings = find_headings(session, batch.id)
            lines = list_batch_lines(session, batch.id, Fate.DOUBTFUL, Fate.REFUSED)
        rows = list(_rejected(lines))
        if rows:
            self.rejects.ask(batch.file_name, headings, rows)
        else:
            self._context.say(_("A file of this kind has no rows that a sheet could hold. Mend it where it was made."))


def _rejected(lines: Sequence[BatchLine]) -> Iterator[tuple[int, Sequence[str], str]]:
    return ((line.number, line.cells, line.words) for line in lines if line.cells)


def _in_numbers(batch: BatchRow) -> str:
    """Return what a file of reference data did, of which only some rows are kept."""
    counted = (
        (_("{n} new"), batch.added),
        (_("{n} changed"), batch.changed),
        (_("{n} the same"), batch.unchanged),
        (_("{n} not used"), batch.rejected),
    )
    told = listed([words.format(n=f"{count:,}") for words, count in counted if count])
    return _("{rows}: {told}").format(
        rows=ngettext("{n} row", "{n} rows", batch.found).format(n=f"{batch.found:,}"), told=told
    )
