"""What is on, where: the choices that the list and the poster have in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from models.geography import metres_in_words
from models.queries.audience import EVERYONE_OF_OURS, Shown
from models.queries.organisations import find_organisation_row
from models.queries.periods import find_years_and_terms
from models.queries.whats_on import OnNearby, WhatsOn, find_whats_on, find_whats_on_in_ward
from models.school_year import academic_year_of
from models.settings import NEAR_METRES, get_setting
from models.vocabulary import Visibility
from models.walking import find_walk
from reports.parameters import Parameters
from reports.parts import Ourselves, find_ourselves, ward_name
from resources.i18n import _

_SHORT = timedelta(days=14)
"""With fewer days of term left the term after it is told too."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is on in a ward, or around our school, between two days."""

    we: Ourselves
    ward: str
    """The ward; "" around our school."""
    metres: int
    first: date
    last: date
    on: WhatsOn
    shown: Shown[OnNearby]
    is_known: bool
    """Whether it is known where to look: a ward is chosen, or the records know where our school is."""

    @property
    def where(self) -> str:
        """Return the place for a sentence: "in Southgate ward", "within 1.5 km of Elm Lane Primary School"."""
        if self.ward:
            return _("in {ward} ward").format(ward=self.ward)
        if not self.is_known:
            return _("near the school")
        return _("within {distance} of {school}").format(distance=metres_in_words(self.metres), school=self.we.school)


def find_around(session: Session, parameters: Parameters, audience: Visibility) -> Around:
    """Return what is on from a day: up to the last day chosen, else to the end of the term.

    A period that ends by the day the paper speaks for was chosen for what is over; this looks ahead.
    """
    we, ward = find_ourselves(session, parameters.as_at), ward_name(session, parameters)
    metres = parameters.metres or get_setting(session, NEAR_METRES)
    first, last = parameters.as_at, parameters.last_day
    if last <= first:
        last = _end_of_term(session, first)
    told, every = (_ask(session, parameters, we, metres, last, reader) for reader in (audience, EVERYONE_OF_OURS))
    is_known = told is not None
    on = told or WhatsOn("", find_walk(session), ())
    left_out = len(every.events) - len(on.events) if every else 0
    return Around(we, ward, metres, first, last, on, Shown(on.events, max(0, left_out)), is_known)


def _ask(
    session: Session, parameters: Parameters, we: Ourselves, metres: int, last: date, audience: Visibility
) -> WhatsOn | None:
    first, ours = parameters.as_at, we.organisation_id
    if parameters.ward_id is not None:
        return find_whats_on_in_ward(session, parameters.ward_id, first, last, organisation_id=ours, audience=audience)
    row = None if ours is None else find_organisation_row(session, ours, today=first)
    if row is None or row.easting is None or row.northing is None:
        return None
    return find_whats_on(session, first, last, metres, organisation_id=ours, audience=audience)


def _end_of_term(session: Session, day: date) -> date:
    """Return the last day of the term that a day is in or that comes next; with little of it left, of the one after."""
    known = find_years_and_terms(session)
    year = academic_year_of(day).first_day.year
    ends = sorted(term.last_day for later in (0, 1) for term in known.terms_of(year + later))
    return next((end for end in ends if end > day + _SHORT), day + timedelta(90))
