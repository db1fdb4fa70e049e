"""The second of the eight jobs: a meeting with who was there, what was decided and what was promised, by keys alone."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.dialogs import new_meeting
from desktop.dialogs.new_meeting import NewMeetingDialog
from desktop.pages.commitments import SPEC as COMMITMENTS
from desktop.pages.meetings import SPEC as MEETINGS
from models.queries.meetings import find_meeting, list_past_meetings
from models.vocabulary import AttendanceStatus, CommitmentState, MeetingState
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Keys:
    """Presses keys on whatever has the focus, and counts those that are no free text."""

    def __init__(self, qtbot) -> None:
        self._qtbot, self.count = qtbot, 0

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier, *, free: bool = False) -> None:
        self.count += not free
        QTest.keyClick(self._focus(), key, modifier)
        QApplication.processEvents()

    def free(self, text: str) -> None:
        QTest.keyClicks(self._focus(), text)
        QApplication.processEvents()

    def _focus(self):
        self._qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return QApplication.focusWidget()


@pytest.fixture
def desk(open_desk, sample_file, monkeypatch):
    monkeypatch.setattr(new_meeting, "local_now", lambda: datetime(2026, 11, 22, 21, 0))  # noqa: DTZ001
    return open_desk(sample_file, COMMITMENTS, MEETINGS, first="commitments")


def last_of(desk, title):
    with desk.store.read() as session:
        rows = list_past_meetings(session, TODAY, limit=None).rows
    return next(row for row in rows if row.title.startswith(title))


def test_a_meeting_is_kept_with_a_dozen_keys_and_one_for_each_who_was_absent(desk, qtbot) -> None:
    keys, last = Keys(qtbot), last_of(desk, "Southgate he")
    with desk.store.read() as session:
        before = find_meeting(session, last.id)
    keys.press(Qt.Key.Key_M, CTRL)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), NewMeetingDialog))
    dialog = QApplication.activeWindow()
    keys.free("southgate he")
    qtbot.waitUntil(lambda: dialog.title.is_open)
    keys.press(Qt.Key.Key_Return)
    assert (dialog.title.text(), dialog.body_field.choice().id) == (last.title, last.organisation_id)
    assert dialog.people.isChecked()
    assert dialog.held.isChecked(), "its time is past today"
    keys.press(Qt.Key.Key_Return, CTRL)
    page = desk.window.stack.current_page()
    qtbot.waitUntil(lambda: page.on_record if hasattr(page, "on_record") else False)
    record = page.record
    # The window comes back to the front, as a window manager sees to; ready for Space on whoever was not there.
    desk.window.activateWindow()
    qtbot.waitUntil(record.attendance.table.hasFocus)
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Down, free=True)
    keys.press(Qt.Key.Key_Down, free=True)
    keys.press(Qt.Key.Key_Space)
    absent = 2
    keys.press(Qt.Key.Key_C, ALT)
    assert record.decisions.line.hasFocus()
    keys.free("Meet in January")
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_O, ALT)
    assert record.promises.line.hasFocus()
    keys.free("Joe to send plan by Fri")
    keys.press(Qt.Key.Key_Return)
    assert record.promises.understood.text() == "Joe Linden: Send plan, by Friday 27 November 2026."
    keys.free("Plan received")
    keys.press(Qt.Key.Key_Return)
    assert keys.count <= 12 + absent
    with desk.store.read() as session:
        made = find_meeting(session, record.meeting_id)
    assert made.row.state is MeetingState.HELD
    assert made.row.starts_at.date() == TODAY
    assert {row.person_id for row in made.attendance} <= {row.person_id for row in before.attendance}
    statuses = [row.status for row in made.attendance]
    assert statuses.count(AttendanceStatus.APOLOGIES) == absent
    assert statuses.count(AttendanceStatus.PRESENT) == len(statuses) - absent
    assert [row.text for row in made.decisions] == ["Meet in January"]
    promise = record.promises.shown.commitments[-1]
    assert (promise.text, promise.owner_person, promise.due_on) == ("Send plan", "Joe Linden", date(2026, 11, 27))
    assert promise.state is CommitmentState.OPEN
    assert record.saved.text() == "Saved just now"


def test_a_meeting_still_to_come_expects_the_same_people(desk, qtbot) -> None:
    keys = Keys(qtbot)
    keys.press(Qt.Key.Key_M, CTRL)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), NewMeetingDialog))
    dialog = QApplication.activeWindow()
    keys.free("southgate he")
    qtbot.waitUntil(lambda: dialog.title.is_open)
    keys.press(Qt.Key.Key_Return)
    dialog.day.setText("4 dec")
    assert not dialog.held.isChecked()
    assert not dialog.held.isEnabled()
    keys.press(Qt.Key.Key_Return, CTRL)
    record = desk.window.stack.current_page().record
    with desk.store.read() as session:
        made = find_meeting(session, record.meeting_id)
    assert made.row.state is MeetingState.PLANNED
    assert {row.status for row in made.attendance} == {AttendanceStatus.EXPECTED}


def test_a_title_of_its_own_is_not_disturbed(desk, qtbot) -> None:
    keys = Keys(qtbot)
    keys.press(Qt.Key.Key_M, CTRL)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), NewMeetingDialog))
    dialog = QApplication.activeWindow()
    keys.free("Budget talk with the bursar")
    qtbot.wait(20)
    assert not dialog.title.is_open
    keys.press(Qt.Key.Key_Tab)
    assert dialog.title.text() == "Budget talk with the bursar"
    assert dialog.body_field.choice() is None
