"""Native Excel charts: titled, their axes named, their series told apart without colour, described for readers.

Figures are kept in the chart as well as in the cells, so that programs that calculate nothing still draw them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series as ExcelSeries
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.title import Title, title_maker
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.utils import get_column_letter

from reports import style
from reports.chart_patterns import pattern_of
from reports.cleaning import clean, clean_line
from reports.document import Cell, Chart, ChartKind, Column, Kind, Table
from reports.xlsx.cells import words_of
from reports.xlsx.names import shorten
from resources.i18n import _

if TYPE_CHECKING:
    from openpyxl.drawing.colors import RGBPercent

CHART_WIDTH = 92.0
"""Room for a chart in characters; the same as the next figure in centimetres."""
_WIDTH_CM = 17
_ROW_CM = 0.529
_MOST_ROWS_MATCHED = 60
"""A longer table is no table of a chart's figures, and a chart below it would not be found."""
_MOST_LABELS = 40
_LINE_WIDTH = 28_575
"""2.25 points, as drawings count them."""

_Pattern = Literal["wdUpDiag", "horz", "wdDnDiag", "vert", "openDmnd"]
_Dash = Literal["solid", "dash", "sysDot", "lgDashDot", "sysDash", "lgDash"]
_Symbol = Literal["circle", "square", "triangle", "diamond"]

_PATTERNS: tuple[_Pattern | None, ...] = (None, "wdUpDiag", "horz", "wdDnDiag", "vert", "openDmnd")
"""White lines on the fill, in the order of the hatches on paper: none, rising, level, falling, upright, crossed."""
_DASHES: tuple[_Dash, ...] = ("solid", "dash", "sysDot", "lgDashDot", "sysDash", "lgDash")
_MARKERS: tuple[_Symbol, ...] = ("circle", "square", "triangle", "diamond")


@dataclass(frozen=True, slots=True)
class Figures:
    """Where a chart's figures stand."""

    sheet: str
    heading_row: int
    first_row: int
    last_row: int
    category: int
    """Column of the categories, counted from 1."""
    series: tuple[int, ...]
    """Columns of the series."""
    headings: tuple[str, ...]
    """Headings of the series' columns."""
    category_heading: str

    def cells(self, column: int, first: int, last: int) -> str:
        """Return the address of cells in one column."""
        letter = get_column_letter(column)
        sheet = self.sheet.replace("'", "''")
        return f"'{sheet}'!${letter}${first}" + (f":${letter}${last}" if last != first else "")


def matching_columns(chart: Chart, table: Table) -> tuple[int, tuple[int, ...]] | None:
    """Return the columns (from 0) of a table that hold a chart's categories and series, or None."""
    if not chart.categories or len(table.rows) != len(chart.categories) or len(table.rows) > _MOST_ROWS_MATCHED:
        return None
    columns = list(zip(*table.rows, strict=True))
    wanted = list(chart.categories)
    category = next(
        (place for place, cells in enumerate(columns) if _words(cells, table.columns[place]) == wanted), None
    )
    if category is None:
        return None
    found: list[int] = []
    for series in chart.series:
        places = [place for place, cells in enumerate(columns) if place not in found and _equal(cells, series.values)]
        if not places:
            return None
        named = [place for place in places if clean_line(table.columns[place].title) == clean_line(series.name)]
        found.append((named or places)[0])
    return category, tuple(found)


def _words(cells: Sequence[Cell], column: Column) -> list[str]:
    return [words_of(cell, column) for cell in cells]


def _equal(cells: Sequence[Cell], values: Sequence[float]) -> bool:
    """Return whether the cells are numbers and the same as the values."""
    numbers = [float(cell) for cell in cells if not isinstance(cell, bool | str) and isinstance(cell, int | float)]
    return len(numbers) == len(values) and all(math.isclose(a, b) for a, b in zip(numbers, values, strict=True))


def figures_table(chart: Chart) -> Table:
    """Return the table of a chart's own figures, for charts whose figures stand in no table of the document."""
    columns = [Column(clean_line(chart.category_title) or _("Category"), row_header=True)]
    for series in chart.series:
        whole = all(math.isfinite(value) and value == int(value) for value in series.values)
        columns.append(Column(series.name, Kind.INTEGER if whole else Kind.DECIMAL))
    values = [[int(v) if math.isfinite(v) and v == int(v) else v for v in series.values] for series in chart.series]
    rows = tuple(zip(chart.categories, *values, strict=True))
    return Table(f"{chart.key}_figures", chart.title, tuple(columns), rows)


def chart_rows(chart: Chart) -> int:
    """Return how many rows of a sheet a chart covers, the air below it included."""
    return math.ceil(_height(chart) / _ROW_CM) + 1


def _height(chart: Chart) -> float:
    """Return a chart's height in centimetres: lying bars need room for each name."""
    if chart.kind is not ChartKind.ACROSS:
        return 9.0
    bars = len(chart.categories) * max(1, len(chart.series))
    return min(max(7.0, 3.5 + 0.6 * bars), 24.0)


