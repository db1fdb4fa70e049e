"""What `list` knows besides the six plain lists: what is due, what is missing, who stands alone, each as rows.

Each takes the session, what was asked and the day that counts as today, and returns rows that an audience may read.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from models.vocabulary import Visibility

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Row = dict[str, Any]
Lister = Callable[["Session", argparse.Namespace, date], list[Row]]

A_YEAR = timedelta(days=366)
"""So far back and ahead the events are whose promotion is listed."""
HALF_A_YEAR = timedelta(days=183)
"""So far ahead terms of office that end are listed, where no day is given."""


def audience_of(asked: argparse.Namespace) -> Visibility:
    """Return whose eyes a list is for; without --audience the office's own, which may read everything."""
    return Visibility(asked.audience or Visibility.CONFIDENTIAL)


def _partnerships(session: Session, asked: argparse.Namespace, now: date) -> list[Row]:
    from models.queries.partnerships import list_partnerships

    return [
        {
            "id": row.id,
            "kind": "organisation",
            "name": row.name,
            "type": row.type,
            "status": row.status,
            "stage": row.stage,
            "model": row.model,
            "members": row.members,
            "authority": row.authority,
            "founded_on": row.founded_on,
            "review_on": row.review_on,
        }
        for row in list_partnerships(session, as_at=now, audience=audience_of(asked))
    ]


def _vacancies(session: Session, asked: argparse.Namespace, now: date) -> list[Row]:
    from models.queries.posts import list_vacancies

    return [
        {
            "id": row.id,
            "kind": "post",
            "name": row.label or row.role,
            "organisation": row.organisation,
            "category": row.category,
            "appointing_body": row.appointing_body,
            "seats": row.seats,
            "held": row.held,
            "vacant": row.seats - row.held,
            "since": row.last_left_on,
        }
        for row in list_vacancies(session, as_at=now, audience=audience_of(asked))
    ]


def _terms_ending(session: Session, asked: argparse.Namespace, now: date) -> list[Row]:
    from models.queries.terms_ending import list_terms_ending

    last = asked.until or now + HALF_A_YEAR
    return [
        {
            "id": row.affiliation_id,
            "kind": "affiliation",
            "name": row.person,
            "role": row.role,
            "organisation": row.organisation,
            "category": row.category,
            "term_ends_on": row.term_ends_on,
        }
        for row in list_terms_ending(session, now, last, audience=audience_of(asked))
    ]


def _gaps(session: Session, asked: argparse.Namespace, now: date) -> list[Row]:
    from models.queries.role_gaps import list_gaps

    return [
        {
            "id": row.organisation_id,
            "kind": "organisation",
            "name": row.organisation,
            "role": row.missing.role,
            "topic": row.missing.topic or None,
        }
        for row in list_gaps(session, as_at=now, audience=audience_of(asked))
    ]


def _islands(session: Session, asked: argparse.Namespace, now: date) -> list[Row]:
    from models.queries.isolation import list_islands

    return [
        {
            "id": row.institution_id,
            "kind": "organisation",
            "name": row.name,
            "phase": row.phase,
            "partnerships": row.partnerships,
            "events_shared": row.events_shared,
            "contacts": row.contacts,
        }
        for row in list_islands(session, today=now, audience=audience_of(asked))
    ]


def _feedback_due(session: Session, asked: argparse.Namespace, now: date) -> list[Row]:
    from models.queries.feedback import list_feedback_due

    return [
        {
            "id": row.id,
            "kind": "feedback",
            "name": row.title,
            "form": row.form,
            "for": row.audience,
            "author": row.author,
            "due": row.due_on,
            "late": row.due_on < now,
        }
        for row in list_feedback_due(session, now, asked.until, audience=audience_of(asked))
    ]


def _forum_questions(session: Session, asked: argparse.Namespace, now: date) -> list[Row]:
    from models.queries.forum import list_forum_questions

    return [
        {
            "id": row.id,
            "kind": "forum_question",
            "name": row.question,
            "meeting": row.meeting_title,
            "asked_at": row.asked_at,
            "asked_by": row.asked_by,
            "promised_by": row.answer_promised_by,
            "due": row.due_on,
            "answered_on": row.answered_on,
            "late": row.is_late(now),
        }
        for row in list_forum_questions(session, now, audience=audience_of(asked))
    ]


