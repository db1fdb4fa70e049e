"""What the annual return is made from, and its figures beside those of the year before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.queries.aims import PurposeBalance, find_purpose_balance
from models.queries.annual_return import AnnualReturn, find_annual_return
from models.queries.audience import EVERYONE_OF_OURS, Shown
from models.queries.keeping import PartnerKeeping, list_partner_keeping
from models.queries.partnership_members import MembershipRow
from models.queries.partnership_money import FundingYear, list_funding_lines, list_funding_years
from models.queries.partnerships import PartnershipRow
from models.vocabulary import Visibility
from reports.definitions.partners.common import year_of, year_words
from reports.definitions.partners.members import find_members
from reports.definitions.partners.outcomes_tables import Outcomes, find_outcomes
from reports.definitions.partners.reach_table import shown
from reports.document import Column, Kind, Table
from reports.formatting import short_date
from reports.parameters import Parameters
from resources.i18n import _

_Figure = int | str | None


@dataclass(frozen=True, slots=True)
class Return:
    """Everything the annual return says."""

    audience: Visibility
    annual: AnnualReturn
    before: AnnualReturn | None
    """The whole year before; None where the partnership was founded later."""
    members: Shown[MembershipRow]
    every: AnnualReturn
    """The same year as those see it who may read everything, for how many lines a copy leaves out."""
    funding_left_out: int
    balance: PurposeBalance
    outcomes: Outcomes
    funding: FundingYear | None
    funding_before: FundingYear | None
    keeping: tuple[PartnerKeeping, ...]
    """Of the partnership and of those who were members in the year."""

    @property
    def is_whole_year(self) -> bool:
        """Say whether the year was over on the day."""
        return self.annual.last_day == date(self.annual.year_begins + 1, 8, 31)

    @property
    def leaves_out(self) -> bool:
        """Say whether a copy leaves something out of its figures."""
        return any(
            (
                *(self.members.left_out, self.activities_left_out, self.outcomes.measures.left_out),
                *(self.given_left_out, self.gained_left_out, self.funding_left_out, self.stories_left_out),
                self.occasions_left_out,
            )
        )

    @property
    def activities_left_out(self) -> int:
        """Return how many activities are not in this copy."""
        return len(self.every.activities) - len(self.annual.activities)

    @property
    def occasions_left_out(self) -> int:
        """Return how many occasions at which people were counted are not in this copy."""
        return len(self.every.reach.occasions) - len(self.annual.reach.occasions)

    @property
    def stories_left_out(self) -> int:
        """Return how many case studies are not in this copy."""
        return len(self.every.case_studies) - len(self.annual.case_studies)

    @property
    def given_left_out(self) -> int:
        """Return how many contributions are not in this copy."""
        return sum(row.contributions for row in self.every.ledger) - sum(
            row.contributions for row in self.annual.ledger
        )

    @property
    def gained_left_out(self) -> int:
        """Return how many benefits are not in this copy."""
        return sum(row.benefits for row in self.every.ledger) - sum(row.benefits for row in self.annual.ledger)


def find_return(session: Session, one: PartnershipRow, parameters: Parameters, audience: Visibility) -> Return:
    """Return a partnership's year, that in which the period ends, seen from the last day of the period or the paper."""
    seen = min(parameters.last_day, parameters.as_at)
    year = year_of(seen)
    annual = find_annual_return(session, one.id, year, as_at=seen, audience=audience)
    every = find_annual_return(session, one.id, year, as_at=seen, audience=EVERYONE_OF_OURS)
    is_new = one.founded_on is not None and one.founded_on >= annual.first_day
    years = {row.year_begins: row for row in list_funding_years(session, one.id, audience=audience)}
    last = annual.last_day
    members = find_members(session, one.id, last, audience)
    partners = {one.id, *(row.organisation_id for row in annual.ledger), *(row.member_id for row in members.rows)}
    keeping = list_partner_keeping(session, annual.first_day, last, last, audience=audience)
    return Return(
        audience,
        annual,
        None if is_new else find_annual_return(session, one.id, year - 1, as_at=seen, audience=audience),
        members,
        every,
        _lines(session, one.id, year, EVERYONE_OF_OURS) - _lines(session, one.id, year, audience),
        find_purpose_balance(session, one.id, annual.first_day, last, audience=audience),
        find_outcomes(session, one.id, last, audience),
        years.get(year),
        years.get(year - 1),
        tuple(row for row in keeping if row.organisation_id in partners),
    )


