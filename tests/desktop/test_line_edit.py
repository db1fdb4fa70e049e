"""A line shows a long text from its beginning, and whoever comes to it by keys goes on at its end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.forms.fields import Field, NotesField
from desktop.widgets.line_edit import LineEdit

LONG = "Send the room plan for the fair to Greenway Academy before anybody asks for it"


def test_a_long_text_is_shown_from_its_beginning_and_typed_on_at_its_end(qtbot, theme) -> None:
    line = LineEdit("What is promised")
    qtbot.addWidget(line)
    line.resize(120, 30)
    line.show()
    qtbot.waitExposed(line)
    line.activateWindow()
    qtbot.waitUntil(line.isActiveWindow)
    line.clearFocus()
    line.setText(LONG)
    assert line.cursorPosition() == 0
    line.setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.keyClicks(line, "!")
    assert line.text() == f"{LONG}!"
    line.setText("While one is in it")
    assert line.cursorPosition() == len("While one is in it")


def test_the_label_of_notes_stays_at_them_however_high_the_dialog_is(qtbot, theme) -> None:
    field = Field("What was said", NotesField("What was said", lines=2))
    qtbot.addWidget(field)
    field.resize(400, 900)
    field.show()
    qtbot.waitExposed(field)
    assert field.editor.y() - field.label.geometry().bottom() < field.label.height()
