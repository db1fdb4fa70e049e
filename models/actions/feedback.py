"""What is owed after a meeting or event elsewhere: how it is fed back, to whom, by whom, and when it was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Event, Feedback, Meeting
from models.errors import WrongUse
from models.validation import check_exists, check_order, get_record, required
from models.vocabulary import FeedbackForm, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class FeedbackFields:
    """What a form of a piece of feedback holds; it is of a meeting or of an event, never of both."""

    form: FeedbackForm
    audience: str
    """Whom it is for, in words: the board, all parents."""
    due_on: date
    meeting_id: int | None = None
    event_id: int | None = None
    author_person_id: int | None = None
    done_on: date | None = None
    link: str = ""
    attachment_id: int | None = None
    note: str = ""
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def owe_feedback(session: Session, fields: FeedbackFields) -> int:
    """Say that feedback is owed after a meeting or event, in which form, to whom and by when."""
    _check(session, fields)
    return writing.create(session, Feedback, fields)


def edit_feedback(session: Session, feedback_id: int, fields: FeedbackFields) -> int:
    """Change a piece of feedback that is owed or was given."""
    _check(session, fields)
    return writing.edit(session, Feedback, feedback_id, fields, _("feedback"))


def give_feedback(session: Session, feedback_id: int, done_on: date, link: str = "") -> None:
    """Say that feedback was given on a day, and where it can be read."""
    feedback = get_record(session, Feedback, feedback_id, _("feedback"))
    check_order(_day_of(session, feedback.meeting_id, feedback.event_id), done_on, _too_early())
    feedback.done_on = done_on
    feedback.link = link.strip() or feedback.link
    session.flush()


def archive_feedback(session: Session, feedback_id: int) -> None:
    """Put away feedback that is no longer owed."""
    writing.put_away(session, Feedback, feedback_id, _("feedback"))


def _check(session: Session, fields: FeedbackFields) -> None:
    if (fields.meeting_id is None) == (fields.event_id is None):
        raise WrongUse(_("Choose the meeting or the event that is fed back."))
    check_exists(session, Meeting, fields.meeting_id, _("meeting"))
    check_exists(session, Event, fields.event_id, _("event"))
    required(fields.audience, _("whom the feedback is for"))
    day = _day_of(session, fields.meeting_id, fields.event_id)
    check_order(day, fields.due_on, _("Feedback is due after the occasion. Enter a later day."))
    check_order(day, fields.done_on, _too_early())


def _too_early() -> str:
    return _("Feedback is given on the day of the occasion or after it. Enter a later day.")


def _day_of(session: Session, meeting_id: int | None, event_id: int | None) -> date:
    """Return the day of a meeting or event."""
    if meeting_id is not None:
        return get_record(session, Meeting, meeting_id, _("meeting")).starts_at.date()
    return get_record(session, Event, event_id or 0, _("event")).starts_at.date()
