"""What was found about a person, looked through row by row and ticked where it goes into the answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.tables.columns import RecordLine
from desktop.tables.groups import GroupedList, GroupsModel, Heading, Part
from desktop.tables.known_rows import KnownRows
from desktop.theme import M
from desktop.tokens import Tone
from desktop.widgets.buttons import Button, button
from desktop.widgets.chips import Chips
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from models.queries.held import Held, HeldRow, Tie, tie_words
from reports.formatting import short_date
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.theme import Theme

OTHERS, PERHAPS, LEFT = "others", "perhaps", "left"


class HeldList(QWidget):
    """The list with its ticks, the chips that narrow it, and all that the current row says."""

    changed = Signal()
    """Others are ticked, or something else was found."""
    open_wanted = Signal(str, int)
    """Kind and number of a record that is to be opened."""

    def __init__(self, theme: Theme, look: Button) -> None:
        """`look` is the button that searches; it stands in the row of the others."""
        super().__init__()
        self.held: Held | None = None
        self._ticked: set[tuple[str, int]] = set()
        self._with_names: set[tuple[str, int]] = set()
        self.narrow = Chips(_("Show only"))
        self.narrow.add(OTHERS, _("Names others"), _("Check these before they leave your office"))
        self.narrow.add(PERHAPS, _("Perhaps names them"), _("A part of the name, which may be somebody else"))
        self.narrow.add(LEFT, _("Not ticked"))
        self.model: GroupsModel[HeldRow] = GroupsModel(_key, _line, ticked=self._is_ticked, parent=self)
        self.list = GroupedList(theme, _("What is held"))
        self.list.setObjectName("held_list")
        self.list.setModel(self.model)
        self.list.setMinimumHeight(theme.line_height * 10)
        self.all = button(_("Tick all shown"), partial(self._tick_shown, True), kind="link", name="tick_all")
        self.none = button(_("Untick all shown"), partial(self._tick_shown, False), kind="link", name="tick_none")
        self.to_record = button(_("Open this record"), self._on_open, kind="link", name="open_held")
        self.names = button(_("Keep the names in this record"), self._on_names, kind="link", name="keep_names")
        self.says = PlainLabel("")
        self.says.setObjectName("held_says")
        self.elsewhere = PlainLabel("", "small")
        row = FlowLayout()
        for made in (look, self.all, self.none, self.to_record, self.names):
            row.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addLayout(row)
        for part in (self.narrow, self.list, self.says, self.elsewhere):
            column.addWidget(part)
        self.list.tick_wanted.connect(self._on_ticked)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.narrow.changed.connect(self._show)
        self._show()

    def show_held(self, held: Held | None) -> None:
        """Show what was found with what may go out ticked, or that nothing was looked for."""
        self.held = held
        self._ticked = {_key(row) for row in held.rows if _may_go_out(row)} if held is not None else set()
        self._with_names = set()
        if held is not None:
            self.elsewhere.setText(" ".join(held.elsewhere))
        self._show()
        if held is not None:
            self.list.show_first()
            self.list.setFocus()

    def shown_rows(self) -> list[HeldRow]:
        """Return the rows that the chips leave."""
        on = self.narrow.on()
        return [
            row
            for row in self._rows()
            if (OTHERS not in on or row.others)
            and (PERHAPS not in on or not row.is_sure)
            and (LEFT not in on or _key(row) not in self._ticked)
        ]

    def ticked_rows(self) -> list[HeldRow]:
        """Return the rows that go into the answer."""
        return [row for row in self._rows() if self._is_ticked(row)]

    def with_names(self) -> frozenset[tuple[str, int]]:
        """Return, by kind and number, the rows that go out with the names of the others."""
        return frozenset(self._with_names)

    def count_words(self) -> str:
        """Return in words how much of what was found is ticked."""
        if self.held is None:
            return _("Nothing was looked for yet.")
        return _("{n} of {all} records ticked").format(n=len(self._ticked), all=len(self.held.rows))

    def _rows(self) -> Sequence[HeldRow]:
        return self.held.rows if self.held is not None else ()

    def _show(self, *_args: object) -> None:
        rows, every = self.shown_rows(), self._rows()
        for widget in (self.list, self.narrow, self.all, self.none, self.to_record, self.names):
            widget.setVisible(self.held is not None)
        current = self.list.current_row()
        self.list.keeping_place(partial(self._show_rows, rows), _key(current) if isinstance(current, HeldRow) else None)
        if not self.list.currentIndex().isValid():
            self.list.show_first()
        if self.held is not None:
            self.narrow.set_count(OTHERS, sum(bool(row.others) for row in every))
            self.narrow.set_count(PERHAPS, sum(not row.is_sure for row in every))
            self.narrow.set_count(LEFT, len(every) - len(self._ticked))
        self._on_current()
        self.changed.emit()

    def _show_rows(self, rows: Sequence[HeldRow]) -> None:
        parts = []
        for tie in Tie:
            of_tie = [row for row in rows if row.tie is tie]
            parts.append(Part(Heading(tie.value, tie_words(tie), len(of_tie)), KnownRows(of_tie)))
        self.model.show_parts(parts)

    def _is_ticked(self, row: HeldRow) -> bool:
        return _key(row) in self._ticked

    def _on_ticked(self, rows: Sequence[object]) -> None:
        keys = {_key(row) for row in rows if isinstance(row, HeldRow)}
        self._ticked = self._ticked - keys if keys <= self._ticked else self._ticked | keys
        self._show()

    def _tick_shown(self, wanted: bool) -> None:
        keys = {_key(row) for row in self.shown_rows()}
        self._ticked = self._ticked | keys if wanted else self._ticked - keys
        self._show()

    def _on_current(self, *_args: object) -> None:
        row = self.list.current_row() if self.held is not None else None
        self.to_record.setEnabled(isinstance(row, HeldRow))
        self.names.setEnabled(isinstance(row, HeldRow) and bool(row.others))
        kept = isinstance(row, HeldRow) and _key(row) in self._with_names
        self.names.setText(_("Take the names out again") if kept else _("Keep the names in this record"))
        if not isinstance(row, HeldRow):
            self.says.setText("")
            return
        said = "\n".join(f"{name[:1].upper()}{name[1:]}: {value}" for name, value in row.says)
        words = _("Also names {people}.") + " "
        words += _("They go out with it.") if kept else _("Their names are taken out when it is saved.")
        others = words.format(people=", ".join(row.others)) if row.others else ""
        self.says.setText("\n".join(part for part in (others, said) if part))

    def _on_names(self) -> None:
        """Let the names of the others go out with the current row, or take them out again."""
        row = self.list.current_row()
        if isinstance(row, HeldRow):
            self._with_names ^= {_key(row)}
            self._on_current()

    def _on_open(self) -> None:
        row = self.list.current_row()
        if isinstance(row, HeldRow):
            self.open_wanted.emit(row.kind, row.id)


def _may_go_out(row: HeldRow) -> bool:
    """Say whether a row is ticked at first: surely about them, and about nobody else."""
    return row.is_sure and not row.others


def _key(row: HeldRow) -> tuple[str, int]:
    return row.kind, row.id


def _line(row: HeldRow) -> RecordLine:
    day = f"{short_date(row.on)} {row.on.year}" if row.on is not None else ""
    word = row.word[:1].upper() + row.word[1:]
    detail = " · ".join(part for part in (word, day, row.why) if part)
    if row.others:
        count = len(row.others)
        return RecordLine(
            row.name or word, detail, ngettext("Names {n} other", "Names {n} others", count).format(n=count), Tone.SOON
        )
    if row.is_confidential:
        return RecordLine(row.name or word, detail, _("Confidential"), Tone.INFO)
    return RecordLine(row.name or word, detail, _("Put away") if row.is_put_away else "")
