from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.shell.key_sheet import KeySheet
from desktop.shell.opening import NewPassphraseDialog, PassphraseDialog
from desktop.theme import Appearance
from desktop.widgets.labels import PlainLabel, TitleLabel
from tests.desktop.accessibility import audit
from tests.desktop.gallery import FormDialog

LOOKS = [(Appearance.LIGHT, 100), (Appearance.DARK, 100), (Appearance.LIGHT, 200), (Appearance.DARK, 200)]


@pytest.mark.parametrize(("look", "zoom"), LOOKS)
@pytest.mark.parametrize("page", ["home", "organisations"])
def test_the_shell_and_the_gallery_are_for_everybody(qtbot, theme, window, look, zoom, page):
    theme.set_appearance(look)
    theme.set_zoom(zoom)
    window.stack.show_page(page)
    qtbot.wait(30)
    tabs = window.stack.currentWidget().findChild(QTabWidget)
    faults = []
    for place in range(tabs.count() if tabs is not None else 1):
        if tabs is not None:
            tabs.setCurrentIndex(place)
            qtbot.wait(10)
        faults += audit(window)
    assert faults == []


@pytest.mark.parametrize(("look", "zoom"), LOOKS)
@pytest.mark.parametrize("kind", ["form", "keys", "passphrase", "new passphrase"])
def test_every_dialog_is_for_everybody(qtbot, theme, window, look, zoom, kind):
    theme.set_appearance(look)
    theme.set_zoom(zoom)
    dialog = {
        "form": lambda: FormDialog(theme, window),
        "keys": lambda: KeySheet(window),
        "passphrase": lambda: PassphraseDialog(Path("/home/sam/Documents/records.liaison"), window),
        "new passphrase": lambda: NewPassphraseDialog(window),
    }[kind]()
    dialog.open()
    qtbot.waitExposed(dialog)
    qtbot.wait(20)
    faults = audit(dialog)
    dialog.reject()
    assert faults == []


def test_the_audit_sees_what_is_wrong(qtbot, theme):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(QComboBox())
    column.addWidget(QPushButton("&Save"))
    column.addWidget(QPushButton("&Send"))
    column.addWidget(QPushButton(""))
    pale = QLabel("Pale")
    pale.setStyleSheet("color: #cccccc; background: white")
    column.addWidget(pale)
    cut = QPushButton("Words that do not fit")
    cut.setFixedWidth(20)
    column.addWidget(cut)
    table = QTableWidget(3, 3)
    table.setAccessibleName("Trap")
    column.addWidget(table)
    window.show()
    qtbot.waitExposed(window)
    faults = "\n".join(audit(window))
    for words in ("no title", "no label whose buddy", "Alt+S", "has no name", "'Pale'", "is cut", "Trap"):
        assert words in faults


def test_what_changed_in_the_last_moment_is_judged_as_it_will_be_painted(qtbot, theme):
    window = QWidget()
    window.setWindowTitle("Counts")
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    row.addWidget(TitleLabel("Partnerships", "h2"), 1)
    count = PlainLabel("", "muted", wrap=False)
    row.addWidget(count)
    window.show()
    qtbot.waitExposed(window)
    wide_enough = count.width()
    count.setText("21,884")
    assert count.width() == wide_enough < count.sizeHint().width(), "the layout has not run yet"
    assert audit(window) == []
    count.setFixedWidth(wide_enough)
    assert audit(window) == ["PlainLabel '' '21,884' is cut"]


def test_a_closed_dialog_gives_the_focus_back(qtbot, theme, window):
    window.top_bar.search.setFocus()
    dialog = FormDialog(theme, window)
    dialog.open()
    qtbot.waitExposed(dialog)
    dialog.notes.setFocus()
    dialog.reject()
    qtbot.waitUntil(window.top_bar.search.hasFocus, timeout=1000)
