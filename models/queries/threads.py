"""Matters that several conversations are about, and the conversations in one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Date, and_, func, select, type_coerce
from sqlalchemy.orm import Session

from models.entities import Channel, Conversation, Direction, Organisation, ReplyState, Tag, Thread
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.parties import PartyRow, find_parties
from models.queries.party_names import name_parties
from models.queries.rows import fetch
from models.queries.sight import sees_record
from models.vocabulary import ThreadState, Visibility


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A matter with how many conversations are in it, those the audience may read."""

    id: int
    subject: str
    organisation_id: int | None
    organisation: str | None
    theme: str | None
    state: ThreadState
    opened_on: date
    closed_on: date | None
    conversations: int
    last_on: date | None
    """The day of the last conversation in it."""
    awaiting: int
    """How many of them wait for a reply."""
    visibility: Visibility
    version: int


@dataclass(frozen=True, slots=True)
class ThreadTalk:
    """A conversation in a matter."""

    id: int
    happened_on: date
    channel: Channel
    direction: Direction
    subject: str
    reply_state: ReplyState
    our_person: str
    parties: tuple[PartyRow, ...]


def list_threads(
    session: Session,
    *,
    state: ThreadState | None = None,
    organisation_id: int | None = None,
    theme_id: int | None = None,
    thread_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[ThreadRow, ...]:
    """Return matters, those with the latest conversation first; with `thread_id` that one alone."""
    talk = and_(
        Conversation.thread_id == Thread.id,
        Conversation.archived_at.is_(None),
        sees_record(Conversation, audience),
    )
    last = func.max(Conversation.happened_on)
    question = (
        select(
            Thread.id,
            Thread.subject,
            Thread.organisation_id,
            Organisation.name,
            Tag.name,
            Thread.state,
            Thread.opened_on,
            Thread.closed_on,
            func.count(Conversation.id),
            type_coerce(last, Date),
            func.count(Conversation.id).filter(Conversation.reply_state == ReplyState.AWAITING),
            Thread.visibility,
            Thread.version,
        )
        .select_from(Thread)
        .outerjoin(Conversation, talk)
        .outerjoin(Organisation, Organisation.id == Thread.organisation_id)
        .outerjoin(Tag, Tag.id == Thread.theme_id)
        .where(
            Thread.archived_at.is_(None),
            readable(Thread, audience),
            readable_or_none(Organisation, audience),
            readable_or_none(Tag, audience),
            *_conditions(state, organisation_id, theme_id, thread_id),
        )
        .group_by(Thread.id, Organisation.id, Tag.id)
        .order_by(func.coalesce(last, Thread.opened_on).desc(), Thread.id.desc())
    )
    return tuple(fetch(session, ThreadRow, question))


def list_thread_talks(
    session: Session, thread_id: int, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[ThreadTalk, ...]:
    """Return the conversations in a matter, the first one first."""
    rows = session.execute(
        select(
            Conversation.id,
            Conversation.happened_on,
            Conversation.channel,
            Conversation.direction,
            Conversation.subject,
            Conversation.reply_state,
            Conversation.our_person,
        )
        .join(Thread, Thread.id == Conversation.thread_id)
        .where(
            Conversation.thread_id == thread_id,
            Conversation.archived_at.is_(None),
            readable(Thread, audience),
            sees_record(Conversation, audience),
        )
        .order_by(Conversation.happened_on, Conversation.id)
    ).all()
    parties = find_parties(session, [row.id for row in rows])
    latest = max((row.happened_on for row in rows), default=date.min)
    parties = name_parties(session, parties, latest, audience)
    return tuple(ThreadTalk(*row, parties=parties[row.id]) for row in rows)


def _conditions(
    state: ThreadState | None, organisation_id: int | None, theme_id: int | None, thread_id: int | None
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if state is not None:
        conditions.append(Thread.state == state)
    if organisation_id is not None:
        conditions.append(Thread.organisation_id == organisation_id)
    if thread_id is not None:
        conditions.append(Thread.id == thread_id)
    if theme_id is not None:
        conditions.append(Thread.theme_id == theme_id)
    return conditions
