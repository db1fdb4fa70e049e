"""Seats, rules and status of organisations; links that change; parts that are opened where they stand."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from desktop.pages.organisations import SPEC
from desktop.pages.people import SPEC as PEOPLE
from desktop.parts.card import PartCard
from desktop.parts.dialog import PartDialog, StepDialog
from desktop.parts.spec import Owner
from models.entities import Affiliation, OrganisationRelationship, Post
from models.queries.people import list_affiliations
from models.queries.posts import list_posts
from tests.desktop.in_view import field_of, in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]


@pytest.fixture
def desk(open_desk, sample_file):
    return open_desk(sample_file, SPEC, PEOPLE, first="organisations")


def card_of(desk, kind):
    """Return the card of a kind of part on the page in view, with its tab in front."""
    tabs = desk.window.stack.current_page().detail.tabs
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        found = next((card for card in tabs.currentWidget().findChildren(PartCard) if card.part.kind == kind), None)
        if found is not None:
            return found
    raise AssertionError(f"no card of {kind}")


def first_of(desk, column):
    with desk.store.read() as session:
        return session.scalars(select(column).order_by(column)).first()


def test_a_seat_is_added_ended_and_brought_back(desk) -> None:
    board = first_of(desk, Post.organisation_id)
    desk.window.stack.open_record("organisation", board)
    card = card_of(desk, "post")
    before = card.count()
    card.add()
    form = in_view(PartDialog)
    field_of(form, "role").setText("Foundation governor")
    field_of(form, "seats").set_number(2)
    form.write()
    form.reject()
    assert card.count() == before + 1
    with desk.store.read() as session:
        rows = list_posts(session, as_at=TODAY, organisation_id=board)
    (added,) = [row for row in rows if row.role == "Foundation governor"]
    assert (added.vacant, card.part.line(added).aside) == (2, "2 empty")
    desk.store.undo()
    assert card.count() == before


def test_a_gap_is_filled_with_the_one_who_is_found(desk) -> None:
    place = 12
    desk.window.stack.open_record("organisation", place)
    card = card_of(desk, "role_expectation")
    missing = [line for line in map(card.part.line, card._rows.values()) if line.aside == "Not known"]
    assert missing
    card.findChild(object, "role_expectation_together_0").click()
    form = in_view(StepDialog)
    role = field_of(form, "role").currentText()
    from desktop.forms.parties import held

    with desk.store.read() as session:
        person = session.scalars(select(Affiliation.person_id).order_by(Affiliation.id)).first()
    field_of(form, "person_id").set_choice(held("person", person, "Somebody"))
    form.write()
    form.reject()
    with desk.store.read() as session:
        held_roles = list_affiliations(session, today=TODAY, person_id=person)
    assert (place, role) in [(row.organisation_id, row.role) for row in held_roles]


def test_a_link_that_ended_holds_again_and_a_note_is_changed(desk) -> None:
    with desk.store.read() as session:
        ended = session.scalars(
            select(OrganisationRelationship)
            .where(OrganisationRelationship.ends_on.is_not(None))
            .order_by(OrganisationRelationship.id)
        ).first()
        number, owner = ended.id, ended.from_id
    desk.window.stack.open_record("organisation", owner)
    links = desk.window.stack.current_page().detail.details.links
    record = next(item.record for item in links.view.items() if item.key == ("link", number))
    words = [action.text() for action in links.menu_of(record).actions()]
    assert words == ["Open it", "Change…", "It holds again"]
    links.menu_of(record).actions()[1].trigger()
    form = in_view(PartDialog)
    field_of(form, "note").setText("Asked about again")
    form.write()
    form.reject()
    links.menu_of(record).actions()[2].trigger()
    with desk.store.read() as session:
        again = session.get(OrganisationRelationship, number)
        assert (again.note, again.ends_on, again.end_reason) == ("Asked about again", None, "")


def test_a_role_is_opened_where_it_stands(desk) -> None:
    with desk.store.read() as session:
        role = session.scalars(
            select(Affiliation).where(Affiliation.ends_on.is_not(None)).order_by(Affiliation.id)
        ).first()
        number, place = role.id, role.organisation_id
    assert desk.window.stack.open_record("affiliation", number)
    page = desk.window.stack.current_page()
    assert page.record_in_view() == ("organisation", place)
    assert page.detail.people.current().id == number


def test_only_what_a_record_can_have_has_a_card(desk) -> None:
    with desk.store.read() as session:
        owner = Owner("organisation", 12, "A college")
        for kind, seen in (("institution_profile", True), ("body_profile", False), ("organisation_area", False)):
            from desktop.pages.organisations.parts import TABS

            part = next(part for _words, parts, _name in TABS for part in parts if part.kind == kind)
            card = PartCard(desk.context, part)
            card.load(session, owner)
            assert card.isHidden() is not seen, kind
            card.deleteLater()
