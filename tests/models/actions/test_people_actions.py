"""People, roles, seats and councillors: what is saved, and what is refused in plain words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.actions.affiliations import (
    AffiliationFields,
    PostFields,
    add_affiliation,
    create_post,
    edit_affiliation,
    end_affiliation,
    set_best_contact,
)
from models.actions.areas import AreaFields, CouncillorFields, add_councillor, create_area, edit_area
from models.actions.deleted import bring_back_records
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.people import PersonFields, archive_person, create_person, edit_person
from models.entities import OrganisationKind
from models.errors import StaleRecord, WrongUse
from models.queries.areas import list_areas, list_councillors
from models.queries.people import PersonFilter, find_person, list_affiliations, list_people, list_role_holders
from models.store import Store

TODAY = date(2026, 11, 22)


@pytest.fixture
def board(store: Store) -> dict[str, int]:
    with store.write("Fill") as session:
        return {
            "board": create_organisation(session, OrganisationFields("Governing board", OrganisationKind.BODY)),
            "ann": create_person(session, PersonFields("Bell", "Ann")),
            "ben": create_person(session, PersonFields("Cole", "Ben", title="Cllr")),
        }


def role(board: dict[str, int], person: str, words: str, first: int, last: int | None = None) -> AffiliationFields:
    ends_on = date(last, 9, 1) if last else None
    return AffiliationFields(board[person], board["board"], words, starts_on=date(first, 9, 1), ends_on=ends_on)


def test_a_person_is_made_edited_put_away_and_brought_back(store: Store, board: dict[str, int]) -> None:
    with store.read() as session:
        detail = find_person(session, board["ben"], today=TODAY)
    assert (detail.row.name, detail.row.name_key) == ("Cllr Ben Cole", "cole ben")
    fields = PersonFields("Cole-Smith", "Ben", interests="youth", lawful_basis="public_task", version=detail.version)
    with store.write("Edit") as session:
        edit_person(session, board["ben"], fields)
    with pytest.raises(StaleRecord), store.write("Edit") as session:
        edit_person(session, board["ben"], fields)
    with pytest.raises(WrongUse, match="family name or a given name"), store.write("Make") as session:
        create_person(session, PersonFields(" "))
    with pytest.raises(WrongUse, match="seven lawful bases"), store.write("Make") as session:
        create_person(session, PersonFields("Doe", lawful_basis="because"))
    with pytest.raises(WrongUse, match="introduces themselves"), store.write("Edit") as session:
        edit_person(session, board["ann"], PersonFields("Bell", "Ann", introduced_by_id=board["ann"]))
    with store.write("Put away") as session:
        archive_person(session, board["ben"])
    with store.read() as session:
        assert [row.name for row in list_people(session, today=TODAY).rows] == ["Ann Bell"]
        assert [row.name for row in list_people(session, PersonFilter(archived=True), today=TODAY).rows] == [
            "Ben Cole-Smith"
        ]
    with store.write("Back") as session:
        bring_back_records(session, [("person", board["ben"])])
    with store.read() as session:
        assert len(list_people(session, today=TODAY).rows) == 2


def test_a_body_has_one_chair_at_a_time_unless_they_are_co_chairs(store: Store, board: dict[str, int]) -> None:
    with store.write("Chair") as session:
        first = add_affiliation(session, role(board, "ann", "Chair of governors", 2024))
    with pytest.raises(WrongUse, match="Ann Bell is chair of Governing board"), store.write("Chair") as session:
        add_affiliation(session, role(board, "ben", "Chair", 2025))
    with store.write("Another office") as session:
        add_affiliation(session, role(board, "ben", "Chair of the finance committee", 2025))
        add_affiliation(session, role(board, "ben", "Chair", 2020, 2024))
        add_affiliation(session, role(board, "ben", "Co-chair of governors", 2025))
    with store.write("Step down") as session:
        end_affiliation(session, first, date(2026, 9, 1), "Moved away")
        add_affiliation(session, role(board, "ben", "Chair", 2026))
    with store.read() as session:
        holders = list_role_holders(session, board["board"], "chair", today=TODAY)
        history = list_affiliations(session, board["ann"], today=TODAY)
    assert [(row.person_name, row.is_current) for row in holders] == [("Cllr Ben Cole", True), ("Cllr Ben Cole", False)]
    assert [(row.is_current, row.end_reason) for row in history] == [(False, "Moved away")]


def test_dates_of_a_role_are_in_order_and_stale_forms_refused(store: Store, board: dict[str, int]) -> None:
    fields = role(board, "ann", "Governor", 2024)
    with pytest.raises(WrongUse, match="end before it began"), store.write("Role") as session:
        add_affiliation(session, replace(fields, ends_on=date(2024, 8, 1)))
    with pytest.raises(WrongUse, match="term of office ends"), store.write("Role") as session:
        add_affiliation(session, replace(fields, term_ends_on=date(2024, 8, 1)))
    with pytest.raises(WrongUse, match="Enter the role"), store.write("Role") as session:
        add_affiliation(session, replace(fields, role=""))
    with store.write("Role") as session:
        number = add_affiliation(session, fields)
    with store.write("Role") as session:
        edit_affiliation(session, number, replace(fields, topics="reading,  events,reading", version=1))
    with pytest.raises(StaleRecord), store.write("Role") as session:
        edit_affiliation(session, number, replace(fields, version=1))
    with pytest.raises(WrongUse, match="end before it began"), store.write("Role") as session:
        end_affiliation(session, number, date(2020, 1, 1))
    with store.write("Best") as session:
        set_best_contact(session, number, route_note="Goes through reception")
    with store.read() as session:
        row = list_affiliations(session, board["ann"], today=TODAY)[0]
    assert (row.topics, row.is_best_contact, row.route_note) == ("reading, events", True, "Goes through reception")


def test_a_post_has_so_many_seats_and_its_own_dates(store: Store, board: dict[str, int]) -> None:
    with store.write("Post") as session:
        seat = create_post(
            session, PostFields(board["board"], "Governor", label="Staff governor", starts_on=date(2020, 9, 1))
        )
        add_affiliation(session, replace(role(board, "ann", "Governor", 2022, 2024), post_id=seat))
        add_affiliation(session, replace(role(board, "ben", "Governor", 2024), post_id=seat))
    with pytest.raises(WrongUse, match="All seats of Staff governor are taken"), store.write("Post") as session:
        add_affiliation(session, replace(role(board, "ann", "Governor", 2023, 2025), post_id=seat))
    with pytest.raises(WrongUse, match="did not exist yet"), store.write("Post") as session:
        add_affiliation(session, replace(role(board, "ann", "Governor", 2019, 2020), post_id=seat))
    with pytest.raises(WrongUse, match="at least 1"), store.write("Post") as session:
        create_post(session, PostFields(board["board"], "Governor", seats=0))


def test_a_ward_has_its_councillors_of_the_day(store: Store, board: dict[str, int]) -> None:
    with store.write("Ward") as session:
        district = create_area(session, AreaFields("Millbrook"))
        ward = create_area(session, AreaFields("Southgate", gss_code="E05000001", parent_id=district))
        old = add_councillor(
            session, CouncillorFields(board["ann"], board["board"], ward, "Green", date(2018, 5, 7), date(2022, 5, 9))
        )
        end_affiliation(session, old, date(2022, 5, 9), "Not elected again")
        add_councillor(session, CouncillorFields(board["ben"], board["board"], ward, "Labour", date(2022, 5, 9)))
    with store.read() as session:
        now = list_councillors(session, as_at=TODAY)
        then = list_councillors(session, as_at=date(2022, 5, 8))
        areas = list_areas(session, as_at=TODAY)
    assert [(row.name, row.party, row.area_name) for row in now] == [("Cllr Ben Cole", "Labour", "Southgate")]
    assert [row.name for row in then] == ["Ann Bell"]
    assert [(row.name, len(row.councillors)) for row in areas] == [("Millbrook", 0), ("Southgate", 1)]
    with pytest.raises(WrongUse, match="cannot lie in itself"), store.write("Ward") as session:
        edit_area(session, district, AreaFields("Millbrook", parent_id=ward))
