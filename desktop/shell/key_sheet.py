"""The sheet of keys, made from the commands themselves."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.commands import key_rows
from desktop.theme import L, M, S
from desktop.widgets.dialog import Dialog
from desktop.widgets.labels import PlainLabel
from resources.i18n import _


class KeySheet(Dialog):
    """Every key, by menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Keys"), parent, width_ems=36)
        self.setObjectName("key_sheet")
        grid = QGridLayout()
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(S)
        grid.setColumnStretch(1, 1)
        last, place = "", 0
        for group, keys, words in key_rows():
            if group != last:
                heading = PlainLabel(group, "h3")
                heading.setContentsMargins(0, M if place else 0, 0, 0)
                grid.addWidget(heading, place, 0, 1, 2)
                last, place = group, place + 1
            grid.addWidget(PlainLabel(keys, "strong", wrap=False), place, 0)
            grid.addWidget(PlainLabel(words), place, 1)
            place += 1
        self.body.addLayout(grid)
        close = self.add_cancel(_("Close"))
        close.setFocus()
