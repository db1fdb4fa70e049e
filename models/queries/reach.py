"""How many were reached, in all, by occasion and by institution: counts only, none so small that it tells who."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.entities import Activity, Event, Organisation, Reach
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.rows import fetch
from models.queries.sight import sees_record
from models.settings import LEAST_SHOWN as LEAST_SHOWN_HERE
from models.settings import get_setting
from models.small_numbers import LEAST_SHOWN, Count, sees_all, shown_count, shown_counts
from models.vocabulary import Visibility
from resources.i18n import _

_PARTNERSHIP = func.coalesce(Event.partnership_id, Activity.partnership_id)
_HOLDER = func.coalesce(Event.organisation_id, Activity.organisation_id)


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
    pupils: int | None
    disadvantaged_pupils: int | None
    adults: int
    schools: int
    hours: int


@dataclass(frozen=True, slots=True)
class EventCount:
    """A count of one event as an audience may see it, with its number to change it by."""

    id: int
    organisation: str
    """Whose pupils; "" where that was not noted."""
    counted_on: date
    pupils: Count | None
    disadvantaged_pupils: Count | None
    adults: Count | None
    schools: int | None
    hours: int | None
    source: str


@dataclass(frozen=True, slots=True)
class OccasionReach:
    """How many one activity or event reached, as an audience may see it."""

    activity_id: int | None
    event_id: int | None
    occasion: str
    pupils: Count
    hours: int


@dataclass(frozen=True, slots=True)
class ReachTotals:
    """Whom a stretch of work reached, as an audience may see it; people are counted once for each occasion."""

    occasions: tuple[OccasionReach, ...]
    pupils: Count
    disadvantaged_pupils: Count
    other_pupils: Count
    """Pupils that are not disadvantaged, of the counts where both were counted."""
    adults: Count
    schools: int
    """How many schools' pupils are counted: those named, and those only counted."""
    hours: int
    disadvantaged_share: float | None
    """Of the pupils of the counts where both were counted; None where it is not known or not shown."""


@dataclass(frozen=True, slots=True)
class InstitutionReach:
    """How many pupils of one institution were reached."""

    organisation_id: int
    organisation: str
    pupils: Count
    hours: int


