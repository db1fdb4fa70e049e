"""A table from outside as the bytes of a CSV file, whether it is one or stands in a workbook.

A workbook of the register's size is never held whole: its rows are read as they are asked for.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from models.errors import BadImport
from models.exchange.unpacking import opened
from models.exchange.workbook.any_kind import Workbook, kind_of_workbook, open_any_workbook
from models.exchange.workbook.cells import SheetRow, Value
from models.exchange.workbook.opened import OpenWorkbook
from resources.i18n import _

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_ROWS_TRIED = 12
"""Titles may stand above the headings, but not many."""
_MOST_ROWS = 1_048_576
"""No spreadsheet program has more; a number beyond it is no row."""
_ROWS_A_PIECE = 200


def texts_of(cells: dict[int, Value]) -> list[str]:
    """Return the cells of a row as they would stand in a CSV file, days as the register writes them."""
    return [_text(cells.get(column)) for column in range(max(cells, default=-1) + 1)]


def _text(value: Value | None) -> str:
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str):
        return " ".join(value.splitlines()).strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


@contextmanager
def opened_table(path: Path) -> Iterator[BinaryIO]:
    """Give a table's bytes: of a workbook the rows of the sheet with the widest headings, of any other file its own.

    Each row of a sheet is a line, so that lines are counted as the spreadsheet program counts them. Raises BadImport.
    """
    kind = "" if path.is_dir() else kind_of_workbook(path)
    if not kind:
        with opened(path) as binary:
            yield binary
        return
    with open_any_workbook(path, kind) as book, io.BufferedReader(_Lines(_pieces(book, path.name))) as lines:
        yield cast(BinaryIO, lines)


def _pieces(book: Workbook, name: str) -> Iterator[bytes]:
    """Give the lines of the sheet that has the table, some at a time."""
    seen = [number for number, sheet in enumerate(book.sheets) if not sheet.hidden]
    if not seen:
        raise BadImport(_("“{name}” has no sheet that is in view. Choose another file.").format(name=name))
    number = max(seen, key=lambda number: _width(book, number)) if len(seen) > 1 else seen[0]
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    last = 0
    for count, row in enumerate(_rows(book, number), 1):
        if last < row.number <= _MOST_ROWS:
            lines.write("\n" * (row.number - last - 1))
            last = row.number
        writer.writerow(texts_of(row.cells))
        if count % _ROWS_A_PIECE == 0:
            yield _taken(lines)
    yield _taken(lines)


def _width(book: Workbook, number: int) -> int:
    """Return how many cells the widest of the first rows of a sheet has."""
    return max((len(row.cells) for row in islice(_rows(book, number), _ROWS_TRIED)), default=0)


def _rows(book: Workbook, number: int) -> Iterator[SheetRow]:
    """Give the rows of a sheet; those of workbooks that grow large are not held."""
    return book.rows(number) if isinstance(book, OpenWorkbook) else iter(book.read(number).rows)


def _taken(lines: io.StringIO) -> bytes:
    """Return what was written, and forget it."""
    text = lines.getvalue()
    lines.seek(0)
    lines.truncate()
    return text.encode("utf-8", "replace")


class _Lines(io.RawIOBase):
    """Pieces of bytes as a file, made as it is read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces
        self._rest = b""
        self._position = 0

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def tell(self) -> int:
        """Return how many bytes were given."""
        return self._position

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer and return how many bytes it got, 0 at the end."""
        view = memoryview(buffer).cast("B")
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = piece
        data, self._rest = self._rest[: len(view)], self._rest[len(view) :]
        view[: len(data)] = data
        self._position += len(data)
        return len(data)
