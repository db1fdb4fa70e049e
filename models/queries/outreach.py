"""Who of ours looks after which relationship, and which have nobody; which relationships sleep and could be revived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from models import settings
from models.entities import Organisation, OrganisationRelationship, Person, RelationshipOwner
from models.queries.audience import EVERYONE_OF_OURS, name_for, readable
from models.queries.dated import valid_on
from models.queries.last_contact import LastContact, find_last_contacts
from models.queries.rows import fetch
from models.settings import get_setting
from models.vocabulary import OrganisationKind, RelationshipStanding, RelationshipType, Visibility

DORMANT_AFTER = timedelta(days=365)
LAPSED_AFTER = timedelta(days=2 * 365)


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """Somebody who looks or looked after a relationship."""

    id: int
    organisation_id: int
    organisation: str
    person_id: int
    person: str
    """Blank where the audience may not read the name."""
    starts_on: date | None
    ends_on: date | None
    end_reason: str
    note: str


@dataclass(frozen=True, slots=True)
class WithoutOwner:
    """An organisation that nobody of ours looks after."""

    organisation_id: int
    name: str
    kind: OrganisationKind
    last_contact: LastContact | None


@dataclass(frozen=True, slots=True)
class SleepingRow:
    """A relationship we once had that has gone quiet or ended."""

    organisation_id: int
    name: str
    standing: RelationshipStanding
    last_contact: LastContact | None
    ended_link: RelationshipType | None
    """The link between us that has ended, where there was one and none of ours holds now."""
    ended_on: date | None
    end_reason: str


def list_owners(
    session: Session,
    *,
    organisation_id: int | None = None,
    person_id: int | None = None,
    as_at: date | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[OwnerRow, ...]:
    """Return who looks after whom on a day, or ever: by organisation, the latest first."""
    named = name_for(Person, Person.display_name.expression, audience)
    question = (
        select(
            RelationshipOwner.id,
            Organisation.id,
            Organisation.name,
            RelationshipOwner.person_id,
            named,
            RelationshipOwner.starts_on,
            RelationshipOwner.ends_on,
            RelationshipOwner.end_reason,
            RelationshipOwner.note,
        )
        .select_from(RelationshipOwner)
        .join(Organisation, Organisation.id == RelationshipOwner.organisation_id)
        .join(Person, Person.id == RelationshipOwner.person_id)
        .where(Organisation.archived_at.is_(None), readable(Organisation, audience))
        .order_by(Organisation.name_key, Organisation.id, RelationshipOwner.id.desc())
    )
    if organisation_id is not None:
        question = question.where(Organisation.id == organisation_id)
    if person_id is not None:
        question = question.where(RelationshipOwner.person_id == person_id)
    if as_at is not None:
        question = question.where(valid_on(RelationshipOwner, as_at))
    return tuple(fetch(session, OwnerRow, question))


def list_without_owner(
    session: Session,
    today: date,
    *,
    kind: OrganisationKind | None = OrganisationKind.INSTITUTION,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[WithoutOwner, ...]:
    """Return the institutions, or all organisations, that nobody looks after today, by name; ours is not among them."""
    owned = exists().where(RelationshipOwner.organisation_id == Organisation.id, valid_on(RelationshipOwner, today))
    question = (
        select(Organisation.id, Organisation.name, Organisation.kind)
        .where(
            ~owned,
            Organisation.archived_at.is_(None),
            or_(Organisation.closed_on.is_(None), Organisation.closed_on > today),
            Organisation.id != (get_setting(session, settings.OUR_ORGANISATION) or 0),
            readable(Organisation, audience),
        )
        .order_by(Organisation.name_key, Organisation.id)
    )
    if kind is not None:
        question = question.where(Organisation.kind == kind)
    rows = session.execute(question).all()
    last = find_last_contacts(session, [row.id for row in rows], today)
    return tuple(WithoutOwner(row.id, row.name, row.kind, last.get(row.id)) for row in rows)


def list_sleeping(session: Session, today: date, *, audience: Visibility = EVERYONE_OF_OURS) -> tuple[SleepingRow, ...]:
    """Return the relationships to revive, the longest quiet first.

    Those that were in real contact once and not for a year, and those whose last link with us has ended and who were
    not in contact since. Whoever we never dealt with is no relationship to revive, and a closed institution is none.
    """
    ours = get_setting(session, settings.OUR_ORGANISATION) or 0
    rows = session.execute(
        select(Organisation.id, Organisation.name).where(
            Organisation.archived_at.is_(None),
            or_(Organisation.closed_on.is_(None), Organisation.closed_on > today),
            Organisation.id != ours,
            readable(Organisation, audience),
        )
    ).all()
    last = find_last_contacts(session, [row.id for row in rows], today)
    ended = _ended_links(session, ours, today)
    found = []
    for number, name in rows:
        contact = last.get(number)
        link, ended_on, reason = ended.get(number, (None, None, ""))
        standing = standing_of(contact, ended_on, today)
        if standing is not RelationshipStanding.ALIVE:
            found.append(SleepingRow(number, name, standing, contact, link, ended_on, reason))
    found.sort(key=lambda row: (row.last_contact.on if row.last_contact else date.min, row.name, row.organisation_id))
    return tuple(found)


def standing_of(last: LastContact | None, ended_on: date | None, today: date) -> RelationshipStanding:
    """Return how alive a relationship is, from its last real contact and the end of its last link with us."""
    if ended_on is not None and (last is None or last.on < ended_on):
        return RelationshipStanding.LAPSED
    if last is None:
        return RelationshipStanding.ALIVE
    if last.on <= today - LAPSED_AFTER:
        return RelationshipStanding.LAPSED
    return RelationshipStanding.DORMANT if last.on <= today - DORMANT_AFTER else RelationshipStanding.ALIVE


_Ended = tuple[RelationshipType, date, str]


def _ended_links(session: Session, ours: int, today: date) -> dict[int, _Ended]:
    """Return the link of each organisation with ours that ended last, of those that have none now."""
    rows = session.execute(
        select(OrganisationRelationship)
        .where(or_(OrganisationRelationship.from_id == ours, OrganisationRelationship.to_id == ours))
        .order_by(OrganisationRelationship.ends_on.is_(None), OrganisationRelationship.ends_on)
    ).scalars()
    found: dict[int, _Ended] = {}
    for row in rows:
        other = row.to_id if row.from_id == ours else row.from_id
        if row.ends_on is None or row.ends_on > today:
            found.pop(other, None)
        else:
            found[other] = (row.type, row.ends_on, row.end_reason)
    return found
