"""Authorities by tier of government, from parish to nation, with who leads them and whom we know there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.entities import Affiliation, Organisation, Person
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.dated import valid_on
from models.queries.posts import AUTHORITIES, is_open
from models.roles import (
    COUNCIL_LEADER,
    DIRECTOR,
    LEAD_MEMBER,
    MAYOR,
    PORTFOLIO_HOLDER,
    REGIONAL_DIRECTOR,
    same_role,
    standard_role,
)
from models.sectors import tier_of
from models.vocabulary import GovernmentTier, OrganisationKind, Visibility

_LEADING = (MAYOR, COUNCIL_LEADER, REGIONAL_DIRECTOR, LEAD_MEMBER, PORTFOLIO_HOLDER, DIRECTOR, "Chief executive")
"""Roles of those who lead, the first first."""


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody who leads an authority or its work with schools."""

    person_id: int
    name: str
    role: str
    """In the field's own words."""
    party: str


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    """An authority with its tier and its leaders."""

    organisation_id: int
    name: str
    kind: OrganisationKind
    tier: GovernmentTier
    leaders: tuple[Leader, ...]
    known: int
    """How many people there and in its bodies we know."""


def list_authorities(
    session: Session,
    *,
    as_at: date,
    tier: GovernmentTier | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[AuthorityRow, ...]:
    """Return the authorities of a day from the nation down, each with who leads it; of one tier, or all."""
    rows = session.execute(
        select(Organisation.id, Organisation.name, Organisation.kind, Organisation.body_kind)
        .where(Organisation.kind.in_(AUTHORITIES), *is_open(as_at), readable(Organisation, audience))
        .order_by(Organisation.name_key, Organisation.id)
    ).all()
    tiers = {row.id: tier_of(row.kind, row.body_kind) for row in rows}
    people = _people(session, [number for number, found in tiers.items() if found], as_at, audience)
    order = {one: place for place, one in enumerate(GovernmentTier)}
    found = []
    for row in rows:
        level = tiers[row.id]
        if level is None or tier not in (None, level):
            continue
        here = people.get(row.id, {})
        leaders = [one for one in here.values() if one.role]
        leaders.sort(key=lambda one: (_rank(one.role), one.name))
        found.append(AuthorityRow(row.id, row.name, row.kind, level, tuple(leaders), len(here)))
    return tuple(sorted(found, key=lambda one: order[one.tier]))


def _rank(role: str) -> int:
    return next((place for place, one in enumerate(_LEADING) if same_role(role, one)), len(_LEADING))


def _people(
    session: Session, organisation_ids: list[int], as_at: date, audience: Visibility
) -> dict[int, dict[int, Leader]]:
    """Return the people known at each of some authorities; the role of those who do not lead is blank."""
    rows = session.execute(
        select(
            Organisation.id,
            Organisation.parent_id,
            Person.id,
            Person.display_name,
            Affiliation.role,
            Affiliation.job_title,
            Affiliation.party,
        )
        .join(Affiliation, Affiliation.organisation_id == Organisation.id)
        .join(Person, Person.id == Affiliation.person_id)
        .where(
            or_(Organisation.id.in_(organisation_ids), Organisation.parent_id.in_(organisation_ids)),
            valid_on(Affiliation, as_at),
            Person.archived_at.is_(None),
            readable(Person, audience),
            readable(Organisation, audience),
        )
        .order_by(Person.name_key, Affiliation.id)
    )
    found: dict[int, dict[int, Leader]] = {}
    wanted = set(organisation_ids)
    for number, parent_id, person_id, name, held, job_title, party in rows:
        words = next((standard_role(said) for said in (held, job_title) if _rank(said) < len(_LEADING)), "")
        for place in wanted.intersection((number, parent_id)):
            here = found.setdefault(place, {})
            known = here.get(person_id)
            role = words if number == place else ""
            if known is None or (role and (not known.role or _rank(role) < _rank(known.role))):
                here[person_id] = Leader(person_id, name, role, party)
    return found