def _unanswered(session: Session, asked: argparse.Namespace, now: date) -> list[Row]:
    from models.queries.unanswered import list_unanswered

    return [
        {
            "id": row.id,
            "kind": "conversation",
            "name": row.subject,
            "with": ", ".join(party.organisation_name or party.person_name or "" for party in row.parties),
            "date": row.happened_on,
            "how": row.channel,
            "reply_by": row.reply_expected_by,
            "days_waiting": row.days_waiting,
            "times_chased": row.times_chased,
        }
        for row in list_unanswered(session, now, audience=audience_of(asked))
    ]


def _promotions(session: Session, asked: argparse.Namespace, now: date) -> list[Row]:
    from models.queries.promotion_grid import list_promotion_cells

    cells = list_promotion_cells(session, now - A_YEAR, now + A_YEAR, audience=audience_of(asked))
    return [
        {
            "id": row.promotion_id,
            "kind": "promotion",
            "name": row.organisation,
            "event_id": row.event_id,
            "event": row.event,
            "event_on": row.event_on,
            "state": row.state,
            "channel": row.channel,
            "asked_on": row.asked_on,
            "displayed_on": row.displayed_on,
        }
        for row in cells
        if row.asked_on is None or row.asked_on <= now
    ]


def _partners(session: Session, asked: argparse.Namespace, now: date) -> list[Row]:
    from models.queries.keeping import list_partner_keeping
    from models.school_year import academic_year_of

    year = academic_year_of(now)
    last = asked.until or year.last_day
    return [
        {
            "id": row.organisation_id,
            "kind": "organisation",
            "name": row.organisation,
            **{
                f"{whose}_{name}": getattr(rate, name)
                for whose, rate in (("theirs", row.theirs), ("ours", row.ours))
                for name in ("kept", "kept_in_part", "late", "open", "lapsed")
            },
        }
        for row in list_partner_keeping(session, year.first_day, last, now, audience=audience_of(asked))
    ]


def _data_requests(session: Session, asked: argparse.Namespace, now: date) -> list[Row]:
    from models.queries.subject_requests import list_requests

    return [
        {
            "id": row.id,
            "kind": "subject_request",
            "name": row.asked,
            "who": row.who,
            "right": row.subject_right,
            "received_on": row.received_on,
            "due": row.due_on,
            "state": row.state,
            "answered_on": row.answered_on,
            "outcome": row.outcome,
            "late": row.is_late(now),
        }
        for row in list_requests(session, now, open_only=asked.overdue, audience=audience_of(asked))
        if row.is_late(now) or not asked.overdue
    ]


def _breaches(session: Session, asked: argparse.Namespace, now: date) -> list[Row]:
    from models.queries.breaches import list_breaches
    from models.vocabulary import BreachState

    return [
        {
            "id": row.id,
            "kind": "data_breach",
            "name": row.description,
            "discovered_at": row.discovered_at,
            "tell_by": row.tell_by,
            "risk": row.risk,
            "state": row.state,
            "people": row.people_affected,
            "told_at": row.ico_notified_at,
            "open": row.is_open,
        }
        for row in list_breaches(session, _this_moment(now), audience=audience_of(asked))
        if row.state is BreachState.LATE or not asked.overdue
    ]


def _this_moment(today: date) -> datetime:
    """Return the time of day now on the day that counts as today; the end of any other day."""
    now = datetime.now().astimezone()
    return datetime.combine(today, now.time() if now.date() == today else time.max)


LISTS: dict[str, Lister] = {
    "partnerships": _partnerships,
    "partners": _partners,
    "vacancies": _vacancies,
    "terms-ending": _terms_ending,
    "gaps": _gaps,
    "islands": _islands,
    "feedback-due": _feedback_due,
    "forum-questions": _forum_questions,
    "unanswered": _unanswered,
    "promotions": _promotions,
    "data-requests": _data_requests,
    "breaches": _breaches,
}
