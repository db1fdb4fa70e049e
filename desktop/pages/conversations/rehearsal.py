"""What the page of conversations asks first, asked by the worker while the window rests: see `PageSpec.rehearse`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import desktop.pages.conversations.page  # noqa: F401
from models.queries.commitments import CommitmentFilter, list_commitment_groups
from models.queries.conversations import (
    ConversationFilter,
    count_conversations,
    find_conversation,
    list_conversations,
)
from models.queries.saved_searches import list_saved_searches

if TYPE_CHECKING:
    from desktop.context import Context


def ask(context: Context) -> None:
    """Ask for the list and for its newest conversation."""
    with context.store.read() as session:
        list_saved_searches(session, "conversation", "")
        count_conversations(session, ConversationFilter())
        for row in list_conversations(session, ConversationFilter(), limit=1).rows:
            find_conversation(session, row.id)
            wanted = CommitmentFilter(conversation_id=row.id)
            list_commitment_groups(session, context.today(), wanted, limit=1)
