"""The file of one table: UTF-8 with its mark, comma-separated, a row of headings; written and read row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

from models.errors import BadImport
from models.exchange.archive.cells import decoder, encoder
from models.exchange.archive.shape import Table
from resources.i18n import _

MOST_FIELD = 16 * 1024 * 1024
"""Characters of one cell: forty times the text of the longest attachment."""
_SHOWN = 40
"""Characters of a cell that a sentence repeats."""
_BOM = "\ufeff"

Values = tuple[object, ...]


def write_table(target: BinaryIO, table: Table, batches: Iterable[Sequence[Values]]) -> int:
    """Write the rows of a table, given in batches with their values in the order of its fields; return how many."""
    encoders = [encoder(field) for field in table.fields]
    target.write(_lines([[field.name for field in table.fields]], _BOM))
    count = 0
    for rows in batches:
        target.write(_lines([encode(value) for encode, value in zip(encoders, row, strict=True)] for row in rows))
        count += len(rows)
    return count


def _lines(rows: Iterable[list[str]], start: str = "") -> bytes:
    text = io.StringIO(newline="")
    text.write(start)
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


class TableReader:
    """Gives the rows of a table's file; every trouble is a BadImport that names the file, the row and the field."""

    def __init__(self, source: BinaryIO, table: Table) -> None:
        """Read from an open file."""
        self._source, self._table = source, table
        self._row = 0
        self.taken = 0
        """Characters read so far, by which whoever gathers rows knows how much they weigh."""

    def rows(self) -> Iterator[tuple[int, Values]]:
        """Yield each row with its number, the headings being row 1, as a spreadsheet counts them."""
        with io.TextIOWrapper(self._source, "utf-8-sig", newline="") as text, _long_fields():
            cells = csv.reader(self._bounded(text.readline), strict=True)
            try:
                self._check_headings(next(cells, []))
                yield from self._decoded(cells)
            except csv.Error as error:
                raise self.trouble(_words_of(error)) from None
            except UnicodeDecodeError:
                raise self.trouble(_("there are bytes that are not UTF-8 text"), self._row + 1) from None

    def _decoded(self, cells: Iterator[list[str]]) -> Iterator[tuple[int, Values]]:
        table = self._table
        decoders = [decoder(field) for field in table.fields]
        place = next(at for at, field in enumerate(table.fields) if field.name == table.key)
        last: object = None
        self._row = 1
        for row in cells:
            self._row += 1
            if len(row) != len(decoders):
                words = _("{cells} cells stand under {headings} headings")
                raise self.trouble(words.format(cells=len(row), headings=len(decoders)))
            try:
                values = tuple([decode(cell) for decode, cell in zip(decoders, row, strict=True)])
            except ValueError:
                raise self._wrong_cell(row) from None
            key = values[place]
            if last is not None and not _follows(key, last):
                words = _("“{field}” {value} is there twice or out of order")
                raise self.trouble(words.format(field=table.key, value=_shown(str(key))))
            last = key
            yield self._row, values

    def _bounded(self, readline: Callable[[int], str]) -> Iterator[str]:
        while line := readline(MOST_FIELD):
            if len(line) == MOST_FIELD:
                raise self.trouble(_("a line is far too long"), self._row + 1)
            if "\0" in line:
                raise self.trouble(_("there is a NUL character, which no text holds"), self._row + 1)
            self.taken += len(line)
            yield line

    def _check_headings(self, found: list[str]) -> None:
        names = [field.name for field in self._table.fields]
        if found == names:
            return
        self._row = 1
        for words, odd in (
            (_("the column “{name}” is unknown here"), [name for name in found if name not in names]),
            (_("the column “{name}” is missing"), [name for name in names if name not in found]),
            (_("the column “{name}” is there twice"), [name for name in names if found.count(name) > 1]),
        ):
            if odd:
                raise self.trouble(words.format(name=_shown(odd[0])))
        raise self.trouble(_("the columns are not in their order"))

    def _wrong_cell(self, row: list[str]) -> BadImport:
        """Return the sentence for the first cell of a row that cannot be read."""
        for field, cell in zip(self._table.fields, row, strict=True):
            try:
                decoder(field)(cell)
            except ValueError as wanted:
                words = _("“{field}” says “{cell}” where {wanted} is wanted")
                return self.trouble(words.format(field=field.name, cell=_shown(cell), wanted=wanted))
        raise AssertionError("every cell can be read alone")

    def trouble(self, words: str, row: int = 0) -> BadImport:
        """Return the sentence for a row, the one being read unless another is named."""
        return trouble_in(self._table.path, words, row or self._row)


def trouble_in(path: str, words: str, row: int = 0) -> BadImport:
    """Return the sentence for a trouble in a file of the archive, and in which of its rows."""
    place = _("“{file}”, row {row}").format(file=path, row=f"{row:,}") if row else f"“{path}”"
    return BadImport(_("{place}: {words}. Nothing was taken from the archive.").format(place=place, words=words))


def _follows(key: object, last: object) -> bool:
    if isinstance(key, int) and isinstance(last, int):
        return key > last
    return str(key) > str(last)


def _shown(text: str) -> str:
    """Return the beginning of a text from outside, fit to stand in a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _words_of(error: csv.Error) -> str:
    if "limit" in str(error):
        return _("a cell is far too long")
    return _("a quotation mark is missing or stands where none may")


@contextmanager
def _long_fields() -> Iterator[None]:
    """Let cells be longer than the library takes by itself; it knows one bound for the whole program."""
    before = csv.field_size_limit(MOST_FIELD)
    try:
        yield
    finally:
        csv.field_size_limit(before)
