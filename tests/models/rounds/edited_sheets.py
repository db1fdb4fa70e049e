"""Sheets for the tests: written as the program does, edited as a person would with openpyxl, looked at again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.rounds.kinds import ROUNDS
from models.rounds.making import make_sheet
from models.rounds.preview import Preview, PreviewRow
from models.rounds.writing import bring_in, label_of, preview_sheet
from models.store import Store
from reports.rounds import write_round

TODAY = date(2026, 11, 23)
HEAD = 4
"""The row of the headings."""


class Edited:
    """A sheet of one kind, open for editing."""

    def __init__(self, store: Store, key: str, folder: Path, *, confidential: bool = False) -> None:
        self.store, self.key, self.path = store, key, folder / f"{key}.xlsx"
        with store.read() as session:
            self.out = make_sheet(session, ROUNDS[key], TODAY, confidential=confidential)
        write_round(self.out, self.path, TODAY)
        self.book = load_workbook(self.path)
        self.sheet: Worksheet = self.book[ROUNDS[key].heading]

    def column(self, heading: str) -> int:
        """Return the column under a heading, from 1."""
        return next(cell.column for cell in self.sheet[HEAD] if cell.value == heading)

    def row_of(self, name: str) -> int:
        """Return the row of the record of this name, or the first in which some cell says this."""
        number = next((row.number for row in self.out.rows if row.name == name), None)
        return next(
            row[0].row
            for row in self.sheet.iter_rows(min_row=HEAD + 1)
            if (number is not None and row[0].value == number)
            or (number is None and any(cell.value == name for cell in row))
        )

    def put(self, name: str, heading: str, value: Any) -> None:
        """Type a value into the row that says `name`."""
        self.sheet.cell(self.row_of(name), self.column(heading)).value = value

    def add(self, **values: Any) -> int:
        """Fill in a row below the table and return its number; blanks in headings are typed as "_"."""
        row = HEAD + len(self.out.rows) + 5
        while any(cell.value is not None for cell in self.sheet[row]):
            row += 1
        for heading, value in values.items():
            self.sheet.cell(row, self.column(heading.replace("_", " "))).value = value
        return row

    def look(self, path: Path | None = None) -> Preview:
        """Save the sheet and return what it would do."""
        self.book.save(self.path)
        return preview_sheet(self.store, path or self.path, TODAY)

    def bring(self) -> int:
        """Save the sheet, bring it back and return how many records were written."""
        return bring(self.store, self.look())


def bring(store: Store, preview: Preview) -> int:
    """Write what a preview said."""
    with store.write(label_of(preview)) as session:
        return bring_in(session, preview, TODAY)


def only(preview: Preview) -> PreviewRow:
    """Return the one row that differs."""
    assert len(preview.rows) == 1, preview.rows
    return preview.rows[0]


def said(row: PreviewRow) -> dict[str, tuple[str, str]]:
    """Return the changes of a row as before and after in words."""
    return {change.title: change.words for change in row.changes}
