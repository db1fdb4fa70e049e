"""What lists of meetings say beside each one: who came, what was decided, which bodies meet at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Attendance, AttendanceStatus, Commitment, Decision, Meeting, Organisation


@dataclass(frozen=True, slots=True)
class MeetingCounts:
    """How much there is of a meeting."""

    listed: int = 0
    present: int = 0
    decisions: int = 0
    commitments: int = 0


@dataclass(frozen=True, slots=True)
class BodyRow:
    """An organisation that meets."""

    id: int
    name: str


def find_meeting_counts(session: Session, meeting_ids: Iterable[int]) -> dict[int, MeetingCounts]:
    """Return the counts of some meetings, in three statements however many they are."""
    ids = list(meeting_ids)
    if not ids:
        return {}
    came = func.count().filter(Attendance.status == AttendanceStatus.PRESENT)
    people = {
        number: (listed, present)
        for number, listed, present in session.execute(
            select(Attendance.meeting_id, func.count(), came)
            .where(Attendance.meeting_id.in_(ids))
            .group_by(Attendance.meeting_id)
        )
    }
    decided = _counts(session, Decision, ids)
    promised = _counts(session, Commitment, ids)
    return {
        number: MeetingCounts(*people.get(number, (0, 0)), decided.get(number, 0), promised.get(number, 0))
        for number in ids
    }


def list_bodies_that_meet(session: Session) -> tuple[BodyRow, ...]:
    """Return every organisation that has a meeting, by name."""
    meets = select(Meeting.organisation_id).where(
        Meeting.archived_at.is_(None), Meeting.organisation_id == Organisation.id
    )
    rows = session.execute(
        select(Organisation.id, Organisation.name)
        .where(meets.exists())
        .order_by(Organisation.name_key, Organisation.id)
    )
    return tuple(BodyRow(number, name) for number, name in rows)


def _counts(session: Session, entity: type[Decision] | type[Commitment], ids: list[int]) -> dict[int, int]:
    """Return how many rows of a kind each meeting has."""
    statement = select(entity.meeting_id, func.count()).where(entity.meeting_id.in_(ids))
    if entity is Commitment:
        statement = statement.where(Commitment.archived_at.is_(None))
    return {number: count for number, count in session.execute(statement.group_by(entity.meeting_id)) if number}
