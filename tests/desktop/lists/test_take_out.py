"""What leaves through the window: contacts, calendars and open data as files, and emails to several at once."""

from __future__ import annotations

import json
from email import message_from_bytes
from email.policy import default
from functools import partial

import pytest
from icalendar import Calendar
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu

from desktop import mail
from desktop.commands import Command
from desktop.dialogs.take_out import addresses
from desktop.dialogs.take_out.addresses import DRAFT, LINK, OTHERS, OUTLOOK, EmailDialog, email_several
from desktop.dialogs.take_out.dialog import TakeOutDialog, save_calendar, save_contacts, save_open_data
from desktop.theme import Appearance
from models.actions.groups import GroupFields, add_group, add_to_group
from models.entities import ContactPoint, Person
from models.exchange.vcards.cards import CardKind, read_cards
from models.exports.formats import Format
from models.vocabulary import ContactPointKind, Visibility
from tests.desktop.accessibility import audit
from tests.desktop.in_view import in_view
from tests.desktop.lists.list_in_view import desk, open_desk, settle, show, trigger

__all__ = ["desk", "open_desk"]

DIALOGS = {
    Command.SAVE_CONTACTS: TakeOutDialog,
    Command.SAVE_CALENDAR: TakeOutDialog,
    Command.SAVE_OPEN_DATA: TakeOutDialog,
    Command.EMAIL_SEVERAL: EmailDialog,
}


OPENERS = {
    Command.SAVE_CONTACTS: save_contacts,
    Command.SAVE_CALENDAR: save_calendar,
    Command.SAVE_OPEN_DATA: save_open_data,
    Command.EMAIL_SEVERAL: email_several,
}


@pytest.fixture(autouse=True)
def ways_out(desk):
    """Give the commands their meaning, as what attends to an open book does."""
    for command, opener in OPENERS.items():
        desk.context.actions.bind(command, partial(opener, desk.context, desk.window))


def asked(desk, command):
    trigger(desk, command)
    return in_view(DIALOGS[command])


def words_of(choice) -> list[str]:
    return [choice.itemText(place) for place in range(choice.count())]


def pick(choice, words: str) -> None:
    place = next(place for place, found in enumerate(words_of(choice)) if words in found)
    choice.setCurrentIndex(place)
    choice.activated.emit(place)


def save(desk, qtbot, dialog, path):
    dialog.saved.emit()
    chooser = in_view(QFileDialog)
    chooser.fileSelected.emit(str(path))
    chooser.close()
    settle(desk, qtbot)
    return path.read_bytes()


def cards_in(data: bytes):
    return list(read_cards(data.decode().splitlines(keepends=True)))


@pytest.mark.parametrize("command", DIALOGS)
@pytest.mark.parametrize(("look", "zoom"), [(Appearance.LIGHT, 100), (Appearance.DARK, 200)])
def test_every_dialog_can_be_read_and_used(desk, qtbot, command, look, zoom):
    desk.context.theme.set_appearance(look)
    desk.context.theme.set_zoom(zoom)
    show(desk, "people", qtbot)
    dialog = asked(desk, command)
    assert audit(dialog) == []
    dialog.reject()


def test_the_chosen_people_the_list_and_everything_can_be_saved(desk, qtbot, tmp_path):
    page = show(desk, "people", qtbot)
    page.filter_box().setText("mar")
    settle(desk, qtbot)
    count = page.export_list().count
    page.commands()[Command.CHOOSE_ALL]()
    chosen = page.chosen_records()[1]
    dialog = asked(desk, Command.SAVE_CONTACTS)
    offered = words_of(dialog.what)
    assert offered[0] == f"The chosen {len(chosen)} people"
    pick(dialog.what, "This list")
    found = cards_in(save(desk, qtbot, dialog, tmp_path / "list.vcf"))
    assert len(found) == count == len(chosen) > 1
    dialog = asked(desk, Command.SAVE_CONTACTS)
    pick(dialog.what, "All people and organisations")
    everything = cards_in(save(desk, qtbot, dialog, tmp_path / "all.vcf"))
    assert {CardKind.PERSON, CardKind.ORGANISATION} == {card.kind for card in everything}


