"""The keys of the window win in every kind of field: pressed there, they do what they say and change nothing typed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.commands import SPECS, Command
from desktop.forms.date_field import DateField
from desktop.forms.fields import Choice, NotesField
from desktop.forms.number_field import NumberField
from desktop.forms.time_field import TimeField
from desktop.tables.data_table import DataTable
from desktop.tables.record_list import RecordList
from desktop.widgets.dialog import Dialog
from desktop.widgets.line_edit import FilterBox, LineEdit
from desktop.widgets.suggestions import SuggestField

FIELDS_OWN = frozenset({"Ctrl+C", "Ctrl+V", "Ctrl+A", "Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z", "Ctrl+Delete", "Esc"})
"""Keys that belong to what is typed while there is something typed: the window's meaning comes second (look.md)."""
KEYS = sorted({key for spec in SPECS.values() for key in spec.keys} - FIELDS_OWN)
WITHOUT_TEXT = frozenset({"choice", "table", "list"})
EDITORS = ("line", "filter", "notes", "choice", "number", "date", "time", "suggest", "table", "list")


def editor(kind: str, window, settings) -> QWidget:
    theme = window.theme
    made = {
        "line": lambda: LineEdit("A line"),
        "filter": lambda: FilterBox(theme, "A filter"),
        "notes": lambda: NotesField("Notes"),
        "choice": lambda: Choice([("One", 1), ("Two", 2)]),
        "number": lambda: NumberField("A number"),
        "date": lambda: DateField("A day", lambda: date(2026, 11, 22)),
        "time": lambda: TimeField("A time"),
        "suggest": lambda: SuggestField(theme, "Who", lambda _words: []),
        "table": lambda: DataTable(theme, settings, "tried", "A table"),
        "list": lambda: RecordList(theme, "A list"),
    }[kind]()
    if kind in ("table", "list"):
        model = QStandardItemModel(made)
        model.appendRow(QStandardItem("A row"))
        made.setModel(model)
    if isinstance(made, LineEdit):
        made.setText("two words")
    elif isinstance(made, QPlainTextEdit):
        made.setPlainText("two words")
    return made


def typed(field: QWidget) -> str:
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return field.text() if isinstance(field, LineEdit) else ""


@pytest.mark.parametrize("kind", EDITORS)
def test_no_field_asks_for_a_key_of_the_window(kind, window, settings, qtbot):
    field = editor(kind, window, settings)
    qtbot.addWidget(field)
    taken = []
    for key in KEYS:
        pressed = QKeySequence(key)[0]
        event = QKeyEvent(QEvent.Type.ShortcutOverride, pressed.key(), pressed.keyboardModifiers(), "")
        event.ignore()
        QApplication.sendEvent(field, event)
        if event.isAccepted():
            taken.append(key)
    assert taken == []


@pytest.mark.parametrize("kind", EDITORS)
def test_keys_pressed_in_a_field_do_what_they_say(kind, window, settings, qtbot):
    done: list[Command] = []
    for command in SPECS:
        window.commands.bind(command, lambda command=command: done.append(command))
    field = editor(kind, window, settings)
    host = QWidget(window)
    QVBoxLayout(host).addWidget(field)
    host.resize(400, 200)
    host.show()
    window.activateWindow()
    field.setFocus()
    if isinstance(field, LineEdit):
        field.setCursorPosition(3)
    before = typed(field)
    for command, spec in SPECS.items():
        for key in spec.keys:
            if key != "Esc" and (kind in WITHOUT_TEXT or key not in FIELDS_OWN):
                pressed = QKeySequence(key)[0]
                field.setFocus()
                QTest.keyClick(field, pressed.key(), pressed.keyboardModifiers())
                assert done == [command], key
                done.clear()
    assert typed(field) == before


@pytest.mark.parametrize("kind", ["line", "notes"])
@pytest.mark.parametrize("key", [Qt.Key.Key_K, Qt.Key.Key_E])
def test_in_a_dialog_they_delete_nothing(kind, key, window, settings, qtbot):
    dialog = Dialog("A dialog", window)
    field = editor(kind, window, settings)
    dialog.body.addWidget(field)
    dialog.open()
    field.setFocus()
    if isinstance(field, LineEdit):
        field.setCursorPosition(3)
    QTest.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
    assert typed(field) == "two words"
    if isinstance(field, LineEdit):
        assert field.cursorPosition() == 3
    dialog.reject()


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="needs a screen of its own")
@pytest.mark.skipif(os.environ.get("LIAISON_KEYS_ON_SCREEN") == "1", reason="this is the screen")
def test_the_same_where_the_system_has_other_keys_for_text(tmp_path):
    """On X11 Qt gives Ctrl+K and Ctrl+E to the text; drawn in memory it does not. No window has the keyboard there."""
    done = subprocess.run(
        ["xvfb-run", "-a", sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:xvfb", "-p", "no:cacheprovider",
         "-k", "asks_for_a_key or delete_nothing",
         __file__],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_QPA_PLATFORM": "xcb", "LIAISON_KEYS_ON_SCREEN": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
