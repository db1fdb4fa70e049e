"""Businesses and community groups: what they belong to, whom they support, what they offer (need N075)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.entities import Offer, Organisation, OrganisationKind
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.belonging import is_open, live_belongings
from models.vocabulary import Visibility

COMMUNITY_KINDS = (OrganisationKind.BUSINESS, OrganisationKind.COMMUNITY_GROUP, OrganisationKind.CHARITY)


@dataclass(frozen=True, slots=True)
class CommunityPartner:
    """A business, community group or charity with its part in partnerships and what it offers."""

    organisation_id: int
    name: str
    kind: OrganisationKind
    partnerships: tuple[tuple[int, str], ...]
    offers: tuple[str, ...]
    """What it offers on the day, by subject."""

    @property
    def is_involved(self) -> bool:
        """Say whether it belongs to a partnership or offers something."""
        return bool(self.partnerships or self.offers)


def list_community_partners(
    session: Session,
    *,
    as_at: date,
    kinds: Sequence[OrganisationKind] = COMMUNITY_KINDS,
    partnership_id: int | None = None,
    involved: bool | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[CommunityPartner, ...]:
    """Return the businesses and community groups by name: of a partnership, involved ones, or those not yet."""
    statement = (
        select(Organisation.id, Organisation.name, Organisation.kind)
        .where(Organisation.kind.in_(tuple(kinds)), is_open(Organisation, as_at), readable(Organisation, audience))
        .order_by(Organisation.name_key, Organisation.id)
    )
    pairs = live_belongings(as_at, audience)
    belongs: dict[int, list[tuple[int, str]]] = {}
    members = select(pairs.c.member_id, pairs.c.partnership_id, pairs.c.partnership).where(
        pairs.c.member_kind.in_(tuple(kinds))
    )
    for member, number, name in session.execute(members.order_by(pairs.c.partnership_key, pairs.c.partnership_id)):
        belongs.setdefault(member, []).append((number, name))
    offers: dict[int, list[str]] = {}
    open_offers = (
        select(Offer.organisation_id, Offer.subject)
        .where(
            Offer.archived_at.is_(None),
            Offer.offered_on <= as_at,
            or_(Offer.until.is_(None), Offer.until >= as_at),
            readable(Offer, audience),
        )
        .order_by(Offer.subject, Offer.id)
    )
    for organisation, subject in session.execute(open_offers):
        offers.setdefault(organisation, []).append(subject)
    rows = [
        CommunityPartner(number, name, kind, tuple(belongs.get(number, ())), tuple(offers.get(number, ())))
        for number, name, kind in session.execute(statement)
    ]
    return tuple(
        row
        for row in rows
        if (involved is None or row.is_involved is involved)
        and (partnership_id is None or partnership_id in (number for number, _name in row.partnerships))
    )
