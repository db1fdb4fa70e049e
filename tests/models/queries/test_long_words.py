"""A text of thousands of words in a filter finds nothing, and breaks nothing."""

from __future__ import annotations

from datetime import date

import pytest

from models.queries.commitment_filter import CommitmentFilter
from models.queries.commitments import list_commitments
from models.queries.conversations import ConversationFilter, list_conversations
from models.queries.events import EventFilter, list_events
from models.queries.meetings import MeetingFilter, list_meetings
from models.queries.people import PersonFilter, list_people
from models.queries.references import ReferenceFilter, list_references
from models.queries.report_runs import RunFilter, list_runs
from models.store import Store
from models.text import LONGEST_WORD, MOST_WORDS, asked_words

TODAY = date(2026, 11, 22)
TEXTS = {
    "words": " ".join(f"word{number}" for number in range(3000)),
    "short": "a b " * 3000,
    "long": "é" * 60_000,
    "marks": '" * OR % _ ' * 500,
}


def test_so_much_of_a_filter_counts():
    assert asked_words("  one two ") == ["one", "two"]
    assert len(asked_words(TEXTS["words"])) == MOST_WORDS
    assert asked_words(TEXTS["long"]) == ["é" * LONGEST_WORD]
    assert asked_words("") == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_lists_take_any_text_as_a_filter(store: Store, text: str):
    with store.read() as session:
        assert not list_meetings(session, MeetingFilter(words=text), limit=5).rows
        assert not list_conversations(session, ConversationFilter(words=text), limit=5).rows
        assert not list_commitments(session, CommitmentFilter(words=text), today=TODAY).rows
        assert not list_events(session, EventFilter(words=text), limit=5).rows
        assert not list_people(session, PersonFilter(words=text), today=TODAY, limit=5).rows
        assert not list_people(session, PersonFilter(role=text), today=TODAY, limit=5).rows
        assert not list_references(session, ReferenceFilter(words=text))
        assert not list_runs(session, RunFilter(words=text)).rows
