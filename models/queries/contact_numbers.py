"""The numbers of contact for Home: replies awaited, institutions not contacted this term, with whom it is time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.queries.calendar import start_of_term
from models.queries.contact_plans import count_planned
from models.queries.organisations import count_not_contacted_since
from models.queries.unanswered import count_unanswered


@dataclass(frozen=True, slots=True)
class ContactNumbers:
    """Each of them opens its list."""

    unanswered: int
    unanswered_late: int
    not_contacted: int
    not_contacted_since: date
    """The first day of term."""
    due: int
    """With so many it is time to speak, by their plan."""
    beyond_worst: int
    """With so many of them it is later than the worst we would have."""


def find_contact_numbers(session: Session, today: date) -> ContactNumbers:
    """Return the numbers of contact as they stand on a day."""
    unanswered, term = count_unanswered(session, today), start_of_term(session, today)
    planned = count_planned(session, today)
    return ContactNumbers(
        unanswered=unanswered.awaiting,
        unanswered_late=unanswered.late,
        not_contacted=count_not_contacted_since(session, term, today=today),
        not_contacted_since=term,
        due=planned.due,
        beyond_worst=planned.beyond_worst,
    )
