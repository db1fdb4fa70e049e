"""The questions of open forums, with the answers promised and due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.dates import start_of
from models.entities import ForumQuestion, Meeting, Organisation, Person
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.rows import fetch
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class ForumQuestionRow:
    """A question put in an open forum, with the answer that was promised."""

    id: int
    meeting_id: int
    meeting_title: str
    asked_at: datetime
    body: str | None
    asked_by: str
    question: str
    answer_promised_by: str
    due_on: date | None
    answer: str
    answered_on: date | None
    reference: str
    meeting_visibility: Visibility
    version: int
    asked_by_person_id: int | None
    answer_person_id: int | None
    about_meeting_id: int | None
    about_reference: str
    """The minute of an earlier meeting that the question goes back to."""
    closed_on: date | None

    def is_open(self, today: date) -> bool:
        """Say whether an answer was still awaited at the end of a day."""
        ended = (self.answered_on, self.closed_on)
        return all(day is None or day > today for day in ended)

    def is_late(self, today: date) -> bool:
        """Say whether the answer was due before a day and had not come by it."""
        return self.is_open(today) and self.due_on is not None and self.due_on < today


QUESTIONS = (
    select(
        ForumQuestion.id,
        ForumQuestion.meeting_id,
        Meeting.title,
        Meeting.starts_at,
        Organisation.name,
        ForumQuestion.asked_by,
        ForumQuestion.question,
        ForumQuestion.answer_promised_by,
        ForumQuestion.due_on,
        ForumQuestion.answer,
        ForumQuestion.answered_on,
        ForumQuestion.reference,
        Meeting.visibility,
        ForumQuestion.version,
        ForumQuestion.asked_by_person_id,
        ForumQuestion.answer_person_id,
        ForumQuestion.about_meeting_id,
        ForumQuestion.about_reference,
        ForumQuestion.closed_on,
    )
    .select_from(ForumQuestion)
    .join(Meeting, Meeting.id == ForumQuestion.meeting_id)
    .outerjoin(Organisation, Organisation.id == Meeting.organisation_id)
)
"""The columns of a ForumQuestionRow, to be narrowed and ordered."""


def list_forum_questions(
    session: Session,
    as_at: date,
    *,
    organisation_id: int | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
    unanswered_only: bool = False,
    about_meeting_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[ForumQuestionRow, ...]:
    """Return the questions asked by the end of a day, those still without an answer first, then by the day due.

    Between two days those asked then, and older ones that were still without an answer.
    """
    until = as_at if last_day is None else min(as_at, last_day)
    statement = _readable_questions(audience).where(
        Meeting.archived_at.is_(None), Meeting.starts_at < start_of(until + timedelta(1))
    )
    if organisation_id is not None:
        statement = statement.where(Meeting.organisation_id == organisation_id)
    if first_day is not None:
        statement = statement.where(or_(Meeting.starts_at >= start_of(first_day), _still_open(as_at)))
    if unanswered_only:
        statement = statement.where(_still_open(as_at))
    if about_meeting_id is not None:
        statement = statement.where(ForumQuestion.about_meeting_id == about_meeting_id)
    statement = statement.order_by(
        _still_open(as_at).desc(), ForumQuestion.due_on.nulls_last(), Meeting.starts_at, ForumQuestion.id
    )
    return tuple(fetch(session, ForumQuestionRow, statement))


def forum_audience(audience: Visibility) -> Visibility:
    """Return the level at which questions of open forums are told to an audience.

    What was asked in an open forum is public by its nature, unless the meeting or its body is confidential.
    """
    return EVERYONE_OF_OURS if audience is EVERYONE_OF_OURS else Visibility.INTERNAL


def count_forum_questions_due(
    session: Session, today: date, last_day: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[int, int]:
    """Return how many answers promised in open forums are late, and how many more are due from today up to a day."""
    asked = _readable_questions(audience).where(
        Meeting.archived_at.is_(None), Meeting.starts_at < start_of(today + timedelta(1)), _still_open(today)
    )
    late, due = session.execute(
        asked.with_only_columns(
            func.count().filter(ForumQuestion.due_on < today),
            func.count().filter(ForumQuestion.due_on.between(today, last_day)),
        )
    ).one()
    return late, due


def questions_of(session: Session, meeting_id: int, audience: Visibility) -> tuple[ForumQuestionRow, ...]:
    """Return the questions of one meeting in the order they were asked."""
    statement = _readable_questions(audience).where(ForumQuestion.meeting_id == meeting_id)
    return tuple(fetch(session, ForumQuestionRow, statement.order_by(ForumQuestion.id)))


def _readable_questions(audience: Visibility) -> Select[*tuple[Any, ...]]:
    """Return the question for what an audience may read; what is asked of a body in private stays there."""
    if audience is EVERYONE_OF_OURS:
        return QUESTIONS
    asker, answerer, earlier = aliased(Person), aliased(Person), aliased(Meeting)
    return (
        QUESTIONS.outerjoin(asker, asker.id == ForumQuestion.asked_by_person_id)
        .outerjoin(answerer, answerer.id == ForumQuestion.answer_person_id)
        .outerjoin(earlier, earlier.id == ForumQuestion.about_meeting_id)
        .where(
            readable(Meeting, audience),
            readable_or_none(Organisation, audience),
            readable_or_none(asker, audience),
            readable_or_none(answerer, audience),
            readable_or_none(earlier, audience),
        )
    )


def _still_open(as_at: date) -> ColumnElement[bool]:
    """Return the condition that an answer was awaited at the end of a day."""
    return and_(
        or_(ForumQuestion.answered_on.is_(None), ForumQuestion.answered_on > as_at),
        or_(ForumQuestion.closed_on.is_(None), ForumQuestion.closed_on > as_at),
    )
