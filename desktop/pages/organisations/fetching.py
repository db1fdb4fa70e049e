"""Reading the list of organisations a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.tables.window_model import Start
from models.queries.organisations import OrganisationFilter, OrganisationRow, OrganisationSort, list_organisations

if TYPE_CHECKING:
    from desktop.context import Context


class Fetch:
    """Reads a page of the list: after the row before it, or so many further on where that is not known."""

    def __init__(self, context: Context, wanted: OrganisationFilter) -> None:
        self._context, self._wanted = context, wanted
        self._sort = OrganisationSort.NAME if wanted.near is None else OrganisationSort.DISTANCE

    def __call__(self, start: Start[OrganisationRow], limit: int) -> Sequence[OrganisationRow]:
        """Return the rows of a page."""
        by_name = self._sort is OrganisationSort.NAME and start.after is not None
        after = (start.after.name_key, start.after.id) if by_name and start.after is not None else None
        with self._context.store.read() as session:
            return list_organisations(
                session,
                self._wanted,
                today=self._context.today(),
                after=after,
                limit=limit,
                sort=self._sort,
                offset=0 if by_name else start.offset,
            ).rows
