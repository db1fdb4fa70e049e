"""The rows of a file as the table shows them: which of them, in pages, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from desktop.pages.imports.files import Decision, IncomingFile
from desktop.pages.imports.words import FATES, decision_words, kind_word, line_words
from desktop.tables.columns import TableColumn
from desktop.tables.window_model import Start
from desktop.tokens import Tone
from models.imports.preview import Fate, PreviewLine
from models.text import sort_key
from resources.i18n import _
from resources.i18n import marked as m

Listed = TypeVar("Listed")


class Row(NamedTuple):
    """A line of the preview at its place, with what was decided of it."""

    place: int
    line: PreviewLine
    decision: Decision | None = None

    @property
    def fate_words(self) -> str:
        """Return what becomes of it, or what was decided and is not compared yet."""
        if self.decision is not None and self.line.fate is Fate.DOUBTFUL:
            return _("Decided")
        return _(FATES[self.line.fate].row)

    @property
    def tone(self) -> Tone:
        """Return the colour of that."""
        decided = self.decision is not None and self.line.fate is Fate.DOUBTFUL
        return Tone.PLAIN if decided else FATES[self.line.fate].tone

    @property
    def says(self) -> str:
        """Return what it would do, or why not."""
        if self.decision is not None and self.line.fate is Fate.DOUBTFUL:
            return decision_words(self.line, self.decision)
        return line_words(self.line)


COLUMNS: tuple[TableColumn[Row], ...] = (
    TableColumn("number", m("Row"), lambda row: row.line.number or "", align_right=True, ems=4, sortable=False),
    TableColumn(
        "name", m("Name"), lambda row: row.line.name, ems=11, sortable=False, tip=lambda row: row.line.name
    ),
    TableColumn("fate", m("What happens"), lambda row: row.fate_words, tone=lambda row: row.tone, ems=7,
                sortable=False),
    TableColumn("kind", m("What it is"), lambda row: kind_word(row.line.record_kind), ems=7.5, sortable=False, rank=1),
    TableColumn("says", m("What it says, or why not"), lambda row: row.says, ems=14, stretch=True, sortable=False,
                tip=lambda row: row.says),
)  # fmt: skip


class Rows:
    """Those rows of a file that are to be seen: of one fate, or with some words in their name."""

    def __init__(self, file: IncomingFile, fate: str = "", words: str = "") -> None:
        self._file = file
        self._lines = file.preview.lines if file.preview is not None else ()
        asked = sort_key(words).split()
        self.places = [
            place
            for place, line in enumerate(self._lines)
            if (not fate or line.fate == fate) and (not asked or _has(line, asked))
        ]

    def __len__(self) -> int:
        return len(self.places)

    def fetch(self, start: Start[Row], limit: int) -> Sequence[Row]:
        """Return a page of them."""
        return [self.at(place) for place in self.places[start.offset : start.offset + limit]]

    def at(self, place: int) -> Row:
        """Return the row of a place of the file."""
        line = self._lines[place]
        return Row(place, line, self._file.decision(line.fingerprint))


def _has(line: PreviewLine, asked: Sequence[str]) -> bool:
    name = sort_key(line.name)
    return all(word in name for word in asked)


def pages_of(rows: Sequence[Listed]) -> Callable[[Start[Listed], int], Sequence[Listed]]:
    """Return what gives rows that are all in memory page by page."""
    return lambda start, limit: rows[start.offset : start.offset + limit]
