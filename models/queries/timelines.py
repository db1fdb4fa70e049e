"""The timeline of an organisation or a person: everything that happened with them, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Select,
    Text,
    Tuple,
    bindparam,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    tuple_,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from models.entities import (
    Attendance,
    Channel,
    Commitment,
    CommitmentState,
    Conversation,
    ConversationParty,
    Direction,
    Event,
    EventStage,
    Meeting,
    MeetingState,
    Promotion,
    PromotionState,
    ReplyState,
)
from models.queries.contact_facts import conversations_of, meeting_day
from models.queries.paging import Key, Page, cut
from models.queries.parties import PartyRow, find_parties

PREVIEW = 300
"""Characters of what was said that a timeline shows."""


class TimelineKind(StrEnum):
    """What an entry of a timeline is and opens; a promotion opens its event."""

    CONVERSATION = "conversation"
    MEETING = "meeting"
    EVENT = "event"
    PROMOTION = "promotion"
    COMMITMENT = "commitment"


State = ReplyState | MeetingState | EventStage | PromotionState | CommitmentState
_STATES: dict[TimelineKind, type[State]] = {
    TimelineKind.CONVERSATION: ReplyState,
    TimelineKind.MEETING: MeetingState,
    TimelineKind.EVENT: EventStage,
    TimelineKind.PROMOTION: PromotionState,
    TimelineKind.COMMITMENT: CommitmentState,
}
_RANKS = {kind: number for number, kind in enumerate(TimelineKind)}


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One thing that happened: said, met, shown or promised."""

    kind: TimelineKind
    id: int
    """The number of the record that it opens."""
    on: date
    title: str
    text: str
    """The beginning of what was said or noted."""
    state: State
    channel: Channel | None
    direction: Direction | None
    due_on: date | None
    """When a reply or a promise is due."""
    who: str
    """The other side of a conversation."""
    by: str
    """Who of ours had the conversation."""


def list_timeline(
    session: Session,
    *,
    organisation_id: int | None = None,
    person_id: int | None = None,
    after: Key | None = None,
    limit: int | None = None,
) -> Page[TimelineItem]:
    """Return a page of what happened with an organisation or a person, the newest first.

    Of an organisation: conversations that count as contact with it, meetings of or with it, its events, what it was
    asked to advertise, promises it gave or was given. `next_key`, given as `after`, asks for the page behind it.
    """
    if organisation_id is None and person_id is None:
        raise ValueError("a timeline is somebody's")
    whose = person_id if organisation_id is None else organisation_id
    question, place = _timeline(of_organisation=organisation_id is not None)
    if after is not None:
        question = question.where(place < after)
    if limit is not None:
        question = question.limit(limit + 1)
    found = session.execute(question, {"whose": whose}).all()
    page = cut(found, limit, lambda row: (row.day, row.rank, row.source_id))
    kinds = list(TimelineKind)
    talks = [row.id for row in page.rows if kinds[row.rank] is TimelineKind.CONVERSATION]
    parties = find_parties(session, talks)
    return Page(
        tuple(_item(row, kinds[row.rank], parties) for row in page.rows),
        page.next_key,
    )


@cache
def _timeline(*, of_organisation: bool) -> tuple[Select[*tuple[Any, ...]], Tuple]:
    """Return the question for a timeline and where an entry lies in it, put together once."""
    found = (_of_organisation() if of_organisation else _of_person()).subquery("item")
    question = select(found).order_by(found.c.day.desc(), found.c.rank.desc(), found.c.source_id.desc())
    return question, tuple_(found.c.day, found.c.rank, found.c.source_id)


def _item(row: Any, kind: TimelineKind, parties: dict[int, tuple[PartyRow, ...]]) -> TimelineItem:
    talk = kind is TimelineKind.CONVERSATION
    return TimelineItem(
        kind=kind,
        id=row.id,
        on=row.day,
        title=row.title,
        text=row.text,
        state=_STATES[kind](row.state),
        channel=Channel(row.channel) if talk else None,
        direction=Direction(row.direction) if talk else None,
        due_on=row.due_on,
        who=", ".join(party.name for party in parties.get(row.id, ())) if talk else "",
        by=row.by,
    )


