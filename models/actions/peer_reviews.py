"""Changing peer reviews: who reviewed whom, with which moderator, what was found, what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.partnerships import get_partnership
from models.entities import Organisation, PeerReview
from models.errors import WrongUse
from models.validation import get_record, required
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class PeerReviewFields:
    """What a form of a peer review holds; the reply of the reviewed has an action of its own."""

    reviewer_id: int
    reviewed_id: int
    reviewed_on: date
    focus: str
    judgement: str = ""
    evidence: str = ""
    moderator_id: int | None = None
    """The person who looks at the judgement from outside."""
    partnership_id: int | None = None
    attachment_id: int | None = None
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def create_peer_review(session: Session, fields: PeerReviewFields) -> int:
    """Note a peer review and return its number."""
    _check(session, fields)
    return writing.create(session, PeerReview, fields)


def edit_peer_review(session: Session, review_id: int, fields: PeerReviewFields) -> int:
    """Change a peer review. Raises StaleRecord when the form is older than the record."""
    _check(session, fields)
    return writing.edit(session, PeerReview, review_id, fields, _("peer review"))


def respond_to_peer_review(session: Session, review_id: int, response: str) -> None:
    """Note what the reviewed institution says to a review."""
    review = get_record(session, PeerReview, review_id, _("peer review"))
    review.response = required(response, _("what the reviewed institution says"))
    session.flush()


def archive_peer_review(session: Session, review_id: int) -> None:
    """Put a peer review away: it counts no longer, for reciprocity neither."""
    writing.put_away(session, PeerReview, review_id, _("peer review"))


def _check(session: Session, fields: PeerReviewFields) -> None:
    required(fields.focus, _("what the review looked at"))
    for number in (fields.reviewer_id, fields.reviewed_id):
        get_record(session, Organisation, number, _("organisation"))
    if fields.reviewer_id == fields.reviewed_id:
        raise WrongUse(_("An institution does not review itself. Choose another reviewer."))
    if fields.judgement.strip() and not (fields.evidence.strip() or fields.attachment_id):
        raise WrongUse(_("Enter what the judgement rests on, or add the file that shows it."))
    if fields.partnership_id is not None:
        get_partnership(session, fields.partnership_id)
