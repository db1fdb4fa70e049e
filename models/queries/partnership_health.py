"""Whether enthusiasm became something of substance: a partnership's health by academic year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.entities import (
    Activity,
    Commitment,
    CommitmentState,
    Measure,
    Observation,
    PartnershipProfile,
    PlanReview,
)
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.belonging import GROUPING_KINDS, INFORMAL_KINDS, Partnership, is_live
from models.queries.rows import fetch_tuples
from models.queries.sight import sees_record
from models.school_year import academic_year_of
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class PartnershipHealth:
    """What one partnership did, kept and showed in an academic year, seen from a day (need N010)."""

    partnership_id: int
    partnership: str
    year_begins: int
    activities: int
    off_purpose: int
    judged: int
    """Activities of which somebody said how successful they were."""
    commitments_due: int
    commitments_kept: int
    measures: int
    """Outcomes that stood in the framework by then."""
    outcomes_shown: int
    """Of those, how many were measured, or judged with evidence, in the year."""
    plan_reviews: int

    @property
    def year_name(self) -> str:
        """Return the year as people say it."""
        return academic_year_of(date(self.year_begins, 9, 1)).name

    @property
    def keeping_rate(self) -> float | None:
        """Return the fraction kept of the commitments that were due; None where none was."""
        return self.commitments_kept / self.commitments_due if self.commitments_due else None

    @property
    def outcome_rate(self) -> float | None:
        """Return the fraction of outcomes that something shows; None where there is no framework."""
        return self.outcomes_shown / self.measures if self.measures else None

    @property
    def lacks(self) -> tuple[str, ...]:
        """Return in words what is missing for substance; nothing where there is something of all three."""
        parts = (
            (self.activities, _("No activity")),
            (self.commitments_kept, _("No commitment kept") if self.commitments_due else _("No commitments due")),
            (self.outcomes_shown, _("No outcome shown")),
        )
        return tuple(words for there, words in parts if not there)

    @property
    def has_substance(self) -> bool:
        """Say whether there was activity, a commitment kept and an outcome shown."""
        return not self.lacks


def list_partnership_health(
    session: Session,
    *,
    as_at: date,
    first_year: int,
    last_year: int,
    partnership_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[PartnershipHealth, ...]:
    """Return the health of one partnership, or of all live ones, in each academic year; newest year first, by name.

    Years are given by the calendar years they begin in. Commitments are those by or to the partnership; withdrawn ones
    count neither as due nor as kept.
    """
    names = _names(session, as_at, partnership_id, audience)
    seen = min(as_at, date(last_year + 1, 8, 31))
    activities = _activities(session, names, audience)
    commitments = _commitments(session, names, seen, audience)
    outcomes = _outcomes(session, names, seen, audience)
    reviews = _review_days(session, names, seen, audience)
    rows = []
    for year in range(last_year, first_year - 1, -1):
        first, last = date(year, 9, 1), min(as_at, date(year + 1, 8, 31))
        for number, name in names.items():
            done = [one for one in activities.get(number, ()) if one[0] <= last and (one[1] is None or one[1] > first)]
            due = [state for day, state in commitments.get(number, ()) if first <= day <= last]
            standing, shown = outcomes.get(number, ({}, []))
            rows.append(
                PartnershipHealth(
                    *(number, name, year, len(done), sum(one[2] for one in done)),
                    sum(one[3] is not None and one[3] <= last for one in done),
                    *(len(due), sum(due)),
                    sum(since <= last for since in standing.values()),
                    len({measure for measure, day in shown if first <= day <= last}),
                    sum(first <= day <= last for day in reviews.get(number, ())),
                )
            )
    return tuple(rows)


def _names(session: Session, as_at: date, partnership_id: int | None, audience: Visibility) -> dict[int, str]:
    statement = (
        select(Partnership.id, Partnership.name)
        .outerjoin(PartnershipProfile, PartnershipProfile.organisation_id == Partnership.id)
        .where(Partnership.kind.in_(GROUPING_KINDS), readable(Partnership, audience))
        .order_by(Partnership.name_key, Partnership.id)
    )
    if partnership_id is None:
        statement = statement.where(is_live(Partnership, as_at), Partnership.kind.in_(INFORMAL_KINDS))
    else:
        statement = statement.where(Partnership.id == partnership_id)
    return {row.id: row.name for row in session.execute(statement)}


def _activities(
    session: Session, names: dict[int, str], audience: Visibility
) -> dict[int, list[tuple[date, date | None, bool, date | None]]]:
    """Return of each partnership's activities: from, to, whether off purpose, when judged."""
    began = func.coalesce(Activity.starts_on, Activity.surveyed_on)
    statement = select(
        Activity.partnership_id, began, Activity.ends_on, Activity.is_off_purpose, Activity.judged_on
    ).where(
        Activity.partnership_id.in_(list(names)),
        Activity.archived_at.is_(None),
        began.is_not(None),
        sees_record(Activity, audience),
    )
    found: dict[int, list[tuple[date, date | None, bool, date | None]]] = {}
    for number, starts_on, ends_on, is_off, judged_on in fetch_tuples(session, statement):
        found.setdefault(number, []).append((starts_on, ends_on, is_off, judged_on))
    return found


