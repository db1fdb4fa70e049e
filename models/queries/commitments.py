"""Commitments: lists by when they are due, and counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from models.entities import OPEN_STATES, Commitment, CommitmentState, Meeting, Organisation, Person
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.commitment_filter import IS_OPEN, WEEK, CommitmentFilter, filter_conditions, in_group
from models.queries.paging import Key, Page, cut
from models.queries.rows import fetch, fetch_one
from models.queries.sight import sees_record, unnamed_people
from models.vocabulary import CommitmentGroup, Visibility
from resources.i18n import _

__all__ = [
    "IS_OPEN",
    "WEEK",
    "CommitmentFilter",
    "CommitmentGroup",
    "CommitmentRow",
    "count_commitments",
    "find_commitment",
    "key_of",
    "list_commitment_groups",
    "list_commitments",
    "open_at",
]


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """A commitment as lists show it."""

    id: int
    text: str
    observable_result: str
    owner_person_id: int | None
    owner_person: str | None
    owner_organisation_id: int | None
    owner_organisation: str | None
    to_person_id: int | None
    to_person: str | None
    to_organisation_id: int | None
    to_organisation: str | None
    made_on: date
    due_on: date | None
    state: CommitmentState
    closed_on: date | None
    outcome_note: str
    meeting_id: int | None
    meeting_title: str | None
    meeting_at: datetime | None
    reference: str
    visibility: Visibility
    version: int

    @property
    def owner(self) -> str:
        """Return who does it: "Joe Marsh (Brookfield Primary School)"."""
        if self.owner_person and self.owner_organisation:
            return f"{self.owner_person} ({self.owner_organisation})"
        return self.owner_person or self.owner_organisation or ""

    def group(self, today: date) -> CommitmentGroup:
        """Return the part of the list in which the commitment stands."""
        if self.state is CommitmentState.ASPIRATION:
            return CommitmentGroup.ASPIRATIONS
        if self.state not in OPEN_STATES or self.due_on is None:
            return CommitmentGroup.DONE
        if self.due_on < today:
            return CommitmentGroup.LATE
        return CommitmentGroup.THIS_WEEK if self.due_on <= today + WEEK else CommitmentGroup.LATER

    def days_late(self, today: date) -> int:
        """Return how many days an open commitment is past its day, otherwise 0."""
        late = self.group(today) is CommitmentGroup.LATE and self.due_on is not None
        return (today - self.due_on).days if late and self.due_on else 0


_OWNER, _TO = aliased(Person), aliased(Person)
_OWNER_BODY, _TO_BODY = aliased(Organisation), aliased(Organisation)
_ROWS = (
    select(
        Commitment.id,
        Commitment.text,
        Commitment.observable_result,
        Commitment.owner_person_id,
        _OWNER.display_name,
        Commitment.owner_organisation_id,
        _OWNER_BODY.name,
        Commitment.to_person_id,
        _TO.display_name,
        Commitment.to_organisation_id,
        _TO_BODY.name,
        Commitment.made_on,
        Commitment.due_on,
        Commitment.state,
        Commitment.closed_on,
        Commitment.outcome_note,
        Commitment.meeting_id,
        Meeting.title,
        Meeting.starts_at,
        Commitment.reference,
        Commitment.visibility,
        Commitment.version,
    )
    .select_from(Commitment)
    .outerjoin(_OWNER, _OWNER.id == Commitment.owner_person_id)
    .outerjoin(_OWNER_BODY, _OWNER_BODY.id == Commitment.owner_organisation_id)
    .outerjoin(_TO, _TO.id == Commitment.to_person_id)
    .outerjoin(_TO_BODY, _TO_BODY.id == Commitment.to_organisation_id)
    .outerjoin(Meeting, Meeting.id == Commitment.meeting_id)
)


def list_commitments(
    session: Session,
    group: CommitmentGroup,
    today: date,
    wanted: CommitmentFilter | None = None,
    *,
    after: Key | None = None,
    limit: int | None = 100,
    skip: int = 0,
    audience: Visibility = EVERYONE_OF_OURS,
) -> Page[CommitmentRow]:
    """Return one part of the list: open ones by the day they are due, aspirations and ended ones newest first.

    `skip` leaves out so many rows, for a scroll bar dragged to where no `after` is known.
    """
    conditions = (*filter_conditions(wanted or CommitmentFilter()), sees_record(Commitment, audience))
    statement = _ROWS.where(in_group(group, today), *conditions)
    day, backwards = day_of_group(group)
    if after is not None:
        here, there = tuple_(day, Commitment.id), tuple_(*after)
        statement = statement.where(here < there if backwards else here > there)
    if backwards:
        statement = statement.order_by(day.desc(), Commitment.id.desc())
    else:
        statement = statement.order_by(day, Commitment.id)
    if skip:
        statement = statement.offset(skip)
    if limit is not None:
        statement = statement.limit(limit + 1)
    rows = _named(session, fetch(session, CommitmentRow, statement), audience)
    return cut(rows, limit, lambda row: key_of(row, group))


def day_of_group(group: CommitmentGroup) -> tuple[InstrumentedAttribute[Any], bool]:
    """Return the day by which a part of the list is ordered, and whether the newest comes first."""
    days: dict[CommitmentGroup, InstrumentedAttribute[Any]] = {
        CommitmentGroup.DONE: Commitment.closed_on,
        CommitmentGroup.ASPIRATIONS: Commitment.made_on,
    }
    return days.get(group, Commitment.due_on), group in days


def list_commitment_groups(
    session: Session,
    today: date,
    wanted: CommitmentFilter | None = None,
    *,
    limit: int | None = 100,
    audience: Visibility = EVERYONE_OF_OURS,
) -> Mapping[CommitmentGroup, Page[CommitmentRow]]:
    """Return all parts of the list, each with its first page."""
    return {
        group: list_commitments(session, group, today, wanted, limit=limit, audience=audience)
        for group in CommitmentGroup
    }


def count_commitments(
    session: Session,
    today: date,
    wanted: CommitmentFilter | None = None,
    *,
    audience: Visibility = EVERYONE_OF_OURS,
) -> Mapping[CommitmentGroup, int]:
    """Return how many commitments stand in each part of the list, in one statement."""
    counts = [func.count().filter(in_group(group, today)) for group in CommitmentGroup]
    conditions = (*filter_conditions(wanted or CommitmentFilter()), sees_record(Commitment, audience))
    row = session.execute(select(*counts).select_from(Commitment).where(*conditions)).one()
    return dict(zip(CommitmentGroup, row, strict=True))


def find_commitment(session: Session, commitment_id: int, *, audience: Visibility = EVERYONE_OF_OURS) -> CommitmentRow:
    """Return one commitment; for an audience that may not read it there is none."""
    row = fetch_one(
        session, CommitmentRow, _ROWS.where(Commitment.id == commitment_id, sees_record(Commitment, audience))
    )
    if row is None:
        raise WrongUse(_("There is no commitment number {number}.").format(number=commitment_id))
    return _named(session, [row], audience)[0]


def _named(session: Session, rows: list[CommitmentRow], audience: Visibility) -> list[CommitmentRow]:
    """Return rows without the names of people that an audience does not get."""
    people = [number for row in rows for number in (row.owner_person_id, row.to_person_id)]
    hidden = unnamed_people(session, people, audience)
    if not hidden:
        return rows
    return [
        replace(
            row,
            owner_person=None if row.owner_person_id in hidden else row.owner_person,
            to_person=None if row.to_person_id in hidden else row.to_person,
        )
        for row in rows
    ]


def open_at(as_at: date) -> ColumnElement[bool]:
    """Return the condition that a commitment was open at the end of a day."""
    return and_(
        Commitment.state != CommitmentState.ASPIRATION,
        Commitment.made_on <= as_at,
        or_(Commitment.closed_on.is_(None), Commitment.closed_on > as_at),
        Commitment.archived_at.is_(None),
    )


def key_of(row: CommitmentRow, group: CommitmentGroup) -> Key:
    """Return where a row lies in its part of the list, to ask for those after it."""
    day = {CommitmentGroup.DONE: row.closed_on, CommitmentGroup.ASPIRATIONS: row.made_on}.get(group, row.due_on)
    return (day, row.id)
