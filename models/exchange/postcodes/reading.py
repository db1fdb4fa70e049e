"""The rows of a directory of postcodes that are wanted, one at a time, however large the directory is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from models.errors import BadImport, Stopped
from models.exchange.postcodes.areas import Areas
from models.exchange.postcodes.packages import Part, date_of, parts_of
from models.exchange.postcodes.shapes import BadRowError, PostcodeRow, PostcodeShape, find_shape
from models.exchange.reading import ROWS_TRIED, Cancelled, Progress
from models.exchange.unpacking import troubles_told
from resources.i18n import _

ENCODING = "utf-8"
"""Directories are plain ASCII but for the names of places, which are not read."""
MOST_ROWS = 4_000_000
"""The ONS has 2.7 million, those that ended among them."""
MOST_WANTED = 500_000
"""Nobody walks a third of the country."""
MOST_TOLD = 1_000
_MOST_LINE = 20_000
_ROWS_A_STEP = 5_000


@dataclass(slots=True)
class PostcodeFile:
    """A directory of postcodes; the counts fill while `rows` is read."""

    path: Path
    wanted: Areas
    source_on: date | None = None
    """The month it is of, where its name or its archive tells."""
    found: int = 0
    """Rows of the parts of the country that are wanted."""
    elsewhere: int = 0
    rejected: list[tuple[int, str]] = field(default_factory=list)
    """Line and reason of the first of those that `rejected_count` counts."""
    rejected_count: int = 0
    _progress: Progress | None = field(default=None, kw_only=True)
    _cancelled: Cancelled | None = field(default=None, kw_only=True)
    _read: int = field(default=0, kw_only=True)

    def rows(self) -> Iterator[PostcodeRow]:
        """Give each wanted postcode. Raises BadImport when it is no directory, Stopped when asked to stop."""
        self.found = self.elsewhere = self.rejected_count = self._read = 0
        self.rejected.clear()
        with troubles_told(self.path):
            for part in parts_of(self.path, self.wanted):
                yield from self._rows_of(part)
        if self.found == self.rejected_count:
            words = _("“{name}” holds none of the postcodes that were asked for.")
            raise BadImport(words.format(name=self.path.name))

    def _rows_of(self, part: Part) -> Iterator[PostcodeRow]:
        with io.TextIOWrapper(part.stream, f"{ENCODING}-sig", errors="replace", newline="") as text:
            table = csv.reader(self._lines(text))
            try:
                shape, before = self._shape(table)
                for cells in before:
                    yield from self._row(shape, cells, table.line_num)
                for cells in table:
                    yield from self._row(shape, cells, table.line_num)
            except csv.Error as error:
                words = _("“{name}” cannot be read as a table. Download it again.")
                raise BadImport(words.format(name=self.path.name)) from error

    def _lines(self, text: io.TextIOWrapper) -> Iterator[str]:
        """Give the lines of a table; a file without line ends is none."""
        while line := text.readline(_MOST_LINE):
            if len(line) == _MOST_LINE:
                words = _("“{name}” is no table of postcodes: it has a line without an end.")
                raise BadImport(words.format(name=self.path.name))
            self._read += 1
            if self._read % _ROWS_A_STEP == 0:
                self._step()
            yield line.replace("\0", "") if "\0" in line else line

    def _step(self) -> None:
        if self._read > MOST_ROWS or self.found > MOST_WANTED:
            words = _("“{name}” has more postcodes than are taken at once. Ask for fewer areas.")
            raise BadImport(words.format(name=self.path.name))
        if self._cancelled is not None and self._cancelled():
            raise Stopped(_("The import was stopped. Nothing was changed."))
        if self._progress is not None:
            self._progress(self._read, MOST_ROWS)

    def _shape(self, table: Iterator[list[str]]) -> tuple[PostcodeShape, list[list[str]]]:
        """Return the shape of a table, and its first row where that is no headings."""
        for _number, cells in zip(range(ROWS_TRIED), table, strict=False):
            shape = find_shape(cells)
            if shape is not None:
                return shape, [] if shape.has_headings else [cells]
        raise BadImport(
            _(
                "“{name}” is no directory of postcodes. Choose Code-Point Open, or the ONS Postcode Directory, "
                "as it was downloaded."
            ).format(name=self.path.name)
        )

    def _row(self, shape: PostcodeShape, cells: Sequence[str], line: int) -> Iterator[PostcodeRow]:
        """Give the postcode of a row if it is wanted and good."""
        place = shape.places["postcode"]
        packed = cells[place].replace(" ", "").upper() if place < len(cells) else ""
        if not packed:
            if any(cells):
                self._reject(line, _("the postcode is blank"))
            return
        if packed not in self.wanted:
            self.elsewhere += 1
            return
        try:
            row = shape.row(cells)
        except BadRowError as error:
            headings = find_shape(cells)
            # Ordnance Survey puts two lines of headings above its columns: short ones and long ones.
            if headings is None or not headings.has_headings:
                self._reject(line, str(error))
            return
        self.found += 1
        yield row

    def _reject(self, line: int, reason: str) -> None:
        self.found += 1
        self.rejected_count += 1
        if len(self.rejected) < MOST_TOLD:
            self.rejected.append((line, reason))


def read_postcodes(
    path: Path, wanted: Areas, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> PostcodeFile:
    """Return a directory of postcodes, whose rows are read when they are asked for.

    `progress` is called with lines read and the most there can be. Raises BadImport when there is no such file.
    """
    return PostcodeFile(path, wanted, date_of(path), _progress=progress, _cancelled=cancelled)
