"""Two people change one record at the same time: nothing typed is lost, and each field says whose words stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from desktop.context import Context
from desktop.dialogs.conflict import ConflictDialog, Disputed
from desktop.dialogs.logged import Log
from desktop.dialogs.quick_log import QuickLogDialog
from desktop.dialogs.role import RoleDialog
from desktop.dialogs.settling import brought_together, disputed_names
from desktop.forms.contact_points import ContactPointDialog
from desktop.hub import ChangeHub
from desktop.jobs import Jobs
from desktop.main_window import MainWindow
from desktop.pages.commitments import SPEC as COMMITMENTS
from desktop.pages.events import SPEC as EVENTS
from desktop.pages.organisations import SPEC as ORGANISATIONS
from desktop.theme import Appearance
from desktop.widgets.line_edit import LineEdit
from models.actions.affiliations import AffiliationFields, add_affiliation, edit_affiliation
from models.actions.commitments import CommitmentFields, edit_commitment, make_commitment
from models.actions.commitments import fields_of as commitment_fields
from models.actions.contact_points import ContactPointFields, add_contact_point, edit_contact_point
from models.actions.conversations import (
    ConversationFields,
    Party,
    edit_conversation,
    fields_of,
    log_conversation,
)
from models.actions.events import EventFields, create_event, edit_event
from models.actions.events import fields_of as event_fields
from models.actions.organisations import OrganisationFields, create_organisation, edit_organisation
from models.actions.people import PersonFields, create_person
from models.queries.affiliations import list_affiliations
from models.queries.organisation_detail import find_organisation
from models.store import Store
from models.vocabulary import Channel, ContactPointKind, Direction, OrganisationKind
from tests.books import new_database
from tests.desktop.accessibility import audit
from tests.desktop.in_view import find_in_view
from tests.desktop.pages.desk import TODAY
from tests.postgres_server import PostgresServer

__all__ = ["new_database"]


class Two:
    """A window on a book, and somebody else on the same book."""

    def __init__(self, location: str, theme, settings) -> None:
        self.mine, self.theirs = Store.open(location), Store.open(location)
        self.theirs.actor = "joan"
        with self.mine.write("Begin") as session:
            self.school = create_organisation(
                session, OrganisationFields("Elm Lane", OrganisationKind.INSTITUTION, town="Elmham", note="Ring first.")
            )
            self.person = create_person(session, PersonFields("Okafor", given_name="Ada"))
            self.role = add_affiliation(
                session, AffiliationFields(self.person, self.school, "Chair", topics="governors")
            )
            self.point = add_contact_point(
                session, ContactPointFields(ContactPointKind.EMAIL, "a@elm.example", organisation_id=self.school)
            )
            party = (Party(organisation_id=self.school),)
            self.talk = log_conversation(
                session,
                ConversationFields(Channel.CALL, Direction.IN, TODAY, party, subject="The hall", note="They rang."),
            )
        hub = ChangeHub(theme)
        self.window = MainWindow(theme, settings, Jobs(theme))
        self.mine.subscribe(hub.announce)
        self.context = Context(self.mine, hub, Jobs(theme), settings, theme, self.window.commands, today=lambda: TODAY)
        self.window.resize(1366, 728)
        self.window.fill(self.context, (ORGANISATIONS,), first="organisations")
        self.window.show()

    def close(self) -> None:
        self.window.close()
        self.window.stack.empty()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.mine.close()
        self.theirs.close()


@pytest.fixture(params=["file", "server"])
def location(request, tmp_path):
    """Where a new, empty book is."""
    if request.param == "file":
        place = str(tmp_path / "book.liaison")
        Store.create(place).close()
        yield place
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.new_database(request.getfixturevalue("new_database"))
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture
def two(qtbot, theme, settings, location):
    made = Two(location, theme, settings)
    qtbot.waitExposed(made.window)
    yield made
    made.close()


def sheet_of(parent):
    return find_in_view(ConflictDialog)


def talk_of(two):
    with two.mine.read() as session:
        return fields_of(session, two.talk)


def they_change_the_talk(two, **values):
    with two.theirs.write("Change") as session:
        edit_conversation(session, two.talk, replace(fields_of(session, two.talk), **values))


def open_talk(two):
    dialog = QuickLogDialog(two.context, Log("edit", two.talk), two.window)
    dialog.open()
    return dialog


def test_what_each_changed_elsewhere_is_kept_without_asking(two):
    dialog = open_talk(two)
    they_change_the_talk(two, subject="The hall and the gate")
    dialog.said.setPlainText("They rang about Friday.")
    dialog.saved.emit()
    assert sheet_of(dialog) is None
    assert not dialog.isVisible()
    kept = talk_of(two)
    assert (kept.subject, kept.note) == ("The hall and the gate", "They rang about Friday.")


@pytest.mark.requirement("R19")
@pytest.mark.parametrize(
    ("choice", "note"),
    [("mine", "I wrote this."), ("theirs", "Joan wrote this."), ("both", "I wrote this.\n\nJoan wrote this.")],
)
def test_a_field_that_both_changed_is_asked_for(two, choice, note):
    dialog = open_talk(two)
    they_change_the_talk(two, note="Joan wrote this.", channel=Channel.EMAIL)
    dialog.said.setPlainText("I wrote this.")
    dialog.about.setText("The hall, again")
    dialog.saved.emit()
    sheet = sheet_of(dialog)
    assert [row.disputed.label for row in sheet._rows] == ["What was said"]
    assert talk_of(two).note == "Joan wrote this."
    sheet.choose(next(iter(sheet.choices())), choice)
    sheet.saved.emit()
    assert not dialog.isVisible()
    kept = talk_of(two)
    assert (kept.note, kept.subject, kept.channel) == (note, "The hall, again", Channel.EMAIL)


def test_going_back_from_the_sheet_loses_nothing(two):
    dialog = open_talk(two)
    they_change_the_talk(two, note="Joan wrote this.")
    dialog.said.setPlainText("I wrote this.")
    dialog.saved.emit()
    sheet_of(dialog).reject()
    assert dialog.isVisible()
    assert dialog.said.text() == "I wrote this."
    assert talk_of(two).note == "Joan wrote this."
    dialog.saved.emit()
    sheet_of(dialog).saved.emit()
    assert talk_of(two).note == "I wrote this."


def test_a_record_that_is_gone_is_said_and_the_words_stay(two):
    with two.mine.read() as session:
        point = find_organisation(session, two.school, today=TODAY).contact_points[0]
    dialog = ContactPointDialog(two.context, "Elm Lane", organisation_id=two.school, point=point, parent=two.window)
    dialog.open()
    with two.theirs.write("Change") as session:
        edit_contact_point(
            session,
            two.point,
            ContactPointFields(ContactPointKind.EMAIL, "b@elm.example", organisation_id=two.school),
        )
    dialog.value.setText("c@elm.example")
    dialog.saved.emit()
    sheet = sheet_of(dialog)
    (row,) = (one.disputed for one in sheet._rows)
    assert (row.mine, row.theirs, row.before) == ("c@elm.example", "b@elm.example", "a@elm.example")
    sheet.saved.emit()
    with two.mine.read() as session:
        points = find_organisation(session, two.school, today=TODAY).contact_points
    assert [one.value for one in points] == ["c@elm.example"]


def test_a_role_is_settled_like_the_rest(two):
    with two.mine.read() as session:
        role = list_affiliations(session, two.person, today=TODAY)[0]
    dialog = RoleDialog(two.context, role=role, parent=two.window)
    dialog.open()
    with two.theirs.write("Change") as session:
        edit_affiliation(session, two.role, AffiliationFields(two.person, two.school, "Chair", topics="placements"))
    dialog.route.setText("through reception")
    dialog.saved.emit()
    with two.mine.read() as session:
        kept = list_affiliations(session, two.person, today=TODAY)[0]
    assert (kept.topics, kept.route_note) == ("placements", "through reception")


def they_change_the_school(two, **values):
    with two.theirs.write("Change") as session:
        found = find_organisation(session, two.school, today=TODAY)
        own = {"town": found.row.town, "note": found.note} | values
        edit_organisation(session, two.school, OrganisationFields("Elm Lane", OrganisationKind.INSTITUTION, **own))


def town_of(two):
    with two.mine.read() as session:
        found = find_organisation(session, two.school, today=TODAY)
    return found.row.town, found.note


def type_town(two, qtbot, words):
    page = two.window.stack.current_page()
    page.show_record("organisation", two.school)
    page._on_edit()
    line = next(line for line in page.findChildren(LineEdit) if line.objectName() == "field_town")
    yield line
    line.setText(words)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_a_page_saves_over_what_changed_elsewhere_in_the_record(two, qtbot):
    typing = type_town(two, qtbot, "Elmham on the Hill")
    next(typing)
    they_change_the_school(two, note="Ring after four.")
    next(typing, None)
    assert sheet_of(None) is None
    assert town_of(two) == ("Elmham on the Hill", "Ring after four.")


@pytest.mark.parametrize(("choice", "town"), [("mine", "Elmham on the Hill"), ("theirs", "Elmham Bridge")])
def test_a_page_asks_when_the_same_field_changed(two, qtbot, choice, town):
    typing = type_town(two, qtbot, "Elmham on the Hill")
    line = next(typing)
    they_change_the_school(two, town="Elmham Bridge")
    next(typing, None)
    sheet = sheet_of(None)
    (row,) = (one.disputed for one in sheet._rows)
    assert (row.label, row.mine, row.theirs, row.before) == ("Town", "Elmham on the Hill", "Elmham Bridge", "Elmham")
    assert line.text() == "Elmham on the Hill"
    sheet.choose(row.name, choice)
    sheet.saved.emit()
    assert town_of(two)[0] == town
    assert line.text() == town


@pytest.fixture
def forms(two):
    """A commitment and an event, each on its page."""
    with two.mine.write("Add") as session:
        promise = make_commitment(session, CommitmentFields("Send the plan", TODAY, observable_result="It hangs there"))
        evening = datetime.combine(TODAY, time(18))
        party = create_event(session, EventFields("Open evening", evening, place="Hall", note="Bring."))
    two.window.fill(two.context, (ORGANISATIONS, COMMITMENTS, EVENTS), first="commitments")
    return promise, party


def test_a_commitment_on_its_page_is_settled_like_the_rest(two, forms):
    promise, _party = forms
    two.context.open("commitment", promise)
    page = two.window.stack.current_page()
    with two.theirs.write("Change") as session:
        edit_commitment(session, promise, replace(commitment_fields(session, promise), observable_result="It is sent"))
    page.panel.form.text.setText("Send the whole plan")
    page.panel.form.edited.emit()
    assert sheet_of(None) is None
    with two.mine.read() as session:
        kept = commitment_fields(session, promise)
    assert (kept.text, kept.observable_result) == ("Send the whole plan", "It is sent")
    with two.theirs.write("Change") as session:
        edit_commitment(session, promise, replace(commitment_fields(session, promise), text="Send half of it"))
    page.panel.form.text.setText("Send all of it")
    page.panel.form.edited.emit()
    sheet = sheet_of(None)
    assert [row.disputed.theirs for row in sheet._rows] == ["Send half of it"]
    assert page.panel.form.text.text() == "Send all of it"
    page.panel.form.edited.emit()
    with two.mine.read() as session:
        assert commitment_fields(session, promise).text == "Send half of it"
    sheet.saved.emit()
    with two.mine.read() as session:
        assert commitment_fields(session, promise).text == "Send all of it"
    assert sheet_of(None) is None


@pytest.mark.parametrize(("choice", "note"), [("theirs", "Joan wrote."), ("both", "I wrote.\n\nJoan wrote.")])
def test_an_event_on_its_page_is_settled_like_the_rest(two, forms, choice, note):
    _promise, party = forms
    two.context.open("event", party)
    page = two.window.stack.current_page()
    with two.theirs.write("Change") as session:
        edit_event(session, party, replace(event_fields(session, party), note="Joan wrote.", place="Foyer"))
    page.panel.form.note.setPlainText("I wrote.")
    page.panel.form.edited.emit()
    sheet = sheet_of(None)
    (row,) = (one.disputed for one in sheet._rows)
    assert (row.label, row.mine, row.theirs, row.before) == ("Note", "I wrote.", "Joan wrote.", "Bring.")
    sheet.choose(row.name, choice)
    sheet.saved.emit()
    with two.mine.read() as session:
        kept = event_fields(session, party)
    assert (kept.note, kept.place) == (note, "Foyer")


def test_fields_are_brought_together_three_ways():
    before = {"a": "1", "b": "1", "c": "1", "d": "1", "d held": [["person", 1, "Ada", ""]]}
    mine = {"a": "2", "b": "1", "c": "2", "d": "1", "d held": [["person", 1, "Ada", ""]]}
    theirs = {"a": "1", "b": "3", "c": "3", "d": "4", "d held": [["person", 4, "Bo", ""]], "e": "new"}
    assert disputed_names(before, mine, theirs) == ["c"]
    assert brought_together(before, mine, theirs, {"c": "theirs"}) == theirs | {"a": "2"}
    assert brought_together(before, mine, theirs, {}) == theirs | {"a": "2", "c": "2"}
    assert disputed_names(before, mine, mine) == []


@pytest.mark.parametrize(("look", "percent"), [(Appearance.LIGHT, 100), (Appearance.DARK, 200)])
def test_the_sheet_can_be_read_and_reached(window, theme, qtbot, look, percent):
    theme.set_appearance(look)
    theme.set_zoom(percent)
    rows = [
        Disputed("town", "Town", "Elmham on the Hill", "Elmham Bridge", "Elmham"),
        Disputed("note", "Notes", "Ring first, after four.", "Ring first, ask for Jo.", "Ring first.", is_notes=True),
    ]
    sheet = ConflictDialog(theme, rows, "Joan changed it at 10:42am.", window)
    sheet.open()
    qtbot.waitExposed(sheet)
    assert audit(sheet) == []
    sheet.reject()
