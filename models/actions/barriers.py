"""What stands in the way of working together: noted, answered, cleared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Barrier
from models.validation import check_order, get_record, required
from models.vocabulary import BarrierKind, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class BarrierFields:
    """What a form of a barrier holds; the response and the clearing have actions of their own."""

    organisation_id: int
    """The organisation or partnership it stands in the way with."""
    kind: BarrierKind
    description: str
    raised_on: date
    owner_person_id: int | None = None
    """Who is to see to it."""
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def raise_barrier(session: Session, fields: BarrierFields) -> int:
    """Note a barrier and return its number."""
    required(fields.description, _("what stands in the way"))
    return writing.create(session, Barrier, fields)


def edit_barrier(session: Session, barrier_id: int, fields: BarrierFields) -> int:
    """Change a barrier; what was done about it stays."""
    required(fields.description, _("what stands in the way"))
    barrier = get_record(session, Barrier, barrier_id, _("barrier"))
    for later in (barrier.responded_on, barrier.cleared_on):
        check_order(fields.raised_on, later, _("This was answered or cleared before that day. Enter an earlier one."))
    return writing.edit(session, Barrier, barrier_id, fields, _("barrier"))


def respond_to_barrier(session: Session, barrier_id: int, response: str, responded_on: date) -> None:
    """Say what is done about a barrier, and since when."""
    barrier = get_record(session, Barrier, barrier_id, _("barrier"))
    check_order(barrier.raised_on, responded_on, _("Enter a day on or after the day the barrier was raised."))
    barrier.response, barrier.responded_on = required(response, _("what is done about the barrier")), responded_on
    session.flush()


def clear_barrier(session: Session, barrier_id: int, how_cleared: str, cleared_on: date) -> None:
    """Say that a barrier is out of the way, and how that was done."""
    barrier = get_record(session, Barrier, barrier_id, _("barrier"))
    check_order(barrier.raised_on, cleared_on, _("Enter a day on or after the day the barrier was raised."))
    barrier.how_cleared, barrier.cleared_on = required(how_cleared, _("how the barrier was cleared")), cleared_on
    session.flush()


def raise_barrier_again(session: Session, barrier_id: int) -> None:
    """Say that a barrier is back: it counts as standing again, with what was done about it."""
    barrier = get_record(session, Barrier, barrier_id, _("barrier"))
    barrier.how_cleared, barrier.cleared_on = "", None
    session.flush()


def put_away_barrier(session: Session, barrier_id: int) -> None:
    """Put a barrier away that should not have been noted."""
    writing.put_away(session, Barrier, barrier_id, _("barrier"))
