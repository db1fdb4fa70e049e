"""Seats, expected contacts, links of people, changes of status, checked addresses: rules, refusals, undo."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from models.actions.affiliations import (
    AffiliationFields,
    add_affiliation,
    edit_affiliation,
    end_affiliation,
    remove_affiliation,
    set_voting,
    verify_affiliation,
)
from models.actions.contact_points import (
    ContactPointFields,
    add_contact_point,
    end_contact_point,
    verify_contact_points,
)
from models.actions.organisations import (
    OrganisationFields,
    RelationshipFields,
    add_relationship,
    create_organisation,
    edit_organisation,
    edit_relationship,
    end_relationship,
    reopen_relationship,
)
from models.actions.people import PersonFields, create_person, edit_person, set_contact_preferences
from models.actions.person_relationships import (
    PersonRelationshipFields,
    add_person_relationship,
    edit_person_relationship,
    end_person_relationship,
    remove_person_relationship,
)
from models.actions.posts import PostFields, create_post, edit_post, end_post
from models.actions.role_expectations import (
    RoleExpectationFields,
    add_role_expectation,
    edit_role_expectation,
    remove_role_expectation,
)
from models.actions.status_changes import (
    StatusChangeFields,
    edit_status_change,
    record_status_change,
    remove_status_change,
    set_sector,
)
from models.entities import ContactPointKind, OrganisationKind, RelationshipType
from models.errors import StaleRecord, WrongUse
from models.queries.acquaintance import list_person_links
from models.queries.contact_points import find_owners_by_point, list_unchecked_points
from models.queries.members import list_members
from models.queries.organisation_detail import list_relationships
from models.queries.organisation_links import list_links, list_status_changes
from models.queries.people import list_affiliations
from models.queries.posts import count_vacancies, list_posts, list_vacancies
from models.queries.recipients import list_reach
from models.queries.role_gaps import list_expectations
from models.store import Store
from models.vocabulary import ContactWay, PersonLink, Precision, Sector, Visibility

TODAY = date(2026, 11, 22)
SCHOOL = OrganisationFields("Elm", OrganisationKind.INSTITUTION, opened_on=date(2015, 9, 1))


@dataclass
class Elm:
    """A school with its board and two people."""

    school: int
    board: int
    ann: int
    ben: int


@pytest.fixture
def elm(store: Store) -> Elm:
    with store.write("Fill") as session:
        school = create_organisation(session, SCHOOL)
        fields = OrganisationFields("Elm board", OrganisationKind.BODY, parent_id=school)
        return Elm(
            school,
            create_organisation(session, fields),
            create_person(session, PersonFields("Bell", "Ann")),
            create_person(session, PersonFields("Cole", "Ben")),
        )


def test_a_role_lies_within_the_dates_of_its_organisation(store: Store, elm: Elm) -> None:
    fields = AffiliationFields(elm.ann, elm.school, "Teacher", starts_on=date(2014, 9, 1))
    with pytest.raises(WrongUse, match="Elm opened on 1 September 2015"), store.write("Role") as session:
        add_affiliation(session, fields)
    with store.write("Role") as session:
        exactly = replace(fields, starts_on=date(2015, 1, 1), starts_precision=Precision.YEAR)
        number = add_affiliation(session, exactly)
        late = add_affiliation(session, replace(fields, starts_on=date(2016, 1, 1)))
    with pytest.raises(WrongUse, match="had a role at Elm before"), store.write("Open") as session:
        edit_organisation(session, elm.school, replace(SCHOOL, opened_on=date(2017, 1, 1)))
    with store.write("Close") as session:
        edit_organisation(session, elm.school, replace(SCHOOL, closed_on=date(2025, 9, 1)))
    with store.read() as session:
        ends = {row.id: (row.ends_on, row.end_reason) for row in list_affiliations(session, elm.ann, today=TODAY)}
    assert ends == {number: (date(2025, 9, 1), "Closed"), late: (date(2025, 9, 1), "Closed")}
    with pytest.raises(WrongUse, match="Elm closed on 1 September 2025"), store.write("Role") as session:
        add_affiliation(session, replace(fields, starts_on=date(2020, 9, 1)))
    store.undo()
    with store.read() as session:
        assert all(row.ends_on is None for row in list_affiliations(session, elm.ann, today=TODAY))


def test_a_seat_counts_its_term_and_is_empty_once_left(store: Store, elm: Elm) -> None:
    seats = PostFields(
        elm.board, "Governor", "Parent governor", 2, "parent", term_months=48, starts_on=date(2016, 1, 1)
    )
    with store.write("Seat") as session:
        post = create_post(session, seats)
        held = add_affiliation(
            session, AffiliationFields(elm.ann, elm.board, "Governor", post_id=post, starts_on=date(2024, 9, 1))
        )
        add_affiliation(
            session, AffiliationFields(elm.ben, elm.board, "Governor", post_id=post, starts_on=date(2020, 9, 1))
        )
    with store.read() as session:
        assert list_affiliations(session, elm.ann, today=TODAY)[0].term_ends_on == date(2028, 8, 31)
        assert list_vacancies(session, as_at=TODAY) == ()
        assert count_vacancies(session, as_at=date(2020, 1, 1)) == 2
        assert list_posts(session, as_at=date(2015, 1, 1)) == ()
    with pytest.raises(WrongUse, match="More people than that"), store.write("Fewer") as session:
        edit_post(session, post, replace(seats, seats=1))
    with pytest.raises(WrongUse, match="outside those days"), store.write("Later") as session:
        edit_post(session, post, replace(seats, starts_on=date(2021, 1, 1)))
    with pytest.raises(WrongUse, match="has been held where it is"), store.write("Move") as session:
        edit_post(session, post, replace(seats, organisation_id=elm.school))
    with store.write("Leave") as session:
        end_affiliation(session, held, date(2026, 10, 1), "Moved")
    with store.read() as session:
        (row,) = list_vacancies(session, as_at=TODAY, organisation_id=elm.school)
    assert (row.name, row.seats, row.held, row.vacant, row.vacant_since) == (
        "Parent governor",
        2,
        1,
        1,
        date(2026, 10, 1),
    )
    with store.write("Abolish") as session:
        end_post(session, post, date(2026, 11, 1), "New instrument of government")
    with store.read() as session:
        assert count_vacancies(session, as_at=TODAY) == 0
        assert list_affiliations(session, elm.ben, today=TODAY)[0].ends_on == date(2026, 11, 1)
    with pytest.raises(WrongUse, match="no longer exists then"), store.write("Role") as session:
        add_affiliation(
            session, AffiliationFields(elm.ann, elm.board, "Governor", post_id=post, starts_on=date(2026, 10, 5))
        )
    store.undo()
    with store.read() as session:
        assert count_vacancies(session, as_at=TODAY) == 1


def test_vacancies_of_what_an_audience_may_not_read_are_not_told(store: Store, elm: Elm) -> None:
    with store.write("Seat") as session:
        secret = OrganisationFields(
            "Staff committee", OrganisationKind.BODY, parent_id=elm.school, visibility=Visibility.CONFIDENTIAL
        )
        create_post(session, PostFields(create_organisation(session, secret), "Member"))
    with store.read() as session:
        assert count_vacancies(session, as_at=TODAY) == 1
        assert count_vacancies(session, as_at=TODAY, audience=Visibility.INTERNAL) == 0


def test_a_vote_may_be_of_the_holder(store: Store, elm: Elm) -> None:
    with store.write("Role") as session:
        number = add_affiliation(session, AffiliationFields(elm.ann, elm.board, "Associate member"))
        set_voting(session, number, is_voting=False)
        verify_affiliation(session, number, TODAY)
    with store.read() as session:
        assert [one.is_voting for one in list_members(session, elm.board, TODAY)] == [False]
        assert list_affiliations(session, elm.ann, today=TODAY)[0].verified_on == TODAY
    with store.write("Edit") as session:
        edit_affiliation(session, number, AffiliationFields(elm.ann, elm.board, "Associate member"))
    with store.read() as session:
        assert [one.is_voting for one in list_members(session, elm.board, TODAY)] == [False]
    with store.write("Remove") as session:
        remove_affiliation(session, number)
    with store.read() as session:
        assert list_members(session, elm.board, TODAY) == ()
    store.undo()
    with store.read() as session:
        assert len(list_members(session, elm.board, TODAY)) == 1


def test_what_is_expected_is_added_changed_and_taken_out(store: Store) -> None:
    with store.read() as session:
        assert [one.id for one in list_expectations(session)] == [None] * 3
    with store.write("Expect") as session:
        number = add_role_expectation(session, RoleExpectationFields("SENCO", phase="Primary"))
    with store.write("Change") as session:
        edit_role_expectation(session, number, RoleExpectationFields("SENCO", version=1))
    with pytest.raises(StaleRecord), store.write("Change") as session:
        edit_role_expectation(session, number, RoleExpectationFields("SENCO", note="x", version=1))
    with pytest.raises(WrongUse, match="Enter a role"), store.write("Nothing") as session:
        add_role_expectation(session, RoleExpectationFields(" "))
    with pytest.raises(WrongUse, match="phase"), store.write("Phase") as session:
        add_role_expectation(session, RoleExpectationFields("Chair", OrganisationKind.BODY, phase="Primary"))
    with store.read() as session:
        assert [(one.words, one.phase) for one in list_expectations(session)] == [("SENCO", "")]
    with store.write("Remove") as session:
        remove_role_expectation(session, number)
    with store.read() as session:
        assert len(list_expectations(session)) == 3
    store.undo()
    with store.read() as session:
        assert [one.words for one in list_expectations(session)] == ["SENCO"]


def test_links_of_people_are_read_from_both_ends(store: Store, elm: Elm) -> None:
    fields = PersonRelationshipFields(elm.ann, elm.ben, PersonLink.ASSISTANT_TO, starts_on=date(2024, 1, 1))
    with store.write("Link") as session:
        number = add_person_relationship(session, fields)
        add_person_relationship(session, PersonRelationshipFields(elm.ann, elm.ben, PersonLink.COLLEAGUE))
    with store.read() as session:
        there = [row.words for row in list_person_links(session, elm.ben, today=TODAY)]
        assert there == ["Colleague of", "Has as assistant"]
        with pytest.raises(WrongUse, match="no person number"):
            list_person_links(session, elm.ann, today=TODAY, audience=Visibility.PUBLIC)
    with pytest.raises(WrongUse, match="linked so already"), store.write("Link") as session:
        add_person_relationship(session, PersonRelationshipFields(elm.ben, elm.ann, PersonLink.COLLEAGUE))
    with pytest.raises(WrongUse, match="two different people"), store.write("Link") as session:
        add_person_relationship(session, replace(fields, to_id=elm.ann))
    with store.write("Change") as session:
        edit_person_relationship(session, number, replace(fields, note="Mondays"))
        end_person_relationship(session, number, date(2026, 1, 1), "New job")
    with store.read() as session:
        ended = list_person_links(session, elm.ann, today=TODAY)[-1]
        assert (ended.words, ended.is_current, ended.end_reason) == ("Assistant to", False, "New job")
    with store.write("Remove") as session:
        remove_person_relationship(session, number)
    store.undo()
    with store.read() as session:
        assert len(list_person_links(session, elm.ann, today=TODAY)) == 2


def test_links_of_organisations_are_changed_and_taken_up_again(store: Store, elm: Elm) -> None:
    fields = RelationshipFields(elm.school, elm.board, RelationshipType.HOSTS, date(2020, 1, 1))
    with store.write("Link") as session:
        number = add_relationship(session, fields)
        edit_relationship(session, number, replace(fields, note="In the hall"))
        end_relationship(session, number, date(2021, 1, 1), "Building work")
    with store.read() as session:
        assert list_links(session, as_at=TODAY) == ()
        assert [row.note for row in list_links(session, as_at=date(2020, 6, 1))] == ["In the hall"]
    with pytest.raises(WrongUse, match="add another"), store.write("Link") as session:
        edit_relationship(session, number, replace(fields, type=RelationshipType.OVERSEES))
    with store.write("Again") as session:
        reopen_relationship(session, number)
    with store.read() as session:
        assert [row.is_current for row in list_relationships(session, elm.school, today=TODAY)] == [True]


def test_a_change_of_status_knows_what_was_before(store: Store, elm: Elm) -> None:
    with store.write("Change") as session:
        record_status_change(
            session, StatusChangeFields(elm.school, date(2018, 9, 1), "Foundation school", "Community")
        )
        number = record_status_change(session, StatusChangeFields(elm.school, date(2022, 9, 1), "Academy"))
    with store.read() as session:
        assert [row.status_before for row in list_status_changes(session)] == ["Foundation school", "Community"]
        assert list_status_changes(session, first_day=date(2023, 1, 1)) == ()
    with pytest.raises(WrongUse, match="in the list already"), store.write("Again") as session:
        record_status_change(session, StatusChangeFields(elm.school, date(2022, 9, 1), "Academy", "Community"))
    with pytest.raises(WrongUse, match="not a school"), store.write("Body") as session:
        set_sector(session, elm.board, Sector.INDEPENDENT)
    with store.write("Edit") as session:
        edit_status_change(
            session, number, StatusChangeFields(elm.school, date(2022, 9, 2), "Academy", "Foundation school", version=1)
        )
    with store.write("Remove") as session:
        remove_status_change(session, number)
    with store.read() as session:
        assert len(list_status_changes(session)) == 1
    store.undo()
    with store.read() as session:
        assert list_status_changes(session)[0].changed_on == date(2022, 9, 2)


def test_addresses_not_checked_for_months_are_listed(store: Store, elm: Elm) -> None:
    with store.write("Points") as session:
        never = add_contact_point(
            session, ContactPointFields(ContactPointKind.EMAIL, "ann@elm.example", person_id=elm.ann)
        )
        old = add_contact_point(
            session,
            ContactPointFields(
                ContactPointKind.PHONE, "01632 960101", organisation_id=elm.school, verified_on=date(2025, 11, 21)
            ),
        )
        fresh = ContactPointFields(ContactPointKind.WEB, "elm.example", elm.school, verified_on=date(2026, 6, 1))
        add_contact_point(session, fresh)
    with store.read() as session:
        rows = list_unchecked_points(session, today=TODAY, months=12)
        told = list_unchecked_points(session, today=TODAY, months=12, audience=Visibility.PUBLIC)
    assert [(row.id, row.owner) for row in rows] == [(never, "Ann Bell"), (old, "Elm")]
    assert [row.id for row in told] == [old]
    with store.write("Check") as session:
        assert verify_contact_points(session, [never, old], TODAY, "Rang the office") == 2
    with store.read() as session:
        assert list_unchecked_points(session, today=TODAY, months=12) == ()
    with store.write("End") as session:
        end_contact_point(session, never, TODAY, "Left")
    with pytest.raises(WrongUse, match="no longer in use"), store.write("Check") as session:
        verify_contact_points(session, [never], TODAY)
    with store.read() as session:
        assert find_owners_by_point(session, "ANN@elm.example") == (("person", elm.ann, "Ann Bell", False),)


def test_who_refuses_a_way_keeps_it_through_an_edit(store: Store, elm: Elm) -> None:
    with store.write("Refuse") as session:
        set_contact_preferences(session, elm.ann, likes=None, refuses=[ContactWay.PHONE])
        edit_person(session, elm.ann, PersonFields("Bell-Smith", "Ann"))
    with store.read() as session:
        (row,) = list_reach(session, [elm.ann], ContactWay.PHONE, today=TODAY)
    assert (row.name, row.is_refused, row.refuses) == ("Ann Bell-Smith", True, (ContactWay.PHONE,))
    with pytest.raises(WrongUse, match="does not want to be reached"), store.write("Likes") as session:
        edit_person(session, elm.ann, PersonFields("Bell", "Ann", preferred_channel="mobile"))
    with store.write("Take out") as session:
        edit_person(session, elm.ann, PersonFields("Bell", "Ann", do_not_contact=(), biography="Taught here"))
    with store.read() as session:
        assert not list_reach(session, [elm.ann], ContactWay.PHONE, today=TODAY)[0].is_refused
