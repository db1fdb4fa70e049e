"""Dates as exactly as they are known: a day, a month, a term, a year; so that "autumn 2013" is kept honestly.

A date with a precision is kept as the first day of what it may be. Terms are the usual ones of the school year: autumn
begins in September, spring in January, summer in April.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering

from models.dates import understand_date
from models.periods import SEASONS, season_of, term_named
from models.school_year import usual_term_of
from models.vocabulary import Precision
from resources.i18n import _
from resources.i18n import marked as m

_MONTHS = (
    m("January"),
    m("February"),
    m("March"),
    m("April"),
    m("May"),
    m("June"),
    m("July"),
    m("August"),
    m("September"),
    m("October"),
    m("November"),
    m("December"),
)
_SEASONS = {"autumn": m("autumn"), "spring": m("spring"), "summer": m("summer")}
_MONTH_WORDS = re.compile(r"([a-z]{3,9})\.? (\d{4})")
_MONTH_NUMBERS = re.compile(r"(\d{1,2})/(\d{4})|(\d{4})-(\d{2})")
_TERM_WORDS = re.compile(rf"({'|'.join(SEASONS)})(?: term)? (\d{{4}})")
_YEAR_WORDS = re.compile(r"(\d{4})")
_POSSIBLE = range(1000, 2200)


@total_ordering
@dataclass(frozen=True, slots=True, eq=True)
class PreciseDate:
    """A date and how exactly it is known. Dates are in order by when they may have begun, then the more exact first."""

    day: date
    precision: Precision = Precision.DAY

    @classmethod
    def of(cls, day: date | None, precision: Precision) -> PreciseDate | None:
        """Return a date from two columns of a record; None where there is none."""
        return None if day is None else cls(day, precision).from_first_day()

    def from_first_day(self) -> PreciseDate:
        """Return the same date as it is kept: by the first day of what it may be."""
        return PreciseDate(self.bounds()[0], self.precision)

    def bounds(self) -> tuple[date, date]:
        """Return the first day it may be and the first day it can no longer be."""
        day = self.day
        if self.precision is Precision.DAY:
            return day, day + timedelta(days=1)
        if self.precision is Precision.MONTH:
            first = day.replace(day=1)
            return first, (first + timedelta(days=32)).replace(day=1)
        if self.precision is Precision.TERM:
            term = usual_term_of(day)
            return term.first_day, term.last_day + timedelta(days=1)
        return date(day.year, 1, 1), date(day.year + 1, 1, 1)

    def __lt__(self, other: PreciseDate) -> bool:
        return self._order() < other._order()

    def _order(self) -> tuple[date, date]:
        return self.bounds()

    def surely_before(self, other: PreciseDate) -> bool:
        """Say whether it was over before the other can have begun: 2013 before January 2014, not before May 2013."""
        return self.bounds()[1] <= other.bounds()[0]

    def may_be(self, day: date) -> bool:
        """Say whether it may have been that day."""
        first, end = self.bounds()
        return first <= day < end

    def words(self) -> str:
        """Return the date as it is said, no more exactly than it is known.

        >>> PreciseDate(date(2013, 9, 1), Precision.TERM).words()
        'autumn 2013'
        """
        month = _(_MONTHS[self.day.month - 1])
        if self.precision is Precision.DAY:
            return f"{self.day.day} {month} {self.day.year}"
        if self.precision is Precision.MONTH:
            return f"{month} {self.day.year}"
        if self.precision is Precision.TERM:
            term = usual_term_of(self.day)
            return f"{_(_SEASONS[season_of(term)])} {term.first_day.year}"
        return str(self.day.year)


def understand_precise_date(text: str, today: date) -> PreciseDate | None:
    """Return the date that words mean, with how exactly they say it; None when they are not surely a date.

    Understood: all that `understand_date` does, and "November 2025", "11/2025", "autumn 2013", "spring term 2014",
    "2013".

    >>> understand_precise_date("Autumn 2013", date(2026, 11, 22))
    PreciseDate(day=datetime.date(2013, 9, 1), precision=<Precision.TERM: 'term'>)
    """
    words = " ".join(text.lower().replace(",", " ").split())
    if found := _TERM_WORDS.fullmatch(words):
        term = term_named(found[1], int(found[2]))
        return None if term is None else PreciseDate(term.first_day, Precision.TERM)
    if (found := _YEAR_WORDS.fullmatch(words)) and int(found[1]) in _POSSIBLE:
        return PreciseDate(date(int(found[1]), 1, 1), Precision.YEAR)
    if found := _MONTH_WORDS.fullmatch(words):
        month = _month_number(found[1])
        return PreciseDate(date(int(found[2]), month, 1), Precision.MONTH) if month and _known(found[2]) else None
    if found := _MONTH_NUMBERS.fullmatch(words):
        month, year = int(found[1] or found[4]), found[2] or found[3]
        return PreciseDate(date(int(year), month, 1), Precision.MONTH) if 1 <= month <= 12 and _known(year) else None
    day = understand_date(text, today, past=True)
    return None if day is None else PreciseDate(day)


def _known(year: str) -> bool:
    return int(year) in _POSSIBLE


def _month_number(word: str) -> int | None:
    short = "sep" if word == "sept" else word
    for number, name in enumerate(_MONTHS, 1):
        if short in (name.lower(), name[:3].lower()):
            return number
    return None
