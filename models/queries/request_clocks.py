"""The clocks of what people ask: which runs for a request, with the book's nation, terms and holidays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from sqlalchemy.orm import Session

from models.complaints import find_acknowledge_by
from models.information_requests import SCOTLAND, counted_from, find_information_due_date
from models.queries.term_days import SchoolDays, find_school_days
from models.settings import INFORMATION_CLOCK, NATION, SCHOOL_DAYS, get_setting
from models.subject_requests import Steps, find_due_date, pauses_of
from models.vocabulary import SubjectRight

_LONGEST = timedelta(days=130)
"""Longer than any clock of a request for information, with the weeks that schools are shut."""


class AllSteps(Steps, Protocol):
    """The days of a request of any kind."""

    @property
    def extended_on(self) -> date | None:
        """When they were told that it takes longer."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """What the clocks of a book go by."""

    nation: str
    is_school_day: Callable[[date], bool] | None
    """None where every working day counts."""

    def due_on(
        self, subject_right: SubjectRight, steps: AllSteps, until: date, *, is_extended: bool | None = None
    ) -> date:
        """Return the last day for what comes next; what goes on is counted `until` a day.

        `is_extended` says so instead of the request.
        """
        longer = steps.extended_on is not None if is_extended is None else is_extended
        if subject_right is SubjectRight.COMPLAINT:
            return find_acknowledge_by(steps.received_on)
        if subject_right is SubjectRight.INFORMATION:
            waiting = steps.clarification_asked_on is not None and steps.clarification_received_on is None
            received = max(until, steps.received_on) if waiting else counted_from(steps)
            return find_information_due_date(
                received, nation=self.nation, is_extended=longer, is_school_day=self.is_school_day
            )
        return find_due_date(steps.received_on, pauses_of(steps, until), is_complex=longer, nation=self.nation)


def read_clocks(session: Session, informed_from: Sequence[date]) -> Clocks:
    """Return the clocks of a book; `informed_from` are the days on which requests for information came."""
    nation = get_setting(session, NATION)
    if not informed_from or nation == SCOTLAND or get_setting(session, INFORMATION_CLOCK) != SCHOOL_DAYS:
        return Clocks(nation, None)
    days = find_school_days(session, min(informed_from), max(informed_from) + _LONGEST)
    return Clocks(nation, _known_school_days(days))


def _known_school_days(days: SchoolDays) -> Callable[[date], bool]:
    """Return what says whether a day is a school day: each that the book's own terms and holidays do not rule out.

    A day outside term rules itself out only between two terms of the school's own. Where the book has usual terms
    alone each day counts: the answer is then due earlier than it need be, never later.
    """

    def is_school_day(day: date) -> bool:
        if any(first <= day <= last for _name, first, last in days.shut):
            return False
        if any(day in term for term in days.terms):
            return True
        before = [term for term in days.terms if term.last_day < day]
        after = [term for term in days.terms if term.first_day > day]
        return not (before and after) or before[-1].is_usual or after[0].is_usual

    return is_school_day
