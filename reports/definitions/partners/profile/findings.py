"""What the partnership profile is made from: everything is read here, in one session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.queries.agreements import AgreementRow, DelegationRow, list_agreements, list_delegations
from models.queries.aims import PurposeBalance, find_purpose_balance, list_aims
from models.queries.audience import Shown
from models.queries.measures import MeasureRow, list_measures
from models.queries.partnership_detail import PartnershipDetail, find_partnership
from models.queries.partnership_members import MembershipRow
from models.queries.partnership_money import FundingRow, FundingYear, list_funding_lines
from models.queries.partnership_people import StaffRow, list_partnership_staff
from models.queries.partnership_plans import PartnershipPlan, find_partnership_plan
from models.vocabulary import Visibility
from reports.definitions.partners.common import (
    year_of,
)
from reports.definitions.partners.members import find_members
from reports.parts import shown_to


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything the profile says, read in one session."""

    as_at: date
    audience: Visibility
    detail: PartnershipDetail
    plan: PartnershipPlan
    balance: PurposeBalance
    """How many activities of the academic year so far serve each aim."""
    aims_left_out: int
    measures: tuple[MeasureRow, ...]
    members: Shown[MembershipRow]
    funding: Shown[FundingRow]
    """The lines of the years that had begun by the day, the newest first."""
    staff: tuple[StaffRow, ...]
    agreements: Shown[AgreementRow]
    delegations: Shown[DelegationRow]
    whole: PartnershipDetail
    """As those see it who may read everything: of which blocks nothing is recorded is no secret."""

    @property
    def years(self) -> tuple[FundingYear, ...]:
        """Return what it lived on in the years that had begun."""
        return tuple(year for year in self.detail.funding.years if year.year_begins <= year_of(self.as_at))

    @property
    def year(self) -> FundingYear | None:
        """Return what it lives on in the academic year of the day."""
        return next((year for year in self.years if year.year_begins == year_of(self.as_at)), None)


def find_profile(session: Session, number: int, as_at: date, audience: Visibility) -> Profile:
    """Return everything the profile of a partnership says to its readers."""
    begun = date(year_of(as_at), 9, 1)

    def lines(reader: Visibility) -> list[FundingRow]:
        rows = list_funding_lines(session, partnership_id=number, audience=reader)
        return [row for row in rows if row.year_begins <= begun.year]

    return Profile(
        as_at,
        audience,
        find_partnership(session, number, as_at=as_at, audience=audience),
        find_partnership_plan(session, number, as_at=as_at, audience=audience),
        find_purpose_balance(session, number, begun, as_at, audience=audience),
        shown_to(
            audience, lambda reader: list_aims(session, as_at=as_at, partnership_id=number, audience=reader)
        ).left_out,
        list_measures(session, as_at=as_at, partnership_id=number, audience=audience),
        find_members(session, number, as_at, audience),
        shown_to(audience, lines),
        list_partnership_staff(session, number, as_at=as_at, audience=audience),
        shown_to(
            audience,
            lambda reader: list_agreements(session, as_at=as_at, organisation_id=number, audience=reader),
        ),
        shown_to(
            audience,
            lambda reader: list_delegations(session, as_at=as_at, organisation_id=number, audience=reader),
        ),
        find_partnership(session, number, as_at=as_at),
    )
