"""What every member of a partnership is told: one set of facts, whoever asks (need N084).

There is no way to ask for a report for one member: nobody is told more or less than the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.queries.aims import AimRow, PurposeBalance, find_purpose_balance, list_aims
from models.queries.annual_return import AnnualReturn, find_annual_return
from models.queries.partnership_money import FundingYear, list_funding_years
from models.queries.partnership_plans import PartnershipPlan, find_partnership_plan
from models.vocabulary import Visibility

AUDIENCE = Visibility.PARTNERS
"""For whom a report to members is made; not for the caller to choose."""


@dataclass(frozen=True, slots=True)
class MemberReport:
    """The facts of a partnership's academic year that every member gets."""

    partnership_id: int
    partnership: str
    year_begins: int
    annual: AnnualReturn
    aims: tuple[AimRow, ...]
    balance: PurposeBalance
    funding: FundingYear | None
    """What the partnership lived on in the year, as far as partners may read it; None where nothing is noted."""
    plan: PartnershipPlan
    recipients: tuple[tuple[int, str], ...]
    """Every member on the last day: each gets this same report."""


def find_member_report(session: Session, partnership_id: int, year_begins: int, *, as_at: date) -> MemberReport:
    """Return what all members of a partnership are told of an academic year, seen from a day.

    Raises WrongUse when partners may not read of the partnership, or the year has not begun.
    """
    annual = find_annual_return(session, partnership_id, year_begins, as_at=as_at, audience=AUDIENCE)
    years = list_funding_years(session, partnership_id, audience=AUDIENCE)
    return MemberReport(
        partnership_id,
        annual.partnership,
        year_begins,
        annual,
        list_aims(session, as_at=annual.last_day, partnership_id=partnership_id, audience=AUDIENCE),
        find_purpose_balance(session, partnership_id, annual.first_day, annual.last_day, audience=AUDIENCE),
        next((year for year in years if year.year_begins == year_begins), None),
        find_partnership_plan(session, partnership_id, as_at=annual.last_day, audience=AUDIENCE),
        tuple(dict.fromkeys((row.member_id, row.member) for row in annual.members)),
    )
