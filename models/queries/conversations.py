"""Conversations: the list, one with its parties and chases, and those that still wait for a reply."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select, tuple_
from sqlalchemy.orm import Session

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
from models.many_rows import many_rows
from models.queries.conversation_words import narrowings
from models.queries.narrowing import Narrowing
from models.queries.paging import Key, Page, cut
from models.queries.parties import PartyRow, find_parties
from models.queries.rows import MANY, maker, rows_of
from models.queries.unanswered import IS_AWAITING, with_party
from models.text import asked_words, sort_key
from models.vocabulary import Visibility
from resources.i18n import _

PREVIEW = 200
"""Characters of the note that a list shows."""


@dataclass(frozen=True, slots=True)
class ConversationFilter:
    """Which conversations to list; what is left as it is does not narrow the list."""

    words: str = ""
    organisation_id: int | None = None
    person_id: int | None = None
    channel: Channel | None = None
    direction: Direction | None = None
    first_day: date | None = None
    last_day: date | None = None
    unanswered: bool = False
    overdue_at: date | None = None
    """Only those whose reply was due before this day and has not come."""
    archived: bool = False
    """Only those put away; otherwise only the others."""
    among: Select[Any] | None = None
    """Only those whose numbers this question finds: a group, a tag, a saved search."""
    narrowing: Narrowing | None = None
    """Only those that rules hold for: filters by column, saved searches."""


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A conversation as lists show it."""

    parties: tuple[PartyRow, ...]
    id: int
    happened_on: date
    happened_at: time | None
    channel: Channel
    direction: Direction
    subject: str
    preview: str
    reply_state: ReplyState
    reply_expected_by: date | None
    replied_on: date | None
    our_person: str
    visibility: Visibility

    @property
    def who(self) -> str:
        """Return the other side by name."""
        return ", ".join(party.name for party in self.parties)

    def is_overdue(self, today: date) -> bool:
        """Say whether a reply was due before today and has not come."""
        due = self.reply_expected_by
        return self.reply_state is ReplyState.AWAITING and due is not None and due < today


@dataclass(frozen=True, slots=True)
class LinkedConversation:
    """A conversation that chases or answers another."""

    id: int
    happened_on: date
    channel: Channel
    direction: Direction
    subject: str


@dataclass(frozen=True, slots=True)
class ConversationDetail:
    """One conversation with everything said of it."""

    row: ConversationRow
    note: str
    reply_note: str
    archived: bool
    version: int
    created_by: str
    chases: LinkedConversation | None
    """The unanswered conversation that this one chases."""
    chased_by: tuple[LinkedConversation, ...]
    answered_by: LinkedConversation | None
    answers: tuple[LinkedConversation, ...]


_ROWS = select(
    Conversation.id,
    Conversation.happened_on,
    Conversation.happened_at,
    Conversation.channel,
    Conversation.direction,
    Conversation.subject,
    func.substr(Conversation.note, 1, PREVIEW),
    Conversation.reply_state,
    Conversation.reply_expected_by,
    Conversation.replied_on,
    Conversation.our_person,
    Conversation.visibility,
)


def list_conversations(
    session: Session,
    wanted: ConversationFilter | None = None,
    *,
    after: Key | None = None,
    limit: int | None = 100,
) -> Page[ConversationRow]:
    """Return conversations, newest first; a page costs the same however far down it lies."""
    wanted = wanted or ConversationFilter()
    statement = _ROWS.where(*_conditions(wanted))
    if after is not None:
        statement = statement.where(tuple_(Conversation.happened_on, Conversation.id) < tuple_(*after))
    statement = statement.order_by(Conversation.happened_on.desc(), Conversation.id.desc())
    if limit is not None:
        statement = statement.limit(limit + 1)
    rows: Sequence[Row[*tuple[Any, ...]]] = ()
    with many_rows(limit is None):
        for narrowing in _narrowings(session, wanted, after, page_only=limit is not None):
            rows = rows_of(session, statement.where(*narrowing))
            if limit is not None and len(rows) > limit:
                break
        return cut(_with_parties(session, rows), limit, lambda row: (row.happened_on, row.id))


def count_conversations(session: Session, wanted: ConversationFilter | None = None) -> int:
    """Return how many conversations a filter lets through."""
    conditions = conversation_conditions(session, wanted or ConversationFilter())
    return session.execute(select(func.count()).select_from(Conversation).where(*conditions)).scalar_one()


def conversation_conditions(session: Session, wanted: ConversationFilter) -> tuple[ColumnElement[bool], ...]:
    """Return all that a filter asks of conversations, its words too."""
    *_rest, narrowing = _narrowings(session, wanted, None, page_only=False)
    return (*_conditions(wanted), *narrowing)


def _narrowings(
    session: Session, wanted: ConversationFilter, after: Key | None, *, page_only: bool
) -> Iterable[tuple[ColumnElement[bool], ...]]:
    """Return the conditions that the words of a filter stand for, the last of them on all conversations.

    The search index knows nothing of what is put away, so that is read.
    """
    if not wanted.words.strip():
        return ((),)
    if wanted.archived:
        return (tuple(_holds_word(word) for word in asked_words(wanted.words)),)
    return narrowings(session, wanted.words, after, page_only=page_only)


