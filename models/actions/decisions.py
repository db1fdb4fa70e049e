"""What a meeting resolved, and what the public asked in its open forum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.actions.meetings import open_meeting
from models.entities import (
    AgendaItem,
    Commitment,
    Decision,
    DecisionOutcome,
    Dissent,
    ForumQuestion,
    Meeting,
    MeetingState,
    Person,
    Priority,
)
from models.errors import WrongUse
from models.validation import check_exists, check_order, check_version, get_record, required
from models.vocabulary import Visibility
from resources.i18n import _

_DECIDED = (DecisionOutcome.AGREED, DecisionOutcome.APPROVED, DecisionOutcome.REJECTED)
"""What only a quorate meeting can say."""


@dataclass(frozen=True, slots=True)
class DecisionFields:
    """What a form says of a decision."""

    text: str
    agenda_item_id: int | None = None
    outcome: DecisionOutcome = DecisionOutcome.AGREED
    reference: str = ""
    dissent: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


@dataclass(frozen=True, slots=True)
class ForumQuestionFields:
    """What a form says of a question put in the open forum."""

    question: str
    asked_by: str = ""
    answer_promised_by: str = ""
    due_on: date | None = None
    reference: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class QuestionTrail:
    """Where a question came from and who owes its answer, as far as these are in our records."""

    asked_by_person_id: int | None = None
    answer_person_id: int | None = None
    about_meeting_id: int | None = None
    about_reference: str = ""
    """The minute of the earlier meeting that the question goes back to."""


def record_decision(session: Session, meeting_id: int, fields: DecisionFields) -> int:
    """Write down what the meeting resolved; decisions are numbered as they come."""
    _check_quorate(open_meeting(session, meeting_id), fields.outcome)
    decision = Decision(meeting_id=meeting_id, number=_next_number(session, meeting_id))
    _write_decision(session, decision, fields)
    session.add(decision)
    session.flush()
    return decision.id


def edit_decision(session: Session, decision_id: int, fields: DecisionFields) -> None:
    """Change a decision."""
    decision = get_record(session, Decision, decision_id, _("decision"))
    _check_quorate(open_meeting(session, decision.meeting_id), fields.outcome)
    check_version(decision, fields.version, _("decision"))
    _write_decision(session, decision, fields)
    session.flush()


def remove_decision(session: Session, decision_id: int) -> None:
    """Take out a decision written down by mistake; commitments and priorities from it stay with the meeting."""
    decision = get_record(session, Decision, decision_id, _("decision"))
    open_meeting(session, decision.meeting_id)
    for made in (
        *session.scalars(select(Commitment).where(Commitment.decision_id == decision_id)),
        *session.scalars(select(Priority).where(Priority.decision_id == decision_id)),
    ):
        made.decision_id = None
    for dissent in session.scalars(select(Dissent).where(Dissent.decision_id == decision_id)):
        session.delete(dissent)
    session.flush()
    session.delete(decision)
    session.flush()


def ask_question(session: Session, meeting_id: int, fields: ForumQuestionFields) -> int:
    """Write down a question put in the open forum, with the answer promised."""
    open_meeting(session, meeting_id)
    question = ForumQuestion(meeting_id=meeting_id)
    _write_question(question, fields)
    session.add(question)
    session.flush()
    return question.id


def edit_question(session: Session, question_id: int, fields: ForumQuestionFields) -> None:
    """Change a question of the open forum; its answer is written by `answer_question`."""
    question = get_record(session, ForumQuestion, question_id, _("question"))
    open_meeting(session, question.meeting_id)
    check_version(question, fields.version, _("question"))
    _write_question(question, fields)
    session.flush()


def answer_question(session: Session, question_id: int, answer: str, answered_on: date) -> None:
    """Write down the answer to a question; answers come after the minutes, so approved minutes do not stop them."""
    question = get_record(session, ForumQuestion, question_id, _("question"))
    meeting = get_record(session, Meeting, question.meeting_id, _("meeting"))
    question.answer = required(answer, _("the answer"))
    check_order(meeting.starts_at.date(), answered_on, _("Enter a day on or after the day of the meeting."))
    question.answered_on = answered_on
    session.flush()


def trace_question(session: Session, question_id: int, trail: QuestionTrail) -> None:
    """Link a question to who asked, who promised the answer, and the minute of an earlier meeting it goes back to.

    This adds to what is known and changes no minutes, so it may be done at any time.
    """
    question = get_record(session, ForumQuestion, question_id, _("question"))
    for number in (trail.asked_by_person_id, trail.answer_person_id):
        check_exists(session, Person, number, _("person"))
    if trail.about_meeting_id is not None:
        meeting = get_record(session, Meeting, question.meeting_id, _("meeting"))
        earlier = get_record(session, Meeting, trail.about_meeting_id, _("meeting"))
        if earlier.starts_at >= meeting.starts_at:
            raise WrongUse(_("A question goes back to an earlier meeting. Choose one before this meeting."))
    question.asked_by_person_id, question.answer_person_id = trail.asked_by_person_id, trail.answer_person_id
    question.about_meeting_id, question.about_reference = trail.about_meeting_id, trail.about_reference.strip()
    session.flush()


def close_question(session: Session, question_id: int, closed_on: date | None) -> None:
    """Say that nothing more is to come of a question, answered or not; None opens it again."""
    question = get_record(session, ForumQuestion, question_id, _("question"))
    meeting = get_record(session, Meeting, question.meeting_id, _("meeting"))
    check_order(meeting.starts_at.date(), closed_on, _("Enter a day on or after the day of the meeting."))
    question.closed_on = closed_on
    session.flush()


def remove_question(session: Session, question_id: int) -> None:
    """Take out a question written down by mistake."""
    question = get_record(session, ForumQuestion, question_id, _("question"))
    open_meeting(session, question.meeting_id)
    session.delete(question)
    session.flush()


def _write_decision(session: Session, decision: Decision, fields: DecisionFields) -> None:
    """Put a form's values into a decision."""
    text = required(fields.text, _("what was decided"))
    if fields.agenda_item_id is not None:
        item = get_record(session, AgendaItem, fields.agenda_item_id, _("agenda item"))
        if item.meeting_id != decision.meeting_id:
            raise WrongUse(_("This agenda item belongs to another meeting. Choose one of this meeting’s."))
    decision.text = text
    decision.agenda_item_id = fields.agenda_item_id
    decision.outcome = fields.outcome
    decision.reference = fields.reference.strip()
    decision.dissent = fields.dissent
    decision.visibility = fields.visibility


def _write_question(question: ForumQuestion, fields: ForumQuestionFields) -> None:
    """Put a form's values into a question."""
    question.question = required(fields.question, _("the question"))
    question.asked_by = fields.asked_by.strip()
    question.answer_promised_by = fields.answer_promised_by.strip()
    question.due_on = fields.due_on
    question.reference = fields.reference.strip()


def _check_quorate(meeting: Meeting, outcome: DecisionOutcome) -> None:
    """Refuse a decision of a meeting that was not quorate; it can note, receive and put off."""
    if meeting.state is MeetingState.INQUORATE and outcome in _DECIDED:
        raise WrongUse(
            _("This meeting was not quorate, so it decided nothing. Defer the matter, or write it down as noted.")
        )


def _next_number(session: Session, meeting_id: int) -> int:
    """Return the number after the last decision."""
    last = session.execute(select(func.max(Decision.number)).where(Decision.meeting_id == meeting_id)).scalar()
    return (last or 0) + 1
