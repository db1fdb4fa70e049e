"""The needs of what comes of partnerships: aims, activities, outcomes, plans, health."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.actions.activities import (
    ActivityFields,
    SurveyedActivityFields,
    create_activity,
    judge_activity,
    survey_activity,
    survey_activity_again,
    tag_to_aim,
)
from models.actions.aims import AimFields, GoalFields, close_aim, create_aim, create_goal
from models.actions.commitments import CommitmentFields, keep_commitment, make_commitment
from models.actions.evidence import EvidenceFields, add_evidence
from models.actions.measures import (
    MeasureFields,
    ObservationFields,
    create_measure,
    record_observation,
    set_measure_review,
)
from models.actions.partnership_plans import PlanReviewFields, review_plan, set_plan
from models.errors import WrongUse
from models.queries.activities import (
    ActivityFilter,
    list_activities,
    list_activity_evidence,
    list_existing_activity,
)
from models.queries.aims import find_purpose_balance, find_shared_goal, list_goals
from models.queries.measures import list_measures, list_measures_to_review, list_observations
from models.queries.partnership_health import list_partnership_health
from models.queries.partnership_plans import find_partnership_plan, list_plans_due
from models.queries.theory_of_change import list_change_chains
from models.store import Store
from models.vocabulary import EvidenceKind, Judgement, MeasureKind
from tests.models.people_and_places import TODAY
from tests.needs.impact_records import CONFIDENTIAL, INTERNAL, PARTNERS, PUBLIC, YEAR, Area, area

__all__ = ["area"]


@pytest.mark.need("N035")
def test_what_an_institution_already_does_is_asked_on_a_day_of_somebody(store: Store, area: Area) -> None:
    with store.write("Ask") as session:
        tutoring = survey_activity(
            session,
            SurveyedActivityFields(
                area.oakley, "Student tutors in primary schools", date(2025, 3, 4), "Dr Amos, by telephone"
            ),
        )
        survey_activity(
            session,
            SurveyedActivityFields(area.closed, "Quiet trial", date(2026, 10, 1), "Its head", visibility=PUBLIC),
        )
        create_activity(session, ActivityFields("Choir day", organisation_id=area.oakley, starts_on=YEAR))
        with pytest.raises(WrongUse, match="who said so"):
            survey_activity(session, SurveyedActivityFields(area.elm, "Reading dogs", TODAY, " "))
    with store.read() as session:
        found = list_existing_activity(session, as_at=TODAY, audience=INTERNAL)
        assert [(one.organisation, one.surveyed_on, one.is_stale) for one in found] == [
            ("Oakley College", date(2025, 3, 4), True)
        ]
        assert [(row.title, row.source) for row in found[0].activities] == [
            ("Student tutors in primary schools", "Dr Amos, by telephone")
        ]
        assert not list_existing_activity(session, as_at=date(2025, 1, 1))
        assert len(list_existing_activity(session, as_at=TODAY)) == 2
    with store.write("Ask again") as session:
        now = SurveyedActivityFields(area.oakley, "Student tutors", TODAY, "Prospectus 2026")
        survey_activity_again(session, tutoring, now)
        earlier = SurveyedActivityFields(area.oakley, "Student tutors", date(2024, 3, 4), "A leaflet")
        with pytest.raises(WrongUse, match="later day"):
            survey_activity_again(session, tutoring, earlier)
    with store.read() as session:
        assert not list_existing_activity(session, as_at=TODAY, organisation_id=area.oakley)[0].is_stale


@pytest.mark.need("N036")
def test_how_successful_an_activity_was_is_a_judgement_an_outcome_and_evidence(store: Store, area: Area) -> None:
    with store.write("Note") as session:
        choir = create_activity(session, ActivityFields("Choir day", partnership_id=area.partnership, starts_on=YEAR))
        fair = create_activity(session, ActivityFields("Science fair", organisation_id=area.elm, starts_on=YEAR))
        with pytest.raises(WrongUse, match="what came of"):
            judge_activity(session, choir, Judgement.GREEN, "", TODAY)
        with pytest.raises(WrongUse, match="not begun"):
            judge_activity(session, choir, Judgement.GREEN, "All sang", date(2026, 8, 1))
        judge_activity(session, choir, Judgement.GREEN, "Six schools sang together for the first time", TODAY)
        judge_activity(session, fair, Judgement.AMBER, "Few came", TODAY)
        witness = EvidenceFields(EvidenceKind.WITNESS, TODAY, activity_id=choir, text="The hall was full")
        with pytest.raises(WrongUse, match="who saw it"):
            add_evidence(session, witness)
        for seen_by in ("The caretaker", "The mayor"):
            add_evidence(
                session,
                EvidenceFields(EvidenceKind.WITNESS, TODAY, activity_id=choir, text="Hall full", witness=seen_by),
            )
    with store.read() as session:
        where = ActivityFilter(judgement=Judgement.GREEN)
        (row,) = list_activities(session, as_at=TODAY, where=where)
        assert (row.title, row.evidence, row.success_lacks) == ("Choir day", 2, ())
        (row,) = list_activities(session, as_at=TODAY, where=ActivityFilter(organisation_id=area.elm))
        assert row.success_lacks == ("evidence",)
        seen = list_activity_evidence(session, [choir], as_at=TODAY)
        assert [one.witness for one in seen] == ["The mayor", "The caretaker"]
        # What is internal is not told to partners, and evidence of later is not there yet.
        assert not list_activities(session, as_at=TODAY, audience=PARTNERS)
        assert not list_activity_evidence(session, [choir], as_at=TODAY, audience=PARTNERS)
        assert not list_activity_evidence(session, [choir], as_at=YEAR)


@pytest.mark.need("N094")
def test_activities_are_held_against_the_purpose(store: Store, area: Area) -> None:
    with store.write("Aims") as session:
        reading = create_aim(session, AimFields(area.partnership, "Every child reads at eleven"))
        other = create_aim(session, AimFields(area.second, "Safe routes"))
        together = [
            create_activity(session, ActivityFields(name, partnership_id=area.partnership, starts_on=YEAR))
            for name in ("Reading pairs", "Book week", "Minibus hire", "Newsletter")
        ]
        tag_to_aim(session, together[0], reading)
        tag_to_aim(session, together[1], reading)
        tag_to_aim(session, together[2], None, is_off_purpose=True)
        with pytest.raises(WrongUse, match="another partnership’s"):
            tag_to_aim(session, together[3], other)
        with pytest.raises(WrongUse, match="one or the other"):
            tag_to_aim(session, together[3], reading, is_off_purpose=True)
    with store.read() as session:
        balance = find_purpose_balance(session, area.partnership, YEAR, TODAY)
        assert (balance.on_purpose, balance.off_purpose, balance.not_said) == (2, 1, 1)
        assert balance.share_off == pytest.approx(1 / 3)
        assert [(aim.text, times) for aim, times in balance.by_aim] == [("Every child reads at eleven", 2)]
        before = find_purpose_balance(session, area.partnership, date(2025, 9, 1), date(2026, 8, 31))
        assert (before.on_purpose, before.share_off) == (0, None)
        off = list_activities(session, as_at=TODAY, where=ActivityFilter(off_purpose=True))
        assert [row.title for row in off] == ["Minibus hire"]


@pytest.mark.need("N132")
def test_a_goal_is_shared_by_several_partnerships(store: Store, area: Area) -> None:
    with store.write("Goals") as session:
        goal = create_goal(session, GoalFields("No child hungry by 2030"))
        alone = create_goal(session, GoalFields("A new minibus", visibility=CONFIDENTIAL))
        first = create_aim(session, AimFields(area.partnership, "Breakfast in every school", goal))
        second = create_aim(session, AimFields(area.second, "Holiday meals", goal))
        create_aim(session, AimFields(area.second, "Secret plan", goal, visibility=CONFIDENTIAL))
        create_aim(session, AimFields(area.second, "A minibus", alone))
        create_activity(
            session, ActivityFields("Breakfast club", partnership_id=area.partnership, aim_id=first, starts_on=YEAR)
        )
    with store.read() as session:
        found = find_shared_goal(session, goal, as_at=TODAY, audience=PARTNERS)
        assert found.goal.is_shared
        assert [name for _number, name in found.partnerships] == [
            "Northfield Learning Partnership",
            "Southgate Partnership",
        ]
        assert [aim.text for aim in found.without_activity] == ["Breakfast in every school", "Holiday meals"]
        assert [aim.text for aim in find_shared_goal(session, goal, as_at=TODAY).without_activity] == [
            "Holiday meals",
            "Secret plan",
        ]
        assert [row.title for row in list_goals(session, as_at=TODAY, audience=PARTNERS)] == ["No child hungry by 2030"]
        with pytest.raises(WrongUse, match="no shared goal"):
            find_shared_goal(session, alone, as_at=TODAY, audience=PARTNERS)
    with store.write("Reached") as session:
        close_aim(session, second, TODAY)
    with store.read() as session:
        assert not find_shared_goal(session, goal, as_at=TODAY, audience=PARTNERS).goal.is_shared


@pytest.mark.need("N098")
def test_a_theory_of_change_is_one_question_and_says_where_the_chain_breaks(store: Store, area: Area) -> None:
    with store.write("Chains") as session:
        whole = create_activity(
            session,
            ActivityFields(
                "Reading pairs",
                partnership_id=area.partnership,
                need="A third of eleven-year-olds read below their age",
                output="120 pairs, twelve weeks",
                outcome="Readers gained nine months",
                starts_on=YEAR,
            ),
        )
        create_activity(
            session, ActivityFields("Away day", partnership_id=area.partnership, starts_on=YEAR, output="A lunch")
        )
        add_evidence(
            session,
            EvidenceFields(
                EvidenceKind.LINK, TODAY, activity_id=whole, text="Test report", link="https://reading.example/26"
            ),
        )
        create_measure(
            session,
            MeasureFields(area.partnership, "Reading age", MeasureKind.MEASURED, activity_id=whole, unit="months"),
        )
    with store.read() as session:
        where = ActivityFilter(partnership_id=area.partnership)
        chains = {one.activity.title: one for one in list_change_chains(session, as_at=TODAY, where=where)}
        pairs, day = chains["Reading pairs"], chains["Away day"]
        assert (pairs.need[:7], pairs.output, pairs.outcome) == (
            "A third",
            "120 pairs, twelve weeks",
            "Readers gained nine months",
        )
        assert [one.text for one in pairs.evidence] == ["Test report"]
        assert [one.name for one in pairs.measures] == ["Reading age"]
        assert pairs.is_whole
        assert day.lacks == ("need", "outcome", "evidence")
        assert not list_change_chains(session, as_at=TODAY, where=where, audience=PUBLIC)


@pytest.mark.need("N090")
def test_outcomes_have_baseline_target_reviews_evidence_and_a_judgement(store: Store, area: Area) -> None:
    with store.write("Framework") as session:
        aim = create_aim(session, AimFields(area.partnership, "Fewer days missed"))
        missed = create_measure(
            session,
            MeasureFields(
                area.partnership,
                "Days missed a year",
                MeasureKind.MEASURED,
                aim,
                unit="days",
                baseline=Decimal(12),
                baseline_on=date(2025, 9, 1),
                target=Decimal(8),
                due_on=date(2027, 7, 21),
                review_on=date(2026, 6, 1),
                splits_disadvantaged=True,
            ),
        )
        trust = create_measure(
            session,
            MeasureFields(area.partnership, "Heads trust one another", MeasureKind.EVIDENCED, due_on=date(2026, 7, 1)),
        )
        with pytest.raises(WrongUse, match="no baseline or target"):
            create_measure(
                session, MeasureFields(area.partnership, "Joy", MeasureKind.EVIDENCED, unit="%", target=Decimal(9))
            )
        with pytest.raises(WrongUse, match="what the judgement rests on"):
            record_observation(session, ObservationFields(trust, TODAY, judgement=Judgement.GREEN, words="It grows"))
        with pytest.raises(WrongUse, match="judgement in words"):
            record_observation(session, ObservationFields(missed, TODAY, Decimal(9), judgement=Judgement.AMBER))
        record_observation(session, ObservationFields(missed, date(2026, 3, 1), Decimal(11), Decimal(15)))
    with store.read() as session:
        (late,) = list_measures_to_review(session, as_at=TODAY)
        assert (late.name, late.progress, late.gap) == ("Days missed a year", Decimal("0.25"), Decimal(4))
        assert not list_measures_to_review(session, as_at=date(2026, 6, 1))
        assert [row.name for row in list_measures(session, as_at=TODAY) if row.is_overdue] == [
            "Heads trust one another"
        ]
    with store.write("Look again") as session:
        record_observation(
            session,
            ObservationFields(missed, TODAY, Decimal(8), judgement=Judgement.GREEN, words="There, a year early"),
            next_review_on=date(2027, 6, 1),
        )
        record_observation(
            session,
            ObservationFields(
                trust, TODAY, judgement=Judgement.GREEN, words="They ring each other", evidence="Notes of the visits"
            ),
        )
        set_measure_review(session, trust, date(2026, 11, 1))
    with store.read() as session:
        rows = {row.name: row for row in list_measures(session, as_at=TODAY, partnership_id=area.partnership)}
        assert rows["Days missed a year"].progress == 1
        assert all(row.is_reached and row.is_shown and not row.is_overdue for row in rows.values())
        assert not list_measures_to_review(session, as_at=TODAY)
        assert [one.value for one in list_observations(session, missed)] == [Decimal(11), Decimal(8)]
        # As it stood in spring, and to those who may not read of it.
        then = list_measures(session, as_at=date(2026, 4, 1), aim_id=aim)[0]
        assert (then.value, then.is_reached, then.observations) == (Decimal(11), False, 1)
        assert not list_measures(session, as_at=TODAY, audience=PUBLIC)
        assert not list_observations(session, missed, audience=PARTNERS)


@pytest.mark.need("N010")
def test_health_tells_enthusiasm_from_substance_by_academic_year(store: Store, area: Area) -> None:
    promise = CommitmentFields(
        "Lend the hall",
        made_on=YEAR,
        due_on=date(2026, 10, 1),
        owner_organisation_id=area.elm,
        to_organisation_id=area.partnership,
        observable_result="The hall is open on Tuesdays",
    )
    with store.write("A year") as session:
        create_activity(
            session,
            ActivityFields(
                "Talks", partnership_id=area.partnership, starts_on=date(2025, 10, 1), ends_on=date(2026, 2, 1)
            ),
        )
        create_activity(session, ActivityFields("Choir day", partnership_id=area.partnership, starts_on=YEAR))
        create_activity(session, ActivityFields("Talks", partnership_id=area.second, starts_on=YEAR))
        kept = make_commitment(session, promise)
        make_commitment(session, promise)
        keep_commitment(session, kept, date(2026, 9, 30))
        measure = create_measure(
            session, MeasureFields(area.partnership, "Singers", MeasureKind.MEASURED, unit="pupils")
        )
        record_observation(session, ObservationFields(measure, TODAY, Decimal(90)))
    with store.read() as session:
        rows = list_partnership_health(
            session, as_at=TODAY, first_year=2025, last_year=2026, partnership_id=area.partnership
        )
        now, before = rows
        assert (now.year_name, now.activities, now.commitments_due, now.commitments_kept) == ("2026 to 2027", 1, 2, 1)
        assert (now.measures, now.outcomes_shown, now.keeping_rate, now.outcome_rate) == (1, 1, 0.5, 1.0)
        assert now.has_substance
        assert before.activities == 1
        assert before.lacks == ("No commitments due", "No outcome shown")
        every = list_partnership_health(session, as_at=TODAY, first_year=2026, last_year=2026)
        assert [(row.partnership, row.has_substance) for row in every] == [
            ("Northfield Learning Partnership", True),
            ("Southgate Partnership", False),
        ]
        # What is internal makes no substance for the public, and a day before it was kept it was not kept.
        open_now = list_partnership_health(session, as_at=TODAY, first_year=2026, last_year=2026, audience=PUBLIC)
        assert [(row.activities, row.commitments_due, row.measures) for row in open_now] == [(0, 0, 0), (0, 0, 0)]
        early = list_partnership_health(
            session, as_at=date(2026, 9, 29), first_year=2026, last_year=2026, partnership_id=area.partnership
        )
        assert (early[0].commitments_due, early[0].outcomes_shown) == (0, 0)


@pytest.mark.need("N099")
def test_a_plan_is_reviewed_in_a_cycle(store: Store, area: Area) -> None:
    review = PlanReviewFields(
        area.partnership, date(2026, 7, 1), Judgement.AMBER, "Money is short", "Steering group", date(2026, 11, 1)
    )
    with store.write("Plan") as session:
        with pytest.raises(WrongUse, match="no plan to review"):
            review_plan(session, review)
        set_plan(session, area.partnership, "Three terms of reading, checked by Oakley", date(2026, 7, 1))
        review_plan(session, review)
        with pytest.raises(WrongUse, match="already"):
            review_plan(session, review)
    with store.read() as session:
        plan = find_partnership_plan(session, area.partnership, as_at=TODAY)
        assert plan.has_cycle
        assert plan.is_overdue
        assert [(one.findings, one.reviewed_by) for one in plan.reviews] == [("Money is short", "Steering group")]
        due = list_plans_due(session, as_at=TODAY, by=TODAY)
        assert [(row.partnership, row.has_plan) for row in due] == [
            ("Southgate Partnership", False),
            ("Northfield Learning Partnership", True),
        ]
        outside = find_partnership_plan(session, area.partnership, as_at=TODAY, audience=PUBLIC)
        assert (outside.plan, outside.review_on, outside.reviews) == ("", None, ())
    with store.write("Next") as session:
        review_plan(
            session,
            PlanReviewFields(area.partnership, TODAY, Judgement.GREEN, "Grant won", next_review_on=date(2027, 7, 1)),
        )
    with store.read() as session:
        assert not find_partnership_plan(session, area.partnership, as_at=TODAY).is_overdue
    assert store.undo() == "Next"
    with store.read() as session:
        assert find_partnership_plan(session, area.partnership, as_at=TODAY).is_overdue
