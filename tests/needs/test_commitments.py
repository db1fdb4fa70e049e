"""The needs about commitments: nobody can be held to mere words, and what was agreed is followed to its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.actions.action_points import ActionFields, add_action, carry_open_actions, finish_action
from models.actions.agendas import AgendaItemFields, add_agenda_item
from models.actions.commitment_progress import UpdateFields, judge_outcome, refer_commitment, update_commitment
from models.actions.commitments import (
    CommitmentFields,
    edit_commitment,
    fields_of,
    keep_commitment,
    keep_commitment_in_part,
    lapse_commitment,
    make_commitment,
    missing_parts,
    promote_commitment,
)
from models.actions.decisions import DecisionFields, record_decision
from models.actions.evidence import EvidenceFields, add_evidence
from models.actions.meetings import MeetingFields, create_meeting
from models.actions.priorities import PriorityFields, agree_priority
from models.entities import AgendaItem, CommitmentState, DecisionOutcome, MeetingState
from models.errors import WrongUse
from models.queries.action_points import ActionFilter, list_actions
from models.queries.commitments import CommitmentFilter, find_commitment, list_commitments
from models.queries.funnel import FunnelStep, find_funnel, list_funnel_lines
from models.queries.keeping import list_partner_keeping
from models.queries.priorities import list_priorities_without_action
from models.queries.progress import StoryKind, find_story, list_progress
from models.queries.trails import TrailKind, find_trail
from models.store import Store
from models.vocabulary import CommitmentGroup, EvidenceKind, Judgement, Visibility
from models.words import label
from reports.catalogue import build_report, default_parameters, find_report
from reports.document import Table
from tests.models.people_and_places import TODAY, Numbers, make_area, moment

MET = date(2026, 5, 12)


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        return make_area(session)


@pytest.fixture
def item(store: Store, area: Numbers) -> int:
    """An item of a meeting that was held in May."""
    with store.write("Hold a meeting") as session:
        fields = MeetingFields("Area committee", moment(2026, 5, 12, 19), area.committee, state=MeetingState.HELD)
        return add_agenda_item(
            session, create_meeting(session, fields), AgendaItemFields("Young people", reference="26/11/SAC")
        )


def promise(area: Numbers, text: str) -> CommitmentFields:
    return CommitmentFields(
        text,
        MET,
        owner_person_id=area.head,
        owner_organisation_id=area.brookfield,
        to_organisation_id=area.own,
        observable_result="A dated letter on the notice board",
        due_on=date(2026, 6, 30),
    )


@pytest.mark.need("N007")
def test_a_priority_is_followed_to_its_outcome_and_back(store: Store, area: Numbers, item: int) -> None:
    with store.write("Decide") as session:
        meeting = session.get_one(AgendaItem, item).meeting_id
        agreed = DecisionFields("Safe routes to school are a priority.", item, reference="26/12/SAC")
        decision = record_decision(session, meeting, agreed)
        car_park = DecisionFields("A new car park.", item, DecisionOutcome.REJECTED)
        refused = record_decision(session, meeting, car_park)
    with store.write("Follow it up") as session:
        priority = agree_priority(session, PriorityFields("Safe routes to school", decision_id=decision))
        idle = agree_priority(session, PriorityFields("More benches", agenda_item_id=item))
        fresh = agree_priority(session, PriorityFields("A newer one", date(2026, 11, 1)))
        kept = make_commitment(session, replace(promise(area, "Paint a crossing"), priority_id=priority))
        action = add_action(session, ActionFields("Order the paint", date(2026, 5, 20), area.joe, commitment_id=kept))
        evidence = add_evidence(
            session,
            EvidenceFields(EvidenceKind.WITNESS, date(2026, 6, 20), action_id=action, text="Seen", witness="A parent"),
        )
        finish_action(session, action, date(2026, 6, 19), "Painted")
        keep_commitment(session, kept, date(2026, 6, 20))
        judge_outcome(session, kept, Judgement.GREEN, date(2026, 9, 30), "Forty more children walk")
    with store.read() as session:
        down = find_trail(session, TrailKind.PRIORITY, priority, TODAY)
        assert [(line.depth, line.step.kind) for line in down.down] == [
            (1, TrailKind.COMMITMENT),
            (2, TrailKind.ACTION),
            (3, TrailKind.EVIDENCE),
            (2, TrailKind.OUTCOME),
        ]
        back = find_trail(session, TrailKind.EVIDENCE, evidence, TODAY)
        assert [(step.kind, step.id) for step in back.up] == [
            (TrailKind.ACTION, action),
            (TrailKind.COMMITMENT, kept),
            (TrailKind.PRIORITY, priority),
            (TrailKind.DECISION, decision),
            (TrailKind.ITEM, item),
        ]
        assert back.references == ("26/11/SAC", "26/12/SAC")
        assert find_trail(session, TrailKind.ITEM, item, TODAY).reaches >= {TrailKind.DECISION, TrailKind.OUTCOME}
        assert [line.step.kind for line in find_trail(session, TrailKind.PRIORITY, priority, MET).down] == [
            TrailKind.COMMITMENT
        ]
        # Only the one from which nothing followed is on the list of exceptions, and not the one of this month.
        assert [row.id for row in list_priorities_without_action(session, TODAY, days=60)] == [idle]
        assert {row.id for row in list_priorities_without_action(session, TODAY, days=0)} == {idle, fresh}
        assert list_priorities_without_action(session, TODAY, days=60, audience=Visibility.PUBLIC) == ()
        with pytest.raises(WrongUse, match="no such step"):
            find_trail(session, TrailKind.PRIORITY, priority, TODAY, audience=Visibility.PUBLIC)
    with pytest.raises(WrongUse, match="did not agree"), store.write("Agree") as session:
        agree_priority(session, PriorityFields("A car park", decision_id=refused))


@pytest.mark.need("N008")
def test_nobody_is_held_to_a_meaningless_statement(store: Store, area: Numbers) -> None:
    vague = CommitmentFields("Work more closely together", MET)
    assert missing_parts(vague) == ("who does it", "what anyone will see once it is done", "the day it is due")
    with store.write("Note it") as session:
        number = make_commitment(session, vague)
    lacking = r"who does it, what anyone will see once it is done and the day"
    with pytest.raises(WrongUse, match=lacking), store.write("Agree") as session:
        promote_commitment(session, number)
    with pytest.raises(WrongUse, match="aspiration"), store.write("Keep") as session:
        keep_commitment(session, number, TODAY)
    with store.read() as session:
        found = find_commitment(session, number)
        assert (found.state, found.group(TODAY)) == (CommitmentState.ASPIRATION, CommitmentGroup.ASPIRATIONS)
    with store.write("Say who, what and when") as session:
        edit_commitment(session, number, replace(promise(area, vague.text), version=None))
        assert find_commitment(session, number).state is CommitmentState.OPEN
        assert missing_parts(fields_of(session, number)) == ()
    with pytest.raises(WrongUse, match="the day it is due"), store.write("Blur") as session:
        edit_commitment(session, number, replace(fields_of(session, number), due_on=None))


@pytest.mark.need("N013")
def test_progress_is_told_over_time_by_commitment_and_by_institution(store: Store, area: Numbers) -> None:
    with store.write("Promise") as session:
        slow = make_commitment(session, promise(area, "Mend the gate"))
        kept = make_commitment(session, replace(promise(area, "Lend the hall"), due_on=date(2026, 6, 1)))
        secret = make_commitment(session, replace(promise(area, "Quietly"), visibility=Visibility.CONFIDENTIAL))
        update_commitment(session, slow, UpdateFields(date(2026, 6, 10), "The locksmith came", said_by="Ada Brook"))
        update_commitment(session, slow, UpdateFields(date(2026, 9, 10), "Begun", CommitmentState.IN_PROGRESS))
        keep_commitment(session, kept, date(2026, 5, 30))
        keep_commitment_in_part(session, slow, date(2026, 10, 5), "One hinge of two")
    with store.read() as session:
        story = find_story(session, slow, TODAY)
        assert [(line.on.month, line.kind) for line in story] == [
            (5, StoryKind.MADE),
            (6, StoryKind.UPDATE),
            (9, StoryKind.UPDATE),
            (10, StoryKind.ENDED),
        ]
        assert story[2].state is CommitmentState.IN_PROGRESS
        assert len(find_story(session, slow, date(2026, 7, 1))) == 2
        (school,) = list_progress(session, date(2026, 4, 20), TODAY, audience=Visibility.INTERNAL)
        summer, autumn = school.terms[-2:]
        assert (summer.made, summer.kept, summer.kept_in_part, summer.open_at_end, summer.late_at_end) == (
            2,
            1,
            0,
            1,
            1,
        )
        assert (autumn.made, autumn.kept, autumn.kept_in_part, autumn.open_at_end) == (0, 0, 1, 0)
        assert list_progress(session, date(2026, 4, 20), TODAY, audience=Visibility.PUBLIC) == ()
        with pytest.raises(WrongUse, match="no commitment"):
            find_story(session, secret, TODAY, audience=Visibility.INTERNAL)
        choices = replace(
            default_parameters(as_at=TODAY, first_day=date(2026, 5, 1)),
            audience=Visibility.INTERNAL,
            about=("organisation", area.brookfield),
        )
        paper = build_report(session, find_report("commitments"), choices)
        tables = {block.key: block.rows for block in paper.blocks if isinstance(block, Table)}
        assert tables["terms"][-1][1:] == (0, 0, 1, 0, 0, 0)
        assert [row[2] for row in tables["stories"] if row[0] == "Mend the gate"] == [
            "Promised",
            "Said",
            "Said",
            "Ended",
        ]


@pytest.mark.need("N093")
def test_what_partners_promised_and_kept_is_counted_both_ways(store: Store, area: Numbers) -> None:
    states = (keep_commitment, lapse_commitment)
    with store.write("Promise") as session:
        numbers = [make_commitment(session, promise(area, f"Promise {n}")) for n in range(5)]
        ours = make_commitment(
            session,
            replace(
                promise(area, "Ours"),
                owner_person_id=None,
                owner_organisation_id=area.own,
                to_organisation_id=area.brookfield,
                due_on=date(2026, 12, 1),
            ),
        )
        for number, end in zip(numbers, states, strict=False):
            end(session, number, date(2026, 6, 15))
        keep_commitment_in_part(session, numbers[2], date(2026, 6, 15), "Half")
        refer_commitment(session, numbers[3], area.council, date(2026, 6, 15), "The council took it")
        wish = make_commitment(session, CommitmentFields("Be nice", MET, owner_organisation_id=area.brookfield))
    year = (date(2026, 5, 1), date(2026, 12, 31), TODAY)
    with store.read() as session:
        found = {row.organisation_id: row for row in list_partner_keeping(session, *year)}
        theirs = found[area.brookfield].theirs
        counts = (theirs.due, theirs.kept, theirs.kept_in_part, theirs.lapsed, theirs.late, theirs.referred)
        assert counts == (5, 1, 1, 1, 1, 1)
        assert theirs.rate == 0.25
        back = found[area.brookfield].ours
        assert (back.due, back.open, back.late, back.rate) == (1, 1, 0, 0.0)
        assert found[area.own].ours.due == 5
        # The judgement is in words, so it prints without colour; an aspiration is neither kept nor broken.
        assert label(find_commitment(session, numbers[3]).state) == "Referred on"
        by_partner = CommitmentFilter(by_organisation_id=area.brookfield)
        done = list_commitments(session, CommitmentGroup.DONE, TODAY, by_partner).rows
        assert {row.id for row in done} == set(numbers[:4])
        assert wish not in {row.id for row in list_commitments(session, CommitmentGroup.LATE, TODAY).rows}
        assert list_partner_keeping(session, *year, audience=Visibility.PUBLIC) == ()
        assert ours in {row.id for row in list_commitments(session, CommitmentGroup.LATER, TODAY).rows}
    with pytest.raises(WrongUse, match="have the commitment already"), store.write("Refer") as session:
        refer_commitment(session, numbers[4], area.brookfield, TODAY, "To themselves")


@pytest.mark.need("N133")
def test_the_funnel_shows_where_enthusiasm_stops_and_for_how_long(store: Store, area: Numbers, item: int) -> None:
    with store.write("Be keen") as session:
        wish = make_commitment(session, CommitmentFields("A reading café", MET, owner_organisation_id=area.brookfield))
        agreed = make_commitment(session, replace(promise(area, "A choir"), due_on=None))
        edit = replace(fields_of(session, agreed), due_on=date(2026, 12, 20))
        edit_commitment(session, agreed, edit)
        begun = make_commitment(session, replace(promise(area, "A garden"), agenda_item_id=item))
        done = make_commitment(session, promise(area, "A fair"))
        judged = make_commitment(session, promise(area, "A film night"))
        dead = make_commitment(session, promise(area, "A band"))
        add_action(session, ActionFields("Buy seeds", date(2026, 9, 1), area.head, commitment_id=begun))
        finish_action(
            session,
            add_action(session, ActionFields("Book the hall", date(2026, 6, 1), area.head, commitment_id=done)),
            date(2026, 6, 5),
        )
        keep_commitment(session, judged, date(2026, 6, 20))
        judge_outcome(session, judged, Judgement.AMBER, date(2026, 7, 1), "Few came")
        lapse_commitment(session, dead, date(2026, 10, 1))
    with store.read() as session:
        period = (date(2026, 5, 1), TODAY, TODAY)
        lines = {line.commitment_id: line for line in list_funnel_lines(session, *period)}
        assert [lines[n].step for n in (wish, agreed, begun, done, judged)] == list(FunnelStep)
        assert lines[wish].age(TODAY) == lines[wish].days_waiting(TODAY) == (TODAY - MET).days
        assert lines[begun].days_waiting(TODAY) == (TODAY - date(2026, 9, 1)).days
        rows = find_funnel(session, *period)
        assert [row.reached for row in rows] == [6, 5, 3, 2, 1]
        assert [(row.standing, row.fallen_out) for row in rows] == [(1, 0), (1, 1), (1, 0), (1, 0), (1, 0)]
        assert rows[0].oldest_days == (TODAY - MET).days
        assert [row.reached for row in find_funnel(session, *period, audience=Visibility.PUBLIC)] == [0] * 5
        # Seen from June, what came later had not happened.
        june = {line.commitment_id: line.step for line in list_funnel_lines(session, *period[:2], date(2026, 6, 1))}
        assert june[judged] is FunnelStep.COMMITMENT
        assert june[done] is FunnelStep.ACTION


@pytest.mark.need("N007")
def test_actions_are_carried_over_meetings_until_they_are_done(store: Store, area: Numbers, item: int) -> None:
    with store.write("Act") as session:
        slow = add_action(session, ActionFields("Ask the buses", MET, area.nair, date(2026, 6, 1), agenda_item_id=item))
        quick = add_action(session, ActionFields("Thank the hosts", MET, area.head, agenda_item_id=item))
        finish_action(session, quick, date(2026, 5, 13))
        later = create_meeting(
            session, MeetingFields("Area committee", moment(2026, 9, 8, 19), area.committee, state=MeetingState.HELD)
        )
        assert carry_open_actions(session, later) == 1
        assert carry_open_actions(session, later) == 0
    with store.read() as session:
        rows = {row.id: row for row in list_actions(session, TODAY, ActionFilter(body_id=area.committee))}
        assert (rows[slow].times_carried, rows[slow].reference, rows[slow].is_late(TODAY)) == (1, "26/11/SAC", True)
        assert rows[quick].times_carried == 0
        assert [row.id for row in list_actions(session, TODAY, ActionFilter(late_only=True))] == [slow]
        assert list_actions(session, TODAY, audience=Visibility.PUBLIC) == ()
