"""Terms of office that end soon, or ended while their holder stayed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from models.entities import Affiliation, Organisation, Person, Post
from models.queries.audience import EVERYONE_OF_OURS, readable, readable_or_none
from models.queries.dated import valid_on
from models.queries.rows import fetch
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class TermEnding:
    """A role with a term of office that ends."""

    affiliation_id: int
    person_id: int
    person: str
    organisation_id: int
    organisation: str
    role: str
    category: str
    appointing_body: str
    on_behalf_of: str | None
    term_ends_on: date

    def is_over(self, today: date) -> bool:
        """Say whether the term ended before a day, with its holder still in the role."""
        return self.term_ends_on < today


_BEHALF = aliased(Organisation)


def list_terms_ending(
    session: Session,
    today: date,
    last_day: date,
    *,
    organisation_id: int | None = None,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[TermEnding, ...]:
    """Return the roles held on a day whose term of office ends by another, terms already over first.

    Who has stepped down is not here: their role no longer holds.
    """
    statement = _question(today, last_day, audience)
    if organisation_id is not None:
        statement = statement.where(Affiliation.organisation_id == organisation_id)
    statement = statement.order_by(Affiliation.term_ends_on, Organisation.name_key, Person.name_key, Affiliation.id)
    return tuple(fetch(session, TermEnding, statement))


def count_terms_ending(
    session: Session, today: date, last_day: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> int:
    """Return how many roles held on a day have a term of office that ends by another, or is over."""
    inner = _question(today, last_day, audience).subquery()
    return session.execute(select(func.count()).select_from(inner)).scalar_one()


def _question(
    today: date, last_day: date, audience: Visibility
) -> Select[int, int, str, int, str, str, str, str, str | None, date | None]:
    return (
        select(
            Affiliation.id,
            Person.id.label("person_id"),
            Person.display_name,
            Organisation.id.label("organisation_id"),
            Organisation.name,
            Affiliation.role,
            Affiliation.category,
            func.coalesce(func.nullif(Affiliation.appointing_body, ""), Post.appointing_body, "").label("appointing"),
            _BEHALF.name.label("behalf"),
            Affiliation.term_ends_on,
        )
        .join(Person, Person.id == Affiliation.person_id)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .outerjoin(_BEHALF, _BEHALF.id == Affiliation.on_behalf_of_id)
        .outerjoin(Post, Post.id == Affiliation.post_id)
        .where(
            Affiliation.term_ends_on <= last_day,
            valid_on(Affiliation, today),
            Person.archived_at.is_(None),
            Organisation.archived_at.is_(None),
            readable(Person, audience),
            readable(Organisation, audience),
            readable_or_none(_BEHALF, audience),
            readable_or_none(Post, audience),
        )
    )
