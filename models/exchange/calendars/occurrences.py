"""An entry of a calendar as the library gives it, turned into a day, times and words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from models.exchange.calendars.entries import Invited, Occurrence

if TYPE_CHECKING:
    from icalendar import Component

HERE = "Europe/London"

_ANSWERS = frozenset({"accepted", "declined", "tentative"})


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry and the line of the file it begins on."""

    component: Component
    line: int
    came_by: str = ""
    """The rule of the series it is one of, where it was expanded."""

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


def line_of_text(component: Component, name: str) -> str:
    """Return a text of an entry on one line; where it has several, the first."""
    return " ".join(_text(component, name).split())


def as_occurrence(entry: Entry, *, is_series: bool) -> Occurrence:
    """Return an entry on its days, times of other zones as they are in England.

    Raises ValueError, AttributeError or TypeError when it has no day that can be read.
    """
    found = entry.component
    begins, zone = _here(_first(found["DTSTART"]).dt)
    ends = _end(found, begins)
    whole_days = not isinstance(begins, datetime)
    last = ends - timedelta(days=1) if whole_days and ends > begins else ends
    planned = _first(found.get("RECURRENCE-ID"))
    part = str(planned.dt) if planned is not None else str(begins) if is_series else ""
    return Occurrence(
        uid=line_of_text(found, "UID"),
        part=part,
        line=entry.line,
        title=entry.title,
        first_day=_day(begins),
        last_day=max(_day(begins), _last_day(last)),
        starts=begins.time() if isinstance(begins, datetime) else None,
        ends=ends.time() if isinstance(ends, datetime) and not whole_days and ends != begins else None,
        place=line_of_text(found, "LOCATION"),
        text=_text(found, "DESCRIPTION").strip(),
        organiser=next(iter(_people(found.get("ORGANIZER"))), None),
        invited=_people(found.get("ATTENDEE")),
        categories=_categories(found.get("CATEGORIES")),
        link=line_of_text(found, "URL"),
        rule=entry.rule or entry.came_by,
        is_cancelled=line_of_text(found, "STATUS").casefold() == "cancelled",
        zone=zone,
    )


def _first(given: Any) -> Any:
    """Return a property, the first where an entry gives it several times against the rules."""
    return given[0] if isinstance(given, list) and given else None if isinstance(given, list) else given


def _text(component: Component, name: str) -> str:
    given = _first(component.get(name))
    return "" if given is None else str(given)


def _here(moment: date) -> tuple[date, str]:
    """Return a day as it is, a moment as clocks in England show it, and the zone it was given in, if another."""
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        return moment, ""
    zone = str(getattr(moment.tzinfo, "key", "") or moment.tzname() or "")
    return moment.astimezone(ZoneInfo(HERE)).replace(tzinfo=None), "" if zone in (HERE, "UTC") else zone


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


def _last_day(moment: date) -> date:
    """Return the last day of what is over at a moment; at midnight that was the day before."""
    if isinstance(moment, datetime) and moment.time() == datetime.min.time():
        return moment.date() - timedelta(days=1)
    return _day(moment)


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
