"""Where the nodes of a network stand: near those they are tied to, apart from all others, the same each time.

Nodes push each other away and ties pull, step by step with shorter and shorter steps, from a beginning that is always
the same. Only those nearby push, found by a grid, so that a step costs as much as there are nodes.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from reports.chart_shapes import Point

MOST_STEPS = 140
_WORK = 12_000
"""Nodes moved in all; a large network gets fewer steps, so that the time is bounded."""

WIDE = 1.6
"""How much wider than high the picture is arranged for."""

_REACH = 3.0
"""Nodes further apart than so many wished distances do not push each other."""

_TURN = math.pi * (3 - math.sqrt(5))


def arrange(count: int, ties: Sequence[tuple[int, int]]) -> list[Point]:
    """Return a place from 0 to 1 both ways for each of so many nodes, by the ties between their numbers."""
    if count == 0:
        return []
    if count == 1:
        return [(0.5, 0.5)]
    span = math.sqrt(count)
    degrees = [0] * count
    for one, other in ties:
        degrees[one] += 1
        degrees[other] += 1
    places = _begin(degrees, span)
    steps = max(20, min(MOST_STEPS, _WORK // count))
    for step in range(steps):
        _move(places, ties, degrees, span, 0.25 * span * (1 - step / steps) ** 1.5 + 0.01)
    return _spread(places)


def _begin(degrees: Sequence[int], span: float) -> list[list[float]]:
    """Return a spiral with those that have most ties in its middle."""
    order = sorted(range(len(degrees)), key=lambda node: (-degrees[node], node))
    places = [[0.0, 0.0] for _ in degrees]
    for rank, node in enumerate(order):
        far = math.sqrt((rank + 0.5) / len(order)) * span / 2
        places[node] = [far * WIDE * math.cos(rank * _TURN), far * math.sin(rank * _TURN)]
    return places


def _move(
    places: list[list[float]], ties: Sequence[tuple[int, int]], degrees: Sequence[int], span: float, longest: float
) -> None:
    """Move each node once: the wished distance of neighbours is 1."""
    pushes = [[-x * 0.012 * 1 / WIDE, -y * 0.012 * WIDE] for x, y in places]
    for one, other in _near(places, _REACH):
        # Those with many ties keep more room for themselves, since most lines and eyes go there.
        _push(places, pushes, one, other, 1 + (degrees[one] + degrees[other]) / 10)
    for one, other in ties:
        x, y = places[other][0] - places[one][0], places[other][1] - places[one][1]
        far = math.hypot(x, y)
        # Those with many ties are pulled less by each, or everything would fall onto them.
        pull = 0.6 * far / math.sqrt(1 + min(degrees[one], degrees[other]))
        for node, sign in ((one, 1), (other, -1)):
            pushes[node][0] += sign * x / (far or 1) * pull
            pushes[node][1] += sign * y / (far or 1) * pull
    for place, push in zip(places, pushes, strict=True):
        far = math.hypot(*push)
        if far > longest:
            push[0], push[1] = push[0] / far * longest, push[1] / far * longest
        place[0] += push[0]
        place[1] += push[1]


def _push(places: list[list[float]], pushes: list[list[float]], one: int, other: int, weight: float) -> None:
    x, y = places[one][0] - places[other][0], places[one][1] - places[other][1]
    square = x * x + y * y
    if square < 1e-9:
        # Two on one spot part in a direction of their own.
        x, y, square = math.cos(one * _TURN) * 0.01, math.sin(one * _TURN) * 0.01, 1e-4
    if square < _REACH**2:
        push = min(3.0, weight / square)
        far = math.sqrt(square)
        pushes[one][0] += x / far * push
        pushes[one][1] += y / far * push
        pushes[other][0] -= x / far * push
        pushes[other][1] -= y / far * push


def _near(places: Sequence[Sequence[float]], reach: float) -> list[tuple[int, int]]:
    """Return the pairs that stand in the same square of a grid or in two that touch."""
    squares: dict[tuple[int, int], list[int]] = defaultdict(list)
    for node, (x, y) in enumerate(places):
        squares[math.floor(x / reach), math.floor(y / reach)].append(node)
    pairs = []
    for (column, row), here in squares.items():
        for place, one in enumerate(here):
            pairs += [(one, other) for other in here[place + 1 :]]
        for beside in ((column + 1, row), (column - 1, row + 1), (column, row + 1), (column + 1, row + 1)):
            pairs += [(one, other) for one in here for other in squares.get(beside, ())]
    return pairs


def _spread(places: Sequence[Sequence[float]]) -> list[Point]:
    """Return the places stretched over the whole picture."""
    left, right = min(x for x, _y in places), max(x for x, _y in places)
    low, high = min(y for _x, y in places), max(y for _x, y in places)
    return [((x - left) / (right - left or 1), (y - low) / (high - low or 1)) for x, y in places]
