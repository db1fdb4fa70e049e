"""What a paper is asked for: the period, the day it speaks for, whom it is for, and the record it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.errors import WrongUse
from models.vocabulary import Visibility
from resources.i18n import _

Ref = tuple[str, int]
"""A record, by its kind and number."""


@dataclass(frozen=True, slots=True)
class Asks:
    """Which choices a paper has besides the day it speaks for and its readers."""

    period: bool = True
    """A first and a last day; without it the paper says how things stand on its day."""
    recipient: bool = False
    """The board or committee it is for."""
    about: tuple[str, ...] = ()
    """The kinds of record one of which the paper is about."""
    all_without: bool = False
    """Whether it is about all of them where none is chosen; otherwise one has to be."""
    ward: bool = False
    """Only what lies in one ward."""
    own_ward: bool = False
    """Whether it is about one ward always: our own where none is chosen."""
    metres: bool = False
    """Only what lies within so many metres."""


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
    about: Ref | None = None
    """The record the paper is about; None for the usual one, or for all."""
    ward_id: int | None = None
    """The area it is narrowed to."""
    metres: int | None = None
    """How far around; None for the distance that the settings call near."""

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
