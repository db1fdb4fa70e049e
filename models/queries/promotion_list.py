"""All asking of organisations to advertise events, over all events: the cross-promotion grid as a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.entities import Event, Organisation, Promotion
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.rows import fetch
from models.vocabulary import PromotionState, Visibility

_Host = aliased(Organisation, name="host")


@dataclass(frozen=True, slots=True)
class PromotionCell:
    """What came of asking one organisation about one event."""

    id: int
    event_id: int
    event: str
    starts_at: datetime
    organisation_id: int
    organisation: str
    state: PromotionState
    channel: str
    asked_on: date | None
    displayed_on: date | None


def list_promotion_cells(
    session: Session, as_at: date, *, limit: int | None = None, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[PromotionCell, ...]:
    """Return the cells of the grid, the newest event first, of what was asked up to a day or only suggested."""
    statement = (
        select(
            Promotion.id,
            Event.id,
            Event.title,
            Event.starts_at,
            Organisation.id,
            Organisation.name,
            Promotion.state,
            Promotion.channel,
            Promotion.asked_on,
            Promotion.displayed_on,
        )
        .join(Event, Event.id == Promotion.event_id)
        .join(Organisation, Organisation.id == Promotion.organisation_id)
        .outerjoin(_Host, _Host.id == Event.organisation_id)
        .where(
            Event.archived_at.is_(None),
            Organisation.archived_at.is_(None),
            (Promotion.asked_on.is_(None)) | (Promotion.asked_on <= as_at),
            readable(Event, audience),
            readable(Organisation, audience),
            readable_or_none(_Host, audience),
        )
        .order_by(Event.starts_at.desc(), Event.id.desc(), Organisation.name_key, Promotion.id)
        .limit(limit)
    )
    return tuple(fetch(session, PromotionCell, statement))
