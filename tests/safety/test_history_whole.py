"""The history is checked cheaply at each start and wholly on demand, and papers say how far it went."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from models import known_books
from models.actions.people import PersonFields, create_person, edit_person
from models.backup import back_up, restore
from models.entities import ChangeEntry, Person
from models.store import AT_START, Store
from reports.catalogue import REPORTS
from reports.parameters import Parameters
from tests.books import new_book, new_database, store
from tests.tampering import alter

__all__ = ["new_book", "new_database", "store"]


_TOUCHED = ("version", "updated_at", "updated_by")


def made(book: Store, count: int) -> None:
    for number in range(count):
        with book.write(f"Add person {number}") as session:
            create_person(session, PersonFields(f"Name{number}", "Ann"))


def rows(book: Store) -> set[tuple[object, ...]]:
    """Return every journalled row but for the marks of who touched it last."""
    from models.journal import journalled_tables

    with book.read() as session:
        return {
            (table.name, *(row[column.name] for column in table.columns if column.name not in _TOUCHED))
            for table in journalled_tables()
            for row in session.execute(select(table)).mappings()
        }


@pytest.mark.requirement("R41")
def test_what_is_altered_is_named_and_the_newest_part_costs_only_itself(store: Store) -> None:
    made(store, 6)
    whole = store.verify_history()
    assert (whole.changes, whole.problems) == (6, ())
    assert store.verify_history(newest=2).changes == 2
    assert store.verify_history(newest=AT_START).head == whole.head
    alter(store, "UPDATE change_entry SET after_image = '{}' WHERE change_id = 2")
    assert store.verify_history(newest=2).problems == ()
    assert store.verify_history().problems == ("Entry 2 of change 2 was altered.",)
    alter(store, "UPDATE change_entry SET after_image = '{}' WHERE change_id = 6")
    assert store.verify_history(newest=2).problems == ("Entry 6 of change 6 was altered.",)


@pytest.mark.requirement("R41")
def test_bulk_sql_is_journalled_row_by_row_with_before_and_after(store: Store) -> None:
    made(store, 5)
    with store.write("Change all at once") as session:
        session.execute(text("UPDATE person SET interests = 'owls', version = version + 1"))
    with store.write("Remove two") as session:
        session.execute(text("DELETE FROM person WHERE id <= 2"))
    with store.read() as session:
        asked = select(ChangeEntry.operation, func.count(), func.count(ChangeEntry.before_image),
                       func.count(ChangeEntry.after_image)).group_by(ChangeEntry.operation)  # fmt: skip
        found = {row[0]: tuple(row[1:]) for row in session.execute(asked)}
    assert found == {"insert": (5, 0, 5), "update": (5, 5, 5), "delete": (2, 2, 0)}
    assert store.check() == []


@pytest.mark.requirement("R41")
def test_the_last_twenty_steps_are_taken_back_to_equal_rows(store: Store) -> None:
    made(store, 4)
    states = []
    for number in range(20):
        states.append(rows(store))
        with store.write(f"Step {number}") as session:
            if number % 3 == 0:
                create_person(session, PersonFields(f"Other{number}", "Zoë"))
            elif number % 3 == 1:
                edit_person(session, 1 + number % 4, PersonFields(f"New{number}", "Ann", note=f"Note {number}"))
            else:
                session.execute(text(f"UPDATE person SET interests = 'i{number}', version = version + 1"))
    for state in reversed(states):
        store.undo()
        assert rows(store) == state
    assert store.check() == []


CUTS = {
    "the end is cut off": ("DELETE FROM change_entry WHERE change_id = 6", "DELETE FROM change WHERE id = 6"),
    "all is gone": ("DELETE FROM change_entry", "DELETE FROM change"),
}


@pytest.fixture
def remembered(tmp_path: Path) -> Iterator[None]:
    """What is remembered of books is kept in a file of the test."""
    before = list(known_books._own)
    known_books.begin(tmp_path / "mine" / known_books.BESIDE)
    yield
    known_books._own[:] = before


@pytest.mark.requirement("R41")
@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize("how", CUTS)
def test_an_end_that_was_cut_off_is_missed_where_it_was_written(store: Store, how: str) -> None:
    made(store, 6)
    store.close()
    again = Store.open(store.location)
    assert again.verify_history().problems == ()
    alter(again, *CUTS[how])
    (record,) = again.check()
    assert "not as the history last had" in record, "the file alone tells of no end, only of such records"
    left = 5 if how == "the end is cut off" else 0
    for newest in (None, AT_START):
        told = again.verify_history(newest).problems[0]
        assert told.startswith(f"This book is older than the one you had here: it ends with change {left}, and yours")
    made(again, 1)
    again.close()
    again = Store.open(store.location)
    assert again.verify_history().problems == (record,), "it was told, and is what the user has from now on"
    again.close()


@pytest.mark.requirement("R41")
@pytest.mark.usefixtures("remembered")
def test_a_history_that_was_written_anew_is_told_from_the_one_that_was_here(tmp_path: Path) -> None:
    book = Store.create(tmp_path / "book.liaison")
    made(book, 2)
    book.close()
    shutil.copyfile(book.location, tmp_path / "other.liaison")
    for name in ("book", "other"):
        one = Store.open(tmp_path / f"{name}.liaison")
        made(one, 2)
        one.close()
    shutil.copyfile(tmp_path / "other.liaison", book.location)
    again = Store.open(book.location)
    (told,) = again.verify_history().problems
    assert told.startswith("Change 4 is not the one that was made here")
    again.close()


@pytest.mark.usefixtures("remembered")
def test_a_backup_that_was_put_back_on_purpose_is_not_held_against_it(tmp_path: Path) -> None:
    now = datetime(2026, 11, 3, 9, 0)  # noqa: DTZ001 - the user's clock
    book = Store.create(tmp_path / "book.liaison")
    made(book, 2)
    copy = back_up(book, tmp_path, now)
    made(book, 2)
    book.close()
    restore(copy, Path(book.location), None, now)
    again = Store.open(book.location)
    assert again.verify_history().problems == ()
    again.close()


@pytest.mark.requirement("R41")
def test_an_entry_that_no_erasure_emptied_is_named(store: Store) -> None:
    made(store, 3)
    with store.engine.begin() as connection:
        # No trigger prevents it: an erasure does the same.
        connection.execute(text("UPDATE change_entry SET before_image = NULL, after_image = NULL WHERE id = 2"))
    told = "Entry 2 of change 2 was emptied, and no erasure tells of it."
    assert store.check() == [told]
    assert store.verify_history(AT_START).problems == (told,)


@pytest.mark.requirement("R41")
def test_a_record_that_was_altered_past_the_history_is_named(store: Store) -> None:
    made(store, 4)
    with store.write("Edit person 1") as session:
        edit_person(session, 1, PersonFields("Another", "Ann"))
    with store.write("Delete person 4") as session:
        session.delete(session.get_one(Person, 4))
    store.undo()
    assert store.check() == []
    alter(store, "UPDATE person SET note = 'Not from us' WHERE id = 2")
    told = "person:2 is not as the history last had it: one of both was altered by something other than this program."
    assert store.verify_history().problems == (told,)
    assert store.check() == [told]
    assert store.verify_history(AT_START).problems == (), "a walk of the newest part looks at no record"
    alter(store, "UPDATE person SET id = 9 WHERE id = 3", "DELETE FROM person WHERE id = 4")
    (several,) = store.verify_history().problems
    assert several.startswith("4 records are not as the history last had them")
    assert several.endswith("The first is person:2.")


@pytest.mark.requirement("R41")
def test_what_writes_the_history_is_missed_when_it_is_gone_or_another(store: Store) -> None:
    made(store, 2)
    assert store.verify_history(1).problems == ()
    if store.on_server:
        ways = (
            "ALTER TABLE person DISABLE TRIGGER journal_row",
            "DROP TRIGGER journal_row ON person",
            "CREATE OR REPLACE FUNCTION journal_write() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$",
        )
    else:
        ways = (
            "DROP TRIGGER journal_person_update",
            "CREATE TRIGGER journal_person_update AFTER UPDATE ON person BEGIN SELECT 1; END",
        )
    for way in ways:
        with store.engine.begin() as connection:
            connection.execute(text(way))
        (told,) = store.verify_history(1).problems
        assert "into the history was altered" in told
    alter(store)


def test_a_paper_says_how_far_the_history_went(store: Store) -> None:
    made(store, 2)
    report = next(report for report in REPORTS if not report.asks.about)
    with store.read() as session:
        assert session.scalar(select(func.count(Person.id))) == 2
        document = report.build(session, Parameters(date(2026, 9, 1), date(2026, 11, 2), date(2026, 11, 2)))
    head = store.verify_history().head
    assert f"history {head[:16]}" in document.keywords
    made(store, 1)
    found = store.find_change_of(head[:16])
    assert found is not None
    assert found[0] == 2
    assert store.find_change_of("0" * 16) is None
