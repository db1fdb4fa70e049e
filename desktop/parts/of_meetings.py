"""What the parts of a meeting have in common: its items to choose from, its later meetings, whether it is closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from desktop.parts.spec import Owner, Session
from models.actions.meetings import FINAL_MINUTES
from models.queries.forms import find_values
from models.queries.meeting_links import find_minutes_state
from models.queries.meetings import MeetingFilter, list_agenda, list_meetings
from models.vocabulary import MeetingState
from reports.formatting import long_date


def minutes_are_final(session: Session, owner: Owner) -> bool:
    """Tell whether the minutes of a meeting are a true record, so that nothing of it is changed any more."""
    found = find_minutes_state(session, owner.id)
    return found is not None and found[0] in FINAL_MINUTES


def minutes_are_open(session: Session, owner: Owner) -> bool:
    """Tell whether the minutes of a meeting can still be changed."""
    return not minutes_are_final(session, owner)


def agenda_options(session: Session, owner: Owner) -> Iterable[tuple[str, object]]:
    """Return the items of a meeting's agenda to choose from, in their order."""
    return [(f"{item.number}. {item.title}", item.id) for item in list_agenda(session, owner.id)]


def agenda_words(session: Session, owner: Owner) -> dict[int, str]:
    """Return the items of a meeting's agenda in words, by their numbers."""
    return {item.id: f"{item.number}. {item.title}" for item in list_agenda(session, owner.id)}


def later_meetings(session: Session, owner: Owner) -> Iterable[tuple[str, object]]:
    """Return the meetings of the same body held after a meeting, the next one first: those that can approve it."""
    values = find_values(session, "meeting", owner.id, ("organisation_id", "starts_at"))
    body, began = values.get("organisation_id"), values.get("starts_at")
    if body is None or not isinstance(began, datetime):
        return []
    wanted = MeetingFilter(organisation_id=body, first_day=began.date(), state=MeetingState.HELD)
    rows = list_meetings(session, wanted, limit=None).rows
    later = sorted((row for row in rows if row.starts_at > began), key=lambda row: (row.starts_at, row.id))
    return [(f"{long_date(row.starts_at)}: {row.title}", row.id) for row in later]
