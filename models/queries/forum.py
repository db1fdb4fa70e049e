"""The questions of open forums, with the answers promised and due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.dates import start_of
from models.entities import ForumQuestion, Meeting, Organisation
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

    def is_late(self, today: date) -> bool:
        """Say whether the answer was due before a day and had not come by it."""
        open_still = self.answered_on is None or self.answered_on > today
        return open_still and self.due_on is not None and self.due_on < today


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
    unanswered_only: bool = False,
) -> tuple[ForumQuestionRow, ...]:
    """Return the questions asked by the end of a day, those still without an answer first, then by the day due."""
    statement = QUESTIONS.where(Meeting.archived_at.is_(None), Meeting.starts_at < start_of(as_at + timedelta(1)))
    still_open = or_(ForumQuestion.answered_on.is_(None), ForumQuestion.answered_on > as_at)
    if organisation_id is not None:
        statement = statement.where(Meeting.organisation_id == organisation_id)
    if first_day is not None:
        statement = statement.where(or_(Meeting.starts_at >= start_of(first_day), still_open))
    if unanswered_only:
        statement = statement.where(still_open)
    statement = statement.order_by(
        still_open.desc(), ForumQuestion.due_on.nulls_last(), Meeting.starts_at, ForumQuestion.id
    )
    return tuple(fetch(session, ForumQuestionRow, statement))
