"""The legal forms and the stages of a partnership through time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.entities import Organisation, PartnershipForm, PartnershipStage
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.dated import is_current
from models.queries.rows import build, fetch_tuples
from models.vocabulary import LegalForm, Precision, Stage, Visibility


@dataclass(frozen=True, slots=True)
class LegalFormRow:
    """A legal form of a partnership, current or over."""

    id: int
    form: LegalForm
    starts_on: date | None
    starts_precision: Precision
    ends_on: date | None
    ends_precision: Precision
    end_reason: str
    version: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage of a partnership, current or over."""

    id: int
    stage: Stage
    starts_on: date | None
    starts_precision: Precision
    ends_on: date | None
    ends_precision: Precision
    why: str
    end_reason: str
    version: int
    is_current: bool


def list_legal_forms(
    session: Session, partnership_id: int, *, as_at: date, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[LegalFormRow, ...]:
    """Return the legal forms of a partnership, those that hold on a day first."""
    one = PartnershipForm
    rows = fetch_tuples(
        session,
        select(
            *(one.id, one.form, one.starts_on, one.starts_precision, one.ends_on, one.ends_precision),
            *(one.end_reason, one.version),
        )
        .join(Organisation, Organisation.id == one.partnership_id)
        .where(readable(Organisation, audience), one.partnership_id == partnership_id)
        .order_by(one.starts_on.asc().nulls_first(), one.id),
    )
    found = (build(LegalFormRow, row, is_current=is_current(row[2], row[4], as_at)) for row in rows)
    return tuple(sorted(found, key=lambda row: not row.is_current))


def list_stages(
    session: Session, partnership_id: int, *, as_at: date, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[StageRow, ...]:
    """Return the stages that a partnership came to by a day, the first one first."""
    one = PartnershipStage
    rows = fetch_tuples(
        session,
        select(
            *(one.id, one.stage, one.starts_on, one.starts_precision, one.ends_on, one.ends_precision),
            *(one.why, one.end_reason, one.version),
        )
        .join(Organisation, Organisation.id == one.partnership_id)
        .where(
            readable(Organisation, audience),
            one.partnership_id == partnership_id,
            or_(one.starts_on.is_(None), one.starts_on <= as_at),
        )
        .order_by(one.starts_on.asc().nulls_first(), one.id),
    )
    return tuple(build(StageRow, row, is_current=is_current(row[2], row[4], as_at)) for row in rows)
