"""The numbers of commitments and events on the dashboard: due, late, waiting, coming up. Few statements, no lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.dates import start_of
from models.entities import Commitment, CommitmentState, Event
from models.queries.action_points import count_actions
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.commitments import IS_OPEN
from models.queries.events import is_coming
from models.queries.member_statements import count_statements_due
from models.queries.priorities import LONG_ENOUGH, count_priorities_without_action
from models.queries.publicity import list_publicity_gaps
from models.queries.sight import sees_record
from models.vocabulary import Visibility

WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class PromiseNumbers:
    """What the dashboard says of commitments, actions and events."""

    late: int
    """Open commitments after their day."""
    due_soon: int
    """Open commitments due within the week."""
    aspirations: int
    """Wishes that nobody can be held to yet."""
    actions_late: int
    actions_due_soon: int
    priorities_without_action: int
    statements_to_review: int
    events_coming_up: int
    publicity_gaps: int


def find_promise_numbers(
    session: Session, today: date, *, days: int = LONG_ENOUGH, audience: Visibility = EVERYONE_OF_OURS
) -> PromiseNumbers:
    """Return the numbers as they stand on a day; `days` is after how long a priority ought to have an action."""
    seen = sees_record(Commitment, audience)
    late, due_soon = session.execute(
        select(func.count().filter(Commitment.due_on < today), func.count().filter(Commitment.due_on >= today))
        .select_from(Commitment)
        .where(IS_OPEN, Commitment.due_on <= today + WEEK, seen)
    ).one()
    aspirations = session.execute(
        select(func.count())
        .select_from(Commitment)
        .where(Commitment.state == CommitmentState.ASPIRATION, Commitment.archived_at.is_(None), seen)
    ).scalar_one()
    coming = session.execute(
        select(func.count())
        .select_from(Event)
        .where(is_coming(today), Event.starts_at < start_of(today + WEEK + timedelta(1)), sees_record(Event, audience))
    ).scalar_one()
    actions = count_actions(session, today, audience=audience)
    return PromiseNumbers(
        late,
        due_soon,
        aspirations,
        actions.late,
        actions.due_soon,
        count_priorities_without_action(session, today, days=days, audience=audience),
        count_statements_due(session, today, audience=audience),
        coming,
        len(list_publicity_gaps(session, today, audience=audience)),
    )
