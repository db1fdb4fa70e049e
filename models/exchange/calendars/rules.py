"""Rules by which an entry comes again: which of them may be followed, for some would go on for ever, or nowhere."""

from __future__ import annotations

import re
from datetime import date, datetime

from resources.i18n import _

_FAST = re.compile(r"FREQ=(?:SECONDLY|MINUTELY|HOURLY)|BYSECOND=|BYMINUTE=|BYHOUR=[^;]*,", re.IGNORECASE)
_OFTEN = re.compile(r"FREQ=(?:DAILY|WEEKLY)", re.IGNORECASE)
_LIMITS = re.compile(r";?\b(?:COUNT|UNTIL)=[^;]*", re.IGNORECASE)
_FIRST_YEAR = 1900
"""From when on a rule is followed day by day."""
_LAST_YEARS, _CYCLE = 9958, 400
"""The calendar repeats itself every 400 years; a rule that names no day then names none ever."""


class RuleCheck:
    """Says of one rule after the other whether it may be followed; a file may hold only so many that lead nowhere."""

    MOST_VAIN = 20

    def __init__(self) -> None:
        self._vain = 0

    def why_not(self, rule: str, starts: date) -> str:
        """Return why a rule is not followed, in a sentence; "" where it is."""
        if _FAST.search(rule):
            return _("Its rule comes again more often than once a day, or never. Only its first day was kept.")
        if starts.year < _FIRST_YEAR and _OFTEN.search(rule):
            return _("It begins before 1900 and comes again every few days. Only its first day was kept.")
        if self._vain >= self.MOST_VAIN or _names_no_day(rule, starts):
            self._vain += 1
            return _("Its rule comes again more often than once a day, or never. Only its first day was kept.")
        return ""


def _names_no_day(rule: str, starts: date) -> bool:
    """Say whether a rule names no day at all: looking for one would go on to the year 9999, for seconds.

    It is followed in the last years that there are, where that ends soon. A rule that cannot be understood is not
    judged here: whoever follows it says so.
    """
    from dateutil.rrule import rrulestr

    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    if not parts.get("INTERVAL", "1").strip().isdigit() or int(parts.get("INTERVAL", "1")) < 1:
        return True
    if not any(name.startswith("BY") for name in parts):
        return False
    year = starts.year + (_LAST_YEARS - starts.year) // _CYCLE * _CYCLE
    begins = datetime(year, starts.month, starts.day)  # noqa: DTZ001 -- days are asked for, no moment
    try:
        return next(iter(rrulestr(_LIMITS.sub("", rule).strip(";"), dtstart=begins)), None) is None
    except (ValueError, LookupError, TypeError, ArithmeticError, AttributeError):
        return any(not _known(parts, name) for name in ("BYMONTH", "BYMONTHDAY"))


def _known(parts: dict[str, str], name: str) -> bool:
    """Say whether a part of a rule is made of numbers."""
    return all(word.strip().lstrip("+-").isdigit() for word in parts.get(name, "1").split(","))
