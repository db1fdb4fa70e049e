"""Saying that two records that look alike are not the same."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import DistinctPair
from models.queries.merging import check_mergeable


def tell_apart(session: Session, kind: str, one_id: int, other_id: int) -> None:
    """Say that two records are not the same, so that they are not offered as duplicates again."""
    check_mergeable(session, kind, one_id, other_id)
    first, second = sorted((one_id, other_id))
    if _pair(session, kind, first, second) is None:
        session.add(DistinctPair(record_kind=kind, first_id=first, second_id=second))
        session.flush()


def forget_apart(session: Session, kind: str, one_id: int, other_id: int) -> None:
    """Take back that two records are not the same."""
    first, second = sorted((one_id, other_id))
    pair = _pair(session, kind, first, second)
    if pair is not None:
        session.delete(pair)
        session.flush()


def _pair(session: Session, kind: str, first: int, second: int) -> DistinctPair | None:
    return session.scalars(
        select(DistinctPair).where(
            DistinctPair.record_kind == kind, DistinctPair.first_id == first, DistinctPair.second_id == second
        )
    ).one_or_none()
