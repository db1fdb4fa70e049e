"""The calendar of others' meetings: by when a question, a paper, and when their agenda comes out; notice of our own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.dates import start_of
from models.entities import BodyProfile, Meeting, MeetingState, Organisation
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.ours import held_elsewhere, our_bodies
from models.vocabulary import Visibility
from resources.i18n import _

LONGEST_AHEAD = timedelta(days=400)
"""No question or paper is due so long before its meeting."""


class DeadlineKind(StrEnum):
    """What falls on a day before a meeting."""

    QUESTIONS = "questions"
    PAPERS = "papers"
    AGENDA = "agenda"
    """The agenda is published."""
    MEETING = "meeting"
    """The meeting itself."""


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """A day to keep for a meeting."""

    kind: DeadlineKind
    day: date
    meeting_id: int
    title: str
    body: str | None
    starts_at: datetime
    place: str
    url: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Whether notice of a meeting was given in time."""

    days_needed: int | None
    """Clear days; None where the body has settled none."""
    last_day: date | None
    """The last day on which notice is in time."""
    issued_on: date | None
    days_given: int | None
    """Clear days given; None while no notice is given."""

    def is_in_time(self, today: date) -> bool | None:
        """Say whether notice was in time; None while there is time left, or where nothing is settled."""
        if self.last_day is None:
            return None
        if self.issued_on is not None and self.issued_on <= today:
            return self.issued_on <= self.last_day
        return False if today > self.last_day else None


def list_deadlines(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    organisation_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[DeadlineRow, ...]:
    """Return the meetings of others and what falls due before them between two days, in the order of the days.

    Cancelled meetings have nothing to keep. With an organisation only its own.
    """
    statement = (
        select(
            Meeting.id,
            Meeting.title,
            Organisation.name,
            Meeting.starts_at,
            Meeting.place,
            Meeting.url,
            Meeting.question_due_on,
            Meeting.paper_due_on,
            Meeting.agenda_published_on,
        )
        .outerjoin(Organisation, Organisation.id == Meeting.organisation_id)
        .where(
            Meeting.archived_at.is_(None),
            Meeting.state != MeetingState.CANCELLED,
            # Nothing is due so long before its meeting; the index gives the meetings around the days asked for.
            Meeting.starts_at >= start_of(first_day),
            Meeting.starts_at < start_of(last_day + LONGEST_AHEAD),
            or_(
                Meeting.starts_at < start_of(last_day + timedelta(1)),
                Meeting.question_due_on.between(first_day, last_day),
                Meeting.paper_due_on.between(first_day, last_day),
                Meeting.agenda_published_on.between(first_day, last_day),
            ),
            readable(Meeting, audience),
            readable_or_none(Organisation, audience),
        )
    )
    if organisation_id is not None:
        statement = statement.where(Meeting.organisation_id == organisation_id)
    else:
        statement = statement.where(held_elsewhere(Meeting.organisation_id, our_bodies(session)))
    found = []
    for number, title, body, starts_at, place, url, *days in session.execute(statement):
        dues = zip(DeadlineKind, (*days, starts_at.date()), strict=True)
        found += [
            DeadlineRow(kind, day, number, title, body, starts_at, place, url)
            for kind, day in dues
            if day is not None and first_day <= day <= last_day
        ]
    order = list(DeadlineKind)
    return tuple(sorted(found, key=lambda row: (row.day, row.starts_at, order.index(row.kind), row.meeting_id)))


def find_notice(session: Session, meeting_id: int, *, audience: Visibility = EVERYONE_OF_OURS) -> Notice:
    """Return what notice a meeting needed and was given, in clear days: neither its day nor the meeting's counts."""
    row = session.execute(
        select(Meeting.starts_at, Meeting.notice_issued_on, BodyProfile.notice_days)
        .outerjoin(Organisation, Organisation.id == Meeting.organisation_id)
        .outerjoin(BodyProfile, BodyProfile.organisation_id == Meeting.organisation_id)
        .where(Meeting.id == meeting_id, readable(Meeting, audience), readable_or_none(Organisation, audience))
    ).one_or_none()
    if row is None:
        raise WrongUse(_("There is no meeting number {number}.").format(number=meeting_id))
    day = row.starts_at.date()
    needed, issued = row.notice_days, row.notice_issued_on
    return Notice(
        days_needed=needed,
        last_day=None if needed is None else day - timedelta(days=needed + 1),
        issued_on=issued,
        days_given=None if issued is None else clear_days(issued, day),
    )


def clear_days(issued_on: date, meeting_on: date) -> int:
    """Return the clear days between a notice and its meeting.

    >>> clear_days(date(2026, 11, 16), date(2026, 11, 24))
    7
    """
    return max(0, (meeting_on - issued_on).days - 1)
