"""A grid of rows and columns whose cells hold a number or a letter, the empty ones too."""

from __future__ import annotations

import math
from dataclasses import dataclass

from reports.chart_axis import shortened
from reports.chart_shapes import Box, Label, Measure, Plan, Point, Record, Shape, Spot, Stroke
from reports.pictures.parts import LINE, SIZE, boxed, lines_of
from reports.style import Ink
from resources.i18n import ngettext

_HIGH = 17.0
_LEAST = 14.5
_HEAD = 118.0


@dataclass(frozen=True, slots=True)
class CellMark:
    """What stands in a cell: a few signs, how strong it is (0 nothing, 3 most), and its words."""

    text: str
    strength: int
    words: str
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Cells:
    """The rows and columns by name, a mark for each cell, None where there can be none; and what the signs mean."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    marks: tuple[tuple[CellMark | None, ...], ...]
    legend: tuple[tuple[str, int, str], ...] = ()
    """Sign, strength and words."""
    first_row: int = 0
    """The row of the table that the first one is."""

    def plan(self, width: float, measure: Measure) -> Plan:
        """Draw as many columns as there is room for, with upright names over them."""
        names = min(width * 0.36, max((measure(name, SIZE) for name in self.rows), default=40.0) + 8)
        shown = max(1, min(len(self.columns), int((width - names) / _LEAST)))
        wide = min(34.0, (width - names) / shown)
        level = max((measure(name, SIZE) for name in self.columns[:shown]), default=0.0) <= wide - 3
        head = LINE + 2 if level else min(_HEAD, max(measure(name, SIZE) for name in self.columns[:shown])) + 6
        foot, low = self._foot(width, shown, measure)
        height = low + len(self.rows) * _HIGH + head
        top = height - head
        shapes: list[Shape] = []
        spots: list[Spot] = []
        for column, name in enumerate(self.columns[:shown]):
            middle = names + (column + 0.5) * wide
            if level:
                shapes.append(Label((middle, top + 4), name, SIZE, Ink.TEXT, "middle"))
            else:
                text = shortened(name, head - 6, SIZE, measure)
                shapes.append(Label((middle + 2.8, top + 4), text, SIZE, Ink.TEXT, "start", upright=True))
        for row, name in enumerate(self.rows):
            y = top - (row + 1) * _HIGH
            text = shortened(name, names - 8, SIZE, measure)
            shapes.append(Label((names - 6, y + 5.5), text, SIZE, Ink.TEXT, "end"))
            for column, mark in enumerate(self.marks[row][:shown]):
                box = Box(names + column * wide, y, names + (column + 1) * wide, y + _HIGH)
                shapes += _cell(box, mark)
                if mark is not None:
                    spots.append(Spot(box, mark.words, self.first_row + row, mark.record))
        return Plan((*shapes, *foot), height, tuple(spots))

    def _foot(self, width: float, shown: int, measure: Measure) -> tuple[list[Shape], float]:
        """Return what the signs mean, and how many columns there was no room for."""
        shapes: list[Shape] = []
        rows: list[list[tuple[float, str, int, str]]] = [[]]
        x = 0.0
        for sign, strength, words in self.legend:
            words = shortened(words, width - 26, SIZE, measure)
            wide = 26 + measure(words, SIZE) + 14
            if rows[-1] and x + wide > width:
                rows.append([])
                x = 0.0
            rows[-1].append((x, sign, strength, words))
            x += wide
        y = 2.0
        left = len(self.columns) - shown
        if left > 0:
            words = ngettext(
                "{n} more column has no room here: the table has it.",
                "{n} more columns have no room here: the table has them.",
                left,
            )
            text = words.format(n=left)
            for line in reversed(lines_of(text, width, measure, 3)):
                shapes.append(Label((0, y + 2), line, SIZE, Ink.MUTED))
                y += LINE
            y += 3
        for entries in reversed(rows if self.legend else []):
            for start, sign, strength, words in entries:
                shapes += _cell(Box(start, y, start + 20, y + 12), CellMark(sign, strength, ""), lift=2.8)
                shapes.append(Label((start + 25, y + 2.8), words, SIZE, Ink.MUTED))
            y += 16
        return shapes, y + (8 if y > 2 else 2)


_GROUNDS = (Ink.PAPER, Ink.TINT, Ink.WASH, Ink.ACCENT)
_INKS = (Ink.MUTED, Ink.TEXT, Ink.TEXT, Ink.ON_ACCENT)


def _cell(box: Box, mark: CellMark | None, lift: float = 5.5) -> list[Shape]:
    """Return a cell; one that can hold nothing is crossed out."""
    if mark is None:
        return [*boxed(box, Ink.PAPER, Ink.LINE, 0.6), *(Stroke(line, Ink.LINE, 0.8) for line in _cross(box))]
    shapes: list[Shape] = boxed(box, _GROUNDS[mark.strength], Ink.LINE, 0.6)
    if mark.text:
        at = (box.left + box.right) / 2, box.bottom + lift
        shapes.append(Label(at, mark.text, SIZE, _INKS[mark.strength], "middle"))
    return shapes


def _cross(box: Box) -> tuple[tuple[Point, Point], ...]:
    return (((box.left, box.bottom), (box.right, box.top)),)


def strength_of(count: int, most: int) -> int:
    """Return how strong a number is beside the largest: 0 for none, up to 3."""
    if count <= 0:
        return 0
    return min(3, 1 + int(2 * math.log(count) / math.log(most) + 1e-9)) if most > 1 else 2
