"""Days as exactly as they are known, and the words for a time between two days."""

from __future__ import annotations

from datetime import date, timedelta

from models.vocabulary import Precision
from reports.formatting import short_date
from resources.calendar_words import month_name
from resources.i18n import _


def day_words(day: date, precision: Precision = Precision.DAY) -> str:
    """Return a day as exactly as it is known: "1 Sep 2024", "September 2024", "autumn 2024", "2024"."""
    match precision:
        case Precision.MONTH:
            return f"{month_name(day.month)} {day.year}"
        case Precision.TERM:
            season = _("autumn") if day.month >= 9 else _("spring") if day.month < 4 else _("summer")
            return f"{season} {day.year}"
        case Precision.YEAR:
            return str(day.year)
    return f"{short_date(day)} {day.year}"


def span_words(
    starts_on: date | None,
    ends_on: date | None,
    starts: Precision = Precision.DAY,
    ends: Precision = Precision.DAY,
) -> str:
    """Return a time in words: "since 1 Sep 2024", "2019 to 31 Aug 2024", "until 2020"; nothing when nothing is known.

    `ends_on` is the first day after, so the last day is the one before it.
    """
    first = day_words(starts_on, starts) if starts_on else ""
    last = day_words(ends_on - timedelta(days=1), ends) if ends_on else ""
    if first and last:
        return _("{first} to {last}").format(first=first, last=last)
    if last:
        return _("until {day}").format(day=last)
    return _("since {day}").format(day=first) if first else ""
