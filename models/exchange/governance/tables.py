"""The rows of a governance file, whether it is the register's CSV file or its template saved as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from models.errors import BadImport, Stopped
from models.exchange.gias_fields import GiasKind, Shape, recognise
from models.exchange.gias_headings import find_headings
from models.exchange.reading import ROWS_TRIED, Cancelled, look_at, records, sample_lines
from models.exchange.workbook.any_kind import kind_of_workbook, open_any_workbook
from models.exchange.workbook.as_csv import texts_of
from resources.i18n import _

_ROWS_A_STEP = 2000


@dataclass(frozen=True, slots=True)
class GovernanceTable:
    """A file that was recognised, and its rows with their numbers in the file."""

    shape: Shape
    headings: tuple[str, ...]
    head_row: int
    rows: Iterator[tuple[int, list[str]]]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


def open_table(path: Path, cancelled: Cancelled | None) -> GovernanceTable:
    """Recognise a file. Raises BadImport when it is another kind of file."""
    kind = kind_of_workbook(path)
    table = _of_workbook(path, kind, cancelled) if kind else _of_text(path, cancelled)
    if table.shape.kind is not GiasKind.GOVERNANCE:
        words = _("“{name}” is a file of {kind} from the register, not of governors. Import it as such.")
        raise BadImport(words.format(name=path.name, kind=table.shape.kind.value))
    return table


def _of_text(path: Path, cancelled: Cancelled | None) -> GovernanceTable:
    source = look_at(path, cancelled)
    found = find_headings(path.name, sample_lines(source))

    def rows() -> Iterator[tuple[int, list[str]]]:
        with records(source, found.delimiter) as table:
            for first, _last, row in table:
                if first > found.line and any(row):
                    yield first, row

    stoppable = _stoppable(rows(), cancelled)
    return GovernanceTable(found.shape, found.texts, found.line, stoppable, source.encoding, found.delimiter)


def _of_workbook(path: Path, kind: str, cancelled: Cancelled | None) -> GovernanceTable:
    with open_any_workbook(path, kind, _check(cancelled)) as book:
        for number, sheet in enumerate(book.sheets):
            if sheet.hidden:
                continue
            rows = book.read(number).rows
            for place, row in enumerate(rows[:ROWS_TRIED]):
                headings = texts_of(row.cells)
                shape = recognise(headings)
                if shape is not None:
                    below = ((each.number, texts_of(each.cells)) for each in rows[place + 1 :])
                    filled = ((line, cells) for line, cells in below if any(cells))
                    stoppable = _stoppable(filled, cancelled)
                    return GovernanceTable(shape, tuple(headings), row.number, stoppable, sheet=sheet.name)
    raise BadImport(
        _("“{name}” is no file of governors: no sheet has the headings “GID”, “Role” and “Surname”.").format(
            name=path.name
        )
    )


def _check(cancelled: Cancelled | None) -> Callable[[], None]:
    def check() -> None:
        if cancelled is not None and cancelled():
            raise Stopped(_("The import was stopped. Nothing was changed."))

    return check


def _stoppable(rows: Iterator[tuple[int, list[str]]], cancelled: Cancelled | None) -> Iterator[tuple[int, list[str]]]:
    check = _check(cancelled)
    for count, row in enumerate(rows):
        if count % _ROWS_A_STEP == 0:
            check()
        yield row
