"""What is being typed survives the end of the program, and goes once it is saved or thrown away."""

from __future__ import annotations

import json
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.dialogs.asking import EndDialog
from desktop.dialogs.new_commitment import NewCommitmentDialog
from desktop.dialogs.new_event import NewEventDialog
from desktop.dialogs.new_meeting import NewMeetingDialog
from desktop.dialogs.new_organisation import NewOrganisationDialog
from desktop.dialogs.new_person import NewPersonDialog
from desktop.dialogs.outcome import OutcomeDialog
from desktop.dialogs.quick_log import QuickLogDialog
from desktop.dialogs.stop_waiting import StopWaitingDialog
from desktop.dialogs.typed_words import TypedWordsDialog
from desktop.forms.contents import contents_of, editors_of
from desktop.forms.fields import NotesField
from desktop.forms.parties import held
from desktop.pages.conversations import SPEC as CONVERSATIONS
from desktop.pages.organisations import SPEC as ORGANISATIONS
from desktop.parts.barriers import BARRIERS
from desktop.parts.dialog import PartDialog
from desktop.parts.naming import part_named
from desktop.parts.spec import Owner
from desktop.shell.drafts import Drafts
from desktop.shell.resuming import dialog_kind
from desktop.theme import Appearance
from desktop.widgets.line_edit import LineEdit
from models.actions.drafts import DraftFields, keep_drafts
from models.queries.drafts import list_drafts
from models.vocabulary import CommitmentState
from tests.desktop.accessibility import audit
from tests.desktop.in_view import find_all_in_view
from tests.desktop.pages.desk import open_desk

__all__ = ["open_desk"]


@pytest.fixture
def desk(open_desk, sample_file):
    return open_desk(sample_file, CONVERSATIONS, ORGANISATIONS, first="organisations")


@pytest.fixture
def drafts(desk):
    made = Drafts(desk.context, desk.window, every_ms=3_600_000)
    yield made
    made._jobs.finish()


def dialog_of(kind):
    found = find_all_in_view(kind)
    assert len(found) == 1
    return found[0]


def kept(desk):
    with desk.store.read() as session:
        return list_drafts(session, desk.store.actor)


def keep(qtbot, drafts):
    drafts.keep()
    qtbot.waitUntil(lambda: not drafts._jobs.is_busy)


def write_a_log(desk, words="They rang about the hall"):
    dialog = QuickLogDialog(desk.context, parent=desk.window)
    dialog.open()
    dialog.who.set_choices([held("organisation", 1, "Elm Lane School")])
    dialog.said.setPlainText(words)
    return dialog


def test_a_form_is_kept_while_it_is_typed_into_and_dropped_once_closed(desk, drafts, qtbot):
    dialog = QuickLogDialog(desk.context, parent=desk.window)
    dialog.open()
    keep(qtbot, drafts)
    assert kept(desk) == ()
    dialog.said.setPlainText("They rang")
    keep(qtbot, drafts)
    assert "They rang" in kept(desk)[0].content
    first = kept(desk)[0].kept_at
    keep(qtbot, drafts)
    assert kept(desk)[0].kept_at == first
    dialog.said.setPlainText("They rang about the hall")
    keep(qtbot, drafts)
    assert [("about the hall" in row.content) for row in kept(desk)] == [True]
    dialog.leave()
    qtbot.waitUntil(lambda: kept(desk) == ())


def test_saving_a_form_drops_its_draft(desk, drafts, qtbot):
    dialog = write_a_log(desk)
    keep(qtbot, drafts)
    assert len(kept(desk)) == 1
    dialog.saved.emit()
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: kept(desk) == ())


def test_what_was_left_is_offered_and_gone_on_with(desk, drafts, qtbot):
    dialog = write_a_log(desk)
    dialog.how.setCurrentIndex(2)
    before = contents_of(dialog)
    keep(qtbot, drafts)
    left = kept(desk)
    # As after a kill: another program finds it.
    dialog._at_first = None
    dialog.done(0)
    again = Drafts(desk.context, desk.window, every_ms=3_600_000)
    again._left = list(left)
    again._offer()
    assert desk.window.draft_bar.isVisible()
    words = desk.window.draft_bar._words.text()
    assert words == "You were writing a conversation with Elm Lane School when the program stopped."
    again._on_resume()
    fresh = dialog_of(QuickLogDialog)
    assert contents_of(fresh) == before
    assert fresh.focusWidget() is fresh.said
    assert fresh.said.textCursor().atEnd()
    assert not desk.window.draft_bar.isVisible()
    keep(qtbot, again)
    assert [row.uid for row in kept(desk)] == [left[0].uid]
    fresh.saved.emit()
    qtbot.waitUntil(lambda: kept(desk) == ())


