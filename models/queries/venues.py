"""Who is near the place of a meeting and should be told of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import geography
from models.entities import InstitutionProfile, Meeting, Organisation, OrganisationKind, Place
from models.errors import WrongUse
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class NearVenue:
    """An institution near the place of a meeting."""

    organisation_id: int
    name: str
    phase: str
    metres: int
    """In a straight line."""


def list_near_meeting(
    session: Session,
    meeting_id: int,
    metres: int,
    *,
    phases: tuple[str, ...] = (),
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[NearVenue, ...]:
    """Return the institutions within a distance of the place of a meeting, the nearest first.

    Its own grid reference counts, else that of its venue; a meeting whose place is not known has nothing near it.
    """
    row = session.execute(
        select(Meeting.easting, Meeting.northing, Place.easting, Place.northing, Meeting.starts_at)
        .outerjoin(Place, Place.id == Meeting.place_id)
        .outerjoin(Organisation, Organisation.id == Meeting.organisation_id)
        .where(
            Meeting.id == meeting_id,
            readable(Meeting, audience),
            readable_or_none(Place, audience),
            readable_or_none(Organisation, audience),
        )
    ).one_or_none()
    if row is None:
        raise WrongUse(_("There is no meeting number {number}.").format(number=meeting_id))
    here = geography.grid_point(row[0], row[1]) or geography.grid_point(row[2], row[3])
    if here is None:
        return ()
    box = geography.box_around(here, metres)
    statement = (
        select(
            Organisation.id,
            Organisation.name,
            InstitutionProfile.phase,
            Organisation.easting,
            Organisation.northing,
        )
        .outerjoin(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
        .where(
            Organisation.kind == OrganisationKind.INSTITUTION,
            Organisation.archived_at.is_(None),
            or_(Organisation.closed_on.is_(None), Organisation.closed_on > row.starts_at.date()),
            Organisation.easting.between(box.west, box.east),
            Organisation.northing.between(box.south, box.north),
            readable(Organisation, audience),
        )
    )
    if phases:
        statement = statement.where(InstitutionProfile.phase.in_(phases))
    found = []
    for number, name, phase, easting, northing in session.execute(statement):
        there = geography.grid_point(easting, northing)
        away = geography.straight_line(here, there) if there is not None else metres + 1
        if away <= metres:
            found.append(NearVenue(number, name, phase or "", round(away)))
    return tuple(sorted(found, key=lambda near: (near.metres, near.organisation_id)))
