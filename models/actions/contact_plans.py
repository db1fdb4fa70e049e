"""How often we mean to speak: plans for one party, a tier or all that carry a tag; paused and taken up again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import ContactPlan
from models.errors import WrongUse
from models.validation import get_record
from models.vocabulary import Tier
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class ContactPlanFields:
    """What a form of a plan holds: for exactly one of organisation, person, tier or tag."""

    ideal_days: int
    worst_days: int
    organisation_id: int | None = None
    person_id: int | None = None
    tier: Tier | None = None
    tag_id: int | None = None
    term_time_only: bool = False
    """Whether the days of holidays do not count."""
    paused_until: date | None = None
    note: str = ""
    version: int | None = None


def add_plan(session: Session, fields: ContactPlanFields) -> int:
    """Make a plan and return its number; there is one plan for each party, tier or tag."""
    _check(session, fields, None)
    return writing.create(session, ContactPlan, fields)


def edit_plan(session: Session, plan_id: int, fields: ContactPlanFields) -> int:
    """Change a plan. It never counts as contact: the next day is reckoned from the last real contact as before."""
    _check(session, fields, plan_id)
    return writing.edit(session, ContactPlan, plan_id, fields, _("contact plan"))


def remove_plan(session: Session, plan_id: int) -> None:
    """Take a plan out; a wider one, of a tag or the tier, holds from then on."""
    writing.remove(session, ContactPlan, plan_id, _("contact plan"))


def pause_plan(session: Session, plan_id: int, until: date) -> None:
    """Let a plan rest: nothing of it is due before the day `until`."""
    get_record(session, ContactPlan, plan_id, _("contact plan")).paused_until = until
    session.flush()


def resume_plan(session: Session, plan_id: int) -> None:
    """Take up a plan again that was paused."""
    get_record(session, ContactPlan, plan_id, _("contact plan")).paused_until = None
    session.flush()


def _check(session: Session, fields: ContactPlanFields, own_id: int | None) -> None:
    scopes: tuple[tuple[ColumnElement[Any], object], ...] = (
        (ContactPlan.organisation_id.expression, fields.organisation_id),
        (ContactPlan.person_id.expression, fields.person_id),
        (ContactPlan.tier.expression, fields.tier),
        (ContactPlan.tag_id.expression, fields.tag_id),
    )
    given = [(column, value) for column, value in scopes if value is not None]
    if len(given) != 1:
        raise WrongUse(_("Choose whom the plan is for: one organisation, one person, one tier or one tag."))
    if fields.tier is Tier.NONE:
        raise WrongUse(_("Choose a tier of relationship for the plan: informal alliance, close or integrated."))
    if fields.ideal_days < 1 or fields.worst_days < fields.ideal_days:
        raise WrongUse(_("Enter 1 or more days between contacts. “Days at most” cannot be fewer than that."))
    ((column, value),) = given
    other = session.scalar(select(ContactPlan.id).where(column == value, ContactPlan.id != (own_id or 0)).limit(1))
    if other is not None:
        raise WrongUse(_("There is a plan for this already. Change that one."))
