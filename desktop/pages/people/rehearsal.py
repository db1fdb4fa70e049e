"""What the page of people asks first, asked by the worker while the window rests: see `PageSpec.rehearse`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import desktop.pages.people.page  # noqa: F401
from desktop.pages.people.loading import load
from desktop.tables.window_model import Start
from desktop.widgets.story import Story
from models.queries.people import PersonFilter, count_people, list_people
from models.queries.saved_searches import list_saved_searches

if TYPE_CHECKING:
    from desktop.context import Context


def ask(context: Context) -> None:
    """Ask for the list and for its first person."""
    today = context.today()
    with context.store.read() as session:
        list_saved_searches(session, "person", "")
        count_people(session, PersonFilter(), today=today)
        rows = list_people(session, PersonFilter(), today=today, limit=1).rows
    for row in rows:
        load(context, row.id, None)
        Story(context.store, today, person_id=row.id)(Start(0, None), 1)
