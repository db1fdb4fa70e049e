"""Organisations, their links, wards, addresses and numbers: what is saved, and what is refused in plain words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from models.actions.areas import AreaFields, create_area
from models.actions.contact_points import (
    ContactPointFields,
    add_contact_point,
    end_contact_point,
    set_primary_contact_point,
)
from models.actions.deleted import bring_back_records
from models.actions.organisations import (
    OrganisationFields,
    RelationshipFields,
    add_relationship,
    archive_organisation,
    create_organisation,
    edit_organisation,
    end_relationship,
    rename_organisation,
    set_covered_areas,
)
from models.entities import ContactPointKind, OrganisationArea, OrganisationKind, RelationshipType
from models.errors import StaleRecord, WrongUse
from models.queries.organisation_detail import find_organisation, list_relationships
from models.queries.organisations import OrganisationFilter, list_organisations
from models.store import Store

TODAY = date(2026, 11, 22)
SCHOOL = OrganisationFields("Elm Lane Primary", OrganisationKind.INSTITUTION, postcode="cb28pq")


def make(store: Store, *names: str) -> list[int]:
    with store.write("Fill") as session:
        return [create_organisation(session, replace(SCHOOL, name=name)) for name in names]


def test_an_organisation_is_made_edited_and_taken_back(store: Store) -> None:
    (number,) = make(store, "Elm Lane Primary")
    with store.read() as session:
        detail = find_organisation(session, number, today=TODAY)
    assert (detail.row.name, detail.row.postcode, detail.row.type_words) == (
        "Elm Lane Primary",
        "CB2 8PQ",
        "School, college or setting",
    )
    with store.write("Edit") as session:
        fields = replace(SCHOOL, name="Elm Lane", easting=546200, northing=256300, version=detail.version)
        edit_organisation(session, number, fields)
    with pytest.raises(StaleRecord), store.write("Edit") as session:
        edit_organisation(session, number, fields)
    store.undo()
    with store.read() as session:
        assert find_organisation(session, number, today=TODAY).row.name == "Elm Lane Primary"


def test_what_is_put_away_leaves_the_list_and_comes_back(store: Store) -> None:
    number, _other = make(store, "Elm Lane", "Brookfield")

    def names(**fields: bool) -> list[str]:
        with store.read() as session:
            page = list_organisations(session, OrganisationFilter(**fields), today=TODAY)
        return [row.name for row in page.rows]

    with store.write("Put away") as session:
        archive_organisation(session, number)
    assert (names(), names(archived=True)) == (["Brookfield"], ["Elm Lane"])
    with store.write("Take back") as session:
        bring_back_records(session, [("organisation", number)])
        rename_organisation(session, number, "Elm Road")
    assert names() == ["Brookfield", "Elm Road"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "  "}, "Enter the name of the organisation"),
        ({"opened_on": date(2020, 1, 1), "closed_on": date(2019, 1, 1)}, "closed before it opened"),
        ({"easting": 546200}, "both easting and northing"),
        ({"easting": 0, "northing": 0}, "both easting and northing"),
        ({"parent_id": 999}, "no organisation number 999"),
        ({"ward_id": 999}, "no ward number 999"),
    ],
)
def test_what_cannot_be_is_refused(store: Store, changes: dict[str, object], words: str) -> None:
    with pytest.raises(WrongUse, match=words), store.write("Make") as session:
        create_organisation(session, replace(SCHOOL, **changes))


def test_an_organisation_cannot_stand_below_itself(store: Store) -> None:
    school, board = make(store, "Elm Lane", "Governing board")
    with store.write("Nest") as session:
        edit_organisation(session, board, replace(SCHOOL, name="Board", parent_id=school))
    with pytest.raises(WrongUse, match="cannot belong to itself"), store.write("Nest") as session:
        edit_organisation(session, school, replace(SCHOOL, parent_id=board))


def test_links_read_from_both_sides_and_end_with_a_reason(store: Store) -> None:
    old, new = make(store, "Eastfield Primary", "Oakfold Academy")
    fields = RelationshipFields(old, new, RelationshipType.PREDECESSOR, starts_on=date(2022, 9, 1))
    with store.write("Link") as session:
        link = add_relationship(session, fields)
    with pytest.raises(WrongUse, match="linked so already"), store.write("Link") as session:
        add_relationship(session, fields)
    with pytest.raises(WrongUse, match="two different"), store.write("Link") as session:
        add_relationship(session, replace(fields, to_id=old))
    with store.read() as session:
        assert list_relationships(session, old, today=TODAY)[0].words == "Predecessor of"
        there = list_relationships(session, new, today=TODAY)[0]
        assert (there.words, there.other_name) == ("Successor of", "Eastfield Primary")
    with pytest.raises(WrongUse, match="Enter why"), store.write("End") as session:
        end_relationship(session, link, date(2026, 1, 1), " ")
    with store.write("End") as session:
        end_relationship(session, link, date(2026, 1, 1), "The member of staff left")
    with store.read() as session:
        assert list_relationships(session, new, today=TODAY, as_at=TODAY) == ()
        assert len(list_relationships(session, new, today=TODAY, as_at=date(2025, 12, 31))) == 1
        ended = list_relationships(session, new, today=TODAY)[0]
    assert (ended.is_current, ended.end_reason) == (False, "The member of staff left")


def test_setting_wards_touches_only_what_differs(store: Store) -> None:
    (committee,) = make(store, "South Area Committee")
    with store.write("Wards") as session:
        first, second, third = (create_area(session, AreaFields(name)) for name in ("Ash", "Beech", "Cedar"))
        set_covered_areas(session, committee, [first, second], on=date(2025, 5, 1))
    with store.write("Wards") as session:
        set_covered_areas(session, committee, [second, third], on=date(2026, 5, 1))
    with store.read() as session:
        rows = session.scalars(select(OrganisationArea).order_by(OrganisationArea.id)).all()
        found = [(row.area_id, row.starts_on, row.ends_on, row.version) for row in rows]
        names = [area.name for area in find_organisation(session, committee, today=TODAY).areas]
    assert found == [
        (first, date(2025, 5, 1), date(2026, 5, 1), 2),
        (second, date(2025, 5, 1), None, 1),
        (third, date(2026, 5, 1), None, 1),
    ]
    assert names == ["Beech", "Cedar"]


def test_one_number_of_a_kind_is_primary_and_old_ones_stay(store: Store) -> None:
    (school,) = make(store, "Elm Lane")
    phone = ContactPointFields(ContactPointKind.PHONE, "01632 960101", organisation_id=school)
    with store.write("Numbers") as session:
        first = add_contact_point(session, phone)
        second = add_contact_point(session, replace(phone, value="01632 960102"))
        set_primary_contact_point(session, second)
    with store.read() as session:
        points = find_organisation(session, school, today=TODAY).contact_points
    assert [(point.id, point.is_primary) for point in points] == [(second, True), (first, False)]
    with store.write("End") as session:
        end_contact_point(session, second, date(2026, 9, 1), "New telephones")
    with store.read() as session:
        detail = find_organisation(session, school, today=TODAY)
    assert detail.primary(ContactPointKind.PHONE) == "01632 960101"
    assert [(point.is_current, point.is_primary) for point in detail.contact_points] == [(True, True), (False, False)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": ContactPointKind.EMAIL, "value": "jo at school"}, "Enter an email address"),
        ({"value": "ask Jo"}, "Enter a phone number"),
        ({"organisation_id": None}, "Say whose"),
        ({"value": " "}, "Enter an address or a number"),
        ({"starts_on": date(2026, 2, 1), "ends_on": date(2026, 1, 1)}, "last day is before"),
    ],
)
def test_an_address_that_cannot_be_one_is_refused(store: Store, changes: dict[str, object], words: str) -> None:
    (school,) = make(store, "Elm Lane")
    phone = ContactPointFields(ContactPointKind.PHONE, "01632 960101", organisation_id=school)
    with pytest.raises(WrongUse, match=words), store.write("Add") as session:
        add_contact_point(session, replace(phone, **changes))
    with store.write("Add") as session:
        add_contact_point(session, phone)
    with pytest.raises(WrongUse, match="in the list already"), store.write("Add") as session:
        add_contact_point(session, phone)
