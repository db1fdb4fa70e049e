"""How engaged people and organisations are judged to be: the latest assessment of each, its quadrant, its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import EngagementAssessment, Organisation, Person
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.rows import fetch
from models.vocabulary import EngagementLevel, Quadrant, Visibility

MUCH = 3
"""From here on influence or interest is much, so that nobody in the middle is overlooked."""


def quadrant_of(influence: int, interest: int) -> Quadrant:
    """Return what to do with somebody of such influence and interest."""
    if influence >= MUCH:
        return Quadrant.MANAGE_CLOSELY if interest >= MUCH else Quadrant.KEEP_SATISFIED
    return Quadrant.KEEP_INFORMED if interest >= MUCH else Quadrant.MONITOR


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """An assessment with the name of whom it is of."""

    id: int
    organisation_id: int | None
    person_id: int | None
    name: str
    assessed_on: date
    influence: int
    interest: int
    level_now: EngagementLevel
    level_wanted: EngagementLevel
    reason: str
    assessor: str
    visibility: Visibility
    version: int

    @property
    def quadrant(self) -> Quadrant:
        """What to do with them."""
        return quadrant_of(self.influence, self.interest)

    @property
    def is_where_wanted(self) -> bool:
        """Whether they are as engaged as we would have them, or more."""
        order = list(EngagementLevel)
        return order.index(self.level_now) >= order.index(self.level_wanted)


_ROWS = (
    select(
        EngagementAssessment.id,
        EngagementAssessment.organisation_id,
        EngagementAssessment.person_id,
        func.coalesce(Organisation.name, Person.display_name),
        EngagementAssessment.assessed_on,
        EngagementAssessment.influence,
        EngagementAssessment.interest,
        EngagementAssessment.level_now,
        EngagementAssessment.level_wanted,
        EngagementAssessment.reason,
        EngagementAssessment.assessor,
        EngagementAssessment.visibility,
        EngagementAssessment.version,
    )
    .select_from(EngagementAssessment)
    .outerjoin(Organisation, Organisation.id == EngagementAssessment.organisation_id)
    .outerjoin(Person, Person.id == EngagementAssessment.person_id)
    .where(EngagementAssessment.archived_at.is_(None), Organisation.archived_at.is_(None), Person.archived_at.is_(None))
    .order_by(EngagementAssessment.assessed_on.desc(), EngagementAssessment.id.desc())
)


def list_assessments(
    session: Session,
    *,
    organisation_id: int | None = None,
    person_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[AssessmentRow, ...]:
    """Return how somebody was judged over time, or everybody, the newest first."""
    question = _ROWS.where(
        readable(EngagementAssessment, audience),
        readable_or_none(Organisation, audience),
        readable_or_none(Person, audience),
    )
    if organisation_id is not None:
        question = question.where(EngagementAssessment.organisation_id == organisation_id)
    if person_id is not None:
        question = question.where(EngagementAssessment.person_id == person_id)
    return tuple(fetch(session, AssessmentRow, question))


def list_engaged(
    session: Session, as_at: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[AssessmentRow, ...]:
    """Return how each party was judged last by the end of a day: most influence first, then most interest, by name."""
    latest: dict[tuple[int | None, int | None], AssessmentRow] = {}
    for row in list_assessments(session, audience=audience):
        if row.assessed_on <= as_at:
            latest.setdefault((row.organisation_id, row.person_id), row)
    return tuple(sorted(latest.values(), key=lambda row: (-row.influence, -row.interest, row.name, row.id)))


def list_to_review(
    session: Session, as_at: date, older_than: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[AssessmentRow, ...]:
    """Return the last assessments that are older than a day and should be made anew, the oldest first."""
    rows = [row for row in list_engaged(session, as_at, audience=audience) if row.assessed_on < older_than]
    return tuple(sorted(rows, key=lambda row: (row.assessed_on, row.id)))


def count_quadrants(rows: Sequence[AssessmentRow]) -> dict[Quadrant, int]:
    """Return how many of some assessments stand in each quadrant."""
    return {quadrant: sum(row.quadrant is quadrant for row in rows) for quadrant in Quadrant}
