"""Whose data is kept and not used: the only list on which they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Person


@dataclass(frozen=True, slots=True)
class RestrictedPerson:
    """A person whose data is not used: since when, and why."""

    id: int
    name: str
    since: date
    reason: str


_QUESTION = (
    select(Person.id, Person.display_name, Person.processing_restricted_on, Person.restriction_reason)
    .where(Person.processing_restricted_on.is_not(None))
    .order_by(Person.processing_restricted_on, Person.id)
)


def list_restricted(session: Session) -> tuple[RestrictedPerson, ...]:
    """Return the people whose data is not used, those of longest ago first."""
    return tuple(
        RestrictedPerson(number, name, since, reason)
        for number, name, since, reason in session.execute(_QUESTION)
        if since is not None
    )
