"""People, as the hand meets them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.commands import Command
from desktop.dialogs.new_person import NewPersonDialog
from desktop.dialogs.role import RoleDialog
from desktop.forms.parties import held
from desktop.pages.organisations import SPEC as ORGANISATIONS
from desktop.pages.people import SPEC
from desktop.theme import Appearance
from models.queries.organisations import OrganisationFilter, list_organisations
from models.queries.people import PersonFilter, count_people, find_person, list_people
from tests.desktop.accessibility import audit
from tests.desktop.in_view import in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

LOOKS = [(Appearance.LIGHT, 100), (Appearance.DARK, 200)]


@pytest.fixture
def desk(open_desk, sample_file):
    return open_desk(sample_file, SPEC, ORGANISATIONS, first="people")


def page_of(desk):
    return desk.window.stack.current_page()


def shown(page):
    return [page.list.model.row_at(n).name for n in range(page.list.model.rowCount())]


def again(desk, number):
    with desk.store.read() as session:
        return find_person(session, number, today=TODAY)


def school(desk):
    with desk.store.read() as session:
        return list_organisations(session, OrganisationFilter(words="elm lane"), today=TODAY).rows[0]


def test_typing_narrows_the_list(desk):
    page = page_of(desk)
    desk.keys(page.list.box, "whit")
    assert shown(page)
    assert all("whit" in name.lower() for name in shown(page))
    desk.press(page.list.box, Qt.Key.Key_Escape)
    with desk.store.read() as session:
        assert page.list.model.rowCount() == count_people(session, today=TODAY)


def test_a_role_and_a_place_narrow_the_list_to_those_who_hold_it_today(desk):
    page, place = page_of(desk), school(desk)
    page.list.place.set_choice(held("organisation", place.id, place.name))
    page.list.chips._chips["current"].click()
    with desk.store.read() as session:
        wanted = PersonFilter(organisation_id=place.id, current_only=True)
        names = [row.name for row in list_people(session, wanted, today=TODAY).rows]
    assert names
    assert shown(page)[: len(names)] == names[: page.list.model.rowCount()]
    page.list.clear_filter()
    assert page.list.place.choice() is None


def test_a_new_person_with_a_role_and_an_address_is_one_change(desk):
    place = school(desk)
    desk.window.commands[Command.NEW_PERSON].trigger()
    dialog = in_view(NewPersonDialog)
    dialog.saved.emit()
    assert dialog.isVisible()
    dialog.given.setText("Ivo")
    dialog.family.setText("Quill")
    dialog.place.set_choice(held("organisation", place.id, place.name))
    dialog.saved.emit()
    assert dialog.isVisible()
    dialog.role.setText("Librarian")
    dialog.email.setText("ivo@elm.example")
    dialog.saved.emit()
    page = page_of(desk)
    assert page.detail.name.text() == "Ivo Quill"
    assert [role.role for role in page.detail.known.roles] == ["Librarian"]
    assert page.detail.known.detail.row.email == "ivo@elm.example"
    desk.window.undo()
    assert "Ivo Quill" not in shown(page)


def test_the_basis_for_keeping_saves_itself(desk):
    page = page_of(desk)
    number = page.detail.known.id
    desk.window.commands[Command.EDIT_RECORD].trigger()
    chooser = page.detail.details.form.field("lawful_basis").editor
    chooser.set_value("consent")
    chooser.activated.emit(chooser.currentIndex())
    assert again(desk, number).row.lawful_basis == "consent"
    desk.window.undo()
    assert again(desk, number).row.lawful_basis != "consent"


def test_a_name_is_saved_on_leaving_the_field(desk):
    page = page_of(desk)
    number = page.detail.known.id
    desk.window.commands[Command.EDIT_RECORD].trigger()
    line = page.detail.details.form.field("known_as").editor
    line.setFocus()
    QTest.keyClicks(line, "Nev")
    desk.press(line, Qt.Key.Key_Tab)
    assert again(desk, number).known_as == "Nev"


def test_changing_a_role_keeps_what_the_form_does_not_show(desk):
    page = page_of(desk)
    role = page.detail.known.roles[0]
    dialog = RoleDialog(desk.context, role=role, parent=desk.window)
    dialog.open()
    dialog.topics.setText("choirs, fairs")
    dialog.best.setChecked(True)
    dialog.saved.emit()
    after = next(one for one in page.detail.known.roles if one.id == role.id)
    assert (after.topics, after.is_best_contact) == ("choirs, fairs", True)
    for name in ("role", "starts_on", "starts_precision", "appointing_body", "category", "post_id"):
        assert getattr(after, name) == getattr(role, name)


def test_enter_on_a_role_opens_its_organisation(desk):
    page = page_of(desk)
    role = page.detail.known.roles[0]
    page.detail.tabs.setCurrentIndex(1)
    page.detail.roles.view.setFocus()
    desk.press(page.detail.roles.view, Qt.Key.Key_Return)
    assert desk.context.in_view() == ("organisation", role.organisation_id)


def test_putting_away_leaves_the_list_and_undo_brings_back(desk):
    page = page_of(desk)
    name = page.detail.known.name
    desk.window.commands[Command.DELETE_RECORD].trigger()
    assert name not in shown(page)
    desk.window.undo()
    assert name in shown(page)


@pytest.mark.parametrize(("look", "zoom"), LOOKS)
def test_everybody_can_use_the_page_and_its_dialog(desk, look, zoom):
    desk.context.theme.set_appearance(look)
    desk.context.theme.set_zoom(zoom)
    page = page_of(desk)
    page.show_record("person", page.detail.known.id)
    for number in range(page.detail.tabs.count()):
        page.detail.tabs.setCurrentIndex(number)
        QApplication.processEvents()
        assert audit(desk.window) == []
    dialog = NewPersonDialog(desk.context, desk.window)
    dialog.open()
    QApplication.processEvents()
    assert audit(dialog) == []
    dialog.reject()
