"""Days known less exactly than to the day, as people type them: "2019", "May 2019", "autumn 2024"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from models.dates import months_after, understand_date
from models.vocabulary import Precision
from resources.calendar_words import in_english

_YEAR = re.compile(r"(\d{4})", re.ASCII)
_MONTH = re.compile(r"([a-z]+) (\d{4})", re.ASCII)
_TERMS = {"autumn": 9, "spring": 1, "summer": 4}
_YEARS = range(1500, 2200)


def understand_when(text: str, today: date, *, past: bool = False) -> tuple[date, Precision] | None:
    """Return the first day that the words mean and how exactly they say it, or None when they are not surely a date.

    Understood: all that `understand_date` knows, and "2019", "May 2019", "autumn 2024", "autumn term 2024". Terms
    begin in September, January and April, as `day_words` of the forms calls them again.

    >>> understand_when("autumn 2024", date(2026, 11, 23))
    (datetime.date(2024, 9, 1), <Precision.TERM: 'term'>)
    """
    words = " ".join(in_english(text).replace(",", " ").split()).rstrip(".").replace(" term ", " ")
    year = _YEAR.fullmatch(words)
    if year and int(year[1]) in _YEARS:
        return date(int(year[1]), 1, 1), Precision.YEAR
    month = _MONTH.fullmatch(words)
    if month and int(month[2]) in _YEARS:
        if month[1] in _TERMS:
            return date(int(month[2]), _TERMS[month[1]], 1), Precision.TERM
        first = understand_date(f"1 {month[1]} {month[2]}", today)
        if first is not None:
            return first, Precision.MONTH
    day = understand_date(text, today, past=past)
    return None if day is None else (day, Precision.DAY)


def first_day_after(day: date, precision: Precision) -> date:
    """Return the first day after the time that a first day and its exactness mean.

    >>> first_day_after(date(2024, 9, 1), Precision.TERM)
    datetime.date(2025, 1, 1)
    """
    match precision:
        case Precision.YEAR:
            return date(day.year + 1, 1, 1)
        case Precision.TERM:
            return months_after(day.replace(day=1), {9: 4, 1: 3, 4: 5}.get(day.month, 4))
        case Precision.MONTH:
            return months_after(day.replace(day=1), 1)
    return day + timedelta(days=1)
