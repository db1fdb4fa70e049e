"""The cells of one sheet: texts, numbers, days, truths, and what is no value at all, told as such."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from xml.parsers import expat

from models.errors import BadImport
from models.exchange.workbook.package import MOST_DEPTH, Package, damaged, too_large_words
from models.exchange.workbook.parts import Names
from resources.i18n import _
from resources.i18n import marked as m

MOST_ROWS = 100_000
"""Rows with anything in them; empty ones cost nothing and are not counted."""
MOST_CELLS = 2_000_000
"""Cells with anything in them."""
MOST_COLUMNS = 256
"""Columns that are looked at; a stray cell far to the right is left out."""
_MOST_PIECES = 1_000
"""Of the text of one cell, each of some thousand characters; no program takes more than 32,767 characters."""

_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_WHOLE = re.compile(r"-?[0-9]{1,15}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands in the place of a value that is none: an error, or a formula that nobody worked out."""

    words: str


Value = str | int | float | bool | date | datetime | Fault


@dataclass(slots=True)
class SheetRow:
    """A row with anything in it; columns count from 0."""

    number: int
    cells: dict[int, Value] = field(default_factory=dict)
    formulas: set[int] = field(default_factory=set)
    """The columns whose value a formula gave."""


@dataclass(slots=True)
class SheetContent:
    """The rows of a sheet, which cells are merged (first row, first column, last row, last column), what is hidden."""

    rows: list[SheetRow] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    """By their numbers; of rows with anything in them."""


