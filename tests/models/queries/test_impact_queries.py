"""Questions about what comes of partnerships: nothing above the audience, no count that tells who."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from models.actions.activities import ActivityFields, SurveyedActivityFields, create_activity, survey_activity
from models.actions.aims import AimFields, GoalFields, create_aim, create_goal
from models.actions.good_practice import GoodPracticeFields, create_good_practice
from models.actions.measures import MeasureFields, ObservationFields, create_measure, record_observation
from models.actions.partnership_plans import PlanReviewFields, review_plan, set_plan
from models.actions.partnerships import PartnershipFields, create_partnership
from models.actions.peer_reviews import PeerReviewFields, create_peer_review
from models.actions.practitioners import PractitionerFields, create_practitioner
from models.actions.reach import ReachFields, record_reach
from models.actions.support_ratings import SupportRatingFields, rate_support
from models.actions.surveys import SurveyFields, create_survey
from models.errors import WrongUse
from models.queries.activities import ActivityFilter, count_activities, list_activities, list_existing_activity
from models.queries.aims import list_aims, list_goals
from models.queries.annual_return import find_annual_return
from models.queries.evidence_pack import find_evidence_pack
from models.queries.good_practice import list_good_practice
from models.queries.measures import list_measures
from models.queries.member_report import find_member_report
from models.queries.partnership_health import list_partnership_health
from models.queries.partnership_plans import find_partnership_plan, list_plans_due
from models.queries.peer_reviews import list_peer_reviews, years_later
from models.queries.practitioners import list_practitioners
from models.queries.public_benefit import is_independent
from models.queries.reach import CountRow, list_counts, total_counts
from models.queries.support_ratings import list_support_ratings
from models.queries.surveys import list_surveys
from models.queries.theory_of_change import list_change_chains
from models.store import Store
from models.vocabulary import Judgement, MeasureKind, Sector, SupportStrand, Visibility
from tests.models.people_and_places import TODAY, make_area

PUBLIC, PARTNERS = Visibility.PUBLIC, Visibility.PARTNERS
INTERNAL, CONFIDENTIAL = Visibility.INTERNAL, Visibility.CONFIDENTIAL

LISTS: tuple[Callable[[Session, Visibility], Collection[object]], ...] = (
    lambda session, audience: list_activities(session, as_at=TODAY, audience=audience),
    lambda session, audience: list_existing_activity(session, as_at=TODAY, audience=audience),
    lambda session, audience: list_change_chains(session, as_at=TODAY, audience=audience),
    lambda session, audience: list_aims(session, as_at=TODAY, audience=audience),
    lambda session, audience: list_measures(session, as_at=TODAY, audience=audience),
    lambda session, audience: list_peer_reviews(session, as_at=TODAY, audience=audience),
    lambda session, audience: list_good_practice(session, as_at=TODAY, audience=audience),
    lambda session, audience: list_surveys(session, as_at=TODAY, audience=audience),
    lambda session, audience: list_support_ratings(session, audience=audience),
    lambda session, audience: list_counts(session, date(2026, 9, 1), TODAY, audience=audience),
    lambda session, audience: list_plans_due(session, as_at=TODAY, by=TODAY, audience=audience),
    lambda session, audience: list_partnership_health(
        session, as_at=TODAY, first_year=2026, last_year=2026, audience=audience
    ),
)


def test_what_belongs_to_a_partnership_nobody_may_know_of_is_told_to_none(store: Store) -> None:
    with store.write("Fill") as session:
        area = make_area(session)
        secret = create_partnership(session, PartnershipFields("Quiet talks", visibility=CONFIDENTIAL))
        goal = create_goal(session, GoalFields("Open goal", visibility=PUBLIC))
        aim = create_aim(session, AimFields(secret, "Merge", goal, visibility=PUBLIC))
        fields = ActivityFields("Talks", "", secret, area.own, aim, starts_on=date(2026, 9, 1), visibility=PUBLIC)
        activity = create_activity(session, fields)
        survey_activity(session, SurveyedActivityFields(area.oakley, "Talks", TODAY, "Its head", partnership_id=secret))
        record_reach(session, ReachFields(TODAY, activity_id=activity, pupils=30))
        measure = create_measure(
            session, MeasureFields(secret, "Signatures", MeasureKind.MEASURED, aim, unit="names", visibility=PUBLIC)
        )
        record_observation(session, ObservationFields(measure, TODAY, Decimal(3), visibility=PUBLIC))
        create_peer_review(
            session,
            PeerReviewFields(area.own, area.oakley, TODAY, "Books", partnership_id=secret, visibility=PUBLIC),
        )
        create_good_practice(session, GoodPracticeFields("Hush", "Say nothing", TODAY, secret, visibility=PUBLIC))
        create_survey(session, SurveyFields("Shall we?", TODAY, secret, visibility=PUBLIC))
        rate_support(session, SupportRatingFields(secret, area.council, 2026, SupportStrand.VOICE_IN_POLICY, 1, TODAY))
        set_plan(session, secret, "Merge by Easter", TODAY)
        review_plan(session, PlanReviewFields(secret, TODAY, Judgement.GREEN, "On the way", visibility=PUBLIC))
    with store.read() as session:
        for ask in LISTS:
            assert not ask(session, INTERNAL)
            assert ask(session, CONFIDENTIAL)
        (open_goal,) = list_goals(session, as_at=TODAY, audience=PUBLIC)
        assert (open_goal.partnerships, open_goal.aims) == (0, 0)
        assert count_activities(session, where=ActivityFilter(goal_id=goal), audience=INTERNAL) == 0
        assert count_activities(session, where=ActivityFilter(goal_id=goal)) == 1
        for question in (
            lambda: find_partnership_plan(session, secret, as_at=TODAY, audience=INTERNAL),
            lambda: find_evidence_pack(session, secret, date(2026, 9, 1), TODAY, audience=INTERNAL),
            lambda: find_annual_return(session, secret, 2026, as_at=TODAY, audience=INTERNAL),
            lambda: find_member_report(session, secret, 2026, as_at=TODAY),
        ):
            with pytest.raises(WrongUse, match="no partnership"):
                question()


def test_a_practitioner_is_found_only_where_the_person_may_be_named(store: Store) -> None:
    with store.write("Fill") as session:
        area = make_area(session)
        create_practitioner(session, PractitionerFields(area.joe, "Café science", visibility=PUBLIC))
    with store.read() as session:
        assert not list_practitioners(session, as_at=TODAY, audience=PARTNERS)
        (row,) = list_practitioners(session, as_at=TODAY, expertise="cafe SCI")
        assert (row.name, row.days_left, row.is_used_up) == ("Mr Joe Marsh", None, False)


def test_an_activity_counts_in_every_year_it_went_on(store: Store) -> None:
    with store.write("Fill") as session:
        area = make_area(session)
        for title, starts, ends in (
            ("Long", date(2024, 5, 1), None),
            ("Short", date(2025, 9, 1), date(2026, 1, 1)),
            ("No day", None, None),
        ):
            create_activity(session, ActivityFields(title, organisation_id=area.own, starts_on=starts, ends_on=ends))

    def titles(first: date, last: date) -> list[str]:
        with store.read() as session:
            where = ActivityFilter(first_day=first, last_day=last)
            return [row.title for row in list_activities(session, as_at=TODAY, where=where)]

    assert titles(date(2025, 12, 31), date(2025, 12, 31)) == ["Short", "Long"]
    assert titles(date(2026, 1, 1), TODAY) == ["Long"]
    assert titles(date(2023, 9, 1), date(2024, 4, 30)) == []


def count_row(occasion: int, pupils: int, disadvantaged: int) -> CountRow:
    return CountRow(occasion, None, f"{occasion}", None, None, None, "", TODAY, pupils, disadvantaged, 0, 0, 0)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=5))
def test_no_small_count_follows_from_what_is_shown(numbers: list[tuple[int, int]]) -> None:
    rows = [count_row(place, others + poorer, poorer) for place, (poorer, others) in enumerate(numbers)]
    told = total_counts(rows, PARTNERS)
    pupils, poorer = sum(others + poorer for poorer, others in numbers), sum(poorer for poorer, _others in numbers)
    assert all(one.pupils.number is None or not 0 < one.pupils.number < 5 for one in told.occasions)
    if told.pupils.number is not None and told.disadvantaged_pupils.number is not None:
        assert not 0 < poorer < 5
        assert not 0 < pupils - poorer < 5
    hidden = [row.pupils for row, one in zip(rows, told.occasions, strict=True) if one.pupils.number is None]
    if told.pupils.number is not None and len(hidden) == 1:
        pytest.fail(f"{hidden} follows from the total and the other occasions")
    ours = total_counts(rows, INTERNAL)
    assert (ours.pupils.number, ours.disadvantaged_pupils.number) == (pupils, poorer)


@pytest.mark.parametrize(
    ("sector", "group", "kind", "expected"),
    [
        (None, "Independent schools", "Other independent school", True),
        (None, "Academies", "Academy converter", False),
        (None, "", "Other independent special school", True),
        (Sector.STATE_FUNDED, "Independent schools", "", False),
        (Sector.INDEPENDENT, "Academies", "", True),
        (None, "", "", False),
    ],
)
def test_independent_schools_are_told_apart(sector: Sector | None, group: str, kind: str, expected: bool) -> None:
    assert is_independent(sector, group, kind) is expected


def test_years_later_is_a_day_in_any_year() -> None:
    assert years_later(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert years_later(date(2024, 2, 29), 4) == date(2028, 2, 29)
