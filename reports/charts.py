"""What a chart looks like, said once in plain shapes: a page, a window or a picture only has to draw them.

Points are measured from the lower left corner. Series differ by pattern, dash and marker as well as by colour.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from reports.chart_axis import Scale, shortened, wrapped
from reports.chart_patterns import DASHES, hatch, marker
from reports.chart_shapes import Area, Box, Label, Measure, Plan, Point, Shape, Spot, Stroke
from reports.document import Chart, ChartKind
from reports.formatting import decimal
from reports.style import SERIES_INKS, Ink
from resources.i18n import _
from resources.i18n import marked as m

SIZE = 8.0
_GAP = 6.0
_UPRIGHT_HEIGHT = 200.0
_KINDS = {ChartKind.LINE: m("Line chart"), ChartKind.STACKED: m("Stacked bar chart")}
_BARS = m("Bar chart")
NO_FIGURES = m("There are no figures to show.")
"""What stands in the place of a chart without figures."""
_LYING_BAR = 13.0


def describe_chart(chart: Chart, where: str = "") -> str:
    """Return words for a reader who cannot see a chart: what it compares, the highest, the lowest, where it all stands.

    `where` names the place of the figures, for example "Table 3".
    """
    kind = _(_KINDS.get(chart.kind, _BARS))
    parts = [f"{kind}: {chart.title.rstrip('.')}."]
    for series in chart.series:
        values = list(zip(_finite(series.values), chart.categories, strict=False))
        if not values:
            continue
        high, low = max(values, key=lambda pair: pair[0]), min(values, key=lambda pair: pair[0])
        name = f"{series.name}: " if len(chart.series) > 1 else ""
        if high[0] == low[0]:
            parts.append(_sentence(name + _("each {value}.").format(value=decimal(high[0]))))
        else:
            words = _("highest {high} ({there}), lowest {low} ({where}).")
            ends = {"high": decimal(high[0]), "there": high[1], "low": decimal(low[0]), "where": low[1]}
            parts.append(_sentence(name + words.format(**ends)))
    if where:
        parts.append(_("The figures are in {where}.").format(where=where))
    return " ".join(parts)


def _sentence(words: str) -> str:
    """Return words with a capital letter at their start."""
    return words[:1].upper() + words[1:]


def plan(chart: Chart, width: float, measure: Measure) -> Plan:
    """Return the shapes of a chart as wide as given; it is as high as it needs to be."""
    return _Drawing(chart, width, measure).plan()


class _Drawing:
    """A chart in the making."""

    def __init__(self, chart: Chart, width: float, measure: Measure) -> None:
        self._chart = chart
        self._width = width
        self._measure = measure
        self._series = [_finite(series.values) for series in chart.series]
        self._names = [shortened(series.name, width - 34, SIZE, measure) for series in chart.series]
        self._shapes: list[Shape] = []
        self._spots: list[Spot] = []
        self._stacked = chart.kind is ChartKind.STACKED
        self._lying = chart.kind is ChartKind.ACROSS or (chart.kind is not ChartKind.LINE and self._too_long())
        self._scale = Scale.over(self._extremes())

    def plan(self) -> Plan:
        """Draw legend, axes and series and return them."""
        return self._plan_lying() if self._lying else self._plan_upright()

    def _too_long(self) -> bool:
        """Return whether a category's longest word does not fit below its bar."""
        slot = (self._width - 40) / max(1, len(self._chart.categories))
        words = (word for category in self._chart.categories for word in category.split())
        return any(self._measure(word, SIZE) > slot - 4 for word in words)

    def _extremes(self) -> list[float]:
        """Return the values that the axis has to reach."""
        if not self._stacked:
            return [value for values in self._series for value in values]
        columns = list(zip(*self._series, strict=False))
        return [sum(v for v in column if v > 0) for column in columns] + [
            sum(v for v in column if v < 0) for column in columns
        ]

    # Upright ----------------------------------------------------------------------------------------------------

    def _plan_upright(self) -> Plan:
        """Draw bars or lines over categories side by side."""
        chart = self._chart
        left = max(self._measure(label, SIZE) for label in self._scale.labels) + _GAP + (14 if chart.value_title else 0)
        slot = (self._width - left) / max(1, len(chart.categories))
        step = max(1, math.ceil(18 / slot))
        captions = [wrapped(name, slot * step - 4, SIZE, self._measure) for name in chart.categories]
        foot = max(map(len, captions)) * SIZE * 1.25 + _GAP + (14 if chart.category_title else 0)
        head = self._legend_height() + 12
        height = _UPRIGHT_HEIGHT + head + foot
        bottom, top = foot, height - head
        self._legend(height)
        for value, label in zip(self._scale.ticks, self._scale.labels, strict=True):
            y = self._scale.place(value, bottom, top)
            self._grid_line(((left, y), (self._width, y)), value == 0)
            self._text((left - _GAP, y - 0.35 * SIZE), label, "end")
        for index, lines in enumerate(captions):
            if index % step == 0:
                for row, line in enumerate(lines):
                    self._text((left + slot * (index + 0.5), bottom - (row + 1) * SIZE * 1.25 - 2), line, "middle")
        self._titles(left, bottom, top)
        if chart.kind is ChartKind.LINE:
            self._lines(left, slot, bottom, top)
        else:
            self._bars(lambda c, v: (left + slot * c, self._scale.place(v, bottom, top)), slot)
        return Plan(tuple(self._shapes), height, tuple(self._spots))

    def _titles(self, left: float, bottom: float, top: float) -> None:
        """Name the axes."""
        if self._chart.value_title:
            title = shortened(self._chart.value_title, top - bottom, SIZE, self._measure)
            self._shapes.append(Label((SIZE, (bottom + top) / 2), title, SIZE, Ink.MUTED, "middle", upright=True))
        if self._chart.category_title:
            self._text(((left + self._width) / 2, 3), self._chart.category_title, "middle", Ink.MUTED)

    def _lines(self, left: float, slot: float, bottom: float, top: float) -> None:
        """Draw a line with markers for each series."""
        for index, values in enumerate(self._series):
            points = [(left + slot * (c + 0.5), self._scale.place(v, bottom, top)) for c, v in enumerate(values)]
            colour = SERIES_INKS[index % len(SERIES_INKS)]
            if len(points) > 1:
                self._shapes.append(Stroke(tuple(points), colour, 1.6, DASHES[index % len(DASHES)]))
            self._shapes.extend(Area(marker(index, point), colour) for point in points)
            for category, (x, y) in enumerate(points):
                self._spot(Box(x - 5, y - 5, x + 5, y + 5), category, index)
            if len(self._series) == 1 and len(points) <= 14:
                self._name_points(points, values)

    def _name_points(self, points: Sequence[Point], values: Sequence[float]) -> None:
        """Write values above their points, or below where the line comes from above on both sides."""
        for index, ((x, y), value) in enumerate(zip(points, values, strict=True)):
            dips = all(value < near for near in (*values[max(0, index - 1) : index], *values[index + 1 : index + 2]))
            self._text((x, y - SIZE - 5 if dips and len(values) > 1 else y + 6), decimal(value), "middle")

    # Lying ------------------------------------------------------------------------------------------------------

    def _plan_lying(self) -> Plan:
        """Draw bars from the left, each category with its name before it."""
        chart = self._chart
        column = min(self._width * 0.38, max(self._measure(name, SIZE) for name in chart.categories) + 2)
        captions = [wrapped(name, column, SIZE, self._measure) for name in chart.categories]
        bars = 1 if self._stacked else max(1, len(self._series))
        slot = max(bars * _LYING_BAR + 7, max(map(len, captions)) * SIZE * 1.25 + 5)
        left = column + _GAP
        right = self._width - max(26.0, *(self._measure(decimal(value), SIZE) + 6 for value in self._extremes()))
        foot = SIZE * 1.25 + _GAP + (14 if chart.value_title else 0)
        head = self._legend_height() + 4
        height = slot * len(chart.categories) + head + foot
        top = height - head
        self._legend(height)
        for value, label in zip(self._scale.ticks, self._scale.labels, strict=True):
            x = self._scale.place(value, left, right)
            self._grid_line(((x, foot), (x, top)), value == 0)
            self._text((x, foot - SIZE * 1.25), label, "middle")
        for index, lines in enumerate(captions):
            middle = top - slot * (index + 0.5) + (len(lines) - 1) * SIZE * 0.625
            for row, line in enumerate(lines):
                self._text((column, middle - row * SIZE * 1.25 - 0.35 * SIZE), line, "end")
        if chart.value_title:
            self._text(((left + right) / 2, 3), chart.value_title, "middle", Ink.MUTED)
        self._bars(lambda c, v: (self._scale.place(v, left, right), top - slot * c), slot)
        return Plan(tuple(self._shapes), height, tuple(self._spots))

    # Both -------------------------------------------------------------------------------------------------------

    def _bars(self, place: Callable[[float, float], Point], slot: float) -> None:
        """Draw bars; `place` turns a position among the categories and a value into a point."""
        count = 1 if self._stacked else max(1, len(self._series))
        share = min(0.72, 46 * count / slot) / count
        above = [0.0] * len(self._chart.categories)
        below = [0.0] * len(self._chart.categories)
        named = len(self._chart.categories) * count <= 24 or self._lying
        for index, values in enumerate(self._series):
            for category, value in enumerate(values[: len(above)]):
                start = 0.5 - share * count / 2 + (0 if self._stacked else share * index)
                pile = above if value >= 0 else below
                base = pile[category] if self._stacked else 0.0
                pile[category] = base + value
                corners = place(category + start, base), place(category + start + share * 0.94, base + value)
                self._bar(*corners, index)
                self._spot(_around(*corners), category, index)
                if named and not self._stacked:
                    self._value(place(category + start + share * 0.47, value), value)
        if self._stacked and named:
            for category, value in enumerate(above):
                self._value(place(category + 0.5, value), value + below[category])

    def _bar(self, one: Point, other: Point, index: int) -> None:
        """Draw a bar between two corners in the fill and pattern of its series."""
        (left, bottom), (right, top) = map(min, zip(one, other, strict=True)), map(max, zip(one, other, strict=True))
        if right - left < 0.01 or top - bottom < 0.01:
            return
        colour = SERIES_INKS[index % len(SERIES_INKS)]
        corners = ((left, bottom), (right, bottom), (right, top), (left, top))
        self._shapes.append(Area(corners, colour))
        self._shapes.extend(Stroke(line, Ink.PAPER, 1.1) for line in hatch(index, left, bottom, right, top))
        self._shapes.append(Stroke((*corners, corners[0]), Ink.TEXT, 0.5))

    def _spot(self, box: Box, category: int, index: int) -> None:
        """Let a value be pointed at; in a pile those of nothing are left out."""
        value = self._series[index][category]
        if self._stacked and not value:
            return
        name = self._chart.categories[category]
        words = _("{category}: {series} {value}") if len(self._series) > 1 else _("{category}: {value}")
        words = words.format(category=name, series=self._chart.series[index].name, value=decimal(value))
        self._spots.append(Spot(box, words, category))

    def _value(self, end: Point, value: float) -> None:
        """Write a value at the end of its bar."""
        x, y = end
        if self._lying:
            at, anchor = (x + (3 if value >= 0 else -3), y - 0.35 * SIZE), "start" if value >= 0 else "end"
        else:
            at, anchor = (x, y + 3 if value >= 0 else y - SIZE - 1), "middle"
            self._clear(at, self._measure(decimal(value), SIZE))
        self._text(at, decimal(value), anchor)

    def _clear(self, at: Point, extent: float) -> None:
        """Take the grid away behind a value, where nothing but the grid can be behind it."""
        one_pile = self._stacked or len(self._series) == 1
        if not one_pile or extent > self._width / len(self._chart.categories) * 0.7:
            return
        (x, y), half = at, extent / 2 + 1
        corners = ((x - half, y - 1), (x + half, y - 1), (x + half, y + SIZE * 0.8), (x - half, y + SIZE * 0.8))
        self._shapes.append(Area(corners, Ink.PAPER))

    def _legend_rows(self) -> list[list[int]]:
        """Return which series stand in which row of the legend."""
        rows: list[list[int]] = [[]]
        used = 0.0
        for index, name in enumerate(self._names):
            extent = self._measure(name, SIZE) + 34
            if rows[-1] and used + extent > self._width:
                rows.append([])
                used = 0.0
            rows[-1].append(index)
            used += extent
        return rows if len(self._names) > 1 else []

    def _legend_height(self) -> float:
        """Return how much room the legend takes."""
        rows = len(self._legend_rows())
        return rows * 15.0 + (4 if rows else 0)

    def _legend(self, height: float) -> None:
        """Say which pattern is which series."""
        for row, indexes in enumerate(self._legend_rows()):
            x, y = 0.0, height - 12.0 - row * 15.0
            for index in indexes:
                if self._chart.kind is ChartKind.LINE:
                    colour = SERIES_INKS[index % len(SERIES_INKS)]
                    self._shapes.append(Stroke(((x, y + 3), (x + 16, y + 3)), colour, 1.6, DASHES[index % len(DASHES)]))
                    self._shapes.append(Area(marker(index, (x + 8, y + 3)), colour))
                else:
                    self._bar((x, y - 1), (x + 16, y + 8), index)
                self._text((x + 21, y), self._names[index], "start")
                x += self._measure(self._names[index], SIZE) + 34

    def _grid_line(self, points: tuple[Point, Point], strong: bool) -> None:
        colour, width = (Ink.EDGE, 0.9) if strong else (Ink.LINE, 0.5)
        self._shapes.append(Stroke(points, colour, width))

    def _text(self, at: Point, text: str, anchor: str, colour: Ink = Ink.TEXT) -> None:
        """Write words, moved sideways where they would leave the picture and cut where it is too narrow."""
        text = shortened(text, self._width, SIZE, self._measure)
        extent = self._measure(text, SIZE)
        before = {"start": 0.0, "middle": extent / 2, "end": extent}[anchor]
        x = min(max(at[0], before), self._width - extent + before)
        self._shapes.append(Label((x, at[1]), text, SIZE, colour, anchor))


def _around(one: Point, other: Point) -> Box:
    """Return the box of two corners, never too thin to be pointed at."""
    (left, bottom), (right, top) = map(min, zip(one, other, strict=True)), map(max, zip(one, other, strict=True))
    return Box(left, bottom, max(right, left + 2), max(top, bottom + 2))


def _finite(values: Sequence[float]) -> list[float]:
    """Return values with those that are no numbers as nought."""
    return [float(value) if math.isfinite(value) else 0.0 for value in values]
