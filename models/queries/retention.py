"""What is kept for longer than it is needed: people whose time is over, notes of school years long past.

The periods are usual ones for schools, to be confirmed by the school's data protection officer: people a year after
their last role ended, those who never had one two years after the last real contact; notes of conversations and
meetings three years after their school year. Nothing here removes anything: it says what to look at, and from when.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, and_, case, extract, func, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.base import Record
from models.chunks import in_chunks
from models.dates import months_after, start_of
from models.entities import Affiliation, Conversation, Meeting, Organisation, Person
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.dated import valid_on
from models.queries.last_contact import find_last_contacts_with_people
from models.school_year import AcademicYear, academic_year_of
from models.vocabulary import Visibility

MONTHS_AFTER_ROLE = 12
"""From the end of somebody's last role until their record is looked at."""
MONTHS_WITHOUT_CONTACT = 24
"""From the last contact with somebody who never had a role until their record is looked at."""
YEARS_OF_NOTES = 3
"""From the end of a school year until the notes of it are looked at."""


@dataclass(frozen=True, slots=True)
class PersonToReview:
    """Somebody whose record is to be looked at from a day on, and why."""

    person_id: int
    name: str
    last_role: str
    """The role that ended last, with its organisation; blank where none is known."""
    role_ended_on: date | None
    last_contact_on: date | None
    due_on: date


@dataclass(frozen=True, slots=True)
class NotesOfYear:
    """How much is kept of one school year, and from which day on it is to be looked at."""

    year: AcademicYear
    conversations: int
    meetings: int
    due_on: date


def list_people_to_review(
    session: Session, as_at: date, last_day: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[PersonToReview, ...]:
    """Return the people without a role on a day whose records are to be looked at by another, the longest due first.

    Who has a role, or is to have one, is not here; whom we met lately without a role is not either.
    """
    ended = func.max(case((Affiliation.ends_on <= as_at, Affiliation.ends_on)))
    holds = or_(valid_on(Affiliation, as_at), Affiliation.starts_on > as_at)
    people = session.execute(
        select(
            Person.id,
            Person.display_name,
            Person.created_at,
            type_coerce(ended, Date).label("ended_on"),
        )
        .outerjoin(Affiliation, Affiliation.person_id == Person.id)
        .where(
            Person.archived_at.is_(None),
            Person.created_at < start_of(as_at + timedelta(1)),
            readable(Person, audience),
        )
        .group_by(Person.id, Person.display_name, Person.created_at, Person.name_key)
        .having(func.count(case((and_(Affiliation.id.is_not(None), holds), 1))) == 0)
        .order_by(Person.name_key, Person.id)
    ).all()
    contacts = find_last_contacts_with_people(session, [row.id for row in people], as_at) if people else {}
    roles = _last_roles(session, [row.id for row in people if row.ended_on is not None], as_at, audience)
    found = []
    for row in people:
        contact = contacts[row.id].on if row.id in contacts else None
        if row.ended_on is not None:
            due = months_after(row.ended_on, MONTHS_AFTER_ROLE)
        else:
            due = months_after(contact or row.created_at.date(), MONTHS_WITHOUT_CONTACT)
        if due <= last_day:
            found.append(PersonToReview(row.id, row.display_name, roles.get(row.id, ""), row.ended_on, contact, due))
    return tuple(sorted(found, key=lambda one: one.due_on))


def _last_roles(session: Session, person_ids: Sequence[int], as_at: date, audience: Visibility) -> dict[int, str]:
    """Return the role that ended last for each of some people, with its organisation where it may be named."""
    found: dict[int, str] = {}
    for some in in_chunks(person_ids):
        rows = session.execute(
            select(Affiliation.person_id, Affiliation.role, Organisation.name)
            .join(Organisation, Organisation.id == Affiliation.organisation_id)
            .where(
                Affiliation.person_id.in_(some),
                Affiliation.ends_on <= as_at,
                readable(Organisation, audience),
            )
            .order_by(Affiliation.ends_on, Affiliation.id)
        )
        # The latest comes last and stays.
        found |= {number: ", ".join(filter(None, (role, name))) for number, role, name in rows}
    return found


def list_notes_by_year(
    session: Session, as_at: date, last_day: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[NotesOfYear, ...]:
    """Return the school years whose notes are to be looked at by a day, the oldest first, with how much there is."""
    conversations = _by_year(session, Conversation, Conversation.happened_on, as_at, audience)
    meetings = _by_year(session, Meeting, Meeting.starts_at, as_at, audience)
    found = []
    for first_day in sorted(conversations.keys() | meetings.keys()):
        year = academic_year_of(first_day)
        due = months_after(year.last_day, 12 * YEARS_OF_NOTES)
        if due <= last_day:
            found.append(NotesOfYear(year, conversations[first_day], meetings[first_day], due))
    return tuple(found)


def _by_year(
    session: Session, entity: type[Record], day: InstrumentedAttribute[Any], as_at: date, audience: Visibility
) -> Counter[date]:
    """Return how many records there are of each school year, by its first day."""
    year, month = extract("year", day), extract("month", day)
    rows = session.execute(
        select(year, month, func.count())
        .select_from(entity)
        .where(entity.archived_at.is_(None), day < start_of(as_at + timedelta(1)), readable(entity, audience))
        .group_by(year, month)
    )
    found: Counter[date] = Counter()
    for number, of_year, count in rows:
        found[academic_year_of(date(int(number), int(of_year), 1)).first_day] += count
    return found
