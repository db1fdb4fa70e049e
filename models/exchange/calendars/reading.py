"""Reading calendars of any program: entries that are broken are told, the others are kept.

The library icalendar reads 67 of 73 real files; a fault in one entry costs it the whole file. So a file it refuses is
cut into its entries and each is read alone. What comes again is expanded by recurring-ical-events, which knows about
cancelled and moved occurrences, within the days asked for only: rules without an end have no number of occurrences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import BadImport
from models.exchange.calendars.entries import ReadCalendar, Unread
from models.exchange.calendars.occurrences import Entry, as_occurrence, line_of_text
from models.exchange.reading import look_at
from resources.i18n import _

if TYPE_CHECKING:
    from icalendar import Calendar, Component

MOST_BYTES = 20 * 1024 * 1024
"""Of a calendar; ten years of a busy school's calendar have about two."""
MOST_OF_A_SERIES = 1_000

UNREADABLE = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError, NotImplementedError)
"""What the libraries raise for entries that are not what the standard says; all of them are the file's fault."""

_ENTRY = re.compile(r"^(BEGIN|END):VEVENT[ \t]*$", re.MULTILINE | re.IGNORECASE)
_ZONE = re.compile(r"^(BEGIN|END):VTIMEZONE[ \t]*$", re.MULTILINE | re.IGNORECASE)
_HEADS = ("X-WR-TIMEZONE:", "X-WR-CALNAME:")
_LONGEST = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of each month at most."""
_FAST = re.compile(r"FREQ=(?:SECONDLY|MINUTELY|HOURLY)|BYSECOND=|BYMINUTE=|BYHOUR=[^;]*,", re.IGNORECASE)


def read_calendar(path: Path, since: date, until: date) -> ReadCalendar:
    """Return what a calendar file says from one day to another, both included.

    Raises BadImport when the file is no calendar, or too large.
    """
    source = look_at(path)
    if source.size > MOST_BYTES:
        raise BadImport(
            _("“{name}” is larger than {most} MB. Export fewer years of the calendar.").format(
                name=path.name, most=MOST_BYTES // 1024**2
            )
        )
    with source.lines() as lines:
        text = "".join(lines).replace("\r\n", "\n").replace("\r", "\n")
    if "BEGIN:VCALENDAR" not in text.upper() and "BEGIN:VEVENT" not in text.upper():
        raise BadImport(_("“{name}” is not a calendar. Choose a file that ends in .ics.").format(name=path.name))
    found = ReadCalendar()
    for whole, begun in _calendars(text, found):
        found.name = found.name or line_of_text(whole, "X-WR-CALNAME")
        _read(whole, begun, since, until, found)
    found.occurrences.sort(key=lambda one: (one.first_day, one.starts is not None, one.starts or 0, one.title, one.uid))
    return found


def _calendars(text: str, found: ReadCalendar) -> Iterator[tuple[Calendar, list[int]]]:
    """Give the calendars of a file, each with the lines its entries begin on."""
    from icalendar import Calendar
    from x_wr_timezone import to_standard

    begun = [line for line, _entry in _parts(text, _ENTRY)]
    try:
        whole = Calendar.from_ical(text, multiple=True)
        at = 0
        for calendar in whole:
            entries = len(calendar.walk("VEVENT"))
            yield to_standard(calendar), begun[at : at + entries]
            at += entries
    except UNREADABLE:
        found.occurrences.clear()
        yield _salvaged(text, begun, found)


def _parts(text: str, edges: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Give each part of a file from its first line to its last, with the number of the first: in one pass.

    A part within a part, which no calendar has, goes with the one around it.
    """
    begins: int | None = None
    line = begun = 1
    counted = 0
    for edge in edges.finditer(text):
        line += text.count("\n", counted, edge.start())
        counted = edge.start()
        if edge[1].upper() == "END":
            if begins is not None:
                yield begun, text[begins : edge.end()]
            begins = None
        elif begins is None:
            begins, begun = edge.start(), line


def _salvaged(text: str, begun: Sequence[int], found: ReadCalendar) -> tuple[Calendar, list[int]]:
    """Return the entries of a broken file that can be read alone; the others are told."""
    from icalendar import Calendar
    from x_wr_timezone import to_standard

    zones = "".join(f"{zone}\n" for _line, zone in _parts(text, _ZONE))
    lines = text.split("\n")
    first = (next((line for line in lines if line.upper().startswith(name)), "") for name in _HEADS)
    head = "".join(f"{line}\n" for line in first if line)
    kept: list[int] = []
    whole = Calendar.from_ical(f"BEGIN:VCALENDAR\n{head}END:VCALENDAR\n")
    for line, (_begins, entry) in zip(begun, _parts(text, _ENTRY), strict=True):
        alone = _alone(entry, head, zones)
        if alone is None:
            found.unread.append(Unread(line, _title_in(entry), _("This entry is broken and cannot be read.")))
            continue
        for part in alone.subcomponents:
            if part.name == "VEVENT" or part not in whole.subcomponents:
                whole.add_component(part)
        kept.append(line)
    return to_standard(whole), kept


