"""The councils that the book knows, of which a list of councillors may be."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Organisation
from models.vocabulary import OrganisationKind

_COUNCILS = (OrganisationKind.LOCAL_AUTHORITY, OrganisationKind.COUNCIL, OrganisationKind.COMBINED_AUTHORITY)


def list_councils(session: Session) -> tuple[str, ...]:
    """Return the names of the councils of the book."""
    question = (
        select(Organisation.name)
        .where(Organisation.kind.in_(_COUNCILS), Organisation.archived_at.is_(None))
        .order_by(Organisation.name_key, Organisation.id)
    )
    return tuple(session.scalars(question))
