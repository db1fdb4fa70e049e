"""Reading a file of Get Information about Schools (GIAS): which one it is, and its rows ready for the tables.

`read_gias` looks at the file and recognises it by its headings; `GiasFile.rows` then reads it, one row at a time.
Nothing that is wrong in a row stops the reading: a bad cell is left blank with a warning, a bad row is rejected with
its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from pathlib import Path

from models.errors import BadImport, Stopped
from models.exchange.gias_cells import Value
from models.exchange.gias_columns import Columns, columns_for, misfit_row
from models.exchange.gias_fields import GiasKind, Shape, same_heading
from models.exchange.gias_headings import find_headings
from models.exchange.names.heads import one_cell_name
from models.exchange.reading import Cancelled, Progress, Records, TextSource, look_at, records, sample_lines
from models.exchange.workbook.any_kind import kind_of_workbook
from models.exchange.workbook.as_csv import opened_table
from models.text import sort_key

__all__ = ["GiasFile", "GiasKind", "Rejected", "RowWarning", "read_gias"]

Row = dict[str, Value]

MOST_TOLD = 10_000
"""Rejections and warnings kept in words; beyond that they are only counted."""

MOST_ROWS = 500_000
MOST_REJECTED = 50_000
"""Ten times what any file of GIAS holds, and as many bad rows as England has schools: that is something else."""

MOST_LINES_A_ROW = 200
"""No cell of GIAS goes over so many lines: a quotation mark was opened and not closed."""

ROWS_A_STEP = 500
"""How often progress is told and a wish to stop is heard."""

_WANTED = frozenset({"status", "establishment_type", "phase", "la_name", "postcode", "easting"})
"""Fields of a school of which a file that lacks them is told."""

_DAY_IN_NAME = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken."""

    line: int
    reason: str
    """Begins with "line N: "."""


@dataclass(frozen=True, slots=True)
class RowWarning:
    """Something about a row that was taken: most often a cell that was left blank."""

    line: int
    field: str
    """The row's key, empty when it is about the whole row."""
    text: str
    """Begins with "line N: "."""


