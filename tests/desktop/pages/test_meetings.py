"""Meetings, as the hand meets them."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt

from desktop.dialogs.new_meeting import NewMeetingDialog
from desktop.pages.commitments import SPEC as COMMITMENTS
from desktop.pages.meetings import SPEC
from desktop.pages.meetings.decision_dialog import DecisionDialog
from desktop.pages.meetings.item_dialogs import AgendaItemDialog, QuestionDialog
from desktop.theme import Appearance
from models.actions.meetings import set_minutes_state
from models.queries.meetings import MeetingFilter, find_meeting, list_past_meetings, list_upcoming_meetings
from models.vocabulary import AttendanceStatus, Capacity, CommitmentState, DecisionOutcome, MeetingState, MinutesState
from tests.desktop.accessibility import audit
from tests.desktop.in_view import in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

CTRL = Qt.KeyboardModifier.ControlModifier
LOOKS = [(Appearance.LIGHT, 100), (Appearance.DARK, 200)]


@pytest.fixture
def desk(open_desk, sample_file):
    return open_desk(sample_file, SPEC, COMMITMENTS, first="meetings")


def meeting_with(desk, state):
    with desk.store.read() as session:
        rows = list_past_meetings(session, TODAY, limit=None).rows
    return next(row for row in rows if row.minutes_state is state)


def draft(desk):
    """Open the meeting whose minutes are a draft, and return its page."""
    row = meeting_with(desk, MinutesState.DRAFT)
    desk.context.open("meeting", row.id)
    return row.id, desk.window.stack.current_page().record


def detail(desk, number):
    with desk.store.read() as session:
        return find_meeting(session, number)


def test_coming_meetings_stand_before_past_ones_the_next_first(desk):
    page = desk.window.stack.current_page()
    with desk.store.read() as session:
        coming = list_upcoming_meetings(session, TODAY, limit=None).rows
        past = list_past_meetings(session, TODAY, limit=None).rows
    shown = [page.list.model.index(n, 0).data() for n in range(page.list.model.rowCount())]
    titles = [row.title for row in coming], [row.title for row in past]
    assert shown == [f"Upcoming, {len(coming)}", *titles[0], f"Past, {len(past)}", *titles[1]]


def test_the_list_is_narrowed_by_words_body_and_side_of_today(desk, qtbot):
    page = desk.window.stack.current_page().list
    with desk.store.read() as session:
        named = list_past_meetings(session, TODAY, MeetingFilter(words="committee"), limit=None).rows
    page.filters.chips.set_on(frozenset({"past"}))
    desk.keys(page.filters.box, "committee")
    qtbot.waitUntil(lambda: page.model.rowCount() == len(named) + 1)
    desk.press(page.filters.box, Qt.Key.Key_Escape)
    body = named[0].organisation_id
    page.filters.bodies.set_value(body)
    page.refresh()
    with desk.store.read() as session:
        theirs = list_past_meetings(session, TODAY, MeetingFilter(organisation_id=body), limit=None).rows
    assert page.model.rowCount() == len(theirs) + 1


def test_enter_opens_a_meeting_and_escape_goes_back_to_its_line(desk):
    page = desk.window.stack.current_page()
    view = page.list.list
    view.setFocus()
    desk.press(view, Qt.Key.Key_Down)
    row = view.currentIndex().row()
    desk.press(view, Qt.Key.Key_Return)
    assert page.on_record
    desk.press(page.record.back, Qt.Key.Key_Escape)
    assert not page.on_record
    assert view.currentIndex().row() == row
    assert view.hasFocus()


def test_a_meeting_opened_from_another_page_goes_back_there(desk):
    desk.window.stack.show_page("commitments")
    _number, record = draft(desk)
    desk.press(record.back, Qt.Key.Key_Escape)
    assert desk.window.stack.current_key == "commitments"


def test_space_changes_present_to_apologies_to_absent(desk):
    number, record = draft(desk)
    table = record.attendance.table
    table.setFocus()
    person = table.current_row().person_id
    seen = []
    for _ in range(3):
        desk.press(table, Qt.Key.Key_Space)
        seen.append(next(row.status for row in detail(desk, number).attendance if row.person_id == person))
    assert seen == [AttendanceStatus.APOLOGIES, AttendanceStatus.ABSENT, AttendanceStatus.PRESENT]
    assert table.current_row().person_id == person
    assert record.saved.text() == "Saved just now"


def test_several_chosen_people_change_in_one_change(desk):
    number, record = draft(desk)
    before = detail(desk, number).attendance
    record.attendance.table.setFocus()
    record.attendance.table.selectAll()
    desk.press(record.attendance.table, Qt.Key.Key_Space)
    assert len({row.status for row in detail(desk, number).attendance}) == 1
    desk.window.undo()
    assert detail(desk, number).attendance == before


def test_people_are_added_by_typing_and_said_to_be_observers(desk, qtbot):
    number, record = draft(desk)
    there = {row.person_id for row in detail(desk, number).attendance}
    line = record.attendance.add
    for letters in ("bianchi", "cartwright", "farouk"):
        desk.keys(line, letters)
        qtbot.waitUntil(lambda: line.is_open)
        if line.choices() and line.choices()[0].id not in there:
            break
        line.clear()
    added = line.choices()[0].id
    desk.press(line, Qt.Key.Key_Return)
    row = next(row for row in detail(desk, number).attendance if row.person_id == added)
    assert (row.status, row.capacity) == (AttendanceStatus.PRESENT, Capacity.MEMBER)
    card = record.attendance
    card.table.setCurrentIndex(card.model.index(card.model.place_of(added), 0))
    menu = card.menu(row)
    next(action for action in menu.actions() if action.text() == "As observer").trigger()
    row = next(row for row in detail(desk, number).attendance if row.person_id == added)
    assert row.capacity is Capacity.OBSERVER
    desk.press(card.table, Qt.Key.Key_Delete)
    assert added not in {row.person_id for row in detail(desk, number).attendance}


def test_a_decision_is_typed_and_its_outcome_set_in_its_form(desk, qtbot):
    number, record = draft(desk)
    before = len(detail(desk, number).decisions)
    line = record.decisions.line
    desk.keys(line, "Meet in March")
    desk.press(line, Qt.Key.Key_Return)
    made = detail(desk, number).decisions[-1]
    assert (len(detail(desk, number).decisions), made.text) == (before + 1, "Meet in March")
    assert line.hasFocus()
    view = record.decisions.items
    view.setFocus()
    view.setCurrentIndex(view.model().index(before, 0))
    desk.press(view, Qt.Key.Key_Return)
    dialog = in_view(DecisionDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.outcome.set_value(DecisionOutcome.DEFERRED)
    desk.keys(dialog.dissent, "Two abstained")
    desk.press(dialog.dissent, Qt.Key.Key_Return, CTRL)
    made = detail(desk, number).decisions[-1]
    assert (made.outcome, made.dissent) == (DecisionOutcome.DEFERRED, "Two abstained")


def test_a_promise_is_shown_back_before_it_is_kept(desk):
    number, record = draft(desk)
    card, before = record.promises, len(record.promises.items.items())
    desk.keys(card.line, "Joe to send the hall plan by Friday")
    assert card.understood.text() == "Joe Linden: Send the hall plan, by Friday 27 November 2026."
    desk.press(card.line, Qt.Key.Key_Return)
    assert card.result.hasFocus()
    assert len(card.items.items()) == before
    assert "Still to say: what anyone will see once it is done" in card.judged.text()
    desk.keys(card.result, "Plan received")
    desk.press(card.result, Qt.Key.Key_Return)
    row = record.promises.shown.commitments[-1]
    assert (row.text, row.owner_person, row.due_on) == ("Send the hall plan", "Joe Linden", date(2026, 11, 27))
    assert (row.state, row.observable_result, row.meeting_id) == (CommitmentState.OPEN, "Plan received", number)
    assert card.line.text() == ""
    assert card.line.hasFocus()


def test_words_not_understood_are_said_and_the_promise_is_an_aspiration(desk):
    _number, record = draft(desk)
    card = record.promises
    desk.keys(card.line, "Zebedee to paint the fence by half term")
    desk.press(card.line, Qt.Key.Key_Return)
    assert "Not understood: “Zebedee; by half term”" in card.understood.text()
    assert card.keep.text() == "Keep it as an aspiration"
    desk.press(card.result, Qt.Key.Key_Return)
    assert card.shown.commitments[-1].state is CommitmentState.ASPIRATION


def test_details_are_saved_as_they_are_left(desk):
    number, record = draft(desk)
    card = record.details
    for line, words in ((card.title, "All heads"), (card.starts, "4.15pm"), (card.place, "Room 5")):
        line.setFocus()
        line.selectAll()
        desk.keys(line, words)
        desk.press(line, Qt.Key.Key_Tab)
    row = detail(desk, number).row
    assert (row.title, row.starts_at.time(), row.place) == ("All heads", time(16, 15), "Room 5")
    card.starts.setFocus()
    card.starts.selectAll()
    desk.keys(card.starts, "soon")
    desk.press(card.starts, Qt.Key.Key_Tab)
    assert detail(desk, number).row.starts_at.time() == time(16, 15)
    assert any(field.message.text() == "Enter a time, like 6:30pm" for field in card.fields_shown)


def test_notes_are_saved_when_the_page_is_left(desk):
    number, record = draft(desk)
    desk.keys(record.notes.notes, "Bring cups. ")
    desk.window.stack.show_page("commitments")
    assert "Bring cups." in detail(desk, number).notes


def test_agenda_items_are_typed_and_minuted(desk, qtbot):
    number, record = draft(desk)
    desk.keys(record.agenda.line, "Lights at the ramp")
    desk.press(record.agenda.line, Qt.Key.Key_Return)
    item = detail(desk, number).agenda[-1]
    assert item.title == "Lights at the ramp"
    record.agenda.open_item(item)
    dialog = in_view(AgendaItemDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    desk.keys(dialog.minute, "Agreed to ask.")
    desk.press(dialog.minute, Qt.Key.Key_Return, CTRL)
    assert detail(desk, number).agenda[-1].minute == "Agreed to ask."
    record.agenda.open_item(detail(desk, number).agenda[-1])
    dialog = in_view(AgendaItemDialog)
    dialog.findChild(type(record.delete), "delete_part").click()
    assert len(detail(desk, number).agenda) == item.number - 1


def test_questions_have_answers_due(desk, qtbot):
    number, record = draft(desk)
    record.questions.add.click()
    dialog = in_view(QuestionDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    desk.keys(dialog.question, "When is the crossing built?")
    desk.keys(dialog.due, "27 nov")
    desk.press(dialog.due, Qt.Key.Key_Return, CTRL)
    asked = detail(desk, number).questions[-1]
    assert (asked.question, asked.due_on) == ("When is the crossing built?", date(2026, 11, 27))
    assert record.questions.items.items()[-1].aside == "Answer due 27 Nov"


def test_approved_minutes_can_only_be_read_but_an_answer_still_comes(desk, qtbot):
    number, record = draft(desk)
    record.questions.add.click()
    dialog = in_view(QuestionDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    desk.keys(dialog.question, "When?")
    desk.press(dialog.question, Qt.Key.Key_Return, CTRL)
    record.minutes.steps[MinutesState.APPROVED].click()
    assert detail(desk, number).row.minutes_state is MinutesState.APPROVED
    assert record.strip.isVisible()
    assert record.details.title.isReadOnly()
    assert record.notes.notes.isReadOnly()
    for part in (record.attendance.add, record.decisions.line, record.agenda.line, record.promises.line):
        assert not part.isVisible()
    before = detail(desk, number).attendance
    record.attendance.table.setFocus()
    desk.press(record.attendance.table, Qt.Key.Key_Space)
    assert detail(desk, number).attendance == before
    record.questions.open_item(detail(desk, number).questions[-1])
    dialog = in_view(QuestionDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.question.isReadOnly()
    desk.keys(dialog.answer, "In spring")
    desk.press(dialog.answer, Qt.Key.Key_Return, CTRL)
    answered = detail(desk, number).questions[-1]
    assert (answered.answer, answered.answered_on) == ("In spring", TODAY)
    desk.window.undo()
    desk.window.undo()
    assert detail(desk, number).row.minutes_state is MinutesState.DRAFT
    assert record.decisions.line.isVisible()


def test_a_new_meeting_takes_from_the_last_one_of_its_body(desk, qtbot):
    last = meeting_with(desk, MinutesState.DRAFT)
    desk.press(desk.window, Qt.Key.Key_M, CTRL)
    dialog = in_view(NewMeetingDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.meeting_of(last.organisation_id, last.body)
    assert (dialog.title.text(), dialog.place.text()) == (last.title, last.place)
    dialog.day.selectAll()
    desk.keys(dialog.day, "4 dec")
    desk.press(dialog.day, Qt.Key.Key_Return, CTRL)
    page = desk.window.stack.current_page()
    made = detail(desk, page.record.meeting_id)
    assert (made.row.starts_at.date(), made.row.state) == (date(2026, 12, 4), MeetingState.PLANNED)
    assert {row.status for row in made.attendance} == {AttendanceStatus.EXPECTED}
    assert made.agenda[0].title == "Apologies for absence"


def test_a_new_meeting_needs_a_title_and_a_time(desk, qtbot):
    desk.press(desk.window, Qt.Key.Key_M, CTRL)
    dialog = in_view(NewMeetingDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    desk.press(dialog.title, Qt.Key.Key_Return, CTRL)
    assert dialog.isVisible()
    assert [field.message.isVisible() for field in dialog.fields] == [True, False, False, True, False, False]
    desk.press(dialog.title, Qt.Key.Key_Escape)
    assert not desk.window.stack.current_page().on_record


def test_delete_goes_back_to_the_list_and_undo_brings_the_meeting_back(desk):
    number, record = draft(desk)
    page = desk.window.stack.current_page()
    record.delete.click()
    assert not page.on_record
    assert detail(desk, number).archived
    desk.window.undo()
    assert not detail(desk, number).archived


def test_an_empty_book_says_what_meetings_are(open_desk):
    page = open_desk(None, SPEC, first="meetings").window.stack.current_page()
    assert page.list.middle.currentIndex() == 2
    assert page.list.empty.title.text() == "No meetings yet"


@pytest.mark.parametrize(("look", "zoom"), LOOKS)
def test_the_page_is_for_everybody(desk, theme, qtbot, look, zoom):
    theme.set_appearance(look)
    theme.set_zoom(zoom)
    qtbot.wait(40)
    faults = audit(desk.window)
    number, record = draft(desk)
    page = desk.window.stack.current_page()
    record.details.more.click()
    desk.keys(record.promises.line, "Joe to send the plan by Friday")
    desk.press(record.promises.line, Qt.Key.Key_Return)
    for place in (0, 400, 800, 1600, 3000):
        page.stack.currentWidget().verticalScrollBar().setValue(place)
        qtbot.wait(20)
        faults += audit(desk.window)
    with desk.store.write("Approve") as session:
        set_minutes_state(session, number, MinutesState.APPROVED)
    qtbot.wait(20)
    faults += audit(desk.window)
    assert faults == []


@pytest.mark.parametrize(("look", "zoom"), LOOKS)
@pytest.mark.parametrize("kind", ["new", "decision", "item", "question"])
def test_every_dialog_is_for_everybody(desk, theme, qtbot, look, zoom, kind):
    theme.set_appearance(look)
    theme.set_zoom(zoom)
    number, _record = draft(desk)
    shown = detail(desk, number)
    dialog = {
        "new": lambda: NewMeetingDialog(desk.context, desk.window),
        "decision": lambda: DecisionDialog(desk.context, shown.decisions[0], shown.agenda, desk.window),
        "item": lambda: AgendaItemDialog(desk.context, shown.agenda[0], desk.window),
        "question": lambda: QuestionDialog(desk.context, number, None, desk.window),
    }[kind]()
    dialog.open()
    qtbot.waitExposed(dialog)
    qtbot.wait(20)
    faults = audit(dialog)
    dialog.reject()
    assert faults == []
