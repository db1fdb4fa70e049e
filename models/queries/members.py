"""Members of a body on a day, and whether enough of them are there to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import (
    Affiliation,
    Attendance,
    AttendanceStatus,
    BodyProfile,
    Capacity,
    Meeting,
    Organisation,
    Person,
    Post,
)
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.dated import valid_on
from models.roles import RoleGroup, role_group
from models.vocabulary import QuorumRule, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member of a body in post on a day."""

    person_id: int
    name: str
    role: str
    category: str
    on_behalf_of_id: int | None
    term_ends_on: date | None
    is_voting: bool


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many must be present to decide, and how many were."""

    rule: QuorumRule
    in_post: int
    """Members with a vote in post on the day."""
    needed: int | None
    """None where the rule cannot be worked out: nobody is known to be in post."""
    present: int
    """Members with a vote who are on the list as present, in the room or remotely."""

    @property
    def is_met(self) -> bool | None:
        """Say whether the meeting could decide; None where that is not known."""
        return None if self.needed is None else self.present >= self.needed


def list_members(
    session: Session, organisation_id: int, day: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[MemberRow, ...]:
    """Return the members of a body in post on a day, by name, each once; its clerk is none of them.

    Whether a member has a vote is said by their own role, else by their seat; who has neither has one.
    """
    rows = session.execute(
        select(
            Person.id,
            Person.display_name,
            Affiliation.role,
            Affiliation.category,
            Affiliation.on_behalf_of_id,
            Affiliation.term_ends_on,
            func.coalesce(Affiliation.is_voting, Post.voting, True),
        )
        .select_from(Affiliation)
        .join(Person, Person.id == Affiliation.person_id)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .outerjoin(Post, Post.id == Affiliation.post_id)
        .where(
            Affiliation.organisation_id == organisation_id,
            valid_on(Affiliation, day),
            readable(Person, audience),
            readable(Organisation, audience),
            readable_or_none(Post, audience),
        )
        .order_by(Person.name_key, Person.id, Affiliation.id)
    )
    found: dict[int, MemberRow] = {}
    for person_id, name, role, category, on_behalf_of_id, term_ends_on, votes in rows:
        if role_group(role) is not RoleGroup.CLERK:
            row = MemberRow(person_id, name, role, category, on_behalf_of_id, term_ends_on, bool(votes))
            found.setdefault(person_id, row)
    return tuple(found.values())


def find_quorum(session: Session, meeting_id: int, *, audience: Visibility = EVERYONE_OF_OURS) -> Quorum:
    """Return the quorum of a meeting by its body's rule: members in post on the day, and how many were present.

    The counts are of all members, whoever asks; a meeting that the audience may not read has none to show. Members are
    those in post, and those listed as members of the meeting of whom no role at the body is recorded, past or present.
    """
    meeting = session.execute(
        select(Meeting.organisation_id, Meeting.starts_at)
        .outerjoin(Organisation, Organisation.id == Meeting.organisation_id)
        .where(Meeting.id == meeting_id, readable(Meeting, audience), readable_or_none(Organisation, audience))
    ).one_or_none()
    if meeting is None:
        raise WrongUse(_("There is no meeting number {number}.").format(number=meeting_id))
    listed = session.execute(
        select(Attendance.person_id, Attendance.status).where(
            Attendance.meeting_id == meeting_id, Attendance.capacity == Capacity.MEMBER
        )
    ).all()
    body = meeting.organisation_id
    members = list_members(session, body, meeting.starts_at.date()) if body is not None else ()
    known = set(session.scalars(select(Affiliation.person_id).where(Affiliation.organisation_id == body)))
    voting = {one.person_id for one in members if one.is_voting} | {number for number, _status in listed} - known
    present = sum(status is AttendanceStatus.PRESENT and number in voting for number, status in listed)
    profile = session.execute(
        select(BodyProfile.quorum_rule, BodyProfile.quorum_number).where(BodyProfile.organisation_id == body)
    ).one_or_none()
    rule = QuorumRule(profile.quorum_rule) if profile else QuorumRule.HALF_IN_POST
    needed = quorum_of(rule, profile.quorum_number if profile else None, len(voting))
    return Quorum(rule, len(voting), needed, present)


def quorum_of(rule: QuorumRule, number: int | None, in_post: int) -> int | None:
    """Return the least number present: a fixed one, or a share of those in post rounded up and not below `number`.

    >>> quorum_of(QuorumRule.HALF_IN_POST, None, 11), quorum_of(QuorumRule.THIRD_IN_POST, 3, 7)
    (6, 3)
    """
    if rule is QuorumRule.FIXED:
        return number
    if not in_post:
        return None
    share = 2 if rule is QuorumRule.HALF_IN_POST else 3
    return max(-(-in_post // share), number or 0)
