"""Facts about many people at once: their roles on a day, when we last had contact, how often they answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import (
    ColumnElement,
    Date,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from models.entities import (
    Affiliation,
    Area,
    Attendance,
    AttendanceStatus,
    ContactPoint,
    ContactPointKind,
    Conversation,
    ConversationParty,
    Direction,
    Meeting,
    MeetingState,
    Organisation,
    ReplyState,
)
from models.numbers import is_among
from models.queries.contact_facts import meeting_day
from resources.i18n import _

YEAR = timedelta(days=365)
_TODAY: ColumnElement[date] = bindparam("today", type_=Date)


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role somebody holds on a day."""

    role: str
    job_title: str
    organisation_id: int
    organisation_name: str
    area_name: str | None

    @property
    def words(self) -> str:
        """Return the role with its place: "Governor, Elm Lane Primary", "Councillor, Southgate ward"."""
        place = _("{area} ward").format(area=self.area_name) if self.area_name else self.organisation_name
        return f"{self.job_title or self.role}, {place}"


@dataclass(frozen=True, slots=True)
class Answers:
    """Of how many things sent to somebody in the last 12 months that wanted a reply, how many got one."""

    asked: int = 0
    answered: int = 0

    @property
    def words(self) -> str:
        """Return how well it works to write to them, as a fact."""
        if not self.asked:
            return _("Not asked anything in the last 12 months")
        return _("Answered {answered} of {asked} in the last 12 months").format(
            answered=self.answered, asked=self.asked
        )


_ROLES = (
    select(
        Affiliation.person_id,
        Affiliation.role,
        Affiliation.job_title,
        Affiliation.organisation_id,
        Organisation.name,
        Area.name,
    )
    .join(Organisation, Organisation.id == Affiliation.organisation_id)
    .outerjoin(Area, Area.id == Affiliation.area_id)
    .where(
        is_among(Affiliation.person_id, "ids"),
        or_(Affiliation.starts_on.is_(None), Affiliation.starts_on <= _TODAY),
        or_(Affiliation.ends_on.is_(None), Affiliation.ends_on > _TODAY),
    )
    .order_by(Affiliation.is_best_contact.desc(), Affiliation.starts_on.desc().nulls_last(), Affiliation.id)
)


def find_roles(session: Session, person_ids: Sequence[int], as_at: date) -> dict[int, tuple[HeldRole, ...]]:
    """Return the roles that people hold on a day, the one they are best asked in first, then the latest begun."""
    found: dict[int, list[HeldRole]] = {}
    if person_ids:
        for row in session.execute(_ROLES, {"ids": list(person_ids), "today": as_at}):
            found.setdefault(row[0], []).append(HeldRole(*row[1:]))
    return {person_id: tuple(roles) for person_id, roles in found.items()}


_contact = union_all(
    select(ConversationParty.person_id, Conversation.happened_on.label("day"))
    .join(Conversation, Conversation.id == ConversationParty.conversation_id)
    .where(is_among(ConversationParty.person_id, "ids"), Conversation.archived_at.is_(None)),
    select(Attendance.person_id, meeting_day.label("day"))
    .join(Meeting, Meeting.id == Attendance.meeting_id)
    .where(
        is_among(Attendance.person_id, "ids"),
        Attendance.status == AttendanceStatus.PRESENT,
        Meeting.state == MeetingState.HELD,
        Meeting.archived_at.is_(None),
    ),
).subquery("contact")
_LAST = (
    select(_contact.c.person_id, type_coerce(func.max(_contact.c.day), Date))
    .where(_contact.c.day <= _TODAY)
    .group_by(_contact.c.person_id)
)


def find_last_contacts(session: Session, person_ids: Sequence[int], today: date) -> dict[int, date]:
    """Return when we last spoke with each of some people or saw them at a meeting."""
    if not person_ids:
        return {}
    rows = session.execute(_LAST, {"ids": list(person_ids), "today": today})
    return {row[0]: row[1] for row in rows}


_asked = and_(Conversation.direction == Direction.OUT, Conversation.reply_state != ReplyState.NONE_NEEDED)
_ANSWERS = (
    select(
        ConversationParty.person_id,
        func.count(),
        func.sum(case((Conversation.reply_state == ReplyState.RECEIVED, 1), else_=0)),
    )
    .join(Conversation, Conversation.id == ConversationParty.conversation_id)
    .where(
        is_among(ConversationParty.person_id, "ids"),
        Conversation.archived_at.is_(None),
        Conversation.happened_on > bindparam("since", type_=Date),
        Conversation.happened_on <= _TODAY,
        _asked,
    )
    .group_by(ConversationParty.person_id)
)


def find_answers(session: Session, person_ids: Sequence[int], today: date) -> dict[int, Answers]:
    """Return how often each of some people answered in the 12 months up to a day."""
    if not person_ids:
        return {}
    given = {"ids": list(person_ids), "today": today, "since": today - YEAR}
    return {number: Answers(asked, int(answered)) for number, asked, answered in session.execute(_ANSWERS, given)}


_POINTS = (
    select(ContactPoint.person_id, ContactPoint.kind, ContactPoint.value)
    .where(
        is_among(ContactPoint.person_id, "ids"),
        or_(ContactPoint.starts_on.is_(None), ContactPoint.starts_on <= _TODAY),
        or_(ContactPoint.ends_on.is_(None), ContactPoint.ends_on > _TODAY),
    )
    .order_by(ContactPoint.is_primary.desc(), ContactPoint.id)
)


def find_points(session: Session, person_ids: Sequence[int], as_at: date) -> dict[int, dict[ContactPointKind, str]]:
    """Return the current address or number of each kind that people have, the primary one where there are several."""
    found: dict[int, dict[ContactPointKind, str]] = {}
    if person_ids:
        for row in session.execute(_POINTS, {"ids": list(person_ids), "today": as_at}):
            number: int = row._mapping["person_id"]
            found.setdefault(number, {}).setdefault(row.kind, row.value)
    return found


def days_ago(day: date, today: date) -> str:
    """Return how long ago a day was: "today", "yesterday", "3 days ago", "5 weeks ago", "2 years ago"."""
    days = (today - day).days
    if days <= 1:
        return _("yesterday") if days == 1 else _("today")
    for unit, words in ((365, _("{n} years ago")), (30, _("{n} months ago")), (7, _("{n} weeks ago"))):
        if days >= unit * 2:
            return words.format(n=days // unit)
    return _("{n} days ago").format(n=days)
