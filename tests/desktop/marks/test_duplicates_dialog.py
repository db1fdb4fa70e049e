"""Pairs that look alike: compared, made one with the values that are chosen, told apart, and made two again."""

from __future__ import annotations

import pytest

from desktop.commands import Command
from desktop.dialogs.duplicates import MERGED, PEOPLE, DuplicatesDialog
from desktop.dialogs.merge import MergeDialog
from desktop.pages.people import SPEC
from desktop.shell.attending import Attending
from desktop.theme import Appearance
from models.actions.contact_points import ContactPointFields, add_contact_point
from models.actions.notes import NoteFields, add_note
from models.actions.people import PersonFields, create_person
from models.entities import Person
from models.queries.people import count_people
from models.vocabulary import ContactPointKind
from tests.desktop.accessibility import audit
from tests.desktop.in_view import in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]


@pytest.fixture
def shown(open_desk, qtbot):
    desk = open_desk(None, SPEC, first="people")
    with desk.store.write("Begin") as session:
        numbers = [
            create_person(session, PersonFields("Nair", "Priya", note=note))
            for note in ("Rings back", "Writes letters")
        ]
        for number in numbers:
            add_contact_point(session, ContactPointFields(ContactPointKind.EMAIL, "p@n.example", person_id=number))
        add_note(session, NoteFields("person", numbers[1], TODAY, "Met in May"))
        create_person(session, PersonFields("Lee", "Ann"))
    desk.attending = Attending(desk.context, desk.window)
    desk.window.commands[Command.DUPLICATES].trigger()
    dialog = in_view(DuplicatesDialog)
    settle(desk, dialog, qtbot)
    yield desk, dialog, numbers
    dialog.reject()
    desk.attending.let_go()


def settle(desk, dialog, qtbot):
    qtbot.waitUntil(lambda: not desk.context.jobs.is_busy and bool(dialog.words.text()))


def merging():
    return in_view(MergeDialog)


def test_a_pair_is_made_one_with_the_value_that_was_chosen_and_two_again(shown, qtbot) -> None:
    desk, dialog, (first, second) = shown
    assert [(row.first_id, row.second_id) for row in dialog.pairs.rows] == [(first, second)]
    compared = {row.field: (row.first, row.second) for row in dialog.both.rows}
    assert compared["Note"] == ("Rings back", "Writes letters")
    assert compared["Notes"] == ("", "Met in May")
    dialog.saved.emit()
    form = merging()
    assert "1 note" in form.moves.text()
    assert "1 row goes" in form.moves.text()
    form.choice_of("note").set_value(True)
    form.saved.emit()
    assert not form.isVisible()
    with desk.store.read() as session:
        assert count_people(session, today=TODAY) == 2
        assert session.get_one(Person, first).note == "Writes letters"
    settle(desk, dialog, qtbot)
    assert dialog.pairs.rows == []
    assert "No two look alike" in dialog.words.text()

    dialog.what.set_on(frozenset({MERGED}))
    qtbot.waitUntil(lambda: len(dialog.pairs.rows) == 1)
    assert not dialog.same.isVisible()
    dialog.two.click()
    with desk.store.read() as session:
        assert [session.get_one(Person, number).note for number in (first, second)] == ["Rings back", "Writes letters"]


def test_the_other_may_stay(shown) -> None:
    desk, dialog, (first, second) = shown
    dialog.merge()
    form = merging()
    form.stays.set_value(second)
    form.stays.picked.emit(second)
    assert form.moves.text().startswith("Nothing else belongs") or "Priya Nair" in form.moves.text()
    form.saved.emit()
    with desk.store.read() as session:
        assert session.get(Person, first) is None
        assert session.get_one(Person, second).note == "Writes letters", "the one that stays keeps what it says"
    assert desk.store.undo() == "Priya Nair goes into Priya Nair"


def test_those_told_apart_are_offered_no_more_until_undone(shown, qtbot) -> None:
    desk, dialog, _numbers = shown
    dialog.apart.click()
    qtbot.waitUntil(lambda: dialog.pairs.rows == [])
    assert desk.store.undo() == "Priya Nair and Priya Nair are different"
    qtbot.waitUntil(lambda: len(dialog.pairs.rows) == 1)
    dialog.what.set_on(frozenset({PEOPLE}))


@pytest.mark.parametrize(("look", "size"), [(Appearance.LIGHT, 100), (Appearance.DARK, 200)])
def test_everyone_can_compare_and_merge(shown, look, size) -> None:
    desk, dialog, _numbers = shown
    desk.context.theme.set_appearance(look)
    desk.context.theme.set_zoom(size)
    assert audit(dialog) == []
    dialog.merge()
    form = merging()
    assert audit(form) == []
    form.reject()


def test_until_the_comparing_is_over_that_is_said_and_nothing_can_be_done(open_desk, qtbot) -> None:
    desk = open_desk(None, SPEC, first="people")
    dialog = DuplicatesDialog(desk.context, desk.window)
    dialog.open()
    assert dialog.words.text() == "Comparing your records…"
    assert not any(made.isVisible() for made in (dialog.first, dialog.second, dialog.apart, dialog.two))
    assert not dialog.same.isEnabled()
    qtbot.waitUntil(lambda: not desk.context.jobs.is_busy)
    assert dialog.words.text().startswith("No two look alike.")
    dialog.reject()
