"""Texts longer than a cell can hold: the cell says where the rest stands, so nothing is cut unseen."""

from __future__ import annotations

from reports.cleaning import clean
from reports.document import Column, Document, Kind, Table
from reports.xlsx.names import units
from resources.i18n import _

LONGEST = 32_767
"""Characters in a cell of Excel, counted in 16-bit units."""
MOST_LINES = 250
"""Excel allows 253 line ends in a cell."""
_PART = 30_000
"""What a cell of a long text takes, which leaves room for the words that say where it goes on."""
FIRST_ROW = 5
"""Where the rows of every table begin."""


def fits(text: str) -> bool:
    """Return whether a cell can hold the text."""
    if len(text) <= MOST_LINES:
        return True
    return units(text) <= LONGEST and text.count("\n") <= MOST_LINES


def split(text: str, length: int, lines: int = MOST_LINES) -> list[str]:
    """Return the text in pieces of at most so many units and line ends, cut after a blank where there is one near.

    The pieces put together are the text.
    """
    pieces: list[str] = []
    while units(text) > length or text.count("\n") > lines:
        end = _end_of_piece(text, length, lines)
        pieces.append(text[:end])
        text = text[end:]
    return [*pieces, text]


def _end_of_piece(text: str, length: int, lines: int) -> int:
    """Return where the first piece of a text that does not fit ends."""
    end = min(length, len(text))
    if not text.isascii():
        while units(text[:end]) > length:
            end -= max(1, (units(text[:end]) - length) // 2)
    broken = -1
    for _line in range(lines):
        broken = text.find("\n", broken + 1, end)
        if broken < 0:
            break
    if broken >= 0:
        end = broken + 1
    blank = max(text.rfind(" ", end // 2, end), text.rfind("\n", end // 2, end))
    return blank + 1 if blank > 0 else max(end, 1)


class LongTexts:
    """The texts of a document's tables that no cell can hold, and the table in which they go on."""

    def __init__(self, document: Document, sheet: str) -> None:
        self._sheet = sheet
        self._shown: dict[str, str] = {}
        self._rows: list[tuple[str, int, str]] = []
        for block in document.blocks:
            if isinstance(block, Table):
                self._collect(block)

    def _collect(self, table: Table) -> None:
        """Find the long texts of one table; equal texts are continued once."""
        for row in table.rows:
            for value, column in zip(row, table.columns, strict=True):
                if isinstance(value, str) and len(value) > MOST_LINES and value not in self._shown:
                    text = clean(value)
                    if not fits(text):
                        self._continue(value, text, f"{table.title}, {column.title}")

    def _continue(self, value: str, text: str, place: str) -> None:
        """Put what does not fit into the rows of the table of long texts."""
        first, *rest = split(text, _PART)
        row = FIRST_ROW + len(self._rows)
        goes_on = _("[This text is too long for a cell. It goes on in row {row} of “{sheet}”.]")
        self._shown[value] = first + "\n" + goes_on.format(row=row, sheet=self._sheet)
        self._rows.extend((place, number, part) for number, part in enumerate(rest, 2))

    def shown(self, text: str) -> str:
        """Return what a cell shows of a text."""
        return self._shown.get(text, text) if self._shown and len(text) > MOST_LINES else text

    def table(self) -> Table | None:
        """Return the table in which long texts go on, or None when every text fits."""
        if not self._rows:
            return None
        columns = (
            Column(_("Where it begins"), Kind.TEXT, 1.0, row_header=True),
            Column(_("Part"), Kind.INTEGER),
            Column(_("Text"), Kind.TEXT, 4.0),
        )
        return Table("Long_texts", _("Texts that go on here"), columns, tuple(self._rows), sheet=self._sheet)
