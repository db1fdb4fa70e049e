"""The directory of local practitioners: what they know, when they can come, and how many of their days are left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Organisation, Person, Practitioner, PractitionerTime
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.partnership_people import find_names
from models.queries.rows import build, fetch, fetch_tuples
from models.queries.sight import sees_record
from models.school_year import academic_year_of
from models.text import sort_key
from models.vocabulary import Visibility

HOURS_A_DAY = Decimal("6.5")
"""A teacher's day: 1,265 hours in 195 days."""


@dataclass(frozen=True, slots=True)
class PractitionerTimeRow:
    """Time given to an organisation."""

    id: int
    practitioner_id: int
    organisation_id: int
    organisation: str
    given_on: date
    hours: Decimal
    what: str
    version: int


@dataclass(frozen=True, slots=True)
class PractitionerRow:
    """A practitioner with the time given in the academic year of a day, up to that day."""

    id: int
    person_id: int
    name: str
    expertise: str
    phase: str
    availability: str
    days_a_year: int | None
    visibility: Visibility
    version: int
    given: tuple[PractitionerTimeRow, ...]

    @property
    def hours_given(self) -> Decimal:
        """Return the hours given this year."""
        return sum((row.hours for row in self.given), Decimal(0))

    @property
    def days_given(self) -> Decimal:
        """Return the time given this year in days of six and a half hours, to a tenth."""
        return (self.hours_given / HOURS_A_DAY).quantize(Decimal("0.1"))

    @property
    def days_left(self) -> Decimal | None:
        """Return the days that are left this year, below zero where more was given; None without a number of days."""
        return None if self.days_a_year is None else self.days_a_year - self.days_given

    @property
    def is_used_up(self) -> bool:
        """Say whether no days are left this year."""
        return self.days_left is not None and self.days_left <= 0


def list_practitioners(
    session: Session,
    *,
    as_at: date,
    expertise: str = "",
    phase: str = "",
    with_days_left: bool = False,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[PractitionerRow, ...]:
    """Return who can be called on by name; expertise is found by any of its words, whatever the case or accents."""
    one = Practitioner
    statement = (
        select(
            *(one.id, one.person_id, Person.visibility, one.expertise, one.phase, one.availability),
            *(one.days_a_year, one.visibility, one.version),
        )
        .join(Person, Person.id == one.person_id)
        .where(one.archived_at.is_(None), Person.archived_at.is_(None), sees_record(one, audience))
        .order_by(Person.name_key, one.id)
    )
    rows = [row for row in fetch_tuples(session, statement) if _suits(row[3], expertise) and _suits(row[4], phase)]
    names = find_names(session, {row[1]: row[2] for row in rows}, as_at, audience)
    year = academic_year_of(as_at)
    given = list_practitioner_time(session, year.first_day, as_at, audience=audience)
    found = (
        build(
            PractitionerRow,
            (row[0], row[1], names[row[1]], *row[3:]),
            given=tuple(time for time in given if time.practitioner_id == row[0]),
        )
        for row in rows
        if row[1] in names
    )
    return tuple(row for row in found if not (with_days_left and row.is_used_up))


def list_practitioner_time(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    practitioner_id: int | None = None,
    organisation_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[PractitionerTimeRow, ...]:
    """Return the time that was given in a period, both days included, the newest first."""
    one = PractitionerTime
    statement = (
        select(
            *(one.id, one.practitioner_id, one.organisation_id, Organisation.name, one.given_on, one.hours, one.what),
            one.version,
        )
        .join(Organisation, Organisation.id == one.organisation_id)
        .where(one.given_on.between(first_day, last_day), sees_record(one, audience))
        .order_by(one.given_on.desc(), one.id.desc())
    )
    if practitioner_id is not None:
        statement = statement.where(one.practitioner_id == practitioner_id)
    if organisation_id is not None:
        statement = statement.where(one.organisation_id == organisation_id)
    return tuple(fetch(session, PractitionerTimeRow, statement))


def _suits(kept: str, asked: str) -> bool:
    words = sort_key(kept)
    return all(word in words for word in sort_key(asked).split())
