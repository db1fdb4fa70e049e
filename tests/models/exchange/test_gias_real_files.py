"""Every real GIAS file at hand, read whole: rows counted, known schools compared. Skipped where the files are not."""

from __future__ import annotations

import lzma
import re
from datetime import date
from pathlib import Path

import pytest

from models.errors import BadImport
from models.exchange.gias import GiasKind, Row, read_gias
from models.exchange.reading import look_at, records

DATA = Path(__file__).parents[4] / "shared" / "data"
GIAS = DATA / "dev" / "gias"

pytestmark = pytest.mark.skipif(not GIAS.is_dir(), reason="the real files are not here")

FILES = [
    ("edubase_leeds_2023-07.csv", GiasKind.ESTABLISHMENTS, "utf-8", 771, 0, 0),
    ("edubase_schools_july2017_6023rows.csv.gz", GiasKind.ESTABLISHMENTS, "utf-8", 6023, 1, 0),
    ("edubasealldata_2017style_19rows.csv", GiasKind.ESTABLISHMENTS, "utf-8", 19, 0, 10),
    ("edubasealldata_2024style_2rows.csv", GiasKind.ESTABLISHMENTS, "utf-8", 2, 0, 0),
    ("webservice_ecf_tech.csv", GiasKind.ESTABLISHMENTS, "windows-1252", 6, 0, 0),
    ("links_edubasealldata20250422.csv.gz", GiasKind.LINKS, "windows-1252", 33801, 0, 0),
    ("webservice_links.csv", GiasKind.LINKS, "utf-8", 3, 0, 0),
    ("all_open_sats_and_mats_2016-11-22.csv", GiasKind.GROUPS, "utf-8", 3122, 0, 0),
    ("allgroupsdata_excerpt.csv", GiasKind.GROUPS, "utf-8", 4, 0, 0),
    ("webservice_groups.csv", GiasKind.GROUPS, "utf-8", 3, 0, 0),
    ("alllinksdata_excerpt.csv", GiasKind.MEMBERSHIPS, "utf-8", 3, 0, 0),
    ("webservice_groupLinks.csv", GiasKind.MEMBERSHIPS, "utf-8", 3, 0, 0),
    ("governancemaintaineddata_constructed.csv", GiasKind.GOVERNANCE, "windows-1252", 5, 0, 0),
    ("establishment_types_20250422.csv", GiasKind.TYPES, "utf-8", 50, 0, 0),
]


def rows_of(name: str) -> list[Row]:
    return list(read_gias(GIAS / name).rows())


def by_urn(name: str) -> dict[object, Row]:
    return {row["urn"]: row for row in rows_of(name)}


@pytest.mark.parametrize(("name", "kind", "encoding", "found", "rejected", "warnings"), FILES)
def test_every_file_is_recognised_and_read_whole(
    name: str, kind: GiasKind, encoding: str, found: int, rejected: int, warnings: int
) -> None:
    file = read_gias(GIAS / name)
    rows = list(file.rows())
    assert (file.kind, file.source.encoding) == (kind, encoding)
    assert (file.found, file.rejected_count, file.warning_count) == (found, rejected, warnings)
    assert len(rows) == found - rejected
    assert all(set(row) == set(file.row_fields) for row in rows)
    assert not any(re.search("[\x00\x80-\x9f\ufffd]", str(value)) for row in rows for value in row.values())


def test_every_file_of_the_folder_is_tried() -> None:
    names = {path.name for path in GIAS.iterdir()}
    assert names - {name for name, *_ in FILES} == {"GovernorsBulkUpdateTemplate.xlsx"}
    with pytest.raises(BadImport, match="has headings but no rows"):
        read_gias(GIAS / "GovernorsBulkUpdateTemplate.xlsx")


def test_leeds() -> None:
    schools = by_urn("edubase_leeds_2023-07.csv")
    nursery = schools["107806"]
    assert (
        nursery.items()
        >= {
            "name": "Hunslet Nursery School",
            "status": "Closed",
            "closed_on": date(1998, 8, 31),
            "opened_on": None,
            "reason_closed": "",
            "phase": "Nursery",
            "low_age": 3,
            "high_age": 5,
            "la_code": "383",
            "establishment_number": "1000",
            "ward_code": "E05011399",
            "ward_name": "Hunslet & Riverside",
            "easting": 431887,
            "northing": 431208,
            "uprn": "72258232",
            "street": "Sussex Gardens",
            "region": "Yorkshire and the Humber",
        }.items()
    )
    assert sum(row["easting"] is not None for row in schools.values()) == 762
    assert sum(row["status"] == "Open" for row in schools.values()) == 306
    assert {row["district_code"] for row in schools.values()} == {"E08000035", ""}
    assert all(row["ward_code"] == "" or str(row["ward_code"]).startswith("E05") for row in schools.values())


