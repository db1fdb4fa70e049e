"""How often we mean to speak with whom, and with whom it is time: due, and overdue beyond the worst.

The most particular plan wins: that of the organisation or person itself, then that of a tag it carries, then that of
its tier; of several tags the one with the shortest interval. Days are reckoned from the last real contact
(queries/last_contact.py) and from nothing else. Where a plan holds in term time only, days on which schools are shut
do not count and nothing falls due on them; weekends in term count. Who was never in contact is due at once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.entities import ContactPlan, Organisation, Person, Tag, TagLink
from models.queries.audience import EVERYONE_OF_OURS, may_read, readable
from models.queries.last_contact import FEW, LastContact, find_last_contacts, find_last_contacts_with_people
from models.queries.planned_parties import PLANNED_ORGANISATIONS, PLANNED_PEOPLE
from models.queries.term_days import find_school_days
from models.vocabulary import Tier, Visibility

Party = tuple[str, int]
"""Somebody to speak with: ("organisation", 7) or ("person", 12)."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan as its own list shows it; `name` is that of the organisation, person or tag it is for."""

    id: int
    organisation_id: int | None
    person_id: int | None
    tier: Tier | None
    tag_id: int | None
    name: str
    ideal_days: int
    worst_days: int
    term_time_only: bool
    paused_until: date | None
    note: str
    version: int
    visibility: Visibility
    """Of what the plan names."""


@dataclass(frozen=True, slots=True)
class PlannedContact:
    """Somebody we mean to speak with, by the plan that holds for them, and when that is next."""

    organisation_id: int | None
    person_id: int | None
    name: str
    plan: PlanRow
    last_contact: LastContact | None
    due_on: date | None
    """None where there never was any contact: they are due at once."""
    worst_on: date | None
    is_paused: bool
    is_due: bool
    is_beyond_worst: bool


@dataclass(frozen=True, slots=True)
class PlanCount:
    """With how many it is time to speak, and with how many of them it is later than the worst."""

    due: int
    beyond_worst: int


def list_plans(session: Session, *, audience: Visibility = EVERYONE_OF_OURS) -> tuple[PlanRow, ...]:
    """Return the plans, those of single parties first, then of tags, then of tiers."""
    return tuple(plan for plan in _all_plans(session) if may_read(audience, plan.visibility))


