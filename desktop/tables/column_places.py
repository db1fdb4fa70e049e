"""Where the columns of a table stand and how wide they are, in lines of text, so that they follow the text's size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop.tables.columns import TableColumn

STRETCH_FLOOR = 12.0
"""The least width of the column that takes what is left, in lines of text."""


@dataclass(frozen=True)
class ColumnPlace:
    """A column as the user left it."""

    key: str
    ems: float
    shown: bool

    def stored(self) -> str:
        """Return it as a text for the settings file."""
        return f"{self.key} {self.ems:.3f} {'shown' if self.shown else 'hidden'}"


def read_places(parts: tuple[str, ...], columns: Sequence[TableColumn[Any]]) -> list[ColumnPlace]:
    """Return the columns in the order they were left in; those the file does not know come where they were made."""
    known = {column.key: ColumnPlace(column.key, column.ems, column.shown) for column in columns}
    kept: list[ColumnPlace] = []
    for part in parts:
        match part.split(" "):
            case [key, ems, state] if key in known and key not in {place.key for place in kept}:
                try:
                    kept.append(ColumnPlace(key, min(max(float(ems), 1.0), 200.0), state == "shown"))
                except ValueError:
                    continue
    for number, column in enumerate(columns):
        if column.key not in {place.key for place in kept}:
            kept.insert(number, known[column.key])
    first = columns[0].key if columns else ""
    return [replace(place, shown=True) if place.key == first else place for place in kept]


def left_out(widths: Sequence[tuple[TableColumn[Any], int]], room: int) -> frozenset[str]:
    """Return the columns to leave out of a table that is too narrow for all, those that matter least first."""
    total, gone = sum(width for _column, width in widths), set[str]()
    for column, width in sorted(widths, key=lambda pair: pair[0].rank, reverse=True):
        if total <= room or column.rank == 0:
            break
        gone.add(column.key)
        total -= width
    return frozenset(gone)
