"""What the member report is made from: everything is read here, in one session, as partners may read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from models.queries.activities import ActivityFilter, ActivityRow, list_activities
from models.queries.agreements import AgreementRow, list_agreements
from models.queries.audience import Shown
from models.queries.contribution_ledger import (
    BenefitRow,
    ContributionRow,
    LedgerRow,
    find_contribution_ledger,
    list_benefits,
    list_contributions,
)
from models.queries.engagement_lines import CommitmentLine, Standing, list_commitment_lines
from models.queries.keeping import PartnerKeeping, list_partner_keeping
from models.queries.member_statements import (
    MissingStatements,
    StatementRow,
    list_missing_statements,
    list_statements,
)
from models.queries.partnership_members import MembershipRow, list_members, list_memberships_of
from models.queries.partnership_money import (
    FundingYear,
    SubscriptionRow,
    list_funding_lines,
    list_funding_years,
    list_subscriptions,
)
from models.vocabulary import Visibility
from reports.definitions.partners.common import AUDIENCE, is_partnership, year_of
from reports.parameters import Parameters
from reports.parts import find_about, shown_to

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the report says."""

    name: str
    is_of_one: bool
    """Whether it is one member's part, and not the report to all members of a partnership."""
    as_at: date
    """The last day it looks at."""
    partnerships: dict[int, str]
    memberships: tuple[MembershipRow, ...]
    subscriptions: tuple[SubscriptionRow, ...]
    ledger: tuple[LedgerRow, ...]
    """Of all members; empty in the report of one."""
    given: Shown[ContributionRow]
    given_to: tuple[str, ...]
    """The partnership of each contribution."""
    gained: Shown[BenefitRow]
    activities: Shown[ActivityRow]
    statements: Shown[StatementRow]
    missing: tuple[tuple[str, MissingStatements], ...]
    """By the name of the partnership: who has not signed under which heading."""
    agreements: Shown[AgreementRow]
    promised: Shown[CommitmentLine]
    """What the one member promised; nothing in the report to all, of which it would say too much that is not theirs."""
    keeping: tuple[PartnerKeeping, ...]
    funding: FundingYear | None
    """Of the partnership in the year of the last day; None in the report of one."""
    funding_left_out: int

    @property
    def late(self) -> int:
        """Return how many promises are late."""
        return sum(line.standing is Standing.LATE for line in self.promised.rows)

    @property
    def leaves_out(self) -> bool:
        """Say whether something that the report counts is not for partners to read."""
        return any(found.left_out for found in (self.given, self.gained, self.activities, self.promised))


def find(session: Session, parameters: Parameters) -> Findings:
    """Return what the members of a partnership are told, or one member of all that it belongs to."""
    about = find_about(session, parameters, AUDIENCE)
    number, name = (about.ref[1], about.name) if about else (0, "")
    last = min(parameters.last_day, parameters.as_at)
    group = is_partnership(session, parameters, AUDIENCE)
    if group is not None:
        memberships = list_members(session, number, as_at=last, audience=AUDIENCE)
        partnerships, members = {number: name}, {row.member_id for row in memberships}
    else:
        every = list_memberships_of(session, number, as_at=last, include_former=True, audience=AUDIENCE)
        memberships = tuple(row for row in every if row.ends_on is None or row.ends_on > parameters.first_day)
        partnerships, members = {row.partnership_id: row.partnership for row in memberships}, {number}
    one = None if group else number
    given = {partnership: _given(session, partnership, one, parameters.first_day, last) for partnership in partnerships}
    rows = [(row, partnerships[place]) for place, found in given.items() for row in found.rows]
    rows.sort(key=lambda pair: (-pair[0].given_on.toordinal(), -pair[0].id))
    years = list_funding_years(session, number, audience=AUDIENCE) if group else ()
    period = (parameters.first_day, last)
    return Findings(
        name,
        group is None,
        last,
        partnerships,
        memberships,
        tuple(
            row
            for partnership in partnerships
            for row in list_subscriptions(session, partnership, as_at=last, audience=AUDIENCE)
            if row.member_id in members
        ),
        find_contribution_ledger(session, number, *period, audience=AUDIENCE) if group else (),
        Shown(tuple(row for row, _name in rows), sum(found.left_out for found in given.values())),
        tuple(name for _row, name in rows),
        shown_to(
            AUDIENCE,
            lambda reader: [
                row
                for row in list_benefits(session, *period, organisation_id=one, audience=reader)
                if row.partnership_id in partnerships
            ],
        ),
        _activities(session, partnerships, one, *period),
        shown_to(
            AUDIENCE,
            lambda reader: [
                row
                for row in list_statements(session, member_id=one, audience=reader)
                if row.partnership_id in partnerships
            ],
        ),
        _missing(session, partnerships, members, last),
        shown_to(
            AUDIENCE, lambda reader: list_agreements(session, as_at=last, organisation_id=number, audience=reader)
        ),
        _promised(session, number, *period) if group is None else Shown(()),
        tuple(
            row
            for row in list_partner_keeping(session, *period, last, organisation_id=one, audience=AUDIENCE)
            if row.organisation_id in members
        ),
        next((year for year in years if year.year_begins == year_of(last)), None),
        shown_to(
            AUDIENCE,
            lambda reader: list_funding_lines(
                session, partnership_id=number, year_begins=year_of(last), audience=reader
            ),
        ).left_out
        if group
        else 0,
    )


def _given(session: Session, partnership: int, one: int | None, first: date, last: date) -> Shown[ContributionRow]:
    return shown_to(
        AUDIENCE,
        lambda reader: list_contributions(session, partnership, first, last, organisation_id=one, audience=reader),
    )


def _activities(
    session: Session, partnerships: Iterable[int], one: int | None, first: date, last: date
) -> Shown[ActivityRow]:
    """Return the activities of partnerships, and those of one member by itself, each once, the newest first."""

    def ask(reader: Visibility) -> Sequence[ActivityRow]:
        wanted = [ActivityFilter(partnership_id=number, first_day=first, last_day=last) for number in partnerships]
        if one is not None:
            wanted.append(ActivityFilter(organisation_id=one, first_day=first, last_day=last))
        return _once(
            (row for where in wanted for row in list_activities(session, as_at=last, where=where, audience=reader)),
            lambda row: (-(row.starts_on or row.surveyed_on or date.min).toordinal(), -row.id),
        )

    return shown_to(AUDIENCE, ask)


def _once(rows: Iterable[ActivityRow], key: Callable[[ActivityRow], tuple[int, int]]) -> list[ActivityRow]:
    return sorted({row.id: row for row in rows}.values(), key=key)


def _promised(session: Session, number: int, first: date, last: date) -> Shown[CommitmentLine]:
    """Return what a member promised, to anybody, that was open on the last day or ended in the period."""
    return shown_to(
        AUDIENCE,
        lambda reader: [
            line
            for line in list_commitment_lines(session, first, last, last, reader).rows
            if line.organisation_id == number and line.standing is not Standing.ASPIRATION
        ],
    )


def _missing(
    session: Session, partnerships: dict[int, str], members: set[int], last: date
) -> tuple[tuple[str, MissingStatements], ...]:
    """Return who has not signed what, in the partnerships that ask their members to sign at all."""
    asking = {row.partnership_id for row in list_statements(session, audience=AUDIENCE)}
    return tuple(
        (name, row)
        for number, name in partnerships.items()
        if number in asking
        for row in list_missing_statements(session, number, last, audience=AUDIENCE)
        if row.member_id in members
    )
