"""What the page of commitments asks first, asked by the worker while the window rests: see `PageSpec.rehearse`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import desktop.pages.commitments.page  # noqa: F401
from models.queries.commitments import CommitmentFilter, count_commitments, list_commitments
from models.queries.saved_searches import list_saved_searches
from models.vocabulary import CommitmentGroup

if TYPE_CHECKING:
    from desktop.context import Context


def ask(context: Context) -> None:
    """Ask for every part of the list."""
    today = context.today()
    with context.store.read() as session:
        list_saved_searches(session, "commitment", "")
        count_commitments(session, today, CommitmentFilter())
        for group in CommitmentGroup:
            list_commitments(session, group, today, CommitmentFilter(), limit=1)
