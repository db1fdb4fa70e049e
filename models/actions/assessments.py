"""Judging how engaged somebody is: influence, interest, where they stand now and should stand, with day and reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import EngagementAssessment
from models.errors import WrongUse
from models.validation import required
from models.vocabulary import EngagementLevel, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class AssessmentFields:
    """What a form of an assessment holds; of an organisation or of a person. Influence and interest are 1 to 5."""

    assessed_on: date
    influence: int
    interest: int
    level_now: EngagementLevel
    level_wanted: EngagementLevel
    reason: str
    organisation_id: int | None = None
    person_id: int | None = None
    assessor: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def assess(session: Session, fields: AssessmentFields) -> int:
    """Write down an assessment and return its number; earlier ones stay, so that the change over time shows."""
    _check(fields)
    return writing.create(session, EngagementAssessment, fields)


def edit_assessment(session: Session, assessment_id: int, fields: AssessmentFields) -> int:
    """Correct an assessment. A new judgement is a new assessment."""
    _check(fields)
    return writing.edit(session, EngagementAssessment, assessment_id, fields, _("assessment"))


def put_away_assessment(session: Session, assessment_id: int) -> None:
    """Put an assessment away: the one before it counts again."""
    writing.put_away(session, EngagementAssessment, assessment_id, _("assessment"))


def _check(fields: AssessmentFields) -> None:
    if (fields.organisation_id is None) == (fields.person_id is None):
        raise WrongUse(_("Choose whom the assessment is of: one organisation or one person."))
    if not (1 <= fields.influence <= 5 and 1 <= fields.interest <= 5):
        raise WrongUse(_("Enter influence and interest as numbers from 1 (little) to 5 (much)."))
    required(fields.reason, _("the reason for this assessment"))
