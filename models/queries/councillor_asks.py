"""What is asked of councillors and of the bodies they sit on: promises, actions, questions, letters, invitations.

As it stood at the end of a day: nothing that came later is known. What was asked in an open forum is public by its
nature and told unless the meeting is confidential; everything else only to those who may read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.chunks import in_chunks
from models.dates import start_of
from models.entities import (
    Action,
    Commitment,
    Conversation,
    ConversationParty,
    Event,
    EventRole,
    ForumQuestion,
    Meeting,
    Person,
)
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.forum import forum_audience
from models.queries.rows import build
from models.queries.sight import sees, sees_record
from models.vocabulary import (
    ActionState,
    CommitmentState,
    EventPart,
    EventStage,
    PartyPart,
    ReplyState,
    Response,
    Visibility,
)

_Column = InstrumentedAttribute[int | None] | InstrumentedAttribute[int] | InstrumentedAttribute[date | None]


class AskedKind(StrEnum):
    """In what way something is asked of a councillor."""

    PROMISE = "promise"
    ACTION = "action"
    QUESTION = "question"
    REPLY = "reply"
    INVITATION = "invitation"


class Ending(StrEnum):
    """What came of something that was asked."""

    KEPT = "kept"
    KEPT_IN_PART = "kept_in_part"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    REFERRED = "referred"
    DONE = "done"
    DROPPED = "dropped"
    ANSWERED = "answered"
    CLOSED = "closed"
    """A question of an open forum that was closed without an answer."""
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that a councillor or a body promised, or that is asked of them."""

    kind: AskedKind
    record_id: int
    person_id: int | None
    """The councillor; None where it is asked of the body itself."""
    text: str
    asked_on: date | None
    due_on: date | None
    reference: str
    ending: Ending | None
    """None while it was open at the end of the day."""
    ended_on: date | None
    answer: str

    @property
    def is_open(self) -> bool:
        """Say whether it was still to be answered."""
        return self.ending is None

    def is_late(self, as_at: date) -> bool:
        """Say whether it was due before a day and still open at its end."""
        return self.is_open and self.due_on is not None and self.due_on < as_at

    def days_open(self, as_at: date) -> int | None:
        """Return how long ago it was asked; None where that day is not recorded."""
        return None if self.asked_on is None else (as_at - self.asked_on).days


