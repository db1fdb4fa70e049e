"""Who is expected at a meeting, and who came."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.meetings import open_meeting
from models.entities import Attendance, AttendanceStatus, Capacity, Meeting, MeetingState, Organisation, Person
from models.errors import WrongUse
from models.queries.parties import find_organisations_of
from models.validation import check_exists, get_record
from resources.i18n import _


def set_attendance(
    session: Session,
    meeting_id: int,
    person_id: int,
    status: AttendanceStatus,
    *,
    organisation_id: int | None = None,
    capacity: Capacity | None = None,
    remote: bool | None = None,
    note: str | None = None,
) -> int:
    """Say whether someone came; what is not given stays as it was.

    Someone new comes as a member of the body, for the organisation they belonged to on the day.
    """
    meeting = open_meeting(session, meeting_id)
    get_record(session, Person, person_id, _("person"))
    check_exists(session, Organisation, organisation_id, _("organisation"))
    row = session.scalars(
        select(Attendance).where(Attendance.meeting_id == meeting_id, Attendance.person_id == person_id)
    ).one_or_none()
    if row is None:
        row = Attendance(meeting_id=meeting_id, person_id=person_id, status=status)
        row.organisation_id = _organisation_on(session, meeting, person_id)
        session.add(row)
    row.status = status
    if organisation_id is not None:
        row.organisation_id = organisation_id
    if capacity is not None:
        row.capacity = capacity
    if remote is not None:
        row.remote = remote
    if note is not None:
        row.note = note.strip()
    session.flush()
    return row.id


def remove_attendance(session: Session, meeting_id: int, person_id: int) -> None:
    """Take someone off the list of a meeting who was put there by mistake."""
    open_meeting(session, meeting_id)
    row = session.scalars(
        select(Attendance).where(Attendance.meeting_id == meeting_id, Attendance.person_id == person_id)
    ).one_or_none()
    if row is None:
        raise WrongUse(_("This person is not on the meeting's list."))
    session.delete(row)
    session.flush()


def same_people_as_last_time(session: Session, meeting_id: int) -> int:
    """Expect everyone who was on the list of the body's last meeting before this one; returns how many were added."""
    meeting = open_meeting(session, meeting_id)
    last = session.scalars(
        select(Meeting)
        .where(
            Meeting.organisation_id == meeting.organisation_id,
            Meeting.starts_at < meeting.starts_at,
            Meeting.id != meeting_id,
            Meeting.state != MeetingState.CANCELLED,
            Meeting.archived_at.is_(None),
        )
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .limit(1)
    ).first()
    if meeting.organisation_id is None or last is None:
        raise WrongUse(_("There is no earlier meeting of the same body. Choose the people one by one."))
    there = set(session.scalars(select(Attendance.person_id).where(Attendance.meeting_id == meeting_id)))
    before = session.scalars(
        select(Attendance)
        .join(Person, Person.id == Attendance.person_id)
        .where(Attendance.meeting_id == last.id, Person.archived_at.is_(None))
        .order_by(Attendance.id)
    )
    added = 0
    for row in before:
        if row.person_id not in there and row.capacity is not Capacity.VISITOR:
            session.add(
                Attendance(
                    meeting_id=meeting_id,
                    person_id=row.person_id,
                    organisation_id=row.organisation_id,
                    capacity=row.capacity,
                    status=AttendanceStatus.EXPECTED,
                )
            )
            added += 1
    session.flush()
    return added


def _organisation_on(session: Session, meeting: Meeting, person_id: int) -> int | None:
    """Return the organisation that someone belonged to on the day of a meeting."""
    return find_organisations_of(session, [person_id], meeting.starts_at.date()).get(person_id)
