"""The cross-promotion grid in full: event by institution, with channel, days and evidence; and whose turn it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from models.dates import start_of
from models.entities import Event, EventStage, Organisation, Promotion, PromotionState
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.events import TOLD_STATES
from models.queries.ours import our_bodies
from models.queries.rows import fetch
from models.queries.sight import sees, sees_record
from models.vocabulary import Visibility

TAKEN_UP = (PromotionState.AGREED, PromotionState.DISPLAYED)


@dataclass(frozen=True, slots=True)
class GridCell:
    """What came of asking one institution to tell of one event."""

    promotion_id: int
    event_id: int
    event: str
    event_on: date
    host_id: int | None
    host: str | None
    organisation_id: int
    organisation: str
    state: PromotionState
    channel: str
    asked_on: date | None
    asked_by: str
    answered_on: date | None
    displayed_on: date | None
    evidence: str
    returns_id: int | None
    """The promotion that this one returns."""
    note: str

    @property
    def is_shown_by_evidence(self) -> bool:
        """Say whether it was displayed and something shows it."""
        return self.state is PromotionState.DISPLAYED and bool(self.evidence)


@dataclass(frozen=True, slots=True)
class Grid:
    """Events down, institutions across."""

    institutions: tuple[tuple[int, str], ...]
    events: tuple[tuple[int, str], ...]
    cells: tuple[tuple[GridCell | None, ...], ...]
    """By event, in the order of the institutions; None where an institution was never on the event's list."""


@dataclass(frozen=True, slots=True)
class Reciprocity:
    """What an organisation did for our events, and what we did for theirs."""

    organisation_id: int
    organisation: str
    asked_of_them: int
    done_by_them: int
    asked_of_us: int
    done_by_us: int
    returned: int
    """How many of these favours are marked as returning one, on either side."""

    @property
    def balance(self) -> int:
        """Return how many favours we owe them; below zero, how many they owe us."""
        return self.done_by_them - self.done_by_us


_HOST = aliased(Organisation)
_CELLS = (
    select(
        Promotion.id,
        Promotion.event_id,
        Event.title,
        Event.starts_at,
        Event.organisation_id,
        _HOST.name,
        Promotion.organisation_id,
        Organisation.name,
        Promotion.state,
        Promotion.channel,
        Promotion.asked_on,
        Promotion.asked_by,
        Promotion.answered_on,
        Promotion.displayed_on,
        Promotion.evidence,
        Promotion.reciprocal_of_id,
        Promotion.note,
    )
    .select_from(Promotion)
    .join(Event, Event.id == Promotion.event_id)
    .join(Organisation, Organisation.id == Promotion.organisation_id)
    .outerjoin(_HOST, _HOST.id == Event.organisation_id)
    .where(Event.archived_at.is_(None))
)


def list_promotion_cells(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    organisation_id: int | None = None,
    ward_id: int | None = None,
    states: Sequence[PromotionState] = (),
    as_at: date | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[GridCell, ...]:
    """Return what came of asking institutions to tell of the events of a period, by event, then by name.

    With a ward, of asking those that lie in it. With `as_at` as it stood at the end of that day: what was asked only
    later is left out, and so is what came of the rest.
    """
    statement = _CELLS.where(
        Event.starts_at >= start_of(first_day),
        Event.starts_at < start_of(last_day + timedelta(1)),
        Event.stage != EventStage.CANCELLED,
        *_seen(audience),
    )
    if organisation_id is not None:
        statement = statement.where(Promotion.organisation_id == organisation_id)
    if ward_id is not None:
        statement = statement.where(Organisation.ward_id == ward_id)
    if states:
        statement = statement.where(Promotion.state.in_(states))
    order = (Event.starts_at, Event.id, Organisation.name_key, Promotion.id)
    rows = fetch(session, GridCell, statement.order_by(*order))
    cells = tuple(replace(row, event_on=_day(row.event_on)) for row in rows)
    if as_at is None:
        return cells
    return tuple(_as_it_stood(cell, as_at) for cell in cells if cell.asked_on is None or cell.asked_on <= as_at)


def _as_it_stood(cell: GridCell, as_at: date) -> GridCell:
    if cell.displayed_on is not None and cell.displayed_on > as_at:
        cell = replace(cell, state=PromotionState.AGREED, displayed_on=None, evidence="")
    if cell.answered_on is not None and cell.answered_on > as_at and cell.state in (*TAKEN_UP, PromotionState.DECLINED):
        cell = replace(cell, state=PromotionState.ASKED, answered_on=None)
    return cell


def find_promotion_grid(
    session: Session, first_day: date, last_day: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> Grid:
    """Return the grid of a period: its events with anybody on their list, and everybody who is."""
    cells = list_promotion_cells(session, first_day, last_day, audience=audience)
    events = tuple(dict.fromkeys((cell.event_id, cell.event) for cell in cells))
    names = sorted({(cell.organisation, cell.organisation_id) for cell in cells})
    at = {(cell.event_id, cell.organisation_id): cell for cell in cells}
    return Grid(
        tuple((number, name) for name, number in names),
        events,
        tuple(tuple(at.get((event, number)) for _name, number in names) for event, _title in events),
    )


def list_reciprocity(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    as_at: date | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[Reciprocity, ...]:
    """Return for each organisation what it did for our events of a period and we for theirs, whom we owe most first.

    Nothing where the book does not say who we are. Two statements.
    """
    ours = frozenset(our_bodies(session))
    if not ours:
        return ()
    of_each: dict[int, list[GridCell]] = {}
    names: dict[int, str] = {}
    for cell in list_promotion_cells(session, first_day, last_day, as_at=as_at, audience=audience):
        if cell.state not in TOLD_STATES:
            continue
        if cell.host_id in ours and cell.organisation_id not in ours:
            of_each.setdefault(cell.organisation_id, []).append(cell)
            names[cell.organisation_id] = cell.organisation
        elif cell.organisation_id in ours and cell.host_id is not None and cell.host_id not in ours:
            of_each.setdefault(cell.host_id, []).append(cell)
            names[cell.host_id] = cell.host or ""
    rows = [_reciprocity(number, names[number], cells, ours) for number, cells in of_each.items()]
    return tuple(sorted(rows, key=lambda row: (-row.balance, row.organisation, row.organisation_id)))


def _reciprocity(number: int, name: str, cells: list[GridCell], ours: frozenset[int]) -> Reciprocity:
    theirs = [cell for cell in cells if cell.organisation_id not in ours]
    by_us = [cell for cell in cells if cell.organisation_id in ours]
    return Reciprocity(
        number,
        name,
        len(theirs),
        sum(1 for cell in theirs if cell.state in TAKEN_UP),
        len(by_us),
        sum(1 for cell in by_us if cell.state in TAKEN_UP),
        sum(1 for cell in cells if cell.returns_id is not None and cell.state in TAKEN_UP),
    )


def _seen(audience: Visibility) -> list[ColumnElement[bool]]:
    if audience is EVERYONE_OF_OURS:
        return []
    return [sees_record(Event, audience), sees(Promotion.organisation_id, Organisation, audience)]


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
