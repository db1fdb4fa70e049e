"""What comes of partnerships can be changed, is refused in words, and every kind of record of it is taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from models.actions.activities import (
    ActivityFields,
    archive_activity,
    create_activity,
    edit_activity,
)
from models.actions.aims import (
    AimFields,
    GoalFields,
    archive_goal,
    create_aim,
    create_goal,
    edit_aim,
    link_aim_to_goal,
)
from models.actions.case_studies import CaseStudyFields, create_case_study, edit_case_study, set_permission
from models.actions.checklists import add_preset_checklists, mark_checklist_item
from models.actions.deleted import bring_back_records
from models.actions.good_practice import AdoptionFields, GoodPracticeFields, adopt_practice, create_good_practice
from models.actions.measures import (
    MeasureFields,
    ObservationFields,
    archive_observation,
    create_measure,
    edit_measure,
    record_observation,
)
from models.actions.partnership_plans import (
    PlanReviewFields,
    archive_plan_review,
    edit_plan_review,
    restore_plan_review,
    review_plan,
    set_plan,
)
from models.actions.partnerships import PartnershipFields, create_partnership
from models.actions.peer_reviews import PeerReviewFields, create_peer_review
from models.actions.practitioners import (
    PractitionerFields,
    PractitionerTimeFields,
    create_practitioner,
    edit_practitioner,
    record_practitioner_time,
)
from models.actions.support_ratings import (
    SupportRatingFields,
    edit_support_rating,
    rate_support,
    remove_support_rating,
)
from models.actions.survey_answers import AnswerFields, edit_answer, record_answer, remove_answer
from models.actions.surveys import (
    QuestionFields,
    SurveyFields,
    add_question,
    close_survey,
    create_survey,
    edit_question,
    remove_question,
    reopen_survey,
)
from models.base import Row
from models.entities import (
    Activity,
    Aim,
    CaseStudy,
    CaseStudyPartner,
    Checklist,
    ChecklistItem,
    ChecklistMark,
    GoodPractice,
    Measure,
    Observation,
    PeerReview,
    PlanReview,
    PracticeAdoption,
    Practitioner,
    PractitionerTime,
    SharedGoal,
    SupportRating,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
)
from models.errors import StaleRecord, WrongUse
from models.queries.case_studies import list_case_studies
from models.queries.checklists import list_checklists
from models.queries.measures import list_measures
from models.queries.partnership_plans import find_partnership_plan
from models.queries.support_ratings import list_support_ratings
from models.queries.surveys import find_survey_results
from models.store import Store
from models.vocabulary import AnswerKind, Judgement, MeasureKind, Permission, SupportStrand, Visibility
from tests.models.people_and_places import TODAY, Numbers, make_area

KINDS: tuple[type[Row], ...] = (
    *(Activity, Aim, CaseStudy, CaseStudyPartner, Checklist, ChecklistItem, ChecklistMark, GoodPractice, Measure),
    *(Observation, PeerReview, PlanReview, PracticeAdoption, Practitioner, PractitionerTime, SharedGoal),
    *(SupportRating, Survey, SurveyAnswer, SurveyQuestion),
)


@dataclass(frozen=True)
class Made:
    """The area with a partnership."""

    area: Numbers
    partnership: int


@pytest.fixture
def made(store: Store) -> Made:
    with store.write("Fill") as session:
        return Made(make_area(session), create_partnership(session, PartnershipFields("Northfield Partnership")))


def test_every_kind_of_record_is_taken_back_and_made_again(store: Store, made: Made) -> None:
    area = made.area
    with store.write("Everything") as session:
        goal = create_goal(session, GoalFields("Reading"))
        aim = create_aim(session, AimFields(made.partnership, "All read", goal))
        activity = create_activity(session, ActivityFields("Pairs", partnership_id=made.partnership, aim_id=aim))
        measure = create_measure(
            session, MeasureFields(made.partnership, "Readers", MeasureKind.MEASURED, aim, activity, "pupils")
        )
        record_observation(session, ObservationFields(measure, TODAY, Decimal("7.25")))
        set_plan(session, made.partnership, "Read", None)
        review_plan(session, PlanReviewFields(made.partnership, TODAY, Judgement.RED, "Nobody reads"))
        rate_support(
            session, SupportRatingFields(area.own, area.council, 2026, SupportStrand.VOICE_IN_POLICY, 3, TODAY)
        )
        create_peer_review(session, PeerReviewFields(area.own, area.oakley, TODAY, "Reading"))
        create_case_study(session, CaseStudyFields("Pairs", partner_ids=(area.own,)))
        practitioner = create_practitioner(session, PractitionerFields(area.joe, "Reading"))
        record_practitioner_time(session, PractitionerTimeFields(practitioner, area.own, TODAY, Decimal("1.5")))
        practice = create_good_practice(session, GoodPracticeFields("Pairs", "Two by two", TODAY, area.own))
        adopt_practice(session, AdoptionFields(practice, area.oakley, TODAY))
        first, _second = add_preset_checklists(session)
        item = session.scalars(select(ChecklistItem.id).where(ChecklistItem.checklist_id == first)).first()
        assert item is not None
        mark_checklist_item(session, item, made.partnership, TODAY)
        survey = create_survey(session, SurveyFields("Well?", TODAY))
        question = add_question(session, QuestionFields(survey, "How well?", AnswerKind.RATING))
        record_answer(session, AnswerFields(question, area.own, TODAY, "4"))

    def counts() -> dict[str, int]:
        with store.read() as session:
            return {kind.__name__: session.scalar(select(func.count()).select_from(kind)) or 0 for kind in KINDS}

    there = counts()
    assert min(there.values()) >= 1
    assert store.undo() == "Everything"
    assert set(counts().values()) == {0}
    store.redo()
    assert counts() == there
    assert store.check() == []


def test_aims_are_numbered_and_stay_with_their_partnership(store: Store, made: Made) -> None:
    with store.write("Aims") as session:
        numbers = [create_aim(session, AimFields(made.partnership, words)) for words in ("One", "Two")]
        other = create_partnership(session, PartnershipFields("Southgate Partnership"))
        goal = create_goal(session, GoalFields("Reading"))
        archive_goal(session, goal)
        with pytest.raises(WrongUse, match="stays with its partnership"):
            edit_aim(session, numbers[0], AimFields(other, "One"))
        with pytest.raises(WrongUse, match="put away"):
            link_aim_to_goal(session, numbers[0], goal)
        with pytest.raises(WrongUse, match="not a partnership"):
            create_aim(session, AimFields(made.area.own, "Three"))
        assert list(session.scalars(select(Aim.number).order_by(Aim.id))) == [1, 2]


def test_a_form_older_than_the_record_is_refused(store: Store, made: Made) -> None:
    fields = ActivityFields("Pairs", partnership_id=made.partnership, starts_on=TODAY, version=1)
    with store.write("Note") as session:
        activity = create_activity(session, fields)
        with pytest.raises(WrongUse, match="end before it began"):
            edit_activity(session, activity, replace(fields, ends_on=date(2026, 1, 1)))
        with pytest.raises(WrongUse, match="partnership or the institution"):
            create_activity(session, ActivityFields("Pairs"))
    with store.write("Change") as session:
        edit_activity(session, activity, replace(fields, title="Reading pairs"))
    with pytest.raises(StaleRecord), store.write("Change again") as session:
        edit_activity(session, activity, replace(fields, title="Old pairs"))
    with store.write("Away and back") as session:
        archive_activity(session, activity)
        bring_back_records(session, [("activity", activity)])


def test_an_observation_that_was_put_away_counts_no_longer(store: Store, made: Made) -> None:
    fields = MeasureFields(made.partnership, "Readers", MeasureKind.MEASURED, unit="pupils", target=Decimal(10))
    with store.write("Measure") as session:
        measure = create_measure(session, replace(fields, baseline=Decimal(10)))
        record_observation(session, ObservationFields(measure, date(2026, 5, 1), Decimal(10)))
        wrong = record_observation(session, ObservationFields(measure, TODAY, Decimal(99)))
        with pytest.raises(WrongUse, match="does not count disadvantaged"):
            record_observation(session, ObservationFields(measure, TODAY, Decimal(9), Decimal(3)))
        with pytest.raises(WrongUse, match="what is counted"):
            edit_measure(session, measure, replace(fields, unit=""))
        with pytest.raises(WrongUse, match="after the day"):
            record_observation(session, ObservationFields(measure, TODAY, Decimal(9)), next_review_on=date(2026, 1, 1))
    with store.read() as session:
        assert list_measures(session, as_at=TODAY)[0].progress is None
    with store.write("Away") as session:
        archive_observation(session, wrong)
    with store.read() as session:
        (row,) = list_measures(session, as_at=TODAY)
        # Where baseline and target are the same it is there or it is not.
        assert (row.value, row.progress, row.is_reached) == (Decimal(10), Decimal(1), True)


def test_a_target_below_its_baseline_is_reached_from_above(store: Store, made: Made) -> None:
    fields = MeasureFields(
        *(made.partnership, "Days missed", MeasureKind.MEASURED), unit="days", baseline=Decimal(12), target=Decimal(8)
    )
    with store.write("Measure") as session:
        measure = create_measure(session, fields)
        record_observation(session, ObservationFields(measure, date(2026, 9, 1), Decimal(13)))
    with store.read() as session:
        (row,) = list_measures(session, as_at=TODAY)
        assert (row.progress, row.is_reached) == (Decimal("-0.25"), False)
    with store.write("Better") as session:
        record_observation(session, ObservationFields(measure, TODAY, Decimal(7)))
    with store.read() as session:
        (row,) = list_measures(session, as_at=TODAY)
        assert (row.progress, row.is_reached) == (Decimal("1.25"), True)


def test_the_newest_review_of_a_plan_says_when_it_is_due_again(store: Store, made: Made) -> None:
    def due() -> date | None:
        with store.read() as session:
            return find_partnership_plan(session, made.partnership, as_at=TODAY).review_on

    first = PlanReviewFields(made.partnership, date(2026, 1, 10), Judgement.GREEN, "Well", "", date(2026, 7, 1))
    with store.write("Plan") as session:
        set_plan(session, made.partnership, "Read", date(2026, 1, 10))
        number = review_plan(session, first)
        late = review_plan(session, replace(first, reviewed_on=date(2026, 7, 2), next_review_on=date(2027, 7, 1)))
        with pytest.raises(WrongUse, match="after this one"):
            review_plan(session, replace(first, reviewed_on=TODAY))
    assert due() == date(2027, 7, 1)
    with store.write("Change the older") as session:
        edit_plan_review(session, number, replace(first, next_review_on=date(2026, 8, 1)))
    assert due() == date(2027, 7, 1)
    with store.write("Away") as session:
        archive_plan_review(session, late)
    assert due() == date(2026, 8, 1)
    with store.write("Back") as session:
        restore_plan_review(session, late)
    assert due() == date(2027, 7, 1)


def test_ratings_are_mended_and_taken_out(store: Store, made: Made) -> None:
    area = made.area
    fields = SupportRatingFields(area.own, area.council, 2026, SupportStrand.VOICE_IN_POLICY, 3, TODAY)
    with store.write("Rate") as session:
        rating = rate_support(session, fields)
        rate_support(session, replace(fields, year_begins=2025))
        with pytest.raises(WrongUse, match="already"):
            edit_support_rating(session, rating, replace(fields, year_begins=2025))
        edit_support_rating(session, rating, replace(fields, score=4))
        with pytest.raises(WrongUse, match="does not rate its own"):
            rate_support(session, replace(fields, rater_id=area.council))
    with store.read() as session:
        assert [row.score for row in list_support_ratings(session)] == [4, 3]
    with store.write("Out") as session:
        remove_support_rating(session, rating)
    with store.read() as session:
        assert [row.year_begins for row in list_support_ratings(session, first_year=2025)] == [2025]


def test_what_a_question_asks_for_stays_once_it_is_answered(store: Store, made: Made) -> None:
    with store.write("Survey") as session:
        survey = create_survey(session, SurveyFields("Well?", TODAY, made.partnership))
        fields = QuestionFields(survey, "Which day?", AnswerKind.CHOICE, "Monday\nFriday\nMonday")
        question = add_question(session, fields)
        answer = AnswerFields(question, made.area.own, TODAY, "FRIDAY", "headteacher")
        number = record_answer(session, answer)
        for wrong, words in (
            (replace(answer, value="Sunday", respondent="chair"), "none of the answers"),
            (replace(answer, value=" ", respondent="chair"), "Enter the answer"),
            (answer, "already"),
            (replace(answer, answered_on=date(2026, 1, 1), respondent="chair"), "not open yet"),
        ):
            with pytest.raises(WrongUse, match=words):
                record_answer(session, wrong)
        with pytest.raises(WrongUse, match="has answers"):
            edit_question(session, question, QuestionFields(survey, "Which day?", AnswerKind.TEXT))
        with pytest.raises(WrongUse, match="has answers"):
            remove_question(session, question)
        edit_question(session, question, replace(fields, text="Which day is best?"))
        edit_answer(session, number, replace(answer, value="monday"))
        close_survey(session, survey, TODAY)
        with pytest.raises(WrongUse, match="takes no more answers"):
            edit_answer(session, number, answer)
        with pytest.raises(WrongUse, match="closed"):
            add_question(session, QuestionFields(survey, "Why?", AnswerKind.TEXT))
        reopen_survey(session, survey)
    with store.read() as session:
        (result,) = find_survey_results(session, survey, as_at=TODAY).questions
        assert (result.text, result.counts) == ("Which day is best?", (("Monday", 1), ("Friday", 0)))
    with store.write("Out") as session:
        remove_answer(session, number)
        remove_question(session, question)


def test_words_that_change_need_permission_again(store: Store, made: Made) -> None:
    fields = CaseStudyFields("Pairs", what_was_done="They read", partner_ids=(made.area.own, made.area.own))
    with store.write("Case study") as session:
        study = create_case_study(session, fields)
        with pytest.raises(WrongUse, match="Enter the day"):
            set_permission(session, study, Permission.GIVEN, None)
        with pytest.raises(WrongUse, match="what the person said"):
            edit_case_study(session, study, replace(fields, quoted_person_id=made.area.joe))
        set_permission(session, study, Permission.GIVEN, TODAY)
        edit_case_study(session, study, replace(fields, visibility=Visibility.PUBLIC))
        with pytest.raises(WrongUse, match="Only our own office"):
            edit_case_study(session, study, replace(fields, what_was_done="They wept", visibility=Visibility.PUBLIC))
    with store.write("Other words") as session:
        edit_case_study(session, study, replace(fields, what_was_done="They wept"))
    with store.read() as session:
        (row,) = list_case_studies(session, as_at=TODAY)
        assert (row.permission, row.permission_on, len(row.partners)) == (Permission.NOT_ASKED, None, 1)


def test_an_entry_of_the_directory_stays_its_persons(store: Store, made: Made) -> None:
    fields = PractitionerFields(made.area.joe, "Reading", days_a_year=2)
    with store.write("Directory") as session:
        entry = create_practitioner(session, fields)
        with pytest.raises(WrongUse, match="another person"):
            edit_practitioner(session, entry, replace(fields, person_id=made.area.head))
        with pytest.raises(WrongUse, match="not below zero"):
            edit_practitioner(session, entry, replace(fields, days_a_year=-1))


def test_presets_come_once(store: Store, made: Made) -> None:
    with store.write("Presets") as session:
        assert add_preset_checklists(session) == add_preset_checklists(session)
    with store.read() as session:
        assert [row.is_preset for row in list_checklists(session)] == [True, True]
        assert all(row.items >= 15 for row in list_checklists(session))
