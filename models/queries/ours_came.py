"""Where one of ours came: the conditions on meetings and events that decide whether being there counts as contact.

Each twice: asked of every meeting by itself, for questions of few, and found beforehand from our own side, for many.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    BindParameter,
    Boolean,
    ColumnElement,
    Date,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from models.entities import (
    Affiliation,
    Attendance,
    Event,
    EventRole,
    EventStage,
    ForumQuestion,
    Meeting,
    MeetingState,
    Representation,
)
from models.entities import AttendanceStatus as Status
from models.queries.contact_facts import meeting_day

event_day: ColumnElement[date] = type_coerce(func.date(Event.starts_at), Date)
_US: BindParameter[list[int]] = bindparam("us", expanding=True)
_ANYBODY = bindparam("anybody", type_=Boolean)
_role_of_ours, _sat, _came = aliased(Affiliation), aliased(Attendance), aliased(EventRole)
_their_meeting, _their_event = aliased(Meeting), aliased(Event)

took_place = and_(Event.archived_at.is_(None), Event.stage != EventStage.CANCELLED)
_was_held = and_(Meeting.archived_at.is_(None), Meeting.state == MeetingState.HELD)


def _held(day: ColumnElement[date]) -> ColumnElement[bool]:
    """Return the condition that a role with us held on a day."""
    return and_(
        _role_of_ours.organisation_id.in_(_US),
        or_(_role_of_ours.starts_on.is_(None), _role_of_ours.starts_on <= day),
        or_(_role_of_ours.ends_on.is_(None), _role_of_ours.ends_on > day),
    )


def _is_ours(person_id: ColumnElement[Any], day: ColumnElement[date]) -> ColumnElement[bool]:
    """Return the condition that somebody held a role with us on a day."""
    # The day is that of the occasion two questions further out: left to itself it would be that of any occasion.
    return exists().where(_role_of_ours.person_id == person_id, _held(day)).correlate_except(_role_of_ours)


_each_came = or_(
    exists().where(
        _came.event_id == Event.id,
        _came.attended.is_(True),
        or_(_came.organisation_id.in_(_US), _is_ours(_came.person_id.expression, event_day)),
    ),
    exists().where(Representation.event_id == Event.id, Representation.is_going.is_(True)),
)
_each_sat = or_(
    exists().where(
        _sat.meeting_id == Meeting.id,
        _sat.status == Status.PRESENT,
        or_(_sat.organisation_id.in_(_US), _is_ours(_sat.person_id.expression, meeting_day)),
    ),
    exists().where(Representation.meeting_id == Meeting.id, Representation.is_going.is_(True)),
)


def _going(occasion_id: InstrumentedAttribute[int | None]) -> Select[Any]:
    return select(occasion_id).where(occasion_id.is_not(None), Representation.is_going.is_(True))


def _found(name: str, *parts: Select[Any]) -> CTE:
    """Return some numbers, found once for the whole question."""
    return union_all(*parts).cte(name).prefix_with("MATERIALIZED")


_all_came = _found(
    "events_we_came_to",
    select(_came.event_id.label("id")).where(_came.organisation_id.in_(_US), _came.attended.is_(True)),
    select(_came.event_id)
    .select_from(_role_of_ours)
    .join(_came, _came.person_id == _role_of_ours.person_id)
    .join(_their_event, _their_event.id == _came.event_id)
    .where(_came.attended.is_(True), _held(type_coerce(func.date(_their_event.starts_at), Date))),
    _going(Representation.event_id),
)
_all_sat = _found(
    "meetings_we_sat_in",
    select(_sat.meeting_id.label("id")).where(_sat.organisation_id.in_(_US), _sat.status == Status.PRESENT),
    select(_sat.meeting_id)
    .select_from(_role_of_ours)
    .join(_sat, _sat.person_id == _role_of_ours.person_id)
    .join(_their_meeting, _their_meeting.id == _sat.meeting_id)
    .where(_sat.status == Status.PRESENT, _held(type_coerce(func.date(_their_meeting.starts_at), Date))),
    _going(Representation.meeting_id),
)


@dataclass(frozen=True, slots=True)
class Together:
    """The conditions; they want the parameters `us`, our bodies, and `anybody`, whether we do not know who we are."""

    we_came: ColumnElement[bool]
    """One of ours came to the event."""
    came: ColumnElement[bool]
    """The event of a part at it took place, and it was ours or one of ours came."""
    met: ColumnElement[bool]
    """The meeting of an attendance was held, and it was ours or one of ours was there."""
    heard: ColumnElement[bool]
    """The meeting of a question was held, and one of ours put the question in its forum or heard it."""


_our_event, _our_meeting = Event.organisation_id.in_(_US), Meeting.organisation_id.in_(_US)
_asked_by_us = _is_ours(ForumQuestion.asked_by_person_id.expression, meeting_day)

OF_EACH = Together(
    _each_came,
    and_(took_place, or_(_ANYBODY, _our_event, _each_came)),
    and_(_was_held, or_(_ANYBODY, _our_meeting, _each_sat)),
    and_(_was_held, or_(_ANYBODY, _our_meeting, _asked_by_us, _each_sat)),
)
"""For questions of few."""

_ours_or_came = _found("our_events", select(Event.id.label("id")).where(_our_event), select(_all_came.c.id))
_ours_or_sat = _found("our_meetings", select(Meeting.id.label("id")).where(_our_meeting), select(_all_sat.c.id))

# Said of the number that leads to the meeting or event: so only those that count are read themselves.
OF_ALL = Together(
    Event.id.in_(select(_all_came.c.id)),
    and_(took_place, or_(_ANYBODY, EventRole.event_id.in_(select(_ours_or_came.c.id)))),
    and_(_was_held, or_(_ANYBODY, Attendance.meeting_id.in_(select(_ours_or_sat.c.id)))),
    and_(_was_held, or_(_ANYBODY, _asked_by_us, ForumQuestion.meeting_id.in_(select(_ours_or_sat.c.id)))),
)
"""For questions of many."""
