"""Whom a paper can be for: the bodies in the records that meet and read papers."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Organisation, OrganisationArea, OrganisationKind
from models.settings import OUR_ORGANISATION, get_setting
from models.text import sort_key


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


def find_recipient(session: Session, name: str) -> int | None:
    """Return the organisation that a recipient's name means, whole or as the beginning of one name only; else None."""
    key = sort_key(name)
    if not key:
        return None
    same = select(Organisation.id).where(Organisation.archived_at.is_(None))
    exact = session.scalars(same.where(Organisation.name_key == key).order_by(Organisation.id).limit(1)).first()
    if exact is not None:
        return exact
    begun = session.scalars(same.where(Organisation.name_key.startswith(key, autoescape=True)).limit(2)).all()
    return begun[0] if len(begun) == 1 else None
