"""What the partnerships of the sample do tells something on any day of the year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from models.base import Base
from models.entities import Checklist, Organisation, SharedGoal, Survey, map_all
from models.queries.activities import list_activities, list_existing_activity
from models.queries.aims import find_purpose_balance, find_shared_goal
from models.queries.annual_return import find_annual_return
from models.queries.case_studies import list_awaiting_permission, list_case_studies
from models.queries.checklists import find_checklist_progress
from models.queries.evidence_pack import find_evidence_pack
from models.queries.good_practice import list_good_practice
from models.queries.measures import list_measures, list_measures_to_review
from models.queries.member_report import find_member_report
from models.queries.partnership_health import list_partnership_health
from models.queries.partnership_plans import find_partnership_plan
from models.queries.peer_reviews import list_peer_reviews
from models.queries.practitioners import list_practitioners
from models.queries.public_benefit import find_public_benefit, list_independent_schools
from models.queries.support_ratings import find_support_scorecard, list_support_trends
from models.queries.surveys import find_survey_results
from models.queries.theory_of_change import list_change_chains
from models.sample import fill_example
from models.vocabulary import Visibility

DAYS = (date(2026, 9, 3), date(2026, 11, 22), date(2027, 8, 10))


@dataclass(frozen=True)
class Filled:
    """A filled book with its day."""

    session: Session
    today: date

    def number(self, name: str) -> int:
        return self.session.scalars(select(Organisation.id).where(Organisation.name == name)).one()

    @property
    def year(self) -> int:
        """The academic year before this one."""
        return self.today.year - (1 if self.today.month >= 9 else 2)


@pytest.fixture(scope="module", params=DAYS, ids=str)
def book(request: pytest.FixtureRequest) -> Iterator[Filled]:
    map_all()
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        fill_example(session, request.param)
        session.commit()
        yield Filled(session, request.param)


def test_activities_serve_aims_and_some_do_not(book: Filled) -> None:
    partnership = book.number("Millbrook Learning Partnership")
    first = date(book.year, 9, 1)
    balance = find_purpose_balance(book.session, partnership, first, date(book.year + 1, 8, 31))
    assert (balance.on_purpose, balance.off_purpose, balance.not_said) == (3, 1, 1)
    goals = book.session.scalars(select(SharedGoal.id).order_by(SharedGoal.id)).all()
    assert len(find_shared_goal(book.session, goals[0], as_at=book.today).partnerships) == 3
    chains = list_change_chains(book.session, as_at=book.today)
    assert any(chain.is_whole for chain in chains)
    assert any(not chain.is_whole for chain in chains)
    judged = [row for row in list_activities(book.session, as_at=book.today) if row.judgement]
    assert all(row.judged_on is not None and row.judged_on <= book.today for row in judged)


def test_institutions_were_asked_what_they_do(book: Filled) -> None:
    found = list_existing_activity(book.session, as_at=book.today, audience=Visibility.INTERNAL)
    assert {one.organisation for one in found} == {
        "Brookfield Sixth Form College",
        "Faculty of Education, Millbrook University",
        "Ridge Road Sixth Form College",
    }
    assert [one.organisation for one in found if one.is_stale] == ["Brookfield Sixth Form College"]
    assert len(list_existing_activity(book.session, as_at=book.today)) == 4


def test_outcomes_move_and_one_is_not_looked_at(book: Filled) -> None:
    rows = {row.name: row for row in list_measures(book.session, as_at=book.today)}
    reading = rows["Eleven-year-olds who read at or above their age"]
    assert reading.progress is not None
    assert 0 < reading.progress < 1
    assert reading.gap == -9
    late = list_measures_to_review(book.session, as_at=book.today)
    assert [row.name for row in late] == ["Days missed a year by a child on free school meals"]
    assert rows["Children of Elm Lane who swim 25 metres by eleven"].is_reached
    assert rows["Schools with a named mental health link"].is_overdue


def test_papers_have_something_to_tell(book: Filled) -> None:
    session, today, year = book.session, book.today, book.year
    partnership = book.number("Millbrook Learning Partnership")
    rows = list_partnership_health(session, as_at=today, first_year=year, last_year=year)
    assert {row.partnership for row in rows if row.activities} >= {"Millbrook Learning Partnership"}
    assert len(find_partnership_plan(session, partnership, as_at=today).reviews) == 2
    pack = find_evidence_pack(session, partnership, date(year, 9, 1), today)
    assert pack.pieces >= 8
    report = find_member_report(session, partnership, year, as_at=today)
    assert [row.title for row in report.annual.case_studies] == ["Sixty pairs before registration"]
    told = find_annual_return(session, partnership, year, as_at=today, audience=Visibility.PUBLIC)
    assert told.activities
    assert all(one.pupils.number is None or one.pupils.number >= 5 for one in told.reach.occasions)
    hartwell = book.number("Hartwell House School")
    assert list_independent_schools(session, as_at=today) == ((hartwell, "Hartwell House School"),)
    benefit = find_public_benefit(session, hartwell, date(year, 9, 1), date(year + 1, 8, 31))
    assert (benefit.others.pupils.number, benefit.not_said.pupils.number) == (58, 104)
    assert "Elm Lane Primary School" in dict(benefit.schools).values()


def test_partners_say_and_pass_on(book: Filled) -> None:
    session, today = book.session, book.today
    reviews = list_peer_reviews(session, as_at=today)
    assert {row.is_reciprocal for row in reviews} == {True, False}
    assert [row.reviewer for row in reviews if row.is_independent] == ["Faculty of Education, Millbrook University"]
    assert any(row.moderator_is_inside for row in reviews)
    assert any(row.shared_groups for row in reviews)
    county = book.number("Wendleshire County Council")
    card = find_support_scorecard(session, county, book.year)
    assert (card.raters, next(score.strand for score in card.strands if score.is_lacking).value) == (
        5,
        "funding_leadership",
    )
    assert list_support_trends(session, county, book.year - 1, book.year)[0].change == pytest.approx(1.6)
    surveys = session.scalars(select(Survey.id).order_by(Survey.id)).all()
    results = find_survey_results(session, surveys[0], as_at=today)
    assert results.questions[0].counts == (("1", 0), ("2", 0), ("3", 1), ("4", 2), ("5", 2))
    assert results.not_answered
    assert [row.is_passed_on for row in list_good_practice(session, as_at=today)].count(True) == 2
    used = {row.name: row.is_used_up for row in list_practitioners(session, as_at=today)}
    assert len(used) == 4


def test_stories_wait_for_permission_and_checklists_are_half_done(book: Filled) -> None:
    session, today = book.session, book.today
    assert len(list_case_studies(session, as_at=today)) == 4
    assert [row.title for row in list_case_studies(session, as_at=today, audience=Visibility.PUBLIC)] == [
        "Sixty pairs before registration"
    ]
    assert len(list_awaiting_permission(session, as_at=today)) == 2
    start_up, pillars = session.scalars(select(Checklist.id).order_by(Checklist.id)).all()
    partnership = book.number("Millbrook Learning Partnership")
    assert len(find_checklist_progress(session, start_up, partnership, as_at=today).left) == 2
    assert len(find_checklist_progress(session, pillars, partnership, as_at=today).left) == 7
