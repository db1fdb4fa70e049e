"""What comes out of contact: written, refused in words, put away, and undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from models.actions import (
    assessments,
    barriers,
    contact_plans,
    contact_routes,
    conversations,
    introductions,
    issues,
    offers,
    outreach,
    threads,
    tiers,
    visits,
)
from models.actions.conversations import ConversationFields, Party
from models.actions.deleted import bring_back_records
from models.entities import (
    Barrier,
    ContactPlan,
    ContactRoute,
    Conversation,
    EngagementAssessment,
    Introduction,
    IssueRaised,
    Match,
    Offer,
    Organisation,
    RelationshipOwner,
    Signposting,
    Thread,
    VisitRecord,
    WantedHelp,
)
from models.errors import StaleRecord, WrongUse
from models.queries.barriers import list_barriers
from models.queries.contact_plans import list_plans
from models.queries.issues import list_issues
from models.queries.offers import list_matches, list_offers, list_wanted
from models.queries.outreach import list_owners, list_without_owner
from models.queries.threads import list_threads
from models.queries.unanswered import list_unanswered
from models.store import Store
from models.vocabulary import (
    BarrierKind,
    Channel,
    Direction,
    EngagementLevel,
    IssueState,
    MatchState,
    OfferKind,
    ReplyState,
    RouteOutcome,
    Sentiment,
    ThreadState,
    Tier,
    Urgency,
)
from tests.models.people_and_places import TODAY, Numbers, make_area

KINDS = (
    *(Barrier, ContactPlan, ContactRoute, EngagementAssessment, Introduction, IssueRaised, Match, Offer),
    *(RelationshipOwner, Signposting, Thread, VisitRecord, WantedHelp),
)


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        return make_area(session)


def log(store: Store, number: int, channel: Channel = Channel.LETTER, on: date = TODAY, **more: object) -> int:
    form = ConversationFields(channel, Direction.OUT, on, (Party(organisation_id=number),))
    with store.write("Log") as session:
        return conversations.log_conversation(session, replace(form, **more))


def counts(store: Store) -> list[int]:
    with store.read() as session:
        return [session.scalar(select(func.count()).select_from(kind)) for kind in KINDS]


def test_everything_is_taken_back_by_one_undo_and_made_again_by_one_redo(store: Store, area: Numbers) -> None:
    asked = log(store, area.oakley, reply_expected_by=TODAY)
    visit = log(store, area.oakley, Channel.VISIT)
    day, body = TODAY, area.oakley
    with store.write("Everything at once") as session:
        threads.put_in_thread(session, threads.open_thread(session, threads.ThreadFields("Hall", day)), [asked])
        contact_routes.add_route(session, contact_routes.ContactRouteFields(body, day, "A friend", None, asked))
        contact_plans.add_plan(session, contact_plans.ContactPlanFields(1, 2, organisation_id=body))
        level = EngagementLevel.NEUTRAL
        form = assessments.AssessmentFields(day, 1, 1, level, level, "So it is", organisation_id=body)
        assessments.assess(session, form)
        outreach.assign_outreach(session, [body], area.head, day)
        tiers.plan_next_step(session, body, tiers.NextStepFields("Meet", day, Tier.CLOSE))
        barriers.raise_barrier(session, barriers.BarrierFields(body, BarrierKind.OTHER, "Rain", day))
        issues.raise_issue(session, issues.IssueFields("Noise", day, body))
        offer = offers.add_offer(session, offers.OfferFields(body, OfferKind.SKILL, "Bells", day))
        wanted = offers.add_wanted(session, offers.WantedFields(area.far, OfferKind.SKILL, "Bells", day))
        offers.match_offer(session, offers.MatchFields(offer, wanted, day))
        introductions.introduce(session, introductions.IntroductionFields(day, area.joe, None, area.head))
        introductions.signpost(session, introductions.SignpostingFields(day, "A fair", to_organisation_id=body))
        visits.record_visit(session, visit, visits.VisitFields(support_given="Time"))
    assert counts(store) == [1] * len(KINDS)
    assert store.undo() == "Everything at once"
    assert counts(store) == [0] * len(KINDS)
    with store.read() as session:
        assert session.get(Conversation, asked).reply_state is ReplyState.AWAITING
        assert session.get(Organisation, body).next_step == ""
    assert store.redo() == "Everything at once"
    assert counts(store) == [1] * len(KINDS)


def test_a_conversation_keeps_its_matter_place_and_feeling_when_it_is_changed(store: Store, area: Numbers) -> None:
    with store.write("Open") as session:
        matter = threads.open_thread(session, threads.ThreadFields("Hall", TODAY))
    number = log(
        store, area.oakley, thread_id=matter, place="Atrium", sentiment=Sentiment.MIXED, our_person_id=area.head
    )
    with store.write("Change") as session:
        form = conversations.fields_of(session, number)
        conversations.edit_conversation(session, number, replace(form, subject="Hall keys"))
    with store.read() as session:
        form = conversations.fields_of(session, number)
        assert (form.thread_id, form.place, form.sentiment) == (matter, "Atrium", Sentiment.MIXED)
        assert form.our_person_id == area.head
    with pytest.raises(WrongUse, match="no thread number 99"):
        log(store, area.oakley, thread_id=99)


def test_a_call_that_wanted_no_reply_is_not_chased(store: Store, area: Numbers) -> None:
    call = log(store, area.oakley, Channel.CALL)
    letter = log(store, area.oakley)
    with store.write("Chase") as session:
        with pytest.raises(WrongUse, match="a conversation of its own"):
            conversations.chase(session, call, TODAY)
        conversations.chase(session, letter, TODAY)


def test_what_was_answered_is_not_gone_round(store: Store, area: Numbers) -> None:
    asked = log(store, area.oakley, on=date(2026, 9, 1), reply_expected_by=date(2026, 9, 9))
    plain = log(store, area.oakley)
    form = contact_routes.ContactRouteFields(area.oakley, TODAY, "Through a friend", None, asked)
    with store.write("Try") as session:
        for wrong, words in (
            (replace(form, route=" "), "which other way"),
            (replace(form, instead_of_id=plain), "wait for no reply"),
            (replace(form, tried_on=date(2026, 8, 1)), "on or after the day"),
        ):
            with pytest.raises(WrongUse, match=words):
                contact_routes.add_route(session, wrong)
        chased = conversations.chase(session, asked, date(2026, 10, 1))
        route = contact_routes.add_route(session, replace(form, instead_of_id=chased))
        with pytest.raises(WrongUse, match="Enter the day"):
            contact_routes.record_route_outcome(session, route, RouteOutcome.FAILED)
        with pytest.raises(WrongUse, match="before the way was tried"):
            contact_routes.record_route_outcome(session, route, RouteOutcome.FAILED, date(2026, 9, 1))
    with store.read() as session:
        assert session.get(ContactRoute, route).instead_of_id == asked, "the first letter is what was gone round"
    with store.write("They wrote after all") as session:
        conversations.record_reply(session, asked, TODAY)
        with pytest.raises(WrongUse, match="has had its reply"):
            contact_routes.add_route(session, form)
    with store.read() as session:
        assert list_unanswered(session, TODAY) == ()


def test_a_matter_is_parked_closed_and_opened_again(store: Store, area: Numbers) -> None:
    form = threads.ThreadFields("Hall", date(2026, 9, 1), area.oakley)
    with store.write("Open") as session:
        with pytest.raises(WrongUse, match="what the matter is"):
            threads.open_thread(session, replace(form, subject=""))
        number = threads.open_thread(session, form)
        threads.park_thread(session, number)
        with pytest.raises(WrongUse, match="close before it opened"):
            threads.close_thread(session, number, date(2026, 8, 1))
        threads.close_thread(session, number, date(2026, 10, 1))
        with pytest.raises(WrongUse, match="open after it closed"):
            threads.edit_thread(session, number, replace(form, opened_on=TODAY))
        threads.reopen_thread(session, number)
    with store.read() as session:
        (row,) = list_threads(session)
        assert (row.state, row.closed_on) == (ThreadState.OPEN, None)
    with store.write("Change twice") as session:
        threads.edit_thread(session, number, replace(form, subject="The hall", version=row.version))
        with pytest.raises(StaleRecord):
            threads.edit_thread(session, number, replace(form, version=row.version))
        threads.put_away_thread(session, number)
    with store.read() as session:
        assert list_threads(session) == ()


def test_a_relationship_has_one_owner_at_a_time(store: Store, area: Numbers) -> None:
    with store.write("Assign") as session:
        (first,) = outreach.assign_outreach(session, [area.oakley, area.oakley], area.head, date(2026, 9, 1))
        assert outreach.assign_outreach(session, [area.oakley], area.head, TODAY) == []
        with pytest.raises(WrongUse, match="Choose the organisations"):
            outreach.assign_outreach(session, [], area.head, TODAY)
        with pytest.raises(WrongUse, match="from a later day"):
            outreach.assign_outreach(session, [area.oakley], area.joe, date(2026, 8, 1))
        with pytest.raises(WrongUse, match="end before it began"):
            outreach.end_outreach(session, first, date(2026, 8, 1))
        outreach.end_outreach(session, first, date(2026, 10, 1), "Left")
    with store.read() as session:
        assert list_owners(session, organisation_id=area.oakley, as_at=TODAY) == ()
        (row,) = list_owners(session, organisation_id=area.oakley)
        assert (row.ends_on, row.end_reason) == (date(2026, 10, 1), "Left")
        assert area.oakley in [row.organisation_id for row in list_without_owner(session, TODAY)]


def test_plans_are_refused_that_say_nothing_or_too_much(store: Store, area: Numbers) -> None:
    plan = contact_plans.ContactPlanFields
    with store.write("Plan") as session:
        for wrong, words in (
            (plan(10, 20), "whom the plan is for"),
            (plan(10, 20, organisation_id=area.oakley, person_id=area.joe), "whom the plan is for"),
            (plan(0, 20, organisation_id=area.oakley), "1 or more"),
            (plan(30, 20, organisation_id=area.oakley), "Days at most"),
            (plan(10, 20, tier=Tier.NONE), "Choose a tier"),
            (plan(10, 20, person_id=999), "no person"),
        ):
            with pytest.raises(WrongUse, match=words):
                contact_plans.add_plan(session, wrong)
        number = contact_plans.add_plan(session, plan(10, 20, organisation_id=area.oakley))
        contact_plans.edit_plan(session, number, plan(12, 24, organisation_id=area.oakley))
        contact_plans.pause_plan(session, number, TODAY)
        contact_plans.resume_plan(session, number)
    with store.read() as session:
        (row,) = list_plans(session)
        assert (row.ideal_days, row.paused_until, row.name) == (12, None, "Oakley College")
    with store.write("Remove") as session:
        contact_plans.remove_plan(session, number)
    with store.read() as session:
        assert list_plans(session) == ()


def test_a_barrier_can_come_back(store: Store, area: Numbers) -> None:
    form = barriers.BarrierFields(area.oakley, BarrierKind.FUNDING, "No money", date(2026, 9, 1))
    with store.write("Clear and raise again") as session:
        number = barriers.raise_barrier(session, form)
        barriers.clear_barrier(session, number, "A grant", date(2026, 10, 1))
        with pytest.raises(WrongUse, match="answered or cleared before"):
            barriers.edit_barrier(session, number, replace(form, raised_on=TODAY))
        barriers.raise_barrier_again(session, number)
        with pytest.raises(WrongUse, match="no organisation number 99"):
            barriers.raise_barrier(session, replace(form, organisation_id=99))
        barriers.put_away_barrier(session, number)
    with store.read() as session:
        assert list_barriers(session, TODAY) == ()
    with store.write("Bring back") as session:
        bring_back_records(session, [("barrier", number)])
    with store.read() as session:
        (row,) = list_barriers(session, TODAY, kind=BarrierKind.FUNDING)
        assert (row.cleared_on, row.days_standing) == (None, 82)


def test_an_issue_ends_once_and_can_be_taken_up_again(store: Store, area: Numbers) -> None:
    form = issues.IssueFields("Noise", date(2026, 9, 1), area.oakley)
    with store.write("Raise") as session:
        for wrong, words in (
            (replace(form, title=""), "what the issue is"),
            (replace(form, organisation_id=None), "who raised"),
        ):
            with pytest.raises(WrongUse, match=words):
                issues.raise_issue(session, wrong)
        number = issues.raise_issue(session, form)
        issues.triage_issue(session, number, Urgency.SOON, None)
        with pytest.raises(WrongUse, match="on or after the day"):
            issues.decline_issue(session, number, date(2026, 8, 1), "Not ours")
        issues.decline_issue(session, number, TODAY, "Not ours")
        with pytest.raises(WrongUse, match="has ended"):
            issues.resolve_issue(session, number, TODAY, "Quiet now")
        issues.reopen_issue(session, number)
        issues.edit_issue(session, number, replace(form, title="Noise at night"))
    with store.read() as session:
        (row,) = list_issues(session)
        assert (row.title, row.state, row.resolved_on) == ("Noise at night", IssueState.RECEIVED, None)


def test_offers_stand_until_their_last_day(store: Store, area: Numbers) -> None:
    form = offers.OfferFields(area.oakley, OfferKind.FACILITY, "Hall", date(2026, 9, 1), until=TODAY)
    with store.write("Offer") as session:
        with pytest.raises(WrongUse, match="end before it began"):
            offers.add_offer(session, replace(form, until=date(2026, 8, 1)))
        with pytest.raises(WrongUse, match="what it is about"):
            offers.add_wanted(session, offers.WantedFields(area.far, OfferKind.FACILITY, " ", TODAY))
        number = offers.add_offer(session, form)
        wanted = offers.add_wanted(session, offers.WantedFields(area.far, OfferKind.FACILITY, "Space", TODAY))
        match = offers.match_offer(session, offers.MatchFields(number, wanted, TODAY))
        with pytest.raises(WrongUse, match="before the match"):
            offers.record_match(session, match, MatchState.FELL_THROUGH, "Rain", date(2026, 8, 1))
        offers.record_match(session, match, MatchState.FELL_THROUGH, "Rain", TODAY)
        offers.match_offer(session, offers.MatchFields(number, wanted, TODAY))
    with store.read() as session:
        assert [row.id for row in list_offers(session, TODAY)] == [number]
        assert list_offers(session, TODAY + timedelta(1)) == ()
        assert [row.id for row in list_wanted(session, TODAY + timedelta(1))] == [wanted]
        assert len(list_matches(session)) == 2
    with store.write("Put away") as session:
        offers.put_away_offer(session, number)
        offers.remove_match(session, match)
    with store.read() as session:
        assert list_offers(session) == ()
        assert len(list_matches(session)) == 1


def test_visits_and_assessments_refuse_what_says_nothing(store: Store, area: Numbers) -> None:
    visit = log(store, area.oakley, Channel.VISIT)
    with store.write("Record") as session:
        with pytest.raises(WrongUse, match="the support you gave"):
            visits.record_visit(session, visit, visits.VisitFields(focus="Reading"))
        number = visits.record_visit(session, visit, visits.VisitFields(response="Yes"))
        visits.remove_visit(session, number)
        with pytest.raises(WrongUse, match="to whom"):
            introductions.signpost(session, introductions.SignpostingFields(TODAY, "A fair"))
        with pytest.raises(WrongUse, match="is a third"):
            form = introductions.IntroductionFields(TODAY, area.joe, None, area.head, by_person_id=area.joe)
            introductions.introduce(session, form)
    with store.read() as session:
        assert session.scalar(select(func.count()).select_from(VisitRecord)) == 0
