"""A body's constitution by category: its seats, who has them, how many are empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from models.entities import Affiliation, Area, Organisation, Person, Post
from models.queries.audience import EVERYONE_OF_OURS, may_name, may_read, nameable_to, readable, readable_or_none
from models.queries.dated import valid_on
from models.queries.posts import list_posts
from models.roles import RoleGroup, role_group
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody in a seat."""

    affiliation_id: int
    person_id: int
    name: str
    on_behalf_of_id: int | None
    on_behalf_of: str
    party: str
    starts_on: date | None
    term_ends_on: date | None
    is_voting: bool


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """One category of a body's constitution: its seats, who has them, how many are empty."""

    category: str
    """Blank for those in no category."""
    seats: int
    held: int
    vacant: int
    without_seat: int
    """Of the category, but in no seat that was set down."""
    holders: tuple[Holder, ...]
    """Only those the audience may be told of."""


_behalf = aliased(Organisation, name="behalf")


def list_constitution(
    session: Session, organisation_id: int, *, as_at: date, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[CategoryRow, ...]:
    """Return a body's constitution on a day by category: seats, who has them, empty ones.

    A holder is of the category of their seat, else of that which their role names. Its clerk belongs to none; offices
    such as chair are a category of their own where their seats say so.
    """
    posts = list_posts(session, as_at=as_at, audience=audience, organisation_id=organisation_id)
    own = {row.id: row for row in posts if row.organisation_id == organisation_id}
    seats: dict[str, tuple[int, int, int]] = {}
    for post in own.values():
        all_, held, vacant = seats.get(post.category, _NO_SEATS)
        seats[post.category] = all_ + post.seats, held + post.held, vacant + post.vacant
    holders: dict[str, list[Holder]] = {}
    outside: dict[str, int] = {}
    for row in find_holders(session, [organisation_id], as_at, audience):
        post_category = own[row.post_id].category if row.post_id in own else ""
        is_told = may_tell(audience, row.visibility, row.area_id) and row.readable_behalf
        # What is written of a role that is not told goes with it: it counts without a category.
        category = post_category or (row.category if is_told else "")
        if row.post_id not in own:
            if role_group(row.role) is RoleGroup.CLERK:
                continue
            outside[category] = outside.get(category, 0) + 1
        if is_told:
            holders.setdefault(category, []).append(Holder(*row[:9]))
    return tuple(
        CategoryRow(
            category, *seats.get(category, _NO_SEATS), outside.get(category, 0), tuple(holders.get(category, ()))
        )
        for category in sorted(seats.keys() | outside.keys())
    )


_NO_SEATS = (0, 0, 0)


def find_holders(session: Session, organisation_ids: Sequence[int], as_at: date, audience: Visibility) -> Sequence[Any]:
    """Return who holds a role at some organisations on a day: the fields of `Holder` first, then what to judge by."""
    return session.execute(
        select(
            Affiliation.id,
            Person.id,
            Person.display_name,
            Affiliation.on_behalf_of_id,
            func.coalesce(_behalf.name, "").label("behalf"),
            Affiliation.party,
            Affiliation.starts_on,
            Affiliation.term_ends_on,
            func.coalesce(Affiliation.is_voting, Post.voting, True),
            Affiliation.post_id,
            Affiliation.category,
            Affiliation.role,
            Affiliation.area_id,
            Affiliation.organisation_id,
            Person.visibility,
            readable_or_none(_behalf, audience).label("readable_behalf"),
        )
        .join(Person, Person.id == Affiliation.person_id)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .outerjoin(Post, Post.id == Affiliation.post_id)
        .outerjoin(Area, Area.id == Affiliation.area_id)
        .outerjoin(_behalf, _behalf.id == Affiliation.on_behalf_of_id)
        .where(
            Affiliation.organisation_id.in_(organisation_ids),
            valid_on(Affiliation, as_at),
            readable(Organisation, audience),
            readable_or_none(Post, audience),
            or_(Area.id.is_(None), Area.visibility.in_(nameable_to(audience))),
        )
        .order_by(Person.name_key, Person.id, Affiliation.id)
    ).all()


def may_tell(audience: Visibility, level: Visibility, area_id: int | None) -> bool:
    """Say whether a holder is named: councillors as holders of a public office, others up to the audience's level."""
    return may_name(audience, level) if area_id is not None else may_read(audience, level)
