"""Taking a directory of postcodes in, and giving organisations the points that it knows, where somebody says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from models.entities import Organisation, RegisterPostcode
from models.exchange.postcodes.areas import area_of
from models.exchange.postcodes.reading import PostcodeFile
from models.exchange.postcodes.shapes import PostcodeRow
from models.queries.postcodes import list_point_suggestions
from models.store import mark_unjournalled
from models.validation import get_record
from resources.i18n import _

BATCH = 500
"""Postcodes compared by one question and written by one statement."""

_CODES = ("ward_code", "district_code")
_T = cast(Table, RegisterPostcode.__table__)
_OF_SOME = select(_T.c.postcode, _T.c.easting, _T.c.northing, _T.c.ward_code, _T.c.district_code, _T.c.source_on)
_CHANGE = update(_T).where(_T.c.postcode == bindparam("key"))


@dataclass(slots=True)
class AreaCount:
    """What became of the postcodes of an area (LS)."""

    area: str
    found: int = 0
    added: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class PostcodeImport:
    """What became of the rows of a directory; found = added + changed + unchanged + rejected."""

    found: int
    added: int
    changed: int
    unchanged: int
    elsewhere: int
    """Rows of parts of the country that were not asked for."""
    rejected: tuple[tuple[int, str], ...]
    """Line and reason of the first of those that `rejected_count` counts."""
    rejected_count: int
    source_on: date | None
    areas: tuple[AreaCount, ...] = ()
    """The same by area, in the order of their letters."""

    @property
    def counts(self) -> dict[str, int]:
        """Return the counts by the words of the command line."""
        names = ("found", "added", "changed", "unchanged")
        return {**{name: getattr(self, name) for name in names}, "rejected": self.rejected_count}


def import_postcodes(session: Session, file: PostcodeFile, *, dry_run: bool = False) -> PostcodeImport:
    """Read the wanted postcodes of a directory into the book and say what changed; with `dry_run` what would.

    A newer directory replaces what an older one said, never the other way round, and one without the codes of wards
    leaves those there are. Raises Stopped when the reader was asked to stop; the transaction then leaves no trace.
    """
    unchanged = 0
    areas = _Areas()
    for batch in _batches(file.rows()):
        known = _known(session, batch)
        new = [values for key, values in batch.items() if key not in known]
        moved = [row for key, old in known.items() if (row := _change_of(batch[key], old, file.source_on)) is not None]
        areas.count(batch, new, moved)
        unchanged += len(batch) - len(new) - len(moved)
        if not dry_run:
            _write(session, new, moved, file.source_on)
    added, changed = areas.added, areas.changed
    if not dry_run and added + changed:
        mark_unjournalled(session, _T.name)
    # A postcode that stands twice in a directory is there once.
    twice = file.found - file.rejected_count - added - changed - unchanged
    return PostcodeImport(
        file.found,
        added,
        changed,
        unchanged + twice,
        file.elsewhere,
        tuple(file.rejected),
        file.rejected_count,
        file.source_on,
        areas.told(),
    )


class _Areas:
    """Counts postcodes by area."""

    def __init__(self) -> None:
        self._by_area: dict[str, AreaCount] = {}

    def count(self, found: Iterable[str], new: Iterable[dict[str, Any]], moved: Iterable[dict[str, Any]]) -> None:
        """Count those that were found, and of them those that are new and those that moved."""
        for postcode in found:
            self._of(postcode).found += 1
        for row in new:
            self._of(row["postcode"]).added += 1
        for row in moved:
            self._of(row["postcode"]).changed += 1

    def _of(self, postcode: str) -> AreaCount:
        area = area_of(postcode)
        return self._by_area.setdefault(area, AreaCount(area))

    @property
    def added(self) -> int:
        return sum(one.added for one in self._by_area.values())

    @property
    def changed(self) -> int:
        return sum(one.changed for one in self._by_area.values())

    def told(self) -> tuple[AreaCount, ...]:
        """Return the areas in the order of their letters."""
        return tuple(self._by_area[area] for area in sorted(self._by_area))


def remove_postcodes(session: Session, areas: Iterable[str]) -> int:
    """Take the postcodes of some areas (LS, CB) out of the book again, and return how many there were."""
    gone = session.execute(delete(RegisterPostcode).where(RegisterPostcode.area.in_(sorted(set(areas)))))
    mark_unjournalled(session, _T.name)
    return int(cast(Any, gone).rowcount)


def fill_points(session: Session, organisation_ids: Iterable[int]) -> int:
    """Give organisations without a point the one of their postcode, and the ward it lies in where they have none."""
    wanted = set(organisation_ids)
    filled = 0
    for suggestion in list_point_suggestions(session):
        if suggestion.organisation_id in wanted:
            organisation = get_record(session, Organisation, suggestion.organisation_id, _("organisation"))
            organisation.easting, organisation.northing = suggestion.easting, suggestion.northing
            organisation.ward_id = organisation.ward_id or suggestion.ward_id
            filled += 1
    session.flush()
    return filled


def _batches(rows: Iterator[PostcodeRow]) -> Iterator[dict[str, dict[str, Any]]]:
    while batch := {row.postcode: asdict(row) for row in islice(rows, BATCH)}:
        yield batch


def _known(session: Session, batch: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    rows = session.execute(_OF_SOME.where(_T.c.postcode.in_(batch))).mappings()
    return {row["postcode"]: dict(row) for row in rows}


def _change_of(new: dict[str, Any], old: dict[str, Any], source_on: date | None) -> dict[str, Any] | None:
    """Return what a postcode becomes; None where it stays as it is."""
    if source_on is not None and old["source_on"] is not None and source_on < old["source_on"]:
        return None
    became = {**new, **{code: new[code] or old[code] for code in _CODES}}
    return None if all(old[name] == value for name, value in became.items()) else became


def _write(session: Session, new: Sequence[dict[str, Any]], moved: Sequence[dict[str, Any]], on: date | None) -> None:
    if new:
        rows = [{**row, "area": area_of(row["postcode"]), "source_on": on} for row in new]
        session.connection().execute(insert(_T), rows)
    if moved:
        rows = [{"key": row["postcode"], **_without_key(row), "source_on": on} for row in moved]
        session.connection().execute(_CHANGE, rows)


def _without_key(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "postcode"}
