"""The needs about people and the places they hold roles at."""

from __future__ import annotations

from datetime import date

import pytest

from models.actions.affiliations import end_affiliation, set_best_contact
from models.actions.organisations import RelationshipFields, add_relationship, archive_organisation, end_relationship
from models.actions.people import PersonFields, create_person, set_contact_preferences
from models.actions.role_expectations import RoleExpectationFields, add_role_expectation
from models.entities import OrganisationKind, RegisterInstitution, RelationshipType
from models.errors import WrongUse
from models.geography import metres_within_walk
from models.queries.bringing_together import list_convening
from models.queries.completeness import check_completeness
from models.queries.contacts import best_contacts
from models.queries.organisation_links import list_lapsed_links
from models.queries.organisations import OrganisationFilter, list_bodies, list_organisations, nearest
from models.queries.people import find_person
from models.queries.recipients import list_reach
from models.queries.register import RegisterFilter
from models.queries.role_gaps import count_gaps, list_gaps
from models.queries.role_search import find_role_holders
from models.queries.sectors import list_sectors
from models.store import Store
from models.text import sort_key
from models.vocabulary import (
    ContactWay,
    Precision,
    Visibility,
)
from tests.needs.town import TODAY, Town

BODY, PTA, COUNCIL = OrganisationKind.BODY, OrganisationKind.PTA, OrganisationKind.COUNCIL
COUNTY, CHARITY = OrganisationKind.LOCAL_AUTHORITY, OrganisationKind.CHARITY


@pytest.mark.need("N001")
def test_the_records_say_which_institutions_round_here_are_not_in_them(store: Store) -> None:
    with store.write("Fill") as session:
        for urn, name, ward, status in (
            ("100001", "Elm Lane Primary", "Southgate", "Open"),
            ("100002", "Brookfield College", "Southgate", "Open"),
            ("100003", "Old Mill School", "Southgate", "Closed"),
            ("100004", "Far School", "Northfields", "Open"),
        ):
            session.add(
                RegisterInstitution(
                    urn=urn, name=name, name_key=sort_key(name), status=status, ward_name=ward, la_name="Wendleshire"
                )
            )
        elm = Town(session).place("Elm Lane Primary", urn="100001")
    here = RegisterFilter(authority="Wendleshire", ward="Southgate")
    with store.read() as session:
        found = check_completeness(session, here)
    assert (found.total, found.known, [row.name for row in found.missing]) == (2, 1, ["Brookfield College"])
    with store.write("Put away") as session:
        archive_organisation(session, elm)
    with store.read() as session:
        assert (check_completeness(session, here).known, check_completeness(session, here).put_away) == (0, 1)
        assert check_completeness(session, RegisterFilter(authority="Nowhere")).total == 0


@pytest.mark.need("N002")
def test_contacts_that_ought_to_be_known_and_are_not_are_listed(store: Store) -> None:
    with store.write("Fill") as session:
        town = Town(session)
        elm, brook = town.place("Elm", phase="Primary"), town.place("Brook", phase="16 plus")
        town.place("Gone", closed_on=date(2020, 1, 1))
        board = town.place("Elm board", BODY, parent_id=elm)
        ann = town.person("Ann Bell")
        held = town.role(ann, board, "Chair of governors", topics="governance")
        town.role(ann, elm, "Events lead", topics="events, fairs")
        number = add_role_expectation(session, RoleExpectationFields("Chair of governors"))
        add_role_expectation(session, RoleExpectationFields(topic="events"))
        add_role_expectation(session, RoleExpectationFields("Course leader", phase="16 plus", topic="teacher training"))
    assert number
    with store.read() as session:
        gaps = [(row.organisation, row.missing.words) for row in list_gaps(session, as_at=TODAY)]
        before = [row.missing.words for row in list_gaps(session, as_at=date(2019, 1, 1), organisation_ids=[elm])]
        topic = [row.organisation_id for row in list_gaps(session, as_at=TODAY, topic="events")]
    assert gaps == [
        ("Brook", "Chair of governors"),
        ("Brook", "somebody for events"),
        ("Brook", "Course leader for teacher training"),
    ]
    assert before == ["Chair of governors", "somebody for events"]
    assert topic == [brook]
    with store.write("End") as session:
        end_affiliation(session, held, TODAY, "Stepped down")
    with store.read() as session:
        assert count_gaps(session, as_at=TODAY) == 4
    with pytest.raises(WrongUse, match="expected already"), store.write("Again") as session:
        add_role_expectation(session, RoleExpectationFields("chair of Governors"))


