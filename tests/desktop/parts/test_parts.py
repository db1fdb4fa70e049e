"""Parts of a record as the hand meets them: cards, forms made from what is told, steps, the way in from a search."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.pages.organisations import SPEC
from desktop.parts.barriers import BARRIERS
from desktop.parts.dialog import PartDialog, StepDialog
from desktop.theme import Appearance
from models.actions.barriers import BarrierFields, raise_barrier
from models.queries.barriers import list_barriers
from models.queries.organisations import OrganisationFilter, list_organisations
from models.vocabulary import BarrierKind
from tests.desktop.accessibility import audit
from tests.desktop.in_view import field_of, in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

LOOKS = [(Appearance.LIGHT, 100), (Appearance.DARK, 200)]


@pytest.fixture
def desk(open_desk, sample_file):
    return open_desk(sample_file, SPEC, first="organisations")


@pytest.fixture
def shown(desk):
    """Return the detail of an organisation with one barrier, its tab of parts in view."""
    with desk.store.read() as session:
        number = list_organisations(session, OrganisationFilter(words="Brookfield"), today=TODAY).rows[0].id
    page = desk.window.stack.current_page()
    page.show_record("organisation", number)
    tab = next(tab for tab in page.detail.parts_tabs if "barrier" in tab.cards)
    page.detail.tabs.setCurrentIndex(
        next(at for at in range(page.detail.tabs.count()) if page.detail.tabs.widget(at).isAncestorOf(tab))
    )
    return desk, page.detail, number, tab.cards["barrier"]


def barriers(desk, number):
    with desk.store.read() as session:
        return list_barriers(session, TODAY, organisation_id=number)


def test_add_change_answer_clear_and_undo(shown) -> None:
    desk, _detail, number, card = shown
    before = len(barriers(desk, number))
    card.add()
    form = in_view(PartDialog)
    form.saved.emit()
    assert form.isVisible(), "nothing said what stands in the way, so nothing can be saved"
    field_of(form, "description").set_text("The bus goes only once a day")
    field_of(form, "kind").set_value(BarrierKind.TRANSPORT)
    field_of(form, "raised_on").setText("1 Nov")
    form.saved.emit()
    assert not form.isVisible()
    made = next(row for row in barriers(desk, number) if row.description == "The bus goes only once a day")
    assert made.raised_on == date(2026, 11, 1)
    assert card.count() == before + 1, "the card hears of the change by itself"

    assert card.choose(made.id)
    card.view.activated.emit(card.view.currentIndex())
    form = in_view(PartDialog)
    assert field_of(form, "description").text() == "The bus goes only once a day"
    field_of(form, "description").set_text("The bus goes twice a day")
    form.saved.emit()

    step = next(one for one in card.menu_of(made.id).actions() if one.text().startswith("Say how it was cleared"))
    step.trigger()
    form = in_view(StepDialog)
    field_of(form, "how_cleared").set_text("The council runs a third bus")
    form.saved.emit()
    cleared = next(row for row in barriers(desk, number) if row.id == made.id)
    assert (cleared.description, cleared.how_cleared, cleared.cleared_on) == (
        "The bus goes twice a day",
        "The council runs a third bus",
        TODAY,
    )
    for _step in range(3):
        desk.store.undo()
    assert len(barriers(desk, number)) == before


def test_a_barrier_found_elsewhere_is_shown_where_it_stands(shown) -> None:
    desk, detail, number, card = shown
    with desk.store.write("Barrier") as session:
        made = raise_barrier(session, BarrierFields(number, BarrierKind.TRANSPORT, "Too far to walk", TODAY))
    detail.tabs.setCurrentIndex(0)
    assert desk.window.stack.open_record("barrier", made)
    assert card.isVisible()
    assert card.view.current() == made


@pytest.mark.parametrize(("look", "size"), LOOKS)
def test_everyone_can_use_the_card_and_the_form(shown, look, size) -> None:
    desk, _detail, _number, card = shown
    desk.context.theme.set_appearance(look)
    desk.context.theme.set_zoom(size)
    assert audit(desk.window) == []
    card.add()
    form = in_view(PartDialog)
    assert audit(form) == []
    form.reject()
    assert BARRIERS.kind == "barrier"
