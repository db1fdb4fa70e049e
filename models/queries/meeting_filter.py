"""Which meetings to list, and which of them an audience may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from models.dates import start_of
from models.entities import (
    Attendance,
    Meeting,
    MeetingState,
    Organisation,
)
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.narrowing import Narrowing
from models.text import asked_words, sort_key
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class MeetingFilter:
    """Which meetings to list; what is left as it is does not narrow the list."""

    words: str = ""
    organisation_id: int | None = None
    person_id: int | None = None
    """Only those where this person was on the list."""
    first_day: date | None = None
    last_day: date | None = None
    state: MeetingState | None = None
    open_to_observers: bool = False
    """Only those that people from outside may watch."""
    series_id: int | None = None
    archived: bool = False
    among: Select[Any] | None = None
    """Only those whose numbers this question finds: a group, a tag, a saved search."""
    narrowing: Narrowing | None = None
    """Only those that rules hold for: filters by column, saved searches."""


def open_to(audience: Visibility) -> list[ColumnElement[bool]]:
    """Return the conditions that an audience may read a meeting; nothing to ask for ours, who read everything."""
    if audience is EVERYONE_OF_OURS:
        return []
    return [readable(Meeting, audience), readable_or_none(Organisation, audience)]


def meeting_conditions(wanted: MeetingFilter, audience: Visibility = EVERYONE_OF_OURS) -> list[ColumnElement[bool]]:
    """Return what a filter asks of meetings, and what an audience may read of them."""
    put_away = Meeting.archived_at.is_not(None) if wanted.archived else Meeting.archived_at.is_(None)
    conditions: list[ColumnElement[bool]] = [put_away, *open_to(audience)]
    if wanted.among is not None:
        conditions.append(Meeting.id.in_(wanted.among))
    if wanted.narrowing is not None:
        conditions.append(wanted.narrowing.condition)
    if wanted.organisation_id is not None:
        conditions.append(Meeting.organisation_id == wanted.organisation_id)
    if wanted.person_id is not None:
        there = select(Attendance.meeting_id).where(Attendance.person_id == wanted.person_id)
        conditions.append(Meeting.id.in_(there))
    if wanted.first_day is not None:
        conditions.append(Meeting.starts_at >= start_of(wanted.first_day))
    if wanted.last_day is not None:
        conditions.append(Meeting.starts_at < start_of(wanted.last_day + timedelta(1)))
    if wanted.state is not None:
        conditions.append(Meeting.state == wanted.state)
    if wanted.open_to_observers:
        conditions.append(Meeting.open_to_observers.is_(True))
    if wanted.series_id is not None:
        conditions.append(Meeting.series_id == wanted.series_id)
    for word in asked_words(wanted.words):
        key = sort_key(word)
        named = select(Organisation.id).where(Organisation.name_key.contains(key))
        holds = [
            column.icontains(word, autoescape=True)
            for column in (Meeting.title, Meeting.place, Meeting.reference, Meeting.notes)
        ]
        conditions.append(or_(*holds, Meeting.organisation_id.in_(named)) if key else or_(*holds))
    return conditions
