"""When things happened in the sample book: days counted from today in school days, terms, elections and events.

The sample is told backwards from whatever day it is made on, so that it never looks stale and nothing in it is held
before its time. Its files name days like this:

    -12, +3             the 12th school day before today, the 3rd after it
    s-2, j-1            1 September of the academic year two years before this one; 1 January likewise
    m-30, m+2           the first of the month so many months from this one
    e-1, e+3            the last council election before today, the third to come (the Monday after it)
    may-1               the last annual council meeting
    greenway_concert-1  the last winter concert before today; +1 is the next, from today on
    elm_fair-1+3        three days after the last fair, or the next school day
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, timedelta

from models.entities import PeriodKind

Period = tuple[PeriodKind, str, date, date]
Rule = tuple[int, int, str]
"""A month, which one, and a weekday: (11, 4, "thu") is the fourth Thursday of November."""

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPEC = re.compile(r"([a-z_]+?)?([+-]\d+)([+-]\d+)?")
_YEARS_KEPT = range(-9, 3)


class SampleDays:
    """The calendar of the sample school around one day."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.year = today.year if today.month >= 9 else today.year - 1
        self.periods = [period for later in range(-2, 2) for period in school_year(self.year + later)]
        terms = [period for later in (-4, -3, *range(-2, 3)) for period in school_year(self.year + later)]
        self._school_days = sorted(_school_days(terms))
        self._series: dict[str, list[date]] = {
            "e": [_weekday(self.year + n, 5, 1, "thu") + timedelta(days=4) for n in range(-9, 8)],
            "may": [_weekday(self.year + n, 5, 3, "wed") for n in range(-9, 4)],
        }

    def add_series(self, name: str, rules: Iterable[Rule], *, in_school: bool) -> None:
        """Have a regular happening known by name; one that needs the school open moves a week on from a holiday."""
        days = []
        for later in _YEARS_KEPT:
            for month, nth, weekday in rules:
                day = _weekday(self.year + later + (month < 9), month, nth, weekday)
                while in_school and not self.is_school_day(day) and later > -4 and later < 2:
                    day += timedelta(days=7)
                days.append(day)
        self._series[name] = sorted(set(days))

    def add_day(self, name: str, day: date) -> None:
        """Have a single happening known by name, whichever way it lies."""
        self._series[name] = [day]

    def is_school_day(self, day: date) -> bool:
        """Say whether children are at school."""
        place = bisect_left(self._school_days, day)
        return place < len(self._school_days) and self._school_days[place] == day

    def on(self, spec: str) -> date:
        """Return the day that a word of the sample's files means."""
        if spec in self._series:
            return self._series[spec][0]
        found = _SPEC.fullmatch(spec)
        if found is None:
            raise ValueError(f"the sample names a day {spec!r} that means nothing")
        name, count, offset = found[1] or "", int(found[2]), int(found[3] or 0)
        if len(self._series.get(name, ())) == 1:
            return self.moved(self._series[name][0], count)
        return self.moved(self._counted(name, count), offset)

    def optional(self, spec: str) -> date | None:
        """Return the day that a word means, None for no word."""
        return self.on(spec) if spec else None

    def moved(self, day: date, days: int) -> date:
        """Return a day so many days away, moved on in the same direction to a school day."""
        if not days:
            return day
        target = day + timedelta(days=days)
        if days > 0:
            return self._school_days[bisect_left(self._school_days, target)]
        return self._school_days[bisect_right(self._school_days, target) - 1]

    def _counted(self, name: str, count: int) -> date:
        """Count school days, years, months or the happenings of a series from today."""
        if name in ("s", "j"):
            return date(self.year + count + (name == "j"), 9 if name == "s" else 1, 1)
        if name == "m":
            months = self.today.year * 12 + self.today.month - 1 + count
            return date(months // 12, months % 12 + 1, 1)
        days = self._series[name] if name else self._school_days
        first_ahead = bisect_left(days, self.today)
        if count > 0 and not name:
            first_ahead = bisect_right(days, self.today)
        return days[first_ahead + count - (count > 0)]


def school_year(year: int) -> list[Period]:
    """Return the terms, half-terms, INSET days and years that begin in the academic year from a September."""
    easter = _easter_sunday(year + 1)
    autumn = _weekday(year, 9, 1, "tue")
    october = _last_monday(year, 10)
    christmas = date(year, 12, 19) - timedelta(days=(date(year, 12, 19).weekday() - 4) % 7)
    spring = _weekday(year + 1, 1, 1, "mon")
    spring += timedelta(days=7 if spring.day < 4 else 0)
    february, may = _weekday(year + 1, 2, 3, "mon"), _last_monday(year + 1, 5)
    summer = easter + timedelta(days=8)
    july = date(year + 1, 7, 23) - timedelta(days=(date(year + 1, 7, 23).weekday() - 2) % 7)
    council = _weekday(year + 1, 5, 3, "wed")
    half_term, inset = PeriodKind.HALF_TERM, PeriodKind.INSET
    return [
        (PeriodKind.ACADEMIC_YEAR, f"{year} to {year + 1}", date(year, 9, 1), date(year + 1, 8, 31)),
        (PeriodKind.TERM, "Autumn term", autumn, christmas),
        (half_term, "Autumn half-term", october, october + timedelta(days=4)),
        (PeriodKind.TERM, "Spring term", spring, easter - timedelta(days=9)),
        (half_term, "Spring half-term", february, february + timedelta(days=4)),
        (PeriodKind.TERM, "Summer term", summer, july),
        (half_term, "Summer half-term", may, may + timedelta(days=4)),
        (inset, "INSET day", autumn, autumn),
        (inset, "INSET day", spring, spring),
        (inset, "INSET day", may + timedelta(days=7), may + timedelta(days=7)),
        (
            PeriodKind.MUNICIPAL_YEAR,
            f"Council year {year + 1} to {year + 2}",
            council,
            _weekday(year + 2, 5, 3, "wed") - timedelta(days=1),
        ),
    ]


def _school_days(periods: Iterable[Period]) -> set[date]:
    """Return the days of the terms without weekends, half-terms, INSET days and the May bank holiday."""
    days: set[date] = set()
    closed: set[date] = set()
    for kind, _name, first, last in periods:
        span = {first + timedelta(days=n) for n in range((last - first).days + 1)}
        if kind is PeriodKind.TERM:
            days |= span
        elif kind in (PeriodKind.HALF_TERM, PeriodKind.INSET):
            closed |= span
    bank = {_weekday(year, 5, 1, "mon") for year in {day.year for day in days}}
    return {day for day in days - closed - bank if day.weekday() < 5}


def _weekday(year: int, month: int, nth: int, weekday: str) -> date:
    """Return the nth Monday, Tuesday ... of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(_WEEKDAYS.index(weekday) - first.weekday()) % 7 + 7 * (nth - 1))


def _last_monday(year: int, month: int) -> date:
    """Return the last Monday of a month."""
    fifth = _weekday(year, month, 5, "mon")
    return fifth if fifth.month == month else fifth - timedelta(days=7)


def _easter_sunday(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    corrected = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    ahead = (32 + 2 * (century % 4) + 2 * (rest // 4) - corrected - rest % 4) % 7
    shift = (golden + 11 * corrected + 22 * ahead) // 451
    month, day = divmod(corrected + ahead - 7 * shift + 114, 31)
    return date(year, month, day + 1)
