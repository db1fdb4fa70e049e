"""Action points: the action log of a body, what a person has to do, what was carried over and how often."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from models.entities import Action, AgendaItem, Commitment, Meeting, Organisation, Person
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.rows import fetch
from models.queries.sight import sees_record, unnamed_people
from models.vocabulary import ActionState, Visibility

_SOON = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """Which actions to list; what is left as it is does not narrow the list."""

    owner_person_id: int | None = None
    meeting_id: int | None = None
    body_id: int | None = None
    """Of any meeting of this body: its action log."""
    commitment_id: int | None = None
    priority_id: int | None = None
    open_only: bool = False
    late_only: bool = False


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action as lists show it, as it stood on a day."""

    id: int
    text: str
    owner_person_id: int | None
    owner: str | None
    made_on: date
    due_on: date | None
    state: ActionState
    done_on: date | None
    times_carried: int
    reference: str
    """Its own minute reference or that of its item."""
    outcome_note: str
    meeting_id: int | None
    meeting: str | None
    body_id: int | None
    body: str | None
    commitment_id: int | None
    commitment: str | None
    priority_id: int | None
    visibility: Visibility
    version: int

    def is_late(self, today: date) -> bool:
        """Say whether it is open after its day."""
        return self.state is ActionState.OPEN and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class ActionNumbers:
    """How many actions are late, due this week, and open in all."""

    late: int
    due_soon: int
    open: int


_ROWS = (
    select(
        Action.id,
        Action.text,
        Action.owner_person_id,
        Person.display_name,
        Action.made_on,
        Action.due_on,
        Action.state,
        Action.done_on,
        Action.times_carried,
        func.coalesce(case((Action.reference != "", Action.reference)), AgendaItem.reference, ""),
        Action.outcome_note,
        Action.meeting_id,
        Meeting.title,
        Meeting.organisation_id,
        Organisation.name,
        Action.commitment_id,
        Commitment.text,
        Action.priority_id,
        Action.visibility,
        Action.version,
    )
    .select_from(Action)
    .outerjoin(Person, Person.id == Action.owner_person_id)
    .outerjoin(Meeting, Meeting.id == Action.meeting_id)
    .outerjoin(Organisation, Organisation.id == Meeting.organisation_id)
    .outerjoin(AgendaItem, AgendaItem.id == Action.agenda_item_id)
    .outerjoin(Commitment, Commitment.id == Action.commitment_id)
)


def list_actions(
    session: Session,
    as_at: date,
    wanted: ActionFilter | None = None,
    *,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[ActionRow, ...]:
    """Return actions as they stood on a day: by the day they are due, those without one last."""
    statement = _ROWS.where(*_conditions(wanted or ActionFilter(), as_at, audience))
    rows = fetch(session, ActionRow, statement.order_by(Action.due_on.nulls_last(), Action.id))
    hidden = unnamed_people(session, [row.owner_person_id for row in rows], audience)
    return tuple(_as_it_stood(row, as_at, row.owner_person_id in hidden) for row in rows)


def count_actions(
    session: Session, today: date, wanted: ActionFilter | None = None, *, audience: Visibility = EVERYONE_OF_OURS
) -> ActionNumbers:
    """Return how many open actions there are, late or due within the week, in one statement."""
    statement = (
        select(
            func.count().filter(Action.due_on < today),
            func.count().filter(Action.due_on.between(today, today + _SOON)),
            func.count(),
        )
        .select_from(Action)
        .outerjoin(Meeting, Meeting.id == Action.meeting_id)
        .where(*_conditions(wanted or ActionFilter(), today, audience), _open_at(today))
    )
    return ActionNumbers(*session.execute(statement).one())


def _conditions(wanted: ActionFilter, as_at: date, audience: Visibility) -> list[ColumnElement[bool]]:
    conditions = [Action.archived_at.is_(None), Action.made_on <= as_at, sees_record(Action, audience)]
    for column, number in (
        (Action.owner_person_id, wanted.owner_person_id),
        (Action.meeting_id, wanted.meeting_id),
        (Meeting.organisation_id, wanted.body_id),
        (Action.commitment_id, wanted.commitment_id),
        (Action.priority_id, wanted.priority_id),
    ):
        if number is not None:
            conditions.append(column == number)
    if wanted.open_only or wanted.late_only:
        conditions.append(_open_at(as_at))
    if wanted.late_only:
        conditions.append(Action.due_on < as_at)
    return conditions


def _open_at(as_at: date) -> ColumnElement[bool]:
    return or_(Action.state == ActionState.OPEN, and_(Action.done_on.is_not(None), Action.done_on > as_at))


def _as_it_stood(row: ActionRow, as_at: date, is_hidden: bool) -> ActionRow:
    """Return a row without what came later, and without a name its reader does not get."""
    if row.done_on is not None and row.done_on > as_at:
        row = replace(row, state=ActionState.OPEN, done_on=None, outcome_note="")
    return replace(row, owner=None) if is_hidden else row