@dataclass(slots=True)
class GiasFile:
    """A recognised file; the lists and counts below `unknown_columns` fill while `rows` is read."""

    path: Path
    kind: GiasKind
    headings: tuple[str, ...]
    unknown_columns: tuple[str, ...]
    """Headings that no year's file is known to have; they are not read."""
    source: TextSource
    found: int = 0
    """Records below the headings."""
    rejected: list[Rejected] = field(default_factory=list)
    rejected_count: int = 0
    warnings: list[RowWarning] = field(default_factory=list)
    warning_count: int = 0
    _shape: Shape = field(kw_only=True)
    _delimiter: str = field(kw_only=True)
    _header_line: int = field(kw_only=True)
    _in_workbook: bool = field(kw_only=True)
    _progress: Progress | None = field(kw_only=True)
    _cancelled: Cancelled | None = field(kw_only=True)
    _newest: date | None = field(default=None, kw_only=True)

    @property
    def sha256(self) -> str:
        """Return the checksum of the unpacked content."""
        return self.source.sha256

    @property
    def encoding(self) -> str:
        """Return how the characters of the file are written; "" in a workbook, where nobody need know."""
        return "" if self._in_workbook else self.source.encoding

    @property
    def missing_columns(self) -> tuple[str, ...]:
        """Return the headings of schools that the register is not much use without, and this file has not."""
        present = {same_heading(heading) for heading in self.headings}
        wanted = [one for one in self._shape.fields if one.name in _WANTED and self.kind is GiasKind.ESTABLISHMENTS]
        return tuple(
            one.headings[0] for one in wanted if present.isdisjoint(same_heading(heading) for heading in one.headings)
        )

    @property
    def row_fields(self) -> tuple[str, ...]:
        """Return the keys of every row, in order; they are the columns of the register's table of that kind."""
        return self._shape.field_names()

    @property
    def extract_on(self) -> date | None:
        """Return the day of the extract: from the file's name, else, once read, the newest change in it."""
        for year, month, day in _DAY_IN_NAME.findall(self.path.name):
            try:
                return date(int(year), int(month), int(day))
            except ValueError:
                # Eight digits that are no date are just a number in the name.
                continue
        return self._newest

    def rows(self) -> Iterator[Row]:
        """Give each good row as a dictionary of `row_fields`, for an insert of many.

        Unknown text is "", unknown numbers and dates are None. Raises Stopped when asked to stop, and BadImport
        when an open quotation mark swallows the rest or nearly nothing can be used.
        """
        self.found = self.rejected_count = self.warning_count = 0
        self.rejected.clear()
        self.warnings.clear()
        with records(self.source, self._delimiter) as table:
            yield from self._good_rows(table)
        if self._progress is not None:
            self._progress(self.source.size, self.source.size)

    def _good_rows(self, table: Records) -> Iterator[Row]:
        """Read the records below the headings."""
        troubles: list[tuple[str, str]] = []
        columns = columns_for(self._shape, self.headings, troubles)
        width = len(self.headings)
        blanks = [""] * width if self._in_workbook else []
        names = columns.names
        key_of = itemgetter(*(names.index(name) for name in self._shape.key))
        required = [names.index(name) for name in self._shape.required]
        seen: set[object] = set()
        for first, last, row in table:
            if first <= self._header_line or not any(row):
                continue
            self.found += 1
            if self.found % ROWS_A_STEP == 0:
                self._step(table)
            if last - first > MOST_LINES_A_ROW:
                self._reject(first, f"a quotation mark is opened here and not closed before line {last}")
                continue
            # A sheet does not keep the blank cells at the end of a row.
            row += blanks[len(row) :]
            values = columns.values(row) if len(row) == width else self._misfit(columns, row, first)
            if not all(values[place] for place in required):
                self._reject(first, self._what_is_missing(values, required, names, troubles))
                troubles.clear()
                continue
            if troubles:
                self._warn_of_cells(first, columns, troubles)
            key = key_of(values)
            if key in seen:
                self._reject(first, self._twice_words(key))
                continue
            seen.add(key)
            yield self._finished(columns, values)
        self._newest = columns.newest_change()

    def _finished(self, columns: Columns, values: list[Value]) -> Row:
        """Return the row as a dictionary, with what is worked out from other cells."""
        made = dict(zip(columns.names, values, strict=True))
        if columns.has_name:
            made["name_key"] = sort_key(str(made["name"]))
        if columns.heads_in_one_cell:
            title, first_name, last_name = one_cell_name(str(made["head_last_name"]))
            made["head_title"], made["head_first_name"], made["head_last_name"] = title, first_name, last_name
        return made

    def _misfit(self, columns: Columns, row: list[str], line: int) -> list[Value]:
        """Read a row with too few or too many cells, and tell how."""
        values, words = misfit_row(columns, self._shape, row, len(self.headings))
        if words:
            self._warn(line, "", words)
        return values

    def _what_is_missing(
        self, values: list[Value], required: Sequence[int], names: Sequence[str], troubles: list[tuple[str, str]]
    ) -> str:
        """Return why a row cannot be taken: the trouble with a needed cell, or that it is blank."""
        said = dict(troubles)
        name = next(names[place] for place in required if not values[place])
        return said.get(name) or f"“{self._heading_of(name)}” is blank"

    def _heading_of(self, name: str) -> str:
        """Return the heading in this file that a field was read from."""
        wanted = next((each.headings for each in self._shape.fields if each.name == name), (name,))
        present = {same_heading(heading): heading for heading in self.headings}
        return next((present[same_heading(each)] for each in wanted if same_heading(each) in present), wanted[0])

    def _twice_words(self, key: object) -> str:
        """Return that a row stands twice."""
        if self.kind in (GiasKind.ESTABLISHMENTS, GiasKind.GROUPS):
            heading = self._heading_of(self._shape.key[0])
            return f"{heading} {key} stands twice in the file; the first one was taken"
        return "the same row stands twice in the file; the first one was taken"

    def _warn_of_cells(self, line: int, columns: Columns, troubles: list[tuple[str, str]]) -> None:
        """Turn the troubles of one row into warnings."""
        for name, words in troubles:
            self._warn(line, name, f"“{self._heading_of(name)}” was left blank: {words}")
        troubles.clear()

    def _warn(self, line: int, name: str, words: str) -> None:
        """Keep a warning, or count it when there are too many."""
        self.warning_count += 1
        if len(self.warnings) < MOST_TOLD:
            self.warnings.append(RowWarning(line, name, f"line {line}: {words}"))

    def _reject(self, line: int, reason: str) -> None:
        """Keep why a row was not taken, or count it when there are too many."""
        self.rejected_count += 1
        if len(self.rejected) < MOST_TOLD:
            self.rejected.append(Rejected(line, f"line {line}: {reason}"))

    def _refuse_rubbish(self) -> None:
        """Raise BadImport when there are more rows, or more bad rows, than any file of GIAS has."""
        if self.rejected_count > MOST_REJECTED:
            raise BadImport(
                f"“{self.path.name}” has the headings of a register file, but {self.rejected_count:,} of its first "
                f"{self.found:,} rows cannot be used. Download it again."
            )
        if self.found > MOST_ROWS:
            raise BadImport(
                f"“{self.path.name}” has over {MOST_ROWS:,} rows, more than the register. Download it again."
            )

    def _step(self, table: Records) -> None:
        """Tell how far the reading is, and stop when that is wished or when this can be no file of GIAS."""
        self._refuse_rubbish()
        if self._cancelled is not None and self._cancelled():
            raise Stopped("The import was stopped. Nothing was changed.")
        if self._progress is not None:
            self._progress(min(table.position(), self.source.size), self.source.size)


def read_gias(path: Path, progress: Progress | None = None, cancelled: Cancelled | None = None) -> GiasFile:
    """Look at a file and recognise it by its headings.

    `progress` is called with bytes read and bytes in all while the rows are read; `cancelled` is asked now and then.
    Raises BadImport with what the file is instead and what to do; Stopped when asked to stop.
    """
    source = look_at(path, cancelled, opener=opened_table)
    headings = find_headings(path.name, sample_lines(source))
    file = GiasFile(
        path,
        headings.shape.kind,
        headings.texts,
        headings.unknown,
        source,
        _shape=headings.shape,
        _delimiter=headings.delimiter,
        _header_line=headings.line,
        _in_workbook=bool(kind_of_workbook(path)),
        _progress=progress,
        _cancelled=cancelled,
    )
    with records(source, headings.delimiter) as table:
        if any(first > headings.line and any(row) for first, _, row in table):
            return file
    # An empty extract must not replace a full register.
    raise BadImport(f"“{path.name}” has headings but no rows. Download it again.")
