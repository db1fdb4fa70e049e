"""The 72 hours after a breach of personal data: until when the Information Commissioner has to be told.

UK GDPR, article 33: without undue delay and, where feasible, not later than 72 hours after having become aware of it,
unless it is unlikely to result in a risk to people; told later, the reasons for the delay are told too. Nights,
weekends and bank holidays count. Article 34: the people are told where the risk is high. Article 33(5): every breach
is written down, told or not.

Moments are those of the clock on the wall, which is moved twice a year: 72 hours are 72 hours all the same.
"""

from __future__ import annotations

from calendar import SUNDAY
from datetime import date, datetime, time, timedelta
from typing import Protocol

from models.vocabulary import BreachRisk, BreachState

HOURS = timedelta(hours=72)
_FORWARD, _BACK = 3, 10
"""The months whose last Sunday moves the clock, at one o'clock."""


class Breach(Protocol):
    """What of a breach its clock is read from: a record or a row of a question."""

    @property
    def discovered_at(self) -> datetime:
        """When we became aware of it."""

    @property
    def risk(self) -> BreachRisk:
        """What it may do to people."""

    @property
    def decision_reason(self) -> str:
        """Why it is told, or is not."""

    @property
    def ico_notified_at(self) -> datetime | None:
        """When the Commissioner was told."""


def find_tell_by(discovered_at: datetime) -> datetime:
    """Return the moment, by the clock on the wall, 72 hours after we became aware."""
    until = discovered_at + HOURS
    if discovered_at < _moved(discovered_at.year, _BACK) <= until:
        return until - timedelta(hours=1)
    if discovered_at < _moved(discovered_at.year, _FORWARD) <= until:
        return until + timedelta(hours=1)
    return until


def state_of(breach: Breach, now: datetime) -> BreachState:
    """Return where the 72 hours of a breach stand; a breach without risk is done with once it says why."""
    until = find_tell_by(breach.discovered_at)
    if breach.ico_notified_at is not None:
        return BreachState.TOLD if breach.ico_notified_at <= until else BreachState.TOLD_LATE
    if breach.risk is BreachRisk.UNLIKELY and breach.decision_reason.strip():
        return BreachState.NOT_NEEDED
    return BreachState.RUNNING if now <= until else BreachState.LATE


def _moved(year: int, month: int) -> datetime:
    last = date(year, month, 31)
    sunday = last - timedelta(days=(last.weekday() - SUNDAY) % 7)
    return datetime.combine(sunday, time(1))
