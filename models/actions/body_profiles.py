"""What a body that meets has settled about itself: quorum, notice, papers, minute references, terms of reference."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import BodyProfile, Organisation
from models.errors import WrongUse
from models.validation import check_count, get_record
from models.vocabulary import QuorumRule
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class BodyProfileFields:
    """What a form of a body's own rules holds."""

    quorum_rule: QuorumRule = QuorumRule.HALF_IN_POST
    quorum_number: int | None = None
    """The number of a fixed quorum, or the least for the other rules."""
    notice_days: int | None = None
    """Clear days: neither the day of the notice nor that of the meeting counts."""
    paper_days: int | None = None
    minute_prefix: str = ""
    is_public: bool = False
    terms_of_reference: str = ""
    terms_reviewed_on: date | None = None
    version: int | None = None


def set_body_profile(session: Session, organisation_id: int, form: BodyProfileFields) -> int:
    """Write down what a body has settled about itself, for the first time or anew; return the profile's number."""
    get_record(session, Organisation, organisation_id, _("organisation"))
    check_count(form.notice_days, _("the clear days of notice"))
    check_count(form.paper_days, _("how many days before a meeting papers are due"))
    if form.quorum_rule is QuorumRule.FIXED and not form.quorum_number:
        raise WrongUse(_("Enter how many members must be present, at least 1."))
    check_count(form.quorum_number, _("how many members must be present"))
    if "/" in form.minute_prefix or "%" in form.minute_prefix:
        raise WrongUse(_("Enter the letters of the minute references alone, like SAC."))
    number = session.scalars(select(BodyProfile.id).where(BodyProfile.organisation_id == organisation_id)).one_or_none()
    if number is None:
        return writing.create(session, BodyProfile, form, organisation_id=organisation_id)
    return writing.edit(session, BodyProfile, number, form, _("body’s rules"))


def body_profile_of(session: Session, organisation_id: int) -> BodyProfileFields:
    """Return what a form shows of a body's own rules; the usual ones where it has settled none."""
    profile = session.scalars(select(BodyProfile).where(BodyProfile.organisation_id == organisation_id)).one_or_none()
    if profile is None:
        return BodyProfileFields()
    values = {field.name: getattr(profile, field.name) for field in fields(BodyProfileFields)}
    return BodyProfileFields(**values | {"quorum_rule": QuorumRule(profile.quorum_rule)})
