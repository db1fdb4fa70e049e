"""Reminding people of what they promised: noted as a message to each, and on every commitment it was about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions.commitment_progress import UpdateFields, update_commitment
from models.actions.conversation_writing import ConversationFields
from models.actions.conversations import log_conversation
from models.errors import WrongUse
from models.queries.parties import Party
from models.validation import required
from models.vocabulary import Channel, Direction
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class PromiseReminder:
    """What one person was written, and of which commitments it reminds them."""

    party: Party
    text: str
    commitment_ids: tuple[int, ...]
    channel: Channel = Channel.EMAIL


def log_reminders(
    session: Session, reminders: Sequence[PromiseReminder], sent_on: date, *, subject: str, our_person: str = ""
) -> tuple[int, ...]:
    """Note that people were reminded: a conversation with each (returned), and an update on each commitment."""
    if not reminders:
        raise WrongUse(_("Tick at least one person to remind."))
    made = []
    for one in reminders:
        if not one.commitment_ids:
            raise WrongUse(_("A reminder is of something promised. Choose the commitments first."))
        made.append(
            log_conversation(
                session,
                ConversationFields(
                    channel=one.channel,
                    direction=Direction.OUT,
                    happened_on=sent_on,
                    parties=(one.party,),
                    subject=subject,
                    note=required(one.text, _("what they are written")),
                    our_person=our_person,
                ),
            )
        )
        for number in one.commitment_ids:
            update_commitment(session, number, UpdateFields(sent_on, _("Reminded them of it."), said_by=our_person))
    return tuple(made)
