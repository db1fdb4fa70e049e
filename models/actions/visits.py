"""What a visit or review gave: the support, the challenge, and the answer to it, kept with its conversation."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Channel, Conversation, VisitRecord
from models.errors import WrongUse
from models.validation import get_record
from resources.i18n import _

VISITS = (Channel.VISIT, Channel.GOVERNOR_VISIT, Channel.MEETING_NOTE)
"""Ways of speaking of which a record of the visit can be kept."""


@dataclass(frozen=True, slots=True)
class VisitFields:
    """What a form of a visit holds besides its conversation."""

    focus: str = ""
    support_given: str = ""
    challenge_made: str = ""
    response: str = ""
    version: int | None = None


def record_visit(session: Session, conversation_id: int, fields: VisitFields) -> int:
    """Write down what a visit gave, or change it; a conversation has one such record. Return its number.

    Raises WrongUse when the conversation was no visit, or when nothing is said of it.
    """
    conversation = get_record(session, Conversation, conversation_id, _("conversation"))
    if conversation.channel not in VISITS:
        raise WrongUse(_("This conversation was not a visit. Change how you spoke, or choose a visit."))
    if not any(text.strip() for text in (fields.support_given, fields.challenge_made, fields.response)):
        raise WrongUse(_("Enter the support you gave, the challenge you made, or the response to it."))
    number = session.scalar(select(VisitRecord.id).where(VisitRecord.conversation_id == conversation_id))
    if number is None:
        return writing.create(session, VisitRecord, fields, conversation_id=conversation_id)
    return writing.edit(session, VisitRecord, number, fields, _("visit record"))


def remove_visit(session: Session, visit_id: int) -> None:
    """Take the record of a visit out; the conversation stays."""
    writing.remove(session, VisitRecord, visit_id, _("visit record"))
