"""Where a foreign page stands on ours: turned as it is read, fitted into A4 upright or on its side, never cut."""

from __future__ import annotations

import math
from dataclasses import dataclass

from reports import style
from reports.pdf.writer import number

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

SIDE = 20.0
"""Paper left free at both sides."""
HEAD = 34.0
"""Height above a page, for the name of its paper."""
FOOT = 38.0
"""Height below a page, for its number."""
NOTE_ROOM = 12.0
"""More height above a page where a line about its paper stands there."""
_HARD_TO_READ = 0.5
"""A page made smaller than this was meant for paper four times as large."""


@dataclass(frozen=True, slots=True)
class Placement:
    """How the points of a foreign page become points of ours."""

    width: float
    height: float
    """Of our page."""
    box: Box
    """What is seen of the foreign page, in its own measure."""
    matrix: tuple[float, float, float, float, float, float]
    scale: float

    @property
    def hard_to_read(self) -> bool:
        """Tell whether the page was meant for much larger paper."""
        return self.scale < _HARD_TO_READ

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the foreign page is on ours."""
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    def area(self, box: Box) -> Box:
        """Return where an area of the foreign page is on ours."""
        corners = [self.point(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        across, up = [x for x, _y in corners], [y for _x, y in corners]
        return min(across), min(up), max(across), max(up)

    @property
    def operators(self) -> bytes:
        """Return what moves the drawing that follows, and keeps it within the part that is seen."""
        moved = " ".join(f"{value:.6f}".rstrip("0").rstrip(".") for value in self.matrix)
        left, bottom, right, top = self.box
        seen = " ".join(map(number, (left, bottom, right - left, top - bottom)))
        return f"{moved} cm\n/Artifact BMC\n{seen} re W n\nEMC\n".encode()


def place(box: Box, turned: int, unit: float = 1.0, *, more_head: float = 0.0) -> Placement:
    """Return where a page stands; `turned` are degrees clockwise, `unit` the points of one of its measures.

    It is made smaller where it has to be, and never larger; lying pages stay lying.
    """
    left, bottom, right, top = box
    wide, high = right - left, top - bottom
    turn, across, up = {
        90: ((0, -1, 1, 0, -bottom, right), high, wide),
        180: ((-1, 0, 0, -1, right, top), wide, high),
        270: ((0, 1, -1, 0, top, -left), high, wide),
    }.get(turned % 360, ((1, 0, 0, 1, -left, -bottom), wide, high))
    short, long = style.PAGE_WIDTH, style.PAGE_HEIGHT
    width, height = (long, short) if across > up else (short, long)
    head = HEAD + more_head
    room_across, room_up = width - 2 * SIDE, height - head - FOOT
    scale = min(1.0, room_across / (across * unit), room_up / (up * unit)) * unit
    x = SIDE + (room_across - across * scale) / 2
    y = FOOT + room_up - up * scale
    a, b, c, d, e, f = turn
    matrix = (a * scale, b * scale, c * scale, d * scale, e * scale + x, f * scale + y)
    return Placement(width, height, box, matrix, scale / unit)


def visible(media: Box, crop: Box | None) -> Box | None:
    """Return the part of a page that is seen, None where nothing is."""
    box = _in_order(media)
    if crop is not None:
        other = _in_order(crop)
        both = max(box[0], other[0]), max(box[1], other[1]), min(box[2], other[2]), min(box[3], other[3])
        # A crop that leaves nothing is passed over, as viewers do.
        box = both if both[2] - both[0] > 1 and both[3] - both[1] > 1 else box
    if not all(map(math.isfinite, box)) or box[2] - box[0] < 1 or box[3] - box[1] < 1:
        return None
    return box


def _in_order(box: Box) -> Box:
    left, bottom, right, top = box
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
