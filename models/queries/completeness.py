"""How complete the records are: which institutions of the register round here are not yet in them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import InstitutionProfile, Organisation
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.register import RegisterFilter, RegisterRow, find_in_register
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many of the register's institutions are in the records, and which are not."""

    known: int
    put_away: int
    """Of those not counted as known, how many are in the records but put away."""
    missing: tuple[RegisterRow, ...]
    """Not in the records or put away; the nearest first where a place was asked for, else by name."""

    @property
    def total(self) -> int:
        """Return how many the register has."""
        return self.known + len(self.missing)


def check_completeness(
    session: Session, wanted: RegisterFilter, *, phase: str = "", audience: Visibility = EVERYONE_OF_OURS
) -> Completeness:
    """Return which institutions of the register within an authority, a ward or a distance are not yet in the records.

    An institution whose record the audience may not read is as if it were not there.
    """
    rows = [row for row in find_in_register(session, wanted) if not phase or row.phase == phase]
    state = {
        number: archived is None
        for number, archived in session.execute(
            select(Organisation.id, Organisation.archived_at)
            .join(InstitutionProfile, InstitutionProfile.organisation_id == Organisation.id)
            .where(readable(Organisation, audience))
        )
    }
    missing = tuple(row for row in rows if not state.get(row.organisation_id or 0, False))
    put_away = sum(state.get(row.organisation_id or 0) is False for row in missing)
    return Completeness(len(rows) - len(missing), put_away, missing)
