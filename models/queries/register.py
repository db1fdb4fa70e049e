"""Questions to the register: what it has, where things are, and how it differs from our records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.entities import (
    InstitutionProfile,
    Organisation,
    RegisterInstitution,
    RegisterLink,
    RegisterSource,
)
from models.errors import WrongUse
from models.geography import GridPoint, box_around, grid_point, normalise_postcode, straight_line
from models.queries.postcodes import find_postcode, middle_of_sector
from resources.i18n import _

OPEN_STATUSES = ("Open", "Open, but proposed to close")
"""What counts as open; "Proposed to open" does not yet."""


@dataclass(frozen=True, slots=True)
class RegisterSourceRow:
    """A file the register was read from."""

    kind: str
    file_name: str
    extract_on: date | None
    rows: int


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """An institution of the register, as lists show it."""

    urn: str
    name: str
    status: str
    phase: str
    establishment_type: str
    la_name: str
    ward_name: str
    postcode: str
    easting: int | None
    northing: int | None
    organisation_id: int | None
    """The organisation in our records that it was adopted as."""
    distance_m: int | None
    """Metres in a straight line from the place that was asked for."""


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """Which institutions are wanted; everything given must hold."""

    urns: tuple[str, ...] = ()
    authority: str = ""
    ward: str = ""
    near: GridPoint | None = None
    metres: float = 0
    open_only: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the grid, and a sentence where it is only an estimate."""

    point: GridPoint
    words: str
    warning: str = ""


def list_register_sources(session: Session) -> tuple[RegisterSourceRow, ...]:
    """Return the files the register was read from, one of each kind."""
    rows = session.execute(select(RegisterSource).order_by(RegisterSource.kind)).scalars()
    return tuple(RegisterSourceRow(row.kind, row.file_name, row.extract_on, row.rows) for row in rows)


def count_register(session: Session) -> int:
    """Return how many institutions the register has."""
    return session.scalar(select(func.count()).select_from(RegisterInstitution)) or 0


def list_register_authorities(session: Session) -> tuple[tuple[str, int], ...]:
    """Return the local authorities of the register by name, and how many institutions each has."""
    return _counted(session, RegisterInstitution.la_name.expression)


def list_register_wards(session: Session, authority: str = "") -> tuple[tuple[str, int], ...]:
    """Return the wards of an authority by name, or of all, and how many institutions lie in each."""
    of_it = [RegisterInstitution.la_name == authority] if authority else []
    return _counted(session, RegisterInstitution.ward_name.expression, *of_it)


def _counted(session: Session, column: ColumnElement[str], *where: ColumnElement[bool]) -> tuple[tuple[str, int], ...]:
    question = select(column, func.count()).where(column != "", *where).group_by(column).order_by(column)
    return tuple((row[0], row[1]) for row in session.execute(question))


_R = RegisterInstitution
_LIST = (
    select(
        _R.urn,
        _R.name,
        _R.status,
        _R.phase,
        _R.establishment_type,
        _R.la_name,
        _R.ward_name,
        _R.postcode,
        _R.easting,
        _R.northing,
        InstitutionProfile.organisation_id,
    )
    .outerjoin(InstitutionProfile, InstitutionProfile.urn == _R.urn)
    .order_by(_R.name_key, _R.urn)
)


def find_in_register(session: Session, wanted: RegisterFilter) -> tuple[RegisterRow, ...]:
    """Return the institutions that a filter names, nearest first where it has a place, else by name.

    A URN that is asked for by number is found whether it is open or not.
    """
    query = _LIST
    if wanted.open_only and not wanted.urns:
        query = query.where(_R.status.in_(OPEN_STATUSES))
    if wanted.authority:
        query = query.where(func.lower(_R.la_name) == wanted.authority.strip().lower())
    if wanted.ward:
        query = query.where(func.lower(_R.ward_name) == wanted.ward.strip().lower())
    if wanted.near is not None:
        box = box_around(wanted.near, wanted.metres)
        query = query.where(
            _R.easting.between(box.west, box.east),
            _R.northing.between(box.south, box.north),
        )
    found: list[RegisterRow] = []
    for part in _parts(query, wanted.urns):
        for row in session.execute(part).mappings():
            distance = _distance(wanted.near, row["easting"], row["northing"])
            found.append(RegisterRow(**row, distance_m=distance))
    if wanted.near is None:
        return tuple(found)
    near = [row for row in found if row.distance_m is not None and row.distance_m <= wanted.metres]
    return tuple(sorted(near, key=lambda row: (row.distance_m or 0, row.name, row.urn)))


def _parts(query: Select[*tuple[Any, ...]], urns: Sequence[str]) -> list[Select[*tuple[Any, ...]]]:
    """Cut a question for many URNs into several, since a statement takes only so many values."""
    if not urns:
        return [query]
    return [query.where(_R.urn.in_(some)) for some in in_chunks(urns)]


