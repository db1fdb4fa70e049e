"""Whom a paper can be for: the bodies in the records that meet and read papers."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Organisation, OrganisationArea, OrganisationKind
from models.settings import OUR_ORGANISATION, get_setting


def list_recipients(session: Session, report: str) -> tuple[str, ...]:
    """Return the names of the bodies that a report can be for, the likeliest first.

    An area committee is a body with wards; a board is a body of our own school.
    """
    query = select(Organisation.name).where(
        Organisation.kind == OrganisationKind.BODY, Organisation.archived_at.is_(None)
    )
    if report == "area-committee":
        query = query.where(Organisation.id.in_(select(OrganisationArea.organisation_id)))
    else:
        query = query.where(Organisation.parent_id == get_setting(session, OUR_ORGANISATION))
    return tuple(session.scalars(query.order_by(Organisation.name_key, Organisation.id)))
