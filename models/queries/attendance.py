"""Attendance: how often members of a body were present, out of the meetings held while they were in post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from models.dates import start_of
from models.entities import (
    Affiliation,
    Attendance,
    AttendanceStatus,
    Capacity,
    Meeting,
    MeetingState,
    Organisation,
    Person,
)
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.roles import RoleGroup, role_group
from models.vocabulary import ApologiesDecision, Visibility


@dataclass(frozen=True, slots=True)
class AttendanceFigures:
    """A member's attendance at a body in a period."""

    person_id: int
    name: str
    held: int
    """Meetings held while they were in post, or at which they were listed as a member."""
    present: int
    apologies: int
    absent: int
    """Absent without apologies, or held with nothing noted of them."""
    accepted: int = 0
    """How many of the apologies the body accepted; long absence without its consent disqualifies."""

    @property
    def rate(self) -> float | None:
        """Return the fraction present; None where no meeting was held in their time."""
        return self.present / self.held if self.held else None


def list_attendance(
    session: Session,
    organisation_id: int,
    first_day: date,
    last_day: date,
    *,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[AttendanceFigures, ...]:
    """Return the attendance of each member of a body in a period, by name.

    A meeting counts for a member when it was held (one cancelled, planned, adjourned or not held for want of a quorum
    does not), they held a role at the body that day, and they were not excused as not required. Someone without a dated
    role counts for the meetings that list them as a member; who attends as anything else (the clerk) does not count.
    """
    held = (
        Meeting.organisation_id == organisation_id,
        Meeting.state == MeetingState.HELD,
        Meeting.archived_at.is_(None),
        Meeting.starts_at >= start_of(first_day),
        Meeting.starts_at < start_of(last_day + timedelta(1)),
        readable(Meeting, audience),
    )
    in_post = exists().where(
        Affiliation.person_id == Person.id,
        Affiliation.organisation_id == organisation_id,
        or_(Affiliation.starts_on.is_(None), Affiliation.starts_on <= func.date(Meeting.starts_at)),
        or_(Affiliation.ends_on.is_(None), Affiliation.ends_on > func.date(Meeting.starts_at)),
    )
    with_role = select(Affiliation.person_id).where(Affiliation.organisation_id == organisation_id)
    listed = (
        select(Attendance.person_id)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(*held, Attendance.capacity == Capacity.MEMBER)
    )
    as_member = and_(Attendance.id.is_not(None), Attendance.capacity == Capacity.MEMBER)
    statement = (
        select(
            Person.id,
            Person.display_name,
            func.count(),
            _how_many(Attendance.status == AttendanceStatus.PRESENT),
            _how_many(Attendance.status == AttendanceStatus.APOLOGIES),
            _how_many(
                and_(
                    Attendance.status == AttendanceStatus.APOLOGIES,
                    Attendance.apologies_decision == ApologiesDecision.ACCEPTED,
                )
            ),
        )
        .select_from(Person)
        .join(Meeting, and_(*held))
        .join(Organisation, Organisation.id == Meeting.organisation_id)
        .outerjoin(Attendance, and_(Attendance.meeting_id == Meeting.id, Attendance.person_id == Person.id))
        .where(
            Person.id.in_(with_role.union(listed)),
            readable(Person, audience),
            readable(Organisation, audience),
            or_(as_member, and_(in_post, Attendance.id.is_(None))),
            or_(Attendance.id.is_(None), Attendance.status != AttendanceStatus.NOT_REQUIRED),
        )
        .group_by(Person.id, Person.display_name, Person.name_key)
        .order_by(Person.name_key, Person.id)
    )
    clerks = _clerks(session, organisation_id)
    return tuple(
        AttendanceFigures(person_id, name, held_count, present, apologies, held_count - present - apologies, accepted)
        for person_id, name, held_count, present, apologies, accepted in session.execute(statement)
        if person_id not in clerks or present or apologies
    )


def _clerks(session: Session, organisation_id: int) -> set[int]:
    """Return those who are clerk to a body and nothing else there."""
    roles = session.execute(
        select(Affiliation.person_id, Affiliation.role).where(Affiliation.organisation_id == organisation_id)
    ).all()
    members = {number for number, role in roles if role_group(role) is not RoleGroup.CLERK}
    return {number for number, _role in roles} - members


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Return the count of rows where a condition holds; an absent row counts nothing."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
