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

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    Date,
    Select,
    String,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from models.entities import (
    Affiliation,
    Attendance,
    Channel,
    Conversation,
    ConversationParty,
    Direction,
    Event,
    EventRole,
    EventStage,
    ForumQuestion,
    Meeting,
    MeetingState,
    ReplyState,
    Representation,
)
from models.entities import AttendanceStatus as Status
from models.queries.contact_facts import by_conversation, by_meeting, held_on, meeting_day, named_nobody
from models.queries.ours import our_bodies
from models.vocabulary import ContactSource

FACE_TO_FACE = (
    *(Channel.VISIT, Channel.GOVERNOR_VISIT, Channel.INTERVIEW, Channel.FOCUS_GROUP),
    *(Channel.INTRODUCTION, Channel.MEETING_NOTE),
)
"""Ways of speaking that need both sides."""


AT_ONCE = 200
"""So many are asked for at once: for 5,000 SQLite takes seven times as long in one question as in 25."""


@dataclass(frozen=True, slots=True)
class LastContact:
    """The day of the last real contact and what it was."""

    on: date
    how: ContactSource


def find_last_contacts(session: Session, organisation_ids: Sequence[int], today: date) -> dict[int, LastContact]:
    """Return the last real contact up to a day with each of some organisations; those that had none are left out."""
    return _find(session, _of_organisations(), organisation_ids, today)


def find_last_contacts_with_people(session: Session, person_ids: Sequence[int], today: date) -> dict[int, LastContact]:
    """Return the last real contact up to a day with each of some people; those that had none are left out."""
    return _find(session, _of_people(), person_ids, today)


def _find(session: Session, question: Select[Any], ids: Sequence[int], today: date) -> dict[int, LastContact]:
    ours = our_bodies(session)
    latest: dict[int, LastContact] = {}
    for start in range(0, len(ids), AT_ONCE):
        values = {"ids": list(ids[start : start + AT_ONCE]), "today": today, "us": ours, "anybody": not ours}
        for number, how, day in session.execute(question, values):
            known = latest.get(number)
            if known is None or (day, how) > (known.on, known.how):
                latest[number] = LastContact(day, ContactSource(how))
    return latest


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

_event_day: ColumnElement[date] = type_coerce(func.date(Event.starts_at), Date)
_US: BindParameter[list[int]] = bindparam("us", expanding=True)
_ANYBODY = bindparam("anybody", type_=Boolean)
_role_of_ours, _sat, _came = aliased(Affiliation), aliased(Attendance), aliased(EventRole)


def _is_ours(person_id: ColumnElement[Any], day: ColumnElement[date]) -> ColumnElement[bool]:
    """Return the condition that somebody held a role with us on a day."""
    return exists().where(
        _role_of_ours.person_id == person_id,
        _role_of_ours.organisation_id.in_(_US),
        or_(_role_of_ours.starts_on.is_(None), _role_of_ours.starts_on <= day),
        or_(_role_of_ours.ends_on.is_(None), _role_of_ours.ends_on > day),
    )


_we_came = or_(
    exists().where(
        _came.event_id == Event.id,
        _came.attended.is_(True),
        or_(_came.organisation_id.in_(_US), _is_ours(_came.person_id.expression, _event_day)),
    ),
    exists().where(Representation.event_id == Event.id, Representation.is_going.is_(True)),
)
_we_sat = or_(
    exists().where(
        _sat.meeting_id == Meeting.id,
        _sat.status == Status.PRESENT,
        or_(_sat.organisation_id.in_(_US), _is_ours(_sat.person_id.expression, meeting_day)),
    ),
    exists().where(Representation.meeting_id == Meeting.id, Representation.is_going.is_(True)),
)
_took_place = and_(Event.archived_at.is_(None), Event.stage != EventStage.CANCELLED)
_came_together = and_(_took_place, or_(_ANYBODY, Event.organisation_id.in_(_US), _we_came))
_was_held = and_(Meeting.archived_at.is_(None), Meeting.state == MeetingState.HELD)
_met_together = and_(_was_held, or_(_ANYBODY, Meeting.organisation_id.in_(_US), _we_sat))
_was_heard = and_(
    _was_held,
    or_(
        _ANYBODY,
        Meeting.organisation_id.in_(_US),
        _is_ours(ForumQuestion.asked_by_person_id.expression, meeting_day),
        _we_sat,
    ),
)
_IDS: BindParameter[list[int]] = bindparam("ids", expanding=True)


def _labelled(day: ColumnElement[date], how: ContactSource) -> tuple[ColumnElement[Any], ...]:
    return literal(how.value, String).label("how"), day.label("day")


