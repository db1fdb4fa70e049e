"""What partnerships live on: lines of funding by year and kind, subscriptions due, and chances of money to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.entities import FundingLine, FundingOpportunity, Organisation, PartnershipMembership
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.belonging import Member, Partnership
from models.queries.rows import build, fetch, fetch_tuples
from models.school_year import academic_year_of
from models.vocabulary import FundingKind, OpportunityState, Visibility

Giver = aliased(Organisation, name="giver")


@dataclass(frozen=True, slots=True)
class FundingRow:
    """A line of funding with its names."""

    id: int
    partnership_id: int
    partnership: str
    kind: FundingKind
    year_begins: int
    source_id: int | None
    source: str
    amount_pence: int
    in_kind_pence: int
    purpose: str
    is_restricted: bool
    visibility: Visibility
    version: int


@dataclass(frozen=True, slots=True)
class FundingTotal:
    """What came of one kind in a year: money, of which restricted, and what help in kind is worth."""

    kind: FundingKind
    lines: int
    amount_pence: int
    restricted_pence: int
    in_kind_pence: int


@dataclass(frozen=True, slots=True)
class FundingYear:
    """What a partnership lived on in an academic year."""

    year_begins: int
    totals: tuple[FundingTotal, ...]

    @property
    def amount_pence(self) -> int:
        """Return all money."""
        return sum(total.amount_pence for total in self.totals)

    @property
    def restricted_pence(self) -> int:
        """Return how much of the money may be used for its purpose only."""
        return sum(total.restricted_pence for total in self.totals)

    @property
    def in_kind_pence(self) -> int:
        """Return what all help in kind is worth."""
        return sum(total.in_kind_pence for total in self.totals)


@dataclass(frozen=True, slots=True)
class SubscriptionRow:
    """What a member should pay in a year and what came."""

    membership_id: int
    member_id: int
    member: str
    due_pence: int
    paid_pence: int

    @property
    def owed_pence(self) -> int:
        """Return what is still to come."""
        return max(0, self.due_pence - self.paid_pence)


@dataclass(frozen=True, slots=True)
class OpportunityRow:
    """A chance of money."""

    id: int
    title: str
    partnership_id: int | None
    partnership: str
    source_id: int | None
    source: str
    amount_pence: int | None
    closes_on: date | None
    decision_on: date | None
    state: OpportunityState
    note: str
    visibility: Visibility
    version: int


def _lines(
    partnership_id: int | None, year_begins: int | None, kinds: Sequence[FundingKind], audience: Visibility
) -> list[ColumnElement[bool]]:
    """Return the conditions of the lines asked for; wants the partnership joined, and the giver from outside."""
    found = [
        FundingLine.archived_at.is_(None),
        Partnership.archived_at.is_(None),
        readable(FundingLine, audience),
        readable(Partnership, audience),
        readable_or_none(Giver, audience),
    ]
    if partnership_id is not None:
        found.append(FundingLine.partnership_id == partnership_id)
    if year_begins is not None:
        found.append(FundingLine.year_begins == year_begins)
    if kinds:
        found.append(FundingLine.kind.in_(tuple(kinds)))
    return found


def list_funding_lines(
    session: Session,
    *,
    partnership_id: int | None = None,
    year_begins: int | None = None,
    kinds: Sequence[FundingKind] = (),
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[FundingRow, ...]:
    """Return lines of funding, the newest year first, then by partnership and kind."""
    statement = (
        select(
            FundingLine.id,
            Partnership.id,
            Partnership.name,
            FundingLine.kind,
            FundingLine.year_begins,
            Giver.id,
            func.coalesce(Giver.name, ""),
            FundingLine.amount_pence,
            FundingLine.in_kind_pence,
            FundingLine.purpose,
            FundingLine.is_restricted,
            FundingLine.visibility,
            FundingLine.version,
        )
        .join(Partnership, Partnership.id == FundingLine.partnership_id)
        .outerjoin(Giver, Giver.id == FundingLine.source_id)
        .where(*_lines(partnership_id, year_begins, kinds, audience))
        .order_by(FundingLine.year_begins.desc(), Partnership.name_key, FundingLine.kind, FundingLine.id)
    )
    return tuple(fetch(session, FundingRow, statement))


def list_funding_years(
    session: Session, partnership_id: int, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[FundingYear, ...]:
    """Return what a partnership lived on, year by year, the newest first, with what came of each kind."""
    statement = (
        select(
            FundingLine.year_begins,
            FundingLine.kind,
            func.count(),
            func.sum(FundingLine.amount_pence),
            func.coalesce(func.sum(FundingLine.amount_pence).filter(FundingLine.is_restricted), 0),
            func.sum(FundingLine.in_kind_pence),
        )
        .join(Partnership, Partnership.id == FundingLine.partnership_id)
        .outerjoin(Giver, Giver.id == FundingLine.source_id)
        .where(*_lines(partnership_id, None, (), audience))
        .group_by(FundingLine.year_begins, FundingLine.kind)
    )
    found: dict[int, dict[FundingKind, FundingTotal]] = {}
    for year, kind, lines, *sums in session.execute(statement):
        found.setdefault(year, {})[kind] = FundingTotal(kind, lines, *(int(pence) for pence in sums))
    return tuple(
        FundingYear(year, tuple(totals[kind] for kind in FundingKind if kind in totals))
        for year, totals in sorted(found.items(), reverse=True)
    )


def list_subscriptions(
    session: Session, partnership_id: int, *, as_at: date, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[SubscriptionRow, ...]:
    """Return what each member with a subscription owes and paid in the academic year of a day, by name."""
    year = academic_year_of(as_at)
    kept = PartnershipMembership
    paid = (
        select(FundingLine.source_id, func.sum(FundingLine.amount_pence).label("pence"))
        .where(
            FundingLine.partnership_id == partnership_id,
            FundingLine.year_begins == year.first_day.year,
            FundingLine.kind == FundingKind.SUBSCRIPTION,
            FundingLine.archived_at.is_(None),
            readable(FundingLine, audience),
        )
        .group_by(FundingLine.source_id)
        .subquery("paid")
    )
    statement = (
        select(kept.id, Member.id, Member.name, kept.subscription_pence, func.coalesce(paid.c.pence, 0))
        .join(Partnership, Partnership.id == kept.partnership_id)
        .join(Member, Member.id == kept.member_id)
        .outerjoin(paid, paid.c.source_id == kept.member_id)
        .where(
            kept.partnership_id == partnership_id,
            kept.subscription_pence > 0,
            or_(kept.starts_on.is_(None), kept.starts_on <= as_at),
            or_(kept.ends_on.is_(None), kept.ends_on > as_at),
            readable(Partnership, audience),
            readable(Member, audience),
        )
        .order_by(Member.name_key, kept.id)
    )
    return tuple(build(SubscriptionRow, row[:4], paid_pence=int(row[4])) for row in fetch_tuples(session, statement))


OPEN_OPPORTUNITIES = (OpportunityState.SEEN, OpportunityState.APPLIED)


def list_funding_opportunities(
    session: Session,
    *,
    states: Sequence[OpportunityState] = OPEN_OPPORTUNITIES,
    partnership_id: int | None = None,
    decided_by: date | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[OpportunityRow, ...]:
    """Return the chances of money in some states, the next decision first; with a day those decided by then."""
    chance = FundingOpportunity
    statement = (
        select(
            *(chance.id, chance.title, Partnership.id, func.coalesce(Partnership.name, "")),
            *(Giver.id, func.coalesce(Giver.name, ""), chance.amount_pence, chance.closes_on, chance.decision_on),
            *(chance.state, chance.note, chance.visibility, chance.version),
        )
        .select_from(chance)
        .outerjoin(Partnership, Partnership.id == chance.partnership_id)
        .outerjoin(Giver, Giver.id == chance.source_id)
        .where(
            chance.archived_at.is_(None),
            chance.state.in_(tuple(states)),
            readable(chance, audience),
            readable_or_none(Partnership, audience),
            readable_or_none(Giver, audience),
        )
        .order_by(chance.decision_on.asc().nulls_last(), chance.id)
    )
    if partnership_id is not None:
        statement = statement.where(chance.partnership_id == partnership_id)
    if decided_by is not None:
        statement = statement.where(chance.decision_on <= decided_by)
    return tuple(fetch(session, OpportunityRow, statement))
