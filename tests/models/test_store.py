from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DatabaseError

from models.changes import Changes
from models.entities import Change, ChangeEntry, ContactPoint, ContactPointKind, Organisation, OrganisationKind
from models.errors import BookLocked, NothingToUndo, StaleRecord
from models.store import Store
from tests.tampering import alter


def add(store: Store, name: str) -> int:
    with store.write(f"Add {name}") as session:
        organisation = Organisation(kind=OrganisationKind.INSTITUTION, opened_on=date(1999, 9, 1))
        organisation.rename(name)
        session.add(organisation)
        session.flush()
        return organisation.id


def signed(name: str, store: Store) -> str:
    """Return a chosen name as the history has it: on a server with that of the login."""
    return f"{name} (liaison)" if store.on_server else name


def rename(store: Store, number: int, name: str) -> None:
    with store.write(f"Rename to {name}") as session:
        session.get_one(Organisation, number).rename(name)


def names(store: Store) -> list[str]:
    with store.read() as session:
        return list(session.scalars(select(Organisation.name).order_by(Organisation.id)))


@pytest.mark.requirement("R41")
def test_a_write_is_kept_journalled_and_told_once(store: Store) -> None:
    told: list[Changes] = []
    store.subscribe(told.append)
    number = add(store, "Elm Lane")
    assert names(store) == ["Elm Lane"]
    assert told == [Changes("Add Elm Lane", frozenset({("organisation", number)}))]
    with store.read() as session:
        change = session.scalars(select(Change)).one()
        entry = session.scalars(select(ChangeEntry)).one()
    assert (change.actor, change.label) == (signed("Ann", store), "Add Elm Lane")
    assert entry.before_image is None
    assert json.loads(entry.after_image or "")["name"] == "Elm Lane"


def test_a_failed_write_leaves_nothing_and_tells_nobody(store: Store) -> None:
    told: list[Changes] = []
    store.subscribe(told.append)
    with pytest.raises(ValueError, match="stop"), store.write("Add two") as session:
        organisation = Organisation(kind=OrganisationKind.BODY)
        organisation.rename("Half")
        session.add(organisation)
        session.flush()
        raise ValueError("stop")
    assert names(store) == []
    assert told == []
    assert store.undo_label() is None
    assert store.check() == []


def test_bulk_sql_is_journalled_and_undone(store: Store) -> None:
    first, second = add(store, "One"), add(store, "Two")
    with store.write("Move both to Leeds") as session:
        session.execute(update(Organisation).values(town="Leeds", version=Organisation.version + 1))
    with store.read() as session:
        last = session.scalars(select(Change.id).order_by(Change.id.desc()).limit(1)).one()
        rows = session.scalars(select(ChangeEntry.record_id).where(ChangeEntry.change_id == last)).all()
    assert sorted(rows) == [first, second]
    assert store.undo() == "Move both to Leeds"
    with store.read() as session:
        assert set(session.scalars(select(Organisation.town))) == {""}


def test_undo_and_redo_walk_the_whole_history(store: Store) -> None:
    number = add(store, "A")
    rename(store, number, "B")
    rename(store, number, "C")
    assert store.undo() == "Rename to C"
    assert store.undo() == "Rename to B"
    assert (names(store), store.undo_label(), store.redo_label()) == (["A"], "Add A", "Rename to B")
    assert store.redo() == "Rename to B"
    rename(store, number, "D")
    assert store.redo_label() is None
    with pytest.raises(NothingToUndo):
        store.redo()
    assert store.undo() == "Rename to D"
    assert store.undo() == "Rename to B"
    assert store.undo() == "Add A"
    assert names(store) == []
    with pytest.raises(NothingToUndo):
        store.undo()
    assert store.check() == []


def test_undo_brings_back_the_same_row_with_its_number(store: Store) -> None:
    number = add(store, "Elm")
    with store.write("Add phone") as session:
        phone = ContactPoint(organisation_id=number, kind=ContactPointKind.PHONE, value="01632 960123", is_primary=True)
        session.add(phone)
        session.flush()
        phone_number = phone.id
    with store.write("Remove phone") as session:
        session.delete(session.get_one(ContactPoint, phone_number))
    store.undo()
    with store.read() as session:
        again = session.get_one(ContactPoint, phone_number)
        assert (again.value, again.is_primary, again.kind) == ("01632 960123", True, ContactPointKind.PHONE)
    store.redo()
    with store.read() as session:
        assert session.get(ContactPoint, phone_number) is None


def test_undo_refuses_when_other_records_depend_on_it(store: Store) -> None:
    number = add(store, "Elm")
    other = add(store, "Oak")
    with store.write("Put Elm under Oak") as session:
        session.get_one(Organisation, number).parent_id = other
    store.undo()
    store.undo()
    assert names(store) == ["Elm"]
    store.redo()
    store.redo()
    with store.read() as session:
        assert session.get_one(Organisation, number).parent_id == other


