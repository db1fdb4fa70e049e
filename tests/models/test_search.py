"""Search finds what was said, keeps current by itself, and takes any input."""

from __future__ import annotations

import random
from datetime import date, datetime

import pytest
from sqlalchemy import insert, update

from models.entities import (
    Affiliation,
    AgendaItem,
    Channel,
    ContactPoint,
    ContactPointKind,
    Conversation,
    ConversationParty,
    Decision,
    Direction,
    InstitutionProfile,
    Meeting,
    Organisation,
    OrganisationKind,
    Person,
    RegisterInstitution,
)
from models.search import rebuild_index, rebuild_register_index, search, search_register
from models.search_index import find_keys, match_text
from models.snippets import find_words, snippet
from models.store import Store
from models.text import sort_key


def organisation(name: str, **fields: object) -> Organisation:
    record = Organisation(kind=OrganisationKind.INSTITUTION, **fields)
    record.rename(name)
    return record


def conversation(subject: str, on: date, note: str = "") -> Conversation:
    return Conversation(channel=Channel.CALL, direction=Direction.OUT, happened_on=on, subject=subject, note=note)


def found(store: Store, words: str, **options: object) -> list[tuple[str, str]]:
    with store.read() as session:
        return [(hit.kind, hit.title) for hit in search(session, words, **options)]  # type: ignore[arg-type]


@pytest.fixture
def filled(store: Store) -> Store:
    with store.write("Fill") as session:
        school = organisation("St Mary’s C.E. Primary", short_name="SMP", postcode="CB2 8PQ", town="Cambridge")
        session.add(school)
        person = Person()
        person.rename("Cllr", "Zoë", "Nair")
        session.add(person)
        session.flush()
        session.add(InstitutionProfile(organisation_id=school.id, urn="110123"))
        session.add(ContactPoint(person_id=person.id, kind=ContactPointKind.EMAIL, value="zoe.nair@council.example"))
        session.add(Affiliation(person_id=person.id, organisation_id=school.id, role="Governor", topics="reading"))
        old = conversation("Fête", date(2025, 6, 3), "They asked whether the stalls could open early.")
        new = conversation("Christmas fair", date(2026, 11, 3), "Stalls again; the hall is booked. " * 10)
        session.add_all([new, old])
        session.flush()
        session.add(ConversationParty(conversation_id=new.id, person_id=person.id, organisation_id=school.id))
        meeting = Meeting(title="Area committee", starts_at=datetime.fromisoformat("2026-09-01T18:30"))
        session.add(meeting)
        session.flush()
        item = AgendaItem(meeting_id=meeting.id, number=1, title="Open forum", minute="A resident spoke of stalls.")
        session.add(item)
        session.add(Decision(meeting_id=meeting.id, number=1, text="To write to the college about bicycles."))
    return store


@pytest.mark.parametrize(
    "words", ["marys", "mary's", "Mary’s", "st mar", "ST MARY’S", "smp", "cb2 8pq", "cb28pq", "110123", "cambr", "c.e."]
)
def test_an_organisation_is_found_by_any_spelling_of_its_name_its_place_and_its_urn(filled: Store, words: str) -> None:
    assert ("organisation", "St Mary’s C.E. Primary") in found(filled, words)


@pytest.mark.parametrize("words", ["zoe", "Zoë", "nair zo", "zoe.nair@council", "governor", "reading"])
def test_a_person_is_found_by_name_address_role_and_topic(filled: Store, words: str) -> None:
    assert found(filled, words) == [("person", "Cllr Zoë Nair")]


def test_what_was_said_comes_newest_first_and_items_of_a_meeting_open_the_meeting(filled: Store) -> None:
    assert found(filled, "stalls") == [
        ("conversation", "Christmas fair"),
        ("meeting", "Area committee"),
        ("conversation", "Fête"),
    ]
    assert found(filled, "bicycles college") == [("meeting", "Area committee")]
    assert found(filled, "stalls", kinds={"meeting"}) == [("meeting", "Area committee")]
    assert found(filled, "stalls", limit=1) == [("conversation", "Christmas fair")]


def test_a_hit_tells_where_the_words_are_and_with_whom(filled: Store) -> None:
    with filled.read() as session:
        hit = search(session, "stalls hall")[0]
    assert hit.snippet_matches
    assert {hit.snippet[first:last].lower() for first, last in hit.snippet_matches} == {"stalls", "hall"}
    assert hit.hint == "Cllr Zoë Nair (St Mary’s C.E. Primary)"
    assert hit.on == date(2026, 11, 3)