def find_conversation(session: Session, conversation_id: int) -> ConversationDetail:
    """Return one conversation with its parties, what it chases, what chases it and what answered it."""
    rows = _rows(session, _ROWS.where(Conversation.id == conversation_id))
    if not rows:
        raise WrongUse(_("There is no conversation number {number}.").format(number=conversation_id))
    more = session.execute(
        select(
            Conversation.note,
            Conversation.reply_note,
            Conversation.archived_at,
            Conversation.version,
            Conversation.created_by,
            Conversation.chases_id,
            Conversation.replied_by_id,
        ).where(Conversation.id == conversation_id)
    ).one()
    linked = session.execute(
        select(
            Conversation.id,
            Conversation.happened_on,
            Conversation.channel,
            Conversation.direction,
            Conversation.subject,
            Conversation.chases_id,
            Conversation.replied_by_id,
        )
        .where(
            or_(
                Conversation.id.in_([number for number in (more.chases_id, more.replied_by_id) if number is not None]),
                Conversation.chases_id == conversation_id,
                Conversation.replied_by_id == conversation_id,
            )
        )
        .order_by(Conversation.happened_on, Conversation.id)
    ).all()
    by_id = {row.id: LinkedConversation(*row[:5]) for row in linked}
    return ConversationDetail(
        row=rows[0],
        note=more.note,
        reply_note=more.reply_note,
        archived=more.archived_at is not None,
        version=more.version,
        created_by=more.created_by,
        chases=by_id.get(more.chases_id),
        chased_by=tuple(by_id[row.id] for row in linked if row.chases_id == conversation_id),
        answered_by=by_id.get(more.replied_by_id),
        answers=tuple(by_id[row.id] for row in linked if row.replied_by_id == conversation_id),
    )


def _rows(session: Session, statement: Select[*tuple[Any, ...]]) -> list[ConversationRow]:
    """Return the rows of a statement on the list's columns with their parties: two statements however many rows."""
    return _with_parties(session, rows_of(session, statement))


def _with_parties(session: Session, rows: Sequence[Row[*tuple[Any, ...]]]) -> list[ConversationRow]:
    parties = find_parties(session, [row[0] for row in rows])
    make = ConversationRow if len(rows) < MANY else maker(ConversationRow)
    return [make(parties[row[0]], *row) for row in rows]


def _conditions(wanted: ConversationFilter) -> list[ColumnElement[bool]]:
    """Return what a filter asks of a conversation."""
    put_away = Conversation.archived_at.is_not(None) if wanted.archived else Conversation.archived_at.is_(None)
    conditions: list[ColumnElement[bool]] = [put_away, *with_party(wanted.organisation_id, wanted.person_id)]
    if wanted.among is not None:
        conditions.append(Conversation.id.in_(wanted.among))
    if wanted.narrowing is not None:
        conditions.append(wanted.narrowing.condition)
    if wanted.channel is not None:
        conditions.append(Conversation.channel == wanted.channel)
    if wanted.direction is not None:
        conditions.append(Conversation.direction == wanted.direction)
    if wanted.first_day is not None:
        conditions.append(Conversation.happened_on >= wanted.first_day)
    if wanted.last_day is not None:
        conditions.append(Conversation.happened_on <= wanted.last_day)
    if wanted.unanswered or wanted.overdue_at is not None:
        conditions.append(IS_AWAITING)
    if wanted.overdue_at is not None:
        conditions.append(Conversation.reply_expected_by < wanted.overdue_at)
    return conditions


def _holds_word(word: str) -> ColumnElement[bool]:
    """Return the condition that a word stands in the subject, the note or the name of a party."""
    key = sort_key(word)
    named = (
        select(ConversationParty.conversation_id)
        .outerjoin(Person, Person.id == ConversationParty.person_id)
        .outerjoin(Organisation, Organisation.id == ConversationParty.organisation_id)
        .where(or_(Person.name_key.contains(key), Organisation.name_key.contains(key)))
    )
    conditions = [
        Conversation.subject.icontains(word, autoescape=True),
        Conversation.note.icontains(word, autoescape=True),
    ]
    return or_(*conditions, Conversation.id.in_(named)) if key else or_(*conditions)


def find_oldest_awaiting(
    session: Session, *, person_ids: Iterable[int] = (), organisation_ids: Iterable[int] = ()
) -> ConversationRow | None:
    """Return the oldest conversation that waits for a reply from any of these, to offer that a new one answers it."""
    people, organisations = list(person_ids), list(organisation_ids)
    if not people and not organisations:
        return None
    from_them = select(ConversationParty.conversation_id).where(
        or_(ConversationParty.person_id.in_(people), ConversationParty.organisation_id.in_(organisations))
    )
    rows = _rows(
        session,
        _ROWS.where(
            IS_AWAITING,
            Conversation.archived_at.is_(None),
            Conversation.id.in_(from_them),
        )
        .order_by(Conversation.happened_on, Conversation.id)
        .limit(1),
    )
    return rows[0] if rows else None
