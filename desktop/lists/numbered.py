"""A list whose order is known: its numbers are held, its rows are fetched by them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    from PySide6.QtCore import QItemSelection

    from desktop.tables.window_model import Start

Numbers: TypeAlias = "array[int]"
Row = TypeVar("Row")


class Numbered(Generic[Row]):
    """Fetches a page of a list by the numbers of its records: as quick at the end as at the start."""

    def __init__(self, numbers: Numbers, rows: Callable[[Sequence[int]], Sequence[Row]]) -> None:
        self.numbers, self._rows = numbers, rows

    def __len__(self) -> int:
        return len(self.numbers)

    def __call__(self, start: Start[Any], limit: int) -> Sequence[Row]:
        """Return the rows of a page."""
        return self._rows(self.numbers[start.offset : start.offset + limit])

    def place_of(self, number: int) -> int | None:
        """Return where a record stands."""
        try:
            return self.numbers.index(number)
        except ValueError:
            return None

    def among(self, selection: QItemSelection) -> list[int]:
        """Return the numbers that are selected, in the order shown, without fetching a row; headings have none."""
        held = (selection.at(place) for place in range(selection.count()))
        ranges = sorted((one.top(), one.bottom()) for one in held)
        found = dict.fromkeys(
            number for first, last in ranges for number in self.numbers[first : last + 1] if number > 0
        )
        return list(found)
