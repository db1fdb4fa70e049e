"""What pictures are put together from: circles, boxes, marks of a kind, words in lines, and room for names."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import Enum

from reports.chart_axis import shortened, wrapped
from reports.chart_shapes import Area, Box, Label, Measure, Point, Shape, Stroke
from reports.style import Ink

SIZE = 8.0
LINE = SIZE * 1.25
"""From one line of words to the next."""
_ROUND = 28


class Mark(Enum):
    """The outline of a thing's mark, which tells its kind without colour."""

    CIRCLE = "circle"
    SQUARE = "square"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"


_SIDES = {
    Mark.CIRCLE: (_ROUND, 0.0, 1.0),
    Mark.SQUARE: (4, math.pi / 4, 1.2),
    Mark.DIAMOND: (4, 0.0, 1.25),
    Mark.TRIANGLE: (3, math.pi / 2, 1.3),
}


def outline(mark: Mark, at: Point, radius: float) -> tuple[Point, ...]:
    """Return the corners of a mark."""
    sides, turn, reach = _SIDES[mark]
    angles = (turn + 2 * math.pi * side / sides for side in range(sides))
    return tuple((at[0] + radius * reach * math.cos(a), at[1] + radius * reach * math.sin(a)) for a in angles)


def marked(mark: Mark, at: Point, radius: float, fill: Ink, edge: Ink, dash: str = "") -> list[Shape]:
    """Return a mark with its outline."""
    corners = outline(mark, at, radius)
    return [Area(corners, fill), Stroke((*corners, corners[0]), edge, 1.0, dash)]


def circle(at: Point, radius: float, colour: Ink, width: float = 0.8, dash: str = "") -> Stroke:
    """Return a ring, round at any size."""
    count = max(_ROUND, round(radius))
    angles = [2 * math.pi * step / count for step in range(count + 1)]
    points = tuple((at[0] + radius * math.cos(a), at[1] + radius * math.sin(a)) for a in angles)
    return Stroke(points, colour, width, dash)


def boxed(box: Box, fill: Ink, edge: Ink, width: float = 0.8, dash: str = "") -> list[Shape]:
    """Return a rectangle with its outline."""
    return [Area(box.corners, fill), Stroke((*box.corners, box.corners[0]), edge, width, dash)]


def lines_of(text: str, width: float, measure: Measure, most: int) -> list[str]:
    """Break words into so many lines at most; what is left over ends with an ellipsis."""
    lines = wrapped(text, width, SIZE, measure)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), width, SIZE, measure)]


def block_of(lines: Sequence[tuple[str, Ink]], at: Point, anchor: str, measure: Measure) -> tuple[list[Label], Box]:
    """Return lines under each other with their middle at a height, and the room they take."""
    top = at[1] + len(lines) * LINE / 2
    labels = [
        Label((at[0], top - (row + 1) * LINE + 2.2), text, SIZE, ink, anchor) for row, (text, ink) in enumerate(lines)
    ]
    wide = max((measure(text, SIZE) for text, _ink in lines), default=0.0)
    left = at[0] - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return labels, Box(left, top - len(lines) * LINE, left + wide, top)


def label_box(label: Label, measure: Measure) -> Box:
    """Return the room that level words take."""
    wide = measure(label.text, label.size)
    left = label.at[0] - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    return Box(left, label.at[1] - 2, left + wide, label.at[1] + label.size)


class Room:
    """Which parts of a picture are taken; a name goes where there is room for it, or nowhere."""

    def __init__(self, within: Box, taken: Iterable[Box] = ()) -> None:
        self._within = within
        self._taken = list(taken)

    def take(self, box: Box) -> None:
        """Keep a part free of names."""
        self._taken.append(box)

    def is_free(self, box: Box) -> bool:
        """Say whether a box lies within the picture and on nothing else."""
        inside = self._within
        if box.left < inside.left or box.right > inside.right or box.bottom < inside.bottom or box.top > inside.top:
            return False
        return not any(box.meets(other) for other in self._taken)

    def name(
        self, text: str, at: Point, radius: float, measure: Measure, *, width: float = 96.0, away: float = 3.0
    ) -> tuple[list[Label], Box] | None:
        """Return the lines of a name beside a mark where there is room, and take it; None where there is none.

        `away` is how far from the mark.
        """
        gap = radius + away
        slant = gap * 0.8
        for share in (1.0, 0.72, 1.3):
            lines = [(line, Ink.TEXT) for line in lines_of(text, width * share, measure, 4)]
            half = len(lines) * LINE / 2
            for x, y, anchor in (
                (gap, 0.0, "start"),
                (-gap, 0.0, "end"),
                (0.0, -gap - half, "middle"),
                (0.0, gap + half, "middle"),
                (slant, slant + half / 2, "start"),
                (slant, -slant - half / 2, "start"),
                (-slant, slant + half / 2, "end"),
                (-slant, -slant - half / 2, "end"),
            ):
                labels, box = block_of(lines, (at[0] + x, at[1] + y), anchor, measure)
                if self.is_free(box):
                    self.take(box)
                    return labels, box
        return None


def legend(
    marks: Sequence[tuple[Mark, Ink, str]],
    width: float,
    measure: Measure,
    *,
    lines: Sequence[tuple[str, str]] = (),
    bottom: float = 0.0,
) -> tuple[list[Shape], float]:
    """Return what each mark and each dash of a line stands for, in rows above a height, and how high the rows are."""
    rows: list[list[tuple[float, list[Shape]]]] = [[]]
    x = 0.0
    entries = [(14.0, marked(mark, (6, 6), 4, fill, Ink.EDGE), text) for mark, fill, text in marks]
    entries += [(24.0, [Stroke(((1, 6), (20, 6)), Ink.EDGE, 1.0, dash)], text) for dash, text in lines]
    for wide, sign, text in entries:
        text = shortened(text, width - wide - 2, SIZE, measure)
        extent = wide + measure(text, SIZE)
        if rows[-1] and x + extent > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, [*sign, Label((wide, 3), text, SIZE, Ink.MUTED)]))
        x += extent + 16
    shapes = [
        moved(shape, bottom + number * LINE * 1.3, left)
        for number, row in enumerate(reversed(rows))
        for left, made in row
        for shape in made
    ]
    return shapes, len(rows) * LINE * 1.3 + 4 if entries else 0.0


def moved(shape: Shape, up: float, right: float = 0.0) -> Shape:
    """Return a shape further up, and further right."""
    if isinstance(shape, Label):
        return replace(shape, at=(shape.at[0] + right, shape.at[1] + up))
    return replace(shape, points=tuple((x + right, y + up) for x, y in shape.points))


def moved_box(box: Box, up: float) -> Box:
    """Return a box further up."""
    return Box(box.left, box.bottom + up, box.right, box.top + up)
