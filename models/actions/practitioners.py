"""Changing the directory of local practitioners, and the time they give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Practitioner, PractitionerTime
from models.errors import WrongUse
from models.validation import check_count, get_record, required
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class PractitionerFields:
    """What a form of a practitioner holds: what they know, when they can come, how many days a year."""

    person_id: int
    expertise: str
    phase: str = ""
    availability: str = ""
    days_a_year: int | None = None
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


@dataclass(frozen=True, slots=True)
class PractitionerTimeFields:
    """What a form of time given to an organisation holds."""

    practitioner_id: int
    organisation_id: int
    given_on: date
    hours: Decimal
    what: str = ""
    version: int | None = None


def create_practitioner(session: Session, fields: PractitionerFields) -> int:
    """Add somebody to the directory and return the number of the entry."""
    _check(fields)
    if session.scalar(select(Practitioner.id).where(Practitioner.person_id == fields.person_id)) is not None:
        raise WrongUse(_("This person is in the directory already. Change that entry, or bring it back."))
    return writing.create(session, Practitioner, fields)


def edit_practitioner(session: Session, practitioner_id: int, fields: PractitionerFields) -> int:
    """Change an entry. Raises StaleRecord when the form is older than the record."""
    _check(fields)
    entry = get_record(session, Practitioner, practitioner_id, _("practitioner"))
    if entry.person_id != fields.person_id:
        raise WrongUse(_("This entry is another person’s. Add a new one."))
    return writing.edit(session, Practitioner, practitioner_id, fields, _("practitioner"))


def archive_practitioner(session: Session, practitioner_id: int) -> None:
    """Put an entry away: nobody is to be asked any more."""
    writing.put_away(session, Practitioner, practitioner_id, _("practitioner"))


def record_practitioner_time(session: Session, fields: PractitionerTimeFields) -> int:
    """Note time that a practitioner gave to an organisation and return the number of the entry."""
    _check_time(fields)
    return writing.create(session, PractitionerTime, fields)


def edit_practitioner_time(session: Session, time_id: int, fields: PractitionerTimeFields) -> int:
    """Change time that was given. Raises StaleRecord when the form is older than the record."""
    _check_time(fields)
    return writing.edit(session, PractitionerTime, time_id, fields, _("time given"))


def remove_practitioner_time(session: Session, time_id: int) -> None:
    """Take out time that was entered by mistake; undo brings it back."""
    writing.remove(session, PractitionerTime, time_id, _("time given"))


def _check(fields: PractitionerFields) -> None:
    required(fields.expertise, _("what the practitioner knows well"))
    check_count(fields.days_a_year, _("the days a year"))


def _check_time(fields: PractitionerTimeFields) -> None:
    if not 0 < fields.hours <= 24:
        raise WrongUse(_("Enter the hours of one day, more than none and 24 at most."))