def test_two_people_on_one_record_do_not_overwrite_each_other(store: Store) -> None:
    number = add(store, "Elm")
    with store.read() as session:
        mine = session.get_one(Organisation, number)
        session.expunge(mine)
    rename(store, number, "Theirs")
    with pytest.raises(StaleRecord), store.write("Mine") as session:
        session.add(mine)
        mine.rename("Mine")
    assert names(store) == ["Theirs"]


def test_nothing_can_be_changed_outside_a_write(store: Store) -> None:
    add(store, "Elm")
    with pytest.raises(DatabaseError), store.engine.begin() as connection:
        connection.execute(text("UPDATE organisation SET name = 'Sly'"))
    with store.read() as session:
        session.get_one(Organisation, 1)
    assert names(store) == ["Elm"]


def test_a_read_session_keeps_nothing(store: Store) -> None:
    add(store, "Elm")
    with store.read() as session:
        session.get_one(Organisation, 1).town = "Leeds"
    with store.read() as session:
        assert session.get_one(Organisation, 1).town == ""


@pytest.mark.requirement("R41")
def test_the_journal_is_append_only_and_names_tampering(store: Store) -> None:
    number = add(store, "Elm")
    rename(store, number, "Oak")
    for statement in (
        "DELETE FROM change_entry",
        "UPDATE change SET actor = 'Mallory'",
        "UPDATE change_entry SET after_image = '{}'",
    ):
        with pytest.raises(DatabaseError), store.engine.begin() as connection:
            connection.execute(text(statement))
    assert store.check() == []
    alter(store, "UPDATE change_entry SET after_image = replace(after_image, 'Oak', 'Ash')")
    altered, record = store.check()
    assert altered == "Entry 2 of change 2 was altered."
    assert record.startswith("organisation:1 is not as the history last had it")


def test_blanked_images_leave_the_chain_sound_and_refuse_undo(store: Store) -> None:
    add(store, "Elm")
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE change_entry SET before_image = NULL, after_image = NULL"))
    (told,) = store.check()
    assert "emptied, and no erasure" in told, "the chain itself is sound"
    with pytest.raises(StaleRecord, match="erased"):
        store.undo()
    assert names(store) == ["Elm"]


def test_a_missing_change_is_named(store: Store) -> None:
    number = add(store, "Elm")
    rename(store, number, "Oak")
    rename(store, number, "Ash")
    alter(store, "DELETE FROM change_entry WHERE change_id = 2", "DELETE FROM change WHERE id = 2")
    assert "The journal misses change 2." in store.check()


def test_who_and_when_are_written_by_the_store(store: Store) -> None:
    number = add(store, "Elm")
    store.actor = "Ben"
    rename(store, number, "Oak")
    with store.read() as session:
        row = session.get_one(Organisation, number)
        assert (row.created_by, row.updated_by, row.version) == (signed("Ann", store), signed("Ben", store), 2)


def test_text_no_database_keeps_is_dropped_on_the_way_in(store: Store) -> None:
    add(store, "El\x00m \ud83d Lane 😀")
    assert names(store) == ["Elm  Lane 😀"]


def test_a_thousand_rows_in_one_change(store: Store) -> None:
    rows = [
        {"name": f"School {n}", "name_key": f"school {n:04}", "kind": OrganisationKind.INSTITUTION} for n in range(1000)
    ]
    with store.write("Add a thousand") as session:
        session.execute(insert(Organisation), rows)
    assert len(names(store)) == 1000
    assert store.undo() == "Add a thousand"
    assert names(store) == []
    assert store.check() == []


def test_a_read_only_book_refuses_changes_in_words(tmp_path: Path) -> None:
    path = tmp_path / "book.liaison"
    Store.create(path).close()
    book = Store.open(path, read_only=True)
    with pytest.raises(BookLocked, match="reading only"), book.write("Try"):
        pass
    assert names(book) == []
    book.close()


def test_after_a_large_change_the_tables_are_looked_at_anew(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "grown.liaison")
    row = {"kind": OrganisationKind.INSTITUTION, "uid": "", "name": "", "name_key": ""}
    with store.write("Import") as session:
        session.execute(
            insert(Organisation), [{**row, "uid": str(n), "name": f"A {n}", "name_key": f"a {n}"} for n in range(3000)]
        )
    with store.read() as session:
        known = "SELECT max(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = 'organisation'"
        assert session.execute(text(known)).scalar_one() == 3000
        assert session.execute(text("PRAGMA busy_timeout")).scalar_one() == 5000
    store.close()