def test_windows_characters_in_utf8_are_put_right() -> None:
    source = look_at(GIAS / "edubase_leeds_2023-07.csv")
    with records(source, ",") as table:
        sponsors = {cell for _, _, row in table for cell in row if "Prince Henry" in cell and "Trust" in cell}
    assert sponsors == {"Prince Henry’s Collaborative Learning Trust"}


def test_rows_of_2025_under_headings_of_2017_are_read_in_their_own_order() -> None:
    schools = by_urn("edubasealldata_2017style_19rows.csv")
    academy = schools["105135"]
    assert (
        academy.items()
        >= {
            "name": "St Paul's Academy",
            "postcode": "SE2 9PX",
            "easting": 546278,
            "telephone": "02083113868",
            "head_title": "Mr",
            "head_first_name": "Anton",
            "head_last_name": "Innocent",
            "ward_name": "Abbey Wood",
            "last_changed_on": date(2026, 1, 13),
        }.items()
    )
    assert schools["100000"]["head_last_name"] == "Wilson"
    assert schools["100000"]["region"] == "London"


def test_accents_of_the_links_file() -> None:
    names = {str(row["link_name"]) for row in rows_of("links_edubasealldata20250422.csv.gz")}
    assert any("à Becket" in name for name in names)
    assert any("North Star 82°" in name for name in names)
    assert any("ô" in name for name in names)


def test_the_shape_of_data_gov_uk() -> None:
    school = by_urn("edubase_schools_july2017_6023rows.csv.gz")["100001"]
    assert (
        school.items()
        >= {
            "name": "City of London School for Girls",
            "la_name": "City of London",
            "opened_on": date(1920, 1, 1),
            "head_title": "Mrs",
            "head_first_name": "Ena",
            "head_last_name": "Harrop",
            "low_age": 7,
            "high_age": 18,
            "website": "http://www.clsg.org.uk",
            "county": "",
        }.items()
    )


def test_the_web_service() -> None:
    centre = by_urn("webservice_ecf_tech.csv")["20001"]
    assert centre.items() >= {"email": "1@example.com", "opened_on": date(2009, 12, 18), "easting": 538104}.items()
    assert by_urn("webservice_ecf_tech.csv")["20003"]["name"] == (
        "St Thomas à Becket Church of England Aided Primary School"
    )


def test_groups_and_memberships() -> None:
    group = rows_of("allgroupsdata_excerpt.csv")[0]
    assert (
        group.items()
        >= {
            "group_uid": "2044",
            "group_id": "TR00261",
            "companies_house_number": "07318714",
            "opened_on": date(2010, 7, 19),
            "county": "",
        }.items()
    )
    assert (
        rows_of("alllinksdata_excerpt.csv")[0].items()
        >= {
            "urn": "100000",
            "group_uid": "2044",
            "joined_on": date(2010, 12, 1),
        }.items()
    )


@pytest.mark.parametrize(
    "path", sorted((DATA / "dev").glob("*/*")) if GIAS.is_dir() else [], ids=lambda path: path.name
)
def test_every_other_file_ends_in_a_sentence(path: Path) -> None:
    if path.parent == GIAS:
        return
    with pytest.raises(BadImport) as caught:
        read_gias(path)
    assert path.name in caught.value.sentence


def test_the_full_register_packed_or_not(tmp_path: Path) -> None:
    packed = DATA / "full" / "edubase_scale_52000rows_140cols_SYNTHETIC.csv.xz"
    if not packed.exists():
        pytest.skip("the large file is not here")
    file = read_gias(packed)
    assert file.sha256 == "b283ddfdcf049ea8a1fa3aba06461efc44ec19b5071e50f5e3b8d83ba2a880cd"
    count = sum(1 for _ in file.rows())
    assert (count, file.found, file.rejected_count, file.source.encoding) == (52_000, 52_000, 0, "windows-1252")
    plain = tmp_path / "edubasealldata.csv"
    with lzma.open(packed) as source:
        plain.write_bytes(source.read(3_000_000))
    start = read_gias(plain)
    assert start.source.encoding == "utf-8"
    assert next(start.rows()) == next(file.rows())
