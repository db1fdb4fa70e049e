"""The needs of what partners say and pass on: surveys, ratings, peer reviews, practitioners, practice, case studies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.actions.case_studies import (
    CaseStudyFields,
    create_case_study,
    edit_case_study,
    publish_case_study,
    set_permission,
)
from models.actions.good_practice import AdoptionFields, GoodPracticeFields, adopt_practice, create_good_practice
from models.actions.member_statements import StatementFields, sign_statement, write_statement
from models.actions.organisations import RelationshipFields, add_relationship
from models.actions.partnership_members import MembershipFields, add_membership
from models.actions.peer_reviews import PeerReviewFields, create_peer_review, respond_to_peer_review
from models.actions.practitioners import (
    PractitionerFields,
    PractitionerTimeFields,
    create_practitioner,
    record_practitioner_time,
)
from models.actions.support_ratings import SupportRatingFields, rate_support, rate_support_year
from models.actions.survey_answers import AnswerFields, AnswerRow, import_answers, record_answer
from models.actions.surveys import QuestionFields, SurveyFields, add_question, close_survey, create_survey
from models.entities import OrganisationKind, RelationshipType
from models.errors import WrongUse
from models.queries.case_studies import list_awaiting_permission, list_case_studies
from models.queries.good_practice import list_good_practice
from models.queries.member_statements import list_missing_statements
from models.queries.peer_reviews import list_doubtful_reviews, list_peer_reviews
from models.queries.practitioners import list_practitioners
from models.queries.support_ratings import find_support_scorecard, list_support_ratings, list_support_trends
from models.queries.surveys import find_survey_results, list_surveys
from models.store import Store
from models.vocabulary import AnswerKind, Permission, StatementHeading, SupportStrand
from models.words import label
from tests.models.people_and_places import TODAY, make_organisation, make_person, make_role
from tests.needs.impact_records import CONFIDENTIAL, INTERNAL, PARTNERS, PUBLIC, Area, area

__all__ = ["area"]

VISION, FUNDS = SupportStrand.VISION_AND_LEADERSHIP, SupportStrand.FUNDING_LEADERSHIP


@pytest.mark.need("N060")
def test_partners_are_surveyed_and_their_answers_taken_in_from_a_table(store: Store, area: Area) -> None:
    with store.write("Survey") as session:
        survey = create_survey(session, SurveyFields("How are we doing?", date(2026, 10, 1), area.partnership))
        useful = add_question(session, QuestionFields(survey, "How useful is it?", AnswerKind.RATING))
        add_question(session, QuestionFields(survey, "Which day suits?", AnswerKind.CHOICE, "Monday\nThursday"))
        add_question(session, QuestionFields(survey, "How many pupils took part?", AnswerKind.NUMBER))
        add_question(session, QuestionFields(survey, "What should change?", AnswerKind.TEXT))
        with pytest.raises(WrongUse, match="two answers at least"):
            add_question(session, QuestionFields(survey, "Yes?", AnswerKind.CHOICE, "Yes"))
    rows = (
        AnswerRow("elm lane school", date(2026, 10, 5), {"Q1": "4", "Which day suits?": "thursday", "3": "1,200"}),
        AnswerRow("Oakley College", date(2026, 10, 6), {"Q1": "2", "Q4": "=Less paper"}, "principal"),
        AnswerRow("Closed School", date(2026, 10, 6), {"Q1": "1"}),
        AnswerRow("Nowhere School", date(2026, 10, 6), {"Q1": "5"}),
        AnswerRow("Hartwell House School", date(2026, 10, 6), {"Q1": "6"}),
        AnswerRow("Hartwell House School", date(2026, 9, 6), {"Q1": "3"}),
    )
    with store.write("Take in answers") as session:
        done = import_answers(session, survey, rows)
        assert done.taken == 3
        assert [words.split(":")[0] for words in done.refused] == ["Row 4", "Row 5", "Row 6"]
        assert "no “Nowhere School”" in done.refused[0]
        assert "not open yet" in done.refused[2]
        assert import_answers(session, survey, rows[:3]).taken == 3
    with store.read() as session:
        results = find_survey_results(session, survey, as_at=TODAY, audience=INTERNAL)
        rating, day, pupils, words = results.questions
        assert rating.counts == (("1", 0), ("2", 1), ("3", 0), ("4", 1), ("5", 0))
        assert (rating.average, day.counts) == (Decimal(3), (("Monday", 0), ("Thursday", 1)))
        assert (pupils.numbers, pupils.average, words.average) == ((Decimal(1200),), Decimal(1200), None)
        assert [line.value for _question, line in results.of(area.oakley)] == ["2", "=Less paper"]
        assert [name for _number, name in results.not_answered] == ["Hartwell House School", "Northfield City Council"]
        assert find_survey_results(session, survey, as_at=TODAY).questions[0].average == Decimal(7) / 3
        assert not list_surveys(session, as_at=TODAY, audience=PARTNERS)
        with pytest.raises(WrongUse, match="no survey"):
            find_survey_results(session, survey, as_at=TODAY, audience=PARTNERS)
    with store.write("Close") as session:
        close_survey(session, survey, TODAY)
    for late in (
        lambda session: record_answer(session, AnswerFields(useful, area.hartwell, TODAY, "5")),
        lambda session: import_answers(session, survey, rows),
    ):
        with pytest.raises(WrongUse, match="takes no more answers"), store.write("Late") as session:
            late(session)
    with store.read() as session:
        assert len(find_survey_results(session, survey, as_at=TODAY).questions[0].answers) == 3


@pytest.mark.need("N061")
def test_support_of_the_authority_is_rated_strand_by_strand_each_year(store: Store, area: Area) -> None:
    with store.write("Rate") as session:
        for rater, year, vision, funds in (
            (area.elm, 2025, 2, 4),
            (area.oakley, 2025, 3, 4),
            (area.elm, 2026, 4, 2),
            (area.oakley, 2026, 5, 1),
            (area.closed, 2026, 1, 5),
        ):
            scores = {VISION: (vision, "A plan at last" if vision > 3 else ""), FUNDS: (funds, "")}
            rate_support_year(session, rater, area.council, year, date(year, 10, 1), scores)
        with pytest.raises(WrongUse, match="already"):
            rate_support(session, SupportRatingFields(area.elm, area.council, 2026, VISION, 5, TODAY))
        with pytest.raises(WrongUse, match="from 1"):
            rate_support(session, SupportRatingFields(area.hartwell, area.council, 2026, VISION, 6, TODAY))
        with pytest.raises(WrongUse, match="not a local authority"):
            rate_support(session, SupportRatingFields(area.elm, area.oakley, 2026, VISION, 5, TODAY))
    with store.read() as session:
        card = find_support_scorecard(session, area.council, 2026, audience=INTERNAL)
        assert [score.strand for score in card.strands] == list(SupportStrand)
        assert (card.raters, card.of(FUNDS).counts, card.of(FUNDS).average) == (2, (1, 1, 0, 0, 0), 1.5)
        assert card.of(FUNDS).is_lacking
        assert card.of(SupportStrand.VOICE_IN_POLICY).average is None
        # A school above the audience neither counts nor is it named; what was said with a score stays with us.
        assert find_support_scorecard(session, area.council, 2026).raters == 3
        told = list_support_ratings(session, authority_id=area.council, audience=PARTNERS)
        assert {row.rater for row in told} == {"Elm Lane School", "Oakley College"}
        assert {row.comment for row in told} == {""}


@pytest.mark.need("N062")
def test_vision_and_leadership_is_a_strand_with_its_trend(store: Store, area: Area) -> None:
    with store.write("Rate") as session:
        for year, score in ((2024, 2), (2026, 4)):
            rate_support(
                session,
                SupportRatingFields(area.elm, area.council, year, VISION, score, date(year, 10, 1), "Heads were asked"),
            )
    with store.read() as session:
        (trend,) = (one for one in list_support_trends(session, area.council, 2024, 2026) if one.strand is VISION)
        assert trend.averages == ((2024, 2.0), (2025, None), (2026, 4.0))
        assert trend.change == 2
        score = find_support_scorecard(session, area.council, 2026).of(VISION)
        assert score.words == f"{label(VISION)}: 4.0 of 5"
        assert score.comments == (("Elm Lane School", "Heads were asked"),)
        assert find_support_scorecard(session, area.council, 2025).of(VISION).average is None
        funds = next(one for one in list_support_trends(session, area.council, 2024, 2026) if one.strand is FUNDS)
        assert funds.change is None


@pytest.mark.need("N116")
def test_a_peer_review_has_judgement_evidence_and_moderator(store: Store, area: Area) -> None:
    with store.write("Review") as session:
        fields = PeerReviewFields(
            area.elm, area.oakley, TODAY, "Behaviour", "Calm and fair", "", area.nair, area.partnership
        )
        with pytest.raises(WrongUse, match="rests on"):
            create_peer_review(session, fields)
        with pytest.raises(WrongUse, match="does not review itself"):
            create_peer_review(session, PeerReviewFields(area.elm, area.elm, TODAY, "Behaviour"))
        good = create_peer_review(
            session,
            PeerReviewFields(
                *(area.elm, area.oakley, TODAY, "Behaviour", "Calm and fair", "Two days of visits", area.nair),
                area.partnership,
            ),
        )
        respond_to_peer_review(session, good, "We agree, and start with corridors.")
        create_peer_review(
            session, PeerReviewFields(area.elm, area.closed, TODAY, "Safety", "Weak", "A visit", visibility=PUBLIC)
        )
    with store.read() as session:
        (row,) = list_peer_reviews(session, as_at=TODAY, audience=INTERNAL)
        assert (row.reviewer, row.reviewed, row.moderator) == ("Elm Lane School", "Oakley College", "Ms Priya Nair")
        assert (row.judgement, row.evidence, row.response[:8]) == ("Calm and fair", "Two days of visits", "We agree")
        assert row.is_independent
        assert not list_peer_reviews(session, as_at=TODAY, audience=PUBLIC)
        assert not list_peer_reviews(session, as_at=date(2026, 1, 1))


@pytest.mark.need("N117")
def test_reviews_that_endorse_one_another_are_flagged(store: Store, area: Area) -> None:
    def review(reviewer: int, reviewed: int, day: date, moderator: int | None) -> PeerReviewFields:
        return PeerReviewFields(reviewer, reviewed, day, "Teaching", "Fine", "A visit", moderator)

    with store.write("Reviews") as session:
        insider = make_person(session, "Mr", "Joe", "Marsh")
        make_role(session, insider, area.hartwell, "Teacher", date(2020, 9, 1))
        there = create_peer_review(session, review(area.elm, area.oakley, date(2024, 5, 1), area.nair))
        back = create_peer_review(session, review(area.oakley, area.elm, date(2026, 5, 1), area.nair))
        old = create_peer_review(session, review(area.oakley, area.elm, date(2019, 5, 1), area.nair))
        inside = create_peer_review(session, review(area.elm, area.hartwell, date(2026, 6, 1), insider))
        alone = create_peer_review(session, review(area.council, area.hartwell, date(2026, 6, 2), None))
        clean = create_peer_review(session, review(area.council, area.elm, date(2026, 6, 3), area.brook))
    with store.read() as session:
        rows = {row.id: row for row in list_peer_reviews(session, as_at=TODAY)}
        assert (rows[there].returned_by, rows[back].returned_by) == ((back,), (there,))
        assert not rows[old].is_reciprocal
        assert rows[inside].doubts == ("The moderator belongs to one of the two",)
        assert rows[alone].doubts == ("No moderator",)
        assert rows[clean].is_independent
        assert {row.id for row in list_doubtful_reviews(session, as_at=TODAY)} == {there, back, inside, alone}
        strict = {row.id: row for row in list_peer_reviews(session, as_at=TODAY, within_years=1)}
        assert not strict[there].is_reciprocal
        # On a day before the second review there was nothing to return.
        assert not list_peer_reviews(session, as_at=date(2025, 1, 1), organisation_id=area.oakley)[0].is_reciprocal


@pytest.mark.need("N092")
def test_a_member_welcomes_challenge_from_a_peer_that_it_does_not_review(store: Store, area: Area) -> None:
    with store.write("Pairs") as session:
        for member in (area.elm, area.oakley):
            words = StatementFields(area.partnership, member, StatementHeading.WELCOME_CHALLENGE, "Come and look")
            statement = write_statement(session, words)
        sign_statement(session, statement, date(2026, 9, 10))
        for reviewer, reviewed in ((area.elm, area.oakley), (area.oakley, area.hartwell)):
            create_peer_review(
                session,
                PeerReviewFields(reviewer, reviewed, TODAY, "Challenge", "Open", "Notes", area.nair, area.partnership),
            )
    with store.read() as session:
        missing = list_missing_statements(session, area.partnership, TODAY)
        lacking = {row.member for row in missing if StatementHeading.WELCOME_CHALLENGE in row.headings}
        assert "Oakley College" not in lacking
        assert lacking >= {"Elm Lane School", "Hartwell House School"}
        rows = list_peer_reviews(session, as_at=TODAY, partnership_id=area.partnership)
        assert {(row.reviewer, row.reviewed) for row in rows} == {
            ("Elm Lane School", "Oakley College"),
            ("Oakley College", "Hartwell House School"),
        }
        assert not any(row.is_reciprocal for row in rows)
        assert not list_peer_reviews(session, as_at=TODAY, partnership_id=area.second)


@pytest.mark.need("N089")
def test_a_directory_of_practitioners_says_who_has_days_left(store: Store, area: Area) -> None:
    with store.write("Directory") as session:
        nair = create_practitioner(
            session,
            PractitionerFields(area.nair, "Early reading, phonics", "Primary", "Thursdays", 4, visibility=PARTNERS),
        )
        create_practitioner(session, PractitionerFields(area.brook, "Reading in science", "Secondary", "After school"))
        with pytest.raises(WrongUse, match="already"):
            create_practitioner(session, PractitionerFields(area.nair, "Sport"))
        for day, hours, school in (
            (date(2026, 6, 1), 6, area.elm),
            (date(2026, 10, 1), 13, area.elm),
            (date(2026, 11, 2), 13, area.oakley),
        ):
            record_practitioner_time(
                session, PractitionerTimeFields(nair, school, day, Decimal(hours), "Modelled a lesson")
            )
        with pytest.raises(WrongUse, match="24 at most"):
            record_practitioner_time(session, PractitionerTimeFields(nair, area.elm, TODAY, Decimal(25)))
    with store.read() as session:
        found = {row.name: row for row in list_practitioners(session, as_at=TODAY, expertise="READING")}
        nair_row = found["Ms Priya Nair"]
        assert (nair_row.hours_given, nair_row.days_given, nair_row.days_left) == (26, Decimal("4.0"), Decimal("0.0"))
        assert [row.organisation for row in nair_row.given] == ["Oakley College", "Elm Lane School"]
        assert [row.name for row in list_practitioners(session, as_at=TODAY, with_days_left=True)] == ["Mr Ada Brook"]
        # In October one of four days was given; last year's day does not count.
        before = list_practitioners(session, as_at=date(2026, 10, 31), phase="primary")[0]
        assert (before.days_given, before.is_used_up) == (Decimal("2.0"), False)
        # A person who is for our office only is not told, whatever the entry says.
        assert not list_practitioners(session, as_at=TODAY, audience=PARTNERS)
        assert not list_practitioners(session, as_at=TODAY, expertise="swimming")


@pytest.mark.need("N119")
def test_good_practice_is_told_with_its_origin_and_who_took_it_up(store: Store, area: Area) -> None:
    with store.write("Practice") as session:
        practice = create_good_practice(
            session,
            GoodPracticeFields("Walking bus", "Two parents a morning, same corners", date(2026, 3, 1), area.elm),
        )
        with pytest.raises(WrongUse, match="comes from"):
            adopt_practice(session, AdoptionFields(practice, area.elm, TODAY))
        with pytest.raises(WrongUse, match="noted after"):
            adopt_practice(session, AdoptionFields(practice, area.oakley, date(2026, 1, 1)))
        adopt_practice(session, AdoptionFields(practice, area.oakley, date(2026, 9, 9)))
        adopt_practice(session, AdoptionFields(practice, area.closed, date(2026, 10, 9)))
        create_good_practice(session, GoodPracticeFields("Late gate", "Open till ten", TODAY, area.closed))
    with store.read() as session:
        (row,) = list_good_practice(session, as_at=TODAY, audience=PARTNERS)
        assert (row.title, row.origin, row.is_passed_on) == ("Walking bus", "Elm Lane School", True)
        assert [one.organisation for one in row.adopters] == ["Oakley College"]
        assert not list_good_practice(session, as_at=TODAY, adopter_id=area.closed, audience=PARTNERS)
        assert [one.title for one in list_good_practice(session, as_at=TODAY, adopter_id=area.closed)] == [
            "Walking bus"
        ]
        assert not list_good_practice(session, as_at=date(2026, 6, 1))[0].is_passed_on


@pytest.mark.need("N126")
def test_a_case_study_is_told_only_with_permission(store: Store, area: Area) -> None:
    told = CaseStudyFields(
        "Choir day",
        area.partnership,
        aim="Singing together",
        what_was_done="A choir day",
        outcome="Six schools sang",
        quote="I sang!",
        quoted_person_id=area.nair,
        partner_ids=(area.elm, area.oakley),
    )
    open_now = replace(told, visibility=PUBLIC)
    with store.write("Case study") as session:
        study = create_case_study(session, told)
        with pytest.raises(WrongUse, match="not given permission"):
            publish_case_study(session, study, "Partnership website", TODAY)
        with pytest.raises(WrongUse, match="Only our own office"):
            edit_case_study(session, study, open_now)
    with store.read() as session:
        assert [row.title for row in list_awaiting_permission(session, as_at=TODAY)] == ["Choir day"]
        assert not list_case_studies(session, as_at=TODAY, audience=PUBLIC)
    with store.write("Permission") as session:
        set_permission(session, study, Permission.GIVEN, date(2026, 11, 1))
        edit_case_study(session, study, open_now)
        with pytest.raises(WrongUse, match="given after"):
            publish_case_study(session, study, "Herald", date(2026, 10, 1))
        publish_case_study(session, study, "Partnership website", TODAY)
        with pytest.raises(WrongUse, match="published in these words"):
            edit_case_study(session, study, replace(open_now, quote="I sang loudest!"))
    with store.read() as session:
        (row,) = list_case_studies(session, as_at=TODAY, audience=PUBLIC)
        assert [name for _number, name in row.partners] == ["Elm Lane School", "Oakley College"]
        assert (row.published_where, row.quote, row.quoted) == ("Partnership website", "I sang!", "")
        assert list_case_studies(session, as_at=TODAY)[0].quoted == "Ms Priya Nair"
    with store.write("A partner nobody may know of") as session:
        edit_case_study(session, study, replace(open_now, partner_ids=(area.elm, area.closed)))
    with store.read() as session:
        assert not list_case_studies(session, as_at=TODAY, audience=PUBLIC)
        assert len(list_case_studies(session, as_at=TODAY, audience=CONFIDENTIAL, partner_id=area.closed)) == 1
    store.undo()
    with store.write("They change their minds") as session:
        set_permission(session, study, Permission.REFUSED, TODAY)
    with store.read() as session:
        assert not list_case_studies(session, as_at=TODAY, audience=PUBLIC)
        assert list_case_studies(session, as_at=TODAY)[0].must_be_taken_down


@pytest.mark.need("N117")
def test_two_schools_of_one_trust_are_no_check_on_each_other(store: Store, area: Area) -> None:
    with store.write("Trust") as session:
        trust = make_organisation(session, "Fenward Trust", OrganisationKind.TRUST)
        add_membership(session, MembershipFields(trust, area.elm, starts_on=date(2025, 9, 1)))
        link = RelationshipFields(area.oakley, trust, RelationshipType.MEMBER_OF, date(2025, 9, 1))
        add_relationship(session, link)
        for day in (date(2025, 6, 1), TODAY):
            create_peer_review(
                session, PeerReviewFields(area.elm, area.oakley, day, "Books", "Fine", "A visit", area.nair)
            )
    with store.read() as session:
        now, before = list_peer_reviews(session, as_at=TODAY)
        assert now.doubts == ("Both belong to Fenward Trust",)
        assert before.is_independent
