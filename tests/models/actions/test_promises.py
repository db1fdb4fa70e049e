"""Priorities, actions, evidence, statements and what happens to commitments: their rules and their undo."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models.actions import action_points, commitment_progress, commitments, evidence, member_statements, priorities
from models.actions.action_points import ActionFields
from models.actions.commitment_progress import UpdateFields
from models.actions.commitments import CommitmentFields
from models.actions.deleted import bring_back_records
from models.actions.evidence import EvidenceFields
from models.actions.meetings import MeetingFields, create_meeting
from models.actions.member_statements import StatementFields
from models.actions.partnership_members import MembershipFields, add_membership
from models.actions.partnerships import PartnershipFields, create_partnership
from models.actions.priorities import PriorityFields
from models.entities import (
    Action,
    Commitment,
    CommitmentState,
    CommitmentUpdate,
    Evidence,
    Meeting,
    MemberStatement,
    Priority,
)
from models.errors import WrongUse
from models.queries.action_points import list_actions as action_points_of
from models.queries.commitments import CommitmentGroup, count_commitments, find_commitment, list_commitments
from models.queries.member_statements import list_missing_statements, list_statements, list_statements_due
from models.queries.priorities import list_priorities
from models.queries.promise_numbers import find_promise_numbers
from models.store import Store
from models.vocabulary import ActionState, EvidenceKind, Judgement, StatementHeading, Visibility
from tests.models.people_and_places import TODAY, Numbers, make_area, moment

MADE = date(2026, 9, 10)
DUE = date(2026, 11, 6)


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        return make_area(session)


@pytest.fixture
def number(store: Store, area: Numbers) -> int:
    with store.write("Promise") as session:
        return commitments.make_commitment(session, whole(area))


def whole(area: Numbers) -> CommitmentFields:
    return CommitmentFields(
        "Lend the hall",
        MADE,
        owner_organisation_id=area.brookfield,
        to_organisation_id=area.own,
        observable_result="A key in our hands",
        due_on=DUE,
    )


def test_what_is_referred_on_is_with_others_and_can_come_back(store: Store, area: Numbers, number: int) -> None:
    for to, on, note, words in (
        (area.brookfield, TODAY, "Theirs", "have the commitment already"),
        (area.oakley, MADE - timedelta(1), "Early", "after the day the commitment was made"),
        (area.oakley, TODAY, " ", "why it was referred on"),
    ):
        with pytest.raises(WrongUse, match=words), store.write("Refer") as session:
            commitment_progress.refer_commitment(session, number, to, on, note)
    with store.write("Refer") as session:
        commitment_progress.refer_commitment(session, number, area.oakley, TODAY, "They have the bigger hall")
        row = session.get_one(Commitment, number)
        assert (row.state, row.referred_to_id, row.closed_on) == (CommitmentState.REFERRED, area.oakley, TODAY)
        assert [one.id for one in list_commitments(session, CommitmentGroup.DONE, TODAY).rows] == [number]
    with pytest.raises(WrongUse, match="Only an open commitment"), store.write("Again") as session:
        commitment_progress.refer_commitment(session, number, area.far, TODAY, "On and on")
    with store.write("Come back") as session:
        commitments.reopen_commitment(session, number)
        row = session.get_one(Commitment, number)
        assert (row.state, row.referred_to_id, row.closed_on, row.outcome_note) == (
            CommitmentState.OPEN,
            None,
            None,
            "",
        )


def test_an_update_changes_the_state_by_the_same_rules(store: Store, number: int) -> None:
    early = UpdateFields(MADE - timedelta(1), "Too early")
    for fields, words in (
        (early, "after the day the commitment was made"),
        (UpdateFields(TODAY, " "), "what was said"),
        (UpdateFields(TODAY, "A wish again", CommitmentState.ASPIRATION), "Withdraw it instead"),
        (UpdateFields(TODAY, "Passed on", CommitmentState.REFERRED), "to whom it was referred"),
    ):
        with pytest.raises(WrongUse, match=words), store.write("Update") as session:
            commitment_progress.update_commitment(session, number, fields)
    with store.write("Update") as session:
        update = commitment_progress.update_commitment(
            session, number, UpdateFields(date(2026, 10, 1), "Half done", CommitmentState.KEPT_IN_PART)
        )
        row = session.get_one(Commitment, number)
        on = date(2026, 10, 1)
        assert (row.state, row.closed_on, row.reviewed_on) == (CommitmentState.KEPT_IN_PART, on, on)
    with pytest.raises(WrongUse, match="stays as it is"), store.write("Rewrite") as session:
        commitment_progress.edit_update(session, update, UpdateFields(TODAY, "No", CommitmentState.KEPT))
    with store.write("Reopen") as session:
        commitment_progress.update_commitment(session, number, UpdateFields(TODAY, "Go on", CommitmentState.OPEN))
        commitment_progress.remove_update(session, update)
        assert find_commitment(session, number).state is CommitmentState.OPEN


def test_an_outcome_is_judged_after_the_end(store: Store, number: int) -> None:
    with pytest.raises(WrongUse, match="End it first"), store.write("Judge") as session:
        commitment_progress.judge_outcome(session, number, Judgement.GREEN, TODAY, "Fine")
    with store.write("Keep") as session:
        commitments.keep_commitment(session, number, date(2026, 11, 1))
    with pytest.raises(WrongUse, match="after the day the commitment ended"), store.write("Judge") as session:
        commitment_progress.judge_outcome(session, number, Judgement.GREEN, date(2026, 10, 1), "Fine")
    with store.write("Judge") as session:
        commitment_progress.judge_outcome(session, number, Judgement.RED, TODAY, "Nobody came")
    with store.write("Reopen") as session:
        commitments.reopen_commitment(session, number)
        assert session.get_one(Commitment, number).outcome_judgement is None


def test_evidence_is_of_one_thing_dated_and_says_what_it_is(store: Store, number: int) -> None:
    sound = EvidenceFields(EvidenceKind.OBSERVATION, TODAY, number, text="The key hangs by the door")
    for fields, words in (
        (replace(sound, commitment_id=None), "what it is evidence of"),
        (replace(sound, activity_id=1), "what it is evidence of"),
        (replace(sound, text=""), "what was seen"),
        (replace(sound, kind=EvidenceKind.WITNESS), "who saw it"),
        (replace(sound, kind=EvidenceKind.LINK), "the link"),
        (replace(sound, kind=EvidenceKind.ATTACHMENT), "the file"),
        (replace(sound, seen_on=MADE - timedelta(1)), "before the promise"),
        (replace(sound, commitment_id=99), "no commitment number 99"),
    ):
        with pytest.raises(WrongUse, match=words), store.write("Show") as session:
            evidence.add_evidence(session, fields)
    with store.write("Show") as session:
        shown = evidence.add_evidence(session, sound)
        evidence.edit_evidence(session, shown, replace(sound, witness="The caretaker"))
        evidence.archive_evidence(session, shown)
        bring_back_records(session, [("evidence", shown)])
        assert session.get_one(Evidence, shown).archived_at is None


def test_a_meeting_carries_an_open_action_over_once(store: Store, area: Numbers) -> None:
    def hold(month: int) -> int:
        fields = MeetingFields("Area committee", moment(2026, month, 8, 19), area.committee)
        with store.write("Meet") as session:
            return create_meeting(session, fields)

    def carry(meeting: int, due_on: date | None = None) -> int:
        with store.write("Carry") as session:
            return action_points.carry_open_actions(session, meeting, due_on)

    first, second, third = hold(9), hold(10), hold(11)
    with store.write("Act") as session:
        action = action_points.add_action(
            session, ActionFields("Ask the buses", MADE, area.nair, DUE, first, visibility=Visibility.PUBLIC)
        )
    assert [carry(first), carry(second), carry(second, TODAY), carry(third), carry(second), carry(third)] == [
        0,
        1,
        0,
        1,
        0,
        0,
    ]
    with store.read() as session:
        row = session.get_one(Action, action)
        assert (row.times_carried, row.carried_at_id, row.due_on) == (2, third, DUE)
    store.undo()
    with store.read() as session:
        row = session.get_one(Action, action)
        assert (row.times_carried, row.carried_at_id) == (1, second)
    assert carry(third, TODAY) == 1
    with store.write("Open to all") as session:
        session.execute(update(Meeting).where(Meeting.id == first).values(visibility=Visibility.PUBLIC))
    with store.read() as session:
        # Where it was carried is told to nobody, so who may read the meeting does not hide the action.
        (told,) = action_points_of(session, TODAY, audience=Visibility.PUBLIC)
        assert (told.id, told.due_on, told.times_carried) == (action, TODAY, 2)


def test_an_action_follows_what_it_is_for(store: Store, area: Numbers, number: int) -> None:
    with store.write("Agree") as session:
        priority = priorities.agree_priority(session, PriorityFields("Halls for all", date(2026, 9, 1)))
        commitments.edit_commitment(session, number, replace(whole(area), priority_id=priority))
        action = action_points.add_action(session, ActionFields("Cut a key", MADE, area.head, commitment_id=number))
        assert session.get_one(Action, action).priority_id == priority
        (row,) = list_priorities(session, TODAY)
        assert (row.commitments, row.actions, row.days_since(TODAY)) == (1, 1, 82)
    for fields, words in (
        (ActionFields(" ", MADE), "what is to be done"),
        (ActionFields("Late", MADE, due_on=MADE - timedelta(1)), "due day"),
        (ActionFields("Early", date(2026, 8, 1), priority_id=priority), "follows its priority"),
    ):
        with pytest.raises(WrongUse, match=words), store.write("Add") as session:
            action_points.add_action(session, fields)
    with store.write("Carry and drop") as session:
        assert action_points.carry_action(session, action, TODAY) == 1
        action_points.drop_action(session, action, TODAY, "The lock was changed")
        assert list_priorities(session, TODAY)[0].actions == 0
    with pytest.raises(WrongUse, match="Open it again first"), store.write("Carry") as session:
        action_points.carry_action(session, action)
    with store.write("Reopen") as session:
        action_points.reopen_action(session, action)
        row_of = session.get_one(Action, action)
        assert (row_of.state, row_of.done_on) == (ActionState.OPEN, None)
        priorities.close_priority(session, priority, TODAY, "Every school has one")
        assert list_priorities(session, TODAY) == ()
        assert [one.id for one in list_priorities(session, date(2026, 11, 1))] == [priority]


def test_members_sign_under_four_headings_and_look_again(store: Store, area: Numbers) -> None:
    with store.write("Found") as session:
        group = create_partnership(session, PartnershipFields("Ring"))
        add_membership(session, MembershipFields(group, area.brookfield))
        fields = StatementFields(group, area.brookfield, StatementHeading.SHARE, "Our phonics")
        draft = member_statements.write_statement(session, fields)
    with pytest.raises(WrongUse, match="no member"), store.write("Write") as session:
        member_statements.write_statement(session, replace(fields, member_id=area.oakley))
    with store.read() as session:
        (lacking,) = list_missing_statements(session, group, TODAY)
        assert lacking.headings == tuple(StatementHeading)
    with store.write("Sign") as session:
        member_statements.sign_statement(session, draft, date(2026, 9, 1), date(2026, 12, 1))
        (lacking,) = list_missing_statements(session, group, TODAY)
        assert StatementHeading.SHARE not in lacking.headings
        (due,) = list_statements_due(session, TODAY)
        assert (due.id, due.is_due(TODAY), due.is_due(date(2026, 12, 1))) == (draft, False, True)
        assert list_statements_due(session, date(2026, 10, 1)) == ()
        assert list_statements(session, member_id=area.brookfield, audience=Visibility.PUBLIC) == ()
    with pytest.raises(WrongUse, match="its words stay"), store.write("Reword") as session:
        member_statements.edit_statement(session, draft, replace(fields, text="Nothing"))


def test_undo_takes_back_every_kind(store: Store, area: Numbers, number: int) -> None:
    with store.write("Found") as session:
        group = create_partnership(session, PartnershipFields("Ring"))
        add_membership(session, MembershipFields(group, area.brookfield))
    kinds = (Priority, CommitmentUpdate, Action, Evidence, MemberStatement)
    with store.write("Everything") as session:
        priorities.agree_priority(session, PriorityFields("Halls", MADE))
        commitment_progress.update_commitment(
            session, number, UpdateFields(TODAY, "Begun", CommitmentState.IN_PROGRESS)
        )
        action = action_points.add_action(session, ActionFields("Cut a key", MADE))
        evidence.add_evidence(session, EvidenceFields(EvidenceKind.OBSERVATION, TODAY, action_id=action, text="Seen"))
        member_statements.write_statement(
            session, StatementFields(group, area.brookfield, StatementHeading.SHARE, "Our phonics")
        )
    with store.read() as session:
        assert [session.scalar(select(func.count()).select_from(kind)) for kind in kinds] == [1] * 5
        numbers = find_promise_numbers(session, TODAY)
        assert (numbers.late, numbers.actions_late, numbers.priorities_without_action) == (1, 0, 1)
        assert find_promise_numbers(session, TODAY, audience=Visibility.PUBLIC).late == 0
    assert store.undo() == "Everything"
    with store.read() as session:
        assert [session.scalar(select(func.count()).select_from(kind)) for kind in kinds] == [0] * 5
        assert find_commitment(session, number).state is CommitmentState.OPEN
    assert store.redo() == "Everything"


Step = Callable[[Session, int, Numbers, date], object]
FIELDS = (
    ("owner_organisation_id", None),
    ("observable_result", ""),
    ("observable_result", "A key"),
    ("due_on", None),
    ("due_on", date(2027, 1, 8)),
)


def _edit(name: str, value: object) -> Step:
    def step(session: Session, number: int, area: Numbers, _on: date) -> None:
        before = commitments.fields_of(session, number)
        commitments.edit_commitment(session, number, replace(before, **{name: value}))

    return step


def _owned(session: Session, number: int, area: Numbers, _on: date) -> None:
    before = commitments.fields_of(session, number)
    commitments.edit_commitment(session, number, replace(before, owner_organisation_id=area.brookfield))


STEPS: tuple[Step, ...] = (
    *(_edit(name, value) for name, value in FIELDS),
    _owned,
    lambda session, number, _area, on: commitments.promote_commitment(session, number, on),
    lambda session, number, _area, _on: commitments.start_commitment(session, number),
    lambda session, number, _area, _on: commitments.reopen_commitment(session, number),
    lambda session, number, area, on: commitment_progress.refer_commitment(session, number, area.far, on, "On"),
    *(
        (
            lambda state: (
                lambda session, number, _area, on: commitments.close_commitment(session, number, state, on, "So")
            )
        )(one)
        for one in commitments.CLOSING_STATES
    ),
    *(
        (
            lambda state: (
                lambda session, number, _area, on: commitment_progress.update_commitment(
                    session, number, UpdateFields(on, "Said", state)
                )
            )
        )(one)
        for one in CommitmentState
    ),
    lambda session, number, _area, on: commitment_progress.judge_outcome(session, number, Judgement.AMBER, on, "So so"),
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    begun_whole=st.booleans(),
    steps=st.lists(st.tuples(st.sampled_from(range(len(STEPS))), st.integers(-5, 90)), max_size=14),
)
def test_no_sequence_of_actions_leaves_a_commitment_nobody_can_be_held_to(
    new_book: Path, tmp_path: Path, begun_whole: bool, steps: list[tuple[int, int]]
) -> None:
    book = tmp_path / "held.liaison"
    book.write_bytes(new_book.read_bytes())
    store = Store.open(str(book))
    try:
        with store.write("Begin") as session:
            area = make_area(session)
            fields = whole(area) if begun_whole else CommitmentFields("Be nice", MADE)
            number = commitments.make_commitment(session, fields)
        for step, days in steps:
            with suppress(WrongUse), store.write("Step") as session:
                STEPS[step](session, number, area, MADE + timedelta(days))
            with store.read() as session:
                held = session.get_one(Commitment, number)
                if held.state is not CommitmentState.ASPIRATION:
                    assert held.owner_person_id or held.owner_organisation_id
                    assert held.observable_result
                    assert held.due_on
                ended = held.state in (*commitments.CLOSING_STATES, CommitmentState.REFERRED)
                assert ended == (held.closed_on is not None)
                assert (held.state is CommitmentState.REFERRED) == (held.referred_to_id is not None)
                # Wherever it stands, it is in exactly one part of the list.
                assert sum(count_commitments(session, TODAY).values()) == 1
    finally:
        store.close()
