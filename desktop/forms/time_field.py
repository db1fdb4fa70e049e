"""Times typed as people say them: "4pm", "6:30pm", "16:00"."""

from __future__ import annotations

from datetime import time

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from desktop.widgets.line_edit import LineEdit
from models.times import understand_time
from reports.formatting import clock
from resources.i18n import _


class TimeField(LineEdit):
    """A line for one time of day; leaving it writes the time out in words."""

    def __init__(self, name: str, *, required: bool = False, parent: QWidget | None = None) -> None:
        """With `required`, an empty line will not do."""
        super().__init__(name, parent)
        self._required = required
        self.setPlaceholderText(_("For example 4pm"))

    def moment(self) -> time | None:
        """Return the time that is meant, or None when empty or not understood."""
        return understand_time(self.text())

    def set_time(self, moment: time | None) -> None:
        """Show a time in words."""
        self.setText("" if moment is None else clock(moment))

    def check(self) -> str:
        """Return what is wrong, for a `Field`."""
        empty = not self.text().strip()
        if (empty and self._required) or (not empty and self.moment() is None):
            return _("Enter a time, like 6:30pm")
        return ""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write the time out when leaving."""
        super().focusOutEvent(event)
        moment = self.moment()
        if moment is not None:
            self.set_time(moment)
