"""Whom to write to at an organisation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Affiliation, Person
from models.queries.parties import holds_on


def find_best_contacts(session: Session, organisation_ids: Sequence[int], today: date) -> dict[int, tuple[int, str]]:
    """Return whom to write to at each organisation: the best contact, else whoever has been there longest."""
    if not organisation_ids:
        return {}
    rows = session.execute(
        select(Affiliation.organisation_id, Person.id, Person.display_name)
        .join(Person, Person.id == Affiliation.person_id)
        .where(Affiliation.organisation_id.in_(organisation_ids), holds_on(today), Person.archived_at.is_(None))
        .order_by(
            Affiliation.organisation_id,
            Affiliation.is_best_contact.desc(),
            Affiliation.starts_on.nulls_last(),
            Affiliation.id,
        )
    )
    found: dict[int, tuple[int, str]] = {}
    for organisation_id, person_id, name in rows:
        found.setdefault(organisation_id, (person_id, name))
    return found
