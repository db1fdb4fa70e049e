"""Finding partnerships: by kind, status, stage, model, legal form, local authority and age, on any day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from models.entities import (
    Area,
    Organisation,
    OrganisationKind,
    PartnershipForm,
    PartnershipProfile,
    PartnershipStage,
    PartnershipType,
)
from models.partnership_types import service_model
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.belonging import GROUPING_KINDS, Partnership, belongings, is_live, is_open
from models.queries.dated import valid_on
from models.queries.narrowing import Narrowing
from models.text import LONGEST_ASKED, sort_key
from models.vocabulary import (
    AuthorityRelation,
    LegalForm,
    PartnershipStatus,
    Precision,
    ServiceModel,
    Stage,
    Visibility,
)

Authority = aliased(Organisation, name="authority")
_Member = aliased(Organisation, name="counted")
_Stage = aliased(PartnershipStage, name="stage_on")

NEW_WITHIN_YEARS = 3
"""A partnership founded so many years ago or less is a relatively new one (need N106)."""


@dataclass(frozen=True, slots=True)
class PartnershipFilter:
    """Which partnerships to list; what is None is not asked for."""

    kinds: tuple[OrganisationKind, ...] = (OrganisationKind.PARTNERSHIP,)
    """Partnerships alone unless told otherwise; clusters, federations and trusts may be asked for too."""
    live_only: bool = False
    type_id: int | None = None
    status: PartnershipStatus | None = None
    stage: Stage | None = None
    model: ServiceModel | None = None
    legal_forms: tuple[LegalForm, ...] = ()
    """All of these at once."""
    authority_id: int | None = None
    authority_relation: AuthorityRelation | None = None
    founded_from: date | None = None
    founded_before: date | None = None
    text: str = ""
    narrowing: Narrowing | None = None
    """What rules ask of its organisation besides."""


@dataclass(frozen=True, slots=True)
class PartnershipRow:
    """A partnership as lists show it."""

    id: int
    name: str
    short_name: str
    kind: OrganisationKind
    type_id: int | None
    type: str
    is_historical: bool
    status: PartnershipStatus
    stage: Stage | None
    model: ServiceModel | None
    """None where nothing is known of its services."""
    authority_id: int | None
    authority: str
    authority_relation: AuthorityRelation
    area_id: int | None
    founded_on: date | None
    founded_precision: Precision
    years_old: int | None
    """Whole years since its foundation."""
    review_on: date | None
    members: int

    @property
    def is_new(self) -> bool | None:
        """Say whether it is a relatively new partnership; None where its foundation is not known."""
        return None if self.years_old is None else self.years_old < NEW_WITHIN_YEARS


def list_partnerships(
    session: Session,
    *,
    as_at: date,
    where: PartnershipFilter = PartnershipFilter(),
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[PartnershipRow, ...]:
    """Return the partnerships that answer a question, as they stood on a day, by name."""
    rows = (_row(row, as_at) for row in session.execute(_statement(as_at, where, audience)))
    return tuple(row for row in rows if where.model is None or row.model is where.model)


def find_partnership_rows(
    session: Session, ids: Iterable[int], *, as_at: date, audience: Visibility = EVERYONE_OF_OURS
) -> dict[int, PartnershipRow]:
    """Return some partnerships by their numbers; those that the audience may not read are left out."""
    of = sorted(set(ids))
    statement = _statement(as_at, PartnershipFilter(kinds=GROUPING_KINDS), audience, of).where(Partnership.id.in_(of))
    return {row.id: _row(row, as_at) for row in session.execute(statement)}


def _statement(
    as_at: date, where: PartnershipFilter, audience: Visibility, of: Sequence[int] | None = None
) -> Select[*tuple[Any, ...]]:
    pairs = belongings(as_at, of).subquery("pairs")
    members = (
        select(pairs.c.partnership_id, func.count().label("members"))
        .join(_Member, _Member.id == pairs.c.member_id)
        .where(is_open(_Member, as_at), readable(_Member, audience))
        .group_by(pairs.c.partnership_id)
        .subquery("members")
    )
    profile = PartnershipProfile
    return (
        select(
            Partnership.id,
            Partnership.name,
            Partnership.short_name,
            Partnership.kind,
            profile.type_id,
            func.coalesce(PartnershipType.name, "").label("type"),
            func.coalesce(PartnershipType.is_historical, False).label("is_historical"),
            profile.status,
            PartnershipStage.stage,
            profile.id.label("profile_id"),
            profile.has_statutory_improvement.label("statutory"),
            profile.has_traded_improvement.label("traded_improvement"),
            profile.has_traded_business.label("traded_business"),
            Authority.id.label("authority_id"),
            Authority.name.label("authority"),
            profile.authority_relation,
            Area.id.label("area_id"),
            profile.founded_on,
            profile.founded_precision,
            profile.review_on,
            func.coalesce(members.c.members, 0).label("members"),
        )
        .select_from(Partnership)
        .outerjoin(profile, profile.organisation_id == Partnership.id)
        .outerjoin(PartnershipType, PartnershipType.id == profile.type_id)
        .outerjoin(
            PartnershipStage,
            and_(PartnershipStage.partnership_id == Partnership.id, PartnershipStage.id == _stage_on(as_at)),
        )
        .outerjoin(Authority, and_(Authority.id == profile.authority_id, readable(Authority, audience)))
        .outerjoin(Area, and_(Area.id == profile.area_id, readable(Area, audience)))
        .outerjoin(members, members.c.partnership_id == Partnership.id)
        .where(*_conditions(as_at, where, audience))
        .order_by(Partnership.name_key, Partnership.id)
    )


def _stage_on(as_at: date) -> ScalarSelect[int]:
    """Return the stage that a partnership was at on a day: the last begun where days overlap, never two."""
    return (
        select(_Stage.id)
        .where(_Stage.partnership_id == Partnership.id, valid_on(_Stage, as_at))
        .order_by(_Stage.starts_on.desc().nulls_last(), _Stage.id.desc())
        .limit(1)
        .correlate(Partnership)
        .scalar_subquery()
    )


def _conditions(as_at: date, where: PartnershipFilter, audience: Visibility) -> list[ColumnElement[bool]]:
    profile, form = PartnershipProfile, PartnershipForm
    found = [
        Partnership.kind.in_(where.kinds),
        Partnership.archived_at.is_(None),
        readable(Partnership, audience),
    ]
    equal = (
        (profile.type_id, where.type_id),
        (profile.status, where.status),
        (PartnershipStage.stage, where.stage),
        (profile.authority_relation, where.authority_relation),
    )
    found += [column == value for column, value in equal if value is not None]
    if where.authority_id is not None:
        # Through the name that the audience may read: a filter must not tell what the row does not.
        found.append(Authority.id == where.authority_id)
    if where.live_only:
        found.append(is_live(Partnership, as_at))
    found += [
        exists().where(form.partnership_id == Partnership.id, form.form == one, valid_on(form, as_at))
        for one in where.legal_forms
    ]
    if where.founded_from is not None:
        found.append(profile.founded_on >= where.founded_from)
    if where.founded_before is not None:
        found.append(profile.founded_on < where.founded_before)
    if where.narrowing is not None:
        found.append(Partnership.id.in_(select(Organisation.id).where(where.narrowing.condition)))
    if key := sort_key(where.text[:LONGEST_ASKED]):
        found.append(Partnership.name_key.contains(key, autoescape=True))
    return found


def _row(row: Any, as_at: date) -> PartnershipRow:
    known = row.profile_id is not None
    model = service_model(
        statutory=bool(row.statutory),
        traded_improvement=bool(row.traded_improvement),
        traded_business=bool(row.traded_business),
    )
    return PartnershipRow(
        id=row.id,
        name=row.name,
        short_name=row.short_name,
        kind=row.kind,
        type_id=row.type_id,
        type=row.type,
        is_historical=bool(row.is_historical),
        status=row.status or PartnershipStatus.ACTIVE,
        stage=row.stage,
        model=model if known else None,
        authority_id=row.authority_id,
        authority=row.authority or "",
        authority_relation=row.authority_relation or AuthorityRelation.UNKNOWN,
        area_id=row.area_id,
        founded_on=row.founded_on,
        founded_precision=row.founded_precision or Precision.DAY,
        years_old=whole_years(row.founded_on, as_at),
        review_on=row.review_on,
        members=row.members,
    )


def whole_years(since: date | None, day: date) -> int | None:
    """Return the whole years from a day to another; None where it is not known or not yet."""
    if since is None or since > day:
        return None
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))
