"""How many each activity and event reached, and all of them: counts only, none so small that it tells who.

Where queries/reach.py totals a period, this tells by occasion, for papers that list what was done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.entities import Activity, Event, Organisation, Reach
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.rows import fetch
from models.queries.sight import sees_record
from models.small_numbers import Count, shown_count, shown_counts
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count as it was taken, for reckoning: never shown to others as it is."""

    activity_id: int | None
    event_id: int | None
    occasion: str
    partnership_id: int | None
    holder_id: int | None
    """The institution that held the activity or hosted the event."""
    organisation_id: int | None
    organisation: str
    """Whose pupils; "" where that was not noted."""
    counted_on: date
    pupils: int
    disadvantaged_pupils: int
    adults: int
    schools: int
    hours: int


@dataclass(frozen=True, slots=True)
class OccasionReach:
    """How many one activity or event reached, as an audience may see it."""

    activity_id: int | None
    event_id: int | None
    occasion: str
    pupils: Count
    hours: int


@dataclass(frozen=True, slots=True)
class OccasionTotals:
    """How many a year's work reached in all, as an audience may see it."""

    occasions: tuple[OccasionReach, ...]
    pupils: Count
    disadvantaged_pupils: Count
    adults: Count
    schools: int
    """How many schools' pupils are counted: those named, and those only counted."""
    hours: int


def list_counts(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    partnership_id: int | None = None,
    holder_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[CountRow, ...]:
    """Return the counts of activities and events in a period, of a partnership or held by an institution.

    The figures are as they were taken: `find_occasion_totals` makes of them what an audience may see.
    """
    one = Reach
    partnership = func.coalesce(Event.partnership_id, Activity.partnership_id)
    holder = func.coalesce(Event.organisation_id, Activity.organisation_id)
    numbers = (one.pupils, one.disadvantaged_pupils, one.adults, one.schools, one.hours)
    statement = (
        select(
            *(one.activity_id, one.event_id, func.coalesce(Event.title, Activity.title), partnership, holder),
            *(one.organisation_id, func.coalesce(Organisation.name, ""), one.counted_on),
            *(func.coalesce(number, 0) for number in numbers),
        )
        .outerjoin(Activity, Activity.id == one.activity_id)
        .outerjoin(Event, Event.id == one.event_id)
        .outerjoin(Organisation, Organisation.id == one.organisation_id)
        .where(
            one.counted_on.between(first_day, last_day),
            Activity.archived_at.is_(None),
            Event.archived_at.is_(None),
            sees_record(one, audience),
        )
        .order_by(one.counted_on.desc(), one.id.desc())
    )
    if partnership_id is not None:
        statement = statement.where(partnership == partnership_id)
    if holder_id is not None:
        statement = statement.where(holder == holder_id)
    return tuple(fetch(session, CountRow, statement))


def total_counts(rows: Sequence[CountRow], audience: Visibility) -> OccasionTotals:
    """Return what an audience may see of counts: no hidden number follows from those beside it or from the total."""
    keys = list(dict.fromkeys((row.activity_id, row.event_id, row.occasion) for row in rows))
    groups = [[row for row in rows if (row.activity_id, row.event_id, row.occasion) == key] for key in keys]
    pupils = [sum(row.pupils for row in group) for group in groups]
    by_occasion = shown_counts(pupils, audience)
    disadvantaged = sum(row.disadvantaged_pupils for row in rows)
    split = shown_counts([disadvantaged, sum(pupils) - disadvantaged], audience)
    # The total stands beside both; where it would tell either, the part that can wait is not shown at all.
    told = by_occasion.total.number is not None and split.total.number is not None
    named = {row.organisation_id for row in rows if row.organisation_id is not None}
    counted = sum(row.schools for row in rows if row.organisation_id is None)
    return OccasionTotals(
        tuple(
            OccasionReach(*key, count, sum(row.hours for row in group))
            for key, count, group in zip(keys, by_occasion.parts, groups, strict=True)
        ),
        by_occasion.total,
        split.parts[0] if told or not disadvantaged else Count(None, _("not shown")),
        shown_count(sum(row.adults for row in rows), audience),
        len(named) + counted,
        sum(row.hours for row in rows),
    )


def find_occasion_totals(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    partnership_id: int | None = None,
    holder_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> OccasionTotals:
    """Return how many a partnership's or an institution's work reached in a period, as an audience may see it."""
    rows = list_counts(
        session, first_day, last_day, partnership_id=partnership_id, holder_id=holder_id, audience=audience
    )
    return total_counts(rows, audience)
