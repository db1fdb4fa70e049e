"""Menus and dialogs made for once are gone when they are closed: a day's work must not pile them up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from desktop.widgets.menus import drop_down
from desktop.widgets.passing import open_once, pop_up

DESKTOP = Path(__file__).parents[2] / "desktop"


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def menu_in(parent, done):
    menu = QMenu(parent)
    menu.addAction("Do it", lambda: done.append("it"))
    return menu


def gone(qtbot, what):
    qtbot.waitUntil(lambda: not shiboken6.isValid(what))


@pytest.mark.parametrize("way", ["closed", "chosen"])
def test_a_menu_of_a_line_goes_after_what_was_chosen_is_done(parent, qtbot, way):
    done: list[str] = []
    menu = menu_in(parent, done)
    pop_up(menu, QPoint(10, 10))
    assert menu.isVisible()
    if way == "chosen":
        menu.setActiveAction(menu.actions()[0])
        qtbot.keyClick(menu, "\r")
        assert done == ["it"]
    else:
        menu.close()
    gone(qtbot, menu)
    assert parent.findChildren(QMenu) == []


def test_a_menu_below_a_button_goes_unless_it_is_kept(parent, qtbot):
    below = QPushButton("More", parent)
    for _turn in range(3):
        menu = menu_in(parent, [])
        drop_down(menu, below)
        menu.close()
        gone(qtbot, menu)
    kept = menu_in(parent, [])
    for _turn in range(3):
        drop_down(kept, below, keep=True)
        kept.close()
        qtbot.wait(10)
    assert list(parent.findChildren(QMenu)) == [kept]


def test_actions_of_the_window_outlive_the_menus_they_were_shown_in(parent, qtbot):
    action = QAction("Of the window", parent)
    menu = QMenu(parent)
    menu.addAction(action)
    pop_up(menu, QPoint(10, 10))
    menu.close()
    gone(qtbot, menu)
    assert shiboken6.isValid(action)


def test_a_file_dialog_goes_after_its_answer_was_heard(parent, qtbot, tmp_path):
    dialog = QFileDialog(parent, "Choose", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    heard: list[str] = []
    dialog.fileSelected.connect(heard.append)
    open_once(dialog)
    dialog.accept()
    gone(qtbot, dialog)
    assert len(heard) == 1
    assert parent.findChildren(QFileDialog) == []


def test_everything_in_the_program_is_shown_so():
    for place in DESKTOP.rglob("*.py"):
        text = place.read_text()
        if place.name not in ("passing.py", "menus.py"):
            assert not re.search(r"\.popup\(", text), f"{place}: pop_up shows a menu that goes"
        if "= QFileDialog(" in text:
            assert text.count("= QFileDialog(") == len(re.findall(r"\bopen_once\(dialog\)", text)), place
