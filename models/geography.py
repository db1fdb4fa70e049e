"""Where things are without a map: distances on the Ordnance Survey grid, walking time as an estimate, postcodes.

The grid is OSGB36 in whole metres, as the register gives it. Up to 20 km its plain Pythagoras is within 0.1 % of the
true distance, far closer than a school's one point is to its gate.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from resources.i18n import _

DETOUR_FACTOR = 1.3
"""How much longer a way on foot is than the straight line: a usual figure for towns, always shown as an estimate."""

WALKING_METRES_A_MINUTE = 80
"""A usual walking pace, 4.8 km an hour."""

METRES_A_MILE = 1609.344


EASTINGS = range(1, 700_001)
NORTHINGS = range(1, 1_300_001)
"""What the grid of Great Britain spans; 0 in the register means that the place is not known."""

_POSTCODE = re.compile(r"(GIR|[A-Z]{1,2}\d[A-Z\d]?)\s*(\d[ABD-HJLNP-UW-Z]{2})", re.ASCII)


class GridPoint(NamedTuple):
    """A point of the Ordnance Survey grid, in metres."""

    easting: float
    northing: float


class GridBox(NamedTuple):
    """A rectangle of the grid, both edges included: a quick first test before the distance itself."""

    west: int
    south: int
    east: int
    north: int


class Position(NamedTuple):
    """Latitude and longitude in degrees, as satellites and web maps have them (WGS84)."""

    latitude: float
    longitude: float


def walking_assumption() -> str:
    """Return in words how minutes on foot are estimated."""
    words = _("estimate: straight line × {factor} at {pace} m a minute")
    return words.format(factor=DETOUR_FACTOR, pace=WALKING_METRES_A_MINUTE)


def grid_point(easting: int | None, northing: int | None) -> GridPoint | None:
    """Return the point, or None where a coordinate is missing, zero or outside Great Britain."""
    if easting is None or northing is None or easting not in EASTINGS or northing not in NORTHINGS:
        return None
    return GridPoint(easting, northing)


def straight_line(start: GridPoint, end: GridPoint) -> float:
    """Return the metres between two points in a straight line."""
    return math.hypot(start.easting - end.easting, start.northing - end.northing)


def box_around(centre: GridPoint, metres: float) -> GridBox:
    """Return the smallest box in whole metres that holds every point within a distance of the centre."""
    return GridBox(
        math.floor(centre.easting - metres),
        math.floor(centre.northing - metres),
        math.ceil(centre.easting + metres),
        math.ceil(centre.northing + metres),
    )


def walking_minutes(straight_metres: float) -> int:
    """Return about how many minutes the walk takes, at least one."""
    return max(1, round(straight_metres * DETOUR_FACTOR / WALKING_METRES_A_MINUTE))


def metres_within_walk(minutes: float) -> float:
    """Return the straight line that a walk of so many minutes is taken to cover."""
    return minutes * WALKING_METRES_A_MINUTE / DETOUR_FACTOR


def walking_words(straight_metres: float) -> str:
    """Return the walk with its assumption.

    >>> walking_words(740)
    "about 12 minutes' walk (estimate: straight line × 1.3 at 80 m a minute)"
    """
    minutes = walking_minutes(straight_metres)
    unit = "minute's" if minutes == 1 else "minutes'"
    return f"about {minutes} {unit} walk ({walking_assumption()})"


def metres_in_words(metres: float) -> str:
    """Return a distance as people say it: to 10 m below a kilometre, to 100 m below ten, then whole kilometres.

    >>> metres_in_words(648), metres_in_words(1234), metres_in_words(12_345)
    ('650 m', '1.2 km', '12 km')
    """
    if metres < 10:
        return _("less than 10 m")
    if round(metres, -1) < 1000:
        return f"{round(metres, -1):.0f} m"
    if round(metres / 1000, 1) < 10:
        return f"{metres / 1000:.1f}".removesuffix(".0") + " km"
    return f"{metres / 1000:,.0f} km"


def miles_in_words(metres: float) -> str:
    """Return a distance in miles, to a tenth below ten.

    >>> miles_in_words(650), miles_in_words(1609), miles_in_words(50)
    ('0.4 miles', '1 mile', 'less than 0.1 miles')
    """
    miles = metres / METRES_A_MILE
    tenths = round(miles, 1)
    if tenths < 0.1:
        return _("less than 0.1 miles")
    if tenths == 1:
        return _("1 mile")
    number = f"{tenths:.1f}".removesuffix(".0") if tenths < 10 else f"{miles:,.0f}"
    return _("{number} miles").format(number=number)


def normalise_postcode(text: str) -> str | None:
    """Return a postcode in capitals with one blank, or None when it cannot be one.

    Only the shape is checked, not whether it exists.

    >>> normalise_postcode("cb1  0an"), normalise_postcode("CB2 8PO")
    ('CB1 0AN', None)
    """
    found = _POSTCODE.fullmatch(text.strip().upper())
    if found is None:
        return None
    return f"{found[1]} {found[2]}"


# The way from the grid to a position: undo the Transverse Mercator projection on the Airy 1830 ellipsoid, then move
# from the OSGB36 datum to WGS84 by the seven-parameter Helmert transformation. Constants from Ordnance Survey,
# "A guide to coordinate systems in Great Britain", annexes A to C. Good to about 5 m, worst case, over the country.
_AIRY_A, _AIRY_B = 6_377_563.396, 6_356_256.909
_WGS_A, _WGS_B = 6_378_137.0, 6_356_752.314_245
_SCALE = 0.999_601_271_7
_ORIGIN_LATITUDE, _ORIGIN_LONGITUDE = math.radians(49), math.radians(-2)
_ORIGIN_EASTING, _ORIGIN_NORTHING = 400_000.0, -100_000.0
_SHIFT = (446.448, -125.157, 542.060)
_TURN = tuple(math.radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
_STRETCH = 1 - 20.4894e-6


def to_position(point: GridPoint) -> Position:
    """Return the latitude and longitude (WGS84) of a point of the grid, good to about 5 m."""
    latitude, longitude = _unproject(point)
    x, y, z = _to_cartesian(latitude, longitude)
    turn_x, turn_y, turn_z = _TURN
    moved_x = _SHIFT[0] + _STRETCH * x - turn_z * y + turn_y * z
    moved_y = _SHIFT[1] + turn_z * x + _STRETCH * y - turn_x * z
    moved_z = _SHIFT[2] - turn_y * x + turn_x * y + _STRETCH * z
    return _to_degrees(moved_x, moved_y, moved_z)


def to_grid(position: Position) -> GridPoint | None:
    """Return the point of the grid for a latitude and longitude, to the metre; None outside Great Britain.

    It is the point that `to_position` finds there: guessed on a plain globe, then moved by what is still wrong.
    """
    latitude, longitude = position
    if not (49 < latitude < 61.5 and -9.5 < longitude < 2.5):
        return None
    a_degree_east = 111_320 * math.cos(math.radians(latitude))
    easting, northing = 400_000 + (longitude + 2) * a_degree_east, (latitude - 49) * 111_200 - 100_000
    for _round in range(12):
        found = to_position(GridPoint(easting, northing))
        east, north = (longitude - found.longitude) * a_degree_east, (latitude - found.latitude) * 111_200
        easting, northing = easting + east, northing + north
        if max(abs(east), abs(north)) < 0.1:
            break
    return grid_point(round(easting), round(northing))


def _meridian_arc(latitude: float) -> float:
    """Return the scaled metres along the meridian from the true origin to a latitude (annex C, formula C3)."""
    n = (_AIRY_A - _AIRY_B) / (_AIRY_A + _AIRY_B)
    difference, total = latitude - _ORIGIN_LATITUDE, latitude + _ORIGIN_LATITUDE
    return (_AIRY_B * _SCALE) * (
        (1 + n + 1.25 * n**2 + 1.25 * n**3) * difference
        - (3 * n + 3 * n**2 + 2.625 * n**3) * math.sin(difference) * math.cos(total)
        + 1.875 * (n**2 + n**3) * math.sin(2 * difference) * math.cos(2 * total)
        - 35 / 24 * n**3 * math.sin(3 * difference) * math.cos(3 * total)
    )


def _unproject(point: GridPoint) -> tuple[float, float]:
    """Return latitude and longitude in radians on the Airy ellipsoid (annex C, formulas C6 to C9)."""
    north = point.northing - _ORIGIN_NORTHING
    latitude = _ORIGIN_LATITUDE + north / (_AIRY_A * _SCALE)
    for _round in range(10):
        remainder = north - _meridian_arc(latitude)
        if abs(remainder) < 1e-5:
            break
        latitude += remainder / (_AIRY_A * _SCALE)
    eccentricity = 1 - (_AIRY_B / _AIRY_A) ** 2
    tangent = math.tan(latitude)
    secant = 1 / math.cos(latitude)
    inner = 1 - eccentricity * math.sin(latitude) ** 2
    nu = _AIRY_A * _SCALE / math.sqrt(inner)
    rho = _AIRY_A * _SCALE * (1 - eccentricity) / inner**1.5
    eta = nu / rho - 1
    t2, t4, t6 = tangent**2, tangent**4, tangent**6
    east = point.easting - _ORIGIN_EASTING
    latitude -= (
        east**2 * tangent / (2 * rho * nu)
        - east**4 * tangent / (24 * rho * nu**3) * (5 + 3 * t2 + eta - 9 * t2 * eta)
        + east**6 * tangent / (720 * rho * nu**5) * (61 + 90 * t2 + 45 * t4)
    )
    longitude = _ORIGIN_LONGITUDE + (
        east * secant / nu
        - east**3 * secant / (6 * nu**3) * (nu / rho + 2 * t2)
        + east**5 * secant / (120 * nu**5) * (5 + 28 * t2 + 24 * t4)
        - east**7 * secant / (5040 * nu**7) * (61 + 662 * t2 + 1320 * t4 + 720 * t6)
    )
    return latitude, longitude


def _to_cartesian(latitude: float, longitude: float) -> tuple[float, float, float]:
    """Return metres from the middle of the Airy ellipsoid, at height zero."""
    eccentricity = 1 - (_AIRY_B / _AIRY_A) ** 2
    nu = _AIRY_A / math.sqrt(1 - eccentricity * math.sin(latitude) ** 2)
    return (
        nu * math.cos(latitude) * math.cos(longitude),
        nu * math.cos(latitude) * math.sin(longitude),
        nu * (1 - eccentricity) * math.sin(latitude),
    )


def _to_degrees(x: float, y: float, z: float) -> Position:
    """Return the position on the WGS84 ellipsoid of a point given in metres from its middle."""
    eccentricity = 1 - (_WGS_B / _WGS_A) ** 2
    across = math.hypot(x, y)
    latitude = math.atan2(z, across * (1 - eccentricity))
    for _round in range(6):
        nu = _WGS_A / math.sqrt(1 - eccentricity * math.sin(latitude) ** 2)
        latitude = math.atan2(z + eccentricity * nu * math.sin(latitude), across)
    return Position(math.degrees(latitude), math.degrees(math.atan2(y, x)))
