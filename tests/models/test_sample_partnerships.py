"""The partnerships of the sample book: every question about partnerships has a true answer in it, and a no."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from models.base import Base
from models.entities import Organisation, map_all
from models.queries.agreements import list_agreements, list_delegations
from models.queries.community_partners import list_community_partners
from models.queries.contribution_ledger import find_contribution_ledger, total_saving
from models.queries.isolation import list_islands
from models.queries.pairings import list_pairings, list_partnership_links
from models.queries.partnership_detail import find_partnership
from models.queries.partnership_directory import find_partnership_directory
from models.queries.partnership_governance import list_governance
from models.queries.partnership_history import list_stages
from models.queries.partnership_members import list_groupings, list_members, list_overlap
from models.queries.partnership_money import list_funding_opportunities, list_funding_years, list_subscriptions
from models.queries.partnership_network import find_network
from models.queries.partnership_people import list_authority_presence, list_partnership_staff
from models.queries.partnership_risk import list_partnership_risks
from models.queries.partnerships import PartnershipFilter, list_partnerships
from models.queries.services import find_extended_services, list_agency_services, list_services
from models.sample import fill_example
from models.school_year import academic_year_of
from models.vocabulary import (
    AuthorityRelation,
    ContributionKind,
    FundingKind,
    GovernancePart,
    LegalForm,
    MemberRole,
    ServiceModel,
    Stage,
    Visibility,
)

DAYS = tuple(date.fromisoformat(day) for day in ("2026-09-03", "2026-11-22", "2027-02-14", "2027-08-10"))


@pytest.fixture(scope="module", params=DAYS, ids=str)
def book(request: pytest.FixtureRequest) -> Iterator[tuple[Session, date]]:
    engine = create_engine("sqlite://")
    map_all()
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        fill_example(session, request.param)
        session.commit()
        yield session, request.param
    engine.dispose()


def _number(session: Session, name: str) -> int:
    return session.execute(select(Organisation.id).where(Organisation.name == name)).scalar_one()


def test_partnerships_of_every_model_stage_and_relation_are_there(book: tuple[Session, date]) -> None:
    session, today = book
    rows = list_partnerships(session, as_at=today)
    assert {row.model for row in rows} >= set(ServiceModel)
    assert {row.stage for row in rows} >= {Stage.PILOT, Stage.ALLIANCE, Stage.INTEGRATION, None}
    assert {row.authority_relation for row in rows} == set(AuthorityRelation)
    assert {row.is_new for row in rows} >= {True, False}
    both = PartnershipFilter(legal_forms=(LegalForm.PUBLIC_LIMITED_COMPANY, LegalForm.CHARITY))
    assert [row.short_name for row in list_partnerships(session, as_at=today, where=both)] == ["FLLA"]


def test_the_learning_partnership_has_five_blocks_and_a_history(book: tuple[Session, date]) -> None:
    session, today = book
    ours = _number(session, "Millbrook Learning Partnership")
    found = find_partnership(session, ours, as_at=today)
    assert found.empty_blocks == ()
    assert found.foundation.convenors == ("Ms Rowan Hyde",)
    assert found.foundation.inaugural_event.endswith("inaugural conference")
    history = list_stages(session, ours, as_at=today)
    assert [row.stage for row in history] == [Stage.PILOT, Stage.PROJECT, Stage.ALLIANCE]
    assert all(one.ends_on == other.starts_on for one, other in itertools.pairwise(history))
    former = [row for row in list_members(session, ours, as_at=today, include_former=True) if not row.is_current]
    assert [row.member for row in former] == ["Lock House Pupil Referral Unit"]
    assert former[0].end_reason
    assert {row.linked for row in list_partnership_links(session, ours, as_at=today)} == {
        *("Southgate Cluster", "Fen Levels Learning Alliance"),
    }
    assert any(row.owed_pence for row in list_subscriptions(session, ours, as_at=today))


def test_governance_seats_and_staff(book: tuple[Session, date]) -> None:
    session, today = book
    missing = {check.name: check.missing for check in list_governance(session, as_at=today)}
    assert GovernancePart.ACCOUNTS in missing["Millbrook Learning Partnership"]
    assert GovernancePart.CHAIR not in missing["Millbrook Learning Partnership"]
    assert GovernancePart.QUORUM not in missing["Millbrook School Sport Partnership"]
    seats = list_authority_presence(session, as_at=today)
    assert {row.is_vacant for row in seats} == {True, False}
    assert {row.votes for row in seats} == {True, False}
    sport = _number(session, "Millbrook School Sport Partnership")
    assert [row.role for row in list_partnership_staff(session, sport, as_at=today)] == ["Partnership manager"]
    assert any(risk.our_people <= 1 for risk in list_partnership_risks(session, today=today))


def test_the_whole_picture_has_its_gaps(book: tuple[Session, date]) -> None:
    session, today = book
    parts = {part.area: part for part in find_partnership_directory(session, as_at=today)}
    assert parts["Carrwick"].has_none
    assert {row.short_name for row in parts["Wendleshire"].partnerships} >= {"MLP", "School Sport"}
    assert all(row.name != "South Wendle 14-19 Consortium" for part in parts.values() for row in part.partnerships)
    assert len(list_overlap(session, as_at=today)) >= 3
    network = find_network(session, as_at=today)
    assert network.isolated
    assert network.nodes[0].is_isolated
    alone = {row.name for row in list_islands(session, today=today, at_least=2)}
    assert alone
    assert not alone & {"St Bede's Primary School", "Greenway Academy", "Elm Lane Primary School"}


def test_means_agreements_and_services(book: tuple[Session, date]) -> None:
    session, today = book
    year = academic_year_of(today)
    ours = _number(session, "Millbrook Learning Partnership")
    money = list_funding_years(session, ours)[0]
    assert money.year_begins == year.first_day.year
    assert {total.kind for total in money.totals} >= {
        *(FundingKind.AUTHORITY, FundingKind.SUBSCRIPTION, FundingKind.IN_KIND, FundingKind.COMMUNITY),
    }
    assert money.in_kind_pence
    assert list_funding_opportunities(session)[0].decision_on
    ledger = find_contribution_ledger(session, ours, date(today.year - 1, today.month, 1), today)
    assert all(any(row.brought[kind] for row in ledger) for kind in ContributionKind)
    assert any(row.only_gives for row in ledger)
    assert total_saving(session, date(today.year - 1, today.month, 1), today) > 0
    assert list_agreements(session, as_at=today, due_by=today)
    assert any(row.is_due for row in list_delegations(session, as_at=today))
    (cluster,) = list_groupings(session, as_at=today)
    extended = find_extended_services(session, cluster.id, as_at=today)
    assert extended.services
    assert extended.gaps
    assert {row.provider for row in list_agency_services(session, as_at=today)} >= {"Millbrook Food Bank"}
    assert list_services(session, as_at=today, traded=True)
    consortium = _number(session, "South Wendle 14-19 Consortium")
    assert list_members(session, consortium, as_at=today) == ()
    earlier = list_members(session, consortium, as_at=date(year.first_day.year - 7, 10, 1))
    assert {row.role for row in earlier} == {MemberRole.LEAD, MemberRole.DELIVERER, MemberRole.MEMBER}
    assert {row.is_current for row in list_pairings(session, as_at=today, include_former=True)} == {True, False}
    assert list_community_partners(session, as_at=today, involved=True)


def test_what_is_for_us_alone_is_not_told_to_the_public(book: tuple[Session, date]) -> None:
    session, today = book
    ours = _number(session, "Millbrook Learning Partnership")
    kinds = {
        total.kind for year in list_funding_years(session, ours, audience=Visibility.PUBLIC) for total in year.totals
    }
    assert kinds == {FundingKind.COMMUNITY}
    assert list_funding_opportunities(session, audience=Visibility.PUBLIC) == ()
    assert all(not row.holder for row in list_authority_presence(session, as_at=today, audience=Visibility.PUBLIC))
