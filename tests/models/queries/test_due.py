"""What is due besides commitments: each kind is counted as its list has it, and nothing is told that is not due."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import event

from models.actions.contact_plans import ContactPlanFields, add_plan
from models.actions.conversations import ConversationFields, Party, log_conversation
from models.actions.reminders import ReminderFields, add_reminder
from models.base import Base
from models.queries.due import COUNTED_FROM, DueKind, count_due_kinds, list_due_lines
from models.sample import fill_example
from models.store import Store
from models.vocabulary import Channel, Direction
from tests.models.people_and_places import TODAY, Numbers, make_area


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        return make_area(session)


def counts(store: Store) -> dict[DueKind, tuple[int, int]]:
    with store.read() as session:
        return {one.kind: (one.number, one.late) for one in count_due_kinds(session, TODAY)}


def test_what_is_due_is_told_and_what_is_not_yet_is_not(store: Store, area: Numbers) -> None:
    before = counts(store)
    assert DueKind.REMINDERS not in before
    assert DueKind.REPLIES not in before
    with store.write("Due") as session:
        add_reminder(session, ReminderFields(TODAY - timedelta(7), "Ring the clerk", "organisation", area.oakley))
        add_reminder(session, ReminderFields(TODAY + timedelta(30), "Not yet", "organisation", area.oakley))
        for days in (20, 2):
            log_conversation(
                session,
                ConversationFields(
                    Channel.LETTER,
                    Direction.OUT,
                    TODAY - timedelta(days),
                    (Party(organisation_id=area.oakley),),
                    reply_expected_by=TODAY - timedelta(days - 10),
                ),
            )
        add_plan(session, ContactPlanFields(organisation_id=area.brookfield, ideal_days=30, worst_days=60))
    after = counts(store)
    assert after[DueKind.REMINDERS] == (1, 1)
    assert after[DueKind.REPLIES] == (1, 1), "the other reply is not wanted before its day"
    assert after[DueKind.CONTACT][0] == 1
    with store.read() as session:
        (reminder,) = list_due_lines(session, DueKind.REMINDERS, TODAY)
        (plan,) = list_due_lines(session, DueKind.CONTACT, TODAY)
    assert (reminder.text, reminder.record_kind, reminder.record_id) == ("Ring the clerk", "organisation", area.oakley)
    assert (plan.record_kind, plan.record_id) == ("organisation", area.brookfield)


def test_each_number_is_as_long_as_its_list(tmp_path) -> None:
    store = Store.create(tmp_path / "sample.liaison", is_example=True)
    with store.write("Example") as session:
        fill_example(session, TODAY)
    with store.read() as session:
        found = {one.kind: one.number for one in count_due_kinds(session, TODAY)}
        lines = {kind: list_due_lines(session, kind, TODAY) for kind in DueKind}
    store.close()
    assert found == {kind: len(rows) for kind, rows in lines.items() if rows}
    assert len(found) >= 7, "the example shows most kinds"
    assert all(line.text for rows in lines.values() for line in rows)


def test_the_tables_that_the_counts_rest_on_are_named(store: Store) -> None:
    with store.write("Example") as session:
        fill_example(session, TODAY)
    asked: set[str] = set()
    with store.read() as session:
        engine = session.connection().engine

        def hear(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            asked.update(re.findall(r"\b[a-z_]+\b(?=\.)", statement))

        event.listen(engine, "before_cursor_execute", hear)
        count_due_kinds(session, TODAY)
        event.remove(engine, "before_cursor_execute", hear)
    assert asked & set(Base.metadata.tables) <= COUNTED_FROM
