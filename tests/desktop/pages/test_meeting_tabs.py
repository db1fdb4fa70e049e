"""The tabs of a meeting, and meetings that come again, as the hand meets them."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.pages.commitments import SPEC as COMMITMENTS
from desktop.pages.meetings import SPEC
from desktop.pages.meetings.adjourning import AdjournDialog
from desktop.pages.meetings.attendance_dialog import AttendanceDialog
from desktop.pages.meetings.decision_dialog import ChairsActionDialog, DecisionDialog
from desktop.pages.meetings.lines import meeting_state
from desktop.pages.meetings.minutes_dialogs import ApproveDialog, SignDialog
from desktop.parts.dialog import PartDialog, StepDialog
from desktop.theme import Appearance
from models.actions.meetings import MeetingFields, create_meeting, set_meeting_state
from models.queries.forms import find_values
from models.queries.meetings import find_meeting, list_meetings, list_past_meetings, list_upcoming_meetings
from models.queries.minutes import find_minutes
from models.queries.series import list_series
from models.vocabulary import (
    ApologiesDecision,
    AttendanceStatus,
    DecisionKind,
    MeetingState,
    MinutesState,
    Visibility,
)
from tests.desktop.accessibility import audit
from tests.desktop.in_view import in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

CTRL = Qt.KeyboardModifier.ControlModifier
LOOKS = [(Appearance.LIGHT, 100), (Appearance.DARK, 200)]


@pytest.fixture
def desk(open_desk, sample_file):
    return open_desk(sample_file, SPEC, COMMITMENTS, first="meetings")


def past(desk, *states):
    with desk.store.read() as session:
        rows = list_past_meetings(session, TODAY, limit=None).rows
    return next(row for row in rows if row.minutes_state in states)


def show(desk, row):
    desk.context.open("meeting", row.id)
    return desk.window.stack.current_page().record


def detail(desk, number):
    with desk.store.read() as session:
        return find_meeting(session, number)


def test_what_came_of_every_state_is_said_in_the_list(desk) -> None:
    with desk.store.read() as session:
        rows = list_meetings(session, limit=None).rows
    said = {row.state: meeting_state(row, TODAY)[0] for row in rows}
    assert said[MeetingState.CANCELLED] == "Cancelled"
    assert said[MeetingState.INQUORATE] == "Not quorate"
    assert said[MeetingState.ADJOURNED] == "Adjourned"
    assert said[MeetingState.NOTICE_ISSUED].endswith("notice issued")


def test_a_page_of_a_meeting_asks_for_its_tabs_only_when_they_are_looked_at(desk) -> None:
    record = show(desk, past(desk, MinutesState.DRAFT, MinutesState.APPROVED_BY_CHAIR))
    assert [page._tab for page in record.later[:4]] == [None] * 4
    record.tabs.setCurrentIndex(1)
    assert record.later[0]._tab is not None
    assert [page._tab for page in record.later[1:4]] == [None] * 3


def test_someone_came_late_and_apologies_are_accepted(desk, qtbot) -> None:
    row = past(desk, MinutesState.DRAFT, MinutesState.APPROVED_BY_CHAIR)
    record = show(desk, row)
    card = record.attendance
    who = next(one for one in card.model.rows if one.status is AttendanceStatus.PRESENT)
    dialog = card.more_of(who)
    assert isinstance(dialog, AttendanceDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert not dialog.decision.isEnabled()
    desk.keys(dialog.arrived, "11pm")
    desk.press(dialog.arrived, Qt.Key.Key_Return, CTRL)
    assert "had ended by then" in dialog.problem.text()
    dialog.arrived.set_time(time(row.starts_at.hour, row.starts_at.minute + 5))
    desk.press(dialog.arrived, Qt.Key.Key_Return, CTRL)
    now = next(one for one in detail(desk, row.id).attendance if one.id == who.id)
    assert now.arrived_at == time(row.starts_at.hour, row.starts_at.minute + 5)
    card.choose(who.id)
    menu = card.menu(now)
    next(action for action in menu.actions() if action.text() == "Apologies accepted").trigger()
    now = next(one for one in detail(desk, row.id).attendance if one.id == who.id)
    assert (now.status, now.apologies_decision, now.arrived_at) == (
        AttendanceStatus.APOLOGIES,
        ApologiesDecision.ACCEPTED,
        None,
    )
    assert card.model.index(card.model.place_of(who.person_id), 2).data() == "Apologies accepted"


def test_somebody_not_required_can_be_expected_again_with_space(desk) -> None:
    with desk.store.read() as session:
        rows = list_meetings(session, limit=None).rows
        found = [(row, one) for row in rows for one in find_meeting(session, row.id).attendance
                 if one.status is AttendanceStatus.NOT_REQUIRED]  # fmt: skip
    row, who = next(pair for pair in found if pair[0].minutes_state is not MinutesState.SIGNED)
    record = show(desk, row)
    record.attendance.choose(who.id)
    desk.press(record.attendance.table, Qt.Key.Key_Space)
    now = next(one for one in detail(desk, row.id).attendance if one.id == who.id)
    if record.attendance.shown.locked:
        assert now.status is AttendanceStatus.NOT_REQUIRED
    else:
        assert now.status is AttendanceStatus.EXPECTED


def test_a_decision_has_votes_and_can_be_of_part_two(desk, qtbot) -> None:
    row = past(desk, MinutesState.DRAFT, MinutesState.APPROVED_BY_CHAIR)
    record = show(desk, row)
    decision = detail(desk, row.id).decisions[0]
    record.decisions.open_item(decision)
    dialog = in_view(DecisionDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.voted.click()
    for line, count in zip(dialog.votes, ("3", "5", "1"), strict=True):
        desk.keys(line, count)
    desk.press(dialog.votes[2], Qt.Key.Key_Return, CTRL)
    assert "did not have more votes" in dialog.problem.text()
    dialog.votes[0].setText("6")
    dialog.confidential.setChecked(True)
    desk.press(dialog.votes[2], Qt.Key.Key_Return, CTRL)
    now = detail(desk, row.id).decisions[0]
    assert (now.votes_for, now.votes_against, now.abstentions) == (6, 5, 1)
    assert now.visibility is Visibility.CONFIDENTIAL
    shown = record.decisions.items.items()[0].detail
    assert "6 for, 5 against, 1 abstained" in shown
    assert "Part II" in shown


def test_a_chairs_action_is_reported(desk, qtbot) -> None:
    row = past(desk, MinutesState.DRAFT, MinutesState.APPROVED_BY_CHAIR)
    record = show(desk, row)
    record.decisions.alone.click()
    dialog = in_view(ChairsActionDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    desk.keys(dialog.text, "Signed the lease of the hall")
    dialog.day.set_date(row.starts_at.date().replace(day=1))
    desk.press(dialog.text, Qt.Key.Key_Return, CTRL)
    made = detail(desk, row.id).decisions[-1]
    assert (made.kind, made.text) == (DecisionKind.CHAIRS_ACTION, "Signed the lease of the hall")


def test_a_paper_that_comes_late_goes_into_a_supplement(desk, qtbot) -> None:
    row = past(desk, MinutesState.APPROVED_BY_CHAIR, MinutesState.DRAFT)
    record = show(desk, row)
    record.tabs.setCurrentIndex(1)
    card = record.later[0].tab.cards["meeting_paper"]
    before = card.count()
    card.add()
    dialog = in_view(PartDialog)
    dialog.form_fields[0].show({"title": "A letter that came on the day"}, {})
    dialog.form_fields[2].show({"received_on": row.starts_at.date()}, {})
    dialog.write()
    dialog.reject()
    assert card.count() == before + 1
    with desk.store.read() as session:
        papers = find_minutes(session, row.id).papers
        due = find_values(session, "meeting", row.id, ("paper_due_on",))["paper_due_on"]
    made = next(one for one in papers if one.title.startswith("A letter"))
    assert (made.supplement is not None) == (due is not None and due < row.starts_at.date())
    desk.window.undo()
    assert card.count() == before


def test_minutes_are_approved_at_a_later_meeting_then_only_corrected(desk, qtbot) -> None:
    with desk.store.read() as session:
        rows = [row for row in list_past_meetings(session, TODAY, limit=None).rows if row.state is MeetingState.HELD]
    of_body = next(
        row.organisation_id for row in rows if sum(1 for one in rows if one.organisation_id == row.organisation_id) > 2
    )
    earlier = sorted((row for row in rows if row.organisation_id == of_body), key=lambda row: row.starts_at)
    approved = next(
        row for row in earlier if row.minutes_state is MinutesState.APPROVED or row.minutes_state is MinutesState.SIGNED
    )
    record = show(desk, approved)
    record.tabs.setCurrentIndex(2)
    cards = record.later[1].tab.cards
    assert not cards["minute_entry"]._buttons[0].isVisible()
    assert cards["minutes_correction"]._buttons[0].isVisible()
    cards["minutes_correction"].add()
    dialog = in_view(PartDialog)
    dialog.form_fields[0].show({"was": "Tuesday"}, {})
    dialog.form_fields[1].show({"now": "Thursday"}, {})
    dialog.write()
    dialog.reject()
    with desk.store.read() as session:
        assert find_minutes(session, approved.id).corrections[-1].now == "Thursday"


def test_which_meeting_approved_them_and_who_signed_is_asked(desk, qtbot) -> None:
    with desk.store.read() as session:
        rows = [row for row in list_past_meetings(session, TODAY, limit=None).rows if row.state is MeetingState.HELD]
    last = next(row for row in rows if row.minutes_state is MinutesState.APPROVED_BY_CHAIR)
    # Its body met once more, so that somebody can approve them.
    with desk.store.write("Meet again") as session:
        fields = MeetingFields(
            last.title, last.starts_at + timedelta(days=1), last.organisation_id, state=MeetingState.HELD
        )
        later = create_meeting(session, fields)
    record = show(desk, last)
    record.minutes.steps[MinutesState.APPROVED].click()
    dialog = in_view(ApproveDialog)
    dialog.at.set_value(later)
    dialog.saved.emit()
    assert detail(desk, last.id).row.minutes_state is MinutesState.APPROVED
    with desk.store.read() as session:
        assert find_values(session, "meeting", last.id, ("approved_at_id",))["approved_at_id"] == later
    assert record.details.approved.isVisible()
    record.minutes.steps[MinutesState.SIGNED].click()
    dialog = in_view(SignDialog)
    dialog.saved.emit()
    assert detail(desk, last.id).row.minutes_state is MinutesState.SIGNED


def test_a_meeting_is_adjourned_and_the_one_that_takes_it_up_is_shown(desk, qtbot) -> None:
    with desk.store.read() as session:
        row = next(
            row for row in list_upcoming_meetings(session, TODAY, limit=None).rows if row.state is MeetingState.PLANNED
        )
    record = show(desk, row)
    record.adjourn.click()
    dialog = in_view(AdjournDialog)
    dialog.day.set_date(date(2027, 3, 1))
    dialog.saved.emit()
    assert detail(desk, row.id).row.state is MeetingState.ADJOURNED
    assert record.meeting_id != row.id
    assert record.details.before.isVisible()
    record.details.before.click()
    assert record.meeting_id == row.id
    assert record.pill.text() == "Adjourned"


def test_open_actions_are_carried_over_once(desk) -> None:
    row = past(desk, MinutesState.APPROVED_BY_CHAIR, MinutesState.DRAFT)
    record = show(desk, row)
    record.tabs.setCurrentIndex(3)
    card = record.later[2].tab.cards["action"]
    card._take_together(card.part.together[0])
    dialog = in_view(StepDialog)
    dialog.saved.emit()
    # Said at the foot of the window, whatever the number was.
    assert not dialog.isVisible()


def test_what_search_finds_of_a_meeting_is_shown_where_it_stands(desk) -> None:
    with desk.store.read() as session:
        rows = list_past_meetings(session, TODAY, limit=None).rows
        papers = next(found for row in rows if (found := find_minutes(session, row.id).papers))
    desk.context.open("meeting_paper", papers[0].id)
    record = desk.window.stack.current_page().record
    assert record.tabs.currentIndex() == 1
    assert record.later[0].tab.cards["meeting_paper"].view.current() == papers[0].id


def test_regular_meetings_are_said_in_words_and_planned(desk, qtbot) -> None:
    page = desk.window.stack.current_page()
    page.findChild(QPushButton, "regular_meetings").click()
    assert page.on_series
    card = page.series.list.cards["meeting_series"]
    before = card.count()
    card.add()
    dialog = in_view(PartDialog)
    title, when = dialog.form_fields[0], dialog.form_fields[1]
    title.show({"title": "Coffee with the neighbours"}, {})
    when.field.editor.setText("whenever")
    assert "second Tuesday in term" in when.judged().problem()
    when.field.editor.setText("first Monday of each month")
    assert when.field.hint.text() == "Understood: The first Monday of every month."
    assert when.judged().problem() == ""
    next(one for one in dialog.form_fields if one.spec.name == "starts_at").show({"starts_at": time(9, 30)}, {})
    dialog.saved.emit()
    assert card.count() == before + 1
    with desk.store.read() as session:
        made = next(row for row in list_series(session) if row.title == "Coffee with the neighbours")
    desk.context.open("meeting_series", made.id)
    assert page.series.title.text() == "Coffee with the neighbours"
    days = page.series.one.cards["series_day"]
    assert days.count() == 12
    days._take_together(days.part.together[0])
    dialog = in_view(StepDialog)
    dialog.saved.emit()
    assert {item.aside for item in days.view.items()} == {"Planned"}
    desk.window.undo()
    assert {item.aside for item in days.view.items()} == {"Not planned yet"}
    assert page.go_back()
    assert not page.on_series


def test_a_meeting_not_quorate_and_one_of_a_body_say_so(desk) -> None:
    row = past(desk, MinutesState.APPROVED, MinutesState.SIGNED)
    record = show(desk, row)
    assert "members with a vote were there" in record.details.standing.text()
    with desk.store.read() as session:
        coming = next(
            one for one in list_upcoming_meetings(session, TODAY, limit=None).rows
            if one.state is MeetingState.NOTICE_ISSUED
        )  # fmt: skip
    record = show(desk, coming)
    assert "Notice was given on" in record.details.standing.text()
    assert record.pill.text() == "Notice issued"
    with desk.store.write("Cancel") as session:
        set_meeting_state(session, coming.id, MeetingState.CANCELLED)
    assert record.pill.text() == "Cancelled"


@pytest.mark.parametrize(("look", "zoom"), LOOKS)
def test_every_tab_is_for_everybody(desk, theme, qtbot, look, zoom) -> None:
    theme.set_appearance(look)
    theme.set_zoom(zoom)
    faults = []
    record = show(desk, past(desk, MinutesState.APPROVED_BY_CHAIR, MinutesState.DRAFT))
    page = desk.window.stack.current_page()
    for place in range(1, record.tabs.count()):
        record.tabs.setCurrentIndex(place)
        for height in (0, 600):
            page.stack.currentWidget().verticalScrollBar().setValue(height)
            qtbot.wait(20)
            faults += audit(desk.window)
    with desk.store.read() as session:
        series = list_series(session)[0]
    for number in (0, series.id):
        page.show_series(number)
        qtbot.wait(20)
        faults += audit(desk.window)
    assert faults == []


@pytest.mark.parametrize(("look", "zoom"), LOOKS)
@pytest.mark.parametrize("kind", ["attendance", "chair", "adjourn", "sign", "vote"])
def test_every_dialog_of_a_meeting_is_for_everybody(desk, theme, qtbot, look, zoom, kind) -> None:
    theme.set_appearance(look)
    theme.set_zoom(zoom)
    row = past(desk, MinutesState.APPROVED_BY_CHAIR, MinutesState.DRAFT)
    shown = detail(desk, row.id)
    dialog = {
        "attendance": lambda: AttendanceDialog(desk.context, row.id, shown.attendance[0], desk.window),
        "chair": lambda: ChairsActionDialog(desk.context, row.id, shown.agenda, desk.window),
        "adjourn": lambda: AdjournDialog(desk.context, row, desk.window),
        "sign": lambda: SignDialog(desk.context, row.id, desk.window),
        "vote": lambda: DecisionDialog(desk.context, shown.decisions[0], shown.agenda, desk.window),
    }[kind]()
    dialog.open()
    if kind == "vote":
        dialog.voted.click()
    qtbot.waitExposed(dialog)
    qtbot.wait(20)
    faults = audit(dialog)
    dialog.reject()
    assert faults == []
