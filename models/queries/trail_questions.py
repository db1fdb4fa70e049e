"""How each kind of step of a trail is asked for: its columns, what it names, and what an audience sees of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, null, select
from sqlalchemy.orm import aliased

from models.dates import start_of
from models.entities import (
    Action,
    AgendaItem,
    Attachment,
    Commitment,
    CommitmentState,
    Decision,
    Evidence,
    Meeting,
    Organisation,
    Person,
    Priority,
)
from models.queries.trail_steps import Question, TrailKind
from models.vocabulary import ActionState
from models.words import label
from resources.i18n import _

_MEETING = (Meeting.id.label("meeting_id"), Meeting.title.label("meeting"))
_NOBODY = (null().label("person_id"), null().label("person"))
_OWNER, _BODY = aliased(Person), aliased(Organisation)
_BORN: dict[TrailKind, dict[TrailKind, Any]] = {
    TrailKind.ITEM: {},
    TrailKind.DECISION: {TrailKind.ITEM: Decision.agenda_item_id},
    TrailKind.PRIORITY: {TrailKind.DECISION: Priority.decision_id, TrailKind.ITEM: Priority.agenda_item_id},
    TrailKind.COMMITMENT: {
        TrailKind.PRIORITY: Commitment.priority_id,
        TrailKind.DECISION: Commitment.decision_id,
        TrailKind.ITEM: Commitment.agenda_item_id,
    },
    TrailKind.ACTION: {
        TrailKind.COMMITMENT: Action.commitment_id,
        TrailKind.PRIORITY: Action.priority_id,
        TrailKind.ITEM: Action.agenda_item_id,
    },
    TrailKind.EVIDENCE: {TrailKind.ACTION: Evidence.action_id, TrailKind.COMMITMENT: Evidence.commitment_id},
    TrailKind.OUTCOME: {TrailKind.COMMITMENT: Commitment.id},
}


def _select(
    kind: TrailKind,
    entity: type[Any],
    text: Any,
    on: Any,
    due_on: Any,
    who: tuple[Any, Any, Any],
    minute: tuple[Any, ...],
    *more: Any,
) -> Select[*tuple[Any, ...]]:
    """Return the columns of a step of a kind; its joins follow."""
    person_id, person, body = who
    return select(
        entity.id.label("id"),
        text.label("text"),
        on.label("on"),
        due_on.label("due_on"),
        person_id.label("person_id"),
        person.label("person"),
        body.label("body"),
        *minute,
        *(column.label(f"link_{parent}") for parent, column in _BORN[kind].items()),
        *more,
    ).select_from(entity)


def _minute(own: Any, *others: Any) -> tuple[Any, ...]:
    """Return the first minute reference that is not empty, and the meeting whose minutes it is in."""
    first = func.coalesce(*(case((one != "", one)) for one in (own, *others)), "")
    return (first.label("reference"), *_MEETING)


def _kept(entity: type[Any], day: Any) -> Callable[[date], ColumnElement[bool]]:
    """Return how a record is held against a day: not put away, and written down by then."""
    return lambda as_at: and_(entity.archived_at.is_(None), day <= as_at)


def _held(as_at: date) -> ColumnElement[bool]:
    return and_(Meeting.archived_at.is_(None), Meeting.starts_at < start_of(as_at + timedelta(1)))


def _commitment_words(row: Any, as_at: date) -> str:
    """Return how a commitment stood on a day: what ended later was open then."""
    later = row.closed_on is not None and row.closed_on > as_at
    return label(CommitmentState.OPEN if later else row.state)


def _action_words(row: Any, as_at: date) -> str:
    later = row.done_on is not None and row.done_on > as_at
    return label(ActionState.OPEN if later else row.state)


def _outcome_words(row: Any, as_at: date) -> str:
    judged = row.judgement is not None and row.outcome_on <= as_at
    return f"{label(row.state)}. {label(row.judgement)}" if judged else label(row.state)


_ITEMS = (
    _select(
        TrailKind.ITEM,
        AgendaItem,
        AgendaItem.title,
        Meeting.starts_at,
        null(),
        (*_NOBODY, _BODY.name),
        _minute(AgendaItem.reference),
    )
    .join(Meeting, Meeting.id == AgendaItem.meeting_id)
    .outerjoin(_BODY, _BODY.id == Meeting.organisation_id)
)
_DECISIONS = (
    _select(
        TrailKind.DECISION,
        Decision,
        Decision.text,
        Meeting.starts_at,
        null(),
        (*_NOBODY, _BODY.name),
        _minute(Decision.reference, AgendaItem.reference),
        Decision.outcome.label("state"),
    )
    .join(Meeting, Meeting.id == Decision.meeting_id)
    .outerjoin(AgendaItem, AgendaItem.id == Decision.agenda_item_id)
    .outerjoin(_BODY, _BODY.id == Meeting.organisation_id)
)
_PRIORITIES = (
    _select(
        TrailKind.PRIORITY,
        Priority,
        Priority.text,
        Priority.agreed_on,
        null(),
        (*_NOBODY, _BODY.name),
        _minute(Priority.reference, Decision.reference, AgendaItem.reference),
        Priority.closed_on,
    )
    .outerjoin(Decision, Decision.id == Priority.decision_id)
    .outerjoin(AgendaItem, AgendaItem.id == Priority.agenda_item_id)
    .outerjoin(Meeting, Meeting.id == Priority.meeting_id)
    .outerjoin(_BODY, _BODY.id == Priority.organisation_id)
)
_COMMITMENTS = (
    _select(
        TrailKind.COMMITMENT,
        Commitment,
        Commitment.text,
        Commitment.made_on,
        Commitment.due_on,
        (_OWNER.id, _OWNER.display_name, _BODY.name),
        _minute(Commitment.reference, Decision.reference, AgendaItem.reference),
        Commitment.state,
        Commitment.closed_on,
    )
    .outerjoin(Decision, Decision.id == Commitment.decision_id)
    .outerjoin(AgendaItem, AgendaItem.id == Commitment.agenda_item_id)
    .outerjoin(Meeting, Meeting.id == Commitment.meeting_id)
    .outerjoin(_OWNER, _OWNER.id == Commitment.owner_person_id)
    .outerjoin(_BODY, _BODY.id == Commitment.owner_organisation_id)
)
_ACTIONS = (
    _select(
        TrailKind.ACTION,
        Action,
        Action.text,
        Action.made_on,
        Action.due_on,
        (_OWNER.id, _OWNER.display_name, null()),
        _minute(Action.reference, AgendaItem.reference),
        Action.state,
        Action.done_on,
    )
    .outerjoin(AgendaItem, AgendaItem.id == Action.agenda_item_id)
    .outerjoin(Meeting, Meeting.id == Action.meeting_id)
    .outerjoin(_OWNER, _OWNER.id == Action.owner_person_id)
)
_EVIDENCE = _select(
    TrailKind.EVIDENCE,
    Evidence,
    func.coalesce(case((Evidence.text != "", Evidence.text)), Attachment.name, Evidence.link),
    Evidence.seen_on,
    null(),
    (*_NOBODY, Evidence.witness),
    (literal("").label("reference"), null().label("meeting_id"), null().label("meeting")),
    Evidence.kind.label("state"),
).outerjoin(Attachment, Attachment.id == Evidence.attachment_id)
_OUTCOMES = (
    _select(
        TrailKind.OUTCOME,
        Commitment,
        Commitment.outcome_note,
        func.coalesce(Commitment.outcome_on, Commitment.closed_on),
        null(),
        (*_NOBODY, _BODY.name),
        _minute(Commitment.reference, Decision.reference, AgendaItem.reference),
        Commitment.state,
        Commitment.outcome_judgement.label("judgement"),
        Commitment.outcome_on,
    )
    .outerjoin(Decision, Decision.id == Commitment.decision_id)
    .outerjoin(AgendaItem, AgendaItem.id == Commitment.agenda_item_id)
    .outerjoin(Meeting, Meeting.id == Commitment.meeting_id)
    .outerjoin(_BODY, _BODY.id == Commitment.owner_organisation_id)
)

LOADERS: Mapping[TrailKind, Question] = {
    TrailKind.ITEM: Question(TrailKind.ITEM, AgendaItem, _ITEMS, _BORN[TrailKind.ITEM], _held, lambda _row, _day: ""),
    TrailKind.DECISION: Question(
        TrailKind.DECISION,
        Decision,
        _DECISIONS,
        _BORN[TrailKind.DECISION],
        _held,
        lambda row, _day: label(row.state),
    ),
    TrailKind.PRIORITY: Question(
        TrailKind.PRIORITY,
        Priority,
        _PRIORITIES,
        _BORN[TrailKind.PRIORITY],
        _kept(Priority, Priority.agreed_on),
        lambda row, day: _("Closed") if row.closed_on is not None and row.closed_on <= day else _("Open"),
    ),
    TrailKind.COMMITMENT: Question(
        TrailKind.COMMITMENT,
        Commitment,
        _COMMITMENTS,
        _BORN[TrailKind.COMMITMENT],
        _kept(Commitment, Commitment.made_on),
        _commitment_words,
    ),
    TrailKind.ACTION: Question(
        TrailKind.ACTION,
        Action,
        _ACTIONS,
        _BORN[TrailKind.ACTION],
        _kept(Action, Action.made_on),
        _action_words,
    ),
    TrailKind.EVIDENCE: Question(
        TrailKind.EVIDENCE,
        Evidence,
        _EVIDENCE,
        _BORN[TrailKind.EVIDENCE],
        _kept(Evidence, Evidence.seen_on),
        lambda row, _day: label(row.state),
    ),
    TrailKind.OUTCOME: Question(
        TrailKind.OUTCOME,
        Commitment,
        _OUTCOMES,
        _BORN[TrailKind.OUTCOME],
        _kept(Commitment, Commitment.closed_on),
        _outcome_words,
    ),
}
"""How each kind of step is asked for; put together once."""
