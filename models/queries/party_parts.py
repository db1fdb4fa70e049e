"""Which part each party had in a conversation: from, to, copied in, present."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Conversation, ConversationParty
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.parties import find_parties
from models.queries.party_names import name_parties
from models.queries.sight import sees_record
from models.vocabulary import PartyPart, Visibility


@dataclass(frozen=True, slots=True)
class PartyPartRow:
    """A party of a conversation with the part it had."""

    person_id: int | None
    organisation_id: int | None
    name: str
    """The party as people say it; "" where an audience may not read the name."""
    part: PartyPart | None
    id: int = 0


_PARTS = (
    select(ConversationParty.part, ConversationParty.id)
    .join(Conversation, Conversation.id == ConversationParty.conversation_id)
    .order_by(ConversationParty.id)
)


def list_party_parts(
    session: Session, conversation_id: int, as_at: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[PartyPartRow, ...]:
    """Return the parties of a conversation in the order they were named, each with its part; none where it is hidden.

    Councillors are named as holders of their office on the day.
    """
    asked = _PARTS.where(ConversationParty.conversation_id == conversation_id, sees_record(Conversation, audience))
    parts = session.execute(asked).all()
    if not parts:
        return ()
    named = name_parties(session, find_parties(session, [conversation_id]), as_at, audience)[conversation_id]
    return tuple(
        PartyPartRow(one.person_id, one.organisation_id, one.name, part, number)
        for one, (part, number) in zip(named, parts, strict=True)
    )