def list_asked(
    session: Session,
    people: Sequence[int],
    first_day: date,
    as_at: date,
    *,
    body_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[Asked, ...]:
    """Return what some councillors, and a body itself, were asked: what was open on a day, the first due first.

    After these comes what ended from a day on, the newest first.
    """
    found: dict[tuple[AskedKind, int, int | None], Asked] = {}
    for some in in_chunks(people) if people else [people]:
        question = _Question(some, body_id, first_day, as_at, audience)
        for ask in _ALL:
            found |= {(row.kind, row.record_id, row.person_id): row for row in ask(session, question)}
    order = list(AskedKind)

    def place(row: Asked) -> tuple[bool, int, int, int]:
        day = (row.due_on or date.max).toordinal() if row.is_open else -(row.ended_on or first_day).toordinal()
        return not row.is_open, day, order.index(row.kind), row.record_id

    return tuple(sorted(found.values(), key=place))


@dataclass(frozen=True, slots=True)
class _Question:
    """Of whom, from which day on what ended is told, which day is spoken for, and who reads it."""

    people: Sequence[int]
    body_id: int | None
    first_day: date
    as_at: date
    audience: Visibility

    def of(self, person: _Column, body: _Column, *, whoever: bool = False) -> ColumnElement[bool]:
        """Return the condition that something is asked of one of the people, or of the body and nobody in it.

        With `whoever` what is asked of the body counts for the body, whoever in it is to answer.
        """
        theirs = person.in_(self.people) if self.people else false()
        if self.body_id is None:
            return theirs
        return or_(theirs, body == self.body_id if whoever else and_(person.is_(None), body == self.body_id))

    def since(self, is_ended: ColumnElement[bool], ended_on: ColumnElement[Any] | _Column) -> ColumnElement[bool]:
        """Return the condition that something was open at the end of the day, or ended from the first day on."""
        return or_(~is_ended, ended_on > self.as_at, ended_on.between(self.first_day, self.as_at))

    def ended(self, ending: Ending | None, ended_on: date | None, answer: str = "") -> tuple[Any, ...]:
        """Return what came of it by the day, and when, and in which words."""
        if ending is None or (ended_on is not None and ended_on > self.as_at):
            return None, None, ""
        return ending, ended_on, answer


def _promises(session: Session, asked: _Question) -> Iterator[Asked]:
    rows = session.execute(
        select(
            Commitment.id,
            Commitment.owner_person_id,
            Commitment.text,
            Commitment.made_on,
            Commitment.due_on,
            Commitment.reference,
            Commitment.state,
            Commitment.closed_on,
            Commitment.outcome_note,
        ).where(
            asked.of(Commitment.owner_person_id, Commitment.owner_organisation_id),
            Commitment.state != CommitmentState.ASPIRATION,
            Commitment.archived_at.is_(None),
            Commitment.made_on <= asked.as_at,
            asked.since(Commitment.closed_on.is_not(None), Commitment.closed_on),
            sees_record(Commitment, asked.audience),
        )
    )
    for *row, state, closed_on, note in rows:
        ending = Ending(state.value) if closed_on is not None else None
        yield build(Asked, (AskedKind.PROMISE, *row, *asked.ended(ending, closed_on, note)))


def _actions(session: Session, asked: _Question) -> Iterator[Asked]:
    rows = session.execute(
        select(
            Action.id,
            Action.owner_person_id,
            Action.text,
            Action.made_on,
            Action.due_on,
            Action.reference,
            Action.state,
            Action.done_on,
            Action.outcome_note,
        ).where(
            Action.owner_person_id.in_(asked.people),
            Action.archived_at.is_(None),
            Action.made_on <= asked.as_at,
            asked.since(Action.state != ActionState.OPEN, Action.done_on),
            sees_record(Action, asked.audience),
        )
    )
    for *row, state, done_on, note in rows:
        ending = None if state is ActionState.OPEN else Ending(state.value)
        yield build(Asked, (AskedKind.ACTION, *row, *asked.ended(ending, done_on, note)))


def _questions(session: Session, asked: _Question) -> Iterator[Asked]:
    """Yield the questions somebody promised to answer, as the minutes name them where they are no link to a person."""
    people = select(Person.display_name, Person.id).where(Person.id.in_(asked.people))
    named = {row.display_name: row.id for row in session.execute(people)}
    by_name = and_(ForumQuestion.answer_person_id.is_(None), ForumQuestion.answer_promised_by.in_(named))
    ended_on = func.coalesce(ForumQuestion.answered_on, ForumQuestion.closed_on)
    rows = session.execute(
        select(
            ForumQuestion.id,
            ForumQuestion.answer_person_id,
            ForumQuestion.answer_promised_by,
            ForumQuestion.question,
            Meeting.starts_at,
            ForumQuestion.due_on,
            ForumQuestion.reference,
            ForumQuestion.answered_on,
            ForumQuestion.closed_on,
            ForumQuestion.answer,
        )
        .join(Meeting, Meeting.id == ForumQuestion.meeting_id)
        .where(
            or_(asked.of(ForumQuestion.answer_person_id, Meeting.organisation_id, whoever=True), by_name),
            Meeting.archived_at.is_(None),
            Meeting.starts_at < start_of(asked.as_at + timedelta(1)),
            asked.since(ended_on.is_not(None), ended_on),
            sees(ForumQuestion.meeting_id, Meeting, forum_audience(asked.audience)),
        )
    )
    for number, person, promised_by, text, put_at, due_on, reference, answered_on, closed_on, answer in rows:
        ending = Ending.ANSWERED if answered_on else Ending.CLOSED if closed_on else None
        ended = asked.ended(ending, answered_on or closed_on, answer)
        yield build(
            Asked,
            (
                AskedKind.QUESTION,
                number,
                person or named.get(promised_by),
                text,
                put_at.date(),
                due_on,
                reference,
                *ended,
            ),
        )


def _letters(session: Session, asked: _Question) -> Iterator[Asked]:
    """Yield what we sent that wants an answer; what we gave up waiting for is asked no more."""
    party = ConversationParty
    rows = session.execute(
        select(
            Conversation.id,
            party.person_id,
            Conversation.subject,
            Conversation.happened_on,
            Conversation.reply_expected_by,
            Conversation.reply_state,
            Conversation.replied_on,
        )
        .join(party, party.conversation_id == Conversation.id)
        .where(
            asked.of(party.person_id, party.organisation_id),
            or_(party.part.is_(None), party.part != PartyPart.COPY),
            Conversation.reply_state.in_((ReplyState.AWAITING, ReplyState.RECEIVED)),
            Conversation.archived_at.is_(None),
            Conversation.happened_on <= asked.as_at,
            asked.since(Conversation.reply_state == ReplyState.RECEIVED, Conversation.replied_on),
            sees_record(Conversation, asked.audience),
        )
    )
    for *row, state, replied_on in rows:
        ending = Ending.ANSWERED if state is ReplyState.RECEIVED else None
        yield build(Asked, (AskedKind.REPLY, *row, "", *asked.ended(ending, replied_on)))


def _invitations(session: Session, asked: _Question) -> Iterator[Asked]:
    """Yield the events that people were asked to and that are to come, and those they answered for."""
    is_answered = EventRole.response != Response.NONE
    rows = session.execute(
        select(
            EventRole.id, EventRole.person_id, Event.title, EventRole.invited_on, Event.starts_at, EventRole.response
        )
        .join(Event, Event.id == EventRole.event_id)
        .where(
            EventRole.person_id.in_(asked.people),
            EventRole.part == EventPart.INVITED,
            or_(EventRole.invited_on.is_(None), EventRole.invited_on <= asked.as_at),
            or_(
                Event.starts_at >= start_of(asked.as_at),
                and_(is_answered, Event.starts_at >= start_of(asked.first_day)),
            ),
            Event.stage != EventStage.CANCELLED,
            Event.archived_at.is_(None),
            sees_record(Event, asked.audience),
        )
    )
    for number, person, title, invited_on, starts_at, response in rows:
        ending = None if response is Response.NONE else Ending(response.value)
        ended = asked.ended(ending, None)
        yield build(Asked, (AskedKind.INVITATION, number, person, title, invited_on, starts_at.date(), "", *ended))


_ALL = (_promises, _actions, _questions, _letters, _invitations)
