"""Changing what outcomes are measured or evidenced by, and what was observed of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.partnerships import get_partnership
from models.entities import Activity, Aim, Measure, Observation
from models.errors import WrongUse
from models.validation import check_order, get_record, required
from models.vocabulary import Judgement, MeasureKind, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class MeasureFields:
    """What a form of a measure holds: where it began, where it should be and by when."""

    partnership_id: int
    name: str
    kind: MeasureKind
    aim_id: int | None = None
    activity_id: int | None = None
    unit: str = ""
    baseline: Decimal | None = None
    baseline_on: date | None = None
    target: Decimal | None = None
    due_on: date | None = None
    review_on: date | None = None
    splits_disadvantaged: bool = False
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


@dataclass(frozen=True, slots=True)
class ObservationFields:
    """What a form of an observation holds: a value or a judgement in words, with its evidence."""

    measure_id: int
    observed_on: date
    value: Decimal | None = None
    disadvantaged_value: Decimal | None = None
    judgement: Judgement | None = None
    words: str = ""
    evidence: str = ""
    attachment_id: int | None = None
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def create_measure(session: Session, fields: MeasureFields) -> int:
    """Set down what an outcome is measured or evidenced by and return its number."""
    _check_measure(session, fields)
    return writing.create(session, Measure, fields)


def edit_measure(session: Session, measure_id: int, fields: MeasureFields) -> int:
    """Change a measure; what was observed stays. Raises StaleRecord when the form is older than the record."""
    _check_measure(session, fields)
    return writing.edit(session, Measure, measure_id, fields, _("measure"))


def set_measure_review(session: Session, measure_id: int, review_on: date | None) -> None:
    """Say when a measure is looked at next; None for never again."""
    get_record(session, Measure, measure_id, _("measure")).review_on = review_on
    session.flush()


def archive_measure(session: Session, measure_id: int) -> None:
    """Put a measure away; it leaves the framework."""
    writing.put_away(session, Measure, measure_id, _("measure"))


def record_observation(session: Session, fields: ObservationFields, *, next_review_on: date | None = None) -> int:
    """Note what was observed of a measure and return the number of the observation.

    The measure has been looked at with that: its review moves to `next_review_on` where that is given.
    """
    measure = _check_observation(session, fields)
    if next_review_on is not None:
        check_order(fields.observed_on, next_review_on, _("Enter a next review after the day of the observation."))
        measure.review_on = next_review_on
    return writing.create(session, Observation, fields)


def edit_observation(session: Session, observation_id: int, fields: ObservationFields) -> int:
    """Change an observation. Raises StaleRecord when the form is older than the record."""
    _check_observation(session, fields)
    return writing.edit(session, Observation, observation_id, fields, _("observation"))


def archive_observation(session: Session, observation_id: int) -> None:
    """Put an observation away: it counts no longer."""
    writing.put_away(session, Observation, observation_id, _("observation"))


def _check_measure(session: Session, fields: MeasureFields) -> None:
    required(fields.name, _("what the measure is called"))
    get_partnership(session, fields.partnership_id)
    values = (fields.baseline, fields.target)
    if fields.kind is MeasureKind.EVIDENCED and any(value is not None for value in values):
        raise WrongUse(_("An evidenced outcome has no baseline or target in numbers. Make it a measured one."))
    if any(value is not None for value in values):
        required(fields.unit, _("what is counted: pupils, per cent, days"))
    check_order(fields.baseline_on, fields.due_on, _("The target would be due before the baseline. Enter a later day."))
    if fields.aim_id is not None:
        aim = get_record(session, Aim, fields.aim_id, _("aim"))
        if aim.partnership_id != fields.partnership_id:
            raise WrongUse(_("This aim is another partnership’s. Choose an aim of the same partnership."))
    if fields.activity_id is not None:
        activity = get_record(session, Activity, fields.activity_id, _("activity"))
        if activity.partnership_id not in (None, fields.partnership_id):
            raise WrongUse(_("This activity is another partnership’s. Choose one of the same partnership."))


def _check_observation(session: Session, fields: ObservationFields) -> Measure:
    measure = get_record(session, Measure, fields.measure_id, _("measure"))
    check_order(measure.baseline_on, fields.observed_on, _("That is before the baseline. Enter a later day."))
    if measure.kind is MeasureKind.MEASURED and fields.value is None:
        raise WrongUse(_("Enter the value that was measured."))
    if measure.kind is MeasureKind.EVIDENCED:
        if fields.value is not None or fields.disadvantaged_value is not None:
            raise WrongUse(
                _("An evidenced outcome is judged, not measured. Choose a judgement and leave out the value.")
            )
        if fields.judgement is None:
            raise WrongUse(_("Choose a judgement: red, amber or green."))
        required(fields.evidence or ("file" if fields.attachment_id else ""), _("what the judgement rests on"))
    if fields.judgement is not None:
        required(fields.words, _("the judgement in words"))
    if fields.disadvantaged_value is not None and not measure.splits_disadvantaged:
        raise WrongUse(_("This measure does not count disadvantaged pupils separately. Change the measure first."))
    return measure
