"""The seventh of the eight jobs: late commitments are chased, one message a person, each noted."""

from __future__ import annotations

import email
import email.policy

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop import mail, places
from desktop.commands import Command
from desktop.dialogs.write_reminders import WriteRemindersDialog
from desktop.pages.commitments import SPEC as COMMITMENTS
from desktop.pages.commitments.list_and_one import MOST_TO_REMIND
from desktop.pages.conversations import SPEC as CONVERSATIONS
from desktop.pages.home import SPEC as HOME
from desktop.theme import Appearance
from models.errors import WrongUse
from models.queries.commitments import list_commitments
from models.queries.conversations import ConversationFilter, list_conversations
from models.queries.progress import StoryKind, find_story
from models.vocabulary import Channel, CommitmentGroup, Direction
from tests.desktop.accessibility import audit
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LOOKS = [(Appearance.LIGHT, 100), (Appearance.DARK, 200)]


@pytest.fixture
def opened(monkeypatch, tmp_path):
    found: list = []
    monkeypatch.setattr(places, "drafts_folder", lambda: tmp_path / "emails")
    monkeypatch.setattr(mail, "open_draft", lambda place: found.append(place) or True)
    monkeypatch.setattr(mail, "open_folder", found.append)
    return found


def late(desk):
    with desk.store.read() as session:
        return list_commitments(session, CommitmentGroup.LATE, TODAY, limit=None).rows


def reminders(desk):
    with desk.store.read() as session:
        rows = list_conversations(session, ConversationFilter(words="What we agreed", first_day=TODAY), limit=None).rows
    return [row for row in rows if row.subject == "What we agreed"]


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)
    QApplication.processEvents()


def test_late_commitments_are_chased_with_four_keys(open_desk, sample_file, qtbot, opened, tmp_path) -> None:
    desk = open_desk(sample_file, HOME, COMMITMENTS, CONVERSATIONS, first="home")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    rows = late(desk)
    qtbot.waitUntil(desk.window.isActiveWindow)
    press(Qt.Key.Key_M, ALT)
    qtbot.waitUntil(lambda: desk.window.stack.current_key == "commitments")
    page = desk.window.stack.current_page()
    assert len(page.list.chosen_numbers()) < len(rows)
    press(Qt.Key.Key_A, CTRL)
    assert sorted(page.list.chosen_numbers()) == sorted(row.id for row in rows)
    press(Qt.Key.Key_M, ALT)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), WriteRemindersDialog))
    dialog = QApplication.activeWindow()
    people = [dialog._people[place] for place in sorted(dialog._ticked)]
    assert len({one.party for one in dialog._people}) == len(dialog._people), "one message a person"
    assert sorted(row.id for one in dialog._people for row in one.rows) == sorted(row.id for row in rows)
    assert people
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened))
    noted = reminders(desk)
    assert len(noted) == len(people)
    assert {(row.channel, row.direction) for row in noted} == {(Channel.EMAIL, Direction.OUT)}
    written = sorted((tmp_path / "emails").glob("*.eml"))
    assert len(written) == len(people)
    first = email.message_from_bytes(written[0].read_bytes(), policy=email.policy.default)
    one = next(one for one in people if one.address in str(first["To"]))
    body = first.get_body().get_content()
    assert all(row.text in body for row in one.rows)
    with desk.store.read() as session:
        story = find_story(session, one.rows[0].id, TODAY)
    assert [line.text for line in story if line.kind is StoryKind.UPDATE][-1] == "Reminded them of it."
    desk.window.undo()
    assert reminders(desk) == []


def test_whoever_cannot_be_written_to_is_said_and_left_out(open_desk, sample_file, qtbot, opened) -> None:
    desk = open_desk(sample_file, COMMITMENTS, first="commitments")
    with desk.store.read() as session:
        numbers = [
            row.id
            for group in (CommitmentGroup.LATE, CommitmentGroup.THIS_WEEK, CommitmentGroup.LATER)
            for row in list_commitments(session, group, TODAY, limit=None).rows
        ]
    dialog = WriteRemindersDialog(desk.context, numbers, desk.window)
    dialog.open()
    without = [place for place, one in enumerate(dialog._people) if not one.address]
    assert without, "the sample has somebody without an address"
    assert not dialog._ticked & set(without)
    dialog._on_ticked(without)
    assert not dialog._ticked & set(without)
    assert dialog._line(without[0]).aside in ("No email address", "Does not want email")
    dialog.reject()


@pytest.mark.parametrize(("look", "zoom"), LOOKS)
def test_the_dialog_is_for_everybody(open_desk, sample_file, qtbot, theme, look, zoom) -> None:
    desk = open_desk(sample_file, COMMITMENTS, first="commitments")
    theme.set_appearance(look)
    theme.set_zoom(zoom)
    dialog = WriteRemindersDialog(desk.context, [row.id for row in late(desk)], desk.window)
    dialog.open()
    qtbot.waitExposed(dialog)
    qtbot.wait(20)
    assert audit(dialog) == []
    dialog.reject()


def test_reminders_are_written_from_the_menu_bar_too(open_desk, sample_file, qtbot, opened) -> None:
    desk = open_desk(sample_file, HOME, COMMITMENTS, first="home")
    action = desk.window.commands[Command.WRITE_REMINDERS]
    assert action in desk.window.menus_of(Command.WRITE_REMINDERS).actions()
    assert not action.isEnabled()
    desk.window.stack.show_page("commitments")
    assert action.isEnabled()
    desk.window.commands[Command.CHOOSE_ALL].trigger()
    action.trigger()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, WriteRemindersDialog))
    assert dialog.isVisible()
    dialog.reject()
    desk.window.stack.current_page().show_beside()
    assert not action.isEnabled()


def test_reminders_of_more_than_anybody_looks_over_are_refused(open_desk, sample_file, monkeypatch) -> None:
    desk = open_desk(sample_file, COMMITMENTS, first="commitments")
    part = desk.window.stack.current_page().both
    monkeypatch.setattr(part.list, "chosen_numbers", lambda: list(range(MOST_TO_REMIND + 1)))
    with pytest.raises(WrongUse, match="1,001 commitments"):
        part.write_reminders()
