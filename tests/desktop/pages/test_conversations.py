"""Conversations and the quick log, as the hand meets them."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from desktop.commands import Command
from desktop.dialogs.quick_log import QuickLogDialog
from desktop.dialogs.stop_waiting import StopWaitingDialog
from desktop.pages.conversations import SPEC, fetching
from desktop.pages.organisations import SPEC as ORGANISATIONS
from desktop.theme import Appearance
from models.queries.commitments import CommitmentFilter, list_commitment_groups
from models.queries.conversations import ConversationFilter, count_conversations, find_conversation, list_conversations
from models.vocabulary import Channel, CommitmentState, Direction, ReplyState
from tests.desktop.accessibility import audit
from tests.desktop.in_view import in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

LOOKS = [(Appearance.LIGHT, 100), (Appearance.DARK, 200)]


@pytest.fixture
def desk(open_desk, sample_file):
    return open_desk(sample_file, SPEC, ORGANISATIONS, first="conversations")


def newest(desk):
    with desk.store.read() as session:
        return list_conversations(session, limit=1).rows[0]


def page_of(desk):
    return desk.window.stack.current_page()


def save(qtbot, dialog):
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_councillors_call_takes_seven_keys_beside_its_words(desk, qtbot):
    desk.window.commands[Command.LOG_CONVERSATION].trigger()
    dialog = in_view(QuickLogDialog)
    dialog.who.set_choices([])
    dialog.who.line.setFocus()
    qtbot.keyClicks(dialog.who.line, "nair")
    qtbot.keyClick(dialog.who.line, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.said
    qtbot.keyClicks(dialog.said, "Wants five minutes at the next meeting")
    save(qtbot, dialog)
    row = newest(desk)
    assert row.who.startswith("Cllr Priya Nair")
    assert (row.channel, row.direction, row.happened_on) == (Channel.CALL, Direction.IN, TODAY)
    assert row.preview == "Wants five minutes at the next meeting"


def test_an_email_of_ours_that_waits_for_a_reply_is_kept_as_such(desk, qtbot):
    desk.window.commands[Command.LOG_CONVERSATION].trigger()
    dialog = in_view(QuickLogDialog)
    dialog.said.set_text("Asked for the room plan")
    for field, downs in ((dialog.how, 1), (dialog.started, 1), (dialog.outcome, 1)):
        field.setFocus()
        for _ in range(downs):
            qtbot.keyClick(field, Qt.Key.Key_Down)
    assert dialog.outcome.currentText() == "We want a reply by"
    assert not dialog.promise.is_wanted()
    dialog.reply_by.setFocus()
    dialog.reply_by.selectAll()
    qtbot.keyClicks(dialog.reply_by, "4 dec")
    save(qtbot, dialog)
    row = newest(desk)
    assert (row.channel, row.direction) == (Channel.EMAIL, Direction.OUT)
    assert (row.reply_state, row.reply_expected_by) == (ReplyState.AWAITING, date(2026, 12, 4))


def test_a_conversation_and_its_commitment_are_one_step_to_undo(desk, qtbot):
    desk.window.commands[Command.LOG_CONVERSATION].trigger()
    dialog = in_view(QuickLogDialog)
    dialog.who.set_choices([])
    qtbot.keyClicks(dialog.who.line, "nair")
    qtbot.keyClick(dialog.who.line, Qt.Key.Key_Return)
    dialog.promise.tick.click()
    qtbot.keyClicks(dialog.promise.what, "Priya Nair to send dates by Friday")
    save(qtbot, dialog)
    made = newest(desk).id
    with desk.store.read() as session:
        groups = list_commitment_groups(session, TODAY, CommitmentFilter(conversation_id=made))
    (promise,) = [row for page in groups.values() for row in page.rows]
    assert promise.text == "Send dates"
    assert promise.owner_person == "Cllr Priya Nair"
    assert (promise.due_on.day, promise.state) == (27, CommitmentState.OPEN)
    desk.window.undo()
    assert newest(desk).id != made
    with desk.store.read() as session:
        groups = list_commitment_groups(session, TODAY, CommitmentFilter(conversation_id=made))
    assert not any(page.rows for page in groups.values())


def test_nobody_named_is_said_under_the_field_and_nothing_is_kept(desk, qtbot):
    before = newest(desk)
    desk.window.commands[Command.LOG_CONVERSATION].trigger()
    dialog = in_view(QuickLogDialog)
    dialog.who.set_choices([])
    save(qtbot, dialog)
    assert dialog.isVisible()
    assert dialog.who.field.message.text() == "Enter who it was with: a person or an organisation"
    assert newest(desk) == before
    dialog.reject()


def test_what_was_written_is_not_thrown_away_unasked(desk, qtbot):
    desk.window.commands[Command.LOG_CONVERSATION].trigger()
    dialog = in_view(QuickLogDialog)
    dialog.said.set_text("half a note")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    box = dialog.findChild(QMessageBox)
    next(b for b in box.buttons() if b.text() == "Close without saving").click()
    assert not dialog.isVisible()


def test_chips_and_filter_narrow_the_list_and_clear_brings_all_back(desk, qtbot):
    pane = page_of(desk).pane
    every = pane.model.rowCount()
    pane.chips.set_on(frozenset({"overdue"}))
    with desk.store.read() as session:
        late = count_conversations(session, ConversationFilter(overdue_at=TODAY))
    assert 0 < late == pane.model.rowCount() < every
    pane.chips.set_on(frozenset({"from_us"}))
    pane.chips.set_on(frozenset({"from_us", "from_them"}))
    assert pane.chips.on() == {"from_them"}
    qtbot.keyClicks(pane.box, "zzzz")
    qtbot.waitUntil(lambda: pane.empty.isVisible())
    assert "zzzz" in pane.empty.title.text()
    pane.clear_filter()
    qtbot.waitUntil(lambda: pane.model.rowCount() == every)


def test_a_slow_search_blocks_no_key_and_the_newest_answer_counts(desk, qtbot, monkeypatch):
    pane, asked, go = page_of(desk).pane, [], threading.Event()
    every = pane.model.rowCount()
    with desk.store.read() as session:
        wanted = len(list_conversations(session, ConversationFilter(words="fair"), limit=1000).rows)

    def slow(session, wanted, **more):
        if threading.current_thread() is not threading.main_thread():
            asked.append(wanted.words)
            assert go.wait(10)
        return list_conversations(session, wanted, **more)

    monkeypatch.setattr(fetching, "list_conversations", slow)
    qtbot.keyClicks(pane.box, "f")
    qtbot.waitUntil(lambda: asked == ["f"])
    qtbot.keyClicks(pane.box, "a")
    qtbot.keyClicks(pane.box, "ir")
    assert pane.box.text() == "fair"
    assert pane.model.rowCount() == every
    go.set()
    qtbot.waitUntil(lambda: "fair" in asked and not desk.context.jobs.is_busy)
    assert 0 < pane.model.rowCount() == min(wanted, every)
    assert set(asked) <= {"f", "fair"}


def unanswered(desk):
    with desk.store.read() as session:
        rows = list_conversations(session, ConversationFilter(unanswered=True)).rows
        return next(row for row in rows if find_conversation(session, row.id).chases is None)


def test_another_try_then_the_reply_make_a_chain_and_end_the_waiting(desk, qtbot):
    page, row = page_of(desk), unanswered(desk)
    page.show_record("conversation", row.id)
    tries = page.panel.chain.model().rowCount()
    page.panel.alert.button.click()
    dialog = in_view(QuickLogDialog)
    qtbot.keyClicks(dialog.said, "Rang reception")
    save(qtbot, dialog)
    assert page.panel.id == row.id
    assert page.panel.chain.model().rowCount() == max(tries, 1) + 1
    page.panel.reply.click()
    dialog = in_view(QuickLogDialog)
    assert dialog.answers.isChecked()
    qtbot.keyClicks(dialog.said, "Yes")
    save(qtbot, dialog)
    with desk.store.read() as session:
        detail = find_conversation(session, row.id)
    assert detail.row.reply_state is ReplyState.RECEIVED
    assert page.panel.alert.isHidden()
    assert page.panel.stop.isHidden()


def test_stopping_to_wait_needs_its_reason(desk, qtbot):
    page, row = page_of(desk), unanswered(desk)
    page.show_record("conversation", row.id)
    page.panel.stop.click()
    dialog = in_view(StopWaitingDialog)
    save(qtbot, dialog)
    assert dialog.field.message.text() == "Enter why you stop waiting"
    qtbot.keyClicks(dialog.reason, "Their office has closed")
    save(qtbot, dialog)
    with desk.store.read() as session:
        assert find_conversation(session, row.id).row.reply_state is ReplyState.GAVE_UP


def test_changing_and_putting_away_can_be_undone(desk, qtbot):
    page = page_of(desk)
    row = newest(desk)
    page.show_record("conversation", row.id)
    page.panel.edit()
    dialog = in_view(QuickLogDialog)
    dialog.about.setText("<b>Plain</b> words")
    save(qtbot, dialog)
    assert page.panel.title.accessibleName() == "<b>Plain</b> words"
    assert newest(desk).parties == row.parties
    page.panel.put_away()
    assert newest(desk).id != row.id
    assert page.panel.id != row.id
    desk.window.undo()
    assert newest(desk).id == row.id


def test_the_people_named_are_links(desk):
    page = page_of(desk)
    place = next(n for n in range(page.pane.model.rowCount()) if page.pane.model.row_at(n).parties[0].organisation_id)
    row = page.pane.model.row_at(place)
    page.show_record("conversation", row.id)
    name = row.parties[0].organisation_name
    next(b for b in page.panel.parties.children() if getattr(b, "text", str)() == name).click()
    assert desk.window.stack.current_key == "organisations"


@pytest.mark.parametrize(("look", "zoom"), LOOKS)
def test_everybody_can_use_conversations_and_the_log(desk, qtbot, look, zoom):
    desk.window._theme.set_appearance(look)
    desk.window._theme.set_zoom(zoom)
    qtbot.wait(30)
    assert audit(desk.window) == []
    desk.window.commands[Command.LOG_CONVERSATION].trigger()
    dialog = in_view(QuickLogDialog)
    dialog.promise.tick.click()
    qtbot.wait(30)
    assert audit(dialog) == []
    dialog.reject()
