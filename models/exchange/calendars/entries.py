"""What a calendar says: its entries, each occurrence on a day of its own, and what could not be read of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta


def last_day_until(moment: datetime) -> date:
    """Return the last day of what is over at a moment; at midnight that was the day before."""
    return moment.date() - timedelta(days=1) if moment.time() == time.min else moment.date()


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody named with an entry: as organiser or as one who is invited."""

    name: str = ""
    email: str = ""
    answer: str = ""
    """`accepted`, `declined`, `tentative` or nothing."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One entry of a calendar on its days, in the time of England."""

    uid: str
    part: str
    """Which of a series it is: the day it was first planned for; empty where it does not come again."""
    line: int
    """Where in the file its entry begins, from 1; 0 where that is not known."""
    title: str
    first_day: date
    last_day: date
    """The last day it lasts, inclusive."""
    starts: time | None = None
    """None for whole days."""
    ends: time | None = None
    place: str = ""
    text: str = ""
    organiser: Invited | None = None
    invited: tuple[Invited, ...] = ()
    categories: tuple[str, ...] = ()
    link: str = ""
    rule: str = ""
    """The rule it comes again by, as given (RFC 5545, 3.3.10)."""
    is_cancelled: bool = False
    zone: str = ""
    """The zone its times were given in, where that is neither the time of England nor UTC."""
    is_tentative: bool = False
    """Proposed, and not agreed yet."""
    sequence: int = 0
    """How often it was changed, by which those who follow a calendar know the newest."""
    changed: datetime | None = None
    """When it was changed last, in UTC; None where that is not known."""
    remarks: tuple[str, ...] = ()
    """What of it was not understood or left out, in sentences."""


@dataclass(frozen=True, slots=True)
class Series:
    """What comes again, to be written: the rule with its exceptions, as one entry and those that differ from it."""

    first: Occurrence
    """The first occurrence, with the rule; no rule where all days are named one by one."""
    more_days: tuple[date, ...] = ()
    """Further days, for what comes again by no rule that calendars know."""
    left_out: tuple[date, ...] = ()
    """Days of the rule on which there is none."""
    others: tuple[tuple[date, Occurrence], ...] = ()
    """Occurrences that differ from the first in more than their day, by the day they were planned for."""


@dataclass(frozen=True, slots=True)
class Unread:
    """An entry of which something could not be read: what and why, in words, and its line."""

    line: int
    title: str
    why: str
    is_lost: bool = True
    """False where the entry is there and only a part of it was left out."""


@dataclass(slots=True)
class ReadCalendar:
    """A whole file: its name for itself, the occurrences in order of time, and what was not read."""

    name: str = ""
    occurrences: list[Occurrence] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    outside: int = 0
    """Entries of which no occurrence lies within the days asked for."""
    others: Counter[str] = field(default_factory=Counter)
    """How many tasks, journal entries and the like it has, by the names of the standard; they are not read."""
