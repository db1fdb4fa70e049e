"""Good practice: where it comes from, who took it up, what is not passed on yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models.entities import GoodPractice, Organisation, PracticeAdoption
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.rows import build, fetch, fetch_tuples
from models.queries.sight import sees_record
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class AdoptionRow:
    """An organisation that took up a practice."""

    id: int
    practice_id: int
    organisation_id: int
    organisation: str
    adopted_on: date
    note: str
    version: int


@dataclass(frozen=True, slots=True)
class GoodPracticeRow:
    """Good practice with those who took it up, the first to do so first."""

    id: int
    title: str
    text: str
    origin_id: int | None
    origin: str
    noted_on: date
    source: str
    visibility: Visibility
    version: int
    adopters: tuple[AdoptionRow, ...]

    @property
    def is_passed_on(self) -> bool:
        """Say whether anybody took it up."""
        return bool(self.adopters)


def list_good_practice(
    session: Session,
    *,
    as_at: date,
    origin_id: int | None = None,
    adopter_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[GoodPracticeRow, ...]:
    """Return the practice noted by a day, the newest first, with those who had taken it up and may be named."""
    one, taken = GoodPractice, PracticeAdoption
    statement = (
        select(
            *(one.id, one.title, one.text, one.origin_id, func.coalesce(Organisation.name, ""), one.noted_on),
            *(one.source, one.visibility, one.version),
        )
        .outerjoin(Organisation, Organisation.id == one.origin_id)
        .where(one.archived_at.is_(None), one.noted_on <= as_at, sees_record(one, audience))
        .order_by(one.noted_on.desc(), one.id.desc())
    )
    if origin_id is not None:
        statement = statement.where(one.origin_id == origin_id)
    if adopter_id is not None:
        took = exists().where(
            taken.practice_id == one.id, taken.organisation_id == adopter_id, taken.adopted_on <= as_at
        )
        statement = statement.where(took)
    rows = fetch_tuples(session, statement)
    adopters = _adopters(session, [row[0] for row in rows], as_at, audience)
    found = (build(GoodPracticeRow, row, adopters=tuple(adopters.get(row[0], ()))) for row in rows)
    # Whoever may not be named as an adopter is not found as one either.
    return tuple(
        row for row in found if adopter_id is None or any(one.organisation_id == adopter_id for one in row.adopters)
    )


def _adopters(session: Session, ids: list[int], as_at: date, audience: Visibility) -> dict[int, list[AdoptionRow]]:
    one = PracticeAdoption
    statement = (
        select(
            *(one.id, one.practice_id, one.organisation_id, Organisation.name, one.adopted_on, one.note, one.version)
        )
        .join(Organisation, Organisation.id == one.organisation_id)
        .where(one.practice_id.in_(ids), one.adopted_on <= as_at, sees_record(one, audience))
        .order_by(one.adopted_on, one.id)
    )
    found: dict[int, list[AdoptionRow]] = {}
    for row in fetch(session, AdoptionRow, statement):
        found.setdefault(row.practice_id, []).append(row)
    return found
