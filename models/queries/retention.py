"""What is kept for longer than it is needed: people whose time is over, notes of school years long past.

The periods are settings of the book, which begin as usual ones for schools, to be confirmed by the school's data
protection officer: people a year after their last role ended, those who never had one two years after the last real
contact; notes of conversations and meetings three years after their school year. A day of its own on a person's record
counts instead. What somebody decided to keep comes again on the day they said, and never while a hold lasts
(models/queries/kept_longer.py). Nothing here removes anything: it says what to look at, and from when.
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
from models.entities import Affiliation, Conversation, Meeting, Organisation, Person, PersonProtection
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.dated import valid_on
from models.queries.kept_longer import read_kept_longer
from models.queries.last_contact import find_last_contacts_with_people
from models.school_year import AcademicYear, academic_year_of
from models.settings import KEEP_AFTER_ROLE, KEEP_NOTES, KEEP_WITHOUT_CONTACT, get_setting
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class Schedule:
    """After how long records are looked at; 0 where the school has set no time."""

    months_after_role: int
    """From the end of somebody's last role."""
    months_without_contact: int
    """From the last contact with somebody who never had a role."""
    years_of_notes: int
    """From the end of a school year, for the notes of it."""


def read_schedule(session: Session) -> Schedule:
    """Return the schedule of a book."""
    return Schedule(*(get_setting(session, key) for key in (KEEP_AFTER_ROLE, KEEP_WITHOUT_CONTACT, KEEP_NOTES)))


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
            PersonProtection.retain_until,
            type_coerce(ended, Date).label("ended_on"),
        )
        .outerjoin(Affiliation, Affiliation.person_id == Person.id)
        .outerjoin(PersonProtection, PersonProtection.person_id == Person.id)
        .where(
            Person.archived_at.is_(None),
            Person.created_at < start_of(as_at + timedelta(1)),
            readable(Person, audience),
        )
        .group_by(Person.id, Person.display_name, Person.created_at, Person.name_key, PersonProtection.retain_until)
        .having(
            or_(
                func.count(case((and_(Affiliation.id.is_not(None), holds), 1))) == 0,
                PersonProtection.retain_until.is_not(None),
            )
        )
        .order_by(Person.name_key, Person.id)
    ).all()
    contacts = find_last_contacts_with_people(session, [row.id for row in people], as_at) if people else {}
    roles = _last_roles(session, [row.id for row in people if row.ended_on is not None], as_at, audience)
    schedule, kept = read_schedule(session), read_kept_longer(session, as_at)
    found = []
    for row in people:
        contact = contacts[row.id].on if row.id in contacts else None
        if row.retain_until is not None:
            due: date | None = row.retain_until
        elif row.ended_on is not None:
            due = _after(row.ended_on, schedule.months_after_role)
        else:
            due = _after(contact or row.created_at.date(), schedule.months_without_contact)
        due = kept.person(row.id, due)
        if due is not None and due <= last_day:
            found.append(PersonToReview(row.id, row.display_name, roles.get(row.id, ""), row.ended_on, contact, due))
    return tuple(sorted(found, key=lambda one: one.due_on))


def _after(day: date, months: int) -> date | None:
    """Return the day some months later; None where the schedule has no time."""
    return months_after(day, months) if months else None


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
    schedule, kept = read_schedule(session), read_kept_longer(session, as_at)
    found = []
    for first_day in sorted(conversations.keys() | meetings.keys()):
        year = academic_year_of(first_day)
        due = kept.school_year(first_day, _after(year.last_day, 12 * schedule.years_of_notes))
        if due is not None and due <= last_day:
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
