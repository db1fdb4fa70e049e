"""Charts and other pictures for Word: the shapes of the one plan, painted sharply enough for paper."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont, features
from PIL.ImageFont import FreeTypeFont

from reports.chart_shapes import Area, Label, Plan, Point, Stroke
from reports.charts import plan
from reports.document import Chart, Drawing
from reports.fragments import Fragment, Line
from reports.lines_of_text import label_width, one_line
from reports.style import INKS, PAPER
from resources import path

WIDTH = 480.0
"""Points between the margins."""
_DOTS = 3
"""Dots a point: 216 an inch."""
_FINER = 2
"""Painted so much larger and made smaller again, which smooths slanted edges."""
_SCALE = _DOTS * _FINER


def painted(block: Chart | Drawing) -> tuple[bytes, float]:
    """Return a picture as PNG, and its height in points for a width of `WIDTH`."""
    drawn = plan(block, WIDTH, label_width) if isinstance(block, Chart) else block.picture.plan(WIDTH, label_width)
    image = Image.new("RGB", (round(WIDTH * _SCALE), max(1, round(drawn.height * _SCALE))), PAPER)
    _paint(image, drawn)
    smooth = image.resize((image.width // _FINER, max(1, image.height // _FINER)), Image.Resampling.LANCZOS)
    target = BytesIO()
    smooth.quantize(128).save(target, "PNG", optimize=True)
    return target.getvalue(), drawn.height


def _paint(image: Image.Image, drawn: Plan) -> None:
    pen = ImageDraw.Draw(image)

    def at(point: Point) -> Point:
        return point[0] * _SCALE, (drawn.height - point[1]) * _SCALE

    for shape in drawn.shapes:
        match shape:
            case Area(points, colour):
                pen.polygon([at(point) for point in points], fill=INKS[colour])
            case Stroke(points, colour, width, dash):
                for line in _dashed([at(point) for point in points], dash):
                    pen.line(line, fill=INKS[colour], width=max(1, round(width * _SCALE)), joint="curve")
            case Label():
                _write(image, pen, shape, at(shape.at))


def _dashed(points: list[Point], dash: str) -> list[list[Point]]:
    """Return the strokes of a line, one for a whole line."""
    lengths = [float(part) * _SCALE for part in dash.split()]
    if not lengths:
        return [points]
    strokes: list[list[Point]] = []
    place, left, drawing = 0, lengths[0], True
    for (x, y), (to_x, to_y) in pairwise(points):
        length = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5
        done = 0.0
        while length - done > 1e-6:
            step = min(left, length - done)
            ends = [(x + (to_x - x) * part / length, y + (to_y - y) * part / length) for part in (done, done + step)]
            if drawing:
                strokes.append(ends)
            done, left = done + step, left - step
            if left <= 1e-6:
                place, drawing = (place + 1) % len(lengths), not drawing
                left = lengths[place]
    return strokes


def _write(image: Image.Image, pen: ImageDraw.ImageDraw, label: Label, at: Point) -> None:
    """Write a label from its anchor on; upright words are written on a strip that is turned."""
    line = one_line(label.text)
    extent = line.width * label.size * _SCALE
    back = {"start": 0.0, "middle": extent / 2, "end": extent}[label.anchor]
    if not label.upright:
        _write_line(pen, line, label, (at[0] - back, at[1]))
        return
    room = round(label.size * _SCALE * 2)
    strip = Image.new("L", (max(1, round(extent)) + 2, room), 0)
    _write_line(ImageDraw.Draw(strip), line, label, (0, room * 0.7), "white")
    turned = strip.rotate(90, expand=True)
    corner = round(at[0] - room * 0.7), round(at[1] - extent + back)
    image.paste(Image.new("RGB", turned.size, INKS[label.colour]), corner, turned)


def _write_line(pen: ImageDraw.ImageDraw, line: Line, label: Label, at: Point, colour: str = "") -> None:
    for offset, fragment in line.fragments:
        place = at[0] + offset * label.size * _SCALE, at[1]
        words, shaped = _drawable(fragment)
        font = _font(fragment.face.file_name, label.size, shaped)
        pen.text(place, words, font=font, fill=colour or INKS[label.colour], anchor="ls")


def _drawable(fragment: Fragment) -> tuple[str, bool]:
    """Return the characters to paint, and whether the painter joins and turns them itself, which some cannot."""
    if fragment.glyphs is None or fragment.drawn != fragment.text:
        return fragment.drawn, False
    if features.check("raqm"):
        return fragment.text, True
    return "".join(glyph.text for glyph in fragment.glyphs.items), False


def _font(file_name: str, size: float, shaped: bool) -> FreeTypeFont:
    layout = ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC
    return ImageFont.truetype(str(path("fonts", file_name)), round(size * _SCALE), layout_engine=layout)
