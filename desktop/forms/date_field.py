"""Dates typed as people say them: "fri", "27 nov", "tomorrow"; what was understood is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.forms.fields import Field
from desktop.widgets.line_edit import LineEdit
from models.dates import understand_date
from reports.formatting import long_date
from resources.calendar_words import weekday_name
from resources.i18n import _
from resources.i18n import marked as m

EXAMPLE = m("Enter a date, like 27 November")


class DateField(LineEdit):
    """A line for one day; Up and Down go to the next and the previous day."""

    changed = Signal(object)
    """The date now meant, or None."""

    def __init__(
        self, name: str, today: Callable[[], date], *, past: bool = False, parent: QWidget | None = None
    ) -> None:
        """With `past`, "27 nov" means the last one and not the next, as for what has happened."""
        super().__init__(name, parent)
        self._today, self._past = today, past
        self._told: date | None = None
        self.setPlaceholderText(_("For example fri or 27 nov"))
        self.textChanged.connect(self._on_text_changed)

    def sizeHint(self) -> QSize:
        """Ask for room for the longest date, and for what was understood below it."""
        return super().sizeHint().expandedTo(QSize(self.fontMetrics().height() * 15, 0))

    def day(self) -> date | None:
        """Return the day that is meant, or None when empty or not understood."""
        return understand_date(self.text(), self._today(), past=self._past)

    def set_date(self, day: date | None) -> None:
        """Show a day in words."""
        self.setText("" if day is None else long_date(day))

    def is_understood(self) -> bool:
        """Tell whether the line is empty or a date."""
        return not self.text().strip() or self.day() is not None

    def understood(self) -> str:
        """Return what was understood, in full words."""
        day = self.day()
        if day is None:
            return ""
        apart = (day - self._today()).days
        near = {0: _("{day}, today"), 1: _("{day}, tomorrow"), -1: _("{day}, yesterday")}.get(apart, "{day}")
        return near.format(day=f"{weekday_name(day.weekday())} {long_date(day)}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go a day on or back with the arrows."""
        day = self.day()
        if day is not None and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if event.key() == Qt.Key.Key_Up else -1
            self.set_date(date.fromordinal(min(max(day.toordinal() + step, 1), date.max.toordinal())))
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write the day out in words when leaving, so that nothing is left to guess."""
        super().focusOutEvent(event)
        day = self.day()
        if day is not None:
            self.set_date(day)

    def _on_text_changed(self) -> None:
        day = self.day()
        if day != self._told:
            self._told = day
            self.changed.emit(day)


def date_field(
    label: str, today: Callable[[], date], *, required: bool = False, past: bool = False
) -> tuple[Field, DateField]:
    """Return a labelled date with its message, and the line itself."""
    line = DateField(label.replace("&", ""), today, past=past)
    field = Field(label, line)
    _DateCheck(field, line, required)
    return field, line


class _DateCheck:
    """Shows what was understood, and says what to type when nothing was."""

    def __init__(self, field: Field, line: DateField, required: bool) -> None:
        self._field, self._line, self._required = field, line, required
        field.set_check(self.check)
        line.textChanged.connect(self.show)

    def check(self) -> str:
        if not self._line.is_understood() or (self._required and self._line.day() is None):
            return _(EXAMPLE)
        return ""

    def show(self) -> None:
        self._field.set_hint(self._line.understood())
        if self._line.is_understood():
            self._field.show_problem("")
