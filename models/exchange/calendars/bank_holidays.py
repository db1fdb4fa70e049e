"""The bank holidays of England as GOV.UK gives them to programs (gov.uk/bank-holidays.json)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from models.errors import BadImport
from models.exchange.calendars.entries import Occurrence, ReadCalendar
from models.exchange.json_files import Json, members, read_json, text
from models.exchange.unpacking import opened
from resources.i18n import _

_OURS = "england-and-wales"


def is_json(path: Path) -> bool:
    """Say whether a file begins as JSON does."""
    with opened(path) as stream:
        return stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def read_bank_holidays(path: Path, since: date, until: date) -> ReadCalendar:
    """Return the bank holidays of England and Wales from one day to another, both included.

    Raises BadImport when the file has none.
    """
    whole = read_json(path)
    division = whole.get(_OURS) if isinstance(whole, dict) else None
    if isinstance(whole, dict) and division is None and text(whole, "division") == _OURS:
        division = whole
    found = ReadCalendar(name=_("Bank holidays"))
    for number, one in enumerate(members(division, "events"), 1):
        day = _day(one)
        if day is None or not text(one, "title"):
            continue
        if since <= day <= until:
            found.occurrences.append(Occurrence(f"{day}@gov.uk", "", number, text(one, "title"), day, day))
        else:
            found.outside += 1
    if not found.occurrences and not found.outside:
        words = _("“{name}” has no bank holidays of England. Choose a calendar, a file that ends in .ics.")
        raise BadImport(words.format(name=path.name))
    return found


def _day(one: dict[str, Json]) -> date | None:
    try:
        return date.fromisoformat(text(one, "date"))
    except ValueError:
        return None
