"""Home tells what else is due: a number for each kind that has any, each opening its list, and that its records."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from desktop.pages.conversations import SPEC as CONVERSATIONS
from desktop.pages.events import SPEC as EVENTS
from desktop.pages.home import SPEC
from desktop.pages.home.due import DueDialog, due_words
from desktop.pages.organisations import SPEC as ORGANISATIONS
from desktop.theme import Appearance
from desktop.widgets.short_link import ShortLink
from models.actions.commitments import keep_commitment
from models.actions.reminders import ReminderFields, add_reminder
from models.entities.commitments import Commitment
from models.entities.organisations import Organisation
from models.queries.due import DueCount, DueKind, count_due_kinds, list_due_lines
from tests.desktop.accessibility import audit
from tests.desktop.in_view import find_in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]


@pytest.fixture
def desk(open_desk, sample_file, qtbot):
    desk = open_desk(sample_file, SPEC, ORGANISATIONS, CONVERSATIONS, EVENTS, first="home")
    page = desk.window.stack.current_page()
    qtbot.waitUntil(lambda: page.also_due is not None and page.also_due.isVisible(), timeout=20_000)
    return desk


def card_of(desk):
    return desk.window.stack.current_page().also_due


def dialog_shown():
    return find_in_view(DueDialog)


def test_every_kind_of_which_any_is_due_has_its_number(desk) -> None:
    with desk.store.read() as session:
        counts = count_due_kinds(session, TODAY)
    assert card_of(desk).words() == [due_words(one) for one in counts]
    assert all(one.number for one in counts)


def test_a_number_opens_its_list_and_a_line_its_record(desk, qtbot) -> None:
    card_of(desk).open_list(DueKind.PUBLICITY)
    dialog = dialog_shown()
    with desk.store.read() as session:
        lines = list_due_lines(session, DueKind.PUBLICITY, TODAY)
    assert [item.text for item in dialog.view.items()] == [line.text for line in lines]
    dialog.view.setCurrentIndex(dialog.view.model().index(0, 0))
    qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog_shown() is None)
    page = desk.window.stack.current_page()
    assert page.record_in_view() == ("event", lines[0].record_id)


def test_replies_open_their_page(desk) -> None:
    card_of(desk).open_list(DueKind.REPLIES)
    page = desk.window.stack.current_page()
    assert page.pane.chips.on() == frozenset({"overdue"})


def test_nothing_due_takes_no_room(open_desk, qtbot) -> None:
    desk = open_desk(None, SPEC, first="home")
    page = desk.window.stack.current_page()
    qtbot.waitUntil(lambda: page.also_due is not None)
    done = []
    desk.context.jobs.submit("After it", lambda _progress: None, done.append, owner=page)
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    assert page.also_due.words() == []
    assert page.also_due.isHidden()


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (DueCount(DueKind.REMINDERS, 1, 0), "1 reminder"),
        (DueCount(DueKind.CONTACT, 4, 2), "4 to speak with again, 2 late"),
        (DueCount(DueKind.STATEMENTS, 2, 2), "2 statements to review"),
    ],
)
def test_words(count, words) -> None:
    assert due_words(count) == words


@pytest.mark.parametrize(("look", "zoom"), [(Appearance.LIGHT, 100), (Appearance.DARK, 200)])
def test_everybody_can_use_it(desk, look, zoom) -> None:
    desk.context.theme.set_appearance(look)
    desk.context.theme.set_zoom(zoom)
    assert audit(desk.window) == []
    card_of(desk).open_list(DueKind.GAPS)
    assert audit(dialog_shown()) == []


def test_tab_goes_from_line_to_line_whatever_changed_before(desk) -> None:
    page = desk.window.stack.current_page()
    for zoom in (150, 100):
        desk.context.theme.set_zoom(zoom)
    QApplication.processEvents()
    links = [link for link in page.findChildren(ShortLink) if link.isVisible()]
    assert links
    for link in links:
        link.setFocus()
        QTest.keyClick(link, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is not link


def test_it_is_counted_again_once_when_changes_that_touch_it_are_over(desk, qtbot, monkeypatch) -> None:
    page = desk.window.stack.current_page()
    qtbot.waitUntil(lambda: not page._else_soon.isActive())
    asked = []
    monkeypatch.setattr(page.also_due, "ask", lambda: asked.append(1))
    with desk.store.read() as session:
        promise = session.scalars(select(Commitment.id)).first()
    with desk.store.write("Kept") as session:
        keep_commitment(session, promise, TODAY)
    assert not page._else_soon.isActive()
    for text in ("One", "Two"):
        with desk.store.write("Remind") as session:
            number = session.scalars(select(Organisation.id)).first()
            add_reminder(session, ReminderFields(TODAY, text, "organisation", number))
    assert asked == []
    qtbot.waitUntil(lambda: asked == [1])
    assert not page._else_soon.isActive()
