"""The first sight of a book says what its opened Home says, needs no SQLAlchemy, and leaves the rest to the opening."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from sqlcipher3 import dbapi2

from models import book_file, settings
from models.entities import (
    CalendarPeriod,
    Commitment,
    Conversation,
    ConversationParty,
    Meeting,
    Organisation,
    Person,
)
from models.first_sight import FirstSight, look
from models.queries.calendar import term_words
from models.queries.home import find_numbers, list_needs_doing
from models.queries.overview import has_organisations
from models.settings import get_setting, set_setting
from models.store import Store
from models.text import sort_key
from models.vocabulary import (
    Channel,
    CommitmentState,
    Direction,
    MeetingState,
    OrganisationKind,
    PeriodKind,
    ReplyState,
)

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
T = TypeVar("T")
LONG_AGO = datetime(2020, 1, 1)  # noqa: DTZ001 - time stamps are kept without a zone


def as_opened(store: Store, today: date, limit: int) -> FirstSight:
    """Return what the queries of Home say of an open book."""
    with store.read() as session:
        numbers = find_numbers(session, today, None)
        return FirstSight(
            is_example=store.is_example(),
            read_only=store.read_only,
            is_empty=not has_organisations(session),
            our_person=get_setting(session, settings.OUR_PERSON),
            term=term_words(session, today),
            late=numbers.late,
            due_soon=numbers.due_soon,
            to_do=list_needs_doing(session, today, limit=limit),
        )


@pytest.fixture(scope="module")
def sample(sample_file: Path) -> Path:
    return sample_file


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "plain.liaison"
    Store.create(path).close()
    return path


@pytest.fixture
def opened() -> Iterator[dict[str, Store]]:
    stores: dict[str, Store] = {}
    yield stores
    for store in stores.values():
        store.close()


# --- the same answer -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", [1, 6, 500])
def test_it_says_what_home_says_of_the_example_on_any_day(sample, opened, limit):
    opened["book"] = store = Store.open(sample)
    for days in (-700, -90, -30, -7, -1, 0, 1, 13, 15, 60, 400):
        today = TODAY + timedelta(days)
        assert look(str(sample), today, limit=limit) == as_opened(store, today, limit)
    assert look(str(sample), TODAY, limit=limit).to_do


def test_it_says_what_home_says_of_an_empty_book(plain, opened):
    opened["book"] = store = Store.open(plain)
    seen = look(str(plain), TODAY)
    assert seen == as_opened(store, TODAY, 6)
    assert seen.is_empty
    assert (seen.late, seen.due_soon, seen.to_do, seen.our_person) == (0, 0, (), "")


@pytest.mark.parametrize("seed", range(12))
def test_it_says_what_home_says_of_any_book(plain, opened, seed):
    opened["book"] = store = Store.open(plain)
    fill_at_random(store, random.Random(seed))
    for days in (-20, 0, 9):
        for limit in (2, 6, 200):
            today = TODAY + timedelta(days)
            assert look(str(plain), today, limit=limit) == as_opened(store, today, limit)


def fill_at_random(store: Store, source: random.Random) -> None:
    """Write promises and letters in every state a book can hold, most of them about due."""
    with store.write("Anything") as session:
        names = ["Ümit O'Neill", "Ana; DROP TABLE person", "陳小明", "x" * 300, "A (B)"]
        people = [Person(display_name=name, name_key=sort_key(name), family_name=name) for name in names]
        bodies = [
            Organisation(
                name=name, name_key=sort_key(name), kind=OrganisationKind.OTHER, archived_at=maybe(source, LONG_AGO)
            )
            for name in ("Elm & Ash", "Elm & Ash", "“Quoted”")
        ]
        session.add_all([*people, *bodies])
        session.flush()
        meeting = Meeting(title="Board %s ?", starts_at=LONG_AGO, state=MeetingState.HELD)
        session.add(meeting)
        session.flush()
        talks = letters(source)
        session.add_all(talks)
        session.flush()
        for talk in talks:
            talk.chases_id = maybe(source, source.choice(talks).id)
            for _number in range(source.randint(0, 3)):
                party = ConversationParty(conversation_id=talk.id, person_id=maybe(source, source.choice(people).id))
                party.organisation_id = maybe(source, source.choice(bodies).id) if party.person_id else bodies[0].id
                session.add(party)
        for _number in range(source.randint(0, 40)):
            session.add(promise(source, people, bodies, meeting, talks))
        if source.random() < 0.6:
            set_setting(session, settings.OUR_PERSON, source.choice(["Sam Okoro", "  ", "Dr Amy Lee"]))
        for first in source.sample(range(-260, 40, 7), source.randint(0, 4)):
            begins = TODAY + timedelta(first)
            kind = source.choice([PeriodKind.TERM, PeriodKind.TERM, PeriodKind.HALF_TERM])
            period = CalendarPeriod(kind=kind, name="Lent term", first_day=begins, last_day=begins + timedelta(80))
            session.add(period)


def maybe(source: random.Random, value: T) -> T | None:
    return value if source.random() < 0.5 else None


def near(source: random.Random) -> date:
    return TODAY + timedelta(source.randint(-25, 25))


def letters(source: random.Random) -> list[Conversation]:
    return [
        Conversation(
            channel=source.choice(list(Channel)),
            direction=source.choice(list(Direction)),
            happened_on=near(source),
            subject=source.choice(["", "Hall", "Bus stop"]),
            reply_state=source.choice(list(ReplyState)),
            reply_expected_by=maybe(source, near(source)),
            replied_on=maybe(source, near(source)),
            archived_at=LONG_AGO if source.random() < 0.2 else None,
        )
        for _number in range(source.randint(0, 60))
    ]


def promise(
    source: random.Random,
    people: list[Person],
    bodies: list[Organisation],
    meeting: Meeting,
    talks: list[Conversation],
) -> Commitment:
    person = maybe(source, source.choice(people).id)
    return Commitment(
        text=source.choice(["Send the plan", "Mend the gate", ""]),
        observable_result="It is there",
        made_on=near(source),
        due_on=near(source),
        state=source.choice(list(CommitmentState)),
        owner_person_id=person,
        owner_organisation_id=bodies[0].id if person is None else maybe(source, source.choice(bodies).id),
        meeting_id=maybe(source, meeting.id),
        conversation_id=maybe(source, source.choice(talks).id) if talks else None,
        archived_at=LONG_AGO if source.random() < 0.2 else None,
    )


# --- what it needs ---------------------------------------------------------------------------------------------------


def test_it_needs_no_sqlalchemy_and_no_mapped_tables(sample):
    code = (
        "import sys; from datetime import date; from models.first_sight import look;"
        f"seen = look({str(sample)!r}, date(2026, 11, 22)); assert seen is not None and seen.to_do;"
        "print(*sorted(name for name in sys.modules if name.startswith(('sqlalchemy', 'alembic', 'models.'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True, timeout=60
    )
    loaded = done.stdout.split()
    assert [name for name in loaded if name.startswith(("sqlalchemy", "alembic", "models.entities"))] == []
    assert "models.queries.home_rows" in loaded


def test_it_leaves_the_file_as_it_was(sample):
    before = {path.name: path.read_bytes() for path in sample.parent.iterdir()}
    look(str(sample), TODAY)
    assert {path.name: path.read_bytes() for path in sample.parent.iterdir()} == before


def test_a_book_that_cannot_be_written_to_is_said_to_be_read_only(plain):
    plain.chmod(0o444)
    outside = book_file.look_at(plain)
    seen = look(str(plain), TODAY)
    assert seen is not None
    assert seen.read_only is not outside.writable


# --- where a look is not enough --------------------------------------------------------------------------------------


def change(path: Path, *statements: str) -> None:
    connection = connect_plainly(path)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def connect_plainly(path: Path) -> dbapi2.Connection:
    """Return a connection as any program makes one, to a book whose triggers are gone."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    return connection


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE book_info SET schema_version = schema_version + 1",
        "UPDATE book_info SET schema_version = schema_version - 1",
        "DELETE FROM book_info",
        "PRAGMA application_id = 7",
        "ALTER TABLE commitment RENAME TO promise",
        "UPDATE commitment SET due_on = '2026-11-1' WHERE due_on IS NOT NULL",
    ],
)
def test_a_book_of_another_kind_is_left_to_the_opening(sample, tmp_path, statement):
    path = tmp_path / "other.liaison"
    shutil.copy(sample, path)
    change(path, statement)
    assert look(str(path), TODAY) is None


