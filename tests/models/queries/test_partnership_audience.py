"""No question about partnerships tells an audience of what stands above it: tried on the whole sample book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from sqlalchemy import create_engine, select, update
from sqlalchemy.orm import Session

from models.base import Base
from models.entities import Aim, Organisation, Person, map_all
from models.queries.agreements import list_agreements, list_delegations
from models.queries.community_partners import list_community_partners
from models.queries.contribution_ledger import find_contribution_ledger, list_benefits, list_contributions
from models.queries.isolation import list_islands
from models.queries.pairings import list_pairings, list_partnership_links
from models.queries.partnership_detail import find_partnership
from models.queries.partnership_directory import find_partnership_directory
from models.queries.partnership_governance import list_governance
from models.queries.partnership_members import list_groupings, list_members, list_memberships_of, list_overlap
from models.queries.partnership_money import (
    list_funding_lines,
    list_funding_opportunities,
    list_funding_years,
    list_subscriptions,
)
from models.queries.partnership_network import find_network
from models.queries.partnership_people import list_authority_presence, list_partnership_staff
from models.queries.partnership_risk import list_partnership_risks
from models.queries.partnership_types import list_partnership_types
from models.queries.partnerships import PartnershipFilter, list_partnerships
from models.queries.services import find_extended_services, list_agency_services, list_services
from models.sample import fill_example
from models.vocabulary import OpportunityState, OrganisationKind, Visibility

TODAY = date(2026, 11, 22)
FIRST = date(2025, 9, 1)
HIDDEN = ("Greenway Academy", "Millbrook School Sport Partnership", "Wendleshire County Council", "Millbrook Food Bank")
KINDS = tuple(OrganisationKind)

Question = Callable[[Session, int, Visibility], object]
QUESTIONS: dict[str, Question] = {
    "types": lambda s, n, a: list_partnership_types(s, audience=a),
    "list": lambda s, n, a: list_partnerships(s, as_at=TODAY, where=PartnershipFilter(KINDS), audience=a),
    "detail": lambda s, n, a: find_partnership(s, n, as_at=TODAY, audience=a),
    "members": lambda s, n, a: list_members(s, n, as_at=TODAY, include_former=True, audience=a),
    "memberships": lambda s, n, a: list_memberships_of(s, n, as_at=TODAY, include_former=True, audience=a),
    "groupings": lambda s, n, a: list_groupings(s, as_at=TODAY, kinds=KINDS, audience=a),
    "overlap": lambda s, n, a: list_overlap(s, as_at=TODAY, at_least=1, audience=a),
    "network": lambda s, n, a: find_network(s, as_at=TODAY, audience=a),
    "islands": lambda s, n, a: list_islands(s, today=TODAY, at_least=0, audience=a),
    "directory": lambda s, n, a: find_partnership_directory(s, as_at=TODAY, audience=a),
    "governance": lambda s, n, a: list_governance(s, as_at=TODAY, audience=a),
    "presence": lambda s, n, a: list_authority_presence(s, as_at=TODAY, audience=a),
    "staff": lambda s, n, a: list_partnership_staff(s, n, as_at=TODAY, include_former=True, audience=a),
    "risks": lambda s, n, a: list_partnership_risks(s, today=TODAY, at_risk_only=False, audience=a),
    "lines": lambda s, n, a: list_funding_lines(s, audience=a),
    "years": lambda s, n, a: list_funding_years(s, n, audience=a),
    "subscriptions": lambda s, n, a: list_subscriptions(s, n, as_at=TODAY, audience=a),
    "chances": lambda s, n, a: list_funding_opportunities(s, states=tuple(OpportunityState), audience=a),
    "contributions": lambda s, n, a: list_contributions(s, n, FIRST, TODAY, audience=a),
    "benefits": lambda s, n, a: list_benefits(s, FIRST, TODAY, audience=a),
    "ledger": lambda s, n, a: find_contribution_ledger(s, n, FIRST, TODAY, audience=a),
    "agreements": lambda s, n, a: list_agreements(s, as_at=TODAY, current_only=False, audience=a),
    "delegations": lambda s, n, a: list_delegations(s, as_at=TODAY, current_only=False, audience=a),
    "services": lambda s, n, a: list_services(s, as_at=TODAY, audience=a),
    "agencies": lambda s, n, a: list_agency_services(s, as_at=TODAY, audience=a),
    "extended": lambda s, n, a: find_extended_services(s, n, as_at=TODAY, audience=a),
    "pairings": lambda s, n, a: list_pairings(s, as_at=TODAY, include_former=True, audience=a),
    "links": lambda s, n, a: list_partnership_links(s, as_at=TODAY, include_former=True, audience=a),
    "community": lambda s, n, a: list_community_partners(s, as_at=TODAY, audience=a),
}


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    map_all()
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        fill_example(session, TODAY)
        session.execute(
            update(Organisation).where(Organisation.name.in_(HIDDEN)).values(visibility=Visibility.CONFIDENTIAL)
        )
        session.commit()
        yield session
    engine.dispose()


@pytest.mark.parametrize("name", QUESTIONS)
def test_names_above_an_audience_are_told_by_no_question(session: Session, name: str) -> None:
    ours = session.execute(
        select(Organisation.id).where(Organisation.name == "Millbrook Learning Partnership")
    ).scalar_one()
    told = repr(QUESTIONS[name](session, ours, Visibility.PUBLIC))
    secret = set(HIDDEN)
    secret |= set(session.scalars(select(Person.display_name).where(Person.visibility != Visibility.PUBLIC)))
    secret |= set(session.scalars(select(Aim.text).where(Aim.visibility != Visibility.PUBLIC)))
    assert [words for words in secret if words in told] == []


def test_the_office_is_told_of_the_same(session: Session) -> None:
    """The questions are asked so that there would be something to leak."""
    ours = session.execute(
        select(Organisation.id).where(Organisation.name == "Millbrook Learning Partnership")
    ).scalar_one()
    told = {name: repr(ask(session, ours, Visibility.CONFIDENTIAL)) for name, ask in QUESTIONS.items()}
    for hidden in HIDDEN:
        assert sum(hidden in words for words in told.values()) >= 3, hidden
    assert "Ms Hilary Kemp" in told["presence"]
