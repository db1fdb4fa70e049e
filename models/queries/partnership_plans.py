"""Partnerships' plans: what is planned, when it was looked at and what was found, when it is looked at next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Organisation, PartnershipProfile, PlanReview
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS, may_read, readable
from models.queries.belonging import GROUPING_KINDS, INFORMAL_KINDS, Partnership, is_live
from models.queries.rows import fetch
from models.queries.sight import sees_record
from models.vocabulary import Judgement, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class PlanReviewRow:
    """A review of a partnership's plan."""

    id: int
    partnership_id: int
    reviewed_on: date
    judgement: Judgement
    findings: str
    reviewed_by: str
    next_review_on: date | None
    visibility: Visibility
    version: int


@dataclass(frozen=True, slots=True)
class PartnershipPlan:
    """A partnership's plan and its reviews, the newest first (need N099)."""

    partnership_id: int
    partnership: str
    plan: str
    """"" to the public: a plan is for the partners."""
    review_on: date | None
    as_at: date
    reviews: tuple[PlanReviewRow, ...]

    @property
    def is_overdue(self) -> bool:
        """Say whether the plan was to be reviewed before the day."""
        return self.review_on is not None and self.review_on < self.as_at

    @property
    def has_cycle(self) -> bool:
        """Say whether there is a plan and a day on which it is looked at next."""
        return bool(self.plan) and self.review_on is not None


def find_partnership_plan(
    session: Session, partnership_id: int, *, as_at: date, audience: Visibility = EVERYONE_OF_OURS
) -> PartnershipPlan:
    """Return a partnership's plan with its reviews up to a day. Raises WrongUse when the audience may not read it."""
    row = session.execute(
        select(Organisation.name, PartnershipProfile.plan, PartnershipProfile.review_on)
        .outerjoin(PartnershipProfile, PartnershipProfile.organisation_id == Organisation.id)
        .where(
            Organisation.id == partnership_id,
            Organisation.kind.in_(GROUPING_KINDS),
            readable(Organisation, audience),
        )
    ).one_or_none()
    if row is None:
        raise WrongUse(_("There is no partnership number {number}. Choose another.").format(number=partnership_id))
    one = PlanReview
    reviews = (
        select(
            *(one.id, one.partnership_id, one.reviewed_on, one.judgement, one.findings, one.reviewed_by),
            *(one.next_review_on, one.visibility, one.version),
        )
        .where(
            one.partnership_id == partnership_id,
            one.archived_at.is_(None),
            one.reviewed_on <= as_at,
            sees_record(one, audience),
        )
        .order_by(one.reviewed_on.desc(), one.id.desc())
    )
    found = tuple(fetch(session, PlanReviewRow, reviews))
    told = may_read(audience, Visibility.PARTNERS)
    plan, due = (row.plan or "", row.review_on) if told else ("", None)
    return PartnershipPlan(partnership_id, row.name, plan, due, as_at, found)


@dataclass(frozen=True, slots=True)
class PlanDue:
    """A live partnership whose plan is to be reviewed, or that has no plan or no day for it."""

    partnership_id: int
    partnership: str
    review_on: date | None
    has_plan: bool


def list_plans_due(
    session: Session, *, as_at: date, by: date, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[PlanDue, ...]:
    """Return the live partnerships whose plans are due for review by a day, those without a cycle first."""
    if not may_read(audience, Visibility.PARTNERS):
        return ()
    profile = PartnershipProfile
    statement = (
        select(Partnership.id, Partnership.name, profile.review_on, profile.plan)
        .outerjoin(profile, profile.organisation_id == Partnership.id)
        .where(is_live(Partnership, as_at), readable(Partnership, audience))
        .where(Partnership.kind.in_(INFORMAL_KINDS))
        .order_by(profile.review_on.nulls_first(), Partnership.name_key, Partnership.id)
    )
    rows = (
        PlanDue(number, name, review_on, bool(plan)) for number, name, review_on, plan in session.execute(statement)
    )
    return tuple(row for row in rows if not row.has_plan or row.review_on is None or row.review_on <= by)
