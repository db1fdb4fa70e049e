"""The outcome framework: what is measured or evidenced, where it stands, how far to the target, what is overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Subquery, and_, func, or_, select
from sqlalchemy.orm import Session

from models.entities import Activity, Aim, Measure, Observation, Organisation
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.rows import build, fetch, fetch_tuples
from models.queries.sight import sees_record
from models.vocabulary import Judgement, MeasureKind, Visibility


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure with its newest observation, as things stood on a day."""

    as_at: date
    id: int
    partnership_id: int
    partnership: str
    aim_id: int | None
    aim: str
    activity_id: int | None
    activity: str
    name: str
    kind: MeasureKind
    unit: str
    baseline: Decimal | None
    baseline_on: date | None
    target: Decimal | None
    due_on: date | None
    review_on: date | None
    splits_disadvantaged: bool
    latest_on: date | None
    value: Decimal | None
    disadvantaged_value: Decimal | None
    judgement: Judgement | None
    words: str
    evidence: str
    attachment_id: int | None
    observations: int
    visibility: Visibility
    version: int

    @property
    def progress(self) -> Decimal | None:
        """Return the fraction of the way from baseline to target; None where a part is not known. May pass 1."""
        if self.baseline is None or self.target is None or self.value is None:
            return None
        way = self.target - self.baseline
        if not way:
            return Decimal(1) if self.value == self.target else None
        return (self.value - self.baseline) / way

    @property
    def is_reached(self) -> bool | None:
        """Say whether the outcome is there: the target met, or judged green; None where nothing can be said yet."""
        if self.kind is MeasureKind.EVIDENCED or self.target is None:
            return None if self.judgement is None else self.judgement is Judgement.GREEN
        if self.value is None:
            return None
        falls = self.baseline is not None and self.target < self.baseline
        return self.value <= self.target if falls else self.value >= self.target

    @property
    def gap(self) -> Decimal | None:
        """Return by how much disadvantaged pupils are above (or, below zero, under) all; None where it is not split."""
        if self.value is None or self.disadvantaged_value is None:
            return None
        return self.disadvantaged_value - self.value

    @property
    def is_shown(self) -> bool:
        """Say whether something shows how it stands: a value, or a judgement that rests on evidence."""
        return self.value is not None or bool(self.judgement and (self.evidence or self.attachment_id))

    @property
    def is_overdue(self) -> bool:
        """Say whether its day is past and the outcome not there."""
        return self.due_on is not None and self.due_on < self.as_at and not self.is_reached

    @property
    def review_is_overdue(self) -> bool:
        """Say whether it was to be looked at before the day and nobody has observed anything since."""
        if self.review_on is None or self.review_on >= self.as_at:
            return False
        return self.latest_on is None or self.latest_on < self.review_on


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """What was observed of a measure on a day."""

    id: int
    measure_id: int
    observed_on: date
    value: Decimal | None
    disadvantaged_value: Decimal | None
    judgement: Judgement | None
    words: str
    evidence: str
    attachment_id: int | None
    source: str
    visibility: Visibility
    version: int


def list_measures(
    session: Session,
    *,
    as_at: date,
    partnership_id: int | None = None,
    aim_id: int | None = None,
    goal_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[MeasureRow, ...]:
    """Return the measures of a partnership, an aim or a shared goal as they stood on a day, by aim and name."""
    latest = _latest(as_at, audience)
    one, seen = Measure, latest.c
    statement = (
        select(
            *(one.id, one.partnership_id, Organisation.name, one.aim_id, func.coalesce(Aim.text, "")),
            *(one.activity_id, func.coalesce(Activity.title, ""), one.name, one.kind, one.unit, one.baseline),
            *(one.baseline_on, one.target, one.due_on, one.review_on, one.splits_disadvantaged, seen.observed_on),
            *(seen.value, seen.disadvantaged_value, seen.judgement, func.coalesce(seen.words, "")),
            *(func.coalesce(seen.evidence, ""), seen.attachment_id, func.coalesce(seen.times, 0)),
            *(one.visibility, one.version),
        )
        .join(Organisation, Organisation.id == one.partnership_id)
        .outerjoin(Aim, and_(Aim.id == one.aim_id, readable(Aim, audience)))
        .outerjoin(Activity, and_(Activity.id == one.activity_id, sees_record(Activity, audience)))
        .outerjoin(latest, and_(latest.c.measure_id == one.id, latest.c.place == 1))
        .where(one.archived_at.is_(None), sees_record(one, audience))
        .order_by(Organisation.name_key, Organisation.id, Aim.number.nulls_last(), one.name, one.id)
    )
    if partnership_id is not None:
        statement = statement.where(one.partnership_id == partnership_id)
    if aim_id is not None:
        statement = statement.where(Aim.id == aim_id)
    if goal_id is not None:
        statement = statement.where(Aim.goal_id == goal_id)
    return tuple(build(MeasureRow, (as_at, *row)) for row in fetch_tuples(session, statement))


def list_measures_to_review(
    session: Session,
    *,
    as_at: date,
    partnership_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[MeasureRow, ...]:
    """Return the measures whose review is overdue on a day, the longest overdue first."""
    rows = list_measures(session, as_at=as_at, partnership_id=partnership_id, audience=audience)
    late = [row for row in rows if row.review_is_overdue]
    return tuple(sorted(late, key=lambda row: (row.review_on or as_at, row.id)))


def list_observations(
    session: Session,
    measure_id: int | None = None,
    *,
    partnership_id: int | None = None,
    first_day: date = date.min,
    last_day: date = date.max,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[ObservationRow, ...]:
    """Return what was observed of a measure in a period, the oldest first: a line to draw.

    With a partnership what was observed of all its measures.
    """
    one = Observation
    of_what = one.measure_id == measure_id if measure_id is not None else Measure.partnership_id == partnership_id
    statement = (
        select(
            *(one.id, one.measure_id, one.observed_on, one.value, one.disadvantaged_value, one.judgement),
            *(one.words, one.evidence, one.attachment_id, one.source, one.visibility, one.version),
        )
        .join(Measure, Measure.id == one.measure_id)
        .where(
            of_what,
            one.archived_at.is_(None),
            Measure.archived_at.is_(None),
            one.observed_on.between(first_day, last_day),
            sees_record(one, audience),
            sees_record(Measure, audience),
        )
        .order_by(one.observed_on, one.id)
    )
    return tuple(fetch(session, ObservationRow, statement))


def _latest(as_at: date, audience: Visibility) -> Subquery:
    """Return the observations up to a day with their place from the newest, and how many there are of a measure."""
    one = Observation
    newest = (one.observed_on.desc(), one.id.desc())
    return (
        select(
            *(one.measure_id, one.observed_on, one.value, one.disadvantaged_value, one.judgement, one.words),
            *(one.evidence, one.attachment_id),
            func.row_number().over(partition_by=one.measure_id, order_by=newest).label("place"),
            func.count().over(partition_by=one.measure_id).label("times"),
        )
        .where(
            one.archived_at.is_(None),
            one.observed_on <= as_at,
            or_(one.value.is_not(None), one.judgement.is_not(None)),
            sees_record(one, audience),
        )
        .subquery("latest")
    )
