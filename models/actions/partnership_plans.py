"""Changing a partnership's plan and going through it: a review says what was found and when the next one is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.partnerships import get_partnership
from models.entities import PartnershipProfile, PlanReview
from models.errors import WrongUse
from models.validation import check_order, check_version, get_record, required
from models.vocabulary import Judgement, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class PlanReviewFields:
    """What a form of a review of a partnership's plan holds."""

    partnership_id: int
    reviewed_on: date
    judgement: Judgement
    findings: str
    reviewed_by: str = ""
    next_review_on: date | None = None
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def set_plan(
    session: Session, partnership_id: int, plan: str, review_on: date | None, *, version: int | None = None
) -> None:
    """Write a partnership's plan and when it is to be reviewed; `version` is that of the partnership's profile."""
    profile = _profile_of(session, partnership_id)
    check_version(profile, version, _("partnership"))
    profile.plan, profile.review_on = plan.strip(), review_on
    session.flush()


def review_plan(session: Session, fields: PlanReviewFields) -> int:
    """Note a review of a partnership's plan; the next one is due on its day. Returns the number of the review."""
    profile = _check_review(session, fields, None)
    if not profile.plan:
        raise WrongUse(_("There is no plan to review yet. Write the plan first."))
    number = writing.create(session, PlanReview, fields)
    _set_due(session, profile)
    return number


def edit_plan_review(session: Session, review_id: int, fields: PlanReviewFields) -> int:
    """Change a review of a plan. Raises StaleRecord when the form is older than the record."""
    review = get_record(session, PlanReview, review_id, _("review of the plan"))
    if review.partnership_id != fields.partnership_id:
        raise WrongUse(_("This review is of another partnership’s plan. Note a new one."))
    profile = _check_review(session, fields, review_id)
    number = writing.edit(session, PlanReview, review_id, fields, _("review of the plan"))
    _set_due(session, profile)
    return number


def archive_plan_review(session: Session, review_id: int) -> None:
    """Put a review away that should not have been noted."""
    writing.put_away(session, PlanReview, review_id, _("review of the plan"))
    _set_due(session, _profile_of(session, get_record(session, PlanReview, review_id, "").partnership_id))


def restore_plan_review(session: Session, review_id: int) -> None:
    """Bring a review of a plan back."""
    writing.bring_back(session, PlanReview, review_id, _("review of the plan"))
    _set_due(session, _profile_of(session, get_record(session, PlanReview, review_id, "").partnership_id))


def _check_review(session: Session, fields: PlanReviewFields, own_id: int | None) -> PartnershipProfile:
    required(fields.findings, _("what the review found"))
    check_order(fields.reviewed_on, fields.next_review_on, _("Enter a next review after this one."))
    same_day = select(func.count()).where(
        PlanReview.partnership_id == fields.partnership_id,
        PlanReview.reviewed_on == fields.reviewed_on,
        PlanReview.archived_at.is_(None),
        PlanReview.id != (own_id or 0),
    )
    if session.scalar(same_day):
        raise WrongUse(_("A review of this plan on that day is there already. Change that one."))
    return _profile_of(session, fields.partnership_id)


def _set_due(session: Session, profile: PartnershipProfile) -> None:
    """Let the newest review say when the plan is due again."""
    newest = (
        select(PlanReview.next_review_on)
        .where(PlanReview.partnership_id == profile.organisation_id, PlanReview.archived_at.is_(None))
        .order_by(PlanReview.reviewed_on.desc(), PlanReview.id.desc())
        .limit(1)
    )
    profile.review_on = session.scalar(newest)
    session.flush()


def _profile_of(session: Session, partnership_id: int) -> PartnershipProfile:
    """Return a partnership's profile; one that was only known by name gets one."""
    get_partnership(session, partnership_id)
    profile = session.scalar(select(PartnershipProfile).where(PartnershipProfile.organisation_id == partnership_id))
    if profile is None:
        profile = PartnershipProfile(organisation_id=partnership_id, plan="")
        session.add(profile)
        session.flush()
    return profile