def test_one_record_goes_in_every_form_under_its_name(desk, qtbot, tmp_path):
    show(desk, "people", qtbot)
    for words, begins in (
        ("vCard 4.0", b"BEGIN:VCARD\r\nVERSION:4.0"),
        ("Google", b"First Name"),
        ("Outlook", b'"Title"'),
    ):
        dialog = asked(desk, Command.SAVE_CONTACTS)
        assert words_of(dialog.what)[0].startswith("Only “")
        pick(dialog.form, words)
        assert save(desk, qtbot, dialog, tmp_path / f"{words[:4]}.out").startswith(begins)


def test_what_is_confidential_leaves_only_where_it_is_asked_for(desk, qtbot, tmp_path):
    show(desk, "people", qtbot)
    _kind, number = desk.window.stack.record_in_view()
    with desk.store.write("Mark") as session:
        session.get_one(Person, number).visibility = Visibility.CONFIDENTIAL
    dialog = asked(desk, Command.SAVE_CONTACTS)
    assert dialog.wanted().audience is Visibility.INTERNAL
    assert cards_in(save(desk, qtbot, dialog, tmp_path / "a.vcf")) == []
    dialog = asked(desk, Command.SAVE_CONTACTS)
    pick(dialog.whom, "with what is confidential")
    assert len(cards_in(save(desk, qtbot, dialog, tmp_path / "b.vcf"))) == 1


def test_a_group_is_a_list_with_its_members(desk, qtbot, tmp_path):
    with desk.store.write("Group") as session:
        group = add_group(session, GroupFields("Heads"))
        add_to_group(session, group, [("person", 1), ("person", 2)])
    show(desk, "people", qtbot)
    dialog = asked(desk, Command.SAVE_CONTACTS)
    pick(dialog.what, "The group “Heads”")
    *members, listed = cards_in(save(desk, qtbot, dialog, tmp_path / "heads.vcf"))
    assert (listed.kind, listed.name, len(listed.members)) == (CardKind.LIST, "Heads", len(members))


def test_meetings_and_events_go_into_a_calendar(desk, qtbot, tmp_path):
    page = show(desk, "events", qtbot)
    page.commands()[Command.CHOOSE_ALL]()
    count = len(page.chosen_records()[1])
    dialog = asked(desk, Command.SAVE_CALENDAR)
    assert words_of(dialog.what)[0].startswith("The chosen ")
    pick(dialog.whom, "Ourselves, with")
    found = Calendar.from_ical(save(desk, qtbot, dialog, tmp_path / "events.ics")).walk("VEVENT")
    assert len(found) == count > 1
    dialog = asked(desk, Command.SAVE_CALENDAR)
    pick(dialog.what, "The events of our own school")
    pick(dialog.whom, "Everybody")
    assert Calendar.from_ical(save(desk, qtbot, dialog, tmp_path / "ours.ics")).walk("VEVENT")


def test_regular_meetings_go_as_a_series(desk, qtbot, tmp_path):
    show(desk, "meetings", qtbot)
    desk.context.open("meeting_series", 2)
    dialog = asked(desk, Command.SAVE_CALENDAR)
    assert words_of(dialog.what)[0] == "Only “Southgate liaison hour”"
    assert b"RRULE:FREQ=MONTHLY" in save(desk, qtbot, dialog, tmp_path / "series.ics")


def test_open_data_are_for_everybody_and_can_be_of_one_organisation(desk, qtbot, tmp_path):
    show(desk, "organisations", qtbot)
    dialog = asked(desk, Command.SAVE_OPEN_DATA)
    assert dialog.wanted().for_whom is Visibility.PUBLIC
    assert Visibility.CONFIDENTIAL not in dialog.whom.values()
    assert words_of(dialog.what)[0] == "All organisations"
    whole = json.loads(save(desk, qtbot, dialog, tmp_path / "popolo.json"))
    assert whole["memberships"]
    dialog = asked(desk, Command.SAVE_OPEN_DATA)
    pick(dialog.form, "Community offers")
    assert dialog.wanted().format is Format.OPEN_REFERRAL
    assert json.loads(save(desk, qtbot, dialog, tmp_path / "offers.json"))["contents"]


