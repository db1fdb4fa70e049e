"""Meetings and events as an iCalendar file that any calendar takes in, or keeps following."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from models.exchange.calendars.entries import Occurrence
from models.exchange.calendars.occurrences import HERE

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//Liaison Desk//EN"


def write_calendar(name: str, entries: Iterable[Occurrence], stamped: datetime) -> bytes:
    """Return a calendar of entries, each with the times of England; `stamped` is when they were true.

    An entry with a rule is written once with that rule. Nobody's answer and nobody invited is written: whoever takes
    the file in would otherwise send them messages.
    """
    from icalendar import Calendar, Timezone

    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", name)
    calendar.add("X-WR-TIMEZONE", HERE)
    listed = list(entries)
    days = [one.first_day for one in listed if one.starts is not None]
    if days:
        # Without an end a zone of this library goes on for a generation.
        last = max(days) + timedelta(days=400)
        calendar.add_component(Timezone.from_tzid(HERE, first_date=min(days), last_date=last))
    for one in listed:
        calendar.add_component(_event(one, stamped))
    written: bytes = calendar.to_ical()
    return written


def _event(one: Occurrence, stamped: datetime) -> Event:
    from icalendar import Event, vRecur

    event = Event()
    event.add("UID", one.uid)
    event.add("DTSTAMP", stamped)
    event.add("SUMMARY", one.title)
    begins, ends = _times(one)
    event.add("DTSTART", begins)
    if ends is not None:
        event.add("DTEND", ends)
    if one.rule:
        event.add("RRULE", vRecur.from_ical(one.rule))
    for name, text in (("LOCATION", one.place), ("DESCRIPTION", one.text), ("URL", one.link)):
        if text:
            event.add(name, text)
    if one.categories:
        event.add("CATEGORIES", list(one.categories))
    if one.is_cancelled:
        event.add("STATUS", "CANCELLED")
    return event


def _times(one: Occurrence) -> tuple[date, date | None]:
    """Return when an entry begins and ends; whole days end on the day after (RFC 5545, 3.6.1)."""
    if one.starts is None:
        return one.first_day, one.last_day + timedelta(days=1)
    zone = ZoneInfo(HERE)
    begins = datetime.combine(one.first_day, one.starts, zone)
    if one.ends is None:
        return begins, None
    ends = datetime.combine(one.last_day, one.ends, zone)
    return begins, ends if ends > begins else ends + timedelta(days=1)
