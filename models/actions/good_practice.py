"""Changing what is worth passing on: good practice, where it comes from, who took it up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import GoodPractice, PracticeAdoption
from models.errors import WrongUse
from models.validation import check_order, get_record, required
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class GoodPracticeFields:
    """What a form of good practice holds."""

    title: str
    text: str
    noted_on: date
    origin_id: int | None = None
    """The organisation it comes from."""
    source: str = ""
    visibility: Visibility = Visibility.PARTNERS
    version: int | None = None


@dataclass(frozen=True, slots=True)
class AdoptionFields:
    """What a form of taking up a practice holds."""

    practice_id: int
    organisation_id: int
    adopted_on: date
    note: str = ""
    version: int | None = None


def create_good_practice(session: Session, fields: GoodPracticeFields) -> int:
    """Note good practice and return its number."""
    _check(fields)
    return writing.create(session, GoodPractice, fields)


def edit_good_practice(session: Session, practice_id: int, fields: GoodPracticeFields) -> int:
    """Change good practice. Raises StaleRecord when the form is older than the record."""
    _check(fields)
    return writing.edit(session, GoodPractice, practice_id, fields, _("good practice"))


def archive_good_practice(session: Session, practice_id: int) -> None:
    """Put a practice away that is no longer worth passing on."""
    writing.put_away(session, GoodPractice, practice_id, _("good practice"))


def adopt_practice(session: Session, fields: AdoptionFields) -> int:
    """Note that an organisation took up a practice and return the number of the entry."""
    _check_adoption(session, fields)
    pair = select(PracticeAdoption.id).where(
        PracticeAdoption.practice_id == fields.practice_id, PracticeAdoption.organisation_id == fields.organisation_id
    )
    if session.scalar(pair) is not None:
        raise WrongUse(_("This organisation has taken it up already. Change that entry."))
    return writing.create(session, PracticeAdoption, fields)


def edit_adoption(session: Session, adoption_id: int, fields: AdoptionFields) -> int:
    """Change when and how a practice was taken up."""
    _check_adoption(session, fields)
    adoption = get_record(session, PracticeAdoption, adoption_id, _("practice taken up"))
    if (adoption.practice_id, adoption.organisation_id) != (fields.practice_id, fields.organisation_id):
        raise WrongUse(_("This is another organisation’s entry. Add a new one."))
    return writing.edit(session, PracticeAdoption, adoption_id, fields, _("practice taken up"))


def remove_adoption(session: Session, adoption_id: int) -> None:
    """Take out that a practice was taken up; undo brings it back."""
    writing.remove(session, PracticeAdoption, adoption_id, _("practice taken up"))


def _check(fields: GoodPracticeFields) -> None:
    required(fields.title, _("what the practice is called"))
    required(fields.text, _("what others could do likewise"))


def _check_adoption(session: Session, fields: AdoptionFields) -> None:
    practice = get_record(session, GoodPractice, fields.practice_id, _("good practice"))
    if practice.origin_id == fields.organisation_id:
        raise WrongUse(_("The practice comes from this organisation. Choose one that took it up."))
    check_order(practice.noted_on, fields.adopted_on, _("It was noted after that day. Enter a later one."))
