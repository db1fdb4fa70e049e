"""An entry of a calendar as the library gives it, turned into a day, times and words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from models.exchange.calendars.entries import Invited, Occurrence, last_day_until
from resources.i18n import _

if TYPE_CHECKING:
    from icalendar import Component

HERE = "Europe/London"

MOST_TEXT = 100_000
"""Letters of a text of an entry that are kept, far more than a note of ours."""

_ANSWERS = frozenset({"accepted", "declined", "tentative"})
_CALLED_OFF = re.compile(r"\W*(?:cancell?ed|postponed)\b", re.IGNORECASE)
"""How councils and Outlook call a meeting off in its title."""
_NO_MOMENT = (ValueError, TypeError, AttributeError, ArithmeticError)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry and the line of the file it begins on."""

    component: Component
    line: int
    came_by: str = ""
    """The rule of the series it is one of, where it was expanded."""
    is_off: bool = False
    """Whether its whole calendar calls off what it holds (METHOD:CANCEL)."""
    is_one_of_several: bool = False
    """Whether others have the same name, by mistake, so that only its day tells it from them."""

    @property
    def rule(self) -> str:
        """Return the rule it comes again by, as text."""
        given = _first(self.component.get("RRULE"))
        return given.to_ical().decode("utf-8", "replace") if given is not None else ""

    @property
    def has_more_days(self) -> bool:
        """Say whether it names further days one by one, or is one of a series."""
        return any(self.component.get(name) is not None for name in ("RDATE", "EXDATE", "RECURRENCE-ID"))

    @property
    def title(self) -> str:
        """Return what it is called."""
        return line_of_text(self.component, "SUMMARY")

    @property
    def starts(self) -> date:
        """Return the day or moment it begins at. Raises AttributeError where that cannot be read."""
        moment: date = _first(self.component["DTSTART"]).dt
        return moment

    @property
    def when(self) -> str:
        """Return when it begins, as text that tells it from others."""
        return str(_moment(self.component, "DTSTART"))

    @property
    def version(self) -> int:
        """Return how often it was changed."""
        given = line_of_text(self.component, "SEQUENCE")
        return int(given[:9]) if given.isdigit() else 0

    @property
    def stamp(self) -> str:
        """Return when it was written, as text that orders by time."""
        return str(_moment(self.component, "DTSTAMP"))


def line_of_text(component: Component, name: str) -> str:
    """Return a text of an entry on one line; where it has several, the first."""
    return " ".join(_text(component, name).split())


def as_occurrence(entry: Entry, *, is_series: bool) -> Occurrence:
    """Return an entry on its days, times of other zones as they are in England.

    Raises ValueError, AttributeError or TypeError when it has no day that can be read.
    """
    found = entry.component
    remarks: list[str] = []
    begins, ends, zone = _span(found, remarks)
    whole_days = not isinstance(begins, datetime)
    last = ends - timedelta(days=1) if whole_days and ends > begins else ends
    status = line_of_text(found, "STATUS").casefold()
    return Occurrence(
        uid=line_of_text(found, "UID"),
        part=_part(found, begins) if is_series or _first(found.get("RECURRENCE-ID")) is not None else "",
        line=entry.line,
        title=entry.title,
        first_day=_day(begins),
        last_day=max(_day(begins), last_day_until(last) if isinstance(last, datetime) else last),
        starts=begins.time() if isinstance(begins, datetime) else None,
        ends=ends.time() if isinstance(ends, datetime) and not whole_days and ends != begins else None,
        place=line_of_text(found, "LOCATION"),
        text=_text(found, "DESCRIPTION").strip(),
        organiser=next(iter(_people(found.get("ORGANIZER"))), None),
        invited=_people(found.get("ATTENDEE")),
        categories=_categories(found.get("CATEGORIES")),
        link=line_of_text(found, "URL"),
        rule=entry.rule or entry.came_by,
        is_cancelled=status == "cancelled" or entry.is_off or _CALLED_OFF.match(entry.title) is not None,
        is_tentative=status == "tentative",
        zone=zone,
        remarks=tuple(remarks),
    )


def _moment(component: Component, name: str) -> date | None:
    """Return a day or moment; None where there is none, or none that can be read."""
    try:
        found: date = _first(component.get(name)).dt
    except _NO_MOMENT:
        return None
    return found


