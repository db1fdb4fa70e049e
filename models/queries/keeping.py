"""How well commitments are kept: what became of those that were due in a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from models.entities import Commitment, CommitmentState, Organisation
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.commitments import open_at
from models.queries.rows import fetch
from models.queries.sight import sees_record
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class KeepingRate:
    """What became of the commitments that were due in a period, seen from a day."""

    organisation_id: int | None
    organisation: str
    due: int
    kept: int
    kept_late: int
    """Of the kept ones, how many after their day."""
    kept_in_part: int
    late: int
    """Still open after their day."""
    lapsed: int
    withdrawn: int
    referred: int = 0
    """Referred on: with others now, and no longer ours or theirs to keep."""

    @property
    def open(self) -> int:
        """Return how many are open and not yet past their day."""
        ended = self.kept + self.kept_in_part + self.lapsed + self.withdrawn + self.referred
        return self.due - ended - self.late

    @property
    def rate(self) -> float | None:
        """Return the fraction kept of those not withdrawn or referred on; None where nothing was due."""
        counted = self.due - self.withdrawn - self.referred
        return self.kept / counted if counted else None


def keeping_rate(
    session: Session,
    first_day: date,
    last_day: date,
    as_at: date,
    organisation_id: int | None = None,
    *,
    audience: Visibility = EVERYONE_OF_OURS,
) -> KeepingRate:
    """Return what became, by a day, of the commitments due in a period, of all owners or of one organisation."""
    statement = select(*_keeping_counts(as_at)).select_from(Commitment)
    statement = statement.where(*_due_in(first_day, last_day, as_at), sees_record(Commitment, audience))
    name = ""
    if organisation_id is not None:
        statement = statement.where(Commitment.owner_organisation_id == organisation_id)
        name = session.execute(select(Organisation.name).where(Organisation.id == organisation_id)).scalar_one()
    return fetch(session, partial(KeepingRate, organisation_id, name), statement)[0]


def list_keeping_rates(
    session: Session,
    first_day: date,
    last_day: date,
    as_at: date,
    *,
    ward_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[KeepingRate, ...]:
    """Return what became, by a day, of the commitments due in a period, for each organisation that promised some.

    With a ward, for those that lie in it.
    """
    statement = (
        select(Organisation.id, func.coalesce(Organisation.name, ""), *_keeping_counts(as_at))
        .select_from(Commitment)
        .outerjoin(Organisation, Organisation.id == Commitment.owner_organisation_id)
        .where(*_due_in(first_day, last_day, as_at), sees_record(Commitment, audience))
        .group_by(Organisation.id, Organisation.name, Organisation.name_key)
        .order_by(Organisation.name_key.nulls_last(), Organisation.id)
    )
    if ward_id is not None:
        statement = statement.where(Organisation.ward_id == ward_id)
    return tuple(fetch(session, KeepingRate, statement))


def _keeping_counts(as_at: date) -> list[ColumnElement[int]]:
    """Return the counts of a KeepingRate in its order, as things stood at the end of a day."""
    ended = and_(Commitment.closed_on.is_not(None), Commitment.closed_on <= as_at)

    def ended_as(state: CommitmentState, *more: ColumnElement[bool]) -> ColumnElement[int]:
        return func.count().filter(and_(ended, Commitment.state == state, *more))

    return [
        func.count(),
        ended_as(CommitmentState.KEPT),
        ended_as(CommitmentState.KEPT, Commitment.closed_on > Commitment.due_on),
        ended_as(CommitmentState.KEPT_IN_PART),
        func.count().filter(and_(open_at(as_at), Commitment.due_on < as_at)),
        ended_as(CommitmentState.LAPSED),
        ended_as(CommitmentState.WITHDRAWN),
        ended_as(CommitmentState.REFERRED),
    ]


def _due_in(first_day: date, last_day: date, as_at: date) -> list[ColumnElement[bool]]:
    """Return the conditions of a commitment that was due in a period and made by a day."""
    return [
        Commitment.state != CommitmentState.ASPIRATION,
        Commitment.archived_at.is_(None),
        Commitment.due_on.between(first_day, last_day),
        Commitment.made_on <= as_at,
    ]


@dataclass(frozen=True, slots=True)
class PartnerKeeping:
    """What a partner promised us and what we promised them, with what became of both."""

    organisation_id: int
    organisation: str
    theirs: KeepingRate
    """What they promised, to us or to anybody."""
    ours: KeepingRate
    """What was promised to them."""


def list_partner_keeping(
    session: Session,
    first_day: date,
    last_day: date,
    as_at: date,
    *,
    organisation_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[PartnerKeeping, ...]:
    """Return what became of promises both ways, partner by partner, by name; or of one partner. Two statements."""
    found: dict[int, dict[str, KeepingRate]] = {}
    names: dict[int, tuple[str, str]] = {}
    for way, column in (("theirs", Commitment.owner_organisation_id), ("ours", Commitment.to_organisation_id)):
        statement = (
            select(Organisation.name_key, Organisation.id, Organisation.name, *_keeping_counts(as_at))
            .select_from(Commitment)
            .join(Organisation, Organisation.id == column)
            .where(*_due_in(first_day, last_day, as_at), sees_record(Commitment, audience))
            .group_by(Organisation.id, Organisation.name, Organisation.name_key)
        )
        if organisation_id is not None:
            statement = statement.where(Organisation.id == organisation_id)
        for key, number, name, *counts in session.execute(statement):
            names[number] = (key, name)
            found.setdefault(number, {})[way] = KeepingRate(number, name, *counts)
    none = (0, 0, 0, 0, 0, 0, 0, 0)
    return tuple(
        PartnerKeeping(
            number,
            name,
            found[number].get("theirs", KeepingRate(number, name, *none)),
            found[number].get("ours", KeepingRate(number, name, *none)),
        )
        for number, (_key, name) in sorted(names.items(), key=lambda one: (one[1][0], one[0]))
    )
