"""How many records of each kind a book holds."""

from __future__ import annotations

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import Session

from models.entities import Commitment, Conversation, Event, Meeting, Organisation, Person

_KINDS = {
    "organisations": Organisation,
    "people": Person,
    "conversations": Conversation,
    "meetings": Meeting,
    "commitments": Commitment,
    "events": Event,
}
_COUNTS = union_all(
    *(
        select(literal(name).label("kind"), func.count().label("number"))
        .select_from(entity)
        .where(entity.archived_at.is_(None))
        for name, entity in _KINDS.items()
    )
)

_HIGHEST = select(
    select(func.max(Organisation.id)).scalar_subquery(), select(func.max(Conversation.id)).scalar_subquery()
)
_LARGE = (5000, 20_000)
"""From so many organisations or conversations on a book is large."""


def count_records(session: Session) -> dict[str, int]:
    """Return how many records of each kind there are, without those put away, in one statement."""
    found = {row.kind: row.number for row in session.execute(_COUNTS)}
    return {name: found[name] for name in _KINDS}


def has_organisations(session: Session) -> bool:
    """Tell whether the book knows any organisation; without one it is as good as empty."""
    return (
        session.execute(select(Organisation.id).where(Organisation.archived_at.is_(None)).limit(1)).first() is not None
    )


def is_large(session: Session) -> bool:
    """Tell whether counting over all organisations takes longer than a frame; this itself takes no time at all."""
    highest = session.execute(_HIGHEST).one()
    return any((number or 0) > most for number, most in zip(highest, _LARGE, strict=True))
