"""Evidence: what shows that a commitment, an action or an activity came about, each piece with its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import Action, Activity, Commitment, Evidence
from models.errors import WrongUse
from models.validation import check_order, get_record, required
from models.vocabulary import EvidenceKind, Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class EvidenceFields:
    """What a form of a piece of evidence holds; it is of one commitment, action or activity."""

    kind: EvidenceKind
    seen_on: date
    commitment_id: int | None = None
    action_id: int | None = None
    activity_id: int | None = None
    text: str = ""
    link: str = ""
    witness: str = ""
    attachment_id: int | None = None
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def add_evidence(session: Session, fields: EvidenceFields) -> int:
    """Keep a piece of evidence and return its number."""
    _check(session, fields)
    return writing.create(session, Evidence, fields)


def edit_evidence(session: Session, evidence_id: int, fields: EvidenceFields) -> int:
    """Change a piece of evidence."""
    _check(session, fields)
    return writing.edit(session, Evidence, evidence_id, fields, _("evidence"))


def archive_evidence(session: Session, evidence_id: int) -> None:
    """Put evidence away that does not show what it was thought to."""
    writing.put_away(session, Evidence, evidence_id, _("evidence"))


def _check(session: Session, fields: EvidenceFields) -> None:
    """Refuse evidence of nothing, of two things at once, without what it consists in, or from before the promise."""
    if sum(number is not None for number in (fields.commitment_id, fields.action_id, fields.activity_id)) != 1:
        raise WrongUse(_("Choose what it is evidence of: a commitment, an action or an activity."))
    match fields.kind:
        case EvidenceKind.ATTACHMENT if fields.attachment_id is None:
            raise WrongUse(_("Choose the file that shows it."))
        case EvidenceKind.LINK:
            required(fields.link, _("the link where it can be seen"))
        case EvidenceKind.WITNESS:
            required(fields.witness, _("who saw it"))
        case EvidenceKind.OBSERVATION:
            required(fields.text, _("what was seen"))
        case _:
            pass
    made_on: date | None = None
    if fields.commitment_id is not None:
        made_on = get_record(session, Commitment, fields.commitment_id, _("commitment")).made_on
    elif fields.action_id is not None:
        made_on = get_record(session, Action, fields.action_id, _("action")).made_on
    else:
        get_record(session, Activity, fields.activity_id or 0, _("activity"))
    check_order(made_on, fields.seen_on, _("What was seen before the promise does not show that it was kept."))
