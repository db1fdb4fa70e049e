"""What is true of every picture however it is drawn, and rows to draw it from."""

from __future__ import annotations

from reports.chart_shapes import Area, Box, Label, Measure, Plan, Stroke
from reports.pictures.parts import SIZE

SLACK = 6.0
"""Slanted tips and outlines may reach so far beyond."""

HOSTILE = (
    "",
    "<b>St Bede's</b> & Partners",
    '=HYPERLINK("http://x")',
    "x" * 300,
    "two\nlines\tand a tab",
    "‮turned‬",
    "Ysgol Gyfun Gŵyr",
    "학교",
    "{name} %s %(n)d",
)


def measure(text: str, size: float) -> float:
    """Return the width of a text in which every letter is 0.58 as wide as high."""
    return len(text) * size * 0.58


def box_of(label: Label, width_of: Measure = measure) -> Box:
    """Return the room that a label takes."""
    wide = width_of(label.text, label.size)
    back = {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    x, y = label.at
    low, high = 0.15 * label.size, 0.72 * label.size
    if label.upright:
        return Box(x - high, y - back, x + low, y - back + wide)
    return Box(x - back, y - low, x - back + wide, y + high)


def outside(plan: Plan, width: float, width_of: Measure = measure) -> list[str]:
    """Return what does not lie within a picture."""
    found = []
    for shape in plan.shapes:
        match shape:
            case Label():
                box = box_of(shape, width_of)
                if (
                    box.left < -SLACK
                    or box.right > width + SLACK
                    or box.bottom < -SLACK
                    or box.top > plan.height + SLACK
                ):
                    found.append(f"{shape.text!r} at {box}")
            case Area(points, _) | Stroke(points, _, _, _):
                bad = [
                    p for p in points if not (-SLACK <= p[0] <= width + SLACK and -SLACK <= p[1] <= plan.height + SLACK)
                ]
                if bad:
                    found.append(f"{type(shape).__name__} at {bad[0]}")
    for spot in plan.spots:
        if spot.box.left < -SLACK or spot.box.right > width + SLACK or spot.box.bottom < -SLACK:
            found.append(f"spot {spot.words!r} at {spot.box}")
    return found


def overlapping(plan: Plan, width_of: Measure = measure) -> list[tuple[str, str]]:
    """Return the pairs of labels that lie on each other."""
    labels = [shape for shape in plan.shapes if isinstance(shape, Label) and shape.text and shape.size >= SIZE * 0.95]
    boxes = [(label.text, box_of(label, width_of).grown(-0.4)) for label in labels]
    return [
        (text, other)
        for place, (text, box) in enumerate(boxes)
        for other, second in boxes[place + 1 :]
        if box.meets(second)
    ]
