"""A table as rows of texts, whatever kind of file it stands in: text with any delimiter, or one sheet of a workbook."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from models.errors import BadImport, Stopped
from models.exchange.contact_tables.choices import TableChoices
from models.exchange.contact_tables.open_quotes import rows_after_open_quote
from models.exchange.contact_tables.other_kinds import refuse_other_kinds
from models.exchange.contact_tables.sheets import first_filled, sheet_named
from models.exchange.reading import Cancelled, detect_delimiter, look_at, records, sample_lines
from models.exchange.workbook import Fault, SheetContent, Value, column_letters
from models.exchange.workbook.any_kind import kind_of_workbook, open_any_workbook
from resources.i18n import _

MOST_ROWS = 60_000
"""Rows of one table of contacts; the register has its own way in."""
MOST_COLUMNS = 250
MOST_CELLS = 3_000_000
"""Rows times columns: 30,000 contacts of Outlook."""
LONGEST_CELL = 8_000
"""Letters of a cell that are read; a note of four pages."""
MOST_LETTERS = 40_000_000
"""Letters of a whole table."""
_MOST_TOLD = 5
"""Cells of a kind that are told of by themselves."""
_KINDS = {"xlsx": "Excel", "ods": "OpenDocument", "xls": "Excel 97–2003", "xml": "Excel XML", "html": "HTML"}
_UNSEEN = "\u200b\ufeff\xad\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Marks that nobody sees, those that turn the direction of writing among them: pasted numbers are full of them."""
_CONTROLS = dict.fromkeys(map(chr, (*range(9), *range(14, 32), *range(127, 160))))
_TIDIED = str.maketrans(
    {**_CONTROLS, **dict.fromkeys(_UNSEEN), **dict.fromkeys("\xa0\u202f\u2007\u3000", " "),
     **dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n")}
)  # fmt: skip
_BROKEN = re.compile(r"\w*(?:Ã[\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[™˜œ“”¦\u009d]|Â[£©®°·»])\w*")
"""UTF-8 that was taken for Windows-1252 and saved: "ZoÃ«", "Maryâ€™s"."""
_LOOKED_THROUGH = 2_000
_KEPT_AS_TEXT = re.compile(r"'([=+\-@\d].*)|=\"([^\"]*)\"", re.ASCII | re.DOTALL)
"""How what a spreadsheet would take for a formula or a number is kept as text: '01632 960001, ="01632960001"."""


@dataclass(slots=True)
class GridRow:
    """A row with anything in it; its cells are without blanks around them."""

    number: int
    cells: list[str]


@dataclass(slots=True)
class Grid:
    """The rows of a table, and what the file was seen to be."""

    kind: str
    """"CSV", "Excel" …"""
    rows: list[GridRow] = field(default_factory=list)
    width: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """(first row, first column, last row, last column); columns count from 0."""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    since_1904: bool = False
    remarks: list[str] = field(default_factory=list)


def read_grid(path: Path, choices: TableChoices, cancelled: Cancelled | None = None) -> Grid:
    """Return the rows of a table. Raises BadImport for what is none or too much, Stopped when asked."""
    if path.is_dir():
        raise BadImport(_("“{name}” is a folder. Choose the file in it.").format(name=path.name))
    kind = kind_of_workbook(path)
    grid = _from_workbook(path, kind, choices, cancelled) if kind else _from_text(path, choices, cancelled)
    if not grid.rows:
        raise BadImport(_("“{name}” holds an empty table.").format(name=path.name))
    grid.width = max(len(row.cells) for row in grid.rows)
    grid.remarks += _broken_letters(grid.rows)
    if grid.width * len(grid.rows) > MOST_CELLS:
        raise _too_much(path.name)
    return grid


def tidy_cell(text: str) -> str:
    """Return a cell without blanks around it, with ordinary blanks and line ends in it, and no longer than is read."""
    if not text.isprintable():
        text = text.replace("\r\n", "\n").translate(_TIDIED)
    text = text[:LONGEST_CELL].strip()
    if text[:1] in ("'", "=") and (kept := _KEPT_AS_TEXT.fullmatch(text)):
        return (kept[1] or kept[2] or "").strip()
    return text


def _broken_letters(rows: list[GridRow]) -> list[str]:
    """Return, in a sentence with a sample, that some program read the letters wrongly before the file was saved."""
    for row in rows[:_LOOKED_THROUGH]:
        for cell in row.cells:
            if not cell.isascii() and (found := _BROKEN.search(cell)):
                words = _(
                    "Letters of this table were broken before it was saved, such as “{text}”. They come in like that."
                )
                return [words.format(text=found[0][:40])]
    return []


def _too_much(name: str) -> BadImport:
    words = _("“{name}” has more than {rows} rows, or far too many columns. Import it in parts.")
    return BadImport(words.format(name=name, rows=f"{MOST_ROWS:,}"))


def _from_text(path: Path, choices: TableChoices, cancelled: Cancelled | None) -> Grid:
    refuse_other_kinds(path)
    source = look_at(path, cancelled, _("a table of contacts (CSV or a spreadsheet)"))
    if choices.encoding:
        source = source.in_encoding(choices.encoding)
    lines = sample_lines(source, 200)
    told, skipped = _told_delimiter(lines)
    delimiter = choices.delimiter or told or detect_delimiter(lines)
    grid = Grid("CSV" if delimiter != "\t" else "TSV", encoding=source.encoding, delimiter=delimiter)
    letters = wide = cells_read = first = last = 0
    cut_off: list[str] = []
    with records(source, delimiter) as found:
        for first, last, cells in found:  # noqa: B007 (where the last record ends is asked below)
            if first <= skipped:
                continue
            if len(cells) > MOST_COLUMNS:
                wide = max(wide, len(cells))
                del cells[MOST_COLUMNS:]
            tidied = [tidy_cell(cell) for cell in cells]
            letters += sum(map(len, tidied))
            if max(map(len, cells)) > LONGEST_CELL:
                cut_off.append(_cut_off_words(max(map(len, cells)), first))
            cells_read += len(tidied)
            if any(tidied):
                grid.rows.append(GridRow(first, tidied))
            if len(grid.rows) > MOST_ROWS or letters > MOST_LETTERS or cells_read > MOST_CELLS:
                raise _too_much(path.name)
            if cancelled is not None and first % 1_000 == 0 and cancelled():
                raise Stopped(_("The import was stopped. Nothing was changed."))
    if last > first and (rows := rows_after_open_quote(source, delimiter, first)):
        del grid.rows[-1]
        grid.rows += (GridRow(number, [tidy_cell(cell) for cell in cells[:MOST_COLUMNS]]) for number, cells in rows)
        words = _("The quotation mark in line {line} is never closed. From there on each line was read by itself.")
        grid.remarks.append(words.format(line=first))
    if wide:
        grid.remarks.append(_too_wide(wide))
    grid.remarks += cut_off[:_MOST_TOLD]
    return grid


def _cut_off_words(letters: int, number: int) -> str:
    """Return, in a sentence, that a row has a cell longer than is read."""
    words = _("A cell of row {row} holds {count} letters; the first {most} were read.")
    return words.format(row=number, count=f"{letters:,}", most=f"{LONGEST_CELL:,}")


def _too_wide(width: int) -> str:
    return _("The table has {width} columns; the first {most} were read.").format(width=width, most=MOST_COLUMNS)


def _told_delimiter(lines: list[str]) -> tuple[str, int]:
    """Return the delimiter that Excel's own first line "sep=;" tells, and how many lines to pass over."""
    first = lines[0].strip().strip('"') if lines else ""
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], 1
    return "", 0


