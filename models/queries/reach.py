"""How many were reached: pupils, the disadvantaged among them, adults, schools, hours. Counts only, few ones hidden."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from models.entities import Activity, Event, Organisation, Reach
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.sight import sees_record
from models.small_numbers import Count, shown_count, shown_counts
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class ReachTotals:
    """Whom a stretch of work reached, as an audience may see it; people are counted once for each occasion."""

    occasions: int
    pupils: Count
    disadvantaged: Count
    others: Count
    """Pupils that are not disadvantaged, of the occasions where both were counted."""
    adults: Count
    schools: int
    """Different institutions counted by name, or else the highest number given for one occasion."""
    hours: int
    disadvantaged_share: float | None
    """Of the pupils of the occasions where both were counted; None where it is not known or not shown."""


@dataclass(frozen=True, slots=True)
class InstitutionReach:
    """How many pupils of one institution were reached."""

    organisation_id: int
    organisation: str
    pupils: Count
    hours: int


def find_reach(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    event_id: int | None = None,
    partnership_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> ReachTotals:
    """Return whom events and activities reached in a period: all, those of one partnership, or one event."""
    both = Reach.disadvantaged_pupils.is_not(None)
    row = session.execute(
        select(
            func.count(func.distinct(func.coalesce(Reach.event_id, -Reach.activity_id))),
            func.coalesce(func.sum(Reach.pupils), 0),
            func.coalesce(func.sum(Reach.disadvantaged_pupils), 0),
            func.coalesce(func.sum(Reach.pupils).filter(both), 0),
            func.coalesce(func.sum(Reach.adults), 0),
            func.count(func.distinct(Reach.organisation_id)),
            func.coalesce(func.max(Reach.schools), 0),
            func.coalesce(func.sum(Reach.hours), 0),
        )
        .select_from(Reach)
        .outerjoin(Event, Event.id == Reach.event_id)
        .outerjoin(Activity, Activity.id == Reach.activity_id)
        .where(*_conditions(first_day, last_day, event_id, partnership_id, audience))
    ).one()
    occasions, pupils, disadvantaged, of_those, adults, institutions, schools, hours = (int(one or 0) for one in row)
    split = shown_counts((disadvantaged, max(0, of_those - disadvantaged)), audience)
    is_shown = split.parts[0].number is not None and split.total.number is not None and of_those > 0
    in_all = shown_count(pupils, audience) if split.total.number is not None or pupils != of_those else split.total
    return ReachTotals(
        occasions,
        in_all,
        split.parts[0],
        split.parts[1],
        shown_count(adults, audience),
        max(institutions, schools),
        hours,
        disadvantaged / of_those if is_shown else None,
    )


def list_reach_by_institution(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    event_id: int | None = None,
    partnership_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[InstitutionReach, ...]:
    """Return how many pupils of each institution were reached in a period, by name; no hidden count can be reckoned."""
    rows = session.execute(
        select(
            Organisation.id,
            Organisation.name,
            func.coalesce(func.sum(Reach.pupils), 0),
            func.coalesce(func.sum(Reach.hours), 0),
        )
        .select_from(Reach)
        .join(Organisation, Organisation.id == Reach.organisation_id)
        .outerjoin(Event, Event.id == Reach.event_id)
        .outerjoin(Activity, Activity.id == Reach.activity_id)
        .where(*_conditions(first_day, last_day, event_id, partnership_id, audience))
        .group_by(Organisation.id, Organisation.name, Organisation.name_key)
        .order_by(Organisation.name_key, Organisation.id)
    ).all()
    counts = shown_counts([int(pupils or 0) for _id, _name, pupils, _hours in rows], audience).parts
    return tuple(
        InstitutionReach(number, name, count, int(hours or 0))
        for (number, name, _pupils, hours), count in zip(rows, counts, strict=True)
    )


def _conditions(
    first_day: date, last_day: date, event_id: int | None, partnership_id: int | None, audience: Visibility
) -> list[ColumnElement[bool]]:
    """Return the conditions of a count that is joined with its event and its activity."""
    conditions: list[ColumnElement[bool]] = [
        Reach.counted_on.between(first_day, last_day),
        Event.archived_at.is_(None),
        Activity.archived_at.is_(None),
        sees_record(Reach, audience),
    ]
    if event_id is not None:
        conditions.append(Reach.event_id == event_id)
    if partnership_id is not None:
        conditions.append(or_(Event.partnership_id == partnership_id, Activity.partnership_id == partnership_id))
    return conditions
