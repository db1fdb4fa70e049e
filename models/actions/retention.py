"""Deciding about what is due by its age: keep it until a day and say why, or hold it. Nothing here deletes anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import RetentionDecision
from models.errors import WrongUse
from models.school_year import academic_year_of
from models.validation import check_order, get_record, required
from models.vocabulary import RetentionHold
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class KeepFields:
    """A decision: about a person or a school year's notes, until a day or while a hold lasts."""

    decided_on: date
    reason: str
    person_id: int | None = None
    school_year: date | None = None
    """Any day of the school year."""
    keep_until: date | None = None
    hold: RetentionHold | None = None


def keep_longer(session: Session, fields: KeepFields) -> int:
    """Note a decision to keep something and return its number. Raises WrongUse without a reason or an end."""
    required(fields.reason, _("why it is kept"))
    if (fields.person_id is None) == (fields.school_year is None):
        raise WrongUse(_("Choose a person or a school year."))
    if (fields.keep_until is None) == (fields.hold is None):
        raise WrongUse(_("Enter the day until when it is kept, or choose what holds it."))
    if fields.keep_until is not None and fields.keep_until <= fields.decided_on:
        raise WrongUse(_("Enter a day to come: on it you are asked again."))
    year = fields.school_year and academic_year_of(fields.school_year).first_day
    return writing.create(session, RetentionDecision, fields, school_year=year, reason=fields.reason.strip())


def lift_hold(session: Session, decision_id: int, lifted_on: date) -> None:
    """Note that a hold ended: what it held is looked at again by its age."""
    kept = get_record(session, RetentionDecision, decision_id, _word())
    if kept.hold is None or kept.lifted_on is not None:
        raise WrongUse(_("No hold is on it any more."))
    check_order(kept.decided_on, lifted_on, _("A hold cannot end before it began."))
    kept.lifted_on = lifted_on
    session.flush()


def remove_decision(session: Session, decision_id: int) -> None:
    """Take out a decision that was noted by mistake."""
    writing.remove(session, RetentionDecision, decision_id, _word())


def _word() -> str:
    return _("decision to keep")
