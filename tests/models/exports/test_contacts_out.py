"""Address books that leave: whom they hold, what of them, and for whom; and that our own readers know them again."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from models.entities import ContactPoint, ContactPointKind, Organisation, Person, Tag, TagLink
from models.exchange.vcards.cards import CardKind, read_cards
from models.exchange.vcards.contacts import read_vcards
from models.exports.formats import CONTACTS, Format
from models.exports.making import Wanted, make_export
from models.queries.parties import Party
from models.vocabulary import Visibility
from tests.models.people_and_places import TODAY, make_area


@pytest.fixture
def area(store):
    with store.write("Make the area") as session:
        at = make_area(session)
        head = session.get_one(Person, at.head)
        head.note, head.biography, head.known_as, head.post_nominals = "Difficult", "Long", "Addie", "BEd"
        session.add_all(
            ContactPoint(person_id=at.head, kind=kind, value=value, label=label, is_primary=first, ends_on=ended)
            for kind, value, label, first, ended in (
                (ContactPointKind.EMAIL, "old@brook.example", "", False, date(2026, 1, 1)),
                (ContactPointKind.EMAIL, "second@brook.example", "Governors", False, None),
                (ContactPointKind.EMAIL, "head@brook.example", "Work", True, None),
                (ContactPointKind.MOBILE, "+44 7700 900123", "", False, None),
            )
        )
        place = session.get_one(Organisation, at.brookfield)
        place.street, place.town, place.postcode = "1 Brook Lane", "Northfield", "CB1 2AB"
        place.website, place.note = "brook.example", "Slow"
        session.add(ContactPoint(organisation_id=at.brookfield, kind=ContactPointKind.PHONE, value="01223 960100"))
        for name, level in (("Schools", Visibility.INTERNAL), ("Awkward", Visibility.CONFIDENTIAL)):
            tag = Tag(visibility=level)
            tag.rename(name)
            session.add(tag)
            session.flush()
            session.add(TagLink(record_kind="person", record_id=at.head, tag_id=tag.id))
    return at


def made(store, form=Format.VCARD, **wanted):
    with store.read() as session:
        return make_export(session, Wanted(form, **wanted), TODAY)


def cards(store, **wanted):
    found = made(store, **wanted).data.decode()
    return list(read_cards(found.splitlines(keepends=True)))


def test_a_person_has_their_name_role_place_and_ways(store, area):
    (card,) = cards(store, parties=(Party(area.head),))
    assert (card.display, card.family, card.given, card.prefix) == ("Ms Ada Brook", "Brook", "Ada", "Ms")
    assert (card.suffix, card.nickname) == ("BEd", "Addie")
    assert (card.organisation, card.title) == ("Brookfield Primary School", "Headteacher")
    assert [(way.value, way.label, way.preferred) for way in card.emails] == [
        ("head@brook.example", "", True),
        ("second@brook.example", "Governors", False),
    ]
    assert [(way.value, way.types) for way in card.phones] == [("+44 7700 900123", frozenset({"cell"}))]
    assert card.addresses[0].lines == ("1 Brook Lane", "Northfield")
    assert card.categories == ["Schools"]
    assert card.notes == []


def test_an_organisation_is_one(store, area):
    (card,) = cards(store, parties=(Party(organisation_id=area.brookfield),))
    assert (card.kind, card.organisation, card.family) == (CardKind.ORGANISATION, "Brookfield Primary School", "")
    assert [way.value for way in card.websites] == ["brook.example"]
    assert [way.value for way in card.phones] == ["01223 960100"]
    assert card.notes == []


def test_a_way_that_somebody_refuses_does_not_leave(store, area):
    with store.write("Refuse") as session:
        session.get_one(Person, area.head).do_not_contact = "email,letter"
    (card,) = cards(store, parties=(Party(area.head),))
    assert (card.emails, card.addresses) == ([], [])
    assert len(card.phones) == 1


@pytest.mark.parametrize("form", CONTACTS)
def test_what_is_confidential_leaves_only_where_it_is_asked_for(store, area, form):
    with store.write("Mark") as session:
        session.get_one(Person, area.head).visibility = Visibility.CONFIDENTIAL
    everyone = made(store, form)
    named = made(store, form, parties=(Party(area.head), Party(area.joe)))
    asked = made(store, form, audience=Visibility.CONFIDENTIAL, parties=(Party(area.head),))
    assert "Brook," not in everyone.data.decode("cp1252")
    assert b"Ada" not in everyone.data + named.data
    assert (everyone.left_out, named.count, named.left_out) == (1, 1, 1)
    assert b"Ada" in asked.data
    assert (asked.count, asked.left_out) == (1, 0)


def test_everybody_and_every_open_organisation_leaves_but_nobody_put_away(store, area):
    with store.write("Close") as session:
        session.get_one(Organisation, area.far).closed_on = TODAY
        session.get_one(Person, area.joe).archived_at = session.get_one(Person, area.joe).created_at
    names = [card.name for card in cards(store)]
    assert names == [
        "Ms Ada Brook",
        "Cllr Priya Nair",
        "Brookfield Primary School",
        "Northfield City Council",
        "Northfield School",
        "Oakley College",
        "South Area Committee",
    ]


def test_a_list_leaves_as_a_list_with_its_members(store, area):
    people = (Party(area.head), Party(area.joe))
    *members, listed = cards(store, parties=people, list_name="Heads", version="4.0")
    assert (listed.kind, listed.display) == (CardKind.LIST, "Heads")
    assert listed.members == [card.uid for card in members]
    assert len(members) == 2


def test_our_own_reader_takes_back_what_left(store, area, tmp_path):
    path = tmp_path / "ours.vcf"
    path.write_bytes(made(store, parties=(Party(area.head),)).data)
    (person,) = read_vcards(path).contacts
    assert (person.title, person.given_name, person.family_name) == ("Ms", "Ada", "Brook")
    assert (person.known_as, person.post_nominals, person.place.name) == ("Addie", "BEd", "Brookfield Primary School")
    assert {(way.kind, way.value, way.label) for way in person.ways} == {
        (ContactPointKind.EMAIL, "head@brook.example", "Work"),
        (ContactPointKind.EMAIL, "second@brook.example", "Governors"),
        (ContactPointKind.MOBILE, "+44 7700 900123", ""),
    }
    assert (person.note, person.tags, person.doubts) == ("", ("Schools",), ())


@pytest.mark.parametrize("form", CONTACTS)
def test_the_same_book_is_the_same_bytes(store, area, form):
    assert made(store, form).data == made(store, form).data


def test_outlook_is_told_of_letters_it_lacks(store, area):
    with store.write("Rename") as session:
        session.get_one(Person, area.joe).rename("Mr", "Józef", "Łuk")
    found = made(store, Format.OUTLOOK_CSV)
    (remark,) = found.remarks
    assert remark.startswith("Mr Józef Łuk has letters that classic Outlook lacks, so the file is in UTF-8.")
    rows = list(csv.DictReader(io.StringIO(found.data.decode("utf-8-sig"), newline="")))
    assert "Łuk" in [row["Last Name"] for row in rows]
    assert made(store, Format.OUTLOOK_CSV, parties=(Party(area.head),)).remarks == ()
