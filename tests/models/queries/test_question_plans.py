"""The long lists are found by their indexes: what SQLite says it would do, whatever the machine and the load."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from models.queries.conversations import ConversationFilter, count_conversations, list_conversations
from models.queries.diary import list_diary
from models.queries.events import list_month
from models.queries.home import count_late
from models.queries.organisations import OrganisationFilter, count_organisations
from models.queries.people import PersonFilter, list_people
from models.queries.timelines import list_timeline
from models.store import Store

TODAY = date(2026, 11, 22)


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    store = Store.create(tmp_path / "book.liaison")
    yield store
    store.close()


def plan(store: Store, question: Callable[[Session], object]) -> str:
    """Return what SQLite would do for every statement of a question."""
    asked: list[tuple[str, object]] = []

    def remember(_connection: object, _cursor: object, statement: str, parameters: object, *_more: object) -> None:
        asked.append((statement, parameters))

    event.listen(store.engine, "before_cursor_execute", remember)
    with store.read() as session:
        question(session)
        driver = session.connection().connection.driver_connection
        assert driver is not None
        steps = [driver.execute(f"EXPLAIN QUERY PLAN {one}", given).fetchall() for one, given in asked]
    return "\n".join(str(step[3]) for statement in steps for step in statement)


@pytest.mark.parametrize(
    ("question", "index"),
    [
        pytest.param(
            lambda session: list_conversations(session, limit=50),
            "SCAN conversation USING INDEX ix_conversation_newest",
            id="conversations",
        ),
        pytest.param(count_conversations, "USING COVERING INDEX ix_conversation_newest", id="count of conversations"),
        pytest.param(
            lambda session: count_conversations(session, ConversationFilter(unanswered=True)),
            "USING INDEX ix_conversation_awaiting",
            id="unanswered",
        ),
        pytest.param(lambda session: count_late(session, TODAY), "USING COVERING INDEX ix_commitment_", id="badge"),
        pytest.param(
            lambda session: list_month(session, 2026, 11),
            "USING INDEX ix_event_days (starts_at>? AND starts_at<?)",
            id="events of a month",
        ),
        pytest.param(
            lambda session: list_diary(session, TODAY, TODAY),
            "USING INDEX ix_meeting_newest (starts_at>? AND starts_at<?)",
            id="meetings of a month",
        ),
        pytest.param(
            lambda session: list_timeline(session, person_id=1), "USING INDEX ix_promotion_person_id", id="a timeline"
        ),
        pytest.param(
            lambda session: list_people(session, PersonFilter(words="s"), today=TODAY, limit=50),
            "SCAN person USING INDEX ix_person_name_id",
            id="a letter that many names begin with",
        ),
        pytest.param(
            lambda session: list_people(session, PersonFilter(words="priya"), today=TODAY, limit=50),
            "SEARCH person USING INTEGER PRIMARY KEY",
            id="a name that few have",
        ),
        pytest.param(
            lambda session: count_organisations(session, OrganisationFilter(words="hall"), today=TODAY),
            "SCAN search_names VIRTUAL TABLE",
            id="organisations by name",
        ),
        pytest.param(
            lambda session: list_conversations(session, ConversationFilter(words="hall"), limit=50),
            "SCAN search_index VIRTUAL TABLE",
            id="conversations by a word",
        ),
    ],
)
def test_a_question_is_answered_by_its_index(
    file_store: Store, question: Callable[[Session], object], index: str
) -> None:
    assert index in plan(file_store, question)


def test_no_note_is_read_to_find_a_word(file_store: Store) -> None:
    steps = plan(
        file_store, lambda session: list_conversations(session, ConversationFilter(words="hall fair"), limit=50)
    )
    assert "SCAN conversation" not in steps.splitlines()
    assert "SCAN search_index VIRTUAL TABLE" in steps


def test_a_later_page_goes_on_where_the_one_before_ended(file_store: Store) -> None:
    after = (date(2026, 1, 1), 5)
    steps = plan(file_store, lambda session: list_conversations(session, after=after, limit=50))
    assert "SEARCH conversation USING INDEX ix_conversation_newest" in steps
