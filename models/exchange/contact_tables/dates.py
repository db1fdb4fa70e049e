"""Dates in cells of a list: strictly day first unless somebody says otherwise; what is no surely known day is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from models.exchange.contact_tables.choices import MONTH_FIRST
from models.exchange.workbook.cells import moment_of
from models.precise_dates import PreciseDate, understand_precise_date
from models.vocabulary import Precision
from resources.i18n import _

_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T].*)?", re.ASCII)
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T].*)?", re.ASCII)
_SERIAL = re.compile(r"[2-5]\d{4}(?:\.0)?", re.ASCII)
_NOTHING = re.compile(r"0{1,2}[./-]0{1,2}[./-]0{2,4}|0|-+|n/?a|tbc|tba|\?+|unknown|never|none", re.IGNORECASE)
_HAS_YEAR = re.compile(r"\d{4}")
_FIRST_YEARS = 40
"""Years of two figures below are of this century; others are asked about, not guessed."""
_SOME_DAY = date(2000, 1, 1)
"""Never used: words without a year are not taken."""


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date of a cell: as it is known, or why it is not."""

    date: PreciseDate | None = None
    trouble: str = ""


@lru_cache(maxsize=4096)
def understand_cell_date(text: str, order: str, *, since_1904: bool = False) -> DateFound:
    """Return the date that a cell means.

    >>> understand_cell_date("Sept 2025", "").date.words(), understand_cell_date("31/02/2025", "").trouble
    ('September 2025', 'There is no such day as “31/02/2025”.')
    """
    words = " ".join(text.split()).strip(" .")
    if not words or _NOTHING.fullmatch(words):
        return DateFound()
    if found := _ISO.fullmatch(words):
        return _written_out(found[1], text)
    if _SERIAL.fullmatch(words):
        moment = moment_of(int(words.partition(".")[0]), since_1904=since_1904)
        return DateFound(PreciseDate(moment)) if isinstance(moment, date) else _unknown(text)
    if found := _NUMERIC.fullmatch(words):
        return _numeric(found, text, order)
    if not _HAS_YEAR.search(words):
        return DateFound(
            trouble=_("“{text}” does not say which year, so it was not taken for a date.").format(text=text)
        )
    return _known(understand_precise_date(words.replace("Sept.", "Sept"), _SOME_DAY), text)


def _written_out(iso: str, text: str) -> DateFound:
    try:
        return DateFound(PreciseDate(date.fromisoformat(iso)))
    except ValueError:
        return _no_such_day(text)


def _numeric(found: re.Match[str], text: str, order: str) -> DateFound:
    first, second = int(found[1]), int(found[3])
    day, month = (second, first) if order == MONTH_FIRST else (first, second)
    year = int(found[4])
    if len(found[4]) == 2:
        if year >= _FIRST_YEARS:
            return DateFound(trouble=_("“{text}” has two figures for its year. Write all four.").format(text=text))
        year += 2000
    try:
        return DateFound(PreciseDate(date(year, month, day)))
    except ValueError:
        if month > 12 >= day:
            words = _("“{text}” is no date with the day first. If your dates have the month first, say so.")
            return DateFound(trouble=words.format(text=text))
        return _no_such_day(text)


def _known(known: PreciseDate | None, text: str) -> DateFound:
    return DateFound(known) if known is not None else _unknown(text)


def _no_such_day(text: str) -> DateFound:
    return DateFound(trouble=_("There is no such day as “{text}”.").format(text=text))


def _unknown(text: str) -> DateFound:
    return DateFound(trouble=_("“{text}” is not surely a date.").format(text=text[:60]))


def day_of(found: PreciseDate | None) -> date | None:
    """Return the day itself where it is known to the day."""
    return found.day if found is not None and found.precision is Precision.DAY else None
