"""The names of months, days and seasons in the language of the reader, and back into the English that is understood."""

from __future__ import annotations

import re
from functools import lru_cache

from resources.i18n import _
from resources.i18n import marked as m

MONTHS = (
    *(m("January"), m("February"), m("March"), m("April"), m("May"), m("June")),
    *(m("July"), m("August"), m("September"), m("October"), m("November"), m("December")),
)
SHORT_MONTHS = (
    *(m("Jan"), m("Feb"), m("Mar"), m("Apr"), m("May"), m("Jun")),
    *(m("Jul"), m("Aug"), m("Sep"), m("Oct"), m("Nov"), m("Dec")),
)
WEEKDAYS = (m("Monday"), m("Tuesday"), m("Wednesday"), m("Thursday"), m("Friday"), m("Saturday"), m("Sunday"))
SHORT_WEEKDAYS = (m("Mon"), m("Tue"), m("Wed"), m("Thu"), m("Fri"), m("Sat"), m("Sun"))
_OTHERS = (m("autumn"), m("spring"), m("summer"), m("today"), m("tomorrow"), m("yesterday"))


def month_name(month: int) -> str:
    """Return the name of a month, from 1."""
    return _(MONTHS[month - 1])


def short_month_name(month: int) -> str:
    """Return the short name of a month, from 1."""
    return _(SHORT_MONTHS[month - 1])


def weekday_name(weekday: int) -> str:
    """Return the name of a day of the week, Monday being 0."""
    return _(WEEKDAYS[weekday])


def short_weekday_name(weekday: int) -> str:
    """Return the short name of a day of the week, Monday being 0."""
    return _(SHORT_WEEKDAYS[weekday])


def in_english(text: str) -> str:
    """Return words typed about a date with the names of the reader's language in English, all in small letters."""
    text = text.lower()
    names = tuple(_(name).lower() for name in (*MONTHS, *SHORT_MONTHS, *WEEKDAYS, *SHORT_WEEKDAYS, *_OTHERS))
    return _replacing(names)(text)


class _Replacing:
    """Puts English names for those of one language."""

    def __init__(self, names: tuple[str, ...]) -> None:
        english = (name.lower() for name in (*MONTHS, *SHORT_MONTHS, *WEEKDAYS, *SHORT_WEEKDAYS, *_OTHERS))
        self._names = {theirs: ours for theirs, ours in zip(names, english, strict=True) if theirs != ours}
        longest_first = sorted(self._names, key=len, reverse=True)
        self._pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first))

    def __call__(self, text: str) -> str:
        return self._pattern.sub(lambda found: self._names[found[0]], text) if self._names else text


@lru_cache(maxsize=2)
def _replacing(names: tuple[str, ...]) -> _Replacing:
    return _Replacing(names)
