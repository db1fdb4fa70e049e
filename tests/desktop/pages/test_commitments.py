"""Commitments, as the hand meets them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.commands import Command
from desktop.dialogs.new_commitment import NewCommitmentDialog
from desktop.dialogs.outcome import OutcomeDialog
from desktop.pages.commitments import SPEC
from desktop.theme import Appearance
from models.actions.commitments import CommitmentFields, make_commitment
from models.queries.commitments import count_commitments, find_commitment, list_commitments
from models.vocabulary import CommitmentGroup, CommitmentState
from tests.desktop.accessibility import audit
from tests.desktop.in_view import in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

LOOKS = [(Appearance.LIGHT, 100), (Appearance.DARK, 200)]


@pytest.fixture
def desk(open_desk, sample_file):
    return open_desk(sample_file, SPEC, first="commitments")


def counts(desk):
    with desk.store.read() as session:
        return count_commitments(session, TODAY)


def first_of(desk, group):
    with desk.store.read() as session:
        return list_commitments(session, group, TODAY, limit=1).rows[0]


def again(desk, row):
    with desk.store.read() as session:
        return find_commitment(session, row.id)


def titles(page):
    model = page.list.model
    return [model.index(n, 0).data() for n in range(model.rowCount())]


def test_the_list_stands_in_its_parts_with_the_counts_of_the_book(desk):
    page, found = desk.window.stack.current_page(), counts(desk)
    lines = titles(page)
    names = ["Late", "This week", "Later", "Aspirations", "Done"]
    places = [lines.index(f"{name}, {found[group]}") for name, group in zip(names, CommitmentGroup, strict=True)]
    assert places == sorted(places)
    assert len(lines) == sum(found.values()) + 5
    assert page.list.view.currentIndex().row() == 1
    assert page.panel.row == first_of(desk, CommitmentGroup.LATE)


def test_the_rail_counts_what_is_late_and_follows_changes(desk):
    late = counts(desk)[CommitmentGroup.LATE]
    made = desk.window.rail._buttons["commitments"]
    assert made.accessibleName() == f"Commitments, {late} late"
    page = desk.window.stack.current_page()
    page.list.view.setFocus()
    desk.press(page.list.view, Qt.Key.Key_Space)
    assert made.accessibleName() == f"Commitments, {late - 1} late"


def test_space_keeps_a_commitment_and_undo_takes_it_back(desk):
    page, row = desk.window.stack.current_page(), first_of(desk, CommitmentGroup.LATE)
    page.list.view.setFocus()
    desk.press(page.list.view, Qt.Key.Key_Space)
    assert again(desk, row).state is CommitmentState.KEPT
    assert again(desk, row).closed_on == TODAY
    assert page.list.view.currentIndex().row() == 1
    assert page.panel.row != row
    desk.press(page.list.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert again(desk, row).state is row.state


def test_an_aspiration_cannot_be_ticked(desk):
    page = desk.window.stack.current_page()
    page.take_wish("aspirations")
    row = first_of(desk, CommitmentGroup.ASPIRATIONS)
    page.list.view.setFocus()
    desk.press(page.list.view, Qt.Key.Key_Space)
    assert again(desk, row).state is CommitmentState.ASPIRATION
    assert page.panel.form.quality.isVisible()
    assert page.panel.form.quality.text().startswith("It stays an aspiration until it has an owner, a result")


def test_a_part_can_be_asked_for_and_words_narrow_the_list(desk, qtbot):
    page = desk.window.stack.current_page()
    page.take_wish("late")
    assert titles(page)[0] == f"Late, {counts(desk)[CommitmentGroup.LATE]}"
    assert len(titles(page)) == counts(desk)[CommitmentGroup.LATE] + 1
    page.list.filters.clear()
    desk.keys(page.list.filters.box, "nothing has this word")
    qtbot.waitUntil(lambda: page.list.middle.currentIndex() == 1)
    assert "nothing has this word" in page.list.nothing.title.text()
    desk.press(page.list.filters.box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.list.middle.currentIndex() == 0)


def test_a_field_is_saved_when_it_is_left_and_stays_when_it_will_not_do(desk):
    page = desk.window.stack.current_page()
    row, form = page.panel.row, page.panel.form
    form.text.setFocus()
    form.text.setText("Send the new plan")
    desk.press(form.text, Qt.Key.Key_Tab)
    assert again(desk, row).text == "Send the new plan"
    form.result.setFocus()
    form.result.clear()
    desk.press(form.result, Qt.Key.Key_Tab)
    assert again(desk, row).observable_result == row.observable_result
    assert page.panel.trouble.isVisible()
    form.due.setFocus()
    form.due.setText("nonsense")
    desk.press(form.due, Qt.Key.Key_Tab)
    assert again(desk, row).due_on == row.due_on


def test_a_new_commitment_says_what_it_lacks_and_is_an_aspiration_without(desk, qtbot):
    before = counts(desk)
    desk.window.commands[Command.NEW_COMMITMENT].trigger()
    dialog = in_view(NewCommitmentDialog)
    qtbot.waitExposed(dialog)
    desk.keys(dialog.form.text, "Lend the hall")
    assert "who does it" in dialog.form.quality.text()
    desk.press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    after = counts(desk)
    assert after[CommitmentGroup.ASPIRATIONS] == before[CommitmentGroup.ASPIRATIONS] + 1
    page = desk.window.stack.current_page()
    assert page.panel.row.text == "Lend the hall"
    QApplication.processEvents()
    assert counts(desk) == after, "what the list lets go while Ctrl is held is not ticked"


def test_a_complete_commitment_is_open_and_its_owner_is_chosen_by_typing(desk, qtbot):
    desk.window.commands[Command.NEW_COMMITMENT].trigger()
    dialog = in_view(NewCommitmentDialog)
    qtbot.waitExposed(dialog)
    form = dialog.form
    desk.keys(form.text, "Lend the hall")
    desk.keys(form.owner, "linden")
    qtbot.waitUntil(lambda: form.owner.is_open)
    desk.press(form.owner, Qt.Key.Key_Return)
    desk.keys(form.due, "fri")
    desk.keys(form.result, "The hall is in our calendar")
    assert form.quality.text().startswith("It has an owner")
    desk.press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    row = desk.window.stack.current_page().panel.row
    assert (row.state, row.owner_person, str(row.due_on)) == (CommitmentState.OPEN, "Joe Linden", "2026-11-27")


def test_nothing_is_saved_without_words_or_on_cancel(desk, qtbot):
    before = counts(desk)
    desk.window.commands[Command.NEW_COMMITMENT].trigger()
    dialog = in_view(NewCommitmentDialog)
    qtbot.waitExposed(dialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    desk.press(dialog.form.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    assert dialog.form.fields_shown[0].message.isVisible()
    desk.press(dialog, Qt.Key.Key_Escape)
    assert counts(desk) == before


def test_another_outcome_needs_its_note(desk, qtbot):
    page, row = desk.window.stack.current_page(), first_of(desk, CommitmentGroup.LATE)
    dialog = OutcomeDialog(desk.context, row.id, row.text, CommitmentState.WITHDRAWN, desk.window)
    dialog.open()
    qtbot.waitExposed(dialog)
    desk.press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    desk.keys(dialog.note_text, "The fair is off")
    desk.press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert again(desk, row).state is CommitmentState.WITHDRAWN
    assert page.panel.note.text() == "The fair is off"
    page.panel.reopen.click()
    assert again(desk, row).state is CommitmentState.OPEN


def test_delete_puts_away_and_undo_brings_back(desk):
    page, before = desk.window.stack.current_page(), counts(desk)
    gone = page.panel.row
    desk.window.commands[Command.DELETE_RECORD].trigger()
    assert counts(desk)[CommitmentGroup.LATE] == before[CommitmentGroup.LATE] - 1
    assert page.panel.row.id != gone.id
    desk.window.undo()
    assert counts(desk) == before


def test_the_meeting_it_was_made_at_opens(desk, qtbot):
    page = desk.window.stack.current_page()
    with desk.store.read() as session:
        rows = list_commitments(session, CommitmentGroup.LATER, TODAY, limit=None).rows
    row = next(row for row in rows if row.meeting_id is not None)
    page.show_record("commitment", row.id)
    assert row.meeting_title in page.panel.source.text()
    with qtbot.waitSignal(desk.context.wishes.open_requested) as asked:
        page.panel.source.click()
    assert asked.args == ["meeting", row.meeting_id]


def test_an_empty_book_says_what_commitments_are(open_desk):
    desk = open_desk(None, SPEC, first="commitments")
    page = desk.window.stack.current_page()
    assert page.whole.currentIndex() == 1
    assert page.empty.title.text() == "No commitments yet"
    with desk.store.write("New") as session:
        make_commitment(session, CommitmentFields("<b>Send</b> & see", TODAY))
    assert page.whole.currentIndex() == 0
    assert titles(page) == ["Aspirations, 1", "<b>Send</b> & see"]


def test_a_book_for_reading_only_offers_no_changes(open_desk, sample_file):
    desk = open_desk(sample_file, SPEC, first="commitments", read_only=True)
    page = desk.window.stack.current_page()
    assert not page.panel.keep.isVisible()
    assert page.panel.form.text.isReadOnly()
    page.list.view.setFocus()
    desk.press(page.list.view, Qt.Key.Key_Space)
    assert not desk.window.commands[Command.NEW_COMMITMENT].isEnabled()


@pytest.mark.parametrize(("look", "zoom"), LOOKS)
def test_the_page_and_its_dialogs_are_for_everybody(desk, theme, qtbot, look, zoom):
    theme.set_appearance(look)
    theme.set_zoom(zoom)
    qtbot.wait(40)
    page = desk.window.stack.current_page()
    faults = audit(desk.window)
    page.split.show_detail()
    qtbot.wait(20)
    faults += audit(desk.window)
    row = page.panel.row
    for dialog in (NewCommitmentDialog(desk.context, desk.window),
                   OutcomeDialog(desk.context, row.id, row.text, parent=desk.window)):  # fmt: skip
        dialog.open()
        qtbot.waitExposed(dialog)
        qtbot.wait(20)
        faults += audit(dialog)
        dialog.reject()
    assert faults == []
