"""Lists of councillors from councils: who it is, for which ward, of which group, until when, and nothing private."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadImport
from models.exchange.councillors.moderngov import read_moderngov
from models.exchange.councillors.rows import Term, party_of
from models.exchange.names.councillors import understand_councillor
from models.exchange.xml_trees import MOST_DEPTH, read_tree

SHARED = Path(__file__).parents[4] / "shared" / "data" / "dev" / "councillors"


@pytest.fixture
def read(tmp_path):
    def read(*councillors: str, ward: str = "Almondbury"):
        path = tmp_path / "councillors.xml"
        body = "".join(f"<councillor>{one}</councillor>" for one in councillors)
        path.write_text(
            f"<?xml version='1.0' encoding='utf-8'?>\n<councillorsbyward><wards><ward><wardtitle>{ward}</wardtitle>"
            f"<councillors><councillorcount> 2</councillorcount>{body}</councillors></ward></wards>"
            "</councillorsbyward>",
            "utf-8",
        )
        return read_moderngov(path).rows

    return read


def test_a_councillor_with_ward_group_posts_and_terms(read):
    (one,) = read(
        "<councillorid>118</councillorid><fullusername>Councillor Mrs Ann  Bell MBE</fullusername>"
        "<politicalpartytitle>The Labour Party</politicalpartytitle><keyposts>Leader of the Council;Chair of Licensing"
        "</keyposts><workaddress><line1>Town Hall</line1><line2>LS1 1UR</line2><line3>Leeds</line3>"
        "<phone>0113 496 0000</phone><email>ann.bell@elm.gov.uk</email></workaddress>"
        "<termsofoffice><termofoffice><startdate>04/05/2023</startdate><enddate>unspecified</enddate></termofoffice>"
        "<termofoffice><startdate>06/05/2019</startdate><enddate>31/02/2023</enddate></termofoffice></termsofoffice>"
    )
    assert (one.title, one.first_name, one.last_name, one.honours) == ("Cllr Mrs", "Ann", "Bell", "MBE")
    assert (one.ward, one.party, one.posts) == ("Almondbury", "Labour", ("Leader of the Council", "Chair of Licensing"))
    assert (one.email, one.phones) == ("ann.bell@elm.gov.uk", ("0113 496 0000",))
    assert one.address == ("Town Hall", "Leeds", "LS1 1UR")
    assert one.terms == (Term(date(2023, 5, 4), None), Term(date(2019, 5, 6), None))
    assert (one.number, one.key) == (2, "118")
    assert "31/02/2023" in one.notes[0]


def test_home_addresses_and_private_numbers_are_never_read(read):
    home = "<homeaddress><line1>9 Elm Lane</line1><postcode>LS6 2AB</postcode><mobile>07700 900001</mobile>"
    official, private = read(
        f"<fullusername>Councillor A Bell</fullusername>{home}<email>a.bell@elm.gov.uk</email></homeaddress>",
        f"<fullusername>Councillor B Lee</fullusername>{home}<email>bob@home.example</email></homeaddress>",
    )
    for one in (official, private):
        assert (one.address, one.phones) == ((), ())
        assert "07700" not in str(one)
        assert "Elm Lane" not in str(one)
    assert (official.email, private.email) == ("a.bell@elm.gov.uk", "")
    assert len(private.notes) == 2


@pytest.mark.parametrize(
    ("given", "title", "first", "last", "honours", "office", "certain"),
    [
        ("Councillor David Kershaw  CBE, JP", "Cllr", "David", "Kershaw", "CBE JP", "", True),
        ("Councillor Mrs Patricia Ann Jordan", "Cllr Mrs", "Patricia Ann", "Jordan", "", "", True),
        ("Robert [Bob] Frost", "Cllr", "Robert", "Frost", "", "", False),
        (
            "Cllr Lord Ronnie Fearn of Southport, O.B.E.",
            "Cllr Lord",
            "Ronnie",
            "Fearn of Southport",
            "O.B.E.",
            "",
            True,
        ),
        ("The Mayor (Councillor Maggi Clark)", "Cllr", "Maggi", "Clark", "", "Mayor", True),
        ("Councillor Bob Wellington CBE (Leader)", "Cllr", "Bob", "Wellington", "CBE", "Leader", True),
        ("Councillor Jo Bell (Labour)", "Cllr", "Jo", "Bell", "", "", True),
        ("Alderman Councillor John Smith MBE", "Cllr", "John", "Smith", "MBE", "", True),
        ("Councillor Ruth van der Berg", "Cllr", "Ruth", "van der Berg", "", "", True),
        ("Councillor Paula Head", "Cllr", "Paula", "Head", "", "", True),
        ("County Councillor Ann & Bob Lee", "Cllr", "Ann & Bob", "Lee", "", "", False),
    ],
)
def test_names_in_one_cell(given, title, first, last, honours, office, certain):
    found = understand_councillor(given)
    assert (found.title, found.first_name, found.last_name) == (title, first, last)
    assert (found.honours, found.office, found.is_certain, found.is_vacancy) == (honours, office, certain, False)


@pytest.mark.parametrize("given", ["Councillor Vacancy", "Vacant seat", "VACANT", "", "To be elected"])
def test_a_vacancy_is_nobody(given):
    assert understand_councillor(given).is_vacancy


@pytest.mark.parametrize(
    ("given", "party"),
    [
        ("LABOUR", "Labour"),
        ("Liberal Democrats", "Liberal Democrat"),
        ("Valley  Independent", "Valley Independent"),
        ("", ""),
    ],
)
def test_parties_have_one_name_and_unknown_ones_their_own(given, party):
    assert party_of(given) == party


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body>Sign in</body></html>",
        b"<councillorsbyward><wards>",
        b"not xml at all",
        b"\xff\xfe<\0a\0",
        b"<?xml version='1.0' encoding='no-such'?><councillorsbyward/>",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><councillorsbyward>&b;</councillorsbyward>",
        b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><councillorsbyward/>",
        b"<a>" * (MOST_DEPTH + 9),
    ],
)
def test_what_is_no_such_list_is_refused_in_a_sentence(tmp_path, content):
    path = tmp_path / "odd.xml"
    path.write_bytes(content)
    with pytest.raises(BadImport, match=r"odd\.xml"):
        read_moderngov(path)


@given(st.text(max_size=80))
def test_any_name_is_understood_somehow(given):
    found = understand_councillor(given)
    assert found.is_vacancy or found.last_name or not given.strip(" ,.()[]") or not found.is_certain


def test_elements_keep_their_text_and_their_line(tmp_path):
    path = tmp_path / "a.xml"
    path.write_text("<A>\n<x:b xmlns:x='u'>one<c>two</c>three</x:b>\n</A>", "utf-8")
    root = read_tree(path)
    (b,) = root.parts
    assert (root.name, b.name, b.line, b.text, b.text_of("c")) == ("a", "b", 2, "onethree", "two")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real files stand beside the project, not in it")
@pytest.mark.parametrize("path", sorted(SHARED.glob("moderngov*.xml")), ids=lambda path: path.name)
def test_every_councillor_of_a_real_list_is_read(path):
    found = read_moderngov(path).rows
    assert len(found) == path.read_text("utf-8").count("<councillor>")
    assert sum(len(one.terms) for one in found) == path.read_text("utf-8").count("<termofoffice>")
    assert all(one.ward and one.party and one.is_certain for one in found)
    assert all(one.title == "Cllr" and one.first_name and one.last_name for one in found)
    assert "ZZ99" not in str(found)


ANSWER = (
    "<councillorsbyward><wards><ward><wardtitle>Elm</wardtitle><councillors><councillorcount>1</councillorcount>"
    "<councillor><fullusername>Councillor Änne Bell</fullusername><termsofoffice><termofoffice>"
    "<startdate>2023-05-04T00:00:00</startdate><enddate>06/05/2027 00:00:00</enddate></termofoffice></termsofoffice>"
    "</councillor></councillors></ward></wards></councillorsbyward>"
)


@pytest.mark.parametrize(
    ("begins", "ends", "encoding"),
    [
        ('<?xml version="1.0" encoding="utf-8"?>', "", "cp1252"),
        ('<?xml version="1.0" encoding="utf-16"?>', "", "utf-16"),
        ('<a:Envelope xmlns:a="x"><a:Body><Response><Result>', "</Result></Response></a:Body></a:Envelope>", "utf-8"),
    ],
)
def test_an_answer_in_an_envelope_or_in_other_characters_than_it_says(tmp_path, begins, ends, encoding):
    path = tmp_path / "councillors.xml"
    path.write_bytes((begins + ANSWER + ends).encode(encoding))
    (one,) = read_moderngov(path).rows
    assert (one.first_name, one.terms) == ("Änne", (Term(date(2023, 5, 4), date(2027, 5, 6)),))


def test_an_answer_whose_names_stand_under_a_namespace(tmp_path):
    path = tmp_path / "councillors.xml"
    path.write_text(
        ANSWER.replace("<councillorsbyward>", '<m:councillorsbyward xmlns:m="urn:x">').replace(
            "</councillorsbyward>", "</m:councillorsbyward>"
        ),
        "utf-8",
    )
    assert len(read_moderngov(path).rows) == 1


def test_what_is_damaged_is_not_read_twice_for_nothing(tmp_path):
    path = tmp_path / "councillors.xml"
    path.write_text(ANSWER[:-40], "utf-8")
    with pytest.raises(BadImport, match="damaged"):
        read_moderngov(path)


@pytest.mark.parametrize(
    ("given", "title", "first", "last"),
    [
        ("Smith, Bob (Leader)", "Cllr", "Bob", "Smith"),
        ("Cllr Smith, Bob", "Cllr", "Bob", "Smith"),
        ("Smith, Cllr Mrs Ann OBE", "Cllr Mrs", "Ann", "Smith"),
        ("van der Berg, Ann", "Cllr", "Ann", "van der Berg"),
        ("David Kershaw, Labour", "Cllr", "David", "Kershaw"),
    ],
)
def test_a_family_name_may_stand_first(given, title, first, last):
    found = understand_councillor(given)
    assert (found.title, found.first_name, found.last_name) == (title, first, last)
    assert found.is_certain
