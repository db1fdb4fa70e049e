"""The last real contact with organisations and people: what sets back the days until we should speak again.

Real contact is two-way or face to face. It is, on its day:

- a conversation in which they contacted us, or in which both took part;
- a visit, interview, focus group, introduction or meeting we noted, whoever asked for it;
- a call of ours, unless we still wait for a reply, stopped waiting for one, or made it to chase;
- what else we sent (letter, email, message), on the day its reply came, and never without one;
- somebody being present at a meeting that was held, together with one of ours or of a body of ours;
- somebody having attended an event that was not cancelled, ours or one to which one of ours came too; and with the
  host of an event to which one of ours came;
- a question in the open forum of a meeting that was held, which one of ours put or heard: with who asked it and with
  the body that met, and on the day of the answer with who answered it.

One of ours came who is down as present or attended for our organisation or a body of it, who held a role there on the
day, or who was to go there for us. Where the book does not say who we are, everybody's presence counts.

Nothing else is contact: no edit, note, tag or plan, and no letter of ours without an answer. A conversation named with
an organisation counts for that organisation; a person named alone for every organisation at which they held a role on
the day. What is logged never moves the last contact back; taking a change back does, and so does correcting one:
another day, or putting away what never happened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Select,
    String,
    and_,
    bindparam,
    case,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from models.entities import (
    Affiliation,
    Attendance,
    Channel,
    Conversation,
    ConversationParty,
    Direction,
    Event,
    EventRole,
    ForumQuestion,
    Meeting,
    Organisation,
    Person,
    ReplyState,
)
from models.entities import AttendanceStatus as Status
from models.queries.contact_facts import by_conversation, by_meeting, held_on, meeting_day, named_nobody
from models.queries.ours import our_bodies
from models.queries.ours_came import OF_ALL, OF_EACH, Together, event_day, took_place
from models.vocabulary import ContactSource

FACE_TO_FACE = (
    *(Channel.VISIT, Channel.GOVERNOR_VISIT, Channel.INTERVIEW, Channel.FOCUS_GROUP),
    *(Channel.INTRODUCTION, Channel.MEETING_NOTE),
)
"""Ways of speaking that need both sides."""


FEW, MANY = 200, 10_000
"""Up to a few each is looked up by itself; of more than many all are read, which costs less than looking up each."""


@dataclass(frozen=True, slots=True)
class LastContact:
    """The day of the last real contact and what it was."""

    on: date
    how: ContactSource


def find_last_contacts(
    session: Session, organisation_ids: Sequence[int], today: date, *, among: Select[Any] | None = None
) -> dict[int, LastContact]:
    """Return the last real contact up to a day with each of some organisations; those that had none are left out.

    `among`, a question of its module put together once, finds their numbers and few others: where they are many it is
    asked instead of telling each number.
    """
    return _find(session, _of_organisations, organisation_ids, today, among)


def find_last_contacts_with_people(
    session: Session, person_ids: Sequence[int], today: date, *, among: Select[Any] | None = None
) -> dict[int, LastContact]:
    """Return the last real contact up to a day with each of some people; those that had none are left out.

    `among` is as for organisations.
    """
    return _find(session, _of_people, person_ids, today, among)


class _Asked(Enum):
    """Of how many a question is; the answers are the same, the ways to them are not."""

    FEW = auto()
    MANY = auto()
    ALL = auto()


def _find(
    session: Session,
    question: Callable[[_Asked, Select[Any] | None], Select[Any]],
    ids: Sequence[int],
    today: date,
    among: Select[Any] | None,
) -> dict[int, LastContact]:
    if not ids:
        return {}
    ours = our_bodies(session)
    values: dict[str, Any] = {"today": today, "us": ours, "anybody": not ours}
    asked = _Asked.FEW if len(ids) <= FEW else _Asked.MANY if len(ids) <= MANY else _Asked.ALL
    among = among if asked is _Asked.MANY else None
    if asked is not _Asked.ALL and among is None:
        values["ids"] = list(ids)
    latest: dict[int, tuple[date, str]] = {}
    for number, how, day in session.connection().execute(question(asked, among), values).all():
        known = latest.get(number)
        if known is None or (day, how) > known:
            latest[number] = (day, how)
    wanted = latest if "ids" in values else latest.keys() & set(ids)
    return {number: LastContact(latest[number][0], _SOURCES[latest[number][1]]) for number in wanted}


_SOURCES = {source.value: source for source in ContactSource}


talk_day: ColumnElement[date] = type_coerce(
    case(
        (
            or_(Conversation.direction != Direction.OUT, Conversation.channel.in_(FACE_TO_FACE)),
            Conversation.happened_on,
        ),
        (Conversation.reply_state == ReplyState.RECEIVED, Conversation.replied_on),
        (
            and_(
                Conversation.channel == Channel.CALL,
                Conversation.reply_state == ReplyState.NONE_NEEDED,
                Conversation.chases_id.is_(None),
            ),
            Conversation.happened_on,
        ),
        else_=null(),
    ),
    Date,
)
"""The day on which a conversation was real contact; nothing where it was none."""

_IDS: BindParameter[list[int]] = bindparam("ids", expanding=True)


def _labelled(day: ColumnElement[date], how: ContactSource) -> tuple[ColumnElement[Any], ...]:
    return literal(how.value, String).label("how"), day.label("day")


_TALK = _labelled(talk_day, ContactSource.CONVERSATION)
_MEETING = _labelled(meeting_day, ContactSource.MEETING)
_EVENT = _labelled(event_day, ContactSource.EVENT)
_ASKED = _labelled(meeting_day, ContactSource.FORUM_QUESTION)
_ANSWERED = _labelled(type_coerce(ForumQuestion.answered_on, Date), ContactSource.FORUM_QUESTION)


def _are_wanted(
    owner: type[Organisation | Person], asked: _Asked, among: Select[Any] | None
) -> Callable[[Any], ColumnElement[bool]]:
    """Return how to say of a column that it is the number of one of those asked for."""
    if asked is _Asked.FEW:
        return lambda number: number.in_(_IDS)
    if asked is _Asked.ALL:
        return lambda number: not_(named_nobody(number))
    # Told once: a list in each of the parts changes SQLite's mind, and it reads what it should look up.
    told = select(owner.id).where(owner.id.in_(_IDS)) if among is None else among
    wanted = told.cte("wanted").prefix_with("MATERIALIZED")
    return lambda number: number.in_(select(wanted.c[0]))


@cache
def _of_organisations(asked: _Asked, among: Select[Any] | None = None) -> Select[Any]:
    """Return the question for organisations, put together once."""
    is_one, together = _are_wanted(Organisation, asked, among), OF_EACH if asked is _Asked.FEW else OF_ALL
    talks = zip(by_conversation(*_TALK), (ConversationParty.organisation_id, Affiliation.organisation_id), strict=True)
    meets = zip(by_meeting(*_MEETING), (Attendance.organisation_id, Affiliation.organisation_id), strict=True)
    came = select(EventRole.organisation_id, *_EVENT).join(Event, Event.id == EventRole.event_id)
    hosts = select(Event.organisation_id, *_EVENT).where(took_place, together.we_came)
    through_people = (
        select(Affiliation.organisation_id, *_EVENT)
        .select_from(Affiliation)
        .join(
            EventRole,
            and_(EventRole.person_id == Affiliation.person_id, named_nobody(EventRole.organisation_id)),
        )
        .join(Event, Event.id == EventRole.event_id)
        .where(EventRole.attended.is_(True), together.came, held_on(event_day))
    )
    body, asking, answering = _forum_of_organisations(together)
    parts = [
        *(part.where(is_one(owner)) for part, owner in talks),
        *(part.where(is_one(owner), together.met) for part, owner in meets),
        came.where(is_one(EventRole.organisation_id), EventRole.attended.is_(True), together.came),
        hosts.where(is_one(Event.organisation_id)),
        through_people.where(is_one(Affiliation.organisation_id)),
        body.where(is_one(Meeting.organisation_id)),
        asking.where(is_one(Affiliation.organisation_id)),
        answering.where(is_one(Affiliation.organisation_id)),
    ]
    return _latest(parts, "organisation_id")


def _forum_of_organisations(together: Together) -> tuple[Select[Any], Select[Any], Select[Any]]:
    """Return the questions of open forums: with the body that met, who asked, and who answered."""
    body = select(Meeting.organisation_id, *_ASKED).join(ForumQuestion, ForumQuestion.meeting_id == Meeting.id)
    asking = (
        select(Affiliation.organisation_id, *_ASKED)
        .select_from(Affiliation)
        .join(ForumQuestion, ForumQuestion.asked_by_person_id == Affiliation.person_id)
        .join(Meeting, Meeting.id == ForumQuestion.meeting_id)
        .where(held_on(meeting_day))
    )
    answering = (
        select(Affiliation.organisation_id, *_ANSWERED)
        .select_from(Affiliation)
        .join(ForumQuestion, ForumQuestion.answer_person_id == Affiliation.person_id)
        .join(Meeting, Meeting.id == ForumQuestion.meeting_id)
        .where(held_on(type_coerce(ForumQuestion.answered_on, Date)))
    )
    return body.where(together.heard), asking.where(together.heard), answering.where(together.heard)


@cache
def _of_people(asked: _Asked, among: Select[Any] | None = None) -> Select[Any]:
    """Return the question for people, put together once."""
    is_one, together = _are_wanted(Person, asked, among), OF_EACH if asked is _Asked.FEW else OF_ALL
    talks = (
        select(ConversationParty.person_id.label("person_id"), *_TALK)
        .join(Conversation, Conversation.id == ConversationParty.conversation_id)
        .where(is_one(ConversationParty.person_id), Conversation.archived_at.is_(None))
    )
    meets = (
        select(Attendance.person_id, *_MEETING)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(is_one(Attendance.person_id), Attendance.status == Status.PRESENT, together.met)
    )
    events = (
        select(EventRole.person_id, *_EVENT)
        .join(Event, Event.id == EventRole.event_id)
        .where(is_one(EventRole.person_id), EventRole.attended.is_(True), together.came)
    )
    asking = (
        select(ForumQuestion.asked_by_person_id, *_ASKED)
        .join(Meeting, Meeting.id == ForumQuestion.meeting_id)
        .where(is_one(ForumQuestion.asked_by_person_id), together.heard)
    )
    answering = (
        select(ForumQuestion.answer_person_id, *_ANSWERED)
        .join(Meeting, Meeting.id == ForumQuestion.meeting_id)
        .where(is_one(ForumQuestion.answer_person_id), together.heard)
    )
    return _latest([talks, meets, events, asking, answering], "person_id")


def _latest(parts: Sequence[Select[Any]], whose: str) -> Select[Any]:
    """Return the last day of each source for each of those asked for."""
    every = union_all(*parts).subquery("contact")
    number = every.c[whose]
    return (
        select(number, every.c.how, type_coerce(func.max(every.c.day), Date))
        .where(every.c.day <= bindparam("today", type_=Date))
        .group_by(number, every.c.how)
    )
