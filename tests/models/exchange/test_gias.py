"""GIAS files written for one quirk each: which file it is, what becomes of its cells and rows, what is refused."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.entities import (
    RegisterGovernor,
    RegisterGroup,
    RegisterInstitution,
    RegisterLink,
    RegisterMembership,
    RegisterType,
)
from models.errors import BadImport, Stopped
from models.exchange.gias import GiasFile, GiasKind, Row, read_gias
from models.exchange.gias_fields import SHAPES
from models.exchange.gias_layouts import FULL_LAYOUT, LAYOUTS

SCHOOL = {
    "URN": "107806",
    "EstablishmentName": "St Mary’s School",
    "EstablishmentStatus (name)": "Open",
    "LA (code)": "383",
    "LA (name)": "Leeds",
    "Postcode": "LS10 2LA",
}


def written(
    folder: Path, *rows: list[str], name: str = "extract.csv", delimiter: str = ",", encoding: str = "cp1252"
) -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    path = folder / name
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def read(path: Path) -> tuple[GiasFile, list[Row]]:
    file = read_gias(path)
    return file, list(file.rows())


def one(folder: Path, **cells: str) -> tuple[GiasFile, Row]:
    """Return the row of a school that has these cells by their headings (_ for a blank, __ for brackets)."""
    named = SCHOOL | {
        name.replace("__", " (").replace("_", "") + ")" * ("__" in name): text for name, text in cells.items()
    }
    file, rows = read(written(folder, list(named), list(named.values())))
    assert file.rejected == []
    return file, rows[0]


def test_the_keys_of_rows_are_the_columns_of_the_tables() -> None:
    entities = {
        GiasKind.ESTABLISHMENTS: RegisterInstitution,
        GiasKind.LINKS: RegisterLink,
        GiasKind.GROUPS: RegisterGroup,
        GiasKind.MEMBERSHIPS: RegisterMembership,
        GiasKind.GOVERNANCE: RegisterGovernor,
        GiasKind.TYPES: RegisterType,
    }
    for shape in SHAPES:
        columns = set(entities[shape.kind].__table__.columns.keys()) - {"id", "row_hash"}
        assert set(shape.field_names()) == columns, shape.kind


def test_a_school_is_read_by_its_headings_in_any_order(tmp_path: Path) -> None:
    plain, rows = read(written(tmp_path, list(SCHOOL), list(SCHOOL.values())))
    turned = dict(reversed(SCHOOL.items()))
    other, other_rows = read(written(tmp_path, list(turned), list(turned.values()), delimiter=";"))
    assert plain.kind is other.kind is GiasKind.ESTABLISHMENTS
    assert rows == other_rows
    assert set(rows[0]) == set(plain.row_fields)
    expected = {"urn": "107806", "name": "St Mary’s School", "name_key": "st marys school", "status": "Open"}
    assert (
        rows[0].items() >= (expected | {"la_code": "383", "postcode": "LS10 2LA", "email": "", "easting": None}).items()
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_gives_the_same_row(tmp_path: Path, encoding: str) -> None:
    _, rows = read(written(tmp_path, list(SCHOOL), list(SCHOOL.values()), encoding=encoding))
    assert rows[0]["name"] == "St Mary’s School"


def test_titles_above_the_headings_are_passed_over(tmp_path: Path) -> None:
    path = written(
        tmp_path, ["Schools in Leeds"], [], list(SCHOOL), ["x", *list(SCHOOL.values())[1:]], list(SCHOOL.values())
    )
    file, rows = read(path)
    assert [row["urn"] for row in rows] == ["107806"]
    assert [each.line for each in file.rejected] == [4]
    assert file.found == 2


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("31-08-1998", date(1998, 8, 31)),
        ("31/08/1998", date(1998, 8, 31)),
        (" 1/9/2021 ", date(2021, 9, 1)),
        ("18/12/2009 00:00:00", date(2009, 12, 18)),
        ("01-01-1900", None),
        ("01/01/0001", None),
        ("", None),
        ("Not applicable", None),
    ],
)
def test_dates_are_day_first(tmp_path: Path, cell: str, day: date | None) -> None:
    file, row = one(tmp_path, OpenDate=cell)
    assert row["opened_on"] == day
    assert file.warnings == []


@pytest.mark.parametrize("cell", ["31/02/2020", "12/13/2025", "2020-05-01", "1.9.21", "Sept 2025", "44197", "1/9-2021"])
def test_what_is_no_date_is_left_blank_with_a_warning(tmp_path: Path, cell: str) -> None:
    file, row = one(tmp_path, OpenDate=cell)
    assert row["opened_on"] is None
    assert row["name"] == "St Mary’s School"
    assert [(each.line, each.field) for each in file.warnings] == [(2, "opened_on")]
    assert file.warnings[0].text.startswith("line 2: “OpenDate” was left blank: ")
    assert cell in file.warnings[0].text


def test_every_bad_cell_of_a_repeated_value_is_told(tmp_path: Path) -> None:
    rows = [[str(100_000 + number), "School", "soon"] for number in range(5)]
    file, _ = read(written(tmp_path, ["URN", "EstablishmentName", "CloseDate"], *rows))
    assert [each.line for each in file.warnings] == [2, 3, 4, 5, 6]


@pytest.mark.parametrize("cell", ["Not applicable", "Not-applicable", "Not recorded", "..", "-", " ", "Does not apply"])
def test_words_for_nothing_are_nothing(tmp_path: Path, cell: str) -> None:
    _, row = one(tmp_path, Diocese__name=cell, SchoolCapacity=cell, CensusDate=cell)
    assert (row["diocese"], row["capacity"], row["census_on"]) == ("", None, None)


@pytest.mark.parametrize(
    ("heading", "cell", "field", "value"),
    [
        ("DistrictAdministrative__code", "9999", "district_code", ""),
        ("AdministrativeWard__code", "X999999", "ward_code", ""),
        ("AdministrativeWard__code", "999999", "ward_code", ""),
        ("AdministrativeWard__code", "E05011399", "ward_code", "E05011399"),
        ("EstablishmentNumber", "7", "establishment_number", "0007"),
        ("UPRN", "72258232", "uprn", "72258232"),
        ("UPRN", "72258232.0", "uprn", "72258232"),
        ("TelephoneNum", "0113261003", "telephone", "0113261003"),
        ("TelephoneNum", "+44 (0)113 261 003 x4", "telephone", "+44 (0)113 261 003 x4"),
        ("Easting", "0", "easting", None),
        ("Easting", "431887", "easting", 431887),
        ("Easting", "431887.00", "easting", 431887),
        ("StatutoryLowAge", "3", "low_age", 3),
        ("NumberOfPupils", "0", "pupils", 0),
        ("ReligiousCharacter__name", "None", "religious_character", "None"),
        ("HeadLastName", "Na", "head_last_name", "Na"),
        ("Town", "  Leeds\xa0", "town", "Leeds"),
        ("SchoolWebsite", "www.example.org", "website", "www.example.org"),
    ],
)
def test_cells_as_values(tmp_path: Path, heading: str, cell: str, field: str, value: object) -> None:
    file, row = one(tmp_path, **{heading: cell})
    assert row[field] == value
    assert file.warnings == []


@pytest.mark.parametrize(
    ("heading", "cell", "field"),
    [
        ("UPRN", "5.00E+06", "uprn"),
        ("UKPRN", "1E+07", "ukprn"),
        ("TelephoneNum", "1.13E+09", "telephone"),
        ("Easting", "9999999", "easting"),
        ("Northing", "north", "northing"),
        ("SchoolCapacity", "-3", "capacity"),
        ("SchoolCapacity", "about 300", "capacity"),
        ("NumberOfPupils", "12.5", "pupils"),
        ("NumberOfPupils", "9" * 30, "pupils"),
    ],
)
def test_what_cannot_be_true_is_left_blank_with_a_warning(tmp_path: Path, heading: str, cell: str, field: str) -> None:
    file, row = one(tmp_path, **{heading: cell})
    assert row[field] in ("", None)
    assert [each.field for each in file.warnings] == [field]
    assert heading in file.warnings[0].text


@pytest.mark.parametrize("cell", ["383", "83", "083"])
def test_authority_codes_get_their_noughts_back(tmp_path: Path, cell: str) -> None:
    _, row = one(tmp_path, LA__code=cell)
    assert row["la_code"] == cell.zfill(3)


@pytest.mark.parametrize(
    "urn", ["ABC", "12", "1078061", "10780x", "1E+05", "", "-107806", "\u0661\u0660\u0667\u0668\u0660\u0666"]
)
def test_a_row_without_a_true_urn_is_rejected(tmp_path: Path, urn: str) -> None:
    path = written(
        tmp_path, list(SCHOOL), list((SCHOOL | {"URN": urn}).values()), list(SCHOOL.values()), encoding="utf-8"
    )
    file, rows = read(path)
    assert [row["urn"] for row in rows] == ["107806"]
    assert (file.found, file.rejected_count) == (2, 1)
    assert file.rejected[0].line == 2
    assert file.rejected[0].reason.startswith("line 2: ")
    assert "URN" in file.rejected[0].reason
    assert file.warnings == []


def test_children_centres_have_five_digits(tmp_path: Path) -> None:
    _, row = one(tmp_path, URN="20001")
    assert row["urn"] == "20001"


def test_the_second_row_of_one_urn_is_rejected(tmp_path: Path) -> None:
    path = written(
        tmp_path, list(SCHOOL), list(SCHOOL.values()), list((SCHOOL | {"EstablishmentName": "Other"}).values())
    )
    file, rows = read(path)
    assert [row["name"] for row in rows] == ["St Mary’s School"]
    assert [(each.line, each.reason) for each in file.rejected] == [
        (3, "line 3: URN 107806 stands twice in the file; the first one was taken")
    ]


def test_a_row_without_a_name_is_rejected(tmp_path: Path) -> None:
    file, rows = read(written(tmp_path, list(SCHOOL), list((SCHOOL | {"EstablishmentName": " "}).values())))
    assert rows == []
    assert file.rejected[0].reason == "line 2: “EstablishmentName” is blank"


def test_short_rows_are_read_and_told(tmp_path: Path) -> None:
    file, rows = read(written(tmp_path, list(SCHOOL), ["107806", "School"]))
    assert (rows[0]["name"], rows[0]["postcode"]) == ("School", "")
    assert file.warnings[0].text == "line 2: only 2 cells under 6 headings; the missing ones were left blank"


def test_extra_cells_are_told_and_extra_blanks_are_not(tmp_path: Path) -> None:
    first, second = list(SCHOOL.values()), list((SCHOOL | {"URN": "107807"}).values())
    file, rows = read(written(tmp_path, list(SCHOOL), [*first, "more"], [*second, "", ""]))
    assert [row["postcode"] for row in rows] == ["LS10 2LA", "LS10 2LA"]
    assert [each.line for each in file.warnings] == [2]
    assert "7 cells under 6 headings" in file.warnings[0].text


def school_in_layout(width: int, **cells: str) -> list[str]:
    known = SCHOOL | {
        "LastChangedDate": "29-11-2019",
        "DistrictAdministrative (code)": "E08000035",
        "Easting": "431887",
        "Northing": "431208",
        "HeadLastName": "Carpenter",
    }
    return [(known | cells).get(heading, "") for heading in LAYOUTS[width]]


@pytest.mark.parametrize("width", [135, 139, 140])
@pytest.mark.parametrize("dropped", [("SEN", "MSOA", "LSOA", "QAB"), ("never",)])
def test_a_row_of_another_years_order_is_not_read_askew(tmp_path: Path, width: int, dropped: tuple[str, ...]) -> None:
    older = [heading for heading in FULL_LAYOUT if not heading.startswith(dropped)]
    older.insert(older.index("HeadPreferredJobTitle"), "HeadHonours")
    assert len(older) != width
    file, rows = read(written(tmp_path, older, school_in_layout(width)))
    assert rows[0]["easting"] == 431887
    assert rows[0]["head_last_name"] == "Carpenter"
    assert rows[0]["last_changed_on"] == date(2019, 11, 29)
    assert "in the order of a newer file" in file.warnings[0].text


def test_a_row_that_fits_no_order_gives_only_what_is_safe(tmp_path: Path) -> None:
    shifted = school_in_layout(140)
    place = FULL_LAYOUT.index("LastChangedDate")
    shifted = [*shifted[:place], "stray", *shifted[place:]]
    file, rows = read(written(tmp_path, list(FULL_LAYOUT), shifted))
    assert (rows[0]["name"], rows[0]["la_name"]) == ("St Mary’s School", "Leeds")
    assert (rows[0]["easting"], rows[0]["postcode"], rows[0]["head_last_name"]) == (None, "", "")
    assert "only the name, type, status and authority were taken" in file.warnings[0].text


def test_e_mail_of_the_web_service_falls_back_on_the_other_address(tmp_path: Path) -> None:
    assert one(tmp_path, MainEmail="a@example.org", AlternativeEmail="b@example.org")[1]["email"] == "a@example.org"
    assert one(tmp_path, MainEmail="", AlternativeEmail="b@example.org")[1]["email"] == "b@example.org"
    assert one(tmp_path, AlternativeEmail="b@example.org")[1]["email"] == "b@example.org"


def test_na_is_nothing_only_where_the_file_writes_it_so(tmp_path: Path) -> None:
    headings = ["URN", "Establishment name", "Town", "Opening date", "Headteacher", "Telephone number"]
    _, rows = read(written(tmp_path, headings, ["100001", "City School", "NA", "NA", "Mrs Ena van der Berg", "NA"]))
    assert (rows[0]["town"], rows[0]["opened_on"], rows[0]["telephone"]) == ("", None, "")
    assert [rows[0][f"head_{part}"] for part in ("title", "first_name", "last_name")] == ["Mrs", "Ena", "van der Berg"]
    assert one(tmp_path, Town="NA")[1]["town"] == "NA"


def test_unknown_headings_are_named(tmp_path: Path) -> None:
    file, _ = one(tmp_path, Town="Leeds", OurOwnColumn="x", Boarders__name="y")
    assert file.unknown_columns == ("OurOwnColumn",)


def test_company_numbers_get_their_noughts_back(tmp_path: Path) -> None:
    headings = ["Group UID", "Group Name", "Companies House Number", "Incorporated on (open date)", "Open date"]
    path = written(
        tmp_path,
        headings,
        ["1", "A", "7318714", "19/07/2010", ""],
        ["2", "B", "OC300123", "19/07/2010", "20/07/2010"],
        ["3", "C", "", "", ""],
        ["4", "D", "7.3E+06", "", ""],
    )
    file, rows = read(path)
    assert file.kind is GiasKind.GROUPS
    assert [row["companies_house_number"] for row in rows] == ["07318714", "OC300123", "", ""]
    assert [row["opened_on"] for row in rows] == [date(2010, 7, 19), date(2010, 7, 20), None, None]
    assert [(each.line, each.field) for each in file.warnings] == [(5, "companies_house_number")]


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("URN,LinkURN,LinkName,LinkType,LinkEstablishedDate", GiasKind.LINKS),
        ("UID,Group Name,Status", GiasKind.GROUPS),
        ("Group UID,Group ID,Group Name", GiasKind.GROUPS),
        ("URN,Linked UID,Group Name,EstablishmentName", GiasKind.MEMBERSHIPS),
        ("URN,Group Name,Group ID,Date Joined Group,EstablishmentName,HeadLastName", GiasKind.MEMBERSHIPS),
        ("GID,URN,UID,Role,Title,Forename 1,Surname", GiasKind.GOVERNANCE),
        ("urn, establishmentname ", GiasKind.ESTABLISHMENTS),
        ("type-of-establishment-code,type-of-establishment-name", GiasKind.TYPES),
    ],
)
def test_files_are_recognised_by_their_headings(tmp_path: Path, headings: str, kind: GiasKind) -> None:
    path = written(tmp_path, headings.split(","), ["100001"] * len(headings.split(",")))
    assert read_gias(path).kind is kind


def test_what_was_found_and_expected_is_said(tmp_path: Path) -> None:
    path = written(tmp_path, ["Name", "Party", "Ward", "Phone", "Email", "Page"], ["a", "b", "c", "d", "e", "f"])
    with pytest.raises(BadImport) as caught:
        read_gias(path)
    assert caught.value.sentence == (
        "“extract.csv” is not a file of Get Information about Schools. Its headings are “Name”, “Party”, “Ward”, "
        "“Phone”, “Email” and 1 more; a file of schools has “URN” and “EstablishmentName”. Download “All establishment "
        "data” and choose that file."
    )


def test_headings_without_rows_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadImport, match="has headings but no rows"):
        read_gias(written(tmp_path, list(SCHOOL), ["", ""]))


def test_the_day_of_the_extract(tmp_path: Path) -> None:
    headings, cells = [*SCHOOL, "LastChangedDate"], [*SCHOOL.values(), "29-11-2019"]
    named, _ = read(written(tmp_path, headings, cells, name="edubasealldata20250422.csv"))
    assert named.extract_on == date(2025, 4, 22)
    unnamed, _ = read(written(tmp_path, headings, cells, name="results 20259922.csv"))
    assert unnamed.extract_on == date(2019, 11, 29)


def test_progress_is_told_and_a_wish_to_stop_is_heard(tmp_path: Path) -> None:
    path = written(tmp_path, ["URN", "EstablishmentName"], *([str(100_000 + n), "School " * 30] for n in range(5000)))
    told: list[tuple[int, int]] = []
    assert len(list(read_gias(path, lambda done, of: told.append((done, of))).rows())) == 5000
    assert told[-1] == (path.stat().st_size, path.stat().st_size)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len(told) > 5
    file = read_gias(path, cancelled=lambda: len(told) > 20)
    told.extend([(0, 0)] * 20)
    with pytest.raises(Stopped):
        list(file.rows())


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    file = read_gias(written(tmp_path, list(SCHOOL), list(SCHOOL.values()), ["x", "y"]))
    assert list(file.rows()) == list(file.rows())
    assert (file.found, file.rejected_count, len(file.rejected)) == (2, 1, 1)


def test_a_quotation_mark_left_open_costs_one_row_and_is_told(tmp_path: Path) -> None:
    path = tmp_path / "open.csv"
    lines = ["URN,EstablishmentName", "100001,One", '100002,"Two', *(f"1{n:05},More" for n in range(300))]
    path.write_text("\n".join(lines))
    file, rows = read(path)
    assert [row["urn"] for row in rows] == ["100001"]
    assert file.rejected[0].reason.startswith("line 3: a quotation mark is opened here")


def test_a_file_of_nothing_but_bad_rows_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("URN,EstablishmentName\n" + "x,y\n" * 200_000)
    file = read_gias(path)
    with pytest.raises(BadImport, match="of its first 50,500 rows cannot be used"):
        list(file.rows())
    assert len(file.rejected) == 10_000


def test_a_file_of_more_rows_than_the_register_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.exchange.gias.MOST_ROWS", 900)
    path = written(tmp_path, ["URN", "EstablishmentName"], *([str(100_000 + n), "School"] for n in range(3000)))
    with pytest.raises(BadImport, match="has over 900 rows"):
        list(read_gias(path).rows())


TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
CELL = st.one_of(TEXT, st.sampled_from(["107806", "01-01-1900", "9E+05", "..", "LS1 1AA", "431887", '"', "\n", "NA"]))
HEADING = st.sampled_from(
    sorted({heading for shape in SHAPES for group in shape.proof for heading in group} | set(FULL_LAYOUT))
)


@given(
    st.sampled_from(SHAPES),
    st.lists(HEADING, max_size=8),
    st.lists(st.lists(CELL, max_size=14), max_size=6),
    st.sampled_from([",", ";", "\t", "|"]),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_no_table_raises_anything_but_a_sentence(
    shape: object, headings: list[str], rows: list[list[str]], delimiter: str, quoted: bool
) -> None:
    proof = [group[0] for each in SHAPES if each is shape for group in each.proof]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter) if quoted else None
    for row in [[*proof, *headings], *rows]:
        if writer is not None:
            writer.writerow(row)
        else:
            text.write(delimiter.join(row) + "\n")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fuzz.csv"
        path.write_bytes(text.getvalue().encode("utf-8"))
        try:
            file = read_gias(path)
            taken = list(file.rows())
        except BadImport:
            return
    assert file.found == len(taken) + file.rejected_count
    assert all(set(row) == set(file.row_fields) for row in taken)