def test_the_menu_of_a_line_offers_what_fits_its_kind(desk, qtbot):
    wanted = {
        "people": {Command.EMAIL_SEVERAL, Command.SAVE_CONTACTS},
        "organisations": {Command.EMAIL_SEVERAL, Command.SAVE_CONTACTS},
        "events": {Command.SAVE_CALENDAR},
        "meetings": {Command.SAVE_CALENDAR},
        "commitments": set(),
    }
    from desktop.lists.kit import ListKit

    for key, commands in wanted.items():
        page = show(desk, key, qtbot)
        kit = next(kit for kit in page.findChildren(ListKit))
        actions = kit.add_to_menu(QMenu(page)).actions()
        assert {command for command in DIALOGS if desk.window.commands[command] in actions} == commands, key


# --- emails to several ------------------------------------------------------------------------------------------------


@pytest.fixture
def heads(desk):
    """A group of five: three with addresses, one who does not want email, one without an address."""
    with desk.store.write("Group") as session:
        group = add_group(session, GroupFields("Heads"))
        people = []
        for number, name in enumerate(("Ash", "Birch", "Cedar", "Dogwood", "Elder")):
            person = Person(do_not_contact="email" if name == "Dogwood" else "")
            person.rename("", "Ann", name)
            session.add(person)
            session.flush()
            if name != "Elder":
                session.add(
                    ContactPoint(
                        person_id=person.id, kind=ContactPointKind.EMAIL, value=f"{name}@elm{number}.example".lower()
                    )
                )
            people.append(("person", person.id))
        add_to_group(session, group, people)
    return people


@pytest.fixture
def email(desk, heads, qtbot):
    show(desk, "people", qtbot)
    dialog = asked(desk, Command.EMAIL_SEVERAL)
    pick(dialog.who, "The group “Heads”")
    return dialog


ADDRESSES = ["ash@elm0.example", "birch@elm1.example", "cedar@elm2.example"]


def test_who_cannot_be_written_to_is_told(email):
    assert email.count.text() == "3 addresses"
    assert email.without.text() == "Without email: Ann Elder. Does not want email: Ann Dogwood."
    email.reject()


@pytest.mark.parametrize(("way", "between"), [(OUTLOOK, "; "), (OTHERS, ", ")])
def test_addresses_are_copied_as_the_mail_program_wants_them(email, way, between):
    email.way.set_value(way)
    email.way.picked.emit(way)
    email.saved.emit()
    assert QGuiApplication.clipboard().text() == between.join(ADDRESSES)
    assert not email.isVisible()


def test_a_long_list_is_copied_in_portions(email, monkeypatch):
    monkeypatch.setattr(addresses, "portions", lambda rows, most: (tuple(rows[:2]), tuple(rows[2:])))
    email.way.set_value(OTHERS)
    email.way.picked.emit(OTHERS)
    assert email._main.text() == "Copy portion 1 of 2"
    email.saved.emit()
    assert QGuiApplication.clipboard().text() == ", ".join(ADDRESSES[:2])
    assert email.isVisible()
    assert email._main.text() == "Copy portion 2 of 2"
    email.saved.emit()
    assert QGuiApplication.clipboard().text() == ADDRESSES[2]
    assert not email.isVisible()


def test_one_email_is_a_draft_to_hidden_addresses(email, monkeypatch):
    opened = []
    monkeypatch.setattr(mail, "open_draft", lambda place: opened.append(place) or True)
    email.way.set_value(DRAFT)
    email.subject.setText("Summer fair")
    email.saved.emit()
    (place,) = opened
    draft = message_from_bytes(place.read_bytes(), policy=default)
    assert (draft["X-Unsent"], draft["Subject"], draft["To"]) == ("1", "Summer fair", None)
    assert [one.addr_spec for one in draft["Bcc"].addresses] == ADDRESSES


def test_a_link_is_opened_and_where_it_is_too_long_other_ways_are_named(email, monkeypatch):
    opened = []
    monkeypatch.setattr(addresses.QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    email.way.set_value(LINK)
    email.way.picked.emit(LINK)
    email._addresses = tuple(f"head{number:03}@school{number:03}.example" for number in range(80))
    email.saved.emit()
    assert email.problem.text() == ("These are too many addresses for a link. Write one email, or copy the addresses.")
    assert opened == []
    email._addresses = tuple(ADDRESSES)
    email.saved.emit()
    assert opened == [f"mailto:?bcc={','.join(ADDRESSES)}"]
