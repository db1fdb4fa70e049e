"""What a paper is asked for: the period, the day it speaks for, and whom it is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.errors import WrongUse
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class Parameters:
    """The choices that every paper knows; both days belong to the period."""

    first_day: date
    last_day: date
    as_at: date
    """What was known on this day; the paper bears it as its date."""
    recipient: str = ""
    """The committee, board or organisation it is for, by name; "" for the one the records have."""
    audience: Visibility | None = None
    """Who may read this copy; None for those the paper is made for."""

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins, or that begins after the day the paper speaks for."""
        if self.first_day > self.last_day:
            raise WrongUse(
                _("The period ends ({last}) before it begins ({first}). Change one of the dates.").format(
                    last=self.last_day.isoformat(), first=self.first_day.isoformat()
                )
            )
        if self.first_day > self.as_at:
            raise WrongUse(
                _("The period begins ({first}) after the day the paper speaks for ({day}). Change one of them.").format(
                    first=self.first_day.isoformat(), day=self.as_at.isoformat()
                )
            )