_TALK = _labelled(talk_day, ContactSource.CONVERSATION)
_MEETING = _labelled(meeting_day, ContactSource.MEETING)
_EVENT = _labelled(_event_day, ContactSource.EVENT)
_ASKED = _labelled(meeting_day, ContactSource.FORUM_QUESTION)
_ANSWERED = _labelled(type_coerce(ForumQuestion.answered_on, Date), ContactSource.FORUM_QUESTION)


@cache
def _of_organisations() -> Select[Any]:
    """Return the question for organisations, put together once."""
    talks = zip(by_conversation(*_TALK), (ConversationParty.organisation_id, Affiliation.organisation_id), strict=True)
    meets = zip(by_meeting(*_MEETING), (Attendance.organisation_id, Affiliation.organisation_id), strict=True)
    came = select(EventRole.organisation_id, *_EVENT).join(Event, Event.id == EventRole.event_id)
    hosts = select(Event.organisation_id, *_EVENT).where(_took_place, _we_came)
    through_people = (
        select(Affiliation.organisation_id, *_EVENT)
        .select_from(Affiliation)
        .join(
            EventRole,
            and_(EventRole.person_id == Affiliation.person_id, named_nobody(EventRole.organisation_id)),
        )
        .join(Event, Event.id == EventRole.event_id)
        .where(EventRole.attended.is_(True), _came_together, held_on(_event_day))
    )
    parts = [
        *(part.where(owner.in_(_IDS)) for part, owner in talks),
        *(part.where(owner.in_(_IDS), _met_together) for part, owner in meets),
        came.where(EventRole.organisation_id.in_(_IDS), EventRole.attended.is_(True), _came_together),
        hosts.where(Event.organisation_id.in_(_IDS)),
        through_people.where(Affiliation.organisation_id.in_(_IDS)),
        *_forum_of_organisations(),
    ]
    return _latest(parts, "organisation_id")


def _forum_of_organisations() -> tuple[Select[Any], ...]:
    """Return the questions of open forums: with the body that met, who asked, and who answered."""
    body = select(Meeting.organisation_id, *_ASKED).join(ForumQuestion, ForumQuestion.meeting_id == Meeting.id)
    asked = (
        select(Affiliation.organisation_id, *_ASKED)
        .select_from(Affiliation)
        .join(ForumQuestion, ForumQuestion.asked_by_person_id == Affiliation.person_id)
        .join(Meeting, Meeting.id == ForumQuestion.meeting_id)
        .where(_was_heard, held_on(meeting_day))
    )
    answered = (
        select(Affiliation.organisation_id, *_ANSWERED)
        .select_from(Affiliation)
        .join(ForumQuestion, ForumQuestion.answer_person_id == Affiliation.person_id)
        .join(Meeting, Meeting.id == ForumQuestion.meeting_id)
        .where(_was_heard, held_on(type_coerce(ForumQuestion.answered_on, Date)))
    )
    return (
        body.where(Meeting.organisation_id.in_(_IDS), _was_heard),
        asked.where(Affiliation.organisation_id.in_(_IDS)),
        answered.where(Affiliation.organisation_id.in_(_IDS)),
    )


@cache
def _of_people() -> Select[Any]:
    """Return the question for people, put together once."""
    talks = (
        select(ConversationParty.person_id.label("person_id"), *_TALK)
        .join(Conversation, Conversation.id == ConversationParty.conversation_id)
        .where(ConversationParty.person_id.in_(_IDS), Conversation.archived_at.is_(None))
    )
    meets = (
        select(Attendance.person_id, *_MEETING)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Attendance.person_id.in_(_IDS), Attendance.status == Status.PRESENT, _met_together)
    )
    events = (
        select(EventRole.person_id, *_EVENT)
        .join(Event, Event.id == EventRole.event_id)
        .where(EventRole.person_id.in_(_IDS), EventRole.attended.is_(True), _came_together)
    )
    asked = (
        select(ForumQuestion.asked_by_person_id, *_ASKED)
        .join(Meeting, Meeting.id == ForumQuestion.meeting_id)
        .where(ForumQuestion.asked_by_person_id.in_(_IDS), _was_heard)
    )
    answered = (
        select(ForumQuestion.answer_person_id, *_ANSWERED)
        .join(Meeting, Meeting.id == ForumQuestion.meeting_id)
        .where(ForumQuestion.answer_person_id.in_(_IDS), _was_heard)
    )
    return _latest([talks, meets, events, asked, answered], "person_id")


def _latest(parts: Sequence[Select[Any]], whose: str) -> Select[Any]:
    """Return the last day of each source for each of those asked for."""
    every = union_all(*parts).subquery("contact")
    number = every.c[whose]
    return (
        select(number, every.c.how, type_coerce(func.max(every.c.day), Date))
        .where(every.c.day <= bindparam("today", type_=Date))
        .group_by(number, every.c.how)
    )
