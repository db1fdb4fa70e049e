"""How a conversation is put into the book: its form, its parties, and the waiting that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import (
    Channel,
    Conversation,
    ConversationParty,
    Direction,
    Organisation,
    Person,
    ReplyState,
    Thread,
)
from models.errors import WrongUse
from models.queries.parties import Party, find_organisations_of
from models.validation import check_exists, check_order, get_record
from models.vocabulary import Sentiment, Visibility
from resources.i18n import _


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
    our_person_id: int | None = None
    reply_expected_by: date | None = None
    answers_id: int | None = None
    thread_id: int | None = None
    """The matter it is about, where several conversations are."""
    sentiment: Sentiment | None = None
    place: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def get_conversation(session: Session, conversation_id: int) -> Conversation:
    """Return the conversation or say that there is none."""
    return get_record(session, Conversation, conversation_id, _("conversation"))


def matter_of(session: Session, conversation: Conversation) -> Conversation:
    """Return the conversation that waits for the reply: of a chase the one it chases."""
    return conversation if conversation.chases_id is None else get_conversation(session, conversation.chases_id)


def check(session: Session, fields: ConversationFields) -> None:
    """Refuse a conversation with nobody, and dates that cannot be."""
    if not fields.parties or any(one.person_id is None and one.organisation_id is None for one in fields.parties):
        raise WrongUse(_("Enter who the conversation was with: a person or an organisation."))
    if fields.direction is Direction.IN and fields.reply_expected_by is not None:
        raise WrongUse(_("They contacted us, so no reply of theirs is due. Clear the reply date, or choose “out”."))
    if fields.direction is Direction.OUT and fields.answers_id is not None:
        raise WrongUse(_("We contacted them, so this cannot be their reply. Choose “in” for a reply."))
    check_order(fields.happened_on, fields.reply_expected_by, _("Enter a reply date on or after the conversation."))
    check_exists(session, Person, fields.our_person_id, _("person"))
    check_exists(session, Thread, fields.thread_id, _("thread"))


def write(conversation: Conversation, fields: ConversationFields) -> None:
    """Put a form's values into the record and let the waiting follow from them."""
    conversation.channel = fields.channel
    conversation.direction = fields.direction
    conversation.happened_on = fields.happened_on
    conversation.happened_at = fields.happened_at
    conversation.subject = fields.subject.strip()
    conversation.note = fields.note
    conversation.our_person = fields.our_person.strip()
    conversation.our_person_id = fields.our_person_id
    conversation.thread_id = fields.thread_id
    conversation.sentiment = fields.sentiment
    conversation.place = fields.place.strip()
    conversation.visibility = fields.visibility
    conversation.reply_expected_by = fields.reply_expected_by
    settled = (ReplyState.RECEIVED, ReplyState.GAVE_UP, ReplyState.ROUTE_ROUND)
    if fields.reply_expected_by is None:
        conversation.reply_state = ReplyState.NONE_NEEDED
        conversation.replied_on = None
        conversation.replied_by_id = None
    elif conversation.reply_state not in settled:
        conversation.reply_state = ReplyState.AWAITING


def set_parties(session: Session, conversation: Conversation, fields: ConversationFields) -> None:
    """Make the parties those of the form: rows that stay are not touched, others go and come."""
    wanted = _completed(session, fields)
    kept = set()
    for row in party_rows(session, conversation.id):
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


def party_rows(session: Session, conversation_id: int) -> list[ConversationParty]:
    """Return the rows of a conversation's parties in the order they were named."""
    return list(
        session.scalars(
            select(ConversationParty)
            .where(ConversationParty.conversation_id == conversation_id)
            .order_by(ConversationParty.id)
        )
    )


def answered_by(session: Session, conversation_id: int) -> Conversation | None:
    """Return the conversation of ours that this one answers."""
    return session.scalars(
        select(Conversation).where(Conversation.replied_by_id == conversation_id).order_by(Conversation.id).limit(1)
    ).first()


def take_as_answer(session: Session, asked_id: int, answer: Conversation) -> None:
    """Close the waiting of a conversation by its answer."""
    asked = matter_of(session, get_conversation(session, asked_id))
    if asked.id == answer.id or asked.direction is not Direction.OUT:
        raise WrongUse(_("Choose one of our own conversations as the one that is answered."))
    if asked.reply_state is ReplyState.RECEIVED:
        raise WrongUse(_("That conversation has had its reply already. Log this one without it."))
    check_order(asked.happened_on, answer.happened_on, _("Enter a day on or after the day we asked."))
    asked.reply_state = ReplyState.RECEIVED
    asked.reply_expected_by = asked.reply_expected_by or answer.happened_on
    asked.replied_on = answer.happened_on
    asked.replied_by_id = answer.id


def wait_again(asked: Conversation) -> None:
    """Take back that a conversation was answered."""
    asked.replied_on = None
    asked.replied_by_id = None
    asked.reply_state = ReplyState.AWAITING


def answer_subject(subject: str) -> str:
    """Return the subject of an answer: "Re: room plan"."""
    return subject if not subject or subject.lower().startswith("re:") else f"Re: {subject}"
