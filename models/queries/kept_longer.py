"""What somebody looked at and decided to keep for longer: until a day, or while a hold lasts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.entities import Person, RetentionDecision
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.rows import fetch
from models.vocabulary import RetentionHold, Visibility


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A decision to keep somebody, or the notes of a school year."""

    id: int
    person_id: int | None
    person: str
    school_year: date | None
    keep_until: date | None
    hold: RetentionHold | None
    reason: str
    decided_on: date
    decided_by: str
    lifted_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class KeptLonger:
    """The decisions that hold on a day: the day of each, None for a hold without an end."""

    people: Mapping[int, date | None]
    years: Mapping[date, date | None]

    def person(self, number: int, due: date | None) -> date | None:
        """Return when somebody is looked at who would be on a day; None for never yet."""
        return self.people.get(number, due)

    def school_year(self, first_day: date, due: date | None) -> date | None:
        """Return the same for the notes of a school year."""
        return self.years.get(first_day, due)


def list_kept_longer(session: Session, as_at: date, *, audience: Visibility = EVERYONE_OF_OURS) -> tuple[KeptRow, ...]:
    """Return the decisions made by a day, the newest first."""
    one = RetentionDecision
    columns = (one.school_year, one.keep_until, one.hold, one.reason, one.decided_on, one.created_by, one.lifted_on)
    question = (
        select(one.id, one.person_id, Person.display_name, *columns, one.version)
        .outerjoin(Person, Person.id == one.person_id)
        .where(one.decided_on <= as_at, or_(one.person_id.is_(None), readable(Person, audience)))
        .order_by(one.decided_on.desc(), one.id.desc())
    )
    return tuple(fetch(session, KeptRow, question))


def find_hold(session: Session, person_id: int, as_at: date) -> RetentionHold | None:
    """Return the hold that keeps somebody on a day; None where there is none."""
    one = RetentionDecision
    return session.scalars(
        select(one.hold)
        .where(one.person_id == person_id, one.hold.is_not(None), one.decided_on <= as_at)
        .where(or_(one.lifted_on.is_(None), one.lifted_on > as_at))
        .order_by(one.id.desc())
        .limit(1)
    ).first()


def read_kept_longer(session: Session, as_at: date) -> KeptLonger:
    """Return the decisions that hold on a day: the newest of each, and any hold before it."""
    people: dict[int, date | None] = {}
    years: dict[date, date | None] = {}
    for row in reversed(list_kept_longer(session, as_at)):
        if row.hold is not None and row.lifted_on is not None and row.lifted_on <= as_at:
            continue
        if row.person_id is not None and not (row.person_id in people and people[row.person_id] is None):
            people[row.person_id] = row.keep_until
        elif row.school_year is not None and not (row.school_year in years and years[row.school_year] is None):
            years[row.school_year] = row.keep_until
    return KeptLonger(people, years)
