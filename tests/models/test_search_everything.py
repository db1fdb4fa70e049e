"""Whatever was written down is found, by those who may read it and by nobody else."""

from __future__ import annotations

import random
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Text, delete, insert, update

from models.actions.attachments import add_attachment, attach, of_file
from models.actions.notes import NoteFields, add_note
from models.actions.partnership_plans import PlanReviewFields, review_plan, set_plan
from models.actions.partnerships import PartnershipFields, create_partnership
from models.base import Base
from models.entities import (
    Action,
    AgendaItem,
    Agreement,
    Barrier,
    Conversation,
    ConversationParty,
    Meeting,
    MinuteEntry,
    PartnershipProfile,
    Place,
    Thread,
    map_all,
)
from models.kinds import KINDS as RECORD_KINDS
from models.queries.audience import readable_by
from models.queries.records import find_readable
from models.search import KINDS, search
from models.search_index import find_keys
from models.search_sources import BY_TABLE, FIRST_DATED, FIRST_PART, NAMES, SOURCES
from models.store import Store
from models.vocabulary import (
    AgreementKind,
    BarrierKind,
    Channel,
    Direction,
    Judgement,
    OrganisationKind,
    Visibility,
)
from tests.models.people_and_places import TODAY, Numbers, make_area, make_organisation

CONFIDENTIAL, INTERNAL, PARTNERS, PUBLIC = (
    Visibility.CONFIDENTIAL,
    Visibility.INTERNAL,
    Visibility.PARTNERS,
    Visibility.PUBLIC,
)


def test_the_sources_say_what_the_tables_have() -> None:
    map_all()
    for source in SOURCES:
        table = Base.metadata.tables[source.table]
        assert source.archives == ("archived_at" in table.c), source.table
        assert source.has_level == ("visibility" in table.c), source.table
        assert source.on_record == ("record_id" in table.c), source.table
        for name in (*source.title, *source.body):
            assert isinstance(table.c[name].type.load_dialect_impl(None), Text) or table.c[name].type.python_type is str
        for name, kind in source.owner:
            assert next(iter(table.c[name].foreign_keys)).column.table.name == kind
        if source.day:
            # An entry without a number would be lost in the index.
            assert not table.c[source.day].nullable, source.table
        assert bool(source.day) == (FIRST_DATED <= source.number < FIRST_PART), source.table
    assert set(KINDS) <= set(RECORD_KINDS)
    assert NAMES[1] <= BY_TABLE["conversation"].low
    assert len({source.number for source in SOURCES}) == len(SOURCES)
    assert max(source.number for source in SOURCES) < 256


@pytest.fixture
def book(store: Store) -> tuple[Store, Numbers]:
    with store.write("Fill") as session:
        area = make_area(session)
        secret = make_organisation(session, "Hidden Harbour School", visibility=CONFIDENTIAL)
        group = make_organisation(session, "Choir Partnership", OrganisationKind.PARTNERSHIP)
        session.add(PartnershipProfile(organisation_id=group, purpose="Singing for zebrafish"))
        place = Place(address="Zebra Lane", visibility=PUBLIC)
        place.rename("Town Hall")
        session.add(place)
        session.add(Thread(subject="Zebra crossing", opened_on=date(2026, 5, 1), organisation_id=area.oakley))
        session.add(
            Barrier(
                organisation_id=area.brookfield,
                kind=next(iter(BarrierKind)),
                description="No zebra enclosure",
                raised_on=date(2026, 5, 2),
                visibility=PUBLIC,
            )
        )
        session.add(Agreement(kind=next(iter(AgreementKind)), title="Zebra protocol", partnership_id=group))
        meeting = Meeting(title="Board", starts_at=datetime(2026, 3, 3, 18), visibility=PUBLIC)  # noqa: DTZ001
        closed = Meeting(title="Closed board", starts_at=datetime(2026, 3, 4, 18), visibility=CONFIDENTIAL)  # noqa: DTZ001
        session.add_all([meeting, closed])
        session.flush()
        for one, visibility in ((meeting, PUBLIC), (meeting, CONFIDENTIAL), (closed, PUBLIC)):
            item = AgendaItem(meeting_id=one.id, number=1, title="Item", visibility=visibility)
            session.add(item)
            session.flush()
            session.add(
                MinuteEntry(agenda_item_id=item.id, number=1, text=f"The zebra in {visibility.value} {one.title}")
            )
        session.add(Action(text="Feed the zebra", made_on=TODAY, meeting_id=meeting.id))
        add_note(session, NoteFields("meeting", meeting.id, TODAY, "A zebra came", visibility=PUBLIC))
        add_note(session, NoteFields("organisation", secret, TODAY, "Their zebra", visibility=PUBLIC))
        letter = add_attachment(session, of_file("letter.txt", b"Dear zebra, regards"), TODAY, visibility=PUBLIC)
        attach(session, letter, "organisation", secret)
        talk = Conversation(
            channel=Channel.CALL, direction=Direction.OUT, happened_on=TODAY, subject="Zebra call", visibility=PUBLIC
        )
        session.add(talk)
        session.flush()
        session.add(ConversationParty(conversation_id=talk.id, person_id=area.joe))
    return store, area


def titles(store: Store, words: str, **options: Any) -> list[tuple[str, str]]:
    with store.read() as session:
        return sorted((hit.kind, hit.title) for hit in search(session, words, **options))


def test_everything_is_found_by_our_own_people(book: tuple[Store, Numbers]) -> None:
    store, _area = book
    found = titles(store, "zebra")
    assert {kind for kind, _title in found} == {
        "organisation",
        "place",
        "thread",
        "barrier",
        "agreement",
        "meeting",
        "action",
        "note",
        "attachment",
        "conversation",
    }
    assert titles(store, "zeb", kinds={"agreement"}) == [("agreement", "Zebra protocol")]


