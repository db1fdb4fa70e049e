"""Records that may be the same are offered; those that only sound alike are not."""

from __future__ import annotations

import pytest

from models.actions.duplicates import forget_apart, tell_apart
from models.entities import Affiliation, ContactPoint, Organisation, Person
from models.errors import WrongUse
from models.queries import duplicates
from models.queries.alike import LIKE, likeness_of_organisations, likeness_of_people
from models.queries.duplicates import find_alike_organisations, find_alike_people, list_duplicates
from models.store import Store
from models.vocabulary import ContactPointKind, OrganisationKind, Visibility


def add_organisation(store: Store, name: str, postcode: str = "", town: str = "", phone: str = "") -> int:
    with store.write("Add") as session:
        made = Organisation(kind=OrganisationKind.INSTITUTION, postcode=postcode, town=town)
        made.rename(name)
        session.add(made)
        session.flush()
        if phone:
            session.add(ContactPoint(organisation_id=made.id, kind=ContactPointKind.PHONE, value=phone))
        return made.id


def add_person(store: Store, given: str, family: str, *, at: int | None = None, email: str = "") -> int:
    with store.write("Add") as session:
        made = Person()
        made.rename("", given, family)
        session.add(made)
        session.flush()
        if at is not None:
            session.add(Affiliation(person_id=made.id, organisation_id=at, role="Governor"))
        if email:
            session.add(ContactPoint(person_id=made.id, kind=ContactPointKind.EMAIL, value=email))
        return made.id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St Mary's C of E Primary School", "Saint Marys CE Primary"),
        ("Barton RC Jnr School", "Barton Catholic Junior School"),
        ("Northfield High School", "Northfeild High School"),
        ("Mill Lane Community Primary School", "Mill Lane Primary"),
    ],
)
def test_ways_of_writing_one_name_are_alike(one: str, other: str) -> None:
    assert likeness_of_organisations(one, other) >= LIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Northfield High School", "Southfield High School"),
        ("St Mary's Primary School", "St Mark's Primary School"),
        ("Abbey Primary School", "Abbots Lane Primary School"),
        ("Leeds City Council", "Leeds City College"),
    ],
)
def test_names_of_two_are_not_alike(one: str, other: str) -> None:
    assert likeness_of_organisations(one, other) < LIKE


def test_people_s_names_with_initials_and_slips() -> None:
    assert likeness_of_people(("Zoë", "O’Hara"), ("Zoe", "Ohara")) == 100
    assert likeness_of_people(("J", "Smith"), ("Jane", "Smith")) >= LIKE
    assert likeness_of_people(("Jane", "Smith"), ("John", "Smith")) < LIKE
    assert likeness_of_people(("Jane", "Smyth"), ("Jane", "Jones")) < LIKE


def test_a_school_being_entered_is_found_by_name_and_second_witness(store: Store) -> None:
    kept = add_organisation(store, "St Mary's C of E Primary School", "LS1 4AB", "Leeds")
    add_organisation(store, "St Mary's RC Primary School", "LS9 9ZZ", "Leeds")
    with store.read() as session:
        found = find_alike_organisations(session, "Saint Marys CE Primary", postcode="ls14ab")
        assert [(one.id, len(one.reasons)) for one in found] == [(kept, 2)]
        assert find_alike_organisations(session, "Saint Marys CE Primary", postcode="BS1 1AA") == ()
        assert find_alike_organisations(session, "Northfield High") == ()
        assert find_alike_organisations(session, "St Mary's C of E Primary School", excluding=kept) == ()


def test_a_person_being_entered_is_found_by_name_and_second_witness(store: Store) -> None:
    school = add_organisation(store, "Northfield High")
    kept = add_person(store, "Jane", "Smith", at=school, email="J.Smith@school.example")
    with store.read() as session:
        assert [one.id for one in find_alike_people(session, "Jane", "SMITH")] == [kept]
        assert [one.id for one in find_alike_people(session, "J", "Smith", organisation_id=school)] == [kept]
        assert [
            one.id for one in find_alike_people(session, "Jayne", "Smith", contacts=["j.smith@SCHOOL.example"])
        ] == [kept]
        assert find_alike_people(session, "J", "Smith") == ()
        assert find_alike_people(session, "John", "Smith", organisation_id=school) == ()
        assert find_alike_people(session, "Jane", "Smith", audience=Visibility.PUBLIC) == ()


def test_the_whole_book_is_gone_through_and_those_told_apart_stay_out(store: Store) -> None:
    one = add_organisation(store, "Mill Lane Community Primary School", "LS1 4AB", phone="0113 496 0000")
    other = add_organisation(store, "Mill Lane Primary", phone="+44 113 496 0000")
    add_organisation(store, "Mill Lane Primary", "BS1 1AA", "Bristol")
    ann = add_person(store, "Ann", "Lee", email="ann@lee.example")
    again = add_person(store, "Anne", "Lee", email="ANN@lee.example")
    add_person(store, "Ann", "Leigh")
    with store.read() as session:
        schools = list_duplicates(session, "organisation")
        assert (one, other) in {(pair.first_id, pair.second_id) for pair in schools}
        assert [(pair.first_id, pair.second_id) for pair in list_duplicates(session, "person")] == [(ann, again)]
    with store.write("Not the same") as session:
        tell_apart(session, "person", again, ann)
        tell_apart(session, "person", ann, again)
    with store.read() as session:
        assert list_duplicates(session, "person") == ()
    with store.write("The same after all") as session:
        forget_apart(session, "person", ann, again)
    with store.read() as session:
        assert len(list_duplicates(session, "person")) == 1
        with pytest.raises(WrongUse, match="organisations and people"):
            list_duplicates(session, "meeting")
    with pytest.raises(WrongUse, match="two different"), store.write("Apart") as session:
        tell_apart(session, "person", ann, ann)


def test_a_name_that_everybody_has_costs_no_square(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two thousand of one name: nothing is offered for the name alone, without two million comparisons."""
    with store.write("Add") as session:
        people = [Person() for _number in range(2000)]
        for person in people:
            person.rename("", "Ann", "Lee")
        session.add_all(people)
    looked = 0

    def compare(one: object, other: object) -> tuple[int, tuple[str, ...]]:
        nonlocal looked
        looked += 1
        return 0, ()

    monkeypatch.setattr(duplicates, "compare_people", compare)
    with store.read() as session:
        assert list_duplicates(session, "person") == ()
    assert looked == 0
