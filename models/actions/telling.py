"""Telling organisations about an event: each is noted as asked, and what was written to them as a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.conversation_writing import ConversationFields
from models.actions.conversations import log_conversation
from models.actions.promotions import ask_organisations
from models.entities import Promotion
from models.errors import WrongUse
from models.queries.parties import Party
from models.vocabulary import Channel, Direction
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class Telling:
    """What one organisation is told, by whom it is received there, and how."""

    organisation_id: int
    channel: Channel
    note: str
    """The words that were written to them."""
    person_id: int | None = None


def tell_organisations(
    session: Session,
    event_id: int,
    tellings: Sequence[Telling],
    on: date,
    *,
    subject: str,
    how: str = "",
    our_person: str = "",
) -> tuple[int, ...]:
    """Note that organisations were written to about an event, each with its words; returns the conversations.

    No reply is waited for: what came of asking stands on the event's list. `how` is the way they are asked to tell
    their people, where it was said.
    """
    if not tellings:
        raise WrongUse(_("Tick at least one organisation to tell."))
    if any(one.channel not in (Channel.EMAIL, Channel.LETTER) for one in tellings):
        raise WrongUse(_("Organisations are written to by email or by letter."))
    ask_organisations(session, event_id, [one.organisation_id for one in tellings], on, how, our_person)
    cells = {
        cell.organisation_id: cell for cell in session.scalars(select(Promotion).where(Promotion.event_id == event_id))
    }
    made = []
    for one in tellings:
        cells[one.organisation_id].person_id = one.person_id or cells[one.organisation_id].person_id
        made.append(
            log_conversation(
                session,
                ConversationFields(
                    channel=one.channel,
                    direction=Direction.OUT,
                    happened_on=on,
                    parties=(Party(one.person_id, one.organisation_id),),
                    subject=subject,
                    note=one.note,
                    our_person=our_person,
                ),
            )
        )
    session.flush()
    return tuple(made)
