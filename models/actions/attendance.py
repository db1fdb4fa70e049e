"""Who is expected at a meeting, and who came."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.meetings import open_meeting
from models.entities import Attendance, AttendanceStatus, Capacity, Meeting, MeetingState, Organisation, Person
from models.errors import WrongUse
from models.queries.members import list_members
from models.queries.parties import find_organisations_of
from models.validation import check_exists, check_order, get_record
from models.vocabulary import ApologiesDecision
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
    expected: bool | None = None,
) -> int:
    """Say whether someone came; what is not given stays as it was.

    Someone new comes as a member of the body, for the organisation they belonged to on the day. `expected` says whether
    we counted on them: who was not expected is never missed.
    """
    meeting = open_meeting(session, meeting_id)
    get_record(session, Person, person_id, _("person"))
    check_exists(session, Organisation, organisation_id, _("organisation"))
    row = _row(session, meeting_id, person_id)
    if row is None:
        row = Attendance(meeting_id=meeting_id, person_id=person_id, status=status)
        row.organisation_id = _organisation_on(session, meeting, person_id)
        session.add(row)
    row.status = status
    if status is not AttendanceStatus.APOLOGIES:
        row.apologies_decision = None
    if status is not AttendanceStatus.PRESENT:
        row.arrived_at = row.left_at = None
    given = {"organisation_id": organisation_id, "capacity": capacity, "remote": remote, "was_expected": expected}
    for name, value in given.items():
        if value is not None:
            setattr(row, name, value)
    if note is not None:
        row.note = note.strip()
    session.flush()
    return row.id


def set_times(
    session: Session, meeting_id: int, person_id: int, *, arrived_at: time | None = None, left_at: time | None = None
) -> None:
    """Say when someone came late or left early; None means that they were there from the beginning, or to the end."""
    meeting = open_meeting(session, meeting_id)
    row = _listed(session, meeting_id, person_id)
    if row.status is not AttendanceStatus.PRESENT:
        raise WrongUse(_("This person was not present. Say that they were before entering when they came or left."))
    if arrived_at is not None and left_at is not None and left_at < arrived_at:
        raise WrongUse(_("They would leave before they came. Enter a later time of leaving."))
    if arrived_at is not None and meeting.ends_at is not None and arrived_at > meeting.ends_at.time():
        raise WrongUse(_("The meeting had ended by then. Enter an earlier time."))
    row.arrived_at, row.left_at = arrived_at, left_at
    session.flush()


def decide_apologies(session: Session, meeting_id: int, person_id: int, decision: ApologiesDecision | None) -> None:
    """Say what the meeting made of someone's apologies; None where it did not say."""
    open_meeting(session, meeting_id)
    row = _listed(session, meeting_id, person_id)
    if row.status is not AttendanceStatus.APOLOGIES:
        raise WrongUse(_("This person sent no apologies. Say that they did before entering what was decided."))
    row.apologies_decision = decision
    session.flush()


def invite_observer(
    session: Session,
    meeting_id: int,
    person_id: int,
    invited_on: date,
    *,
    capacity: Capacity = Capacity.OBSERVER,
    organisation_id: int | None = None,
) -> int:
    """Invite someone to watch a meeting that is open to observers; whether they come is said by `set_attendance`."""
    meeting = open_meeting(session, meeting_id)
    if not meeting.open_to_observers:
        raise WrongUse(_("This meeting is not open to observers. Open it to them first, or choose another."))
    if capacity not in (Capacity.OBSERVER, Capacity.VISITOR):
        raise WrongUse(_("Members and those in attendance are not invited. Choose observer or visitor."))
    check_order(invited_on, meeting.starts_at.date(), _("Enter a day for the invitation before the meeting."))
    row = _row(session, meeting_id, person_id)
    if row is not None and row.capacity in (Capacity.MEMBER, Capacity.IN_ATTENDANCE):
        raise WrongUse(_("This person is on the meeting’s list already, and not as an observer."))
    status = AttendanceStatus.EXPECTED if row is None else row.status
    number = set_attendance(session, meeting_id, person_id, status, organisation_id=organisation_id, capacity=capacity)
    _listed(session, meeting_id, person_id).invited_on = invited_on
    session.flush()
    return number


def expect_members(session: Session, meeting_id: int) -> int:
    """Expect everyone who is a member of the body on the day of a meeting; return how many were added."""
    meeting = open_meeting(session, meeting_id)
    if meeting.organisation_id is None:
        raise WrongUse(_("This meeting is of no body, so it has no members. Choose the people one by one."))
    there = set(session.scalars(select(Attendance.person_id).where(Attendance.meeting_id == meeting_id)))
    members = list_members(session, meeting.organisation_id, meeting.starts_at.date())
    added = {one.person_id: one.on_behalf_of_id or meeting.organisation_id for one in members}
    added = {person: organisation for person, organisation in added.items() if person not in there}
    session.add_all(
        Attendance(
            meeting_id=meeting_id,
            person_id=person,
            organisation_id=organisation,
            capacity=Capacity.MEMBER,
            status=AttendanceStatus.EXPECTED,
        )
        for person, organisation in added.items()
    )
    session.flush()
    return len(added)


def remove_attendance(session: Session, meeting_id: int, person_id: int) -> None:
    """Take someone off the list of a meeting who was put there by mistake."""
    open_meeting(session, meeting_id)
    session.delete(_listed(session, meeting_id, person_id))
    session.flush()


def same_people_as_last_time(
    session: Session, meeting_id: int, status: AttendanceStatus = AttendanceStatus.EXPECTED
) -> int:
    """Expect everyone who was on the list of the body's last meeting before this one; returns how many were added.

    With another `status`, as for a meeting that has taken place, all are taken to have come until it is changed.
    """
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
                    status=status,
                )
            )
            added += 1
    session.flush()
    return added


def _row(session: Session, meeting_id: int, person_id: int) -> Attendance | None:
    """Return someone's line on the list of a meeting."""
    return session.scalars(
        select(Attendance).where(Attendance.meeting_id == meeting_id, Attendance.person_id == person_id)
    ).one_or_none()


def _listed(session: Session, meeting_id: int, person_id: int) -> Attendance:
    """Return someone's line on the list of a meeting, or say that they are not on it."""
    row = _row(session, meeting_id, person_id)
    if row is None:
        raise WrongUse(_("This person is not on the meeting’s list."))
    return row


def _organisation_on(session: Session, meeting: Meeting, person_id: int) -> int | None:
    """Return the organisation that someone belonged to on the day of a meeting."""
    return find_organisations_of(session, [person_id], meeting.starts_at.date()).get(person_id)
