"""What partnerships are for: their aims, the goals they share, and how much of the work serves them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.entities import Activity, Aim, Measure, Organisation, SharedGoal
from models.errors import WrongUse
from models.queries.activities import ActivityFilter, activity_conditions
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.rows import fetch
from models.queries.sight import sees_record
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class AimRow:
    """An aim of a partnership, and how much is done for it."""

    id: int
    partnership_id: int
    partnership: str
    goal_id: int | None
    goal: str
    number: int
    text: str
    closed_on: date | None
    activities: int
    measures: int
    visibility: Visibility
    version: int


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A shared goal, and how many partnerships have aims that serve it."""

    id: int
    title: str
    note: str
    partnerships: int
    aims: int
    visibility: Visibility
    version: int

    @property
    def is_shared(self) -> bool:
        """Say whether more than one partnership works towards it."""
        return self.partnerships > 1


@dataclass(frozen=True, slots=True)
class SharedGoalDetail:
    """A shared goal with the aims that serve it, by partnership."""

    goal: GoalRow
    aims: tuple[AimRow, ...]

    @property
    def partnerships(self) -> tuple[tuple[int, str], ...]:
        """Return the partnerships that work towards it, each once."""
        return tuple(dict.fromkeys((aim.partnership_id, aim.partnership) for aim in self.aims))

    @property
    def without_activity(self) -> tuple[AimRow, ...]:
        """Return the aims for which nothing is done."""
        return tuple(aim for aim in self.aims if not aim.activities)


@dataclass(frozen=True, slots=True)
class PurposeBalance:
    """How much of a partnership's work in a period serves its aims (need N094)."""

    partnership_id: int
    by_aim: tuple[tuple[AimRow, int], ...]
    """Each aim with its activities of the period; an aim may have none."""
    on_purpose: int
    off_purpose: int
    not_said: int

    @property
    def share_off(self) -> float | None:
        """Return the fraction off purpose of those activities of which it is said; None where it is said of none."""
        told = self.on_purpose + self.off_purpose
        return self.off_purpose / told if told else None


def list_aims(
    session: Session,
    *,
    as_at: date,
    partnership_id: int | None = None,
    goal_id: int | None = None,
    include_closed: bool = False,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[AimRow, ...]:
    """Return the aims of a partnership or for a shared goal that stand on a day, by partnership and number."""
    activities = (
        select(Activity.aim_id, func.count().label("times"))
        .where(*activity_conditions(ActivityFilter(has_aim=True), audience))
        .group_by(Activity.aim_id)
        .subquery("aim_activities")
    )
    measures = (
        select(Measure.aim_id, func.count().label("times"))
        .where(Measure.archived_at.is_(None), Measure.aim_id.is_not(None), sees_record(Measure, audience))
        .group_by(Measure.aim_id)
        .subquery("aim_measures")
    )
    goal = (
        select(SharedGoal.id, SharedGoal.title)
        .where(SharedGoal.archived_at.is_(None), readable(SharedGoal, audience))
        .subquery("goal")
    )
    statement = (
        select(
            *(Aim.id, Aim.partnership_id, Organisation.name, goal.c.id, func.coalesce(goal.c.title, ""), Aim.number),
            *(Aim.text, Aim.closed_on, func.coalesce(activities.c.times, 0), func.coalesce(measures.c.times, 0)),
            *(Aim.visibility, Aim.version),
        )
        .join(Organisation, Organisation.id == Aim.partnership_id)
        .outerjoin(goal, goal.c.id == Aim.goal_id)
        .outerjoin(activities, activities.c.aim_id == Aim.id)
        .outerjoin(measures, measures.c.aim_id == Aim.id)
        .where(Aim.archived_at.is_(None), sees_record(Aim, audience))
        .order_by(Organisation.name_key, Organisation.id, Aim.number, Aim.id)
    )
    if partnership_id is not None:
        statement = statement.where(Aim.partnership_id == partnership_id)
    if goal_id is not None:
        # Through the goal that the audience may read: a filter must not tell what the row does not.
        statement = statement.where(goal.c.id == goal_id)
    if not include_closed:
        statement = statement.where(or_(Aim.closed_on.is_(None), Aim.closed_on > as_at))
    return tuple(fetch(session, AimRow, statement))


def list_goals(session: Session, *, as_at: date, audience: Visibility = EVERYONE_OF_OURS) -> tuple[GoalRow, ...]:
    """Return the shared goals by title, with the partnerships whose standing aims serve them."""
    serving = (
        select(
            Aim.goal_id,
            func.count(Aim.partnership_id.distinct()).label("partnerships"),
            func.count().label("aims"),
        )
        .where(
            Aim.archived_at.is_(None),
            Aim.goal_id.is_not(None),
            or_(Aim.closed_on.is_(None), Aim.closed_on > as_at),
            sees_record(Aim, audience),
        )
        .group_by(Aim.goal_id)
        .subquery("serving")
    )
    statement = (
        select(
            *(SharedGoal.id, SharedGoal.title, SharedGoal.note, func.coalesce(serving.c.partnerships, 0)),
            *(func.coalesce(serving.c.aims, 0), SharedGoal.visibility, SharedGoal.version),
        )
        .outerjoin(serving, serving.c.goal_id == SharedGoal.id)
        .where(SharedGoal.archived_at.is_(None), readable(SharedGoal, audience))
        .order_by(SharedGoal.title, SharedGoal.id)
    )
    return tuple(fetch(session, GoalRow, statement))


def find_shared_goal(
    session: Session, goal_id: int, *, as_at: date, audience: Visibility = EVERYONE_OF_OURS
) -> SharedGoalDetail:
    """Return a shared goal with the aims that serve it. Raises WrongUse when the audience may read of none such."""
    goal = next((row for row in list_goals(session, as_at=as_at, audience=audience) if row.id == goal_id), None)
    if goal is None:
        raise WrongUse(_("There is no shared goal number {number}. Choose another.").format(number=goal_id))
    return SharedGoalDetail(goal, list_aims(session, as_at=as_at, goal_id=goal_id, audience=audience))


def find_purpose_balance(
    session: Session,
    partnership_id: int,
    first_day: date,
    last_day: date,
    *,
    audience: Visibility = EVERYONE_OF_OURS,
) -> PurposeBalance:
    """Return how many of a partnership's activities in a period serve which aim, and how many none."""
    where = ActivityFilter(partnership_id=partnership_id, first_day=first_day, last_day=last_day)
    statement = (
        select(Activity.aim_id, Activity.is_off_purpose, func.count())
        .where(*activity_conditions(where, audience))
        .group_by(Activity.aim_id, Activity.is_off_purpose)
    )
    counts = {(aim, off): number for aim, off, number in session.execute(statement)}
    aims = list_aims(session, as_at=last_day, partnership_id=partnership_id, include_closed=True, audience=audience)
    return PurposeBalance(
        partnership_id,
        tuple((aim, counts.get((aim.id, False), 0)) for aim in aims),
        sum(number for (aim, _off), number in counts.items() if aim is not None),
        sum(number for (_aim, off), number in counts.items() if off),
        counts.get((None, False), 0),
    )
