"""What shows that an activity did good: evidence, and counts of whom it reached. Counts only, never a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Activity, Evidence, Reach
from models.errors import WrongUse
from models.validation import check_count, check_order, get_record, required
from models.vocabulary import EvidenceKind, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class ActivityEvidenceFields:
    """What a form of a piece of evidence for an activity holds."""

    activity_id: int
    kind: EvidenceKind
    seen_on: date
    text: str
    link: str = ""
    witness: str = ""
    attachment_id: int | None = None
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


@dataclass(frozen=True, slots=True)
class ActivityReachFields:
    """What a form of a count of those whom an activity reached holds; `organisation_id` is whose pupils they are."""

    activity_id: int
    counted_on: date
    organisation_id: int | None = None
    pupils: int | None = None
    disadvantaged_pupils: int | None = None
    adults: int | None = None
    schools: int | None = None
    hours: int | None = None
    source: str = ""
    version: int | None = None


def add_activity_evidence(session: Session, fields: ActivityEvidenceFields) -> int:
    """Add what shows that an activity did what it was for and return the number of the evidence."""
    _check_evidence(fields)
    return writing.create(session, Evidence, fields)


def edit_activity_evidence(session: Session, evidence_id: int, fields: ActivityEvidenceFields) -> int:
    """Change a piece of evidence. Raises StaleRecord when the form is older than the record."""
    _check_evidence(fields)
    return writing.edit(session, Evidence, evidence_id, fields, _("evidence"))


def archive_activity_evidence(session: Session, evidence_id: int) -> None:
    """Put a piece of evidence away: it counts no longer."""
    writing.put_away(session, Evidence, evidence_id, _("evidence"))


def restore_activity_evidence(session: Session, evidence_id: int) -> None:
    """Bring a piece of evidence back."""
    writing.bring_back(session, Evidence, evidence_id, _("evidence"))


def count_activity_reach(session: Session, fields: ActivityReachFields) -> int:
    """Note how many an activity reached on a day and return the number of the count."""
    _check_reach(session, fields)
    return writing.create(session, Reach, fields)


def edit_activity_reach(session: Session, reach_id: int, fields: ActivityReachFields) -> int:
    """Change a count of those reached."""
    _check_reach(session, fields)
    return writing.edit(session, Reach, reach_id, fields, _("count of people reached"))


def remove_activity_reach(session: Session, reach_id: int) -> None:
    """Take out a count that was entered by mistake; undo brings it back."""
    writing.remove(session, Reach, reach_id, _("count of people reached"))


def _check_evidence(fields: ActivityEvidenceFields) -> None:
    required(fields.text, _("what it shows, in a few words"))
    if fields.kind is EvidenceKind.LINK:
        required(fields.link, _("the address of the link"))
    if fields.kind is EvidenceKind.WITNESS:
        required(fields.witness, _("who saw it"))
    if fields.kind is EvidenceKind.ATTACHMENT and fields.attachment_id is None:
        raise WrongUse(_("Choose the file that shows it."))


def _check_reach(session: Session, fields: ActivityReachFields) -> None:
    activity = get_record(session, Activity, fields.activity_id, _("activity"))
    check_order(activity.starts_on, fields.counted_on, _("The activity had not begun on that day. Enter a later one."))
    counts = {
        _("the pupils"): fields.pupils,
        _("the disadvantaged pupils"): fields.disadvantaged_pupils,
        _("the adults"): fields.adults,
        _("the schools"): fields.schools,
        _("the hours"): fields.hours,
    }
    for what, number in counts.items():
        check_count(number, what)
    if all(number is None for number in counts.values()):
        raise WrongUse(_("Enter at least one count."))
    if fields.disadvantaged_pupils is not None and fields.disadvantaged_pupils > (fields.pupils or 0):
        raise WrongUse(_("Disadvantaged pupils are some of all pupils. Enter all pupils, as many at least."))
