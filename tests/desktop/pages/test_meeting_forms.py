"""The forms over parts of a meeting: two people at one part are brought together, and a draft opens again."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit

from desktop.forms.contents import contents_of
from desktop.pages.meetings.adjourning import AdjournDialog
from desktop.pages.meetings.attendance_dialog import AttendanceDialog
from desktop.pages.meetings.decision_dialog import ChairsActionDialog, DecisionDialog
from desktop.pages.meetings.item_dialogs import AgendaItemDialog, QuestionDialog
from desktop.pages.meetings.minutes_dialogs import SignDialog
from desktop.shell.resuming import dialog_kind
from models.actions.agendas import AgendaItemFields, add_agenda_item, edit_agenda_item, remove_agenda_item
from models.actions.attendance import set_attendance
from models.actions.decisions import (
    DecisionFields,
    ForumQuestionFields,
    answer_question,
    ask_question,
    edit_decision,
    edit_question,
    record_decision,
)
from models.actions.meetings import MeetingFields, create_meeting
from models.errors import WrongUse
from models.queries.meetings import find_meeting
from models.store import Store
from models.vocabulary import AttendanceStatus
from tests.desktop.pages.desk import TODAY
from tests.desktop.test_conflicts import Two, sheet_of


@pytest.fixture
def two(qtbot, theme, settings, tmp_path):
    place = str(tmp_path / "book.liaison")
    Store.create(place).close()
    made = Two(place, theme, settings)
    qtbot.waitExposed(made.window)
    with made.mine.write("A meeting") as session:
        starts = datetime.combine(TODAY - timedelta(days=7), time(18))
        made.meeting = create_meeting(session, MeetingFields("Board", starts, made.school))
        made.item = add_agenda_item(session, made.meeting, AgendaItemFields("The hall", reference="3.1"))
        made.decision = record_decision(session, made.meeting, DecisionFields("Mend the hall", reference="4.1"))
        made.question = ask_question(session, made.meeting, ForumQuestionFields("When?", reference="5.1"))
        set_attendance(session, made.meeting, made.person, AttendanceStatus.PRESENT, note="Came by bus")
    yield made
    made.close()


def detail(two):
    with two.mine.read() as session:
        return find_meeting(session, two.meeting)


def form(two, kind, **more):
    now = detail(two)
    made = {
        AgendaItemDialog: lambda: AgendaItemDialog(two.context, now.agenda[0], two.window),
        DecisionDialog: lambda: DecisionDialog(two.context, now.decisions[0], now.agenda, two.window),
        QuestionDialog: lambda: QuestionDialog(two.context, two.meeting, now.questions[0], two.window, **more),
        AttendanceDialog: lambda: AttendanceDialog(two.context, two.meeting, now.attendance[0], two.window),
    }[kind]()
    made.open()
    return made


def they_change(two, kind, text, reference):
    """Somebody else writes over the words of a part, and over something besides."""
    with two.theirs.write("Change") as session:
        if kind is AgendaItemDialog:
            edit_agenda_item(session, two.item, AgendaItemFields("The hall", minute=text, reference=reference))
        elif kind is DecisionDialog:
            edit_decision(session, two.decision, DecisionFields("Mend the hall", dissent=text, reference=reference))
        elif kind is QuestionDialog:
            edit_question(session, two.question, ForumQuestionFields("When?", reference=reference))
            if text:
                answer_question(session, two.question, text, TODAY)
        else:
            note = text or "Came by bus"
            set_attendance(session, two.meeting, two.person, AttendanceStatus.PRESENT, note=note, remote=True)


def words_field(dialog):
    return {
        AgendaItemDialog: lambda: dialog.minute,
        DecisionDialog: lambda: dialog.dissent,
        QuestionDialog: lambda: dialog.answer,
        AttendanceDialog: lambda: dialog.remark,
    }[type(dialog)]()


def put(editor, text):
    editor.setText(text) if isinstance(editor, QLineEdit) else editor.setPlainText(text)


def said(two, kind):
    now = detail(two)
    return {
        AgendaItemDialog: lambda: (now.agenda[0].minute, now.agenda[0].reference),
        DecisionDialog: lambda: (now.decisions[0].dissent, now.decisions[0].reference),
        QuestionDialog: lambda: (now.questions[0].answer, now.questions[0].reference),
        AttendanceDialog: lambda: (now.attendance[0].note, "9.9" if now.attendance[0].remote else ""),
    }[kind]()


FORMS = [AgendaItemDialog, DecisionDialog, QuestionDialog, AttendanceDialog]


@pytest.mark.parametrize("kind", FORMS)
def test_what_each_changed_elsewhere_is_kept_without_asking(two, kind):
    dialog = form(two, kind)
    they_change(two, kind, "", "9.9")
    put(words_field(dialog), "I wrote this.")
    dialog.saved.emit()
    assert sheet_of(dialog) is None
    assert not dialog.isVisible()
    assert said(two, kind) == ("I wrote this.", "9.9")


@pytest.mark.parametrize("kind", FORMS)
def test_where_both_wrote_it_is_asked_and_either_can_stay(two, kind):
    dialog = form(two, kind)
    they_change(two, kind, "Joan wrote this.", "9.9")
    put(words_field(dialog), "I wrote this.")
    dialog.saved.emit()
    sheet = sheet_of(dialog)
    assert "I wrote this." in {row.disputed.mine for row in sheet._rows}
    assert "Joan wrote this." in {row.disputed.theirs for row in sheet._rows}
    sheet.reject()
    assert dialog.isVisible()
    assert said(two, kind)[0] == "Joan wrote this."
    dialog.saved.emit()
    sheet_of(dialog).saved.emit()
    assert not dialog.isVisible()
    assert said(two, kind) == ("I wrote this.", "9.9")


def test_the_answer_of_a_closed_meeting_is_not_written_over_either(two):
    dialog = form(two, QuestionDialog, locked=True)
    they_change(two, QuestionDialog, "Joan wrote this.", "5.1")
    put(dialog.answer, "I wrote this.")
    dialog.saved.emit()
    assert sheet_of(dialog) is not None
    sheet_of(dialog).reject()
    assert said(two, QuestionDialog)[0] == "Joan wrote this."
    dialog.leave()


def test_a_part_that_is_gone_is_said_and_the_words_stay(two):
    dialog = form(two, AgendaItemDialog)
    with two.theirs.write("Delete") as session:
        remove_agenda_item(session, two.item)
    put(dialog.minute, "Three pages of minutes")
    dialog.saved.emit()
    assert dialog.isVisible()
    assert dialog.problem.text()
    assert dialog.minute.text() == "Three pages of minutes"
    with pytest.raises(WrongUse, match="deleted this meanwhile"):
        AgendaItemDialog.reopen(two.context, dialog.draft_start())
    dialog.leave()


def opened_again(two, dialog):
    """Return the form as it is opened by what a draft keeps of it: its name, how it began and what stood in it."""
    kind = type(dialog)
    start, contents = json.loads(json.dumps([dialog.draft_start(), contents_of(dialog)]))
    assert dialog_kind(f"{kind.__module__}:{kind.__qualname__}") is kind
    again = kind.reopen(two.context, start)
    again.setParent(two.window, again.windowFlags())
    again.open()
    assert again.take_up("a draft", contents) == {}
    return again


@pytest.mark.parametrize("kind", [*FORMS, ChairsActionDialog, "new question", "locked question"])
def test_a_draft_opens_the_same_form_over_the_same_part(two, kind):
    if kind is ChairsActionDialog:
        dialog = ChairsActionDialog(two.context, two.meeting, detail(two).agenda, two.window)
    elif kind == "new question":
        dialog = QuestionDialog(two.context, two.meeting, None, two.window)
    else:
        dialog = form(two, kind) if kind in FORMS else form(two, QuestionDialog, locked=True)
    dialog.open()
    for editor in dialog.findChildren(QPlainTextEdit):
        if not editor.isReadOnly():
            editor.setPlainText("Typed and\nnot saved")
    for tick in dialog.findChildren(QCheckBox):
        tick.setChecked(not tick.isChecked())
    if isinstance(dialog, DecisionDialog):
        dialog.votes[0].setText("7")
    if isinstance(dialog, AttendanceDialog):
        dialog.remark.setText("Left by bus")
    before = contents_of(dialog)
    assert dialog.is_begun()
    assert dialog.draft_words()
    again = opened_again(two, dialog)
    dialog.leave()
    assert contents_of(again) == before
    assert again.is_begun()
    assert again.record() == dialog.record()
    if isinstance(again, DecisionDialog):
        assert again.votes[0].isVisible()
    again.leave()


def test_small_forms_open_again_too(two):
    signing = SignDialog(two.context, two.meeting, two.window)
    adjourning = AdjournDialog(two.context, detail(two).row, two.window)
    for dialog in (signing, adjourning):
        dialog.open()
        dialog.day.setText("20 November 2026")
        before = contents_of(dialog)
        again = opened_again(two, dialog)
        dialog.leave()
        assert contents_of(again) == before
        again.leave()


def test_what_was_resumed_is_saved_by_its_keys(two, qtbot):
    dialog = form(two, AgendaItemDialog)
    dialog.minute.setPlainText("Agreed to ask.")
    again = opened_again(two, dialog)
    dialog.leave()
    qtbot.waitUntil(again.isActiveWindow)
    QTest.keyClicks(again.minute, " Ada asks.")
    again.saved.emit()
    assert detail(two).agenda[0].minute == "Agreed to ask. Ada asks."