def _is_ours(zone: str) -> bool:
    """Say whether a zone that no list knows is plainly that of England."""
    return zone in ("", "bst", "gmt/bst") or "london" in zone


def _part(found: Component, begins: date) -> str:
    """Return which of a series an entry is: the day it was planned for, which stays when only its time changes."""
    planned = _first(found.get("RECURRENCE-ID"))
    if planned is None or planned.params.get("RANGE"):
        return str(_day(begins))
    return str(_day(_here(planned.dt)[0]))


def _span(found: Component, remarks: list[str]) -> tuple[date, date, str]:
    """Return when an entry begins and ends, and the zone that was given in, if its clocks show another time.

    Programs of Microsoft write whole days from midnight to midnight; those are days.
    """
    given = _first(found["DTSTART"])
    begins, zone = _here(given.dt)
    named = " ".join(str(given.params.get("TZID", "")).split())
    if isinstance(begins, datetime) and given.dt.tzinfo is None and not _is_ours(named.casefold()):
        words = _("Its time zone “{zone}” is not known. Its times were taken as those of England.")
        remarks.append(words.format(zone=named[:60]))
    try:
        ends = _end(found, begins)
    except _NO_MOMENT:
        remarks.append(_("When it ends cannot be read, and was left out."))
        ends = begins if isinstance(begins, datetime) else begins + timedelta(days=1)
    until = _moment(found, "DTEND")
    if until is not None and _is_before(_here(until)[0], begins):
        remarks.append(_("It ends before it begins; when it ends was left out."))
    if isinstance(given.dt, datetime) and isinstance(until, datetime):
        is_midnight = given.dt.time() == until.time() == time.min
        if is_midnight and until.date() > given.dt.date():
            return given.dt.date(), until.date(), ""
    return begins, ends, zone


def _is_before(one: date, other: date) -> bool:
    """Say whether a moment is before another, as far as both are given to the hour or both as days."""
    return isinstance(one, datetime) is isinstance(other, datetime) and one < other


def _first(given: Any) -> Any:
    """Return a property, the first where an entry gives it several times against the rules."""
    return given[0] if isinstance(given, list) and given else None if isinstance(given, list) else given


def _text(component: Component, name: str) -> str:
    given = _first(component.get(name))
    return "" if given is None else str(given)[:MOST_TEXT]


def _here(moment: date) -> tuple[date, str]:
    """Return a day as it is, a moment as clocks in England show it, and the zone it was given in, if another."""
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        return moment, ""
    zone = str(getattr(moment.tzinfo, "key", "") or moment.tzname() or "")
    here = moment.astimezone(ZoneInfo(HERE)).replace(tzinfo=None)
    return here, "" if zone == "UTC" or here == moment.replace(tzinfo=None) else zone


def _end(found: Component, begins: date) -> date:
    """Return when an entry is over: for whole days the day after (RFC 5545, 3.6.1)."""
    given, lasts = _first(found.get("DTEND")), _first(found.get("DURATION"))
    if given is not None:
        ends, _zone = _here(given.dt)
        if isinstance(begins, datetime) and not isinstance(ends, datetime):
            ends = datetime.combine(ends, begins.time())
        elif isinstance(ends, datetime) and not isinstance(begins, datetime):
            ends = ends.date()
        return max(begins, ends)
    if lasts is not None:
        lasting: timedelta = lasts.dt
        return max(begins, begins + lasting)
    return begins if isinstance(begins, datetime) else begins + timedelta(days=1)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _people(given: Any) -> tuple[Invited, ...]:
    people = given if isinstance(given, list) else [] if given is None else [given]
    return tuple(
        Invited(
            name=" ".join(str(one.params.get("CN", "")).strip("\"' ").split()),
            email=str(one)[len("mailto:") :].strip() if str(one).casefold().startswith("mailto:") else "",
            answer=answer if (answer := str(one.params.get("PARTSTAT", "")).casefold()) in _ANSWERS else "",
        )
        for one in people
    )


def _categories(given: Any) -> tuple[str, ...]:
    lists = given if isinstance(given, list) else [] if given is None else [given]
    words = (str(word).strip() for one in lists for word in getattr(one, "cats", [one]))
    return tuple(dict.fromkeys(word for word in words if word))
