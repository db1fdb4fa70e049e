from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.chart_axis import Scale, wrapped
from reports.chart_patterns import hatch, marker
from reports.chart_shapes import Area, Label, Stroke
from reports.charts import describe_chart, plan
from reports.document import Chart, ChartKind, Series
from reports.style import SERIES_INKS


def measure(text: str, size: float) -> float:
    """Return the width of a text in which every letter is half as wide as high."""
    return len(text) * size / 2


SERIES = (Series("Schools", (4, 9)), Series("Colleges", (2, 2)))
CHART = Chart("c", "Answers by term", ("Autumn", "Spring"), SERIES, "alt")


def test_the_description_names_highest_lowest_and_where_the_figures_are() -> None:
    assert describe_chart(CHART, "Table 3") == (
        "Bar chart: Answers by term. Schools: highest 9 (Spring), lowest 4 (Autumn). Colleges: each 2. "
        "The figures are in Table 3."
    )
    alone = replace(CHART, kind=ChartKind.LINE, series=CHART.series[:1])
    assert describe_chart(alone) == "Line chart: Answers by term. Highest 9 (Spring), lowest 4 (Autumn)."


@given(st.lists(st.floats(-1e9, 1e9), max_size=6))
def test_a_scale_holds_nought_and_all_values_between_round_marks(values: list[float]) -> None:
    scale = Scale.over(values)
    slack = 1e-6 * (1 + scale.high - scale.low)
    assert scale.low <= min([0.0, *values]) + slack
    assert scale.high >= max([0.0, *values]) - slack
    assert 2 <= len(scale.ticks) <= 12
    assert len(set(scale.labels)) == len(scale.labels)
    assert 0.0 in [round(tick, 9) for tick in scale.ticks]


@pytest.mark.parametrize("kind", ChartKind)
@given(
    names=st.lists(st.text(st.sampled_from("ab "), min_size=1, max_size=40), min_size=1, max_size=12),
    values=st.lists(st.floats(-1e6, 1e6) | st.just(math.nan), min_size=12, max_size=12),
    series=st.integers(1, 7),
)
def test_every_shape_stays_within_the_picture(
    kind: ChartKind, names: list[str], values: list[float], series: int
) -> None:
    drawn = tuple(Series(f"Series {number}", tuple(values[: len(names)])) for number in range(series))
    picture = plan(replace(CHART, kind=kind, categories=tuple(names), series=drawn), 470.0, measure)
    for shape in picture.shapes:
        for x, y in (shape.at,) if isinstance(shape, Label) else shape.points:
            assert -8 <= x <= 478
            assert -8 <= y <= picture.height + 8


def test_series_differ_in_pattern_and_in_colour() -> None:
    drawn = tuple(Series(f"Series {number}", (4.0, 9.0)) for number in range(6))
    patterns = [tuple(hatch(number, 0, 0, 20, 40)) for number in range(6)]
    assert len(set(patterns)) == 6
    assert len({len(marker(number, (0, 0))) for number in range(3)}) == 3
    areas = [shape for shape in plan(replace(CHART, series=drawn), 470.0, measure).shapes if isinstance(shape, Area)]
    assert {area.colour for area in areas} == set(SERIES_INKS)


@given(st.integers(0, 5), st.floats(1, 60), st.floats(1, 200))
def test_hatches_stay_within_their_bar(index: int, width: float, height: float) -> None:
    for line in hatch(index, 10, 20, 10 + width, 20 + height):
        for x, y in line:
            assert 10 - 1e-6 <= x <= 10 + width + 1e-6
            assert 20 - 1e-6 <= y <= 20 + height + 1e-6


def test_long_names_make_the_bars_lie_down_and_none_is_lost() -> None:
    names = ("Brookfieldsixthformcollegeandadultlearning", "Leeds City Council")
    picture = plan(replace(CHART, categories=names), 300.0, measure)
    labels = [shape for shape in picture.shapes if isinstance(shape, Label) and shape.anchor == "end"]
    assert "".join(label.text.replace(" ", "") for label in labels) == "".join(names).replace(" ", "")
    bars = [shape for shape in picture.shapes if isinstance(shape, Stroke) and len(shape.points) == 5]
    assert all(bar.points[1][0] - bar.points[0][0] > bar.points[2][1] - bar.points[1][1] for bar in bars)


def test_a_name_is_broken_at_spaces_and_cut_only_where_it_must_be() -> None:
    assert wrapped("one two three", 28, 8, measure) == ["one two", "three"]
    assert wrapped("incomprehensible", 28, 8, measure) == ["incompr", "ehensib", "le"]
    assert wrapped(" ", 28, 8, measure) == [""]


def test_colour_and_pattern_together_tell_three_dozen_series_apart() -> None:
    looks = {(index % len(SERIES_INKS), str(hatch(index, 0, 0, 20, 20))) for index in range(36)}
    assert len(looks) == 36
