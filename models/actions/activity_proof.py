"""What shows that an activity did good. Whom it reached is counted by actions/reach.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Evidence
from models.errors import WrongUse
from models.validation import required
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


def _check_evidence(fields: ActivityEvidenceFields) -> None:
    required(fields.text, _("what it shows, in a few words"))
    if fields.kind is EvidenceKind.LINK:
        required(fields.link, _("the address of the link"))
    if fields.kind is EvidenceKind.WITNESS:
        required(fields.witness, _("who saw it"))
    if fields.kind is EvidenceKind.ATTACHMENT and fields.attachment_id is None:
        raise WrongUse(_("Choose the file that shows it."))
