"""What can be kept of a calendar that is broken: it is cut into its entries, and each is read alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.exchange.calendars.entries import ReadCalendar, Unread
from resources.i18n import _

if TYPE_CHECKING:
    from icalendar import Calendar

UNREADABLE = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError, NotImplementedError)
"""What the libraries raise for entries that are not what the standard says; all of them are the file's fault."""

_ENTRY = re.compile(r"^(BEGIN|END):VEVENT[ \t]*$", re.MULTILINE | re.IGNORECASE)
_ZONE = re.compile(r"^(BEGIN|END):VTIMEZONE[ \t]*$", re.MULTILINE | re.IGNORECASE)
_WITHIN = re.compile(r"^BEGIN:", re.MULTILINE | re.IGNORECASE)
_HEADS = ("X-WR-TIMEZONE:", "X-WR-CALNAME:", "METHOD:")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file as it stands there, and its first line, from 1."""

    line: int
    text: str
    is_whole: bool = True
    """False where the next part begins, or the file ends, before this one has."""


def entries_of(text: str) -> list[Part]:
    """Return the entries of a file, cut out of it."""
    return list(_parts(text, _ENTRY))


def _parts(text: str, edges: re.Pattern[str]) -> Iterator[Part]:
    """Give each part of a file from its first line to its last: in one pass, for a file may have very many."""
    begins: int | None = None
    line = begun = 1
    counted = 0
    for edge in edges.finditer(text):
        line += text.count("\n", counted, edge.start())
        counted = edge.start()
        if edge[1].upper() == "END":
            if begins is not None:
                yield Part(begun, text[begins : edge.end()])
            begins = None
            continue
        if begins is not None:
            yield Part(begun, text[begins : edge.start()], is_whole=False)
        begins, begun = edge.start(), line
    if begins is not None:
        yield Part(begun, text[begins:], is_whole=False)


def salvaged(text: str, entries: Sequence[Part], found: ReadCalendar) -> tuple[Calendar, list[int]]:
    """Return the entries of a broken file that can be read alone, with their lines; the others are told."""
    from icalendar import Calendar
    from x_wr_timezone import to_standard

    zones = "".join(f"{zone.text}\n" for zone in _parts(text, _ZONE) if zone.is_whole)
    lines = text.split("\n")
    first = (next((line for line in lines if line.upper().startswith(name)), "") for name in _HEADS)
    head = "".join(f"{line}\n" for line in first if line)
    kept: list[int] = []
    whole = Calendar.from_ical(f"BEGIN:VCALENDAR\n{head}END:VCALENDAR\n")
    for entry in entries:
        alone = _alone(entry, head, zones)
        if alone is None:
            why = _("This entry is broken and cannot be read.")
            found.unread.append(Unread(entry.line, _title_in(entry.text), why))
            continue
        if not entry.is_whole:
            why = _("The file breaks off in this entry, so something may be missing.")
            found.unread.append(Unread(entry.line, _title_in(entry.text), why, is_lost=False))
        for part in alone.subcomponents:
            if part.name == "VEVENT" or part not in whole.subcomponents:
                whole.add_component(part)
        kept.append(entry.line)
    return to_standard(whole), kept


def _alone(entry: Part, head: str, zones: str) -> Calendar | None:
    """Return one entry as a calendar of its own, with the zones of its file where those can be read."""
    from icalendar import Calendar

    body = entry.text if entry.is_whole else _closed(entry.text)
    for around in (zones, ""):
        try:
            alone = Calendar.from_ical(f"BEGIN:VCALENDAR\n{head}{around}{body}\nEND:VCALENDAR\n")
        except UNREADABLE:
            continue
        if isinstance(alone, Calendar):
            return alone
    return None


def _closed(text: str) -> str:
    """Return an entry without an end with one: what stands in it without an end too, as a reminder, is left out."""
    inside = next((found.start() for found in _WITHIN.finditer(text) if found.start()), len(text))
    return f"{text[:inside].rstrip()}\nEND:VEVENT"


def _title_in(entry: str) -> str:
    found = re.search(r"^SUMMARY[^:\n]*:(.*)$", entry, re.MULTILINE | re.IGNORECASE)
    return found[1].strip()[:200] if found else ""
