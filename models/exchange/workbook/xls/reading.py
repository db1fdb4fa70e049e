"""An .xls workbook that is open for reading: its sheets, and the cells of whichever is asked for."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from models.errors import BadImport
from models.exchange.unpacking import troubles_told
from models.exchange.workbook.cells import MOST_COLUMNS, Fault, SheetContent, SheetRow, Value, moment_of
from models.exchange.workbook.opened import SheetName
from models.exchange.workbook.package import MOST_PACKED, damaged, locked_words, too_large_words
from models.exchange.workbook.parts import shows_date
from models.exchange.workbook.xls.compound import BrokenContainerError, Container
from models.exchange.workbook.xls.records import BOF, CONTINUE, EOF, Record, SharedTexts, records_from, short_text
from resources.i18n import _

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_SHEET, _PASSWORD, _SINCE_1904, _CODE_PAGE, _TEXTS, _FORMAT, _STYLE = 0x85, 0x2F, 0x22, 0x42, 0xFC, 0x41E, 0xE0
_NUMBER, _RK, _MANY_RK, _SHARED, _LABEL, _RICH, _TRUTH, _FORMULA, _STRING = (
    0x203, 0x27E, 0xBD, 0xFD, 0x204, 0xD6, 0x205, 0x6, 0x207,
)  # fmt: skip
_COLUMNS, _MERGED, _ROW, _ROW_HIDDEN = 0x7D, 0xE5, 0x208, 0x20


@dataclass(slots=True)
class _Globals:
    """What the workbook says for all its sheets."""

    sheets: list[tuple[SheetName, int]] = field(default_factory=list)
    wide: bool = True
    encoding: str = "cp1252"
    since_1904: bool = False
    texts: list[str] = field(default_factory=list)
    formats: dict[str, str] = field(default_factory=dict)
    styles: list[str] = field(default_factory=list)


class OpenXls:
    """An open .xls workbook."""

    def __init__(self, stream: bytes, name: str, check: Callable[[], None] | None) -> None:
        """Read what the workbook says for all its sheets; raises BadImport for one with a password or cut off."""
        self._stream, self._name, self._check = stream, name, check
        self._globals = _read_globals(stream, name)
        if not self._globals.sheets:
            raise damaged(name)
        formats = self._globals.formats
        self._dates = frozenset(place for place, form in enumerate(self._globals.styles) if shows_date(form, formats))

    @property
    def sheets(self) -> tuple[SheetName, ...]:
        """Return the sheets in their order."""
        return tuple(sheet for sheet, _place in self._globals.sheets)

    @property
    def since_1904(self) -> bool:
        """Say whether numbers that mean days count from 1904."""
        return self._globals.since_1904

    def read(self, number: int) -> SheetContent:
        """Return the rows of the sheet at this place."""
        reader = _SheetReader(self._globals, self._dates)
        depth = 0
        for count, record in enumerate(records_from(self._stream, self._globals.sheets[number][1])):
            if record.kind == BOF:
                depth += 1  # A chart on the sheet is a stream within it.
            elif record.kind == EOF:
                depth -= 1
                if depth <= 0:
                    break
            elif depth == 1:
                reader.hear(record)
            if self._check is not None and count % 10_000 == 0:
                self._check()
        return reader.content()


@contextmanager
def open_xls(path: Path, check: Callable[[], None] | None = None) -> Iterator[OpenXls]:
    """Open an .xls workbook; raises BadImport, in a sentence, for whatever is none that can be read."""
    with troubles_told(path):
        if path.stat().st_size > MOST_PACKED:
            raise BadImport(too_large_words(path.name))
        data = path.read_bytes()
    try:
        container = Container(data)
        # Locked workbooks of newer kinds lie in such a container as well.
        if {"EncryptedPackage", "EncryptionInfo"} & container.names:
            raise BadImport(locked_words(path.name))
        name = next((name for name in ("Workbook", "Book") if name in container.names), None)
        if name is None:
            raise BadImport(_("“{name}” is not a workbook. Choose a spreadsheet or a CSV file.").format(name=path.name))
        yield OpenXls(container.stream(name), path.name, check)
    except (BrokenContainerError, struct.error, IndexError) as error:
        raise damaged(path.name) from error


def _read_globals(stream: bytes, name: str) -> _Globals:
    """Return what stands before the first sheet."""
    found = _Globals()
    text_parts: list[bytes] = []
    before = 0
    for record in records_from(stream):
        kind, data = record.kind, record.data
        if kind == BOF:
            found.wide = struct.unpack_from("<H", data)[0] >= 0x600
        elif kind == EOF:
            break
        elif kind == _PASSWORD:
            raise BadImport(locked_words(name))
        elif kind == _SHEET and len(data) > 7 and data[5] == 0 and len(found.sheets) < 100:
            place = struct.unpack_from("<I", data)[0]
            title = short_text(data, 6, found.encoding, wide=found.wide)
            found.sheets.append((SheetName(title, bool(data[4] & 3)), place))
        elif kind == _TEXTS or (kind == CONTINUE and before == _TEXTS):
            text_parts.append(data)
            kind = _TEXTS
        elif kind == _SINCE_1904:
            found.since_1904 = data[:1] == b"\1"
        elif kind == _CODE_PAGE:
            found.encoding = _encoding(struct.unpack_from("<H", data)[0])
        elif kind in (_FORMAT, 0x1E) and len(data) > 3:
            wide = found.wide and kind == _FORMAT
            code = short_text(data, 2, found.encoding, wide=wide, length_bytes=2 if wide else 1)
            found.formats[str(struct.unpack_from("<H", data)[0])] = code
        elif kind == _STYLE and len(data) >= 4:
            found.styles.append(str(struct.unpack_from("<H", data, 2)[0]))
        before = kind
    if text_parts:
        found.texts = SharedTexts(text_parts).read()
    return found


def _encoding(code_page: int) -> str:
    """Return the characters of an Excel 5 workbook: a Windows code page, else the western one."""
    return f"cp{code_page}" if code_page in (437, 850, 852, *range(1250, 1259)) else "cp1252"


class _SheetReader:
    """Hears the records of a sheet and gathers its rows."""

    def __init__(self, found: _Globals, dates: frozenset[int]) -> None:
        self._globals, self._dates = found, dates
        self._content = SheetContent()
        self._rows: dict[int, SheetRow] = {}
        self._waiting: tuple[int, int] | None = None

    def content(self) -> SheetContent:
        """Return what was heard, in the order of the rows."""
        self._content.rows = [self._rows[number] for number in sorted(self._rows)]
        return self._content

    def hear(self, record: Record) -> None:
        """Take a record. Those that are cut off raise struct.error."""
        kind, data = record.kind, record.data
        if kind == _SHARED:
            place = struct.unpack_from("<I", data, 6)[0]
            self._keep(data, self._globals.texts[place] if place < len(self._globals.texts) else "")
        elif kind == _NUMBER:
            self._keep_number(data, struct.unpack_from("<d", data, 6)[0])
        elif kind == _RK:
            self._keep_number(data, _rk(struct.unpack_from("<I", data, 6)[0]))
        elif kind == _MANY_RK:
            self._many(data)
        elif kind in (_LABEL, _RICH):
            wide = self._globals.wide
            self._keep(data, short_text(data, 6, self._globals.encoding, wide=wide, length_bytes=2))
        elif kind == _TRUTH:
            self._keep(data, Fault(_error_words(data[6])) if data[7] else bool(data[6]))
        elif kind == _FORMULA:
            self._formula(data)
        elif kind == _STRING and self._waiting is not None:
            words = short_text(data, 0, self._globals.encoding, wide=self._globals.wide, length_bytes=2)
            self._put(*self._waiting, words, is_formula=True)
            self._waiting = None
        elif kind == _COLUMNS:
            first, last, _width, _style, options = struct.unpack_from("<5H", data)
            if options & 1:
                self._content.hidden_columns.update(range(first, min(last + 1, MOST_COLUMNS)))
        elif kind == _ROW:
            if len(data) > 12 and data[12] & _ROW_HIDDEN:
                self._content.hidden_rows.add(struct.unpack_from("<H", data)[0] + 1)
        elif kind == _MERGED:
            count = struct.unpack_from("<H", data)[0]
            for top, bottom, left, right in struct.iter_unpack("<4H", data[2 : 2 + count * 8]):
                self._content.merged.append((top + 1, left, bottom + 1, right))

    def _keep(self, data: bytes, value: Value, *, is_formula: bool = False) -> None:
        row, column = struct.unpack_from("<HH", data)
        self._put(row, column, value, is_formula=is_formula)

    def _put(self, row: int, column: int, value: Value, *, is_formula: bool = False) -> None:
        if value == "" or column >= MOST_COLUMNS:
            return
        kept = self._rows.get(row)
        if kept is None:
            kept = self._rows[row] = SheetRow(row + 1)
        kept.cells[column] = value
        if is_formula:
            kept.formulas.add(column)

    def _keep_number(self, data: bytes, number: float, *, is_formula: bool = False) -> None:
        self._keep(data, self._number(number, struct.unpack_from("<H", data, 4)[0]), is_formula=is_formula)

    def _number(self, number: float, style: int) -> Value:
        if not math.isfinite(number):
            return Fault(_("the number is too large"))
        whole = int(number) if number.is_integer() and abs(number) < 1e15 else number
        return moment_of(whole, since_1904=self._globals.since_1904) if style in self._dates else whole

    def _many(self, data: bytes) -> None:
        row, column = struct.unpack_from("<HH", data)
        for place, (style, packed) in enumerate(struct.iter_unpack("<HI", data[4 : 4 + (len(data) - 6) // 6 * 6])):
            self._put(row, column + place, self._number(_rk(packed), style))

    def _formula(self, data: bytes) -> None:
        if data[12:14] != b"\xff\xff":
            self._keep_number(data, struct.unpack_from("<d", data, 6)[0], is_formula=True)
        elif data[6] == 0:
            self._waiting = struct.unpack_from("<HH", data)
        elif data[6] == 1:
            self._keep(data, bool(data[8]), is_formula=True)
        elif data[6] == 2:
            self._keep(data, Fault(_error_words(data[8])), is_formula=True)


def _error_words(code: int) -> str:
    return _("the cell shows the error {words}").format(words=_ERRORS.get(code, "#"))


def _rk(packed: int) -> float:
    """Return a number kept in four bytes: whole or the first bits of a longer one, perhaps in hundredths."""
    if packed & 2:
        whole = packed >> 2
        number = float(whole - (1 << 30) if whole & (1 << 29) else whole)
    else:
        (number,) = struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))
    return number / 100 if packed & 1 else number
