"""The tables of a page (HTML) as the sheets of a workbook: what SIMS, Arbor and web reports save as ".xls"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from models.errors import BadImport
from models.exchange.reading import marked_encoding
from models.exchange.unpacking import troubles_told
from models.exchange.workbook.cells import MOST_COLUMNS, MOST_ROWS, SheetContent, SheetRow
from models.exchange.workbook.marked_up.tokens import Token, tokens_of
from models.exchange.workbook.opened import SheetName
from models.exchange.workbook.package import too_large_words
from resources.i18n import _

MOST_BYTES = 20 * 1024 * 1024
"""A list of 20,000 pupils with forty columns has half of it."""
_MOST_CELLS = 600_000
_MOST_TOKENS = 4_000_000
_MOST_TABLES = 200
_MOST_ROWS_SPANNED = 1_000
_MOST_MERGED = 20_000
LONGEST_CELL = 40_000
"""Letters of a cell; what comes after is left out."""
_A_STEP = 20_000
_CHARSET = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?([\w-]{2,20})", re.IGNORECASE)
_BREAKS = frozenset({"br", "p", "/p", "div", "/div", "li"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class _Table:
    """A table that is being read."""

    content: SheetContent = field(default_factory=SheetContent)
    caption: str = ""
    row: int = 0
    column: int = 0
    spanned: dict[int, int] = field(default_factory=dict)
    """By column how many further rows a cell above reaches into."""
    cell: list[str] | None = None
    """The words of the cell that is open."""
    span: tuple[int, int] = (1, 1)
    is_captioned: bool = False

    def begin_row(self) -> None:
        """Begin the next row, below whatever reaches into it."""
        self.end_cell()
        self.row += 1
        self.column = 0

    def end_row(self) -> None:
        """End a row: what reached into it reaches into one row less."""
        self.end_cell()
        self.spanned = {column: left - 1 for column, left in self.spanned.items() if left > 1}

    def begin_cell(self, token: Token) -> None:
        """Begin a cell in the next column that no cell above reaches into."""
        self.end_cell()
        while self.column in self.spanned:
            self.column += 1
        self.cell = []
        self.span = (1, 1)
        if "span" in token.text.lower():
            rows, columns = token.mark("rowspan"), token.mark("colspan")
            self.span = (_count(rows, _MOST_ROWS_SPANNED), _count(columns, MOST_COLUMNS))

    def end_cell(self) -> None:
        """Keep the words of the cell that is open."""
        if self.cell is None:
            return
        text, (rows, columns) = _tidied(self.cell), self.span
        self.cell = None
        if text and self.column < MOST_COLUMNS:
            if not self.content.rows or self.content.rows[-1].number != self.row:
                self.content.rows.append(SheetRow(self.row))
            self.content.rows[-1].cells[self.column] = text
        if (rows > 1 or columns > 1) and len(self.content.merged) < _MOST_MERGED:
            self.content.merged.append((self.row, self.column, self.row + rows - 1, self.column + columns - 1))
        if rows > 1:
            self.spanned |= dict.fromkeys(range(self.column, min(self.column + columns, MOST_COLUMNS)), rows)
        self.column += columns


class OpenPage:
    """A page whose tables are read as sheets."""

    def __init__(self, page: str, name: str, check: Callable[[], None] | None) -> None:
        """Read all tables. Raises BadImport where there is none, or far too much."""
        self._tables = [table for table in _Reader(name, check).tables(page) if table.content.rows]
        if not self._tables:
            raise BadImport(_("“{name}” is a web page without a table. Open it to see what it says.").format(name=name))

    @property
    def sheets(self) -> tuple[SheetName, ...]:
        """Return what the tables are called: by their captions, else by number."""
        names = [table.caption[:60] or _("Table {n}").format(n=n) for n, table in enumerate(self._tables, 1)]
        return tuple(SheetName(name, False) for name in names)

    @property
    def since_1904(self) -> bool:
        """Say that days are written out here."""
        return False

    def read(self, number: int) -> SheetContent:
        """Return the rows of the table at this place."""
        return self._tables[number].content


class _Reader:
    """Goes through a page once and gathers its tables; one that stands in a cell is a table of its own."""

    def __init__(self, name: str, check: Callable[[], None] | None) -> None:
        self._name, self._check = name, check
        self._found: list[_Table] = []
        self._open: list[_Table] = []
        self._cells = 0

    def tables(self, page: str) -> list[_Table]:
        """Return the tables of a page in the order in which they begin."""
        for count, token in enumerate(tokens_of(page)):
            if count % _A_STEP == 0 and self._check is not None:
                self._check()
            if count > _MOST_TOKENS or self._cells > _MOST_CELLS:
                raise BadImport(too_large_words(self._name))
            self._hear(token)
        for table in self._open:
            table.end_cell()
        return self._found

    def _hear(self, token: Token) -> None:
        if token.name == "table":
            self._begin_table()
            return
        if not self._open:
            return
        table = self._open[-1]
        match token.name:
            case "":
                self._say(table, token.text)
            case "/table":
                table.end_row()
                self._open.pop()
            case "tr":
                table.begin_row()
                if table.row > MOST_ROWS:
                    raise BadImport(too_large_words(self._name))
            case "/tr":
                table.end_row()
            case "td" | "th":
                self._cells += 1
                table.row = table.row or 1
                table.begin_cell(token)
            case "/td" | "/th":
                table.end_cell()
            case "caption" | "/caption":
                table.is_captioned = token.name == "caption"
            case name if name in _BREAKS and table.cell:
                table.cell.append("\n")

    def _begin_table(self) -> None:
        if len(self._found) >= _MOST_TABLES:
            raise BadImport(too_large_words(self._name))
        self._found.append(_Table())
        self._open.append(self._found[-1])

    @staticmethod
    def _say(table: _Table, words: str) -> None:
        if table.cell is not None:
            table.cell.append(_BLANKS.sub(" ", words))
        elif table.is_captioned:
            table.caption = f"{table.caption} {words}".strip()[:200]


def _tidied(words: list[str]) -> str:
    """Return the words of a cell, line by line without blanks around them."""
    text = "".join(words)[:LONGEST_CELL]
    return "\n".join(line for part in text.split("\n") if (line := part.strip(" ")))


def _count(written: str, most: int) -> int:
    """Return how many rows or columns a cell reaches over."""
    return max(1, min(int(written), most)) if written.isascii() and written.isdigit() and len(written) < 7 else 1


def text_of_page(data: bytes) -> str:
    """Return the text of a page in the characters that it says or shows itself to be in."""
    encoding, mark = marked_encoding(data)
    said = _CHARSET.search(data[:4096])
    for one in (encoding, said[1].decode("ascii") if said is not None else "", "utf-8"):
        try:
            return data[mark:].decode(one) if one else data.decode("utf-8")
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")


@contextmanager
def open_page(path: Path, check: Callable[[], None] | None = None) -> Iterator[OpenPage]:
    """Open a page for its tables; raises BadImport, in a sentence, for one without any or far too large."""
    with troubles_told(path), path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadImport(too_large_words(path.name))
    yield OpenPage(text_of_page(data).replace("\0", ""), path.name, check)
