"""The few shapes that pictures are made of, and what can be pointed at; measured from the lower left corner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from reports.style import Ink

Point = tuple[float, float]

Measure = Callable[[str, float], float]
"""Returns the width of a text in a size."""


class Box(NamedTuple):
    """A rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        """Say whether the two have any room in common."""
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )

    def holds(self, point: Point) -> bool:
        """Say whether a point lies inside."""
        return self.left <= point[0] <= self.right and self.bottom <= point[1] <= self.top

    def grown(self, by: float) -> Box:
        """Return the box with so much room around it."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    @property
    def corners(self) -> tuple[Point, Point, Point, Point]:
        """Return the corners, once round."""
        return (self.left, self.bottom), (self.right, self.bottom), (self.right, self.top), (self.left, self.top)


class Record(NamedTuple):
    """A record of the book, by its kind and number."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Area:
    """A filled area within points."""

    points: tuple[Point, ...]
    colour: Ink


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; `dash` holds the lengths of strokes and gaps, nothing for a whole line."""

    points: tuple[Point, ...]
    colour: Ink
    width: float
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Words on one line."""

    at: Point
    """Where the base line starts, has its middle or ends."""
    text: str
    size: float
    colour: Ink
    anchor: str = "start"
    """Which part of the words is at the point: start, middle or end."""
    upright: bool = False
    """Whether the words run from bottom to top."""


Shape = Area | Stroke | Label


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of a picture that can be pointed at: where it is, how it is read out, and what it belongs to."""

    box: Box
    words: str
    row: int | None = None
    """The row of the picture's table that says the same; None where that is no single one."""
    record: Record | None = None
    """What it stands for in the book."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A picture ready to draw."""

    shapes: tuple[Shape, ...]
    height: float
    spots: tuple[Spot, ...] = ()
