"""What the page of events asks first, asked by the worker while the window rests: see `PageSpec.rehearse`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import desktop.pages.events.page  # noqa: F401
from models.queries.diary import DiaryKind, list_diary
from models.queries.events import EventFilter, count_events, count_upcoming_events, list_upcoming_events
from models.queries.promotions import count_neighbours_told
from models.queries.saved_searches import list_saved_searches
from models.settings import NEAR_METRES, get_setting

if TYPE_CHECKING:
    from desktop.context import Context


def ask(context: Context) -> None:
    """Ask for a day of the month, and for the list."""
    today = context.today()
    with context.store.read() as session:
        list_saved_searches(session, "event", "")
        events = [item.record_id for item in list_diary(session, today, today) if item.kind is DiaryKind.EVENT]
        count_neighbours_told(session, events, get_setting(session, NEAR_METRES), today)
        count_events(session, EventFilter())
        count_upcoming_events(session, today, EventFilter())
        list_upcoming_events(session, today, EventFilter(), limit=1)
