"""Days as exactly as they are known: "2019", "May 2019", "autumn 2024", "27 November 2024"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from desktop.forms.dated import day_words
from desktop.forms.fields import Field
from desktop.widgets.line_edit import LineEdit
from models.vocabulary import Precision
from models.when import first_day_after, understand_when
from reports.formatting import long_date
from resources.i18n import _


class WhenField(LineEdit):
    """A line for a day that may be known to the month, the term or the year only.

    With `last_day` the line shows the last day of something while the book keeps the first day after it.
    """

    def __init__(
        self,
        name: str,
        today: Callable[[], date],
        *,
        past: bool = True,
        last_day: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        self._today, self._past, self._last_day = today, past, last_day
        self._kept: tuple[str, tuple[date, Precision]] | None = None
        self.setPlaceholderText(_("For example 27 nov 2024, May 2024 or 2024"))

    def when(self) -> tuple[date, Precision] | None:
        """Return the day as the book keeps it and how exactly it is known; None when empty or not understood."""
        if self._kept is not None and self.text() == self._kept[0]:
            # Words like "2018" say less than the book knows: what nobody changed stays as it was kept.
            return self._kept[1]
        found = understand_when(self.text(), self._today(), past=self._past)
        if found is None or not self._last_day:
            return found
        return first_day_after(*found), found[1]

    def set_when(self, day: date | None, precision: Precision = Precision.DAY) -> None:
        """Show a day as the book keeps it."""
        if day is None:
            self._kept = None
            self.clear()
            return
        shown = day - timedelta(days=1) if self._last_day else day
        words = long_date(shown) if precision is Precision.DAY else day_words(shown, precision)
        self._kept = words, (day, precision)
        self.setText(words)

    def check(self) -> str:
        """Return what is wrong, for a `Field`: something typed that is no time."""
        if self.text().strip() and self.when() is None:
            return _("Enter a date, like 27 November 2024, or only a month, a term or a year, like autumn 2024")
        return ""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write the day out in words when leaving."""
        super().focusOutEvent(event)
        found = self.when()
        if found is not None:
            self.set_when(*found)


def when_field(
    label: str, today: Callable[[], date], *, needed: str = "", past: bool = True, last_day: bool = False
) -> tuple[Field, WhenField]:
    """Return a labelled time, and the line itself; `needed` is said while it is empty."""
    line = WhenField(label.replace("&", ""), today, past=past, last_day=last_day)
    field = Field(label, line)
    field.set_check(_WhenCheck(line, needed))
    return field, line


class _WhenCheck:
    """Says what to type when nothing was understood, or nothing typed where something must be."""

    def __init__(self, line: WhenField, needed: str) -> None:
        self._line, self._needed = line, needed

    def __call__(self) -> str:
        return self._line.check() or ("" if self._line.text().strip() else self._needed)
