"""Places in places: region, authority, district, ward, locality; what lies in an area, and where something lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Area, AreaKind, Organisation, OrganisationKind
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.dated import valid_on
from models.queries.posts import is_open
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class AreaTreeRow:
    """An area in its place in the tree."""

    id: int
    name: str
    kind: AreaKind
    gss_code: str
    parent_id: int | None
    depth: int
    """0 for what lies in nothing larger that is known."""
    institutions: int
    """That lie in it or in an area within it, once each."""


@dataclass(frozen=True, slots=True)
class _Area:
    id: int
    name: str
    kind: AreaKind
    gss_code: str
    parent_id: int | None


def list_area_tree(
    session: Session, *, as_at: date, root_id: int | None = None, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[AreaTreeRow, ...]:
    """Return the areas that exist on a day, each followed by those within it; of one area, or all."""
    areas = _areas(session, as_at, audience)
    below = _below(areas)
    counts = _institutions(session, as_at, audience)
    found: list[AreaTreeRow] = []

    def walk(area: _Area, depth: int) -> int:
        place = len(found)
        inside = counts.get(area.id, 0)
        for child in below.get(area.id, ()):
            inside += walk(child, depth + 1)
        found.insert(place, AreaTreeRow(area.id, area.name, area.kind, area.gss_code, area.parent_id, depth, inside))
        return inside

    tops = [areas[root_id]] if root_id in areas else [] if root_id is not None else below.get(None, [])
    for top in tops:
        walk(top, 0)
    return tuple(found)


def find_areas_within(session: Session, area_ids: Sequence[int], *, as_at: date) -> tuple[int, ...]:
    """Return some areas and all that lie in them on a day, the smallest included, each once."""
    areas = _areas(session, as_at, EVERYONE_OF_OURS)
    below = _below(areas)
    found: dict[int, None] = {}
    waiting = [number for number in area_ids if number in areas]
    while waiting:
        number = waiting.pop(0)
        if number not in found:
            found[number] = None
            waiting += [child.id for child in below.get(number, ())]
    return tuple(found)


def find_area_path(
    session: Session, area_id: int, *, as_at: date, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[tuple[int, str, AreaKind], ...]:
    """Return in what an area lies on a day, the largest first and itself last."""
    areas = _areas(session, as_at, audience)
    path: list[tuple[int, str, AreaKind]] = []
    number: int | None = area_id
    while number in areas and len(path) <= len(areas):
        assert number is not None
        area = areas[number]
        path.append((area.id, area.name, area.kind))
        number = area.parent_id
    return tuple(reversed(path))


def list_organisations_in(
    session: Session,
    area_id: int,
    *,
    as_at: date,
    kinds: Sequence[OrganisationKind] = (),
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[tuple[int, str], ...]:
    """Return number and name of the organisations that lie in an area or in one within it, by name."""
    inside = find_areas_within(session, [area_id], as_at=as_at)
    question = (
        select(Organisation.id, Organisation.name)
        .where(Organisation.ward_id.in_(inside), *is_open(as_at), readable(Organisation, audience))
        .order_by(Organisation.name_key, Organisation.id)
    )
    if kinds:
        question = question.where(Organisation.kind.in_(kinds))
    return tuple((row[0], row[1]) for row in session.execute(question))


def _areas(session: Session, as_at: date, audience: Visibility) -> dict[int, _Area]:
    rows = session.execute(
        select(Area.id, Area.name, Area.kind, Area.gss_code, Area.parent_id)
        .where(valid_on(Area, as_at), Area.archived_at.is_(None), readable(Area, audience))
        .order_by(Area.name_key, Area.id)
    )
    return {row[0]: _Area(*row) for row in rows}


def _below(areas: dict[int, _Area]) -> dict[int | None, list[_Area]]:
    """Return what lies directly in each area; what lies in none that is known stands under None."""
    found: dict[int | None, list[_Area]] = {}
    for area in areas.values():
        found.setdefault(area.parent_id if area.parent_id in areas else None, []).append(area)
    return found


def _institutions(session: Session, as_at: date, audience: Visibility) -> dict[int, int]:
    rows = session.execute(
        select(Organisation.ward_id, func.count())
        .where(
            Organisation.kind == OrganisationKind.INSTITUTION,
            Organisation.ward_id.is_not(None),
            *is_open(as_at),
            readable(Organisation, audience),
        )
        .group_by(Organisation.ward_id)
    )
    return {ward_id: count for ward_id, count in rows if ward_id is not None}
