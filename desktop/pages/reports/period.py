"""The time a report covers: one of the usual periods or days of one's own, kept for the next time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.date_field import date_field
from desktop.forms.fields import Field
from desktop.pages.reports.narrow import narrow_choice
from desktop.settings import Key, Settings
from desktop.theme import M
from models import periods
from models.school_year import academic_year_of
from reports.formatting import long_date
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.forms.date_field import DateField
    from reports.saved import Days

PERIOD: Key[str] = Key("reports/period", "", str)
FIRST_DAY: Key[str] = Key("reports/first", "", str)
SHORTEST = timedelta(days=14)
"""A report made in the first days of a school year is about the year before."""
OWN = "own"
_OFFERED = ("this-term", "last-term", "this-academic-year", "last-academic-year", "this-municipal-year")


class KeptDays(NamedTuple):
    """What is kept of days under a name: a period by its key, or days of one's own; None goes with the day."""

    period: str
    first_day: date | None
    last_day: date | None
    as_at: date | None


class PeriodFields(QWidget):
    """The period, and its first and last day where they are one's own; then the day the report speaks for."""

    changed = Signal()

    def __init__(self, settings: Settings, today: Callable[[], date]) -> None:
        super().__init__()
        self._settings, self._today, self._report, self._has_period = settings, today, "", True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        self._period = narrow_choice("report_period", [])
        self._period.picked.connect(self._on_picked)
        self._covered = Field(_("Time it covers"), self._period)
        column.addWidget(self._covered)
        self._dates = tuple(
            date_field(label, today, required=True, past=True) for label in (_("Fro&m"), _("T&o"), _("As it stoo&d on"))
        )
        for number, (field, line) in enumerate(self._dates):
            line.changed.connect(self._on_day if number < 2 else self.changed)
            column.addWidget(field)

    def show_last(self, report: str, *, has_period: bool = True) -> None:
        """Show what was chosen for a report last time, with its dates as of today.

        A report without a period says how things stand on a day.
        """
        self._report, self._has_period = report, has_period
        offered = {one.key: one for one in periods.choices(self._today())}
        options: list[tuple[str, object]] = [(offered[key].name, key) for key in _OFFERED]
        self._period.set_options([*options, (_("Own dates"), OWN)])
        self._period.set_value(self._settings.get(PERIOD.of(report)) or self._usual_period())
        self._roll_dates()

    def days(self) -> tuple[date, date, date] | None:
        """Return the first day, the last, and the one it speaks for; None while one will not do, and says so."""
        if any([field.problem() for field, _line in self._dates]):  # noqa: C419 -- every field is to say its problem
            return None
        first, last, as_at = (line.day() or self._today() for _field, line in self._dates)
        return first, last, as_at

    def choose(self, days: Days, period: str) -> None:
        """Choose the days that somebody chose before; a period that is offered goes with the day."""
        offered = period in self._period.values()
        self._period.set_value(period if offered else OWN)
        self._settings.set(PERIOD.of(self._report), period if offered else OWN)
        if not offered:
            self._settings.set(FIRST_DAY.of(self._report), days.first_day.isoformat())
        self._set_dates((days.first_day, days.last_day, days.as_at))

    def to_keep(self) -> KeptDays | None:
        """Return what is kept of the days under a name, open what goes with the day; None while one will not do."""
        days, today = self.days(), self._today()
        if days is None:
            return None
        first, last, as_at = days
        own = self._has_period and self._period.value() == OWN
        return KeptDays(
            str(self._period.value()) if self._has_period and not own else "",
            first if own else None,
            last if own and last not in (today, as_at) else None,
            as_at if as_at != today else None,
        )

    def _usual_period(self) -> str:
        today = self._today()
        young = today - academic_year_of(today).first_day < SHORTEST
        return "last-academic-year" if young else "this-academic-year"

    def _roll_dates(self) -> None:
        """Set the dates that the period means today; of own dates the first stays and the others go with the day."""
        today = self._today()
        period = next((one for one in periods.choices(today) if one.key == self._period.value()), None)
        if period is not None:
            days = (period.first_day, min(period.last_day, today), today)
        else:
            kept = self._settings.get(FIRST_DAY.of(self._report))
            days = (_as_day(kept) or academic_year_of(today).first_day, today, today)
        self._set_dates(days)

    def _set_dates(self, days: tuple[date, date, date]) -> None:
        for (field, line), day in zip(self._dates, days, strict=True):
            with QSignalBlocker(line):
                line.set_date(day)
            field.set_hint("")
            field.show_problem("")
        self._show_days()

    def _show_days(self) -> None:
        """Say in words which days the period means; only days of one's own are typed."""
        self._covered.setVisible(self._has_period)
        own = self._period.value() == OWN and self._has_period
        for field, _line in self._dates[:2]:
            field.setVisible(own)
        first, last = (line.day() for _field, line in self._dates[:2])
        words = _("{first} to {last}").format(first=long_date(first), last=long_date(last)) if first and last else ""
        self._covered.set_hint("" if own else words)

    def _on_picked(self) -> None:
        self._settings.set(PERIOD.of(self._report), str(self._period.value()))
        if self._period.value() == OWN:
            # The days in view are where one begins.
            self._show_days()
            self._on_day()
            self._dates[0][1].setFocus()
            return
        self._roll_dates()
        self.changed.emit()

    def _on_day(self) -> None:
        """Dates that were typed are dates of one's own."""
        self._period.set_value(OWN)
        self._settings.set(PERIOD.of(self._report), OWN)
        self._show_days()
        first = self.first_line().day()
        if first is not None:
            self._settings.set(FIRST_DAY.of(self._report), first.isoformat())
        self.changed.emit()

    def first_line(self) -> DateField:
        """Return the line of the first day."""
        return self._dates[0][1]


def _as_day(text: str) -> date | None:
    """Return the day that a setting keeps, or None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
