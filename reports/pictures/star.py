"""The star: one organisation in the middle, whom it is linked with around it, by what in words at each."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from models.queries.ties import Tie, Ties
from models.vocabulary import RelationshipType
from models.words import label
from reports.chart_shapes import Area, Box, Measure, Plan, Point, Record, Shape, Spot, Stroke
from reports.document import Column, Drawing, Kind, Table
from reports.pictures.parts import LINE, Mark, block_of, boxed, legend, lines_of, marked
from reports.pictures.picture import Picture, in_words
from reports.pictures.tie_words import MUTUAL, OTHER_DASH, kinds_legend, lines_legend, mark_of, tie_words
from reports.style import Ink
from resources.i18n import _, ngettext

MOST = 36
"""A star of more is none that anybody reads; the table has them all."""

_MARK = 5.0
_ARM = 7.0
_GAP = 7.0


@dataclass(frozen=True, slots=True)
class Ray:
    """One of those around: its name, what it is to the one in the middle, and which way the tie is read."""

    name: str
    words: str
    mark: Mark
    outward: bool | None
    """None for a tie that is read both ways."""
    dash: str
    record: Record
    row: int
    """Its first row in the table."""


@dataclass(frozen=True, slots=True)
class Star:
    """One in the middle, the others clockwise around it from the top."""

    middle: str
    mark: Mark
    rays: tuple[Ray, ...]

    def plan(self, width: float, measure: Measure) -> Plan:
        """Draw the star: names stand in two columns, so that none lies on another."""
        reach = max(62.0, width * 0.19)
        room = width / 2 - reach - _MARK - 6
        half = math.ceil(len(self.rays) / 2)
        right = [self._lines(ray, room, measure) for ray in self.rays[:half]]
        left = [self._lines(ray, room, measure) for ray in self.rays[half:]]
        tall = max(150.0, *(sum(len(lines) * LINE + _GAP for lines in side) for side in (right, left)))
        used = {ray.mark for ray in self.rays}
        entries = [(mark, Ink.WASH, words) for mark, words in kinds_legend() if mark in used]
        marks, foot = legend(entries, width, measure, lines=lines_legend({ray.dash for ray in self.rays}))
        height = tall + foot + 8
        centre = width / 2, foot + 4 + tall / 2
        places = [
            *self._places(right, centre, tall, reach, 1),
            *reversed(self._places(list(reversed(left)), centre, tall, reach, -1)),
        ]
        ties: list[Shape] = []
        names: list[Shape] = []
        spots: list[Spot] = []
        for ray, lines, at in zip(self.rays, [*right, *left], places, strict=True):
            ties += _tie(centre, at, ray)
            names += marked(ray.mark, at, _MARK, Ink.WASH, Ink.ACCENT)
            side = 1 if at[0] > centre[0] else -1
            labels, box = block_of(lines, (at[0] + side * (_MARK + 4), at[1]), "start" if side > 0 else "end", measure)
            names += labels
            spots.append(Spot(_around(box, at), f"{ray.name}: {ray.words}", ray.row, ray.record))
        return Plan((*ties, *self._middle(centre, reach, measure), *names, *marks), height, tuple(spots))

    def _lines(self, ray: Ray, room: float, measure: Measure) -> list[tuple[str, Ink]]:
        return [
            *((line, Ink.TEXT) for line in lines_of(ray.name, room, measure, 2)),
            *((line, Ink.MUTED) for line in lines_of(ray.words, room, measure, 3)),
        ]

    def _places(
        self, side: list[list[tuple[str, Ink]]], centre: Point, tall: float, reach: float, sign: int
    ) -> list[Point]:
        """Return where the marks of one side stand, from the top down, each with the room its words need."""
        needed = [len(lines) * LINE + _GAP for lines in side]
        spare = (tall - sum(needed)) / max(1, len(side))
        y, places = centre[1] + tall / 2, []
        for need in needed:
            middle = y - (need + spare) / 2
            y -= need + spare
            bend = math.sqrt(max(0.0, 1 - ((middle - centre[1]) / (tall / 2 + 1)) ** 2))
            places.append((centre[0] + sign * reach * (0.62 + 0.38 * bend), middle))
        return places

    def _middle(self, centre: Point, reach: float, measure: Measure) -> list[Shape]:
        lines = [(line, Ink.ON_ACCENT) for line in lines_of(self.middle, reach * 0.98, measure, 4)]
        labels, box = block_of(lines, centre, "middle", measure)
        return [*boxed(box.grown(5), Ink.ACCENT, Ink.ACCENT), *labels]


def star_picture(ties: Ties) -> Picture:
    """Return the star of an organisation with its table, clockwise."""
    rays = _rays(ties.ties)
    name = in_words(ties.name)
    title = _("Links of {name}").format(name=name)
    kept = rays[:MOST]
    left = len(rays) - len(kept)
    note = ngettext("{n} more is in the table.", "{n} more are in the table.", left).format(n=left) if left else ""
    table = Table(
        key="ties",
        title=_("Link by link"),
        sheet=_("Links"),
        columns=(
            Column(_("Organisation"), weight=3, row_header=True),
            Column(_("What it is to {name}").format(name=name), weight=3),
            Column(_("Kind"), weight=1.6),
            Column(_("Since"), Kind.DATE, 1.4, unknown="–"),
        ),
        rows=tuple((in_words(tie.other), _words(tie), label(tie.other_kind), tie.since) for tie in ties.ties),
        empty=_("{name} is not linked with anybody yet.").format(name=name),
    )
    star = Star(name, mark_of(ties.kind), kept)
    return Picture(
        Drawing("star", title, star, _alt(name, ties.ties)),
        table,
        tuple(Record("organisation", tie.other_id) for tie in ties.ties),
        note,
    )


def _rays(ties: Sequence[Tie]) -> tuple[Ray, ...]:
    """Return one ray for each of the others, with all that ties it."""
    of_each: dict[int, list[tuple[int, Tie]]] = {}
    for row, tie in enumerate(ties):
        of_each.setdefault(tie.other_id, []).append((row, tie))
    return tuple(_ray(rows) for rows in of_each.values())


def _ray(rows: list[tuple[int, Tie]]) -> Ray:
    row, first = rows[0]
    ways = {None if tie.type in MUTUAL else tie.outward for _row, tie in rows}
    belongs = any(tie.type in (None, RelationshipType.MEMBER_OF) for _row, tie in rows)
    words = "; ".join(dict.fromkeys(_words(tie) for _row, tie in rows))
    return Ray(
        in_words(first.other),
        words,
        mark_of(first.other_kind),
        ways.pop() if len(ways) == 1 else None,
        "" if belongs else OTHER_DASH,
        Record("organisation", first.other_id),
        row,
    )


def _words(tie: Tie) -> str:
    """Return what the other is to the one in the middle."""
    if tie.type is None:
        return _("It is a part of this") if tie.outward else _("Part of it")
    return tie_words(tie.type, outward=tie.outward)


def _alt(name: str, ties: Sequence[Tie]) -> str:
    if not ties:
        return _("{name} is not linked with anybody yet.").format(name=name)
    counts = Counter(map(_words, ties))
    kinds = "; ".join(f"{words}: {count}" for words, count in counts.most_common())
    number = len({tie.other_id for tie in ties})
    whom = ngettext("Star: {name} is linked with {n} other.", "Star: {name} is linked with {n} others.", number)
    return f"{whom.format(name=name, n=number)} {kinds}. " + _("The table has them all.")


def _around(box: Box, at: Point) -> Box:
    return Box(
        min(box.left, at[0] - _MARK) - 2,
        min(box.bottom, at[1] - _MARK) - 2,
        max(box.right, at[0] + _MARK) + 2,
        max(box.top, at[1] + _MARK) + 2,
    )


def _tie(centre: Point, at: Point, ray: Ray) -> list[Shape]:
    """Return the line to one of those around, with a head where it is read one way."""
    shapes: list[Shape] = [Stroke((centre, at), Ink.EDGE, 1.0, ray.dash)]
    if ray.outward is None:
        return shapes
    long = math.dist(centre, at) or 1.0
    way = (at[0] - centre[0]) / long, (at[1] - centre[1]) / long
    # The head stands near the mark, where lines are apart from each other.
    tip = _MARK + 3 if ray.outward else _MARK + 3 + _ARM
    sign = 1 if ray.outward else -1
    point = at[0] - way[0] * tip, at[1] - way[1] * tip
    back = point[0] - sign * way[0] * _ARM, point[1] - sign * way[1] * _ARM
    across = -way[1] * 3, way[0] * 3
    corners = point, (back[0] + across[0], back[1] + across[1]), (back[0] - across[0], back[1] - across[1])
    return [*shapes, Area(corners, Ink.EDGE)]
