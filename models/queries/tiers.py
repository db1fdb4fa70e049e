"""How close our relationships are, in counts and lists, and what is to come next with each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.entities import Organisation
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.rows import fetch
from models.vocabulary import OrganisationKind, Tier, Visibility


@dataclass(frozen=True, slots=True)
class TierRow:
    """An organisation with how close we are, and the next step where one is planned."""

    id: int
    name: str
    kind: OrganisationKind
    tier: Tier
    next_step: str
    next_step_on: date | None
    next_tier: Tier | None
    version: int

    def is_late(self, today: date) -> bool:
        """Say whether the next step should have been taken before a day."""
        return self.next_step_on is not None and self.next_step_on < today


_ROWS = select(
    Organisation.id,
    Organisation.name,
    Organisation.kind,
    Organisation.tier,
    Organisation.next_step,
    Organisation.next_step_on,
    Organisation.next_tier,
    Organisation.version,
).where(Organisation.archived_at.is_(None))


def count_tiers(session: Session, today: date, *, audience: Visibility = EVERYONE_OF_OURS) -> dict[Tier, int]:
    """Return with how many organisations that are not closed we are how close; every tier has its number."""
    still_open = or_(Organisation.closed_on.is_(None), Organisation.closed_on > today)
    rows = session.execute(
        select(Organisation.tier, func.count())
        .where(Organisation.archived_at.is_(None), still_open, readable(Organisation, audience))
        .group_by(Organisation.tier)
    )
    found = {row[0]: row[1] for row in rows}
    return {tier: found.get(tier, 0) for tier in Tier}


def list_tier(
    session: Session, tier: Tier, today: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[TierRow, ...]:
    """Return the organisations of a tier that are not closed, by name: those that `count_tiers` counts."""
    still_open = or_(Organisation.closed_on.is_(None), Organisation.closed_on > today)
    question = _ROWS.where(Organisation.tier == tier, still_open, readable(Organisation, audience))
    return tuple(fetch(session, TierRow, question.order_by(Organisation.name_key, Organisation.id)))


def list_next_steps(
    session: Session, *, until: date | None = None, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[TierRow, ...]:
    """Return what comes next with each organisation, the soonest first; with `until` those due by that day."""
    question = _ROWS.where(Organisation.next_step != "", readable(Organisation, audience))
    if until is not None:
        question = question.where(Organisation.next_step_on <= until)
    soonest = (Organisation.next_step_on.is_(None), Organisation.next_step_on, Organisation.id)
    return tuple(fetch(session, TierRow, question.order_by(*soonest)))
