"""Rows of a part of a list that are all known already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True)
class KnownRows(Generic[Row]):
    """Gives them page by page, as a `Part` of a list fetches them."""

    rows: Sequence[Row]

    def __call__(self, skip: int, after: Row | None, limit: int) -> Sequence[Row]:
        """Return the rows after one, or after so many."""
        begin = skip if after is None else self.rows.index(after) + 1
        return self.rows[begin : begin + limit]
