"""Writing down when an institution changed what it is, and what we hold it to be: status and sector."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions import writing
from models.entities import InstitutionProfile, Organisation, OrganisationKind, StatusChange
from models.errors import WrongUse
from models.validation import get_record, required
from models.vocabulary import Sector
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class StatusChangeFields:
    """What a form of a change of status holds: "Community school" to "Foundation school", "Open" to "Closed"."""

    organisation_id: int
    changed_on: date
    status_after: str
    status_before: str = ""
    """Blank for what the last change before it led to."""
    note: str = ""
    source: str = ""
    version: int | None = None


def record_status_change(session: Session, fields: StatusChangeFields) -> int:
    """Write down that an institution changed what it is on a day; return the number of the change."""
    place = get_record(session, Organisation, fields.organisation_id, _("organisation"))
    if place.kind is not OrganisationKind.INSTITUTION:
        raise WrongUse(_("{name} is not a school, college or setting. Choose one.").format(name=place.name))
    before = fields.status_before.strip() or _before(session, fields)
    _check(session, fields, before)
    return writing.create(session, StatusChange, fields, status_before=before)


def edit_status_change(session: Session, change_id: int, fields: StatusChangeFields) -> int:
    """Change what was written down of a change of status; whose it is stays."""
    change = get_record(session, StatusChange, change_id, _("change of status"))
    if change.organisation_id != fields.organisation_id:
        raise WrongUse(_("Take this change out, and add it at the other institution."))
    _check(session, fields, fields.status_before.strip())
    return writing.edit(session, StatusChange, change_id, fields, _("change of status"))


def remove_status_change(session: Session, change_id: int) -> None:
    """Take out a change of status that was entered by mistake."""
    writing.remove(session, StatusChange, change_id, _("change of status"))


def set_sector(session: Session, organisation_id: int, sector: Sector | None) -> int:
    """Say who pays for an institution, against what its type tells; None goes by the type again."""
    place = get_record(session, Organisation, organisation_id, _("organisation"))
    if place.kind is not OrganisationKind.INSTITUTION:
        raise WrongUse(_("{name} is not a school, college or setting. Choose one.").format(name=place.name))
    profile = session.scalars(
        select(InstitutionProfile).where(InstitutionProfile.organisation_id == organisation_id)
    ).one_or_none()
    if profile is None:
        profile = InstitutionProfile(organisation_id=organisation_id)
        session.add(profile)
    profile.sector = sector
    session.flush()
    return organisation_id


def _before(session: Session, fields: StatusChangeFields) -> str:
    earlier = (
        select(StatusChange.status_after)
        .where(
            StatusChange.organisation_id == fields.organisation_id,
            StatusChange.changed_on <= fields.changed_on,
        )
        .order_by(StatusChange.changed_on.desc(), StatusChange.id.desc())
    )
    return session.scalars(earlier.limit(1)).first() or ""


def _check(session: Session, fields: StatusChangeFields, before: str) -> None:
    after = required(fields.status_after, _("what it became, like Foundation school"))
    if before == after:
        raise WrongUse(_("It was {status} before. Enter what it became.").format(status=before))
    same = select(StatusChange.id).where(
        StatusChange.organisation_id == fields.organisation_id,
        StatusChange.changed_on == fields.changed_on,
        StatusChange.status_after == after,
    )
    if fields.version is None and session.execute(same.limit(1)).first() is not None:
        raise WrongUse(_("This change is in the list already."))
