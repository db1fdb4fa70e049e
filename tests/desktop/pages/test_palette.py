"""Ctrl+K as a palette: commands by the words people use, settings, saved filters; what is off says why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop.commands import PAGE_COMMANDS, SPECS, Command
from desktop.pages import PAGES
from desktop.shell.attending import Attending
from desktop.shell.palette import WHY_OFF, why_off
from desktop.shell.wishes import FieldWish
from desktop.widgets.suggestions import Choice
from models import settings
from models.actions.saved_searches import SavedSearchFields, add_saved_search
from models.search import search
from tests.desktop.pages.desk import TODAY, Desk, open_desk

__all__ = ["open_desk"]


@pytest.fixture
def desk(qtbot, open_desk: Callable[..., Desk], sample_file: Path) -> Desk:
    made = open_desk(sample_file, *PAGES, first="home")
    made.attending = Attending(made.context, made.window)  # type: ignore[attr-defined]
    yield made
    made.attending.let_go()  # type: ignore[attr-defined]


def ask(qtbot, desk: Desk, words: str) -> list[Choice]:
    box = desk.window.top_bar.search
    desk.window.commands[Command.SEARCH].trigger()
    qtbot.keyClicks(box, words)
    qtbot.waitUntil(lambda: box.is_open, timeout=5000)
    return box.choices()


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("report", Command.GO_REPORTS),
        ("board paper", Command.BOARD_PAPER),
        ("back up", Command.BACK_UP),
        ("export", Command.EXPORT),
        ("new meeting", Command.NEW_MEETING),
        ("meetings", Command.GO_MEETINGS),
        ("dark", Command.LOOK_DARK),
        ("shortcuts", Command.KEYS),
        ("zoom", Command.ZOOM_IN),
        ("preferences", Command.SETTINGS),
        ("promise", Command.NEW_COMMITMENT),
    ],
)
def test_words_find_the_command(qtbot, desk: Desk, words: str, command: Command) -> None:
    found = ask(qtbot, desk, words)
    assert command in [choice.payload for choice in found[:6]]


def test_a_word_typed_whole_comes_before_records_and_a_beginning_after(qtbot, desk: Desk) -> None:
    assert ask(qtbot, desk, "log a")[0].payload is Command.LOG_CONVERSATION
    desk.window.top_bar.search.clear()
    first = ask(qtbot, desk, "brook")[0]
    assert first.kind == "organisation"
    desk.window.top_bar.search.clear()
    kinds = [choice.kind for choice in ask(qtbot, desk, "par")]
    assert "command" not in kinds[: kinds.index("organisation") if "organisation" in kinds else 0]


def test_a_name_finds_who_is_called_so_and_never_takes_back_what_was_done_with_them(qtbot, desk: Desk) -> None:
    with desk.store.read() as session:
        nair = search(session, "nair", kinds=frozenset({"person"}), limit=1)[0]
    desk.window.commands.bind(Command.UNDO, lambda: None)
    desk.window.commands[Command.UNDO].setText("&Undo: Log conversation with Cllr Priya Nair")
    found = ask(qtbot, desk, "nair")
    assert (found[0].kind, found[0].id) == ("person", nair.id)
    assert Command.UNDO not in [choice.payload for choice in found]
    ask(qtbot, desk, "undo")
    qtbot.waitUntil(lambda: desk.window.top_bar.search.choices()[0].payload is Command.UNDO)


def test_a_command_shows_its_keys_and_runs(qtbot, desk: Desk) -> None:
    (choice, *_rest) = ask(qtbot, desk, "meetings")
    assert choice.payload is Command.GO_MEETINGS
    assert "(Ctrl+5)" in choice.line.detail
    desk.press(desk.window.top_bar.search, Qt.Key.Key_Return)
    assert desk.window.stack.current_key == "meetings"


def test_what_is_off_says_why_and_does_nothing(qtbot, desk: Desk) -> None:
    said: list[str] = []
    desk.context.wishes.said.connect(said.append)
    choice = next(one for one in ask(qtbot, desk, "edit this record") if one.payload is Command.EDIT_RECORD)
    assert choice.line.detail == "Open a record first."
    assert choice.line.aside == "Off"
    desk.window.top_bar.search.chosen.emit(choice)
    assert said == ["Edit this record: Open a record first."]


def test_every_command_of_a_page_says_why_it_is_off(desk: Desk) -> None:
    for command in PAGE_COMMANDS:
        assert command in WHY_OFF or why_off(desk.context, command) or desk.window.commands[command].isEnabled()
    assert set(WHY_OFF) <= set(SPECS)


@pytest.mark.parametrize(
    ("words", "field"),
    [("walking speed", "Walking speed"), ("roles to know", "Roles to be known"), ("logo", "Choose a logo…")],
)
def test_a_setting_is_found_and_its_field_gets_the_focus(qtbot, desk: Desk, words: str, field: str) -> None:
    choice = next(one for one in ask(qtbot, desk, words) if one.kind == "setting")
    desk.window.top_bar.search.chosen.emit(choice)
    assert desk.window.stack.current_key == "settings"
    qtbot.waitUntil(lambda: desk.window.focusWidget() is not None, timeout=1000)
    focus = desk.window.focusWidget()
    assert field in (focus.accessibleName() or focus.text().replace("&", ""))
    assert focus.isVisible()


def test_every_setting_has_a_field_of_its_own_whatever_tab_is_in_view(qtbot, desk: Desk) -> None:
    reached = []
    for key in settings.ALL:
        desk.window.stack.show_page("settings", "checklists")
        desk.window.rail.setFocus()
        desk.window.stack.show_page("settings", FieldWish(key.name))
        focus = desk.window.focusWidget()
        assert desk.window.stack.current_page().isAncestorOf(focus), key.name
        assert focus.isVisible(), key.name
        reached.append(focus)
    assert len(set(reached)) == len(settings.ALL)


def test_a_saved_filter_is_found_and_switched_on(qtbot, desk: Desk) -> None:
    with desk.store.write("Save the filter") as session:
        rules = '{"all": [{"field": "name", "is": "contains", "value": "lane"}]}'
        fields = SavedSearchFields("Zebra crossing list", "organisation", rules)
        add_saved_search(session, fields, TODAY)
    choice = next(one for one in ask(qtbot, desk, "zebra") if one.kind == "saved_search")
    assert choice.line.detail == "Organisations"
    desk.window.top_bar.search.chosen.emit(choice)
    qtbot.wait(50)
    assert desk.window.stack.current_key == "organisations"
    page = desk.window.stack.current_page()
    assert page is not None
    assert "Zebra crossing list" in page.list.kit.words()  # type: ignore[attr-defined]