def list_counts(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    event_id: int | None = None,
    partnership_id: int | None = None,
    holder_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[CountRow, ...]:
    """Return the counts of activities and events in a period: all, or those of one event, partnership or holder.

    The figures are as they were taken: `total_counts` makes of them what an audience may see.
    """
    columns: Select[*tuple[Any, ...]] = select(
        *(Reach.activity_id, Reach.event_id, func.coalesce(Event.title, Activity.title), _PARTNERSHIP, _HOLDER),
        *(Reach.organisation_id, func.coalesce(Organisation.name, ""), Reach.counted_on),
        *(Reach.pupils, Reach.disadvantaged_pupils),
        *(func.coalesce(number, 0) for number in (Reach.adults, Reach.schools, Reach.hours)),
    )
    asked = _counted(columns, first_day, last_day, event_id, partnership_id, holder_id, audience)
    return tuple(fetch(session, CountRow, asked.order_by(Reach.counted_on.desc(), Reach.id.desc())))


def list_event_counts(
    session: Session, event_id: int, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[EventCount, ...]:
    """Return the counts of one event, the newest first; to a lower audience no part of a count is shown beside it."""
    columns: Select[*tuple[Any, ...]] = select(
        *(Reach.id, func.coalesce(Organisation.name, ""), Reach.counted_on, Reach.pupils, Reach.disadvantaged_pupils),
        *(Reach.adults, Reach.schools, Reach.hours, Reach.source),
    )
    asked = _counted(columns, date.min, date.max, event_id, None, None, audience)
    rows = session.execute(asked.order_by(Reach.counted_on.desc(), Reach.id.desc())).all()
    least = least_shown(session, audience)
    pupils = shown_counts([row.pupils or 0 for row in rows], audience, least).parts

    def count(number: int | None) -> Count | None:
        return None if number is None else shown_count(number, audience, least)

    return tuple(
        EventCount(
            row.id,
            row[1],
            row.counted_on,
            None if row.pupils is None else shown,
            count(row.disadvantaged_pupils) if audience is EVERYONE_OF_OURS else None,
            count(row.adults),
            row.schools,
            row.hours,
            row.source,
        )
        for row, shown in zip(rows, pupils, strict=True)
    )


def find_reach(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    event_id: int | None = None,
    partnership_id: int | None = None,
    holder_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> ReachTotals:
    """Return whom events and activities reached in a period: all, or those of which `list_counts` tells."""
    rows = list_counts(
        session,
        first_day,
        last_day,
        event_id=event_id,
        partnership_id=partnership_id,
        holder_id=holder_id,
        audience=audience,
    )
    return total_counts(rows, audience, least_shown(session, audience))


def least_shown(session: Session, audience: Visibility) -> int:
    """Return the smallest count that is shown to others in this book; our own people see all, so it is not asked."""
    return LEAST_SHOWN if sees_all(audience) else get_setting(session, LEAST_SHOWN_HERE)


def total_counts(rows: Sequence[CountRow], audience: Visibility, least: int = LEAST_SHOWN) -> ReachTotals:
    """Return what an audience may see of counts: no hidden number follows from those beside it or from the total."""
    groups: dict[tuple[int | None, int | None, str], list[CountRow]] = {}
    for row in rows:
        groups.setdefault((row.activity_id, row.event_id, row.occasion), []).append(row)
    by_occasion = shown_counts([sum(_pupils(row) for row in group) for group in groups.values()], audience, least)
    disadvantaged = sum(row.disadvantaged_pupils or 0 for row in rows)
    both = [row for row in rows if row.pupils is not None and row.disadvantaged_pupils is not None]
    of_those = sum(_pupils(row) for row in both)
    shared = sum(row.disadvantaged_pupils or 0 for row in both)
    rest = sum(_pupils(row) for row in rows) - disadvantaged - (of_those - shared)
    split = shown_counts((disadvantaged, of_those - shared, rest), audience, least)
    poorer, others = split.parts[:2]
    if by_occasion.total.number is None or split.total.number is None:
        # The total stands beside both; where it would tell either, the part that can wait is not shown at all.
        hidden = Count(None, _("not shown"))
        poorer, others = hidden if disadvantaged else poorer, hidden if of_those > shared else others
    is_shared = poorer.number is not None and others.number is not None and of_those > 0
    named = {row.organisation_id for row in rows if row.organisation_id is not None}
    return ReachTotals(
        tuple(
            OccasionReach(*occasion, count, sum(row.hours for row in group))
            for (occasion, group), count in zip(groups.items(), by_occasion.parts, strict=True)
        ),
        by_occasion.total,
        poorer,
        others,
        shown_count(sum(row.adults for row in rows), audience, least),
        len(named) + sum(row.schools for row in rows if row.organisation_id is None),
        sum(row.hours for row in rows),
        shared / of_those if is_shared else None,
    )


def _pupils(row: CountRow) -> int:
    """Return the pupils of a count: where only the disadvantaged were counted, at least these."""
    return max(row.pupils or 0, row.disadvantaged_pupils or 0)


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
    pupils, hours = (func.coalesce(func.sum(number), 0) for number in (Reach.pupils, Reach.hours))
    columns: Select[*tuple[Any, ...]] = select(Organisation.id, Organisation.name, pupils, hours)
    asked = _counted(columns, first_day, last_day, event_id, partnership_id, None, audience)
    rows = session.execute(
        asked.where(Organisation.id.is_not(None))
        .group_by(Organisation.id, Organisation.name, Organisation.name_key)
        .order_by(Organisation.name_key, Organisation.id)
    ).all()
    counts = shown_counts([int(row[2]) for row in rows], audience, least_shown(session, audience)).parts
    return tuple(
        InstitutionReach(number, name, count, int(hours))
        for (number, name, _pupils, hours), count in zip(rows, counts, strict=True)
    )


def _counted(
    columns: Select[*tuple[Any, ...]],
    first_day: date,
    last_day: date,
    event_id: int | None,
    partnership_id: int | None,
    holder_id: int | None,
    audience: Visibility,
) -> Select[*tuple[Any, ...]]:
    """Return columns asked of the counts of a period, with the event or activity and the institution of each."""
    asked = (
        columns.select_from(Reach)
        .outerjoin(Activity, Activity.id == Reach.activity_id)
        .outerjoin(Event, Event.id == Reach.event_id)
        .outerjoin(Organisation, Organisation.id == Reach.organisation_id)
        .where(
            Reach.counted_on.between(first_day, last_day),
            Activity.archived_at.is_(None),
            Event.archived_at.is_(None),
            sees_record(Reach, audience),
        )
    )
    wanted = ((Reach.event_id, event_id), (_PARTNERSHIP, partnership_id), (_HOLDER, holder_id))
    return asked.where(*(column == number for column, number in wanted if number is not None))