def test_what_was_left_is_thrown_away_when_asked(desk, qtbot):
    fields = DraftFields("a", desk.store.actor, '{"dialog": ""}', "a letter", '{"fields": {"x": "Dear Sir"}}')
    with desk.store.write("Draft") as session:
        keep_drafts(session, [fields])
    drafts = Drafts(desk.context, desk.window, every_ms=3_600_000)
    assert desk.window.draft_bar._words.text() == "You were writing a letter when the program stopped."
    desk.window.draft_bar.discard.click()
    qtbot.waitUntil(lambda: kept(desk) == ())
    assert not desk.window.draft_bar.isVisible()
    drafts._jobs.finish()


def test_words_whose_form_is_gone_can_be_copied(desk, qtbot):
    form = json.dumps({"dialog": "desktop.dialogs.gone:GoneDialog", "start": {}})
    content = json.dumps({"fields": {"note": "They rang", "tick": True}, "labels": {"note": "What was said"}})
    with desk.store.write("Draft") as session:
        keep_drafts(session, [DraftFields("a", desk.store.actor, form, "a letter", content)])
    drafts = Drafts(desk.context, desk.window, every_ms=3_600_000)
    desk.window.draft_bar.resume.click()
    sheet = dialog_of(TypedWordsDialog)
    sheet.saved.emit()
    assert QApplication.clipboard().text() == "What was said\nThey rang"
    sheet.reject()
    keep(qtbot, drafts)
    assert kept(desk) == ()


def test_a_draft_opens_nothing_but_forms_of_this_program():
    assert dialog_kind("desktop.dialogs.quick_log:QuickLogDialog") is QuickLogDialog
    assert dialog_kind("os:system") is None
    assert dialog_kind("desktop.jobs:Jobs") is None
    assert dialog_kind("subprocess:Popen") is None
    assert dialog_kind("desktop.nowhere:Nothing") is None


def test_a_quick_note_and_a_field_of_a_page_are_kept_and_put_back(desk, drafts, qtbot):
    page = desk.window.stack.current_page()
    page.show_record("organisation", 1)
    note = page._detail.note.line
    note.setText("called about the gate")
    keep(qtbot, drafts)
    row = kept(desk)[0]
    assert json.loads(row.form) == {"page": "organisations", "record": ["organisation", 1]}
    assert row.words.startswith("about ")
    assert "called about the gate" in row.content
    note.clear()
    keep(qtbot, drafts)
    assert kept(desk) == ()
    drafts._left = [row]
    drafts._on_resume()
    assert page._detail.note.line.text() == "called about the gate"


def test_a_field_that_is_left_is_saved_and_not_kept(desk, drafts, qtbot):
    page = desk.window.stack.current_page()
    page.show_record("organisation", 1)
    page._on_edit()
    line = next(line for line in page.findChildren(LineEdit) if line.objectName() == "field_town")
    desk.window.activateWindow()
    line.setFocus()
    line.setText("Elmham on the Hill")
    keep(qtbot, drafts)
    assert "Elmham on the Hill" in kept(desk)[0].content
    qtbot.keyClick(line, Qt.Key.Key_Return)
    keep(qtbot, drafts)
    assert kept(desk) == ()


@pytest.mark.parametrize(
    "kind",
    [QuickLogDialog, NewMeetingDialog, NewCommitmentDialog, NewEventDialog, NewPersonDialog, NewOrganisationDialog],
)
def test_every_form_opens_again_as_it_was(desk, drafts, qtbot, kind):
    dialog = kind(desk.context)
    dialog.setParent(desk.window, dialog.windowFlags())
    dialog.open()
    for name, editor in editors_of(dialog).items():
        if type(editor) is LineEdit:
            editor.setText(f"text of {name}")
        elif isinstance(editor, NotesField):
            editor.setPlainText(f"text of {name}\nand more")
    before = contents_of(dialog)
    keep(qtbot, drafts)
    row = kept(desk)[0]
    dialog.leave()
    qtbot.waitUntil(lambda: not drafts._kept)
    drafts._resuming.resume(row)
    again = dialog_of(kind)
    assert contents_of(again) == before
    again.leave()


