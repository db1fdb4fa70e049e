"""Making an address fit its label: smaller letters down to a floor, and only then lines that are left out, and told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.cleaning import page_text
from reports.labels.sheets import Sheet
from reports.lines_of_text import break_text

POINTS = 72 / 25.4
"""In a millimetre."""
LEADING = 1.15
_STEP = 0.5


@dataclass(frozen=True, slots=True)
class Fitted:
    """How an address stands on its label."""

    lines: tuple[str, ...]
    size: float
    is_cut: bool
    """Something of it had to be left out."""


def fit(address: Sequence[str], sheet: Sheet, *, spare: Sequence[int] = ()) -> Fitted:
    """Return an address in the largest letters in which all of it fits; a line longer than a label goes on below.

    Where it does not fit in the smallest, its `spare` lines are left out one after the other, by their places: what
    post finds its way without. Then every line is shortened to its share of the label.
    """
    width, height = _room(sheet)
    lines = tuple(line for line in address if page_text(line).strip())
    size = sheet.largest_size
    while size >= sheet.least_size:
        if _height(lines, size, width) <= height:
            return Fitted(lines, size, False)
        size -= _STEP
    least, gone = sheet.least_size, set[int]()
    for place in spare:
        gone.add(place)
        kept = tuple(line for at, line in enumerate(address) if at not in gone and page_text(line).strip())
        if not kept:
            break
        if _height(kept, least, width) <= height:
            return Fitted(kept, least, True)
        lines = kept
    return Fitted(_cut(lines, least, width, height), least, True)


def _room(sheet: Sheet) -> tuple[float, float]:
    """Return the width and height for words, in points."""
    return (sheet.width - 2 * sheet.pad) * POINTS, (sheet.height - 2 * min(sheet.pad, 3.0)) * POINTS


def _height(lines: Sequence[str], size: float, width: float) -> float:
    return sum(len(break_text(line, size, width)) for line in lines) * size * LEADING


def _cut(lines: Sequence[str], size: float, width: float, height: float) -> tuple[str, ...]:
    """Return lines each shortened, so that all of them have some room."""
    each = max(1, int(height / (size * LEADING)) // max(1, len(lines)))
    return tuple(_shortened(line, size, width, each) for line in lines)


def _shortened(line: str, size: float, width: float, most: int) -> str:
    """Return the beginning of a line that needs no more than so many lines, with an ellipsis."""
    if len(break_text(line, size, width)) <= most:
        return line
    low, high = 0, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        if len(break_text(line[:middle].rstrip() + "…", size, width)) <= most:
            low = middle
        else:
            high = middle - 1
    return line[:low].rstrip() + "…"
