"""How large a book is: the rows of each of its tables, and nothing of what stands in them."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import Base
from models.entities import map_all


def count_rows(session: Session) -> dict[str, int]:
    """Return how many rows each table has, by its name; empty ones are left out."""
    map_all()
    counts = {
        table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
        for table in sorted(Base.metadata.tables.values(), key=lambda one: one.name)
    }
    return {name: count for name, count in counts.items() if count}
