"""Workbooks of LibreOffice and others (.ods), read as plain cells within the same bounds as those of Excel.

What is repeated is kept once and counted: a row may say of itself that it stands there a million times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from xml.parsers import expat

from models.errors import BadImport
from models.exchange.workbook.cells import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Fault, SheetContent, SheetRow, Value
from models.exchange.workbook.opened import SheetName
from models.exchange.workbook.package import MOST_DEPTH, Package, damaged, locked_words, open_package, too_large_words
from models.exchange.workbook.parts import Names
from resources.i18n import _

LONGEST_CELL = 40_000
"""More than any spreadsheet program keeps in a cell; what comes after is left out."""
_MOST_REPEATED = 1_100_000
"""As many rows as a sheet can have."""


@dataclass(slots=True)
class _Sheet:
    name: str
    style: str
    content: SheetContent = field(default_factory=SheetContent)


@dataclass(slots=True)
class _Cell:
    """The cell that is being read."""

    kind: str = ""
    value: str = ""
    repeated: int = 1
    spans: tuple[int, int] = (1, 1)
    lines: list[str] = field(default_factory=list)
    has_formula: bool = False


class OpenOds:
    """An open .ods workbook: its sheets, and the rows of each."""

    def __init__(self, package: Package) -> None:
        reader = _Reader(package)
        package.parse("content.xml", reader.listen, counts_depth=True)
        self._sheets = reader.sheets
        self._hidden = reader.hidden_styles
        self._since_1904 = reader.since_1904
        if not self._sheets:
            words = _("“{name}” is not a spreadsheet. Save the list as an Excel workbook (.xlsx) or as CSV.")
            raise BadImport(words.format(name=package.name))

    @property
    def sheets(self) -> tuple[SheetName, ...]:
        """Return the sheets in their order."""
        return tuple(SheetName(sheet.name, sheet.style in self._hidden) for sheet in self._sheets)

    @property
    def since_1904(self) -> bool:
        """Say whether plain numbers that mean days count from 1904; days that are shown as such are written out."""
        return self._since_1904

    def read(self, number: int) -> SheetContent:
        """Return the rows of the sheet at this place."""
        return self._sheets[number].content


@contextmanager
def open_ods(path: Path, check: Callable[[], None] | None = None) -> Iterator[OpenOds]:
    """Open an .ods workbook; raises BadImport, in a sentence, for whatever is none that can be read."""
    with open_package(path, check, _check_kind) as package:
        yield OpenOds(package)


def _check_kind(package: Package) -> None:
    if not package.has("content.xml"):
        raise damaged(package.name)
    if package.has("META-INF/manifest.xml"):
        bare = Names()

        def start(name: str, _marks: dict[str, str]) -> None:
            if bare[name] == "encryption-data":
                raise BadImport(locked_words(package.name))

        package.parse("META-INF/manifest.xml", lambda parser: setattr(parser, "StartElementHandler", start))


class _Reader:
    """Hears the XML of all sheets and gathers their rows."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.sheets: list[_Sheet] = []
        self.hidden_styles: set[str] = set()
        self.since_1904 = False
        self._bare = Names()
        self._style = ""
        self._row_number = self._row_repeated = self._column = self._wide = self._cells = 0
        self._row = SheetRow(0)
        self._row_hidden = False
        self._cell: _Cell | None = None
        self._in_words = self._aside = self._depth = self._inner = 0

    def listen(self, parser: expat.XMLParserType) -> None:
        """Set the handlers of a parser."""
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text

    def _start(self, name: str, marks: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise damaged(self._package.name)
        tag = self._bare[name]
        if tag in ("table-cell", "covered-table-cell"):
            if not self._inner:
                self._cell = _cell_of(marks)
        elif tag == "p" and self._cell is not None and not self._aside:
            self._cell.lines.append("")
            self._in_words += 1
        elif self._in_words:
            self._blank(tag, marks)
        elif tag == "table-row" and not self._inner:
            self._row_repeated = _count(marks, "table:number-rows-repeated", _MOST_REPEATED)
            self._row_number += 1
            self._row, self._column = SheetRow(self._row_number), 0
            self._row_hidden = marks.get("table:visibility") in ("collapse", "filter")
        elif tag == "table":
            self._open_table(marks)
        elif tag == "table-column" and self.sheets and not self._inner:
            self._see_column(marks)
        elif tag == "style":
            self._style = marks.get("style:name", "")
        elif tag == "null-date":
            self.since_1904 = marks.get("table:date-value", "").startswith("1904")
        elif tag == "table-properties" and marks.get("table:display") == "false":
            self.hidden_styles.add(self._style)
        if tag == "annotation":
            self._aside += 1

    def _blank(self, tag: str, marks: dict[str, str]) -> None:
        """Take the blanks, tabs and line ends that are elements of their own."""
        if tag == "s":
            self._text(" " * _count(marks, "text:c", 100))
        elif tag in ("tab", "line-break"):
            self._text("\t" if tag == "tab" else "\n")

    def _open_table(self, marks: dict[str, str]) -> None:
        if self._cell is not None or self._inner:
            self._inner += 1  # A table within a cell is no sheet of its own.
            return
        if len(self.sheets) >= 100:
            raise BadImport(too_large_words(self._package.name))
        self.sheets.append(_Sheet(marks.get("table:name", ""), marks.get("table:style-name", "")))
        self._row_number = self._wide = 0

    def _see_column(self, marks: dict[str, str]) -> None:
        count = _count(marks, "table:number-columns-repeated", MOST_COLUMNS)
        if marks.get("table:visibility") == "collapse":
            last = min(self._wide + count, MOST_COLUMNS)
            self.sheets[-1].content.hidden_columns.update(range(self._wide, last))
        self._wide = min(self._wide + count, MOST_COLUMNS)

    def _end(self, name: str) -> None:
        self._depth -= 1
        tag = self._bare[name]
        if tag in ("table-cell", "covered-table-cell"):
            if not self._inner and self._cell is not None:
                self._take(self._cell)
                self._cell = None
        elif tag == "p":
            self._in_words = max(0, self._in_words - 1)
        elif tag == "table-row" and not self._inner and self.sheets:
            self._end_row()
        elif tag == "table":
            self._inner = max(0, self._inner - 1)
        elif tag == "annotation":
            self._aside -= 1

    def _text(self, data: str) -> None:
        cell = self._cell
        if cell is not None and self._in_words and not self._aside and len(cell.lines[-1]) < LONGEST_CELL:
            cell.lines[-1] += data

    def _take(self, cell: _Cell) -> None:
        """Keep a cell as often as it says, where there is anything in it."""
        value = _value(cell)
        if value != "" and self.sheets and self._column < MOST_COLUMNS:
            rows, columns = cell.spans
            if rows > 1 or columns > 1:
                last = (self._row_number + rows - 1, self._column + columns - 1)
                self.sheets[-1].content.merged.append((self._row_number, self._column, *last))
            for column in range(self._column, min(self._column + cell.repeated, MOST_COLUMNS)):
                self._row.cells[column] = value
                if cell.has_formula:
                    self._row.formulas.add(column)
        self._column = min(self._column + cell.repeated, MOST_COLUMNS)

    def _end_row(self) -> None:
        """Keep a row as often as it says, where there is anything in it."""
        if self._row.cells:
            self._cells += len(self._row.cells) * self._row_repeated
            rows = self.sheets[-1].content.rows
            if len(rows) + self._row_repeated > MOST_ROWS or self._cells > MOST_CELLS:
                raise BadImport(too_large_words(self._package.name))
            rows.append(self._row)
            first = self._row
            if self._row_hidden:
                numbers = range(first.number, first.number + self._row_repeated)
                self.sheets[-1].content.hidden_rows.update(numbers)
            rows += (
                SheetRow(first.number + more, dict(first.cells), set(first.formulas))
                for more in range(1, self._row_repeated)
            )
        self._row_number += self._row_repeated - 1


def _cell_of(marks: dict[str, str]) -> _Cell:
    kind = marks.get("office:value-type", marks.get("calcext:value-type", ""))
    value = next((marks[key] for key in _VALUE_KEYS if key in marks), "")
    spans = (
        _count(marks, "table:number-rows-spanned", MOST_ROWS),
        _count(marks, "table:number-columns-spanned", MOST_COLUMNS),
    )
    repeated = _count(marks, "table:number-columns-repeated", MOST_COLUMNS)
    return _Cell(kind, value, repeated, spans, has_formula="table:formula" in marks)


_VALUE_KEYS = ("office:value", "office:date-value", "office:boolean-value", "office:time-value", "office:string-value")


def _count(marks: dict[str, str], key: str, most: int) -> int:
    """Return how often something stands there: at least once."""
    words = marks.get(key, "1")
    return max(1, min(int(words), most)) if words.isascii() and words.isdigit() and len(words) < 10 else 1


def _value(cell: _Cell) -> Value:
    shown = "\n".join(cell.lines)
    match cell.kind:
        case "float" | "currency" | "percentage":
            return _number(cell.value, shown)
        case "date":
            return _date(cell.value, shown)
        case "boolean":
            return cell.value == "true"
    if cell.has_formula and shown.startswith(("#", "Err:")):
        return Fault(_("the cell shows the error {words}").format(words=shown[:20]))
    return shown or (cell.value if cell.kind == "string" else "")


def _number(words: str, shown: str) -> Value:
    try:
        number = float(words)
        if number.is_integer() and abs(number) < 1e15:
            # A number that is shown with its leading nought is kept with it.
            digits = "".join(mark for mark in shown if mark.isdigit())
            return shown if shown.startswith("0") and digits.lstrip("0") == str(int(number)) else int(number)
    except (ValueError, OverflowError):
        return shown
    return number if abs(number) < 1e300 else shown


def _date(words: str, shown: str) -> Value:
    try:
        moment = datetime.fromisoformat(words.removesuffix("Z"))
    except ValueError:
        return shown
    return moment if moment.time() != datetime.min.time() else moment.date()
