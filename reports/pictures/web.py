"""Drawing a network: nodes where they were arranged, names where there is room, and below them those without ties."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reports.chart_axis import shortened
from reports.chart_shapes import Area, Box, Label, Measure, Plan, Point, Record, Shape, Spot, Stroke
from reports.pictures.parts import LINE, SIZE, Mark, Room, legend, marked, moved, moved_box
from reports.pictures.tie_words import OTHER_DASH, kinds_legend, lines_legend
from reports.style import Ink
from resources.i18n import _, ngettext

_RADIUS = 6.0


@dataclass(frozen=True, slots=True)
class Node:
    """One of the network; `place` is from 0 to 1 both ways."""

    name: str
    mark: Mark
    is_group: bool
    ties: int
    place: Point
    row: int | None
    record: Record
    number: int
    """Stands in its mark where there is no room for its name."""


@dataclass(frozen=True, slots=True)
class Web:
    """The nodes with their links, and those without any."""

    nodes: tuple[Node, ...]
    ties: tuple[tuple[int, int, bool], ...]
    """Two nodes by their order, and whether it is a membership."""
    alone: tuple[Node, ...]

    def plan(self, width: float, measure: Measure) -> Plan:
        """Draw the network, whom its numbers and marks mean, and below it those without ties."""
        tall = 0.0
        if self.nodes:
            high = max(width * 0.42, 56 * math.sqrt(len(self.nodes)) + 60)
            tall = max(150.0, min(width * 0.95, high, 620.0))
        places = self._places(width, tall)
        names, nameless = self._names(places, Box(0, 0, width, tall), measure)
        foot, low, spots = self._foot(nameless, width, measure)
        shapes: list[Shape] = [
            Stroke((places[one], places[other]), Ink.EDGE, 0.8, "" if member else OTHER_DASH)
            for one, other, member in self.ties
        ]
        boxes = []
        for node, at in zip(self.nodes, places, strict=True):
            boxes.append(_square(at, _radius(node)))
            if (found := names.get(node.number)) is not None:
                labels, taken = found
                shapes += [Area(taken.grown(0.5).corners, Ink.PAPER), *labels]
                boxes[-1] = Box(*map(min, boxes[-1][:2], taken[:2]), *map(max, boxes[-1][2:], taken[2:]))
        for node, at in zip(self.nodes, places, strict=True):
            shapes += marked(node.mark, at, _radius(node), Ink.ACCENT if node.is_group else Ink.WASH, Ink.ACCENT)
            if node.number not in names:
                ink = Ink.ON_ACCENT if node.is_group else Ink.TEXT
                shapes.append(Label((at[0], at[1] - 2.6), str(node.number), SIZE * 0.9, ink, "middle"))
        drawn = [
            Spot(moved_box(box, low), _spoken(node), node.row, node.record)
            for node, box in zip(self.nodes, boxes, strict=True)
        ]
        return Plan((*(moved(shape, low) for shape in shapes), *foot), low + tall, (*drawn, *spots))

    def _places(self, width: float, tall: float) -> list[Point]:
        """Return where the nodes stand in a room of this size."""
        side, edge = min(70.0, width * 0.14), _RADIUS + 4
        frame = Box(side, 26, width - side, tall - 22)
        return _apart(
            [
                (frame.left + x * (frame.right - frame.left), frame.bottom + y * (frame.top - frame.bottom))
                for x, y in (node.place for node in self.nodes)
            ],
            Box(edge, edge, width - edge, tall - edge),
        )

    def _names(
        self, places: Sequence[Point], whole: Box, measure: Measure
    ) -> tuple[dict[int, tuple[list[Label], Box]], list[Node]]:
        """Return names where there is room for them, those with most links first, and the nodes without room."""
        room = Room(whole, (_square(at, _radius(node)) for node, at in zip(self.nodes, places, strict=True)))
        names = {}
        nameless = []
        for node, at in zip(self.nodes, places, strict=True):
            found = room.name(node.name, at, _radius(node), measure, width=88.0)
            if found is None:
                nameless.append(node)
            else:
                names[node.number] = found
        return names, nameless

    def _foot(self, nameless: Sequence[Node], width: float, measure: Measure) -> tuple[list[Shape], float, list[Spot]]:
        """Return what stands below: those without ties, what the marks mean, and whom the numbers mean."""
        shapes: list[Shape] = []
        spots: list[Spot] = []
        y = 0.0
        if self.alone:
            columns = max(1, int(width // 150))
            wide = width / columns
            rows = math.ceil(len(self.alone) / columns)
            step = LINE * 1.6
            for place, node in enumerate(self.alone):
                column, row = divmod(place, rows)
                left, line = column * wide, (rows - row - 1) * step + 5
                shapes += marked(node.mark, (left + 7, line + 3), 4.5, Ink.PAPER, Ink.ALERT, "2 1.5")
                text = shortened(node.name, wide - 26, SIZE, measure)
                shapes.append(Label((left + 16, line), text, SIZE, Ink.TEXT))
                box = Box(left, line - 3, left + 18 + measure(text, SIZE), line + 10)
                spots.append(Spot(box, _spoken(node), node.row, node.record))
            y = rows * step + 6
            words = _("Linked with nobody: {n}").format(n=len(self.alone))
            shapes.append(Label((0, y), words, SIZE * 1.12, Ink.ALERT))
            y += LINE + 10
        if self.nodes:
            used = {node.mark for node in self.nodes}
            inks = {Mark.SQUARE: Ink.ACCENT}
            entries = [(mark, inks.get(mark, Ink.WASH), text) for mark, text in kinds_legend() if mark in used]
            lines = lines_legend({"" if member else OTHER_DASH for *_pair, member in self.ties})
            marks, high = legend(entries, width, measure, lines=lines, bottom=y)
            shapes += marks
            y += high + 4
        if nameless:
            columns = max(1, int(width // 150))
            rows = math.ceil(len(nameless) / columns)
            for place, node in enumerate(nameless):
                column, row = divmod(place, rows)
                text = shortened(f"{node.number}  {node.name}", width / columns - 8, SIZE, measure)
                at = column * width / columns, y + (rows - row - 1) * LINE * 1.2 + 3
                shapes.append(Label(at, text, SIZE, Ink.TEXT))
            y += rows * LINE * 1.2 + 6
        return shapes, y, spots


def _spoken(node: Node) -> str:
    if not node.ties:
        return _("{name}: linked with nobody").format(name=node.name)
    words = ngettext("{name}: {n} link", "{name}: {n} links", node.ties)
    return words.format(name=node.name, n=node.ties)


def _radius(node: Node) -> float:
    """Return how large a mark is: a little larger with more ties."""
    return _RADIUS + min(4.0, math.sqrt(node.ties) * 0.7)


def _square(at: Point, radius: float) -> Box:
    reach = radius * 1.25 + 1
    return Box(at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach)


def _apart(places: list[Point], within: Box) -> list[Point]:
    """Return the places with those that would lie on each other pushed apart, all of them within the picture."""
    moved = [list(place) for place in places]
    least = 4 * _RADIUS
    for _turn in range(24):
        touched = False
        for one in range(len(moved)):
            for other in range(one + 1, len(moved)):
                x, y = moved[other][0] - moved[one][0], moved[other][1] - moved[one][1]
                if abs(x) >= least or abs(y) >= least:
                    continue
                far = math.hypot(x, y)
                if far >= least:
                    continue
                touched = True
                if far < 0.01:
                    x, y, far = math.cos(other), math.sin(other), 1.0
                push = (least - far) / 2 / far if far > 0.01 else least / 2
                moved[one][0] -= x * push
                moved[one][1] -= y * push
                moved[other][0] += x * push
                moved[other][1] += y * push
        for place in moved:
            place[0] = min(max(place[0], within.left), within.right)
            place[1] = min(max(place[1], within.bottom), within.top)
        if not touched:
            break
    return [(x, y) for x, y in moved]
