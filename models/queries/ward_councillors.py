"""Who stands for the wards on a day, as far as holders of a public office are named to an audience."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Affiliation, Area, Organisation, Person
from models.queries.audience import EVERYONE_OF_OURS, nameable_to
from models.queries.dated import valid_on
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class Councillor:
    """Somebody who stands for a ward, or for several."""

    person_id: int
    name: str
    party: str
    wards: tuple[str, ...]


def list_councillors_of_wards(
    session: Session,
    as_at: date,
    *,
    ward_id: int | None = None,
    person_id: int | None = None,
    body_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[Councillor, ...]:
    """Return who stood for a ward on a day, by name: of one ward, one person, or the members of one body, or all."""
    statement = (
        select(Person.id, Person.display_name, Affiliation.party, Area.name)
        .join(Affiliation, Affiliation.person_id == Person.id)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .join(Area, Area.id == Affiliation.area_id)
        .where(
            Organisation.visibility.in_(nameable_to(audience)),
            Area.visibility.in_(nameable_to(audience)),
            Person.visibility.in_(nameable_to(audience)),
            Person.archived_at.is_(None),
            valid_on(Affiliation, as_at),
        )
        .order_by(Person.name_key, Person.id, Area.name_key, Affiliation.id)
    )
    if ward_id is not None:
        statement = statement.where(Affiliation.area_id == ward_id)
    if person_id is not None:
        statement = statement.where(Person.id == person_id)
    if body_id is not None:
        statement = statement.where(
            Person.id.in_(
                select(Affiliation.person_id).where(
                    Affiliation.organisation_id == body_id, valid_on(Affiliation, as_at)
                )
            )
        )
    found: dict[int, list[tuple[str, str, str]]] = {}
    for number, *row in session.execute(statement):
        found.setdefault(number, []).append((row[0], row[1], row[2]))
    return tuple(
        Councillor(
            number,
            rows[0][0],
            next((party for _name, party, _ward in rows if party), ""),
            tuple(dict.fromkeys(ward for _name, _party, ward in rows)),
        )
        for number, rows in found.items()
    )