def _lines(session: Session, number: int, year: int, audience: Visibility) -> int:
    """Return how many lines of funding of a year an audience sees."""
    return len(list_funding_lines(session, partnership_id=number, year_begins=year, audience=audience))


def figures_table(found: Return) -> Table:
    """Return the figures of the year beside those of the year before."""
    annual, before = found.annual, found.before
    now = year_words(annual.year_begins)
    if not found.is_whole_year:
        now = _("{year}, to {day}").format(year=now, day=short_date(annual.last_day))
    figures = list(_figures(annual, found.funding))
    earlier: list[tuple[str, _Figure]] = [] if before is None else list(_figures(before, found.funding_before))
    return Table(
        key="figures",
        title=_("Figures of the year and of the year before"),
        sheet=_("Figures"),
        columns=(
            Column(_("What"), weight=4.4, row_header=True),
            Column(now, Kind.INTEGER, 1.6, unknown="–"),
            *((Column(year_words(annual.year_begins - 1), Kind.INTEGER, 1.6, unknown="–"),) if earlier else ()),
        ),
        rows=tuple(
            (name, value, earlier[place][1]) if earlier else (name, value)
            for place, (name, value) in enumerate(figures)
        ),
        note=" ".join(_notes(found, is_beside=bool(earlier))),
    )


def _notes(found: Return, *, is_beside: bool) -> Iterator[str]:
    if is_beside and not found.is_whole_year:
        yield _("The year before is whole, and this one is not yet over.")
    if found.leaves_out:
        yield _("What is not listed in this copy is not counted here.")


def _figures(annual: AnnualReturn, funding: FundingYear | None) -> Iterator[tuple[str, _Figure]]:
    health, reach, ledger = annual.health, annual.reach, annual.ledger
    yield _("Members on the last day"), len({row.member_id for row in annual.members})
    yield _("Activities"), len(annual.activities)
    yield _("Of these judged"), health.judged
    yield _("Events held"), annual.events
    yield _("Pupils reached"), shown(reach.pupils)
    yield _("Of these disadvantaged"), shown(reach.disadvantaged_pupils)
    yield _("Adults reached"), shown(reach.adults)
    yield _("Schools whose pupils were reached"), reach.schools
    yield _("Outcomes in the framework"), len(annual.measures)
    yield _("Of these shown in the year"), health.outcomes_shown
    yield _("Of these reached by the last day"), annual.reached
    yield _("Promises by or to it that fell due"), health.commitments_due
    yield _("Of these kept"), health.commitments_kept
    yield _("Contributions of partners"), sum(row.contributions for row in ledger)
    yield _("Hours given"), annual.hours_given
    yield _("Money given, in pounds"), _whole(sum(row.amount_pence for row in ledger))
    yield _("Benefits to partners"), sum(row.benefits for row in ledger)
    yield _("Money saved together, in pounds"), _whole(sum(row.saving_pence for row in ledger))
    yield _("Funding, in pounds"), _whole(funding.amount_pence) if funding else None
    yield _("Help in kind, worth in pounds"), _whole(funding.in_kind_pence) if funding else None
    yield _("Reviews of its plan"), health.plan_reviews
    yield _("Case studies published"), len(annual.case_studies)


def _whole(pence: int) -> int:
    """Return an amount in whole pounds, to stand among counts."""
    return (pence + 50) // 100
