"""Meetings and events as an iCalendar file that any calendar takes in, or keeps following.

Whoever follows the file tells entries by their UID and the newest by SEQUENCE and LAST-MODIFIED; so the same entries
give the same bytes, whenever they are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from models.cleaning import clean
from models.exchange.calendars.entries import Occurrence, Series
from models.exchange.calendars.occurrences import HERE

if TYPE_CHECKING:
    from icalendar import Calendar, Event

PRODUCT = "-//Liaison Desk//EN"

_ASK_AGAIN = timedelta(hours=12)
"""How long a calendar that follows the file is asked to wait before it looks again (RFC 7986, 5.7)."""


def write_calendar(name: str, entries: Iterable[Occurrence], stamped: datetime, series: Iterable[Series] = ()) -> bytes:
    """Return a calendar of entries, each with the times of England.

    `stamped` is when those were true that do not say when they were changed. An entry with a rule is written once with
    that rule. Nobody's answer and nobody invited is written: whoever takes the file in would otherwise send them
    messages.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", clean(name))
    calendar.add("X-WR-TIMEZONE", HERE)
    calendar.add("REFRESH-INTERVAL", _ASK_AGAIN, parameters={"VALUE": "DURATION"})
    listed, again = list(entries), list(series)
    timed = [one for one in (*listed, *(one.first for one in again)) if one.starts is not None]
    days = [one.first_day for one in timed]
    days += [day for one in again for day in one.more_days] + [day for one in again for day in one.left_out]
    days += [other.first_day for one in again for _planned, other in one.others]
    if timed:
        _add_zone(calendar, days)
    for one in listed:
        calendar.add_component(_event(one, stamped))
    for several in again:
        for event in _series(several, stamped):
            calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _add_zone(calendar: Calendar, days: Sequence[date]) -> None:
    """Say how clocks go here; without an end a zone of the library goes on for a generation."""
    from icalendar import Timezone

    last = max(days) + timedelta(days=400)
    calendar.add_component(Timezone.from_tzid(HERE, first_date=min(days), last_date=last))


def _series(several: Series, stamped: datetime) -> Iterable[Event]:
    """Give the entry of a series, then those that differ from it."""
    first = several.first
    event = _event(first, stamped)
    if several.more_days:
        event.add("RDATE", [_moment(day, first.starts) for day in several.more_days])
    if several.left_out:
        event.add("EXDATE", [_moment(day, first.starts) for day in several.left_out])
    yield event
    for planned, other in several.others:
        event = _event(other, stamped)
        event.add("RECURRENCE-ID", _moment(planned, first.starts))
        yield event


def _event(one: Occurrence, stamped: datetime) -> Event:
    from icalendar import Event, vRecur

    event = Event()
    event.add("UID", one.uid)
    changed = (one.changed or stamped).replace(microsecond=0)
    if changed.tzinfo is None:
        changed = changed.replace(tzinfo=UTC)
    event.add("DTSTAMP", changed)
    if one.changed is not None:
        event.add("LAST-MODIFIED", changed)
    event.add("SEQUENCE", one.sequence)
    event.add("SUMMARY", clean(one.title))
    begins, ends = _times(one)
    event.add("DTSTART", begins)
    if ends is not None:
        event.add("DTEND", ends)
    if one.rule:
        event.add("RRULE", vRecur.from_ical(one.rule))
    for name, text in (("LOCATION", one.place), ("DESCRIPTION", one.text), ("URL", one.link)):
        if text:
            event.add(name, clean(text))
    if one.categories:
        event.add("CATEGORIES", [clean(word) for word in one.categories])
    if one.is_cancelled or one.is_tentative:
        event.add("STATUS", "CANCELLED" if one.is_cancelled else "TENTATIVE")
    return event


def _times(one: Occurrence) -> tuple[date, date | None]:
    """Return when an entry begins and ends; whole days end on the day after (RFC 5545, 3.6.1)."""
    if one.starts is None:
        return one.first_day, one.last_day + timedelta(days=1)
    begins = _moment(one.first_day, one.starts)
    if one.ends is None:
        return begins, None
    ends = datetime.combine(one.last_day, one.ends, ZoneInfo(HERE))
    is_next_day = one.ends == time.min or (one.last_day == one.first_day and one.ends <= one.starts)
    return begins, ends + timedelta(days=1) if is_next_day else ends


def _moment(day: date, starts: time | None) -> date:
    """Return a day, at a time of England where there is one."""
    return day if starts is None else datetime.combine(day, starts, ZoneInfo(HERE))
