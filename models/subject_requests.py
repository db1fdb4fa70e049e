"""When the answer to somebody who asks what is held about them is due.

One calendar month from the day of the request, three where it is complex. The days from asking who they are, or what
they mean, to the answer do not count, both among them. A month that has no such day ends on its last one, and a day
on which nobody works moves to the next on which somebody does.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from models.errors import WrongUse
from models.school_year import ENGLAND, bank_holidays
from resources.i18n import _

MONTHS, MONTHS_IF_COMPLEX = 1, 3
"""From the request to the answer."""


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last of a month that has no such day.

    >>> months_after(date(2027, 1, 31), 1)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


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
