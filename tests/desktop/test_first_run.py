"""The first run: three steps, back and forth, nothing made before the last, a school picked from the register."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.beginning import bring_register, say_who_we_are
from desktop.dialogs.first_run import BRING_IN, EMPTY, Beginning, FirstRunDialog
from desktop.jobs import Jobs, Progress
from desktop.theme import Appearance
from models.queries.organisations import find_organisation_row
from models.settings import OUR_ORGANISATION, OUR_PERSON, get_setting
from models.store import Store
from tests.desktop.accessibility import audit
from tests.desktop.pages.desk import TODAY
from tests.screen.register_file import write_register


@pytest.fixture
def register(tmp_path):
    return write_register(tmp_path / "edubasealldata20240401.csv")


@pytest.fixture
def dialog(qtbot, theme, window):
    made = FirstRunDialog(theme, Jobs(theme), window)
    made.open()
    qtbot.waitExposed(made)
    yield made
    if shiboken6.isValid(made):
        made.done(0)


def read(qtbot, dialog, place):
    dialog.school.read_register(str(place))
    qtbot.waitUntil(lambda: dialog.school.job is None)


def test_a_school_is_picked_from_a_register_file(dialog, qtbot, register):
    read(qtbot, dialog, register)
    assert dialog.school.schools
    assert "Type part of your school’s name" in dialog.school.told.text()
    school = dialog.school.schools[0]
    QTest.keyClicks(dialog.school.name, school.name[:6])
    QTest.keyClick(dialog.school.name, Qt.Key.Key_Return)
    assert dialog.school.picked is not None
    assert dialog.school.postcode.text() == dialog.school.picked.postcode
    answer = dialog.answer()
    assert (answer.urn, answer.register) == (dialog.school.picked.urn, register)
    QTest.keyClicks(dialog.school.name, " annexe")
    assert dialog.answer().urn == ""


def test_a_file_of_something_else_is_said_in_a_sentence(dialog, qtbot, tmp_path):
    (tmp_path / "list.csv").write_text("a,b\n1,2\n")
    read(qtbot, dialog, tmp_path / "list.csv")
    assert dialog.school.schools == []
    assert dialog.school.told.text()
    assert "Traceback" not in dialog.school.told.text()
    assert dialog.school.pick.isEnabled()


def test_what_was_entered_stays_on_the_way_back_and_escape_makes_nothing(dialog, qtbot):
    answers = []
    dialog.answered.connect(answers.append)
    dialog.school.name.setText("Elm Lane")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.heading.text() == "Step 2 of 3: how to begin"
    dialog.begin.ways[BRING_IN].setChecked(True)
    dialog.go_on()
    assert dialog.next.text() == "Make the book"
    dialog.back.click()
    assert dialog.begin.way() == BRING_IN
    dialog.back.click()
    assert dialog.school.name.text() == "Elm Lane"
    assert not dialog.back.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert answers == []


def answer(register=None, urn="", school="Elm Lane Primary School"):
    return Beginning(school, "Leeds", "ls6 2ab", urn, register, "Sam Okoro", "Clerk", EMPTY, "x" * 12, register)


def ours(store):
    with store.read() as session:
        number = get_setting(session, OUR_ORGANISATION)
        return find_organisation_row(session, number, today=TODAY), get_setting(session, OUR_PERSON)


def test_a_typed_school_is_ours(tmp_path):
    store = Store.create(tmp_path / "book.liaison")
    say_who_we_are(store, answer())
    school, person = ours(store)
    assert (school.name, school.postcode, person) == ("Elm Lane Primary School", "LS6 2AB", "Sam Okoro")
    assert store.undo() == "Say who we are"
    store.close()


def test_a_picked_school_comes_from_the_register(tmp_path, register, dialog, qtbot):
    read(qtbot, dialog, register)
    school = dialog.school.schools[0]
    store = Store.create(tmp_path / "book.liaison")
    asked = answer(register, school.urn, school.name)
    say_who_we_are(store, asked)
    assert bring_register(store, asked, TODAY, Progress()) >= len(dialog.school.schools)
    found, _person = ours(store)
    assert found.name == school.name
    store.close()


@pytest.mark.parametrize(("look", "percent"), [(Appearance.LIGHT, 100), (Appearance.DARK, 200)])
@pytest.mark.parametrize("step", [0, 1, 2])
def test_every_step_can_be_read_and_reached(dialog, theme, qtbot, look, percent, step):
    theme.set_appearance(look)
    theme.set_zoom(percent)
    dialog.show_step(step)
    qtbot.wait(20)
    assert audit(dialog) == []
