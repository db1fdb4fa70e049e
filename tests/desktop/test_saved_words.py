"""“Saved” is said after the disk has it: not before the commit has come back, and not when it fails."""

from __future__ import annotations

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from models.actions.people import PersonFields, create_person
from models.errors import NoRoom
from tests.desktop.pages.desk import open_desk

__all__ = ["open_desk"]

pytestmark = pytest.mark.requirement("R3")
WAITING = "Not saved yet"


@pytest.fixture
def desk(open_desk):
    from desktop.pages.home import SPEC

    desk = open_desk(None, SPEC, first="home")
    desk.window.status.saved.setText(WAITING)
    return desk


def add(desk, name):
    with desk.store.write("New person") as session:
        create_person(session, PersonFields(name))


def said(desk):
    """Return what the window says of saving: at its foot, and in the bar with Undo."""
    bar = desk.window.undo_bar
    return desk.window.status.saved.text(), bar.isVisible() and "Saved" in bar._words.accessibleName()


def test_it_is_said_after_the_commit_has_come_back(desk):
    seen = []

    def note(*_told):
        seen.append(said(desk))

    # Before the commit, and when all is done of it and the connection is given back.
    moments = ((desk.store.engine, "commit"), (desk.store.engine.pool, "checkin"))
    for where, moment in moments:
        event.listen(where, moment, note)
    add(desk, "Nair")
    for where, moment in moments:
        event.remove(where, moment, note)
    assert seen[:2] == [(WAITING, False)] * 2
    assert said(desk)[0] == "All changes saved"


def test_it_is_not_said_when_the_commit_fails(desk):
    def refuse(_connection):
        raise OperationalError("COMMIT", {}, Exception("database or disk is full"))

    event.listen(desk.store.engine, "commit", refuse)
    with pytest.raises(NoRoom, match="Nothing was lost"):
        add(desk, "Nair")
    assert said(desk) == (WAITING, False)
    event.remove(desk.store.engine, "commit", refuse)
    add(desk, "Okoro")
    assert said(desk)[0] == "All changes saved"