def column_letters(column: int) -> str:
    """Return what a column is called, counted from 0.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


class _Columns(dict[str, int]):
    """The columns of cells by their letters, each worked out once."""

    def __missing__(self, letters: str) -> int:
        """Return and keep the number of a column, MOST_COLUMNS for what is none or too far to the right."""
        number = _column(letters) if letters.isascii() and letters.isalpha() and len(letters) <= 3 else MOST_COLUMNS
        self[letters] = number = min(number, MOST_COLUMNS)
        return number


class SheetReader:
    """Hears the XML of a sheet and gathers its rows."""

    def __init__(
        self,
        package: Package,
        texts: list[str],
        date_styles: frozenset[str],
        *,
        since_1904: bool,
        most_cells: float = MOST_CELLS,
    ) -> None:
        self._most_cells = most_cells
        self._package, self._texts, self._date_styles = package, texts, date_styles
        self._since_1904 = since_1904
        self.content = SheetContent()
        self._bare, self._columns = Names(), _Columns()
        self._row = SheetRow(0)
        self._count = self._aside = self._next = 0
        self._words: list[str] = []
        self._listening = self._formula = self._valued = self._hidden = False
        self._at, self._type, self._style = 0, "", ""
        self._depth = 0

    def listen(self, parser: expat.XMLParserType) -> None:
        """Set the handlers of a parser."""
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text

    def _start(self, name: str, marks: dict[str, str]) -> None:
        self._depth += 1
        tag = self._bare[name]
        if tag == "c":
            at = marks.get("r")
            self._at = self._columns[at.rstrip("0123456789")] if at else self._next
            self._next = self._at + 1
            self._type, self._style = marks.get("t", "n"), marks.get("s", "")
            self._formula = self._valued = False
            if self._words:
                self._words.clear()
        elif tag == "v" or tag == "t":
            self._listening, self._valued = not self._aside, True
        elif tag == "is":
            pass  # As frequent as texts, so it is looked at before what is rare.
        elif tag == "row":
            number = marks.get("r", "")
            self._row = SheetRow(int(number) if _WHOLE.fullmatch(number) else self._row.number + 1)
            self._next, self._hidden = 0, marks.get("hidden") in ("1", "true")
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._aside += 1
        elif tag == "mergeCell":
            self._merge(marks.get("ref", ""))
        elif tag == "col" and marks.get("hidden", "").lower() in ("1", "true"):
            self._hide(marks.get("min", ""), marks.get("max", ""))
        if self._depth > MOST_DEPTH:
            raise damaged(self._package.name)

    def _end(self, name: str) -> None:
        self._depth -= 1
        tag = self._bare[name]
        if tag == "c":
            if (self._valued or self._formula) and self._at < MOST_COLUMNS:
                self._take()
        elif tag == "v" or tag == "t":
            self._listening = False
        elif tag == "is":
            return
        elif tag == "row":
            if self._row.cells:
                self.content.rows.append(self._row)
                if self._hidden:
                    self.content.hidden_rows.add(self._row.number)
                if len(self.content.rows) > MOST_ROWS:
                    raise BadImport(too_large_words(self._package.name))
        elif tag == "rPh":
            self._aside -= 1

    def _text(self, data: str) -> None:
        if self._listening:
            self._words.append(data)
            if len(self._words) > _MOST_PIECES:
                raise BadImport(too_large_words(self._package.name))

    def _take(self) -> None:
        value = self._value("".join(self._words))
        if value == "" and not self._formula:
            return
        self._count += 1
        if self._count > self._most_cells:
            raise BadImport(too_large_words(self._package.name))
        self._row.cells[self._at] = value
        if self._formula:
            self._row.formulas.add(self._at)

    def _value(self, words: str) -> Value:
        """Return what a cell says; a formula whose value is not in the file has none."""
        match self._type:
            case "s":
                place = int(words) if _WHOLE.fullmatch(words) else -1
                text = self._texts[place] if 0 <= place < len(self._texts) else ""
                return _decoded(text)
            case "inlineStr" | "str":
                if self._formula and not self._valued:
                    return Fault(_(NOT_WORKED_OUT))
                return _decoded(words)
            case "e":
                return Fault(_("the cell shows the error {words}").format(words=words[:20] or "#"))
            case "b":
                return words.strip() in ("1", "true")
        if not words.strip():
            return Fault(_(NOT_WORKED_OUT)) if self._formula else ""
        if self._type == "d":
            return _iso(words)
        return self._number(words.strip())

    def _number(self, words: str) -> Value:
        if _WHOLE.fullmatch(words):
            number: int | float = int(words)
        else:
            try:
                number = float(words)
            except ValueError:
                return words
            if not math.isfinite(number):
                return Fault(_("the number is too large"))
        if self._style in self._date_styles:
            return moment_of(number, since_1904=self._since_1904)
        return int(number) if isinstance(number, float) and number.is_integer() and abs(number) < 1e15 else number

    def _hide(self, first: str, last: str) -> None:
        if _WHOLE.fullmatch(first) and _WHOLE.fullmatch(last):
            self.content.hidden_columns.update(range(max(0, int(first) - 1), min(int(last), MOST_COLUMNS)))

    def _merge(self, reference: str) -> None:
        found = _REFERENCE.fullmatch(reference)
        if found and found[3] and len(self.content.merged) < MOST_ROWS:
            first, last = _column(found[1]), _column(found[3])
            self.content.merged.append((int(found[2]), first, int(found[4]), last))


NOT_WORKED_OUT = m("the formula was never worked out; open the sheet in a spreadsheet program and save it there")


_SINCE_1900, _SINCE_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - local days


def moment_of(number: int | float, *, since_1904: bool) -> Value:
    """Return the day, or day and time, that a number shown as a date means; the number where it means none."""
    if not 1 <= number < 2_958_466:
        return number
    if not since_1904 and number < 60:
        number += 1  # Excel believes that 1900 was a leap year.
    day_zero = _SINCE_1904 if since_1904 else _SINCE_1900
    try:
        if isinstance(number, int) or number.is_integer():
            return (day_zero + timedelta(days=int(number))).date()
        return day_zero + timedelta(seconds=round(number * 86_400))
    except OverflowError:
        return number


def _decoded(text: str) -> str:
    """Return text with the characters that a workbook writes as codes."""
    if "_x" not in text:
        return text
    return _CODE.sub(lambda found: chr(int(found[1], 16)), text)


def _iso(words: str) -> Value:
    try:
        moment = datetime.fromisoformat(words.strip().removesuffix("Z"))
    except ValueError:
        return words
    return moment if moment.time() != datetime.min.time() else moment.date()


def find_last_row(package: Package, part: str) -> int | None:
    """Return the last row that a sheet says of itself to have, None where it does not say; only its head is read."""
    found: list[int] = []
    bare = Names()

    def start(name: str, marks: dict[str, str]) -> None:
        if bare[name] == "dimension" and (range_ := _REFERENCE.fullmatch(marks.get("ref", ""))):
            found.append(int(range_[4] or range_[2]))

    package.parse(part, lambda parser: setattr(parser, "StartElementHandler", start), first_bytes=4_096)
    return found[0] if found else None


def read_sheet(
    package: Package,
    part: str,
    texts: Callable[[], list[str]],
    date_styles: Callable[[], frozenset[str]],
    *,
    since_1904: bool,
) -> SheetContent:
    """Return the rows of a sheet that have anything in them. Raises BadImport beyond the bounds."""
    reader = SheetReader(package, texts(), date_styles(), since_1904=since_1904)
    package.parse(part, reader.listen, counts_depth=True)
    return reader.content


def stream_sheet(
    package: Package, part: str, texts: list[str], date_styles: frozenset[str], *, since_1904: bool
) -> Iterator[SheetRow]:
    """Give the rows of a sheet that have anything in them as they are read, however many there are."""
    reader = SheetReader(package, texts, date_styles, since_1904=since_1904, most_cells=math.inf)
    rows = reader.content.rows
    for _read in package.steps(part, reader.listen, counts_depth=True, is_streamed=True):
        yield from rows
        rows.clear()
