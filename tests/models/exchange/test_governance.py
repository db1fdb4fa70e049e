"""Governors from the register's files: who, where, in which role; when a term ends and when it has ended."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import BadImport, Stopped
from models.exchange.governance import people
from models.exchange.governance.people import read_governance
from models.exchange.governance.words import appointing_body_of, role_of
from models.exchange.incoming import Place
from models.exchange.workbook import open_workbook
from models.roles import ROLES

SHARED = Path(__file__).parents[4] / "shared" / "data" / "dev" / "gias"
TODAY = date(2026, 11, 23)
HEAD = (
    "GID,URN,UID,Companies House Number,Role,Title,Forename 1,Forename 2,Surname,Date of appointment,"
    "Date term of office ends/ended,Appointing body"
)


@pytest.fixture
def read(tmp_path):
    def read(*rows: str, head: str = HEAD, **options):
        path = tmp_path / "governancealldata20261101.csv"
        path.write_text("\r\n".join((head, *rows)), "cp1252")
        return read_governance(path, TODAY, **options)

    return read


def only(found):
    (contact,) = found.contacts
    return contact


def test_a_governor_with_school_role_and_who_appointed_them(read):
    one = only(read("7,107966,,,Governor,Mrs,Ann,May,Head,01/09/2024,31/08/2028,Elected by parents"))
    assert (one.title, one.given_name, one.family_name, one.key) == ("Mrs", "Ann May", "Head", "gid:7")
    assert one.place == Place(urn="107966")
    (office,) = one.offices
    assert (office.role, office.job_title, office.appointing_body) == ("Governor", "", "elected by parents")
    assert (office.starts_on, office.term_ends_on, office.ends_on) == (date(2024, 9, 1), date(2028, 8, 31), None)
    assert (one.refusal, one.doubts, one.remarks) == ("", (), ())


@pytest.mark.parametrize(
    ("written", "term_ends", "ended"),
    [
        ("24/11/2026", date(2026, 11, 24), None),
        ("23/11/2026", date(2026, 11, 23), None),
        ("22/11/2026", None, date(2026, 11, 23)),
        ("", None, None),
        ("31/12/9999", date(9999, 12, 31), None),
    ],
)
def test_the_day_a_term_ends_is_due_until_it_is_past(read, written, term_ends, ended):
    office = only(read(f"7,107966,,,Governor,Mrs,Ann,,Bell,,{written},N/A")).offices[0]
    assert (office.term_ends_on, office.ends_on, office.appointing_body) == (term_ends, ended, "")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("7,107966,,,Governor,,Headteacher,,,,,", "“Headteacher” is not the name of a person."),
        ("7,107966,,,Governor,Mr,,,Vacancy,,,", "“Mr Vacancy” is not the name of a person."),
        ("7,107966,,,Governor,,,,,,,", "The name is blank."),
        ("7,107966,,,,Mr,Bo,,Lee,,,", "The role is blank."),
        ("7,,,,Governor,Mr,Bo,,Lee,,,", "URN and UID are blank"),
        ("7,107966,,,Governor,Mr,Bo,,Lee,15/07/2020,14/07/2020,", "ends before it begins"),
        ("7,,2046,,Member - organisation,,,,Elm Trust,,,", "is an organisation"),
    ],
)
def test_a_row_of_no_use_is_refused_with_its_reason_and_given_back(read, row, why):
    one = only(read(row))
    assert why in one.refusal
    assert (one.number, one.offices, ",".join(one.cells)) == (2, (), row)


def test_one_appointment_stands_once_and_shared_governors_at_each_school(read):
    row = "7,{},,,Shared Local Governor - Establishment,Mr,Bo,,Lee,,,"
    first, other, twice = read(row.format(107966), row.format(107967), row.format(107966)).contacts
    assert (first.refusal, other.refusal, first.key == other.key) == ("", "", True)
    assert "stands twice" in twice.refusal


def test_a_cell_that_cannot_be_read_is_left_blank_and_told(read):
    one = only(read("7,107966,,,Governor,Owner Manager,Bo,,Lee,31/02/2020,May 2027,"))
    assert (one.title, one.offices[0].starts_on, one.offices[0].term_ends_on) == ("", None, None)
    assert len(one.remarks) == 3
    assert "31/02/2020" in one.remarks[0]
    assert "“Owner Manager” is no title" in one.remarks[2]


def test_two_people_in_a_row_are_two_doubtful_ones(read):
    found = read("7,107966,,,Governor,Mr,Iain and Ben,,Erskine,,,").contacts
    assert [one.given_name for one in found] == ["Iain", "Ben"]
    assert all(one.doubts for one in found)


def test_only_the_schools_and_trusts_asked_for_are_read(read):
    rows = [f"{number},10000{number},,,Governor,Mr,Bo,,Lee,,," for number in range(1, 6)]
    found = read(*rows, wanted=lambda place: place.urn == "100003")
    assert [one.key for one in found.contacts] == ["gid:3"]
    assert found.remarks == ("4 rows are of schools or trusts that are not in your records. Add those you want first.",)


@pytest.mark.parametrize(
    ("given", "role", "local"),
    [
        ("Chair of Governors", "Chair of governors", ""),
        ("Chair of Local Governing Body", "Chair of governors", "Chair of Local Governing Body"),
        (
            "Shared Chair of Local Governing Body - Group",
            "Chair of governors",
            "Shared Chair of Local Governing Body - Group",
        ),
        ("Member - individual", "Trust member", "Member - individual"),
        ("Chief Financial Officer", "Chief financial officer", ""),
        (
            "Governance Professional to a Multi-Academy Trust (MAT)",
            "Governance professional (clerk)",
            "Governance Professional to a Multi-Academy Trust (MAT)",
        ),
        ("Lamplighter", "Lamplighter", ""),
    ],
)
def test_roles_in_the_programs_words(given, role, local):
    assert role_of(given) == (role, local)


def template(path: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Data"
    own = (heading for heading in HEAD.split(",") if not heading.startswith("Companies"))
    sheet.append([*own, "Home postcode", "Telephone number", "Direct email address", "Date of Birth"])
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_the_registers_own_template_is_read_and_its_private_columns_are_not(tmp_path):
    good = (None, 107966, None, "Governor", "Canon", "Bo", None, "Lee", date(2024, 9, 1), date(2030, 8, 31))
    body = "Nominated by LA and appointed by GB"
    path = template(
        tmp_path / "template.xlsx",
        (*good, body, "LS6 2AB", "0113 496 0000", "bo@elm.example", date(1980, 1, 2)),
        (8, None, 2046, "Trustee", None, "Ann", None, None, None, None, None, "LS6 2AB", None, None, None),
    )
    found = read_governance(path, TODAY)
    bo, ann = found.contacts
    assert (bo.title, bo.family_name, bo.key, bo.place.urn) == ("Canon", "Lee", "", "107966")
    assert (bo.offices[0].starts_on, bo.offices[0].term_ends_on) == (date(2024, 9, 1), date(2030, 8, 31))
    assert bo.offices[0].appointing_body == "nominated by the local authority"
    assert [way.value for way in bo.ways] == ["0113 496 0000", "bo@elm.example"]
    assert ann.number == 3
    assert "LS6 2AB" not in str(found.contacts)
    assert "1980" not in str(found.contacts)
    assert found.remarks == ("Private columns were not read: Home postcode, Date of Birth.",)
    assert found.recognised.sheet == "Data"


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("URN,EstablishmentName\r\n100000,Elm", "a file of establishments from the register, not of governors"),
        ("Name,Party\r\nAnn,Green", "not a file of Get Information"),
    ],
)
def test_another_kind_of_file_is_refused_by_its_name(read, head, told):
    with pytest.raises(BadImport, match=told):
        read(head=head)


def test_a_workbook_of_something_else_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Name", "Party"])
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(BadImport, match="no file of governors"):
        read_governance(tmp_path / "other.xlsx", TODAY)
    (tmp_path / "false.xlsx").write_bytes(b"GID,Role")
    with pytest.raises(BadImport, match=r"false\.xlsx"):
        read_governance(tmp_path / "false.xlsx", TODAY)


def test_reading_can_be_stopped_and_has_a_bound(read, monkeypatch):
    row = "7,107966,,,Governor,Mr,Bo,,Lee,,,"
    with pytest.raises(Stopped):
        read(row, cancelled=lambda: True)
    for bound, most in (("MOST_PEOPLE", 1), ("MOST_LETTERS", 20)):
        with monkeypatch.context() as patch:
            patch.setattr(people, bound, most)
            with pytest.raises(BadImport, match="Choose the schools"):
                read(row, row)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", min_codepoint=32, exclude_characters='"'), max_size=40),
        min_size=12,
        max_size=14,
    )
)
def test_any_row_gives_a_person_or_a_reason(tmp_path, cells):
    path = tmp_path / "governance.csv"
    path.write_text(HEAD + "\n" + ",".join(f'"{cell}"' for cell in cells), "utf-8")
    for one in read_governance(path, TODAY).contacts:
        assert one.refusal or (one.family_name and one.offices[0].role and one.place)


def test_a_quarter_of_england_is_passed_over_in_little_time(tmp_path):
    path = tmp_path / "governance.csv"
    row = "{0},{1},,,Governor,Mrs,Ann{0},May,Bell{0},01/09/2024,31/08/2028,Elected by parents"
    path.write_text("\n".join((HEAD, *(row.format(number, 100000 + number // 10) for number in range(60_000)))))
    begun = time.process_time()
    found = read_governance(path, TODAY, wanted=lambda place: place.urn == "100007")
    assert len(found.contacts) == 10
    assert time.process_time() - begun < 5


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real files stand beside the project, not in it")
def test_the_file_beside_the_project():
    found = read_governance(SHARED / "governancemaintaineddata_constructed.csv", TODAY)
    taken = [one for one in found.contacts if not one.refusal]
    assert [one.name for one in taken] == [
        "Mrs Eleanor Jane Fairweather",
        "Mr Tomás Ní Mhurchú",
        "Professor Adaeze Bello",
    ]
    assert [one.number for one in found.contacts if one.refusal] == [4, 6]
    chair = taken[0].offices[0]
    assert (chair.role, chair.ends_on, chair.term_ends_on) == ("Chair of governors", date(2025, 9, 1), None)
    earlier = read_governance(SHARED / "governancemaintaineddata_constructed.csv", date(2024, 1, 1)).contacts
    assert earlier[0].offices[0].term_ends_on == date(2025, 8, 31)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real files stand beside the project, not in it")
def test_the_registers_template_and_its_vocabulary():
    path = SHARED / "GovernorsBulkUpdateTemplate.xlsx"
    assert read_governance(path, TODAY).contacts == ()
    with open_workbook(path) as book:
        lists = [row.cells for row in book.read(1).rows[2:]]
    bodies = [str(cells[10]) for cells in lists if 10 in cells]
    roles = [str(cells[3]) for cells in lists if 3 in cells]
    assert (len(bodies), len(roles)) == (14, 7)
    assert all(appointing_body_of(body) != body or body.startswith("Elected") for body in bodies)
    assert all(role_of(role)[0] in {*ROLES, "Chief financial officer"} for role in roles)
