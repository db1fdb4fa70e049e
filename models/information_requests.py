"""When the answer to a request for information is due: the clock of the Freedom of Information Act 2000, section 10.

Promptly and at the latest on the twentieth working day after the day it came, where a working day is none in any part
of the United Kingdom that is a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday (section 10(6)). Where
we had to ask what is meant, the request counts as received on the day of the answer (sections 1(3) and 10(6)).

Schools have longer where they are shut: the twentieth working day that is a school day, or the sixtieth working day,
whichever comes first (Freedom of Information (Time for Compliance with Request) Regulations 2009, SI 2009/1369, for
maintained schools; SI 2010/2768 for academies). Colleges of further education and Scotland (Freedom of Information
(Scotland) Act 2002, section 10) have no such rule. Where a public interest test takes longer, the Commissioner's
guidance is no more than twenty working days more; it is guidance, and no rule of the Act. Check current guidance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Protocol

from models.school_year import NATIONS, bank_holidays

DAYS, MOST_DAYS = 20, 60
"""Working days for the answer; the most that a school has, however long it is shut."""

SCOTLAND = "SCT"


class InformationSteps(Protocol):
    """The days of a request that its clock is read from."""

    @property
    def received_on(self) -> date:
        """When the request came."""

    @property
    def clarification_received_on(self) -> date | None:
        """When they said what they mean, where we had to ask."""

    @property
    def extended_on(self) -> date | None:
        """When they were told that the public interest test takes longer."""


def is_working_day(day: date, nation: str) -> bool:
    """Say whether a day is a working day of the Act that holds in a nation: in Scotland its own, else all nations'."""
    nations = (SCOTLAND,) if nation == SCOTLAND else tuple(NATIONS)
    return day.weekday() < 5 and not any(day in bank_holidays(day.year, one) for one in nations)


def find_information_due_date(
    received_on: date, *, nation: str, is_extended: bool = False, is_school_day: Callable[[date], bool] | None = None
) -> date:
    """Return the last day for the answer to a request that came, or was made clear, on a day.

    `is_school_day` is given for a school; without it every working day counts.
    """
    wanted = DAYS * (2 if is_extended else 1)
    if is_school_day is None:
        return _nth(_working_days(received_on, nation), wanted)
    last = _nth(_working_days(received_on, nation), MOST_DAYS)
    school_days = (day for day in _working_days(received_on, nation) if day >= last or is_school_day(day))
    return min(last, _nth(school_days, wanted))


def counted_from(steps: InformationSteps) -> date:
    """Return the day a request counts as received on."""
    return max(steps.received_on, steps.clarification_received_on or steps.received_on)


def _working_days(after: date, nation: str) -> Iterator[date]:
    day = after
    while True:
        day += timedelta(days=1)
        if is_working_day(day, nation):
            yield day


def _nth(days: Iterator[date], number: int) -> date:
    return next(islice(days, number - 1, None))
