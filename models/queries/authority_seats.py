"""Seats that schools and partnerships have on bodies of local and national government, like the Schools Forum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.queries.audience import EVERYONE_OF_OURS
from models.queries.constitution import find_holders, may_tell
from models.queries.posts import AUTHORITIES, PostRow, parent, posts_question
from models.queries.rows import fetch
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class AuthoritySeat:
    """A seat on a body of an authority, like the Schools Forum, that somebody else than the authority holds."""

    post_id: int
    body_id: int
    body: str
    authority: str
    seat: str
    holder: str
    """Blank while the seat is empty, or where the audience may not be told."""
    on_behalf_of_id: int | None
    on_behalf_of: str
    since: date | None
    term_ends_on: date | None
    is_vacant: bool


def list_seats_on_authorities(
    session: Session, *, as_at: date, on_behalf_of_id: int | None = None, audience: Visibility = EVERYONE_OF_OURS
) -> tuple[AuthoritySeat, ...]:
    """Return the seats on bodies of authorities on a day, a row for each holder and one for each empty seat.

    With `on_behalf_of_id` only those held for that school, partnership or other organisation. Seats of councillors and
    officers, who sit there for the authority itself, are not among them.
    """
    posts = fetch(session, PostRow, posts_question(as_at, audience, [parent.kind.in_(AUTHORITIES)]))
    holders: dict[int, list[Any]] = {}
    for one in find_holders(session, sorted({row.organisation_id for row in posts}), as_at, audience):
        holders.setdefault(one.post_id or 0, []).append(one)
    found: list[AuthoritySeat] = []
    for row in posts:
        common = row.id, row.organisation_id, row.organisation, row.parent or "", row.name
        for one in holders.get(row.id, ()):
            if one.on_behalf_of_id in (None, row.parent_id) or not one.readable_behalf:
                continue
            name = one.display_name if may_tell(audience, one.visibility, one.area_id) else ""
            found.append(
                AuthoritySeat(*common, name, one.on_behalf_of_id, one.behalf, one.starts_on, one.term_ends_on, False)
            )
        if row.category not in ("elected", "office"):
            empty = AuthoritySeat(*common, "", None, "", row.vacant_since, None, is_vacant=True)
            found += [empty] * row.vacant
    return tuple(row for row in found if on_behalf_of_id is None or row.on_behalf_of_id == on_behalf_of_id)
