"""Events, as the hand meets them: the month, the list, one event, and telling the neighbours."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.commands import Command
from desktop.dialogs.new_event import NewEventDialog
from desktop.dialogs.promotion import PromotionDialog
from desktop.dialogs.tell_event import TellDialog
from desktop.dialogs.tell_neighbours import TellNeighboursDialog
from desktop.dialogs.telling import facts_of
from desktop.pages.events import SPEC
from desktop.pages.events.month_model import months_away
from desktop.theme import Appearance
from models.queries.events import EventFilter, find_event, list_events
from models.queries.promotions import list_promotions
from models.vocabulary import EventStage, PromotionState
from tests.desktop.accessibility import audit
from tests.desktop.in_view import find_all_in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

LOOKS = [(Appearance.LIGHT, 100), (Appearance.DARK, 100), (Appearance.LIGHT, 200), (Appearance.DARK, 200)]
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(open_desk, sample_file):
    return open_desk(sample_file, SPEC, first="events")


def event_of(desk, title, day=None):
    with desk.store.read() as session:
        rows = list_events(session, EventFilter(words=title, first_day=day or TODAY), limit=None).rows
        return find_event(session, rows[-1].id)


def promotions_of(desk, number):
    with desk.store.read() as session:
        return {row.organisation: row for row in list_promotions(session, number)}


def dialog_of(kind):
    # A button pressed by its letter goes down for a moment before it acts.
    for _step in range(40):
        if find_all_in_view(kind):
            break
        QTest.qWait(10)
    return find_all_in_view(kind)[0]


def spoken(page, day):
    return page.overview.month.model.index_of(day).data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_month_reads_each_day_out(desk):
    page = desk.window.stack.current_page()
    assert page.overview.head.title.text() == "November 2026"
    assert page.overview.month.model.index(0, 0).data() == "26"
    assert spoken(page, date(2026, 11, 28)) == (
        "Saturday 28 November, 2 events: Harlow Street craft fair, Faculty open day for future teachers"
    )
    assert spoken(page, TODAY) == "Sunday 22 November, today, nothing on"
    assert "1 meeting: " in spoken(page, date(2026, 11, 24))
    headings = [page.overview.month.model.headerData(n, Qt.Orientation.Horizontal) for n in (0, 6)]
    assert headings == ["Monday", "Sunday"]


def test_the_keys_walk_days_weeks_and_months(desk):
    page = desk.window.stack.current_page()
    page.overview.month.grid.setFocus()
    for key, day in (
        (Qt.Key.Key_Right, date(2026, 11, 23)),
        (Qt.Key.Key_Down, date(2026, 11, 30)),
        (Qt.Key.Key_Right, date(2026, 12, 1)),
        (Qt.Key.Key_PageDown, date(2027, 1, 1)),
        (Qt.Key.Key_Left, date(2026, 12, 31)),
        (Qt.Key.Key_PageUp, date(2026, 11, 30)),
        (Qt.Key.Key_End, date(2026, 12, 6)),
        (Qt.Key.Key_Home, date(2026, 11, 30)),
    ):
        desk.press(page.overview.month.grid, key)
        assert page.overview.month.grid.day() == day
        assert page.overview.month.day_panel.heading.text().startswith(f"{day:%A} {day.day} {day:%B}")
    assert page.overview.head.title.text() == "November 2026"
    assert months_away(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert months_away(date(2026, 12, 15), -12) == date(2025, 12, 15)


def test_enter_goes_to_the_day_and_alt_g_tells(desk):
    page = desk.window.stack.current_page()
    page.overview.month.show_day(date(2026, 11, 26))
    page.overview.month.grid.setFocus()
    desk.press(page.overview.month.grid, Qt.Key.Key_Return)
    assert page.overview.month.day_panel.isAncestorOf(QApplication.focusWidget())
    desk.press(QApplication.focusWidget(), Qt.Key.Key_G, ALT)
    assert dialog_of(TellNeighboursDialog)._event.row.title == "Trainee teachers' maths morning"


def test_enter_notes_the_suggested_as_asked_in_one_change(desk):
    event = event_of(desk, "Greenway winter concert")
    before = promotions_of(desk, event.row.id)
    desk.window.stack.open_record("event", event.row.id)
    page = desk.window.stack.current_page()
    assert page.panel.promotions.pill.text() == "Told 6 of 23 neighbours"
    desk.press(page.panel, Qt.Key.Key_G, ALT)
    dialog = dialog_of(TellNeighboursDialog)
    dialog.way.set_value(None)
    dialog.list.setFocus()
    chosen = dialog.ticked()
    assert dialog.save.text() == f"Note {len(chosen)} as asked"
    by_number = {one.organisation_id: one for one in dialog._recipients}
    assert all(not by_number[number].told for number in chosen)
    assert all(by_number[number].taken_up or by_number[number].metres <= 750 for number in chosen)
    desk.press(dialog.list, Qt.Key.Key_Space)
    left = dialog.ticked()
    assert len(left) == len(chosen) - 1
    desk.press(dialog.list, Qt.Key.Key_Return)
    after = promotions_of(desk, event.row.id)
    fresh = {row.organisation_id for name, row in after.items() if name not in before or row != before[name]}
    assert fresh == set(left)
    assert {row.state for row in after.values() if row.organisation_id in fresh} == {PromotionState.ASKED}
    assert {row.asked_on for row in after.values() if row.organisation_id in fresh} == {TODAY}
    assert page.panel.promotions.pill.text() == f"Told {6 + len(left)} of 23 neighbours"
    desk.context.actions[Command.UNDO].trigger()
    assert promotions_of(desk, event.row.id) == before


def test_the_distance_can_be_changed_and_must_be_a_number(desk):
    event = event_of(desk, "Greenway winter concert")
    dialog = TellNeighboursDialog(desk.context, event, desk.window)
    dialog.open()
    many = len(dialog._recipients)
    dialog.metres.clear()
    desk.keys(dialog.metres, "800")
    dialog.list.setFocus()
    assert 0 < len(dialog._recipients) < many
    assert all(one.metres <= 800 for one in dialog._recipients)
    assert "within 400 metres" in dialog.why.text()
    assert "straight line times 1.3" in dialog.why.text()
    dialog.metres.clear()
    desk.keys(dialog.metres, "far")
    dialog.list.setFocus()
    assert dialog.fields[0].message.text() == "Enter a whole number from 100 to 50,000"
    dialog.reject()


def test_the_message_to_send_says_what_when_where(desk):
    event = event_of(desk, "Greenway winter concert")
    assert facts_of(event).splitlines()[:5] == [
        "Greenway winter concert",
        "",
        "When: 26 November 2026, 5pm to 6:30pm",
        "Where: Greenway Academy, main hall",
        "Held by: Greenway Academy",
    ]


def test_a_field_is_saved_when_it_is_left_and_taken_back(desk):
    event = event_of(desk, "Greenway winter concert")
    desk.window.stack.open_record("event", event.row.id)
    panel = desk.window.stack.current_page().panel
    panel.form.place.clear()
    desk.keys(panel.form.place, "Canteen & <b>stage</b>")
    panel.form.title.setFocus()
    assert event_of(desk, "Greenway winter concert").row.place == "Canteen & <b>stage</b>"
    assert "Canteen & <b>stage</b>" in panel.when.text()
    assert panel.when.textFormat() is Qt.TextFormat.PlainText
    desk.context.actions[Command.UNDO].trigger()
    assert panel.form.place.text() == "Greenway Academy, main hall"
    panel.form.turn_out.setFocus()
    desk.keys(panel.form.turn_out, "90")
    panel.form.title.setFocus()
    turn_out = next(field for field in panel.form.fields_shown if field.editor is panel.form.turn_out)
    assert turn_out.message.text().startswith("Choose the stage “Held” first")
    assert event_of(desk, "Greenway winter concert").row.turn_out is None
    panel.form.stage.set_value(EventStage.HELD)
    panel.form.stage.picked.emit(EventStage.HELD)
    with desk.store.read() as session:
        row = find_event(session, event.row.id).row
    assert (row.stage, row.turn_out) == (EventStage.HELD, 90)


def test_an_end_before_the_beginning_is_not_saved(desk):
    event = event_of(desk, "Greenway winter concert")
    desk.window.stack.open_record("event", event.row.id)
    form = desk.window.stack.current_page().panel.form
    form.ends.clear()
    desk.keys(form.ends, "4pm")
    form.title.setFocus()
    assert event_of(desk, "Greenway winter concert").row == event.row


def test_a_new_event_asks_for_what_it_needs_and_is_shown(desk):
    desk.context.actions[Command.NEW_EVENT].trigger()
    dialog = dialog_of(NewEventDialog)
    desk.press(dialog.form.title, Qt.Key.Key_Return, CONTROL)
    assert dialog.isVisible()
    assert dialog.form.title.hasFocus()
    desk.keys(dialog.form.title, "Plant sale")
    desk.keys(dialog.form.kind, "fai")
    desk.press(dialog.form.kind, Qt.Key.Key_Return)
    desk.keys(dialog.form.day, "5 dec")
    desk.keys(dialog.form.starts, "10")
    assert dialog.form.fields_shown[3].problem() == "Enter a time, like 6:30pm"
    dialog.form.starts.clear()
    desk.keys(dialog.form.starts, "10am")
    desk.press(dialog.form.title, Qt.Key.Key_Return, CONTROL)
    event = event_of(desk, "Plant sale")
    assert (event.row.kind, f"{event.row.starts_at:%d %m %H}") == ("Fair", "05 12 10")
    page = desk.window.stack.current_page()
    assert page.panel.event_id == event.row.id
    assert page.record_in_view() == ("event", event.row.id)
    page.go_back()
    assert "Plant sale" in spoken_after(page, date(2026, 12, 5))


def spoken_after(page, day):
    page.overview.month.show_day(day)
    return spoken(page, day)


def test_answers_are_noted_for_one_and_for_several(desk):
    event = event_of(desk, "Greenway winter concert")
    desk.window.stack.open_record("event", event.row.id)
    card = desk.window.stack.current_page().panel.promotions
    assert not card.note_answer.isEnabled()
    card.table.selectRow(0)
    name = card.model.row_at(0).promotion.organisation
    desk.press(card.table, Qt.Key.Key_Return)
    dialog = dialog_of(PromotionDialog)
    dialog.state.set_value(PromotionState.DISPLAYED)
    dialog.state.picked.emit(PromotionState.DISPLAYED)
    desk.press(dialog.channel, Qt.Key.Key_Return, CONTROL)
    row = promotions_of(desk, event.row.id)[name]
    assert (row.state, row.displayed_on) == (PromotionState.DISPLAYED, TODAY)
    card.table.selectAll()
    card.set_state(PromotionState.NO_REPLY)
    assert {row.state for row in promotions_of(desk, event.row.id).values()} == {PromotionState.NO_REPLY}
    card.table.clearSelection()
    card.table.selectRow(0)
    card.remove_chosen()
    assert name not in promotions_of(desk, event.row.id)


def test_one_organisation_is_told_about_one_event(desk):
    event = event_of(desk, "Harlow Street craft fair")
    dialog = TellDialog(desk.context, 13, "St Bede's Primary School", desk.window)
    dialog.open()
    dialog.which.set_value(event.row.id)
    assert "St Bede's Primary School" not in promotions_of(desk, event.row.id)
    dialog.saved.emit()
    row = promotions_of(desk, event.row.id)["St Bede's Primary School"]
    assert (row.state, row.asked_on) == (PromotionState.ASKED, TODAY)
    assert not find_all_in_view(TellDialog)


def test_the_list_is_filtered_and_opens_an_event(desk):
    page = desk.window.stack.current_page()
    box = page.filter_box()
    desk.press(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.overview.views.currentWidget() is page.list
    desk.keys(box, "samba")
    assert page.list.model.rowCount() == 1
    desk.keys(box, "zzz")
    assert page.list.nothing.title.text() == "No events match “sambazzz”"
    desk.press(box, Qt.Key.Key_Escape)
    count = page.list.model.rowCount()
    page.list.chips.set_on(frozenset({"past"}))
    assert page.list.model.rowCount() > count
    page.list.table.selectRow(0)
    row = page.list.table.current_row()
    assert row.starts_at.date() < TODAY
    desk.press(page.list.table, Qt.Key.Key_Return)
    assert page.panel.event_id == row.id
    assert page.go_back()
    assert page.overview.views.currentWidget() is page.list


def test_a_deleted_event_leaves_the_month_and_comes_back(desk):
    event = event_of(desk, "Harlow Street craft fair")
    page = desk.window.stack.current_page()
    desk.window.stack.open_record("event", event.row.id)
    desk.context.actions[Command.DELETE_RECORD].trigger()
    assert page.whole.currentWidget() is page.overview
    assert "craft fair" not in spoken_after(page, date(2026, 11, 28))
    desk.context.actions[Command.UNDO].trigger()
    assert "craft fair" in spoken_after(page, date(2026, 11, 28))


def test_a_book_that_can_only_be_read_offers_nothing_to_change(open_desk, sample_file):
    desk = open_desk(sample_file, SPEC, first="events", read_only=True)
    page = desk.window.stack.current_page()
    assert not page.overview.head.new.isVisible()
    assert not desk.context.actions[Command.NEW_EVENT].isEnabled()
    event = event_of(desk, "Greenway winter concert")
    desk.window.stack.open_record("event", event.row.id)
    assert not page.panel.promotions.tell.isVisible()
    assert page.panel.form.title.isReadOnly()


@pytest.mark.parametrize(("look", "zoom"), LOOKS)
def test_everything_can_be_reached_read_and_told(desk, look, zoom, qtbot):
    theme, page = desk.context.theme, desk.window.stack.current_page()
    theme.set_appearance(look)
    theme.set_zoom(zoom)
    qtbot.wait(30)
    page.overview.month.show_day(date(2026, 11, 28))
    assert audit(desk.window) == []
    page.show_filter()
    assert audit(desk.window) == []
    event = event_of(desk, "Greenway winter concert")
    desk.window.stack.open_record("event", event.row.id)
    qtbot.wait(30)
    assert audit(desk.window) == []
    rows = list(promotions_of(desk, event.row.id).values())
    for dialog in (
        TellNeighboursDialog(desk.context, event, desk.window),
        NewEventDialog(desk.context, desk.window),
        PromotionDialog(desk.context, rows[0], desk.window),
    ):
        dialog.open()
        qtbot.wait(20)
        assert audit(dialog) == []
        dialog.reject()