@pytest.mark.need("N003")
def test_each_topic_has_its_best_contact_and_a_route_in(store: Store) -> None:
    with store.write("Fill") as session:
        town = Town(session)
        college = town.place("Brookfield College")
        head = town.role(town.person("Al Thorne"), college, "Principal", topics="strategy", is_best_contact=True)
        dana = town.role(town.person("Dana Whit", "dana@brook.example"), college, "Teacher")
        set_best_contact(session, dana, topics="concerts, art", route_note="Go to subject teachers, not the office")
    with store.read() as session:
        art = best_contacts(session, college, as_at=TODAY, topic="art")
        start = best_contacts(session, college, as_at=TODAY, topic="strategy")
        part = best_contacts(session, college, as_at=TODAY, topic="tart")
    assert (art[0].affiliation_id, art[0].route_note) == (dana, "Go to subject teachers, not the office")
    assert [one.affiliation_id for one in start] == [head, dana]
    assert part[0].affiliation_id != dana or part[0].topics != ("tart",)
    with store.write("End") as session:
        end_affiliation(session, dana, TODAY)
    with store.read() as session:
        assert dana not in [one.affiliation_id for one in best_contacts(session, college, as_at=TODAY, topic="art")]
    with pytest.raises(WrongUse, match="role has ended"), store.write("Best") as session:
        set_best_contact(session, dana)


@pytest.mark.need("N004")
def test_boards_and_associations_stand_inside_their_institution(store: Store) -> None:
    with store.write("Fill") as session:
        town = Town(session)
        elm = town.place("Elm")
        board = town.place("Elm board", BODY, parent_id=elm, body_kind="governing board")
        friends = town.place("Friends of Elm", PTA, parent_id=elm)
        union = town.place("Students' union", OrganisationKind.STUDENT_SOCIETY, parent_id=town.place("Brook"))
    with store.read() as session:
        inside = [row.id for row in list_bodies(session, elm, today=TODAY)]
        kinds = [row.id for row in list_organisations(session, OrganisationFilter(kinds=(PTA,)), today=TODAY).rows]
    assert inside == [board, friends]
    assert union not in inside
    assert kinds == [friends]


@pytest.mark.need("N011")
def test_why_a_link_no_longer_exists_is_answered(store: Store) -> None:
    with store.write("Fill") as session:
        town = Town(session)
        elm, canal, faculty = town.place("Elm"), town.place("Canal"), town.place("Faculty")
        places = RelationshipType.PLACES_STUDENTS
        old = add_relationship(session, RelationshipFields(faculty, canal, places, date(2013, 1, 1), Precision.YEAR))
        add_relationship(session, RelationshipFields(faculty, elm, places, date(2015, 9, 1)))
        end_relationship(session, old, date(2024, 9, 1), "The school lost its mentor.", Precision.TERM)
    with store.read() as session:
        lapsed = list_lapsed_links(session, today=TODAY, types=(places,))
        assert list_lapsed_links(session, today=TODAY, organisation_id=elm) == ()
        assert list_lapsed_links(session, today=date(2024, 8, 31)) == ()
    assert [(row.to_name, row.end_reason) for row in lapsed] == [("Canal", "The school lost its mentor.")]
    with store.write("Again") as session:
        add_relationship(session, RelationshipFields(faculty, canal, places, date(2026, 9, 1)))
    with store.read() as session:
        assert list_lapsed_links(session, today=TODAY) == ()
    with pytest.raises(WrongUse, match="why the link ended"), store.write("End") as session:
        end_relationship(session, old, date(2024, 9, 1), " ")


@pytest.mark.need("N014")
def test_neighbours_within_a_walk(store: Store) -> None:
    with store.write("Fill") as session:
        town = Town(session)
        town.place("Next door", easting=545_300, northing=258_000)
        town.place("Ten minutes", easting=545_000, northing=258_600)
        town.place("Too far", easting=546_200, northing=258_000)
        town.place("Nobody knows where")
    with store.read() as session:
        found = nearest(session, 545_000, 258_000, int(metres_within_walk(10)), today=TODAY)
    assert [(row.name, row.distance_m) for row in found] == [("Next door", 300), ("Ten minutes", 600)]


@pytest.mark.need("N015")
@pytest.mark.need("N108")
def test_institutions_have_their_phase_type_character_and_group(store: Store) -> None:
    with store.write("Fill") as session:
        town = Town(session)
        town.place("Fenside", phase="Nursery", establishment_type="Local authority nursery school")
        town.place(
            "St Bede's",
            phase="Primary",
            establishment_type="Voluntary aided school",
            type_group="LA maintained schools",
            religious_character="Church of England",
            diocese="Diocese of Wendle",
        )
        town.place("Greenway", phase="Secondary", type_group="Academies", trust_name="Fenward Learning Trust")
    with store.read() as session:
        rows = list_organisations(session, OrganisationFilter(phases=("Nursery", "Secondary")), today=TODAY).rows
        types = {row.name: row for row in list_sectors(session)}
    assert [(row.name, row.phase) for row in rows] == [("Fenside", "Nursery"), ("Greenway", "Secondary")]
    assert (types["St Bede's"].religious_character, types["St Bede's"].trust_name) == ("Church of England", "")
    assert (types["Greenway"].trust_name, types["Greenway"].diocese) == ("Fenward Learning Trust", "")


