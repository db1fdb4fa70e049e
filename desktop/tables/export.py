"""A list as it is handed to a spreadsheet: its name, its columns, and all its rows, fetched bit by bit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from desktop.tables.base_model import Row
from desktop.tables.window_model import Fetch, Start
from reports.document import Cell, Column, Kind
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.tables.groups import Part

BATCH = 500


@dataclass(frozen=True)
class ListColumn(Generic[Row]):
    """A column of the sheet: `value` gives a date, a number or words, and `kind` says how they are kept."""

    title: str
    value: Callable[[Row], Cell]
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class ListExport(Generic[Row]):
    """A list as it stands on the screen, filtered and sorted, with the rows that were never scrolled to.

    `batches` is called on the worker: it may ask the book, and touches no widget. `narrowed` says in words what
    narrows the list, so that nobody takes a part of it for the whole.
    """

    title: str
    columns: tuple[ListColumn[Row], ...]
    batches: Callable[[], Iterator[Sequence[Row]]]
    count: int
    narrowed: tuple[str, ...] = ()

    def heads(self) -> tuple[Column, ...]:
        """Return the columns as a paper has them; the first names its row."""
        return tuple(
            Column(_(column.title), column.kind, row_header=number == 0) for number, column in enumerate(self.columns)
        )

    def cells(self, row: Row) -> tuple[Cell, ...]:
        """Return a row as a paper has it."""
        return tuple(column.value(row) for column in self.columns)


AnyExport = ListExport[Any]
"""A list of whatever rows: who writes it asks only for their cells."""


def number_of(row: Any) -> int:
    """Return the number of the record of a row, which in a list in parts stands beside its heading."""
    return int(row.id if hasattr(row, "id") else row[1].id)


class Batches(Generic[Row]):
    """All rows of a list that is read page by page."""

    def __init__(self, fetch: Fetch[Row]) -> None:
        self._fetch = fetch

    def __call__(self) -> Iterator[Sequence[Row]]:
        """Yield them in the order shown."""
        offset, after = 0, None
        while rows := self._fetch(Start(offset, after), BATCH):
            yield rows
            if len(rows) < BATCH:
                return
            offset, after = offset + len(rows), rows[-1]


class PartBatches(Generic[Row]):
    """All rows of a list in parts, each with the heading it stands under."""

    def __init__(self, parts: Sequence[Part[Row]]) -> None:
        self._parts = parts

    def __call__(self) -> Iterator[Sequence[tuple[str, Row]]]:
        """Yield them in the order shown."""
        for part in self._parts:
            after = None
            while rows := part.fetch(0, after, BATCH):
                yield [(part.heading.title, row) for row in rows]
                if len(rows) < BATCH:
                    break
                after = rows[-1]
