"""The sheet of rows that were not taken: each once, and brought in again as the file was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from models.exchange.contact_tables import read_contact_table
from models.exchange.incoming import ContactsRead, IncomingPerson
from reports.rejects import Rejected, rejects_document, write_rejects
from tests.models.exchange.contact_tables.made_tables import csv_file, workbook

DAY = date(2026, 11, 23)


def _given_back(folder: Path, headings: Sequence[str], rows: Sequence[Rejected], ending: str) -> ContactsRead:
    path = folder / f"mend.{ending}"
    write_rejects(rejects_document("list.csv", headings, rows, DAY), path)
    return read_contact_table(path)


def _rejected(read: ContactsRead) -> list[Rejected]:
    return [(one.number, one.cells, "; ".join((one.refusal, *one.doubts))) for one in read.contacts]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_row_that_names_two_is_given_back_once_and_names_two_again(tmp_path: Path, ending: str) -> None:
    text = "School,Name,Phone\nElm Lane Primary,Mr A Bell / Ms B Cole,1632960001\nOak Road,Dr C Dean,01632 960002\n"
    read = read_contact_table(csv_file(tmp_path, text))
    again = _given_back(tmp_path, read.headings, _rejected(read)[:2], ending)
    assert [one.given for one in again.contacts] == ["Mr A Bell / Ms B Cole"] * 2
    assert [one.given for one in again.contacts] == [one.given for one in read.contacts[:2]]
    places = {one.place.name for one in again.contacts if isinstance(one, IncomingPerson)}
    assert places == {"Elm Lane Primary"}


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_reason_is_read_for_nothing_in_a_list_without_organisations(tmp_path: Path, ending: str) -> None:
    read = read_contact_table(csv_file(tmp_path, "URN,Name,Email\n100001,Ann Bell,a@b.example\n"))
    why = "The organisation of this row was not taken."
    again = _given_back(tmp_path, read.headings, [(2, read.contacts[0].cells, why)], ending)
    (ann,) = again.contacts
    assert isinstance(ann, IncomingPerson)
    assert (ann.name, ann.place.urn, ann.place.name, ann.note) == ("Ann Bell", "100001", "", "")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_list_without_headings_is_understood_again(tmp_path: Path, ending: str) -> None:
    read = read_contact_table(csv_file(tmp_path, "a@b.example\nc@d.example\n"))
    again = _given_back(tmp_path, read.headings, _rejected(read), ending)
    assert [one.refusal for one in again.contacts] == [one.refusal for one in read.contacts]


def test_cells_merged_over_rows_are_given_back_in_each(tmp_path: Path) -> None:
    rows = [
        ["School", "Name", "Email"],
        ["Elm Lane Primary", "Ann Bell", "a@b.example"],
        [None, "Bo Cole", "b@b.example"],
    ]
    read = read_contact_table(workbook(tmp_path, rows, ["A2:A3"]))
    (bo,) = _given_back(tmp_path, read.headings, _rejected(read)[1:], "xlsx").contacts
    assert isinstance(bo, IncomingPerson)
    assert (bo.name, bo.place.name) == ("Bo Cole", "Elm Lane Primary")


def test_the_first_sheet_with_headings_is_the_table(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.worksheets[0].append(["Please read", "before you start"])
    book.worksheets[0].append(["Version", "3"])
    sheet = book.create_sheet("People")
    sheet.append(["Name", "Email"])
    sheet.append(["Ann Bell", "a@b.example"])
    book.save(tmp_path / "list.xlsx")
    read = read_contact_table(tmp_path / "list.xlsx")
    assert (read.recognised.sheet, len(read.contacts)) == ("People", 1)
