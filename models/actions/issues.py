"""Concerns and requests for support that people bring: sorted by strand and urgency, handled, passed on, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import IssueRaised, Organisation, Person
from models.errors import WrongUse
from models.validation import check_exists, check_order, get_record, required
from models.vocabulary import IssueState, SupportStrand, Urgency, Visibility
from resources.i18n import _

ENDED = frozenset({IssueState.RESOLVED, IssueState.DECLINED})
"""States in which nothing more is to be done; what was referred is with others and can still come back."""


@dataclass(frozen=True, slots=True)
class IssueFields:
    """What a form of an issue holds; how far it has come changes by the actions below."""

    title: str
    raised_on: date
    organisation_id: int | None = None
    person_id: int | None = None
    conversation_id: int | None = None
    """The conversation in which it was brought."""
    thread_id: int | None = None
    is_support_request: bool = False
    note: str = ""
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def raise_issue(session: Session, fields: IssueFields) -> int:
    """Note a concern or a request for support and return its number."""
    _check(fields)
    return writing.create(session, IssueRaised, fields, state=IssueState.RECEIVED, urgency=Urgency.ROUTINE)


def edit_issue(session: Session, issue_id: int, fields: IssueFields) -> int:
    """Change what an issue says; how far it has come stays."""
    _check(fields)
    issue = get_record(session, IssueRaised, issue_id, _("issue"))
    check_order(fields.raised_on, issue.resolved_on, _("The issue ended before that day. Enter an earlier one."))
    return writing.edit(session, IssueRaised, issue_id, fields, _("issue"))


def triage_issue(
    session: Session, issue_id: int, urgency: Urgency, strand: SupportStrand | None, handled_by_id: int | None = None
) -> None:
    """Say how urgent an issue is, which strand of support it belongs to, and who deals with it.

    With somebody to deal with it, it is in hand. A request for support needs its strand.
    """
    issue = _open(session, issue_id)
    if issue.is_support_request and strand is None:
        raise WrongUse(_("Choose the strand of support that this request belongs to."))
    check_exists(session, Person, handled_by_id, _("person"))
    issue.urgency, issue.strand, issue.handled_by_id = urgency, strand, handled_by_id
    issue.state = IssueState.TRIAGED if handled_by_id is None else IssueState.IN_HAND
    session.flush()


def refer_issue(session: Session, issue_id: int, organisation_id: int, outcome: str = "") -> None:
    """Pass an issue on to an organisation that can deal with it."""
    issue = _open(session, issue_id)
    if organisation_id == issue.organisation_id:
        raise WrongUse(_("The issue came from this organisation. Choose another to pass it on to."))
    get_record(session, Organisation, organisation_id, _("organisation"))
    issue.referred_to_id, issue.state, issue.outcome = organisation_id, IssueState.REFERRED, outcome.strip()
    session.flush()


def resolve_issue(session: Session, issue_id: int, resolved_on: date, outcome: str) -> None:
    """Say that an issue was settled, and how."""
    _end(session, issue_id, IssueState.RESOLVED, resolved_on, required(outcome, _("what came of the issue")))


def decline_issue(session: Session, issue_id: int, resolved_on: date, reason: str) -> None:
    """Say that nothing can be done about an issue, and why."""
    _end(session, issue_id, IssueState.DECLINED, resolved_on, required(reason, _("why nothing can be done")))


def reopen_issue(session: Session, issue_id: int) -> None:
    """Take up an issue again that had ended."""
    issue = get_record(session, IssueRaised, issue_id, _("issue"))
    issue.resolved_on = None
    issue.state = IssueState.RECEIVED if issue.handled_by_id is None else IssueState.IN_HAND
    session.flush()


def put_away_issue(session: Session, issue_id: int) -> None:
    """Put an issue away."""
    writing.put_away(session, IssueRaised, issue_id, _("issue"))


def _check(fields: IssueFields) -> None:
    required(fields.title, _("what the issue is"))
    if fields.organisation_id is None and fields.person_id is None:
        raise WrongUse(_("Choose who raised the issue: an organisation or a person."))


def _open(session: Session, issue_id: int) -> IssueRaised:
    issue = get_record(session, IssueRaised, issue_id, _("issue"))
    if issue.state in ENDED:
        raise WrongUse(_("This issue has ended. Open it again first."))
    return issue


def _end(session: Session, issue_id: int, state: IssueState, ended_on: date, words: str) -> None:
    issue = _open(session, issue_id)
    check_order(issue.raised_on, ended_on, _("Enter a day on or after the day the issue was raised."))
    issue.state, issue.resolved_on, issue.outcome = state, ended_on, words
    session.flush()
