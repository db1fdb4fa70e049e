"""Seats: how many there are and how many are empty, worked out for any day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from models.entities import Affiliation, Area, Organisation, OrganisationKind, Post
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.dated import valid_on
from models.queries.rows import fetch
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class PostRow:
    """A kind of seat at an organisation with how many of it are taken on a day."""

    id: int
    organisation_id: int
    organisation: str
    parent_id: int | None
    parent: str | None
    role: str
    label: str
    category: str
    appointing_body: str
    term_months: int | None
    voting: bool
    area_id: int | None
    area: str | None
    starts_on: date | None
    ends_on: date | None
    seats: int
    held: int
    last_left_on: date | None
    """When the last one who left a seat of the kind did so."""
    version: int

    @property
    def name(self) -> str:
        """Return what the seat is called."""
        return self.label or self.role

    @property
    def vacant(self) -> int:
        """Return how many of the seats are empty; a seat held twice makes no other one full."""
        return max(self.seats - self.held, 0)

    @property
    def vacant_since(self) -> date | None:
        """Return since when a seat has been empty at the earliest: since the last one left, or there is the seat."""
        return (self.last_left_on or self.starts_on) if self.vacant else None


AUTHORITIES = (
    OrganisationKind.LOCAL_AUTHORITY,
    OrganisationKind.COUNCIL,
    OrganisationKind.COMBINED_AUTHORITY,
    OrganisationKind.GOVERNMENT,
)
"""Kinds of organisations that govern."""

parent = aliased(Organisation, name="parent")


def posts_question(
    as_at: date, audience: Visibility, conditions: Sequence[ColumnElement[bool]]
) -> Select[*tuple[Any, ...]]:
    """Return the question for the seats there are on a day, with how many of each are taken."""
    held, left = valid_on(Affiliation, as_at), and_(Affiliation.ends_on.is_not(None), Affiliation.ends_on <= as_at)
    taken = (
        select(
            Affiliation.post_id,
            func.count(case((held, Affiliation.person_id)).distinct()).label("held"),
            type_coerce(func.max(case((left, Affiliation.ends_on))), Date).label("last_left"),
        )
        .where(Affiliation.post_id.is_not(None))
        .group_by(Affiliation.post_id)
        .subquery()
    )
    return (
        select(
            Post.id,
            Post.organisation_id,
            Organisation.name,
            parent.id.label("parent_id"),
            parent.name.label("parent"),
            Post.role,
            Post.label,
            Post.category,
            Post.appointing_body,
            Post.term_months,
            Post.voting,
            Post.area_id,
            Area.name.label("area"),
            Post.starts_on,
            Post.ends_on,
            Post.seats,
            func.coalesce(taken.c.held, 0).label("held"),
            taken.c.last_left,
            Post.version,
        )
        .join(Organisation, Organisation.id == Post.organisation_id)
        .outerjoin(parent, parent.id == Organisation.parent_id)
        .outerjoin(Area, Area.id == Post.area_id)
        .outerjoin(taken, taken.c.post_id == Post.id)
        .where(
            Post.archived_at.is_(None),
            valid_on(Post, as_at),
            *is_open(as_at),
            readable(Post, audience),
            readable(Organisation, audience),
            readable_or_none(parent, audience),
            readable_or_none(Area, audience),
            *conditions,
        )
        .order_by(Organisation.name_key, Organisation.id, Post.category, Post.role, Post.label, Post.id)
    )


def is_open(as_at: date) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that an organisation is in the lists and there on a day."""
    return (
        Organisation.archived_at.is_(None),
        or_(Organisation.opened_on.is_(None), Organisation.opened_on <= as_at),
        or_(Organisation.closed_on.is_(None), Organisation.closed_on > as_at),
    )


def list_posts(
    session: Session,
    *,
    as_at: date,
    organisation_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[PostRow, ...]:
    """Return the seats that there are on a day, of all organisations or of one with its bodies."""
    where = [] if organisation_id is None else [_here(organisation_id)]
    return tuple(fetch(session, PostRow, posts_question(as_at, audience, where)))


def list_vacancies(
    session: Session,
    *,
    as_at: date,
    organisation_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[PostRow, ...]:
    """Return the kinds of seat of which some are empty on a day, `vacant` of each.

    Worked out from the seats and who holds them; whoever has a seat takes it, be their record put away or not for the
    audience to read.
    """
    rows = list_posts(session, as_at=as_at, organisation_id=organisation_id, audience=audience)
    return tuple(row for row in rows if row.vacant)


def count_vacancies(
    session: Session,
    *,
    as_at: date,
    organisation_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> int:
    """Return how many seats are empty on a day."""
    where = [] if organisation_id is None else [_here(organisation_id)]
    seats = posts_question(as_at, audience, where).order_by(None).subquery()
    empty = func.sum(case((seats.c.seats > seats.c.held, seats.c.seats - seats.c.held), else_=0))
    return int(session.execute(select(func.coalesce(empty, 0))).scalar_one())


def _here(organisation_id: int) -> ColumnElement[bool]:
    """Return the condition of being an organisation or one of its bodies."""
    return or_(Organisation.id == organisation_id, Organisation.parent_id == organisation_id)
