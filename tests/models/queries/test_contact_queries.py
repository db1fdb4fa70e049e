"""The last real contact, the plans reckoned from it, and what the questions of contact show to whom."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from itertools import count, cycle
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session

from models.actions import contact_plans, contact_routes, conversations, tiers
from models.actions.attendance import set_attendance
from models.actions.conversations import ConversationFields, Party
from models.actions.decisions import ForumQuestionFields, QuestionTrail, ask_question, trace_question
from models.actions.events import EventFields, create_event
from models.actions.meetings import MeetingFields, create_meeting
from models.actions.notes import NoteFields, add_note
from models.base import Base
from models.entities import AttendanceStatus, EventRole, MeetingState, Organisation, map_all
from models.errors import WrongUse
from models.queries import (
    assessments,
    barriers,
    briefing,
    contact_numbers,
    interactions,
    introductions,
    issues,
    last_contact,
    offers,
    outreach,
    research,
    threads,
    unanswered,
)
from models.queries import contact_plans as plans
from models.queries import contact_routes as routes
from models.queries import tiers as tier_queries
from models.queries.audience import EVERYONE_OF_OURS, may_read
from models.sample import fill_example
from models.store import Store
from models.vocabulary import Channel, Direction, EventPart, RelationshipStanding, Tier, Visibility
from tests.models.people_and_places import TODAY, Numbers, make_area, make_organisation, make_person, make_role, moment

BEGIN = date(2025, 9, 1)
KINDS = ("log", "reply", "chase", "give_up", "route", "edit", "note", "tier", "meet", "absent", "event", "ask")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(0, 440),
        st.sampled_from(list(Channel)),
        st.sampled_from(list(Direction)),
        st.booleans(),
    ),
    max_size=9,
)
Step = tuple[str, int, Channel, Direction, bool]


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        return make_area(session)


class History:
    """One organisation and its one person; each step says the day of the real contact it brought, if it did."""

    def __init__(self, session: Session, name: str) -> None:
        self.organisation = make_organisation(session, name)
        self.person = make_person(session, "Ms", "Una", "Vale")
        make_role(session, self.person, self.organisation, "Head", date(2020, 1, 1))
        self.asked: list[int] = []
        self.numbers, self.tiers = count(1), cycle([*list(Tier)[1:], Tier.NONE])

    def take(self, session: Session, step: Step) -> date | None:
        kind, days, channel, direction, wants = step
        day = BEGIN + timedelta(days)
        if kind in ("log", "reply", "chase", "give_up", "route", "edit"):
            return self._talk(session, kind, day, channel, direction, wants)
        if kind == "note":
            add_note(session, NoteFields("organisation", self.organisation, day, "They are busy"))
        elif kind == "tier":
            # Never the same twice: what changes nothing is no change to undo.
            tiers.set_tier(session, [self.organisation], next(self.tiers))
        elif kind == "event":
            number = create_event(session, EventFields("Fair", moment(day.year, day.month, day.day, 11)))
            part = EventRole(event_id=number, person_id=self.person, part=EventPart.ATTENDED, attended=wants)
            session.add(part)
            return day if wants else None
        else:
            return self._meet(session, kind, day)
        return None

    def _meet(self, session: Session, kind: str, day: date) -> date | None:
        at = moment(day.year, day.month, day.day, 18)
        number = create_meeting(session, MeetingFields("Heads", at, state=MeetingState.HELD))
        if kind == "ask":
            question = ask_question(session, number, ForumQuestionFields("When?"))
            trace_question(session, question, QuestionTrail(asked_by_person_id=self.person))
            return day
        status = AttendanceStatus.PRESENT if kind == "meet" else AttendanceStatus.APOLOGIES
        set_attendance(session, number, self.person, status)
        return day if kind == "meet" else None

    def _talk(
        self, session: Session, kind: str, day: date, channel: Channel, direction: Direction, wants: bool
    ) -> date | None:
        if kind == "log" or not self.asked:
            wants = wants and direction is not Direction.IN
            due = day + timedelta(10) if wants else None
            form = ConversationFields(channel, direction, day, (Party(self.person),), reply_expected_by=due)
            number = conversations.log_conversation(session, form)
            self.asked.append(number)
            two_way = direction is not Direction.OUT or channel in last_contact.FACE_TO_FACE
            return day if two_way or (channel is Channel.CALL and not wants) else None
        number = self.asked[-1]
        if kind == "reply":
            conversations.record_reply(session, number, day, channel=Channel.EMAIL)
            return day
        if kind == "chase":
            conversations.chase(session, number, day, channel=Channel.CALL)
        elif kind == "give_up":
            conversations.give_up(session, number, "No answer")
        elif kind == "route":
            form = contact_routes.ContactRouteFields(self.organisation, day, "Through a friend", None, number)
            contact_routes.add_route(session, form)
        else:
            form = replace(conversations.fields_of(session, number), subject=f"Subject {next(self.numbers)}")
            conversations.edit_conversation(session, number, form)
        return None


def _last(store: Store, history: History) -> tuple[date | None, date | None]:
    with store.read() as session:
        bodies = last_contact.find_last_contacts(session, [history.organisation], TODAY)
        people = last_contact.find_last_contacts_with_people(session, [history.person], TODAY)
    return (
        bodies[history.organisation].on if bodies else None,
        people[history.person].on if people else None,
    )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_last_contact_follows_every_real_contact_nothing_else_and_only_undo_takes_it_back(
    store: Store, area: Numbers, steps: list[Step]
) -> None:
    """What a plain count of the real contacts says, the question says; undoing goes back the same way."""
    with store.write("Begin") as session:
        history = History(session, "Vale School")
    latest: date | None = None
    trail = []
    for step in steps:
        try:
            with store.write("Step") as session:
                day = history.take(session, step)
        except WrongUse:
            continue
        latest = max(filter(None, (latest, day)), default=None)
        trail.append(latest)
        assert _last(store, history) == (latest, latest)
    for position in reversed(range(len(trail))):
        assert store.undo() == "Step"
        earlier = trail[position - 1] if position else None
        assert _last(store, history) == (earlier, earlier)


def test_last_contact_is_asked_as_at_a_day(store: Store, area: Numbers) -> None:
    with store.write("Write and be answered") as session:
        form = ConversationFields(
            Channel.LETTER, Direction.OUT, date(2026, 9, 1), (Party(area.nair),), reply_expected_by=date(2026, 9, 15)
        )
        asked = conversations.log_conversation(session, form)
        conversations.record_reply(session, asked, date(2026, 10, 1))
    with store.read() as session:
        assert last_contact.find_last_contacts(session, [area.council], date(2026, 9, 30)) == {}
        found = last_contact.find_last_contacts(session, [area.council, area.oakley], date(2026, 10, 1))
        assert {number: last.on for number, last in found.items()} == {area.council: date(2026, 10, 1)}


def test_a_plan_in_term_time_never_falls_due_in_the_holidays(store: Store, area: Numbers) -> None:
    with store.write("Plan") as session:
        form = contact_plans.ContactPlanFields(1, 400, organisation_id=area.oakley, term_time_only=True)
        contact_plans.add_plan(session, form)
    for days in range(0, 360, 24):
        with store.write("Visit") as session:
            on = BEGIN + timedelta(days)
            visit = ConversationFields(Channel.VISIT, Direction.BOTH, on, (Party(organisation_id=area.oakley),))
            conversations.log_conversation(session, visit)
        with store.read() as session:
            planned = plans.find_planned_contact(session, on, organisation_id=area.oakley)
            (due, worst) = (planned.due_on, planned.worst_on)
        assert due > on
        assert due.month != 8, "the usual summer holidays"
        assert worst - on > timedelta(400), "holidays do not count"


def test_a_link_that_ended_is_lapsed_until_there_is_contact_again() -> None:
    contact = last_contact.LastContact(date(2026, 9, 1), last_contact.ContactSource.MEETING)
    assert outreach.standing_of(contact, date(2026, 10, 1), TODAY) is RelationshipStanding.LAPSED
    assert outreach.standing_of(contact, date(2026, 8, 1), TODAY) is RelationshipStanding.ALIVE
    assert outreach.standing_of(None, None, TODAY) is RelationshipStanding.ALIVE
    assert outreach.standing_of(None, date(2020, 1, 1), TODAY) is RelationshipStanding.LAPSED
    old = replace(contact, on=TODAY - timedelta(365))
    assert outreach.standing_of(old, None, TODAY) is RelationshipStanding.DORMANT
    assert outreach.standing_of(replace(old, on=TODAY - timedelta(364)), None, TODAY) is RelationshipStanding.ALIVE


@pytest.fixture(scope="module")
def example() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA foreign_keys=ON"))
    map_all()
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        fill_example(session, TODAY)
        session.commit()
        yield session


ROOMS: tuple[ModuleType, ...] = (
    *(assessments, barriers, routes, plans, interactions, introductions, issues, offers, outreach, research),
    *(threads, tier_queries, unanswered),
)
KNOWN: dict[str, Any] = {
    "today": TODAY,
    "as_at": TODAY,
    "first_day": TODAY - timedelta(800),
    "last_day": TODAY,
    "older_than": TODAY,
    "tier": Tier.CLOSE,
}
LISTS = [
    pytest.param(function, id=f"{room.__name__.rpartition('.')[2]}.{name}")
    for room in ROOMS
    for name, function in inspect.getmembers(room, inspect.isfunction)
    if function.__module__ == room.__name__
    and name.startswith(("list_", "suggest_"))
    and "audience" in inspect.signature(function).parameters
    and name not in ("list_thread_talks", "list_to_review")
]


def _ask(function: Callable[..., Any], session: Session, audience: Visibility) -> Any:
    parameters = inspect.signature(function).parameters.values()
    given = {one.name: KNOWN[one.name] for one in parameters if one.default is one.empty and one.name in KNOWN}
    return function(session, **given, audience=audience)


def _levels(row: Any) -> Iterator[Visibility]:
    for field in fields(row) if is_dataclass(row) else ():
        value = getattr(row, field.name)
        if isinstance(value, Visibility):
            yield value
        elif is_dataclass(value):
            yield from _levels(value)


@pytest.mark.parametrize("function", LISTS)
def test_every_list_has_rows_in_the_sample_and_shows_none_above_its_audience(
    function: Callable[..., Any], example: Session
) -> None:
    everything = _ask(function, example, EVERYONE_OF_OURS)
    assert everything
    secret = {row.name for row in example.query(Organisation) if row.visibility is not Visibility.PUBLIC}
    for audience in Visibility:
        rows = _ask(function, example, audience)
        assert len(rows) <= len(everything)
        for row in rows:
            assert all(may_read(audience, level) for level in _levels(row)), row
            if audience is Visibility.PUBLIC:
                assert not [name for name in secret if name in repr(row)], row


def test_the_sample_has_what_home_counts(example: Session) -> None:
    numbers = contact_numbers.find_contact_numbers(example, TODAY)
    assert numbers.unanswered >= numbers.unanswered_late > 0
    assert numbers.due >= numbers.beyond_worst > 0
    assert numbers.not_contacted > 0


def test_the_sample_briefs_on_every_organisation(example: Session) -> None:
    for number in example.query(Organisation.id).order_by(Organisation.id):
        if number[0] % 7 == 0:
            sheet = briefing.find_briefing(example, number[0], TODAY, audience=Visibility.INTERNAL)
            assert sheet.name
            assert all(row.visibility is not Visibility.CONFIDENTIAL for row in sheet.unanswered)
