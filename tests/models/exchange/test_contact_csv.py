"""Contacts as tables: the headings Google and Outlook know, nothing lost, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings

from models.exchange.contact_csv.google import write_google
from models.exchange.contact_csv.outlook import COLUMNS, write_outlook
from models.exchange.vcards.cards import Card, CardAddress, CardKind, CardWay
from models.formulas import csv_reach, csv_text
from tests.models.exchange.made_cards import PEOPLE

SHARED = Path(__file__).parents[4] / "shared" / "data" / "dev" / "contacts_csv"


def table(data: bytes, encoding: str = "utf-8") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(encoding), newline="")))


def ann(**more: object) -> Card:
    return Card(0, display="Ms Ann Bell", prefix="Ms", given="Ann", family="Bell", **more)  # type: ignore[arg-type]


def test_google_gets_the_headings_it_writes_itself():
    row = table(
        write_google(
            [
                ann(
                    organisation="Elm Lane Primary School",
                    title="SENCO",
                    nickname="Annie",
                    emails=[CardWay("ann@elm.example", frozenset({"work"}), preferred=True), CardWay("a@b.example")],
                    phones=[CardWay("+44 7700 900123", frozenset({"cell"})), CardWay("01223 1", label="Evenings")],
                    addresses=[CardAddress(street="1 Elm Lane\nBarton", town="Leeds", postcode="LS6 2AB")],
                    categories=["Schools", "SEND"],
                )
            ]
        )
    )[0]
    told = {name: value for name, value in row.items() if value}
    assert told == {
        "First Name": "Ann",
        "Last Name": "Bell",
        "Name Prefix": "Ms",
        "Nickname": "Annie",
        "Organization Name": "Elm Lane Primary School",
        "Organization Title": "SENCO",
        "Labels": "* myContacts ::: Schools ::: SEND",
        "E-mail 1 - Label": "* Work",
        "E-mail 1 - Value": "ann@elm.example",
        "E-mail 2 - Value": "a@b.example",
        "Phone 1 - Label": "Mobile",
        "Phone 1 - Value": "+44 7700 900123",
        "Phone 2 - Label": "Evenings",
        "Phone 2 - Value": "01223 1",
        "Address 1 - Formatted": "1 Elm Lane\nBarton\nLeeds\nLS6 2AB",
        "Address 1 - Street": "1 Elm Lane\nBarton",
        "Address 1 - City": "Leeds",
        "Address 1 - Postal Code": "LS6 2AB",
    }


def test_google_has_no_mark_and_an_organisation_no_name_of_a_person():
    data = write_google([Card(0, kind=CardKind.ORGANISATION, display="Food Bank", organisation="Food Bank")])
    assert not data.startswith(b"\xef\xbb\xbf")
    row = table(data)[0]
    assert (row["First Name"], row["Last Name"], row["Organization Name"]) == ("", "", "Food Bank")


def test_nobody_at_all_is_a_table_with_headings():
    assert table(write_google([])) == []
    assert table(write_outlook([])[0]) == []


@settings(deadline=None)
@given(PEOPLE)
def test_google_gets_all_of_a_card_and_no_formula(card):
    row = table(write_google([card]))[0]
    assert row["First Name"] == csv_text(card.given)
    assert row["Last Name"] == csv_text(card.family)
    assert row["Organization Name"] == csv_text(card.organisation)
    for what, ways in (("E-mail", card.emails), ("Phone", card.phones)):
        assert [row[f"{what} {number} - Value"] for number in range(1, len(ways) + 1)] == [way.value for way in ways]
    reach = {value for name, value in row.items() if name.endswith("- Value")}
    assert not [value for value in row.values() if csv_text(value) != value and value not in reach]


def test_outlook_gets_its_own_columns_each_quoted_in_the_characters_of_windows():
    data, encoding = write_outlook(
        [
            ann(
                organisation="St Thomas à Becket",
                emails=[CardWay("ann@elm.example")],
                phones=[
                    CardWay("+44 1223 460277"),
                    CardWay("07700 900123", frozenset({"cell"})),
                    CardWay("01223 2", frozenset({"fax"})),
                    CardWay("01223 3", frozenset({"home"})),
                ],
                addresses=[CardAddress(street="1 Elm Lane\nBarton", town="Leeds", region="Yorks", postcode="LS6 2AB")],
                websites=[CardWay("https://elm.example")],
                categories=["Schools", "A;B"],
            )
        ]
    )
    assert encoding == "windows-1252"
    assert len(COLUMNS) == len(set(COLUMNS)) == 92
    assert data.startswith(b'"Title","First Name",')
    row = table(data, "cp1252")[0]
    assert (row["Company"], row["Categories"]) == ("St Thomas à Becket", "Schools;A,B")
    assert (row["Business Phone"], row["Mobile Phone"]) == ("+44 1223 460277", "07700 900123")
    assert (row["Business Fax"], row["Home Phone"]) == ("01223 2", "01223 3")
    assert (row["E-mail Address"], row["E-mail Type"]) == ("ann@elm.example", "SMTP")
    assert (row["Business Street"], row["Business Street 2"]) == ("1 Elm Lane", "Barton")
    assert (row["Business City"], row["Business Postal Code"]) == ("Leeds", "LS6 2AB")
    assert (row["Web Page"], row["Anniversary"]) == ("https://elm.example", "0/0/00")


def test_a_letter_that_windows_lacks_costs_nothing():
    data, encoding = write_outlook([ann(), ann(nickname="", organisation="Szkoła w Łodzi")])
    assert encoding == "utf-8"
    assert [row["Company"] for row in table(data, "utf-8-sig")] == ["", "Szkoła w Łodzi"]


def test_what_has_no_column_in_outlook_stands_in_the_notes():
    many = [CardWay(f"a{number}@elm.example") for number in range(5)]
    data, _encoding = write_outlook([ann(emails=many, phones=[CardWay(f"01223 {n}") for n in range(8)])])
    row = table(data, "cp1252")[0]
    everything = "\n".join(row.values())
    assert all(way.value in everything for way in many)
    assert all(f"01223 {n}" in everything for n in range(8))
    assert "Also: a3@elm.example" in row["Notes"]


@settings(deadline=None)
@given(PEOPLE)
def test_outlook_gets_all_of_a_card_and_no_formula(card):
    data, encoding = write_outlook([card])
    row = table(data, "cp1252" if encoding == "windows-1252" else "utf-8-sig")[0]
    assert (row["First Name"], row["Last Name"]) == (csv_text(card.given), csv_text(card.family))
    values = set(row.values())
    reach = {csv_reach(way.value) for way in (*card.emails, *card.phones)}
    noted = row["Notes"].splitlines()
    assert all(value in values or f"Also: {value}" in noted for value in reach)
    assert not [value for value in values if csv_text(value) != value and value not in reach]


@pytest.mark.parametrize(
    ("given_text", "written"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("@SUM(1)", "'@SUM(1)"),
        ("+44 1223 460277", "+44 1223 460277"),
        ("+44-1223-460277", "+44-1223-460277"),
        ("+441223460277 ext 4", "+441223460277 ext 4"),
        ("+44+cmd|x!A1", "'+44+cmd|x!A1"),
        ("+jo@elm.example", "+jo@elm.example"),
        ("-2+3@elm.example", "-2+3@elm.example"),
        ('+HYPERLINK("x")@elm.example', '\'+HYPERLINK("x")@elm.example'),
    ],
)
def test_addresses_and_numbers_can_be_used_and_do_no_harm(given_text, written):
    assert csv_reach(given_text) == written


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared files are not here")
def test_the_headings_are_those_of_real_files():
    google = next(csv.reader((SHARED / "google_contacts_2024format.csv").open(encoding="utf-8", newline="")))
    outlook = next(csv.reader((SHARED / "outlook_classic_en-GB_cp1252.csv").open(encoding="cp1252", newline="")))
    ours = next(csv.reader(io.StringIO(write_google([ann()]).decode(), newline="")))
    assert set(ours) <= set(google)
    assert [name for name in google if name in set(ours)] == ours
    assert tuple(outlook) == COLUMNS


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_opens_both_and_reckons_nothing(tmp_path):
    card = ann(organisation="=1+1", phones=[CardWay("+44 1223 460277")], categories=["@SUM(1)"])
    (tmp_path / "google.csv").write_bytes(write_google([card]))
    (tmp_path / "outlook.csv").write_bytes(write_outlook([card])[0])
    saved = tmp_path / "saved"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    command += ["--outdir", str(saved), str(tmp_path / "google.csv"), str(tmp_path / "outlook.csv")]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    from openpyxl import load_workbook

    for name in ("google", "outlook"):
        cells = [cell for row in load_workbook(saved / f"{name}.xlsx").active.iter_rows() for cell in row]
        values = {str(cell.value) for cell in cells}
        assert not [cell for cell in cells if cell.data_type == "f"]
        assert {"'=1+1", "+44 1223 460277"} <= values
