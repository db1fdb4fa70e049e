"""The few shapes that charts are made of; points are measured from the lower left corner."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Area:
    """A filled area within points."""

    points: tuple[Point, ...]
    colour: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; `dash` holds the lengths of strokes and gaps, nothing for a whole line."""

    points: tuple[Point, ...]
    colour: str
    width: float
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Words on one line."""

    at: Point
    """Where the base line starts, has its middle or ends."""
    text: str
    size: float
    colour: str
    anchor: str = "start"
    """Which part of the words is at the point: start, middle or end."""
    upright: bool = False
    """Whether the words run from bottom to top."""


Shape = Area | Stroke | Label