@pytest.mark.need("N033")
def test_somebody_is_reached_as_they_like_and_not_as_they_refuse(store: Store) -> None:
    with store.write("Fill") as session:
        town = Town(session)
        ann = town.person("Ann Bell", "ann@elm.example", "01632 960101")
        ben = town.person("Ben Cole", "ben@elm.example")
        cal = town.person("Cal Dean", "cal@elm.example", visibility=Visibility.CONFIDENTIAL)
        set_contact_preferences(session, ann, likes=ContactWay.PHONE, refuses=[ContactWay.EMAIL])
    everyone = [ann, ben, cal]
    with store.read() as session:
        liked = {row.name: (row.way.value, row.value) for row in list_reach(session, everyone, None, today=TODAY)}
        mailed = {
            row.name: (row.value, row.is_reachable)
            for row in list_reach(session, everyone, ContactWay.EMAIL, today=TODAY, audience=Visibility.INTERNAL)
        }
    assert liked["Ann Bell"] == ("phone", "01632 960101")
    assert liked["Ben Cole"] == ("email", "ben@elm.example")
    assert mailed == {"Ann Bell": ("", False), "Ben Cole": ("ben@elm.example", True)}
    with pytest.raises(WrongUse, match="does not want"), store.write("Likes") as session:
        set_contact_preferences(session, ann, likes=ContactWay.EMAIL, refuses=[ContactWay.EMAIL])
    store.undo()
    with store.read() as session:
        assert list_reach(session, [ann], ContactWay.EMAIL, today=TODAY) == ()


@pytest.mark.need("N034")
def test_course_leaders_for_teacher_training_are_found_everywhere(store: Store) -> None:
    with store.write("Fill") as session:
        town = Town(session)
        crc, uni = town.place("Regional College"), town.place("University")
        department = town.place("Education and Childcare", BODY, parent_id=crc)
        lucia = town.person("Lucia Vasquez", "lucia@crc.example", "01632 960144")
        town.role(lucia, department, "Course leader", job_title="Course leader, initial teacher training")
        town.role(town.person("Ruth Amos"), uni, "Programme leader", topics="placements, teacher training")
        town.role(town.person("Ian Best"), uni, "Course leader", topics="chemistry")
        former = town.role(town.person("Old Hand"), uni, "Course leader", topics="teacher training")
        end_affiliation(session, former, date(2025, 9, 1))
    with store.read() as session:
        found = find_role_holders(session, "course leader, teacher training", as_at=TODAY).rows
        page = find_role_holders(session, "course leader", as_at=TODAY, limit=1)
        rest = find_role_holders(session, "course leader", as_at=TODAY, limit=5, after=page.next_key)
    assert [(row.name, row.institution) for row in found] == [
        ("Ruth Amos", "University"),
        ("Lucia Vasquez", "Regional College"),
    ]
    assert (found[1].email, found[1].phone) == ("lucia@crc.example", "01632 960144")
    assert [row.name for row in (*page.rows, *rest.rows)] == ["Ruth Amos", "Ian Best", "Lucia Vasquez"]


@pytest.mark.need("N044")
def test_a_councillor_has_a_style_of_address_and_interests(store: Store) -> None:
    with store.write("Fill") as session:
        fields = PersonFields("Nair", "Priya", "Cllr", interests="youth engagement", visibility=Visibility.PUBLIC)
        number = create_person(session, fields)
        plain = create_person(session, PersonFields("Cobb", "Harry", "Mr"))
    with store.read() as session:
        nair, cobb = find_person(session, number, today=TODAY), find_person(session, plain, today=TODAY)
    assert (nair.row.name, nair.interests) == ("Cllr Priya Nair", "youth engagement")
    assert (cobb.row.name, cobb.interests) == ("Mr Harry Cobb", "")


@pytest.mark.need("N045")
def test_whom_to_bring_together_on_a_topic_and_where_nobody_is_known(store: Store) -> None:
    with store.write("Fill") as session:
        town = Town(session)
        elm, brook, far = town.place("Elm"), town.place("Brook"), town.place("Far")
        board = town.place("Elm board", BODY, parent_id=elm)
        ann, ben = town.person("Ann Bell", "ann@elm.example"), town.person("Ben Cole", interests="teacher training")
        town.role(ann, board, "Link governor", topics="Teacher Training, art")
        town.role(ben, brook, "Teacher")
        secret = town.person("Cal Dean", visibility=Visibility.CONFIDENTIAL)
        town.role(secret, far, "Teacher", topics="teacher training")
    with store.read() as session:
        rows = list_convening(session, "teacher training", as_at=TODAY)
        shown = list_convening(session, "teacher training", as_at=TODAY, audience=Visibility.PUBLIC)
        then = list_convening(session, "teacher training", as_at=date(2019, 1, 1))
    assert [(row.organisation, [one.name for one in row.people]) for row in rows] == [
        ("Brook", ["Ben Cole"]),
        ("Elm", ["Ann Bell"]),
        ("Far", ["Cal Dean"]),
    ]
    assert (rows[1].people[0].body, rows[1].people[0].email) == ("Elm board", "ann@elm.example")
    assert [row.organisation for row in shown if row.is_gap] == ["Far"]
    assert all(row.is_gap for row in then)
