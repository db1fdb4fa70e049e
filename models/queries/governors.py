"""Who governs a school, as its board has to publish it: appointments of the last twelve months, and their interests.

Members of our own boards hold an office whose holders the law has us publish, with what they enter in the published
register of interests. So these two questions name them, and what is ticked as published, to every audience, unless it
is marked confidential. Of boards that are not ours they tell no more than any other question.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.dates import months_after
from models.entities import Affiliation, InterestDeclaration, Organisation, Person, Post
from models.queries.audience import EVERYONE_OF_OURS, nameable_to, readable, readable_by, readable_or_none
from models.queries.bodies import is_ours
from models.queries.dated import valid_on
from models.queries.interests import InterestRow
from models.queries.rows import fetch
from models.roles import RoleGroup, role_group
from models.vocabulary import Visibility

MONTHS_BACK = 12
"""For how long those who stepped down stay in what a board publishes."""

_OFFICES = frozenset({RoleGroup.CHAIR, RoleGroup.CO_CHAIR, RoleGroup.VICE_CHAIR})


@dataclass(frozen=True, slots=True)
class GovernorRow:
    """An appointment to a board: whom, of which category, by whom, from when to when, and the offices held with it."""

    affiliation_id: int
    person_id: int
    name: str
    role: str
    category: str
    appointing_body: str
    starts_on: date | None
    term_ends_on: date | None
    ends_on: date | None
    """The day they stepped down; None while they serve."""
    end_reason: str
    is_voting: bool
    offices: tuple[str, ...] = ()
    """Chair or vice-chair, while they are."""


def levels_told(session: Session, organisation_id: int, audience: Visibility) -> tuple[Visibility, ...]:
    """Return the levels at which members of a board are named to an audience."""
    return nameable_to(audience) if is_ours(session, organisation_id) else readable_by(audience)


def list_governors(
    session: Session, organisation_id: int, as_at: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[GovernorRow, ...]:
    """Return who serves on a board or stepped down in the last twelve months, by name; its clerk is none of them.

    Whoever had two appointments is there twice. An office of the chair is no appointment, unless it is all they have.
    """
    told, post = levels_told(session, organisation_id, audience), readable(Post, audience)
    over = and_(Affiliation.ends_on.is_not(None), Affiliation.ends_on <= as_at)
    statement = (
        select(
            Affiliation.id,
            Person.id.label("person_id"),
            Person.display_name,
            Affiliation.role,
            func.coalesce(func.nullif(Affiliation.category, ""), case((post, Post.category)), ""),
            func.coalesce(func.nullif(Affiliation.appointing_body, ""), case((post, Post.appointing_body)), ""),
            Affiliation.starts_on,
            Affiliation.term_ends_on,
            case((over, Affiliation.ends_on)),
            case((over, Affiliation.end_reason), else_=""),
            func.coalesce(Affiliation.is_voting, case((post, Post.voting)), True),
        )
        .join(Person, Person.id == Affiliation.person_id)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .outerjoin(Post, Post.id == Affiliation.post_id)
        .where(
            Affiliation.organisation_id == organisation_id,
            or_(Affiliation.starts_on.is_(None), Affiliation.starts_on <= as_at),
            or_(Affiliation.ends_on.is_(None), Affiliation.ends_on > months_after(as_at, -MONTHS_BACK)),
            Person.visibility.in_(told),
            readable(Organisation, audience),
        )
        .order_by(Person.name_key, Person.id, Affiliation.starts_on.nulls_first(), Affiliation.id)
    )
    rows = [row for row in fetch(session, GovernorRow, statement) if role_group(row.role) is not RoleGroup.CLERK]
    appointed = {row.person_id for row in rows if role_group(row.role) not in _OFFICES}
    found = []
    for row in rows:
        if role_group(row.role) in _OFFICES and row.person_id in appointed:
            continue
        found.append(_with_offices(row, rows))
    return tuple(found)


def _with_offices(row: GovernorRow, rows: list[GovernorRow]) -> GovernorRow:
    """Return an appointment with the offices its holder has; one that is over has none."""
    if row.ends_on is not None:
        return row
    own = [one for one in rows if one.person_id == row.person_id and one.ends_on is None]
    offices = tuple(one.role for one in own if one is not row and role_group(one.role) in _OFFICES)
    return replace(row, offices=offices)


_NAMED = aliased(Organisation)


def list_register_of_interests(
    session: Session, organisation_id: int, as_at: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[InterestRow, ...]:
    """Return what stands in the register of interests of a board on a day, by name: to others only what is published.

    Ourselves see every entry up to our level.
    """
    told = levels_told(session, organisation_id, audience)
    declared = InterestDeclaration
    statement = (
        select(
            declared.id,
            declared.person_id,
            Person.display_name,
            declared.organisation_id,
            Organisation.name,
            declared.nature,
            declared.body_named,
            declared.named_organisation_id,
            declared.detail,
            declared.declared_on,
            declared.starts_on,
            declared.ends_on,
            declared.is_published,
            declared.visibility,
            declared.version,
        )
        .join(Person, Person.id == declared.person_id)
        .join(Organisation, Organisation.id == declared.organisation_id)
        .outerjoin(_NAMED, _NAMED.id == declared.named_organisation_id)
        .where(
            declared.organisation_id == organisation_id,
            declared.archived_at.is_(None),
            declared.declared_on <= as_at,
            valid_on(declared, as_at),
            or_(readable(declared, audience), and_(declared.is_published, declared.visibility.in_(told))),
            Person.visibility.in_(told),
            readable(Organisation, audience),
            readable_or_none(_NAMED, audience),
        )
        .order_by(Person.name_key, Person.id, declared.declared_on, declared.id)
    )
    if audience not in (Visibility.INTERNAL, Visibility.CONFIDENTIAL):
        statement = statement.where(declared.is_published)
    return tuple(fetch(session, InterestRow, statement))
