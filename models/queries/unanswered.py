"""What we sent that waits for a reply: who owes one, for how long, how often we asked again, who answers how well."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, func, literal_column, select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.entities import (
    Channel,
    Conversation,
    ConversationParty,
    Direction,
    Organisation,
    ReplyState,
)
from models.many_rows import many_rows
from models.numbers import is_among
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.parties import PartyRow, find_parties
from models.queries.party_names import name_parties
from models.queries.rows import MANY, maker, rows_of
from models.queries.sight import sees_record
from models.vocabulary import Visibility

IS_AWAITING = Conversation.reply_state == literal_column("'awaiting'")
"""We wait for a reply. The word stands in the SQL itself, since SQLite takes a partial index only then."""

_IS_RECEIVED = Conversation.reply_state == literal_column("'received'")


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
class UnansweredAt:
    """An organisation that owes us replies: how many, how many of them late, and for how long at most."""

    organisation_id: int
    name: str
    waiting: int
    late: int
    days_waiting: int
    """Since the oldest of them was sent."""
    times_chased: int
    last_chased_on: date | None
    rows: tuple[UnansweredRow, ...]


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


_COLUMNS = select(
    Conversation.id,
    Conversation.happened_on,
    Conversation.channel,
    Conversation.subject,
    Conversation.our_person,
    Conversation.reply_expected_by,
    Conversation.visibility,
)
_DUE_THEN_NUMBER = itemgetter(5, 0)
"""What they are sorted by: `reply_expected_by` and `id` by their places, which are found sooner than their names."""


_CHASES = (
    select(Conversation.chases_id, func.count(), func.max(Conversation.happened_on))
    .where(
        is_among(Conversation.chases_id, "ids"),
        Conversation.happened_on <= bindparam("as_at"),
        Conversation.archived_at.is_(None),
    )
    .group_by(Conversation.chases_id)
)


def list_unanswered(
    session: Session,
    as_at: date,
    *,
    organisation_id: int | None = None,
    person_id: int | None = None,
    late_only: bool = False,
    limit: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[UnansweredRow, ...]:
    """Return what had no answer at the end of a day, the longest late first, with days waiting and times chased.

    An answer that came after that day does not count, so a paper for an earlier day stays true.
    """
    with many_rows(limit is None):
        rows: list[Row[*tuple[Any, ...]]] = []
        for still_open in _unanswered_at(as_at):
            statement = _COLUMNS.where(
                *still_open, *with_party(organisation_id, person_id), sees_record(Conversation, audience)
            )
            if late_only:
                statement = statement.where(Conversation.reply_expected_by < as_at)
            statement = statement.order_by(Conversation.reply_expected_by, Conversation.id).limit(limit)
            rows.extend(rows_of(session, statement))
        rows = sorted(rows, key=_DUE_THEN_NUMBER)[:limit]
        numbers = [row[0] for row in rows]
        parties = name_parties(session, find_parties(session, numbers), as_at, audience)
        return _made(rows, as_at, parties, _chases(session, numbers, as_at))


def _made(
    rows: Sequence[Row[*tuple[Any, ...]]],
    as_at: date,
    parties: Mapping[int, tuple[PartyRow, ...]],
    chases: Mapping[int, tuple[int, date]],
) -> tuple[UnansweredRow, ...]:
    """Return rows of `_COLUMNS` with whom they went to and how often they were chased."""
    make: Callable[..., UnansweredRow] = UnansweredRow if len(rows) < MANY else maker(UnansweredRow)
    never = (0, None)
    return tuple(
        make(
            parties[number],
            (as_at - sent_on).days,
            (as_at - due_on).days if due_on < as_at else 0,
            *chases.get(number, never),
            number,
            sent_on,
            channel,
            subject,
            our_person,
            due_on,
            visibility,
        )
        for number, sent_on, channel, subject, our_person, due_on, visibility in rows
    )


def count_unanswered(
    session: Session,
    as_at: date,
    sent_between: tuple[date, date] | None = None,
    *,
    audience: Visibility = EVERYONE_OF_OURS,
) -> UnansweredCount:
    """Return how many replies were awaited at the end of a day, and how many of them were late.

    `sent_between` counts only what was sent from its first to its last day.
    """
    sent = [sees_record(Conversation, audience)]
    if sent_between is not None:
        sent.append(Conversation.happened_on.between(*sent_between))
    late = func.count().filter(Conversation.reply_expected_by < as_at)
    awaiting = overdue = 0
    for still_open in _unanswered_at(as_at):
        row = session.execute(select(func.count(), late).select_from(Conversation).where(*still_open, *sent)).one()
        awaiting, overdue = awaiting + row[0], overdue + row[1]
    return UnansweredCount(awaiting, overdue)


def list_unanswered_by_organisation(
    session: Session, as_at: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[UnansweredAt, ...]:
    """Return the register of who owes us replies at the end of a day: the one waited for longest first.

    A letter to several organisations stands with each of them. People written to for themselves are not in it.
    """
    owed: dict[int, dict[int, UnansweredRow]] = {}
    names: dict[int, str] = {}
    for row in list_unanswered(session, as_at, audience=audience):
        for party in row.parties:
            if party.organisation_id is not None and party.organisation_name:
                owed.setdefault(party.organisation_id, {})[row.id] = row
                names[party.organisation_id] = party.organisation_name
    register = [_owed_by(number, names[number], tuple(rows.values())) for number, rows in owed.items()]
    return tuple(sorted(register, key=lambda one: (-one.days_waiting, one.name, one.organisation_id)))


def _owed_by(organisation_id: int, name: str, rows: tuple[UnansweredRow, ...]) -> UnansweredAt:
    chased = [row.last_chased_on for row in rows if row.last_chased_on is not None]
    return UnansweredAt(
        organisation_id,
        name,
        waiting=len(rows),
        late=sum(row.days_late > 0 for row in rows),
        days_waiting=max(row.days_waiting for row in rows),
        times_chased=sum(row.times_chased for row in rows),
        last_chased_on=max(chased, default=None),
        rows=rows,
    )


def list_reply_rates(
    session: Session, first_day: date, last_day: date, as_at: date, *, ward_id: int | None = None
) -> tuple[ReplyRate, ...]:
    """Return for each organisation how many of our letters of a period wanted a reply and how many had one by a day.

    With a ward, for those that lie in it.
    """
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
            *(() if ward_id is None else (Organisation.ward_id == ward_id,)),
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
    for some in in_chunks(asked_ids):
        rows = rows_of(session, _CHASES, {"ids": some, "as_at": as_at})
        found.update((asked_id, (times, last)) for asked_id, times, last in rows)
    return found


def with_party(organisation_id: int | None, person_id: int | None) -> list[ColumnElement[bool]]:
    """Return the conditions that an organisation and a person took part."""
    conditions: list[ColumnElement[bool]] = []
    parties = select(ConversationParty.conversation_id)
    if organisation_id is not None:
        conditions.append(Conversation.id.in_(parties.where(ConversationParty.organisation_id == organisation_id)))
    if person_id is not None:
        conditions.append(Conversation.id.in_(parties.where(ConversationParty.person_id == person_id)))
    return conditions
