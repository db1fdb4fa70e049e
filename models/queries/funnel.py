"""How enthusiasm turns into action: wish, commitment, action, done, outcome, and how long each has been waiting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import Session

from models.entities import Action, Commitment, CommitmentState, CommitmentUpdate, Organisation
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.sight import sees_record
from models.vocabulary import ActionState, Visibility

_OUT = (CommitmentState.LAPSED, CommitmentState.WITHDRAWN, CommitmentState.REFERRED)


class FunnelStep(StrEnum):
    """How far something that somebody was keen on has come."""

    INTEREST = "interest"
    COMMITMENT = "commitment"
    ACTION = "action"
    DONE = "done"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class FunnelLine:
    """One thing that somebody was keen on, how far it has come and since when it stands there."""

    commitment_id: int
    text: str
    organisation_id: int | None
    organisation: str | None
    step: FunnelStep
    begun_on: date
    """The day the interest was first put into words."""
    since: date
    """The day it came to its step."""
    has_fallen_out: bool
    """Whether it lapsed, was withdrawn or referred on: it will come no further here."""

    def age(self, day: date) -> int:
        """Return how many days ago it began."""
        return (day - self.begun_on).days

    def days_waiting(self, day: date) -> int:
        """Return how many days it has stood at its step."""
        return (day - self.since).days


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """A step of the funnel: how many came so far at least, and how those fare that stand there now."""

    step: FunnelStep
    reached: int
    standing: int
    """How many stand there and are not out."""
    fallen_out: int
    oldest_days: int | None
    """How long the longest of those standing there has waited."""
    median_days: float | None


def list_funnel_lines(
    session: Session,
    first_day: date,
    last_day: date,
    as_at: date,
    *,
    organisation_id: int | None = None,
    ward_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[FunnelLine, ...]:
    """Return what people became keen on in a period and how far it had come by a day, the oldest first.

    An aspiration is interest. With an owner, a result and a day it is a commitment; what was done for it is an
    action; kept, or its first action done, it is done; with a judgement of what came of it, it has an outcome.
    With a ward, those of organisations that lie in it.
    """
    agreed = _first(CommitmentUpdate, CommitmentUpdate.made_on, CommitmentUpdate.state_after == CommitmentState.OPEN)
    begun = _first(Action, Action.made_on, Action.archived_at.is_(None), Action.state != ActionState.DROPPED)
    done = _first(Action, Action.done_on, Action.archived_at.is_(None), Action.state == ActionState.DONE)
    statement = (
        select(
            Commitment.id,
            Commitment.text,
            Organisation.id,
            Organisation.name,
            Commitment.made_on,
            Commitment.state,
            Commitment.closed_on,
            Commitment.outcome_on,
            agreed,
            begun,
            done,
        )
        .outerjoin(Organisation, Organisation.id == Commitment.owner_organisation_id)
        .where(
            Commitment.made_on.between(first_day, min(last_day, as_at)),
            Commitment.archived_at.is_(None),
            sees_record(Commitment, audience),
        )
        .order_by(Commitment.made_on, Commitment.id)
    )
    if organisation_id is not None:
        statement = statement.where(Commitment.owner_organisation_id == organisation_id)
    if ward_id is not None:
        statement = statement.where(Organisation.ward_id == ward_id)
    return tuple(_line(as_at, *row) for row in session.execute(statement))


def find_funnel(
    session: Session,
    first_day: date,
    last_day: date,
    as_at: date,
    *,
    organisation_id: int | None = None,
    ward_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[FunnelRow, ...]:
    """Return the funnel of a period as it stood on a day, from interest to outcome, with ages in days."""
    lines = list_funnel_lines(
        session, first_day, last_day, as_at, organisation_id=organisation_id, ward_id=ward_id, audience=audience
    )
    order = list(FunnelStep)
    rows = []
    for place, step in enumerate(order):
        here = [line for line in lines if line.step is step]
        waits = [line.days_waiting(as_at) for line in here if not line.has_fallen_out]
        rows.append(
            FunnelRow(
                step,
                sum(1 for line in lines if order.index(line.step) >= place),
                len(waits),
                len(here) - len(waits),
                max(waits, default=None),
                median(waits) if waits else None,
            )
        )
    return tuple(rows)


def _first(
    entity: type[Action] | type[CommitmentUpdate], day: Any, *conditions: ColumnElement[bool]
) -> ScalarSelect[date | None]:
    """Return the first day of something that belongs to a commitment."""
    return (
        select(func.min(day))
        .where(entity.commitment_id == Commitment.id, *conditions)
        .correlate(Commitment)
        .scalar_subquery()
    )


def _line(
    as_at: date,
    number: int,
    text: str,
    organisation_id: int | None,
    organisation: str | None,
    made_on: date,
    state: CommitmentState,
    closed_on: date | None,
    outcome_on: date | None,
    agreed_on: date | None,
    begun_on: date | None,
    done_on: date | None,
) -> FunnelLine:
    """Return how far a commitment had come on a day: every later step means the earlier ones."""
    ended = closed_on is not None and closed_on <= as_at
    kept_on = closed_on if state in (CommitmentState.KEPT, CommitmentState.KEPT_IN_PART) else None
    promised_on = agreed_on if agreed_on is not None else None if state is CommitmentState.ASPIRATION else made_on
    step, since = FunnelStep.INTEREST, made_on
    for reached, day in (
        (FunnelStep.COMMITMENT, promised_on),
        (FunnelStep.ACTION, begun_on),
        (FunnelStep.DONE, _earliest(done_on, kept_on)),
        (FunnelStep.OUTCOME, outcome_on),
    ):
        if day is not None and day <= as_at:
            step, since = reached, max(since, day)
    return FunnelLine(number, text, organisation_id, organisation, step, made_on, since, ended and state in _OUT)


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
