"""Stretches of time that people name: "this term", "last academic year", "this municipal year", "autumn 2025".

A period is half-open: from its first day up to, but not including, `end`. Years and usual terms need no book; a book's
own terms and municipal years are given by queries/periods.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.school_year import Term, academic_year_of, usual_terms
from resources.i18n import _

SEASONS = ("autumn", "spring", "summer")
_TERM = re.compile(r"(autumn|spring|summer)(?: term)? (\d{4})")
_ACADEMIC = re.compile(r"(?:academic year )?(\d{4})\s*(?:to|/|-|–)\s*(\d{4}|\d{2})")
_YEAR = re.compile(r"(\d{4})")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time with its name; `key` is what a setting or a command keeps ("this-term")."""

    key: str
    name: str
    first_day: date
    end: date
    """The first day that no longer belongs to it."""

    @property
    def last_day(self) -> date:
        """Return the last day that belongs to it."""
        return self.end - _DAY

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day < self.end


@dataclass(frozen=True, slots=True)
class YearsAndTerms:
    """The terms and municipal years that a book knows, by their first days; the usual ones where it has none."""

    terms: Sequence[Term] = ()
    municipal: Sequence[Term] = ()

    def terms_of(self, year: int) -> tuple[Term, ...]:
        """Return the terms of the academic year that begins in a calendar year, its own or the usual ones."""
        own = tuple(term for term in self.terms if academic_year_of(term.first_day).first_day.year == year)
        if not own:
            return usual_terms(year)
        seasons = {season_of(term) for term in own}
        return tuple(
            sorted(
                (*own, *(term for term in usual_terms(year) if season_of(term) not in seasons)),
                key=lambda term: term.first_day,
            )
        )

    def term_on_or_before(self, day: date, back: int = 0) -> Term:
        """Return the term of a day, in the holidays the one before them, or so many terms before that."""
        year = academic_year_of(day).first_day.year
        around = [term for later in (-2, -1, 0) for term in self.terms_of(year + later) if term.first_day <= day]
        return around[-1 - back]

    def term_after(self, day: date) -> Term:
        """Return the next term that begins after a day."""
        year = academic_year_of(day).first_day.year
        return next(term for later in (0, 1) for term in self.terms_of(year + later) if term.first_day > day)

    def municipal_year(self, day: date) -> Period:
        """Return the municipal year of a day: the book's own, otherwise from one annual meeting in May to the next."""
        for own in self.municipal:
            if day in own:
                return Period("municipal-year", own.name, own.first_day, own.last_day + _DAY)
        begins = annual_meeting(day.year)
        if day < begins:
            begins = annual_meeting(day.year - 1)
        name = _("municipal year {year} to {next}").format(year=begins.year, next=begins.year + 1)
        return Period("municipal-year", name, begins, annual_meeting(begins.year + 1))


def annual_meeting(year: int) -> date:
    """Return the usual day of a council's annual meeting: the third Wednesday of May."""
    first = date(year, 5, 1)
    return first + timedelta(days=(2 - first.weekday()) % 7 + 14)


def season_of(term: Term) -> str:
    """Return whether a term is the autumn, spring or summer one, by the month it begins in."""
    month = term.first_day.month
    return "autumn" if month >= 8 else "spring" if month <= 2 or (month == 3 and term.last_day.month <= 4) else "summer"


def _term_period(key: str, term: Term, name: str = "") -> Period:
    named = name or f"{_(term.name)} {term.first_day.year}"
    return Period(key, named, term.first_day, term.last_day + _DAY)


def _academic_period(key: str, day: date) -> Period:
    year = academic_year_of(day)
    return Period(key, _("academic year {name}").format(name=year.name), year.first_day, year.last_day + _DAY)


def choices(today: date, known: YearsAndTerms | None = None) -> tuple[Period, ...]:
    """Return the periods that everyone can pick, the nearest first."""
    known = known or YearsAndTerms()
    this_year = academic_year_of(today)
    municipal = known.municipal_year(today)
    before = known.municipal_year(municipal.first_day - _DAY)
    month = date(today.year, today.month, 1)
    next_month = (month + timedelta(days=32)).replace(day=1)
    last_month = (month - _DAY).replace(day=1)
    named = {
        "this-term": _("This term"),
        "last-term": _("Last term"),
        "next-term": _("Next term"),
    }
    return (
        _term_period("this-term", known.term_on_or_before(today), named["this-term"]),
        _term_period("last-term", known.term_on_or_before(today, 1), named["last-term"]),
        _term_period("next-term", known.term_after(today), named["next-term"]),
        Period("this-academic-year", _("This academic year"), this_year.first_day, this_year.last_day + _DAY),
        _renamed(_academic_period("last-academic-year", this_year.first_day - _DAY), _("Last academic year")),
        Period("this-municipal-year", _("This municipal year"), municipal.first_day, municipal.end),
        Period("last-municipal-year", _("Last municipal year"), before.first_day, before.end),
        Period("this-month", _("This month"), month, next_month),
        Period("last-month", _("Last month"), last_month, month),
        Period("this-year", _("This calendar year"), date(today.year, 1, 1), date(today.year + 1, 1, 1)),
        Period("last-12-months", _("The last 12 months"), _year_before(today) + _DAY, today + _DAY),
    )


def understand_period(text: str, today: date, known: YearsAndTerms | None = None) -> Period | None:
    """Return the period that words mean, or None: one of the choices, "autumn 2025", "2025 to 2026", "2025/26", "2024".

    >>> understand_period("autumn 2013", date(2026, 11, 22)).first_day
    datetime.date(2013, 9, 1)
    """
    known = known or YearsAndTerms()
    words = " ".join(text.lower().split())
    for period in choices(today, known):
        if words.replace(" ", "-") == period.key or words == period.name.lower():
            return period
    if words == "this school year":
        return understand_period("this academic year", today, known)
    if found := _TERM.fullmatch(words):
        season, year = found[1], int(found[2])
        term = term_named(season, year, known)
        return None if term is None else _term_period(words.replace(" ", "-"), term, f"{season.title()} {year}")
    if found := _ACADEMIC.fullmatch(words):
        year = int(found[1])
        if int(found[2]) not in (year + 1, (year + 1) % 100) or not _possible(year):
            return None
        return _academic_period(f"{year}-{year + 1}", date(year, 9, 1))
    if found := _YEAR.fullmatch(words):
        year = int(found[1])
        return Period(words, words, date(year, 1, 1), date(year + 1, 1, 1)) if _possible(year) else None
    return None


def term_named(season: str, year: int, known: YearsAndTerms | None = None) -> Term | None:
    """Return the term of a season and calendar year: autumn 2025 begins in September 2025, spring 2026 in January."""
    if not _possible(year):
        return None
    known = known or YearsAndTerms()
    terms = known.terms_of(year if season == "autumn" else year - 1)
    return next((term for term in terms if season_of(term) == season), None)


def _possible(year: int) -> bool:
    return 1800 <= year <= 2200


def _renamed(period: Period, name: str) -> Period:
    return Period(period.key, name, period.first_day, period.end)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)
