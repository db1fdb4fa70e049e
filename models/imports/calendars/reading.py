"""A calendar as it is brought in: which days of it, and what it was recognised as."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from models.errors import WrongUse
from models.exchange.calendars.bank_holidays import is_json, read_bank_holidays
from models.exchange.calendars.entries import Occurrence, Unread
from models.exchange.calendars.reading import read_calendar
from models.exchange.incoming import Recognised
from models.imports.kinds import Asked
from models.imports.questions import record_said
from models.queries.records import Ref
from models.value_words import in_words
from resources.i18n import _, ngettext

FIRST_DAY = date(1990, 1, 1)
YEARS_ON = 3
"""How much of a calendar is brought in where nobody says otherwise: all that was, and what comes soon, for what comes
again may have no end."""


@dataclass(frozen=True, slots=True)
class CalendarRead:
    """A calendar file as it was read."""

    recognised: Recognised
    headings: tuple[str, ...]
    remarks: tuple[str, ...]
    occurrences: tuple[Occurrence, ...]
    unread: tuple[Unread, ...]
    name: str
    as_kind: str
    """What all its entries are to become; "" where each goes by its words."""
    whose: Ref | None = None
    """The organisation or the person whose calendar it is, where somebody said so."""


def read_for_import(path: Path, asked: Asked) -> CalendarRead:
    """Return a calendar's entries up to a few years from now.

    `asked.mapping` may give other days ("since", "until", as ISO dates) and what all entries are to become ("as":
    meeting, event or calendar_period) and "whose" it is. Raises BadImport for what is no calendar.
    """
    chosen = asked.mapping or {}
    since = _day(chosen.get("since"), FIRST_DAY)
    until = _day(chosen.get("until"), asked.today + timedelta(days=366 * YEARS_ON))
    found = (read_bank_holidays if is_json(path) else read_calendar)(path, since, until)
    count = len(found.occurrences)
    words = ngettext("Calendar, {n} entry", "Calendar, {n} entries", count).format(n=f"{count:,}")
    if found.name:
        words = f"{words}: {found.name}"
    remarks = []
    if found.outside:
        left = ngettext(
            "{n} entry lies before {since} or after {until}, and is left out.",
            "{n} entries lie before {since} or after {until}, and are left out.",
            found.outside,
        )
        remarks.append(left.format(n=f"{found.outside:,}", since=in_words(since), until=in_words(until)))
    if found.others:
        remarks.append(_("Left out, for they are no meetings or events: {what}.").format(what=_others(found.others)))
    headings = (_("Title"), _("First day"), _("Last day"), _("Place"))
    dates = _("until {until}").format(until=in_words(until))
    return CalendarRead(
        Recognised("calendar", words, dates=dates),
        headings,
        tuple(remarks),
        tuple(found.occurrences),
        tuple(found.unread),
        found.name,
        str(chosen.get("as") or ""),
        record_said(chosen, "whose"),
    )


def _others(found: Counter[str]) -> str:
    """Return what a calendar has besides entries, in words: "2 tasks, 1 journal entry"."""
    words = {
        "VTODO": ngettext("{n} task", "{n} tasks", found["VTODO"]),
        "VJOURNAL": ngettext("{n} journal entry", "{n} journal entries", found["VJOURNAL"]),
        "VFREEBUSY": ngettext("{n} list of busy times", "{n} lists of busy times", found["VFREEBUSY"]),
    }
    return ", ".join(words[name].format(n=f"{count:,}") for name, count in sorted(found.items()))


def _day(given: object, otherwise: date) -> date:
    if given is None:
        return otherwise
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        words = _("“{given}” is not a day. Write it like 2026-09-01.")
        raise WrongUse(words.format(given=str(given)[:40])) from None
