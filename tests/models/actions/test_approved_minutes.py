"""Minutes approved as a true record stay as they are, whatever anybody tries; a dated correction is the only way."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import agendas, attendance, decisions, declarations, meetings, minutes, papers, votes
from models.actions.agendas import AgendaItemFields, ItemPlan
from models.actions.decisions import DecisionFields, ForumQuestionFields, QuestionTrail
from models.actions.declarations import InterestFields, ItemDeclarationFields
from models.actions.deleted import bring_back_records
from models.actions.meetings import MeetingFields
from models.actions.minutes import CorrectionFields, MinuteEntryFields
from models.actions.papers import PaperFields
from models.actions.votes import DissentFields, VoteFields
from models.entities import (
    AgendaItem,
    Attendance,
    AttendanceStatus,
    Decision,
    Dissent,
    ForumQuestion,
    ItemDeclaration,
    Meeting,
    MeetingPaper,
    MeetingState,
    MinuteEntry,
    MinutesState,
)
from models.errors import WrongUse
from models.queries.meetings import find_meeting
from models.queries.minutes import find_minutes
from models.store import Store
from models.vocabulary import ApologiesDecision, DissentKind, InterestNature
from tests.models.people_and_places import make_area, make_person, make_role, moment

ROOMS: tuple[ModuleType, ...] = (
    meetings,
    agendas,
    minutes,
    attendance,
    decisions,
    votes,
    papers,
    declarations,
)
ALLOWED = {
    *("create_meeting", "fields_of", "get_meeting", "open_meeting", "archive_meeting"),
    *("approve_minutes", "sign_minutes", "set_minutes_state", "correct_minutes", "next_reference"),
    "level_of_item",  # Tells, and writes nothing.
    *("answer_question", "trace_question", "close_question"),
    *("declare_interest", "edit_interest", "end_interest", "archive_interest"),
    *("confirm_interests", "remove_confirmation"),
}
"""What may be done after the approval: it reads, it comes after the minutes, or it is the register of interests."""


@dataclass(frozen=True)
class Held:
    """The numbers of a meeting with everything in it, and of the next one."""

    meeting: int
    later: int
    item: int
    other_item: int
    entry: int
    decision: int
    dissent: int
    question: int
    paper: int
    declaration: int
    member: int
    absent: int
    stranger: int


def hold(session: Session) -> Held:
    """Hold a meeting with one of everything, and approve its minutes at the next."""
    area = make_area(session)
    start = moment(2026, 11, 2, 18)
    absent, stranger = make_person(session, "", "Ab", "Sent"), make_person(session, "", "No", "One")
    make_role(session, area.nair, area.committee, "Member", date(2024, 5, 2))
    make_role(session, stranger, area.committee, "Member", date(2024, 5, 2))
    fields = MeetingFields("Committee", start, area.committee, open_to_observers=True)
    before = meetings.create_meeting(session, replace(fields, starts_at=start - timedelta(30), state=MeetingState.HELD))
    agendas.add_agenda_item(session, before, AgendaItemFields("Left over"))
    number = meetings.create_meeting(session, replace(fields, paper_due_on=date(2026, 10, 26)))
    later = meetings.create_meeting(session, replace(fields, starts_at=start + timedelta(14), state=MeetingState.HELD))
    item = agendas.add_agenda_item(session, number, AgendaItemFields("Plan", minute="Agreed."))
    other = agendas.add_agenda_item(session, number, AgendaItemFields("Bus"))
    attendance.set_attendance(session, number, area.nair, AttendanceStatus.PRESENT)
    attendance.set_attendance(session, number, absent, AttendanceStatus.APOLOGIES)
    entry = minutes.add_minute_entry(session, item, MinuteEntryFields("Members asked why.", is_challenge=True))
    decision = decisions.record_decision(session, number, DecisionFields("Ask the county", item))
    dissent = votes.record_dissent(session, decision, DissentFields(area.nair, DissentKind.ABSTAINED, "Too late."))
    question = decisions.ask_question(session, number, ForumQuestionFields("Why?"))
    paper = papers.add_paper(session, number, PaperFields("Plan", item))
    declared = ItemDeclarationFields(area.nair, "Owns a field there", withdrew=True)
    declaration = declarations.declare_for_item(session, item, declared)
    meetings.set_minutes_state(session, number, MinutesState.DRAFT)
    minutes.approve_minutes(session, number, later)
    people = (area.nair, absent, stranger)
    return Held(number, later, item, other, entry, decision, dissent, question, paper, declaration, *people)


Attempt = Callable[[Session, Held, Any], object]

ATTEMPTS: dict[str, Attempt] = {
    "edit_meeting": lambda s, h, x: meetings.edit_meeting(s, h.meeting, _other_fields(s, h, x)),
    "set_meeting_state": lambda s, h, x: meetings.set_meeting_state(s, h.meeting, MeetingState.CANCELLED),
    "issue_notice": lambda s, h, x: meetings.issue_notice(s, h.meeting, date(2026, 10, 20)),
    "adjourn_meeting": lambda s, h, x: meetings.adjourn_meeting(s, h.meeting, moment(2026, 11, 9, 18)),
    "add_agenda_item": lambda s, h, x: agendas.add_agenda_item(s, h.meeting, AgendaItemFields(f"New {x}")),
    "edit_agenda_item": lambda s, h, x: agendas.edit_agenda_item(s, h.item, AgendaItemFields(f"Other {x}")),
    "remove_agenda_item": lambda s, h, x: agendas.remove_agenda_item(s, h.item),
    "reorder_agenda": lambda s, h, x: agendas.reorder_agenda(s, h.meeting, [h.other_item, h.item]),
    "add_standard_agenda": lambda s, h, x: agendas.add_standard_agenda(s, h.meeting),
    "plan_item": lambda s, h, x: agendas.plan_item(s, h.item, ItemPlan("Why", x)),
    "carry_forward": lambda s, h, x: agendas.carry_forward(s, h.meeting),
    "add_minute_entry": lambda s, h, x: minutes.add_minute_entry(s, h.item, MinuteEntryFields(f"Said {x}")),
    "edit_minute_entry": lambda s, h, x: minutes.edit_minute_entry(s, h.entry, MinuteEntryFields(f"Said {x}")),
    "remove_minute_entry": lambda s, h, x: minutes.remove_minute_entry(s, h.entry),
    "set_attendance": lambda s, h, x: attendance.set_attendance(s, h.meeting, h.member, AttendanceStatus.ABSENT),
    "set_times": lambda s, h, x: attendance.set_times(s, h.meeting, h.member, arrived_at=time(18, x % 60)),
    "decide_apologies": lambda s, h, x: attendance.decide_apologies(
        s, h.meeting, h.absent, ApologiesDecision.NOT_ACCEPTED
    ),
    "invite_observer": lambda s, h, x: attendance.invite_observer(s, h.meeting, h.stranger, date(2026, 10, 1)),
    "expect_members": lambda s, h, x: attendance.expect_members(s, h.meeting),
    "remove_attendance": lambda s, h, x: attendance.remove_attendance(s, h.meeting, h.member),
    "same_people_as_last_time": lambda s, h, x: attendance.same_people_as_last_time(s, h.meeting),
    "record_decision": lambda s, h, x: decisions.record_decision(s, h.meeting, DecisionFields(f"New {x}")),
    "edit_decision": lambda s, h, x: decisions.edit_decision(s, h.decision, DecisionFields(f"Other {x}")),
    "remove_decision": lambda s, h, x: decisions.remove_decision(s, h.decision),
    "ask_question": lambda s, h, x: decisions.ask_question(s, h.meeting, ForumQuestionFields(f"New {x}?")),
    "edit_question": lambda s, h, x: decisions.edit_question(s, h.question, ForumQuestionFields(f"Other {x}?")),
    "remove_question": lambda s, h, x: decisions.remove_question(s, h.question),
    "record_vote": lambda s, h, x: votes.record_vote(s, h.decision, VoteFields(votes_for=x)),
    "record_dissent": lambda s, h, x: votes.record_dissent(
        s, h.decision, DissentFields(h.stranger, DissentKind.AGAINST)
    ),
    "edit_dissent": lambda s, h, x: votes.edit_dissent(
        s, h.dissent, DissentFields(h.member, DissentKind.AGAINST, str(x))
    ),
    "remove_dissent": lambda s, h, x: votes.remove_dissent(s, h.dissent),
    "record_chairs_action": lambda s, h, x: votes.record_chairs_action(
        s, h.meeting, DecisionFields(f"Urgent {x}"), date(2026, 10, 20)
    ),
    "add_paper": lambda s, h, x: papers.add_paper(s, h.meeting, PaperFields(f"Late {x}")),
    "edit_paper": lambda s, h, x: papers.edit_paper(s, h.paper, PaperFields(f"Other {x}")),
    "remove_paper": lambda s, h, x: papers.remove_paper(s, h.paper),
    "declare_for_item": lambda s, h, x: declarations.declare_for_item(
        s, h.item, ItemDeclarationFields(h.stranger, "New")
    ),
    "edit_item_declaration": lambda s, h, x: declarations.edit_item_declaration(
        s, h.declaration, ItemDeclarationFields(h.member, f"Other {x}")
    ),
    "remove_item_declaration": lambda s, h, x: declarations.remove_item_declaration(s, h.declaration),
}
"""Every action that would change an approved meeting, its agenda, minutes, decisions or attendance."""

AFTER: dict[str, Attempt] = {
    "sign": lambda s, h, x: minutes.sign_minutes(s, h.meeting, h.member, date(2026, 11, 16)),
    "draft again": lambda s, h, x: meetings.set_minutes_state(s, h.meeting, MinutesState.DRAFT),
    "correct": lambda s, h, x: minutes.correct_minutes(
        s, h.meeting, CorrectionFields("Agreed.", f"Agreed by {x}.", date(2026, 11, 16), agenda_item_id=h.item)
    ),
    "answer": lambda s, h, x: decisions.answer_question(s, h.question, f"Because {x}", date(2026, 11, 20)),
    "trace": lambda s, h, x: decisions.trace_question(s, h.question, QuestionTrail(about_reference=str(x))),
    "close": lambda s, h, x: decisions.close_question(s, h.question, date(2026, 11, 20)),
    "put away": lambda s, h, x: meetings.archive_meeting(s, h.meeting),
    "bring back": lambda s, h, x: bring_back_records(s, [("meeting", h.meeting)]),
    "register": lambda s, h, x: declarations.declare_interest(
        s, InterestFields(h.member, InterestNature.BUSINESS, f"Shop {x}", date(2026, 9, 1))
    ),
}
"""What may still be done, and must leave the record as it was."""

_LATER = {"answer", "answered_on", "about_reference", "about_meeting_id", "closed_on", "asked_by_person_id"}
_LATER |= {"answer_person_id", "version", "updated_at", "updated_by"}
_HEAD = ("title", "organisation_id", "starts_at", "ends_at", "place", "state", "notes", "reference", "visibility")


def _other_fields(session: Session, held: Held, number: int) -> MeetingFields:
    return replace(meetings.fields_of(session, held.meeting), title=f"Other {number}", notes="Changed")


def record_of(store: Store, held: Held) -> list[tuple[object, ...]]:
    """Return everything that the approval made final."""
    with store.read() as session:
        kept: list[tuple[object, ...]] = [
            tuple(getattr(session.get_one(Meeting, held.meeting), name) for name in _HEAD)
        ]
        items = [row.id for row in session.scalars(select(AgendaItem).where(AgendaItem.meeting_id == held.meeting))]
        made = [row.id for row in session.scalars(select(Decision).where(Decision.meeting_id == held.meeting))]
        for entity, column, numbers in (
            (AgendaItem, AgendaItem.meeting_id, [held.meeting]),
            (Decision, Decision.meeting_id, [held.meeting]),
            (Attendance, Attendance.meeting_id, [held.meeting]),
            (ForumQuestion, ForumQuestion.meeting_id, [held.meeting]),
            (MeetingPaper, MeetingPaper.meeting_id, [held.meeting]),
            (MinuteEntry, MinuteEntry.agenda_item_id, items),
            (ItemDeclaration, ItemDeclaration.agenda_item_id, items),
            (Dissent, Dissent.decision_id, made),
        ):
            names = [one.name for one in entity.__table__.columns if one.name not in _LATER]
            rows = session.execute(select(*(getattr(entity, name) for name in names)).where(column.in_(numbers)))
            kept += sorted((entity.__name__, *row) for row in rows)
    return kept


def public_actions() -> Iterator[str]:
    """Yield the actions of the rooms of meetings."""
    for room in ROOMS:
        for name, thing in inspect.getmembers(room, inspect.isfunction):
            if thing.__module__ == room.__name__ and not name.startswith("_"):
                yield name


def test_every_action_is_either_refused_or_known_to_be_allowed() -> None:
    assert set(public_actions()) == set(ATTEMPTS) | ALLOWED


@pytest.fixture
def held(store: Store) -> Held:
    with store.write("Hold a meeting") as session:
        return hold(session)


def test_each_change_is_refused_in_words(store: Store, held: Held) -> None:
    before = record_of(store, held)
    for name, attempt in ATTEMPTS.items():
        with pytest.raises(WrongUse, match=r"true record|held, adjourned"), store.write(name) as session:
            attempt(session, held, 3)
    assert record_of(store, held) == before
    assert len(before) > 8


STEPS = st.lists(st.tuples(st.sampled_from([*ATTEMPTS, *AFTER]), st.integers(0, 59)), min_size=1, max_size=12)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=STEPS)
def test_no_history_of_actions_changes_approved_minutes(new_book: Path, tmp_path: Path, steps: list[Any]) -> None:
    book = tmp_path / "held.liaison"
    book.write_bytes(new_book.read_bytes())
    store = Store.open(str(book))
    try:
        with store.write("Hold a meeting") as session:
            held = hold(session)
        before = record_of(store, held)
        for name, number in steps:
            with suppress(WrongUse), store.write(name) as session:
                (ATTEMPTS | AFTER)[name](session, held, number)
        assert record_of(store, held) == before
    finally:
        store.close()


def test_the_approval_itself_can_be_undone(store: Store, held: Held) -> None:
    with store.write("Draft the next") as session:
        session.get_one(Meeting, held.later).minutes_state = MinutesState.DRAFT
        following = meetings.create_meeting(
            session, replace(meetings.fields_of(session, held.later), starts_at=moment(2026, 12, 1), title="Next")
        )
    with store.write("Approve") as session:
        minutes.approve_minutes(session, held.later, following)
    with pytest.raises(WrongUse, match="true record"), store.write("Add") as session:
        agendas.add_agenda_item(session, held.later, AgendaItemFields("Late"))
    assert store.undo() == "Approve"
    with store.write("Add") as session:
        assert agendas.add_agenda_item(session, held.later, AgendaItemFields("Late"))
        found = find_minutes(session, held.later)
        assert (found.state, found.approved_on) == (MinutesState.DRAFT, None)


def test_a_dated_correction_stands_beside_what_was_approved(store: Store, held: Held) -> None:
    wrong = CorrectionFields("Agreed.", "Agreed by all but one.", date(2026, 11, 16), "Ann", held.item)
    with store.write("Correct") as session:
        minutes.correct_minutes(session, held.meeting, replace(wrong, agreed_at_id=held.later))
    with store.read() as session:
        (correction,) = find_minutes(session, held.meeting).corrections
        assert find_meeting(session, held.meeting).agenda[0].minute == "Agreed."
    assert (correction.was, correction.now, correction.corrected_on) == (wrong.was, wrong.now, date(2026, 11, 16))
    for fields, words in (
        (replace(wrong, corrected_on=date(2026, 11, 15)), "after the approval"),
        (replace(wrong, agenda_item_id=1), "another meeting"),
        (replace(wrong, now=" "), "words that are right"),
    ):
        with pytest.raises(WrongUse, match=words), store.write("Correct") as session:
            minutes.correct_minutes(session, held.meeting, fields)
    with pytest.raises(WrongUse, match="not approved yet"), store.write("Correct") as session:
        minutes.correct_minutes(session, held.later, replace(wrong, agenda_item_id=None))
    store.undo()
    with store.read() as session:
        assert find_minutes(session, held.meeting).corrections == ()


def test_minutes_are_approved_by_a_later_meeting_of_the_same_body(store: Store, held: Held) -> None:
    with store.write("Prepare") as session:
        fields = meetings.fields_of(session, held.later)
        meetings.set_minutes_state(session, held.later, MinutesState.DRAFT)
        other = meetings.create_meeting(session, replace(fields, organisation_id=None, starts_at=moment(2026, 12, 1)))
        unheld = replace(fields, starts_at=moment(2026, 12, 2), state=MeetingState.CANCELLED)
        cancelled = meetings.create_meeting(session, unheld)
    for at, words in ((other, "same body"), (held.meeting, "later meeting"), (cancelled, "not held")):
        with pytest.raises(WrongUse, match=words), store.write("Approve") as session:
            minutes.approve_minutes(session, held.later, at)
    with store.write("Sign") as session:
        minutes.sign_minutes(session, held.meeting, held.member, date(2026, 11, 16))
        found = find_minutes(session, held.meeting)
    assert (found.approved_at_id, found.signed_by, found.state) == (held.later, "Cllr Priya Nair", MinutesState.SIGNED)
    with pytest.raises(WrongUse, match="once they are approved"), store.write("Sign") as session:
        minutes.sign_minutes(session, held.meeting, held.member, date(2026, 11, 1))
