"""Conversations: the list, one with its parties and chases, and those that still wait for a reply."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, literal_column, or_, select, tuple_
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
from models.queries.paging import Key, Page, cut
from models.queries.parties import CHUNK, PartyRow, find_parties
from models.text import sort_key
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


@dataclass(frozen=True, slots=True)
class UnansweredRow:
    """An outgoing conversation whose reply has not come, in the terms of facts: days waiting, times chased."""

    parties: tuple[PartyRow, ...]
    days_waiting: int
    days_late: int
    """Days since the reply was due; 0 while there is still time."""
    times_chased: int
    last_chased_on: date | None
    id: int
    happened_on: date
    channel: Channel
    subject: str
    our_person: str
    reply_expected_by: date
    visibility: Visibility

    @property
    def who(self) -> str:
        """Return the other side by name."""
        return ", ".join(party.name for party in self.parties)


@dataclass(frozen=True, slots=True)
class UnansweredCount:
    """How many replies are awaited and how many of them are late."""

    awaiting: int
    late: int


@dataclass(frozen=True, slots=True)
class ReplyRate:
    """How an organisation answered what we sent it in a period."""

    organisation_id: int
    name: str
    wanted: int
    replied: int

    @property
    def rate(self) -> float | None:
        """Return the fraction answered; None where no reply was wanted."""
        return self.replied / self.wanted if self.wanted else None


IS_AWAITING = Conversation.reply_state == literal_column("'awaiting'")
"""We wait for a reply. The word stands in the SQL itself, since SQLite takes a partial index only then."""

_IS_RECEIVED = Conversation.reply_state == literal_column("'received'")

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
    statement = _ROWS.where(*_conditions(wanted or ConversationFilter()))
    if after is not None:
        statement = statement.where(tuple_(Conversation.happened_on, Conversation.id) < tuple_(*after))
    statement = statement.order_by(Conversation.happened_on.desc(), Conversation.id.desc())
    if limit is not None:
        statement = statement.limit(limit + 1)
    return cut(_rows(session, statement), limit, lambda row: (row.happened_on, row.id))


def count_conversations(session: Session, wanted: ConversationFilter | None = None) -> int:
    """Return how many conversations a filter lets through."""
    conditions = _conditions(wanted or ConversationFilter())
    return session.execute(select(func.count()).select_from(Conversation).where(*conditions)).scalar_one()


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


def list_unanswered(
    session: Session,
    as_at: date,
    *,
    organisation_id: int | None = None,
    person_id: int | None = None,
    late_only: bool = False,
    limit: int | None = None,
) -> tuple[UnansweredRow, ...]:
    """Return what had no answer at the end of a day, the longest late first, with days waiting and times chased.

    An answer that came after that day does not count, so a paper for an earlier day stays true.
    """
    columns = select(
        Conversation.id,
        Conversation.happened_on,
        Conversation.channel,
        Conversation.subject,
        Conversation.our_person,
        Conversation.reply_expected_by,
        Conversation.visibility,
    )
    rows: list[Row[*tuple[Any, ...]]] = []
    for still_open in _unanswered_at(as_at):
        statement = columns.where(*still_open, *_with_party(organisation_id, person_id))
        if late_only:
            statement = statement.where(Conversation.reply_expected_by < as_at)
        statement = statement.order_by(Conversation.reply_expected_by, Conversation.id).limit(limit)
        rows.extend(session.execute(statement))
    rows = sorted(rows, key=lambda row: (row.reply_expected_by, row.id))[:limit]
    parties = find_parties(session, (row.id for row in rows))
    chases = _chases(session, [row.id for row in rows], as_at)
    return tuple(
        UnansweredRow(
            parties[row.id],
            (as_at - row.happened_on).days,
            max(0, (as_at - row.reply_expected_by).days),
            *chases.get(row.id, (0, None)),
            *row,
        )
        for row in rows
    )


def count_unanswered(session: Session, as_at: date) -> UnansweredCount:
    """Return how many replies were awaited at the end of a day, and how many of them were late."""
    late = func.count().filter(Conversation.reply_expected_by < as_at)
    awaiting = overdue = 0
    for still_open in _unanswered_at(as_at):
        row = session.execute(select(func.count(), late).select_from(Conversation).where(*still_open)).one()
        awaiting, overdue = awaiting + row[0], overdue + row[1]
    return UnansweredCount(awaiting, overdue)


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


def list_reply_rates(session: Session, first_day: date, last_day: date, as_at: date) -> tuple[ReplyRate, ...]:
    """Return for each organisation how many of our letters of a period wanted a reply and how many had one by a day."""
    replied = func.count(Conversation.id.distinct()).filter(
        Conversation.reply_state == ReplyState.RECEIVED, Conversation.replied_on <= as_at
    )
    rows = session.execute(
        select(Organisation.id, Organisation.name, func.count(Conversation.id.distinct()), replied)
        .select_from(Conversation)
        .join(ConversationParty, ConversationParty.conversation_id == Conversation.id)
        .join(Organisation, Organisation.id == ConversationParty.organisation_id)
        .where(
            Conversation.archived_at.is_(None),
            Conversation.happened_on.between(first_day, last_day),
            Conversation.reply_expected_by.is_not(None),
            Conversation.direction == Direction.OUT,
        )
        .group_by(Organisation.id, Organisation.name, Organisation.name_key)
        .order_by(Organisation.name_key, Organisation.id)
    )
    return tuple(ReplyRate(*row) for row in rows)


def _unanswered_at(as_at: date) -> tuple[tuple[ColumnElement[bool], ...], ...]:
    """Return the conditions of two sets that together had no answer at the end of a day.

    What still waits, and what was answered later: apart, each is found by its own index.
    """
    sent = (
        Conversation.reply_expected_by.is_not(None),
        Conversation.happened_on <= as_at,
        Conversation.archived_at.is_(None),
    )
    return (IS_AWAITING, *sent), (_IS_RECEIVED, Conversation.replied_on > as_at, *sent)


def _chases(session: Session, asked_ids: Sequence[int], as_at: date) -> dict[int, tuple[int, date]]:
    """Return for each of some conversations how often it was chased by a day, and when last."""
    found: dict[int, tuple[int, date]] = {}
    for start in range(0, len(asked_ids), CHUNK):
        rows = session.execute(
            select(Conversation.chases_id, func.count(), func.max(Conversation.happened_on))
            .where(
                Conversation.chases_id.in_(asked_ids[start : start + CHUNK]),
                Conversation.happened_on <= as_at,
                Conversation.archived_at.is_(None),
            )
            .group_by(Conversation.chases_id)
        )
        found.update((asked_id, (times, last)) for asked_id, times, last in rows if asked_id is not None)
    return found


def _rows(session: Session, statement: Select[*tuple[Any, ...]]) -> list[ConversationRow]:
    """Return the rows of a statement on the list's columns with their parties: two statements however many rows."""
    rows = session.execute(statement).all()
    parties = find_parties(session, (row[0] for row in rows))
    return [ConversationRow(parties[row[0]], *row) for row in rows]


def _conditions(wanted: ConversationFilter) -> list[ColumnElement[bool]]:
    """Return what a filter asks of a conversation."""
    put_away = Conversation.archived_at.is_not(None) if wanted.archived else Conversation.archived_at.is_(None)
    conditions: list[ColumnElement[bool]] = [put_away, *_with_party(wanted.organisation_id, wanted.person_id)]
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
    conditions.extend(_holds_word(word) for word in wanted.words.split())
    return conditions


def _with_party(organisation_id: int | None, person_id: int | None) -> list[ColumnElement[bool]]:
    """Return the conditions that an organisation and a person took part."""
    conditions: list[ColumnElement[bool]] = []
    parties = select(ConversationParty.conversation_id)
    if organisation_id is not None:
        conditions.append(Conversation.id.in_(parties.where(ConversationParty.organisation_id == organisation_id)))
    if person_id is not None:
        conditions.append(Conversation.id.in_(parties.where(ConversationParty.person_id == person_id)))
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