def list_planned_contacts(
    session: Session, today: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[PlannedContact, ...]:
    """Return everybody a plan holds for, with the next day to speak; never in contact first, then by that day."""
    plans = _all_plans(session)
    rows = _planned_contacts(session, _plan_of_each(session, plans), plans, today, audience)
    rows.sort(key=lambda row: (row.due_on or date.min, row.name, row.organisation_id or 0, row.person_id or 0))
    return tuple(rows)


def list_due(session: Session, today: date, *, audience: Visibility = EVERYONE_OF_OURS) -> tuple[PlannedContact, ...]:
    """Return with whom it is time to speak, the longest due first; those beyond the worst are among them."""
    return tuple(row for row in list_planned_contacts(session, today, audience=audience) if row.is_due)


def list_beyond_worst(
    session: Session, today: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[PlannedContact, ...]:
    """Return with whom we have not spoken for longer than the worst we would have, the longest first."""
    return tuple(row for row in list_planned_contacts(session, today, audience=audience) if row.is_beyond_worst)


def find_planned_contact(
    session: Session,
    today: date,
    *,
    organisation_id: int | None = None,
    person_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> PlannedContact | None:
    """Return the next day to speak with one organisation or person; None where no plan holds for them."""
    party: Party = ("organisation", organisation_id) if organisation_id is not None else ("person", person_id or 0)
    plans = _all_plans(session)
    plan = _plan_of_each(session, plans, only=party).get(party)
    rows = [] if plan is None else _planned_contacts(session, {party: plan}, plans, today, audience)
    return rows[0] if rows else None


def count_planned(session: Session, today: date, *, audience: Visibility = EVERYONE_OF_OURS) -> PlanCount:
    """Return the two numbers for Home."""
    plans = _all_plans(session)
    times = _times(session, _plan_of_each(session, plans), plans, today, audience)
    due = [when for *_whom, when in times if when.is_due]
    return PlanCount(len(due), sum(when.is_beyond_worst for when in due))


def _all_plans(session: Session) -> list[PlanRow]:
    """Return the plans whose party or tag is not put away, the most particular first."""
    rows = session.execute(
        select(ContactPlan, Organisation.name, Organisation.visibility, Person.display_name, Person.visibility)
        .add_columns(Tag.name, Tag.visibility)
        .outerjoin(Organisation, Organisation.id == ContactPlan.organisation_id)
        .outerjoin(Person, Person.id == ContactPlan.person_id)
        .outerjoin(Tag, Tag.id == ContactPlan.tag_id)
        .where(Organisation.archived_at.is_(None), Person.archived_at.is_(None), Tag.archived_at.is_(None))
        .order_by(ContactPlan.ideal_days, ContactPlan.id)
    ).all()
    plans = [
        PlanRow(
            id=plan.id,
            organisation_id=plan.organisation_id,
            person_id=plan.person_id,
            tier=plan.tier,
            tag_id=plan.tag_id,
            name=organisation or person or tag or "",
            ideal_days=plan.ideal_days,
            worst_days=plan.worst_days,
            term_time_only=plan.term_time_only,
            paused_until=plan.paused_until,
            note=plan.note,
            version=plan.version,
            visibility=seen or person_seen or tag_seen or Visibility.INTERNAL,
        )
        for plan, organisation, seen, person, person_seen, tag, tag_seen in rows
    ]
    return sorted(plans, key=lambda plan: (plan.tier is not None, plan.tag_id is not None))


def _plan_of_each(session: Session, plans: Sequence[PlanRow], only: Party | None = None) -> dict[Party, PlanRow]:
    """Return the plan that holds for each party: the first of the most particular kind; tags and tiers of one alone."""
    by_tag = {plan.tag_id: plan for plan in plans if plan.tag_id is not None}
    by_tier = {plan.tier: plan for plan in plans if plan.tier is not None}
    chosen: dict[Party, PlanRow] = {}
    for plan in plans:
        if plan.organisation_id is not None:
            chosen["organisation", plan.organisation_id] = plan
        elif plan.person_id is not None:
            chosen["person", plan.person_id] = plan
    if by_tag:
        links = select(TagLink.record_kind, TagLink.record_id, TagLink.tag_id).where(
            TagLink.tag_id.in_(list(by_tag)), TagLink.record_kind.in_(("organisation", "person"))
        )
        if only is not None:
            links = links.where(TagLink.record_kind == only[0], TagLink.record_id == only[1])
        tagged = sorted(session.execute(links).all(), key=lambda link: (by_tag[link[2]].ideal_days, link[2]))
        for kind, number, tag_id in tagged:
            chosen.setdefault((kind, number), by_tag[tag_id])
    if by_tier:
        tiers = select(Organisation.id, Organisation.tier).where(Organisation.tier.in_(list(by_tier)))
        if only is not None:
            tiers = tiers.where(Organisation.id == (only[1] if only[0] == "organisation" else 0))
        for number, tier in session.connection().execute(tiers).all():
            chosen.setdefault(("organisation", number), by_tier[tier])
    return chosen


def _planned_contacts(
    session: Session, chosen: dict[Party, PlanRow], plans: Sequence[PlanRow], today: date, audience: Visibility
) -> list[PlannedContact]:
    """Return when to speak next with each of some parties that the audience may read."""
    return [
        PlannedContact(
            organisation_id=number if kind == "organisation" else None,
            person_id=number if kind == "person" else None,
            name=name,
            plan=plan,
            last_contact=last,
            due_on=when.due_on,
            worst_on=when.worst_on,
            is_paused=when.is_paused,
            is_due=when.is_due,
            is_beyond_worst=when.is_beyond_worst,
        )
        for (kind, number), name, plan, last, when in _times(session, chosen, plans, today, audience)
    ]


class _When(NamedTuple):
    """When to speak next with somebody."""

    due_on: date | None
    worst_on: date | None
    is_paused: bool
    is_due: bool
    is_beyond_worst: bool


def _times(
    session: Session, chosen: dict[Party, PlanRow], plans: Sequence[PlanRow], today: date, audience: Visibility
) -> Iterator[tuple[Party, str, PlanRow, LastContact | None, _When]]:
    """Yield whom a plan holds for and the audience may read of, with their name, plan, last contact and next days."""
    seen = {plan.id for plan in plans if may_read(audience, plan.visibility)}
    named = _names(session, chosen, today, audience)
    chosen = {party: plan for party, plan in chosen.items() if party in named and plan.id in seen}
    last = _last_contacts(session, chosen, today)
    in_term = [last[party].on for party, plan in chosen.items() if plan.term_time_only and party in last]
    after = _reckoning(session, in_term, plans)
    for party, plan in chosen.items():
        contact = last.get(party)
        yield party, named[party], plan, contact, _when(plan, contact, today, after)


def _names(session: Session, parties: Iterable[Party], today: date, audience: Visibility) -> dict[Party, str]:
    """Return the names of those parties that are not put away or closed and that the audience may read."""
    ids: dict[str, list[int]] = {"organisation": [], "person": []}
    for kind, number in parties:
        ids[kind].append(number)
    named: dict[Party, str] = {}
    ask = session.connection().execute
    still_open = or_(Organisation.closed_on.is_(None), Organisation.closed_on > today)
    organisations = select(Organisation.id, Organisation.name).where(
        Organisation.archived_at.is_(None), still_open, readable(Organisation, audience)
    )
    people = select(Person.id, Person.display_name).where(Person.archived_at.is_(None), readable(Person, audience))
    if wanted := ids["organisation"]:
        those = Organisation.id.in_(wanted if len(wanted) <= FEW else PLANNED_ORGANISATIONS)
        named.update({("organisation", number): name for number, name in ask(organisations.where(those)).all()})
    if wanted := ids["person"]:
        those = Person.id.in_(wanted if len(wanted) <= FEW else PLANNED_PEOPLE)
        named.update({("person", number): name for number, name in ask(people.where(those)).all()})
    return named


def _last_contacts(session: Session, parties: Iterable[Party], today: date) -> dict[Party, LastContact]:
    parties = list(parties)
    organisations = [number for kind, number in parties if kind == "organisation"]
    people = [number for kind, number in parties if kind == "person"]
    found: dict[Party, LastContact] = {}
    for number, last in find_last_contacts(session, organisations, today, among=PLANNED_ORGANISATIONS).items():
        found["organisation", number] = last
    for number, last in find_last_contacts_with_people(session, people, today, among=PLANNED_PEOPLE).items():
        found["person", number] = last
    return found


Reckoning = Callable[[date, int], date]
"""The day so many days of term after a day."""


def _reckoning(session: Session, days: Sequence[date], plans: Sequence[PlanRow]) -> Reckoning:
    """Return how to count days of term after any of some days."""
    if not days:
        return lambda day, count: day + timedelta(count)
    longest = max(plan.worst_days for plan in plans)
    # The longest holidays are far shorter than the terms on both sides: twice the days and a summer are enough.
    first, last = min(days), max(days) + timedelta(2 * longest + 90)
    school = find_school_days(session, first, last)
    every = (first + timedelta(number) for number in range((last - first).days + 1))
    in_school = [day for day in every if not school.why_shut(day)]
    if not in_school:
        return lambda day, count: day + timedelta(count)
    return lambda day, count: in_school[min(bisect_right(in_school, day) + count, len(in_school)) - 1]


def _when(plan: PlanRow, last: LastContact | None, today: date, after: Reckoning) -> _When:
    due_on = worst_on = None
    if last is not None:
        if not plan.term_time_only:
            due_on, worst_on = last.on + timedelta(plan.ideal_days), last.on + timedelta(plan.worst_days)
        else:
            due_on, worst_on = after(last.on, plan.ideal_days), after(last.on, plan.worst_days)
        if plan.paused_until is not None:
            due_on, worst_on = max(due_on, plan.paused_until), max(worst_on, plan.paused_until)
    paused = plan.paused_until is not None and today < plan.paused_until
    return _When(
        due_on,
        worst_on,
        paused,
        not paused and (due_on is None or due_on <= today),
        not paused and worst_on is not None and worst_on < today,
    )
