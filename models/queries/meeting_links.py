"""What a meeting hangs on: the one it takes up, the one that approved its minutes, its regular meetings; its state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from models.entities import Meeting, MeetingSeries, Organisation
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.rows import fetch_one
from models.vocabulary import MinutesState, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class MeetingLinks:
    """The meetings that a meeting hangs on, and its series; what an audience may not read of is left out."""

    adjourned_from_id: int | None
    approved_at_id: int | None
    approved_on: date | None
    signed_on: date | None
    series_id: int | None
    series: str | None
    """The title of its regular meetings."""


_BEFORE, _APPROVER = aliased(Meeting), aliased(Meeting)


def find_meeting_links(session: Session, meeting_id: int, *, audience: Visibility = EVERYONE_OF_OURS) -> MeetingLinks:
    """Return what a meeting hangs on. Raises WrongUse when there is none that the audience may read."""
    found = fetch_one(
        session,
        MeetingLinks,
        select(
            _BEFORE.id,
            _APPROVER.id,
            Meeting.approved_on,
            Meeting.signed_on,
            MeetingSeries.id,
            MeetingSeries.title,
        )
        .select_from(Meeting)
        .outerjoin(Organisation, Organisation.id == Meeting.organisation_id)
        .outerjoin(_BEFORE, and_(_BEFORE.id == Meeting.adjourned_from_id, readable(_BEFORE, audience)))
        .outerjoin(_APPROVER, and_(_APPROVER.id == Meeting.approved_at_id, readable(_APPROVER, audience)))
        .outerjoin(MeetingSeries, and_(MeetingSeries.id == Meeting.series_id, readable(MeetingSeries, audience)))
        .where(Meeting.id == meeting_id, readable(Meeting, audience), readable_or_none(Organisation, audience)),
    )
    if found is None:
        raise WrongUse(_("There is no meeting number {number}.").format(number=meeting_id))
    return found


def find_minutes_state(
    session: Session, meeting_id: int, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[MinutesState, datetime] | None:
    """Return how far the minutes of a meeting are and when it began; None where there is none to read."""
    row = session.execute(
        select(Meeting.minutes_state, Meeting.starts_at)
        .outerjoin(Organisation, Organisation.id == Meeting.organisation_id)
        .where(Meeting.id == meeting_id, readable(Meeting, audience), readable_or_none(Organisation, audience))
    ).one_or_none()
    return None if row is None else (row.minutes_state, row.starts_at)
