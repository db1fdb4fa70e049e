"""Pages of a long list, cut by key, so that page 1,000 costs what page 1 costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

Key = tuple[object, ...]
"""Where a page ends: the values of the sort columns of its last row, the row's number last."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list in order, and the key to ask for the next ones; None when these were the last."""

    rows: tuple[T, ...]
    next_key: Key | None


def cut(rows: Sequence[T], limit: int | None, key: Callable[[T], Key]) -> Page[T]:
    """Make a page of at most `limit` rows out of a result that was asked for one more than that."""
    if limit is None or len(rows) <= limit:
        return Page(tuple(rows), None)
    kept = tuple(rows[:limit])
    return Page(kept, key(kept[-1]))
