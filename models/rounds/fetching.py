"""The records of a sheet as they stand now, by the lasting names in its keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.rounds.columns import Round, RoundRow

MANY, MOST_OTHERS = 1_000, 3
"""From so many on the whole table is read, unless it has so many times more."""


def fetch_rows(session: Session, known: Round, uids: Sequence[str], today: date) -> dict[str, RoundRow]:
    """Return the records of a sheet as they stand, by their lasting names; those put away are not there."""
    entity = known.entity
    if len(uids) > MANY and session.scalars(select(func.count(entity.id))).one() < MOST_OTHERS * len(uids):
        # Most of the table is wanted: to read it whole is quicker than to name each record.
        wanted = set(uids)
        rows = known.fetch(session, and_(*known.here), today)
        return {row.uid: row for row in rows if row.uid in wanted}
    found: dict[str, RoundRow] = {}
    for some in in_chunks(uids):
        where = and_(entity.uid.in_(some), *known.here)
        found |= {row.uid: row for row in known.fetch(session, where, today)}
    return found
