"""Charts and other pictures on the page: each one figure with words for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from reports.chart_shapes import Area, Label, Plan, Shape, Stroke
from reports.charts import NO_FIGURES, plan
from reports.document import Chart, Drawing, House, Tone
from reports.house import logo_size
from reports.lines_of_text import label_width
from reports.lines_of_text import one_line as line_of
from reports.pdf.blocks import CAPTION, TONES, words
from reports.pdf.canvas import Canvas, Page
from reports.pdf.errors import PdfError
from reports.pdf.flow import LEFT, ROOM, WIDTH, Strip
from reports.pdf.structure import Element
from reports.pdf.writer import number
from reports.pdf.xmp import one_line
from reports.style import INKS
from resources.i18n import _

_LOGO_ROOM = (170.0, 52.0)
"""The width and height of a logo at most."""


def chart_strips(canvas: Canvas, parent: Element, chart: Chart) -> Iterator[Strip]:
    """Yield a chart's title and picture; a chart without words for it is a PdfError."""
    yield from _caption(canvas, parent, chart)
    if not chart.categories or not chart.series:
        yield from words(canvas, parent, "P", _(NO_FIGURES), TONES[Tone.BODY])
        return
    chart = replace(
        chart,
        categories=tuple(map(one_line, chart.categories)),
        series=tuple(replace(series, name=one_line(series.name)) for series in chart.series),
    )
    yield _Figure(canvas, parent, chart.alt, plan(chart, WIDTH, label_width))


def drawing_strips(canvas: Canvas, parent: Element, drawing: Drawing) -> Iterator[Strip]:
    """Yield a drawing's title and picture; one without words for it is a PdfError."""
    yield from _caption(canvas, parent, drawing)
    yield _Figure(canvas, parent, drawing.alt, drawing.picture.plan(WIDTH, label_width))


def _caption(canvas: Canvas, parent: Element, block: Chart | Drawing) -> Iterator[Strip]:
    """Yield the title of a picture."""
    if not one_line(block.alt):
        raise PdfError(f"the picture {block.key!r} needs words for those who cannot see it")
    yield from words(canvas, parent, "P", block.title, CAPTION, keep_with_next=True)


class _Figure(Strip):
    """A picture."""

    gap = 8.0

    def __init__(self, canvas: Canvas, parent: Element, alt: str, picture: Plan) -> None:
        self.height = picture.height
        self._scale = min(1.0, (ROOM - 60) / picture.height)
        self.height *= self._scale
        self._shapes = picture.shapes
        self._element = canvas.tree.add(parent, "Figure", alt=one_line(alt))

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
            page.fill([(LEFT + x * scale, bottom + y * scale) for x, y in points], INKS[colour])
        case Stroke(points, colour, width, dash):
            page.stroke([(LEFT + x * scale, bottom + y * scale) for x, y in points], INKS[colour], width, dash)
        case Label():
            _write(page, shape, bottom, scale)


def _write(page: Page, label: Label, bottom: float, scale: float) -> None:
    """Write a label from its anchor on."""
    size = label.size * scale
    line = line_of(label.text)
    back = {"start": 0.0, "middle": line.width / 2, "end": line.width}[label.anchor]
    x, y = LEFT + label.at[0] * scale, bottom + label.at[1] * scale
    for offset, fragment in line.fragments:
        along = (offset - back) * size
        at = (x, y + along) if label.upright else (x + along, y)
        page.show_fragment(at, fragment, size, INKS[label.colour], label.upright)


class Logo(Strip):
    """The school's logo, at the right above the title of the first page."""

    gap = 0.0

    def __init__(self, canvas: Canvas, parent: Element, house: House) -> None:
        from PIL import Image

        with Image.open(BytesIO(house.logo), formats=("PNG",)) as picture:
            dots = picture.convert("RGB")
        self._name = canvas.add_picture(dots.width, dots.height, dots.tobytes())
        self._size = logo_size(house.logo, *_LOGO_ROOM)
        self.height = self._size[1] + 10
        self._element = canvas.tree.add(parent, "Figure", alt=one_line(house.logo_words))

    def draw(self, page: Page, top: float) -> None:
        """Draw the logo as a figure with its words."""
        width, height = self._size
        left, bottom = LEFT + WIDTH - width, top - height
        box = " ".join(map(number, (left, bottom, left + width, top)))
        self._element.attributes = f"/O/Layout/Placement/Block/BBox[{box}]".encode()
        page.mark(self._element)
        page.picture(self._name, left, bottom, width, height)
