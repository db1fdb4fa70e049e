"""Reading the list of conversations: a page of it, the first that have some words, and the order of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.jobs import reading
from desktop.tables.window_model import Start
from models.queries.conversations import ConversationFilter, ConversationRow, list_conversations
from models.queries.ordered import Order, order_conversations

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Progress
    from desktop.lists.numbered import Numbers
    from models.store import Store


@dataclass(frozen=True)
class Finding:
    """Finds the order of the whole list on the worker."""

    wanted: ConversationFilter
    order: Order

    def __call__(self, store: Store, progress: Progress) -> Numbers:
        """Return the numbers in order."""
        with reading(store, progress) as session:
            return order_conversations(session, self.wanted, self.order)


def first_of(store: Store, wanted: ConversationFilter, limit: int, progress: Progress) -> tuple[ConversationRow, ...]:
    """Return the first conversations that a filter leaves; it runs on the worker."""
    with reading(store, progress) as session:
        return list_conversations(session, wanted, limit=limit).rows


class Fetch:
    """Fetches a page of the list; what was found of the first one already is not looked for again."""

    def __init__(
        self, context: Context, wanted: ConversationFilter, first: Sequence[ConversationRow] | None = None
    ) -> None:
        self._context, self._wanted, self._first = context, wanted, first

    def __call__(self, start: Start[ConversationRow], limit: int) -> Sequence[ConversationRow]:
        """Return the rows from a place on."""
        last = start.after
        if self._first is not None and start.offset == 0:
            first, self._first = self._first, None
            return first
        after = (last.happened_on, last.id) if last is not None else None
        skip = start.offset if last is None else 0
        with self._context.store.read() as session:
            return list_conversations(session, self._wanted, after=after, limit=limit + skip).rows[skip:]
