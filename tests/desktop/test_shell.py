"""The window around the pages."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QAccessible, QKeySequence

from desktop.actions import Actions
from desktop.commands import SPECS, SUBMENUS, Command, command_rows, key_rows
from desktop.settings import GEOMETRY
from desktop.shell.key_sheet import KeySheet
from desktop.shell.rail import RailButton
from desktop.theme import Appearance
from models.changes import Changes
from tests.desktop.accessibility import SCREEN
from tests.desktop.gallery import ORGANISATIONS
from tests.desktop.menu_lines import actions_of, menus_of

ROOT = Path(__file__).parents[2]


def changed(window, *kinds: str) -> None:
    window._context.hub.announce(Changes("Change to Brookfield", frozenset((kind, 1) for kind in kinds)))


def test_every_key_of_the_design_is_bound_to_its_command():
    wanted = {
        "Ctrl+K": Command.SEARCH, "Ctrl+F": Command.FIND, "Ctrl+L": Command.LOG_CONVERSATION,
        "Ctrl+M": Command.NEW_MEETING, "Ctrl+T": Command.NEW_COMMITMENT, "Ctrl+N": Command.NEW,
        "Ctrl+Shift+P": Command.NEW_PERSON, "Ctrl+Shift+O": Command.NEW_ORGANISATION,
        "Ctrl+Shift+E": Command.NEW_EVENT, "F2": Command.EDIT_RECORD, "Esc": Command.BACK, "Alt+Left": Command.BACK,
        "Ctrl+1": Command.GO_HOME, "Ctrl+8": Command.GO_PARTNERSHIPS, "Ctrl+9": Command.GO_REPORTS,
        "F6": Command.NEXT_PANE, "Ctrl+P": Command.PRINT,
        "Ctrl+E": Command.EXPORT, "Ctrl+I": Command.IMPORT, "Ctrl+Z": Command.UNDO, "Ctrl+Y": Command.REDO,
        "Ctrl++": Command.ZOOM_IN, "Ctrl+-": Command.ZOOM_OUT, "Ctrl+0": Command.ZOOM_RESET,
        "Ctrl+/": Command.KEYS, "F1": Command.HELP,
    }  # fmt: skip
    for key, command in wanted.items():
        assert key in SPECS[command].keys
        assert any(key in keys for _menu, keys, _words in key_rows())
    keys = [QKeySequence(key).toString() for spec in SPECS.values() for key in spec.keys]
    assert len(keys) == len(set(keys))
    assert set(SPECS) == set(Command)


def test_every_command_is_in_a_menu(window):
    in_menus = Counter(actions_of(window))
    assert {command: in_menus[window.commands[command]] for command in Command} == dict.fromkeys(Command, 1)


def test_a_menu_in_a_menu_holds_commands_of_that_menu_and_is_told_in_help(window):
    for submenu in SUBMENUS:
        assert {SPECS[command].menu for command in submenu.commands} == {submenu.menu}
    told = {words.partition(".")[0]: way for _menu, way, words in command_rows()}
    assert told["Open a book from a server"] == "under “Servers and archives”"
    assert told["Undo"] == "Ctrl+Z"
    assert told["Recently deleted"] == ""


def test_every_menu_fits_a_small_screen_at_twice_the_size_of_text(window, theme):
    # A menu that is too high for the screen goes on in a second column, so that it can only be too wide.
    theme.set_zoom(200)
    wide = {menu.title(): menu.sizeHint().width() for menu in menus_of(window)}
    assert {title: width for title, width in wide.items() if width > SCREEN[0]} == {}


def test_a_command_without_meaning_is_off_and_bound_it_is_on(qtbot, theme, window):
    actions, heard = Actions(theme, window), []
    assert set(actions.unbound()) == set(Command)
    assert not actions[Command.IMPORT].isEnabled()
    actions.bind(Command.IMPORT, lambda: heard.append("first"))
    actions.bind(Command.IMPORT, lambda: heard.append("second"))
    actions[Command.IMPORT].trigger()
    assert heard == ["second"]


def test_the_sections_are_told_as_radio_buttons_of_which_one_is_on(window):
    window.stack.show_page("home")
    told = {one.objectName(): QAccessible.queryAccessibleInterface(one) for one in window.rail.findChildren(RailButton)}
    assert {one.role() for one in told.values()} == {QAccessible.Role.RadioButton}
    assert [name for name, one in told.items() if one.state().checked] == ["rail_home"]


def test_pages_are_made_when_first_shown(qtbot, window):
    assert list(window.stack._pages) == ["organisations"]
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.stack.current_key == "home"
    assert set(window.stack._pages) == {"organisations", "home"}
    assert not window.commands[Command.GO_PEOPLE].isEnabled()


def test_escape_goes_back_where_one_came_from(qtbot, window):
    window.stack.show_page("home")
    window._context.open("organisation", 3)
    assert window.stack.current_key == "organisations"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.stack.current_key == "home"
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.stack.current_key == "organisations"
    assert not window.stack.go_back()


def test_a_page_in_view_refreshes_for_its_kinds_and_a_hidden_one_when_shown(qtbot, window, monkeypatch):
    page, asked = window.stack.current_page(), []
    monkeypatch.setattr(type(page), "kinds", ("organisation",))
    monkeypatch.setattr(type(page), "refresh", lambda self: asked.append(1))
    changed(window, "person")
    assert asked == []
    changed(window, "organisation")
    assert asked == [1]
    window.stack.show_page("home")
    changed(window, "organisation")
    changed(window, "organisation")
    assert asked == [1]
    window.stack.show_page("organisations")
    assert asked == [1, 1]


def test_a_change_is_named_in_the_undo_bar_and_the_menu(qtbot, window):
    assert window.commands[Command.UNDO].text() == "&Undo: Change to Brookfield"
    changed(window, "organisation")
    assert window.undo_bar.isVisible()
    assert window.undo_bar.undo.accessibleName() == "Undo: Change to Brookfield"
    window.undo_bar.undo.setFocus()
    qtbot.keyClick(window.undo_bar.undo, Qt.Key.Key_Space)
    assert window._context.store.taken_back == 1


def test_the_undo_bar_goes_after_its_time_unless_one_is_on_it(qtbot, window):
    bar = window.undo_bar
    bar._timer.setInterval(30)
    bar.tell("Saved: a change", undo="a change")
    bar.undo.setFocus()
    qtbot.wait(120)
    assert bar.isVisible()
    window.top_bar.search.setFocus()
    qtbot.waitUntil(lambda: not bar.isVisible(), timeout=2000)


def test_undo_in_a_line_comes_before_undo_of_records(qtbot, window):
    window.activateWindow()
    box = window.stack.current_page().filter_box()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    qtbot.keyClicks(box, "brok")
    qtbot.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert box.text() == ""
    assert window._context.store.taken_back == 0
    qtbot.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window._context.store.taken_back == 1


def test_ctrl_f_and_ctrl_k_go_to_their_boxes(qtbot, window):
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.stack.current_page().filter_box().hasFocus)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.top_bar.search.hasFocus)


def test_f6_walks_round_the_window(qtbot, window):
    window.activateWindow()
    window.rail.focus_current()
    seen = []
    for _ in range(5):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F6)
        focus = window.focusWidget()
        page = window.stack.current_page()
        places = [window.rail, window.top_bar, *page.panes()]
        seen.append(next(n for n, pane in enumerate(places) if pane is focus or pane.isAncestorOf(focus)))
    assert seen[:3] == [1, 2, 3]
    assert 0 in seen


@pytest.mark.parametrize(
    ("ems", "words", "facts", "both"),
    [(80, True, True, True), (70, True, False, True), (55, False, False, True), (45, False, False, False)],
)
def test_the_window_shows_what_has_room(qtbot, theme, window, ems, words, facts, both):
    window.resize(round(ems * theme.line_height) + 1, 700)
    qtbot.wait(20)
    split = window.stack.current_page().split
    assert bool(window.rail._buttons["home"].text()) == words
    assert split._facts.isVisible() == facts
    assert split._left.isVisible()
    assert split._detail.isVisible() == both
    if not both:
        split.show_detail()
        assert not split._left.isVisible()
        assert window.stack.go_back()
        assert split._left.isVisible()


def test_at_twice_the_text_a_small_laptop_shows_one_pane(qtbot, theme, window):
    theme.set_zoom(200)
    qtbot.wait(20)
    assert window.width() <= 1366
    assert window.stack.current_page().split.is_single


def test_a_place_on_a_screen_that_is_gone_is_not_taken(qtbot, theme, settings, window):
    window.move(50_000, 50_000)
    settings.set(GEOMETRY, bytes(window.saveGeometry().data()))
    from tests.desktop.gallery import make_window

    again = make_window(theme, settings)
    qtbot.addWidget(again)
    assert again.screen().availableGeometry().intersects(again.geometry())
    settings.set(GEOMETRY, b"nonsense")
    assert not again.restoreGeometry(QByteArray(b"nonsense"))


def test_looks_are_chosen_in_the_menu(qtbot, theme, window):
    window.commands[Command.LOOK_DARK].trigger()
    assert theme.appearance is Appearance.DARK
    assert window.commands[Command.LOOK_DARK].isChecked()
    assert not window.commands[Command.LOOK_LIGHT].isChecked()


def test_a_name_with_mark_up_is_shown_as_typed(window):
    model = window.stack.current_page().model
    assert model.index(9, 0).data(Qt.ItemDataRole.AccessibleTextRole).startswith(ORGANISATIONS[9].name)


def test_the_first_paint_needs_no_records_no_reports_and_no_icon_library(tmp_path):
    code = (
        "import sys; from pathlib import Path\n"
        "from desktop.application import Program, make_application\n"
        "from desktop.settings import Settings\n"
        "app = make_application(['x'])\n"
        f"program = Program(app, Settings(Path({str(tmp_path)!r}) / 's.ini'), log_folder=Path({str(tmp_path)!r}))\n"
        "program.window.show(); app.processEvents(); program.window.grab()\n"
        "heavy = {'sqlalchemy', 'alembic', 'sqlcipher3', 'reportlab', 'openpyxl', 'pypdfium2', 'qtawesome', 'qtpy'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))\n"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


def test_a_dialog_of_nothing_but_words_is_read_with_page_down(window, qtbot):
    sheet = KeySheet(window)
    sheet.open()
    qtbot.waitExposed(sheet)
    sheet.resize(sheet.width(), 20 * sheet.fontMetrics().height())
    bar = sheet._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(sheet.focusWidget() or sheet, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    qtbot.keyClick(sheet.focusWidget() or sheet, Qt.Key.Key_PageUp)
    assert bar.value() == 0
    sheet.close()


def test_a_line_leaves_the_keys_of_the_window_to_the_window(qtbot, window):
    asked = []
    window.commands.bind(Command.EXPORT, lambda: asked.append("export"))
    window.activateWindow()
    window.top_bar.search.setFocus()
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["export"]
