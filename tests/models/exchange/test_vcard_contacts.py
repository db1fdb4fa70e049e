"""What cards of address books bring in: people with their places of work, organisations, lists, and no homes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import BadImport, Stopped
from models.exchange.incoming import IncomingList, IncomingOrganisation, IncomingPerson, Postal, Way
from models.exchange.vcards import contacts
from models.exchange.vcards.cards import CardAddress
from models.exchange.vcards.contacts import read_vcards
from models.imports.contacts.comparing import postal_way
from models.queries.card_parts import address_of_text
from models.vocabulary import ContactPointKind

SHARED = Path(__file__).parents[4] / "shared" / "data" / "dev" / "vcard"

EMAIL, PHONE, MOBILE = ContactPointKind.EMAIL, ContactPointKind.PHONE, ContactPointKind.MOBILE


@pytest.fixture
def read(tmp_path):
    def read(*bodies: str, version: str = "3.0"):
        path = tmp_path / "book.vcf"
        cards = (f"BEGIN:VCARD\r\nVERSION:{version}\r\n{body}\r\nEND:VCARD\r\n" for body in bodies)
        path.write_bytes("".join(cards).encode())
        return read_vcards(path)

    return read


def only(found):
    (contact,) = found.contacts
    return contact


def test_a_person_at_work(read):
    one = only(
        read(
            "N:Bell;Ann;Mary;Dr;MBE\r\nFN:Dr Ann Mary Bell MBE\r\nNICKNAME:Annie\r\nORG:Elm School;Office\r\n"
            "TITLE:Headteacher\r\nEMAIL;TYPE=work,pref:head@elm.example\r\nNOTE:Met in May\r\nUID:urn:uuid:4fd1\r\n"
            "CATEGORIES:myContacts,Heads\r\nBDAY:1970-01-01"
        )
    )
    assert isinstance(one, IncomingPerson)
    assert (one.title, one.given_name, one.family_name, one.post_nominals) == ("Dr", "Ann Mary", "Bell", "MBE")
    assert (one.key, one.known_as, one.place.name) == ("vcard:4fd1", "Annie", "Elm School")
    assert [(each.role, each.job_title) for each in one.offices] == [("Head of institution", "Headteacher")]
    assert one.ways == (Way(EMAIL, "head@elm.example", "Work", True),)
    assert (one.note, one.tags) == ("Met in May\nDepartment: Office", ("Heads",))
    assert (one.remarks, one.doubts, one.refusal) == (("Left out: birthday.",), (), "")


def test_numbers_are_told_apart_by_their_types_and_by_their_own_digits(read):
    one = only(
        read(
            "FN:Ann Bell\r\nN:Bell;Ann;;;\r\nTEL;TYPE=voice,work,msg:0113 496 0000\r\nTEL;TYPE=cell:+33 6 12\r\n"
            "TEL;TYPE=fax,work:0113 496 0001\r\nTEL:07700 900123\r\nTEL:07624 490000\r\nTEL:07000 900123\r\n"
            "TEL;TYPE=home:07700 900123\r\nitem1.TEL:01632 960001\r\nitem1.X-ABLabel:Evenings"
        )
    )
    assert [(way.kind, way.value, way.label) for way in one.ways] == [
        (PHONE, "0113 496 0000", "Work"),
        (MOBILE, "+33 6 12", ""),
        (PHONE, "0113 496 0001", "Fax"),
        (MOBILE, "07700 900123", ""),
        (MOBILE, "07624 490000", ""),
        (PHONE, "07000 900123", ""),
        (PHONE, "01632 960001", "Evenings"),
    ]


def test_a_home_address_never_comes_in_and_that_is_said(read):
    one = only(
        read(
            "FN:Ann Bell\r\nN:Bell;Ann;;;\r\nADR;TYPE=HOME:;;9 Elm Lane;Leeds;;LS6 2AB;\r\n"
            "ADR;TYPE=WORK:;Annexe;1 School Road;Leeds;;ls62ae;United Kingdom\r\n"
            "item1.ADR:;;8 Oak Lane;Leeds;;LS6 2AD;\r\nitem1.X-ABLabel:Home"
        )
    )
    assert one.postal == Postal(("Annexe", "1 School Road"), "Leeds", "", "LS6 2AE")
    assert one.remarks == ("A home address was left out.",)
    assert "Lane" not in str(one)


def test_an_address_abroad_ends_with_its_country_and_goes_out_as_it_came(read):
    line = "ADR;TYPE=work:;;3 rue Haute;Paris;;75001;France"
    one = only(read(f"FN:Ann Bell\r\nN:Bell;Ann;;;\r\n{line}"))
    assert one.postal == Postal(("3 rue Haute",), "Paris", "", "75001", "France")
    way = postal_way(one.postal)
    assert way is not None
    assert way.value == "3 rue Haute, Paris, 75001, France"
    assert address_of_text(way.value) == CardAddress(
        street="3 rue Haute", town="Paris", postcode="75001", country="France"
    )


@pytest.mark.parametrize(
    "body",
    [
        "KIND:org\r\nFN:Elm School\r\nURL:https://elm.example",
        "FN:Elm School\r\nN:;;;;\r\nORG:Elm School;\r\nX-ABShowAs:COMPANY\r\nURL:https://elm.example",
        "FN:Elm School\r\nORG:Elm School\r\nURL:https://elm.example",
    ],
)
def test_an_organisation_however_it_is_said(read, body):
    one = only(read(body))
    assert isinstance(one, IncomingOrganisation)
    assert (one.name, one.website, one.ways, one.doubts) == ("Elm School", "https://elm.example", (), ())


def test_an_organisation_that_hides_a_person_is_doubtful(read):
    one = only(read("FN:Ann Bell\r\nN:Bell;Ann;;;\r\nORG:Elm School\r\nX-ABShowAs:COMPANY"))
    assert isinstance(one, IncomingOrganisation)
    assert "Ann Bell" in one.doubts[0]


def test_a_list_names_its_members_by_card_and_by_address(read):
    found = read(
        "KIND:group\r\nFN:Heads\r\nUID:g\r\nMEMBER:urn:uuid:4FD1\r\nMEMBER:mailto:bo@elm.example\r\nMEMBER:urn:uuid:4FD1",
        "X-ADDRESSBOOKSERVER-KIND:group\r\nFN:Clerks\r\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:c1",
        version="4.0",
    )
    heads, clerks = found.contacts
    assert isinstance(heads, IncomingList)
    assert (heads.name, heads.key, heads.members) == ("Heads", "vcard:g", ("vcard:4FD1", "bo@elm.example"))
    assert clerks.members == ("vcard:c1",)


@pytest.mark.parametrize(
    ("body", "names", "told"),
    [
        ("FN:Mrs Paula Head", ("Mrs", "Paula", "Head"), ""),
        ("FN:Bell\\, Ann", ("", "Ann", "Bell"), "“Bell” was taken"),
        ("FN:Ruth Ann van der Berg", ("", "Ruth Ann", "van der Berg"), "“van der Berg” was taken"),
    ],
)
def test_a_name_in_one_piece_is_cut_and_told(read, body, names, told):
    one = only(read(body))
    assert (one.title, one.given_name, one.family_name) == names
    assert told in " ".join(one.remarks)
    assert bool(one.remarks) == bool(told)


def test_a_name_that_is_no_persons_is_doubtful(read):
    two, office = read("FN:Mr P Jones and Ms A Khan", "FN:School office").contacts
    assert "not the name of one person" in two.doubts[0]
    assert "“School office”" in office.doubts[0]


def test_a_card_without_a_name_is_doubtful_and_one_without_anything_refused(read):
    address, empty = read("EMAIL:office@elm.example", "REV:2024").contacts
    assert (address.name, bool(address.doubts), address.refusal) == ("office@elm.example", True, "")
    assert empty.refusal == "The card names nobody."


def test_what_was_recognised_is_told(read):
    found = read("FN:A B", "FN:C D").recognised
    assert (found.kind, found.words, found.encoding) == ("vcard", "vCard 3.0, 2 cards", "utf-8")


def test_a_card_that_the_file_breaks_off_in_is_doubtful(tmp_path):
    path = tmp_path / "cut.vcf"
    path.write_text("BEGIN:VCARD\nFN:Ann Bell\nTEL:01", "utf-8")
    assert "breaks off" in only(read_vcards(path)).doubts[0]


@pytest.mark.parametrize("content", [b"", b"\0" * 5000, b"<html><body>", b"name,email\nAnn,a@b\n", b"%PDF-1.4"])
def test_what_is_no_address_book_is_refused_in_a_sentence(tmp_path, content):
    path = tmp_path / "odd.vcf"
    path.write_bytes(content)
    with pytest.raises(BadImport, match=r"odd\.vcf") as told:
        read_vcards(path)
    assert "\n" not in str(told.value)


def test_far_too_much_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "much.vcf"
    path.write_text("BEGIN:VCARD\nFN:A B\nEND:VCARD\n" * 50)
    for bound, most in (("MOST_CARDS", 49), ("MOST_BYTES", 100), ("MOST_LINES", 0), ("MOST_LETTERS", 99)):
        with monkeypatch.context() as patch:
            patch.setattr(contacts, bound, most)
            patch.setattr(contacts, "_LINES_A_STEP", 10)
            with pytest.raises(BadImport, match="more than an address book"):
                read_vcards(path)
    with pytest.raises(Stopped):
        read_vcards(path, lambda: True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.text(st.characters(exclude_characters="\r\n"), max_size=60), max_size=12))
def test_any_lines_give_somebody_or_a_sentence(tmp_path, lines):
    path = tmp_path / "any.vcf"
    names = ("FN", "N", "ORG", "TEL;TYPE=home", "ADR", "EMAIL", "MEMBER", "KIND", "UID", "NOTE", "X-ABShowAs", "")
    text = "\r\n".join(f"{name}:{line}" for name, line in zip(names, lines, strict=False))
    path.write_bytes(f"BEGIN:VCARD\r\n{text}\r\nEND:VCARD".encode("utf-8", "surrogatepass"))
    try:
        found = read_vcards(path)
    except BadImport:
        return
    assert all(one.name or one.refusal or one.doubts for one in found.contacts)


def test_ten_thousand_cards_are_read_in_five_seconds(tmp_path):
    path = tmp_path / "many.vcf"
    card = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Bell{0};Ann;;Dr;\r\nFN:Dr Ann Bell{0}\r\nORG:Elm School {0};Office\r\n"
        "TITLE:Clerk\r\nEMAIL;TYPE=work:ann{0}@elm.example\r\nTEL;TYPE=cell:07700 900{0:03}\r\n"
        "ADR;TYPE=WORK:;;1 Elm Lane;Leeds;;LS6 2AB;\r\nNOTE:Long\\nnote\r\nUID:u{0}\r\nEND:VCARD\r\n"
    )
    path.write_text("".join(card.format(number) for number in range(10_000)), newline="")
    begun = time.process_time()
    assert len(read_vcards(path).contacts) == 10_000
    assert time.process_time() - begun < 5


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real files stand beside the project, not in it")
@pytest.mark.parametrize("path", sorted(SHARED.glob("*.vcf")), ids=lambda path: path.name)
def test_every_card_of_a_real_file_comes_in(path):
    found = read_vcards(path)
    text = path.read_bytes().upper()
    assert len(found.contacts) == text.count(b"BEGIN:VCARD") - text.count(b"\nAGENT:BEGIN")
    assert not any(one.refusal for one in found.contacts)
    # Khard's people are called "contact with category" and the like, which nobody is.
    assert path.name.startswith("khard") or not any(one.doubts for one in found.contacts)
    assert found.recognised.words.startswith("vCard ")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real files stand beside the project, not in it")
def test_the_real_home_addresses_stay_out():
    for name in ("ez-vcard__John_Doe_GMAIL.vcf", "khard__post.vcf", "VCards__Photo_v3.vcf"):
        one = only(read_vcards(SHARED / name))
        assert not one.postal
        assert "A home address was left out." in one.remarks


def test_values_that_hold_several_ways_or_none(read):
    one = only(
        read(
            'FN:Ann Bell\r\nN:Bell;Ann;;;\r\nEMAIL:a@elm.example; b@elm.example\r\nEMAIL:"Ann" <c@elm.example>\r\n'
            "EMAIL:no address\r\nTEL:01632 960001 / 01632 960002\r\nTEL:ask office\r\nTEL;X-Evenings:01632 960003\r\n"
            "TEL:01632 960004,,123#\r\nTEL;X-CUSTOM:01632 960005",
            version="2.1",
        )
    )
    assert [(way.value, way.label) for way in one.ways] == [
        ("a@elm.example", ""), ("b@elm.example", ""), ("c@elm.example", ""), ("01632 960001", ""), ("01632 960002", ""),
        ("01632 960003", "Evenings"), ("01632 960004,,123#", ""), ("01632 960005", ""),
    ]  # fmt: skip
    assert len(one.remarks) == 2
    assert all("left out" in remark for remark in one.remarks)


def test_the_given_name_may_stand_in_the_whole_name_only(read):
    one = only(read("N:Smith\r\nFN:Jo Smith"))
    assert (one.given_name, one.family_name) == ("Jo", "Smith")


def test_an_office_that_an_address_book_cut_in_two_is_asked_about(read):
    office = only(read("N:Centre;Elm City Council Contact;;;\r\nFN:Elm City Council Contact Centre"))
    assert "may be no person" in office.doubts[0]
    assert only(read("N:School;Alice;;;\r\nFN:Alice School")).doubts == ()


def test_further_offices_and_private_things_are_told_once(read):
    one = only(
        read(
            "N:Bell;Ann;;;\r\nFN:Ann Bell\r\nTITLE:Head\r\nTITLE:Governor\r\nX-SPOUSE:Al\r\nX-ABRELATEDNAMES:Bo\r\n"
            "GENDER:F"
        )
    )
    assert one.remarks == ("Left out: relations, gender.", "The card also names “Governor”. Add that by hand.")