def test_a_record_of_its_own_is_named_when_a_form_opens_again(desk):
    for made in (
        OutcomeDialog(desk.context, 1, "Send the plan", CommitmentState.KEPT, desk.window),
        StopWaitingDialog(desk.context, 1, "Your letter", desk.window),
    ):
        again = type(made).reopen(desk.context, json.loads(json.dumps(made.draft_start())))
        assert again.draft_start() == made.draft_start()
        for one in (made, again):
            one.deleteLater()


def test_the_form_of_a_part_opens_again(desk, drafts, qtbot):
    dialog = PartDialog(desk.context, BARRIERS, Owner("organisation", 1, "Elm Lane"), parent=desk.window)
    dialog.open()
    text = next(one for one in editors_of(dialog).values() if isinstance(one, NotesField) or type(one) is LineEdit)
    text.setFocus()
    QTest.keyClicks(text, "The bus stops at four")
    before = contents_of(dialog)
    keep(qtbot, drafts)
    row = kept(desk)[0]
    assert row.words == "barrier of Elm Lane"
    dialog.leave()
    qtbot.waitUntil(lambda: not drafts._kept)
    drafts._resuming.resume(row)
    again = dialog_of(PartDialog)
    assert contents_of(again) == before
    again.leave()
    assert part_named("os:path") is None
    assert part_named("desktop.parts.barriers:NOTHING") is None


def test_cancel_of_what_was_typed_asks_once_and_of_the_rest_never(desk, qtbot):
    dialog = NewPersonDialog(desk.context, desk.window)
    dialog.open()
    dialog.reject()
    assert not dialog.isVisible()
    dialog = NewPersonDialog(desk.context, desk.window)
    dialog.open()
    dialog.family.setText("Okafor")
    dialog.reject()
    box = dialog.findChild(QMessageBox, "throw_away")
    assert box.text() == "What you have written is not saved yet."
    assert dialog.isVisible()
    box.escapeButton().click()
    assert dialog.isVisible()
    dialog.reject()
    next(b for b in box.parent().findChildren(QMessageBox)[-1].buttons() if "Close" in b.text()).click()
    assert not dialog.isVisible()


def test_a_form_that_cannot_be_opened_again_keeps_its_words(desk, drafts, qtbot):
    dialog = EndDialog(
        desk.context, "End a role", "The role stays.", lambda *_: None, reason_hint="", parent=desk.window
    )
    dialog.open()
    dialog.reason.setText("moved to Leeds")
    keep(qtbot, drafts)
    row = kept(desk)[0]
    assert (json.loads(row.form)["dialog"], row.words) == ("", "“End a role”")
    dialog.leave()
    drafts._resuming.resume(row)
    sheet = dialog_of(TypedWordsDialog)
    assert "moved to Leeds" in [text for _label, text in sheet._lines]
    sheet.reject()


def test_looking_costs_nothing_to_feel(desk, drafts):
    write_a_log(desk)
    best = 1.0
    for _ in range(5):
        start = time.process_time()
        drafts._open_forms()
        best = min(best, time.process_time() - start)
    assert best < 0.03
    dialog_of(QuickLogDialog).leave()


@pytest.mark.parametrize(("look", "percent"), [(Appearance.LIGHT, 100), (Appearance.DARK, 200)])
def test_bar_and_sheet_can_be_read_and_reached(desk, qtbot, look, percent):
    desk.context.theme.set_appearance(look)
    desk.context.theme.set_zoom(percent)
    desk.window.draft_bar.tell("You were writing a conversation with Elm Lane School when the program stopped.")
    qtbot.wait(20)
    assert audit(desk.window) == []
    sheet = TypedWordsDialog("a letter", [("What was said", "They rang"), ("About", "The hall")], desk.window)
    sheet.open()
    qtbot.waitExposed(sheet)
    assert audit(sheet) == []
    sheet.reject()
