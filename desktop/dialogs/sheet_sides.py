"""Whose value stays where a sheet that came back and the program both changed one: four buttons below the lines."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.theme import S
from desktop.widgets.buttons import button
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from models.rounds.settling import Side
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.dialogs.sheet_lines import Line
    from desktop.theme import Theme


class Sides(QWidget):
    """The choice for the line in view, and for all at once."""

    wanted = Signal(object, bool)
    """Whose value is to stay, and whether everywhere."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sheet_sides")
        self.words = PlainLabel(_("Whose value stays where both changed it?"))
        row = FlowLayout()
        self.sheet = button(_("Take the &sheet’s"), partial(self._ask, Side.SHEET), theme=theme, name="take_sheet")
        self.program = button(_("Keep the &program’s"), partial(self._ask, Side.PROGRAM), theme=theme, name="keep_own")
        self.all_sheet = button(
            _("The sheet’s for &all"), partial(self._ask_all, Side.SHEET), kind="link", name="sheet_for_all"
        )
        self.all_program = button(
            _("The program’s for a&ll"), partial(self._ask_all, Side.PROGRAM), kind="link", name="program_for_all"
        )
        for one in (self.sheet, self.program, self.all_sheet, self.all_program):
            row.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.words)
        column.addLayout(row)
        self.show_line(None)

    def show_line(self, line: Line | None) -> None:
        """Offer the choice where the line in view is one that both changed."""
        for one in (self.sheet, self.program):
            one.setEnabled(line is not None and line.collides)

    def _ask(self, side: Side) -> None:
        self.wanted.emit(side, False)

    def _ask_all(self, side: Side) -> None:
        self.wanted.emit(side, True)
