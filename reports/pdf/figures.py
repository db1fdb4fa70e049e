"""Charts on the page: one figure with words for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports.chart_shapes import Area, Label, Shape, Stroke
from reports.charts import Plan, plan
from reports.cleaning import page_text
from reports.document import Chart, Tone
from reports.fonts import pieces
from reports.pdf.blocks import CAPTION, TONES, words
from reports.pdf.canvas import Canvas, Page
from reports.pdf.errors import PdfError
from reports.pdf.flow import LEFT, ROOM, WIDTH, Strip
from reports.pdf.structure import Element
from reports.pdf.writer import number
from reports.pdf.xmp import one_line
from resources.i18n import _
from resources.i18n import marked as m

NOTHING = m("There are no figures to show.")


def chart_strips(canvas: Canvas, parent: Element, chart: Chart) -> Iterator[Strip]:
    """Yield a chart's title and picture; a chart without words for it is a PdfError."""
    if not one_line(chart.alt):
        raise PdfError(f"the chart {chart.key!r} needs words for those who cannot see it")
    yield from words(canvas, parent, "P", chart.title, CAPTION, keep_with_next=True)
    if not chart.categories or not chart.series:
        yield from words(canvas, parent, "P", _(NOTHING), TONES[Tone.BODY])
        return
    chart = replace(
        chart,
        categories=tuple(map(one_line, chart.categories)),
        series=tuple(replace(series, name=one_line(series.name)) for series in chart.series),
    )
    yield _Figure(canvas, parent, chart, plan(chart, WIDTH, _width))


class _Figure(Strip):
    """A chart's picture."""

    gap = 8.0

    def __init__(self, canvas: Canvas, parent: Element, chart: Chart, picture: Plan) -> None:
        self.height = picture.height
        self._scale = min(1.0, (ROOM - 60) / picture.height)
        self.height *= self._scale
        self._shapes = picture.shapes
        self._element = canvas.tree.add(parent, "Figure", alt=one_line(chart.alt))

    def draw(self, page: Page, top: float) -> None:
        """Draw all shapes as one figure and say where on the page it is."""
        bottom = top - self.height
        box = " ".join(map(number, (LEFT, bottom, LEFT + WIDTH, top)))
        self._element.attributes = f"/O/Layout/Placement/Block/BBox[{box}]".encode()
        page.mark(self._element)
        for shape in self._shapes:
            _draw(page, shape, bottom, self._scale)


def _draw(page: Page, shape: Shape, bottom: float, scale: float) -> None:
    """Draw one shape, moved to its place."""
    match shape:
        case Area(points, colour):
            page.fill([(LEFT + x * scale, bottom + y * scale) for x, y in points], colour)
        case Stroke(points, colour, width, dash):
            page.stroke([(LEFT + x * scale, bottom + y * scale) for x, y in points], colour, width, dash)
        case Label():
            _write(page, shape, bottom, scale)


def _write(page: Page, label: Label, bottom: float, scale: float) -> None:
    """Write a label from its anchor on."""
    size = label.size * scale
    extent = _width(label.text, size)
    back = {"start": 0.0, "middle": extent / 2, "end": extent}[label.anchor]
    x, y = LEFT + label.at[0] * scale, bottom + label.at[1] * scale
    for face, text in pieces(label.text):
        at = (x, y - back) if label.upright else (x - back, y)
        page.show(at, face, size, label.colour, text, label.upright)
        back -= face.width(text) * size


def _width(text: str, size: float) -> float:
    """Return the width of a label."""
    return sum(face.width(part) for face, part in pieces(page_text(text))) * size
