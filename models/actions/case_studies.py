"""Changing case studies. Nothing of them leaves the office before those in them have given permission."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.actions.partnerships import get_partnership
from models.entities import CaseStudy, CaseStudyPartner, Organisation
from models.errors import WrongUse
from models.validation import check_order, get_record, required
from models.vocabulary import Permission, Visibility
from resources.i18n import _

_OUTSIDE = (Visibility.PUBLIC, Visibility.PARTNERS)


@dataclass(frozen=True, slots=True)
class CaseStudyFields:
    """What a form of a case study holds; permission and publication have actions of their own."""

    title: str
    partnership_id: int | None = None
    activity_id: int | None = None
    aim: str = ""
    what_was_done: str = ""
    outcome: str = ""
    quote: str = ""
    quoted_person_id: int | None = None
    partner_ids: Sequence[int] = ()
    """The organisations it tells of."""
    source: str = ""
    visibility: Visibility = Visibility.INTERNAL
    version: int | None = None


def create_case_study(session: Session, fields: CaseStudyFields) -> int:
    """Note a case study, without permission yet, and return its number."""
    _check(session, fields, Permission.NOT_ASKED)
    number = writing.create(session, CaseStudy, fields, permission=Permission.NOT_ASKED)
    _set_partners(session, number, fields.partner_ids)
    return number


def edit_case_study(session: Session, case_study_id: int, fields: CaseStudyFields) -> int:
    """Change a case study. Raises StaleRecord when the form is older than the record.

    Permission was given for the words as they were: where what is told or quoted changes, it has to be asked again.
    """
    study = get_record(session, CaseStudy, case_study_id, _("case study"))
    told = (study.what_was_done, study.outcome, study.quote, study.quoted_person_id)
    now = (fields.what_was_done.strip(), fields.outcome.strip(), fields.quote.strip(), fields.quoted_person_id)
    if study.permission is Permission.GIVEN and told != now:
        if study.published_on is not None:
            raise WrongUse(_("It is published in these words. Take back the publication before you change them."))
        study.permission, study.permission_on = Permission.NOT_ASKED, None
    _check(session, fields, study.permission)
    number = writing.edit(session, CaseStudy, case_study_id, fields, _("case study"))
    _set_partners(session, case_study_id, fields.partner_ids)
    return number


def set_permission(session: Session, case_study_id: int, permission: Permission, permission_on: date | None) -> None:
    """Say whether those in a case study agreed to it, and on which day they said so.

    Without their permission it is for our own office only, whatever it was before.
    """
    study = get_record(session, CaseStudy, case_study_id, _("case study"))
    if permission is not Permission.NOT_ASKED and permission_on is None:
        raise WrongUse(_("Enter the day on which they were asked or answered."))
    study.permission = permission
    study.permission_on = None if permission is Permission.NOT_ASKED else permission_on
    if permission is not Permission.GIVEN and study.visibility in _OUTSIDE:
        study.visibility = Visibility.INTERNAL
    session.flush()


def publish_case_study(session: Session, case_study_id: int, where: str, published_on: date) -> None:
    """Say where and when a case study was published. Raises WrongUse when permission was not given before that."""
    study = get_record(session, CaseStudy, case_study_id, _("case study"))
    if study.permission is not Permission.GIVEN:
        raise WrongUse(_("Those in this case study have not given permission. Ask them before it is published."))
    check_order(study.permission_on, published_on, _("Permission was given after that day. Enter a later one."))
    study.published_where, study.published_on = required(where, _("where it was published")), published_on
    session.flush()


def withdraw_case_study(session: Session, case_study_id: int) -> None:
    """Say that a case study is no longer published anywhere."""
    study = get_record(session, CaseStudy, case_study_id, _("case study"))
    study.published_where, study.published_on = "", None
    session.flush()


def archive_case_study(session: Session, case_study_id: int) -> None:
    """Put a case study away."""
    writing.put_away(session, CaseStudy, case_study_id, _("case study"))


def _check(session: Session, fields: CaseStudyFields, permission: Permission) -> None:
    required(fields.title, _("what the case study is called"))
    if fields.visibility in _OUTSIDE and permission is not Permission.GIVEN:
        raise WrongUse(_("Only our own office may see it until those in it have given permission."))
    if fields.quoted_person_id is not None:
        required(fields.quote, _("what the person said"))
    if fields.partnership_id is not None:
        get_partnership(session, fields.partnership_id)


def _set_partners(session: Session, case_study_id: int, partner_ids: Sequence[int]) -> None:
    rows = session.scalars(select(CaseStudyPartner).where(CaseStudyPartner.case_study_id == case_study_id))
    there = {row.organisation_id: row for row in rows}
    for number, row in there.items():
        if number not in partner_ids:
            session.delete(row)
    for number in dict.fromkeys(partner_ids):
        if number not in there:
            get_record(session, Organisation, number, _("organisation"))
            session.add(CaseStudyPartner(case_study_id=case_study_id, organisation_id=number))
    session.flush()
