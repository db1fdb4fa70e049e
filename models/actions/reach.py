"""Counts of whom an event or an activity reached: numbers only, never a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Event, EventStage, Reach
from models.errors import WrongUse
from models.validation import check_count, check_order, get_record
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class ReachFields:
    """What a form of a count holds; it is of one event or of one activity, in all or for one institution."""

    counted_on: date
    event_id: int | None = None
    activity_id: int | None = None
    organisation_id: int | None = None
    pupils: int | None = None
    disadvantaged_pupils: int | None = None
    """How many of the pupils are disadvantaged."""
    adults: int | None = None
    schools: int | None = None
    hours: int | None = None
    """Contact hours."""
    source: str = ""
    """Who counted: "register at the door"."""
    version: int | None = None


def record_reach(session: Session, fields: ReachFields) -> int:
    """Keep a count of whom an event or activity reached."""
    _check(session, fields)
    return writing.create(session, Reach, fields)


def edit_reach(session: Session, reach_id: int, fields: ReachFields) -> int:
    """Change a count."""
    _check(session, fields)
    return writing.edit(session, Reach, reach_id, fields, _("count"))


def remove_reach(session: Session, reach_id: int) -> None:
    """Take out a count written down by mistake."""
    writing.remove(session, Reach, reach_id, _("count"))


def _check(session: Session, fields: ReachFields) -> None:
    if (fields.event_id is None) == (fields.activity_id is None):
        raise WrongUse(_("Choose the event or the activity that was counted."))
    counts = (fields.pupils, fields.disadvantaged_pupils, fields.adults, fields.schools, fields.hours)
    if all(count is None for count in counts):
        raise WrongUse(_("Enter at least one count: pupils, adults, schools or hours."))
    for count, what in zip(counts, _names(), strict=True):
        check_count(count, what)
    if fields.disadvantaged_pupils is not None and (
        fields.pupils is None or fields.disadvantaged_pupils > fields.pupils
    ):
        raise WrongUse(_("The disadvantaged pupils are some of the pupils. Enter at least as many pupils in all."))
    if fields.event_id is not None:
        event = get_record(session, Event, fields.event_id, _("event"))
        if event.stage is EventStage.CANCELLED:
            raise WrongUse(_("This event is cancelled, so it reached nobody."))
        check_order(event.starts_at.date(), fields.counted_on, _("Enter a day of the count on or after the event."))


def _names() -> tuple[str, ...]:
    return (
        _("the number of pupils"),
        _("the number of disadvantaged pupils"),
        _("the number of adults"),
        _("the number of schools"),
        _("the hours"),
    )
