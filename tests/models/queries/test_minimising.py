"""What is held and perhaps not needed is found, counted and left as it is; on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update

from models.actions.affiliations import AffiliationFields, add_affiliation
from models.actions.erasing.person import erase_person
from models.actions.notes import NoteFields, add_note
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.people import PersonFields, archive_person, create_person
from models.actions.person_protection import ProtectionFields, add_protection
from models.actions.restriction import restrict_processing
from models.entities import Person
from models.queries.minimising import (
    count_by_kind,
    count_party_of_private_people,
    list_amounts,
    list_field_use,
    list_put_away_since,
    list_sensitive_texts,
    list_untied_people,
)
from models.sensitive_words import Sensitive
from models.store import Store
from models.vocabulary import OrganisationKind, Visibility
from tests.models.people_and_places import moment

DAY = date(2026, 11, 22)


@pytest.fixture
def people(store: Store) -> dict[str, int]:
    with store.write("Begin") as session:
        numbers = {name: create_person(session, PersonFields(name, "Ann")) for name in ("Clerk", "Loose", "Told")}
        school = create_organisation(session, OrganisationFields("Hill School", OrganisationKind.INSTITUTION))
        add_affiliation(session, AffiliationFields(numbers["Clerk"], school, "Clerk", party="Green"))
        add_affiliation(session, AffiliationFields(numbers["Clerk"], school, "Councillor", party="Green"))
        add_protection(session, ProtectionFields(numbers["Told"], "Our archive", special_category_condition="(2)(e)"))
    return numbers


def test_who_has_neither_a_role_nor_a_part_nor_a_purpose_is_listed(store: Store, people: dict[str, int]) -> None:
    with store.read() as session:
        assert [row.id for row in list_untied_people(session)] == [people["Loose"]]
    with store.write("Say why") as session:
        add_protection(session, ProtectionFields(people["Loose"], "Our archive"))
    with store.read() as session:
        assert list_untied_people(session) == ()


def test_whom_we_restrict_is_on_no_list(store: Store, people: dict[str, int]) -> None:
    with store.write("Restrict") as session:
        add_note(session, NoteFields("person", people["Loose"], DAY, "Off sick"))
        restrict_processing(session, people["Loose"], date(2020, 1, 1), "Says it is wrong")
        session.execute(update(Person).where(Person.id == people["Loose"]).values(archived_at=moment(2020, 1, 1, 9)))
    with store.read() as session:
        assert list_untied_people(session) == ()
        assert list_put_away_since(session, DAY) == ()
        assert list_sensitive_texts(session, audience=Visibility.INTERNAL) == ()


def test_who_was_put_away_long_ago_is_listed_until_erased(store: Store, people: dict[str, int]) -> None:
    with store.write("Put away") as session:
        archive_person(session, people["Clerk"])
        session.execute(update(Person).where(Person.id == people["Clerk"]).values(archived_at=moment(2024, 5, 1, 9)))
    with store.read() as session:
        (row,) = list_put_away_since(session, date(2024, 5, 2))
        assert (row.id, row.since) == (people["Clerk"], date(2024, 5, 1))
        assert list_put_away_since(session, date(2024, 5, 1)) == ()
    with store.write("Erase", is_step=False) as session:
        erase_person(session, people["Clerk"], DAY, "asked")
    with store.read() as session:
        assert list_put_away_since(session, DAY) == ()


def test_texts_are_told_by_number_and_not_where_a_condition_is_written_down(
    store: Store, people: dict[str, int]
) -> None:
    with store.write("Note") as session:
        found = add_note(session, NoteFields("person", people["Clerk"], DAY, "Pregnant; her son is at our school"))
        add_note(session, NoteFields("person", people["Told"], DAY, "Pregnant too"))
        add_note(session, NoteFields("person", people["Clerk"], DAY, "Likes owls"))
    with store.read() as session:
        texts = list_sensitive_texts(session)
    (text,) = texts
    assert (text.ref, text.word, text.about, text.on) == (("note", found), "note", "Ann Clerk", DAY)
    assert count_by_kind(texts) == {Sensitive.HEALTH: 1, Sensitive.CHILD: 1}
    assert "Pregnant" not in repr(text)


def test_a_party_is_an_opinion_outside_elected_office(store: Store, people: dict[str, int]) -> None:
    with store.read() as session:
        assert count_party_of_private_people(session) == 1


def test_amounts_and_fields_are_counted(store: Store, people: dict[str, int]) -> None:
    with store.write("A field") as session:
        session.execute(update(Person).where(Person.id == people["Clerk"]).values(interests="Owls"))
    with store.read() as session:
        amounts = {row.what: row.count for row in list_amounts(session)}
        uses = {row.label: row.count for row in list_field_use(session)}
    assert (amounts["People"], amounts["People put away"]) == (3, 0)
    assert uses == {"Interests": 1}, "of the program’s own only what is filled in"
