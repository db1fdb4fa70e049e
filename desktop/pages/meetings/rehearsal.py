"""What the page of meetings asks first, asked by the worker while the window rests: see `PageSpec.rehearse`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import desktop.pages.meetings.page  # noqa: F401
from models.queries.meeting_facts import find_meeting_counts
from models.queries.meetings import MeetingFilter, list_past_meetings, list_upcoming_meetings
from models.queries.saved_searches import list_saved_searches

if TYPE_CHECKING:
    from desktop.context import Context


def ask(context: Context) -> None:
    """Ask for both parts of the list."""
    today = context.today()
    with context.store.read() as session:
        list_saved_searches(session, "meeting", "")
        for part in (list_upcoming_meetings, list_past_meetings):
            rows = part(session, today, MeetingFilter(), limit=1).rows
            find_meeting_counts(session, [row.id for row in rows])
