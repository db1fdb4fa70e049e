"""Logging conversations: what was said, whether a reply is wanted, that it came, that we chased, that we gave up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from models.actions.conversation_writing import (
    ConversationFields,
    answer_subject,
    answered_by,
    check,
    get_conversation,
    matter_of,
    party_rows,
    set_parties,
    take_as_answer,
    wait_again,
    write,
)
from models.base import utc_now
from models.entities import Channel, Conversation, Direction, ReplyState
from models.errors import WrongUse
from models.queries.parties import Party, resolve_party
from models.validation import check_order, check_version, required
from resources.i18n import _

__all__ = [
    "ConversationFields",
    "Party",
    "archive_conversation",
    "chase",
    "edit_conversation",
    "fields_of",
    "give_up",
    "log_conversation",
    "record_reply",
    "resolve_party",
]


def log_conversation(session: Session, fields: ConversationFields) -> int:
    """Write down a conversation; a person given without an organisation speaks for the one they belong to that day."""
    check(session, fields)
    conversation = Conversation()
    write(conversation, fields)
    session.add(conversation)
    session.flush()
    set_parties(session, conversation, fields)
    if fields.answers_id is not None:
        take_as_answer(session, fields.answers_id, conversation)
    session.flush()
    return conversation.id


def edit_conversation(session: Session, conversation_id: int, fields: ConversationFields) -> None:
    """Change a conversation; parties that stay keep their rows, and a reply that came stays."""
    conversation = get_conversation(session, conversation_id)
    check_version(conversation, fields.version, _("conversation"))
    check(session, fields)
    write(conversation, fields)
    set_parties(session, conversation, fields)
    answered = answered_by(session, conversation_id)
    if fields.answers_id != (answered.id if answered else None):
        if answered is not None:
            wait_again(answered)
        if fields.answers_id is not None:
            take_as_answer(session, fields.answers_id, conversation)
    elif answered is not None:
        check_order(answered.happened_on, fields.happened_on, _("Enter a day on or after the day we asked."))
        answered.replied_on = fields.happened_on
    session.flush()


def fields_of(session: Session, conversation_id: int) -> ConversationFields:
    """Return what a form shows of a conversation, to be changed and given back to `edit_conversation`."""
    conversation = get_conversation(session, conversation_id)
    answered = answered_by(session, conversation_id)
    return ConversationFields(
        channel=conversation.channel,
        direction=conversation.direction,
        happened_on=conversation.happened_on,
        parties=tuple(Party(row.person_id, row.organisation_id) for row in party_rows(session, conversation_id)),
        happened_at=conversation.happened_at,
        subject=conversation.subject,
        note=conversation.note,
        our_person=conversation.our_person,
        our_person_id=conversation.our_person_id,
        reply_expected_by=conversation.reply_expected_by,
        answers_id=answered.id if answered else None,
        thread_id=conversation.thread_id,
        sentiment=conversation.sentiment,
        place=conversation.place,
        visibility=conversation.visibility,
        version=conversation.version,
    )


def archive_conversation(session: Session, conversation_id: int) -> None:
    """Put a conversation away: it leaves the lists and figures and can be brought back."""
    get_conversation(session, conversation_id).archived_at = utc_now()
    session.flush()


def record_reply(
    session: Session,
    conversation_id: int,
    replied_on: date,
    *,
    channel: Channel | None = None,
    note: str = "",
    our_person: str = "",
) -> int:
    """Log the answer to a conversation, from the same parties and by default the same way; returns the answer's id."""
    asked = matter_of(session, get_conversation(session, conversation_id))
    before = fields_of(session, asked.id)
    return log_conversation(
        session,
        replace(
            before,
            channel=channel or before.channel,
            direction=Direction.IN,
            happened_on=replied_on,
            happened_at=None,
            subject=answer_subject(before.subject),
            note=note,
            our_person=our_person or before.our_person,
            reply_expected_by=None,
            answers_id=asked.id,
            sentiment=None,
            version=None,
        ),
    )


def chase(
    session: Session,
    conversation_id: int,
    happened_on: date,
    *,
    channel: Channel | None = None,
    note: str = "",
    our_person: str = "",
    reply_expected_by: date | None = None,
) -> int:
    """Log that we asked again; the matter goes on waiting, until the new date where one is given.

    A chase of a chase belongs to the first conversation, which alone waits, so that a matter counts once.
    """
    asked = matter_of(session, get_conversation(session, conversation_id))
    if asked.reply_state is ReplyState.RECEIVED:
        raise WrongUse(_("This conversation has had its reply, so there is nothing to chase."))
    if asked.direction is not Direction.OUT:
        raise WrongUse(_("They contacted us in this conversation, so there is no reply to chase."))
    if asked.channel is Channel.CALL and asked.reply_state is ReplyState.NONE_NEEDED:
        # The call counts as contact: to chase it would say that nobody was reached.
        raise WrongUse(_("No reply was wanted after this call. Log the new call as a conversation of its own."))
    check_order(asked.happened_on, happened_on, _("Enter a day on or after the day of the first conversation."))
    check_order(happened_on, reply_expected_by, _("Enter a reply date on or after the day of the chase."))
    before = fields_of(session, asked.id)
    chased_id = log_conversation(
        session,
        replace(
            before,
            channel=channel or before.channel,
            happened_on=happened_on,
            happened_at=None,
            note=note,
            our_person=our_person or before.our_person,
            reply_expected_by=None,
            answers_id=None,
            sentiment=None,
            version=None,
        ),
    )
    get_conversation(session, chased_id).chases_id = asked.id
    asked.reply_state = ReplyState.AWAITING
    asked.reply_expected_by = reply_expected_by or asked.reply_expected_by or happened_on
    session.flush()
    return chased_id


def give_up(session: Session, conversation_id: int, reason: str) -> None:
    """Stop waiting for a reply, with the reason or the other way round that was tried."""
    asked = matter_of(session, get_conversation(session, conversation_id))
    if asked.reply_state is not ReplyState.AWAITING:
        raise WrongUse(_("This conversation is not waiting for a reply."))
    asked.reply_note = required(reason, _("why you stop waiting, or which other way you try"))
    asked.reply_state = ReplyState.GAVE_UP
    session.flush()
