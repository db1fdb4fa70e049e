"""The requests of people about their data, each with the day its answer is due and where it stood on a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.entities import Person, SubjectRequest
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS, name_for, readable
from models.queries.request_clocks import Clocks, read_clocks
from models.queries.rows import fetch
from models.subject_requests import is_stopped
from models.validation import get_record
from models.vocabulary import Channel, RequestOutcome, RequestState, SubjectRight, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class SubjectRequestRow:
    """A request with its steps as they were known on a day."""

    id: int
    person_id: int | None
    person: str
    """Whose data it is; nothing where an audience may not read the name, or there is no record of them."""
    name: str
    subject_right: SubjectRight
    asked: str
    channel: Channel | None
    received_on: date
    identity_asked_on: date | None
    identity_checked_on: date | None
    clarification_asked_on: date | None
    clarification_received_on: date | None
    acknowledged_on: date | None
    extended_on: date | None
    extension_reason: str
    searched: str
    answered_on: date | None
    outcome: RequestOutcome | None
    sent: str
    sent_how: Channel | None
    withheld: str
    visibility: Visibility
    version: int
    due_on: date = date.max
    state: RequestState = RequestState.OPEN

    @property
    def who(self) -> str:
        """Return who asks: the words where there are any, with whose data it is."""
        if self.name and self.person:
            return f"{self.name} ({self.person})"
        return self.name or self.person

    def is_late(self, today: date) -> bool:
        """Say whether the answer came, or has not come, after the last day for it; of a complaint that it came."""
        return (self.acknowledged_on or self.answered_on or today) > self.due_on

    @property
    def waits_until(self) -> date | None:
        """Return the last day of what comes next; None once that has no day, or nothing comes."""
        return self.due_on if self.state in (RequestState.OPEN, RequestState.STOPPED) else None

    @property
    def days_taken(self) -> int | None:
        """Return the days from the request to the answer."""
        return None if self.answered_on is None else (self.answered_on - self.received_on).days


_ONE = SubjectRequest
_COLUMNS = (
    *(_ONE.subject_right, _ONE.asked, _ONE.channel, _ONE.received_on, _ONE.identity_asked_on),
    *(_ONE.identity_checked_on, _ONE.clarification_asked_on, _ONE.clarification_received_on),
    *(_ONE.acknowledged_on, _ONE.extended_on, _ONE.extension_reason, _ONE.searched, _ONE.answered_on),
    *(_ONE.outcome, _ONE.sent, _ONE.sent_how, _ONE.withheld, _ONE.visibility, _ONE.version),
)


def list_requests(
    session: Session,
    as_at: date,
    *,
    first_day: date | None = None,
    open_only: bool = False,
    person_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[SubjectRequestRow, ...]:
    """Return the requests that came by a day, as they stood on it, those whose answer is due first at the top.

    From `first_day` on: those that came since, and those that were not answered before it. Answered ones follow the
    open ones, the newest first.
    """
    question = (
        select(
            _ONE.id, _ONE.person_id, name_for(Person, Person.display_name.expression, audience), _ONE.name, *_COLUMNS
        )
        .outerjoin(Person, Person.id == _ONE.person_id)
        .where(_ONE.archived_at.is_(None), _ONE.received_on <= as_at, readable(_ONE, audience))
    )
    if first_day is not None:
        still_open = or_(_ONE.answered_on.is_(None), _ONE.answered_on >= first_day)
        question = question.where(or_(_ONE.received_on >= first_day, still_open))
    if open_only:
        question = question.where(or_(_ONE.answered_on.is_(None), _ONE.answered_on > as_at))
    if person_id is not None:
        question = question.where(_ONE.person_id == person_id)
    found = fetch(session, SubjectRequestRow, question)
    clocks = read_clocks(session, [row.received_on for row in found if row.subject_right is SubjectRight.INFORMATION])
    rows = [_on_its_clock(row, as_at, clocks) for row in found]
    return tuple(sorted(rows, key=_pressing_first))


def find_request(
    session: Session, request_id: int, as_at: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> SubjectRequestRow:
    """Return one request as it stood on a day. Raises WrongUse when there is none of that number for this audience."""
    for row in list_requests(session, as_at, audience=audience):
        if row.id == request_id:
            return row
    raise WrongUse(_("There is no data protection request number {number}. Choose another.").format(number=request_id))


def find_kept_request(session: Session, request_id: int, today: date) -> SubjectRequestRow:
    """Return one request with all its steps: as it stands today, or on the day of a last step that is still to come."""
    kept = get_record(session, _ONE, request_id, _("data protection request"))
    steps = (kept.received_on, kept.extended_on, kept.answered_on)
    return find_request(session, request_id, max(today, *(day for day in steps if day is not None)))


def count_requests_due(session: Session, today: date) -> tuple[int, int]:
    """Return how many requests are open, and how many of these are late."""
    if not session.execute(select(func.count()).select_from(_ONE).where(_ONE.answered_on.is_(None))).scalar_one():
        return 0, 0
    rows = list_requests(session, today, open_only=True)
    return len(rows), sum(row.is_late(today) for row in rows)


def _on_its_clock(row: SubjectRequestRow, as_at: date, clocks: Clocks) -> SubjectRequestRow:
    """Return a request as it was known on a day, with its last day and its state then."""
    row = _as_known(row, as_at)
    due = clocks.due_on(row.subject_right, row, row.answered_on or as_at)
    return replace(row, due_on=due, state=_state_of(row))


def _state_of(row: SubjectRequestRow) -> RequestState:
    if row.answered_on is not None:
        return RequestState.ANSWERED
    if row.acknowledged_on is not None:
        return RequestState.ACKNOWLEDGED
    return RequestState.STOPPED if is_stopped(row) else RequestState.OPEN


def _as_known(row: SubjectRequestRow, as_at: date) -> SubjectRequestRow:
    """Return a request without the steps that were taken after a day."""

    def by(day: date | None) -> date | None:
        return day if day is not None and day <= as_at else None

    was = replace(
        row,
        identity_asked_on=by(row.identity_asked_on),
        identity_checked_on=by(row.identity_checked_on),
        clarification_asked_on=by(row.clarification_asked_on),
        clarification_received_on=by(row.clarification_received_on),
        acknowledged_on=by(row.acknowledged_on),
    )
    if row.extended_on is not None and by(row.extended_on) is None:
        was = replace(was, extended_on=None, extension_reason="")
    if row.answered_on is not None and by(row.answered_on) is None:
        was = replace(was, answered_on=None, outcome=None, sent="", sent_how=None, withheld="")
    return was


def _pressing_first(row: SubjectRequestRow) -> tuple[bool, date | timedelta, int]:
    if row.answered_on is None:
        return False, row.due_on, row.id
    return True, date.max - row.answered_on, -row.id
