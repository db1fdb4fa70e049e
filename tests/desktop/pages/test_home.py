"""Home and the search over everything, as the hand meets them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox

from desktop.dialogs.ourselves import OurselvesDialog
from desktop.pages.commitments import SPEC as COMMITMENTS
from desktop.pages.conversations import SPEC as CONVERSATIONS
from desktop.pages.home import SPEC
from desktop.pages.home.lines import ToDoLine
from desktop.pages.home.words import coming_words, due_words, greeting
from desktop.pages.organisations import SPEC as ORGANISATIONS
from desktop.pages.reports import SPEC as REPORTS
from desktop.shell.finder import Finder
from desktop.theme import Appearance
from desktop.tokens import Tone
from desktop.widgets.cards import AlertStrip
from models.actions.organisations import OrganisationFields, create_organisation
from models.queries import home, overview
from models.queries.commitments import find_commitment
from models.queries.home import find_numbers, list_needs_doing, our_place
from models.queries.home_rows import ComingUp, ComingUpKind, ToDoKind
from models.queries.party_choices import list_party_choices
from models.vocabulary import CommitmentState, OrganisationKind
from reports.parts import find_ourselves
from tests.desktop.accessibility import audit
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

LOOKS = [(Appearance.LIGHT, 100), (Appearance.DARK, 200)]


@pytest.fixture
def desk(open_desk, sample_file):
    return open_desk(sample_file, SPEC, COMMITMENTS, CONVERSATIONS, ORGANISATIONS, first="home")


def to_do_lines(page):
    return [line for line in page.findChildren(ToDoLine) if line.isVisible()]


def ticked(page):
    return [line.line.id for line in to_do_lines(page) if line.tick is not None]


def test_the_four_numbers_are_those_of_the_book_and_the_greeting_names_its_person(desk):
    page = desk.window.stack.current_page()
    with desk.store.read() as session:
        numbers = find_numbers(session, TODAY, our_place(session))
    shown = [card.number.text() for card in (page.late, page.soon, page.quiet, page.events)]
    assert shown == [str(n) for n in (numbers.late, numbers.due_soon, numbers.not_contacted, numbers.events_near)]
    assert page.hello.text().startswith("Good ")
    assert page.day.text() == "Sunday 22 November 2026 · autumn term, week 12"


def test_in_a_large_book_who_was_not_contacted_is_counted_by_the_worker_and_nothing_stands_there_before(
    desk, qtbot, monkeypatch
):
    page = desk.window.stack.current_page()
    right = page.quiet.number.text()
    words = page.quiet.words.text()
    monkeypatch.setattr(overview, "_LARGE", (1, 1))
    page.quiet.number.setText("wrong")
    page.refresh()
    assert page.quiet.number.text() == "–"
    assert right not in page.quiet.link.accessibleName()
    qtbot.waitUntil(lambda: page.quiet.number.text() == right)
    assert page.quiet.words.text() == words
    assert right in page.quiet.link.accessibleName()


def test_a_count_that_a_change_has_overtaken_is_not_shown(desk, qtbot, monkeypatch):
    page = desk.window.stack.current_page()
    right, counted = page.quiet.number.text(), iter([9999, int(right_of(desk))])
    monkeypatch.setattr(overview, "_LARGE", (1, 1))
    monkeypatch.setattr(home, "count_quiet", lambda _session, _today: next(counted))
    seen = []
    monkeypatch.setattr(page.quiet, "set", lambda number, _words: seen.append(number))
    page.refresh()
    page.refresh()
    qtbot.waitUntil(lambda: not desk.context.jobs.is_busy)
    assert seen == [int(right)]


def right_of(desk):
    with desk.store.read() as session:
        return find_numbers(session, TODAY, our_place(session)).not_contacted


def test_a_tick_keeps_the_commitment_and_undo_brings_it_back(desk, qtbot):
    page = desk.window.stack.current_page()
    with desk.store.read() as session:
        wanted = next(one for one in list_needs_doing(session, TODAY, limit=6) if one.kind is ToDoKind.COMMITMENT)
    line = next(line for line in to_do_lines(page) if line.line.id == wanted.id and line.tick is not None)
    line.findChild(QCheckBox).click()
    with desk.store.read() as session:
        assert find_commitment(session, wanted.id).state is CommitmentState.KEPT
    qtbot.waitUntil(lambda: bool(to_do_lines(page)) and wanted.id not in ticked(page))
    desk.window.undo()
    with desk.store.read() as session:
        assert find_commitment(session, wanted.id).state is not CommitmentState.KEPT
    qtbot.waitUntil(lambda: wanted.id in ticked(page))


def test_each_number_opens_its_list(desk):
    stack = desk.window.stack
    page = stack.current_page()
    late, soon = page.late.number.text(), page.soon.number.text()
    page.late.link.click()
    assert stack.current_key == "commitments"
    assert stack.current_page().list.filters.chips.on() == {"late"}
    assert stack.current_page().list.model.rowCount() == int(late) + 1
    stack.show_page("home")
    page.soon.link.click()
    lines = [
        stack.current_page().list.model.index(n, 0).data() for n in range(stack.current_page().list.model.rowCount())
    ]
    assert len(lines) == int(soon) + 2
    stack.show_page("home")
    page.quiet.link.click()
    assert stack.current_key == "organisations"
    assert stack.current_page().list.wanted().not_contacted_since is not None


def test_a_reply_that_is_due_opens_its_conversation(desk):
    page = desk.window.stack.current_page()
    line = next(line for line in to_do_lines(page) if line.line.kind is ToDoKind.REPLY)
    number = line.line.id
    line.link.click()
    assert desk.window.stack.current_key == "conversations"
    assert desk.window.stack.current_page().panel.id == number


@pytest.mark.parametrize(
    ("hour", "name", "words"),
    [
        (8, "Sam Okoro", "Good morning, Sam"),
        (12, "Cllr Priya Nair", "Good afternoon, Cllr Priya Nair"),
        (19, "", "Good evening"),
    ],
)
def test_greeting(hour, name, words):
    assert greeting(datetime.combine(TODAY, time(hour)), name) == words


def test_due_words():
    today = date(2026, 11, 22)
    assert due_words(date(2026, 11, 21), today) == ("1 day late", Tone.LATE)
    assert due_words(date(2026, 11, 23), today) == ("Due tomorrow", Tone.SOON)
    assert due_words(date(2026, 11, 27), today) == ("In 5 days", Tone.PLAIN)


@pytest.mark.parametrize(
    ("hour", "place", "due_on", "words"),
    [
        (16, "", None, "4pm"),
        (0, "Elm Hall", None, "Elm Hall"),
        (16, "Elm Hall", None, "4pm, Elm Hall"),
        (16, "", date(2026, 11, 27), "4pm · Papers are due on 27 November."),
        (0, "", None, ""),
    ],
)
def test_what_is_coming_up_has_no_stray_dot(hour, place, due_on, words):
    line = ComingUp(ComingUpKind.MEETING, 1, "Forum", datetime.combine(TODAY, time(hour)), place, None, due_on)
    assert coming_words(line) == ("Forum", words)


def test_ctrl_k_brook_enter_opens_the_college_and_not_its_corporation(desk, qtbot):
    box = desk.window.top_bar.search
    finder = Finder(desk.context, box)
    box.setFocus()
    qtbot.keyClicks(box, "brook")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    page = desk.window.stack.current_page()
    assert desk.window.stack.current_key == "organisations"
    with desk.store.read() as session:
        (shown,) = list_party_choices(session, [page.record_in_view()], today=TODAY)
    assert shown.label == "Brookfield Sixth Form College"
    finder.let_go()


def test_what_was_said_follows_the_names_and_commands_are_found_too(desk, qtbot):
    box = desk.window.top_bar.search
    finder = Finder(desk.context, box)
    qtbot.keyClicks(box, "concert")
    qtbot.waitUntil(lambda: any(choice.kind in ("conversation", "event") for choice in box.choices()))
    box.clear()
    qtbot.keyClicks(box, "larger te")
    qtbot.waitUntil(lambda: [choice.line.title for choice in box.choices()] == ["Larger text"])
    zoom = desk.window._theme.zoom
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert desk.window._theme.zoom > zoom
    finder.let_go()


def test_a_new_book_asks_for_our_school_once_there_is_one_to_choose(open_desk, qtbot):
    desk = open_desk(None, SPEC, REPORTS, first="home")
    page = desk.window.stack.current_page()
    assert not page.ours.isVisible()
    with desk.store.write("Add") as session:
        elm = create_organisation(session, OrganisationFields("Elm Lane College", OrganisationKind.INSTITUTION))
    assert page.ours.isVisible()
    page.ours.button.click()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, OurselvesDialog))
    qtbot.waitUntil(dialog.isVisible)
    assert audit(dialog) == []
    desk.press(dialog.school, Qt.Key.Key_Return)
    assert dialog.fields[0].message.text() == "Enter your school, and choose it from the list"
    desk.keys(dialog.school, "elm")
    desk.press(dialog.school, Qt.Key.Key_Return)
    desk.keys(dialog.name, "Sam Okoro")
    desk.keys(dialog.post, "Office manager")
    dialog.saved.emit()
    assert not dialog.isVisible()
    assert not page.ours.isVisible()
    assert page.hello.text().endswith(", Sam")
    with desk.store.read() as session:
        we = find_ourselves(session, TODAY)
    assert (we.organisation_id, we.signature) == (elm, "Sam Okoro, Office manager, Elm Lane College")
    desk.window.undo()
    assert page.ours.isVisible()
    desk.window.stack.show_page("reports")
    strip = next(one for one in desk.window.stack.current_page().findChildren(AlertStrip) if one.isVisible())
    assert strip.button.text() == "Say who you are…"


@pytest.mark.parametrize(("look", "zoom"), LOOKS)
def test_everybody_can_use_home(desk, qtbot, look, zoom):
    desk.window._theme.set_appearance(look)
    desk.window._theme.set_zoom(zoom)
    qtbot.wait(30)
    assert audit(desk.window) == []
