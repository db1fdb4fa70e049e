"""When the answer to somebody who asks about their data is due: to see it, mend it, erase it, or object to its use.

UK GDPR, article 12(3): without undue delay and at the latest within one month of receipt, by two more months where
requests are complex or many, of which the person is told within the first month. The Information Commissioner's
guidance on the right of access reads a month as the same day of the next one, or its last where it has no such day,
and moves the end to the next working day where nobody works. Since the Data (Use and Access) Act 2025 (article 12A) the
clock stands still while the person is asked what they mean. For proof of who they are the month may even begin anew
with the proof; here these days are only left out, which gives the earlier day and so is always safe.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol

from models.dates import months_after
from models.errors import WrongUse
from models.school_year import ENGLAND, bank_holidays
from resources.i18n import _

MONTHS, MONTHS_IF_COMPLEX = 1, 3
"""From the request to the answer."""


class Steps(Protocol):
    """The days of a request that its clock is read from: a record, a row of a question, or a form."""

    @property
    def received_on(self) -> date:
        """When the request came."""

    @property
    def identity_asked_on(self) -> date | None:
        """When they were asked who they are."""

    @property
    def identity_checked_on(self) -> date | None:
        """When that was plain."""

    @property
    def clarification_asked_on(self) -> date | None:
        """When they were asked what they mean."""

    @property
    def clarification_received_on(self) -> date | None:
        """When they answered that."""


def find_due_date(
    received_on: date,
    pauses: Sequence[tuple[date, date]] = (),
    *,
    is_complex: bool = False,
    nation: str = ENGLAND,
) -> date:
    """Return the last day for an answer; `pauses` are the days of asking back and of the answer to that.

    `nation` says whose bank holidays count, as the setting NATION does.

    Raises WrongUse for a pause that ends before it begins, or begins before the request.
    """
    days: set[date] = set()
    for asked_on, answered_on in pauses:
        if asked_on < received_on or answered_on < asked_on:
            raise WrongUse(_("Enter days in their order: the request, what you asked back, the answer to that."))
        days |= {asked_on + timedelta(days=step) for step in range((answered_on - asked_on).days + 1)}
    due = months_after(received_on, MONTHS_IF_COMPLEX if is_complex else MONTHS) + timedelta(days=len(days))
    while due.weekday() >= 5 or due in bank_holidays(due.year, nation):
        due += timedelta(days=1)
    return due


def pauses_of(steps: Steps, until: date) -> list[tuple[date, date]]:
    """Return the days on which the clock of a request stood still; one that goes on is counted `until` a day."""
    told = (
        (steps.identity_asked_on, steps.identity_checked_on),
        (steps.clarification_asked_on, steps.clarification_received_on),
    )
    return [(asked, answered or max(asked, until)) for asked, answered in told if asked is not None]


def is_stopped(steps: Steps) -> bool:
    """Say whether the clock of a request stands still: something was asked back and has not come."""
    return (steps.identity_asked_on is not None and steps.identity_checked_on is None) or (
        steps.clarification_asked_on is not None and steps.clarification_received_on is None
    )