def _distance(near: GridPoint | None, easting: int | None, northing: int | None) -> int | None:
    point = grid_point(easting, northing)
    return None if near is None or point is None else round(straight_line(near, point))


def locate(session: Session, text: str) -> Place:
    """Return where a postcode or an institution (by URN) is.

    A postcode is where the institutions with it are, ours or the register's; failing those, where the directory of
    postcodes has it; failing that, the middle of its postcode sector, with a warning. Raises WrongUse with a sentence
    when nothing is known of it.
    """
    text = text.strip()
    if text.isdigit():
        return _locate_urn(session, text)
    postcode = normalise_postcode(text)
    if postcode is None:
        raise WrongUse(
            _("“{text}” is neither a postcode nor a URN. Enter one like LS6 2AB or 107834.").format(text=text)
        )
    points = _points_of(session, _R.postcode == postcode, Organisation.postcode == postcode)
    if points:
        return Place(_middle(points), postcode)
    spot = find_postcode(session, postcode)
    if spot is not None:
        return Place(spot.point, postcode)
    return _locate_sector(session, postcode)


def _locate_sector(session: Session, postcode: str) -> Place:
    """Return about where a postcode is, by the others that begin like it."""
    sector = postcode[:-2]
    middle = middle_of_sector(session, postcode)
    if middle is not None:
        warning = _(
            "The directory of postcodes has no {postcode}. Distances are from the middle of the {count} beginning "
            "{sector}, so they are estimates."
        )
        return Place(middle[0], postcode, warning.format(postcode=postcode, count=middle[1], sector=sector))
    points = _points_of(session, _R.postcode.like(f"{sector}__"), Organisation.postcode.like(f"{sector}__"))
    if points:
        warning = (
            f"No institution has the postcode {postcode}. Distances are from the middle of the {len(points)} with "
            f"postcodes beginning {sector}, so they are estimates."
        )
        return Place(_middle(points), postcode, warning)
    raise WrongUse(
        _(
            "No institution in the register or your records has the postcode {postcode}, so where it "
            "is is not known. Use the postcode or URN of a school nearby, or import a directory of postcodes."
        ).format(postcode=postcode)
    )


def _locate_urn(session: Session, urn: str) -> Place:
    row = session.execute(select(_R.name, _R.easting, _R.northing).where(_R.urn == urn)).one_or_none()
    if row is None:
        ours = (
            select(Organisation.name, Organisation.easting, Organisation.northing)
            .join(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
            .where(InstitutionProfile.urn == urn)
        )
        row = session.execute(ours).one_or_none()
    if row is None:
        raise WrongUse(
            _("No institution has the URN {urn}. Import a newer register, or check the number.").format(urn=urn)
        )
    point = grid_point(row.easting, row.northing)
    if point is None:
        raise WrongUse(
            _("The register does not say where {name} ({urn}) is. Use another institution nearby.").format(
                name=row.name, urn=urn
            )
        )
    return Place(point, row.name)


def _points_of(session: Session, in_register: ColumnElement[bool], in_records: ColumnElement[bool]) -> list[GridPoint]:
    # What was adopted is in both: counted twice, the middle would move with each institution that is adopted.
    own = (
        select(Organisation.easting, Organisation.northing)
        .outerjoin(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
        .outerjoin(_R, _R.urn == InstitutionProfile.urn)
        .where(in_records, _R.urn.is_(None))
    )
    rows = [*session.execute(select(_R.easting, _R.northing).where(in_register)), *session.execute(own)]
    return [point for row in rows if (point := grid_point(row.easting, row.northing)) is not None]


def _middle(points: Sequence[GridPoint]) -> GridPoint:
    return GridPoint(
        round(sum(point.easting for point in points) / len(points)),
        round(sum(point.northing for point in points) / len(points)),
    )


@dataclass(frozen=True, slots=True)
class Successor:
    """An institution that took the place of another."""

    urn: str
    name: str
    link_type: str
    organisation_id: int | None


def list_successors(session: Session, urn: str) -> tuple[Successor, ...]:
    """Return what the register names as the successors of an institution."""
    query = (
        select(
            RegisterLink.link_urn,
            func.coalesce(_R.name, RegisterLink.link_name),
            RegisterLink.link_type,
            InstitutionProfile.organisation_id,
        )
        .outerjoin(_R, _R.urn == RegisterLink.link_urn)
        .outerjoin(InstitutionProfile, InstitutionProfile.urn == RegisterLink.link_urn)
        .where(RegisterLink.urn == urn, RegisterLink.link_type.like("Successor%"))
        .order_by(RegisterLink.link_urn)
    )
    return tuple(Successor(*row) for row in session.execute(query))