def native_chart(chart: Chart, figures: Figures, anchor: str) -> tuple[BarChart | LineChart, str, str]:
    """Return a chart for the cell it hangs from, with its name and its alternative text."""
    made = _empty_chart(chart)
    made.title = _title(clean_line(chart.title))
    made.x_axis.title = _title(clean_line(chart.category_title) or figures.category_heading)
    made.y_axis.title = _title(clean_line(chart.value_title) or _("Number"))
    made.x_axis.delete = made.y_axis.delete = False
    made.y_axis.majorGridlines = ChartLines(GraphicalProperties(ln=LineProperties(solidFill=_hex(style.RULE))))
    made.width, made.height, made.anchor = _WIDTH_CM, _height(chart), anchor
    made.roundedCorners = False
    made.legend = Legend("b") if len(chart.series) > 1 else None
    for number in range(len(chart.series)):
        made.series.append(_series(chart, figures, number))
    # Labels of several lines would cover each other; dashes and markers tell those apart.
    crowded = chart.kind is ChartKind.LINE and len(chart.series) > 1
    if not crowded and len(chart.categories) * len(chart.series) <= _MOST_LABELS:
        made.dataLabels = _labels(chart.kind)
    return made, shorten(clean_line(chart.title) or _("Chart"), 200), clean(chart.alt)


def _title(text: str) -> Title:
    """Return a title that stands beside the figures, not on them."""
    title = title_maker(text)
    title.overlay = False
    return title


def _empty_chart(chart: Chart) -> BarChart | LineChart:
    """Return a chart of the right kind without figures."""
    if chart.kind is ChartKind.LINE:
        return LineChart()
    made = BarChart()
    made.type = "bar" if chart.kind is ChartKind.ACROSS else "col"
    made.gapWidth = 60
    if chart.kind is ChartKind.STACKED:
        made.grouping, made.overlap = "stacked", 100
    if chart.kind is ChartKind.ACROSS:
        # The first category is read first, so it stands at the top; the value axis stays at the bottom.
        made.x_axis.scaling.orientation = "maxMin"
        made.y_axis.crosses = "max"
    return made


def _series(chart: Chart, figures: Figures, number: int) -> ExcelSeries:
    """Return one series: its name, categories and values as references with what they hold now."""
    column = figures.series[number]
    values = chart.series[number].values
    name = StrRef(
        f=figures.cells(column, figures.heading_row, figures.heading_row), strCache=_texts([figures.headings[number]])
    )
    categories = StrRef(
        f=figures.cells(figures.category, figures.first_row, figures.last_row), strCache=_texts(chart.categories)
    )
    points = [NumVal(idx=place, v=value) for place, value in enumerate(values) if math.isfinite(value)]
    numbers = NumRef(
        f=figures.cells(column, figures.first_row, figures.last_row),
        numCache=NumData(formatCode="General", ptCount=len(values), pt=points),
    )
    made = ExcelSeries(
        idx=number,
        order=number,
        tx=SeriesLabel(strRef=name),
        cat=AxDataSource(strRef=categories),
        val=NumDataSource(numRef=numbers),
    )
    _dress(made, chart.kind, number)
    return made


def _texts(texts: Sequence[str]) -> StrData:
    return StrData(ptCount=len(texts), pt=[StrVal(idx=place, v=clean(text)) for place, text in enumerate(texts)])


def _hex(colour: str) -> str:
    return colour.removeprefix("#")


def _colour(digits: str) -> ColorChoice:
    # The published types ask for percentages here; the class itself takes six hexadecimal digits.
    return ColorChoice(srgbClr=cast("RGBPercent", digits))


def _dress(series: ExcelSeries, kind: ChartKind, number: int) -> None:
    """Give a series a look of its own in colour and in grey: a pattern, or a dash and a marker."""
    colour = _hex(style.SERIES[number % len(style.SERIES)])
    look = GraphicalProperties()
    if kind is ChartKind.LINE:
        look.line = LineProperties(w=_LINE_WIDTH, solidFill=colour, prstDash=_DASHES[number % len(_DASHES)])
        series.marker = Marker(symbol=_MARKERS[number % len(_MARKERS)], size=8)
        series.marker.graphicalProperties = GraphicalProperties(
            solidFill=colour, ln=LineProperties(solidFill=_hex(style.INK))
        )
        series.smooth = False
    else:
        pattern = _PATTERNS[pattern_of(number)]
        if pattern is None:
            look.solidFill = colour
        else:
            look.pattFill = PatternFillProperties(prst=pattern, fgClr=_colour(_hex(style.PAPER)), bgClr=_colour(colour))
        look.line = LineProperties(solidFill=_hex(style.INK), w=9_525)
    series.graphicalProperties = look


def _labels(kind: ChartKind) -> DataLabelList:
    """Return labels that say the values: above a line; on a filled bar with paper behind them and none for nothing."""
    labels = DataLabelList()
    labels.showVal = True
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    if kind is ChartKind.LINE:
        labels.position = "t"
    if kind is ChartKind.STACKED:
        labels.numFmt = "General;-General;;"
        labels.spPr = GraphicalProperties(solidFill=_hex(style.PAPER))
    return labels
