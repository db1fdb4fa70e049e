"""Logging conversations: what was said, whether a reply is wanted, that it came, that we chased, that we gave up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.entities import (
    Channel,
    Conversation,
    ConversationParty,
    Direction,
    Organisation,
    Person,
    ReplyState,
)
from models.errors import WrongUse
from models.queries.parties import Party, find_organisations_of, resolve_party
from models.validation import check_order, check_version, get_record, required
from models.vocabulary import Visibility
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
    "restore_conversation",
]


@dataclass(frozen=True, slots=True)
class ConversationFields:
    """What a form says of a conversation.

    A reply date belongs to what we sent: it starts the waiting. `answers_id` is the earlier conversation of ours that
    this one, which came in, answers. `version` is the one the form was opened on.
    """

    channel: Channel
    direction: Direction
    happened_on: date
    parties: tuple[Party, ...]
    happened_at: time | None = None
    subject: str = ""
    note: str = ""
    our_person: str = ""
    reply_expected_by: date | None = None
    answers_id: int | None = None
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def log_conversation(session: Session, fields: ConversationFields) -> int:
    """Write down a conversation; a person given without an organisation speaks for the one they belong to that day."""
    _check(fields)
    conversation = Conversation()
    _write(conversation, fields)
    session.add(conversation)
    session.flush()
    _set_parties(session, conversation, fields)
    if fields.answers_id is not None:
        _answer(session, fields.answers_id, conversation)
    session.flush()
    return conversation.id


def edit_conversation(session: Session, conversation_id: int, fields: ConversationFields) -> None:
    """Change a conversation; parties that stay keep their rows, and a reply that came stays."""
    conversation = _get(session, conversation_id)
    check_version(conversation, fields.version, _("conversation"))
    _check(fields)
    _write(conversation, fields)
    _set_parties(session, conversation, fields)
    answered = _answered_by(session, conversation_id)
    if fields.answers_id != (answered.id if answered else None):
        if answered is not None:
            _wait_again(answered)
        if fields.answers_id is not None:
            _answer(session, fields.answers_id, conversation)
    elif answered is not None:
        check_order(answered.happened_on, fields.happened_on, _("Enter a day on or after the day we asked."))
        answered.replied_on = fields.happened_on
    session.flush()


def fields_of(session: Session, conversation_id: int) -> ConversationFields:
    """Return what a form shows of a conversation, to be changed and given back to `edit_conversation`."""
    conversation = _get(session, conversation_id)
    answered = _answered_by(session, conversation_id)
    return ConversationFields(
        channel=conversation.channel,
        direction=conversation.direction,
        happened_on=conversation.happened_on,
        parties=tuple(Party(row.person_id, row.organisation_id) for row in _party_rows(session, conversation_id)),
        happened_at=conversation.happened_at,
        subject=conversation.subject,
        note=conversation.note,
        our_person=conversation.our_person,
        reply_expected_by=conversation.reply_expected_by,
        answers_id=answered.id if answered else None,
        visibility=conversation.visibility,
        version=conversation.version,
    )


def archive_conversation(session: Session, conversation_id: int) -> None:
    """Put a conversation away: it leaves the lists and figures and can be brought back."""
    _get(session, conversation_id).archived_at = utc_now()
    session.flush()


def restore_conversation(session: Session, conversation_id: int) -> None:
    """Bring back a conversation that was put away."""
    _get(session, conversation_id).archived_at = None
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
    asked = _matter(session, _get(session, conversation_id))
    before = fields_of(session, asked.id)
    return log_conversation(
        session,
        replace(
            before,
            channel=channel or before.channel,
            direction=Direction.IN,
            happened_on=replied_on,
            happened_at=None,
            subject=_answer_subject(before.subject),
            note=note,
            our_person=our_person or before.our_person,
            reply_expected_by=None,
            answers_id=asked.id,
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
    asked = _matter(session, _get(session, conversation_id))
    if asked.reply_state is ReplyState.RECEIVED:
        raise WrongUse(_("This conversation has had its reply, so there is nothing to chase."))
    if asked.direction is not Direction.OUT:
        raise WrongUse(_("They contacted us in this conversation, so there is no reply to chase."))
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
            version=None,
        ),
    )
    _get(session, chased_id).chases_id = asked.id
    asked.reply_state = ReplyState.AWAITING
    asked.reply_expected_by = reply_expected_by or asked.reply_expected_by or happened_on
    session.flush()
    return chased_id


def give_up(session: Session, conversation_id: int, reason: str) -> None:
    """Stop waiting for a reply, with the reason or the other way round that was tried."""
    asked = _matter(session, _get(session, conversation_id))
    if asked.reply_state is not ReplyState.AWAITING:
        raise WrongUse(_("This conversation is not waiting for a reply."))
    asked.reply_note = required(reason, _("why you stop waiting, or which other way you try"))
    asked.reply_state = ReplyState.GAVE_UP
    session.flush()


def _get(session: Session, conversation_id: int) -> Conversation:
    """Return the conversation or say that there is none."""
    return get_record(session, Conversation, conversation_id, _("conversation"))


def _matter(session: Session, conversation: Conversation) -> Conversation:
    """Return the conversation that waits for the reply: of a chase the one it chases."""
    return conversation if conversation.chases_id is None else _get(session, conversation.chases_id)


def _check(fields: ConversationFields) -> None:
    """Refuse a conversation with nobody, and dates that cannot be."""
    if not fields.parties or any(one.person_id is None and one.organisation_id is None for one in fields.parties):
        raise WrongUse(_("Enter who the conversation was with: a person or an organisation."))
    if fields.direction is Direction.IN and fields.reply_expected_by is not None:
        raise WrongUse(_("They contacted us, so no reply of theirs is due. Clear the reply date, or choose “out”."))
    if fields.direction is Direction.OUT and fields.answers_id is not None:
        raise WrongUse(_("We contacted them, so this cannot be their reply. Choose “in” for a reply."))
    check_order(fields.happened_on, fields.reply_expected_by, _("Enter a reply date on or after the conversation."))


def _write(conversation: Conversation, fields: ConversationFields) -> None:
    """Put a form's values into the record and let the waiting follow from them."""
    conversation.channel = fields.channel
    conversation.direction = fields.direction
    conversation.happened_on = fields.happened_on
    conversation.happened_at = fields.happened_at
    conversation.subject = fields.subject.strip()
    conversation.note = fields.note
    conversation.our_person = fields.our_person.strip()
    conversation.visibility = fields.visibility
    conversation.reply_expected_by = fields.reply_expected_by
    settled = (ReplyState.RECEIVED, ReplyState.GAVE_UP)
    if fields.reply_expected_by is None:
        conversation.reply_state = ReplyState.NONE_NEEDED
        conversation.replied_on = None
        conversation.replied_by_id = None
    elif conversation.reply_state not in settled:
        conversation.reply_state = ReplyState.AWAITING


