"""What narrows a list besides its own filter: the rules of a search, ready as a condition on the list's own table."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Rules and the condition they stand for; two of the same text are equal.

    The condition is asked of each row as the list is walked in its order, so that the first page is full before the
    others are looked at; `among`, a set of numbers, would have to be gathered first.
    """

    text: str
    condition: ColumnElement[bool] = field(compare=False, repr=False)
