"""What each partner brought to a partnership and what it got out of it: skills, experience, resources, funds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Benefit, Contribution, Organisation, Person
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.belonging import Partnership, live_belongings
from models.queries.partnership_people import find_names
from models.queries.rows import build, fetch, fetch_tuples
from models.vocabulary import ContributionKind, Visibility


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """What a partner brought."""

    id: int
    organisation_id: int
    organisation: str
    person: str
    """Who of theirs brought it, where somebody is named."""
    kind: ContributionKind
    given_on: date
    text: str
    amount_pence: int | None
    hours: int | None
    visibility: Visibility
    version: int


@dataclass(frozen=True, slots=True)
class BenefitRow:
    """What a partner got out of a partnership."""

    id: int
    partnership_id: int
    partnership: str
    organisation_id: int
    organisation: str
    seen_on: date
    text: str
    evidence: str
    saving_pence: int | None
    visibility: Visibility
    version: int


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One partner's side of the ledger in a period."""

    organisation_id: int
    organisation: str
    brought: Mapping[ContributionKind, int] = field(hash=False)
    """How many contributions of each of the four kinds."""
    amount_pence: int
    hours: int
    benefits: int
    saving_pence: int

    @property
    def contributions(self) -> int:
        """Return how many contributions of all kinds."""
        return sum(self.brought.values())

    @property
    def only_gives(self) -> bool:
        """Say whether the partner brought something and no benefit to it is noted."""
        return self.contributions > 0 and self.benefits == 0

    @property
    def only_gets(self) -> bool:
        """Say whether the partner got something and nothing it brought is noted."""
        return self.benefits > 0 and self.contributions == 0


def list_contributions(
    session: Session,
    partnership_id: int,
    first_day: date,
    last_day: date,
    *,
    organisation_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[ContributionRow, ...]:
    """Return what partners brought to a partnership in a period, both days included, the newest first."""
    one = Contribution
    statement = (
        select(
            *(one.id, one.organisation_id, Organisation.name, Person.id, Person.visibility, one.kind, one.given_on),
            *(one.text, one.amount_pence, one.hours, one.visibility, one.version),
        )
        .join(Partnership, Partnership.id == Contribution.partnership_id)
        .join(Organisation, Organisation.id == Contribution.organisation_id)
        .outerjoin(Person, Person.id == Contribution.person_id)
        .where(
            Contribution.partnership_id == partnership_id,
            Contribution.given_on.between(first_day, last_day),
            Contribution.archived_at.is_(None),
            readable(Contribution, audience),
            readable(Partnership, audience),
            readable(Organisation, audience),
        )
        .order_by(Contribution.given_on.desc(), Contribution.id.desc())
    )
    if organisation_id is not None:
        statement = statement.where(Contribution.organisation_id == organisation_id)
    rows = fetch_tuples(session, statement)
    names = find_names(session, {row[3]: row[4] for row in rows if row[3]}, last_day, audience)
    return tuple(build(ContributionRow, (*row[:3], names.get(row[3], ""), *row[5:])) for row in rows)


def list_benefits(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    partnership_id: int | None = None,
    organisation_id: int | None = None,
    savings_only: bool = False,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[BenefitRow, ...]:
    """Return what partners got in a period, the newest first; with `savings_only` what was saved together (N076)."""
    statement = (
        select(
            Benefit.id,
            Partnership.id,
            Partnership.name,
            Organisation.id,
            Organisation.name,
            Benefit.seen_on,
            Benefit.text,
            Benefit.evidence,
            Benefit.saving_pence,
            Benefit.visibility,
            Benefit.version,
        )
        .join(Partnership, Partnership.id == Benefit.partnership_id)
        .join(Organisation, Organisation.id == Benefit.organisation_id)
        .where(
            Benefit.seen_on.between(first_day, last_day),
            Benefit.archived_at.is_(None),
            readable(Benefit, audience),
            readable(Partnership, audience),
            readable(Organisation, audience),
        )
        .order_by(Benefit.seen_on.desc(), Benefit.id.desc())
    )
    if partnership_id is not None:
        statement = statement.where(Benefit.partnership_id == partnership_id)
    if organisation_id is not None:
        statement = statement.where(Benefit.organisation_id == organisation_id)
    if savings_only:
        statement = statement.where(Benefit.saving_pence > 0)
    return tuple(fetch(session, BenefitRow, statement))


def find_contribution_ledger(
    session: Session,
    partnership_id: int,
    first_day: date,
    last_day: date,
    *,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[LedgerRow, ...]:
    """Return both sides of the ledger for each partner in a period, by name.

    Members on the last day stand in it with nothing where nothing is noted of them.
    """
    pairs = live_belongings(last_day, audience, [partnership_id])
    members = select(pairs.c.member_id, pairs.c.member, pairs.c.member_key).where(
        pairs.c.partnership_id == partnership_id
    )
    partners = {row.member_id: (row.member_key, row.member) for row in session.execute(members)}
    given = list_contributions(session, partnership_id, first_day, last_day, audience=audience)
    got = list_benefits(session, first_day, last_day, partnership_id=partnership_id, audience=audience)
    missing = {row.organisation_id for row in given} | {row.organisation_id for row in got}
    missing -= partners.keys()
    names = select(Organisation.id, Organisation.name_key, Organisation.name).where(
        Organisation.id.in_(sorted(missing))
    )
    partners |= {number: (key, name) for number, key, name in session.execute(names)}
    rows = []
    for number, (_key, name) in sorted(partners.items(), key=lambda one: (one[1], one[0])):
        brought = [row for row in given if row.organisation_id == number]
        benefits = [row for row in got if row.organisation_id == number]
        rows.append(
            LedgerRow(
                number,
                name,
                {kind: sum(row.kind is kind for row in brought) for kind in ContributionKind},
                sum(row.amount_pence or 0 for row in brought),
                sum(row.hours or 0 for row in brought),
                len(benefits),
                sum(row.saving_pence or 0 for row in benefits),
            )
        )
    return tuple(rows)


def total_saving(session: Session, first_day: date, last_day: date, *, audience: Visibility = EVERYONE_OF_OURS) -> int:
    """Return what all partners saved together in a period, in pence."""
    rows = list_benefits(session, first_day, last_day, savings_only=True, audience=audience)
    return sum(row.saving_pence or 0 for row in rows)
