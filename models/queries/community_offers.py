"""What organisations offer to the community, for open data: their offers and services that may be known.

Only organisations are named; whom to ask at one of them, and what we noted of an offer, stays here.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.entities import Offer, Service
from models.exchange.open_data.entries import CommunityOffer, OpenOrganisation
from models.queries.dated import valid_on
from models.queries.open_organisations import find_open_organisations
from models.queries.sight import sees_record
from models.vocabulary import Visibility
from models.words import label
from resources.i18n import _


def list_community_offers(
    session: Session,
    today: date,
    *,
    provider_ids: Collection[int] | None = None,
    audience: Visibility = Visibility.PUBLIC,
) -> tuple[CommunityOffer, ...]:
    """Return what is offered on a day by organisations that are open, of some or all, by organisation and name."""
    places = find_open_organisations(session, today=today, audience=audience)
    open_now = {number: one for number, one in places.items() if one.closed_on is None or one.closed_on > today}
    found = [*_offers(session, today, open_now, audience), *_services(session, today, open_now, audience)]
    if provider_ids is not None:
        wanted = {places[number].uid for number in provider_ids if number in places}
        found = [one for one in found if one.organisation.uid in wanted]
    order = {one.uid: place for place, one in enumerate(places.values())}
    found.sort(key=lambda one: (order[one.organisation.uid], one.name, one.uid))
    return tuple(found)


def _offers(
    session: Session, today: date, places: dict[int, OpenOrganisation], audience: Visibility
) -> list[CommunityOffer]:
    rows = session.execute(
        select(
            Offer.uid,
            Offer.organisation_id,
            Offer.kind,
            Offer.subject,
            Offer.phase,
            Offer.offered_on,
            Offer.until,
            Offer.updated_at,
        )
        .where(
            Offer.archived_at.is_(None),
            Offer.offered_on <= today,
            or_(Offer.until.is_(None), Offer.until >= today),
            sees_record(Offer, audience),
        )
        .order_by(Offer.id)
    )
    return [
        CommunityOffer(
            uid=row.uid,
            organisation=places[row.organisation_id],
            name=row.subject,
            description=_described(row),
            at=places[row.organisation_id],
            since=row.offered_on,
            until=row.until,
            changed=row.updated_at,
        )
        for row in rows
        if row.organisation_id in places
    ]


def _described(row: Any) -> str:
    kind = label(row.kind)
    return _("{kind}, for {phase}").format(kind=kind, phase=row.phase) if row.phase else kind


def _services(
    session: Session, today: date, places: dict[int, OpenOrganisation], audience: Visibility
) -> list[CommunityOffer]:
    rows = session.execute(
        select(
            Service.uid,
            Service.provider_id,
            Service.at_id,
            Service.kind,
            Service.name,
            Service.time_of_day,
            Service.is_traded,
            Service.starts_on,
            Service.ends_on,
            Service.updated_at,
        )
        .where(Service.archived_at.is_(None), valid_on(Service, today), sees_record(Service, audience))
        .order_by(Service.id)
    )
    return [
        CommunityOffer(
            uid=row.uid,
            organisation=places[row.provider_id],
            name=row.name,
            description=label(row.kind),
            at=places.get(row.at_id, places[row.provider_id]),
            when="" if row.time_of_day is None else label(row.time_of_day),
            since=row.starts_on,
            until=None if row.ends_on is None else row.ends_on - timedelta(days=1),
            is_charged=row.is_traded,
            changed=row.updated_at,
        )
        for row in rows
        if row.provider_id in places
    ]