def _commitments(
    session: Session, names: dict[int, str], seen: date, audience: Visibility
) -> dict[int, list[tuple[date, bool]]]:
    """Return of the commitments by or to each partnership: when due, and whether kept by a day."""
    one = Commitment
    statement = select(one.owner_organisation_id, one.to_organisation_id, one.due_on, one.state, one.closed_on).where(
        or_(one.owner_organisation_id.in_(list(names)), one.to_organisation_id.in_(list(names))),
        one.state.not_in((CommitmentState.ASPIRATION, CommitmentState.WITHDRAWN)),
        one.archived_at.is_(None),
        one.made_on <= seen,
        one.due_on <= seen,
        sees_record(one, audience),
    )
    found: dict[int, list[tuple[date, bool]]] = {}
    for owner, to, due, state, closed in fetch_tuples(session, statement):
        kept = state is CommitmentState.KEPT and closed is not None and closed <= seen
        for number in {owner, to} & names.keys():
            found.setdefault(number, []).append((due, kept))
    return found


def _outcomes(
    session: Session, names: dict[int, str], seen: date, audience: Visibility
) -> dict[int, tuple[dict[int, date], list[tuple[int, date]]]]:
    """Return of each partnership the measures with the day they stood from, and the days on which they were shown."""
    measure, one = Measure, Observation
    shown = or_(one.value.is_not(None), one.evidence != "", one.attachment_id.is_not(None))
    # A measure stands from its baseline; one without counts from its first observation, or from the day asked about.
    observed = (
        select(one.measure_id, one.observed_on)
        .where(one.archived_at.is_(None), one.observed_on <= seen, shown, sees_record(one, audience))
        .subquery("observed")
    )
    statement = (
        select(measure.partnership_id, measure.id, measure.baseline_on, observed.c.observed_on)
        .outerjoin(observed, observed.c.measure_id == measure.id)
        .where(measure.partnership_id.in_(list(names)), measure.archived_at.is_(None), sees_record(measure, audience))
        .order_by(observed.c.observed_on.nulls_last())
    )
    found: dict[int, tuple[dict[int, date], list[tuple[int, date]]]] = {}
    for number, measure_id, baseline_on, observed_on in session.execute(statement):
        standing, days = found.setdefault(number, ({}, []))
        standing.setdefault(measure_id, baseline_on or observed_on or seen)
        if observed_on is not None:
            days.append((measure_id, observed_on))
    return found


def _review_days(session: Session, names: dict[int, str], seen: date, audience: Visibility) -> dict[int, list[date]]:
    one = PlanReview
    statement = select(one.partnership_id, one.reviewed_on).where(
        one.partnership_id.in_(list(names)),
        one.archived_at.is_(None),
        one.reviewed_on <= seen,
        sees_record(one, audience),
    )
    found: dict[int, list[date]] = {}
    for number, day in session.execute(statement):
        found.setdefault(number, []).append(day)
    return found
