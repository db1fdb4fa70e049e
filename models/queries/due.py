"""Everything that is due besides commitments and replies: how many of each kind, and which, to be asked one by one.

What is due is decided by the question of its own room; here each is asked, counted and put into a line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from models.queries.agreements import list_agreements
from models.queries.breaches import count_breaches_due, list_open_breaches
from models.queries.contact_plans import count_planned, list_due
from models.queries.feedback import count_feedback_due, list_feedback_due
from models.queries.forum import count_forum_questions_due, list_forum_questions
from models.queries.member_statements import count_statements_due, list_statements_due
from models.queries.publicity import list_publicity_gaps
from models.queries.reminders import list_reminders
from models.queries.role_gaps import count_gaps, list_gaps
from models.queries.subject_requests import count_requests_due, list_requests
from models.queries.terms_ending import count_terms_ending, list_terms_ending
from models.queries.unanswered import count_unanswered, list_unanswered
from models.words import label

SOON = timedelta(days=14)
"""What falls due within two weeks is told too."""

TERMS_AHEAD = timedelta(days=60)
"""Terms of office are told so long before they end: finding somebody takes a while."""


COUNTED_FROM = frozenset(
    (
        *("affiliation", "agreement", "agreement_party", "attendance", "calendar_period", "contact_plan"),
        *("conversation", "conversation_party", "data_breach", "event", "event_role", "feedback", "forum_question"),
        *("institution_profile", "meeting", "member_statement", "organisation", "person", "post", "publicity"),
        *("reminder", "representation", "role_expectation", "setting", "subject_request", "tag", "tag_link"),
    )
)
"""The tables that the counts rest on: a change elsewhere leaves them as they are."""


class DueKind(StrEnum):
    """What is due."""

    BREACHES = "breaches"
    REQUESTS = "requests"
    REPLIES = "replies"
    REMINDERS = "reminders"
    CONTACT = "contact"
    FEEDBACK = "feedback"
    QUESTIONS = "questions"
    PUBLICITY = "publicity"
    TERMS = "terms"
    AGREEMENTS = "agreements"
    STATEMENTS = "statements"
    GAPS = "gaps"


@dataclass(frozen=True, slots=True)
class DueCount:
    """How many of a kind are due, and how many of these are late; the rest falls due soon."""

    kind: DueKind
    number: int
    late: int


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing that is due, and the record it is dealt with at."""

    record_kind: str
    record_id: int | None
    text: str
    detail: str
    due_on: date | None


def count_due_kinds(session: Session, today: date) -> tuple[DueCount, ...]:
    """Return how many are due of each kind of which any is, in the order of the kinds."""
    found = (DueCount(kind, *count(session, today)) for kind, count in _COUNTS.items())
    return tuple(one for one in found if one.number)


def list_due_lines(session: Session, kind: DueKind, today: date) -> tuple[DueLine, ...]:
    """Return what is due of a kind, the longest due first."""
    return _LISTS[kind](session, today)


# --- how many -------------------------------------------------------------------------------------------------------


def _plans(session: Session, today: date) -> tuple[int, int]:
    found = count_planned(session, today)
    return found.due, found.beyond_worst


def _feedback(session: Session, today: date) -> tuple[int, int]:
    late, soon = count_feedback_due(session, today, today + SOON)
    return late + soon, late


def _questions(session: Session, today: date) -> tuple[int, int]:
    late, soon = count_forum_questions_due(session, today, today + SOON)
    return late + soon, late


def _counted(kind: DueKind) -> Callable[[Session, date], tuple[int, int]]:
    """Count the lines of a kind of which there are never many."""

    def count(session: Session, today: date) -> tuple[int, int]:
        lines = _LISTS[kind](session, today)
        return len(lines), sum(1 for line in lines if line.due_on is not None and line.due_on < today)

    return count


def _replies(session: Session, today: date) -> tuple[int, int]:
    late = count_unanswered(session, today).late
    return late, late


def _statements(session: Session, today: date) -> tuple[int, int]:
    number = count_statements_due(session, today)
    return number, number


def _terms(session: Session, today: date) -> tuple[int, int]:
    return count_terms_ending(session, today, today + TERMS_AHEAD), 0


def _gaps(session: Session, today: date) -> tuple[int, int]:
    return count_gaps(session, as_at=today), 0


# --- which ----------------------------------------------------------------------------------------------------------


def _request_lines(session: Session, today: date) -> tuple[DueLine, ...]:
    return tuple(
        DueLine("subject_request", row.id, row.who, row.asked, row.waits_until)
        for row in list_requests(session, today, open_only=True)
    )