def _part(
    kind: TimelineKind,
    number: ColumnElement[int],
    day: ColumnElement[Any],
    title: ColumnElement[str],
    note: ColumnElement[str],
    state: ColumnElement[Any],
    due_on: ColumnElement[Any] | None = None,
    source_id: ColumnElement[int] | None = None,
    talk: tuple[ColumnElement[Any], ColumnElement[Any], ColumnElement[Any]] | None = None,
) -> Select[*tuple[Any, ...]]:
    """Return one kind of entry with the columns that all kinds share."""
    channel, direction, by = talk or (null(), null(), literal(""))
    return select(
        literal(_RANKS[kind], Integer).label("rank"),
        number.label("id"),
        (number if source_id is None else source_id).label("source_id"),
        type_coerce(day, Date).label("day"),
        title.label("title"),
        func.substr(note, 1, PREVIEW).label("text"),
        cast(state, Text).label("state"),
        cast(channel, Text).label("channel"),
        cast(direction, Text).label("direction"),
        (cast(null(), Date) if due_on is None else due_on).label("due_on"),
        cast(by, Text).label("by"),
    )


def _conversations(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return _part(
        TimelineKind.CONVERSATION,
        Conversation.id.expression,
        Conversation.happened_on.expression,
        Conversation.subject.expression,
        Conversation.note.expression,
        Conversation.reply_state.expression,
        due_on=Conversation.reply_expected_by.expression,
        talk=(Conversation.channel.expression, Conversation.direction.expression, Conversation.our_person.expression),
    ).where(Conversation.archived_at.is_(None), which)


def _meetings(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return _part(
        TimelineKind.MEETING,
        Meeting.id.expression,
        meeting_day,
        Meeting.title.expression,
        Meeting.notes.expression,
        Meeting.state.expression,
    ).where(Meeting.archived_at.is_(None), which)


def _commitments(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return _part(
        TimelineKind.COMMITMENT,
        Commitment.id.expression,
        Commitment.made_on.expression,
        Commitment.text.expression,
        Commitment.observable_result.expression,
        Commitment.state.expression,
        due_on=Commitment.due_on.expression,
    ).where(Commitment.archived_at.is_(None), which)


_event_day = func.date(Event.starts_at)


def _events(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return _part(
        TimelineKind.EVENT,
        Event.id.expression,
        _event_day,
        Event.title.expression,
        Event.note.expression,
        Event.stage.expression,
    ).where(Event.archived_at.is_(None), which)


def _promotions(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the events that were to be advertised, on the day of asking; suggestions are not yet anything."""
    return (
        _part(
            TimelineKind.PROMOTION,
            Event.id.expression,
            Promotion.asked_on.expression,
            Event.title.expression,
            Promotion.note.expression,
            Promotion.state.expression,
            source_id=Promotion.id.expression,
        )
        .join(Promotion, Promotion.event_id == Event.id)
        .where(Event.archived_at.is_(None), Promotion.asked_on.is_not(None), which)
    )


_WHOSE: BindParameter[int] = bindparam("whose", type_=BigInteger)


def _of_organisation() -> CompoundSelect[*tuple[Any, ...]]:
    there = select(Attendance.meeting_id).where(Attendance.organisation_id == _WHOSE)
    return union_all(
        _conversations(Conversation.id.in_(conversations_of(_WHOSE))),
        _meetings(or_(Meeting.organisation_id == _WHOSE, Meeting.id.in_(there))),
        _events(Event.organisation_id == _WHOSE),
        _promotions(Promotion.organisation_id == _WHOSE),
        _commitments(or_(Commitment.owner_organisation_id == _WHOSE, Commitment.to_organisation_id == _WHOSE)),
    )


def _of_person() -> CompoundSelect[*tuple[Any, ...]]:
    said = select(ConversationParty.conversation_id).where(ConversationParty.person_id == _WHOSE)
    there = select(Attendance.meeting_id).where(Attendance.person_id == _WHOSE)
    return union_all(
        _conversations(Conversation.id.in_(said)),
        _meetings(Meeting.id.in_(there)),
        _promotions(Promotion.person_id == _WHOSE),
        _commitments(or_(Commitment.owner_person_id == _WHOSE, Commitment.to_person_id == _WHOSE)),
    )
