"""Meetings: lists, one with all its parts, attendance, and the questions of open forums."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import Session

from models.dates import start_of
from models.entities import (
    AgendaItem,
    Attendance,
    Decision,
    Meeting,
    Organisation,
    Person,
)
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_by, readable_or_none
from models.queries.forum import questions_of
from models.queries.meeting_filter import MeetingFilter, meeting_conditions, open_to
from models.queries.meeting_rows import AgendaItemRow, AttendanceRow, DecisionRow, MeetingDetail, MeetingRow
from models.queries.paging import Key, Page, cut
from models.queries.rows import fetch, fetch_one
from models.vocabulary import Visibility
from resources.i18n import _

__all__ = [
    "AgendaItemRow",
    "AttendanceRow",
    "DecisionRow",
    "MeetingDetail",
    "MeetingFilter",
    "MeetingRow",
    "count_meetings",
    "find_meeting",
    "list_agenda",
    "list_meetings",
    "list_past_meetings",
    "list_upcoming_meetings",
]


_ROWS = (
    select(
        Meeting.id,
        Meeting.title,
        Meeting.organisation_id,
        Organisation.name,
        Meeting.starts_at,
        Meeting.ends_at,
        Meeting.place,
        Meeting.state,
        Meeting.minutes_state,
        Meeting.paper_due_on,
        Meeting.question_due_on,
        Meeting.open_to_observers,
        Meeting.reference,
        Meeting.visibility,
        Meeting.version,
    )
    .select_from(Meeting)
    .outerjoin(Organisation, Organisation.id == Meeting.organisation_id)
)
_AGENDA = select(
    AgendaItem.id,
    AgendaItem.number,
    AgendaItem.title,
    AgendaItem.kind,
    AgendaItem.lead,
    AgendaItem.reference,
    AgendaItem.minute,
    AgendaItem.visibility,
    AgendaItem.version,
    AgendaItem.purpose,
    AgendaItem.minutes_allowed,
    AgendaItem.lead_person_id,
    AgendaItem.carried_from_id,
    AgendaItem.meeting_id,
).order_by(AgendaItem.number, AgendaItem.id)
_ATTENDANCE = (
    select(
        Attendance.id,
        Attendance.person_id,
        Person.display_name,
        Attendance.organisation_id,
        Organisation.name,
        Attendance.capacity,
        Attendance.status,
        Attendance.remote,
        Attendance.note,
        Attendance.was_expected,
        Attendance.apologies_decision,
        Attendance.arrived_at,
        Attendance.left_at,
        Attendance.invited_on,
    )
    .select_from(Attendance)
    .join(Person, Person.id == Attendance.person_id)
    .outerjoin(Organisation, Organisation.id == Attendance.organisation_id)
    .order_by(Person.name_key, Attendance.id)
)
_DECISIONS = select(
    Decision.id,
    Decision.meeting_id,
    Decision.number,
    Decision.agenda_item_id,
    Decision.text,
    Decision.outcome,
    Decision.reference,
    Decision.dissent,
    Decision.visibility,
    Decision.version,
    Decision.kind,
    Decision.decided_on,
    Decision.proposer_id,
    Decision.seconder_id,
    Decision.votes_for,
    Decision.votes_against,
    Decision.abstentions,
    Decision.casting_vote,
).order_by(Decision.number, Decision.id)


def list_meetings(
    session: Session,
    wanted: MeetingFilter | None = None,
    *,
    after: Key | None = None,
    limit: int | None = 100,
    audience: Visibility = EVERYONE_OF_OURS,
) -> Page[MeetingRow]:
    """Return meetings, newest first."""
    return _page(session, meeting_conditions(wanted or MeetingFilter(), audience), after, limit, backwards=True)


def list_upcoming_meetings(
    session: Session,
    today: date,
    wanted: MeetingFilter | None = None,
    *,
    after: Key | None = None,
    limit: int | None = 100,
    skip: int = 0,
    audience: Visibility = EVERYONE_OF_OURS,
) -> Page[MeetingRow]:
    """Return meetings from today on, the next one first; cancelled ones stay, so that nobody goes there."""
    conditions = [*meeting_conditions(wanted or MeetingFilter(), audience), Meeting.starts_at >= start_of(today)]
    return _page(session, conditions, after, limit, backwards=False, skip=skip)


def list_past_meetings(
    session: Session,
    today: date,
    wanted: MeetingFilter | None = None,
    *,
    after: Key | None = None,
    limit: int | None = 100,
    skip: int = 0,
    audience: Visibility = EVERYONE_OF_OURS,
) -> Page[MeetingRow]:
    """Return meetings before today, newest first."""
    conditions = [*meeting_conditions(wanted or MeetingFilter(), audience), Meeting.starts_at < start_of(today)]
    return _page(session, conditions, after, limit, backwards=True, skip=skip)


def count_meetings(
    session: Session, wanted: MeetingFilter | None = None, *, audience: Visibility = EVERYONE_OF_OURS
) -> int:
    """Return how many meetings a filter lets through."""
    statement = (
        select(func.count()).select_from(Meeting).where(*meeting_conditions(wanted or MeetingFilter(), audience))
    )
    if audience is not EVERYONE_OF_OURS:
        statement = statement.outerjoin(Organisation, Organisation.id == Meeting.organisation_id)
    return session.execute(statement).scalar_one()


def find_meeting(session: Session, meeting_id: int, *, audience: Visibility = EVERYONE_OF_OURS) -> MeetingDetail:
    """Return one meeting with agenda, attendance, decisions and questions, as far as an audience may read them.

    Items and decisions of Part II are confidential: no audience below sees them or what was decided under them.
    """
    row = fetch_one(session, MeetingRow, _ROWS.where(Meeting.id == meeting_id, *open_to(audience)))
    if row is None:
        raise WrongUse(_("There is no meeting number {number}.").format(number=meeting_id))
    more = session.execute(
        select(Meeting.easting, Meeting.northing, Meeting.notes, Meeting.archived_at).where(Meeting.id == meeting_id)
    ).one()
    levels = readable_by(audience)
    agenda = list_agenda(session, meeting_id, audience=audience)
    seen = {item.id for item in agenda}
    people = _ATTENDANCE.where(Attendance.meeting_id == meeting_id)
    if audience is not EVERYONE_OF_OURS:
        people = people.where(readable(Person, audience), readable_or_none(Organisation, audience))
    decisions = fetch(
        session, DecisionRow, _DECISIONS.where(Decision.meeting_id == meeting_id, Decision.visibility.in_(levels))
    )
    return MeetingDetail(
        row=row,
        easting=more.easting,
        northing=more.northing,
        notes=more.notes,
        archived=more.archived_at is not None,
        agenda=agenda,
        attendance=tuple(fetch(session, AttendanceRow, people)),
        decisions=tuple(one for one in decisions if one.agenda_item_id is None or one.agenda_item_id in seen),
        questions=questions_of(session, meeting_id, audience),
    )


def list_agenda(
    session: Session, meeting_id: int, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[AgendaItemRow, ...]:
    """Return the items of a meeting in their order, as far as an audience may read the meeting and each of them."""
    statement = _AGENDA.where(AgendaItem.meeting_id == meeting_id, AgendaItem.visibility.in_(readable_by(audience)))
    if audience is not EVERYONE_OF_OURS:
        allowed = select(Meeting.id).outerjoin(Organisation, Organisation.id == Meeting.organisation_id)
        statement = statement.where(AgendaItem.meeting_id.in_(allowed.where(*open_to(audience))))
    return tuple(fetch(session, AgendaItemRow, statement))


def _page(
    session: Session,
    conditions: list[ColumnElement[bool]],
    after: Key | None,
    limit: int | None,
    *,
    backwards: bool,
    skip: int = 0,
) -> Page[MeetingRow]:
    """Return a page of meetings by their beginning, the newest or the next one first."""
    statement = _ROWS.where(*conditions)
    if after is not None:
        here, there = tuple_(Meeting.starts_at, Meeting.id), tuple_(*after)
        statement = statement.where(here < there if backwards else here > there)
    if backwards:
        statement = statement.order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    else:
        statement = statement.order_by(Meeting.starts_at, Meeting.id)
    if skip:
        statement = statement.offset(skip)
    if limit is not None:
        statement = statement.limit(limit + 1)
    return cut(fetch(session, MeetingRow, statement), limit, lambda row: (row.starts_at, row.id))
