"""Reading a list of records: its rows by their numbers, and the order of all of them on the worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.lists.numbered import Numbers
    from models.store import Store

Find = Callable[["Store", "Progress"], "Numbers"]
"""Finds the numbers of all records of a list, in order."""


class HasId(Protocol):
    """A row of a query that stands for one record."""

    @property
    def id(self) -> int:
        """Return its number."""


class ReadsRows(Protocol):
    """A list that can be asked for rows by their numbers."""

    def rows_of(self, session: Any, numbers: Sequence[int]) -> Sequence[Any]:
        """Return the rows of some records, in the order given."""


def id_of(row: HasId) -> int:
    """Return the number of a row."""
    return row.id


def read_rows(context: Context, pane: ReadsRows, numbers: Sequence[int]) -> Sequence[Any]:
    """Return the rows of some records, in the order given."""
    with context.store.read() as session:
        return pane.rows_of(session, numbers)


def find_order(find: Find, store: Store, progress: Progress) -> Numbers:
    """Find the order of a list on the worker."""
    return find(store, progress)


def find_order_now(find: Find, store: Store) -> Numbers:
    """Find it while one waits, as when all of a list is chosen at once."""
    from desktop.jobs import Progress

    return find(store, Progress())
