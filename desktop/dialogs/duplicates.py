"""Possible duplicates: pairs side by side, to be made one or told apart; and what was made one, to be made two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.dialogs.asking import attempt
from desktop.dialogs.merge import MergeDialog
from desktop.jobs import reading
from desktop.tables.columns import RecordLine, TableColumn
from desktop.tables.data_table import DataTable
from desktop.tables.record_list import RecordList
from desktop.tables.rows_model import RowsModel
from desktop.tokens import Tone
from desktop.widgets.buttons import button
from desktop.widgets.chips import Chips
from desktop.widgets.dialog import Dialog
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from models.actions.duplicates import tell_apart
from models.actions.merging import unmerge
from models.errors import AppError
from models.kinds import KINDS
from models.queries.duplicates import AlikePair, list_duplicates
from models.queries.merging import MergeRow, list_merges
from models.queries.record_sheet import RecordSheet, find_record_sheet
from models.value_words import in_words
from reports.formatting import short_date
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from models.changes import Changes
    from models.store import Store

PEOPLE, ORGANISATIONS, MERGED = "person", "organisation", "merged"
MOST = 200


@dataclass(frozen=True, slots=True)
class Compared:
    """What both of a pair say in one field, or of how many others there are."""

    field: str
    first: str
    second: str


_COLUMNS: tuple[TableColumn[Compared], ...] = (
    TableColumn("field", m("What"), lambda row: row.field, ems=9, sortable=False),
    TableColumn("first", m("The one"), lambda row: row.first, ems=16, stretch=True, sortable=False),
    TableColumn("second", m("The other"), lambda row: row.second, ems=16, stretch=True, sortable=False),
)


class DuplicatesDialog(Dialog):
    """Pairs of people or organisations that look alike, the likeliest first."""

    def __init__(self, context: Context, parent: QWidget | None = None, *, show: str = PEOPLE) -> None:
        """`show` says what is shown first: people, organisations, or what was merged."""
        super().__init__(_("Possible duplicates"), parent, width_ems=52)
        self.setObjectName("duplicates_dialog")
        self.context = context
        self.what = Chips(_("Show"), exclusive=True)
        for key, words in ((PEOPLE, _("People")), (ORGANISATIONS, _("Organisations")), (MERGED, _("Merged"))):
            self.what.add(key, words)
        self.words = PlainLabel("", "muted")
        self.pairs: RowsModel[AlikePair | MergeRow] = RowsModel((), _key, line=_line, parent=self)
        self.list = RecordList(context.theme, _("Pairs that look alike"))
        self.list.setModel(self.pairs)
        self.list.setMinimumHeight(context.theme.line_height * 8)
        self.both: RowsModel[Compared] = RowsModel(_COLUMNS, lambda row: row.field, theme=context.theme, parent=self)
        self.table = DataTable(context.theme, context.settings, "duplicates", _("The two side by side"))
        self.table.setModel(self.both)
        self.table.setMinimumHeight(context.theme.line_height * 9)
        self.apart = button(_("They are &different"), self.tell_apart, name="they_differ")
        self.two = button(_("Separate &them again"), self.unmerge, name="unmerge")
        self.first = button("", partial(self._open, 0), kind="link", name="open_first")
        self.second = button("", partial(self._open, 1), kind="link", name="open_second")
        row = FlowLayout()
        for made in (self.first, self.second, self.apart, self.two):
            row.addWidget(made)
        self.problem = PlainLabel("", "problem")
        self.problem.hide()
        for part, share in ((self.what, 0), (self.words, 0), (self.list, 1), (self.table, 1)):
            self.body.addWidget(part, share)
        self.body.addLayout(row)
        self.body.addWidget(self.problem)
        # Where no two look alike there is no list, and the words stay at the top.
        self.body.addStretch(0)
        self.add_cancel(_("Close"))
        self.same = self.add_button(_("They are the same…"), main=True)
        self.saved.connect(self.merge)
        self.list.record_opened.connect(self.merge)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        context.hub.changed.connect(self._on_changed)
        self.what.set_on(frozenset({show}))
        self.what.changed.connect(self.refresh)
        self.words.setText(_("Comparing your records…"))
        for made in (self.first, self.second, self.apart, self.two):
            made.hide()
        self.same.setEnabled(False)
        self.refresh()
        self.list.setFocus()

    @property
    def shown(self) -> str:
        """Return what is shown."""
        return next(iter(self.what.on()), PEOPLE)

    def pair(self) -> AlikePair | None:
        """Return the pair that is chosen."""
        row = self.list.current_row()
        return row if isinstance(row, AlikePair) else None

    def refresh(self, *_args: object) -> None:
        """Ask the book again, on the worker: every record is compared."""
        self._tell("")
        self.context.jobs.submit(
            _("Comparing records"),
            partial(_ask, self.context.store, self.shown),
            partial(self._on_asked, self.shown),
            owner=self,
        )

    def merge(self, *_args: object) -> None:
        """Ask which of the two stays and what it says."""
        pair = self.pair()
        if pair is not None and not self.context.store.read_only:
            try:
                MergeDialog(self.context, pair.kind, pair.first_id, pair.second_id, self).open()
            except AppError as error:
                self._tell(error.sentence)

    def tell_apart(self) -> None:
        """Say that they are two, so that they are not offered again."""
        pair = self.pair()
        if pair is not None:
            label = _("{first} and {second} are different").format(first=pair.first_name, second=pair.second_name)
            attempt(self.context, label, lambda s: tell_apart(s, pair.kind, pair.first_id, pair.second_id))

    def unmerge(self) -> None:
        """Make two records of one again."""
        row = self.list.current_row()
        if not isinstance(row, MergeRow):
            return
        try:
            with self.context.store.write(_("Separated again: {name}").format(name=row.gone_name)) as session:
                left = unmerge(session, row.id)
        except AppError as error:
            self._tell(error.sentence)
            return
        self._tell(" ".join(left.kept_as_they_are))
        words = _("{first} and {second} are separate again.")
        self.context.say(words.format(first=row.kept_name, second=row.gone_name))

    def _on_asked(self, what: str, rows: Sequence[AlikePair | MergeRow]) -> None:
        if what != self.shown:
            return
        self.pairs.set_rows(rows)
        for widget in (self.list, self.table, self.first, self.second):
            widget.setVisible(bool(rows))
        if rows and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.pairs.index(0, 0))
        self.words.setText(_words(what, len(rows)))
        self._on_current()

    def _on_current(self, *_args: object) -> None:
        row = self.list.current_row()
        free = not self.context.store.read_only
        merged = self.shown == MERGED
        self.same.setVisible(not merged)
        self.same.setEnabled(isinstance(row, AlikePair) and free)
        self.apart.setVisible(isinstance(row, AlikePair) and free)
        self.two.setVisible(isinstance(row, MergeRow) and free)
        self.table.setVisible(isinstance(row, AlikePair))
        self.second.setVisible(isinstance(row, AlikePair))
        self.first.setVisible(row is not None)
        if isinstance(row, AlikePair):
            self._compare(row)
        elif isinstance(row, MergeRow):
            self.first.setText(_("Open {name}").format(name=row.kept_name.replace("&", "&&")))

    def _compare(self, pair: AlikePair) -> None:
        try:
            with self.context.store.read() as session:
                one, other = (find_record_sheet(session, pair.kind, n) for n in (pair.first_id, pair.second_id))
        except AppError as error:
            self.both.set_rows([])
            self._tell(error.sentence)
            return
        self.both.set_rows(compared(one, other))
        for made, name, number in (
            (self.first, pair.first_name, pair.first_id),
            (self.second, pair.second_name, pair.second_id),
        ):
            words = _("Open {name} (number {number})").format(name=name, number=number)
            made.setText(words.replace("&", "&&"))

    def _open(self, which: int) -> None:
        row = self.list.current_row()
        if isinstance(row, AlikePair):
            self.context.open(row.kind, row.second_id if which else row.first_id)
        elif isinstance(row, MergeRow):
            self.context.open(row.kind, row.kept_id)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("person", "organisation", "distinct_pair", "merge_record", "affiliation", "contact_point"):
            self.refresh()

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def done(self, result: int) -> None:
        """Stop listening."""
        self.context.hub.changed.disconnect(self._on_changed)
        super().done(result)


def compared(one: RecordSheet, other: RecordSheet) -> list[Compared]:
    """Return what two records say, field by field, and how much else there is of each."""
    says = [{field.name: field.called or in_words(field.value) for field in sheet.fields} for sheet in (one, other)]
    names = list(dict.fromkeys([*says[0], *says[1]]))
    rows = [Compared(field_words(name), says[0].get(name, ""), says[1].get(name, "")) for name in names]
    counts = [{found.kind: found for found in sheet.related} for sheet in (one, other)]
    for kind in dict.fromkeys([*counts[0], *counts[1]]):
        texts = [_related_words(count[kind].rows, count[kind].count) if kind in count else "" for count in counts]
        rows.append(Compared(KINDS[kind].words.capitalize(), *texts))
    return rows


def field_words(name: str) -> str:
    """Return what a column is called."""
    words = name.removesuffix("_id").replace("_", " ")
    return words[:1].upper() + words[1:]


def _related_words(rows: Sequence[tuple[int, str, object]], count: int) -> str:
    first = ", ".join(name for _number, name, _day in rows[:3])
    return first if count <= 3 else _("{n}: {first} …").format(n=count, first=first)


def _ask(store: Store, what: str, progress: Progress) -> Sequence[AlikePair | MergeRow]:
    with reading(store, progress) as session:
        return list_merges(session) if what == MERGED else list_duplicates(session, what, limit=MOST)


def _words(what: str, count: int) -> str:
    if what == MERGED:
        return (
            _("What was merged, newest first. Each can be separated again, exactly as before.")
            if count
            else _("Nothing has been merged yet.")
        )
    if not count:
        return _("No two look alike. Those you said are different are not offered again.")
    return _("Look at both side by side. Nothing is merged unless you ask.")


def _key(row: AlikePair | MergeRow) -> tuple[object, ...]:
    return (row.id,) if isinstance(row, MergeRow) else (row.kind, row.first_id, row.second_id)


def _line(row: AlikePair | MergeRow) -> RecordLine:
    if isinstance(row, MergeRow):
        title = _("{gone} went into {kept}").format(gone=row.gone_name, kept=row.kept_name)
        return RecordLine(title, f"{short_date(row.merged_on)} {row.merged_on.year}", KINDS[row.kind].word.capitalize())
    title = row.first_name if row.first_name == row.second_name else f"{row.first_name} / {row.second_name}"
    likeness = _("{n} % alike").format(n=row.likeness)
    tone = Tone.SOON if len(row.reasons) > 1 else Tone.INFO
    return RecordLine(title, ", ".join(row.reasons), likeness, tone)
