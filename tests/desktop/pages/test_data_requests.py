"""Requests about personal data, as whoever keeps them meets them: found, noted, given more time, answered."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.commands import Command
from desktop.pages.home import SPEC as HOME
from desktop.pages.settings import SPEC as SETTINGS
from desktop.pages.settings.lists.requests import requests
from desktop.parts.card import PartCard
from desktop.parts.dialog import PartDialog, StepDialog
from desktop.parts.spec import Owner
from desktop.theme import Appearance
from models.actions.subject_requests import SubjectRequestFields, create_request
from models.errors import WrongUse
from models.queries.subject_requests import find_request, list_requests
from models.vocabulary import RequestOutcome, RequestState
from tests.desktop.accessibility import audit
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

PART = requests(lambda: TODAY)
OWNER = Owner("setting", 0, "Settings")
ANSWER, MORE_TIME, NO_MORE_TIME, AGAIN = PART.steps


@pytest.fixture
def desk(open_desk):
    return open_desk(None, SETTINGS, HOME, first="home")


def note(desk, received_on: date, **given) -> int:
    with desk.store.write("Note") as session:
        return create_request(session, SubjectRequestFields(received_on, asked="All letters", name="Ann Lee", **given))


def card_of(desk) -> PartCard:
    desk.window.stack.show_page("settings", "subject_request")
    return desk.window.stack.current_page().tabs.parts_tabs["protection"].cards["subject_request"]


def fill(dialog, **values) -> None:
    for field in dialog.form_fields:
        if field.spec.name in values:
            field.show({field.spec.name: values[field.spec.name]}, {})


def pill(desk, number: int) -> str:
    with desk.store.read() as session:
        return PART.line(find_request(session, number, TODAY)).aside


def test_the_command_leads_to_the_requests(desk) -> None:
    note(desk, TODAY)
    desk.window.commands[Command.SUBJECT_REQUESTS].trigger()
    page = desk.window.stack.current_page()
    assert page.objectName() == "page_settings"
    assert page.tabs.tabText(page.tabs.currentIndex()) == "Data protection"
    assert card_of(desk).count() == 1


def test_a_request_is_noted_in_its_form(desk, qtbot) -> None:
    dialog = PartDialog(desk.context, PART, OWNER)
    qtbot.addWidget(dialog)
    assert dialog.held_values()["received_on"] == TODAY
    fill(dialog, asked="All emails about her", name="Her solicitor")
    dialog.write()
    with desk.store.read() as session:
        (row,) = list_requests(session, TODAY)
    assert (row.who, row.asked, row.due_on) == ("Her solicitor", "All emails about her", date(2026, 12, 22))
    assert card_of(desk).count() == 1


@pytest.mark.parametrize(
    ("received_on", "given", "words"),
    [
        (TODAY, {}, "Due 22 Dec 2026"),
        (date(2026, 10, 1), {}, "20 days late"),
        (date(2026, 10, 20), {}, "2 days late"),
        (date(2026, 11, 2), {"identity_asked_on": date(2026, 11, 3)}, "Clock stopped"),
    ],
)
def test_the_pill_tells_how_the_clock_stands(desk, received_on, given, words) -> None:
    assert pill(desk, note(desk, received_on, **given)) == words


def test_it_is_given_more_time_answered_and_opened_again(desk, qtbot) -> None:
    number = note(desk, date(2026, 11, 2))
    with desk.store.read() as session:
        row = find_request(session, number, TODAY)
    assert [step.when(row) for step in PART.steps] == [True, True, False, False]
    dialog = StepDialog(desk.context, PART, MORE_TIME, OWNER, number)
    qtbot.addWidget(dialog)
    fill(dialog, reason="Ten years of letters")
    dialog.write()
    assert pill(desk, number) == "Due 2 Feb 2027"
    dialog = StepDialog(desk.context, PART, ANSWER, OWNER, number)
    qtbot.addWidget(dialog)
    fill(dialog, outcome=RequestOutcome.REFUSED)
    with pytest.raises(WrongUse, match="and why"):
        dialog.write()
    fill(dialog, withheld="Asked for the third time this term")
    dialog.write()
    assert pill(desk, number) == "Answered in time"
    with desk.store.read() as session:
        row = find_request(session, number, TODAY)
    assert [step.when(row) for step in PART.steps] == [False, False, False, True]
    with desk.store.write("Open again") as session:
        AGAIN.run(session, number, {})
    with desk.store.write("Extension") as session:
        NO_MORE_TIME.run(session, number, {})
    with desk.store.read() as session:
        assert find_request(session, number, TODAY).state is RequestState.OPEN
    assert pill(desk, number) == "Due 2 Dec 2026"


@pytest.mark.parametrize(("look", "size"), [(Appearance.LIGHT, 100), (Appearance.DARK, 200)])
def test_everyone_can_use_the_forms(desk, qtbot, look, size) -> None:
    desk.context.theme.set_appearance(look)
    desk.context.theme.set_zoom(size)
    number = note(desk, date(2026, 11, 2))
    card_of(desk)
    assert audit(desk.window) == []
    asked = [PartDialog(desk.context, PART, OWNER)]
    asked += [StepDialog(desk.context, PART, step, OWNER, number) for step in (ANSWER, MORE_TIME)]
    for dialog in asked:
        qtbot.addWidget(dialog)
        dialog.show()
        assert audit(dialog) == []
        dialog.reject()
