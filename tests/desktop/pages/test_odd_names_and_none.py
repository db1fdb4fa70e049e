"""Organisations, people and partnerships with names nobody expects, with one record, and with none."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.commands import Command
from desktop.dialogs.duplicates import DuplicatesDialog
from desktop.dialogs.merge import MergeDialog
from desktop.dialogs.new_organisation import NewOrganisationDialog
from desktop.dialogs.new_person import NewPersonDialog
from desktop.dialogs.quick_log import QuickLogDialog
from desktop.forms.contents import editors_of
from desktop.forms.parties import held
from desktop.pages.conversations import SPEC as CONVERSATIONS
from desktop.pages.organisations import SPEC as ORGANISATIONS
from desktop.pages.partnerships import SPEC as PARTNERSHIPS
from desktop.pages.partnerships.new_partnership import PartnershipDialog
from desktop.pages.people import SPEC as PEOPLE
from desktop.parts.card import PartCard
from desktop.parts.dialog import PartDialog
from desktop.widgets.labels import LONGEST_HEADING, MAY_BREAK, PlainLabel
from models.queries.duplicates import list_duplicates
from models.queries.organisations import count_organisations
from tests.desktop.accessibility import audit
from tests.desktop.in_view import in_view
from tests.desktop.pages.desk import open_desk

__all__ = ["open_desk"]

ODD = ["<b>Elm</b> & Co", '=HYPERLINK("http://x","y")', "مدرسة النور <i>x</i>", "Long " * 2000, "x" * 10_000]


@pytest.fixture
def desk(open_desk):
    return open_desk(None, ORGANISATIONS, PEOPLE, PARTNERSHIPS, CONVERSATIONS, first="organisations")


def rest(desk, qtbot):
    qtbot.waitUntil(lambda: not desk.context.jobs.is_busy, timeout=10_000)
    QApplication.processEvents()


def count(desk):
    with desk.store.read() as session:
        return count_organisations(session, today=desk.context.today())


def add_organisation(desk, qtbot, name):
    desk.context.actions[Command.NEW_ORGANISATION].trigger()
    form = in_view(NewOrganisationDialog)
    form.name.setText(name)
    form.saved.emit()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is desk.window)


@pytest.mark.parametrize("name", ODD, ids=lambda name: name[:12])
def test_an_odd_name_is_shown_as_typed_and_leaves_room_for_the_rest(desk, qtbot, name):
    add_organisation(desk, qtbot, name)
    rest(desk, qtbot)
    page = desk.window.stack.current_page()
    heading = page.detail.findChild(PlainLabel, "organisation_name")
    assert heading.textFormat() is Qt.TextFormat.PlainText
    shown = heading.text().replace(MAY_BREAK, "")
    assert shown == (name if len(name) <= LONGEST_HEADING else f"{name.strip()[:LONGEST_HEADING].rstrip()}…")
    assert heading.height() < page.height() / 2
    assert heading.alignment() & Qt.AlignmentFlag.AlignAbsolute, "it stays beside its picture, whatever its letters"
    assert page.detail.tabs.isVisible()
    assert page.detail.mapTo(page, page.detail.rect().topRight()).x() <= page.width(), "nothing is pushed out"
    assert audit(desk.window) == []


def test_the_last_one_taken_back_leaves_an_empty_list_that_says_so(desk, qtbot):
    add_organisation(desk, qtbot, "Elm Lane")
    rest(desk, qtbot)
    page = desk.window.stack.current_page()
    qtbot.waitUntil(lambda: page.list.head.header.count.text() == "1", timeout=5000)
    desk.context.actions[Command.UNDO].trigger()
    assert page.list.empty.isVisible()
    assert page.list.head.header.count.text() == "0", "at once, not when it has been counted"
    assert page.nothing.words.text() == "It was deleted, or what added it was undone."


def test_a_day_with_two_of_one_name_is_done_and_undone_to_nothing(desk, qtbot):
    add_organisation(desk, qtbot, "Elm Lane School")
    add_organisation(desk, qtbot, "Elm Lane School")
    desk.context.actions[Command.NEW_PERSON].trigger()
    form = in_view(NewPersonDialog)
    editors = editors_of(form)
    editors["field_family_name"].setText("أحمد")
    number = desk.window.stack.record_in_view()[1]
    editors["field_organisation"].set_choice(held("organisation", number, "Elm Lane School"))
    editors["field_role_there"].setText("=Clerk")
    form.saved.emit()
    rest(desk, qtbot)
    assert desk.window.stack.open_record("organisation", number)
    desk.context.actions[Command.LOG_CONVERSATION].trigger()
    form = in_view(QuickLogDialog)
    form.said.setPlainText("x" * 10_000)
    form.saved.emit()
    page = desk.window.stack.current_page()
    page.detail.tabs.setCurrentIndex(
        next(at for at in range(page.detail.tabs.count()) if page.detail.tabs.tabText(at).startswith("Contact"))
    )
    QApplication.processEvents()
    card = next(one for one in page.findChildren(PartCard) if one.part.kind == "contact_plan" and one.isVisible())
    card.add()
    form = in_view(PartDialog)
    editors = editors_of(form)
    editors["field_ideal_days"].setText("42")
    editors["field_worst_days"].setText("21")
    form.saved.emit()
    qtbot.waitUntil(lambda: form.problem.isVisible())
    QApplication.processEvents()
    bottom = form.problem.mapTo(form, form.problem.rect().bottomLeft()).y()
    assert bottom <= form.height() - form._buttons.parentWidget().height(), "the whole sentence is in view"
    assert form.problem.text() == "Enter 1 or more days between contacts. “Days at most” cannot be fewer than that."
    editors["field_worst_days"].setText("90")
    form.saved.emit()
    assert card.count() == 1

    dialog = DuplicatesDialog(desk.context, desk.window, show="organisation")
    dialog.open()
    qtbot.waitUntil(lambda: dialog.pair() is not None)
    dialog.merge()
    in_view(MergeDialog).saved.emit()
    assert count(desk) == 1
    with desk.store.read() as session:
        assert not list_duplicates(session, "organisation")
    dialog.reject()
    steps = 0
    while desk.context.actions[Command.UNDO].isEnabled():
        desk.context.actions[Command.UNDO].trigger()
        steps += 1
    assert steps == 6
    assert count(desk) == 0
    rest(desk, qtbot)
    while desk.context.actions[Command.REDO].isEnabled():
        desk.context.actions[Command.REDO].trigger()
    assert count(desk) == 1
    rest(desk, qtbot)


def test_a_new_partnership_is_asked_for_little_and_opens_again_as_a_draft(desk):
    desk.window.stack.show_page("partnerships")
    desk.context.actions[Command.NEW_PARTNERSHIP].trigger()
    form = in_view(PartnershipDialog)
    assert len(editors_of(form)) <= 9, "what is rarely known is asked where it is changed"
    form.form_fields[0].judged().editor.setText("شراكة النور <i>x</i>")
    again = PartnershipDialog.reopen(desk.context, form.draft_start())
    again.deleteLater()
    form.saved.emit()
    page = desk.window.stack.current_page()
    number = page.record_in_view()[1]
    page.detail.edit()
    form = in_view(PartnershipDialog)
    assert len(editors_of(form)) > 20
    assert form.record() == ("organisation", number)
    again = form.fresh(desk.context)
    assert again.held_values()["name"] == "شراكة النور <i>x</i>"
    again.deleteLater()
    form.leave()
