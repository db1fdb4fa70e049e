"""Which kind a file is, by what it holds and how it ends."""

from __future__ import annotations

import gzip
import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from models.errors import BadImport
from models.imports import signs
from models.imports.known import IMPORTS
from models.imports.recognising import OTHER_WAYS, head_of, is_sure, recognise, refuse_unknown

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Lee\r\nEND:VCARD\r\n"
CALENDAR = "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n"
SCHOOLS = "URN,LA (code),EstablishmentNumber,EstablishmentName\n100000,201,3614,Elm Lane\n"
GOVERNORS = "GID,URN,Role,Title,Forename 1,Surname\n1,100000,Chair of governors,Mrs,Ann,Lee\n"
OUTLOOK = "First Name,Last Name,Company,E-mail Address,Mobile Phone\nAnn,Lee,Elm Lane,a@school.example,07700 900123\n"
OUR_OWN = "Contacts of the cluster 2026\n\nSchool;Contact name;Telephone\nElm Lane;Ann Lee;01632 960001\n"
COUNCIL = "Title,Councillor,Ward,Political party,Email\nCllr,Ann Lee,Elm,Independent,a@council.example\n"
MODERNGOV = '<?xml version="1.0"?>\n<councillorsbyward><wards><ward/></wards></councillorsbyward>'
POPOLO = '{"persons": [{"name": "Ann Lee"}], "memberships": []}'
POSTCODES = '"CB1 0AA",10,545000,258000,"E92000001","","E19000002","","E07000008","E05002702"\n'
ONS = "pcd7,pcd8,pcds,dointr,doterm,lat,long\nCB10AA,CB1 0AA,CB1 0AA,200001,,52.1,0.1\n"
MAIL = "Received: from a\nFrom: a@school.example\nTo: b@school.example\nSubject: Fair\n\nHello\n"
PLAIN = "The minutes of the meeting.\nThere was tea.\n"

SIGNS: dict[str, tuple[signs.Recognises, str, tuple[str, ...]]] = {
    "vcard": (signs.is_vcard, "a.vcf", (CARD,)),
    "calendar": (signs.is_calendar, "a.ics", (CALENDAR,)),
    "register": (signs.is_register, "a.csv", (SCHOOLS,)),
    "governance": (signs.is_governance, "a.csv", (GOVERNORS,)),
    "contacts": (signs.is_contacts, "a.csv", (OUTLOOK, OUR_OWN)),
    "postcodes": (signs.is_postcodes, "a.csv", (POSTCODES, ONS)),
    "mail": (signs.is_mail, "a.eml", (MAIL,)),
}
EVERY = (CARD, CALENDAR, SCHOOLS, GOVERNORS, OUTLOOK, COUNCIL, MODERNGOV, POPOLO, POSTCODES, ONS, MAIL, PLAIN)


@pytest.mark.parametrize("name", SIGNS)
def test_a_kind_knows_its_own_files_and_is_sure_of_no_other(name: str) -> None:
    sign, file, own = SIGNS[name]
    for text in own:
        assert sign(Path(file), text.encode()) >= signs.LIKELY
    for text in EVERY:
        if text not in own:
            assert sign(Path("a.txt"), text.encode()) < signs.CERTAIN


def test_councillors_are_told_from_any_contacts() -> None:
    for text in (COUNCIL, MODERNGOV, POPOLO):
        assert signs.is_councillors(Path("a.csv"), text.encode()) >= signs.LIKELY
    assert signs.is_councillors(Path("a.csv"), COUNCIL.encode()) > signs.is_contacts(Path("a.csv"), COUNCIL.encode())
    assert signs.is_contacts(Path("a.csv"), OUTLOOK.encode()) > signs.is_councillors(Path("a.csv"), OUTLOOK.encode())
    assert not signs.is_councillors(Path("a.xml"), b"<html><body>councillors by ward</body></html>")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_is_seen_through(encoding: str) -> None:
    assert signs.is_vcard(Path("a"), CARD.replace("Lee", "Leé").encode(encoding)) == signs.CERTAIN
    assert signs.is_contacts(Path("a.csv"), OUTLOOK.replace("Lee", "Leé").encode(encoding)) > signs.LIKELY


@pytest.mark.parametrize("name", ["a.csv.gz", "contacts.zip", "A.TAB"])
def test_a_table_that_is_packed_is_still_one_where_its_headings_say_so(name: str) -> None:
    assert signs.is_contacts(Path(name), OUTLOOK.encode()) > signs.LIKELY
    assert signs.is_contacts(Path("a.zip"), PLAIN.encode()) == signs.is_contacts(Path("a.zip"), b"PK\x03\x04") == 0


@pytest.mark.parametrize("name", ["book.ldif", "list.numbers", "list.slk", "list.xlsb"])
def test_a_table_that_is_not_read_goes_to_whoever_says_what_to_do(name: str) -> None:
    assert signs.is_contacts(Path(name), b"PK\x03\x04") == signs.POSSIBLE


def test_a_message_of_outlook_is_told_from_an_old_workbook() -> None:
    assert signs.is_mail(Path("a.msg"), signs.OLD_OFFICE) == signs.CERTAIN
    assert signs.is_mail(Path("a.xls"), signs.OLD_OFFICE) == 0
    assert signs.is_contacts(Path("a.xls"), signs.OLD_OFFICE) == signs.POSSIBLE


