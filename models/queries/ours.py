"""What is ours: our own organisation with its bodies, and what is held by others."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.entities import Organisation
from models.settings import OUR_ORGANISATION, get_setting


def our_bodies(session: Session) -> tuple[int, ...]:
    """Return our own organisation, the bodies inside it and their committees; nothing where the book has no "us"."""
    ours = get_setting(session, OUR_ORGANISATION)
    if ours is None:
        return ()
    inside = select(Organisation.id).where(Organisation.parent_id == ours)
    bodies = select(Organisation.id).where(or_(Organisation.parent_id == ours, Organisation.parent_id.in_(inside)))
    return (ours, *session.scalars(bodies.order_by(Organisation.id)))


def held_elsewhere(holder: InstrumentedAttribute[int | None], ours: tuple[int, ...]) -> ColumnElement[bool]:
    """Return the condition that others than us hold a meeting or event; all are others' where no "us" is set."""
    return or_(holder.is_(None), holder.not_in(ours)) if ours else true()
