"""What came of asking institutions to tell of events, as it stood at the end of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from models.queries.promotion_grid import TAKEN_UP, GridCell
from models.vocabulary import PromotionState

_ANSWERED = (*TAKEN_UP, PromotionState.DECLINED)


def as_they_stood(cells: Sequence[GridCell], as_at: date) -> tuple[GridCell, ...]:
    """Return cells without what came after a day; those that were asked only later are left out."""
    return tuple(_as_it_stood(cell, as_at) for cell in cells if cell.asked_on is None or cell.asked_on <= as_at)


def _as_it_stood(cell: GridCell, as_at: date) -> GridCell:
    if cell.displayed_on is not None and cell.displayed_on > as_at:
        cell = replace(cell, state=PromotionState.AGREED, displayed_on=None, evidence="")
    if cell.answered_on is not None and cell.answered_on > as_at and cell.state in _ANSWERED:
        cell = replace(cell, state=PromotionState.ASKED, answered_on=None)
    return cell
