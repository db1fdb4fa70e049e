"""People whose records do not say why we may keep them, or where we know them from."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.entities import Person
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class IncompletePerson:
    """Somebody whose record lacks something that data protection asks for."""

    id: int
    name: str
    lacks_basis: bool
    lacks_source: bool


_LACKS_BASIS = Person.lawful_basis == ""
_LACKS_SOURCE = (Person.data_source == "") & (Person.source == "")


def list_incomplete_people(
    session: Session, *, limit: int | None = None, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[IncompletePerson, ...]:
    """Return the people without a lawful basis or without a source, by name; those put away too, for they are kept."""
    rows = session.execute(
        select(Person.id, Person.display_name, _LACKS_BASIS, _LACKS_SOURCE)
        .where(or_(_LACKS_BASIS, _LACKS_SOURCE), readable(Person, audience))
        .order_by(Person.name_key, Person.id)
        .limit(limit)
    )
    return tuple(IncompletePerson(number, name, bool(basis), bool(source)) for number, name, basis, source in rows)


def count_incomplete_people(session: Session, *, audience: Visibility = EVERYONE_OF_OURS) -> int:
    """Return how many they are."""
    question = select(func.count()).select_from(Person).where(or_(_LACKS_BASIS, _LACKS_SOURCE))
    return session.execute(question.where(readable(Person, audience))).scalar_one()
