"""Many records written at once: by the rules of single ones, in their order, and with few statements."""

from __future__ import annotations

import pytest
from sqlalchemy import event, select

from models.actions.affiliations import AffiliationFields, add_affiliations
from models.actions.organisations import OrganisationFields, add_organisations, create_organisation
from models.actions.people import PersonFields, add_people, create_person
from models.entities import Affiliation, Organisation, Person
from models.errors import WrongUse
from models.store import Store
from models.vocabulary import ContactWay, OrganisationKind

_OWN = {"id", "uid", "created_at", "updated_at"}


def test_the_numbers_come_in_the_order_of_the_forms(store: Store) -> None:
    names = [f"Bell{number * 37 % 100:02}" for number in range(100)]
    with store.write("Many") as session:
        people = add_people(session, [PersonFields(name) for name in names])
        places = add_organisations(session, [OrganisationFields(name, OrganisationKind.OTHER) for name in names])
    with store.read() as session:
        called = dict(session.execute(select(Person.id, Person.family_name)).all())
        sited = dict(session.execute(select(Organisation.id, Organisation.name)).all())
    assert [called[number] for number in people] == [sited[number] for number in places] == names


def test_one_of_many_is_kept_as_one_alone_is(store: Store) -> None:
    forms = [
        PersonFields(" Bell ", "Zoë", "Dr", preferred_channel="email", note="Sings."),
        PersonFields("Fox", "Ed", biography=" Born. ", pronouns="he", do_not_contact=(ContactWay.EMAIL,)),
    ]
    places = [
        OrganisationFields("Hall", OrganisationKind.PTA, postcode="cb1 2ab"),
        OrganisationFields("Elm", OrganisationKind.PTA),
    ]
    with store.write("Many") as session:
        ids = add_people(session, forms)
        alone = [create_person(session, form) for form in forms]
        sites = add_organisations(session, places)
        single = [create_organisation(session, form) for form in places]
    with store.read() as session:
        for kind, many, each in ((Person, ids, alone), (Organisation, sites, single)):
            table = kind.__table__
            rows = {row["id"]: dict(row) for row in session.execute(select(table)).mappings()}
            for one, other in zip(many, each, strict=True):
                names = rows[one].keys() - _OWN
                assert {name: rows[one][name] for name in names} == {name: rows[other][name] for name in names}


def test_a_refused_one_is_told_by_its_sentence(store: Store) -> None:
    with pytest.raises(WrongUse, match=r"family name"), store.write("Many") as session:
        add_people(session, [PersonFields("Bell"), PersonFields(" ")])
    with pytest.raises(WrongUse, match=r"no person number 99"), store.write("Many") as session:
        (place,) = add_organisations(session, [OrganisationFields("Hall", OrganisationKind.OTHER)])
        (known,) = add_people(session, [PersonFields("Bell")])
        add_affiliations(session, [AffiliationFields(one, place, "Governor") for one in (known, 99)])


def test_hundreds_of_rows_take_few_statements(store: Store) -> None:
    with store.write("Hall") as session:
        place = create_organisation(session, OrganisationFields("Hall", OrganisationKind.OTHER))
    said: list[str] = []
    with store.write("Many") as session:
        engine = session.connection().engine
        event.listen(engine, "before_cursor_execute", lambda *given: said.append(given[2]))
        people = add_people(session, [PersonFields(f"Bell {number}") for number in range(400)])
        add_affiliations(session, [AffiliationFields(one, place, "Governor") for one in people])
        written = len(said)
    assert written < 20
    with store.read() as session:
        assert len(session.scalars(select(Affiliation.id)).all()) == 400
