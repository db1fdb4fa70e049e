"""Distances, walks, postcodes, and the grid against points that Ordnance Survey publishes."""

from __future__ import annotations

import csv
import gzip
import math
import statistics
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.geography import (
    GridPoint,
    Position,
    box_around,
    grid_point,
    metres_in_words,
    miles_in_words,
    normalise_postcode,
    straight_line,
    to_grid,
    to_position,
    walking_minutes,
    walking_words,
)

DATA = Path(__file__).parents[3] / "shared" / "data"

# Ordnance Survey's own test points for OSTN15 (ETRS89 latitude, longitude, then easting, northing).
OSTN15_POINTS = [
    (49.92226393730, -6.29977752014, 91492.146, 11318.804),
    (49.96006137820, -5.20304609998, 170370.718, 11572.405),
    (50.43885825610, -4.10864563561, 250359.811, 62016.569),
    (50.57563665000, -1.29782277240, 449816.371, 75335.861),
    (50.93127937910, -1.45051433700, 438710.920, 114792.250),
    (51.40078220140, -3.55128349240, 292184.870, 168003.465),
    (51.42754743020, -2.54407618349, 362269.991, 169978.690),
    (51.48936564950, -0.11992557180, 530624.974, 178388.464),
    (51.85890896400, -4.30852476960, 241124.584, 220332.641),
    (51.89436637350, 0.89724327012, 599445.590, 225722.826),
    (52.25529381630, -2.15458614387, 389544.190, 261912.153),
    (52.25160951230, -0.91248956970, 474335.969, 262047.755),
    (52.75136687170, 0.40153547065, 562180.547, 319784.995),
]


def metres_between(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    north = math.radians(other_latitude - latitude) * 6_371_000
    east = math.radians(other_longitude - longitude) * 6_371_000 * math.cos(math.radians(latitude))
    return math.hypot(north, east)


@pytest.mark.parametrize(("latitude", "longitude", "easting", "northing"), OSTN15_POINTS)
def test_published_points_are_met_to_five_metres(
    latitude: float, longitude: float, easting: float, northing: float
) -> None:
    position = to_position(GridPoint(easting, northing))
    assert metres_between(latitude, longitude, *position) < 5


def test_positions_agree_with_the_statistics_offices_own() -> None:
    grid_file = DATA / "dev/postcode/codepoint_open_2014-08_cb.csv.gz"
    degrees_file = DATA / "dev/postcode/ons_nspl_2025-05_latlon_CB.csv.gz"
    if not grid_file.exists() or not degrees_file.exists():
        pytest.skip("the postcode files are not here")
    with gzip.open(degrees_file, "rt", newline="") as file:
        degrees = {row[0].replace(" ", ""): row[1:3] for row in csv.reader(file)}
    gaps = []
    with gzip.open(grid_file, "rt", newline="") as file:
        for row in csv.reader(file):
            known = degrees.get(row[0].replace(" ", ""))
            if known and row[1] == "10":
                position = to_position(GridPoint(int(row[2]), int(row[3])))
                gaps.append(metres_between(float(known[0]), float(known[1]), *position))
    assert len(gaps) > 5000
    assert statistics.median(gaps) < 5


@given(st.integers(150_000, 655_000), st.integers(10_000, 1_200_000))
def test_a_position_leads_back_to_its_point(easting: int, northing: int) -> None:
    position = to_position(GridPoint(easting, northing))
    back = to_grid(position)
    if back is None:
        assert not (49 < position.latitude < 61.5 and -9.5 < position.longitude < 2.5)
    else:
        assert max(abs(back.easting - easting), abs(back.northing - northing)) <= 1


@pytest.mark.parametrize("position", [Position(48.8, 2.3), Position(52, -12), Position(99.999999, 0), Position(0, 0)])
def test_a_position_elsewhere_is_on_no_grid(position: Position) -> None:
    assert to_grid(position) is None


def test_straight_line_is_pythagoras() -> None:
    assert straight_line(GridPoint(430_000, 433_000), GridPoint(430_300, 433_400)) == 500


@given(
    st.tuples(st.integers(1, 700_000), st.integers(1, 1_300_000)),
    st.tuples(st.integers(-6000, 6000), st.integers(-6000, 6000)),
    st.floats(0, 9000),
)
def test_no_point_within_the_distance_is_outside_the_box(
    centre: tuple[int, int], offset: tuple[int, int], metres: float
) -> None:
    middle = GridPoint(*centre)
    point = GridPoint(middle.easting + offset[0], middle.northing + offset[1])
    box = box_around(middle, metres)
    inside = box.west <= point.easting <= box.east and box.south <= point.northing <= box.north
    assert inside or straight_line(middle, point) > metres


@pytest.mark.parametrize("pair", [(None, 1), (1, None), (0, 0), (431887, 0), (700_001, 5), (431887, 1_300_001)])
def test_a_place_that_is_not_known_has_no_point(pair: tuple[int | None, int | None]) -> None:
    assert grid_point(*pair) is None


def test_walks_are_estimates_and_say_so() -> None:
    assert walking_words(740) == "about 12 minutes' walk (estimate: straight line × 1.3 at 80 m a minute)"
    assert walking_words(5) == "about 1 minute's walk (estimate: straight line × 1.3 at 80 m a minute)"
    assert walking_minutes(923) == 15


@pytest.mark.parametrize(
    ("metres", "words", "miles"),
    [
        (4, "less than 10 m", "less than 0.1 miles"),
        (83, "80 m", "0.1 miles"),
        (650, "650 m", "0.4 miles"),
        (994, "990 m", "0.6 miles"),
        (996, "1 km", "0.6 miles"),
        (1234, "1.2 km", "0.8 miles"),
        (1609, "1.6 km", "1 mile"),
        (9960, "10 km", "6.2 miles"),
        (25_300, "25 km", "16 miles"),
        (1_250_000, "1,250 km", "777 miles"),
    ],
)
def test_distances_in_words(metres: float, words: str, miles: str) -> None:
    assert metres_in_words(metres) == words
    assert miles_in_words(metres) == miles


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("CB1 0AN", "CB1 0AN"),
        (" cb10an ", "CB1 0AN"),
        ("M1  1AD", "M1 1AD"),
        ("AB101AA", "AB10 1AA"),
        ("EC2Y 8BB", "EC2Y 8BB"),
        ("gir 0aa", "GIR 0AA"),
        ("CB2 8PO", None),
        ("CB2", None),
        ("", None),
        ("CB1 0AN.", None),
        ("CB\u0661 0AN", None),
    ],
)
def test_postcodes_by_their_shape(text: str, postcode: str | None) -> None:
    assert normalise_postcode(text) == postcode
