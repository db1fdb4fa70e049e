"""What the page of organisations asks first, asked by the worker while the window rests: see `PageSpec.rehearse`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import desktop.pages.organisations.page  # noqa: F401
from desktop.pages.organisations.fetching import Fetch
from desktop.pages.organisations.loading import load
from desktop.tables.window_model import Start
from desktop.widgets.story import Story
from models.queries.areas import list_area_names
from models.queries.calendar import start_of_term
from models.queries.organisations import OrganisationFilter, count_organisations
from models.queries.saved_searches import list_saved_searches

if TYPE_CHECKING:
    from desktop.context import Context


def ask(context: Context) -> None:
    """Ask for the list and for its first organisation."""
    today = context.today()
    with context.store.read() as session:
        start_of_term(session, today)
        list_area_names(session, as_at=today)
        list_saved_searches(session, "organisation", "")
        count_organisations(session, OrganisationFilter(), today=today)
    for row in Fetch(context, OrganisationFilter())(Start(0, None), 1):
        load(context, row.id, None)
        Story(context.store, today, organisation_id=row.id)(Start(0, None), 1)