def _set_parties(session: Session, conversation: Conversation, fields: ConversationFields) -> None:
    """Make the parties those of the form: rows that stay are not touched, others go and come."""
    wanted = _completed(session, fields)
    kept = set()
    for row in _party_rows(session, conversation.id):
        pair = (row.person_id, row.organisation_id)
        if pair in wanted and pair not in kept:
            kept.add(pair)
        else:
            session.delete(row)
    for person_id, organisation_id in wanted:
        if (person_id, organisation_id) not in kept:
            session.add(
                ConversationParty(conversation_id=conversation.id, person_id=person_id, organisation_id=organisation_id)
            )
    session.flush()


def _completed(session: Session, fields: ConversationFields) -> list[tuple[int | None, int | None]]:
    """Return the parties once each, people with the organisation they speak for; refuse unknown ones."""
    people = {one.person_id for one in fields.parties if one.person_id is not None}
    organisations = {one.organisation_id for one in fields.parties if one.organisation_id is not None}
    for number in sorted(people):
        get_record(session, Person, number, _("person"))
    for number in sorted(organisations):
        get_record(session, Organisation, number, _("organisation"))
    alone = {one.person_id for one in fields.parties if one.person_id is not None and one.organisation_id is None}
    speaking_for = find_organisations_of(session, alone, fields.happened_on)
    pairs: dict[tuple[int | None, int | None], None] = {}
    for one in fields.parties:
        organisation_id = one.organisation_id
        if organisation_id is None and one.person_id is not None:
            organisation_id = speaking_for.get(one.person_id)
        pairs[(one.person_id, organisation_id)] = None
    return list(pairs)


def _party_rows(session: Session, conversation_id: int) -> list[ConversationParty]:
    """Return the rows of a conversation's parties in the order they were named."""
    return list(
        session.scalars(
            select(ConversationParty)
            .where(ConversationParty.conversation_id == conversation_id)
            .order_by(ConversationParty.id)
        )
    )


def _answered_by(session: Session, conversation_id: int) -> Conversation | None:
    """Return the conversation of ours that this one answers."""
    return session.scalars(
        select(Conversation).where(Conversation.replied_by_id == conversation_id).order_by(Conversation.id).limit(1)
    ).first()


def _answer(session: Session, asked_id: int, answer: Conversation) -> None:
    """Close the waiting of a conversation by its answer."""
    asked = _matter(session, _get(session, asked_id))
    if asked.id == answer.id or asked.direction is not Direction.OUT:
        raise WrongUse(_("Choose one of our own conversations as the one that is answered."))
    if asked.reply_state is ReplyState.RECEIVED:
        raise WrongUse(_("That conversation has had its reply already. Log this one without it."))
    check_order(asked.happened_on, answer.happened_on, _("Enter a day on or after the day we asked."))
    asked.reply_state = ReplyState.RECEIVED
    asked.reply_expected_by = asked.reply_expected_by or answer.happened_on
    asked.replied_on = answer.happened_on
    asked.replied_by_id = answer.id


def _wait_again(asked: Conversation) -> None:
    """Take back that a conversation was answered."""
    asked.replied_on = None
    asked.replied_by_id = None
    asked.reply_state = ReplyState.AWAITING


def _answer_subject(subject: str) -> str:
    """Return the subject of an answer: "Re: room plan"."""
    return subject if not subject or subject.lower().startswith("re:") else f"Re: {subject}"
