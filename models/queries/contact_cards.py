"""People and organisations as cards of an address book: what other programs may keep of them, and nothing else.

A card says who somebody is, where they work and how to reach them. What we note for ourselves (notes, biographies, how
a relationship stands) is never on it, nor a way of reaching somebody that they refuse: whoever takes the card into
another program would use it. Of several roles a card has room for one: the one they are best asked in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.contact_ways import POINTS, refused_ways
from models.entities import ContactPoint, Organisation, Person
from models.exchange.vcards.cards import Card, CardKind, CardWay
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.card_parts import (
    Points,
    find_best_roles,
    find_points_of,
    find_tag_names,
    newest_of,
    put_reach,
    work_address,
)
from models.queries.parties import Party
from models.vocabulary import ContactPointKind, Visibility

_PEOPLE = (
    select(
        Person.id,
        Person.uid,
        Person.display_name,
        Person.title,
        Person.given_name,
        Person.family_name,
        Person.post_nominals,
        Person.known_as,
        Person.do_not_contact,
        Person.updated_at,
    )
    .where(Person.archived_at.is_(None))
    .order_by(Person.name_key, Person.id)
)
_PLACES = (
    select(
        Organisation.id,
        Organisation.uid,
        Organisation.name,
        Organisation.street,
        Organisation.locality,
        Organisation.town,
        Organisation.county,
        Organisation.postcode,
        Organisation.website,
        Organisation.updated_at,
    )
    .where(Organisation.archived_at.is_(None))
    .order_by(Organisation.name_key, Organisation.id)
)


def list_contact_cards(
    session: Session,
    parties: Sequence[Party] | None = None,
    *,
    today: date,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[Card, ...]:
    """Return the cards of some people and organisations in their order; without any named, of all: people first.

    Those put away or above the audience have none; among all, neither have organisations that are closed.
    """
    if parties is None:
        return (
            *_people(session, None, today, audience).values(),
            *_organisations(session, None, today, audience).values(),
        )
    people = [one.person_id for one in parties if one.person_id is not None]
    places = [one.organisation_id for one in parties if one.person_id is None and one.organisation_id is not None]
    of_people = _people(session, people, today, audience)
    of_places = _organisations(session, places, today, audience)
    cards = (
        of_people.get(one.person_id) if one.person_id is not None else of_places.get(one.organisation_id or 0)
        for one in parties
    )
    return tuple({card.uid: card for card in cards if card is not None}.values())


def list_all_parties(session: Session, today: date, *, audience: Visibility = EVERYONE_OF_OURS) -> tuple[Party, ...]:
    """Return all people and all organisations that are open, as those of whom there are cards."""
    people = session.scalars(_PEOPLE.with_only_columns(Person.id).where(readable(Person, audience)))
    open_places = _PLACES.with_only_columns(Organisation.id).where(readable(Organisation, audience), _is_open(today))
    return (
        *(Party(person_id=number) for number in people),
        *(Party(organisation_id=number) for number in session.scalars(open_places)),
    )


def count_cards_above(session: Session, today: date, *, audience: Visibility = EVERYONE_OF_OURS) -> int:
    """Return how many of all people and organisations have no card for an audience because they are above it."""
    above = [
        select(func.count()).select_from(statement.where(~readable(entity, audience)).order_by(None).subquery())
        for statement, entity in ((_PEOPLE, Person), (_PLACES.where(_is_open(today)), Organisation))
    ]
    return sum(session.execute(count).scalar_one() for count in above)


def _is_open(day: date) -> ColumnElement[bool]:
    return or_(Organisation.closed_on.is_(None), Organisation.closed_on > day)


def _chunks(numbers: Sequence[int] | None) -> Iterator[Sequence[int] | None]:
    """Give the numbers in pieces that a statement takes; None, for all, as it is."""
    if numbers is None:
        yield None
        return
    wanted = list(dict.fromkeys(numbers))
    yield from in_chunks(wanted)


def _people(session: Session, numbers: Sequence[int] | None, today: date, audience: Visibility) -> dict[int, Card]:
    found: dict[int, Card] = {}
    for chunk in _chunks(numbers):
        rows = session.execute(_chosen(_PEOPLE.where(readable(Person, audience)), Person, chunk)).all()
        ids = None if chunk is None else [row.id for row in rows]
        points = find_points_of(session, ContactPoint.person_id.expression, ids, today)
        roles = find_best_roles(session, ids, today, audience)
        tags = find_tag_names(session, "person", ids, audience)
        for row in rows:
            found[row.id] = _person(row, points.get(row.id), roles.get(row.id), tags.get(row.id, []))
    return found


def _person(row: Any, own: Points | None, role: Any, tags: list[str]) -> Card:
    refused = {kind for way in refused_ways(row.do_not_contact) for kind in POINTS[way]}
    card = Card(
        0,
        display=row.display_name,
        prefix=row.title,
        given=row.given_name,
        family=row.family_name,
        suffix=row.post_nominals,
        nickname=row.known_as,
        uid=f"urn:uuid:{row.uid}",
        categories=tags,
    )
    if own is not None:
        put_reach(card, own, refused)
    if role is not None:
        card.organisation, card.title = role.name, role.job_title or role.role
        if not card.addresses and ContactPointKind.POST not in refused:
            card.addresses = work_address(role)
    moments = [row.updated_at]
    moments += [own.changed] if own is not None else []
    moments += [role.updated_at, role.place_updated_at] if role is not None else []
    card.changed = newest_of(moments)
    return card


def _organisations(
    session: Session, numbers: Sequence[int] | None, today: date, audience: Visibility
) -> dict[int, Card]:
    found: dict[int, Card] = {}
    for chunk in _chunks(numbers):
        statement = _chosen(_PLACES.where(readable(Organisation, audience)), Organisation, chunk)
        if chunk is None:
            statement = statement.where(_is_open(today))
        rows = session.execute(statement).all()
        ids = None if chunk is None else [row.id for row in rows]
        points = find_points_of(session, ContactPoint.organisation_id.expression, ids, today)
        tags = find_tag_names(session, "organisation", ids, audience)
        for row in rows:
            found[row.id] = _organisation(row, points.get(row.id), tags.get(row.id, []))
    return found


def _organisation(row: Any, own: Points | None, tags: list[str]) -> Card:
    card = Card(
        0,
        kind=CardKind.ORGANISATION,
        display=row.name,
        organisation=row.name,
        uid=f"urn:uuid:{row.uid}",
        categories=tags,
    )
    if row.website:
        card.websites.append(CardWay(row.website))
    if own is not None:
        put_reach(card, own)
    card.addresses = work_address(row) or card.addresses
    card.changed = newest_of([row.updated_at, *([own.changed] if own is not None else [])])
    return card


def _chosen(
    statement: Select[*tuple[Any, ...]], entity: type[Person] | type[Organisation], numbers: Sequence[int] | None
) -> Select[*tuple[Any, ...]]:
    return statement if numbers is None else statement.where(entity.id.in_(numbers))