def _from_workbook(path: Path, kind: str, choices: TableChoices, cancelled: Cancelled | None) -> Grid:
    with open_any_workbook(path, kind, _stopper(cancelled)) as workbook:
        names = [sheet.name for sheet in workbook.sheets]
        hidden = [sheet.name for sheet in workbook.sheets if sheet.hidden]
        since_1904 = workbook.since_1904
        if choices.sheet:
            number = sheet_named(names, choices.sheet, path.name)
            content = workbook.read(number)
        else:
            number, content = first_filled(workbook.read, [sheet.hidden for sheet in workbook.sheets])
    grid = Grid(_KINDS[kind], sheet=names[number], sheets=tuple(names), merged=content.merged, since_1904=since_1904)
    faults = _fill(grid, content, path.name)
    if hidden:
        listed = ", ".join(f"“{name}”" for name in hidden[:6])
        grid.remarks.append(
            _("Hidden sheets: {names}. Nothing was taken from them.").format(names=listed)
            if names[number] not in hidden
            else _("The sheet is hidden in the workbook.")
        )
    if len(names) - len(hidden) > 1:
        others = [name for name in names if name not in hidden and name != names[number]]
        grid.remarks.append(
            _("Other sheets: {names}. Read them one at a time.").format(
                names=", ".join(f"“{name}”" for name in others[:10])
            )
        )
    width = max((len(row.cells) for row in grid.rows), default=0)
    concealed = sorted(column for column in content.hidden_columns if column < width)
    if concealed:
        grid.remarks.append(
            _("Columns hidden in the workbook were read too: {letters}.").format(
                letters=", ".join(map(column_letters, concealed[:20]))
            )
        )
    if content.hidden_rows:
        numbers = sorted(content.hidden_rows.intersection(row.number for row in grid.rows))
        grid.remarks.append(
            _("Rows hidden in the workbook were read too: {rows}.").format(
                rows=", ".join(map(str, numbers[:20])) + (" …" if len(numbers) > 20 else "")
            )
        )
    grid.remarks += faults
    return grid


def _stopper(cancelled: Cancelled | None) -> Callable[[], None] | None:
    if cancelled is None:
        return None

    def stop() -> None:
        if cancelled():
            raise Stopped(_("The import was stopped. Nothing was changed."))

    return stop


def _fill(grid: Grid, content: SheetContent, name: str) -> list[str]:
    """Take the rows of a sheet; return what is to be said of cells without a value."""
    if len(content.rows) > MOST_ROWS:
        raise _too_much(name)
    faults: list[str] = []
    cut_off: list[str] = []
    letters = 0
    for row in sorted(content.rows, key=lambda row: row.number):
        cells = [""] * min(max(row.cells) + 1, MOST_COLUMNS)
        for column, value in row.cells.items():
            if column >= MOST_COLUMNS:
                continue
            if type(value) is str:
                cells[column] = tidy_cell(value)
                if len(value) > LONGEST_CELL:
                    cut_off.append(_cut_off_words(len(value), row.number))
            elif isinstance(value, Fault):
                if len(faults) < _MOST_TOLD:
                    place = f"{column_letters(column)}{row.number}"
                    faults.append(_("Cell {place} has no value: {why}.").format(place=place, why=value.words))
            else:
                cells[column] = _text_of(value)
        letters += sum(map(len, cells))
        if letters > MOST_LETTERS:
            raise _too_much(name)
        if any(cells):
            grid.rows.append(GridRow(row.number, cells))
    return [*faults, *cut_off[:_MOST_TOLD]]


def _text_of(value: Value) -> str:
    """Return a number, day or truth as text; days as 2026-11-23, which is one day for everybody."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
