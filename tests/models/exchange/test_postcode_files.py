"""Directories of postcodes: every shape of them, only what is asked for, and nothing held that is not."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import BadImport, Stopped, WrongUse
from models.exchange.postcodes import reading
from models.exchange.postcodes.areas import Areas, parse_areas
from models.exchange.postcodes.reading import read_postcodes
from models.exchange.postcodes.shapes import PostcodeRow

SHARED = Path(__file__).parents[4] / "shared" / "data"
real = pytest.mark.skipif(not SHARED.is_dir(), reason="the real files stand beside the project, not in it")

CODE_POINT = '"CB1 0AN",10,546881,258966,"E92000001","E19000001","E18000006","E10000003","E07000008","E05002702"\n'
CB10AN = PostcodeRow("CB1 0AN", 546881, 258966, "E05002702", "E07000008")


def rows_of(path: Path, areas: str = ""):
    file = read_postcodes(path, parse_areas(areas))
    return list(file.rows()), file


@pytest.mark.parametrize(
    "table",
    [
        CODE_POINT,
        "Postcode,PQI,Easting,Northing,DistrictCode,WardCode\nCB10AN,10,546881,258966,E07000008,E05002702\n",
        "PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\nPostcode,Positional_quality_indicator,Eastings,Northings,Country_code,"
        "NHS_regional_HA_code,NHS_HA_code,Admin_county_code,Admin_district_code,Admin_ward_code\n" + CODE_POINT,
        "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,oseast1m,osnrth1m,osgrdind,lat,long\n"
        '"CB1 0AN","CB1  0AN","CB1 0AN",198001,,E10000003,,E07000008,E05002702,546881,0258966,1,52.2,0.13\n',
        "pcd7,pcd8,pcds,dointr,doterm,cty25cd,lad25cd,wd25cd,east1m,north1m,gridind\n"
        "CB1 0AN,CB1  0AN,CB1 0AN,198001,,E10000003,E07000008,E05002702,546881,258966,1\n",
    ],
)
def test_every_shape_says_the_same_of_a_postcode(tmp_path, table):
    path = tmp_path / "directory.csv"
    path.write_text(table)
    rows, file = rows_of(path)
    assert rows == [CB10AN]
    assert (file.found, file.elsewhere, file.rejected) == (1, 0, [])


def test_a_position_in_degrees_is_put_on_the_grid(tmp_path):
    path = tmp_path / "nspl.csv"
    path.write_text("Postcode,lat,long\nCB1 0AA,52.19226,0.13720\nCB1 0AB,99.999999,0\n")
    rows, file = rows_of(path)
    assert [(row.easting, row.northing) for row in rows] == [(546183, 257044)]
    assert file.rejected == [(3, "where CB1 0AB is, is not known")]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ('"CB2 8PO",10,546881,258966,,,,,,', "is not a postcode"),
        ('"CB1 0AN",90,0,0,,,,,,', "is not known"),
        ('"CB1 0AN",10,9546881,258966,,,,,,', "is not known"),
        ('"BT1 1AA",10,333000,374000,,,,,,', "Northern Ireland"),
        (",10,546881,258966,,,,,,", "is blank"),
        ("CB1 0AN", "is not known"),
    ],
)
def test_a_row_of_no_use_is_rejected_with_its_line(tmp_path, row, why):
    path = tmp_path / "cb.csv"
    path.write_text(CODE_POINT + row + "\n")
    rows, file = rows_of(path)
    assert (len(rows), file.found, file.rejected_count) == (1, 2, 1)
    ((line, reason),) = file.rejected
    assert line == 2
    assert why in reason


@pytest.mark.parametrize(
    ("written", "wanted", "unwanted"),
    [
        ("LS, cb", ["LS62AB", "CB10AN"], ["L12AB", "C12AB", "M11AD"]),
        ("l", ["L12AB"], ["LS62AB"]),
        ("LS6; CB1 0", ["LS62AB", "CB10AN"], ["LS162AB", "CB11AN"]),
        ("LS6 CB1", ["LS62AB", "CB10AN"], ["LS72AB"]),
        ("", ["LS62AB", ""], []),
    ],
)
def test_areas_districts_and_sectors(written, wanted, unwanted):
    areas = parse_areas(written)
    assert all(each in areas for each in wanted)
    assert not any(each in areas for each in unwanted)


@pytest.mark.parametrize("written", ["Leeds", "LS6 2AB", "6", "LS, %"])
def test_what_is_no_area_is_refused(written):
    with pytest.raises(WrongUse, match="is no part of the country"):
        parse_areas(written)


def archive(path: Path, **files: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "/") + ".csv", content)
    return path


def test_of_an_archive_by_area_only_the_wanted_parts_are_opened(tmp_path):
    path = archive(
        tmp_path / "codepo_gb.zip",
        Data__CSV__cb=CODE_POINT,
        Data__CSV__ls="not a table at all",
        Doc__Code_Point_Open_Column_Headers="PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\n",
    )
    rows, file = rows_of(path, "CB1")
    assert rows == [CB10AN]
    assert file.source_on is not None
    with pytest.raises(BadImport, match="no directory of postcodes"):
        rows_of(path, "CB, LS")
    with pytest.raises(BadImport, match="none of the postcodes"):
        rows_of(path, "AB")


def test_of_an_archive_of_the_country_its_one_table_is_read(tmp_path):
    head = "pcds,oslaua,osward,oseast1m,osnrth1m\n"
    path = archive(
        tmp_path / "ONSPD_MAY_2025.zip",
        Data__ONSPD_MAY_2025_UK=head + "CB1 0AN,E07000008,E05002702,546881,258966\n" * 9,
        Documents__names="a,b\n" * 999,
    )
    rows, file = rows_of(path, "CB")
    assert (len(rows), file.source_on) == (9, date(2025, 5, 1))


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("codepoint_open_2014-08_cb.csv", date(2014, 8, 1)),
        ("NSPL21_NOV_2024_UK.csv", date(2024, 11, 1)),
        ("ONSPD_February_2023.csv", date(2023, 2, 1)),
        ("codepo_20250805.csv", date(2025, 8, 1)),
        ("cb.csv", None),
    ],
)
def test_the_month_of_a_directory_is_in_its_name(tmp_path, name, month):
    path = tmp_path / name
    path.write_text(CODE_POINT)
    assert read_postcodes(path, Areas()).source_on == month


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Name,Party\nAnn,Green\n",
        b"\0" * 100_000,
        b"x" * 100_000,
        b"<html></html>",
        gzip.compress(b"\n" * 5_000_000),
        b"PK\x03\x04 broken",
        gzip.compress(CODE_POINT.encode() * 999)[:-30],
        CODE_POINT.encode() + b'"' + b"open\n" * 200_000,
    ],
)
def test_what_is_no_directory_ends_in_a_sentence(tmp_path, content):
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    with pytest.raises(BadImport, match=r"odd\.csv"):
        rows_of(path)


def test_a_missing_file_and_an_archive_without_tables_are_told(tmp_path):
    with pytest.raises(BadImport, match="There is no file"):
        rows_of(tmp_path / "none.csv")
    with pytest.raises(BadImport, match="holds no table"):
        rows_of(archive(tmp_path / "papers.zip", Doc__a="x"))


def test_reading_can_be_stopped_and_has_bounds(tmp_path, monkeypatch):
    path = tmp_path / "cb.csv"
    path.write_text(CODE_POINT * 30)
    monkeypatch.setattr(reading, "_ROWS_A_STEP", 10)
    with pytest.raises(Stopped):
        list(read_postcodes(path, Areas(), cancelled=lambda: True).rows())
    told = []
    list(read_postcodes(path, Areas(), progress=lambda done, most: told.append(done)).rows())
    assert told == [10, 20, 30]
    for bound in ("MOST_ROWS", "MOST_WANTED"):
        with monkeypatch.context() as patch:
            patch.setattr(reading, bound, 15)
            with pytest.raises(BadImport, match="fewer areas"):
                rows_of(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(st.lists(st.lists(st.text(max_size=12), max_size=11), max_size=6))
def test_any_rows_after_good_ones_are_read_or_rejected(tmp_path, rows):
    path = tmp_path / "any.csv"
    path.write_text(CODE_POINT + "\n".join(",".join(row) for row in rows), "utf-8", errors="surrogatepass")
    try:
        found, file = rows_of(path)
    except BadImport:
        return
    assert len(found) == file.found - file.rejected_count


@real
@pytest.mark.parametrize(
    ("name", "areas", "good", "rejected", "elsewhere"),
    [
        ("codepoint_open_2014-08_cb.csv.gz", "CB", 10_250, 0, 0),
        ("codepoint_open_2014-08_ls.csv.gz", "LS6", 858, 0, 20_432),
        ("ons_nspl_2025-05_latlon_CB.csv.gz", "CB", 19_675, 4, 0),
    ],
)
def test_the_real_directories(name, areas, good, rejected, elsewhere):
    rows, file = rows_of(SHARED / "dev" / "postcode" / name, areas)
    assert (len(rows), file.rejected_count, file.elsewhere) == (good, rejected, elsewhere)
    assert len({row.postcode for row in rows}) == good


@real
def test_nine_of_ten_postcodes_are_where_they_were_ten_years_before():
    folder = SHARED / "dev" / "postcode"
    old = {row.postcode: row for row in rows_of(folder / "codepoint_open_2014-08_cb.csv.gz")[0]}
    new = {row.postcode: row for row in rows_of(folder / "ons_nspl_2025-05_latlon_CB.csv.gz")[0]}
    both = old.keys() & new.keys()
    near = [
        code
        for code in both
        if (old[code].easting - new[code].easting) ** 2 + (old[code].northing - new[code].northing) ** 2 <= 50**2
    ]
    assert len(near) > 0.92 * len(both)


@real
def test_headings_alone_are_no_directory():
    with pytest.raises(BadImport, match="none of the postcodes"):
        rows_of(SHARED / "dev" / "postcode" / "Code-Point_Open_Column_Headers.csv")


@real
def test_the_whole_country_passes_by_in_little_memory():
    path = SHARED / "full" / "codepoint_open_gb_2014-08.csv.xz"
    begun = time.process_time()
    file = read_postcodes(path, parse_areas("LS, CB"))
    assert sum(1 for _row in file.rows()) == 31_540
    assert file.elsewhere == 1_684_769 - 31_540
    assert time.process_time() - begun < 9


def test_memory_does_not_grow_with_the_country(tmp_path):
    path = tmp_path / "gb.csv"
    path.write_text(CODE_POINT * 30_000)
    peaks = []
    for rows in (2_000, 30_000):
        tracemalloc.start()
        for _row, _number in zip(read_postcodes(path, Areas()).rows(), range(rows), strict=False):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 500_000
