"""A batch goes out again record by record: what nobody touched goes, what somebody did stays and is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.actions.contact_points import ContactPointFields, add_contact_point
from models.actions.people import PersonFields, edit_person
from models.entities import Affiliation, ContactPoint, Organisation, Person
from models.errors import WrongUse
from models.imports.batches import find_batch, list_batch_lines, list_batches
from models.imports.centre import take_back
from models.imports.outcomes import list_outcomes
from models.imports.preview import Fate
from models.store import Store
from models.vocabulary import ContactPointKind
from tests.models.imports.incoming_files import card, on_its_way, vcards


@pytest.fixture
def batch(store: Store, tmp_path: Path) -> int:
    """Three people of two organisations, brought in."""
    path = vcards(
        tmp_path,
        card("Joe", "Bell", "ORG:North School", "EMAIL:joe@bell.example", "TEL:01632 960101"),
        card("Mary", "Ng", "ORG:North School"),
        card("Sam", "Cole", "ORG:South School"),
    )
    done = on_its_way(store, path).take_in()
    assert done.batch_id is not None
    return done.batch_id


def _counts(store: Store) -> tuple[int, ...]:
    with store.read() as session:
        kinds = (Person, Organisation, Affiliation, ContactPoint)
        return tuple(session.scalar(select(func.count(kind.id))) or 0 for kind in kinds)


def _number_of(store: Store, family_name: str) -> int:
    with store.read() as session:
        return session.scalars(select(Person.id).where(Person.family_name == family_name)).one()


def test_what_nobody_touched_goes_and_can_be_brought_back(store: Store, batch: int) -> None:
    before = _counts(store)
    done = take_back(store, batch)
    assert (len(done.taken), done.kept, done.could_not) == (5, (), ())
    assert _counts(store) == (0, 0, 0, 0)
    with store.read() as session:
        assert find_batch(session, batch).is_taken_back
    with pytest.raises(WrongUse, match="already"):
        take_back(store, batch)
    store.undo()
    assert _counts(store) == before
    with store.read() as session:
        assert not find_batch(session, batch).is_taken_back
    assert store.check() == []


def test_who_was_edited_since_stays_with_all_that_belongs_to_them(store: Store, batch: int) -> None:
    joe = _number_of(store, "Bell")
    with store.write("Rename") as session:
        edit_person(session, joe, PersonFields("Bell", "Joseph"))
    done = take_back(store, batch)
    assert [(left.name, left.words) for left in done.kept] == [("Joseph Bell", "edited since")]
    assert [(left.name, left.words) for left in done.could_not] == [("North School", "needed by a record that stays")]
    assert _counts(store) == (1, 1, 1, 2)
    assert store.check() == []


def test_what_became_of_each_record_can_be_looked_at_later(store: Store, batch: int) -> None:
    with store.read() as session:
        assert list_outcomes(session, batch) == ()
    with store.write("Rename") as session:
        edit_person(session, _number_of(store, "Bell"), PersonFields("Bell", "Joseph"))
    take_back(store, batch)
    with store.read() as session:
        told = [(one.bucket, one.kind, one.name, one.words) for one in list_outcomes(session, batch)]
    assert told == [
        ("kept", "person", "Joseph Bell", "edited since"),
        ("could_not", "organisation", "North School", "needed by a record that stays"),
        ("taken", "organisation", "South School", ""),
        ("taken", "person", "Mary Ng", ""),
        ("taken", "person", "Sam Cole", ""),
    ]
    store.undo()
    with store.read() as session:
        assert list_outcomes(session, batch) == ()
    with store.write("Rename") as session:
        edit_person(session, _number_of(store, "Cole"), PersonFields("Cole", "Samuel"))
    take_back(store, batch)
    with store.read() as session:
        kept = [one.name for one in list_outcomes(session, batch) if one.bucket == "kept"]
    assert kept == ["Joseph Bell", "Samuel Cole"]


def test_who_was_used_since_stays(store: Store, batch: int) -> None:
    sam = _number_of(store, "Cole")
    with store.write("Add") as session:
        add_contact_point(session, ContactPointFields(ContactPointKind.PHONE, "01632 960102", person_id=sam))
    done = take_back(store, batch)
    assert [(left.name, left.words) for left in done.kept] == [("Sam Cole", "used since")]
    assert [left.name for left in done.could_not] == ["South School"]


def test_changes_of_known_people_are_turned_back(store: Store, tmp_path: Path, batch: int) -> None:
    path = vcards(tmp_path, card("Joe", "Bell", "ORG:North School", "TEL:01632 960999"), name="more.vcf")
    done = on_its_way(store, path).take_in()
    assert done.preview.count(Fate.CHANGED) == 1
    assert done.batch_id is not None
    take_back(store, done.batch_id)
    assert _counts(store) == (3, 2, 3, 2)
    with store.read() as session:
        assert [row.is_taken_back for row in list_batches(session)] == [True, False]


def test_undo_takes_the_batch_out_of_the_list_of_those_that_stand(store: Store, batch: int) -> None:
    store.undo()
    with store.read() as session:
        assert find_batch(session, batch).is_taken_back
    store.redo()
    with store.read() as session:
        assert not find_batch(session, batch).is_taken_back


def test_the_lines_of_a_batch_lead_to_their_records(store: Store, batch: int) -> None:
    with store.read() as session:
        lines = list_batch_lines(session, batch)
        assert [(line.name, line.fate.value, line.record_kind) for line in lines] == [
            ("North School", "new", "organisation"),
            ("Joe Bell", "new", "person"),
            ("Mary Ng", "new", "person"),
            ("South School", "new", "organisation"),
            ("Sam Cole", "new", "person"),
        ]
        assert lines[1].record_id == session.scalars(select(Person.id).where(Person.family_name == "Bell")).one()
