"""Where postcodes are, from the directory that was imported, and which organisations could get a point from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from models.entities import Area, Organisation, RegisterPostcode
from models.geography import GridPoint, normalise_postcode
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.vocabulary import AreaKind, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class PostcodeArea:
    """An area whose postcodes are in the book."""

    area: str
    postcodes: int
    source_on: date | None
    """The month of the newest directory that they came from."""


@dataclass(frozen=True, slots=True)
class PostcodeSpot:
    """Where a postcode is, and the ward of ours it lies in, where the directory and we know its code."""

    postcode: str
    easting: int
    northing: int
    ward_id: int | None = None
    ward_name: str = ""
    source_on: date | None = None

    @property
    def point(self) -> GridPoint:
        """Return the point."""
        return GridPoint(self.easting, self.northing)

    @property
    def words(self) -> str:
        """Return where it is, and what it is good for to note that."""
        if self.ward_name:
            where = _("{code} is at {easting} {northing} on the grid, in the ward {ward}.")
        else:
            where = _("{code} is at {easting} {northing} on the grid.")
        named = where.format(code=self.postcode, easting=self.easting, northing=self.northing, ward=self.ward_name)
        return _("{where} With its place it is found among what is near.").format(where=named)


@dataclass(frozen=True, slots=True)
class PointSuggestion:
    """An organisation without a point, and the one of its postcode."""

    organisation_id: int
    name: str
    postcode: str
    easting: int
    northing: int
    ward_id: int | None
    """The ward it lies in, where it has none and we know it."""
    ward_name: str


_WARD = and_(
    Area.gss_code == RegisterPostcode.ward_code,
    RegisterPostcode.ward_code != "",
    Area.archived_at.is_(None),
    Area.kind.in_((AreaKind.WARD, AreaKind.DIVISION)),
)


def list_postcode_areas(session: Session) -> tuple[PostcodeArea, ...]:
    """Return the areas of the directory in the book, by their letters."""
    question = (
        select(RegisterPostcode.area, func.count(), func.max(RegisterPostcode.source_on))
        .group_by(RegisterPostcode.area)
        .order_by(RegisterPostcode.area)
    )
    return tuple(PostcodeArea(*row) for row in session.execute(question))


def find_postcode(session: Session, written: str) -> PostcodeSpot | None:
    """Return where a postcode is; None for what is none, or is not in the directory."""
    postcode = normalise_postcode(written)
    if postcode is None:
        return None
    question = (
        select(
            RegisterPostcode.postcode,
            RegisterPostcode.easting,
            RegisterPostcode.northing,
            Area.id,
            func.coalesce(Area.name, ""),
            RegisterPostcode.source_on,
        )
        .outerjoin(Area, _WARD)
        .where(RegisterPostcode.postcode == postcode)
        .order_by(Area.ends_on.is_(None).desc(), Area.id)
        .limit(1)
    )
    row = session.execute(question).one_or_none()
    return None if row is None else PostcodeSpot(*row)


def middle_of_sector(session: Session, postcode: str) -> tuple[GridPoint, int] | None:
    """Return the middle of the postcodes that share all but the last two letters, and how many there are."""
    question = select(func.avg(RegisterPostcode.easting), func.avg(RegisterPostcode.northing), func.count()).where(
        RegisterPostcode.postcode.like(f"{postcode[:-2]}__")
    )
    easting, northing, count = session.execute(question).one()
    return (GridPoint(round(easting), round(northing)), count) if count else None


def list_point_suggestions(session: Session, *, audience: Visibility = EVERYONE_OF_OURS) -> tuple[PointSuggestion, ...]:
    """Return the organisations that have no point and whose postcode the directory knows, by name."""
    question = (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.postcode,
            RegisterPostcode.easting,
            RegisterPostcode.northing,
            Area.id,
            func.coalesce(Area.name, ""),
        )
        .join(RegisterPostcode, RegisterPostcode.postcode == Organisation.postcode)
        .outerjoin(Area, and_(_WARD, Organisation.ward_id.is_(None)))
        .where(
            Organisation.easting.is_(None),
            Organisation.northing.is_(None),
            Organisation.postcode != "",
            Organisation.archived_at.is_(None),
            readable(Organisation, audience),
        )
        .order_by(Organisation.name_key, Organisation.id, Area.ends_on.is_(None).desc(), Area.id)
    )
    found: dict[int, PointSuggestion] = {}
    for row in session.execute(question):
        found.setdefault(row[0], PointSuggestion(*row))
    return tuple(found.values())