def _alone(entry: str, head: str, zones: str) -> Calendar | None:
    """Return one entry as a calendar of its own, with the zones of its file where those can be read."""
    from icalendar import Calendar

    for around in (zones, ""):
        try:
            return Calendar.from_ical(f"BEGIN:VCALENDAR\n{head}{around}{entry}\nEND:VCALENDAR\n")
        except UNREADABLE:
            continue
    return None


def _title_in(entry: str) -> str:
    found = re.search(r"^SUMMARY[^:\n]*:(.*)$", entry, re.MULTILINE | re.IGNORECASE)
    return found[1].strip()[:200] if found else ""


def _read(calendar: Calendar, begun: Sequence[int], since: date, until: date, found: ReadCalendar) -> None:
    """Add the occurrences of a calendar: series by series, so that a fault in one costs no other."""
    series: dict[str, list[Entry]] = {}
    for number, entry in enumerate(calendar.walk("VEVENT")):
        line = begun[number] if number < len(begun) else 0
        uid = line_of_text(entry, "UID")
        series.setdefault(uid or f"\n{number}", []).append(Entry(entry, line))
    zones = [part for part in calendar.subcomponents if part.name == "VTIMEZONE"]
    for entries in series.values():
        taken = len(found.occurrences)
        _read_series(entries, zones, since, until, found)
        lost = any(one.line == entries[0].line and one.is_lost for one in found.unread)
        found.outside += taken == len(found.occurrences) and not lost


def _read_series(
    entries: Sequence[Entry], zones: Iterable[Component], since: date, until: date, found: ReadCalendar
) -> None:
    first = entries[0]
    rules = [entry.rule for entry in entries if entry.rule]
    why = ""
    if rules and any(_FAST.search(rule) or _never(rule) for rule in rules):
        why = _("Its rule comes again more often than once a day, or never. Only its first day was kept.")
    if (rules or len(entries) > 1 or first.has_more_days) and not why:
        try:
            parts = [
                Entry(part, first.line, rules[0] if rules else "") for part in _expanded(entries, zones, since, until)
            ]
        except UNREADABLE:
            why = _("The rule it comes again by cannot be understood. Only its first day was kept.")
        else:
            if len(parts) > MOST_OF_A_SERIES:
                why = _("It comes again more than {most} times. Only the first ones were kept.").format(
                    most=f"{MOST_OF_A_SERIES:,}"
                )
            _take(parts[:MOST_OF_A_SERIES], since, until, found, is_series=True)
            if why:
                found.unread.append(Unread(first.line, first.title, why, is_lost=False))
            return
    if why:
        found.unread.append(Unread(first.line, first.title, why, is_lost=False))
    _take(entries[:1], since, until, found, is_series=False)


def _expanded(entries: Sequence[Entry], zones: Iterable[Component], since: date, until: date) -> list[Component]:
    from icalendar import Calendar
    from recurring_ical_events import of

    alone = Calendar()
    for part in (*zones, *(entry.component for entry in entries)):
        alone.add_component(part)
    return sorted(
        of(alone, keep_recurrence_attributes=True).between(since, until + timedelta(days=1)),
        key=lambda part: str(part["DTSTART"].dt),
    )


def _never(rule: str) -> bool:
    """Say whether a rule names only days that no month has: looking for them would go on to the year 9999."""
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    months, days = parts.get("BYMONTH", ""), parts.get("BYMONTHDAY", "")
    try:
        longest = max(_LONGEST[int(month)] for month in months.split(",")) if months else 31
        return bool(days) and all(abs(int(day)) > longest or int(day) == 0 for day in days.split(","))
    except (ValueError, LookupError):
        return True


def _take(entries: Iterable[Entry], since: date, until: date, found: ReadCalendar, *, is_series: bool) -> None:
    for entry in entries:
        try:
            one = as_occurrence(entry, is_series=is_series)
        except UNREADABLE:
            found.unread.append(Unread(entry.line, entry.title, _("It has no day that can be read.")))
            continue
        if one.last_day >= since and one.first_day <= until:
            found.occurrences.append(one)
