"""What partnerships work through, as the hand meets it: checklists, surveys, ratings, the ledger, own filters."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QCheckBox

from desktop.commands import Command
from desktop.lists.saved import RenameFilterDialog
from desktop.pages.organisations import SPEC as ORGANISATIONS
from desktop.pages.partnerships import SPEC
from desktop.pages.partnerships.list_pane import MARK
from desktop.pages.partnerships.new_partnership import PartnershipDialog
from desktop.pages.partnerships.surveys import AnswersDialog
from desktop.parts.dialog import StepDialog
from desktop.shell.palette import find_saved
from desktop.theme import Appearance
from models.actions.saved_searches import SavedSearchFields, add_saved_search
from models.actions.surveys import QuestionFields, SurveyFields, add_question, create_survey
from models.queries.checklists import find_checklist_progress
from models.queries.partnerships import list_partnerships
from models.queries.saved_searches import list_saved_searches
from models.queries.support_ratings import list_support_ratings
from models.queries.surveys import find_survey_results
from models.vocabulary import AnswerKind, SupportStrand
from tests.desktop.accessibility import audit
from tests.desktop.in_view import field_of, in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

LOOKS = [(Appearance.LIGHT, 100), (Appearance.DARK, 200)]


@pytest.fixture
def desk(open_desk, sample_file):
    desk = open_desk(sample_file, SPEC, ORGANISATIONS, first="partnerships")
    with desk.store.read() as session:
        rows = list_partnerships(session, as_at=TODAY)
    desk.number = next(row.id for row in rows if row.name == "Millbrook Learning Partnership")
    assert desk.window.stack.open_record("partnership", desk.number)
    return desk


def card_of(desk, name, tab):
    """Return a card of a tab, which is brought into view."""
    tabs = desk.window.stack.current_page().detail.tabs
    tabs.setCurrentIndex(next(at for at in range(tabs.count()) if tabs.tabText(at) == tab))
    return tabs.currentWidget().findChild(object, name)


def test_a_line_is_ticked_noted_and_taken_back(desk) -> None:
    card = card_of(desk, "checklist_card", "Checklists")
    before = card.progress
    line = before.left[0]
    card.findChild(QCheckBox, f"line_{line.item_id}").click()
    assert card.progress.done == before.done + 1
    assert next(one for one in card.progress.lines if one.item_id == line.item_id).done_on == TODAY
    card.findChild(QCheckBox, f"line_{line.item_id}").click()
    assert card.progress.done == before.done
    card.menu_of(line).actions()[0].trigger()
    form = in_view(StepDialog)
    field_of(form, "note").set_text("Waiting for the authority")
    form.write()
    form.reject()
    with desk.store.read() as session:
        found = find_checklist_progress(session, before.checklist_id, desk.number, as_at=TODAY)
    (noted,) = [one for one in found.lines if one.item_id == line.item_id]
    assert (noted.note, noted.is_done) == ("Waiting for the authority", False)
    desk.store.undo()
    with desk.store.read() as session:
        found = find_checklist_progress(session, before.checklist_id, desk.number, as_at=TODAY)
    assert "Waiting for the authority" not in [one.note for one in found.lines]


def test_answers_of_one_organisation_are_taken_down_at_once(desk) -> None:
    with desk.store.write("Survey") as session:
        survey = create_survey(session, SurveyFields("How it went", TODAY, desk.number))
        add_question(session, QuestionFields(survey, "How useful was it?", AnswerKind.RATING))
        add_question(session, QuestionFields(survey, "Tea & cake?", AnswerKind.CHOICE, "Yes\nNo"))
        add_question(session, QuestionFields(survey, "Anything else", AnswerKind.TEXT))
    card = card_of(desk, "survey_card", "Surveys")
    card.which.set_value(survey)
    card.which.picked.emit(survey)
    assert card.results.survey.id == survey
    card.findChild(object, "take_answers").click()
    form = in_view(AnswersDialog)
    assert audit(form) == []
    first, second, _third = card.results.questions
    with desk.store.read() as session:
        number, name = find_survey_results(session, survey, as_at=TODAY).not_answered[0]
    from desktop.forms.parties import held

    field_of(form, "organisation_id").set_choice(held("organisation", number, name))
    field_of(form, f"question_{first.id}").set_value("4")
    field_of(form, f"question_{second.id}").set_value("Yes")
    form.write()
    form.reject()
    with desk.store.read() as session:
        given = find_survey_results(session, survey, as_at=TODAY).of(number)
    assert [(question.number, line.value) for question, line in given] == [(1, "4"), (2, "Yes")]


def test_six_strands_are_rated_in_one_form(desk) -> None:
    card = card_of(desk, "part_support_rating", "Learning")
    with desk.store.read() as session:
        authority = list_support_ratings(session)[0].authority_id
    card.findChild(object, "support_rating_together_0").click()
    form = in_view(StepDialog)
    from desktop.forms.parties import held

    field_of(form, "authority_id").set_choice(held("organisation", authority, "The county"))
    field_of(form, "year_begins").set_value(2026)
    for strand in SupportStrand:
        field_of(form, f"score_{strand}").set_value(4)
    form.write()
    form.reject()
    with desk.store.read() as session:
        rows = list_support_ratings(session, rater_id=desk.number, first_year=2026, last_year=2026)
    assert {row.strand for row in rows} == set(SupportStrand)
    assert {row.score for row in rows} == {4}


def test_the_ledger_has_a_line_for_each_who_gave_or_got(desk) -> None:
    card = card_of(desk, "ledger_card", "Money")
    assert card.model.rowCount() > 1
    assert card.table.height() > card.table.rowHeight(0)


def test_filters_saved_here_are_the_lists_own(desk) -> None:
    page = desk.window.stack.current_page()
    pane = page.list
    assert pane.kit.bar.saved_menu().actions()[-1].text() == "Rename or remove…"
    with desk.store.read() as session:
        before = list_saved_searches(session, "organisation")
    assert before
    assert not pane.kit.filters.saved.rows, "filters of organisations stand on their own page"
    pane.box.setText("Millbrook")
    pane.kit.filters.save()
    from desktop.lists.saved import SaveFilterDialog

    form = in_view(SaveFilterDialog)
    form.name.setText("Those of Millbrook")
    form.write()
    form.reject()
    assert [row.name for row in pane.kit.filters.saved.rows.values()] == ["Those of Millbrook"]
    with desk.store.read() as session:
        (kept,) = [row for row in list_saved_searches(session, "organisation") if row.name == "Those of Millbrook"]
    assert MARK["any"][0]["value"] in kept.rules
    desk.window.stack.show_page("organisations")
    organisations = desk.window.stack.current_page().list.kit
    assert {row.name for row in organisations.filters.saved.rows.values()} == {row.name for row in before}


def test_a_saved_partnership_filter_is_found_on_its_page_and_its_name_is_free_elsewhere(desk) -> None:
    with desk.store.write("Save the filters") as session:
        rules = '{"field": "name", "is": "contains", "value": "a"}'
        for page in ("partnerships", ""):
            fields = SavedSearchFields("Zebra crossing", "organisation", rules, page=page)
            add_saved_search(session, fields, desk.context.today())
    with desk.store.read() as session:
        found = find_saved(list_saved_searches(session), "zebra")
        here = list_saved_searches(session, "organisation", "partnerships")
    assert {(one.line.detail, one.payload.key) for one in found} == {
        ("Partnerships", "partnerships"),
        ("Organisations", "organisations"),
    }
    form = RenameFilterDialog(desk.context, here[0], desk.window)
    form.open()
    assert form.name.text() == "Zebra crossing"
    form.write()
    form.reject()
    with desk.store.read() as session:
        assert list_saved_searches(session, "organisation", "partnerships")[0].page == "partnerships"


def test_a_new_partnership_can_be_asked_for_from_everywhere(desk) -> None:
    desk.window.stack.show_page("organisations")
    assert desk.context.actions[Command.NEW_PARTNERSHIP] in desk.window.top_bar.new_menu.actions()
    desk.context.actions[Command.NEW_PARTNERSHIP].trigger()
    in_view(PartnershipDialog).reject()


@pytest.mark.parametrize(("look", "size"), LOOKS)
def test_everyone_can_work_through_them(desk, look, size) -> None:
    desk.context.theme.set_appearance(look)
    desk.context.theme.set_zoom(size)
    for name, tab in (("checklist_card", "Checklists"), ("survey_card", "Surveys"), ("ledger_card", "Money")):
        assert card_of(desk, name, tab) is not None
        assert audit(desk.window) == []
