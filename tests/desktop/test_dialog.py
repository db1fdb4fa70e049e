"""The base of all dialogs: what is said beside its buttons stays readable."""

from __future__ import annotations

import pytest

from desktop.widgets.dialog import Dialog

WORDS = "Nothing was looked for yet."


@pytest.fixture
def dialog(qtbot):
    made = Dialog("Everything we hold")
    qtbot.addWidget(made)
    made.add_cancel()
    made.add_button("Save PDF and spreadsheet", main=True)
    made.note.setText(WORDS)
    made.open()
    qtbot.waitExposed(made)
    return made


def rows_of(dialog, qtbot, width):
    dialog.resize(width, 400)
    qtbot.wait(20)
    return dialog.note.geometry(), [dialog._buttons.itemAt(n).geometry() for n in (1, 2)]


def test_the_note_stands_beside_the_buttons_where_there_is_room(dialog, qtbot):
    note, buttons = rows_of(dialog, qtbot, 900)
    assert note.right() < buttons[0].left()
    assert note.top() < buttons[0].center().y() < note.bottom()


def test_the_note_stands_above_the_buttons_where_it_would_be_squeezed(dialog, qtbot):
    room = sum(button.width() for button in rows_of(dialog, qtbot, 900)[1])
    note, buttons = rows_of(dialog, qtbot, room + 100)
    assert note.bottom() < buttons[0].top()
    assert note.width() > dialog.note.fontMetrics().horizontalAdvance(WORDS)
    assert rows_of(dialog, qtbot, 900)[0].right() < dialog._buttons.itemAt(1).geometry().left()
