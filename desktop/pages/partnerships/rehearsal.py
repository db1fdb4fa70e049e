"""What the page of partnerships asks first, asked by the worker while the window rests: see `PageSpec.rehearse`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import desktop.pages.partnerships.page  # noqa: F401
from desktop.pages.partnerships.facts import find_risks
from desktop.pages.partnerships.list_pane import GROUPINGS
from models.queries.partnership_detail import find_partnership
from models.queries.partnerships import PartnershipFilter, list_partnerships
from models.queries.saved_searches import list_saved_searches

if TYPE_CHECKING:
    from desktop.context import Context


def ask(context: Context) -> None:
    """Ask for the list and for its first partnership."""
    today = context.today()
    with context.store.read() as session:
        list_saved_searches(session, "organisation", "partnerships")
        for row in list_partnerships(session, as_at=today, where=PartnershipFilter(kinds=GROUPINGS))[:1]:
            find_risks(session, find_partnership(session, row.id, as_at=today), today)
