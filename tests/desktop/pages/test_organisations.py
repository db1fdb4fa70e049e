"""Organisations, as the hand meets them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.commands import Command
from desktop.dialogs.add_from_register import AddFromRegisterDialog
from desktop.dialogs.asking import EndDialog
from desktop.dialogs.import_register import ImportDialog
from desktop.dialogs.new_organisation import NewOrganisationDialog
from desktop.dialogs.role import RoleDialog, end_role
from desktop.dialogs.tell_event import TellDialog
from desktop.forms.contact_points import ContactPointDialog
from desktop.pages.commitments import SPEC as COMMITMENTS
from desktop.pages.imports import SPEC as IMPORTS
from desktop.pages.organisations import SPEC
from desktop.pages.organisations.links import LinkDialog
from desktop.theme import Appearance
from desktop.widgets.labels import Pill
from models.actions.adoption import adopt
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.postcodes import import_postcodes
from models.actions.register import import_register
from models.exchange.gias import read_gias
from models.exchange.postcodes.areas import Areas
from models.exchange.postcodes.reading import read_postcodes
from models.queries.organisation_detail import find_organisation
from models.queries.organisations import OrganisationFilter, list_organisations
from models.queries.register import count_register
from models.queries.timelines import list_timeline
from models.vocabulary import Channel, Direction, OrganisationKind
from tests.desktop.accessibility import audit
from tests.desktop.in_view import in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

REGISTER = Path(__file__).parents[3].parent / "shared" / "data" / "dev" / "gias"
LOOKS = [(Appearance.LIGHT, 100), (Appearance.DARK, 200)]


@pytest.fixture
def desk(open_desk, sample_file):
    return open_desk(sample_file, SPEC, COMMITMENTS, first="organisations")


def page_of(desk):
    return desk.window.stack.current_page()


def named(desk, words):
    with desk.store.read() as session:
        return list_organisations(session, OrganisationFilter(words=words), today=TODAY).rows[0]


def again(desk, number):
    with desk.store.read() as session:
        return find_organisation(session, number, today=TODAY)


def shown(page):
    return [page.list.model.row_at(n).name for n in range(page.list.model.rowCount())]


def show(desk, words):
    row = named(desk, words)
    desk.context.open("organisation", row.id)
    QApplication.processEvents()
    return row


def type_over(desk, line, text):
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    desk.press(line, Qt.Key.Key_Tab)


def test_typing_narrows_the_list_and_escape_brings_all_back(desk, qtbot):
    page = page_of(desk)
    everything = shown(page)
    desk.keys(page.list.box, "brook")
    assert shown(page)
    assert all("brook" in name.lower() for name in shown(page))
    qtbot.waitUntil(lambda: page.list.head.header.count.text() == str(len(shown(page))))
    desk.press(page.list.box, Qt.Key.Key_Escape)
    assert shown(page) == everything


def test_no_match_is_said_with_the_words_and_a_way_back(desk):
    page = page_of(desk)
    desk.keys(page.list.box, "zzzz")
    assert page.list.empty.isVisible()
    assert page.list.empty.title.text() == "No organisations match “zzzz”"
    page.list._clear.click()
    assert page.list.view.isVisible()
    assert page.list.box.text() == ""


def test_chips_show_what_their_count_says(desk, qtbot):
    page = page_of(desk)
    for key in ("not_contacted", "near", "unanswered"):
        chip = page.list.chips._chips[key]
        qtbot.waitUntil(lambda chip=chip: chip.text()[-1].isdigit())
        count = int(chip.text().rsplit(" ", 1)[1].replace(",", ""))
        chip.click()
        QApplication.processEvents()
        while page.list.model.canFetchMore(page.list.model.index(-1, 0)):
            page.list.model.fetchMore(page.list.model.index(-1, 0))
        assert page.list.model.rowCount() == count
        chip.click()


def test_arrow_keys_show_the_next_organisation(desk):
    page = page_of(desk)
    page.list.view.setFocus()
    desk.press(page.list.view, Qt.Key.Key_Down)
    second = shown(page)[1]
    assert page.detail.header.name.text() == second
    assert desk.context.in_view() == ("organisation", page.list.model.row_at(1).id)


def test_a_late_reply_is_told_with_facts(desk):
    show(desk, "brookfield sixth")
    page = page_of(desk)
    assert page.detail.alert.isVisible()
    assert page.detail.alert._title.text().startswith("No reply for ")
    assert "unresponsive" not in page.detail.alert._words.text()


def test_a_field_saves_itself_and_undo_takes_it_back(desk):
    row = show(desk, "brookfield sixth")
    page = page_of(desk)
    desk.window.commands[Command.EDIT_RECORD].trigger()
    line = page.detail.details.form.field("name").editor
    type_over(desk, line, "Brookfield College")
    assert again(desk, row.id).row.name == "Brookfield College"
    assert page.detail.header.name.text() == "Brookfield College"
    desk.window.undo()
    assert again(desk, row.id).row.name == row.name
    assert line.text() == row.name


def test_an_empty_name_is_not_saved_and_says_what_to_enter(desk):
    row = show(desk, "brookfield sixth")
    form = page_of(desk).detail.details.form
    page_of(desk).detail.edit()
    line = form.field("name").editor
    type_over(desk, line, " ")
    assert form.field("name").message.text() == "Enter the name of the organisation"
    assert again(desk, row.id).row.name == row.name


def test_what_is_typed_is_saved_when_another_is_chosen(desk):
    row = show(desk, "brookfield sixth")
    page = page_of(desk)
    page.detail.edit()
    line = page.detail.details.form.field("town").editor
    line.setFocus()
    line.setText("Newtown")
    show(desk, "elm lane")
    assert again(desk, row.id).row.town == "Newtown"


def test_a_quick_note_becomes_a_conversation(desk):
    row = show(desk, "elm lane")
    page = page_of(desk)
    desk.keys(page.detail.note.line, "called reception, asked for the clerk")
    assert "a call to them" in page.detail.note.hint.text()
    desk.press(page.detail.note.line, Qt.Key.Key_Return)
    with desk.store.read() as session:
        items = list_timeline(session, organisation_id=row.id).rows
    said = next(item for item in items if item.text == "called reception, asked for the clerk")
    assert (said.channel, said.direction, said.on) == (Channel.CALL, Direction.OUT, TODAY)
    assert page.detail.note.line.text() == ""


def test_an_organisation_without_a_story_says_how_to_begin_one(desk):
    page = page_of(desk)
    with desk.store.write("Add") as session:
        number = create_organisation(session, OrganisationFields("Fern Hall", OrganisationKind.BUSINESS))
    desk.context.open("organisation", number)
    assert page.detail.no_story.isVisible()
    assert page.detail.facts.findChild(Pill).text() == "No contact yet"
    desk.keys(page.detail.note.line, "Rang them about the fair")
    desk.press(page.detail.note.line, Qt.Key.Key_Return)
    assert not page.detail.no_story.isVisible()
    assert page.detail.timeline.isVisible()


def test_putting_away_and_taking_back(desk):
    row = show(desk, "elm lane")
    desk.window.commands[Command.DELETE_RECORD].trigger()
    assert row.name not in shown(page_of(desk))
    assert desk.store.undo_label() == f"Put {row.name} away"
    desk.window.undo()
    assert row.name in shown(page_of(desk))


def test_ending_a_role_needs_a_day_and_keeps_the_person_in_the_history(desk):
    row = show(desk, "brookfield sixth")
    page = page_of(desk)
    role = next(one for one in page.detail.known.people if one.is_current and one.ends_on is None)
    dialog = end_role(desk.context, role, desk.window)
    dialog.reason.setText("Moved to another school")
    dialog.day.setText("20 nov")
    dialog.saved.emit()
    after = next(one for one in page.detail.known.people if one.id == role.id)
    assert not after.is_current
    assert (after.ends_on.day, after.end_reason) == (21, "Moved to another school")
    assert page.detail.known.id == row.id


def test_people_as_at_a_day(desk):
    show(desk, "brookfield sixth")
    page = page_of(desk)
    page.detail.tabs.setCurrentIndex(1)
    desk.keys(page.detail.people.as_at, "1 sep 2010")
    assert page.detail.known.people == ()
    assert page.detail.people.nothing.text() == "Nobody is known for that day."


def test_a_new_organisation_opens_and_a_namesake_is_told(desk):
    desk.window.commands[Command.NEW_ORGANISATION].trigger()
    dialog = in_view(NewOrganisationDialog)
    name = named(desk, "elm lane").name
    dialog.name.setText(name)
    assert dialog.twin.isVisible()
    dialog.name.setText("")
    dialog.saved.emit()
    assert dialog.isVisible()
    dialog.name.setText("Fen Allotments")
    dialog.email.setText("plots@fen.example")
    dialog.saved.emit()
    page = page_of(desk)
    assert page.detail.header.name.text() == "Fen Allotments"
    assert [point.value for point in page.detail.known.detail.contact_points] == ["plots@fen.example"]
    assert desk.store.undo_label() == "Add Fen Allotments"


def take_postcodes(desk, tmp_path, postcode: str) -> None:
    path = tmp_path / "codepoint_2025-05.csv"
    path.write_text(f"Postcode,Easting,Northing,WardCode\n{postcode},571000,294000,\n")
    with desk.store.write("Import postcodes") as session:
        import_postcodes(session, read_postcodes(path, Areas()))


def test_a_new_organisation_is_offered_the_place_of_its_postcode(desk, tmp_path):
    take_postcodes(desk, tmp_path, "MB9 9ZZ")
    desk.window.commands[Command.NEW_ORGANISATION].trigger()
    dialog = in_view(NewOrganisationDialog)
    dialog.name.setText("Fen Allotments")
    dialog.postcode.setText("MB1 1AA")
    assert not dialog.placed.isVisible()
    dialog.postcode.setText("mb9 9zz")
    assert dialog.placed.isVisible()
    assert "MB9 9ZZ is at 571000 294000" in dialog.place_words.text()
    dialog.saved.emit()
    row = page_of(desk).detail.known.row
    assert (row.easting, row.northing) == (571000, 294000)
    assert not page_of(desk).detail.details.place.isVisible()


def test_whoever_does_not_want_the_place_is_offered_it_on_the_page(desk, tmp_path):
    take_postcodes(desk, tmp_path, "MB9 9ZZ")
    desk.window.commands[Command.NEW_ORGANISATION].trigger()
    dialog = in_view(NewOrganisationDialog)
    dialog.name.setText("Fen Allotments")
    dialog.postcode.setText("MB9 9ZZ")
    dialog.placed.setChecked(False)
    dialog.saved.emit()
    page = page_of(desk)
    assert page.detail.known.row.easting is None
    page.detail.tabs.setCurrentWidget(page.detail.details)
    card = page.detail.details.place
    assert card.isVisibleTo(page.detail.details)
    card.take.click()
    assert again(desk, page.detail.known.id).row.easting == 571000
    assert desk.store.undo_label() == "Place of Fen Allotments from its postcode"


def test_hostile_names_are_only_text(desk):
    desk.window.commands[Command.NEW_ORGANISATION].trigger()
    dialog = in_view(NewOrganisationDialog)
    dialog.name.setText("<b>Bold</b> & =1+1")
    dialog.saved.emit()
    assert page_of(desk).detail.header.name.text() == "<b>Bold</b> & =1+1"


def test_an_empty_book_says_how_to_begin(open_desk):
    desk = open_desk(None, SPEC, first="organisations")
    page = page_of(desk)
    assert page.list.empty.title.text() == "No organisations yet"
    assert page.list._add_first.isVisible()
    desk.window.commands[Command.FIND_IN_REGISTER].trigger()
    dialog = in_view(AddFromRegisterDialog)
    assert "no register" in dialog.findChild(type(page.list.empty)).title.text()
    dialog.reject()


@pytest.mark.skipif(not REGISTER.is_dir(), reason="the real register files are not here")
def test_import_then_add_from_the_register(open_desk, qtbot):
    desk = open_desk(None, SPEC, IMPORTS, first="organisations")
    path = next(
        path for path in sorted(REGISTER.glob("*.csv")) if "edubase" in path.name.lower() or "fields" in path.name
    )
    desk.window.commands[Command.IMPORT_REGISTER].trigger()
    dialog = in_view(ImportDialog)
    dialog.start(path)
    qtbot.waitUntil(dialog.next.isVisible, timeout=60_000)
    assert "rows read" in dialog.words.text()
    with desk.store.read() as session:
        assert count_register(session) > 0
    dialog.next.click()
    adding = in_view(AddFromRegisterDialog)
    adding.words.setText("primary")
    qtbot.waitUntil(lambda: adding.model.rowCount() > 1)
    wanted = [row.name for row in adding.model.rows[:2]]
    adding.view.setCurrentIndex(adding.model.index(0, 0))
    QTest.keyClick(adding.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert adding.add.text() == "Add 2 schools"
    adding.saved.emit()
    page = page_of(desk)
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 2)
    assert sorted(shown(page)) == sorted(wanted)
    assert page.detail.known.name in wanted


COLUMNS = ("URN", "LA (code)", "LA (name)", "EstablishmentName", "EstablishmentStatus (name)", "NumberOfPupils")


def bring_in(desk, path, *rows):
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    with desk.store.write("Import") as session:
        import_register(session, read_gias(path))


def test_a_newer_register_is_taken_or_left_line_by_line(open_desk, tmp_path):
    desk = open_desk(None, SPEC, first="organisations")
    bring_in(desk, tmp_path / "old.csv", ("900001", "383", "Leeds", "Elm Lane Primary", "Open", "210"))
    with desk.store.write("Adopt") as session:
        adopt(session, ["900001"], TODAY)
    page = page_of(desk)
    assert not page.detail.details.register.isVisibleTo(page.detail.details)
    bring_in(desk, tmp_path / "new.csv", ("900001", "383", "Leeds", "Elm Lane Academy", "Open", "222"))
    card = page.detail.details.register
    tabs = page.detail.tabs
    assert "Details 2" in [tabs.tabText(place) for place in range(tabs.count())]
    take = card.findChild(QPushButton, "take_name")
    keep = card.findChild(QPushButton, "keep_pupils")
    assert take.accessibleName() == "Take Name from the register: Elm Lane Academy"
    keep.click()
    QApplication.processEvents()
    assert [difference.field for difference in page.detail.known.differences] == ["name"]
    card.findChild(QPushButton, "take_name").click()
    QApplication.processEvents()
    assert page.detail.header.name.text() == "Elm Lane Academy"
    assert again(desk, page.detail.known.id).profile.pupils == 210
    assert not card.isVisibleTo(page.detail.details)


def test_a_stopped_import_changes_nothing_and_says_so(open_desk, tmp_path, qtbot):
    desk = open_desk(None, SPEC, first="organisations")
    path = tmp_path / "register.csv"
    with path.open("w", encoding="cp1252", newline="") as file:
        rows = ((str(900_000 + n), "383", "Leeds", f"School {n}", "Open", "10") for n in range(20_000))
        csv.writer(file).writerows([COLUMNS, *rows])
    dialog = ImportDialog(desk.context, desk.window)
    dialog.open()
    dialog.start(path)
    dialog.reject()
    qtbot.waitUntil(dialog.choose.isVisible, timeout=20_000)
    assert dialog.words.text() == "The import was stopped. Nothing was changed."
    with desk.store.read() as session:
        assert count_register(session) == 0
    dialog.reject()


def test_a_wrong_file_is_told_in_words(open_desk, tmp_path, qtbot):
    desk = open_desk(None, SPEC, first="organisations")
    path = tmp_path / "notes.csv"
    path.write_text("name,age\nJo,7\n", encoding="utf-8")
    dialog = ImportDialog(desk.context, desk.window)
    dialog.open()
    dialog.start(path)
    qtbot.waitUntil(dialog.choose.isVisible, timeout=20_000)
    assert "notes.csv" in dialog.words.text()
    dialog.reject()
    assert not dialog.isVisible()


@pytest.mark.parametrize(("look", "zoom"), LOOKS)
def test_everybody_can_use_the_page(desk, look, zoom):
    theme = desk.context.theme
    theme.set_appearance(look)
    theme.set_zoom(zoom)
    show(desk, "brookfield sixth")
    page = page_of(desk)
    for number in range(page.detail.tabs.count()):
        page.detail.tabs.setCurrentIndex(number)
        QApplication.processEvents()
        assert audit(desk.window) == []


@pytest.mark.parametrize(("look", "zoom"), LOOKS)
def test_everybody_can_use_the_dialogs(desk, look, zoom):
    desk.context.theme.set_appearance(look)
    desk.context.theme.set_zoom(zoom)
    show(desk, "brookfield sixth")
    known, window, context = page_of(desk).detail.known, desk.window, desk.context
    for made in (
        NewOrganisationDialog(context, window),
        AddFromRegisterDialog(context, window),
        ImportDialog(context, window),
        RoleDialog(context, role=known.people[0], parent=window),
        TellDialog(context, known.id, known.name, window),
        LinkDialog(context, known.id, known.name, window),
        ContactPointDialog(context, known.name, organisation_id=known.id, parent=window),
        EndDialog(context, "End it", "Some words.", lambda day, reason: None, reason_hint="A hint", parent=window),
    ):
        made.open()
        QApplication.processEvents()
        assert audit(made) == [], type(made).__name__
        made.reject()
        QApplication.processEvents()
