"""Painting a picture's shapes in the theme's colours and at the user's size of text."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from desktop.theme import Text, Theme
from desktop.tokens import DARK, LIGHT
from reports.chart_shapes import Area, Box, Label, Plan, Point, Stroke
from reports.pictures.parts import SIZE
from reports.style import INKS, SERIES_INKS, Ink

_TOKENS = {
    Ink.TEXT: "text",
    Ink.MUTED: "muted",
    Ink.LINE: "line",
    Ink.EDGE: "edge",
    Ink.PAPER: "surface",
    Ink.TINT: "plain_bg",
    Ink.WASH: "selected",
    Ink.ACCENT: "accent",
    Ink.ON_ACCENT: "on_accent",
    Ink.ALERT: "late",
}
_DARK_SERIES = ("#6FB9E8", "#F3C16B", "#C3A9F4", "#7FD3A0", "#FF9C93", "#AFBAC6")
"""Each 3 to 1 or better on the dark surface, as those of paper are on white."""


def colour_of(theme: Theme, ink: Ink) -> QColor:
    """Return the colour that an ink has in the window; of the system's own high contrast everything is text."""
    if theme.tokens not in (LIGHT, DARK):
        # The system's own high contrast has two colours: what is shaded elsewhere is told by its words and outlines.
        ground = {Ink.TINT: "surface", Ink.WASH: "surface", Ink.PAPER: "surface"}
        named = {Ink.ACCENT: "accent", Ink.ON_ACCENT: "on_accent"}
        return theme.colour({**ground, **named}.get(ink, "text"))
    if theme.tokens == LIGHT and (ink in SERIES_INKS or ink in (Ink.TINT, Ink.WASH)):
        return QColor(INKS[ink])
    if ink in _TOKENS:
        return theme.colour(_TOKENS[ink])
    return QColor(_DARK_SERIES[SERIES_INKS.index(ink)])


class Scale:
    """How large a picture's unit is at the user's size of text, and how wide its words are."""

    def __init__(self, theme: Theme) -> None:
        self._font = theme.font(Text.SMALL)
        self._metrics = QFontMetricsF(self._font)
        # On paper a line of words of this family is 1.36 times as high as its size.
        self.unit = self._metrics.height() / (SIZE * 1.36)

    def measure(self, text: str, size: float) -> float:
        """Return the width of a text in a size, in the picture's units."""
        return self._metrics.horizontalAdvance(text) / self.unit * size / SIZE

    def font(self, size: float) -> QFont:
        """Return the font of a size."""
        made = QFont(self._font)
        made.setPointSizeF(self._font.pointSizeF() * size / SIZE)
        return made

    def rect(self, box: Box, height: float) -> QRectF:
        """Return where a box of a picture of a height is, in pixels from its upper left corner."""
        unit = self.unit
        return QRectF(
            box.left * unit, (height - box.top) * unit, (box.right - box.left) * unit, (box.top - box.bottom) * unit
        )


def paint_plan(painter: QPainter, plan: Plan, scale: Scale, theme: Theme) -> None:
    """Draw every shape."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit, height = scale.unit, plan.height
    inks = {ink: colour_of(theme, ink) for ink in Ink}
    fonts: dict[float, QFont] = {}

    def at(point: Point) -> QPointF:
        return QPointF(point[0] * unit, (height - point[1]) * unit)

    for shape in plan.shapes:
        match shape:
            case Area(points, colour):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(inks[colour])
                painter.drawPolygon(QPolygonF([at(point) for point in points]))
            case Stroke(points, colour, width, dash):
                painter.setPen(_pen(inks[colour], width * unit, width, dash))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPolyline(QPolygonF([at(point) for point in points]))
            case Label():
                if shape.size not in fonts:
                    fonts[shape.size] = scale.font(shape.size)
                _write(painter, shape, at(shape.at), fonts[shape.size], inks[shape.colour])


def _pen(colour: QColor, pixels: float, width: float, dash: str) -> QPen:
    pen = QPen(colour, pixels)
    if dash:
        # Qt counts dashes in widths of the pen.
        pen.setDashPattern([float(part) / width for part in dash.split()])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def _write(painter: QPainter, label: Label, at: QPointF, font: QFont, colour: QColor) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    extent = QFontMetricsF(font).horizontalAdvance(label.text)
    back = {"start": 0.0, "middle": extent / 2, "end": extent}[label.anchor]
    if not label.upright:
        painter.drawText(QPointF(at.x() - back, at.y()), label.text)
        return
    painter.save()
    painter.translate(at)
    painter.rotate(-90)
    painter.drawText(QPointF(-back, 0), label.text)
    painter.restore()