def test_what_is_on_a_record_counts_for_it_where_only_its_kind_is_asked_for(book: tuple[Store, Numbers]) -> None:
    store, _area = book
    assert titles(store, "zebra", kinds={"organisation"}) == [("organisation", "Choir Partnership")]
    assert titles(store, "zebra", kinds={"organisation", "event"}) == [
        ("organisation", "Brookfield Primary School"),
        ("organisation", "Choir Partnership"),
        ("organisation", "Hidden Harbour School"),
        ("organisation", "Oakley College"),
    ]
    assert titles(store, "zebra", kinds={"meeting"}) == [("meeting", "Board"), ("meeting", "Closed board")]
    assert titles(store, "zebra came", kinds={"meeting"}) == [("meeting", "Board")]


def test_what_a_look_at_a_plan_found_is_found(book: tuple[Store, Numbers]) -> None:
    store, _area = book
    with store.write("Look at the plan") as session:
        group = create_partnership(session, PartnershipFields("Music hub", visibility=PUBLIC))
        set_plan(session, group, "Lend instruments", None)
        fields = PlanReviewFields(group, TODAY, Judgement.AMBER, "Too few oboes lent", "steering group")
        review_plan(session, fields)
    assert titles(store, "oboe") == [("plan_review", "Too few oboes lent")]
    assert titles(store, "oboe", kinds={"plan_review"}) == [("plan_review", "Too few oboes lent")]
    assert titles(store, "oboe", audience=PUBLIC) == []


def test_nothing_above_an_audience_is_found(book: tuple[Store, Numbers]) -> None:
    store, _area = book
    public = titles(store, "zebra", audience=PUBLIC)
    assert public == [
        ("barrier", "No zebra enclosure"),
        ("conversation", "Zebra call"),
        ("meeting", "Board"),
        ("note", "A zebra came"),
        ("organisation", "Choir Partnership"),
        ("place", "Town Hall"),
    ]
    assert titles(store, "harbour", audience=INTERNAL) == []
    assert titles(store, "harb", audience=CONFIDENTIAL) == [("organisation", "Hidden Harbour School")]
    with store.read() as session:
        hit = next(hit for hit in search(session, "zebra", audience=PUBLIC) if hit.kind == "meeting")
        assert "confidential" not in hit.snippet
        # Joe is a person of the office's own list: his name is no part of what the public reads.
        assert next(hit for hit in search(session, "call", audience=PUBLIC)).hint == ""
        assert next(hit for hit in search(session, "call")).hint == "Mr Joe Marsh"


@pytest.mark.parametrize("audience", [PUBLIC, PARTNERS, INTERNAL])
def test_no_word_finds_what_an_audience_may_not_read(book: tuple[Store, Numbers], audience: Visibility) -> None:
    store, _area = book
    source = random.Random(3)
    words = ["zebra", "z", "board", "item", "school", "the", "call", "letter", "hidden", "choir", "a", "regards"]
    with store.read() as session:
        for _number in range(40):
            asked = " ".join(source.sample(words, k=source.randint(1, 2)))
            kinds = None if source.random() < 0.5 else set(source.sample(KINDS, k=6))
            for hit in search(session, asked, kinds=kinds, audience=audience, limit=source.randint(1, 20)):
                assert find_readable(session, hit.kind, [hit.id], audience), hit
                assert hit.kind in (kinds or KINDS)
    assert CONFIDENTIAL not in readable_by(audience)


def test_the_index_knows_who_may_read_a_row_and_follows_its_changes(book: tuple[Store, Numbers]) -> None:
    store, _area = book

    def found(audience: Visibility) -> int:
        with store.read() as session:
            levels = () if audience is CONFIDENTIAL else readable_by(audience)
            return len(find_keys(session, "quagga", limit=100, levels=levels))

    call = {"channel": Channel.CALL, "direction": Direction.IN, "happened_on": TODAY, "subject": "Quagga"}
    with store.write("Log calls") as session:
        for level in (CONFIDENTIAL, INTERNAL, INTERNAL, PARTNERS, PUBLIC):
            session.execute(insert(Conversation), [{**call, "visibility": level}])
    assert [found(level) for level in (CONFIDENTIAL, INTERNAL, PARTNERS, PUBLIC)] == [5, 4, 2, 1]
    with store.write("Make all of them public") as session:
        quaggas = Conversation.subject == "Quagga"
        session.execute(update(Conversation).where(quaggas).values(visibility=PUBLIC, version=Conversation.version + 1))
    assert [found(level) for level in (CONFIDENTIAL, INTERNAL, PARTNERS, PUBLIC)] == [5, 5, 5, 5]
    store.undo()
    assert [found(level) for level in (CONFIDENTIAL, INTERNAL, PARTNERS, PUBLIC)] == [5, 4, 2, 1]


def test_every_source_is_indexed_and_its_words_go_with_its_rows(store: Store) -> None:
    """By the schema alone: each table can be written to, and after undo nothing of it is left in the index."""
    with store.write("Fill") as session:
        area = make_area(session)
        session.execute(
            insert(Base.metadata.tables["note"]),
            [
                {
                    "record_kind": "organisation",
                    "record_id": area.oakley,
                    "noted_on": date(2026, 1, number % 28 + 1),
                    "text": f"wombat {number}",
                }
                for number in range(50)
            ],
        )
    with store.read() as session:
        assert len(find_keys(session, "wombat", limit=100)) == 50
    with store.write("Out") as session:
        session.execute(delete(Base.metadata.tables["note"]))
    with store.read() as session:
        assert find_keys(session, "wombat", limit=100) == []
    store.undo()
    with store.read() as session:
        assert len(find_keys(session, "wombat", limit=100)) == 50
