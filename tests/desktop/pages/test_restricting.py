"""Restricting the use of somebody's data, as whoever decides it meets it on the settings page."""

from __future__ import annotations

import pytest

from desktop.pages.settings import SPEC as SETTINGS
from desktop.pages.settings.lists.protection import RESTRICTED
from desktop.parts.dialog import PartDialog
from desktop.parts.spec import Owner
from models.actions.people import PersonFields, create_person
from models.queries.people import list_people
from models.queries.restricted import list_restricted
from tests.desktop.accessibility import audit
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]


@pytest.fixture
def desk(open_desk):
    made = open_desk(None, SETTINGS, first="settings")
    with made.store.write("Begin") as session:
        made.nair = create_person(session, PersonFields("Nair", "Priya"))
    return made


def test_somebody_is_restricted_and_used_again(desk, qtbot) -> None:
    dialog = PartDialog(desk.context, RESTRICTED, Owner("setting", 0, "Settings"))
    qtbot.addWidget(dialog)
    assert not audit(dialog)
    given = {"person_id": desk.nair, "reason": "Says that it is wrong"}
    for field in dialog.form_fields:
        if field.spec.name in given:
            named = {"person_id": "Priya Nair"} if field.spec.name == "person_id" else {}
            field.show({field.spec.name: given[field.spec.name]}, named)
    dialog.write()
    with desk.store.read() as session:
        assert [(row.id, row.since) for row in list_restricted(session)] == [(desk.nair, TODAY)]
        assert list_people(session, today=TODAY).rows == ()
    desk.window.stack.show_page("settings", "restricted")
    card = desk.window.stack.current_page().tabs.parts_tabs["protection"].cards["restricted"]
    assert card.count() == 1
    (again,) = RESTRICTED.steps
    with desk.store.write("Use again") as session:
        again.run(session, desk.nair, {})
    assert card.count() == 0
    with desk.store.read() as session:
        assert [row.name for row in list_people(session, today=TODAY).rows] == ["Priya Nair"]
