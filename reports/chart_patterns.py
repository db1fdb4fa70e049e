"""What tells the series of a chart apart without colour: hatches of bars, dashes and markers of lines."""

from __future__ import annotations

import math

from reports.chart_shapes import Point

DASHES = ("", "5 2.5", "1.5 2", "7 2 1.5 2", "3 2", "9 3")
_STEP = 5.0


def pattern_of(index: int) -> int:
    """Return which of the six patterns a series has; when the colours begin again each goes with another one."""
    return (index + index // 6) % 6


def hatch(index: int, left: float, bottom: float, right: float, top: float) -> list[tuple[Point, Point]]:
    """Return the lines of a series' pattern within a bar: none, rising, level, falling, upright, crossed."""
    match pattern_of(index):
        case 1:
            return _slanted(left, bottom, right, top, rising=True)
        case 2:
            return [((left, y), (right, y)) for y in _steps(bottom, top, _STEP * 0.8)]
        case 3:
            return _slanted(left, bottom, right, top, rising=False)
        case 4:
            return [((x, bottom), (x, top)) for x in _steps(left, right, _STEP * 0.8)]
        case 5:
            both = (_slanted(left, bottom, right, top, rising=rising) for rising in (True, False))
            return [line for lines in both for line in lines]
        case _:
            return []


def _slanted(left: float, bottom: float, right: float, top: float, rising: bool) -> list[tuple[Point, Point]]:
    """Return slanted lines, cut at the edges of the bar."""
    width, height = right - left, top - bottom
    lines = []
    for shift in _steps(-height, width, _STEP * math.sqrt(2)):
        start, end = max(0.0, shift), min(width, shift + height)
        if end <= start:
            continue
        low, high = start - shift, end - shift
        if not rising:
            low, high = height - low, height - high
        lines.append(((left + start, bottom + low), (left + end, bottom + high)))
    return lines


def _steps(start: float, end: float, step: float) -> list[float]:
    """Return evenly spaced places between two, both left out."""
    return [start + step * count for count in range(1, math.ceil((end - start) / step))]


def marker(index: int, at: Point, radius: float = 3.2) -> tuple[Point, ...]:
    """Return the outline of a series' marker: circle, square, triangle, diamond, in turn."""
    x, y = at
    sides, turn = ((16, 0.0), (4, math.pi / 4), (3, math.pi / 2), (4, 0.0))[index % 4]
    reach = radius * (1.0 if sides == 16 else 1.25)
    angles = (turn + 2 * math.pi * side / sides for side in range(sides))
    return tuple((x + reach * math.cos(angle), y + reach * math.sin(angle)) for angle in angles)
