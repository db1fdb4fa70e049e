"""What every list can do: sort, filter by columns, keep filters, choose many, copy, paste and change many."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from desktop.commands import Command
from desktop.lists.change_dialog import ChangeDialog
from desktop.lists.facets import FACETS, Way, all_of, by_choices, by_days, by_period, by_words, by_yes_no
from desktop.lists.filter_dialog import FilterDialog
from desktop.lists.paste_dialog import PasteDialog
from desktop.lists.saved import RenameFilterDialog, SavedFiltersDialog, SaveFilterDialog
from desktop.pages import PAGES
from desktop.theme import Appearance
from models.queries.bulk import Bulk
from models.queries.organisations import OrganisationFilter, count_organisations
from models.queries.people import count_people
from models.queries.saved_searches import count_found, found_by_rules, list_saved_searches
from models.queries.tags import list_tags, tagged
from tests.desktop.accessibility import audit
from tests.desktop.in_view import in_view
from tests.desktop.lists.list_in_view import desk, open_desk, settle, show, trigger
from tests.desktop.pages.desk import TODAY

__all__ = ["desk", "open_desk"]
LISTS = {
    "organisations": "organisation",
    "people": "person",
    "conversations": "conversation",
    "meetings": "meeting",
    "commitments": "commitment",
    "events": "event",
}
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def pane_of(page):
    return getattr(page, "pane", None) or page.list


def facet(kind, field):
    return next(one for one in FACETS[kind] if one.field == field)


def ids(pane):
    model = pane.shown_model
    return [model.row_at(number).id for number in range(model.rowCount())]


@pytest.mark.parametrize("kind", LISTS.values())
def test_every_column_to_filter_by_is_understood_by_the_book(desk, kind):
    with desk.store.read() as session:
        for one in FACETS[kind]:
            if one.way is Way.CHOICES:
                options = list(one.options(session, TODAY))[:2]
                filters = [by_choices(one, options)] if options else []
            elif one.way is Way.DAYS:
                filters = [by_period(one, "this-term", "this term"), by_days(one, TODAY, TODAY)]
            elif one.way is Way.YES_NO:
                filters = [by_yes_no(one, True), by_yes_no(one, False)]
            else:
                filters = [by_words(one, "oak")]
            for filter_ in filters:
                found_by_rules(session, kind, filter_.text, TODAY)


@pytest.mark.parametrize("key", LISTS)
def test_a_filter_by_a_column_narrows_each_list_shows_a_chip_and_is_cleared_by_one_key(desk, qtbot, key):
    page = show(desk, key, qtbot)
    pane, kind = pane_of(page), LISTS[key]
    kit = pane.kit
    before = page.export_list().count
    words = {"organisation": "town", "person": "organisation", "conversation": "subject", "commitment": "owner"}
    kit.filters.add(by_words(facet(kind, words.get(kind, "place")), "zz-nowhere"))
    settle(desk, qtbot)
    assert page.export_list().count == 0
    chip = next(chip for chip in kit.bar._on.values())
    assert "zz-nowhere" in chip.text()
    assert any("zz-nowhere" in part for part in pane.narrowed())
    trigger(desk, Command.CLEAR_FILTERS)
    settle(desk, qtbot)
    assert page.export_list().count >= before
    assert not kit.bar._on


def test_pressing_a_chip_takes_that_filter_off(desk, qtbot):
    pane = pane_of(show(desk, "organisations", qtbot))
    every = ids(pane)
    pane.kit.filters.add(by_choices(facet("organisation", "ward"), [("Southgate", "Southgate")]))
    settle(desk, qtbot)
    assert 0 < len(ids(pane)) < len(every)
    next(iter(pane.kit.bar._on.values())).click()
    settle(desk, qtbot)
    assert ids(pane) == every


def test_the_filter_dialog_is_driven_by_keys(desk, qtbot):
    pane = pane_of(show(desk, "organisations", qtbot))
    trigger(desk, Command.FILTER_BY)
    asked = in_view(FilterDialog)
    asked.column.set_value("phase")
    asked.choices.setFocus()
    desk.press(asked.choices, Qt.Key.Key_Space)
    assert len(asked.choices.ticked()) == 1
    chosen = asked.choices.ticked()[0][1]
    asked.saved.emit()
    settle(desk, qtbot)
    assert {pane.model.row_at(n).phase for n in range(pane.model.rowCount())} == {chosen}


def test_the_filter_dialog_says_what_is_missing(desk, qtbot):
    show(desk, "conversations", qtbot)
    asked = FilterDialog(desk.context, "conversation", "day", desk.window)
    asked.open()
    asked.days.set_days(None, None)
    asked._on_saved()
    assert asked.isVisible()
    assert "Enter a day" in asked.problem.text()
    asked.column.set_value("subject")
    asked._on_saved()
    assert "words" in asked.problem.text()
    asked.reject()


def test_a_filter_is_saved_under_a_name_counted_used_renamed_and_removed(desk, qtbot):
    page = show(desk, "organisations", qtbot)
    pane = pane_of(page)
    pane.kit.filters.add(by_choices(facet("organisation", "phase"), [("Primary", "Primary")]))
    settle(desk, qtbot)
    found = set(ids(pane))
    trigger(desk, Command.SAVE_FILTER)
    asked = in_view(SaveFilterDialog)
    desk.keys(asked.name, "Little ones")
    asked.saved.emit()
    settle(desk, qtbot)
    with desk.store.read() as session:
        row = next(row for row in list_saved_searches(session, "organisation") if row.name == "Little ones")
        count = count_found(session, row.id, TODAY)
    chip = pane.kit.bar.chip_of(row.uid)
    assert chip.text() == f"Little ones {count}"
    assert count == len(found)
    trigger(desk, Command.CLEAR_FILTERS)
    settle(desk, qtbot)
    chip.click()
    settle(desk, qtbot)
    assert set(ids(pane)) == found
    RenameFilterDialog(desk.context, row, desk.window).open()
    asked = in_view(RenameFilterDialog)
    asked.name.setText("Primaries")
    asked.saved.emit()
    settle(desk, qtbot)
    assert pane.kit.bar.chip_of(row.uid).text().startswith("Primaries")
    assert set(ids(pane)) == found
    trigger(desk, Command.SAVED_FILTERS)
    asked = in_view(SavedFiltersDialog)
    place = next(n for n in range(asked.model.rowCount()) if asked.model.row_at(n).uid == row.uid)
    asked.list.setCurrentIndex(asked.model.index(place, 0))
    asked.remove.click()
    settle(desk, qtbot)
    asked.reject()
    assert pane.kit.bar.chip_of(row.uid) is None
    assert len(ids(pane)) > len(found)


def test_saved_filters_of_a_book_that_is_only_read_can_be_looked_at(open_desk, sample_file):
    desk = open_desk(sample_file, *PAGES, first="home", read_only=True)
    asked = SavedFiltersDialog(desk.context, "organisation", desk.window)
    asked.open()
    assert asked.list.current_row() is not None
    assert not asked.rename.isEnabled()
    assert not asked.remove.isEnabled()
    asked.list.record_opened.emit(asked.list.current_row())
    assert asked.findChild(RenameFilterDialog) is None
    asked.reject()


def test_a_name_that_is_there_already_is_refused(desk, qtbot):
    pane = pane_of(show(desk, "organisations", qtbot))
    with desk.store.read() as session:
        taken = list_saved_searches(session, "organisation")[0].name
    pane.kit.filters.add(by_yes_no(facet("organisation", "near us"), True))
    settle(desk, qtbot)
    trigger(desk, Command.SAVE_FILTER)
    asked = in_view(SaveFilterDialog)
    asked.name.setText(taken)
    asked.saved.emit()
    assert asked.isVisible()
    assert "already" in asked.problem.text()
    asked.reject()


def test_chips_and_choices_become_rules_that_find_the_same(desk, qtbot):
    pane = pane_of(show(desk, "organisations", qtbot))
    for chips in ({"not_contacted"}, {"near"}, {"unanswered"}, {"not_contacted", "near"}):
        pane.set_chips(frozenset(chips))
        settle(desk, qtbot)
        with desk.store.read() as session:
            rules = found_by_rules(session, "organisation", all_of(pane.own_rules()), TODAY)
            same = count_organisations(session, OrganisationFilter(among=rules), today=TODAY)
        assert same == len(ids(pane)), chips
    people = pane_of(show(desk, "people", qtbot))
    people.chips.set_on(frozenset({"current"}))
    settle(desk, qtbot)
    with desk.store.read() as session:
        rules = found_by_rules(session, "person", all_of(people.own_rules()), TODAY)
        assert count_people(session, type(people.plain)(among=rules), today=TODAY) == len(ids(people))


@pytest.mark.parametrize(("key", "column", "attribute"), [
    ("organisations", "town", "town"), ("organisations", "last_contact", "last_contact_on"),
    ("people", "last_contact", "last_contact_on"), ("conversations", "channel", "channel"),
    ("conversations", "expected", "reply_expected_by"),
])  # fmt: skip
def test_lists_are_sorted_in_sql_with_empty_cells_last(desk, qtbot, key, column, attribute):
    pane = pane_of(show(desk, key, qtbot))
    for descending in (False, True):
        pane.kit.sort_by(column, descending)
        settle(desk, qtbot)
        model = pane.shown_model
        rows = [model.row_at(number) for number in range(model.rowCount())]
        values = [getattr(row, attribute) for row in rows]
        filled = [value for value in values if value]
        assert len(filled) > 5
        assert values[: len(filled)] == filled
        assert filled == sorted(filled, reverse=descending)
    pane.kit.sort_by("", False)
    settle(desk, qtbot)


def test_a_table_shows_the_same_records_and_keeps_its_columns(desk, qtbot):
    page = show(desk, "organisations", qtbot)
    pane = pane_of(page)
    lines = ids(pane)
    trigger(desk, Command.AS_TABLE)
    settle(desk, qtbot)
    assert pane.table.isVisible()
    assert not page.right.isVisible()
    assert ids(pane) == lines
    assert desk.window.commands[Command.AS_TABLE].isChecked()
    pane.table.columns_menu().actions()[2].trigger()
    assert "Phase" in [column.title for column in page.export_list().columns]
    widths = [pane.table.columnWidth(n) for n in range(4) if not pane.table.isColumnHidden(n)]
    assert min(widths) > 5 * desk.context.theme.line_height
    pane.table.setCurrentIndex(pane.table_model.index(3, 0))
    desk.press(pane.table, Qt.Key.Key_Return)
    assert page.right.isVisible()
    assert page.record_in_view() == ("organisation", lines[3])
    assert page.go_back()
    assert pane.table.isVisible()
    trigger(desk, Command.AS_TABLE)
    assert pane.view.isVisible()


@pytest.mark.parametrize("key", LISTS)
def test_all_lines_are_chosen_and_copied_with_headings(desk, qtbot, key):
    page = show(desk, key, qtbot)
    pane = pane_of(page)
    pane.view_in_use().setFocus()
    desk.press(pane.view_in_use(), Qt.Key.Key_A, CONTROL)
    settle(desk, qtbot)
    assert len(pane.chosen_numbers()) == page.export_list().count > 20
    trigger(desk, Command.COPY_ROWS)
    settle(desk, qtbot)
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().rstrip("\n").split("\n")
    assert len(lines) == page.export_list().count + 1
    assert len({line.count("\t") for line in lines}) == 1
    assert data.hasHtml()
    assert data.html().count("<tr>") == len(lines)


def test_space_and_shift_choose_more_lines(desk, qtbot):
    pane = pane_of(show(desk, "organisations", qtbot))
    pane.view.setCurrentIndex(pane.model.index(0, 0))
    desk.press(pane.view, Qt.Key.Key_Down, SHIFT)
    assert len(pane.chosen_numbers()) == 2
    flags = QItemSelectionModel.SelectionFlag.NoUpdate
    pane.view.selectionModel().setCurrentIndex(pane.model.index(4, 0), flags)
    desk.press(pane.view, Qt.Key.Key_Space)
    assert len(pane.chosen_numbers()) == 3
    desk.press(pane.view, Qt.Key.Key_Space)
    assert len(pane.chosen_numbers()) == 2


def test_hostile_words_are_copied_as_words(desk, qtbot):
    with desk.store.write("Hostile") as session:
        from models.actions.organisations import OrganisationFields, create_organisation
        from models.vocabulary import OrganisationKind

        create_organisation(session, OrganisationFields(name="=1+1\t<b>x</b>", kind=OrganisationKind.BUSINESS))
    pane = pane_of(show(desk, "organisations", qtbot))
    desk.keys(pane.box, "1 1 b x")
    settle(desk, qtbot)
    pane.choose_all()
    pane.kit.chosen.copy()
    data = QGuiApplication.clipboard().mimeData()
    row = data.text().split("\n")[1]
    assert row.startswith("'=1+1 <b>x</b>\t")
    assert "&lt;b&gt;x" in data.html()
    assert "mso-number-format" in data.html()


def test_many_are_changed_after_a_preview_and_taken_back_in_one_step(desk, qtbot):
    page = show(desk, "organisations", qtbot)
    pane = pane_of(page)
    pane.view.setFocus()
    trigger(desk, Command.CHOOSE_ALL)
    chosen = pane.chosen_numbers()
    trigger(desk, Command.CHANGE_MANY)
    asked = in_view(ChangeDialog)
    settle(desk, qtbot)
    asked.what.set_value(Bulk.TAG)
    asked.tag.choice.set_value("new")
    asked.tag.name.setText("Invited")
    settle(desk, qtbot)
    assert f"{len(chosen)} organisations will change." in asked.preview.text()
    asked.go.click()
    settle(desk, qtbot)
    with desk.store.read() as session:
        tag = next(tag.id for tag in list_tags(session) if tag.name == "Invited")
        wanted = OrganisationFilter(among=tagged(session, "organisation", [tag]))
        assert count_organisations(session, wanted, today=TODAY) == len(chosen)
    assert f"{len(chosen)} organisations" in desk.store.undo_label()
    desk.window.undo()
    with desk.store.read() as session:
        assert not [tag for tag in list_tags(session) if tag.name == "Invited"]


def test_what_would_change_nothing_is_said_and_cannot_be_pressed(desk, qtbot):
    pane = pane_of(show(desk, "people", qtbot))
    asked = ChangeDialog(desk.context, "person", ids(pane)[:3], desk.window)
    asked.open()
    asked.what.set_value(Bulk.BRING_BACK)
    settle(desk, qtbot)
    assert "Nothing would change" in asked.preview.text()
    assert not asked.go.isEnabled()
    asked.reject()


@pytest.mark.parametrize("key", LISTS)
def test_the_menu_key_offers_what_the_menu_bar_has(desk, qtbot, key):
    page = show(desk, key, qtbot)
    view = pane_of(page).view_in_use()
    view.setFocus()
    view.setCurrentIndex(view.model().index(1, 0))
    qtbot.wait(50)
    row = view.current_row()
    view.menu_wanted.emit(row, view.mapToGlobal(view.rect().center()))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    actions = menu.actions()
    for command in (Command.COPY_ROWS, Command.CHOOSE_ALL, Command.CHANGE_MANY, Command.FILTER_BY):
        assert desk.window.commands[command] in actions, command
    menu.close()


def paste(desk, qtbot, text):
    QGuiApplication.clipboard().setText(text)
    trigger(desk, Command.PASTE_ROWS)
    asked = in_view(PasteDialog)
    settle(desk, qtbot)
    return asked


def test_people_are_pasted_after_each_row_was_judged(desk, qtbot):
    pane = pane_of(show(desk, "people", qtbot))
    known = pane.model.row_at(0).name
    before = pane.model.rowCount()
    asked = paste(desk, qtbot, f"Name\tE-mail\n{known}\t\nZebedee Quirk\tz@quirk.example\nBad Row\tnowhere\n")
    assert [choice.value() for _field, choice in asked.columns] == ["name", "email"]
    assert asked.summary.text() == "1 new, 1 already known, 1 left out."
    assert asked.go.text() == "Add 1 person"
    asked.go.click()
    settle(desk, qtbot)
    assert pane.model.rowCount() == before + 1
    assert desk.store.undo_label() == "Paste people"


def test_who_was_there_is_pasted_into_a_meeting(desk, qtbot):
    page = show(desk, "meetings", qtbot)
    with desk.store.read() as session:
        from models.queries.meetings import list_past_meetings

        rows = list_past_meetings(session, TODAY, limit=40).rows
    for row in rows:
        page.show_record("meeting", row.id)
        page.commands_changed.emit()
        if desk.window.commands[Command.PASTE_ROWS].isEnabled():
            break
    card = page.record.attendance
    before = card.model.rowCount()
    asked = paste(desk, qtbot, "Who\tAttended\nZebedee Quirk\tapologies\n")
    assert asked.go.text() == "Add 1 person"
    asked.go.click()
    settle(desk, qtbot)
    assert card.model.rowCount() == before + 1
    assert any(one.name == "Zebedee Quirk" and one.status == "apologies" for one in card.model.rows)


def test_nothing_to_paste_is_said(desk, qtbot):
    show(desk, "people", qtbot)
    QGuiApplication.clipboard().clear()
    from models.errors import WrongUse

    with pytest.raises(WrongUse, match="no text to paste"):
        pane_of(desk.window.stack.current_page())._on_paste()


def test_a_filter_that_rests_on_what_has_gone_is_switched_off_and_said(desk, qtbot):
    page = show(desk, "organisations", qtbot)
    pane, said = pane_of(page), []
    desk.context.wishes.said.connect(said.append)
    with desk.store.read() as session:
        tag = list_tags(session)[0]
    pane.kit.filters.add(by_choices(facet("organisation", "tag"), [(tag.name, tag.name)]))
    settle(desk, qtbot)
    from models.actions.tags import put_away_tag

    with desk.store.write("Away") as session:
        put_away_tag(session, tag.id)
    settle(desk, qtbot)
    assert any(tag.name in words for words in said)
    assert pane.kit.narrowing() is None


def test_rules_are_plain_data():
    made = by_words(facet("organisation", "town"), '"}] OR 1=1')
    assert json.loads(made.text)["value"] == '"}] OR 1=1'


@pytest.mark.parametrize(("look", "zoom"), [(Appearance.LIGHT, 100), (Appearance.DARK, 200)])
@pytest.mark.parametrize("part", ["table", "filter", "days", "save", "saved", "change", "tell", "paste"])
def test_what_lists_offer_is_for_everybody(desk, qtbot, part, look, zoom):
    theme = desk.context.theme
    theme.set_appearance(look)
    theme.set_zoom(zoom)
    page = show(desk, "organisations", qtbot)
    pane = pane_of(page)
    pane.kit.filters.add(by_choices(facet("organisation", "phase"), [("Primary", "Primary")]))
    settle(desk, qtbot)
    shown = desk.window
    if part == "table":
        pane.show_table(True)
        pane.head.fold.open()
    elif part in ("filter", "days"):
        shown = FilterDialog(desk.context, "organisation", "any contact" if part == "days" else "ward", desk.window)
        if part == "days":
            shown.days.set_days(TODAY, None)
    elif part == "save":
        shown = SaveFilterDialog(desk.context, "organisation", "{}", ("Phase: Primary",), desk.window)
    elif part == "saved":
        shown = SavedFiltersDialog(desk.context, "organisation", desk.window)
    elif part in ("change", "tell"):
        shown = ChangeDialog(desk.context, "organisation", ids(pane), desk.window)
        if part == "tell":
            shown.what.set_value(Bulk.TELL)
    else:
        rows = (("Name", "E-mail", "School"), ("Ann Other", "a@b.example", "Nowhere"), ("Joe Marsh", "", ""))
        shown = PasteDialog(desk.context, rows, desk.window)
    if shown is not desk.window:
        shown.open()
    settle(desk, qtbot)
    qtbot.wait(50)
    assert audit(shown) == []
    if shown is not desk.window:
        shown.reject()
