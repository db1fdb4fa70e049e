"""XML spreadsheets, as Excel 2002 to 2010 saved them and school systems still export them under the name ".xls"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from xml.parsers import expat

from models.errors import BadImport
from models.exchange.unpacking import troubles_told
from models.exchange.workbook.cells import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    NOT_WORKED_OUT,
    Fault,
    SheetContent,
    SheetRow,
    Value,
)
from models.exchange.workbook.opened import SheetName
from models.exchange.workbook.package import MOST_DEPTH, damaged, entities_words, too_large_words
from models.exchange.workbook.parts import Names
from resources.i18n import _

MOST_BYTES = 40 * 1024 * 1024
"""Each cell takes some sixty bytes beside what it says."""
LONGEST_CELL = 40_000
_MOST_SHEETS = 100
_LAST_ROW = 1_100_000
_MOST_MERGED = 20_000
_CHUNK = 1024 * 1024
"""What is parsed in one go; small pieces of one endless word would be looked through again and again."""
_NO_DAY = date(1899, 12, 31)
"""The day that a time alone is written with."""


class OpenSpreadsheetXml:
    """An XML spreadsheet: its sheets, and the rows of each."""

    def __init__(self, reader: _Reader) -> None:
        self._sheets, self._reader = reader.sheets, reader

    @property
    def sheets(self) -> tuple[SheetName, ...]:
        """Return the sheets in their order."""
        hidden = self._reader.hidden
        return tuple(SheetName(name, number in hidden) for number, (name, _content) in enumerate(self._sheets))

    @property
    def since_1904(self) -> bool:
        """Say whether plain numbers that mean days count from 1904; days that are shown as such are written out."""
        return self._reader.since_1904

    def read(self, number: int) -> SheetContent:
        """Return the rows of the sheet at this place."""
        return self._sheets[number][1]


class _Reader:
    """Hears the XML of all sheets and gathers their rows."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.sheets: list[tuple[str, SheetContent]] = []
        self.hidden: set[int] = set()
        self.since_1904 = False
        self._bare = Names()
        self._depth = self._cells = self._column = self._across = self._wide = 0
        self._row = SheetRow(0)
        self._words: list[str] = []
        self._kind = ""
        self._has_formula = self._valued = self._listening = False

    def parse(self, stream_of: Iterator[bytes]) -> None:
        """Go through the file. Raises BadImport for one that is damaged, declares entities or is far too large."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_entities
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        try:
            for chunk in stream_of:
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise damaged(self._name) from error
        if not self.sheets:
            raise damaged(self._name)

    def _refuse_entities(self, *_told: object) -> None:
        raise BadImport(entities_words(self._name))

    def _start(self, name: str, marks: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise damaged(self._name)
        tag = self._bare[name]
        if tag == "Worksheet":
            self._begin_sheet(_bare(marks).get("Name", ""))
        elif not self.sheets:
            self.since_1904 = self.since_1904 or tag == "Date1904"
        elif tag == "Cell":
            self._begin_cell(_bare(marks))
        elif tag == "Data":
            self._kind, self._listening, self._valued = _bare(marks).get("Type", "String"), True, True
        elif tag == "Row":
            self._begin_row(_bare(marks))
        elif tag == "Column":
            self._see_column(_bare(marks))
        elif tag == "Visible":
            self._listening, self._words = True, []

    def _begin_sheet(self, name: str) -> None:
        if len(self.sheets) >= _MOST_SHEETS:
            raise BadImport(too_large_words(self._name))
        self.sheets.append((name, SheetContent()))
        self._row, self._wide = SheetRow(0), 0

    def _see_column(self, marks: Mapping[str, str]) -> None:
        first = min(_count(marks, "Index", self._wide + 1) - 1, MOST_COLUMNS)
        self._wide = min(first + 1 + _count(marks, "Span", 0), MOST_COLUMNS)
        if marks.get("Hidden") == "1":
            self.sheets[-1][1].hidden_columns.update(range(first, self._wide))

    def _begin_row(self, marks: Mapping[str, str]) -> None:
        self._row = SheetRow(min(_count(marks, "Index", self._row.number + 1), _LAST_ROW))
        self._column = 0
        if marks.get("Hidden") == "1":
            self.sheets[-1][1].hidden_rows.add(self._row.number)

    def _begin_cell(self, marks: Mapping[str, str]) -> None:
        self._column = min(_count(marks, "Index", self._column + 1) - 1, MOST_COLUMNS)
        self._words, self._kind = [], ""
        self._has_formula, self._valued = "Formula" in marks, False
        down, across = _count(marks, "MergeDown", 0), _count(marks, "MergeAcross", 0)
        self._across = across
        merged = self.sheets[-1][1].merged
        if (down or across) and len(merged) < _MOST_MERGED:
            merged.append((self._row.number, self._column, self._row.number + down, self._column + across))

    def _text(self, data: str) -> None:
        if self._listening:
            self._words.append(data)

    def _end(self, name: str) -> None:
        self._depth -= 1
        tag = self._bare[name]
        if tag == "Data":
            self._listening = False
        elif tag == "Cell" and self.sheets:
            self._take()
            self._column += 1 + self._across
        elif tag == "Row" and self._row.cells and self.sheets:
            rows = self.sheets[-1][1].rows
            rows.append(self._row)
            if len(rows) > MOST_ROWS:
                raise BadImport(too_large_words(self._name))
            self._row = SheetRow(self._row.number)
        elif tag == "Visible":
            self._listening = False
            if "".join(self._words).strip() in ("SheetHidden", "SheetVeryHidden"):
                self.hidden.add(len(self.sheets) - 1)

    def _take(self) -> None:
        value: Value = Fault(_(NOT_WORKED_OUT)) if self._has_formula and not self._valued else self._value()
        if value == "" or self._column >= MOST_COLUMNS:
            return
        self._cells += 1
        if self._cells > MOST_CELLS:
            raise BadImport(too_large_words(self._name))
        self._row.cells[self._column] = value
        if self._has_formula:
            self._row.formulas.add(self._column)

    def _value(self) -> Value:
        """Return what a cell says, by the type it is of."""
        words = "".join(self._words)[:LONGEST_CELL]
        match self._kind:
            case "Number":
                return _number(words)
            case "DateTime":
                return _moment(words)
            case "Boolean":
                return words.strip() == "1"
            case "Error":
                return Fault(_("the cell shows the error {words}").format(words=words[:20] or "#"))
        return words


def _bare(marks: dict[str, str]) -> Mapping[str, str]:
    """Return the marks of an element without what stands for their namespace."""
    return {name.rpartition(":")[2]: said for name, said in marks.items()} if marks else marks


def _count(marks: Mapping[str, str], name: str, otherwise: int) -> int:
    """Return a whole number, what it is otherwise where there is none."""
    words = marks.get(name, "")
    return max(int(words), 0) or otherwise if words.isascii() and words.isdigit() and len(words) < 8 else otherwise


def _number(words: str) -> Value:
    try:
        number = float(words)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    except (ValueError, OverflowError):
        return words


def _moment(words: str) -> Value:
    """Return a day, a day and time, or a time alone, which Excel writes under a day that no list means."""
    try:
        moment = datetime.fromisoformat(words.strip().removesuffix("Z"))
    except ValueError:
        return words
    if moment.date() <= _NO_DAY:
        return f"{moment:%H:%M}"
    return moment if moment.time() != datetime.min.time() else moment.date()


@contextmanager
def open_spreadsheet_xml(path: Path, check: Callable[[], None] | None = None) -> Iterator[OpenSpreadsheetXml]:
    """Open an XML spreadsheet; raises BadImport, in a sentence, for whatever is none that can be read."""
    reader = _Reader(path.name)
    reader.parse(_chunks(path, check))
    yield OpenSpreadsheetXml(reader)


def _chunks(path: Path, check: Callable[[], None] | None) -> Iterator[bytes]:
    left = MOST_BYTES
    with troubles_told(path), path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise BadImport(too_large_words(path.name))
            if check is not None:
                check()
            yield chunk
