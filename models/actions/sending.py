"""Noting what was sent out: one conversation for each who got it, with the file on every one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions.attachments import FileContent, add_attachment, attach
from models.actions.conversation_writing import ConversationFields
from models.actions.conversations import log_conversation
from models.errors import WrongUse
from models.queries.parties import Party
from models.vocabulary import Channel, Direction, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class Sending:
    """What went out: the file, how, when, and the words that went with it."""

    file: FileContent
    channel: Channel
    sent_on: date
    subject: str
    note: str = ""
    our_person: str = ""
    file_visibility: Visibility = Visibility.INTERNAL
    """Who may read the file: a paper for publication is public, whoever got it."""
    source: str = ""
    """What made the file, in words."""


def log_sent(session: Session, sending: Sending, parties: Sequence[Party]) -> tuple[int, ...]:
    """Note that each of the parties was sent a file; it is kept in the book once. Returns the conversations."""
    if not parties:
        raise WrongUse(_("Enter who gets it: a person or an organisation."))
    if sending.channel not in (Channel.EMAIL, Channel.LETTER):
        raise WrongUse(_("A file goes by email or by letter."))
    attachment_id = add_attachment(
        session, sending.file, sending.sent_on, visibility=sending.file_visibility, source=sending.source
    )
    made = []
    for party in dict.fromkeys(parties):
        conversation_id = log_conversation(
            session,
            ConversationFields(
                channel=sending.channel,
                direction=Direction.OUT,
                happened_on=sending.sent_on,
                parties=(party,),
                subject=sending.subject,
                note=sending.note,
                our_person=sending.our_person,
            ),
        )
        attach(session, attachment_id, "conversation", conversation_id)
        made.append(conversation_id)
    return tuple(made)
