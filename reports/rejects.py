"""The rows of a file that were not taken, as a sheet to mend and bring in again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from models.errors import CannotWrite, WrongUse
from models.exchange.given_back import ROW_OF_FILE, WHY
from models.files import write_atomically
from reports.document import Cell, Column, Document, Kind
from reports.lists import list_document, print_list
from resources.i18n import _

Rejected = tuple[int, Sequence[str], str]
"""A row of the file: where it stood, its cells as they were, and why it was not taken."""


def rejects_document(file: str, headings: Sequence[str], rows: Iterable[Rejected], as_at: date) -> Document:
    """Return the rows as a sheet with the file's own headings, so that it can be brought in as the file was.

    A row of which several things were not taken stands there once, with all that is to be said of it.
    """
    columns = [
        *(Column(heading, Kind.IDENTIFIER) for heading in headings),
        Column(_(WHY), weight=2.0),
        Column(_(ROW_OF_FILE), Kind.INTEGER),
    ]
    width = len(headings)
    body: list[tuple[Cell, ...]] = [(*cells, why, number) for number, cells, why in _each_once(rows, width)]
    return list_document(_("Rows of {file} to mend").format(file=file[:60]), columns, body, as_at=as_at)


def write_rejects(document: Document, target: Path, password: str = "") -> None:
    """Write such a sheet as Excel or as text, by the ending of the name, whole or not at all.

    With a password it is a workbook that opens only with it. Raises WrongUse where the form can have none.
    """
    form = target.suffix[1:].lower()
    if form not in ("xlsx", "csv"):
        raise WrongUse(_("Give the file for the rejected rows the ending .xlsx or .csv."))
    if password:
        from reports.protecting import check_password

        check_password(form, password)
    try:
        write_atomically(target, lambda file: print_list(document, form, file, password))
    except OSError as error:
        words = _("{name} could not be saved in {folder}. Choose another folder.")
        raise CannotWrite(words.format(name=target.name, folder=target.parent)) from error


def _each_once(rows: Iterable[Rejected], width: int) -> list[Rejected]:
    found: dict[tuple[int, tuple[str, ...]], dict[str, None]] = {}
    for number, cells, why in rows:
        found.setdefault((number, _fitted(cells, width)), {})[why] = None
    return [(number, cells, " ".join(filter(None, whys))) for (number, cells), whys in found.items()]


def _fitted(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Return cells under the headings that there are: blanks for those missing, none beyond the last heading."""
    return tuple(cells[place] if place < len(cells) else "" for place in range(width))
