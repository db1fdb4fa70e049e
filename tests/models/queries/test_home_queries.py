"""What Home shows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event as sql_event

from models import settings
from models.actions import commitments, conversations, events, meetings
from models.actions.commitments import CommitmentFields
from models.actions.conversations import ConversationFields, Party
from models.actions.events import EventFields
from models.actions.meetings import MeetingFields
from models.entities import Channel, Direction, MeetingState, PromotionState
from models.queries.home import count_late, find_numbers, list_coming_up, list_needs_doing, our_place
from models.queries.home_rows import ComingUpKind, ToDoKind
from models.queries.promotions import NeighboursTold
from models.settings import set_setting
from models.store import Store
from tests.models.people_and_places import TODAY, Numbers, make_area, moment


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        numbers = make_area(session)
        set_setting(session, settings.OUR_ORGANISATION, numbers.own)
        return numbers


def promise(session, owner: int, days: int, **more: object) -> int:
    fields = CommitmentFields(
        f"Due {days}",
        TODAY - timedelta(60),
        owner_person_id=owner,
        observable_result="Seen",
        due_on=TODAY + timedelta(days),
        **more,
    )
    return commitments.make_commitment(session, fields)


def test_an_empty_book(store: Store) -> None:
    with store.read() as session:
        assert our_place(session) is None
        numbers = find_numbers(session, TODAY, None)
        assert (numbers.late, numbers.due_soon, numbers.not_contacted, numbers.events_near) == (0, 0, 0, 0)
        assert list_needs_doing(session, TODAY) == ()
        assert list_coming_up(session, TODAY) == ()


def test_the_four_numbers(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        for days in (-10, -1, 0, 14, 15):
            promise(session, area.joe, days)
        conversations.log_conversation(
            session,
            ConversationFields(Channel.CALL, Direction.IN, TODAY, (Party(area.head), Party(organisation_id=area.own))),
        )
        for title, host, at in (
            ("Near", area.oakley, moment(2026, 11, 28, 23, 59)),
            ("Next week", area.oakley, moment(2026, 11, 29)),
            ("Far", area.far, moment(2026, 11, 24)),
        ):
            events.create_event(session, EventFields(title, at, organisation_id=host))
    with store.read() as session:
        numbers = find_numbers(session, TODAY, our_place(session))
        assert (numbers.late, numbers.due_soon, numbers.not_contacted, numbers.events_near) == (2, 2, 4, 1)
        assert find_numbers(session, TODAY, None).events_near == 2
        assert count_late(session, TODAY) == 2


def test_needs_doing_mixes_promises_and_replies(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        meeting = meetings.create_meeting(session, MeetingFields("Heads", moment(2026, 10, 1)))
        late = promise(session, area.joe, -5, meeting_id=meeting)
        soon = promise(session, area.head, 3)
        promise(session, area.head, 30)
        asked = [
            conversations.log_conversation(
                session,
                ConversationFields(
                    Channel.LETTER,
                    Direction.OUT,
                    TODAY - timedelta(40),
                    (Party(area.nair),),
                    subject="Hall",
                    reply_expected_by=TODAY + timedelta(days),
                ),
            )
            for days in (-8, 0, 1)
        ]
        conversations.chase(session, asked[0], TODAY - timedelta(2))
    with store.read() as session:
        lines = list_needs_doing(session, TODAY)
        assert [(line.kind, line.id) for line in lines] == [
            (ToDoKind.REPLY, asked[0]),
            (ToDoKind.COMMITMENT, late),
            (ToDoKind.REPLY, asked[1]),
            (ToDoKind.COMMITMENT, soon),
        ]
        assert (lines[1].meeting, lines[1].who) == ("Heads", "Mr Joe Marsh")
        assert (lines[0].times_chased, lines[0].who) == (1, "Cllr Priya Nair (Northfield City Council)")
        assert list_needs_doing(session, TODAY, limit=2) == lines[:2]


def test_coming_up(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        papers, questions = TODAY + timedelta(5), TODAY + timedelta(1)
        committee = meetings.create_meeting(
            session,
            MeetingFields(
                "Committee", moment(2026, 12, 3, 18), area.committee, paper_due_on=papers, question_due_on=questions
            ),
        )
        cancelled = MeetingFields("Off", moment(2026, 12, 3, 18), state=MeetingState.CANCELLED)
        meetings.create_meeting(session, cancelled)
        late = meetings.create_meeting(session, MeetingFields("Later", moment(2027, 2, 10), paper_due_on=TODAY))
        concert = events.create_event(session, EventFields("Concert", moment(2026, 11, 26, 17), "", area.own))
        events.ask_organisations(session, concert, [area.oakley, area.far], TODAY)
        events.set_promotion_state(session, concert, area.brookfield, PromotionState.SUGGESTED)
    with store.read() as session:
        lines = list_coming_up(session, TODAY, neighbour_metres=1500)
        assert [(line.kind, line.id) for line in lines] == [
            (ComingUpKind.PAPERS_DUE, late),
            (ComingUpKind.QUESTIONS_DUE, committee),
            (ComingUpKind.EVENT, concert),
            (ComingUpKind.PAPERS_DUE, committee),
            (ComingUpKind.MEETING, committee),
        ]
        assert lines[2].told == NeighboursTold(1, 2)
        assert (lines[4].body, lines[4].due_on) == ("South Area Committee", papers)
        assert list_coming_up(session, TODAY, limit=1) == lines[:1]


def test_home_asks_few_questions_however_much_there_is(store: Store, area: Numbers) -> None:
    with store.write("Add") as session:
        for days in range(20):
            promise(session, area.joe, days - 10)
            events.create_event(session, EventFields("Fair", moment(2026, 11, 25), organisation_id=area.oakley))
    asked: list[str] = []
    sql_event.listen(store.engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))
    with store.read() as session:
        count_late(session, TODAY)
        asked.clear()
        find_numbers(session, TODAY, our_place(session))
        list_needs_doing(session, TODAY)
        list_coming_up(session, TODAY, neighbour_metres=1500)
    assert len(asked) <= 16, asked
