"""On a server each undoes their own changes: not into minutes that somebody else approved meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest

from models.entities import AgendaItem, Meeting, MeetingState, MinuteEntry, MinutesState
from models.errors import StaleRecord
from models.store import Store

AT_SIX = datetime.combine(date(2026, 11, 2), time(18))


@pytest.fixture
def server(postgres_book_url: str) -> Iterator[Store]:
    book = Store.create(postgres_book_url)
    yield book
    book.close()


def test_what_stands_in_approved_minutes_is_not_undone_by_its_author(server: Store) -> None:
    server.actor = "Ann"
    with server.write("Plan the board") as session:
        meeting = Meeting(title="Board", starts_at=AT_SIX, state=MeetingState.HELD)
        session.add(meeting)
        session.flush()
        number = meeting.id
    with server.write("Add an item") as session:
        item = AgendaItem(meeting_id=number, number=1, title="Budget")
        session.add(item)
        session.flush()
        session.add(MinuteEntry(agenda_item_id=item.id, number=1, text="Agreed."))
    server.actor = "Bob"
    with server.write("Approve the minutes") as session:
        session.get_one(Meeting, number).minutes_state = MinutesState.APPROVED

    server.actor = "Ann"
    with pytest.raises(StaleRecord, match="the minutes of Board were approved since"):
        server.undo()
    with server.read() as session:
        assert session.get_one(AgendaItem, 1).title == "Budget"

    server.actor = "Bob"
    assert server.undo() == "Approve the minutes"
    server.actor = "Ann"
    assert server.undo() == "Add an item"
