"""Keeping the requests of people about their data: what was asked, the steps, the answer.

The days are checked against each other, so that the day an answer is due can always be told. Nothing is sent from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import SubjectRequest
from models.errors import WrongUse
from models.queries.request_clocks import read_clocks
from models.validation import check_order, get_record, required
from models.value_words import in_words
from models.vocabulary import Channel, RequestOutcome, SubjectRight, Visibility
from resources.i18n import _

_WITH_REASON = frozenset({RequestOutcome.IN_PART, RequestOutcome.REFUSED})


@dataclass(frozen=True, slots=True)
class SubjectRequestFields:
    """What a form of a request holds; more time and the answer have actions of their own."""

    received_on: date
    subject_right: SubjectRight = SubjectRight.ACCESS
    asked: str = ""
    person_id: int | None = None
    name: str = ""
    channel: Channel | None = None
    identity_asked_on: date | None = None
    identity_checked_on: date | None = None
    clarification_asked_on: date | None = None
    clarification_received_on: date | None = None
    acknowledged_on: date | None = None
    searched: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerFields:
    """How a request was answered."""

    answered_on: date
    outcome: RequestOutcome
    sent: str = ""
    sent_how: Channel | None = None
    withheld: str = ""


def create_request(session: Session, fields: SubjectRequestFields) -> int:
    """Note a request and return its number."""
    _check(fields)
    return writing.create(session, SubjectRequest, fields)


def edit_request(session: Session, request_id: int, fields: SubjectRequestFields) -> int:
    """Change a request. Raises StaleRecord when the form is older than the record."""
    _check(fields)
    number = writing.edit(session, SubjectRequest, request_id, fields, _word())
    _check_kept(session, _find(session, number))
    return number


def extend_request(session: Session, request_id: int, extended_on: date, reason: str) -> None:
    """Note that the person was told why the answer takes up to three months.

    Raises WrongUse where they were told too late: the first month decides.
    """
    request = _find(session, request_id)
    if request.answered_on is not None:
        raise WrongUse(_("This request is answered already."))
    if request.subject_right is SubjectRight.COMPLAINT:
        raise WrongUse(_("A complaint is acknowledged within 30 days. The law gives no more time for that."))
    request.extended_on, request.extension_reason = extended_on, required(reason, _("why it takes longer"))
    _check_kept(session, request)
    session.flush()


def withdraw_extension(session: Session, request_id: int) -> None:
    """Take out an extension that was noted by mistake."""
    request = _find(session, request_id)
    request.extended_on, request.extension_reason = None, ""
    session.flush()


def answer_request(session: Session, request_id: int, fields: AnswerFields) -> None:
    """Note how a request was answered. Raises WrongUse without the reason for what was not done."""
    request = _find(session, request_id)
    if fields.outcome in _WITH_REASON:
        required(fields.withheld, _("what was kept back or not done, and why: they have to be told"))
    request.answered_on, request.outcome = fields.answered_on, fields.outcome
    request.sent, request.sent_how, request.withheld = fields.sent.strip(), fields.sent_how, fields.withheld.strip()
    _check_kept(session, request)
    if fields.outcome is not RequestOutcome.WITHDRAWN and fields.sent_how is not None:
        required(fields.sent, _("what they were sent or told"))
    session.flush()


def reopen_request(session: Session, request_id: int) -> None:
    """Take out an answer that was noted by mistake."""
    request = _find(session, request_id)
    request.answered_on, request.outcome, request.sent_how = None, None, None
    request.sent, request.withheld = "", ""
    session.flush()


def archive_request(session: Session, request_id: int) -> None:
    """Put a request away."""
    writing.put_away(session, SubjectRequest, request_id, _word())


def _word() -> str:
    return _("data protection request")


def _find(session: Session, request_id: int) -> SubjectRequest:
    return get_record(session, SubjectRequest, request_id, _word())


def _check(fields: SubjectRequestFields) -> None:
    required(fields.asked, _("what they ask, in a few words"))
    if fields.person_id is None and not fields.name.strip():
        raise WrongUse(_("Enter who asks: a person of your records, or a few words."))
    for asked, answered in (
        (fields.identity_asked_on, fields.identity_checked_on),
        (fields.clarification_asked_on, fields.clarification_received_on),
    ):
        check_order(fields.received_on, answered, _in_order())
        if asked is not None:
            check_order(asked, answered, _in_order())
            check_order(fields.received_on, asked, _in_order())
    if fields.clarification_received_on is not None and fields.clarification_asked_on is None:
        raise WrongUse(_("Enter the day on which you asked what they mean, too."))
    check_order(fields.received_on, fields.acknowledged_on, _in_order())
    if fields.acknowledged_on is not None and fields.subject_right is not SubjectRight.COMPLAINT:
        raise WrongUse(_("Only a complaint is acknowledged. Leave that day empty."))
    if fields.identity_asked_on is not None and fields.subject_right is SubjectRight.INFORMATION:
        raise WrongUse(_("Anybody may ask for information: do not ask who they are. Leave that day empty."))


def _check_kept(session: Session, request: SubjectRequest) -> None:
    """Check the answer and the extension against the days of a request as it is now."""
    check_order(request.received_on, request.answered_on, _in_order())
    if request.extended_on is None:
        return
    check_order(request.received_on, request.extended_on, _in_order())
    last = _first_due(session, request, request.extended_on)
    if request.extended_on > last:
        raise WrongUse(
            _(
                "They have to be told of more time by {day}, before the answer is due. Told later, the answer is still "
                "due on that day."
            ).format(day=in_words(last))
        )


def _first_due(session: Session, request: SubjectRequest, until: date) -> date:
    """Return the last day for an answer without more time."""
    clocks = read_clocks(session, [request.received_on])
    return clocks.due_on(request.subject_right, request, until, is_extended=False)


def _in_order() -> str:
    return _("Enter days in their order: the request, what you asked back, the answer to that, your answer.")