def test_names_come_first_and_leave_room_for_the_rest(store: Store) -> None:
    with store.write("Fill") as session:
        session.add_all([organisation(f"Brook {number:02}") for number in range(30)])
        session.add_all([conversation(f"Call {number}", date(2026, 1, 1 + number), "brook") for number in range(20)])
    kinds = [kind for kind, _title in found(store, "brook", limit=20)]
    assert kinds == ["organisation"] * 10 + ["conversation"] * 10


def test_a_shorter_list_is_what_a_longer_one_begins_with(store: Store) -> None:
    with store.write("Fill") as session:
        session.add_all([organisation(f"Abbey {number:03} Brook") for number in range(120)])
        session.add_all([organisation(f"Brook {number:03}") for number in range(130, 0, -1)])
        session.add_all([organisation(f"Zenith {number:03} Brook") for number in range(120)])
    whole = found(store, "brook", limit=1000)
    assert len(whole) == 370
    for limit in (1, 2, 7, 50, 129, 150, 249, 251, 369):
        assert found(store, "brook", limit=limit) == whole[:limit]


def test_one_place_is_for_the_name_and_not_for_what_mentions_it(store: Store) -> None:
    with store.write("Fill") as session:
        session.add_all([organisation("Brook House"), conversation("Call", date(2026, 1, 1), "brook")])
    assert found(store, "brook", limit=1) == found(store, "brook")[:1] == [("organisation", "Brook House")]


def test_a_name_that_begins_so_comes_before_one_that_has_it_inside(store: Store) -> None:
    with store.write("Fill") as session:
        session.add_all([organisation("Abbey Brook"), organisation("Brook House"), organisation("Zenith brook")])
    assert [title for _kind, title in found(store, "brook")] == ["Brook House", "Abbey Brook", "Zenith brook"]


def test_the_index_follows_edits_bulk_statements_undo_and_archiving(filled: Store) -> None:
    with filled.write("Reword") as session:
        session.execute(update(Conversation).values(note="About kites", version=Conversation.version + 1))
    assert found(filled, "stalls") == [("meeting", "Area committee")]
    assert len(found(filled, "kites")) == 2
    filled.undo()
    assert len(found(filled, "stalls")) == 3
    assert found(filled, "kites") == []
    with filled.write("Put away") as session:
        session.execute(update(Conversation).where(Conversation.subject == "Fête").values(archived_at=datetime.now()))  # noqa: DTZ005
    assert ("conversation", "Fête") not in found(filled, "stalls")
    filled.undo()
    assert ("conversation", "Fête") in found(filled, "stalls")
    with filled.write("Move the day") as session:
        session.execute(
            update(Conversation).where(Conversation.subject == "Fête").values(happened_on=date(2026, 12, 1))
        )
    assert found(filled, "stalls")[0] == ("conversation", "Fête")


def test_a_part_of_an_archived_meeting_is_not_found(filled: Store) -> None:
    with filled.write("Put away") as session:
        session.execute(update(Meeting).values(archived_at=datetime.fromisoformat("2026-11-01")))
    assert found(filled, "bicycles") == []


def test_making_the_index_anew_changes_nothing(filled: Store) -> None:
    before = [found(filled, words) for words in ("stalls", "marys", "zoe", "110123")]
    with filled.write("Again") as session:
        rebuild_index(session.connection())
    assert [found(filled, words) for words in ("stalls", "marys", "zoe", "110123")] == before


def test_a_word_that_was_erased_is_nowhere_in_the_file_of_a_plain_book(store: Store) -> None:
    if store.on_server:
        pytest.skip("The server keeps its own files.")
    with store.write("Fill") as session:
        session.add(conversation("One", date(2026, 1, 1), "xylophonist"))
    with store.write("Erase") as session:
        connection = session.connection()
        connection.exec_driver_sql("UPDATE conversation SET note = '', version = version + 1")
        connection.exec_driver_sql("INSERT INTO search_index (search_index) VALUES ('optimize')")
    with store.read() as session:
        blocks = session.connection().exec_driver_sql("SELECT block FROM search_index_data").scalars().all()
    assert not any(b"xylophonist" in bytes(block) for block in blocks)


