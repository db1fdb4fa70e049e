"""The school's year without a book: terms, academic years, and where in them a day is.

Where a book has no terms of its own, usual English ones are taken: autumn from 1 September to 20 December, spring
from 4 January to 31 March, summer from 15 April to 21 July. They are near enough to group conversations by; whoever
needs the days themselves enters the school's own. An academic year runs from 1 September to 31 August.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from resources import path
from resources.i18n import _
from resources.i18n import marked as m

OWN_TERM_WITHIN = timedelta(days=200)
"""A book's own term counts for the days after it when it begins so long before them at most."""

_USUAL = ((m("Autumn term"), 9, 1, 12, 20), (m("Spring term"), 1, 4, 3, 31), (m("Summer term"), 4, 15, 7, 21))


@dataclass(frozen=True, slots=True)
class Term:
    """A term; both days belong to it."""

    name: str
    first_day: date
    last_day: date
    is_usual: bool = False
    """Whether the days are the usual ones, the book having none of its own."""

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def week_of(self, day: date) -> int:
        """Return the number of the week a day falls in; weeks begin on Mondays and half-term weeks count."""
        monday = self.first_day - timedelta(days=self.first_day.weekday())
        return (day - monday).days // 7 + 1


@dataclass(frozen=True, slots=True)
class AcademicYear:
    """A school year, both days included, with its name ("2026 to 2027")."""

    name: str
    first_day: date
    last_day: date


def academic_year_of(day: date) -> AcademicYear:
    """Return the academic year of a day: from 1 September to 31 August."""
    year = day.year if day.month >= 9 else day.year - 1
    name = _("{year} to {next}").format(year=year, next=year + 1)
    return AcademicYear(name, date(year, 9, 1), date(year + 1, 8, 31))


def usual_terms(year: int) -> tuple[Term, Term, Term]:
    """Return the usual English terms of the academic year that begins in a calendar year."""
    autumn, spring, summer = (
        Term(_(name), date(year + later, *first), date(year + later, *last), is_usual=True)
        for later, (name, *days) in zip((0, 1, 1), _USUAL, strict=True)
        for first, last in [((days[0], days[1]), (days[2], days[3]))]
    )
    return autumn, spring, summer


def usual_term_of(day: date) -> Term:
    """Return the usual term of a day; of a day in the holidays the term before them."""
    year = academic_year_of(day).first_day.year
    return [term for term in (*usual_terms(year - 1), *usual_terms(year)) if term.first_day <= day][-1]


ENGLAND = "ENG"
NATIONS = {ENGLAND: m("England and Wales"), "SCT": m("Scotland"), "NIR": m("Northern Ireland")}
"""Whose bank holidays a school may keep, by the names they have in the table of bank holidays."""


@lru_cache(maxsize=64)
def bank_holidays(year: int, nation: str = ENGLAND) -> dict[date, str]:
    """Return the bank holidays of a nation in a year, 1980 to 2100, with their names: weekdays, moved ones as moved.

    They are kept by a library and not by us; importing it would take as much memory as a window, so its days are
    carried along as a table, which the tests hold against it. The dictionary is shared: copy it to change it.
    """
    found = {}
    for line in path("bank_holidays.txt").read_text("utf-8").splitlines():
        if line.startswith(f"{year:04d}-"):
            day, nations, name = line.split(" ", 2)
            if nation in nations.split(","):
                found[date.fromisoformat(day)] = name
    return found


def term_words_of(term: Term, day: date) -> str:
    """Return where in a term a day is: "Autumn term, week 12", or "Holidays after autumn term"."""
    if day in term:
        return _("{term}, week {week}").format(term=term.name, week=term.week_of(day))
    return _("Holidays after {term}").format(term=term.name[:1].lower() + term.name[1:])
