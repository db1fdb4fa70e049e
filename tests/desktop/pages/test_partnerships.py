"""Partnerships, as the hand meets them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog

from desktop.pages.organisations import SPEC as ORGANISATIONS
from desktop.pages.partnerships import SPEC
from desktop.pages.partnerships.new_partnership import PartnershipDialog
from desktop.theme import Appearance
from models.exchange.partner_file import read_partner_file
from models.imports.partners.kinds import SHARED
from models.queries.partnership_detail import find_partnership
from models.queries.partnerships import list_partnerships
from models.vocabulary import PartnershipStatus, Precision
from tests.desktop.accessibility import audit
from tests.desktop.in_view import field_of, in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

LOOKS = [(Appearance.LIGHT, 100), (Appearance.DARK, 200)]


@pytest.fixture
def desk(open_desk, sample_file):
    return open_desk(sample_file, SPEC, ORGANISATIONS, first="partnerships")


def page_of(desk):
    return desk.window.stack.current_page()


def form_in_view():
    return in_view(PartnershipDialog)


def test_a_new_partnership_is_in_view_and_can_be_undone(desk) -> None:
    page = page_of(desk)
    page.list.add()
    form = form_in_view()
    form.saved.emit()
    assert form.isVisible(), "a partnership needs a name"
    field_of(form, "name").setText("Riverside Arts Partnership")
    field_of(form, "founded_on").setText("autumn 2024")
    form.saved.emit()
    assert not form.isVisible()
    assert page.detail.known is not None
    assert page.detail.known.name == "Riverside Arts Partnership"
    assert page.detail.known.foundation.founded_precision is Precision.TERM
    assert "autumn 2024" in page.detail.words.text()
    desk.store.undo()
    with desk.store.read() as session:
        assert "Riverside Arts Partnership" not in [row.name for row in list_partnerships(session, as_at=TODAY)]


def test_saving_an_unchanged_form_changes_nothing_and_a_change_is_seen(desk) -> None:
    with desk.store.read() as session:
        row = list_partnerships(session, as_at=TODAY)[0]
        before = find_partnership(session, row.id, as_at=TODAY)
    page = page_of(desk)
    page.show_record("partnership", row.id)
    page.detail.edit()
    form_in_view().saved.emit()
    with desk.store.read() as session:
        after = find_partnership(session, row.id, as_at=TODAY)
    assert (after.foundation, after.aims, after.status, after.governance) == (
        before.foundation,
        before.aims,
        before.status,
        before.governance,
    )
    page.detail.edit()
    form = form_in_view()
    field_of(form, "status").set_value(PartnershipStatus.DORMANT)
    form.saved.emit()
    assert page.detail.known.status.row.status is PartnershipStatus.DORMANT


def test_a_partnership_can_be_seen_as_an_organisation_and_its_members_opened(desk) -> None:
    page = page_of(desk)
    number = page.detail.known_id()
    assert number is not None
    tab = next(tab for tab in page.detail.parts_tabs if "partnership_membership" in tab.cards)
    assert desk.window.stack.open_record("partnership", number)
    assert page.record_in_view() == ("partnership", number)
    next(one for one in page.detail.menu().actions() if one.text() == "Open as an organisation").trigger()
    assert desk.window.stack.current_key == "organisations"
    assert desk.window.stack.go_back()
    assert page_of(desk) is page
    assert tab.cards


def test_what_partners_share_is_saved_as_a_file_that_comes_in(desk, qtbot, tmp_path) -> None:
    page = page_of(desk)
    next(one for one in page.detail.menu().actions() if one.text() == "Save what partners share…").trigger()
    target = tmp_path / "shared.json"
    in_view(QFileDialog).fileSelected.emit(str(target))
    qtbot.waitUntil(target.exists, timeout=20_000)
    assert read_partner_file(target, tuple(SHARED)).partnership == page.detail.known.name


@pytest.mark.parametrize(("look", "size"), LOOKS)
def test_everyone_can_use_the_page_and_its_form(desk, look, size) -> None:
    desk.context.theme.set_appearance(look)
    desk.context.theme.set_zoom(size)
    page = page_of(desk)
    for place in range(page.detail.tabs.count()):
        page.detail.tabs.setCurrentIndex(place)
        assert audit(desk.window) == []
    page.list.add()
    assert audit(form_in_view()) == []
    form_in_view().reject()
