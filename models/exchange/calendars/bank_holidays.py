"""The bank holidays of England as GOV.UK gives them to programs (gov.uk/bank-holidays.json).

The site makes that file of one of its own, which is published too: a list for each year, under keys that are words of
the site's language file. Both are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from models.errors import BadImport
from models.exchange.calendars.entries import Occurrence, ReadCalendar, Unread
from models.exchange.json_files import Json, members, read_json, text
from models.exchange.unpacking import opened
from resources.i18n import _

_OURS = "england-and-wales"
_OURS_AT_ITS_SOURCE = "common.nations.england-and-wales_slug"
_KEY = re.compile(r"bank_holidays\.(\w+)")
_IN_FULL = {
    "new_year": "New Year’s Day",
    "early_may": "Early May bank holiday",
    "early_may_ve": "Early May bank holiday (VE day)",
    "spring": "Spring bank holiday",
    "late_august": "Summer bank holiday",
    "summer": "Summer bank holiday",
    "christmas": "Christmas Day",
    "boxing_day": "Boxing Day",
    "good_friday": "Good Friday",
    "easter_monday": "Easter Monday",
}
"""What the site shows for its keys, as the published file has it; of any other key its own words are taken."""


def is_json(path: Path) -> bool:
    """Say whether a file begins as JSON does."""
    with opened(path) as stream:
        return stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def says_bank_holidays(words: str) -> bool:
    """Say whether the beginning of a file of JSON is that of the bank holidays, in either of their forms."""
    return (f'"{_OURS}"' in words and '"events"' in words) or f'"{_OURS_AT_ITS_SOURCE}"' in words


def read_bank_holidays(path: Path, since: date, until: date) -> ReadCalendar:
    """Return the bank holidays of England and Wales from one day to another, both included.

    Raises BadImport when the file has none.
    """
    found = ReadCalendar(name=_("Bank holidays"))
    for number, one in enumerate(_ours(read_json(path)), 1):
        title, day = _title(one), _day(text(one, "date"))
        if day is None or not title:
            why = _("It has no day that can be read.") if day is None else _("The entry has no title.")
            found.unread.append(Unread(number, title or text(one, "date"), why))
        elif since <= day <= until:
            found.occurrences.append(Occurrence(f"{day}@gov.uk", "", number, title, day, day))
        else:
            found.outside += 1
    if not found.occurrences and not found.outside:
        words = _("“{name}” has no bank holidays of England. Choose a calendar, a file that ends in .ics.")
        raise BadImport(words.format(name=path.name))
    return found


def _ours(whole: Json) -> Iterator[dict[str, Json]]:
    """Yield what stands under England and Wales: in one list, or at its source in one for each year."""
    if not isinstance(whole, dict):
        return
    yield from members(whole if text(whole, "division") == _OURS else whole.get(_OURS), "events")
    divisions = whole.get("divisions")
    years = divisions.get(_OURS_AT_ITS_SOURCE) if isinstance(divisions, dict) else None
    for year in years if isinstance(years, dict) else ():
        yield from members(years, year)


def _title(one: dict[str, Json]) -> str:
    """Return what a holiday is called: in words, or by its key."""
    title = text(one, "title")
    key = _KEY.fullmatch(title)
    if key is None or key[1] in _IN_FULL:
        return _IN_FULL[key[1]] if key else title
    words = key[1].replace("_", " ").capitalize()
    return words if words.endswith("bank holiday") else f"{words} bank holiday"


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat("-".join(reversed(given.split("/"))))
    except ValueError:
        return None
