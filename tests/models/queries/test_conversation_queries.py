"""The list of conversations with its filters and pages, and what waits for a reply."""

from __future__ import annotations

from datetime import date, timedelta
from weakref import WeakKeyDictionary

import pytest
from sqlalchemy import event as sql_event

from models import search_index
from models.actions import conversations
from models.actions.conversations import ConversationFields, Party
from models.entities import Channel, Conversation, Direction
from models.errors import WrongUse
from models.queries import conversation_words
from models.queries.conversations import (
    ConversationFilter,
    count_conversations,
    find_conversation,
    find_oldest_awaiting,
    list_conversations,
)
from models.queries.unanswered import count_unanswered, list_reply_rates, list_unanswered
from models.store import Store
from tests.models.people_and_places import TODAY, Numbers, make_area


@pytest.fixture
def area(store: Store) -> Numbers:
    with store.write("Make an area") as session:
        return make_area(session)


def said(session, days: int, *parties: Party, **more: object) -> int:
    fields = {"channel": Channel.EMAIL, "direction": Direction.OUT, "happened_on": TODAY + timedelta(days)}
    return conversations.log_conversation(session, ConversationFields(**{**fields, "parties": parties, **more}))


def test_pages_go_on_where_the_last_one_ended(store: Store, area: Numbers) -> None:
    with store.write("Log") as session:
        numbers = [said(session, -(number // 3), Party(organisation_id=area.oakley)) for number in range(10)]
    with store.read() as session:
        whole = [row.id for row in list_conversations(session, limit=None).rows]
        assert sorted(whole) == sorted(numbers)
        assert whole[0] == numbers[2], "the newest day, the latest entry first"
        pages, after = [], None
        while True:
            page = list_conversations(session, after=after, limit=4)
            pages += [row.id for row in page.rows]
            after = page.next_key
            if after is None:
                break
        assert pages == whole


def test_a_rare_word_fills_its_page_from_its_newest_notes(store: Store, area: Numbers, monkeypatch) -> None:
    monkeypatch.setattr(conversation_words, "NEWEST_HITS", 4)
    with store.write("Log") as session:
        for day in range(0, -24, -1):
            said(session, day, Party(area.nair), subject="Marquee" if day % 2 else "", note="Something else")
            said(session, day, Party(organisation_id=area.oakley), direction=Direction.IN, note="A marquee, perhaps")
    for word in ("marquee", "marq", "oakley", "nair", "nothing"):
        for more in ({}, {"direction": Direction.OUT}, {"channel": Channel.CALL}, {"last_day": TODAY - timedelta(15)}):
            wanted = ConversationFilter(words=word, **more)
            with store.read() as session:
                whole = [row.id for row in list_conversations(session, wanted, limit=None).rows]
                for limit in (1, 3, 5, 40):
                    assert [row.id for row in list_conversations(session, wanted, limit=limit).rows] == whole[:limit]
                assert count_conversations(session, wanted) == len(whole)
    with store.read() as session:
        marquee = [search_index.said(session, "marquee")]
        assert search_index.day_of_hit(session, "conversation", marquee, 1) == TODAY
        assert search_index.day_of_hit(session, "conversation", marquee, 4) == TODAY - timedelta(2)
        assert search_index.day_of_hit(session, "conversation", marquee, 400) is None
        until = TODAY - timedelta(5)
        assert search_index.day_of_hit(session, "conversation", marquee, 4, last=until) == TODAY - timedelta(7)
        assert search_index.day_of_hit(session, "meeting", marquee, 1) is None


def test_a_common_word_is_counted_once_and_found_all_the_same_when_it_has_become_rare(store, area, monkeypatch) -> None:
    asked: list[str] = []
    real = conversation_words.is_said_in_few

    def counted(session, match, few):
        asked.append(match)
        return real(session, match, few)

    monkeypatch.setattr(conversation_words, "is_said_in_few", counted)
    monkeypatch.setattr(conversation_words, "FEW", 2)
    with store.write("Log") as session:
        numbers = [said(session, -day, Party(area.nair), note="A marquee") for day in range(4)]
    wanted = ConversationFilter(words="marq")
    for left in (numbers, numbers, numbers[:1]):
        with store.write("Put away") as session:
            for number in set(numbers) - set(left):
                session.get_one(Conversation, number).note = "Nothing"
        with store.read() as session:
            assert [row.id for row in list_conversations(session, wanted, limit=9).rows] == left
    assert len(asked) == 1


@pytest.mark.parametrize("hits", [1, 2, 200])
@pytest.mark.parametrize(("scarce", "few", "newest"), [(0, 0, 3), (0, 100, 3), (5, 100, 3), (1000, 6000, 2000)])
def test_several_words_find_the_same_however_many_have_them(
    store: Store, area: Numbers, monkeypatch, scarce: int, few: int, newest: int, hits: int
) -> None:
    for name, value in (("SCARCE", scarce), ("FEW", few), ("NEWEST", newest), ("NEWEST_HITS", hits)):
        monkeypatch.setattr(conversation_words, name, value)
    monkeypatch.setattr(conversation_words, "_COMMON", WeakKeyDictionary())
    with store.write("Log") as session:
        numbers = [
            said(session, -day, Party(organisation_id=area.oakley if day % 3 else area.council),
                 note=f"The hall{' and a marquee' * (day == 7)}{' with lights' * (day % 2)}")
            for day in range(12)
        ]  # fmt: skip
    wanted = {
        "hall marquee": [numbers[7]],
        "marquee the hal": [numbers[7]],
        "lights marquee oakley": [numbers[7]],
        "hall lights": numbers[1::2],
        "hall oakley lights": [numbers[day] for day in (1, 5, 7, 11)],
        "hall of": [],
    }
    with store.read() as session:
        for words, found in wanted.items():
            asked = ConversationFilter(words=words)
            for limit in (1, 2, 40):
                page = list_conversations(session, asked, limit=limit)
                assert [row.id for row in page.rows] == found[:limit], words
                after = list_conversations(session, asked, after=page.next_key, limit=limit) if page.next_key else None
                assert [row.id for row in (after.rows if after else ())] == found[limit : limit * 2], words
            assert count_conversations(session, asked) == len(found)


def test_each_filter_narrows_the_list(store: Store, area: Numbers) -> None:
    with store.write("Log") as session:
        call = said(
            session, -1, Party(area.nair), channel=Channel.CALL, direction=Direction.IN, note="About the 100% grant"
        )
        letter = said(session, -20, Party(organisation_id=area.oakley), subject="Hall", reply_expected_by=TODAY)
        late = said(session, -30, Party(area.head), reply_expected_by=TODAY - timedelta(1))
        away = said(session, -40, Party(area.head))
        conversations.archive_conversation(session, away)

    def found(**narrow: object) -> list[int]:
        with store.read() as session:
            wanted = ConversationFilter(**narrow)
            rows = [row.id for row in list_conversations(session, wanted).rows]
            assert count_conversations(session, wanted) == len(rows)
            return rows

    assert found() == [call, letter, late]
    assert found(organisation_id=area.council) == [call]
    assert found(person_id=area.head) == [late]
    assert found(channel=Channel.CALL) == [call]
    assert found(direction=Direction.OUT) == [letter, late]
    assert found(first_day=TODAY - timedelta(20)) == [call, letter]
    assert found(last_day=TODAY - timedelta(20)) == [letter, late]
    assert found(unanswered=True) == [letter, late]
    assert found(overdue_at=TODAY) == [late]
    assert found(archived=True) == [away]
    assert found(words="hall oakley") == [letter]
    assert found(words="GRANT nair") == [call]
    assert found(words="100%") == [call]
    assert found(words="0%g") == []
    assert found(words="_") == []


def test_the_row_says_what_a_list_needs(store: Store, area: Numbers) -> None:
    with store.write("Log") as session:
        number = said(session, -3, Party(area.joe), note="x" * 500, reply_expected_by=TODAY - timedelta(1))
    with store.read() as session:
        (row,) = list_conversations(session).rows
        assert (row.id, row.preview, row.is_overdue(TODAY)) == (number, "x" * 200, True)
        assert not row.is_overdue(TODAY - timedelta(1))
        assert find_conversation(session, number).note == "x" * 500
        with pytest.raises(WrongUse, match="no conversation number 99"):
            find_conversation(session, 99)


def test_a_list_asks_the_same_number_of_questions_however_long(store: Store, area: Numbers) -> None:
    with store.write("Log") as session:
        for _ in range(30):
            said(session, -1, Party(area.nair), Party(organisation_id=area.oakley), reply_expected_by=TODAY)
    asked: list[str] = []
    sql_event.listen(store.engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))
    with store.read() as session:
        list_conversations(session, limit=1)
        asked.clear()
        list_conversations(session, limit=2)
        few = len(asked)
        asked.clear()
        list_conversations(session, limit=30)
        assert len(asked) == few
        asked.clear()
        assert len(list_unanswered(session, TODAY, limit=1)) == 1
        few = len(asked)
        asked.clear()
        assert len(list_unanswered(session, TODAY)) == 30
        assert len(asked) == few


def test_unanswered_on_a_day(store: Store, area: Numbers) -> None:
    with store.write("Log") as session:
        first = said(session, -50, Party(area.nair), reply_expected_by=TODAY - timedelta(40))
        second = said(session, -10, Party(organisation_id=area.oakley), reply_expected_by=TODAY + timedelta(4))
        answered = said(session, -60, Party(organisation_id=area.far), reply_expected_by=TODAY - timedelta(50))
        conversations.record_reply(session, answered, TODAY - timedelta(5))
    with store.read() as session:
        assert [row.id for row in list_unanswered(session, TODAY)] == [first, second]
        assert [row.id for row in list_unanswered(session, TODAY, late_only=True)] == [first]
        assert [row.id for row in list_unanswered(session, TODAY, organisation_id=area.oakley)] == [second]
        assert [row.id for row in list_unanswered(session, TODAY, person_id=area.nair)] == [first]
        assert [row.id for row in list_unanswered(session, TODAY - timedelta(6))] == [answered, first, second]
        assert [row.id for row in list_unanswered(session, TODAY, limit=1)] == [first]
        counts = count_unanswered(session, TODAY)
        rows = list_unanswered(session, TODAY)
        newest = max(row.happened_on for row in rows)
        later = count_unanswered(session, TODAY, (newest, TODAY))
        assert later.awaiting == sum(row.happened_on == newest for row in rows) < len(rows)
        assert (counts.awaiting, counts.late) == (2, 1)
        assert find_oldest_awaiting(session) is None
        oldest = find_oldest_awaiting(session, person_ids=[area.nair], organisation_ids=[area.oakley])
        assert oldest is not None
        assert oldest.id == first


def test_reply_rates(store: Store, area: Numbers) -> None:
    with store.write("Log") as session:
        for days in (-30, -20):
            asked = said(session, days, Party(organisation_id=area.oakley), reply_expected_by=TODAY)
        conversations.record_reply(session, asked, TODAY - timedelta(2))
        said(session, -5, Party(organisation_id=area.far))
    with store.read() as session:
        (rate,) = list_reply_rates(session, date(2026, 9, 1), TODAY, TODAY)
        assert (rate.name, rate.wanted, rate.replied, rate.rate) == ("Oakley College", 2, 1, 0.5)
        (before,) = list_reply_rates(session, date(2026, 9, 1), TODAY, TODAY - timedelta(3))
        assert before.rate == 0
