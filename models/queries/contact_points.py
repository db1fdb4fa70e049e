"""Addresses and numbers that nobody has checked for a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, literal, or_, select
from sqlalchemy.orm import Session

from models.contact_ways import POINTS, refused_ways
from models.dates import months_after
from models.entities import Affiliation, ContactPoint, ContactPointKind, Organisation, Person
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.dated import valid_on
from models.queries.rows import fetch
from models.vocabulary import Visibility

_NEVER = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class UncheckedPoint:
    """A current address or number with whose it is and when it was last found right."""

    id: int
    kind: ContactPointKind
    value: str
    label: str
    is_primary: bool
    person_id: int | None
    organisation_id: int | None
    owner: str
    source: str
    starts_on: date | None
    verified_on: date | None
    """None where nobody ever checked it."""
    do_not_contact: str

    @property
    def is_refused(self) -> bool:
        """Say whether whose it is does not want to be reached this way."""
        return any(self.kind in POINTS[way] for way in refused_ways(self.do_not_contact))


def list_unchecked_points(
    session: Session,
    *,
    today: date,
    months: int = 12,
    kinds: Sequence[ContactPointKind] = (),
    organisation_id: int | None = None,
    limit: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[UncheckedPoint, ...]:
    """Return the current addresses and numbers that were not found right in so many months, those never checked first.

    Those of people and organisations that are put away are left out. With an organisation its own, those of its bodies
    and of those who hold a role at either.
    """
    statement = (
        select(
            ContactPoint.id,
            ContactPoint.kind,
            ContactPoint.value,
            ContactPoint.label,
            ContactPoint.is_primary,
            ContactPoint.person_id,
            ContactPoint.organisation_id,
            func.coalesce(Person.display_name, Organisation.name),
            ContactPoint.source,
            ContactPoint.starts_on,
            ContactPoint.verified_on,
            func.coalesce(Person.do_not_contact, ""),
        )
        .outerjoin(Person, Person.id == ContactPoint.person_id)
        .outerjoin(Organisation, Organisation.id == ContactPoint.organisation_id)
        .where(
            valid_on(ContactPoint, today),
            or_(ContactPoint.verified_on.is_(None), ContactPoint.verified_on < months_after(today, -months)),
            Person.archived_at.is_(None),
            Organisation.archived_at.is_(None),
            readable_or_none(Person, audience),
            readable_or_none(Organisation, audience),
        )
        .order_by(func.coalesce(ContactPoint.verified_on, literal(_NEVER)), ContactPoint.id)
    )
    if organisation_id is not None:
        statement = statement.where(_of(organisation_id, today))
    if kinds:
        statement = statement.where(ContactPoint.kind.in_(kinds))
    return tuple(fetch(session, UncheckedPoint, statement if limit is None else statement.limit(limit)))


def _of(organisation_id: int, today: date) -> ColumnElement[bool]:
    """Return the condition of being an organisation's own, its bodies', or of somebody with a role at either."""
    bodies = select(Organisation.id).where(
        or_(Organisation.id == organisation_id, Organisation.parent_id == organisation_id)
    )
    people = select(Affiliation.person_id).where(Affiliation.organisation_id.in_(bodies), valid_on(Affiliation, today))
    return or_(ContactPoint.organisation_id.in_(bodies), ContactPoint.person_id.in_(people))


def find_owners_by_point(
    session: Session, value: str, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[tuple[str, int, str, bool], ...]:
    """Return whose an address or number is or was: "person" or "organisation", its number, its name, whether it is now.

    Old ones match too, so that a letter to an address of long ago finds its sender.
    """
    p = ContactPoint
    rows: list[tuple[str, int, str, bool]] = []
    for kind, entity, name, owner in (
        ("person", Person, Person.display_name, p.person_id),
        ("organisation", Organisation, Organisation.name, p.organisation_id),
    ):
        found = session.execute(
            select(entity.id, name, p.ends_on)
            .join(p, owner == entity.id)
            .where(func.lower(p.value) == value.strip().lower(), readable(entity, audience))
            .order_by(p.ends_on.is_not(None), entity.id)
        )
        rows += [(kind, number, words, ends_on is None) for number, words, ends_on in found]
    return tuple(rows)
