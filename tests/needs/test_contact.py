"""The needs of contact: who was in touch, who did not answer, what stands in the way, what was offered or passed on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models import settings
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
from models.actions.attendance import set_attendance
from models.actions.calendar import PeriodFields, add_period
from models.actions.commitments import CommitmentFields, make_commitment
from models.actions.conversations import ConversationFields, Party
from models.actions.decisions import ForumQuestionFields, QuestionTrail, answer_question, ask_question, trace_question
from models.actions.events import EventFields, create_event
from models.actions.meetings import MeetingFields, create_meeting
from models.actions.notes import NoteFields, add_note
from models.actions.references import ReferenceFields, add_reference, link_reference
from models.actions.tags import TagFields, add_tag, tag_record
from models.entities import AttendanceStatus, EventRole, MeetingState
from models.errors import WrongUse
from models.queries.assessments import count_quadrants, list_assessments, list_engaged, list_to_review
from models.queries.barriers import count_barriers, list_barriers
from models.queries.briefing import find_briefing
from models.queries.contact_numbers import find_contact_numbers
from models.queries.contact_plans import count_planned, find_planned_contact, list_beyond_worst, list_due, list_plans
from models.queries.contact_routes import list_routes
from models.queries.interactions import find_matrix, find_matrix_by_kind, find_matrix_by_month
from models.queries.introductions import list_introductions, list_signposting, list_visits
from models.queries.issues import count_support_requests, list_issues, list_to_triage
from models.queries.last_contact import find_last_contacts, find_last_contacts_with_people
from models.queries.offers import list_matches, list_offers, suggest_matches
from models.queries.outreach import list_owners, list_sleeping, list_without_owner
from models.queries.research import count_research, list_research
from models.queries.threads import list_thread_talks, list_threads
from models.queries.tiers import count_tiers, list_next_steps, list_tier
from models.queries.unanswered import list_unanswered, list_unanswered_by_organisation
from models.settings import set_setting
from models.store import Store
from models.vocabulary import (
    BarrierKind,
    Channel,
    ContactSource,
    Direction,
    EngagementLevel,
    EventPart,
    EventStage,
    IssueState,
    MatchState,
    OfferKind,
    PeriodKind,
    Quadrant,
    ReferenceKind,
    RelationshipStanding,
    ReplyState,
    RouteOutcome,
    SupportStrand,
    ThreadState,
    Tier,
    Urgency,
    Visibility,
)
from tests.models.people_and_places import TODAY, Numbers, make_area, make_organisation, make_person, make_role, moment

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        numbers = make_area(session)
        set_setting(session, settings.OUR_ORGANISATION, numbers.own)
        return numbers


def talk(*parties: Party, on: date = TODAY, **more: object) -> ConversationFields:
    fields = {"channel": Channel.LETTER, "direction": Direction.OUT, "happened_on": on, "parties": parties}
    return ConversationFields(**{**fields, **more})


def said(store: Store, *parties: Party, on: date = TODAY, **more: object) -> int:
    with store.write("Log a conversation") as session:
        return conversations.log_conversation(session, talk(*parties, on=on, **more))


def with_body(number: int) -> Party:
    return Party(organisation_id=number)


@pytest.mark.need("N005")
def test_the_matrix_shows_who_met_whom_and_the_empty_cells(store: Store, area: Numbers) -> None:
    said(store, with_body(area.brookfield), on=date(2026, 3, 2))
    said(store, with_body(area.brookfield), with_body(area.oakley), on=date(2026, 5, 4), channel=Channel.VISIT)
    said(store, with_body(area.far), on=date(2025, 12, 31))
    hidden = said(store, with_body(area.far), visibility=Visibility.CONFIDENTIAL)
    with store.write("Meet") as session:
        meeting = create_meeting(session, MeetingFields("Heads", moment(2026, 6, 9, 9), state=MeetingState.HELD))
        set_attendance(session, meeting, area.head, AttendanceStatus.PRESENT, organisation_id=area.brookfield)
        set_attendance(session, meeting, area.joe, AttendanceStatus.PRESENT, organisation_id=area.oakley)
        set_attendance(session, meeting, area.nair, AttendanceStatus.ABSENT, organisation_id=area.far)
    with store.read() as session:
        matrix = find_matrix(session, *YEAR)
        cell = matrix.cell(area.oakley, area.brookfield)
        assert cell == matrix.cell(area.brookfield, area.oakley)
        assert (cell.count, cell.last_on) == (2, date(2026, 6, 9))
        assert matrix.cell(area.own, area.brookfield).count == 2
        assert matrix.cell(area.own, area.far).count == 1
        assert matrix.cell(area.own, area.own) is None
        names = {(row.name, column.name) for row, column in matrix.empty}
        assert names == {
            ("Brookfield Primary School", "Far End Primary School"),
            ("Far End Primary School", "Oakley College"),
        }
        kinds = find_matrix_by_kind(session, *YEAR)
        assert kinds.cell(area.brookfield, "visit").count == 1
        assert kinds.cell(area.brookfield, "meeting").last_on == date(2026, 6, 9)
        assert kinds.cell(area.brookfield, "call").count == 0
        months = find_matrix_by_month(session, *YEAR)
        assert months.cell(area.brookfield, "2026-03").count == 1
        assert months.cell(area.brookfield, "2026-04").count == 0

        for_partners = find_matrix(session, *YEAR, audience=Visibility.INTERNAL)
        assert for_partners.cell(area.own, area.far).count == 0, f"conversation {hidden} is confidential"


@pytest.mark.need("N012")
def test_links_that_have_gone_quiet_are_on_the_list_to_revive(store: Store, area: Numbers) -> None:
    said(store, with_body(area.oakley), on=date(2025, 3, 3), direction=Direction.IN)
    said(store, with_body(area.brookfield), on=date(2024, 3, 4), channel=Channel.VISIT)
    said(store, with_body(area.council), on=date(2026, 9, 9), direction=Direction.IN)
    # Letters of ours that nobody answered revive nothing, and there was never anything with Far End to revive.
    said(store, with_body(area.oakley), on=date(2026, 10, 1), reply_expected_by=date(2026, 10, 15))
    said(store, with_body(area.far), on=date(2026, 10, 1))
    with store.read() as session:
        sleeping = list_sleeping(session, TODAY)
        assert [(row.organisation_id, row.standing) for row in sleeping] == [
            (area.brookfield, RelationshipStanding.LAPSED),
            (area.oakley, RelationshipStanding.DORMANT),
        ]
        assert sleeping[1].last_contact.on == date(2025, 3, 3)
    said(store, with_body(area.oakley), channel=Channel.CALL)
    with store.read() as session:
        assert [row.organisation_id for row in list_sleeping(session, TODAY)] == [area.brookfield]


@pytest.mark.need("N019")
def test_a_blockage_has_an_owner_and_says_how_it_was_cleared(store: Store, area: Numbers) -> None:
    fields = barriers.BarrierFields(
        area.oakley, BarrierKind.ADMINISTRATION, "All letters go to a general inbox", date(2026, 9, 10), area.head
    )
    with store.write("Note a barrier") as session:
        number = barriers.raise_barrier(session, fields)
    with store.read() as session:
        (row,) = list_barriers(session, TODAY, organisation_id=area.oakley, standing_only=True)
        assert (row.owner, row.days_standing) == ("Ms Ada Brook", 73)
    with store.write("Clear the barrier") as session:
        with pytest.raises(WrongUse, match="how the barrier was cleared"):
            barriers.clear_barrier(session, number, " ", TODAY)
        barriers.clear_barrier(session, number, "Both managers agreed one named person", date(2026, 11, 2))
    with store.read() as session:
        assert list_barriers(session, TODAY, standing_only=True) == ()
        (row,) = list_barriers(session, TODAY)
        assert (row.how_cleared, row.days_standing) == ("Both managers agreed one named person", 53)
        (earlier,) = list_barriers(session, date(2026, 10, 1), standing_only=True)
        assert earlier.how_cleared == ""


@pytest.mark.need("N020")
def test_the_register_says_who_has_not_answered_and_for_how_long(store: Store, area: Numbers) -> None:
    asked = said(store, with_body(area.oakley), on=date(2026, 9, 1), reply_expected_by=date(2026, 9, 15))
    said(store, with_body(area.oakley), on=date(2026, 11, 1), reply_expected_by=date(2026, 12, 1))
    answered = said(store, with_body(area.brookfield), on=date(2026, 9, 1), reply_expected_by=date(2026, 9, 15))
    secret = said(
        store, with_body(area.far), reply_expected_by=TODAY, visibility=Visibility.CONFIDENTIAL, subject="Complaint"
    )
    with store.write("Chase and be answered") as session:
        conversations.chase(session, asked, date(2026, 9, 20), channel=Channel.CALL)
        conversations.chase(session, asked, date(2026, 10, 5))
        conversations.record_reply(session, answered, date(2026, 9, 10))
    with store.read() as session:
        register = list_unanswered_by_organisation(session, TODAY, audience=Visibility.INTERNAL)
        assert [row.name for row in register] == ["Oakley College"], f"{answered} was answered, {secret} is secret"
        (row,) = register
        assert (row.waiting, row.late, row.days_waiting, row.times_chased) == (2, 1, 82, 2)
        assert row.last_chased_on == date(2026, 10, 5)
        assert len(list_unanswered_by_organisation(session, TODAY)) == 2
        assert find_contact_numbers(session, TODAY).unanswered == 3


@pytest.mark.need("N022")
def test_the_way_round_is_kept_with_its_outcome(store: Store, area: Numbers) -> None:
    asked = said(store, with_body(area.oakley), on=date(2026, 9, 1), reply_expected_by=date(2026, 9, 15))
    fields = contact_routes.ContactRouteFields(
        area.oakley, date(2026, 10, 1), "Asked the students' union", area.joe, asked
    )
    with store.write("Go round") as session:
        with pytest.raises(WrongUse, match="not with that organisation"):
            contact_routes.add_route(session, replace(fields, organisation_id=area.far))
        route = contact_routes.add_route(session, fields)
    with store.read() as session:
        assert list_unanswered(session, TODAY) == (), "nobody waits any more for what was gone round"
        assert list_routes(session, outcome=RouteOutcome.WORKED) == ()
    with store.write("It worked") as session:
        contact_routes.record_route_outcome(session, route, RouteOutcome.WORKED, date(2026, 10, 8), "The show is on")
    with store.read() as session:
        (row,) = list_routes(session, organisation_id=area.oakley)
        assert (row.outcome, row.person, row.outcome_note) == (RouteOutcome.WORKED, "Mr Joe Marsh", "The show is on")
        assert list_routes(session, audience=Visibility.PUBLIC) == ()


@pytest.mark.need("N023")
def test_what_was_passed_on_and_to_whom(store: Store, area: Numbers) -> None:
    with store.write("Pass on") as session:
        event = create_event(session, EventFields("Plant swap", moment(2026, 12, 5, 10), visibility=Visibility.PUBLIC))
        secret = create_event(
            session, EventFields("Surprise", moment(2026, 12, 6, 10), visibility=Visibility.CONFIDENTIAL)
        )
        fields = introductions.SignpostingFields(
            TODAY, "The plant swap", event, to_organisation_id=area.oakley, visibility=Visibility.PUBLIC
        )
        introductions.signpost(session, fields)
        introductions.signpost(session, replace(fields, what="The surprise", about_event_id=secret))
        with pytest.raises(WrongUse, match="to whom"):
            introductions.signpost(session, replace(fields, to_organisation_id=None))
    with store.read() as session:
        (row,) = list_signposting(session, organisation_id=area.oakley, audience=Visibility.PUBLIC)
        assert (row.what, row.about_event, row.to_organisation) == ("The plant swap", "Plant swap", "Oakley College")
        assert len(list_signposting(session)) == 2
        assert list_signposting(session, organisation_id=area.far) == ()


@pytest.mark.need("N027")
def test_a_termly_talk_falls_due_and_only_real_contact_sets_it_back(store: Store, area: Numbers) -> None:
    said(store, with_body(area.council), on=date(2026, 6, 1), channel=Channel.VISIT)
    with store.write("Plan a termly talk") as session:
        plan = contact_plans.add_plan(session, contact_plans.ContactPlanFields(90, 150, organisation_id=area.council))
    with store.read() as session:
        (due,) = list_due(session, TODAY)
        assert (due.due_on, due.worst_on, due.is_beyond_worst) == (date(2026, 8, 30), date(2026, 10, 29), True)
        assert list_due(session, date(2026, 8, 29)) == ()
        assert list_beyond_worst(session, date(2026, 10, 29)) == ()

    asked = said(store, with_body(area.council), on=date(2026, 11, 2), reply_expected_by=date(2026, 11, 16))
    with store.write("Do everything but speak") as session:
        conversations.chase(session, asked, date(2026, 11, 17), channel=Channel.CALL)
        add_note(session, NoteFields("organisation", area.council, TODAY, "They are busy"))
        tag_record(session, add_tag(session, TagFields("Busy")), "organisation", area.council)
        tiers.set_tier(session, [area.council], Tier.CLOSE)
        contact_plans.edit_plan(
            session, plan, contact_plans.ContactPlanFields(90, 150, organisation_id=area.council, note="Termly")
        )
    with store.read() as session:
        (due,) = list_due(session, TODAY)
        assert due.last_contact.on == date(2026, 6, 1), "a letter without an answer is no contact"

    with store.write("The answer") as session:
        conversations.record_reply(session, asked, date(2026, 11, 20))
    with store.read() as session:
        planned = find_planned_contact(session, TODAY, organisation_id=area.council)
        assert (planned.due_on, planned.is_due) == (date(2027, 2, 18), False)
        assert count_planned(session, TODAY).due == 0


@pytest.mark.need("N027")
def test_every_kind_of_real_contact_sets_the_plan_back(store: Store, area: Numbers) -> None:
    """A meeting, an event and a question of an open forum are contact too, when one of ours was there as well."""
    with store.write("Meet, come and ask") as session:
        ours = make_person(session, "Mr", "Sam", "Okoro")
        make_role(session, ours, area.own, "Liaison manager", date(2020, 1, 1))
        meeting = create_meeting(
            session, MeetingFields("SAC", moment(2026, 5, 5, 18), area.committee, state=MeetingState.HELD)
        )
        set_attendance(session, meeting, ours, AttendanceStatus.PRESENT)
        set_attendance(session, meeting, area.head, AttendanceStatus.PRESENT)
        set_attendance(session, meeting, area.joe, AttendanceStatus.ABSENT)
        without_us = create_meeting(session, MeetingFields("Others", moment(2026, 8, 5, 18), state=MeetingState.HELD))
        set_attendance(session, without_us, area.head, AttendanceStatus.PRESENT)
        elsewhere = create_event(session, EventFields("Market", moment(2026, 8, 8, 9), organisation_id=area.council))
        session.add(EventRole(event_id=elsewhere, organisation_id=area.oakley, part=EventPart.ATTENDED, attended=True))
        question = ask_question(session, meeting, ForumQuestionFields("When will the crossing come?", due_on=TODAY))
        event = create_event(
            session, EventFields("Fair", moment(2026, 7, 4, 11), organisation_id=area.own, stage=EventStage.HELD)
        )
        off = create_event(
            session,
            EventFields("Concert", moment(2026, 7, 9, 19), organisation_id=area.far, stage=EventStage.CANCELLED),
        )
        for number in (event, off):
            session.add(
                EventRole(event_id=number, organisation_id=area.oakley, part=EventPart.EXHIBITOR, attended=True)
            )
        session.add(EventRole(event_id=event, organisation_id=area.far, part=EventPart.INVITED, attended=False))
    with store.read() as session:
        bodies = [area.brookfield, area.committee, area.oakley, area.far]
        found = find_last_contacts(session, bodies, TODAY)
        assert {number: (last.on, last.how) for number, last in found.items()} == {
            area.brookfield: (date(2026, 5, 5), ContactSource.MEETING),
            area.committee: (date(2026, 5, 5), ContactSource.FORUM_QUESTION),
            area.oakley: (date(2026, 7, 4), ContactSource.EVENT),
        }
        assert find_last_contacts(session, bodies, date(2026, 5, 4)) == {}
        people = find_last_contacts_with_people(session, [area.head, area.joe, area.nair], TODAY)
        assert {number: last.on for number, last in people.items()} == {area.head: date(2026, 5, 5)}
    with store.write("Answer") as session:
        trail = QuestionTrail(answer_person_id=area.nair)
        trace_question(session, question, trail)
        answer_question(session, question, "In March", date(2026, 6, 2))
    with store.read() as session:
        assert find_last_contacts_with_people(session, [area.nair], TODAY)[area.nair].on == date(2026, 6, 2)


@pytest.mark.need("N027")
def test_the_most_particular_plan_wins_and_holidays_do_not_count(store: Store, area: Numbers) -> None:
    said(store, with_body(area.oakley), with_body(area.brookfield), on=date(2026, 7, 20), channel=Channel.VISIT)
    plan = contact_plans.ContactPlanFields
    with store.write("Plan") as session:
        for kind, name, first, last in (
            (PeriodKind.TERM, "Summer term", date(2026, 4, 13), date(2026, 7, 21)),
            (PeriodKind.TERM, "Autumn term", date(2026, 9, 1), date(2026, 12, 18)),
            (PeriodKind.HALF_TERM, "Half-term", date(2026, 10, 26), date(2026, 10, 30)),
        ):
            add_period(session, PeriodFields(kind, name, first, last))
        tiers.set_tier(session, [area.oakley, area.brookfield], Tier.CLOSE)
        contact_plans.add_plan(session, plan(30, 60, tier=Tier.CLOSE))
        tag = add_tag(session, TagFields("Placements"))
        tag_record(session, tag, "organisation", area.oakley)
        tag_record(session, tag, "person", area.nair)
        contact_plans.add_plan(session, plan(20, 40, tag_id=tag, term_time_only=True))
        with pytest.raises(WrongUse, match="a plan for this already"):
            contact_plans.add_plan(session, plan(10, 20, tier=Tier.CLOSE))
        with pytest.raises(WrongUse, match="whom the plan is for"):
            contact_plans.add_plan(session, plan(10, 20, tier=Tier.CLOSE, tag_id=tag))
    with store.read() as session:
        by_tier = find_planned_contact(session, TODAY, organisation_id=area.brookfield)
        assert (by_tier.plan.tier, by_tier.due_on) == (Tier.CLOSE, date(2026, 8, 19))
        by_tag = find_planned_contact(session, TODAY, organisation_id=area.oakley)
        # One day of the summer term is left after 20 July, so the twentieth day of term is 19 September.
        assert (by_tag.plan.name, by_tag.due_on) == ("Placements", date(2026, 9, 19))
        assert by_tag.worst_on == date(2026, 10, 9)
        never = find_planned_contact(session, TODAY, person_id=area.nair)
        assert (never.last_contact, never.due_on, never.is_due, never.is_beyond_worst) == (None, None, True, False)
        assert find_planned_contact(session, TODAY, organisation_id=area.far) is None
    with store.write("A plan of its own, paused") as session:
        own = contact_plans.add_plan(session, plan(7, 14, organisation_id=area.oakley))
        contact_plans.pause_plan(session, own, TODAY + timedelta(5))
    with store.read() as session:
        planned = find_planned_contact(session, TODAY, organisation_id=area.oakley)
        assert (planned.plan.id, planned.is_paused, planned.is_due) == (own, True, False)
        assert planned.due_on == TODAY + timedelta(5)
        assert list_plans(session)[0].id == own


@pytest.mark.need("N032")
def test_outreach_is_given_out_in_one_action_to_those_without_an_owner(store: Store, area: Numbers) -> None:
    with store.read() as session:
        alone = list_without_owner(session, TODAY)
        assert [row.organisation_id for row in alone] == [area.brookfield, area.far, area.oakley]
    with store.write("Assign outreach") as session:
        made = outreach.assign_outreach(session, [row.organisation_id for row in alone], area.head, date(2026, 9, 1))
        assert len(made) == 3
    with store.read() as session:
        assert list_without_owner(session, TODAY) == ()
        assert len(list_without_owner(session, date(2026, 8, 31))) == 3
        assert {row.person for row in list_owners(session, person_id=area.head, as_at=TODAY)} == {"Ms Ada Brook"}
    with store.write("Hand over one") as session:
        outreach.assign_outreach(session, [area.far], area.joe, date(2026, 11, 1))
    with store.read() as session:
        (now,) = list_owners(session, organisation_id=area.far, as_at=TODAY)
        assert now.person_id == area.joe
        assert len(list_owners(session, organisation_id=area.far)) == 2
    assert store.undo() == "Hand over one"
    assert store.undo() == "Assign outreach"
    with store.read() as session:
        assert len(list_without_owner(session, TODAY)) == 3


@pytest.mark.need("N037")
def test_the_briefing_has_everything_and_hides_what_its_reader_may_not_see(store: Store, area: Numbers) -> None:
    asked = said(store, Party(area.joe, area.oakley), on=date(2026, 9, 2), reply_expected_by=date(2026, 9, 16))
    with store.write("Know much of a college") as session:
        conversations.log_conversation(
            session,
            talk(
                with_body(area.oakley),
                on=date(2026, 10, 5),
                subject="A grievance",
                visibility=Visibility.CONFIDENTIAL,
                direction=Direction.IN,
            ),
        )
        barriers.raise_barrier(
            session, barriers.BarrierFields(area.oakley, BarrierKind.TRANSPORT, "No bus after 4pm", date(2026, 9, 1))
        )
        promise = CommitmentFields(
            "Name one person",
            date(2026, 9, 9),
            owner_organisation_id=area.oakley,
            owner_person_id=area.joe,
            observable_result="A name in our inbox",
            due_on=date(2026, 10, 1),
        )
        make_commitment(session, promise)
        ours = CommitmentFields(
            "Send the room plan",
            date(2026, 9, 9),
            owner_organisation_id=area.own,
            owner_person_id=area.head,
            to_organisation_id=area.oakley,
            observable_result="They have it",
            due_on=TODAY,
        )
        make_commitment(session, ours)
        create_event(session, EventFields("Open day", moment(2026, 12, 1, 10), organisation_id=area.oakley))
        meeting = create_meeting(
            session, MeetingFields("Heads", moment(2026, 11, 3, 9), area.own, state=MeetingState.HELD)
        )
        set_attendance(session, meeting, area.joe, AttendanceStatus.PRESENT, organisation_id=area.oakley)
        offers.add_offer(session, offers.OfferFields(area.oakley, OfferKind.FACILITY, "Sports hall", date(2026, 9, 1)))
        add_note(session, NoteFields("organisation", area.oakley, date(2026, 9, 4), "Dislikes long meetings"))
        assessments.assess(
            session,
            assessments.AssessmentFields(
                TODAY, 4, 2, EngagementLevel.NEUTRAL, EngagementLevel.SUPPORTIVE, "Big", organisation_id=area.oakley
            ),
        )
    with store.read() as session:
        sheet = find_briefing(session, area.oakley, TODAY)
        assert (sheet.name, sheet.phase) == ("Oakley College", "16 plus")
        assert [row.id for row in sheet.unanswered] == [asked]
        assert [row.text for row in sheet.theirs] == ["Name one person"]
        assert [row.text for row in sheet.ours] == ["Send the room plan"]
        assert [row.title for row in sheet.meetings] == ["Heads"]
        assert [row.title for row in sheet.events] == ["Open day"]
        assert [row.description for row in sheet.barriers] == ["No bus after 4pm"]
        assert [row.subject for row in sheet.offers] == ["Sports hall"]
        assert [row.text for row in sheet.notes] == ["Dislikes long meetings"]
        assert sheet.assessment.quadrant is Quadrant.KEEP_SATISFIED
        assert sheet.last_contact.on == date(2026, 11, 3)
        assert len(sheet.talks) == 2

        shown = find_briefing(session, area.oakley, TODAY, audience=Visibility.INTERNAL)
        assert "A grievance" not in [row.subject for row in shown.talks]
        public = find_briefing(session, area.oakley, TODAY, audience=Visibility.PUBLIC)
        assert (public.talks, public.notes, public.people, public.theirs, public.barriers) == ((), (), (), (), ())
        with pytest.raises(WrongUse, match="no organisation"):
            find_briefing(session, 999, TODAY)


@pytest.mark.need("N055")
def test_offers_find_the_needs_they_fit(store: Store, area: Numbers) -> None:
    expertise = OfferKind.SUBJECT_EXPERTISE
    with store.write("Offer and need") as session:
        near = offers.add_offer(
            session, offers.OfferFields(area.oakley, expertise, "Teaching of mathematics", date(2026, 9, 1))
        )
        far = offers.add_offer(
            session,
            offers.OfferFields(area.far, expertise, "Mathematics teaching", date(2026, 9, 1), phase="Primary"),
        )
        for fields in (
            offers.OfferFields(area.oakley, expertise, "Pottery", date(2026, 9, 1)),
            offers.OfferFields(area.oakley, OfferKind.SKILL, "Mathematics", date(2026, 9, 1)),
            offers.OfferFields(area.oakley, expertise, "Mathematics", date(2026, 9, 1), until=date(2026, 10, 1)),
            offers.OfferFields(area.oakley, expertise, "Mathematics", date(2026, 9, 1), phase="16 plus"),
            offers.OfferFields(area.brookfield, expertise, "Mathematics", date(2026, 9, 1)),
        ):
            offers.add_offer(session, fields)
        wanted = offers.add_wanted(
            session, offers.WantedFields(area.brookfield, expertise, "Mathematics", date(2026, 11, 1))
        )
    with store.read() as session:
        found = suggest_matches(session, TODAY, wanted_id=wanted)
        assert [fit.offer.id for fit in found] == [near, far]
        assert found[0].metres == 1118
        assert "1.1 km away" in found[0].reasons
        assert "For the same phase: Primary" in found[1].reasons
        assert [fit.offer.id for fit in suggest_matches(session, TODAY, wanted_id=wanted, within_metres=2000)] == [near]
        assert suggest_matches(session, TODAY, audience=Visibility.PUBLIC) == ()
        assert len(list_offers(session, TODAY, organisation_id=area.oakley, kind=expertise)) == 3


@pytest.mark.need("N088")
def test_a_broker_brings_offer_and_need_together_with_a_result(store: Store, area: Numbers) -> None:
    with store.write("Bring together") as session:
        offer = offers.add_offer(
            session, offers.OfferFields(area.oakley, OfferKind.FACILITY, "Sports hall", date(2026, 9, 1))
        )
        own = offers.add_wanted(
            session, offers.WantedFields(area.oakley, OfferKind.FACILITY, "A stage", date(2026, 9, 1))
        )
        wanted = offers.add_wanted(
            session, offers.WantedFields(area.brookfield, OfferKind.FACILITY, "Somewhere to run", date(2026, 9, 1))
        )
        with pytest.raises(WrongUse, match="same organisation"):
            offers.match_offer(session, offers.MatchFields(offer, own, TODAY))
        match = offers.match_offer(session, offers.MatchFields(offer, wanted, TODAY, area.nair))
        with pytest.raises(WrongUse, match="together already"):
            offers.match_offer(session, offers.MatchFields(offer, wanted, TODAY))
        with pytest.raises(WrongUse, match="what came of the match"):
            offers.record_match(session, match, MatchState.DONE)
        offers.record_match(session, match, MatchState.DONE, "Sports day held there", TODAY + timedelta(9))
    with store.read() as session:
        (row,) = list_matches(session)
        assert (row.broker, row.result, row.state) == ("Cllr Priya Nair", "Sports day held there", MatchState.DONE)
        assert list_matches(session, states=[MatchState.SUGGESTED]) == ()
        assert suggest_matches(session, TODAY) == (), "what is together is not suggested again"
        assert list_matches(session, audience=Visibility.PUBLIC) == ()


@pytest.mark.need("N067")
def test_a_problem_is_followed_to_its_outcome(store: Store, area: Numbers) -> None:
    with store.write("A problem comes in") as session:
        issue = issues.raise_issue(
            session, issues.IssueFields("Attendance in Year 6", date(2026, 10, 1), area.brookfield, area.head)
        )
        issues.triage_issue(session, issue, Urgency.SOON, SupportStrand.CHALLENGE_AND_SUPPORT, area.joe)
    with store.read() as session:
        (row,) = list_issues(session, states=[IssueState.IN_HAND])
        assert (row.handled_by, row.days_open(TODAY)) == ("Mr Joe Marsh", 52)
        assert list_issues(session, audience=Visibility.PUBLIC) == ()
    with store.write("Solve it") as session:
        with pytest.raises(WrongUse, match="what came of the issue"):
            issues.resolve_issue(session, issue, TODAY, "")
        issues.resolve_issue(session, issue, TODAY, "Walking bus agreed")
        with pytest.raises(WrongUse, match="has ended"):
            issues.refer_issue(session, issue, area.council)
    with store.read() as session:
        assert list_issues(session, states=[IssueState.IN_HAND]) == ()
        (row,) = list_issues(session, organisation_id=area.brookfield)
        assert row.outcome == "Walking bus agreed"


@pytest.mark.need("N113")
def test_requests_for_support_are_sorted_passed_on_and_counted(store: Store, area: Numbers) -> None:
    with store.write("Requests") as session:
        first, second, concern = (
            issues.raise_issue(session, issues.IssueFields(title, day, area.brookfield, is_support_request=support))
            for title, day, support in (
                ("A mentor for the new head", date(2026, 10, 1), True),
                ("Help with phonics", date(2026, 9, 1), True),
                ("Parking at the gate", date(2026, 9, 2), False),
            )
        )
    with store.read() as session:
        assert [row.id for row in list_to_triage(session)] == [second, concern, first]
    with store.write("Sort") as session:
        with pytest.raises(WrongUse, match="strand of support"):
            issues.triage_issue(session, first, Urgency.URGENT, None)
        issues.triage_issue(session, first, Urgency.URGENT, SupportStrand.CHALLENGE_AND_SUPPORT)
        issues.refer_issue(session, second, area.council, "They have an adviser")
        with pytest.raises(WrongUse, match="came from this organisation"):
            issues.refer_issue(session, first, area.brookfield)
    with store.read() as session:
        assert [row.id for row in list_to_triage(session)] == [concern]
        rows = list_issues(session, support_only=True)
        assert [(row.id, row.referred_to) for row in rows] == [(first, None), (second, "Northfield City Council")]
        counts = {count.strand: count.raised for count in count_support_requests(session, *YEAR)}
        assert counts[SupportStrand.CHALLENGE_AND_SUPPORT] == 1
        assert counts[None] == 1, "the concern is no request for support"


@pytest.mark.need("N070")
def test_barriers_are_counted_by_kind(store: Store, area: Numbers) -> None:
    kind = BarrierKind.AUTHORITY_ENGAGEMENT
    with store.write("Barriers") as session:
        for body, visibility in ((area.oakley, Visibility.PARTNERS), (area.far, Visibility.CONFIDENTIAL)):
            barriers.raise_barrier(
                session,
                barriers.BarrierFields(body, kind, "No officer attends", date(2026, 9, 1), visibility=visibility),
            )
        away = barriers.raise_barrier(
            session, barriers.BarrierFields(area.oakley, BarrierKind.FUNDING, "By mistake", date(2026, 9, 1))
        )
        barriers.put_away_barrier(session, away)
        later = barriers.BarrierFields(area.oakley, BarrierKind.TRANSPORT, "No bus", TODAY + timedelta(1))
        barriers.raise_barrier(session, later)
    with store.read() as session:
        counts = count_barriers(session, TODAY)
        assert [(count.kind, count.raised) for count in counts if count.raised] == [(kind, 2)]
        assert {count.kind for count in counts} == set(BarrierKind)
        for_partners = {
            count.kind: count.raised for count in count_barriers(session, TODAY, audience=Visibility.PARTNERS)
        }
        assert for_partners[kind] == 1


@pytest.mark.need("N111")
def test_a_barrier_has_its_response_with_a_day(store: Store, area: Numbers) -> None:
    with store.write("A barrier") as session:
        number = barriers.raise_barrier(
            session, barriers.BarrierFields(area.oakley, BarrierKind.NO_COMMON_TIMETABLE, "Two bells", date(2026, 9, 1))
        )
        with pytest.raises(WrongUse, match="on or after the day"):
            barriers.respond_to_barrier(session, number, "One joint period", date(2026, 8, 1))
        barriers.respond_to_barrier(session, number, "One joint period on Wednesdays", date(2026, 10, 1))
    with store.read() as session:
        (row,) = list_barriers(session, TODAY)
        assert (row.response, row.responded_on) == ("One joint period on Wednesdays", date(2026, 10, 1))
        count = {count.kind: count for count in count_barriers(session, TODAY)}[BarrierKind.NO_COMMON_TIMETABLE]
        assert (count.standing, count.unanswered, count.cleared) == (1, 0, 0)
        (before,) = list_barriers(session, date(2026, 9, 15))
        assert (before.response, before.responded_on) == ("", None)


@pytest.mark.need("N085")
def test_introductions_say_who_made_whom_known_to_whom_and_what_came_of_it(store: Store, area: Numbers) -> None:
    fields = introductions.IntroductionFields(
        date(2026, 10, 1), area.head, area.brookfield, area.joe, area.oakley, by_person_id=area.nair, purpose="Choir"
    )
    with store.write("Introduce") as session:
        number = introductions.introduce(session, fields)
        with pytest.raises(WrongUse, match="are the same"):
            introductions.introduce(session, replace(fields, second_person_id=area.head))
        with pytest.raises(WrongUse, match="both sides"):
            introductions.introduce(session, replace(fields, second_person_id=None, second_organisation_id=None))
        introductions.record_introduction_result(session, number, "A joint concert", TODAY)
    with store.read() as session:
        (row,) = list_introductions(session, person_id=area.nair)
        assert (row.first, row.by_person) == ("Ms Ada Brook (Brookfield Primary School)", "Cllr Priya Nair")
        assert (row.second, row.result) == ("Mr Joe Marsh (Oakley College)", "A joint concert")
        assert list_introductions(session, organisation_id=area.far) == ()
        assert list_introductions(session, audience=Visibility.PARTNERS) == ()


@pytest.mark.need("N087")
def test_a_visit_keeps_support_challenge_and_response(store: Store, area: Numbers) -> None:
    visit = said(store, with_body(area.oakley), channel=Channel.GOVERNOR_VISIT, direction=Direction.BOTH)
    letter = said(store, with_body(area.oakley))
    fields = visits.VisitFields("Reading", "Shared our phonics plan", "Why so few boys?", "A reading club starts")
    with store.write("Record the visit") as session:
        number = visits.record_visit(session, visit, fields)
        assert visits.record_visit(session, visit, replace(fields, focus="Reading in Year 2")) == number
        with pytest.raises(WrongUse, match="not a visit"):
            visits.record_visit(session, letter, fields)
    with store.read() as session:
        (row,) = list_visits(session, organisation_id=area.oakley)
        assert (row.focus, row.challenge_made, row.response) == (
            "Reading in Year 2",
            "Why so few boys?",
            "A reading club starts",
        )
        assert list_visits(session, organisation_id=area.far) == ()
        assert list_visits(session, audience=Visibility.PARTNERS) == ()


@pytest.mark.need("N109")
def test_interviews_are_counted_apart_from_other_conversations(store: Store, area: Numbers) -> None:
    for day in (date(2026, 3, 1), date(2026, 3, 2), date(2025, 3, 2)):
        said(store, Party(area.head), on=day, channel=Channel.INTERVIEW, direction=Direction.BOTH)
    said(store, with_body(area.oakley), on=date(2026, 3, 3), channel=Channel.CALL)
    with store.read() as session:
        assert count_research(session, *YEAR) == {Channel.INTERVIEW: 2, Channel.FOCUS_GROUP: 0}
        assert len(list_research(session, *YEAR, channel=Channel.INTERVIEW)) == 2
        assert count_research(session, *YEAR, audience=Visibility.PUBLIC)[Channel.INTERVIEW] == 0


@pytest.mark.need("N110")
def test_a_focus_group_shared_the_findings_of_a_report(store: Store, area: Numbers) -> None:
    group = said(store, Party(area.head), Party(area.nair), on=date(2026, 6, 1), channel=Channel.FOCUS_GROUP)
    plain = said(store, Party(area.joe), on=date(2026, 6, 2), channel=Channel.FOCUS_GROUP)
    with store.write("Link the report") as session:
        report = add_reference(session, ReferenceFields(ReferenceKind.REPORT, "Initial findings"))
        link_reference(session, report, "conversation", group)
    with store.read() as session:
        (row,) = list_research(session, *YEAR, feedback_only=True)
        assert (row.id, row.reports) == (group, ("Initial findings",))
        assert len(row.parties) == 2
        other = next(one for one in list_research(session, *YEAR) if one.id == plain)
        assert not other.is_feedback


@pytest.mark.need("N122")
def test_engagement_is_judged_with_day_and_reason(store: Store, area: Numbers) -> None:
    fields = assessments.AssessmentFields(
        date(2026, 3, 1),
        influence=5,
        interest=2,
        level_now=EngagementLevel.RESISTANT,
        level_wanted=EngagementLevel.SUPPORTIVE,
        reason="Voted against the crossing",
        person_id=area.nair,
    )
    with store.write("Assess") as session:
        assessments.assess(session, fields)
        with pytest.raises(WrongUse, match="numbers from 1"):
            assessments.assess(session, replace(fields, influence=6))
        with pytest.raises(WrongUse, match="the reason"):
            assessments.assess(session, replace(fields, reason=" "))
        with pytest.raises(WrongUse, match="one organisation or one person"):
            assessments.assess(session, replace(fields, organisation_id=area.council))
        assessments.assess(
            session,
            replace(
                fields,
                assessed_on=date(2026, 10, 1),
                interest=4,
                level_now=EngagementLevel.SUPPORTIVE,
                reason="Came to the walk",
            ),
        )
    with store.read() as session:
        (now,) = list_engaged(session, TODAY)
        assert (now.quadrant, now.reason, now.is_where_wanted) == (Quadrant.MANAGE_CLOSELY, "Came to the walk", True)
        (then,) = list_engaged(session, date(2026, 9, 1))
        assert (then.quadrant, then.is_where_wanted) == (Quadrant.KEEP_SATISFIED, False)
        assert len(list_assessments(session, person_id=area.nair)) == 2
        assert count_quadrants([now])[Quadrant.MONITOR] == 0
        assert list_to_review(session, TODAY, date(2026, 10, 1)) == ()
        assert list_to_review(session, TODAY, date(2026, 10, 2)) == (now,)
        assert list_engaged(session, TODAY, audience=Visibility.PUBLIC) == ()


@pytest.mark.need("N138")
def test_tiers_are_counted(store: Store, area: Numbers) -> None:
    with store.write("Set tiers") as session:
        tiers.set_tier(session, [area.oakley, area.brookfield], Tier.INFORMAL_ALLIANCE)
        tiers.set_tier(session, [area.far], Tier.CLOSE)
        hidden = make_organisation(session, "Secret School", visibility=Visibility.CONFIDENTIAL)
        tiers.set_tier(session, [hidden], Tier.CLOSE)
    with store.read() as session:
        counts = count_tiers(session, TODAY)
        assert (counts[Tier.INFORMAL_ALLIANCE], counts[Tier.CLOSE], counts[Tier.INTEGRATED]) == (2, 2, 0)
        assert count_tiers(session, TODAY, audience=Visibility.INTERNAL)[Tier.CLOSE] == 1
        assert [row.id for row in list_tier(session, Tier.INFORMAL_ALLIANCE, TODAY)] == [area.brookfield, area.oakley]


@pytest.mark.need("N139")
def test_the_next_step_brings_a_relationship_closer(store: Store, area: Numbers) -> None:
    with store.write("Plan") as session:
        tiers.set_tier(session, [area.oakley], Tier.CLOSE)
        step = tiers.NextStepFields("Explore a joint sixth form", date(2026, 11, 1), Tier.INTEGRATED)
        tiers.plan_next_step(session, area.oakley, step)
        with pytest.raises(WrongUse, match="the next step"):
            tiers.plan_next_step(session, area.far, replace(step, step=""))
    with store.read() as session:
        (row,) = list_next_steps(session)
        assert (row.next_tier, row.is_late(TODAY), row.is_late(date(2026, 11, 1))) == (Tier.INTEGRATED, True, False)
        assert list_next_steps(session, until=date(2026, 10, 31)) == ()
    with store.write("Done") as session:
        tiers.complete_next_step(session, area.oakley)
        with pytest.raises(WrongUse, match="No next step"):
            tiers.complete_next_step(session, area.far)
    with store.read() as session:
        assert list_next_steps(session) == ()
        assert [row.id for row in list_tier(session, Tier.INTEGRATED, TODAY)] == [area.oakley]


@pytest.mark.need("N020")
def test_the_correspondence_on_one_matter_stands_together(store: Store, area: Numbers) -> None:
    with store.write("Open a matter") as session:
        theme = add_tag(session, TagFields("Placements"))
        matter = threads.open_thread(
            session, threads.ThreadFields("Placements 2027", date(2026, 9, 1), area.oakley, theme)
        )
    first = said(store, with_body(area.oakley), on=date(2026, 9, 1), reply_expected_by=TODAY, thread_id=matter)
    loose = said(store, with_body(area.oakley), on=date(2026, 9, 5), channel=Channel.CALL)
    said(store, with_body(area.oakley), thread_id=matter, visibility=Visibility.CONFIDENTIAL)
    with store.write("Put in and chase") as session:
        threads.put_in_thread(session, matter, [loose])
        chased = conversations.chase(session, first, date(2026, 10, 1))
    with store.read() as session:
        (row,) = list_threads(session, state=ThreadState.OPEN)
        assert (row.theme, row.conversations, row.awaiting, row.last_on) == ("Placements", 4, 1, TODAY)
        talks = list_thread_talks(session, matter, audience=Visibility.INTERNAL)
        assert [one.id for one in talks] == [first, loose, chased]
        assert talks[0].reply_state is ReplyState.AWAITING
    with store.write("Close") as session:
        threads.close_thread(session, matter, TODAY)
        with pytest.raises(WrongUse, match="closed"):
            threads.park_thread(session, matter)
    with store.read() as session:
        assert list_threads(session, state=ThreadState.OPEN) == ()
