"""The trails and the parts of events in the sample book: true to their dates on any day, something of everything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from models.base import Base
from models.entities import (
    Action,
    Area,
    Commitment,
    CommitmentState,
    Event,
    EventRole,
    EventStage,
    Organisation,
    Publicity,
    map_all,
)
from models.queries.councillor_briefing import find_ward_briefing
from models.queries.event_stages import list_pipeline
from models.queries.member_statements import list_missing_statements, list_statements_due
from models.queries.priorities import list_priorities, list_priorities_without_action
from models.queries.promotion_grid import list_reciprocity
from models.queries.publicity import find_turn_out, list_publicity_gaps
from models.queries.reach import find_reach
from models.queries.trails import TrailKind, find_trail
from models.sample import fill_example
from models.vocabulary import ActionState, Visibility

Filled = tuple[Session, date]


@pytest.fixture(scope="module", params=["2026-11-22", "2027-02-14", "2027-08-10"])
def book(request: pytest.FixtureRequest) -> Iterator[Filled]:
    engine = create_engine("sqlite://")
    map_all()
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        today = date.fromisoformat(request.param)
        fill_example(session, today)
        yield session, today


def test_priorities_lead_to_outcomes_or_to_nothing(book: Filled) -> None:
    session, today = book
    rows = list_priorities(session, today)
    assert len(rows) >= 7
    assert all(row.reference for row in rows)
    whole = [find_trail(session, TrailKind.PRIORITY, row.id, today) for row in rows]
    ways = [TrailKind.COMMITMENT, TrailKind.ACTION, TrailKind.EVIDENCE, TrailKind.OUTCOME]
    assert any(trail.reaches >= set(ways) for trail in whole)
    idle = list_priorities_without_action(session, today)
    assert 1 <= len(idle) < len(rows)


def test_actions_and_outcomes_come_after_what_they_follow(book: Filled) -> None:
    session, today = book
    actions = list(session.scalars(select(Action)))
    assert {action.state for action in actions} == {ActionState.OPEN, ActionState.DONE}
    for action in actions:
        assert action.made_on <= today
        assert action.due_on is None or action.due_on >= action.made_on
        assert (action.done_on is None) == (action.state is ActionState.OPEN)
        assert action.done_on is None or action.made_on <= action.done_on <= today
    judged = list(session.scalars(select(Commitment).where(Commitment.outcome_on.is_not(None))))
    assert len(judged) >= 2
    assert all(one.closed_on and one.outcome_on and one.closed_on <= one.outcome_on <= today for one in judged)
    for one in session.scalars(select(Commitment).where(Commitment.state == CommitmentState.REFERRED)):
        assert one.referred_to_id is not None


def test_nobody_came_or_was_told_before_its_time(book: Filled) -> None:
    session, today = book
    stages = {row.id: row.stage for row in session.execute(select(Event.id, Event.stage))}
    for role in session.scalars(select(EventRole)):
        assert role.attended is None or stages[role.event_id] is EventStage.HELD
        assert role.people is None or role.attended
        assert role.invited_on is None or role.invited_on <= today
    assert all(line.done_on is None or line.done_on <= today for line in session.scalars(select(Publicity)))
    assert {row.stage for row in list_pipeline(session, today)} == {
        EventStage.IDEA,
        EventStage.PROPOSED,
        EventStage.PLANNED,
    }


def test_there_is_something_of_everything(book: Filled) -> None:
    session, today = book
    partnership = session.scalars(select(Organisation.id).where(Organisation.short_name == "MLP")).one()
    assert list_missing_statements(session, partnership, today)
    assert list_statements_due(session, today)
    assert list_publicity_gaps(session, today, ahead=timedelta(60))
    lecture = select(Event.id).where(Event.expertise == "How children learn to read")
    turn_out = find_turn_out(session, session.scalars(lecture).one())
    assert turn_out.unreached == ("Parents", "Students")
    assert turn_out.share is not None
    assert turn_out.share < 0.5
    years = (date(today.year - 2, 9, 1), date(today.year + 1, 8, 31))
    assert any(row.balance > 0 for row in list_reciprocity(session, *years))
    ward = session.scalars(select(Area.id).where(Area.name == "Southgate")).one()
    sheet = find_ward_briefing(session, ward, today, audience=Visibility.PUBLIC)
    assert sheet.councillors
    assert sheet.promises
    assert sheet.whats_on.events
    assert sheet.asked
    assert find_reach(session, *years, audience=Visibility.PUBLIC).pupils.number
