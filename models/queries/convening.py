"""Who was in the room and who was not: one meeting, and the pattern of absence by institution; observers invited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session, aliased

from models.dates import start_of
from models.entities import (
    Attendance,
    AttendanceStatus,
    Capacity,
    InstitutionProfile,
    Meeting,
    MeetingState,
    Organisation,
    OrganisationKind,
    Person,
)
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.meeting_rows import AttendanceRow
from models.queries.meetings import find_meeting
from models.queries.rows import fetch
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class Convening:
    """Who was in the room, and who of those expected was not."""

    present: tuple[AttendanceRow, ...]
    apologies: tuple[AttendanceRow, ...]
    missed: tuple[AttendanceRow, ...]
    """Expected, not there, and no apologies."""
    organisations_present: tuple[str, ...]
    organisations_missed: tuple[str, ...]
    """Organisations somebody was expected from, and nobody came."""


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """How often an organisation was expected in a room, and how often anybody came from it."""

    organisation_id: int
    organisation: str
    phase: str
    expected: int
    """Meetings held to which somebody was expected from it."""
    present: int
    """Of those, to which anybody came from it."""
    apologies: int
    """Of those nobody came to, with apologies from somebody."""
    last_present_on: date | None

    @property
    def missed(self) -> int:
        """Return how often it was expected and absent without a word."""
        return self.expected - self.present - self.apologies


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation to watch a meeting, and whether it was taken up."""

    id: int
    meeting_id: int
    title: str
    body: str | None
    starts_at: datetime
    person_id: int
    person: str
    organisation_id: int | None
    organisation: str | None
    capacity: Capacity
    invited_on: date | None
    """None for somebody who came to watch without an invitation on record."""
    status: AttendanceStatus

    @property
    def is_taken_up(self) -> bool:
        """Say whether they came."""
        return self.status is AttendanceStatus.PRESENT


_BODY = aliased(Organisation)


def find_convening(session: Session, meeting_id: int, *, audience: Visibility = EVERYONE_OF_OURS) -> Convening:
    """Return who was at a meeting and who of those expected was not; of a meeting to come nobody is missing yet."""
    detail = find_meeting(session, meeting_id, audience=audience)
    rows = detail.attendance
    present = tuple(one for one in rows if one.status is AttendanceStatus.PRESENT)
    apologies = tuple(one for one in rows if one.status is AttendanceStatus.APOLOGIES)
    held = detail.row.state is MeetingState.HELD
    silent = (AttendanceStatus.ABSENT, AttendanceStatus.EXPECTED)
    missed = tuple(one for one in rows if held and one.was_expected and one.status in silent)
    there = dict.fromkeys(one.organisation for one in present if one.organisation)
    gone = dict.fromkeys(one.organisation for one in (*missed, *apologies) if held and one.organisation)
    return Convening(present, apologies, missed, tuple(there), tuple(name for name in gone if name not in there))


def list_absence(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    body_id: int | None = None,
    kinds: tuple[OrganisationKind, ...] = (),
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[AbsenceRow, ...]:
    """Return how often each organisation was expected at meetings held in a period and came, the most missed first.

    An organisation counts once for a meeting, however many were expected from it. Those never expected are not here,
    nor is anybody excused as not required. With a body only its meetings; with kinds only such organisations.
    """
    came = func.max(case((Attendance.status == AttendanceStatus.PRESENT, 1), else_=0))
    sent_word = func.max(case((Attendance.status == AttendanceStatus.APOLOGIES, 1), else_=0))
    by_meeting = (
        select(
            Attendance.organisation_id,
            Meeting.id.label("meeting_id"),
            Meeting.starts_at,
            came.label("came"),
            sent_word.label("sent_word"),
        )
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(
            Attendance.was_expected,
            Attendance.status != AttendanceStatus.NOT_REQUIRED,
            Attendance.organisation_id.is_not(None),
            Meeting.state == MeetingState.HELD,
            Meeting.archived_at.is_(None),
            Meeting.starts_at >= start_of(first_day),
            Meeting.starts_at < start_of(last_day + timedelta(1)),
            readable(Meeting, audience),
        )
        .group_by(Attendance.organisation_id, Meeting.id, Meeting.starts_at)
    )
    if body_id is not None:
        by_meeting = by_meeting.where(Meeting.organisation_id == body_id)
    one = by_meeting.subquery()
    missed_only = and_(one.c.came == 0, one.c.sent_word == 1)
    statement = (
        select(
            Organisation.id,
            Organisation.name,
            func.coalesce(InstitutionProfile.phase, ""),
            func.count(),
            func.sum(one.c.came),
            func.sum(case((missed_only, 1), else_=0)),
            func.max(case((one.c.came == 1, one.c.starts_at))),
        )
        .select_from(Organisation)
        .join(one, one.c.organisation_id == Organisation.id)
        .outerjoin(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
        .where(Organisation.archived_at.is_(None), readable(Organisation, audience))
        .group_by(Organisation.id, Organisation.name, Organisation.name_key, InstitutionProfile.phase)
        .order_by(Organisation.name_key, Organisation.id)
    )
    if kinds:
        statement = statement.where(Organisation.kind.in_(kinds))
    rows = [
        AbsenceRow(number, name, phase, expected, present, apologies, last.date() if last else None)
        for number, name, phase, expected, present, apologies, last in session.execute(statement)
    ]
    return tuple(sorted(rows, key=lambda row: -row.missed))


def list_invitations(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    body_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[InvitationRow, ...]:
    """Return the observers and visitors of meetings in a period, invited or not, the newest meeting first."""
    statement = (
        select(
            Attendance.id,
            Meeting.id,
            Meeting.title,
            _BODY.name,
            Meeting.starts_at,
            Person.id,
            Person.display_name,
            Organisation.id,
            Organisation.name,
            Attendance.capacity,
            Attendance.invited_on,
            Attendance.status,
        )
        .select_from(Attendance)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Person, Person.id == Attendance.person_id)
        .outerjoin(_BODY, _BODY.id == Meeting.organisation_id)
        .outerjoin(Organisation, Organisation.id == Attendance.organisation_id)
        .where(
            Attendance.capacity.in_((Capacity.OBSERVER, Capacity.VISITOR)),
            Meeting.archived_at.is_(None),
            Meeting.starts_at >= start_of(first_day),
            Meeting.starts_at < start_of(last_day + timedelta(1)),
            readable(Meeting, audience),
            readable_or_none(_BODY, audience),
            readable(Person, audience),
            readable_or_none(Organisation, audience),
        )
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc(), Person.name_key, Attendance.id)
    )
    if body_id is not None:
        statement = statement.where(Meeting.organisation_id == body_id)
    return tuple(fetch(session, InvitationRow, statement))
