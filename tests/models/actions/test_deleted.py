"""What was put away lately is listed whatever it is, and comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models.actions.commitments import CommitmentFields, archive_commitment, make_commitment
from models.actions.deleted import bring_back_records
from models.actions.people import PersonFields, archive_person, create_person
from models.base import utc_now
from models.entities import Person
from models.errors import WrongUse
from models.kinds import KINDS
from models.queries.deleted import _tables, count_deleted, list_deleted
from models.queries.records import table_of
from models.vocabulary import Visibility
from tests.models.people_and_places import TODAY

MONTH = timedelta(days=30)


def listed(store, **more):
    with store.read() as session:
        return [(row.kind, row.name, row.by) for row in list_deleted(session, since=utc_now() - MONTH, **more)]


@pytest.fixture
def two(store):
    with store.write("Add") as session:
        person = create_person(session, PersonFields("Okafor", given_name="Ada"))
        promise = make_commitment(session, CommitmentFields("Send the plan", TODAY))
    with store.write("Delete") as session:
        archive_person(session, person)
    with store.write("Delete") as session:
        archive_commitment(session, promise)
    return person, promise


def test_the_latest_comes_first_with_its_name_and_who(store, two):
    assert listed(store) == [("commitment", "Send the plan", store.actor), ("person", "Ada Okafor", store.actor)]
    with store.read() as session:
        assert count_deleted(session, since=utc_now() - MONTH) == 2
        assert count_deleted(session, since=utc_now() + MONTH) == 0


def test_what_comes_back_leaves_the_list_and_undo_takes_that_back(store, two):
    person, _promise = two
    with store.write("Bring back Ada Okafor") as session:
        assert bring_back_records(session, [("person", person)]) == 1
    assert [kind for kind, *_rest in listed(store)] == ["commitment"]
    assert store.undo() == "Bring back Ada Okafor"
    assert len(listed(store)) == 2


def test_what_was_deleted_long_ago_is_not_listed(store, two):
    person, _promise = two
    with store.write("As if long ago") as session:
        session.get_one(Person, person).archived_at = utc_now() - timedelta(days=31)
    assert [kind for kind, *_rest in listed(store)] == ["commitment"]


def test_what_is_above_the_reader_is_not_told(store, two):
    person, _promise = two
    with store.write("Confidential") as session:
        session.get_one(Person, person).visibility = Visibility.CONFIDENTIAL
    assert [kind for kind, *_rest in listed(store, audience=Visibility.PUBLIC)] == []
    assert len(listed(store)) == 2


def test_what_is_never_put_away_cannot_come_back(store, two):
    for kind in ("affiliation", "setting", "nothing"):
        with pytest.raises(WrongUse), store.write("Bring back") as session:
            bring_back_records(session, [(kind, 1)])


def test_every_kind_that_can_be_put_away_is_looked_through():
    can = {kind for kind in KINDS if "archived_at" in table_of(kind).columns}
    assert {table.name for table in _tables()} == can
