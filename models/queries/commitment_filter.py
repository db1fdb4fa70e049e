"""Which commitments to list: the filter, the parts of the list, and what each asks of a commitment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal_column, or_, select

from models.entities import OPEN_STATES, Commitment, CommitmentState, Organisation, Person
from models.queries.narrowing import Narrowing
from models.text import asked_words, sort_key
from models.vocabulary import CommitmentGroup

WEEK = timedelta(days=6)
"""Today and the six days after it are "this week", on a Friday as on a Monday."""


IS_OPEN = and_(
    Commitment.state.in_([literal_column(f"'{state.value}'") for state in OPEN_STATES]),
    Commitment.archived_at.is_(None),
)
"""Open and not put away. The words stand in the SQL itself, since SQLite takes a partial index only then."""

_OPEN = Commitment.state.in_([literal_column(f"'{state.value}'") for state in OPEN_STATES])
_CLOSED = Commitment.state.in_(
    [literal_column(f"'{state}'") for state in ("kept", "kept_in_part", "lapsed", "withdrawn", "referred")]
)


@dataclass(frozen=True, slots=True)
class CommitmentFilter:
    """Which commitments to list; what is left as it is does not narrow the list."""

    words: str = ""
    organisation_id: int | None = None
    """As the one that promised, or the one it was promised to."""
    person_id: int | None = None
    by_person_id: int | None = None
    by_organisation_id: int | None = None
    """Only what this one promised."""
    to_person_id: int | None = None
    to_organisation_id: int | None = None
    """Only what was promised to this one."""
    meeting_id: int | None = None
    event_id: int | None = None
    conversation_id: int | None = None
    priority_id: int | None = None
    states: tuple[CommitmentState, ...] = ()
    overdue_at: date | None = None
    """Only those still open after their day, seen from this day."""
    due_from: date | None = None
    due_to: date | None = None
    archived: bool = False
    among: Select[Any] | None = None
    """Only those whose numbers this question finds: a group, a tag, a saved search."""
    narrowing: Narrowing | None = None
    """Only those that rules hold for: filters by column, saved searches."""


def in_group(group: CommitmentGroup, today: date) -> ColumnElement[bool]:
    """Return the condition that a commitment stands in a part of the list."""
    match group:
        case CommitmentGroup.LATE:
            return and_(_OPEN, Commitment.due_on < today)
        case CommitmentGroup.THIS_WEEK:
            return and_(_OPEN, Commitment.due_on.between(today, today + WEEK))
        case CommitmentGroup.LATER:
            return and_(_OPEN, Commitment.due_on > today + WEEK)
        case CommitmentGroup.ASPIRATIONS:
            return Commitment.state == CommitmentState.ASPIRATION
        case CommitmentGroup.DONE:
            return _CLOSED


def filter_conditions(wanted: CommitmentFilter) -> list[ColumnElement[bool]]:
    """Return what a filter asks of a commitment."""
    put_away = Commitment.archived_at.is_not(None) if wanted.archived else Commitment.archived_at.is_(None)
    conditions: list[ColumnElement[bool]] = [put_away]
    if wanted.among is not None:
        conditions.append(Commitment.id.in_(wanted.among))
    if wanted.narrowing is not None:
        conditions.append(wanted.narrowing.condition)
    if wanted.organisation_id is not None:
        theirs = wanted.organisation_id
        conditions.append(or_(Commitment.owner_organisation_id == theirs, Commitment.to_organisation_id == theirs))
    if wanted.person_id is not None:
        theirs = wanted.person_id
        conditions.append(or_(Commitment.owner_person_id == theirs, Commitment.to_person_id == theirs))
    for column, number in (
        (Commitment.owner_person_id, wanted.by_person_id),
        (Commitment.owner_organisation_id, wanted.by_organisation_id),
        (Commitment.to_person_id, wanted.to_person_id),
        (Commitment.to_organisation_id, wanted.to_organisation_id),
    ):
        if number is not None:
            conditions.append(column == number)
    if wanted.meeting_id is not None:
        conditions.append(Commitment.meeting_id == wanted.meeting_id)
    if wanted.event_id is not None:
        conditions.append(Commitment.event_id == wanted.event_id)
    if wanted.priority_id is not None:
        conditions.append(Commitment.priority_id == wanted.priority_id)
    if wanted.conversation_id is not None:
        conditions.append(Commitment.conversation_id == wanted.conversation_id)
    if wanted.states:
        conditions.append(Commitment.state.in_(wanted.states))
    if wanted.overdue_at is not None:
        conditions.append(in_group(CommitmentGroup.LATE, wanted.overdue_at))
    if wanted.due_from is not None:
        conditions.append(Commitment.due_on >= wanted.due_from)
    if wanted.due_to is not None:
        conditions.append(Commitment.due_on <= wanted.due_to)
    conditions.extend(_holds_word(word) for word in asked_words(wanted.words))
    return conditions


def _holds_word(word: str) -> ColumnElement[bool]:
    """Return the condition that a word stands in the text, the result, the reference or the name of who promised."""
    key = sort_key(word)
    conditions = [
        column.icontains(word, autoescape=True)
        for column in (Commitment.text, Commitment.observable_result, Commitment.reference)
    ]
    if key:
        people = select(Person.id).where(Person.name_key.contains(key))
        organisations = select(Organisation.id).where(Organisation.name_key.contains(key))
        conditions.append(Commitment.owner_person_id.in_(people))
        conditions.append(Commitment.owner_organisation_id.in_(organisations))
    return or_(*conditions)
