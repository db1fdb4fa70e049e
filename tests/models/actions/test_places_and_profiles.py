"""Venues, areas covered, what an institution is, whom one ought to know: rules, refusals and undo."""

from __future__ import annotations

from datetime import date

import pytest

from models.actions.areas import AreaFields, create_area
from models.actions.checklists import ChecklistFields, ChecklistItemFields, add_checklist_item, create_checklist
from models.actions.covered_areas import (
    CoveredAreaFields,
    cover_area,
    edit_covered_area,
    end_covered_area,
    remove_covered_area,
)
from models.actions.declarations import confirm_interests
from models.actions.institution_profiles import InstitutionProfileFields, set_institution_profile
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.people import PersonFields, create_person
from models.actions.places import PlaceFields, archive_place, create_place, edit_place
from models.actions.role_expectations import RoleExpectationFields, add_role_expectation, keep_usual_expectations
from models.errors import StaleRecord, WrongUse
from models.queries.checklists import list_checklist_lines
from models.queries.covered_areas import list_covered_areas
from models.queries.forms import find_form, find_values
from models.queries.interests import list_confirmations_of
from models.queries.places import list_places
from models.queries.role_gaps import list_expected
from models.vocabulary import OrganisationKind, Sector, Visibility

TODAY = date(2026, 11, 22)


def school(session, name="Elm Lane Primary School") -> int:
    return create_organisation(session, OrganisationFields(name, OrganisationKind.INSTITUTION))


def test_a_venue_is_kept_with_its_postcode_and_put_away(store) -> None:
    with store.write("Venue") as session:
        owner = school(session)
        number = create_place(session, PlaceFields(" Main hall ", owner, postcode="cb1 0an", capacity=120))
        with pytest.raises(WrongUse):
            create_place(session, PlaceFields("main hall", owner))
        with pytest.raises(WrongUse):
            create_place(session, PlaceFields("Field", owner, easting=545_000))
        with pytest.raises(WrongUse):
            create_place(session, PlaceFields("Shed", owner, capacity=-1))
    with store.read() as session:
        (row,) = list_places(session, organisation_id=owner)
        assert (row.name, row.postcode, row.capacity) == ("Main hall", "CB1 0AN", 120)
        form = find_form(session, "place", number, PlaceFields)
    with store.write("Change") as session:
        edit_place(session, number, form)
        archive_place(session, number)
    with store.read() as session:
        assert list_places(session) == ()
    store.undo()
    with store.read() as session:
        assert [row.id for row in list_places(session)] == [number]


def test_an_area_is_covered_from_a_day_to_a_day_and_only_once_at_a_time(store) -> None:
    with store.write("Areas") as session:
        body = create_organisation(session, OrganisationFields("South Area Committee", OrganisationKind.BODY))
        ward = create_area(session, AreaFields("Southgate"))
        entry = cover_area(session, CoveredAreaFields(body, ward, date(2024, 5, 2)))
        with pytest.raises(WrongUse):
            cover_area(session, CoveredAreaFields(body, ward, date(2025, 5, 1)))
        with pytest.raises(WrongUse):
            end_covered_area(session, entry, date(2023, 1, 1))
    with store.write("End") as session:
        end_covered_area(session, entry, date(2026, 5, 7))
        cover_area(session, CoveredAreaFields(body, ward, date(2026, 6, 1)))
    with store.read() as session:
        rows = list_covered_areas(session, body, as_at=TODAY)
        assert [(row.area, row.is_current) for row in rows] == [("Southgate", True), ("Southgate", False)]
        assert list_covered_areas(session, body, as_at=TODAY, audience=Visibility.PUBLIC) == rows
        form = find_form(session, "organisation_area", entry, CoveredAreaFields)
    with store.write("Mend") as session:
        edit_covered_area(session, entry, form)
        remove_covered_area(session, entry)
    store.undo()
    with store.read() as session:
        assert len(list_covered_areas(session, body, as_at=TODAY)) == 2


def test_what_an_institution_is_keeps_what_the_register_told_besides(store) -> None:
    with store.write("Profile") as session:
        one, other = school(session), school(session, "Canal Lane Primary School")
        body = create_organisation(session, OrganisationFields("Board", OrganisationKind.BODY))
        number = set_institution_profile(session, one, InstitutionProfileFields(urn=" 110123 ", pupils=210))
        for wrong in (
            InstitutionProfileFields(urn="11O123"),
            InstitutionProfileFields(urn="110123"),
            InstitutionProfileFields(pupils=-1),
            InstitutionProfileFields(low_age=11, high_age=4),
        ):
            with pytest.raises(WrongUse):
                set_institution_profile(session, other, wrong)
        with pytest.raises(WrongUse):
            set_institution_profile(session, body, InstitutionProfileFields())
    with store.read() as session:
        form = find_form(session, "institution_profile", number, InstitutionProfileFields)
        assert (form.urn, form.pupils, form.sector) == ("110123", 210, None)
    with store.write("Sector") as session:
        changed = InstitutionProfileFields(urn="110123", sector=Sector.INDEPENDENT, version=form.version)
        assert set_institution_profile(session, one, changed) == number
    with store.read() as session:
        assert find_values(session, "institution_profile", number, ("sector",)) == {"sector": Sector.INDEPENDENT}
    with pytest.raises(StaleRecord), store.write("Late") as session:
        set_institution_profile(session, one, form)


def test_the_usual_expectations_stay_when_one_is_added(store) -> None:
    with store.write("Expect") as session:
        one = school(session)
    with store.read() as session:
        usual = list_expected(session, one, as_at=TODAY)
    assert usual
    assert all(row.number < 0 and not row.is_known for row in usual)
    with store.write("Expect") as session:
        assert keep_usual_expectations(session) == len(usual)
        assert keep_usual_expectations(session) == 0
        add_role_expectation(session, RoleExpectationFields("Music lead", phase="Secondary"))
        add_role_expectation(session, RoleExpectationFields("Clerk", OrganisationKind.BODY))
    with store.read() as session:
        rows = list_expected(session, one, as_at=TODAY)
    assert [row.expected.role for row in rows] == [row.expected.role for row in usual]
    assert all(row.number > 0 for row in rows)


def test_what_somebody_confirmed_is_told_up_to_a_day_and_to_whom_it_may_be(store) -> None:
    with store.write("Confirm") as session:
        body = create_organisation(session, OrganisationFields("Board", OrganisationKind.BODY))
        who = create_person(session, PersonFields("Obi", "Amara", visibility=Visibility.INTERNAL))
        confirm_interests(session, who, body, date(2025, 10, 1), is_nil=True)
        confirm_interests(session, who, body, date(2026, 10, 1))
    with store.read() as session:
        rows = list_confirmations_of(session, who, TODAY)
        assert [(row.year_begins, row.is_nil) for row in rows] == [(2026, False), (2025, True)]
        assert len(list_confirmations_of(session, who, date(2026, 1, 1))) == 1
        assert list_confirmations_of(session, who, TODAY, audience=Visibility.PUBLIC) == ()


def test_the_lines_of_a_checklist_are_told_as_such(store) -> None:
    with store.write("Checklist") as session:
        number = create_checklist(session, ChecklistFields("Before the first meeting"))
        add_checklist_item(session, ChecklistItemFields(number, "Ask each member what it hopes for", "Why"))
    with store.read() as session:
        (line,) = list_checklist_lines(session, number)
        assert (line.number, line.heading, line.is_done, line.note) == (1, "Why", False, "")
        with pytest.raises(WrongUse):
            list_checklist_lines(session, number + 1)
