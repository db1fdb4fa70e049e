"""Which organisations a list shows: the filter, and the conditions it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, cast
from sqlalchemy.orm import Session

from models import geography
from models.entities import InstitutionProfile, Organisation, OrganisationKind
from models.queries.contact_facts import contacted_between, still_awaited
from models.queries.name_filter import has_name
from models.queries.narrowing import Narrowing


@dataclass(frozen=True, slots=True)
class Near:
    """Within so many metres of a point, straight line."""

    easting: int
    northing: int
    metres: int


class OrganisationSort(StrEnum):
    """What a list of organisations is sorted by."""

    NAME = "name"
    DISTANCE = "distance"
    """The nearest first; needs `near`."""
    LAST_CONTACT = "last_contact"
    """Those without contact first, then the longest ago."""


@dataclass(frozen=True, slots=True)
class OrganisationFilter:
    """Which organisations to list; what is left as it is does not narrow the list."""

    words: str = ""
    """Beginnings of words of the name, all of which must be there."""
    kinds: tuple[OrganisationKind, ...] = ()
    phases: tuple[str, ...] = ()
    ward_ids: tuple[int, ...] = ()
    authority: str = ""
    near: Near | None = None
    not_contacted_since: date | None = None
    unanswered: bool = False
    """Only those that owe us a reply."""
    archived: bool = False
    """Only those put away; otherwise only the others."""
    among: Select[Any] | None = None
    """Only those whose numbers this question finds: a group, a tag, a saved search."""
    narrowing: Narrowing | None = None
    """Only those that rules hold for: filters by column, saved searches."""


def conditions(session: Session, wanted: OrganisationFilter, today: date) -> list[ColumnElement[bool]]:
    """Return the conditions of a filter on organisations joined with their profiles."""
    found: list[ColumnElement[bool]] = [
        Organisation.archived_at.is_not(None) if wanted.archived else Organisation.archived_at.is_(None)
    ]
    if wanted.among is not None:
        found.append(Organisation.id.in_(wanted.among))
    if wanted.narrowing is not None:
        found.append(wanted.narrowing.condition)
    if wanted.words.strip():
        found.append(
            has_name(session, Organisation.name_key, wanted.words, Organisation.short_name, archived=wanted.archived)
        )
    if wanted.kinds:
        found.append(Organisation.kind.in_(wanted.kinds))
    if wanted.phases:
        found.append(InstitutionProfile.phase.in_(wanted.phases))
    if wanted.ward_ids:
        found.append(Organisation.ward_id.in_(wanted.ward_ids))
    if wanted.authority:
        found.append(InstitutionProfile.la_name == wanted.authority)
    if wanted.near is not None:
        found.append(within(wanted.near))
    if wanted.not_contacted_since is not None:
        since = min(wanted.not_contacted_since, today + timedelta(days=1))
        found.append(Organisation.id.not_in(contacted_between(since, today)))
    if wanted.unanswered:
        found.append(Organisation.id.in_(still_awaited(today)))
    return found


def squared_distance(near: Near) -> ColumnElement[int]:
    """Return the square of the metres between organisations and a point, in whole metres."""
    east = cast(Organisation.easting, BigInteger) - near.easting
    north = cast(Organisation.northing, BigInteger) - near.northing
    return east * east + north * north


def within(near: Near) -> ColumnElement[bool]:
    """Return the condition of lying within the distance: a box on the index first, then Pythagoras."""
    box = geography.box_around(geography.GridPoint(near.easting, near.northing), near.metres)
    return and_(
        Organisation.easting.between(box.west, box.east),
        Organisation.northing.between(box.south, box.north),
        squared_distance(near) <= near.metres**2,
    )
