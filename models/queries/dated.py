"""What holds on a day: dated rows begin on their first day and end before `ends_on`; unknown ends stay open."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, or_

from models.base import Dated


def valid_on(entity: type[Dated], day: date) -> ColumnElement[bool]:
    """Return the condition that a dated row holds on a day."""
    return and_(
        or_(entity.starts_on.is_(None), entity.starts_on <= day),
        or_(entity.ends_on.is_(None), entity.ends_on > day),
    )


def is_current(starts_on: date | None, ends_on: date | None, day: date) -> bool:
    """Say whether what began and ended so holds on a day."""
    return (starts_on is None or starts_on <= day) and (ends_on is None or ends_on > day)
