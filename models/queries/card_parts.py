"""What a card of an address book is made of: ways to reach somebody, their role and place of work, their tags."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.addresses import lines_of_text, postcode_of
from models.entities import Affiliation, ContactPoint, Organisation, Tag, TagLink
from models.exchange.vcards.cards import Card, CardAddress, CardWay
from models.queries.audience import readable
from models.queries.dated import valid_on
from models.queries.parties import holds_on
from models.queries.tags import list_tags
from models.vocabulary import ContactPointKind, Visibility

_PHONES = frozenset({ContactPointKind.PHONE, ContactPointKind.MOBILE})
_TYPES = frozenset({"work", "home", "fax", "pager", "car", "main", "textphone"})
"""Labels that address books have a word of their own for."""
_DIGIT = re.compile(r"\d")
_CODE_ABROAD = re.compile(r"(?=(?:\D*\d){3})[A-Z\d -]{3,10}")
"""A line that is nothing but a postcode of another country."""


@dataclass(frozen=True, slots=True)
class Points:
    """How to reach somebody, and when that was last changed."""

    emails: list[CardWay]
    phones: list[CardWay]
    websites: list[CardWay]
    post: list[str]
    changed: datetime


def put_reach(card: Card, own: Points, refused: Collection[ContactPointKind] = ()) -> None:
    """Put on a card how to reach somebody, but for the ways they refuse."""
    if ContactPointKind.EMAIL not in refused:
        card.emails = own.emails
    if _PHONES.isdisjoint(refused):
        card.phones = own.phones
    known = {way.value for way in card.websites}
    card.websites += [way for way in own.websites if way.value not in known]
    if ContactPointKind.POST not in refused:
        card.addresses = [address for text in own.post if (address := address_of_text(text)) is not None]


def address_of_text(text: str) -> CardAddress | None:
    """Return an address as somebody wrote it in the parts of a card; None where nothing stands there.

    >>> abroad = address_of_text("3 rue Haute, Paris, 75001, France")
    >>> abroad.town, abroad.postcode, abroad.country
    ('Paris', '75001', 'France')
    """
    lines = lines_of_text(text)
    if not lines:
        return None
    postcode, country = postcode_of(lines), ""
    above = lines[:-1] if postcode else lines
    if not postcode and len(lines) > 2 and _CODE_ABROAD.fullmatch(lines[-2]) and not _DIGIT.search(lines[-1]):
        above, postcode, country = lines[:-2], lines[-2], lines[-1]
    town = above[-1] if len(above) > 1 else ""
    street = "\n".join(above[:-1] if town else above)
    return CardAddress(street=street, town=town, postcode=postcode, country=country)


def work_address(row: Any) -> list[CardAddress]:
    """Return where an organisation is; nothing where that is not known."""
    street = "\n".join(part for part in (row.street, row.locality) if part)
    if not (street or row.town or row.county or row.postcode):
        return []
    work = frozenset({"work"})
    return [CardAddress(street=street, town=row.town, region=row.county, postcode=row.postcode, types=work)]


def find_points_of(session: Session, owner: Any, numbers: Sequence[int] | None, today: date) -> dict[int, Points]:
    """Return the addresses and numbers that hold on a day, the primary one of each kind first."""
    question = (
        select(
            owner.label("owner"),
            ContactPoint.kind,
            ContactPoint.value,
            ContactPoint.label,
            ContactPoint.is_primary,
            ContactPoint.updated_at,
        )
        .where(owner.is_not(None), valid_on(ContactPoint, today))
        .order_by(ContactPoint.is_primary.desc(), ContactPoint.id)
    )
    found: dict[int, Points] = {}
    for row in session.execute(question if numbers is None else question.where(owner.in_(numbers))):
        own = found.get(row.owner)
        if own is None or row.updated_at > own.changed:
            kept = (own.emails, own.phones, own.websites, own.post) if own is not None else ([], [], [], [])
            own = found[row.owner] = Points(*kept, row.updated_at)
        if row.kind is ContactPointKind.EMAIL:
            own.emails.append(_way(row))
        elif row.kind in _PHONES:
            own.phones.append(_way(row))
        elif row.kind is ContactPointKind.POST:
            own.post.append(row.value)
        else:
            own.websites.append(_way(row))
    return found


def _way(row: Any) -> CardWay:
    word = row.label.strip().casefold()
    types = {word} if word in _TYPES else set()
    if row.kind is ContactPointKind.MOBILE:
        types.add("cell")
    return CardWay(row.value, frozenset(types), "" if word in _TYPES else row.label.strip(), row.is_primary)


def find_best_roles(
    session: Session, numbers: Sequence[int] | None, today: date, audience: Visibility
) -> dict[int, Any]:
    """Return the role of a day that each is best asked in, with the organisation and where it is."""
    question: Select[*tuple[Any, ...]] = (
        select(
            Affiliation.person_id,
            Affiliation.role,
            Affiliation.job_title,
            Affiliation.updated_at,
            Organisation.name,
            Organisation.street,
            Organisation.locality,
            Organisation.town,
            Organisation.county,
            Organisation.postcode,
            Organisation.updated_at.label("place_updated_at"),
        )
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(holds_on(today), Organisation.archived_at.is_(None), readable(Organisation, audience))
        .order_by(Affiliation.is_best_contact.desc(), Affiliation.starts_on.desc().nulls_last(), Affiliation.id)
    )
    if numbers is not None:
        question = question.where(Affiliation.person_id.in_(numbers))
    found: dict[int, Any] = {}
    for row in session.execute(question):
        found.setdefault(row.person_id, row)
    return found


def find_tag_names(
    session: Session, kind: str, numbers: Sequence[int] | None, audience: Visibility
) -> dict[int, list[str]]:
    """Return the tags that an audience may see, by name."""
    names = {row.id: row.name for row in list_tags(session, audience=audience)}
    question = (
        select(TagLink.record_id, TagLink.tag_id)
        .join(Tag, Tag.id == TagLink.tag_id)
        .where(TagLink.record_kind == kind)
        .order_by(Tag.name_key, Tag.id)
    )
    found: dict[int, list[str]] = {}
    if names and numbers != []:
        rows = session.execute(question if numbers is None else question.where(TagLink.record_id.in_(numbers)))
        for record_id, tag_id in rows:
            if tag_id in names:
                found.setdefault(record_id, []).append(names[tag_id])
    return found


def newest_of(moments: Iterable[datetime]) -> str:
    """Return the latest of some moments as a card gives it: 20261122T101500Z."""
    return max(moments).replace(tzinfo=UTC).strftime("%Y%m%dT%H%M%SZ")