def _breach_lines(session: Session, today: date) -> tuple[DueLine, ...]:
    return tuple(
        DueLine("data_breach", row.id, row.description, label(row.state), row.tell_by.date())
        for row in list_open_breaches(session, today)
    )


def _reply_lines(session: Session, today: date) -> tuple[DueLine, ...]:
    return tuple(
        DueLine("conversation", row.id, row.who, row.subject, row.reply_expected_by)
        for row in list_unanswered(session, today, late_only=True)
    )


def _reminder_lines(session: Session, today: date) -> tuple[DueLine, ...]:
    return tuple(
        DueLine(row.record_kind, row.record_id, row.text, row.record_name, row.shows_on)
        for row in list_reminders(session, today)
    )


def _plan_lines(session: Session, today: date) -> tuple[DueLine, ...]:
    return tuple(
        DueLine(
            "organisation" if row.organisation_id is not None else "person",
            row.organisation_id if row.organisation_id is not None else row.person_id,
            row.name,
            row.plan.note,
            row.due_on,
        )
        for row in list_due(session, today)
    )


def _feedback_lines(session: Session, today: date) -> tuple[DueLine, ...]:
    return tuple(
        DueLine("feedback", row.id, row.title, f"{label(row.form)}, {row.audience}", row.due_on)
        for row in list_feedback_due(session, today, today + SOON)
    )


def _question_lines(session: Session, today: date) -> tuple[DueLine, ...]:
    return tuple(
        DueLine("forum_question", row.id, row.question, row.meeting_title, row.due_on)
        for row in list_forum_questions(session, today, unanswered_only=True)
        if row.due_on is not None and row.due_on <= today + SOON
    )


def _publicity_lines(session: Session, today: date) -> tuple[DueLine, ...]:
    return tuple(
        DueLine(
            "event",
            gap.event_id,
            gap.event,
            f"{gap.audience}: {gap.reason}" if gap.audience else gap.reason,
            gap.starts_at.date(),
        )
        for gap in list_publicity_gaps(session, today)
    )


def _term_lines(session: Session, today: date) -> tuple[DueLine, ...]:
    return tuple(
        DueLine("person", row.person_id, row.person, f"{row.role}, {row.organisation}", row.term_ends_on)
        for row in list_terms_ending(session, today, today + TERMS_AHEAD)
    )


def _agreement_lines(session: Session, today: date) -> tuple[DueLine, ...]:
    return tuple(
        DueLine(
            "organisation",
            next((number for number, _name in row.parties), row.partnership_id),
            row.title,
            ", ".join(name for _number, name in row.parties) or row.partnership,
            row.next_on,
        )
        for row in list_agreements(session, as_at=today, due_by=today + SOON)
    )


def _statement_lines(session: Session, today: date) -> tuple[DueLine, ...]:
    return tuple(
        DueLine("member_statement", row.id, row.member, f"{label(row.heading)}, {row.partnership}", row.review_on)
        for row in list_statements_due(session, today)
        if row.is_due(today)
    )


def _gap_lines(session: Session, today: date) -> tuple[DueLine, ...]:
    return tuple(
        DueLine("organisation", row.organisation_id, row.organisation, row.missing.words, None)
        for row in list_gaps(session, as_at=today)
    )


_LISTS: Mapping[DueKind, Callable[[Session, date], tuple[DueLine, ...]]] = {
    DueKind.BREACHES: _breach_lines,
    DueKind.REQUESTS: _request_lines,
    DueKind.REPLIES: _reply_lines,
    DueKind.REMINDERS: _reminder_lines,
    DueKind.CONTACT: _plan_lines,
    DueKind.FEEDBACK: _feedback_lines,
    DueKind.QUESTIONS: _question_lines,
    DueKind.PUBLICITY: _publicity_lines,
    DueKind.TERMS: _term_lines,
    DueKind.AGREEMENTS: _agreement_lines,
    DueKind.STATEMENTS: _statement_lines,
    DueKind.GAPS: _gap_lines,
}
_COUNTS: Mapping[DueKind, Callable[[Session, date], tuple[int, int]]] = {
    DueKind.BREACHES: count_breaches_due,
    DueKind.REQUESTS: count_requests_due,
    DueKind.REPLIES: _replies,
    DueKind.REMINDERS: _counted(DueKind.REMINDERS),
    DueKind.CONTACT: _plans,
    DueKind.FEEDBACK: _feedback,
    DueKind.QUESTIONS: _questions,
    DueKind.PUBLICITY: _counted(DueKind.PUBLICITY),
    DueKind.TERMS: _terms,
    DueKind.AGREEMENTS: _counted(DueKind.AGREEMENTS),
    DueKind.STATEMENTS: _statements,
    DueKind.GAPS: _gaps,
}
"""What can be many is counted by the database."""
