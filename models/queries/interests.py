"""The register of interests of a body: what holds on a day, and who has not confirmed it this year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from models.entities import Affiliation, InterestConfirmation, InterestDeclaration, Organisation, Person
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.dated import valid_on
from models.queries.rows import fetch
from models.school_year import academic_year_of
from models.vocabulary import InterestNature, Visibility


@dataclass(frozen=True, slots=True)
class InterestRow:
    """An entry of the register of interests."""

    id: int
    person_id: int
    person: str
    organisation_id: int | None
    body: str | None
    nature: InterestNature
    body_named: str
    named_organisation_id: int | None
    detail: str
    declared_on: date
    starts_on: date | None
    ends_on: date | None
    is_published: bool
    visibility: Visibility
    version: int


@dataclass(frozen=True, slots=True)
class ConfirmationRow:
    """A member of a body, and whether they confirmed their interests for an academic year."""

    person_id: int
    person: str
    confirmation_id: int | None
    confirmed_on: date | None
    is_nil: bool
    """Confirmed that they have none."""


@dataclass(frozen=True, slots=True)
class OwnConfirmationRow:
    """What somebody confirmed of their interests to one body, in one academic year."""

    id: int
    organisation_id: int
    body: str
    year_begins: int
    confirmed_on: date
    is_nil: bool


_BODY = aliased(Organisation)
_NAMED = aliased(Organisation)


def list_interests(
    session: Session,
    as_at: date,
    *,
    organisation_id: int | None = None,
    person_id: int | None = None,
    published_only: bool = False,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[InterestRow, ...]:
    """Return the interests declared by a day and holding on it, by name of the person.

    `published_only` gives what a board puts on its website.
    """
    statement = (
        select(
            InterestDeclaration.id,
            InterestDeclaration.person_id,
            Person.display_name,
            InterestDeclaration.organisation_id,
            _BODY.name,
            InterestDeclaration.nature,
            InterestDeclaration.body_named,
            InterestDeclaration.named_organisation_id,
            InterestDeclaration.detail,
            InterestDeclaration.declared_on,
            InterestDeclaration.starts_on,
            InterestDeclaration.ends_on,
            InterestDeclaration.is_published,
            InterestDeclaration.visibility,
            InterestDeclaration.version,
        )
        .join(Person, Person.id == InterestDeclaration.person_id)
        .outerjoin(_BODY, _BODY.id == InterestDeclaration.organisation_id)
        .outerjoin(_NAMED, _NAMED.id == InterestDeclaration.named_organisation_id)
        .where(
            InterestDeclaration.archived_at.is_(None),
            InterestDeclaration.declared_on <= as_at,
            valid_on(InterestDeclaration, as_at),
            readable(InterestDeclaration, audience),
            readable(Person, audience),
            readable_or_none(_BODY, audience),
            readable_or_none(_NAMED, audience),
        )
        .order_by(Person.name_key, InterestDeclaration.declared_on, InterestDeclaration.id)
    )
    if organisation_id is not None:
        statement = statement.where(InterestDeclaration.organisation_id == organisation_id)
    if person_id is not None:
        statement = statement.where(InterestDeclaration.person_id == person_id)
    if published_only:
        statement = statement.where(InterestDeclaration.is_published)
    return tuple(fetch(session, InterestRow, statement))


def list_confirmations(
    session: Session, organisation_id: int, today: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[ConfirmationRow, ...]:
    """Return the members of a body in post on a day with their confirmation for its academic year.

    Those who have not confirmed come first; then by name. A confirmation made after the day does not count.
    """
    year = academic_year_of(today).first_day.year
    statement = (
        select(
            Person.id,
            Person.display_name,
            InterestConfirmation.id,
            InterestConfirmation.confirmed_on,
            InterestConfirmation.is_nil,
        )
        .select_from(Person)
        .join(Organisation, Organisation.id == organisation_id)
        .outerjoin(
            InterestConfirmation,
            and_(
                InterestConfirmation.person_id == Person.id,
                InterestConfirmation.organisation_id == organisation_id,
                InterestConfirmation.year_begins == year,
                InterestConfirmation.confirmed_on <= today,
            ),
        )
        .where(
            Person.id.in_(
                select(Affiliation.person_id).where(
                    Affiliation.organisation_id == organisation_id, valid_on(Affiliation, today)
                )
            ),
            or_(Person.archived_at.is_(None), InterestConfirmation.id.is_not(None)),
            readable(Person, audience),
            readable(Organisation, audience),
        )
        .order_by(InterestConfirmation.id.is_not(None), Person.name_key, Person.id)
    )
    rows = session.execute(statement).all()
    return tuple(ConfirmationRow(*row[:4], bool(row[4])) for row in rows)


def list_unconfirmed(
    session: Session, organisation_id: int, today: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[ConfirmationRow, ...]:
    """Return the members of a body who have not confirmed their interests this academic year."""
    rows = list_confirmations(session, organisation_id, today, audience=audience)
    return tuple(row for row in rows if row.confirmation_id is None)


def list_confirmations_of(
    session: Session, person_id: int, today: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[OwnConfirmationRow, ...]:
    """Return what somebody confirmed of their interests up to a day, to whatever body, the latest first."""
    one = InterestConfirmation
    statement = (
        select(one.id, one.organisation_id, Organisation.name, one.year_begins, one.confirmed_on, one.is_nil)
        .join(Organisation, Organisation.id == one.organisation_id)
        .join(Person, Person.id == one.person_id)
        .where(
            one.person_id == person_id,
            one.confirmed_on <= today,
            readable(Person, audience),
            readable(Organisation, audience),
        )
        .order_by(one.confirmed_on.desc(), one.id.desc())
    )
    return tuple(fetch(session, OwnConfirmationRow, statement))
