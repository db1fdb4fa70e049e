"""The register and directories of postcodes that somebody saved, or downloaded, as workbooks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from models.entities import RegisterInstitution, RegisterPostcode
from models.errors import BadImport
from models.exchange.gias import read_gias
from models.imports.kinds import Asked
from models.imports.opening import open_import
from models.imports.preview import counts
from models.imports.recognising import is_sure, recognise
from models.store import Store
from tests.models.exchange.hostile_workbooks import REFUSED, sheet_of, with_sheet

TODAY = date(2026, 11, 23)
HEADINGS = ["URN", "LA (code)", "LA (name)", "EstablishmentName", "EstablishmentStatus (name)", "OpenDate", "Postcode"]


def saved(path: Path, rows: list[list[object]], *, notes: bool = False) -> Path:
    """Return a workbook of some rows; with `notes` a sheet of words stands before them."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if notes:
        for number in range(20):
            sheet.append([f"Note {number}"])
        sheet = book.create_sheet("Data")
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def schools() -> list[list[object]]:
    return [
        ["Downloaded from Get Information about Schools"],
        [],
        HEADINGS,
        [100000, 383, "Leeds", "Oak School\nLower site", "Open", date(2019, 9, 1), "LS6 2AB"],
        ["100001", 5, "Elsewhere", "Elm, the “School”", "Open", "31-01-2020", "LS6 3AB"],
        [None, 383, "Leeds", "Nobody", "Open", None, None],
    ]


@pytest.mark.parametrize("notes", [False, True])
def test_a_workbook_of_schools_comes_in_as_the_register(store: Store, tmp_path: Path, notes: bool) -> None:
    path = saved(tmp_path / "results20261101.xlsx", schools(), notes=notes)
    found = recognise(path)
    assert (found[0].key, is_sure(found)) == ("gias", True)
    file = open_import(store, "gias", path, Asked(TODAY))
    assert counts(file.preview) == {"found": 3, "added": 2, "changed": 0, "unchanged": 0, "doubtful": 0}
    assert [(line.number, line.reasons) for line in file.preview.lines] == [(6, ("“URN” is blank",))]
    assert file.preview.recognised.encoding == "", "how a workbook writes its characters is nobody's business"
    file.take_in()
    with store.read() as session:
        columns = RegisterInstitution.urn, RegisterInstitution.name, RegisterInstitution.la_code
        rows = session.execute(select(*columns, RegisterInstitution.opened_on).order_by(columns[0])).all()
    assert [tuple(row) for row in rows] == [
        ("100000", "Oak School Lower site", "383", date(2019, 9, 1)),
        ("100001", "Elm, the “School”", "005", date(2020, 1, 31)),
    ]
    again = open_import(store, "gias", path, Asked(TODAY)).preview
    assert (counts(again)["unchanged"], again.is_anything) == (2, False)


def test_blank_cells_at_the_end_of_a_row_are_no_fault_of_a_workbook(store: Store, tmp_path: Path) -> None:
    rows: list[list[object]] = [HEADINGS, [100000, 383, "Leeds", "Oak School", "Open"]]
    preview = open_import(store, "gias", saved(tmp_path / "short.xlsx", rows), Asked(TODAY)).preview
    assert (counts(preview)["added"], preview.remarks) == (1, ())
    table = tmp_path / "short.csv"
    table.write_text("\n".join(",".join(map(str, row)) for row in rows), "utf-8")
    preview = open_import(store, "gias", table, Asked(TODAY)).preview
    assert ["only 5 cells" in words for words in preview.remarks] == [True], "of a file of text something was lost"
    assert preview.recognised.encoding == "utf-8"


def test_a_file_of_schools_says_which_columns_it_lacks(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("URN,EstablishmentName,LA (name),Postcode\n100000,Oak School,Leeds,LS6 2AB\n", "utf-8")
    (words,) = open_import(store, "gias", path, Asked(TODAY)).preview.recognised.remarks
    assert "“EstablishmentStatus (name)”" in words
    assert "“Easting”" in words
    assert not any(f"“{name}”" in words for name in ("URN", "LA (name)", "Postcode", "EstablishmentName"))
    groups = tmp_path / "allgroupsdata.csv"
    groups.write_text("Group UID,Group ID,Group Name,Group Type\n2059,,OAK FEDERATION,Federation\n", "utf-8")
    assert open_import(store, "groups", groups, Asked(TODAY)).preview.recognised.remarks == ()


def test_a_workbook_of_postcodes_comes_in_as_a_directory(store: Store, tmp_path: Path) -> None:
    headings: list[object] = ["pcds", "oseast1m", "osnrth1m"]
    rows = [headings, ["LS6 2AB", 427000, 435500], ["CB1 1AA", 546000.0, 258000]]
    path = saved(tmp_path / "onspd_2026-05.xlsx", rows)
    assert recognise(path)[0].key == "postcodes"
    file = open_import(store, "postcodes", path, Asked(TODAY, mapping={"areas": "LS"}))
    assert file.preview.recognised.encoding == ""
    file.take_in()
    with store.read() as session:
        found = session.execute(select(RegisterPostcode.postcode, RegisterPostcode.easting)).all()
    assert [tuple(row) for row in found] == [("LS6 2AB", 427000)]


def test_a_workbook_of_something_else_is_told_in_a_sentence(store: Store, tmp_path: Path) -> None:
    path = saved(tmp_path / "sweets.xlsx", [["Sweet", "Price"], ["Toffee", 2]])
    for key in ("gias", "groups", "postcodes"):
        with pytest.raises(BadImport, match=r"“sweets\.xlsx”"):
            open_import(store, key, path, Asked(TODAY)).preview.is_anything  # noqa: B018 - postcodes are read when asked


@pytest.mark.parametrize("name", REFUSED)
def test_a_workbook_that_was_made_to_do_harm_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(REFUSED[name][0]())
    with pytest.raises(BadImport, match=r"“register\.xlsx”"):
        read_gias(path)


def test_a_cell_without_an_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(with_sheet(sheet_of(f'<row><c t="inlineStr"><is><t>{"a" * 20_000_000}</t></is></c></row>')))
    with pytest.raises(BadImport, match=r"far more|no line ends"):
        read_gias(path)