def test_a_file_is_looked_into_where_it_is_packed(tmp_path: Path) -> None:
    packed = tmp_path / "schools.csv.gz"
    packed.write_bytes(gzip.compress(SCHOOLS.encode()))
    assert [one.key for one in recognise(packed)][:1] == ["gias"]
    book = Workbook()
    book.active.append(["List of governors"])
    book.active.append(["GID", "URN", "Role", "Surname"])
    place = tmp_path / "list.xlsx"
    book.save(place)
    assert "GID" in signs.text_of(head_of(place))
    found = recognise(place)
    assert found[0].key == "governance"
    assert found[0].is_import
    assert is_sure(found)


def test_every_kind_is_asked_and_the_surest_comes_first(tmp_path: Path) -> None:
    card = tmp_path / "no ending"
    card.write_text(CARD)
    assert recognise(card)[0].key == "vcard"
    assert recognise(card)[0].key not in OTHER_WAYS
    governors = tmp_path / "governors.csv"
    governors.write_text(GOVERNORS)
    assert recognise(governors)[0].key == "governance"
    assert [one.score for one in recognise(governors)] == sorted(
        (one.score for one in recognise(governors)), reverse=True
    )
    for key, kind in IMPORTS.items():
        assert kind.recognises is None or kind.recognises(Path("minutes.docx"), PLAIN.encode()) == 0, key


def test_our_own_files_come_in_by_their_own_ways(tmp_path: Path) -> None:
    book = tmp_path / "mine.liaison"
    book.write_bytes(b"SQLite format 3\x00")
    assert recognise(book)[0].key == "book"
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("datapackage.json", '{"resources": []}')
    assert "archive" in [one.key for one in recognise(tmp_path / "all.zip")]


def test_nonsense_is_nothing_and_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    for number, data in enumerate((b"", b"\x00" * 5000, b"PK\x03\x04broken", b"\xff\xfe\x00", PLAIN.encode())):
        place = tmp_path / f"{number}.docx"
        place.write_bytes(data)
        assert recognise(place) == ()
    with pytest.raises(BadImport, match="is a folder"):
        recognise(tmp_path)
    with pytest.raises(BadImport, match="no file"):
        recognise(tmp_path / "gone.csv")


def test_an_invitation_by_email_is_an_email() -> None:
    invitation = MAIL.replace("Hello", f"Content-Type: text/calendar\n\n{CALENDAR}{CARD}")
    for sign in (signs.is_calendar, signs.is_vcard):
        assert sign(Path("a.eml"), invitation.encode()) == 0
    assert signs.is_mail(Path("a.eml"), invitation.encode()) == signs.CERTAIN


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_cards_and_calendars_are_known_in_any_characters(encoding: str, end: str) -> None:
    assert signs.is_vcard(Path("a"), CARD.replace("\r\n", end).encode(encoding)) == signs.CERTAIN
    assert signs.is_calendar(Path("a"), CALENDAR.replace("\n", end).encode(encoding)) == signs.CERTAIN


def test_councillors_under_a_namespace_and_candidates_of_today_are_known() -> None:
    named = MODERNGOV.replace("councillorsbyward", "m:councillorsbyward")
    assert signs.is_councillors(Path("a.xml"), named.encode()) == signs.CERTAIN
    candidates = (
        "person_id,person_name,election_id,ballot_paper_id,party_name,post_label,elected\n1,Ann,local.a,b,x,y,t\n"
    )
    assert signs.is_councillors(Path("a.csv"), candidates.encode()) > signs.is_contacts(
        Path("a.csv"), candidates.encode()
    )


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n"])
def test_a_file_of_empty_lines_is_seen_through_at_once(end: bytes) -> None:
    begun = time.process_time()
    assert signs.is_vcard(Path("a.csv"), b"Name" + end * 60_000) == 0
    assert signs.is_calendar(Path("a.csv"), b"Name" + end * 60_000) == 0
    assert signs.is_vcard(Path("a.csv"), end * 9 + b" BEGIN:VCARD " + end) == signs.CERTAIN
    assert time.process_time() - begun < 2


def test_candidates_and_bare_directories_are_told_from_contacts(tmp_path: Path) -> None:
    candidates = tmp_path / "candidates.csv"
    candidates.write_text("name,id,party,constituency,gender,email,birth_date,elected\nAnn Lee,7,Labour,Elm,f,,,True\n")
    directory = tmp_path / "CB.csv"
    directory.write_text("Postcode,lat,long\nCB1 0AA,52.19226,0.13720\n")
    schools = tmp_path / "schools.csv"
    schools.write_text("School,Postcode,Lat,Long\nElm Lane,CB1 0AA,52.19226,0.13720\n")
    for path, key in ((candidates, "councillors"), (directory, "postcodes"), (schools, "contacts")):
        found = recognise(path)
        assert (found[0].key, is_sure(found)) == (key, True)


def test_of_a_packed_file_that_nobody_takes_it_is_said_why(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "list.xlsx")
    packed, two, plain = tmp_path / "list.zip", tmp_path / "two.zip", tmp_path / "minutes.docx"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(tmp_path / "list.xlsx", "list.xlsx")
    with zipfile.ZipFile(two, "w") as archive:
        archive.writestr("a.csv", PLAIN)
        archive.writestr("b.csv", PLAIN)
    plain.write_text(PLAIN)
    for path, words in ((packed, "Unpack it"), (two, "holds 2 tables"), (plain, "Say what it is")):
        assert recognise(path) == ()
        with pytest.raises(BadImport, match=words):
            refuse_unknown(path)
