"""Erasing somebody, as whoever decides it meets it: first all that it would do, then for good."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.commands import Command
from desktop.dialogs.erasing.dialog import EraseDialog
from desktop.pages.people import SPEC
from desktop.shell.attending import Attending
from models.actions.notes import NoteFields, add_note
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.people import PersonFields, create_person
from models.backup_reasons import BEFORE_ERASURE
from models.queries.people import find_person
from models.vocabulary import OrganisationKind
from tests.desktop.accessibility import audit
from tests.desktop.in_view import in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]


@pytest.fixture
def desk(open_desk):
    made = open_desk(None, SPEC, first="people")
    with made.store.write("Begin") as session:
        made.nair = create_person(session, PersonFields("Nair", "Priya", note="Prefers the phone"))
        school = create_organisation(session, OrganisationFields("Hill School", OrganisationKind.INSTITUTION))
        for text in ("Priya Nair asked about the hall", "Ms Nair was late"):
            add_note(session, NoteFields("organisation", school, TODAY, text))
    made.attending = Attending(made.context, made.window)
    made.window.stack.current_page().show_record("person", made.nair)
    yield made
    made.attending.let_go()


def previewed(desk, qtbot):
    desk.window.commands[Command.ERASE_PERSON].trigger()
    dialog = in_view(EraseDialog)
    dialog.reason.setText("She asked for it")
    dialog.look.click()
    qtbot.waitUntil(lambda: dialog.told is not None)
    return dialog


def test_nothing_is_done_before_it_was_seen_and_agreed_to(desk, qtbot) -> None:
    dialog = previewed(desk, qtbot)
    assert dialog.who.text() == "Priya Nair"
    assert dialog.note.text() == "Priya Nair becomes Former contact #1."
    assert {item.text for item in dialog.places.items()} >= {"Their record is emptied and put away"}
    assert not dialog.erase.isEnabled()
    with desk.store.read() as session:
        assert find_person(session, desk.nair, today=TODAY).row.name == "Priya Nair"
    dialog.who.setText("")
    assert dialog.told is None, "another person, another preview"
    assert not audit(dialog)


def test_what_is_ticked_goes_and_no_undo_is_offered(desk, qtbot) -> None:
    dialog = previewed(desk, qtbot)
    (row,) = dialog.told.possible
    assert dialog.doubtful.ticked() == frozenset()
    dialog.doubtful.list.tick_wanted.emit([row])
    assert dialog.doubtful.ticked() == {(row.kind, row.id)}
    kept, said = [], []
    desk.context.wishes.said.connect(said.append)
    desk.store.keeper = lambda why: kept.append(why) or Path("copies") / "records.liaison"
    dialog.sure.setChecked(True)
    with qtbot.waitSignal(dialog.finished):
        dialog.erase.click()
    assert kept == [BEFORE_ERASURE]
    assert "is kept: records.liaison in copies" in said[0]
    with desk.store.read() as session:
        assert find_person(session, desk.nair, today=TODAY).row.name == "Former contact #1"
    assert desk.store.undo_label() == "Begin"
    assert desk.store.check() == []


def test_a_reason_is_needed(desk) -> None:
    desk.window.commands[Command.ERASE_PERSON].trigger()
    dialog = in_view(EraseDialog)
    dialog.look.click()
    assert dialog.told is None
    assert dialog.fields[1].problem()


def test_a_copy_that_brings_them_back_is_noticed_before_it_is_shown(desk, qtbot, tmp_path) -> None:
    from desktop import forgetting
    from desktop.jobs import Progress
    from models.store import Store

    old = tmp_path / "copy.liaison"
    shutil.copyfile(desk.store.location, old)
    dialog = previewed(desk, qtbot)
    dialog.sure.setChecked(True)
    with qtbot.waitSignal(dialog.finished):
        dialog.erase.click()
    assert not forgetting.has_come_back(desk.store)
    place = shutil.copyfile(old, desk.store.location + ".old.liaison")
    copy = Store.open(place)
    assert forgetting.has_come_back(copy)
    assert "Former contact #1" in forgetting.forget(copy, Progress())
    assert not forgetting.has_come_back(copy)
    copy.close()
