"""Which column of one particular file holds which field, and how its rows become values."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from models.exchange.gias_cells import Cells, Value
from models.exchange.gias_fields import Field, GiasKind, Shape, same_heading
from models.exchange.gias_layouts import LAYOUTS

REMEMBERED = 8000
"""Different texts remembered for a column whose values repeat: more than the days since records began in 2002."""

_ANCHORS = {
    "last_changed_on": re.compile(r"\d{1,2}[-/]\d{1,2}[-/]\d{4}"),
    "postcode": re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]? *\d[A-Za-z]{2}"),
    "district_code": re.compile(r"[EWSN]\d{8}|9{3,6}|X9{6}"),
    "ward_code": re.compile(r"[EWSN]\d{8}|9{3,6}|X9{6}"),
    "easting": re.compile(r"\d{1,6}"),
    "northing": re.compile(r"\d{1,7}"),
}
"""Fields whose cells look like nothing else: by them it shows whether a row stands under its headings."""

_SAFE = ("urn", "name", "la_code", "la_name", "establishment_number", "establishment_type", "type_group", "status")
"""Fields that every year's file has in its first eleven columns, in the same order."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The fields of one file: first those it has, then those it has not, which are blank."""

    names: tuple[str, ...]
    cells: tuple[Cells, ...]
    """Of the fields that the file has, then of the cells that stand in for blank ones."""
    pick: Callable[[list[str]], tuple[str, ...]]
    """Takes from a record the texts of those cells."""
    places: dict[str, int]
    """Where in a record each of its fields stands."""
    stand_ins: tuple[tuple[int, int], ...]
    """(field, stand-in): which of the cells is taken where another is blank."""
    absent: tuple[Value, ...]
    has_name: bool
    heads_in_one_cell: bool

    def values(self, row: list[str]) -> list[Value]:
        """Return the values, in the order of `names`, of a record that has a cell for every heading."""
        made = [cells[text] for cells, text in zip(self.cells, self.pick(row), strict=True)]
        if self.stand_ins:
            for place, other in self.stand_ins:
                made[place] = made[place] or made[other]
            del made[len(self.places) :]
        made.extend(self.absent)
        return made

    def values_at(self, row: list[str], places: dict[str, int]) -> list[Value]:
        """Return the values of a record whose fields stand elsewhere; those without a place are blank."""
        made = [
            cells[row[places[name]] if name in places else ""]
            for name, cells in zip(self.places, self.cells, strict=False)
        ]
        return [*made, *self.absent]

    def newest_change(self) -> date | None:
        """Return the newest day of change among the rows read, as far as the days were remembered."""
        if "last_changed_on" not in self.places:
            return None
        days = self.cells[self.names.index("last_changed_on")].values()
        return max((day for day in days if isinstance(day, date)), default=None)


def columns_for(shape: Shape, headings: Sequence[str], troubles: list[tuple[str, str]]) -> Columns:
    """Return how to read the rows under these headings; bad cells are put into `troubles` as (field, why)."""
    at = _places_of_headings(headings)
    places = _places(shape, headings)
    present = [field for field in shape.fields if field.name in places]
    absent = [field for field in shape.fields if field.name not in places]
    replaced = [field for field in present if _stand_in(field, at, places) is not None]
    # Data of data.gov.uk write NA for nothing; elsewhere NA may be somebody's initials.
    blanks = ("", "NA") if same_heading("Establishment name") in at else ("",)
    cells = [
        Cells(field.name, field.read, field.blank, blanks, REMEMBERED if field.repeats else 0, troubles)
        for field in (*present, *replaced)
    ]
    picked = [places[field.name] for field in present] + [at[same_heading(field.otherwise)] for field in replaced]
    return Columns(
        tuple(field.name for field in (*present, *absent)),
        tuple(cells),
        itemgetter(*picked),
        {field.name: places[field.name] for field in present},
        tuple((present.index(field), len(present) + number) for number, field in enumerate(replaced)),
        tuple(field.blank for field in absent),
        shape.has_name_key,
        same_heading("Headteacher") in at and same_heading("HeadLastName") not in at,
    )


def _stand_in(field: Field, at: dict[str, int], places: dict[str, int]) -> int | None:
    """Return where the cell stands that is taken when the field's own is blank, if the file has it."""
    place = at.get(same_heading(field.otherwise)) if field.otherwise else None
    return None if place == places[field.name] else place


def _places_of_headings(headings: Sequence[str]) -> dict[str, int]:
    """Return where each heading stands; of equal ones the first."""
    at: dict[str, int] = {}
    for place, heading in enumerate(headings):
        at.setdefault(same_heading(heading), place)
    return at


def _places(shape: Shape, headings: Sequence[str]) -> dict[str, int]:
    """Return where each field of a shape stands under these headings."""
    at = _places_of_headings(headings)
    places = {}
    for field in shape.fields:
        wanted = field.headings if field.otherwise == "" else (*field.headings, field.otherwise)
        place = next((at[same_heading(heading)] for heading in wanted if same_heading(heading) in at), None)
        if place is not None:
            places[field.name] = place
    return places


def misfit_row(columns: Columns, shape: Shape, row: list[str], width: int) -> tuple[list[Value], str]:
    """Read a record with more or fewer cells than there are headings; say how, or "" when no cell is concerned.

    Cells too many at the end do no harm, and missing ones are blank. But files are met where rows of one year stand
    under the headings of another, so that every later cell is shifted: such a row is read in its own year's order,
    or only as far as it is safe.
    """
    padded = row + [""] * (width - len(row))
    layout = _places(shape, LAYOUTS[len(row)]) if shape.kind is GiasKind.ESTABLISHMENTS and len(row) in LAYOUTS else {}
    under_headings, in_layout = _likeness(padded, columns.places), _likeness(row, layout)
    count = f"{len(row)} cells under {width} headings; "
    if in_layout > max(under_headings, 0):
        return columns.values_at(row, layout), count + "the row was read in the order of a newer file, which it fits"
    if under_headings < 0:
        safe = {name: columns.places[name] for name in _SAFE if name in columns.places}
        words = "they do not line up, so only the name, type, status and authority were taken"
        return columns.values_at(padded, safe), count + words
    if len(row) < width:
        return columns.values(padded), f"only {count}the missing ones were left blank"
    return columns.values(row), count + "the ones beyond the headings were not read" if any(row[width:]) else ""


def _likeness(row: list[str], places: dict[str, int]) -> int:
    """Return how many cells look like their fields; -1 when one looks like something else."""
    count = 0
    for name, pattern in _ANCHORS.items():
        text = row[places[name]].strip() if name in places else ""
        if text and not pattern.fullmatch(text):
            return -1
        count += bool(text)
    return count
