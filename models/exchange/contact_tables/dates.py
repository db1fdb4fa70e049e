"""Dates in cells of a list: strictly day first unless somebody says otherwise; what is no surely known day is said."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from models.exchange.contact_tables.choices import MONTH_FIRST
from models.exchange.workbook.cells import moment_of
from models.precise_dates import PreciseDate, understand_precise_date
from models.vocabulary import Precision
from resources.i18n import _

_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T].*)?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([./-]?)(\d{2}|(?<=[./-])\d)\2(\d{2}|(?<=[./-])\d)(?:[ T].*)?", re.ASCII)
_SERIAL = re.compile(r"[2-5]\d{4}(?:\.\d+)?", re.ASCII)
_YEAR = r"(?P<year>\d{4}|['’‘]?\d\d)(?:[ T]\d\d?:.*)?"
_DAY_MONTH = re.compile(
    r"(?P<weekday>[a-z]{3,9},? )?(?P<day>\d\d?)(?:st|nd|rd|th)?(?: of)?[ ./-]?(?P<month>[a-z]{3,9})\.?,?[ ./-]?"
    + _YEAR,
    re.ASCII | re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    r"(?P<month>[a-z]{3,9})\.? (?P<day>\d\d?)(?:st|nd|rd|th)?,? (?P<year>\d{4})", re.ASCII | re.IGNORECASE
)
_MONTH_ALONE = re.compile(r"(?P<month>[a-z]{3,9})\.?(?:-| ?['’‘])(?P<year>\d\d)", re.ASCII | re.IGNORECASE)
"""As a spreadsheet shows a month ("Sep-24"), or with the mark that says that a year follows; "Sept 24" may be a day."""
_NOTHING = re.compile(r"0{1,2}[./-]0{1,2}[./-]0{2,4}|0|-+|n/?a|tbc|tba|\?+|unknown|never|none", re.IGNORECASE)
_HAS_YEAR = re.compile(r"\d{4}")
UNSURE = "unsure"
"""The order of a table in which some dates have the month first, of which nobody said so."""
_FIRST_YEARS = 40
"""Years of two figures below are of this century; others are asked about, not guessed."""
_SOME_DAY = date(2000, 1, 1)
"""Never used: words without a year are not taken."""


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date of a cell: as it is known, or why it is not."""

    date: PreciseDate | None = None
    trouble: str = ""
    """Why it is no date, or why it may be another."""


@lru_cache(maxsize=4096)
def understand_cell_date(text: str, order: str, *, since_1904: bool = False) -> DateFound:
    """Return the date that a cell means.

    >>> understand_cell_date("Sept 2025", "").date.words(), understand_cell_date("31/02/2025", "").trouble
    ('September 2025', 'There is no such day as “31/02/2025”.')
    """
    words = " ".join(text.split()).strip(" .")
    if not words or _NOTHING.fullmatch(words):
        return DateFound()
    if found := _YEAR_FIRST.fullmatch(words):
        return _written_out(int(found[1]), int(found[3]), int(found[4]), text)
    if _SERIAL.fullmatch(words):
        moment = moment_of(int(words.partition(".")[0]), since_1904=since_1904)
        return DateFound(PreciseDate(moment)) if isinstance(moment, date) else _unknown(text)
    if found := _NUMERIC.fullmatch(words):
        return _numeric(found, text, order)
    if found := _DAY_MONTH.fullmatch(words) or _MONTH_DAY.fullmatch(words) or _MONTH_ALONE.fullmatch(words):
        return _in_words(found, text)
    if not _HAS_YEAR.search(words):
        if not any(map(str.isdigit, words)):
            return _unknown(text)
        return DateFound(
            trouble=_("“{text}” does not say which year, so it was not taken for a date.").format(text=text)
        )
    return _known(understand_precise_date(words, _SOME_DAY), text)


def _written_out(year: int, month: int, day: int, text: str) -> DateFound:
    try:
        return DateFound(PreciseDate(date(year, month, day)))
    except ValueError:
        return _no_such_day(text)


def _whole_year(figures: str) -> int | None:
    """Return a year; None for one of two figures that may be of the last century."""
    year = int(figures)
    if len(figures) > 2:
        return year
    return year + 2000 if year < _FIRST_YEARS else None


def _in_words(found: re.Match[str], text: str) -> DateFound:
    """Return the date of words such as "3rd Sept 24", "03-Sep-24", "September 3, 2024" and "Sept '24"."""
    parts = found.groupdict(default="")
    year = _whole_year(parts["year"].lstrip("'’‘"))
    if year is None:
        return _short_year(text)
    words = f"{parts.get('weekday', '')}{parts.get('day', '')} {parts['month']} {year}"
    return _known(understand_precise_date(words.strip(), _SOME_DAY), text)


def _numeric(found: re.Match[str], text: str, order: str) -> DateFound:
    first, second = int(found[1]), int(found[3])
    day, month = (second, first) if order == MONTH_FIRST else (first, second)
    year = _whole_year(found[4])
    if year is None:
        return _short_year(text)
    try:
        known = PreciseDate(date(year, month, day))
        return DateFound(known, _either_way(known, text) if order == UNSURE and first != second <= 12 else "")
    except ValueError:
        if month > 12 >= day:
            words = _("“{text}” is no date with the day first. If your dates have the month first, say so.")
            return DateFound(trouble=words.format(text=text))
        return _no_such_day(text)


def _known(known: PreciseDate | None, text: str) -> DateFound:
    return DateFound(known) if known is not None else _unknown(text)


def _either_way(known: PreciseDate, text: str) -> str:
    words = _("“{text}” was read as {day}, but other dates of this table have the month first. Say which it is.")
    return words.format(text=text, day=known.words())


def _short_year(text: str) -> DateFound:
    return DateFound(trouble=_("“{text}” has two figures for its year. Write all four.").format(text=text))


def _no_such_day(text: str) -> DateFound:
    return DateFound(trouble=_("There is no such day as “{text}”.").format(text=text))


def _unknown(text: str) -> DateFound:
    return DateFound(trouble=_("“{text}” is not surely a date.").format(text=text[:60]))


def day_of(found: PreciseDate | None) -> date | None:
    """Return the day itself where it is known to the day."""
    return found.day if found is not None and found.precision is Precision.DAY else None


def surest_order(chosen: str, cells: Iterable[str]) -> str:
    """Return the order of the dates in some cells: as somebody chose it, else UNSURE where one has the month first.

    >>> surest_order("", ["09/30/2024", "01/02/2022"]), surest_order("", ["30/09/2024"]), surest_order("day first", [])
    ('unsure', '', 'day first')
    """
    if chosen:
        return chosen
    dates = (found for cell in cells if (found := _NUMERIC.fullmatch(cell)))
    return UNSURE if any(int(found[1]) <= 12 < int(found[3]) for found in dates) else ""