def test_a_book_with_a_passphrase_is_left_to_the_opening(tmp_path):
    Store.create(tmp_path / "locked.liaison", "four quite plain words").close()
    assert look(str(tmp_path / "locked.liaison"), TODAY) is None


@pytest.mark.parametrize(
    "content", [b"", b"Dear all,", b"SQLite format 3\x00", b"SQLite format 3\x00" + b"\xff" * 8176]
)
def test_a_file_that_is_no_whole_book_is_left_to_the_opening(tmp_path, content):
    (tmp_path / "odd.liaison").write_bytes(content)
    assert look(str(tmp_path / "odd.liaison"), TODAY) is None


def test_a_damaged_page_is_left_to_the_opening(sample, tmp_path):
    path = tmp_path / "damaged.liaison"
    whole = sample.read_bytes()
    path.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))
    assert look(str(path), TODAY) is None


@pytest.mark.parametrize("place", ["gone.liaison", ".", "postgresql://somewhere/book"])
def test_what_is_no_file_is_left_to_the_opening(tmp_path, place):
    assert look(place if "://" in place else str(tmp_path / place), TODAY) is None


def test_a_book_another_program_is_writing_is_not_waited_for(plain):
    writer = dbapi2.connect(str(plain), isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    started = datetime.now()  # noqa: DTZ005
    assert look(str(plain), TODAY) is None
    assert datetime.now() - started < timedelta(seconds=1)  # noqa: DTZ005
    writer.close()


def test_a_write_that_was_cut_off_is_left_to_the_opening(sample, tmp_path):
    """A hot journal wants to be rolled back, which a reader must not do."""
    living, left = tmp_path / "living.liaison", tmp_path / "left.liaison"
    shutil.copy(sample, living)
    writer = connect_plainly(living)
    for statement in ("PRAGMA cache_size=1", "BEGIN IMMEDIATE", "UPDATE conversation SET note = note || ' x'"):
        writer.execute(statement)
    writer.execute("UPDATE commitment SET text = 'half written'")
    shutil.copy(living, left)
    shutil.copy(f"{living}-journal", f"{left}-journal")
    writer.execute("ROLLBACK")
    writer.close()
    assert look(str(left), TODAY) is None
    Store.open(left).close()
    assert look(str(left), TODAY) == look(str(sample), TODAY)
