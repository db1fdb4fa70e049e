"""Who gets a letter or a label, to be ticked one by one, and who gets none and why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.tables.columns import RecordLine
from desktop.tables.groups import GroupedList, GroupsModel, Heading, Part
from desktop.tables.known_rows import KnownRows
from desktop.tokens import Tone
from models.queries.mailing import Addressee, Mailing
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context


class Addressees(QObject):
    """Two parts of one list by their places in it: those who get one, then those who get none."""

    ticked = Signal()
    """Others get one now."""

    looked_at = Signal()
    """Another line is chosen."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.mailing = Mailing((), ())
        self._unticked: set[int] = set()
        self.model: GroupsModel[int] = GroupsModel(int, self.line, ticked=self.is_ticked, parent=self)
        self.list = GroupedList(context.theme, _("Who gets one"))
        self.list.setObjectName("who_gets_one_list")
        self.list.setModel(self.model)
        self.list.setMinimumHeight(context.theme.line_height * 10)
        self.list.tick_wanted.connect(self._on_ticked)
        self.list.record_chosen.connect(self._on_row)

    def show(self, mailing: Mailing) -> None:
        """Show who was found, every one of them ticked."""
        self.mailing, self._unticked = mailing, set()
        self._show()

    def chosen(self) -> Mailing:
        """Return who gets one as it is ticked."""
        rows = tuple(one for place, one in enumerate(self.mailing.rows) if place not in self._unticked)
        return Mailing(rows, self.mailing.left_out)

    def count_without(self) -> int:
        """Return how many get none, be it that they cannot or that they were not ticked."""
        return len(self.mailing.left_out) + len(self._unticked)

    def in_view(self) -> Addressee | None:
        """Return whose line is chosen, if it is one that gets one."""
        place = self.list.current_row()
        return self.mailing.rows[place] if isinstance(place, int) and place < len(self.mailing.rows) else None

    def line(self, place: int) -> RecordLine:
        """Return a line of the list."""
        got = len(self.mailing.rows)
        if place >= got:
            out = self.mailing.left_out[place - got]
            return RecordLine(out.name, "", out.words, Tone.LATE)
        one = self.mailing.rows[place]
        first = one.person or one.attention or one.organisation
        rest = [line for line in one.envelope if line != first]
        return RecordLine(first, ", ".join(rest), one.note, Tone.SOON if one.note else None)

    def is_ticked(self, place: int) -> bool | None:
        """Say whether a line is ticked, None for one that cannot be."""
        return place not in self._unticked if place < len(self.mailing.rows) else None

    def _show(self) -> None:
        got, none = len(self.mailing.rows), len(self.mailing.left_out)
        parts = [
            Part(Heading("get", _("Get one"), got), KnownRows(range(got))),
            Part(Heading("none", _("Get none"), none), KnownRows(range(got, got + none))),
        ]
        self.list.keeping_place(partial(self.model.show_parts, parts), self.list.current_row())
        if not self.list.currentIndex().isValid():
            self.list.show_first()
        self.ticked.emit()

    def _on_ticked(self, rows: Sequence[object]) -> None:
        places = {row for row in rows if isinstance(row, int) and row < len(self.mailing.rows)}
        self._unticked = self._unticked - places if places <= self._unticked else self._unticked | places
        self._show()

    def _on_row(self, _row: object) -> None:
        self.looked_at.emit()
