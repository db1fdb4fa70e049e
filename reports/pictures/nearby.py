"""Who is near: organisations where they are on the national grid, north at the top, with rings of a walk."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from models.geography import GridPoint, metres_in_words, metres_within_walk, straight_line, walking_minutes
from models.queries.organisations import OrganisationRow
from models.words import label
from reports.chart_axis import shortened
from reports.chart_shapes import Area, Box, Label, Measure, Plan, Point, Record, Shape, Spot, Stroke
from reports.document import Column, Drawing, Kind, Table
from reports.pictures.parts import LINE, SIZE, Mark, Room, circle, label_box, legend, lines_of, marked, moved, moved_box
from reports.pictures.picture import Picture, in_words
from reports.style import Ink
from resources.i18n import _, ngettext

MOST = 60
"""So many are drawn, the nearest; the table has all that were asked for."""
_DOT = 4.0
_KM = 1000


@dataclass(frozen=True, slots=True)
class Dot:
    """An organisation, by its metres east and north of the middle."""

    number: int
    name: str
    east: float
    north: float
    mark: Mark
    words: str
    record: Record


@dataclass(frozen=True, slots=True)
class Nearby:
    """The middle on the national grid, what is around it, and the rings in minutes of a walk."""

    middle: str
    at: GridPoint
    dots: tuple[Dot, ...]
    minutes: tuple[int, ...]
    legend: tuple[tuple[Mark, str], ...]

    def plan(self, width: float, measure: Measure) -> Plan:
        """Draw the grid, the rings and the dots with as many names as there is room for."""
        radius = min(width / 2 - 24, max(110.0, width * 0.34), 250.0)
        centre = width / 2, radius + 26
        tall = 2 * radius + 40
        metres = metres_within_walk(self.minutes[-1])
        scale = radius / metres
        grid = self._grid(centre, radius, scale)
        shapes = list(grid)
        for minutes in self.minutes:
            shapes.append(circle(centre, metres_within_walk(minutes) * scale, Ink.EDGE, 1.0, "4 2"))
        places = _spread([(centre[0] + dot.east * scale, centre[1] + dot.north * scale) for dot in self.dots], centre)
        whole = Box(0, 14, width, tall)
        room = Room(whole, [_square(at) for at in (centre, *places)])
        for shape in grid:
            if isinstance(shape, Label):
                room.take(label_box(shape, measure))
        rings = self._rings(centre, scale, room, measure)
        ours = room.name(self.middle, centre, _DOT + 1, measure)
        names: list[Shape] = []
        boxes, nameless = [], []
        for dot, at in zip(self.dots, places, strict=True):
            box = _square(at)
            found = room.name(dot.name, at, _DOT, measure, width=92.0)
            if found is None:
                nameless.append(dot)
                names += _numbered(dot.number, at, room, measure)
            else:
                labels, taken = found
                names += [Area(taken.grown(0.5).corners, Ink.PAPER), *labels]
                box = Box(*map(min, box[:2], taken[:2]), *map(max, box[2:], taken[2:]))
            boxes.append(box)
        marks = [shape for dot, at in zip(self.dots, places, strict=True) for shape in _marked(dot, at)]
        marks += marked(Mark.SQUARE, centre, _DOT + 1.5, Ink.ACCENT, Ink.ACCENT)
        if ours is not None:
            names += [Area(ours[1].grown(0.5).corners, Ink.PAPER), *ours[0]]
        foot, low = self._foot(nameless, width, measure)
        spots = tuple(
            Spot(moved_box(box, low), dot.words, dot.number - 1, dot.record)
            for dot, box in zip(self.dots, boxes, strict=True)
        )
        drawn = (moved(shape, low) for shape in (*shapes, *rings, *names, *marks))
        return Plan((*drawn, *foot), tall + low, spots)

    def _grid(self, centre: Point, radius: float, scale: float) -> list[Shape]:
        """Return the lines of the national grid, named in whole kilometres, and where north is."""
        shapes: list[Shape] = []
        step = _KM * next(size for size in (1, 2, 5, 10, 20, 50, 100) if size * _KM * scale >= 42 or size == 100)
        left, right, low, high = centre[0] - radius, centre[0] + radius, centre[1] - radius, centre[1] + radius
        for km in _lines(self.at.easting - radius / scale, self.at.easting + radius / scale, step):
            x = centre[0] + (km - self.at.easting) * scale
            shapes.append(Stroke(((x, low), (x, high)), Ink.LINE, 0.5))
            shapes.append(Label((x, low - 11), str(km // _KM), SIZE, Ink.MUTED, "middle"))
        for km in _lines(self.at.northing - radius / scale, self.at.northing + radius / scale, step):
            y = centre[1] + (km - self.at.northing) * scale
            shapes.append(Stroke(((left, y), (right, y)), Ink.LINE, 0.5))
            shapes.append(Label((left - 4, y - 3), str(km // _KM), SIZE, Ink.MUTED, "end"))
        arrow = ((right - 4, high + 2), (right - 10, high - 10), (right + 2, high - 10))
        return [*shapes, Area(arrow, Ink.MUTED), Label((right - 4, high - 20), _("N"), SIZE, Ink.MUTED, "middle")]

    def _rings(self, centre: Point, scale: float, room: Room, measure: Measure) -> list[Shape]:
        """Return the words of the rings, where nothing stands, before any name takes the room."""
        shapes: list[Shape] = []
        for minutes in self.minutes:
            words = ngettext("{n} minute on foot", "{n} minutes on foot", minutes).format(n=minutes)
            far, half = metres_within_walk(minutes) * scale, measure(words, SIZE) / 2
            for angle in (90, 270, 60, 120, 240, 300, 30, 150, 210, 330):
                x = centre[0] + far * math.cos(math.radians(angle))
                y = centre[1] + far * math.sin(math.radians(angle))
                box = Box(x - half - 2, y - 5, x + half + 2, y + 6)
                if room.is_free(box):
                    room.take(box)
                    shapes.append(Area(box.corners, Ink.PAPER))
                    shapes.append(Label((x, y - 2.5), words, SIZE, Ink.MUTED, "middle"))
                    break
        return shapes

    def _foot(self, nameless: Sequence[Dot], width: float, measure: Measure) -> tuple[list[Shape], float]:
        """Return whom the numbers mean, and what the marks mean."""
        entries = [(mark, _FILLS[mark], words) for mark, words in self.legend]
        shapes, y = legend(entries, width, measure)
        columns = max(1, int(width // 150))
        rows = math.ceil(len(nameless) / columns)
        for place, dot in enumerate(nameless):
            column, row = divmod(place, rows)
            text = shortened(f"{dot.number}  {dot.name}", width / columns - 8, SIZE, measure)
            at = column * width / columns, y + (rows - row - 1) * LINE * 1.2 + 3
            shapes.append(Label(at, text, SIZE, Ink.TEXT))
        y += rows * LINE * 1.2 + (6 if rows else 0)
        words = _("Lines: the national grid, in kilometres. Distances are straight, walks are estimated.")
        for line in reversed(lines_of(words, width, measure, 3)):
            shapes.append(Label((0, y), line, SIZE, Ink.MUTED))
            y += LINE
        return shapes, y + 4


_FILLS = {Mark.CIRCLE: Ink.SERIES_1, Mark.SQUARE: Ink.SERIES_2, Mark.DIAMOND: Ink.SERIES_3, Mark.TRIANGLE: Ink.SERIES_4}


def nearby_picture(
    middle: str, at: GridPoint, rows: Sequence[OrganisationRow], minutes: tuple[int, ...], *, own_id: int | None = None
) -> Picture:
    """Return who is within a walk of a place, the nearest first, with its table.

    `minutes` are the rings, the outermost last; `own_id` is left out: it is the middle itself.
    """
    reach = metres_within_walk(minutes[-1])
    found = []
    for row in rows:
        if row.id == own_id or not row.easting or not row.northing:
            continue
        metres = straight_line(at, GridPoint(row.easting, row.northing))
        if metres <= reach:
            found.append((metres, row))
    found.sort(key=lambda pair: (pair[0], pair[1].id))
    dots = tuple(_dot(number, row, metres, at) for number, (metres, row) in enumerate(found[:MOST], start=1))
    title = _("Who is near {name}").format(name=in_words(middle))
    table = Table(
        key="nearby",
        title=_("The nearest first"),
        sheet=_("Nearby"),
        columns=(
            Column(_("Number"), Kind.INTEGER, 0.8),
            Column(_("Organisation"), weight=3.4, row_header=True),
            Column(_("Kind"), weight=1.8),
            Column(_("Metres"), Kind.INTEGER, 0.9, note=_("In a straight line")),
            Column(_("Minutes on foot"), Kind.INTEGER, 1, note=_("An estimate")),
            Column(_("Where"), weight=1.3),
        ),
        rows=tuple(
            (number, in_words(row.name), _kind(row), round(metres), walking_minutes(metres), _bearing(row, at))
            for number, (metres, row) in enumerate(found, start=1)
        ),
        empty=_("Nobody in your records is within {n} minutes on foot.").format(n=minutes[-1]),
    )
    used = {dot.mark for dot in dots}
    marks = tuple((mark, words) for mark, words in _marks() if mark in used)
    left = len(found) - len(dots)
    note = _("The nearest {n} are drawn; the table has {left} more.").format(n=MOST, left=left) if left else ""
    return Picture(
        Drawing("nearby", title, Nearby(in_words(middle), at, dots, minutes, marks), _alt(middle, found, minutes)),
        table,
        tuple(Record("organisation", row.id) for _metres, row in found),
        note,
    )


def _marks() -> tuple[tuple[Mark, str], ...]:
    return (
        (Mark.CIRCLE, _("Nursery or primary")),
        (Mark.SQUARE, _("Secondary or all-through")),
        (Mark.DIAMOND, _("Sixth form, college or university")),
        (Mark.TRIANGLE, _("Anybody else")),
    )


def _mark(row: OrganisationRow) -> Mark:
    phase = row.phase.lower()
    if "primary" in phase or "nursery" in phase or "early" in phase:
        return Mark.CIRCLE
    if "secondary" in phase or "all-through" in phase:
        return Mark.SQUARE
    if "16" in phase or "sixth" in phase or "further" in phase or "higher" in phase:
        return Mark.DIAMOND
    return Mark.TRIANGLE


def _kind(row: OrganisationRow) -> str:
    return in_words(row.phase or row.type_words) or label(row.kind)


def _dot(number: int, row: OrganisationRow, metres: float, at: GridPoint) -> Dot:
    assert row.easting is not None
    assert row.northing is not None
    name = in_words(row.name)
    words = _("{name}, {kind}: {far} {where}, about {n} minutes on foot").format(
        name=name, kind=_kind(row), far=metres_in_words(metres), where=_bearing(row, at), n=walking_minutes(metres)
    )
    east, north = row.easting - at.easting, row.northing - at.northing
    return Dot(number, name, east, north, _mark(row), words, Record("organisation", row.id))


def _bearing(row: OrganisationRow, at: GridPoint) -> str:
    """Return in which direction somebody is, in words."""
    east, north = (row.easting or 0) - at.easting, (row.northing or 0) - at.northing
    if math.hypot(east, north) < 10:
        return _("here")
    ways = (
        _("north"), _("north-east"), _("east"), _("south-east"), _("south"), _("south-west"), _("west"),
        _("north-west"),
    )  # fmt: skip
    return ways[round(math.degrees(math.atan2(east, north)) / 45) % 8]


def _alt(middle: str, found: Sequence[tuple[float, OrganisationRow]], minutes: tuple[int, ...]) -> str:
    if not found:
        return _("Nobody in your records is within {n} minutes on foot.").format(n=minutes[-1])
    words = [_("Map of who is near {name}.").format(name=in_words(middle))]
    for ring in minutes:
        number = sum(1 for metres, _row in found if metres <= metres_within_walk(ring))
        words.append(_("Within {minutes} minutes on foot: {n}.").format(minutes=ring, n=number))
    metres, nearest = found[0]
    words.append(_("The nearest is {name}, {far}.").format(name=in_words(nearest.name), far=metres_in_words(metres)))
    return " ".join(words)


def _marked(dot: Dot, at: Point) -> list[Shape]:
    return marked(dot.mark, at, _DOT, _FILLS[dot.mark], Ink.TEXT)


def _numbered(number: int, at: Point, room: Room, measure: Measure) -> list[Shape]:
    """Return a dot's number beside it, or a little away with a line to it; nothing where all is taken."""
    for away in (3.0, 10.0, 18.0, 28.0):
        found = room.name(str(number), at, _DOT, measure, away=away)
        if found is not None:
            labels, box = found
            middle = (box.left + box.right) / 2, (box.bottom + box.top) / 2
            line = [Stroke((at, middle), Ink.EDGE, 0.6)] if away > 3 else []
            return [*line, Area(box.corners, Ink.PAPER), *labels]
    return []


def _square(at: Point) -> Box:
    reach = _DOT * 1.3 + 1
    return Box(at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach)


def _lines(start: float, end: float, step: int) -> range:
    """Return the grid lines between two places."""
    return range(math.ceil(start / step) * step, math.floor(end) + 1, step)


def _spread(places: list[Point], centre: Point) -> list[Point]:
    """Return the places with those that would cover each other moved a little apart: schools share sites."""
    least, kept = _DOT * 2.1, [centre]
    for place in places:
        for turn in range(40):
            angle, far = turn * 2.4, least * 0.55 * math.sqrt(turn)
            moved_to = place[0] + far * math.cos(angle), place[1] + far * math.sin(angle)
            if all(math.dist(moved_to, other) >= least for other in kept):
                break
        kept.append(moved_to)
    return kept[1:]
