"""A workbook wears the colour of the house where it can be read, and its charts look as those on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.colours import READABLE, contrast, is_readable_on_white, tint_of
from reports import style
from reports.chart_patterns import hatch
from reports.document import Chart, ChartKind, Column, Document, Facts, Heading, House, Series, Table, paragraph
from reports.xlsx.band import band_columns
from tests.reports.xlsx.xlsx_sample import SAMPLE, parts, read

CHARTS = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WINE = "#7A1F3D"


def test_title_band_and_headings_are_in_the_colour_of_the_house() -> None:
    workbook = read(replace(SAMPLE, house=House(WINE, "Registered charity 1234567")))
    for sheet in workbook:
        title = sheet["A1"]
        assert title.style == "Report title"
        assert title.fill.fgColor.rgb[-6:] == WINE[1:]
        assert title.font.color.rgb[-6:] == "FFFFFF"
        assert sheet["B1"].fill.fgColor.rgb[-6:] == WINE[1:]
        assert "Registered charity 1234567" in sheet.oddFooter.left.text
        assert sheet.oddHeader.left.text.startswith("Example High School")
    head = workbook["Event take-up"]["A4"]
    assert head.fill.fgColor.rgb[-6:] == tint_of(WINE)[1:]
    assert head.border.bottom.color.rgb[-6:] == WINE[1:]
    assert workbook["Summary"]["A2"].font.color.rgb[-6:] == WINE[1:]


@given(st.from_regex(r"#[0-9A-F]{6}", fullmatch=True).filter(is_readable_on_white))
@settings(max_examples=200, deadline=None)
def test_whatever_the_colour_all_words_on_it_can_be_read(colour: str) -> None:
    assert contrast("#FFFFFF", colour) >= READABLE
    assert contrast(style.INK, tint_of(colour)) >= 7


@pytest.mark.parametrize("title", ["T", "A title of some words that is longer than its narrow table", "x" * 3_000])
def test_no_part_of_a_title_stands_white_on_white(title: str) -> None:
    table = Table("t", title, (Column("A"),), (("x",),))
    sheet = read(Document(title, (table,), date(2026, 1, 1))).worksheets[1]
    widths = [sheet.column_dimensions["A"].width]
    columns = band_columns(title, widths)
    if columns == 1 and len(title) > 20:
        assert sheet["A1"].style == "Report title without band"
        assert sheet["A1"].font.color.rgb[-6:] != "FFFFFF"
        return
    assert sheet["A1"].style == "Report title"
    room = widths[0] + 9 * (columns - 1)
    assert room >= 1.64 * len(title)
    last = sheet.cell(1, columns)
    assert last.fill.fill_type == "solid"


def test_series_have_the_fills_and_patterns_that_they_have_on_paper() -> None:
    lines = {None: 0, "wdUpDiag": 1, "horz": 2, "wdDnDiag": 3, "vert": 4, "openDmnd": 5}
    series = tuple(Series(f"S{number}", (1.0, 2.0)) for number in range(6))
    document = Document("T", (Chart("c", "C", ("a", "b"), series, "Six.", ChartKind.BAR),), date(2026, 1, 1))
    root = ElementTree.fromstring(parts(document)["xl/charts/chart1.xml"])
    for number, one in enumerate(root.iter(f"{CHARTS}ser")):
        pattern = one.find(f"{CHARTS}spPr/{MAIN}pattFill")
        own = f"{MAIN}solidFill" if pattern is None else f"{MAIN}pattFill/{MAIN}bgClr"
        fill = one.find(f"{CHARTS}spPr/{own}/{MAIN}srgbClr")
        assert fill is not None
        assert f"#{fill.get('val')}" == style.SERIES[number]
        assert lines[pattern.get("prst") if pattern is not None else None] == number
        slopes = {_slope(line) for line in hatch(number, 0, 0, 20, 20)}
        assert slopes == _SLOPES[number]


def _slope(line: tuple[tuple[float, float], tuple[float, float]]) -> str:
    (left, bottom), (right, top) = line
    if abs(right - left) < 0.01:
        return "upright"
    return "level" if abs(top - bottom) < 0.01 else "rising" if (top - bottom) / (right - left) > 0 else "falling"


_SLOPES = (set(), {"rising"}, {"level"}, {"falling"}, {"upright"}, {"rising", "falling"})


def test_what_opens_a_paper_stands_above_the_list_of_sheets() -> None:
    table = Table("t", "T", (Column("A"),), (("x",),))
    blocks = (paragraph("Dear governors"), Facts((("To", "The board"),)), Heading("Purpose"), paragraph("Why"), table)
    lines = [tuple(cell.value for cell in row[:2]) for row in read(Document("T", blocks, date(2026, 1, 1)))["Summary"]]
    order = [
        lines.index(line)
        for line in (
            (None, "Dear governors"),
            ("To", "The board"),
            ("Sheets in this workbook", None),
            ("Purpose", None),
            (None, "Why"),
        )
    ]
    assert order == sorted(order)
