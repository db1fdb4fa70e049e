"""What is provided in and for institutions and clusters: by whom, when in the day, and where the gaps are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.entities import Organisation, OrganisationKind, Service
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.belonging import live_belongings
from models.queries.dated import valid_on
from models.queries.rows import fetch
from models.vocabulary import Precision, ServiceKind, TimeOfDay, Visibility

Provider = aliased(Organisation, name="provider")
At = aliased(Organisation, name="at")

EXTENDED_KINDS = (ServiceKind.STUDY_SUPPORT, ServiceKind.CHILDCARE, ServiceKind.HEALTH, ServiceKind.ADVICE)
"""Extended services: those before and after the normal school day, and those that come into school (need N052)."""

_AGENCIES = tuple(kind for kind in OrganisationKind if kind not in (OrganisationKind.INSTITUTION, OrganisationKind.PTA))


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service with its names."""

    id: int
    provider_id: int
    provider: str
    at_id: int | None
    at: str
    kind: ServiceKind
    name: str
    time_of_day: TimeOfDay | None
    is_traded: bool
    starts_on: date | None
    starts_precision: Precision
    ends_on: date | None
    end_reason: str
    note: str
    visibility: Visibility
    version: int


@dataclass(frozen=True, slots=True)
class ExtendedServices:
    """What a cluster and its members offer besides lessons, by kind and time of day."""

    cluster_id: int
    services: tuple[ServiceRow, ...]

    def of(self, kind: ServiceKind, time_of_day: TimeOfDay | None = None) -> tuple[ServiceRow, ...]:
        """Return the services of a kind, at one time of day where it is given."""
        return tuple(row for row in self.services if row.kind is kind and time_of_day in (None, row.time_of_day))

    @property
    def gaps(self) -> tuple[tuple[ServiceKind, TimeOfDay], ...]:
        """Return the kinds of which there is nothing before or nothing after the school day."""
        sessions = (TimeOfDay.BEFORE_SCHOOL, TimeOfDay.AFTER_SCHOOL)
        return tuple((kind, time) for kind in EXTENDED_KINDS for time in sessions if not self.of(kind, time))


def _statement(audience: Visibility, *where: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    one = Service
    return (
        select(
            *(one.id, Provider.id, Provider.name, At.id, func.coalesce(At.name, ""), one.kind, one.name),
            *(one.time_of_day, one.is_traded, one.starts_on, one.starts_precision, one.ends_on, one.end_reason),
            *(one.note, one.visibility, one.version),
        )
        .select_from(one)
        .join(Provider, Provider.id == one.provider_id)
        .outerjoin(At, At.id == one.at_id)
        .where(
            one.archived_at.is_(None),
            Provider.archived_at.is_(None),
            readable(one, audience),
            readable(Provider, audience),
            readable_or_none(At, audience),
            *where,
        )
        .order_by(one.kind, Provider.name_key, one.id)
    )


def list_services(
    session: Session,
    *,
    as_at: date,
    provider_id: int | None = None,
    at_id: int | None = None,
    kinds: Sequence[ServiceKind] = (),
    traded: bool | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[ServiceRow, ...]:
    """Return the services of a day: what a provider offers, what is provided at a place, what is bought."""
    where = [valid_on(Service, as_at)]
    if provider_id is not None:
        where.append(Service.provider_id == provider_id)
    if at_id is not None:
        where.append(Service.at_id == at_id)
    if kinds:
        where.append(Service.kind.in_(tuple(kinds)))
    if traded is not None:
        where.append(Service.is_traded.is_(traded))
    return tuple(fetch(session, ServiceRow, _statement(audience, *where)))


def list_agency_services(
    session: Session, *, as_at: date, institution_id: int | None = None, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[ServiceRow, ...]:
    """Return what outside agencies provide inside institutions on a day, of all or of one.

    What a school provides itself, or another school or its parents' association for it, is not an agency's.
    """
    where = [
        valid_on(Service, as_at),
        At.kind == OrganisationKind.INSTITUTION,
        Provider.id != At.id,
        Provider.kind.in_(_AGENCIES),
        or_(Provider.parent_id.is_(None), Provider.parent_id != At.id),
    ]
    if institution_id is not None:
        where.append(At.id == institution_id)
    return tuple(fetch(session, ServiceRow, _statement(audience, *where)))


def find_extended_services(
    session: Session, cluster_id: int, *, as_at: date, audience: Visibility = EVERYONE_OF_OURS
) -> ExtendedServices:
    """Return the extended services of a cluster on a day: of the cluster itself and at each of its members."""
    pairs = live_belongings(as_at, audience, [cluster_id])
    members = select(pairs.c.member_id).where(pairs.c.partnership_id == cluster_id)
    where = (
        valid_on(Service, as_at),
        Service.kind.in_(EXTENDED_KINDS),
        or_(Service.at_id == cluster_id, Service.at_id.in_(members)),
    )
    return ExtendedServices(cluster_id, tuple(fetch(session, ServiceRow, _statement(audience, *where))))
