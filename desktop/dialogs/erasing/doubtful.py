"""The texts and files that perhaps name somebody, ticked where they do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.tables.columns import RecordLine
from desktop.tables.groups import GroupedList, GroupsModel, Heading, Part
from desktop.tables.known_rows import KnownRows
from desktop.theme import S
from desktop.widgets.labels import PlainLabel
from models.actions.erasing.told import Possible
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.theme import Theme

Key = tuple[str, int]


class DoubtfulList(QWidget):
    """The list with its ticks; what is likely is ticked at first."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows: Sequence[Possible] = ()
        self._ticked: frozenset[Key] = frozenset()
        self.model: GroupsModel[Possible] = GroupsModel(_key, _line, ticked=self._is_ticked, parent=self)
        self.list = GroupedList(theme, _("Perhaps about them"))
        self.list.setObjectName("doubtful_list")
        self.list.setModel(self.model)
        self.list.setMinimumHeight(theme.line_height * 8)
        self.text = PlainLabel("")
        self.text.setObjectName("doubtful_text")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(PlainLabel(_("Tick what is about them. Space ticks; files that are ticked are taken out.")))
        column.addWidget(self.list)
        column.addWidget(self.text)
        self.list.tick_wanted.connect(self._on_ticked)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.hide()

    def show_rows(self, rows: Sequence[Possible]) -> None:
        """Show other rows with the likely ones ticked; without any the list is not there."""
        self._rows = rows
        self._ticked = frozenset(_key(row) for row in rows if row.is_likely)
        self.setVisible(bool(rows))
        self._show()
        self.list.show_first()

    def ticked(self) -> frozenset[Key]:
        """Return the rows that are ticked, by kind and number."""
        return self._ticked

    def _show(self) -> None:
        parts = []
        for heading, likely in ((_("They had a part in it"), True), (_("Perhaps names them"), False)):
            rows = [row for row in self._rows if row.is_likely is likely]
            parts.append(Part(Heading(heading, heading, len(rows)), KnownRows(rows)))
        current = self.list.current_row()
        key = _key(current) if isinstance(current, Possible) else None
        self.list.keeping_place(lambda: self.model.show_parts(parts), key)
        self._on_current()
        self.changed.emit()

    def _is_ticked(self, row: Possible) -> bool:
        return _key(row) in self._ticked

    def _on_ticked(self, rows: Sequence[object]) -> None:
        keys = {_key(row) for row in rows if isinstance(row, Possible)}
        self._ticked = self._ticked - keys if keys <= self._ticked else self._ticked | keys
        self._show()

    def _on_current(self, *_args: object) -> None:
        row = self.list.current_row()
        self.text.setText(row.text if isinstance(row, Possible) else "")


def _key(row: Possible) -> Key:
    return row.kind, row.id


def _line(row: Possible) -> RecordLine:
    word = row.word[:1].upper() + row.word[1:]
    return RecordLine(row.name or word, " · ".join(part for part in (word, row.why) if part))
