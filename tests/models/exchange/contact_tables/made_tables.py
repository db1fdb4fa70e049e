"""Tables made for a test, and the reading of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from models.errors import BadImport
from models.exchange.contact_tables import TableChoices, read_contact_table
from models.exchange.incoming import ContactsRead, IncomingContact, IncomingOrganisation, IncomingPerson

Cell = object


def csv_file(folder: Path, text: str, encoding: str = "utf-8", name: str = "list.csv") -> Path:
    """Write a text as a file."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook(folder: Path, rows: Sequence[Sequence[Cell]], merged: Sequence[str] = (), name: str = "list.xlsx") -> Path:
    """Write rows as a workbook of one sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    for span in merged:
        sheet.merge_cells(span)
    path = folder / name
    book.save(path)
    return path


def read(folder: Path, rows: Sequence[Sequence[Cell]], merged: Sequence[str] = (), **choices: object) -> ContactsRead:
    """Write rows as a workbook and read it."""
    return read_contact_table(workbook(folder, rows, merged), TableChoices(**choices))  # type: ignore[arg-type]


def person(one: IncomingContact) -> IncomingPerson:
    """Return a contact that has to be a person."""
    assert isinstance(one, IncomingPerson), one
    return one


def organisation(one: IncomingContact) -> IncomingOrganisation:
    """Return a contact that has to be an organisation."""
    assert isinstance(one, IncomingOrganisation), one
    return one


def ways(one: IncomingContact) -> list[tuple[str, str]]:
    """Return the kind and value of each address and number."""
    assert isinstance(one, IncomingPerson | IncomingOrganisation), one
    return [(way.kind.value, way.value) for way in one.ways]


def held(read: ContactsRead) -> dict[str, str]:
    """Return what each column was understood to hold."""
    return {column.heading or column.letters: column.holds for column in read.recognised.columns}


def sentence(error: BadImport) -> str:
    """Return what a refusal says, which has to be a sentence about a file."""
    assert error.sentence.endswith("."), error.sentence
    assert "“" in error.sentence, error.sentence
    return error.sentence
