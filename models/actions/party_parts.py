"""Saying which part somebody had in a conversation: wrote it, got it, was copied in, was there."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.actions.conversation_writing import get_conversation, party_rows
from models.errors import WrongUse
from models.queries.parties import Party
from models.vocabulary import PartyPart
from resources.i18n import _


def set_party_part(session: Session, conversation_id: int, party: Party, part: PartyPart | None) -> None:
    """Say which part a party had in a conversation, None for not known; it stays when the conversation is edited.

    A person without an organisation stands for them at whichever they spoke for.
    """
    conversation = get_conversation(session, conversation_id)
    rows = [
        row
        for row in party_rows(session, conversation.id)
        if row.person_id == party.person_id
        and (row.organisation_id == party.organisation_id or (party.person_id and party.organisation_id is None))
    ]
    if not rows:
        raise WrongUse(_("They are no party to this conversation. Add them to it first."))
    for row in rows:
        row.part = part
    session.flush()
