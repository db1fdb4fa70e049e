"""Changing what each partner brings to a partnership and what it gets out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.partnership_money import check_pence
from models.actions.partnerships import get_partnership
from models.entities import (
    Benefit,
    Contribution,
    Organisation,
    OrganisationRelationship,
    PartnershipMembership,
    RelationshipType,
)
from models.errors import WrongUse
from models.validation import check_count, get_record, required
from models.vocabulary import ContributionKind, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class ContributionFields:
    """What a form of a contribution holds: who brought which skills, experience, resources or funds."""

    partnership_id: int
    organisation_id: int
    kind: ContributionKind
    given_on: date
    text: str
    person_id: int | None = None
    amount_pence: int | None = None
    hours: int | None = None
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


@dataclass(frozen=True, slots=True)
class BenefitFields:
    """What a form of a benefit holds: who got what out of a partnership, what shows it, what was saved."""

    partnership_id: int
    organisation_id: int
    seen_on: date
    text: str
    evidence: str = ""
    saving_pence: int | None = None
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


MOST_HOURS = 100_000


def create_contribution(session: Session, fields: ContributionFields) -> int:
    """Note what a partner brought and return the number of the entry."""
    _check_contribution(session, fields)
    return writing.create(session, Contribution, fields)


def edit_contribution(session: Session, contribution_id: int, fields: ContributionFields) -> int:
    """Change what was noted of a contribution. Raises StaleRecord when the form is older than the record."""
    _check_contribution(session, fields)
    return writing.edit(session, Contribution, contribution_id, fields, _("contribution"))


def archive_contribution(session: Session, contribution_id: int) -> None:
    """Put a contribution away: it counts no longer."""
    writing.put_away(session, Contribution, contribution_id, _("contribution"))


def _check_contribution(session: Session, fields: ContributionFields) -> None:
    required(fields.text, _("what was brought, in a few words"))
    check_pence(fields.amount_pence, _("the amount"))
    check_count(fields.hours, _("the hours"))
    if fields.hours is not None and fields.hours > MOST_HOURS:
        raise WrongUse(_("Enter how many hours were given; this is too many."))
    _check_partner(session, fields.partnership_id, fields.organisation_id)
    if fields.kind is ContributionKind.FUNDS and not fields.amount_pence:
        raise WrongUse(_("Enter how much money was brought."))


def create_benefit(session: Session, fields: BenefitFields) -> int:
    """Note what a partner got out of a partnership and return the number of the entry."""
    _check_benefit(session, fields)
    return writing.create(session, Benefit, fields)


def edit_benefit(session: Session, benefit_id: int, fields: BenefitFields) -> int:
    """Change what was noted of a benefit. Raises StaleRecord when the form is older than the record."""
    _check_benefit(session, fields)
    return writing.edit(session, Benefit, benefit_id, fields, _("benefit"))


def archive_benefit(session: Session, benefit_id: int) -> None:
    """Put a benefit away: it counts no longer."""
    writing.put_away(session, Benefit, benefit_id, _("benefit"))


def _check_benefit(session: Session, fields: BenefitFields) -> None:
    required(fields.text, _("what the partner got, in a few words"))
    check_pence(fields.saving_pence, _("the saving"))
    _check_partner(session, fields.partnership_id, fields.organisation_id)


def _check_partner(session: Session, partnership_id: int, organisation_id: int) -> None:
    """Refuse an entry of an organisation that never had a part in the partnership."""
    partnership = get_partnership(session, partnership_id)
    partner = get_record(session, Organisation, organisation_id, _("organisation"))
    link, member = OrganisationRelationship, PartnershipMembership
    partners = select(1).where(
        or_(
            exists().where(member.partnership_id == partnership_id, member.member_id == organisation_id),
            exists().where(
                link.to_id == partnership_id,
                link.from_id == organisation_id,
                link.type.in_((RelationshipType.MEMBER_OF, RelationshipType.SUPPORTS, RelationshipType.HOSTS)),
            ),
        )
    )
    if partnership_id != organisation_id and session.execute(partners).first() is None:
        raise WrongUse(
            _("{partner} has no part in {partnership}. Add it as a member first.").format(
                partner=partner.name, partnership=partnership.name
            )
        )
