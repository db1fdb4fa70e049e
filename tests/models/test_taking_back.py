"""One change of any age is taken back by itself, while it stands; and what stands on a record is listed."""

from __future__ import annotations

import pytest

from models.actions.checklists import ChecklistFields, ChecklistItemFields, add_checklist_item, create_checklist
from models.actions.groups import GroupFields, add_group, add_to_group, put_away_group
from models.actions.people import PersonFields, create_person
from models.entities import Person
from models.errors import NothingToUndo, StaleRecord
from models.queries.checklists import list_checklist_items
from models.queries.groups import list_groups_of
from models.queries.incomplete_people import count_incomplete_people, list_incomplete_people
from models.queries.told_history import tell_change, tell_history
from models.store import Store
from models.vocabulary import Visibility


def set_note(store: Store, number: int, note: str) -> int:
    with store.write(f"Note {note}") as session:
        session.get_one(Person, number).note = note
    with store.read() as session:
        return tell_history(session, record=("person", number)).rows[0].id


def note_of(store: Store, number: int) -> str:
    with store.read() as session:
        return session.get_one(Person, number).note


def test_an_older_change_is_taken_back_and_what_came_after_stays(store: Store) -> None:
    with store.write("Two people") as session:
        ann, bea = (create_person(session, PersonFields(name, "A")) for name in ("Lee", "Long"))
    first = set_note(store, ann, "one")
    set_note(store, bea, "other")
    assert store.take_back(first) == "Note one"
    assert (note_of(store, ann), note_of(store, bea)) == ("", "other")
    with store.read() as session:
        told = {one.id: one for one in tell_history(session, record=("person", ann)).rows}
        assert not told[first].stands
        assert tell_change(session, first).sentences
    with pytest.raises(NothingToUndo, match="already"):
        store.take_back(first)
    assert store.redo() == "Note one", "taking back is a step like any other, and can be made again"
    assert note_of(store, ann) == "one"
    with store.read() as session:
        assert tell_change(session, first).stands
    store.take_back(first)
    assert store.undo() == "Note other", "undo goes on with what stands"


def test_a_change_that_others_build_on_is_refused_and_nothing_is_changed(store: Store) -> None:
    with store.write("Somebody") as session:
        ann = create_person(session, PersonFields("Lee"))
    first = set_note(store, ann, "one")
    set_note(store, ann, "two")
    with pytest.raises(StaleRecord):
        store.take_back(first)
    assert note_of(store, ann) == "two"


def test_the_groups_of_a_record(store: Store) -> None:
    with store.write("Groups") as session:
        ann = create_person(session, PersonFields("Lee"))
        heads, secret, gone = (
            add_group(session, GroupFields(name, visibility=level))
            for name, level in (
                ("Heads", Visibility.INTERNAL),
                ("Secret", Visibility.CONFIDENTIAL),
                ("Old", Visibility.INTERNAL),
            )
        )
        for group in (heads, secret, gone):
            add_to_group(session, group, [("person", ann)])
        put_away_group(session, gone)
    with store.read() as session:
        assert [row.name for row in list_groups_of(session, "person", ann)] == ["Heads", "Secret"]
        assert [row.name for row in list_groups_of(session, "person", ann, audience=Visibility.INTERNAL)] == ["Heads"]
        assert list_groups_of(session, "person", 99) == ()


def test_the_lines_of_all_checklists_in_their_order(store: Store) -> None:
    with store.write("Checklists") as session:
        one = create_checklist(session, ChecklistFields("B list"))
        other = create_checklist(session, ChecklistFields("A list", visibility=Visibility.CONFIDENTIAL))
        for number, text in ((one, "First"), (one, "Second"), (other, "Alone")):
            add_checklist_item(session, ChecklistItemFields(number, text, "Start"))
    with store.read() as session:
        rows = [(row.checklist, row.number, row.text) for row in list_checklist_items(session)]
        assert rows == [("A list", 1, "Alone"), ("B list", 1, "First"), ("B list", 2, "Second")]
        assert [row.text for row in list_checklist_items(session, audience=Visibility.PARTNERS)] == ["First", "Second"]


def test_people_whose_record_does_not_say_why_it_is_kept(store: Store) -> None:
    with store.write("People") as session:
        whole = create_person(session, PersonFields("Lee", lawful_basis="consent", data_source="herself"))
        create_person(session, PersonFields("Long", lawful_basis="consent"))
        create_person(session, PersonFields("Moss", source="website"))
    with store.read() as session:
        rows = list_incomplete_people(session)
        assert [(row.name, row.lacks_basis, row.lacks_source) for row in rows] == [
            ("Long", False, True),
            ("Moss", True, False),
        ]
        assert count_incomplete_people(session) == 2
        assert whole not in {row.id for row in rows}
