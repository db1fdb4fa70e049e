"""A partnership's annual return: what it did in an academic year and what came of it, in counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.dates import start_of
from models.entities import Event, EventStage
from models.errors import WrongUse
from models.queries.activities import ActivityFilter, ActivityRow, list_activities
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.case_studies import CaseStudyRow, list_case_studies
from models.queries.contribution_ledger import LedgerRow, find_contribution_ledger
from models.queries.measures import MeasureRow, list_measures
from models.queries.partnership_health import PartnershipHealth, list_partnership_health
from models.queries.partnership_members import MembershipRow, list_members
from models.queries.reach import ReachTotals, find_reach
from models.queries.sight import sees_record
from models.vocabulary import Judgement, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class AnnualReturn:
    """What one partnership did in an academic year and what came of it, as an audience may see it (need N121)."""

    partnership_id: int
    partnership: str
    year_begins: int
    first_day: date
    last_day: date
    """The last day of the year, or the day it is seen from while the year still runs."""
    health: PartnershipHealth
    members: tuple[MembershipRow, ...]
    joined: int
    left: int
    activities: tuple[ActivityRow, ...]
    events: int
    """Events of the partnership that were held."""
    reach: ReachTotals
    measures: tuple[MeasureRow, ...]
    ledger: tuple[LedgerRow, ...]
    case_studies: tuple[CaseStudyRow, ...]
    """Those published in the year."""

    @property
    def activities_by_kind(self) -> tuple[tuple[str, int], ...]:
        """Return how many activities of each kind, the most frequent first; "" for those without a kind."""
        counts = Counter(row.kind for row in self.activities)
        return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))

    @property
    def judgements(self) -> tuple[tuple[Judgement | None, int], ...]:
        """Return how many activities were judged green, amber and red, and how many not yet."""
        order = (Judgement.GREEN, Judgement.AMBER, Judgement.RED, None)
        return tuple((one, sum(row.judgement is one for row in self.activities)) for one in order)

    @property
    def reached(self) -> int:
        """Return how many outcomes are there."""
        return sum(bool(row.is_reached) for row in self.measures)

    @property
    def hours_given(self) -> int:
        """Return the hours that all partners gave."""
        return sum(row.hours for row in self.ledger)


def find_annual_return(
    session: Session,
    partnership_id: int,
    year_begins: int,
    *,
    as_at: date,
    audience: Visibility = EVERYONE_OF_OURS,
) -> AnnualReturn:
    """Return a partnership's annual return for the academic year that begins in a calendar year, seen from a day.

    Raises WrongUse when the audience may not read of the partnership or the year has not begun.
    """
    first = date(year_begins, 9, 1)
    last = min(date(year_begins + 1, 8, 31), as_at)
    if last < first:
        raise WrongUse(_("That year has not begun yet. Choose an earlier one."))
    health = list_partnership_health(
        session,
        as_at=as_at,
        first_year=year_begins,
        last_year=year_begins,
        partnership_id=partnership_id,
        audience=audience,
    )
    if not health:
        raise WrongUse(_("There is no partnership number {number}. Choose another.").format(number=partnership_id))
    every = list_members(session, partnership_id, as_at=last, include_former=True, audience=audience)
    where = ActivityFilter(partnership_id=partnership_id, first_day=first, last_day=last)
    studies = list_case_studies(session, as_at=last, partnership_id=partnership_id, published=True, audience=audience)
    return AnnualReturn(
        partnership_id=partnership_id,
        partnership=health[0].partnership,
        year_begins=year_begins,
        first_day=first,
        last_day=last,
        health=health[0],
        members=tuple(row for row in every if row.is_current),
        joined=sum(row.starts_on is not None and first <= row.starts_on <= last for row in every),
        left=sum(row.ends_on is not None and first <= row.ends_on <= last for row in every),
        activities=list_activities(session, as_at=last, where=where, audience=audience),
        events=_count_events(session, partnership_id, first, last, audience),
        reach=find_reach(session, first, last, partnership_id=partnership_id, audience=audience),
        measures=list_measures(session, as_at=last, partnership_id=partnership_id, audience=audience),
        ledger=find_contribution_ledger(session, partnership_id, first, last, audience=audience),
        case_studies=tuple(row for row in studies if row.published_on and first <= row.published_on <= last),
    )


def _count_events(session: Session, partnership_id: int, first: date, last: date, audience: Visibility) -> int:
    statement = select(func.count()).where(
        Event.partnership_id == partnership_id,
        Event.stage == EventStage.HELD,
        Event.archived_at.is_(None),
        Event.starts_at >= start_of(first),
        Event.starts_at < start_of(last + timedelta(days=1)),
        sees_record(Event, audience),
    )
    return session.scalars(statement).one()
