"""Progress over time: the story of one commitment, and term by term what an institution promised and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.entities import (
    Action,
    Commitment,
    CommitmentState,
    CommitmentUpdate,
    Evidence,
    Meeting,
    Organisation,
)
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.commitments import find_commitment
from models.queries.periods import find_years_and_terms
from models.queries.sight import sees, sees_record
from models.school_year import Term, academic_year_of
from models.vocabulary import ActionState, EvidenceKind, Judgement, Visibility

_DAY = timedelta(days=1)


class StoryKind(StrEnum):
    """What happened to a commitment on a day."""

    MADE = "made"
    UPDATE = "update"
    ACTION = "action"
    ACTION_DONE = "action_done"
    EVIDENCE = "evidence"
    ENDED = "ended"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One thing that happened to a commitment; `record_id` is the update, action or piece of evidence."""

    on: date
    kind: StoryKind
    record_id: int
    text: str
    state: CommitmentState | None = None
    """The state it brought."""
    said_by: str = ""
    meeting: str = ""
    evidence_kind: EvidenceKind | None = None
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True)
class TermProgress:
    """What was promised and kept in a term, and what was open and late at its end."""

    term: Term
    made: int
    kept: int
    kept_in_part: int
    lapsed: int
    open_at_end: int
    late_at_end: int


@dataclass(frozen=True, slots=True)
class InstitutionProgress:
    """The terms of one institution, one after the other."""

    organisation_id: int
    organisation: str
    terms: tuple[TermProgress, ...]


def find_story(
    session: Session, commitment_id: int, as_at: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[StoryLine, ...]:
    """Return what happened to a commitment up to a day, in order. Raises WrongUse where it may not be read."""
    row = find_commitment(session, commitment_id, audience=audience)
    lines = [StoryLine(row.made_on, StoryKind.MADE, row.id, row.text)]
    lines += _updates(session, commitment_id, audience)
    actions = session.execute(
        select(Action.id, Action.text, Action.made_on, Action.state, Action.done_on, Action.outcome_note).where(
            Action.commitment_id == commitment_id, Action.archived_at.is_(None), sees_record(Action, audience)
        )
    ).all()
    for action in actions:
        lines.append(StoryLine(action.made_on, StoryKind.ACTION, action.id, action.text))
        if action.state is ActionState.DONE and action.done_on is not None:
            lines.append(
                StoryLine(action.done_on, StoryKind.ACTION_DONE, action.id, action.outcome_note or action.text)
            )
    lines += _evidence(session, commitment_id, [action.id for action in actions], audience)
    if row.closed_on is not None:
        lines.append(StoryLine(row.closed_on, StoryKind.ENDED, row.id, row.outcome_note, row.state))
    judged = session.execute(
        select(Commitment.outcome_on, Commitment.outcome_judgement).where(Commitment.id == commitment_id)
    ).one()
    if judged.outcome_on is not None:
        lines.append(
            StoryLine(
                judged.outcome_on, StoryKind.OUTCOME, row.id, row.outcome_note, judgement=judged.outcome_judgement
            )
        )
    order = list(StoryKind)
    kept = (line for line in lines if line.on <= as_at)
    return tuple(sorted(kept, key=lambda line: (line.on, order.index(line.kind), line.record_id)))


def list_progress(
    session: Session,
    first_day: date,
    as_at: date,
    *,
    organisation_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[InstitutionProgress, ...]:
    """Return term by term what institutions promised and kept, by name: the terms that touch the days given.

    The last term is told as far as it has come. One statement besides the calendar.
    """
    terms = _terms_between(session, first_day, as_at)
    ends = [min(later.first_day - _DAY, as_at) for later in terms[1:]] + [as_at]
    spans = tuple(zip(terms, ends, strict=True)) if terms else ()
    statement = (
        select(
            Organisation.id,
            Organisation.name,
            Commitment.made_on,
            Commitment.due_on,
            Commitment.closed_on,
            Commitment.state,
        )
        .join(Organisation, Organisation.id == Commitment.owner_organisation_id)
        .where(
            Commitment.state != CommitmentState.ASPIRATION,
            Commitment.archived_at.is_(None),
            Commitment.made_on <= as_at,
            or_(Commitment.closed_on.is_(None), Commitment.closed_on >= first_day),
            sees_record(Commitment, audience),
        )
        .order_by(Organisation.name_key, Organisation.id, Commitment.id)
    )
    if organisation_id is not None:
        statement = statement.where(Organisation.id == organisation_id)
    of_each: dict[tuple[int, str], list[Any]] = {}
    for row in session.execute(statement):
        of_each.setdefault((row.id, row.name), []).append(row)
    return tuple(
        InstitutionProgress(number, name, tuple(_in_term(term, until, rows) for term, until in spans))
        for (number, name), rows in of_each.items()
    )


def _updates(session: Session, commitment_id: int, audience: Visibility) -> list[StoryLine]:
    update = CommitmentUpdate
    rows = session.execute(
        select(update.id, update.made_on, update.text, update.state_after, update.said_by, Meeting.title)
        .outerjoin(Meeting, Meeting.id == update.meeting_id)
        .where(update.commitment_id == commitment_id, sees(update.meeting_id, Meeting, audience))
    )
    return [
        StoryLine(made_on, StoryKind.UPDATE, number, text, state, said_by, meeting or "")
        for number, made_on, text, state, said_by, meeting in rows
    ]


def _evidence(session: Session, commitment_id: int, action_ids: Sequence[int], audience: Visibility) -> list[StoryLine]:
    rows = session.execute(
        select(Evidence.id, Evidence.seen_on, Evidence.text, Evidence.link, Evidence.witness, Evidence.kind).where(
            or_(Evidence.commitment_id == commitment_id, Evidence.action_id.in_(action_ids)),
            Evidence.archived_at.is_(None),
            sees_record(Evidence, audience),
        )
    )
    return [
        StoryLine(seen_on, StoryKind.EVIDENCE, number, text or link, said_by=witness, evidence_kind=kind)
        for number, seen_on, text, link, witness, kind in rows
    ]


def _terms_between(session: Session, first_day: date, last_day: date) -> list[Term]:
    """Return the terms that touch some days, in order."""
    known = find_years_and_terms(session)
    years = range(academic_year_of(first_day).first_day.year, academic_year_of(last_day).first_day.year + 1)
    terms = [term for year in years for term in known.terms_of(year)]
    return [term for term in terms if term.first_day <= last_day and term.last_day >= first_day]


def _in_term(term: Term, end: date, rows: Sequence[Any]) -> TermProgress:
    """Return what became of promises in a term and the holidays after it."""

    def ended(state: CommitmentState) -> int:
        return sum(1 for row in rows if row.state is state and row.closed_on and term.first_day <= row.closed_on <= end)

    still = [row for row in rows if row.made_on <= end and (row.closed_on is None or row.closed_on > end)]
    return TermProgress(
        term,
        sum(1 for row in rows if term.first_day <= row.made_on <= end),
        ended(CommitmentState.KEPT),
        ended(CommitmentState.KEPT_IN_PART),
        ended(CommitmentState.LAPSED),
        len(still),
        sum(1 for row in still if row.due_on is not None and row.due_on < end),
    )