def register_row(urn: str, name: str, **fields: str) -> dict[str, object]:
    return {"urn": urn, "name": name, "name_key": sort_key(name), "phase": "", "town": "Leeds", **fields}


def test_the_register_is_found_by_name_place_and_urn_with_closed_ones_last(store: Store) -> None:
    rows = [
        register_row("100001", "Brook College", status="Closed", postcode="LS1 1AA"),
        register_row("100002", "Old Brook School", status="Open", postcode="LS2 2BB"),
        register_row("100003", "Brookfield", status="Open", postcode="LS3 3CC"),
    ]
    with store.write("Import") as session:
        session.execute(insert(RegisterInstitution), [{"postcode": "", "status": "", **row} for row in rows])
        rebuild_register_index(session.connection())
    with store.read() as session:
        assert [hit.urn for hit in search_register(session, "brook")] == ["100003", "100002", "100001"]
        assert [hit.urn for hit in search_register(session, "100002")] == ["100002"]
        assert [hit.urn for hit in search_register(session, "leeds school")] == ["100002"]
        assert [hit.urn for hit in search_register(session, "ls33cc")] == ["100003"]
        assert search_register(session, "'\"(") == ()


_PIECES = [
    *"\"'()*:^-+{}[]\\/!&|<>%_~?;,.#@$\x00\ud800\u0301\u200bßİıåŁ日🎪½٣ǅ",
    "AND", "OR", "NOT", "NEAR", "NEAR(", "title:", "--", "<->", ":*", "stalls", "mar", " ", "  ", "\n",
    "''", '""', "$$",
]  # fmt: skip


def test_no_input_is_refused(filled: Store) -> None:
    source = random.Random(7)
    with filled.read() as session:
        for _number in range(10_000):
            words = "".join(source.choices(_PIECES, k=source.randint(1, 9)))
            find_keys(session, words, limit=5)
            find_keys(session, words, limit=5, titles_only=True)
        for _number in range(300):
            words = "".join(source.choices(_PIECES, k=source.randint(1, 9)))
            search(session, words, limit=5)
            search_register(session, words, limit=5)
        assert search(session, "x" * 1_000_000) == ()
        assert len(search(session, "a " * 100_000)) == 1


def test_a_beginning_finds_every_word_that_begins_so_however_many_and_however_written(store: Store) -> None:
    words = ["Hall", "HALLWAY", "halls", "hallé", "hall9", "hallø", "Håll", "hall日"]
    with store.write("Fill") as session:
        for number, word in enumerate(words):
            session.add(conversation(f"No {number}", date(2026, 1, 1 + number), f"About the {word}."))
        session.add(conversation("Another", date(2026, 2, 1), "About the ham and the hal, and or not"))
        session.flush()
        assert len(find_keys(session, "hall", limit=200)) == len(words), "in the transaction that wrote them"
    with store.read() as session:
        assert len(find_keys(session, "hal", limit=200)) == len(words) + 1
        assert len(find_keys(session, "hallé", limit=200)) == 1
        assert len(find_keys(session, "the hallw", limit=200)) == 1
        assert len(find_keys(session, "not", limit=200)) == 1, "no operator"
        assert find_keys(session, "hallz", limit=200) == []
    with store.write("More words than are asked for one by one") as session:
        more = [f"hall{chr(97 + first)}{chr(97 + second)}x" for first in range(10) for second in range(10)]
        session.add_all(conversation(word, date(2026, 3, 1), "") for word in more)
    with store.read() as session:
        assert len(find_keys(session, "hall", limit=200)) == len(words) + len(more)


def test_words_without_a_letter_or_digit_ask_nothing() -> None:
    assert match_text(" -- ' ( ", "sqlite") is None
    assert match_text(" -- ' ( ", "postgresql") is None


def test_a_snippet_is_a_line_around_the_first_word_found() -> None:
    text = "Beginning. " * 40 + "They liked the\nFête   very much. " + "End. " * 60
    line, places = snippet(text, ["fete"])
    assert "\n" not in line
    assert line.startswith("…")
    assert line.endswith("…")
    assert len(line) < 170
    assert [line[first:last] for first, last in places] == ["Fête"]
    assert find_words("Cafe\u0301 and café", ["cafe"]) == ((0, 5), (10, 14))
    assert find_words("scarlet car", ["car"]) == ((8, 11),)
