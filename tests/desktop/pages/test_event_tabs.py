"""The tabs of an event: publicity with its gaps, who takes part, how it went; what search finds is shown there."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from desktop.pages.events import SPEC
from desktop.parts.dialog import PartDialog, StepDialog
from desktop.theme import Appearance
from desktop.widgets.labels import Pill
from models.actions.event_roles import EventRoleFields, add_event_role
from models.actions.events import EventFields, create_event
from models.actions.publicity import PublicityFields, add_publicity
from models.actions.reach import ReachFields, record_reach
from models.queries.event_roles import list_event_roles
from models.queries.event_stages import list_stages
from models.queries.events import find_event
from models.queries.publicity import list_publicity
from models.queries.reach import list_event_counts
from models.queries.rota import list_rota, list_rota_places
from models.vocabulary import EventPart, EventStage, Response, Visibility
from tests.desktop.accessibility import audit
from tests.desktop.in_view import field_of, in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]


def at(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time())


@pytest.fixture
def shown(open_desk, sample_file):
    """Return a desk with an event of ours in view that nobody knows of yet."""
    desk = open_desk(sample_file, SPEC, first="events")
    with desk.store.write("Event") as session:
        number = create_event(session, EventFields("Lantern walk", at(TODAY + timedelta(10)), expected=80))
    desk.window.stack.open_record("event", number)
    return desk, desk.window.stack.current_page().panel, number


def card_of(panel, kind):
    tab = next(tab for tab in panel.tabs.parts_tabs if kind in tab.cards)
    place = next(at for at in range(panel.tabs.count()) if panel.tabs.widget(at).isAncestorOf(tab))
    panel.tabs.setCurrentIndex(place)
    return tab.cards[kind]


def pills(panel):
    items = (panel.glance.itemAt(place) for place in range(panel.glance.count()))
    return [item.widget().text() for item in items if isinstance(item.widget(), Pill)]


def take(card, number, words):
    next(one for one in card.menu_of(number).actions() if one.text().startswith(words)).trigger()


def test_an_audience_is_a_gap_until_it_is_told(shown) -> None:
    desk, panel, number = shown
    assert pills(panel) == ["No publicity is planned", "80 expected"]
    card = card_of(panel, "publicity")
    card.add()
    form = in_view(PartDialog)
    form.saved.emit()
    assert form.isVisible(), "nobody is named who should hear of it"
    field_of(form, "audience").setText("Parents")
    form.saved.emit()
    assert not form.isVisible()
    with desk.store.read() as session:
        (line,) = list_publicity(session, number)
    assert (line.audience, line.channel) == ("Parents", "")
    assert pills(panel)[0] == "1 audience will not hear of it"
    take(card, line.id, "It is done")
    form = in_view(StepDialog)
    field_of(form, "channel").setText("Newsletter")
    form.saved.emit()
    with desk.store.read() as session:
        (line,) = list_publicity(session, number)
    assert (line.channel, line.done_on) == ("Newsletter", TODAY)
    assert pills(panel) == ["80 expected"]
    assert not [one for one in card.menu_of(line.id).actions() if one.text().startswith("It is done")]
    desk.store.undo()
    assert pills(panel)[0] == "1 audience will not hear of it"


def test_who_is_invited_answers_and_is_counted_when_it_was_held(shown) -> None:
    desk, panel, number = shown
    card = card_of(panel, "event_role")
    with desk.store.write("Invite") as session:
        role = add_event_role(session, number, EventRoleFields(EventPart.INVITED, organisation_id=3))
    assert card.count() == 1, "the card hears of the change by itself"
    take(card, role, "They will come")
    with desk.store.read() as session:
        assert list_event_roles(session, number)[0].response is Response.ACCEPTED
    assert pills(panel)[-1] == "1 of 1 invited will come"
    assert not [one for one in card.menu_of(role).actions() if one.text().startswith("They came")]


def test_how_far_it_has_come_is_said_with_the_day_and_stands_in_its_history(shown) -> None:
    desk, panel, number = shown
    card = card_of(panel, "event_stage_change")
    card._take_together(card.part.together[0])
    form = in_view(StepDialog)
    field_of(form, "stage").set_value(EventStage.CANCELLED)
    field_of(form, "note").setText("The hall has no heating")
    form.saved.emit()
    with desk.store.read() as session:
        (line,) = list_stages(session, number)
        assert find_event(session, number).row.stage is EventStage.CANCELLED
    assert (line.stage, line.changed_on, line.note) == (EventStage.CANCELLED, TODAY, "The hall has no heating")
    assert card.count() == 1
    desk.store.undo()
    with desk.store.read() as session:
        assert list_stages(session, number) == ()


def test_what_a_search_finds_is_shown_where_it_stands(shown) -> None:
    desk, panel, number = shown
    with desk.store.write("Publicity") as session:
        line = add_publicity(session, number, PublicityFields("Students"))
    desk.window.stack.current_page().show_overview()
    assert desk.window.stack.open_record("publicity", line)
    card = card_of(panel, "publicity")
    assert card.isVisible()
    assert card.view.current() == line


def test_another_event_begins_with_its_overview(shown) -> None:
    desk, panel, _number = shown
    card_of(panel, "reach")
    with desk.store.write("Event") as session:
        other = create_event(session, EventFields("Carols", at(TODAY + timedelta(20))))
    desk.window.stack.open_record("event", other)
    assert panel.tabs.currentIndex() == 0


def test_small_counts_are_shown_to_us_and_to_nobody_else(shown) -> None:
    desk, _panel, number = shown
    with desk.store.write("Count") as session:
        record_reach(session, ReachFields(TODAY + timedelta(10), event_id=number, pupils=3, disadvantaged_pupils=1))
    with desk.store.read() as session:
        (ours,) = list_event_counts(session, number)
        (theirs,) = list_event_counts(session, number, audience=Visibility.PUBLIC) or (None,)
    assert (ours.pupils.words, ours.disadvantaged_pupils.words) == ("3", "1")
    assert theirs is None or (theirs.pupils.number is None and theirs.disadvantaged_pupils is None)


def test_the_places_of_one_event_are_those_of_the_rota(open_desk, sample_file) -> None:
    desk = open_desk(sample_file, SPEC, first="events")
    with desk.store.read() as session:
        rota = list_rota(session, TODAY - timedelta(400), TODAY + timedelta(400))
        rows = [row for row in rota if row.people]
        assert rows
        for row in rows:
            assert list_rota_places(session, meeting_id=row.meeting_id, event_id=row.event_id) == row.people


@pytest.mark.parametrize(("look", "zoom"), [(Appearance.LIGHT, 100), (Appearance.DARK, 200)])
def test_everybody_can_use_every_tab(open_desk, sample_file, look, zoom) -> None:
    desk = open_desk(sample_file, SPEC, first="events")
    desk.context.theme.set_appearance(look)
    desk.context.theme.set_zoom(zoom)
    desk.window.stack.open_record("event", 5)
    panel = desk.window.stack.current_page().panel
    for place in range(panel.tabs.count()):
        panel.tabs.setCurrentIndex(place)
        assert audit(desk.window) == []
