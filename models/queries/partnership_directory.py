"""The whole picture: every partnership by local authority and area, and where none is known (need N112)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Area, AreaKind, OrganisationKind
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.belonging import INFORMAL_KINDS
from models.queries.dated import is_current
from models.queries.partnerships import PartnershipFilter, PartnershipRow, list_partnerships
from models.text import sort_key
from models.vocabulary import Visibility

_UP = 10
"""Areas lie in areas no deeper than this; a ring of them ends here."""


@dataclass(frozen=True, slots=True)
class DirectoryPart:
    """A local authority's area with its partnerships."""

    area_id: int | None
    area: str
    """The name of the area, else of the authority; empty where neither is known."""
    partnerships: tuple[PartnershipRow, ...]

    @property
    def has_none(self) -> bool:
        """Say whether no partnership is known there."""
        return not self.partnerships


def find_partnership_directory(
    session: Session,
    *,
    as_at: date,
    kinds: tuple[OrganisationKind, ...] = INFORMAL_KINDS,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[DirectoryPart, ...]:
    """Return all live partnerships of a day by local authority, in the order of names.

    A local authority's area without one stands there too, so that the picture is whole. Last come those partnerships
    of which neither an area nor an authority is known.
    """
    areas = {
        row.id: row
        for row in session.execute(
            select(Area.id, Area.name, Area.kind, Area.parent_id, Area.starts_on, Area.ends_on).where(
                Area.archived_at.is_(None), readable(Area, audience)
            )
        )
    }
    authorities = {
        number: row.name
        for number, row in areas.items()
        if row.kind is AreaKind.LOCAL_AUTHORITY and is_current(row.starts_on, row.ends_on, as_at)
    }
    found: dict[tuple[int | None, str], list[PartnershipRow]] = {
        (number, name): [] for number, name in authorities.items()
    }
    for row in list_partnerships(
        session, as_at=as_at, where=PartnershipFilter(kinds, live_only=True), audience=audience
    ):
        above = row.area_id
        for _step in range(_UP):
            if above is None or above in authorities or above not in areas:
                break
            above = areas[above].parent_id
        if above in authorities:
            key: tuple[int | None, str] = (above, authorities[above])
        else:
            key = (None, row.authority)
        found.setdefault(key, []).append(row)
    parts = [DirectoryPart(number, name, tuple(rows)) for (number, name), rows in found.items()]
    return tuple(sorted(parts, key=lambda part: (not part.area, sort_key(part.area), part.area_id or 0)))
