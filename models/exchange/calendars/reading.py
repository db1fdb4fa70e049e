"""Reading calendars of any program: entries that are broken are told, the others are kept.

The library icalendar reads 67 of 73 real files; a fault in one entry costs it the whole file. So a file it refuses is
cut into its entries and each is read alone. What comes again is expanded by recurring-ical-events, which knows about
cancelled and moved occurrences, within the days asked for only: rules without an end have no number of occurrences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import BadImport
from models.exchange.calendars.entries import ReadCalendar, Unread
from models.exchange.calendars.mending import mended
from models.exchange.calendars.occurrences import Entry, as_occurrence, line_of_text
from models.exchange.calendars.rules import RuleCheck
from models.exchange.calendars.salvaging import UNREADABLE, entries_of, salvaged
from models.exchange.calendars.same_names import several
from models.exchange.reading import look_at
from resources.i18n import _

if TYPE_CHECKING:
    from icalendar import Calendar, Component

MOST_BYTES = 20 * 1024 * 1024
"""Of a calendar; ten years of a busy school's calendar have about two."""
MOST_ENTRIES = 30_000
"""Of a file, and of the days they come again on."""
MOST_OF_A_SERIES = 1_200
"""The last ones: more than the days of the years ahead that are brought in, so that none of those is lost."""

_OTHERS = re.compile(r"^BEGIN:(VTODO|VJOURNAL|VFREEBUSY)[ \t]*$", re.MULTILINE | re.IGNORECASE)


def read_calendar(path: Path, since: date, until: date) -> ReadCalendar:
    """Return what a calendar file says from one day to another, both included.

    Raises BadImport when the file is no calendar, or too large.
    """
    source = look_at(path, wanted=_("a calendar (.ics)"))
    if source.size > MOST_BYTES:
        raise BadImport(
            _("“{name}” is larger than {most} MB. Export fewer years of the calendar.").format(
                name=path.name, most=MOST_BYTES // 1024**2
            )
        )
    with source.lines() as lines:
        text = mended("".join(lines).replace("\r\n", "\n").replace("\r", "\n"))
    if "BEGIN:VCALENDAR" not in text.upper() and "BEGIN:VEVENT" not in text.upper():
        raise BadImport(_("“{name}” is not a calendar. Choose a file that ends in .ics.").format(name=path.name))
    found = ReadCalendar(others=Counter(title.upper() for title in _OTHERS.findall(text)))
    reading = _Reading(found, since, until, path.name)
    for whole, begun in _calendars(text, reading):
        found.name = found.name or line_of_text(whole, "X-WR-CALNAME")
        reading.read(whole, begun)
    found.occurrences.sort(key=lambda one: (one.first_day, one.starts is not None, one.starts or 0, one.title, one.uid))
    return found


def _calendars(text: str, reading: _Reading) -> Iterator[tuple[Calendar, list[int]]]:
    """Give the calendars of a file, each with the lines its entries begin on."""
    import warnings

    from icalendar import Calendar
    from x_wr_timezone import to_standard

    entries = entries_of(text)
    reading.check_most(len(entries))
    lines = [entry.line for entry in entries]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Names of zones that the library guesses, which are told with the entry.
            whole = [(calendar, len(calendar.walk("VEVENT"))) for calendar in Calendar.from_ical(text, multiple=True)]
            whole = [(to_standard(calendar), count) for calendar, count in whole]
    except UNREADABLE:
        whole = []
    if sum(count for _calendar, count in whole) != len(entries):
        # The library gives up at the first fault, and passes over a calendar without an end in silence.
        yield salvaged(text, entries, reading.found)
        return
    at = 0
    for calendar, count in whole:
        yield calendar, lines[at : at + count]
        at += count


class _Reading:
    """The entries of a file, series by series, so that a fault in one costs no other."""

    def __init__(self, found: ReadCalendar, since: date, until: date, name: str) -> None:
        self.found = found
        self._since, self._until, self._name = since, until, name
        self._rules = RuleCheck()

    def check_most(self, count: int) -> None:
        """Refuse a file with more entries than anybody looks through."""
        if count > MOST_ENTRIES:
            words = _("“{name}” holds more than {most} entries. Export fewer years of the calendar.")
            raise BadImport(words.format(name=self._name, most=f"{MOST_ENTRIES:,}"))

    def read(self, calendar: Calendar, begun: Sequence[int]) -> None:
        """Add the occurrences of a calendar."""
        found = self.found
        is_off = line_of_text(calendar, "METHOD").casefold() == "cancel"
        zones = [part for part in calendar.subcomponents if part.name == "VTIMEZONE"]
        for entries in several(calendar.walk("VEVENT"), begun, is_off=is_off):
            taken = len(found.occurrences)
            self._read_series(entries, zones)
            self.check_most(len(found.occurrences))
            lost = any(one.line == entries[0].line and one.is_lost for one in found.unread)
            found.outside += taken == len(found.occurrences) and not lost

    def _read_series(self, entries: Sequence[Entry], zones: Iterable[Component]) -> None:
        first = entries[0]
        rules = [entry for entry in entries if entry.rule]
        why = next((words for entry in rules if (words := self._why_not(entry))), "")
        parts, is_series = list(entries[:1]), first.is_one_of_several
        if (rules or len(entries) > 1 or first.has_more_days) and not why:
            rule = rules[0].rule if rules else ""
            try:
                parts = [
                    replace(first, component=part, came_by=rule)
                    for part in _expanded(entries, zones, self._since, self._until)
                ]
                is_series = True
            except UNREADABLE:
                why = _("The rule it comes again by cannot be understood. Only its first day was kept.")
        if len(parts) > MOST_OF_A_SERIES:
            words = _("It comes again more than {most} times. Only the last ones were kept.")
            why = words.format(most=f"{MOST_OF_A_SERIES:,}")
        if why:
            self.found.unread.append(Unread(first.line, first.title, why, is_lost=False))
        self._take(parts[-MOST_OF_A_SERIES:], is_series=is_series)

    def _why_not(self, entry: Entry) -> str:
        """Return why a rule is not followed; a day that cannot be read is told elsewhere."""
        try:
            return self._rules.why_not(entry.rule, entry.starts)
        except UNREADABLE:
            return ""

    def _take(self, entries: Iterable[Entry], *, is_series: bool) -> None:
        parts: set[str] = set()
        for entry in entries:
            try:
                one = as_occurrence(entry, is_series=is_series)
            except UNREADABLE:
                why = _("It has no day that can be read.")
                self.found.unread.append(Unread(entry.line, entry.title, why))
                continue
            if one.part in parts:
                one = replace(one, part=f"{one.part} {one.first_day} {one.starts or ''}".strip())
            parts.add(one.part)
            if one.last_day >= self._since and one.first_day <= self._until:
                self.found.occurrences.append(one)


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
