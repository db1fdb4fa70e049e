"""Dates as people type them: day first, strict, never guessed at."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta

from resources.calendar_words import in_english

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_SHORTS = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4}
_DAY_SHORTS |= {"sat": 5, "sun": 6} | {name: number for number, name in enumerate(_DAYS)}

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?", re.ASCII)
_WORDS = re.compile(r"(?:([a-z]+) )?(\d{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]+)(?: (\d{4}))?", re.ASCII)
_SPAN = re.compile(r"in (?:(\d{1,3})|an?) (day|week)s?|(?:(\d{1,3})|an?) (day|week)s? ago", re.ASCII)
_FURTHEST_YEARS = range(1900, 2200)


def understand_date(text: str, today: date, *, past: bool = False) -> date | None:
    """Return the day that the words mean, or None when they are not surely a date.

    Understood: "today", "tomorrow", "yesterday", "fri", "next friday", "last friday", "27 nov", "27th November 2026",
    "Friday 27 November", "27/11", "27/11/2026", "27.11.26", "2026-11-27", "in 2 weeks", "3 days ago". Where the year
    or week is left open the next such day after today is meant ("27 nov" may be today); with `past`, for days on which
    something happened, the latest one up to today. A named weekday must be the date's own.
    """
    words = " ".join(in_english(text).replace(",", " ").split()).rstrip(".")
    near = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if words in near:
        return _moved(today, near[words])
    for read in (_weekday, _iso, _numeric, _in_words, _span):
        found = read(words, today, past)
        if found is not None:
            return found
    return None


def start_of(day: date) -> datetime:
    """Return the first moment of a day."""
    return datetime.combine(day, time.min)


def _moved(day: date, days: int) -> date | None:
    """Return the day so many days away, or None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _weekday(words: str, today: date, past: bool) -> date | None:
    """Read "fri", "next friday" and "last friday"."""
    past = (past and not words.startswith("next ")) or words.startswith("last ")
    number = _DAY_SHORTS.get(words.removeprefix("next ").removeprefix("last "))
    if number is None:
        return None
    ahead = (number - today.weekday() - 1) % 7 + 1
    if past:
        back = (today.weekday() - number) % 7
        return _moved(today, -(back or (7 if words.startswith("last ") else 0)))
    return _moved(today, ahead)


def _iso(words: str, today: date, past: bool) -> date | None:
    """Read "2026-11-27"."""
    found = _ISO.fullmatch(words)
    return _day(int(found[1]), int(found[2]), int(found[3])) if found else None


def _numeric(words: str, today: date, past: bool) -> date | None:
    """Read "27/11", "27/11/26", "27.11.2026": the day comes first."""
    found = _NUMERIC.fullmatch(words)
    if found is None or (found[4] is None and found[2] != "/"):
        return None
    day, month = int(found[1]), int(found[3])
    if found[4] is None:
        return _nearest(day, month, today, past)
    return _day(int(found[4]) + (2000 if len(found[4]) == 2 else 0), month, day)


def _in_words(words: str, today: date, past: bool) -> date | None:
    """Read "27 nov", "fri 27 november", "27th of November 2026"."""
    found = _WORDS.fullmatch(words)
    if found is None:
        return None
    month = _month(found[3])
    if month is None:
        return None
    weekday = _DAY_SHORTS.get(found[1]) if found[1] else None
    if found[1] and weekday is None:
        return None
    day = int(found[2])
    result = _day(int(found[4]), month, day) if found[4] else _nearest(day, month, today, past)
    if result is None or (weekday is not None and result.weekday() != weekday):
        return None
    return result


def _span(words: str, today: date, past: bool) -> date | None:
    """Read "in 2 weeks" and "3 days ago"."""
    found = _SPAN.fullmatch(words)
    if found is None:
        return None
    ahead = found[2] is not None
    number = int((found[1] if ahead else found[3]) or 1)
    days = number * (7 if (found[2] or found[4]) == "week" else 1)
    return _moved(today, days if ahead else -days)


def _month(word: str) -> int | None:
    """Return the number of a month by its name, its first three letters, or "sept"."""
    if word in _MONTH_NAMES:
        return _MONTH_NAMES.index(word) + 1
    word = "sep" if word == "sept" else word
    return _MONTHS.index(word) + 1 if word in _MONTHS else None


def _nearest(day: int, month: int, today: date, past: bool) -> date | None:
    """Return the first such day from today on, or with `past` the last one up to today; 29 February waits for one."""
    years = range(today.year, today.year - 9, -1) if past else range(today.year, today.year + 9)
    for year in years:
        found = _day(year, month, day)
        if found is not None and (found <= today if past else found >= today):
            return found
    return None


def _day(year: int, month: int, day: int) -> date | None:
    """Return the date, or None when there is no such day."""
    if year not in _FURTHEST_YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def months_after(day: date, months: int) -> date:
    """Return the same day of a month so many months later, or earlier below zero; the last day of a shorter month.

    >>> months_after(date(2026, 1, 31), 1), months_after(date(2026, 11, 22), -12)
    (datetime.date(2026, 2, 28), datetime.date(2025, 11, 22))
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
