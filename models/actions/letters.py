"""Noting letters that went out: a conversation for each with its own words, and the wait for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions.conversation_writing import ConversationFields
from models.actions.conversations import log_conversation
from models.errors import WrongUse
from models.queries.parties import Party
from models.vocabulary import Channel, Direction
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter: to whom it went and what stood in it."""

    party: Party
    words: str


def log_letters(
    session: Session,
    letters: Sequence[SentLetter],
    sent_on: date,
    *,
    subject: str,
    our_person: str = "",
    reply_expected_by: date | None = None,
) -> tuple[int, ...]:
    """Note that letters went out, one conversation for each, which waits for a reply where a day is given."""
    if not letters:
        raise WrongUse(_("There is no letter to note."))
    return tuple(
        log_conversation(
            session,
            ConversationFields(
                channel=Channel.LETTER,
                direction=Direction.OUT,
                happened_on=sent_on,
                parties=(one.party,),
                subject=subject,
                note=one.words,
                our_person=our_person,
                reply_expected_by=reply_expected_by,
            ),
        )
        for one in letters
    )
