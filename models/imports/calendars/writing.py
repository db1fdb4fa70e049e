"""Writing what a calendar brings: meetings, events and the terms of the year, by the same actions as by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from models.actions import events, meetings
from models.actions.attendance import set_attendance
from models.actions.calendar import PeriodFields, add_period, edit_period
from models.entities import EventStage, MeetingState
from models.imports.calendars.plans import EntryPlan
from models.imports.preview import Fate, PreviewLine
from models.queries.forms import find_form
from models.queries.records import Ref
from models.vocabulary import AttendanceStatus


def calendar_writer(session: Session, today: date, source: str) -> Callable[[PreviewLine], Ref]:
    """Return what writes the entries of a calendar, one after the other, each as the record that it gives."""

    def write(line: PreviewLine) -> Ref:
        plan = line.plan
        assert isinstance(plan, EntryPlan)
        add, change = _WAYS[plan.kind]
        if line.fate is Fate.NEW:
            number = add(session, plan, source)
        else:
            assert line.record_id is not None
            number = line.record_id
            if plan.values or plan.is_cancelled:
                change(session, number, plan, today)
        if plan.expects is not None:
            set_attendance(session, number, plan.expects, AttendanceStatus.EXPECTED)
        return plan.kind, number

    return write


def _add_meeting(session: Session, plan: EntryPlan, source: str) -> int:
    return meetings.create_meeting(session, meetings.MeetingFields(**plan.values, source=source))


def _change_meeting(session: Session, number: int, plan: EntryPlan, _today: date) -> None:
    if plan.is_cancelled:
        meetings.set_meeting_state(session, number, MeetingState.CANCELLED)
    else:
        meetings.edit_meeting(session, number, replace(meetings.fields_of(session, number), **plan.values))


def _add_event(session: Session, plan: EntryPlan, source: str) -> int:
    return events.create_event(session, events.EventFields(**plan.values, source=source))


def _change_event(session: Session, number: int, plan: EntryPlan, today: date) -> None:
    if plan.is_cancelled:
        events.set_event_stage(session, number, EventStage.CANCELLED, on=today)
    else:
        events.edit_event(session, number, replace(events.fields_of(session, number), **plan.values), on=today)


def _add_period(session: Session, plan: EntryPlan, source: str) -> int:
    return add_period(session, PeriodFields(**plan.values, source=source))


def _change_period(session: Session, number: int, plan: EntryPlan, _today: date) -> None:
    form = find_form(session, "calendar_period", number, PeriodFields)
    edit_period(session, number, replace(form, **plan.values))


_WAYS = {
    "meeting": (_add_meeting, _change_meeting),
    "event": (_add_event, _change_event),
    "calendar_period": (_add_period, _change_period),
}
