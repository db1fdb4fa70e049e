"""The second step: bring in a list, start empty, or look round first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from desktop.dialogs.first_run.step import FirstRunStep
from desktop.widgets.labels import PlainLabel
from resources.i18n import _

EMPTY, BRING_IN, SAMPLE = "empty", "bring_in", "sample"


class WayStep(FirstRunStep):
    """Asks how to begin."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        group = QButtonGroup(self)
        self.ways: dict[str, QRadioButton] = {}
        parts: list[QWidget] = []
        for way, title, words in (
            (BRING_IN, _("B&ring in a list"), _("Add schools from the register file, as many as you like at once.")),
            (EMPTY, _("Start with an &empty book"), _("Add people and organisations as you meet them.")),
            (
                SAMPLE,
                _("&Look round with example records first"),
                _("An invented area with schools, people and meetings. It is a book of its own; leave it at any time."),
            ),
        ):
            made = QRadioButton(title)
            made.setObjectName(f"way_{way}")
            made.setAccessibleDescription(words)
            made.toggled.connect(self.changed)
            group.addButton(made)
            self.ways[way] = made
            parts += [made, PlainLabel(words, "muted")]
        self.ways[EMPTY].setChecked(True)
        self.lay_out(*parts)

    def way(self) -> str:
        """Return how the user wants to begin."""
        return next(way for way, option in self.ways.items() if option.isChecked())

    def first_editor(self) -> QWidget:
        """Return the way that is chosen."""
        return self.ways[self.way()]
