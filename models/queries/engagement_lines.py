"""The lines of papers that carry words, each cut to what their audience may read.

Unanswered correspondence, commitments by institution, questions of open forums. Each comes with the number of lines
left out, so that a paper says how much it does not show; `event_lines` has the events.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from models.entities import (
    Commitment,
    CommitmentState,
    Decision,
    Meeting,
    Organisation,
    Person,
)
from models.queries.audience import EVERYONE_OF_OURS, Shown, may_read, nameable_to, readable_by, shown
from models.queries.forum import ForumQuestionRow, forum_audience, list_forum_questions
from models.queries.party_names import councillor_at, name_parties
from models.queries.rows import fetch
from models.queries.unanswered import UnansweredRow, list_unanswered
from models.types import choice
from models.vocabulary import Visibility


class Standing(StrEnum):
    """Where a commitment stood at the end of a day, in the order in which papers list them."""

    LATE = "late"
    OPEN = "open"
    KEPT = "kept"
    KEPT_IN_PART = "kept_in_part"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    REFERRED = "referred"
    ASPIRATION = "aspiration"


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A commitment as a paper prints it."""

    id: int
    organisation_id: int | None
    organisation: str
    """The one that gave its word; blank where only a person did, or where it may not be named."""
    owner: str
    """The person who does it; blank where they may not be named."""
    text: str
    observable_result: str
    made_on: date
    due_on: date | None
    standing: Standing
    closed_on: date | None
    outcome_note: str
    meeting: str
    met_at: datetime | None
    reference: str
    """The minute reference of the promise, or else of the decision it was made by, or of the meeting."""
    visibility: Visibility


def list_unanswered_for(
    session: Session, as_at: date, audience: Visibility, *, about: tuple[str, int] | None = None
) -> Shown[UnansweredRow]:
    """Return what had no answer at the end of a day; people are named to the audience only as far as they may be.

    `about` is the organisation or person whose reply is waited for, None for everybody's.
    """
    kind, number = about or ("", None)
    waiting = list_unanswered(
        session,
        as_at,
        organisation_id=number if kind == "organisation" else None,
        person_id=number if kind == "person" else None,
    )
    lines = shown(waiting, lambda row: may_read(audience, row.visibility))
    named = name_parties(session, {line.id: line.parties for line in lines.rows}, as_at, audience)
    return replace(lines, rows=tuple(replace(line, parties=named[line.id]) for line in lines.rows))


def list_commitment_lines(
    session: Session, first_day: date, last_day: date, as_at: date, audience: Visibility
) -> Shown[CommitmentLine]:
    """Return the commitments by institution: those open, those that ended in the period, and the aspirations.

    All as they stood at the end of `as_at`; late ones first within each institution.
    """
    ended = _ended_by(as_at)
    owner_named = or_(Person.visibility.in_(readable_by(audience)), councillor_at(as_at))
    owner = case((and_(owner_named, Person.visibility.in_(nameable_to(audience))), Person.display_name), else_="")
    body_named = Organisation.visibility.in_(readable_by(audience))
    decision_named = or_(Decision.id.is_(None), Decision.visibility.in_(readable_by(audience)))
    meeting_named = and_(Meeting.visibility.in_(readable_by(audience)), decision_named)
    statement = (
        select(
            Commitment.id,
            Commitment.owner_organisation_id,
            case((body_named, Organisation.name), else_=""),
            owner,
            Commitment.text,
            Commitment.observable_result,
            Commitment.made_on,
            Commitment.due_on,
            _standing_at(as_at),
            case((ended, Commitment.closed_on)),
            case((ended, Commitment.outcome_note), else_=""),
            case((meeting_named, Meeting.title), else_=""),
            case((meeting_named, Meeting.starts_at)),
            case((meeting_named, _REFERENCE), else_=Commitment.reference),
            Commitment.visibility,
        )
        .select_from(Commitment)
        .outerjoin(Organisation, Organisation.id == Commitment.owner_organisation_id)
        .outerjoin(Person, Person.id == Commitment.owner_person_id)
        .outerjoin(Meeting, Meeting.id == Commitment.meeting_id)
        .outerjoin(Decision, Decision.id == Commitment.decision_id)
        .where(*_concerns(first_day, last_day, as_at))
        .order_by(Organisation.name_key.nulls_last(), Organisation.id, Commitment.due_on.nulls_last(), Commitment.id)
    )
    lines = fetch(session, CommitmentLine, statement)
    order = {standing: place for place, standing in enumerate(Standing)}
    places: dict[int | None, int] = {}
    for line in lines:
        places.setdefault(line.organisation_id, len(places))
    lines.sort(key=lambda line: (places[line.organisation_id], order[line.standing]))
    return shown(lines, lambda line: may_read(audience, line.visibility))


def count_standings(session: Session, first_day: date, last_day: date, as_at: date) -> dict[Standing, int]:
    """Return how many commitments stood where, of those that `list_commitment_lines` lists to whoever may read all."""
    standing = _standing_at(as_at)
    statement = select(standing, func.count()).where(*_concerns(first_day, last_day, as_at)).group_by(standing)
    found = {row[0]: row[1] for row in session.execute(statement)}
    return {where: found.get(where, 0) for where in Standing}


def _concerns(first_day: date, last_day: date, as_at: date) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of a commitment made by a day that is open or ended in a period."""
    still = or_(~_ended_by(as_at), Commitment.closed_on.between(first_day, last_day))
    return Commitment.archived_at.is_(None), Commitment.made_on <= as_at, still


_REFERENCE = case(
    (Commitment.reference != "", Commitment.reference),
    (func.coalesce(Decision.reference, "") != "", Decision.reference),
    else_=func.coalesce(Meeting.reference, ""),
)


def _ended_by(as_at: date) -> ColumnElement[bool]:
    """Return the condition that a commitment had ended by the end of a day."""
    return and_(Commitment.closed_on.is_not(None), Commitment.closed_on <= as_at)


def _standing_at(as_at: date) -> ColumnElement[str]:
    """Return where a commitment stood at the end of a day."""
    ended = _ended_by(as_at)
    return type_coerce(
        case(
            (Commitment.state == CommitmentState.ASPIRATION, Standing.ASPIRATION.value),
            (and_(~ended, Commitment.due_on < as_at), Standing.LATE.value),
            (~ended, Standing.OPEN.value),
            (Commitment.state == CommitmentState.KEPT, Standing.KEPT.value),
            (Commitment.state == CommitmentState.KEPT_IN_PART, Standing.KEPT_IN_PART.value),
            (Commitment.state == CommitmentState.LAPSED, Standing.LAPSED.value),
            (Commitment.state == CommitmentState.REFERRED, Standing.REFERRED.value),
            else_=Standing.WITHDRAWN.value,
        ),
        choice(Standing),
    )


def list_questions_for(
    session: Session,
    first_day: date,
    as_at: date,
    audience: Visibility,
    *,
    organisation_id: int | None = None,
    last_day: date | None = None,
) -> Shown[ForumQuestionRow]:
    """Return the questions of open forums asked from a day on, and older ones still without an answer."""

    def ask(reader: Visibility) -> tuple[ForumQuestionRow, ...]:
        return list_forum_questions(
            session, as_at, organisation_id=organisation_id, first_day=first_day, last_day=last_day, audience=reader
        )

    rows = ask(forum_audience(audience))
    return Shown(rows, len(ask(EVERYONE_OF_OURS)) - len(rows))
