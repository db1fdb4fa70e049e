"""What belongs to a meeting: papers, votes, declarations, references, matters arising, and Part II kept apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.actions import agendas, commitments, decisions, declarations, feedback, meetings, minutes, papers, votes
from models.actions.agendas import AgendaItemFields, ItemPlan
from models.actions.body_profiles import BodyProfileFields, set_body_profile
from models.actions.commitments import CommitmentFields
from models.actions.decisions import DecisionFields
from models.actions.declarations import InterestFields, ItemDeclarationFields
from models.actions.deleted import bring_back_records
from models.actions.feedback import FeedbackFields
from models.actions.meetings import MeetingFields
from models.actions.minutes import MinuteEntryFields
from models.actions.papers import PaperFields
from models.actions.votes import DissentFields, VoteFields
from models.entities import Action, AgendaItemKind, DecisionOutcome, Event, EventRole, EventStage, MeetingState
from models.errors import WrongUse
from models.queries.feedback import list_feedback, list_feedback_due, list_without_feedback
from models.queries.interests import list_confirmations, list_interests, list_unconfirmed
from models.queries.matters import MatterKind, list_matters_arising, list_unfinished_items
from models.queries.meetings import find_meeting, list_meetings
from models.queries.minutes import find_minutes, list_papers
from models.settings import OUR_ORGANISATION, set_setting
from models.store import Store
from models.vocabulary import DecisionKind, DissentKind, EventPart, FeedbackForm, InterestNature, Visibility
from tests.models.people_and_places import TODAY, Numbers, make_area, make_role, moment

EVENING = moment(2026, 11, 16, 18, 30)
SECRET = Visibility.CONFIDENTIAL


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        numbers = make_area(session)
        set_body_profile(session, numbers.committee, BodyProfileFields(minute_prefix="SAC"))
    return numbers


@pytest.fixture
def meeting(store: Store, area: Numbers) -> int:
    with store.write("Add a meeting") as session:
        fields = MeetingFields("Committee", EVENING, area.committee, state=MeetingState.HELD)
        return meetings.create_meeting(session, replace(fields, paper_due_on=date(2026, 11, 9)))


def test_late_papers_go_into_numbered_supplements(store: Store, meeting: int) -> None:
    with store.write("Papers") as session:
        item = agendas.add_agenda_item(session, meeting, AgendaItemFields("Staffing", visibility=SECRET))
        for title, day in (("In time", 9), ("Late", 11), ("Late too", 11), ("Tabled", 16), ("Unknown", None)):
            received = date(2026, 11, day) if day else None
            papers.add_paper(session, meeting, PaperFields(title, received_on=received))
        papers.add_paper(session, meeting, PaperFields("Names", item, received_on=date(2026, 11, 1)))
        rows = list_papers(session, meeting)
        inside = list_papers(session, meeting, audience=Visibility.INTERNAL)
    assert [(row.title, row.supplement) for row in rows] == [
        ("In time", None),
        ("Unknown", None),
        ("Names", None),
        ("Late", 1),
        ("Late too", 1),
        ("Tabled", 2),
    ]
    assert "Names" not in [row.title for row in inside]
    with store.write("Change") as session:
        papers.edit_paper(session, rows[0].id, PaperFields("In time", received_on=date(2026, 11, 12)))
        papers.remove_paper(session, rows[3].id)
        assert [(row.title, row.number, row.supplement) for row in list_papers(session, meeting)][-1] == (
            "In time",
            1,
            3,
        )
    with pytest.raises(WrongUse, match="title for the paper"), store.write("Add") as session:
        papers.add_paper(session, meeting, PaperFields(" "))
    store.undo()
    with store.read() as session:
        assert len(list_papers(session, meeting)) == 6


@pytest.mark.parametrize(
    ("outcome", "vote", "words"),
    [
        (DecisionOutcome.AGREED, VoteFields(votes_for=3, votes_against=4), "more votes for"),
        (DecisionOutcome.AGREED, VoteFields(votes_for=3, votes_against=3), "more votes for"),
        (DecisionOutcome.REJECTED, VoteFields(votes_for=4, votes_against=3), "not rejected"),
        (DecisionOutcome.AGREED, VoteFields(votes_for=4, votes_against=3, casting_vote=True), "equal votes"),
        (DecisionOutcome.AGREED, VoteFields(casting_vote=True), "votes for and against"),
        (DecisionOutcome.AGREED, VoteFields(votes_for=-1), "not below zero"),
        (DecisionOutcome.AGREED, VoteFields(1, 1), "seconds their own"),
    ],
)
def test_votes_that_do_not_give_the_outcome_are_refused(
    store: Store, meeting: int, outcome: DecisionOutcome, vote: VoteFields, words: str
) -> None:
    with store.write("Decide") as session:
        decision = decisions.record_decision(session, meeting, DecisionFields("Plan", outcome=outcome))
    with pytest.raises(WrongUse, match=words), store.write("Vote") as session:
        votes.record_vote(session, decision, vote)


def test_a_casting_vote_decides_and_the_chair_may_act_between(store: Store, area: Numbers, meeting: int) -> None:
    with store.write("Decide") as session:
        decision = decisions.record_decision(session, meeting, DecisionFields("Plan"))
        votes.record_vote(session, decision, VoteFields(votes_for=3, votes_against=3, casting_vote=True))
        dissent = votes.record_dissent(session, decision, DissentFields(area.nair, DissentKind.AGAINST))
        votes.edit_dissent(session, dissent, DissentFields(area.nair, DissentKind.ABSTAINED, "On reflection."))
        votes.record_chairs_action(session, meeting, DecisionFields("Signed the lease"), date(2026, 11, 1))
        first, second = find_meeting(session, meeting).decisions
        assert (first.casting_vote, first.kind) == (True, DecisionKind.RESOLUTION)
        assert (second.kind, second.decided_on) == (DecisionKind.CHAIRS_ACTION, date(2026, 11, 1))
        assert find_minutes(session, meeting).dissents[0].reason == "On reflection."
        decisions.remove_decision(session, decision)
        assert find_minutes(session, meeting).dissents == ()
    with pytest.raises(WrongUse, match="reported to a later"), store.write("Act") as session:
        votes.record_chairs_action(session, meeting, DecisionFields("Later"), date(2026, 11, 17))


def test_a_meeting_that_is_not_quorate_decides_nothing(store: Store, meeting: int) -> None:
    with store.write("Not quorate") as session:
        meetings.set_meeting_state(session, meeting, MeetingState.INQUORATE)
        noted = DecisionFields("The report", outcome=DecisionOutcome.NOTED)
        number = decisions.record_decision(session, meeting, noted)
    with pytest.raises(WrongUse, match="not quorate"), store.write("Decide") as session:
        decisions.record_decision(session, meeting, DecisionFields("The budget"))
    with pytest.raises(WrongUse, match="not quorate"), store.write("Decide") as session:
        decisions.edit_decision(session, number, replace(noted, outcome=DecisionOutcome.AGREED))


def test_minute_references_count_up_within_the_year(store: Store, area: Numbers, meeting: int) -> None:
    with store.write("Minutes") as session:
        item = agendas.add_agenda_item(session, meeting, AgendaItemFields("Plan", reference="26/07/SAC"))
        asked = MinuteEntryFields("Members asked who had been told.", is_challenge=True, raised_by_id=area.nair)
        first = minutes.add_minute_entry(session, item, asked)
        minutes.add_minute_entry(session, item, MinuteEntryFields("Nobody had."))
        found = find_minutes(session, meeting)
        assert [(row.reference, row.is_challenge) for row in found.entries] == [
            ("26/08/SAC", True),
            ("26/09/SAC", False),
        ]
        assert [row.raised_by for row in found.challenges] == ["Cllr Priya Nair"]
        minutes.edit_minute_entry(session, first, replace(asked, text="Members asked."))
        assert find_minutes(session, meeting).entries[0].reference == "26/08/SAC"
        later = meetings.create_meeting(session, MeetingFields("Committee", moment(2027, 1, 12, 18), area.committee))
        assert minutes.next_reference(session, later) == "27/01/SAC"
        nobody = meetings.create_meeting(session, MeetingFields("Talk", EVENING))
        assert minutes.next_reference(session, nobody) == ""
        minutes.remove_minute_entry(session, first)
        assert len(find_minutes(session, meeting).entries) == 1


def test_interests_are_registered_confirmed_and_declared(store: Store, area: Numbers, meeting: int) -> None:
    shop = InterestFields(area.nair, InterestNature.BUSINESS, "Nair's Books", date(2026, 9, 10), area.committee)
    with store.write("Register") as session:
        make_role(session, area.nair, area.committee, "Member", date(2024, 5, 2))
        make_role(session, area.head, area.committee, "Member", date(2024, 5, 2))
        make_role(session, area.joe, area.committee, "Member", date(2024, 5, 2), date(2026, 9, 1))
        interest = declarations.declare_interest(session, shop)
        declarations.declare_interest(session, replace(shop, person_id=area.joe, ends_on=date(2026, 9, 20)))
        assert [row.id for row in list_interests(session, TODAY, organisation_id=area.committee)] == [interest]
        assert list_interests(session, date(2026, 9, 9)) == ()
        assert list_interests(session, TODAY, published_only=True) == ()
        assert list_interests(session, TODAY, audience=Visibility.PUBLIC) == ()
        waiting = list_unconfirmed(session, area.committee, TODAY)
        assert [row.person_id for row in waiting] == [area.head, area.nair]
        declarations.confirm_interests(session, area.nair, area.committee, date(2026, 9, 12))
        declarations.confirm_interests(session, area.head, area.committee, date(2026, 9, 12), is_nil=True)
        declarations.confirm_interests(session, area.head, area.committee, date(2026, 9, 14), is_nil=True)
        assert list_unconfirmed(session, area.committee, TODAY) == ()
        assert len(list_unconfirmed(session, area.committee, date(2026, 9, 11))) == 2
        assert len(list_unconfirmed(session, area.committee, date(2027, 9, 1))) == 2
        rows = {row.person_id: row.is_nil for row in list_confirmations(session, area.committee, TODAY)}
        assert rows == {area.nair: False, area.head: True}
    with pytest.raises(WrongUse, match="has interests"), store.write("Nil") as session:
        declarations.confirm_interests(session, area.nair, area.committee, date(2026, 9, 12), is_nil=True)
    with store.write("Declare") as session:
        item = agendas.add_agenda_item(session, meeting, AgendaItemFields("Library books"))
        fields = ItemDeclarationFields(area.nair, interest_id=interest, withdrew=True)
        number = declarations.declare_for_item(session, item, fields)
        (row,) = find_minutes(session, meeting).declarations
        assert (row.person, row.interest, row.withdrew) == ("Cllr Priya Nair", "Nair's Books", True)
        declarations.edit_item_declaration(session, number, replace(fields, withdrew=False))
        assert not find_minutes(session, meeting).declarations[0].withdrew
    for wrong, words in (
        (fields, "already"),
        (ItemDeclarationFields(area.head, interest_id=interest), "somebody else’s"),
        (ItemDeclarationFields(area.head), "what the interest is"),
    ):
        with pytest.raises(WrongUse, match=words), store.write("Declare") as session:
            declarations.declare_for_item(session, item, wrong)
    with store.write("End") as session:
        declarations.end_interest(session, interest, date(2026, 11, 1), "Sold")
        assert list_interests(session, TODAY) == ()
    store.undo()
    with store.read() as session:
        assert len(list_interests(session, TODAY)) == 1


def test_what_was_left_open_comes_back(store: Store, area: Numbers, meeting: int) -> None:
    with store.write("Minutes") as session:
        done = agendas.add_agenda_item(session, meeting, AgendaItemFields("Done", minute="Talked over."))
        agendas.add_agenda_item(session, meeting, AgendaItemFields("Apologies", AgendaItemKind.APOLOGIES))
        put_off = agendas.add_agenda_item(session, meeting, AgendaItemFields("Grant", minute="Wait for the lease."))
        agendas.add_agenda_item(session, meeting, AgendaItemFields("Not reached", lead="Ann"))
        secret = agendas.add_agenda_item(session, meeting, AgendaItemFields("Pay", visibility=SECRET, minute="x"))
        decisions.record_decision(session, meeting, DecisionFields("Defer it", put_off, DecisionOutcome.DEFERRED))
        hidden = decisions.record_decision(session, meeting, DecisionFields("Pay more", secret, visibility=SECRET))
        promise = CommitmentFields(
            "Write to the county",
            EVENING.date(),
            owner_person_id=area.nair,
            observable_result="A letter",
            due_on=date(2026, 11, 20),
            meeting_id=meeting,
        )
        open_one = commitments.make_commitment(session, promise)
        commitments.make_commitment(session, replace(promise, text="Pay the arrears", decision_id=hidden))
        session.add(Action(text="Count lamps", meeting_id=meeting, agenda_item_id=done, made_on=EVENING.date()))
        later = meetings.create_meeting(session, MeetingFields("Committee", EVENING + timedelta(14), area.committee))
    with store.read() as session:
        rows = list_matters_arising(session, later)
        inside = list_matters_arising(session, later, audience=Visibility.INTERNAL)
        assert list_matters_arising(session, meeting) == ()
        assert [item.title for item in list_unfinished_items(session, meeting)] == ["Grant", "Not reached"]
    assert [(row.kind, row.text) for row in rows] == [
        (MatterKind.ACTION, "Count lamps"),
        (MatterKind.COMMITMENT, "Write to the county"),
        (MatterKind.COMMITMENT, "Pay the arrears"),
        (MatterKind.DEFERRED, "Defer it"),
    ]
    assert (rows[1].record_id, rows[1].who, rows[1].is_late(TODAY)) == (open_one, "Cllr Priya Nair", True)
    assert "Pay the arrears" not in [row.text for row in inside]
    with store.write("Carry") as session:
        made = agendas.carry_forward(session, later)
        assert agendas.carry_forward(session, later) == ()
        carried = find_meeting(session, later).agenda
        assert [(item.title, item.carried_from_id is not None) for item in carried] == [
            ("Grant", True),
            ("Not reached", True),
        ]
        agendas.plan_item(session, made[0], ItemPlan("To decide", 15, area.nair))
        assert find_meeting(session, later).agenda[0].minutes_allowed == 15
    with pytest.raises(WrongUse, match="no earlier meeting"), store.write("Carry") as session:
        agendas.carry_forward(session, meeting)


def test_part_two_shows_to_no_audience_below(store: Store, area: Numbers) -> None:
    with store.write("Minutes") as session:
        fields = MeetingFields("Committee", EVENING, area.committee, visibility=Visibility.PUBLIC)
        number = meetings.create_meeting(session, fields)
        item = agendas.add_agenda_item(session, number, AgendaItemFields("Pay", visibility=SECRET))
        minutes.add_minute_entry(session, item, MinuteEntryFields("She is to be paid more."))
        decisions.record_decision(session, number, DecisionFields("Pay more", item, visibility=Visibility.PUBLIC))
        declarations.declare_for_item(session, item, ItemDeclarationFields(area.nair, "Her cousin"))
        meetings.create_meeting(session, replace(fields, visibility=SECRET))
    for audience in (Visibility.PUBLIC, Visibility.PARTNERS, Visibility.INTERNAL):
        with store.read() as session:
            detail = find_meeting(session, number, audience=audience)
            found = find_minutes(session, number, audience=audience)
            assert (detail.agenda, detail.decisions, found.entries, found.declarations) == ((), (), (), ())
            assert [row.id for row in list_meetings(session, audience=audience).rows] == [number]
    with store.read() as session:
        assert len(find_meeting(session, number).agenda) == len(find_minutes(session, number).entries) == 1
        assert len(list_meetings(session).rows) == 2


def test_events_are_fed_back_too(store: Store, area: Numbers) -> None:
    with store.write("Fair") as session:
        set_setting(session, OUR_ORGANISATION, area.own)
        make_role(session, area.joe, area.own, "Teacher", date(2020, 9, 1))
        fair = Event(title="Fair", organisation_id=area.far, starts_at=EVENING, stage=EventStage.HELD)
        session.add(fair)
        session.flush()
        session.add(EventRole(event_id=fair.id, person_id=area.joe, part=EventPart.ATTENDED, attended=True))
        session.flush()
        (row,) = list_without_feedback(session, date(2026, 11, 1), TODAY)
        assert (row.event_id, row.who_went) == (fair.id, ("Mr Joe Marsh",))
        owed = FeedbackFields(FeedbackForm.SPOKEN, "staff", TODAY, event_id=fair.id)
        number = feedback.owe_feedback(session, owed)
        assert list_without_feedback(session, date(2026, 11, 1), TODAY) == ()
        feedback.edit_feedback(session, number, replace(owed, note="At the staff meeting"))
        feedback.archive_feedback(session, number)
        assert list_feedback_due(session, TODAY) == ()
        bring_back_records(session, [("feedback", number)])
        assert [row.title for row in list_feedback(session, event_id=fair.id)] == ["Fair"]
    for wrong, words in (
        (replace(owed, meeting_id=None, event_id=None), "meeting or the event"),
        (replace(owed, audience=" "), "whom the feedback is for"),
        (replace(owed, due_on=date(2026, 11, 15)), "after the occasion"),
    ):
        with pytest.raises(WrongUse, match=words), store.write("Owe") as session:
            feedback.owe_feedback(session, wrong)
