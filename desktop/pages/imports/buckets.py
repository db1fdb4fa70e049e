"""What becomes of the records of an import that is taken back: those that go, those that stay and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.pages.imports.rows import pages_of
from desktop.pages.imports.words import kind_word
from desktop.tables.columns import TableColumn
from desktop.tables.data_table import DataTable
from desktop.tables.window_model import WindowModel
from desktop.theme import S
from desktop.tokens import Tone
from desktop.widgets.chips import Chips
from models.imports.centre import rehearse_taking_back, take_back
from models.imports.outcomes import list_outcomes
from models.queries.records import find_names
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from models.imports.taking_back import TakenBack
    from models.queries.records import Ref
    from models.store import Store

BUCKETS = ("taken", "kept", "could_not")
_TONES = {"taken": Tone.GOOD, "kept": Tone.INFO, "could_not": Tone.SOON}
BEFORE = {"taken": m("Goes"), "kept": m("Stays"), "could_not": m("Cannot go")}
_UNTOUCHED = m("as the file left it")
AFTER = {"taken": m("Taken back"), "kept": m("Kept"), "could_not": m("Could not go")}


class Bucketed(NamedTuple):
    """A record of the import and the bucket it is in."""

    ref: Ref
    bucket: str
    name: str
    why: str


def _columns(words: Mapping[str, str]) -> tuple[TableColumn[Bucketed], ...]:
    return (
        TableColumn("name", m("Record"), lambda one: one.name or _("No name"), ems=13, sortable=False),
        TableColumn("kind", m("What it is"), lambda one: kind_word(one.ref[0]), ems=7.5, sortable=False, rank=1),
        TableColumn(
            "bucket", m("What happens"), lambda one: _(words[one.bucket]), tone=lambda one: _TONES[one.bucket], ems=7,
            sortable=False,
        ),
        TableColumn("why", m("Why"), lambda one: one.why, ems=10, stretch=True, sortable=False),
    )  # fmt: skip


class Out(NamedTuple):
    """What became of a batch that is taken back."""

    rows: list[Bucketed]
    words: str = ""
    """What goes of reference data, which has no records to name."""


def rehearsed(store: Store, batch_id: int, progress: Progress) -> Out:
    """Return what taking a batch back would do; runs on the worker."""
    done = rehearse_taking_back(store, batch_id, step=progress.step)
    with store.read() as session:
        names = {ref: one.name for ref, one in find_names(session, done.taken).items()}
    return Out(list(_rows(done, names)), done.words)


def taken_back(store: Store, batch_id: int, progress: Progress) -> Out:
    """Take a batch back; runs on the worker. What became of each record is asked of the book, now as later."""
    return Out([], take_back(store, batch_id, step=progress.step).words)


def found_out(store: Store, batch_id: int) -> list[Bucketed]:
    """Return what became of each record of a batch when it was taken back, what stays first."""
    with store.read() as session:
        told = list_outcomes(session, batch_id)
    rows = [Bucketed((one.kind, one.id), one.bucket, one.name, one.words or _(_UNTOUCHED)) for one in told]
    return sorted(rows, key=lambda row: BUCKETS.index(row.bucket), reverse=True)


def _rows(done: TakenBack, names: dict[Ref, str]) -> Iterator[Bucketed]:
    for bucket, left in (("could_not", done.could_not), ("kept", done.kept)):
        for one in left:
            yield Bucketed((one.kind, one.id), bucket, one.name, one.words)
    for ref in done.taken:
        yield Bucketed(ref, "taken", names.get(ref, ""), _(_UNTOUCHED))


class BucketsView(QWidget):
    """The three buckets with their counts, each listed."""

    opened = Signal(object)
    """A `Bucketed` was opened with Enter or a double click."""

    def __init__(self, context: Context, name: str, words: Mapping[str, str]) -> None:
        """`words` are those for each bucket, BEFORE or AFTER."""
        super().__init__()
        self.rows: list[Bucketed] = []
        self.chips = Chips(_("Which records to show"), exclusive=True, everything=_("All"))
        self._chips = {key: self.chips.add(key, _(words[key])) for key in BUCKETS}
        theme = context.theme
        self.model: WindowModel[Bucketed] = WindowModel(_columns(words), lambda one: one.ref, theme=theme, parent=self)
        self.table = DataTable(theme, context.settings, name, _("Records of the import"))
        self.table.setModel(self.model)
        self.table.setMinimumHeight(7 * theme.line_height)
        self.table.horizontalHeader().setSortIndicatorShown(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.chips)
        column.addWidget(self.table, 1)
        self.chips.changed.connect(self._on_chips)
        self.table.row_opened.connect(self.opened)

    def show_rows(self, rows: list[Bucketed]) -> None:
        """Show what becomes of the records."""
        self.rows = rows
        for key, chip in self._chips.items():
            self.chips.set_count(key, self.count(key))
            chip.setVisible(self.count(key) > 0)
        self.chips.set_on(frozenset())

    def count(self, bucket: str) -> int:
        """Return how many records are in a bucket."""
        return sum(one.bucket == bucket for one in self.rows)

    def _on_chips(self, on: frozenset[str]) -> None:
        shown = [one for one in self.rows if not on or one.bucket in on]
        self.model.show(pages_of(shown), len(shown))
        if shown:
            self.table.setCurrentIndex(self.model.index(0, 0))
