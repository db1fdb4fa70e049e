"""Concerns and requests for support: what waits to be sorted, what is in hand, what came of the rest."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from models.entities import IssueRaised, Organisation, Person
from models.queries.audience import EVERYONE_OF_OURS, name_for, readable_or_none
from models.queries.rows import fetch
from models.queries.sight import sees_record
from models.vocabulary import IssueState, SupportStrand, Urgency, Visibility

OPEN_ISSUES = (IssueState.RECEIVED, IssueState.TRIAGED, IssueState.IN_HAND, IssueState.REFERRED)
"""States in which something is still to come."""


@dataclass(frozen=True, slots=True)
class IssueRow:
    """A concern or a request for support; names that the audience may not read are blank."""

    id: int
    title: str
    organisation_id: int | None
    organisation: str | None
    person_id: int | None
    person: str
    conversation_id: int | None
    is_support_request: bool
    strand: SupportStrand | None
    urgency: Urgency
    state: IssueState
    raised_on: date
    handled_by: str
    referred_to: str | None
    resolved_on: date | None
    outcome: str
    visibility: Visibility
    version: int

    def days_open(self, today: date) -> int:
        """Return how many days it was or has been open."""
        return ((self.resolved_on or today) - self.raised_on).days


@dataclass(frozen=True, slots=True)
class StrandCount:
    """How many requests there were for a strand of support in a period, and how many of them were resolved."""

    strand: SupportStrand | None
    """None for those not sorted yet."""
    raised: int
    resolved: int


_HANDLER = aliased(Person)
_REFERRED = aliased(Organisation)
_URGENCY = case({Urgency.URGENT.value: 0, Urgency.SOON.value: 1}, value=IssueRaised.urgency, else_=2)


def list_issues(
    session: Session,
    *,
    states: Collection[IssueState] | None = None,
    organisation_id: int | None = None,
    conversation_id: int | None = None,
    support_only: bool = False,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[IssueRow, ...]:
    """Return issues, the most urgent first and of those the oldest; `states` narrows to those that are so far."""
    question = (
        select(
            IssueRaised.id,
            IssueRaised.title,
            IssueRaised.organisation_id,
            Organisation.name,
            IssueRaised.person_id,
            name_for(Person, Person.display_name.expression, audience),
            IssueRaised.conversation_id,
            IssueRaised.is_support_request,
            IssueRaised.strand,
            IssueRaised.urgency,
            IssueRaised.state,
            IssueRaised.raised_on,
            name_for(_HANDLER, _HANDLER.display_name.expression, audience),
            _REFERRED.name,
            IssueRaised.resolved_on,
            IssueRaised.outcome,
            IssueRaised.visibility,
            IssueRaised.version,
        )
        .select_from(IssueRaised)
        .outerjoin(Organisation, Organisation.id == IssueRaised.organisation_id)
        .outerjoin(Person, Person.id == IssueRaised.person_id)
        .outerjoin(_HANDLER, _HANDLER.id == IssueRaised.handled_by_id)
        .outerjoin(_REFERRED, _REFERRED.id == IssueRaised.referred_to_id)
        .where(
            IssueRaised.archived_at.is_(None),
            readable_or_none(Organisation, audience),
            readable_or_none(_REFERRED, audience),
            sees_record(IssueRaised, audience),
        )
        .order_by(_URGENCY, IssueRaised.raised_on, IssueRaised.id)
    )
    if states is not None:
        question = question.where(IssueRaised.state.in_(states))
    if organisation_id is not None:
        question = question.where(IssueRaised.organisation_id == organisation_id)
    if conversation_id is not None:
        question = question.where(IssueRaised.conversation_id == conversation_id)
    if support_only:
        question = question.where(IssueRaised.is_support_request.is_(True))
    return tuple(fetch(session, IssueRow, question))


def list_to_triage(session: Session, *, audience: Visibility = EVERYONE_OF_OURS) -> tuple[IssueRow, ...]:
    """Return what came in and was not sorted yet, the oldest first."""
    return list_issues(session, states=[IssueState.RECEIVED], audience=audience)


def count_support_requests(
    session: Session, first_day: date, last_day: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[StrandCount, ...]:
    """Return the requests for support of a period by strand, in the order of the strands, those not sorted last."""
    resolved = func.count().filter(IssueRaised.state == IssueState.RESOLVED)
    rows = session.execute(
        select(IssueRaised.strand, func.count(), resolved)
        .where(
            IssueRaised.archived_at.is_(None),
            IssueRaised.is_support_request.is_(True),
            IssueRaised.raised_on.between(first_day, last_day),
            sees_record(IssueRaised, audience),
        )
        .group_by(IssueRaised.strand)
    )
    found = {row[0]: StrandCount(*row) for row in rows}
    counts = [found.get(strand, StrandCount(strand, 0, 0)) for strand in SupportStrand]
    return (*counts, found[None]) if None in found else tuple(counts)
