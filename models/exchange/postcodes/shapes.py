"""What the columns of a directory of postcodes hold: by their headings, or in the order of Code-Point Open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.geography import GridPoint, Position, grid_point, normalise_postcode, to_grid
from resources.i18n import _

_HEADINGS = {
    "postcode": "pcds|pcd|pcd7|pcd8|pcd2|postcode|pc",
    "easting": "oseast1m|east1m|eastings|easting|ea",
    "northing": "osnrth1m|north1m|northings|northing|no",
    "latitude": "lat|latitude",
    "longitude": "long|lng|lon|longitude",
    "ward": r"osward|ward|wd\d\dcd|adminwardcode|wardcode|wc",
    "district": r"oslaua|laua|lad\d\dcd|admindistrictcode|districtcode|dc",
}
_PATTERNS = {thing: [re.compile(one) for one in said.split("|")] for thing, said in _HEADINGS.items()}
"""The best heading for each thing first."""

_CODE_POINT_WIDTH = 10
_CODE_POINT = {"postcode": 0, "easting": 2, "northing": 3, "district": 8, "ward": 9}
"""Code-Point Open has no headings: PC, PQ, EA, NO, CY, RH, LH, CC, DC, WC."""

_NO_CODE = re.compile(r"[A-Z]9{8}|")


@dataclass(frozen=True, slots=True)
class PostcodeRow:
    """Where a postcode is, and in which ward and district, as far as its directory says."""

    postcode: str
    easting: int
    northing: int
    ward_code: str = ""
    district_code: str = ""


class BadRowError(Exception):
    """A row says nothing of use; the message says why."""


@dataclass(frozen=True, slots=True)
class PostcodeShape:
    """Where each thing stands in the rows of a table."""

    places: dict[str, int]
    has_headings: bool

    def row(self, cells: Sequence[str]) -> PostcodeRow:
        """Return what a row says. Raises BadRowError."""
        written = self._cell(cells, "postcode")
        postcode = normalise_postcode("".join(written.split()))
        if postcode is None:
            raise BadRowError(_("“{text}” is not a postcode").format(text=written[:20]))
        if postcode.startswith("BT"):
            raise BadRowError(_("{postcode} is in Northern Ireland, outside the grid of Great Britain").format(
                postcode=postcode
            ))  # fmt: skip
        point = self._on_grid(cells) or self._from_position(cells)
        if point is None:
            raise BadRowError(_("where {postcode} is, is not known").format(postcode=postcode))
        codes = (self._code(cells, thing) for thing in ("ward", "district"))
        return PostcodeRow(postcode, int(point.easting), int(point.northing), *codes)

    def _cell(self, cells: Sequence[str], thing: str) -> str:
        place = self.places.get(thing, len(cells))
        return cells[place].strip() if place < len(cells) else ""

    def _on_grid(self, cells: Sequence[str]) -> GridPoint | None:
        return grid_point(_whole(self._cell(cells, "easting")), _whole(self._cell(cells, "northing")))

    def _from_position(self, cells: Sequence[str]) -> GridPoint | None:
        try:
            position = Position(float(self._cell(cells, "latitude")), float(self._cell(cells, "longitude")))
        except ValueError:
            return None
        return to_grid(position)

    def _code(self, cells: Sequence[str], thing: str) -> str:
        code = self._cell(cells, thing)
        return "" if _NO_CODE.fullmatch(code) or len(code) > 12 else code


def _whole(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None


def find_shape(first: Sequence[str]) -> PostcodeShape | None:
    """Return the shape of a table by its first row; None when that is neither headings nor a row of postcodes."""
    folded = [re.sub(r"[^a-z0-9]", "", cell.casefold()) for cell in first]
    places: dict[str, int] = {}
    for thing, patterns in _PATTERNS.items():
        found = (at for pattern in patterns for at, cell in enumerate(folded) if pattern.fullmatch(cell))
        place = next(found, None)
        if place is not None:
            places[thing] = place
    has_place = {"easting", "northing"} <= places.keys() or {"latitude", "longitude"} <= places.keys()
    if "postcode" in places and has_place:
        return PostcodeShape(places, True)
    if len(first) == _CODE_POINT_WIDTH and normalise_postcode("".join(first[0].split())) is not None:
        return PostcodeShape(_CODE_POINT, False)
    return None
