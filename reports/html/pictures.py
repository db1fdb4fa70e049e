"""Charts and other pictures on a web page: the shapes of the one plan as a drawing that scales, with words for it."""

from __future__ import annotations

from reports.chart_shapes import Area, Label, Plan, Point, Shape, Stroke
from reports.charts import NO_FIGURES, plan
from reports.cleaning import page_text
from reports.directions import reads_from_right
from reports.document import Chart, Drawing
from reports.html.tags import element, text
from reports.lines_of_text import label_width
from reports.style import FONT, INKS
from resources.i18n import _

WIDTH = 720.0
"""The width that pictures are planned for; the page scales them."""


_TURNED = {"start": "end", "middle": "middle", "end": "start"}
"""Words that are read from the right begin where others end."""


def figure(block: Chart | Drawing) -> str:
    """Return a picture with its title; what it shows is read out in its words."""
    if isinstance(block, Chart) and not (block.categories and block.series):
        return element("p", text(_(NO_FIGURES)))
    drawn = plan(block, WIDTH, label_width) if isinstance(block, Chart) else block.picture.plan(WIDTH, label_width)
    return element("figure", element("figcaption", text(block.title)), _svg(drawn, block.alt))


def _svg(drawn: Plan, alt: str) -> str:
    box = f"0 0 {_number(WIDTH)} {_number(drawn.height)}"
    shapes = "".join(_shape(shape, drawn.height) for shape in drawn.shapes)
    return element("svg", shapes, xmlns="http://www.w3.org/2000/svg", viewBox=box, role="img", aria_label=alt)


def _shape(shape: Shape, height: float) -> str:
    """Return one shape; a page is measured from its upper edge, a plan from its lower one."""
    match shape:
        case Area(points, colour):
            return element("polygon", points=_points(points, height), fill=INKS[colour])
        case Stroke(points, colour, width, dash):
            return element(
                "polyline",
                points=_points(points, height),
                fill="none",
                stroke=INKS[colour],
                stroke_width=_number(width),
                stroke_dasharray=dash or None,
            )
        case Label():
            return _label(shape, height)


def _label(label: Label, height: float) -> str:
    x, y = _number(label.at[0]), _number(height - label.at[1])
    from_right = reads_from_right(label.text)
    anchor = _TURNED[label.anchor] if from_right else label.anchor
    return element(
        "text",
        text(page_text(label.text)),
        x=x,
        y=y,
        font_family=f"{FONT}, sans-serif",
        font_size=_number(label.size),
        fill=INKS[label.colour],
        direction="rtl" if from_right else None,
        text_anchor=anchor if anchor != "start" else None,
        transform=f"rotate(-90 {x} {y})" if label.upright else None,
    )


def _points(points: tuple[Point, ...], height: float) -> str:
    return " ".join(f"{_number(x)},{_number(height - y)}" for x, y in points)


def _number(value: float) -> str:
    """Return a number with as many digits as can be seen."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
