"""Meetings: lists, one with all its parts, attendance, and the questions of open forums."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select, tuple_
from sqlalchemy.orm import Session

from models.dates import start_of
from models.entities import (
    AgendaItem,
    AgendaItemKind,
    Attendance,
    AttendanceStatus,
    Capacity,
    Decision,
    DecisionOutcome,
    ForumQuestion,
    Meeting,
    MeetingState,
    MinutesState,
    Organisation,
    Person,
)
from models.errors import WrongUse
from models.queries.forum import QUESTIONS, ForumQuestionRow
from models.queries.paging import Key, Page, cut
from models.queries.rows import fetch, fetch_one
from models.text import sort_key
from models.vocabulary import Visibility
from resources.i18n import _


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
    archived: bool = False


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as lists show it."""

    id: int
    title: str
    organisation_id: int | None
    body: str | None
    starts_at: datetime
    ends_at: datetime | None
    place: str
    state: MeetingState
    minutes_state: MinutesState
    paper_due_on: date | None
    question_due_on: date | None
    open_to_observers: bool
    reference: str
    visibility: Visibility
    version: int


@dataclass(frozen=True, slots=True)
class AgendaItemRow:
    """An item of an agenda."""

    id: int
    number: int
    title: str
    kind: AgendaItemKind
    lead: str
    reference: str
    minute: str
    visibility: Visibility
    version: int


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """Someone on the list of a meeting."""

    id: int
    person_id: int
    name: str
    organisation_id: int | None
    organisation: str | None
    capacity: Capacity
    status: AttendanceStatus
    remote: bool
    note: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What a meeting resolved."""

    id: int
    meeting_id: int
    number: int
    agenda_item_id: int | None
    text: str
    outcome: DecisionOutcome
    reference: str
    dissent: str
    visibility: Visibility
    version: int


@dataclass(frozen=True, slots=True)
class MeetingDetail:
    """One meeting with all its parts."""

    row: MeetingRow
    easting: int | None
    northing: int | None
    notes: str
    archived: bool
    agenda: tuple[AgendaItemRow, ...]
    attendance: tuple[AttendanceRow, ...]
    decisions: tuple[DecisionRow, ...]
    questions: tuple[ForumQuestionRow, ...]

    def count(self, status: AttendanceStatus) -> int:
        """Return how many people have a state of attendance."""
        return sum(1 for one in self.attendance if one.status is status)


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
).order_by(Decision.number, Decision.id)


def list_meetings(
    session: Session,
    wanted: MeetingFilter | None = None,
    *,
    after: Key | None = None,
    limit: int | None = 100,
) -> Page[MeetingRow]:
    """Return meetings, newest first."""
    return _page(session, _conditions(wanted or MeetingFilter()), after, limit, backwards=True)


def list_upcoming_meetings(
    session: Session,
    today: date,
    wanted: MeetingFilter | None = None,
    *,
    after: Key | None = None,
    limit: int | None = 100,
    skip: int = 0,
) -> Page[MeetingRow]:
    """Return meetings from today on, the next one first; cancelled ones stay, so that nobody goes there."""
    conditions = [*_conditions(wanted or MeetingFilter()), Meeting.starts_at >= start_of(today)]
    return _page(session, conditions, after, limit, backwards=False, skip=skip)


def list_past_meetings(
    session: Session,
    today: date,
    wanted: MeetingFilter | None = None,
    *,
    after: Key | None = None,
    limit: int | None = 100,
    skip: int = 0,
) -> Page[MeetingRow]:
    """Return meetings before today, newest first."""
    conditions = [*_conditions(wanted or MeetingFilter()), Meeting.starts_at < start_of(today)]
    return _page(session, conditions, after, limit, backwards=True, skip=skip)


def count_meetings(session: Session, wanted: MeetingFilter | None = None) -> int:
    """Return how many meetings a filter lets through."""
    conditions = _conditions(wanted or MeetingFilter())
    return session.execute(select(func.count()).select_from(Meeting).where(*conditions)).scalar_one()


def find_meeting(session: Session, meeting_id: int) -> MeetingDetail:
    """Return one meeting with agenda, attendance, decisions and questions."""
    row = fetch_one(session, MeetingRow, _ROWS.where(Meeting.id == meeting_id))
    if row is None:
        raise WrongUse(_("There is no meeting number {number}.").format(number=meeting_id))
    more = session.execute(
        select(Meeting.easting, Meeting.northing, Meeting.notes, Meeting.archived_at).where(Meeting.id == meeting_id)
    ).one()
    questions = QUESTIONS.where(ForumQuestion.meeting_id == meeting_id).order_by(ForumQuestion.id)
    return MeetingDetail(
        row=row,
        easting=more.easting,
        northing=more.northing,
        notes=more.notes,
        archived=more.archived_at is not None,
        agenda=tuple(fetch(session, AgendaItemRow, _AGENDA.where(AgendaItem.meeting_id == meeting_id))),
        attendance=tuple(fetch(session, AttendanceRow, _ATTENDANCE.where(Attendance.meeting_id == meeting_id))),
        decisions=tuple(fetch(session, DecisionRow, _DECISIONS.where(Decision.meeting_id == meeting_id))),
        questions=tuple(fetch(session, ForumQuestionRow, questions)),
    )


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


def _conditions(wanted: MeetingFilter) -> list[ColumnElement[bool]]:
    """Return what a filter asks of a meeting."""
    put_away = Meeting.archived_at.is_not(None) if wanted.archived else Meeting.archived_at.is_(None)
    conditions: list[ColumnElement[bool]] = [put_away]
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
    for word in wanted.words.split():
        key = sort_key(word)
        named = select(Organisation.id).where(Organisation.name_key.contains(key))
        holds = [
            column.icontains(word, autoescape=True)
            for column in (Meeting.title, Meeting.place, Meeting.reference, Meeting.notes)
        ]
        conditions.append(or_(*holds, Meeting.organisation_id.in_(named)) if key else or_(*holds))
    return conditions
