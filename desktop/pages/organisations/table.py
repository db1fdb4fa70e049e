"""Organisations as a table: its columns, what it can be sorted by, and what finds the order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.jobs import reading
from desktop.tables.columns import TableColumn
from models.queries.ordered import Order, order_organisations
from models.queries.organisations import OrganisationFilter, OrganisationRow
from reports.document import Kind
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.jobs import Progress
    from desktop.lists.host import Sort
    from desktop.lists.numbered import Numbers
    from models.store import Store

Column = TableColumn[OrganisationRow]


def _state(row: OrganisationRow) -> str:
    return _("Put away") if row.archived else row.status


TABLE_COLUMNS: tuple[Column, ...] = (
    Column("name", m("Organisation"), lambda row: row.name, ems=20, stretch=True),
    Column("kind", m("Kind"), lambda row: row.type_words, ems=12, rank=3),
    Column("phase", m("Phase"), lambda row: row.phase, ems=7, rank=5, shown=False),
    Column("ward", m("Ward"), lambda row: row.ward_name, ems=9, rank=2),
    Column("town", m("Town"), lambda row: row.town, ems=9, rank=6, shown=False),
    Column("postcode", m("Postcode"), lambda row: row.postcode, ems=6, rank=4, kind=Kind.IDENTIFIER),
    Column("urn", m("URN"), lambda row: row.urn, ems=5, rank=7, shown=False, kind=Kind.IDENTIFIER),
    Column("last_contact", m("Last contact"), lambda row: row.last_contact_on, ems=8, rank=1, kind=Kind.DATE),
    Column(
        "waiting", m("No reply since"), lambda row: row.awaiting_since, ems=8, rank=1, sortable=False, kind=Kind.DATE
    ),
    Column("state", m("State"), _state, ems=6, rank=8, shown=False),
)
SORTS: tuple[Sort, ...] = (
    ("name", m("Organisation"), False),
    ("kind", m("Kind"), False),
    ("phase", m("Phase"), False),
    ("ward", m("Ward"), False),
    ("town", m("Town"), False),
    ("postcode", m("Postcode"), False),
    ("last_contact", m("Last contact"), True),
    ("tier", m("Relationship"), False),
)
_FACETS = {"last_contact": "any contact", "waiting": "owes a reply", "state": "status"}


def facet_of(column: str) -> str:
    """Return the name in rules of what a column shows."""
    return _FACETS.get(column, column)


@dataclass(frozen=True)
class Finding:
    """Finds the order of the whole list on the worker."""

    wanted: OrganisationFilter
    order: Order
    today: date

    def __call__(self, store: Store, progress: Progress) -> Numbers:
        """Return the numbers in order."""
        with reading(store, progress) as session:
            return order_organisations(session, self.wanted, self.order, today=self.today)
