"""Papers that were made are noted, by whom they were got too; the note is in the journal and is no step to undo."""

from __future__ import annotations

from datetime import date

import pytest

from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.people import PersonFields, create_person
from models.actions.report_runs import (
    DisclosureFields,
    RunFields,
    add_disclosure,
    disclose_to,
    edit_disclosure,
    note_run,
    remove_disclosure,
)
from models.errors import NothingToUndo, WrongUse
from models.queries.history import list_history
from models.queries.parties import Party
from models.queries.report_runs import RunFilter, count_runs, find_run, list_runs, runs_named, runs_of_file
from models.settings import OUR_PERSON, get_setting, set_setting
from models.store import Store
from models.vocabulary import ChangeKind, Channel, OrganisationKind, Visibility

DAY = date(2026, 11, 22)


def fields(**given) -> RunFields:
    usual = {
        "report": "board-paper",
        "form": "pdf",
        "file_name": "board-paper 2026-11-22.pdf",
        "size": 40_000,
        "sha256": "ab" * 32,
        "audience": Visibility.INTERNAL,
        "as_at": DAY,
    }
    return RunFields(**(usual | given))


def note(store: Store, **given) -> int:
    with store.write("Paper made", is_step=False) as session:
        return note_run(session, fields(**given))


def person(store: Store, family_name: str = "Nair") -> int:
    with store.write("Add a person") as session:
        return create_person(session, PersonFields(given_name="Priya", family_name=family_name))


def test_of_the_files_place_only_the_name_is_kept(store) -> None:
    for place in ("/home/ann/Papers/report.pdf", r"C:\Users\ann\Papers\report.pdf", "report.pdf"):
        number = note(store, file_name=place)
        with store.read() as session:
            found = find_run(session, number)
        assert found.file_name == "report.pdf"
        assert found.made_by == store.actor
        assert found.as_at == DAY


def test_undo_passes_over_a_note_and_redo_is_not_lost_by_one(store) -> None:
    with store.write("Change the name") as session:
        set_setting(session, OUR_PERSON, "Sam Okafor")
    note(store)
    assert store.undo_label() == "Change the name"
    assert store.undo() == "Change the name"
    note(store)
    assert store.redo_label() == "Change the name"
    store.redo()
    with store.read() as session:
        assert get_setting(session, OUR_PERSON) == "Sam Okafor"
        assert count_runs(session) == 2
    assert store.check() == []


def test_a_note_alone_is_nothing_to_undo_and_cannot_be_taken_back_by_number(store) -> None:
    note(store)
    assert store.undo_label() is None
    with pytest.raises(NothingToUndo):
        store.undo()
    with store.read() as session:
        newest = list_history(session).rows[0]
        assert newest.kind is ChangeKind.NOTED
        assert list_history(session, steps_only=True).rows == ()
    with pytest.raises(NothingToUndo):
        store.take_back(newest.id)


def test_listeners_are_told_whether_it_is_a_step(store) -> None:
    told = []
    store.subscribe(told.append)
    number = note(store)
    with store.write("Say who got it") as session:
        add_disclosure(session, number, DisclosureFields(DAY, name="All governors"))
    assert [one.is_step for one in told] == [False, True]


def test_who_got_it_can_be_said_later_changed_and_undone(store) -> None:
    number, who = note(store), person(store)
    with store.write("Send") as session:
        disclose_to(session, number, [Party(person_id=who), Party(person_id=who)], DAY, Channel.EMAIL)
    with store.write("Add who got it") as session:
        words = add_disclosure(session, number, DisclosureFields(DAY, name=" All governors "))
    with store.write("Change who got it") as session:
        edit_disclosure(session, words, DisclosureFields(DAY, name="All governors and the clerk"))
    with store.read() as session:
        given = find_run(session, number).given
    assert [(one.name, one.channel) for one in given] == [
        ("Priya Nair", Channel.EMAIL),
        ("All governors and the clerk", None),
    ]
    with store.write("Remove") as session:
        remove_disclosure(session, words)
    store.undo()
    store.undo()
    with store.read() as session:
        assert [one.name for one in find_run(session, number).given] == ["Priya Nair", "All governors"]


def test_nobody_is_refused_and_so_is_a_paper_that_is_not_there(store) -> None:
    number = note(store)
    with pytest.raises(WrongUse, match="Enter who got it"), store.write("x") as session:
        add_disclosure(session, number, DisclosureFields(DAY, name="  "))
    with pytest.raises(WrongUse, match="There is no paper number 99"), store.write("x") as session:
        add_disclosure(session, 99, DisclosureFields(DAY, name="Somebody"))


def test_the_list_is_newest_first_in_pages_and_narrowed_by_words(store) -> None:
    who = person(store)
    numbers = [note(store, file_name=f"paper {n}.pdf", report="minutes" if n % 2 else "agenda") for n in range(7)]
    with store.write("Send") as session:
        disclose_to(session, numbers[3], [Party(person_id=who)], DAY)
    titles = {"minutes": "Minutes of a meeting", "agenda": "Agenda of a meeting"}
    with store.read() as session:
        first = list_runs(session, limit=4)
        assert first.next_key is not None
        second = list_runs(session, before_id=int(str(first.next_key[0])), limit=4)
        assert [row.id for row in (*first.rows, *second.rows)] == numbers[::-1]
        assert second.next_key is None
        assert [row.id for row in list_runs(session, offset=5).rows] == numbers[1::-1]
        minutes = list_runs(session, RunFilter("MINUTES", titles)).rows
        assert [row.id for row in minutes] == [numbers[5], numbers[3], numbers[1]]
        assert [row.id for row in list_runs(session, RunFilter("nair meeting", titles)).rows] == [numbers[3]]
        assert list_runs(session, RunFilter("100%", titles)).rows == ()
        assert count_runs(session, RunFilter(form="xlsx")) == 0
        assert count_runs(session, RunFilter("paper 6")) == 1


def test_a_file_is_known_by_its_sum_and_a_changed_one_by_its_name(store) -> None:
    number = note(store, sha256="cd" * 32)
    with store.read() as session:
        assert [row.id for row in runs_of_file(session, "cd" * 32)] == [number]
        assert runs_of_file(session, "ef" * 32) == ()
        assert [row.id for row in runs_named(session, "board-paper 2026-11-22.pdf")] == [number]
        assert runs_named(session, "") == ()


def test_a_copy_for_few_is_listed_for_few(store) -> None:
    note(store, audience=Visibility.CONFIDENTIAL)
    public = note(store, audience=Visibility.PUBLIC)
    with store.write("Add") as session:
        hidden = create_organisation(
            session,
            OrganisationFields(name="Hidden", kind=OrganisationKind.OTHER, visibility=Visibility.CONFIDENTIAL),
        )
    note(store, record_kind="organisation", record_id=hidden)
    with store.read() as session:
        assert count_runs(session) == 3
        assert [row.id for row in list_runs(session, audience=Visibility.INTERNAL).rows] == [public]
        assert count_runs(session, audience=Visibility.INTERNAL) == 1
        assert list_runs(session, audience=Visibility.PARTNERS).rows == ()
        assert list_runs(session).rows[0].about_name == "Hidden"
